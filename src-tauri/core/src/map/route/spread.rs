//! Draws apart what lies on one another: the ends on a side where connections come in and go out, and the
//! segments of routes that have nothing to do with each other.

use super::port::{Outline, across};
use super::{Route, Wanted};
use crate::map::Near;
use crate::model::{Point, Side};

/// Distance between segments that run side by side.
const APART: f64 = 10.0;
/// Segments nearer than this are drawn apart.
const CLOSE: f64 = 8.0;
/// How far a segment may be moved.
const REACH: f64 = 60.0;
/// Distance to nodes, and the least length of what a segment's ends hang on.
const GAP: f64 = 8.0;
/// From the middle of a side to the ends that come in and to those that go out.
const ENDS: f64 = 10.0;

pub fn spread(outlines: &[Outline], near: &Near, wanted: &[Wanted], routes: &mut [Route]) {
    ends(outlines, wanted, routes);
    for upright in [true, false, true] {
        segments(near, wanted, routes, upright);
    }
}

/// On a side with ends of both kinds, those that come in and those that go out get a port each.
fn ends(outlines: &[Outline], wanted: &[Wanted], routes: &mut [Route]) {
    let mut sides: Vec<[Vec<(usize, bool)>; 4]> = outlines.iter().map(|_| Default::default()).collect();
    for (index, (it, route)) in wanted.iter().zip(&*routes).enumerate() {
        if it.waypoints.is_empty() && it.source != it.target {
            sides[it.source][route.source_side as usize].push((index, true));
            sides[it.target][route.target_side as usize].push((index, false));
        }
    }
    for (node, sides) in sides.iter().enumerate() {
        for (side, all) in super::port::SIDES.into_iter().zip(sides) {
            let (out, into): (Vec<_>, Vec<_>) = all.iter().partition(|(_, leaves)| *leaves);
            if out.is_empty() || into.is_empty() {
                continue;
            }
            let straight = |group: &[(usize, bool)]| group.iter().any(|(index, _)| routes[*index].points.len() < 3);
            let (out_stays, into_stays) = (straight(&out), straight(&into));
            let turn = |group: &[(usize, bool)]| {
                let turns = group.iter().map(|(index, leaves)| turning(&routes[*index], *leaves, side));
                turns.sum::<f64>() / group.len() as f64
            };
            let first = if turn(&out) <= turn(&into) { -1.0 } else { 1.0 };
            for (group, way, stays, other_stays) in
                [(&out, first, out_stays, into_stays), (&into, -first, into_stays, out_stays)]
            {
                let offset = way * if other_stays { 2.0 * ENDS - 4.0 } else { ENDS };
                for (index, leaves) in group.iter().filter(|_| !stays) {
                    let port = outlines[node].port(side, offset);
                    move_end(&mut routes[*index], *leaves, side, port);
                }
            }
        }
    }
}

/// Where a route comes from or goes to, along the side that it ends on.
fn turning(route: &Route, leaves: bool, side: Side) -> f64 {
    let n = route.points.len();
    let p = if n < 3 {
        route.points[0]
    } else if leaves {
        route.points[2]
    } else {
        route.points[n - 3]
    };
    if across(side) { p.x } else { p.y }
}

fn move_end(route: &mut Route, leaves: bool, side: Side, port: Point) {
    let n = route.points.len();
    let (end, corner, beyond) = if leaves { (0, 1, 2) } else { (n - 1, n - 2, n - 3) };
    // What hangs on the corner must not turn around.
    let (old, far) = (route.points[corner], route.points[beyond]);
    let (before, after) = if across(side) { (far.x - old.x, far.x - port.x) } else { (far.y - old.y, far.y - port.y) };
    if before * after <= 0.0 || after.abs() < GAP {
        return;
    }
    route.points[end] = port;
    if across(side) {
        route.points[corner].x = port.x;
    } else {
        route.points[corner].y = port.y;
    }
}

/// A segment of a route, seen so that it always stands upright.
#[derive(Clone)]
struct Segment {
    route: usize,
    /// It runs from point `at` of the route to the next.
    at: usize,
    x: f64,
    top: f64,
    bottom: f64,
    /// What hangs on its ends: where it is attached along the segment, and on which side it lies (-1 left).
    hangs: [Option<(f64, f64)>; 2],
    /// How far it may be moved; an end's segment stays.
    room: Option<(f64, f64)>,
}

fn segments(near: &Near, wanted: &[Wanted], routes: &mut [Route], upright: bool) {
    let mut all = collect(near, wanted, routes, upright);
    all.sort_by(|a, b| {
        a.x.total_cmp(&b.x).then(a.top.total_cmp(&b.top)).then(a.route.cmp(&b.route)).then(a.at.cmp(&b.at))
    });
    let units = units(&all, wanted, routes);
    for cluster in clusters(&all, &units) {
        for (unit, x) in placed(&all, &units, cluster) {
            for segment in &units[unit] {
                let Segment { route, at, .. } = all[*segment];
                for point in &mut routes[route].points[at..=at + 1] {
                    *(if upright { &mut point.x } else { &mut point.y }) = x;
                }
            }
        }
    }
}

fn collect(near: &Near, wanted: &[Wanted], routes: &[Route], upright: bool) -> Vec<Segment> {
    let mut found = vec![];
    let turned = |p: Point| if upright { p } else { Point::new(p.y, p.x) };
    for (route, it) in routes.iter().enumerate() {
        let points: Vec<Point> = it.points.iter().map(|p| turned(*p)).collect();
        let last = points.len().saturating_sub(2);
        for at in 0..points.len().saturating_sub(1) {
            let (a, b) = (points[at], points[at + 1]);
            if (a.x - b.x).abs() > 0.01 {
                continue;
            }
            let hang = |here: Point, other: Option<&Point>| other.map(|other| (here.y, (other.x - here.x).signum()));
            let before = if at > 0 { points.get(at - 1) } else { None };
            let mut segment = Segment {
                route,
                at,
                x: a.x,
                top: a.y.min(b.y),
                bottom: a.y.max(b.y),
                hangs: [hang(a, before), hang(b, points.get(at + 2))],
                room: None,
            };
            let free = at > 0
                && at < last
                && wanted[route].waypoints.is_empty()
                && wanted[route].source != wanted[route].target;
            if free {
                segment.room = Some(room(near, &points, &segment, upright));
            }
            found.push(segment);
        }
    }
    found
}

/// How far a segment can go to both sides without coming near a node, and without turning around what
/// hangs on it.
fn room(near: &Near, points: &[Point], segment: &Segment, upright: bool) -> (f64, f64) {
    let (mut low, mut high) = (segment.x - REACH, segment.x + REACH);
    let line = super::Rect::new(low, segment.top - 4.0, 2.0 * REACH, segment.bottom - segment.top + 8.0);
    let line = if upright { line } else { super::Rect::new(line.y, line.x, line.height, line.width) };
    near.any(line, |node| {
        let rect = near.rect(node);
        let (left, right) = if upright { (rect.x, rect.right()) } else { (rect.y, rect.bottom()) };
        if right <= segment.x + 1.0 {
            low = low.max(right + GAP);
        } else if left >= segment.x - 1.0 {
            high = high.min(left - GAP);
        }
        false
    });
    for other in [points[segment.at - 1], points[segment.at + 2]] {
        if other.x < segment.x {
            low = low.max(other.x + GAP + 4.0);
        } else {
            high = high.min(other.x - GAP - 4.0);
        }
    }
    (low.min(segment.x), high.max(segment.x))
}

fn overlap(a: &Segment, b: &Segment, by: f64) -> bool {
    a.top < b.bottom + by && b.top < a.bottom + by
}

/// May two routes share a line? They may where they leave together or arrive together.
fn together(a: usize, b: usize, wanted: &[Wanted], routes: &[Route]) -> bool {
    let same_end = |a: (usize, Side, Point), b: (usize, Side, Point)| {
        a.0 == b.0 && a.1 == b.1 && (a.2.x - b.2.x).abs() + (a.2.y - b.2.y).abs() < 1.0
    };
    let source = |r: usize| (wanted[r].source, routes[r].source_side, routes[r].points[0]);
    let target = |r: usize| (wanted[r].target, routes[r].target_side, routes[r].points[routes[r].points.len() - 1]);
    same_end(source(a), source(b)) || same_end(target(a), target(b))
}

/// Segments that move as one: they lie on one line and belong together.
fn units(all: &[Segment], wanted: &[Wanted], routes: &[Route]) -> Vec<Vec<usize>> {
    let mut groups = Groups::new(all.len());
    for i in 0..all.len() {
        for j in i + 1..all.len() {
            if all[j].x - all[i].x > 0.5 {
                break;
            }
            if overlap(&all[i], &all[j], 0.5) && together(all[i].route, all[j].route, wanted, routes) {
                groups.join(i, j);
            }
        }
    }
    groups.members()
}

/// Units that are too close to one another.
fn clusters(all: &[Segment], units: &[Vec<usize>]) -> Vec<Vec<usize>> {
    let mut unit_of = vec![0; all.len()];
    for (unit, members) in units.iter().enumerate() {
        for member in members {
            unit_of[*member] = unit;
        }
    }
    let mut groups = Groups::new(units.len());
    for i in 0..all.len() {
        for j in i + 1..all.len() {
            if all[j].x - all[i].x >= CLOSE {
                break;
            }
            if unit_of[i] != unit_of[j] && overlap(&all[i], &all[j], 2.0) {
                groups.join(unit_of[i], unit_of[j]);
            }
        }
    }
    groups.members().into_iter().filter(|cluster| cluster.len() > 1).collect()
}

/// New places for the units of a cluster: in the order with the fewest crossings, each as far to the right
/// of those that it runs beside as there is room for. Units with an end on a node stay.
fn placed(all: &[Segment], units: &[Vec<usize>], cluster: Vec<usize>) -> Vec<(usize, f64)> {
    let x_of = |unit: usize| all[units[unit][0]].x;
    let mut order: Vec<usize> = vec![];
    for unit in cluster {
        let place = order.iter().rposition(|other| !goes_first(all, &units[unit], &units[*other]));
        order.insert(place.map_or(0, |place| place + 1), unit);
    }
    // Units that do not run beside one another may share a track.
    let beside =
        |a: usize, b: usize| units[a].iter().any(|i| units[b].iter().any(|j| overlap(&all[*i], &all[*j], 2.0)));
    let mut tracks: Vec<usize> = vec![];
    for (place, unit) in order.iter().enumerate() {
        let earlier = (0..place).filter(|other| beside(order[*other], *unit)).map(|other| tracks[other] + 1);
        tracks.push(earlier.max().unwrap_or(0));
    }
    let span = tracks.iter().copied().max().unwrap_or(0) as f64;
    let (mut low, mut high) = (f64::NEG_INFINITY, f64::INFINITY);
    let mut fixed = None;
    for (place, unit) in order.iter().enumerate() {
        for segment in &units[*unit] {
            match all[*segment].room {
                Some((left, right)) => (low, high) = (low.max(left), high.min(right)),
                None => fixed = fixed.or(Some(place)),
            }
        }
    }
    if span == 0.0 {
        return vec![];
    }
    let middle = order.iter().map(|unit| x_of(*unit)).sum::<f64>() / order.len() as f64;
    let (start, step) = match fixed {
        Some(place) => {
            let (x, before) = (x_of(order[place]), tracks[place] as f64);
            let left = if before > 0.0 { (x - low) / before } else { f64::INFINITY };
            let right = if span > before { (high - x) / (span - before) } else { f64::INFINITY };
            let step = APART.min(left).min(right);
            (x - before * step, step)
        }
        None if high <= low => return vec![],
        None => {
            let step = APART.min((high - low) / span);
            ((middle - span * step / 2.0).clamp(low, high - span * step), step)
        }
    };
    if step < 2.0 {
        return vec![];
    }
    let moves =
        order.iter().zip(tracks).filter(|(unit, _)| units[**unit].iter().all(|segment| all[*segment].room.is_some()));
    moves.map(|(unit, track)| (*unit, ((start + track as f64 * step) * 2.0).round() / 2.0)).collect()
}

/// Are there fewer crossings with `a` left of `b` than the other way round? If it is all the same, they
/// stay as they are.
fn goes_first(all: &[Segment], a: &[usize], b: &[usize]) -> bool {
    let crossings = |left: &[usize], right: &[usize]| {
        let mut count = 0;
        for (i, j) in left.iter().flat_map(|i| right.iter().map(move |j| (&all[*i], &all[*j]))) {
            let within = |y: f64, segment: &Segment| y > segment.top && y < segment.bottom;
            count += i.hangs.iter().flatten().filter(|(y, way)| *way > 0.0 && within(*y, j)).count();
            count += j.hangs.iter().flatten().filter(|(y, way)| *way < 0.0 && within(*y, i)).count();
        }
        count
    };
    let (first, second) = (crossings(a, b), crossings(b, a));
    first < second || (first == second && all[a[0]].x < all[b[0]].x)
}

/// Disjoint sets.
struct Groups(Vec<usize>);

impl Groups {
    fn new(count: usize) -> Self {
        Self((0..count).collect())
    }

    fn root(&mut self, mut item: usize) -> usize {
        while self.0[item] != item {
            self.0[item] = self.0[self.0[item]];
            item = self.0[item];
        }
        item
    }

    fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.root(a), self.root(b));
        self.0[a.max(b)] = a.min(b);
    }

    fn members(mut self) -> Vec<Vec<usize>> {
        let mut members = vec![vec![]; self.0.len()];
        for item in 0..self.0.len() {
            let root = self.root(item);
            members[root].push(item);
        }
        members.retain(|group| !group.is_empty());
        members
    }
}
