//! One field of a record, changed: what an inspector's field sends.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::model::{
    Callout, Cover, Delegation, DocumentId, DocumentKind, LaneDirection, LaneId, NodeId, NodeKind, Point, Recording,
    Rect, RoleId, Side, ToolId,
};

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(tag = "field", content = "value", rename_all = "snake_case")]
#[ts(export)]
pub enum DocumentChange {
    Kind(DocumentKind),
    Title(String),
    Owner(Option<RoleId>),
    ReviewOn(Option<String>),
    Tags(Vec<String>),
    Text(String),
    Purpose(String),
    Scope(String),
    Quality(String),
    Materials(String),
    Definitions(String),
    Tool(Option<ToolId>),
    StartingScreen(String),
    FinishedResult(String),
    Trigger(String),
    Outcome(String),
    Frequency(String),
    GovernedBy(Vec<DocumentId>),
    LaneDirection(LaneDirection),
    Covers(Vec<Cover>),
    References(Vec<DocumentId>),
    FirstNumber(u32),
}

impl DocumentChange {
    /// Does the document say something else by it? Who keeps it, when it is looked at again, under which
    /// words it is found and for which steps it stands does not change what was approved.
    pub fn says_something(&self) -> bool {
        !matches!(self, Self::Owner(_) | Self::ReviewOn(_) | Self::Tags(_) | Self::Covers(_))
    }
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(tag = "field", content = "value", rename_all = "snake_case")]
#[ts(export)]
pub enum NodeChange {
    Kind(NodeKind),
    Label(String),
    Lane(Option<LaneId>),
    Description(String),
    Role(Option<RoleId>),
    Delegation(Option<Delegation>),
    AutomatedBy(String),
    Inputs(String),
    Outputs(String),
    Tool(Option<ToolId>),
    DurationMinutes(Option<u32>),
    Value(Option<u8>),
    Energy(Option<u8>),
    Risk(Option<u8>),
    OnlyMyJudgement(bool),
    Opens(Option<DocumentId>),
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(tag = "field", content = "value", rename_all = "snake_case")]
#[ts(export)]
pub enum ConnectionChange {
    Label(String),
    Source(NodeId),
    Target(NodeId),
    Waypoints(Vec<Point>),
    SourceSide(Option<Side>),
    TargetSide(Option<Side>),
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(tag = "field", content = "value", rename_all = "snake_case")]
#[ts(export)]
pub enum LaneChange {
    Role(Option<RoleId>),
    Title(String),
    Breadth(f64),
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(tag = "field", content = "value", rename_all = "snake_case")]
#[ts(export)]
pub enum StepChange {
    Text(String),
    Depth(u8),
    Role(Option<RoleId>),
    Expected(String),
    Why(String),
    Callouts(Vec<Callout>),
    Link(Option<DocumentId>),
    Recording(Option<Recording>),
    PageBreak(bool),
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(tag = "field", content = "value", rename_all = "snake_case")]
#[ts(export)]
pub enum FigureChange {
    Alt(String),
    Caption(String),
    Crop(Option<Rect>),
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(tag = "field", content = "value", rename_all = "snake_case")]
#[ts(export)]
pub enum RoleChange {
    Name(String),
    Description(String),
    Person(String),
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(tag = "field", content = "value", rename_all = "snake_case")]
#[ts(export)]
pub enum ToolChange {
    Name(String),
    Description(String),
    Url(String),
}
