//! One step of a procedure, an SOP or a work instruction.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{DocumentId, RoleId, StepId};

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(export)]
pub struct Step {
    pub id: StepId,
    pub document: DocumentId,
    /// Order in the document; only the order counts, not the value.
    pub position: f64,
    /// 0 for a step, 1 for its sub-steps, 2 at most.
    #[serde(default)]
    pub depth: u8,
    /// Markdown.
    #[serde(default)]
    pub text: String,
    #[serde(default)]
    pub role: Option<RoleId>,
    /// Markdown: what one sees when the step went right.
    #[serde(default)]
    pub expected: String,
    /// Markdown: why the step is there.
    #[serde(default)]
    pub why: String,
    #[serde(default)]
    pub callouts: Vec<Callout>,
    /// The instruction, SOP or procedure that tells this step in full.
    #[serde(default)]
    pub link: Option<DocumentId>,
    #[serde(default)]
    pub recording: Option<Recording>,
    #[serde(default)]
    pub page_break: bool,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(export)]
pub struct Callout {
    pub kind: CalloutKind,
    /// Markdown.
    pub text: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum CalloutKind {
    Tip,
    Warning,
    Danger,
}

/// A video elsewhere; the address is http or https.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(export)]
pub struct Recording {
    pub title: String,
    pub url: String,
}

impl Step {
    pub fn new(id: StepId, document: DocumentId, position: f64, text: String) -> Self {
        Self {
            id,
            document,
            position,
            depth: 0,
            text,
            role: None,
            expected: String::new(),
            why: String::new(),
            callouts: vec![],
            link: None,
            recording: None,
            page_break: false,
        }
    }
}
