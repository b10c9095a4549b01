//! One set of rules for both directions of a map: geometry is computed as if the process ran from left to
//! right with its lanes stacked downwards, and turned over its diagonal when it runs from top to bottom.

use crate::model::{Document, LaneDirection, Point, Rect, Side, Size};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Flow {
    turned: bool,
}

impl Flow {
    pub fn of(document: &Document) -> Self {
        Self { turned: document.lane_direction == LaneDirection::Vertical }
    }

    /// From the map to the flow, and from the flow to the map: the turn is its own opposite.
    pub fn point(self, p: Point) -> Point {
        if self.turned { Point::new(p.y, p.x) } else { p }
    }

    pub fn size(self, s: Size) -> Size {
        if self.turned { Size { width: s.height, height: s.width } } else { s }
    }

    pub fn rect(self, r: Rect) -> Rect {
        if self.turned { Rect::new(r.y, r.x, r.height, r.width) } else { r }
    }

    pub fn side(self, side: Side) -> Side {
        match side {
            _ if !self.turned => side,
            Side::Top => Side::Left,
            Side::Left => Side::Top,
            Side::Right => Side::Bottom,
            Side::Bottom => Side::Right,
        }
    }
}

/// Map pixels from the origin beyond which nothing is placed.
pub const FARTHEST: f64 = 1_000_000.0;

/// A coordinate that can be drawn, whatever was stored.
pub fn sane(value: f64) -> f64 {
    if value.is_finite() { value.clamp(-FARTHEST, FARTHEST) } else { 0.0 }
}

/// The next multiple of 8.
pub fn up(value: f64) -> f64 {
    (value / 8.0).ceil() * 8.0
}

/// The multiple of 8 before.
pub fn down(value: f64) -> f64 {
    (value / 8.0).floor() * 8.0
}

/// The nearest multiple of 8.
pub fn snap(value: f64) -> f64 {
    (value / 8.0).round() * 8.0
}
