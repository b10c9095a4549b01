//! One step of a procedure, an SOP or a work instruction.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{DocumentId, RoleId, StepId};
use crate::text::file_name;

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

/// A video elsewhere: at an address, or in a file of this computer.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(export)]
pub struct Recording {
    pub title: String,
    /// http or https; empty where it is a file.
    pub url: String,
    /// The whole path, as this computer's system writes it; empty where it is an address. Nothing but the file's name
    /// leaves the library.
    #[serde(default)]
    pub file: String,
}

impl Recording {
    /// Endings of the names of files that can be linked: what plays, and no program.
    pub const FILES: [&str; 16] = [
        "mp4", "m4v", "mov", "mkv", "webm", "avi", "wmv", "mpg", "mpeg", "ogv", "3gp", "gif", "mp3", "m4a", "wav",
        "ogg",
    ];

    /// Whether a file of this name or path plays.
    pub fn plays(file: &str) -> bool {
        let ending = file_name(file).rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
        ending.is_some_and(|ending| Self::FILES.contains(&ending.as_str()))
    }

    /// Without its folder; `None` where it is an address.
    pub fn file_name(&self) -> Option<String> {
        (!self.file.is_empty()).then(|| file_name(&self.file))
    }
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
