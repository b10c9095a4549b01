//! Where the labels of connections stand: beside the line, near the fork that they belong to, on no node,
//! on no other label, and on no other line if there is a place without one.

use super::near::Near;
use crate::fonts;
use crate::model::{Point, Rect};

/// Labels of connections are set in this size, in pixels, in the weight of labels.
pub const SIZE: f64 = 12.0;
/// Wider labels are cut off with an ellipsis.
pub const WIDEST: f64 = 160.0;
const HEIGHT: f64 = 16.0;
/// From the line to the label's box.
const OFF: f64 = 3.0;
/// From the node that the line leaves.
const START: f64 = 6.0;

/// The middles of the labels, in the order of the routes; none where there is no label. Nodes and routes
/// are in map pixels.
pub fn places(nodes: &[Rect], routes: &[(&str, &[Point])]) -> Vec<Option<Point>> {
    let near = Near::new(nodes.to_vec());
    let mut lines = near.emptied();
    let mut owners = vec![];
    for (owner, (_, points)) in routes.iter().enumerate() {
        for pair in points.windows(2) {
            lines.add(span(pair[0], pair[1]));
            owners.push(owner);
        }
    }
    let mut labels = near.emptied();
    let mut places = vec![];
    for (owner, (label, points)) in routes.iter().enumerate() {
        let width = room(label);
        if width == 0.0 || points.len() < 2 {
            places.push(None);
            continue;
        }
        let cost = |at: Point, trouble: f64| {
            let room = around(at, width);
            let mut cost = trouble;
            cost += 400.0 * near.count(room) as f64 + 600.0 * labels.count(room) as f64;
            lines.any(room, |line| {
                cost += if owners[line] == owner { 60.0 } else { 80.0 };
                false
            });
            cost
        };
        let mut best: Option<(f64, Point)> = None;
        for (at, trouble) in candidates(points, width) {
            if best.is_some_and(|(least, _)| trouble >= least) {
                continue;
            }
            let cost = cost(at, trouble);
            if best.is_none_or(|(least, _)| cost < least) {
                best = Some((cost, at));
            }
        }
        if let Some((_, at)) = best {
            labels.add(around(at, width));
        }
        places.push(best.map(|(_, at)| at));
    }
    places
}

/// The box of a label around its middle.
pub fn around(at: Point, width: f64) -> Rect {
    Rect::new(at.x - width / 2.0, at.y - HEIGHT / 2.0, width, HEIGHT)
}

/// The width of a connection's label, 0 when there is none. It is drawn in one line.
pub fn room(label: &str) -> f64 {
    let label: Vec<&str> = label.split_whitespace().collect();
    fonts::width(&label.join(" "), super::label::WEIGHT, SIZE).min(WIDEST).ceil()
}

/// Places along the route with their trouble: later segments, ends of segments, the other side of a line.
fn candidates(points: &[Point], width: f64) -> Vec<(Point, f64)> {
    let mut found = vec![];
    for (index, pair) in points.windows(2).enumerate() {
        let (a, b) = (pair[0], pair[1]);
        let lying = (a.x - b.x).abs() >= (a.y - b.y).abs();
        let (length, needed) = if lying { ((a.x - b.x).abs(), width) } else { ((a.y - b.y).abs(), HEIGHT) };
        let late = index.min(4) as f64 * 24.0;
        let short = if length < needed + 2.0 * START { 70.0 } else { 0.0 };
        // Near the start of the segment, in its middle, near its end.
        let near = (START + needed / 2.0).min(length / 2.0);
        for (along, trouble) in [(near, 0.0), (length / 2.0, 8.0), (length - near, 20.0)] {
            let part = if length > 0.0 { along / length } else { 0.5 };
            let on = Point::new(a.x + (b.x - a.x) * part, a.y + (b.y - a.y) * part);
            let sides = if lying {
                [Point::new(on.x, on.y - HEIGHT / 2.0 - OFF), Point::new(on.x, on.y + HEIGHT / 2.0 + OFF)]
            } else {
                let aside = width / 2.0 + OFF + 3.0;
                [Point::new(on.x + aside, on.y), Point::new(on.x - aside, on.y)]
            };
            for (at, other_side) in sides.into_iter().zip([0.0, 4.0]) {
                found.push((at, late + short + trouble + other_side));
            }
        }
    }
    found
}

fn span(a: Point, b: Point) -> Rect {
    Rect::new(a.x.min(b.x), a.y.min(b.y), (a.x - b.x).abs(), (a.y - b.y).abs())
}
