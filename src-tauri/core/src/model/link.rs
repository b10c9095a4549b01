//! Links between documents. They are derived from records and texts in the same transaction and never
//! edited themselves: change the record, and the link follows.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{DocumentId, NodeId, StepId};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum LinkKind {
    /// An SOP (or procedure, or instruction) covers a process, some of its nodes, or a path.
    Covers,
    /// A step is told in full by another document.
    Uses,
    /// A text names another document: `[title](roadbook:ID)`.
    Mentions,
    /// Two documents belong together.
    References,
    /// A document is governed by a policy.
    GovernedBy,
    /// A subprocess or document node opens another document.
    Opens,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(export)]
pub struct Link {
    pub kind: LinkKind,
    pub source: DocumentId,
    pub target: DocumentId,
    /// The node or step of `source` that the link starts from; none for the document itself.
    #[serde(default)]
    pub node: Option<NodeId>,
    #[serde(default)]
    pub step: Option<StepId>,
}
