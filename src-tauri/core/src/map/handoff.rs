//! Where the mark of a handoff stands on its connection: half-way along, or beside the label where that is in the
//! way. Knows nothing of nodes and lanes.

use super::naming;
use crate::model::{Point, Rect};
use crate::query::Handoff;

/// Map pixels from the middle of the mark to its edge.
pub const RADIUS: f64 = 5.0;
/// From the edge of the mark to a label, and how far it leaves a line that has no room beside its label.
const CLEAR: f64 = 3.0;
/// Of the arrow at the line's end, and of its rounded corners.
const HEAD: f64 = 9.0;
const CORNER: f64 = 8.0;
/// From one place that is tried to the next, along the line.
const STRIDE: f64 = 2.0;

/// None for a line without a length. `label` is the box of the label, where the connection has one.
pub fn mark(points: &[Point], label: Option<Rect>) -> Option<Handoff> {
    let middle = spot(points, length(points) / 2.0)?;
    match label {
        Some(label) if !clear(middle.at, label) => Some(beside(label, points).unwrap_or_else(|| aside(middle, label))),
        _ => Some(middle),
    }
}

/// The box that is kept free for a label in its middle.
pub fn label_box(at: Point, label: &str) -> Rect {
    naming::around(at, naming::room(label) + 6.0)
}

/// The first place behind the label that is free of it, of the line's ends and of its corners; else the last one
/// before the label. Where a line is all corners, the mark stands on one.
fn beside(label: Rect, points: &[Point]) -> Option<Handoff> {
    let whole = length(points);
    let along = |step: usize| STRIDE * step as f64;
    let places: Vec<(f64, Handoff)> =
        (0..=(whole / STRIDE) as usize).filter_map(|step| Some((along(step), spot(points, along(step))?))).collect();
    let from_label = |place: &(f64, Handoff)| far(place.1.at, label.center());
    let labelled = places.iter().min_by(|a, b| from_label(a).total_cmp(&from_label(b)))?.0;
    let corners = &points[1..points.len() - 1];
    [CORNER + RADIUS, 0.0].into_iter().find_map(|apart| {
        let free = |(along, place): &&(f64, Handoff)| {
            (2.0 * RADIUS..=whole - HEAD - 2.0 * RADIUS).contains(along)
                && clear(place.at, label)
                && corners.iter().all(|corner| far(*corner, place.at) >= apart)
        };
        let behind = places.iter().filter(|(along, _)| *along > labelled).find(free);
        behind.or_else(|| places.iter().filter(|(along, _)| *along < labelled).rfind(free)).map(|(_, place)| *place)
    })
}

/// A little to the side where the label is not.
fn aside(middle: Handoff, label: Rect) -> Handoff {
    let (at, from) = (middle.at, label.center());
    let beyond = label.y > at.y || label.bottom() < at.y;
    let away = |here: f64, there: f64| if here < there { here - CLEAR } else { here + CLEAR };
    let at = if beyond { Point::new(at.x, away(at.y, from.y)) } else { Point::new(away(at.x, from.x), at.y) };
    Handoff { at, ..middle }
}

/// A circle of the mark's size, with what is kept free around it, meets no point of the label.
fn clear(at: Point, label: Rect) -> bool {
    let nearest = Point::new(at.x.clamp(label.x, label.right()), at.y.clamp(label.y, label.bottom()));
    far(at, nearest) >= RADIUS + CLEAR
}

fn far(a: Point, b: Point) -> f64 {
    (a.x - b.x).hypot(a.y - b.y)
}

fn length(points: &[Point]) -> f64 {
    points.windows(2).map(|pair| far(pair[0], pair[1])).sum()
}

/// The point this far along, and which way the line runs there.
fn spot(points: &[Point], along: f64) -> Option<Handoff> {
    let mut left = along;
    for pair in points.windows(2) {
        let (from, to) = (pair[0], pair[1]);
        let here = far(from, to);
        if left <= here && here > 0.0 {
            let part = left / here;
            let at = Point::new(from.x + (to.x - from.x) * part, from.y + (to.y - from.y) * part);
            return Some(Handoff { at, turn: (to.y - from.y).atan2(to.x - from.x).to_degrees().round() });
        }
        left -= here;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(points: &[(f64, f64)], label: Option<Rect>, expected: Option<(f64, f64, f64)>, why: &str) {
        let points: Vec<Point> = points.iter().map(|(x, y)| Point::new(*x, *y)).collect();
        let found = mark(&points, label).map(|Handoff { at, turn }| (at.x, at.y, turn));
        assert_eq!(found, expected, "{why}");
    }

    #[test]
    fn it_stands_half_way_and_points_where_the_line_goes() {
        check(&[(0.0, 0.0), (100.0, 0.0)], None, Some((50.0, 0.0, 0.0)), "to the right");
        check(&[(100.0, 0.0), (0.0, 0.0)], None, Some((50.0, 0.0, 180.0)), "to the left");
        let down = [(0.0, 0.0), (10.0, 0.0), (10.0, 100.0), (20.0, 100.0)];
        check(&down, None, Some((10.0, 50.0, 90.0)), "downwards");
        check(&[(0.0, 100.0), (0.0, 0.0)], None, Some((0.0, 50.0, -90.0)), "upwards");
        let label = Rect::new(4.0, -19.0, 20.0, 16.0);
        check(&[(0.0, 0.0), (200.0, 0.0)], Some(label), Some((100.0, 0.0, 0.0)), "a label that is out of its way");
        check(&[(7.0, 7.0), (7.0, 7.0)], None, None, "no line");
        check(&[], None, None, "no points");
    }

    #[test]
    fn it_stands_behind_a_label_that_lies_over_the_middle() {
        let line = [(0.0, 0.0), (100.0, 0.0), (100.0, 120.0), (140.0, 120.0)];
        let label = Rect::new(85.0, 20.0, 30.0, 16.0);
        check(&line, Some(label), Some((100.0, 44.0, 90.0)), "directly behind its end");
        let label = Rect::new(85.0, 20.0, 30.0, 84.0);
        check(&line, Some(label), Some((114.0, 120.0, 0.0)), "behind it and the corner");
        let tight = [line[0], line[1], line[2], (130.0, 120.0)];
        check(&tight, Some(label), Some((86.0, 0.0, 0.0)), "before it, where behind are only a corner and the head");
        check(&line[..2], Some(Rect::new(20.0, -8.0, 70.0, 16.0)), Some((12.0, 0.0, 0.0)), "before it");
    }

    #[test]
    fn it_leaves_a_line_without_room_to_the_side_where_the_label_is_not() {
        let short = [(0.0, 0.0), (56.0, 0.0)];
        check(&short, Some(Rect::new(0.0, -19.0, 56.0, 16.0)), Some((28.0, 3.0, 0.0)), "below a label above");
        let down = [(0.0, 0.0), (0.0, 20.0)];
        check(&down, Some(Rect::new(3.0, 2.0, 50.0, 16.0)), Some((-3.0, 10.0, 90.0)), "left of a label at the right");
    }
}
