//! Annotations on a picture. Coordinates are fractions of the whole, uncropped picture.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{Point, Rect, ShapeId};

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(export)]
pub struct Shape {
    pub id: ShapeId,
    #[serde(default)]
    pub mark: Mark,
    pub form: ShapeForm,
}

/// Colour of an annotation, by name; each keeps 3:1 against a white halo, in print and for the colour-blind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum Mark {
    #[default]
    Route,
    Ink,
    Blue,
    Green,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
#[ts(export)]
pub enum ShapeForm {
    Arrow {
        from: Point,
        to: Point,
    },
    Rectangle {
        rect: Rect,
    },
    /// A numbered callout. Its number is its place among all callouts of the document, from 1.
    Number {
        at: Point,
        /// Where its pointer ends, if it has one.
        #[serde(default)]
        pointer: Option<Point>,
    },
    /// A text box with its top left corner at `at`; lines break where the text does.
    Text {
        at: Point,
        text: String,
    },
    /// Opaque fill: the pixels below it never leave the library.
    Redaction {
        rect: Rect,
    },
}
