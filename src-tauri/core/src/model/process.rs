//! What a process map is made of: lanes, nodes and the connections between them.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{ConnectionId, DocumentId, LaneId, NodeId, Point, RoleId, ToolId};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum NodeKind {
    Trigger,
    Step,
    Decision,
    Subprocess,
    Wait,
    Document,
    Note,
    Outcome,
}

/// Who does a step from now on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum Delegation {
    Keep,
    Delegate,
    Automate,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum Side {
    Top,
    Right,
    Bottom,
    Left,
}

/// A band of the map that belongs to one role.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(export)]
pub struct Lane {
    pub id: LaneId,
    pub process: DocumentId,
    /// Order from the top (or from the left when lanes are vertical).
    pub position: f64,
    #[serde(default)]
    pub role: Option<RoleId>,
    /// Shown while the lane has no role.
    #[serde(default)]
    pub title: String,
    /// Extent across the lane, in map pixels; at least 96.
    pub breadth: f64,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(export)]
pub struct Node {
    pub id: NodeId,
    pub process: DocumentId,
    pub kind: NodeKind,
    #[serde(default)]
    pub lane: Option<LaneId>,
    /// Top left corner, in map pixels. Size and line breaks are computed, never stored.
    pub x: f64,
    pub y: f64,
    #[serde(default)]
    pub label: String,

    /// Markdown.
    #[serde(default)]
    pub description: String,
    /// Who does it, when the map has no lanes; otherwise the lane's role counts.
    #[serde(default)]
    pub role: Option<RoleId>,
    #[serde(default)]
    pub delegation: Option<Delegation>,
    /// What automates it, when it is automated.
    #[serde(default)]
    pub automated_by: String,
    #[serde(default)]
    pub inputs: String,
    #[serde(default)]
    pub outputs: String,
    #[serde(default)]
    pub tool: Option<ToolId>,
    #[serde(default)]
    pub duration_minutes: Option<u32>,
    /// 1..=5, as are energy (1 drains, 5 gives) and risk.
    #[serde(default)]
    pub value: Option<u8>,
    #[serde(default)]
    pub energy: Option<u8>,
    #[serde(default)]
    pub risk: Option<u8>,
    #[serde(default)]
    pub only_my_judgement: bool,
    /// What a subprocess or document node opens.
    #[serde(default)]
    pub opens: Option<DocumentId>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(export)]
pub struct Connection {
    pub id: ConnectionId,
    pub process: DocumentId,
    pub source: NodeId,
    pub target: NodeId,
    #[serde(default)]
    pub label: String,
    /// Where the person bent it, in map pixels; empty means the route is computed.
    #[serde(default)]
    pub waypoints: Vec<Point>,
    /// Sides that the person fixed; none means they are computed.
    #[serde(default)]
    pub source_side: Option<Side>,
    #[serde(default)]
    pub target_side: Option<Side>,
}

impl Node {
    pub fn new(id: NodeId, process: DocumentId, kind: NodeKind, at: Point, label: String) -> Self {
        Self {
            id,
            process,
            kind,
            lane: None,
            x: at.x,
            y: at.y,
            label,
            description: String::new(),
            role: None,
            delegation: None,
            automated_by: String::new(),
            inputs: String::new(),
            outputs: String::new(),
            tool: None,
            duration_minutes: None,
            value: None,
            energy: None,
            risk: None,
            only_my_judgement: false,
            opens: None,
        }
    }
}

impl Connection {
    pub fn new(id: ConnectionId, process: DocumentId, source: NodeId, target: NodeId) -> Self {
        Self {
            id,
            process,
            source,
            target,
            label: String::new(),
            waypoints: vec![],
            source_side: None,
            target_side: None,
        }
    }
}
