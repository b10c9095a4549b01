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
    #[serde(default)]
    pub stroke: StrokeWidth,
    #[serde(default)]
    pub lettering: Lettering,
    /// Degrees clockwise around the middle of what it covers where it is not turned; see [`Shape::TURN`] and
    /// [`ShapeForm::turns`].
    #[serde(default)]
    pub turn: f64,
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

/// How thick its lines are, by name.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum StrokeWidth {
    Fine,
    #[default]
    Normal,
    Bold,
}

/// How large its letters and numbers are, by name.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum Lettering {
    Small,
    #[default]
    Normal,
    Large,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
#[ts(export)]
pub enum ShapeForm {
    Arrow {
        from: Point,
        to: Point,
    },
    Line {
        from: Point,
        to: Point,
    },
    Rectangle {
        rect: Rect,
    },
    Ellipse {
        rect: Rect,
    },
    /// A numbered callout. Its number is its place among all callouts of the document, counted from the
    /// document's first number.
    Number {
        at: Point,
        /// Where its pointer ends, if it has one.
        #[serde(default)]
        pointer: Option<Point>,
        /// The count begins anew with it, at this number.
        #[serde(default)]
        from: Option<u32>,
    },
    /// A text box with its top left corner at `at`; lines break where the text does.
    Text {
        at: Point,
        text: String,
    },
    /// A translucent band, as of a text marker.
    Highlight {
        rect: Rect,
    },
    /// Where the pointer clicks.
    Click {
        at: Point,
    },
    /// Keys to press, written as "Ctrl+S", as keycaps with their top left corner at `at`.
    Key {
        at: Point,
        text: String,
    },
    /// Opaque fill: the pixels below it never leave the library.
    Redaction {
        rect: Rect,
    },
    /// Blurred pixels. Not secure: what was there can be worked out.
    Blur {
        rect: Rect,
    },
    /// Everything outside of the picture's spotlights is dimmed.
    Spotlight {
        rect: Rect,
        /// An ellipse instead of a rectangle.
        #[serde(default)]
        round: bool,
    },
    /// Shows a part of the burned picture enlarged, with its middle at `at`.
    Magnifier {
        source: Rect,
        at: Point,
        /// How many times larger; see [`ShapeForm::ZOOM`].
        zoom: f64,
        /// An ellipse instead of a rectangle.
        #[serde(default)]
        round: bool,
    },
}

impl Shape {
    /// The furthest that a mark is turned against the clock and with it: upside down, either way.
    pub const TURN: (f64, f64) = (-180.0, 180.0);

    pub fn new(id: ShapeId, mark: Mark, form: ShapeForm) -> Self {
        Self { id, mark, stroke: StrokeWidth::default(), lettering: Lettering::default(), turn: 0.0, form }
    }
}

impl ShapeForm {
    /// The least and the most that a magnifier enlarges.
    pub const ZOOM: (f64, f64) = (1.0, 10.0);

    /// Whether it can be turned. What hides something cannot: it covers whole pixels, edge to edge. What goes
    /// between two points has ends instead, and a circle looks the same.
    pub fn turns(&self) -> bool {
        match self {
            Self::Rectangle { .. }
            | Self::Ellipse { .. }
            | Self::Text { .. }
            | Self::Highlight { .. }
            | Self::Key { .. } => true,
            Self::Arrow { .. }
            | Self::Line { .. }
            | Self::Number { .. }
            | Self::Click { .. }
            | Self::Redaction { .. }
            | Self::Blur { .. }
            | Self::Spotlight { .. }
            | Self::Magnifier { .. } => false,
        }
    }

    /// Whether it changes the pixels of the burned picture, instead of being drawn over them.
    pub fn is_burned(&self) -> bool {
        matches!(self, Self::Redaction { .. } | Self::Blur { .. } | Self::Spotlight { .. } | Self::Magnifier { .. })
    }
}

/// Where a magnifier's lens lies: as large as its source, enlarged, around its middle.
pub fn lens(source: Rect, at: Point, zoom: f64) -> Rect {
    let (width, height) = (source.width * zoom, source.height * zoom);
    Rect::new(at.x - width / 2.0, at.y - height / 2.0, width, height)
}
