//! A pack: which documents go out together, and how they are printed.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{AssetHash, DocumentId, PackId};

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
    /// Above the title on the cover: a picture of the library.
    pub logo: Option<AssetHash>,
    /// Of the words that the export adds to the person's own.
    pub language: Language,
    pub colour: PackColour,
    /// The policies that govern the documents, where they are not chosen themselves.
    pub policies: bool,
    /// The drawing of each process; without it the table of its steps stays.
    pub maps: bool,
    /// Of pages that hold nothing but a map.
    pub map_pages: MapPages,
    /// At the head of a document that covers steps: the map, with those steps marked.
    pub you_are_here: bool,
    /// Every revision with its day and note, at the end.
    pub changes: bool,
    /// The roles and tools that the documents name, at the end.
    pub glossary: bool,
    /// Each document as it was published last; what never was is left out.
    pub published_only: bool,
    pub pictures: PictureQuality,
    /// SOPs and procedures as lists to tick on paper, with a line for name and day.
    pub tick_boxes: bool,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum Paper {
    #[default]
    A4,
    Letter,
    A5,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum Language {
    #[default]
    English,
    German,
}

/// What the cover, the links of a map and the marks of a pack are drawn in. Marks on pictures keep their own.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum PackColour {
    #[default]
    Orange,
    Blue,
    Green,
    Violet,
    Ink,
}

/// How a map lies on pages of its own.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum MapPages {
    /// As it is larger.
    #[default]
    AsFits,
    Portrait,
    Landscape,
}

/// How much of its pictures a pack keeps.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum PictureQuality {
    /// Compact in one HTML file, which is for mailing; lossless in everything else.
    #[default]
    AsFits,
    /// Every pixel as it was captured.
    Lossless,
    /// At most 256 colours a picture, where that is hardly seen.
    Compact,
}

impl Default for PackOptions {
    fn default() -> Self {
        Self {
            paper: Paper::A4,
            cover: true,
            contents: true,
            company: String::new(),
            logo: None,
            language: Language::English,
            colour: PackColour::Orange,
            policies: true,
            maps: true,
            map_pages: MapPages::AsFits,
            you_are_here: true,
            changes: false,
            glossary: false,
            published_only: false,
            pictures: PictureQuality::AsFits,
            tick_boxes: false,
        }
    }
}

fn yes() -> bool {
    true
}
