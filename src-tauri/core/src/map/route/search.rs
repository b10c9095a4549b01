//! A way around nodes where no simple shape fits: the shortest with few bends on the lines that run beside
//! the nodes nearby (A*).

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::port::{SIDES, direction};
use super::{BEND, Outline, Route, Router, Wanted, grown, simplified};
use crate::model::{Point, Rect, Side};

/// How far around the two nodes a way is looked for.
const AROUND: [f64; 2] = [160.0, 640.0];
/// Lines of the grid in one direction times those in the other.
const MOST_CROSSINGS: usize = 16_000;
/// Turns for one connection.
pub(super) const TURNS: usize = 6_000;
/// Setting up this many crossings takes as long as one turn.
const CROSSINGS_A_TURN: usize = 16;

impl Router<'_> {
    /// The cheapest way, or none when there is no room, or no time left.
    pub fn searched(&mut self, it: &Wanted) -> Option<Route> {
        for margin in [16.0, 8.0] {
            for around in AROUND {
                let grid = Grid::new(self, it, around, margin)?;
                self.turns = self.turns.saturating_sub(grid.right.len() / CROSSINGS_A_TURN);
                if let Some(route) = grid.search(self, it) {
                    return Some(route);
                }
                if self.turns == 0 {
                    return None;
                }
            }
        }
        None
    }
}

struct Grid {
    xs: Vec<f64>,
    ys: Vec<f64>,
    /// By crossing: is the line from it to the right, and the line from it downwards, barred by a node?
    right: Vec<bool>,
    below: Vec<bool>,
    /// Port and stub of each side, if the connection may use it.
    starts: [Option<(Point, Point)>; 4],
    ends: [Option<(Point, Point)>; 4],
}

impl Grid {
    fn new(router: &Router, it: &Wanted, around: f64, margin: f64) -> Option<Self> {
        let (source, target) = (&router.outlines[it.source], &router.outlines[it.target]);
        let window = grown(source.rect.union(target.rect), around);
        let mut inside = vec![];
        router.any(&router.near, window, |node| {
            inside.push(node);
            false
        });
        inside.sort_unstable();
        // Each node has two lines in both directions.
        if 4 * inside.len() * inside.len() > MOST_CROSSINGS {
            return None;
        }
        let nodes: Vec<[f64; 4]> = inside
            .into_iter()
            .map(|node| {
                let Rect { x, y, width, height } = router.near.rect(node);
                [x - margin, y - margin, x + width + margin, y + height + margin].map(exact)
            })
            .collect();
        let ends = |node: &Outline, fixed: Option<Side>| {
            SIDES.map(|side| {
                let port = node.port(side, 0.0);
                let port = Point::new(exact(port.x), exact(port.y));
                let stub = node.stub(side, port, margin);
                fixed.is_none_or(|fixed| fixed == side).then(|| (port, Point::new(exact(stub.x), exact(stub.y))))
            })
        };
        let (starts, ends) = (ends(source, it.source_side), ends(target, it.target_side));
        let stubs = starts.iter().chain(&ends).flatten().map(|(_, stub)| *stub);
        let mut xs: Vec<f64> = stubs.clone().map(|stub| stub.x).collect();
        let mut ys: Vec<f64> = stubs.map(|stub| stub.y).collect();
        for [left, top, right, bottom] in &nodes {
            xs.extend([left, right]);
            ys.extend([top, bottom]);
        }
        for lines in [&mut xs, &mut ys] {
            lines.sort_by(f64::total_cmp);
            lines.dedup();
        }
        let count = xs.len() * ys.len();
        if count > MOST_CROSSINGS {
            return None;
        }
        let mut grid = Self { xs, ys, right: vec![false; count], below: vec![false; count], starts, ends };
        for [left, top, right, bottom] in nodes {
            grid.bar((at(&grid.xs, left), at(&grid.xs, right)), (at(&grid.ys, top), at(&grid.ys, bottom)));
        }
        Some(grid)
    }

    /// Bars what lies strictly between these lines; the lines themselves keep the node's distance.
    fn bar(&mut self, (left, right): (usize, usize), (top, bottom): (usize, usize)) {
        for row in top..=bottom {
            for column in left..=right {
                let index = row * self.xs.len() + column;
                self.right[index] |= row > top && row < bottom && column < right;
                self.below[index] |= column > left && column < right && row < bottom;
            }
        }
    }

    fn search(&self, router: &mut Router, it: &Wanted) -> Option<Route> {
        let columns = self.xs.len();
        let count = columns * self.ys.len();
        // States: a crossing reached in a direction; behind them, the four sides of the target.
        let mut cost = vec![f64::INFINITY; count * 4 + 4];
        let mut from = vec![usize::MAX; count * 4 + 4];
        let mut open = BinaryHeap::new();
        let goals: Vec<(usize, Point)> =
            self.ends.iter().enumerate().filter_map(|(side, ends)| Some((side, (*ends)?.1))).collect();
        let rest = |p: Point| goals.iter().map(|(_, goal)| apart(*goal, p)).fold(f64::INFINITY, f64::min);
        let ranked = |cost: f64| (cost * 16.0) as u64;
        for (side, stub) in self.starts.iter().enumerate().filter_map(|(side, ends)| Some((side, (*ends)?.1))) {
            let state = self.crossing(stub) * 4 + side;
            cost[state] = router.leaving_cost(it, SIDES[side]);
            open.push(Reverse((ranked(cost[state] + rest(stub)), state)));
        }
        let mut turns = TURNS.min(router.turns);
        while let Some(Reverse((rank, state))) = open.pop() {
            if state >= count * 4 {
                return self.route(state, &from);
            }
            let (crossing, heading) = (state / 4, state % 4);
            let here = self.point(crossing);
            if rank > ranked(cost[state] + rest(here)) {
                continue;
            }
            if turns == 0 {
                return None;
            }
            turns -= 1;
            router.turns = router.turns.saturating_sub(1);
            let spent = cost[state];
            let mut reach = |next: usize, price: f64, rest: f64| {
                if price < cost[next] {
                    cost[next] = price;
                    from[next] = state;
                    open.push(Reverse((ranked(price + rest), next)));
                }
            };
            for (side, goal) in &goals {
                // A route never turns back on itself, so it cannot arrive on its way outwards.
                if self.crossing(*goal) == crossing && heading != *side {
                    let bend = if heading == opposite(*side) { 0.0 } else { BEND };
                    reach(count * 4 + side, spent + bend + router.arriving_cost(it, SIDES[*side]), 0.0);
                }
            }
            for next in (0..4).filter(|next| *next != opposite(heading)) {
                if let Some(other) = self.step(crossing, next) {
                    let there = self.point(other);
                    let bend = if next == heading { 0.0 } else { BEND };
                    reach(other * 4 + next, spent + apart(here, there) + bend, rest(there));
                }
            }
        }
        None
    }

    fn point(&self, crossing: usize) -> Point {
        Point::new(self.xs[crossing % self.xs.len()], self.ys[crossing / self.xs.len()])
    }

    fn crossing(&self, p: Point) -> usize {
        at(&self.ys, p.y) * self.xs.len() + at(&self.xs, p.x)
    }

    /// The next crossing in a direction, if the line to it is open.
    fn step(&self, crossing: usize, heading: usize) -> Option<usize> {
        let (columns, rows) = (self.xs.len(), self.ys.len());
        let (column, row) = (crossing % columns, crossing / columns);
        match SIDES[heading] {
            Side::Top => (row > 0 && !self.below[crossing - columns]).then(|| crossing - columns),
            Side::Right => (column + 1 < columns && !self.right[crossing]).then_some(crossing + 1),
            Side::Bottom => (row + 1 < rows && !self.below[crossing]).then_some(crossing + columns),
            Side::Left => (column > 0 && !self.right[crossing - 1]).then(|| crossing - 1),
        }
    }

    /// The route that ends in this state, read backwards.
    fn route(&self, goal: usize, from: &[usize]) -> Option<Route> {
        let target_side = goal % 4;
        let mut points = vec![self.ends[target_side]?.0];
        let mut state = from[goal];
        let mut first = state;
        while state != usize::MAX {
            points.push(self.point(state / 4));
            first = state;
            state = from[state];
        }
        let source_side = first % 4;
        points.push(self.starts[source_side]?.0);
        points.reverse();
        let points = simplified(points).filter(|points| points.len() >= 2)?;
        Some(Route { points, source_side: SIDES[source_side], target_side: SIDES[target_side] })
    }
}

fn apart(a: Point, b: Point) -> f64 {
    (a.x - b.x).abs() + (a.y - b.y).abs()
}

fn opposite(heading: usize) -> usize {
    debug_assert_eq!(direction(SIDES[heading]).0, -direction(SIDES[(heading + 2) % 4]).0);
    (heading + 2) % 4
}

/// Rounded so that the same line is the same number however it was computed.
fn exact(value: f64) -> f64 {
    (value * 64.0).round() / 64.0
}

/// The line with this coordinate.
fn at(lines: &[f64], value: f64) -> usize {
    lines.partition_point(|line| *line < value).min(lines.len() - 1)
}
