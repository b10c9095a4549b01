//! The simple shapes of a route, and which of them is cheapest.

use super::port::{across, direction};
use super::{
    CLEAR, CROSSING, ON_ANOTHER, Route, Router, STUB, THROUGH_NODE, TOGETHER, Wanted, bends, grown, simplified, span,
};
use crate::model::{Point, Rect, Side};

/// Steps that a line takes to get clear of nodes.
const MOST_STEPS: usize = 16;
/// What sharing lines may take off a cost.
const SPARED: f64 = 4.0 * TOGETHER;

/// A shape with its cost before anything in its way is counted.
struct Candidate {
    points: Vec<Point>,
    source_side: Side,
    target_side: Side,
    cost: f64,
}

impl Router<'_> {
    /// The cheapest simple shape, and whether it runs through a node.
    pub fn simple(&self, it: &Wanted, offset: f64) -> (Route, bool) {
        let mut pairs: Vec<(f64, Ends)> = vec![];
        for source_side in Self::sides(it.source_side) {
            for target_side in Self::sides(it.target_side) {
                let ends = self.ends(it, offset, source_side, target_side);
                pairs.push((ends.sides + apart(ends.a, ends.b), ends));
            }
        }
        pairs.sort_by(|a, b| a.0.total_cmp(&b.0));
        let mut best = Best::default();
        // The ways around are only asked for where they can be better than the direct ones.
        for around in [false, true] {
            for (least, ends) in &pairs {
                if around && best.through && self.arounds.replace(self.arounds.get().saturating_sub(1)) == 0 {
                    break;
                }
                if least + if around { bends(4) } else { 0.0 } >= best.cost + SPARED {
                    continue;
                }
                let mut candidates = if around { self.around(it, ends) } else { self.direct(it, ends) };
                candidates.sort_by(|a, b| a.cost.total_cmp(&b.cost));
                for candidate in candidates {
                    if candidate.cost >= best.cost + SPARED {
                        break;
                    }
                    self.weigh(it, candidate, &mut best);
                }
            }
        }
        match best.candidate {
            Some(Candidate { points, source_side, target_side, .. }) => {
                (Route { points, source_side, target_side }, best.through)
            }
            None => (self.plain(it), true),
        }
    }

    /// A line from middle to middle with at most one bend, for nodes that lie on one another.
    fn plain(&self, it: &Wanted) -> Route {
        let source_side = it.source_side.unwrap_or(Side::Right);
        let target_side = it.target_side.unwrap_or(Side::Left);
        let from = self.outlines[it.source].port(source_side, 0.0);
        let to = self.outlines[it.target].port(target_side, 0.0);
        let mut points = simplified(vec![from, Point::new(to.x, from.y), to]).unwrap_or_default();
        if points.len() < 2 {
            points = vec![from, Point::new(from.x + 1.0, from.y)];
        }
        Route { points, source_side, target_side }
    }

    /// Where a route between two sides begins and ends.
    fn ends(&self, it: &Wanted, offset: f64, source_side: Side, target_side: Side) -> Ends {
        let (source, target) = (&self.outlines[it.source], &self.outlines[it.target]);
        let joined = |node: usize, side: Side| self.ports[node][side as usize].filter(|_| offset == 0.0);
        let (from, to) = (joined(it.source, source_side), joined(it.target, target_side));
        let (mut a, mut b) =
            (source.port(source_side, from.unwrap_or(offset)), target.port(target_side, to.unwrap_or(offset)));
        if offset == 0.0
            && let Some((straight_a, straight_b)) = self.in_line(it, (source_side, from), (target_side, to))
        {
            (a, b) = (straight_a, straight_b);
        }
        // Nodes that stand close to one another leave less room for the straight ends.
        let (dx, dy) = direction(source_side);
        let facing = (dx, dy) == (-direction(target_side).0, -direction(target_side).1);
        let gap = dx * (b.x - a.x) + dy * (b.y - a.y);
        let stub = if facing && gap > 0.0 { STUB.min(gap / 2.0) } else { STUB };
        let sides = self.leaving_cost(it, source_side) + self.arriving_cost(it, target_side);
        let (a1, b1) = (source.stub(source_side, a, stub), target.stub(target_side, b, stub));
        Ends { a, a1, b1, b, source_side, target_side, facing, sides }
    }

    /// Straight, with one bend, or over one line between the ends.
    fn direct(&self, it: &Wanted, ends: &Ends) -> Vec<Candidate> {
        let Ends { a1, b1, .. } = *ends;
        let p = Point::new;
        let mut found = vec![];
        if (a1.x - b1.x).abs() < 0.01 || (a1.y - b1.y).abs() < 0.01 {
            found.extend(ends.over(&[], 0.0));
        }
        // Between sides that face one another these bend right at a node; the middle is better.
        let at_end = if ends.facing { 4.0 } else { 0.0 };
        found.extend(ends.over(&[p(a1.x, b1.y)], at_end));
        found.extend(ends.over(&[p(b1.x, a1.y)], at_end));
        let length = (a1.x - b1.x).abs();
        let toward = if b1.x >= a1.x { 12.0 } else { -12.0 };
        let middle = (a1.x + b1.x) / 2.0;
        found.extend(ends.over(&[p(middle, a1.y), p(middle, b1.y)], if length > 120.0 { 6.0 } else { 0.0 }));
        if length > 12.0 {
            for (x, extra) in [(b1.x - toward, 2.0), (a1.x + toward, 3.0)] {
                found.extend(ends.over(&[p(x, a1.y), p(x, b1.y)], extra));
            }
        }
        let middle = (a1.y + b1.y) / 2.0;
        found.extend(ends.over(&[p(a1.x, middle), p(b1.x, middle)], 0.0));
        for (node, side) in [(it.source, ends.source_side), (it.target, ends.target_side)] {
            if let Some(corner) = self.corners[node][side as usize] {
                let (a, b) =
                    if across(side) { (p(a1.x, corner), p(b1.x, corner)) } else { (p(corner, a1.y), p(corner, b1.y)) };
                found.extend(ends.over(&[a, b], 0.0));
            }
        }
        found
    }

    /// Over a line beside both nodes that is clear of others.
    fn around(&self, it: &Wanted, ends: &Ends) -> Vec<Candidate> {
        let Ends { a1, b1, .. } = *ends;
        let around = self.outlines[it.source].rect.union(self.outlines[it.target].rect);
        let p = Point::new;
        let mut found = vec![];
        for (x, way) in [(around.right() + 24.0, 1.0), (around.x - 24.0, -1.0)] {
            let x = self.clear_column(a1.y, b1.y, x, way);
            found.extend(ends.over(&[p(x, a1.y), p(x, b1.y)], 0.0));
        }
        for (y, way) in [(around.bottom() + 24.0, 1.0), (around.y - 24.0, -1.0)] {
            let y = self.clear_row(a1.x, b1.x, y, way);
            found.extend(ends.over(&[p(a1.x, y), p(b1.x, y)], 0.0));
        }
        // The same right beside the ends, for sides that look the same way.
        if across(ends.source_side) == across(ends.target_side) {
            for (y, way) in [(a1.y.max(b1.y), 1.0), (a1.y.min(b1.y), -1.0)] {
                let y = self.clear_row(a1.x, b1.x, y, way);
                found.extend(ends.over(&[p(a1.x, y), p(b1.x, y)], 0.0));
            }
        }
        found
    }

    /// Ports on one line for sides that face one another and nearly lie on it already. Ports that other
    /// connections have chosen stay.
    fn in_line(&self, it: &Wanted, from: (Side, Option<f64>), to: (Side, Option<f64>)) -> Option<(Point, Point)> {
        let (source, target) = (&self.outlines[it.source], &self.outlines[it.target]);
        let (a, b) = (source.rect.center(), target.rect.center());
        let apart = match (from.0, to.0) {
            (Side::Right, Side::Left) | (Side::Left, Side::Right) => b.y - a.y,
            (Side::Top, Side::Bottom) | (Side::Bottom, Side::Top) => b.x - a.x,
            _ => return None,
        };
        // The line is as far from the middle of the one as `apart` less from the middle of the other.
        let (give_a, give_b) = (source.slack(from.0), target.slack(to.0));
        let size = |rect: Rect| if across(from.0) { rect.width } else { rect.height };
        let offset_a = match (from.1, to.1) {
            (Some(offset), _) => offset,
            (None, Some(offset)) => apart + offset,
            // The smaller one keeps its middle as far as the other can come.
            _ if size(source.rect) <= size(target.rect) => apart - apart.clamp(-give_b, give_b),
            _ => apart.clamp(-give_a, give_a),
        };
        let offset_b = offset_a - apart;
        let near = |offset: f64, chosen: Option<f64>, give: f64| offset.abs() <= give.max(chosen.unwrap_or(0.0).abs());
        let joins = |offset: f64, chosen: Option<f64>| chosen.is_none_or(|chosen| (offset - chosen).abs() < 0.5);
        let fits = near(offset_a, from.1, give_a) && near(offset_b, to.1, give_b);
        (apart.abs() <= 64.0 && fits && joins(offset_a, from.1) && joins(offset_b, to.1))
            .then(|| (source.port(from.0, offset_a), target.port(to.0, offset_b)))
    }

    /// Moves a line along the flow away from nodes, in one direction.
    fn clear_row(&self, x0: f64, x1: f64, y: f64, way: f64) -> f64 {
        let mut y = y;
        for _ in 0..MOST_STEPS {
            let line = Rect::new(x0.min(x1) - CLEAR, y - CLEAR - 2.0, (x0 - x1).abs() + 2.0 * CLEAR, 2.0 * CLEAR + 4.0);
            let mut next = y;
            self.any(&self.near, line, |node| {
                let rect = self.near.rect(node);
                next = if way > 0.0 { next.max(rect.bottom() + 20.0) } else { next.min(rect.y - 20.0) };
                false
            });
            if next == y {
                break;
            }
            y = next;
        }
        y
    }

    fn clear_column(&self, y0: f64, y1: f64, x: f64, way: f64) -> f64 {
        let mut x = x;
        for _ in 0..MOST_STEPS {
            let line = Rect::new(x - CLEAR - 2.0, y0.min(y1) - CLEAR, 2.0 * CLEAR + 4.0, (y0 - y1).abs() + 2.0 * CLEAR);
            let mut next = x;
            self.any(&self.near, line, |node| {
                let rect = self.near.rect(node);
                next = if way > 0.0 { next.max(rect.right() + 20.0) } else { next.min(rect.x - 20.0) };
                false
            });
            if next == x {
                break;
            }
            x = next;
        }
        x
    }

    /// Adds what is in a candidate's way to its cost, and keeps it if it is the best.
    fn weigh(&self, it: &Wanted, candidate: Candidate, best: &mut Best) {
        let last = candidate.points.len() - 2;
        let (mut cost, mut through) = (candidate.cost, false);
        for (index, pair) in candidate.points.windows(2).enumerate() {
            let line = span(pair[0], pair[1]);
            // The line keeps its distance sideways; at its ends the next segment keeps it.
            let wide = if line.width >= line.height {
                Rect::new(line.x, line.y - CLEAR, line.width, 2.0 * CLEAR)
            } else {
                Rect::new(line.x - CLEAR, line.y, 2.0 * CLEAR, line.height)
            };
            let given_up = self.any(&self.near, wide, |node| {
                let own = (index == 0 && node == it.source) || (index == last && node == it.target);
                if !own {
                    cost += THROUGH_NODE;
                    through = true;
                }
                cost >= best.cost + SPARED
            });
            if given_up {
                return;
            }
        }
        // Where it runs through a node, what it crosses is the least of its faults.
        for pair in candidate.points.windows(2).filter(|_| !through) {
            if self.along_routes(it, &candidate, span(pair[0], pair[1]), best.cost + SPARED, &mut cost) {
                return;
            }
        }
        if cost < best.cost {
            *best = Best { cost, through, candidate: Some(candidate) };
        }
    }

    /// Adds what other routes on a segment's way cost; true as soon as it is more than `most`.
    fn along_routes(&self, it: &Wanted, candidate: &Candidate, line: Rect, most: f64, cost: &mut f64) -> bool {
        let lying = line.width >= line.height;
        self.any(&self.segments, grown(line, 4.0), |number| {
            let other = self.segments.rect(number);
            if (other.width >= other.height) != lying {
                *cost += if other.intersects(line) { CROSSING } else { 0.0 };
                return *cost >= most;
            }
            let owner = self.owners[number];
            let together = owner.source == (it.source, candidate.source_side)
                || owner.target == (it.target, candidate.target_side);
            let on_it = if lying { other.y == line.y } else { other.x == line.x };
            *cost += match (together, on_it && grown(other, 1.0).intersects(line)) {
                (false, _) => ON_ANOTHER,
                (true, true) => -TOGETHER,
                (true, false) => 0.0,
            };
            *cost >= most
        })
    }
}

/// Both ends of a route: on the border, and where it may bend first.
struct Ends {
    a: Point,
    a1: Point,
    b1: Point,
    b: Point,
    source_side: Side,
    target_side: Side,
    facing: bool,
    /// What these sides cost.
    sides: f64,
}

impl Ends {
    /// The route over these points, if it leaves and arrives straight and never turns back.
    fn over(&self, middle: &[Point], extra: f64) -> Option<Candidate> {
        let mut points = Vec::with_capacity(middle.len() + 4);
        points.extend([self.a, self.a1]);
        points.extend_from_slice(middle);
        points.extend([self.b1, self.b]);
        let points = simplified(points)?;
        if points.len() < 2 || !outward(&points, self.source_side, self.target_side) {
            return None;
        }
        let length: f64 = points.windows(2).map(|pair| apart(pair[0], pair[1])).sum();
        let cost = length + bends(points.len()) + self.sides + extra;
        Some(Candidate { points, source_side: self.source_side, target_side: self.target_side, cost })
    }
}

struct Best {
    cost: f64,
    /// Does it run through a node?
    through: bool,
    candidate: Option<Candidate>,
}

impl Default for Best {
    fn default() -> Self {
        Self { cost: f64::INFINITY, through: true, candidate: None }
    }
}

fn apart(a: Point, b: Point) -> f64 {
    (a.x - b.x).abs() + (a.y - b.y).abs()
}

/// Does the line leave and arrive at a right angle to its sides?
fn outward(points: &[Point], source_side: Side, target_side: Side) -> bool {
    let goes = |from: Point, to: Point, side: Side| {
        let (dx, dy) = direction(side);
        dx * (to.x - from.x) + dy * (to.y - from.y) > 0.0
    };
    let n = points.len();
    goes(points[0], points[1], source_side) && goes(points[n - 1], points[n - 2], target_side)
}
