//! The five kinds of document, their status, what an SOP covers, and revisions.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{
    Connection, ConnectionId, DocumentId, Figure, Lane, Node, NodeId, RevisionId, RoleId, Step, Timestamp, ToolId,
};

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum DocumentKind {
    Policy,
    Process,
    Procedure,
    Sop,
    Instruction,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum Status {
    #[default]
    Draft,
    InReview,
    Approved,
    Retired,
}

/// Lanes run from left to right (`Horizontal`, bands stacked downwards) or from top to bottom.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum LaneDirection {
    #[default]
    Horizontal,
    Vertical,
}

/// What a document covers in one process.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(export)]
pub struct Cover {
    pub process: DocumentId,
    pub extent: Extent,
}

/// Nodes (none: the process as a whole, no step chosen yet), or one path, named by the branch
/// connections chosen at its forks. A cover whose branch has vanished is stale, not gone.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
#[ts(export)]
pub enum Extent {
    Nodes { nodes: Vec<NodeId> },
    Path { branches: Vec<ConnectionId> },
}

/// A document of any kind. Fields that its kind does not show stay as they are, so that changing the
/// kind and changing it back loses nothing.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(export)]
pub struct Document {
    pub id: DocumentId,
    pub kind: DocumentKind,
    /// Counts up through the library and never changes: "SOP 12" is document 12 for good.
    pub number: u32,
    pub title: String,
    #[serde(default)]
    pub status: Status,
    #[serde(default)]
    pub owner: Option<RoleId>,
    /// Order among the documents that stand beside it; only the order counts, not the value.
    pub position: f64,
    /// Calendar day, `YYYY-MM-DD`.
    #[serde(default)]
    pub review_on: Option<String>,
    #[serde(default)]
    #[ts(type = "number | null")]
    pub trashed_at: Option<Timestamp>,
    #[ts(type = "number")]
    pub created_at: Timestamp,
    #[ts(type = "number")]
    pub changed_at: Timestamp,

    #[serde(default)]
    pub tags: Vec<String>,
    /// Markdown. The rule itself in a policy; a short introduction elsewhere.
    #[serde(default)]
    pub text: String,
    /// Markdown, as are scope, quality, materials and definitions.
    #[serde(default)]
    pub purpose: String,
    #[serde(default)]
    pub scope: String,
    /// The quality standard: how one sees that it was done right.
    #[serde(default)]
    pub quality: String,
    #[serde(default)]
    pub materials: String,
    #[serde(default)]
    pub definitions: String,
    #[serde(default)]
    pub tool: Option<ToolId>,
    #[serde(default)]
    pub starting_screen: String,
    #[serde(default)]
    pub finished_result: String,
    #[serde(default)]
    pub trigger: String,
    #[serde(default)]
    pub outcome: String,
    #[serde(default)]
    pub frequency: String,
    /// Policies that govern this document.
    #[serde(default)]
    pub governed_by: Vec<DocumentId>,
    #[serde(default)]
    pub lane_direction: LaneDirection,
    #[serde(default)]
    pub covers: Vec<Cover>,
    /// Documents that belong with this one though no step links to them.
    #[serde(default)]
    pub references: Vec<DocumentId>,
    /// Of the numbered callouts on its pictures.
    #[serde(default = "one")]
    pub first_number: u32,
}

const fn one() -> u32 {
    1
}

/// A document with all that is inside it: what a revision freezes, a snapshot holds and a draft brings.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(export)]
pub struct DocumentContent {
    pub document: Document,
    #[serde(default)]
    pub lanes: Vec<Lane>,
    #[serde(default)]
    pub nodes: Vec<Node>,
    #[serde(default)]
    pub connections: Vec<Connection>,
    /// In order.
    #[serde(default)]
    pub steps: Vec<Step>,
    /// In order within each step.
    #[serde(default)]
    pub figures: Vec<Figure>,
}

/// A published state of one document. Links in it resolve to their target's latest revision.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(export)]
pub struct Revision {
    pub id: RevisionId,
    pub document: DocumentId,
    /// 1, 2, 3 within the document.
    pub number: u32,
    #[ts(type = "number")]
    pub published_at: Timestamp,
    /// What changed, in the publisher's words.
    pub note: String,
    pub content: DocumentContent,
}

impl Document {
    pub fn new(id: DocumentId, kind: DocumentKind, number: u32, title: String, now: Timestamp) -> Self {
        Self {
            id,
            kind,
            number,
            title,
            status: Status::Draft,
            owner: None,
            position: f64::from(number),
            review_on: None,
            trashed_at: None,
            created_at: now,
            changed_at: now,
            tags: vec![],
            text: String::new(),
            purpose: String::new(),
            scope: String::new(),
            quality: String::new(),
            materials: String::new(),
            definitions: String::new(),
            tool: None,
            starting_screen: String::new(),
            finished_result: String::new(),
            trigger: String::new(),
            outcome: String::new(),
            frequency: String::new(),
            governed_by: vec![],
            lane_direction: LaneDirection::Horizontal,
            covers: vec![],
            references: vec![],
            first_number: 1,
        }
    }
}

impl DocumentContent {
    pub fn empty(document: Document) -> Self {
        Self { document, lanes: vec![], nodes: vec![], connections: vec![], steps: vec![], figures: vec![] }
    }
}

impl DocumentKind {
    pub const ALL: [Self; 5] = [Self::Policy, Self::Process, Self::Procedure, Self::Sop, Self::Instruction];

    /// Procedures, SOPs and work instructions are written as steps.
    pub fn has_steps(self) -> bool {
        matches!(self, Self::Procedure | Self::Sop | Self::Instruction)
    }

    /// The word in front of a number, as in "SOP 12".
    pub fn word(self) -> &'static str {
        match self {
            Self::Policy => "Policy",
            Self::Process => "Process",
            Self::Procedure => "Procedure",
            Self::Sop => "SOP",
            Self::Instruction => "Work instruction",
        }
    }
}
