//! How the sample is written down in `sample/*.json`: as short as its writer likes it. Keys stand for ids.

use serde::Deserialize;

use crate::model::{Delegation, DocumentKind, Mark, NodeKind, Recording, Side, Status};

/// `people.json`: what all documents share.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct People {
    pub roles: Vec<RoleForm>,
    pub tools: Vec<ToolForm>,
    pub packs: Vec<PackForm>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RoleForm {
    pub key: String,
    pub name: String,
    pub person: String,
    pub description: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ToolForm {
    pub key: String,
    pub name: String,
    pub description: String,
    #[serde(default)]
    pub url: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PackForm {
    pub key: String,
    pub name: String,
    pub company: String,
    pub documents: Vec<String>,
}

/// One file, one document. Texts are Markdown, in which `roadbook:key` names another document.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct DocumentForm {
    pub key: String,
    pub kind: DocumentKind,
    pub title: String,
    pub owner: String,
    #[serde(default)]
    pub status: Status,
    /// From the day on which the sample is made; negative for a date that has passed.
    #[serde(default)]
    pub review_in_days: Option<i64>,
    #[serde(default)]
    pub revisions: Vec<RevisionForm>,
    #[serde(default)]
    pub tags: Vec<String>,
    #[serde(default)]
    pub text: String,
    #[serde(default)]
    pub purpose: String,
    #[serde(default)]
    pub scope: String,
    #[serde(default)]
    pub quality: String,
    #[serde(default)]
    pub materials: Vec<String>,
    #[serde(default)]
    pub definitions: String,
    #[serde(default)]
    pub tool: Option<String>,
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
    #[serde(default)]
    pub governed_by: Vec<String>,
    #[serde(default)]
    pub covers: Vec<CoverForm>,
    #[serde(default)]
    pub references: Vec<String>,
    #[serde(default)]
    pub lanes: Vec<LaneForm>,
    #[serde(default)]
    pub nodes: Vec<NodeForm>,
    #[serde(default)]
    pub connections: Vec<ConnectionForm>,
    #[serde(default)]
    pub steps: Vec<StepForm>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RevisionForm {
    pub note: String,
    /// What the document's text was then, when it was another one.
    #[serde(default)]
    pub text: Option<String>,
}

/// Nodes by key, or the branches of one path as `from>to`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CoverForm {
    pub process: String,
    #[serde(default)]
    pub nodes: Vec<String>,
    #[serde(default)]
    pub path: Vec<String>,
}

/// The key of a lane is its role's.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct LaneForm {
    pub role: String,
    pub breadth: f64,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct NodeForm {
    pub key: String,
    pub kind: NodeKind,
    pub label: String,
    /// The role of its lane.
    #[serde(default)]
    pub lane: Option<String>,
    pub at: [f64; 2],
    #[serde(default)]
    pub description: String,
    #[serde(default)]
    pub delegation: Option<Delegation>,
    #[serde(default)]
    pub automated_by: String,
    #[serde(default)]
    pub inputs: String,
    #[serde(default)]
    pub outputs: String,
    #[serde(default)]
    pub tool: Option<String>,
    #[serde(default)]
    pub minutes: Option<u32>,
    #[serde(default)]
    pub value: Option<u8>,
    #[serde(default)]
    pub energy: Option<u8>,
    #[serde(default)]
    pub risk: Option<u8>,
    #[serde(default)]
    pub only_my_judgement: bool,
    #[serde(default)]
    pub opens: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ConnectionForm {
    pub from: String,
    pub to: String,
    #[serde(default)]
    pub label: String,
    /// Where it is bound to a side, because that reads better.
    #[serde(default)]
    pub leaves: Option<Side>,
    #[serde(default)]
    pub enters: Option<Side>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct StepForm {
    pub text: String,
    #[serde(default)]
    pub role: Option<String>,
    #[serde(default)]
    pub expected: String,
    #[serde(default)]
    pub why: String,
    #[serde(default)]
    pub tip: Option<String>,
    #[serde(default)]
    pub warning: Option<String>,
    #[serde(default)]
    pub danger: Option<String>,
    #[serde(default)]
    pub link: Option<String>,
    #[serde(default)]
    pub recording: Option<Recording>,
    #[serde(default)]
    pub picture: Option<PictureForm>,
}

/// Places are pixels of the whole picture; rectangles are left, top, width, height.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PictureForm {
    pub file: String,
    pub alt: String,
    #[serde(default)]
    pub caption: String,
    #[serde(default)]
    pub crop: Option<[f64; 4]>,
    #[serde(default)]
    pub marks: Vec<MarkForm>,
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub(super) enum MarkForm {
    /// What must not be seen; the fill stands out by 3 pixels on each side.
    Hide([f64; 4]),
    Box([f64; 4]),
    Arrow {
        from: [f64; 2],
        to: [f64; 2],
    },
    Number {
        at: [f64; 2],
        #[serde(default)]
        to: Option<[f64; 2]>,
    },
    Text {
        at: [f64; 2],
        says: String,
        #[serde(default)]
        mark: Mark,
    },
}
