//! Drawings as plain primitives, outlines and lines of text, in groups that may be links.
//!
//! A map and the marks on a picture are drawn once, here; the PDF and the HTML only write the primitives
//! down. Nothing here knows of either format.

mod keycaps;
pub mod map;
pub mod node;
pub mod part;
pub mod shapes;
pub mod signs;
pub mod svg;
pub mod tone;

pub use part::{Anchor, Band, Drawing, Group, GroupKind, Outline, Part, Segment, Stroke, Words};
pub use tone::Tone;

use roadbook_core::model::Point;

/// The font's weight for words of a label.
pub const MEDIUM: u16 = 500;
pub const STRONG: u16 = 600;
pub const HEAVY: u16 = 700;

/// From the top of a line of this height to the baseline of Inter at this size: its ascent is 0.96875
/// and its descent 0.2412 of the size, and the rest of the line is shared above and below.
pub fn baseline(size: f64, line_height: f64) -> f64 {
    (line_height - size * (0.96875 + 0.2412)) / 2.0 + size * 0.96875
}

/// The point on the way from `from` to `to`, this far from `from`.
pub fn along(from: Point, to: Point, distance: f64) -> Point {
    let (dx, dy) = (to.x - from.x, to.y - from.y);
    let length = dx.hypot(dy);
    if length < 1e-9 {
        return from;
    }
    Point::new(from.x + dx / length * distance, from.y + dy / length * distance)
}
