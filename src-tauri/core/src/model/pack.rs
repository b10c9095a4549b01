//! A pack: which documents go out together, and how they are printed.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{DocumentId, PackId};

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(export)]
pub struct Pack {
    pub id: PackId,
    pub name: String,
    /// In the order in which they are printed.
    #[serde(default)]
    pub documents: Vec<DocumentId>,
    /// Add everything below them too: a process brings its SOPs, an SOP its instructions.
    #[serde(default = "yes")]
    pub everything_below: bool,
    #[serde(default)]
    pub options: PackOptions,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(default, deny_unknown_fields)]
#[ts(export)]
pub struct PackOptions {
    pub paper: Paper,
    pub cover: bool,
    pub contents: bool,
    /// Below the title on the cover; the library's name when empty.
    pub company: String,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum Paper {
    #[default]
    A4,
    Letter,
}

impl Default for PackOptions {
    fn default() -> Self {
        Self { paper: Paper::A4, cover: true, contents: true, company: String::new() }
    }
}

fn yes() -> bool {
    true
}
