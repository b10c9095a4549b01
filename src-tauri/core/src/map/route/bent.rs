//! Routes that a person bent: they go over the waypoints, and around nothing.

use super::port::{across, direction};
use super::{BEND, Route, Router, STUB, Wanted};
use crate::model::{Point, Side};

impl Router<'_> {
    /// The route over the waypoints, from the sides that make it shortest and straightest.
    pub fn bent(&self, it: &Wanted) -> Route {
        let (source, target) = (&self.outlines[it.source], &self.outlines[it.target]);
        let (first, last) = (it.waypoints[0], it.waypoints[it.waypoints.len() - 1]);
        let mut best: Option<(f64, Route)> = None;
        for source_side in Self::sides(it.source_side) {
            for target_side in Self::sides(it.target_side) {
                let toward = |node: &super::Outline, side: Side, p: Point| {
                    let middle = node.rect.center();
                    let offset = if across(side) { p.x - middle.x } else { p.y - middle.y };
                    node.port(side, if offset.abs() <= node.slack(side) { offset } else { 0.0 })
                };
                let (a, b) = (toward(source, source_side, first), toward(target, target_side, last));
                let (a1, b1) = (source.stub(source_side, a, STUB), target.stub(target_side, b, STUB));
                let mut points = vec![a];
                // A waypoint nearer than the stub replaces it.
                if !straight_on(a, first, source_side) {
                    points.push(a1);
                }
                for waypoint in &it.waypoints {
                    leg(&mut points, *waypoint, None);
                }
                if !straight_on(b, last, target_side) {
                    leg(&mut points, b1, Some(target_side));
                }
                leg(&mut points, b, Some(target_side));
                let points = cleaned(points);
                let cost = cost(&points) + self.leaving_cost(it, source_side) + self.arriving_cost(it, target_side);
                if best.as_ref().is_none_or(|(least, _)| cost < *least) {
                    best = Some((cost, Route { points, source_side, target_side }));
                }
            }
        }
        best.map(|(_, route)| route).unwrap_or_else(|| Route {
            points: vec![first, last],
            source_side: Side::Right,
            target_side: Side::Left,
        })
    }
}

/// Does the straight line outwards from the port meet the point?
fn straight_on(port: Point, p: Point, side: Side) -> bool {
    let (dx, dy) = direction(side);
    let (along, beside) =
        if across(side) { (dy * (p.y - port.y), p.x - port.x) } else { (dx * (p.x - port.x), p.y - port.y) };
    along > 0.0 && beside.abs() < 0.5
}

/// Goes to `to` with at most one bend, straight on first where that leads closer. With `end`, it comes in
/// against that side if it can.
fn leg(points: &mut Vec<Point>, to: Point, end: Option<Side>) {
    let n = points.len();
    let from = points[n - 1];
    if (from.x - to.x).abs() > 0.01 && (from.y - to.y).abs() > 0.01 {
        let before = points[n.saturating_sub(2)];
        let flat_first = match end {
            Some(side) => across(side),
            None => {
                let was_flat = (from.x - before.x).abs() > (from.y - before.y).abs();
                let onward = (from.x - before.x) * (to.x - from.x) + (from.y - before.y) * (to.y - from.y) >= 0.0;
                was_flat == onward
            }
        };
        points.push(if flat_first { Point::new(to.x, from.y) } else { Point::new(from.x, to.y) });
    }
    points.push(to);
}

/// Without repeated points, and without corners on straight lines; a line that turns back keeps its point.
fn cleaned(points: Vec<Point>) -> Vec<Point> {
    let mut kept: Vec<Point> = vec![];
    for point in points {
        if let Some(last) = kept.last()
            && (last.x - point.x).abs() < 0.01
            && (last.y - point.y).abs() < 0.01
        {
            continue;
        }
        if let [.., before, last] = kept[..] {
            let (ax, ay) = (last.x - before.x, last.y - before.y);
            let (bx, by) = (point.x - last.x, point.y - last.y);
            if (ax * by - ay * bx).abs() < 0.01 && ax * bx + ay * by > 0.0 {
                kept.pop();
            }
        }
        kept.push(point);
    }
    kept
}

fn cost(points: &[Point]) -> f64 {
    let turns = points.windows(3).map(|p| {
        let back = (p[1].x - p[0].x) * (p[2].x - p[1].x) + (p[1].y - p[0].y) * (p[2].y - p[1].y) < 0.0;
        if back { 4.0 * BEND } else { BEND }
    });
    let length = points.windows(2).map(|p| (p[0].x - p[1].x).abs() + (p[0].y - p[1].y).abs());
    turns.sum::<f64>() + length.sum::<f64>()
}
