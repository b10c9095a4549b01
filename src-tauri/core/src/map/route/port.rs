//! Where a connection touches a node.

use crate::model::{NodeKind, Point, Rect, Side};

pub const SIDES: [Side; 4] = [Side::Top, Side::Right, Side::Bottom, Side::Left];

/// A node as the router sees it, in the coordinates of the flow.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Outline {
    /// Tells it from the others of the map, whatever its place among them.
    pub key: u128,
    pub rect: Rect,
    pub form: Form,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    Card,
    Pill,
    Diamond,
    Note,
}

impl Form {
    pub fn of(kind: NodeKind) -> Self {
        match kind {
            NodeKind::Decision => Self::Diamond,
            NodeKind::Trigger | NodeKind::Outcome => Self::Pill,
            NodeKind::Note => Self::Note,
            _ => Self::Card,
        }
    }

    fn radius(self) -> f64 {
        match self {
            Self::Pill => 20.0,
            Self::Card | Self::Note => 8.0,
            Self::Diamond => 0.0,
        }
    }
}

impl Outline {
    /// The point of the border on a side, `offset` away from the side's middle.
    pub fn port(&self, side: Side, offset: f64) -> Point {
        let r = self.rect;
        let middle = r.center();
        let (deep, long) = if across(side) { (r.height, r.width) } else { (r.width, r.height) };
        let offset = offset.clamp(-long / 2.0, long / 2.0);
        let reach = match self.form {
            Form::Diamond => deep / 2.0 * (1.0 - offset.abs() / (long / 2.0).max(1.0)),
            form => {
                let radius = form.radius().min(deep / 2.0).min(long / 2.0);
                let round = (offset.abs() - (long / 2.0 - radius)).max(0.0);
                deep / 2.0 - radius + (radius * radius - round * round).max(0.0).sqrt()
            }
        };
        let (dx, dy) = direction(side);
        if across(side) {
            Point::new(middle.x + offset, middle.y + dy * reach)
        } else {
            Point::new(middle.x + dx * reach, middle.y + offset)
        }
    }

    /// How far a connection may leave the middle of a side so as to be straight. The points of a
    /// diamond look right in their middle only.
    pub fn slack(&self, side: Side) -> f64 {
        let long = if across(side) { self.rect.width } else { self.rect.height };
        match self.form {
            Form::Card | Form::Note => (long / 2.0 - 10.0).max(0.0),
            Form::Pill if across(side) => (long / 2.0 - 20.0).max(0.0),
            Form::Pill => 6.0,
            Form::Diamond => 0.0,
        }
    }

    /// The straight line outwards from the border at this side that begins at `port`, as long as the stub
    /// that every connection begins with.
    pub fn stub(&self, side: Side, port: Point, length: f64) -> Point {
        let (dx, dy) = direction(side);
        let r = self.rect;
        match side {
            Side::Top => Point::new(port.x, r.y + dy * length),
            Side::Bottom => Point::new(port.x, r.bottom() + dy * length),
            Side::Left => Point::new(r.x + dx * length, port.y),
            Side::Right => Point::new(r.right() + dx * length, port.y),
        }
    }
}

/// Do connections leave this side across the flow?
pub fn across(side: Side) -> bool {
    matches!(side, Side::Top | Side::Bottom)
}

/// The unit step outwards.
pub fn direction(side: Side) -> (f64, f64) {
    match side {
        Side::Top => (0.0, -1.0),
        Side::Right => (1.0, 0.0),
        Side::Bottom => (0.0, 1.0),
        Side::Left => (-1.0, 0.0),
    }
}
