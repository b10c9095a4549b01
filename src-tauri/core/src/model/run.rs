//! A run: one live execution of a process, SOP or procedure, with its record.

use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::Uuid;

use super::{DocumentId, RevisionId, RunId, Timestamp};

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(export)]
pub struct Run {
    pub id: RunId,
    pub document: DocumentId,
    /// The revision that is followed; none when the document was never published.
    #[serde(default)]
    pub revision: Option<RevisionId>,
    pub title: String,
    #[serde(default)]
    pub assignee: String,
    /// Calendar day, `YYYY-MM-DD`.
    #[serde(default)]
    pub due_on: Option<String>,
    #[ts(type = "number")]
    pub started_at: Timestamp,
    #[serde(default)]
    #[ts(type = "number | null")]
    pub finished_at: Option<Timestamp>,
    #[serde(default)]
    pub ticks: Vec<Tick>,
}

/// One step or node done, with what was noticed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(export)]
pub struct Tick {
    /// Id of the step or of the node.
    pub part: Uuid,
    #[ts(type = "number")]
    pub at: Timestamp,
    #[serde(default)]
    pub by: String,
    /// A problem or remark, empty when there was none.
    #[serde(default)]
    pub note: String,
}
