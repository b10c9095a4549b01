//! A screenshot on a step, and the immutable picture file behind it.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{FigureId, Rect, Shape, ShapeForm, StepId, Timestamp};

/// SHA-256 of the file's bytes, 64 lower-case hexadecimal digits; also the file's name.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, TS)]
#[serde(transparent)]
#[ts(export)]
pub struct AssetHash(String);

impl AssetHash {
    /// `None` when it is not exactly 64 lower-case hexadecimal digits.
    pub fn parse(text: &str) -> Option<Self> {
        let hex = text.len() == 64 && text.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b));
        hex.then(|| Self(text.to_owned()))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl<'de> Deserialize<'de> for AssetHash {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = String::deserialize(from)?;
        Self::parse(&text).ok_or_else(|| serde::de::Error::custom("not a SHA-256 in lower-case hexadecimal"))
    }
}

impl std::fmt::Display for AssetHash {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// A picture file of the library: always a PNG or JPEG that this program encoded.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(export)]
pub struct Asset {
    pub hash: AssetHash,
    /// `image/png` or `image/jpeg`.
    pub mime: String,
    /// Pixels.
    pub width: u32,
    pub height: u32,
    /// Bytes of the file.
    #[ts(type = "number")]
    pub size: u64,
    #[ts(type = "number")]
    pub imported_at: Timestamp,
    /// Name of the file that it came from, without its folder; empty for the clipboard.
    #[serde(default)]
    pub source_name: String,
    /// When it took the place of a picture of which a part was hidden for good; what was there is in no file
    /// of the library.
    #[serde(default)]
    #[ts(type = "number | null")]
    pub burned_at: Option<Timestamp>,
}

/// A picture on a step with its crop and its annotations, which stay editable for ever.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(export)]
pub struct Figure {
    pub id: FigureId,
    pub step: StepId,
    pub position: f64,
    pub asset: AssetHash,
    /// Alternative text for readers who do not see the picture.
    #[serde(default)]
    pub alt: String,
    #[serde(default)]
    pub caption: String,
    /// The part that is shown, as fractions of the whole picture. Shapes keep whole-picture coordinates.
    #[serde(default)]
    pub crop: Option<Rect>,
    /// From back to front.
    #[serde(default)]
    pub shapes: Vec<Shape>,
}

impl Figure {
    /// A picture with nothing on it and nothing cut off, on no step.
    pub fn bare(asset: AssetHash) -> Self {
        let (alt, caption) = (String::new(), String::new());
        let (id, step) = (FigureId::default(), StepId::default());
        Self { id, step, position: 0.0, asset, alt, caption, crop: None, shapes: vec![] }
    }

    /// What is in the pixels of the burned picture, from back to front.
    pub fn burned_forms(&self) -> impl Iterator<Item = &ShapeForm> {
        self.shapes.iter().map(|shape| &shape.form).filter(|form| form.is_burned())
    }

    /// Something on it is blurred, which hides nothing for sure.
    pub fn is_blurred(&self) -> bool {
        self.burned_forms().any(|form| matches!(form, ShapeForm::Blur { .. }))
    }
}
