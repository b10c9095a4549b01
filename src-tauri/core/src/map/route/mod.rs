//! Routes of connections: right angles only, around nodes, from border to border.
//!
//! Each connection first tries the simple shapes (straight, one bend, two, around) from every pair of sides
//! and takes the cheapest; most connections of a map in order are such shapes. Only where all of them would
//! run through a node, a search on the lines around the nodes looks for a way (`search`). At the end,
//! segments that lie on one another are drawn apart (`spread`). The same map always gives the same routes.
//! Nothing here knows of records or lanes; all is in the coordinates of the flow.

mod bent;
mod port;
mod search;
mod simple;
mod spread;
mod trail;

use std::cell::Cell;
use std::collections::HashMap;

pub use port::{Form, Outline};
pub use trail::Trail;

use super::near::Near;
use crate::model::{Point, Rect, Side};
use trail::{Changes, Found};

/// What sharing a line with a route that leaves or arrives together is worth.
const TOGETHER: f64 = 8.0;
/// Length of the straight piece that leaves a node before anything bends.
const STUB: f64 = 16.0;
/// Distance that a route keeps from nodes it only passes.
const CLEAR: f64 = 10.0;
/// Costs are in pixels: what a bend, a crossing, a stretch on another route is worth as a detour.
const BEND: f64 = 60.0;
const CROSSING: f64 = 36.0;
const ON_ANOTHER: f64 = 14.0;
const THROUGH_NODE: f64 = 3_000.0;
/// Distance between routes between the same two nodes.
const PARALLEL: f64 = 16.0;
/// Work of the search for one map, so that it ends in time on a map where nothing fits.
const MOST_TURNS: usize = 100_000;
/// How often, for one map, ways around are looked for between two sides where every direct way runs through
/// a node. A map in order needs a few.
const MOST_AROUNDS: usize = 6_000;

/// A connection to be routed.
pub struct Wanted {
    /// Tells it from the others of the map, whatever its place among them.
    pub key: u128,
    pub source: usize,
    pub target: usize,
    pub source_side: Option<Side>,
    pub target_side: Option<Side>,
    pub waypoints: Vec<Point>,
    /// Does it belong to the flow? Connections of notes do not.
    pub flows: bool,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Route {
    pub points: Vec<Point>,
    pub source_side: Side,
    pub target_side: Side,
}

/// One route for each connection wanted, in the same order. With what the last routing of the map left behind,
/// the same comes sooner; what this one leaves is given too, where it can be of use.
pub fn routes(outlines: &[Outline], wanted: &[Wanted], before: Option<&Trail>) -> (Vec<Route>, Option<Trail>) {
    let mut router = Router::new(outlines, wanted);
    let mut found = None;
    if let Some(changes) = before.and_then(|trail| Changes::since(trail, &router, wanted)) {
        found = Some(router.all(wanted, Some(changes)));
        if router.is_short() {
            (router, found) = (Router::new(outlines, wanted), None);
        }
    }
    let found = found.unwrap_or_else(|| router.all(wanted, None));
    let mut routes: Vec<Route> = found.iter().map(|it| it.route.clone()).collect();
    spread::spread(outlines, &router.near, wanted, &mut routes);
    let trail = (!router.is_short()).then(|| Trail::new(&router, wanted, found));
    (routes, trail)
}

struct Router<'a> {
    outlines: &'a [Outline],
    near: Near,
    /// Segments of the routes so far, and the connection that each belongs to.
    segments: Near,
    owners: Vec<Owner>,
    /// By node and side: connections that leave and that arrive there.
    leaving: Vec<[u16; 4]>,
    arriving: Vec<[u16; 4]>,
    /// By node and side: how far from its middle the first connection there begins or ends. The others
    /// join it.
    ports: Vec<[Option<f64>; 4]>,
    /// And where that connection bends first, or last: the others bend there too.
    corners: Vec<[Option<f64>; 4]>,
    offsets: Vec<f64>,
    turns: usize,
    arounds: Cell<usize>,
    /// What holds the places that were looked at for the connection whose turn it is.
    looked: Cell<Option<Rect>>,
}

/// What tells whether two routes may share a line: they do when they leave or arrive together.
#[derive(Clone, Copy, PartialEq)]
struct Owner {
    source: (usize, Side),
    target: (usize, Side),
}

impl<'a> Router<'a> {
    fn new(outlines: &'a [Outline], wanted: &[Wanted]) -> Self {
        let near = Near::new(outlines.iter().map(|outline| outline.rect).collect());
        let segments = near.emptied();
        let ends = vec![[0; 4]; outlines.len()];
        Self {
            outlines,
            near,
            segments,
            owners: vec![],
            leaving: ends.clone(),
            arriving: ends,
            ports: vec![[None; 4]; outlines.len()],
            corners: vec![[None; 4]; outlines.len()],
            offsets: offsets(wanted),
            turns: MOST_TURNS,
            arounds: Cell::new(MOST_AROUNDS),
            looked: Cell::new(None),
        }
    }

    /// With what is other than before, only that is looked for.
    fn all(&mut self, wanted: &[Wanted], mut changes: Option<Changes>) -> Vec<Found> {
        let mut all: Vec<Option<Found>> = vec![None; wanted.len()];
        for index in self.order(wanted) {
            let it = &wanted[index];
            let known = changes.as_ref().and_then(|changes| changes.again(index, it)).cloned();
            let found = match known {
                Some(known) => {
                    self.use_up(&known);
                    known
                }
                None => self.look_for(it, index),
            };
            if let Some(changes) = &mut changes {
                changes.note(index, it, &found.route);
            }
            self.keep(it, &found.route);
            all[index] = Some(found);
        }
        all.into_iter().flatten().collect()
    }

    fn look_for(&mut self, it: &Wanted, index: usize) -> Found {
        let (turns, arounds) = (self.turns, self.arounds.get());
        self.looked.set(None);
        let route = self.route(it, self.offsets[index]);
        Found { route, looked: self.looked.get(), turns: turns - self.turns, arounds: arounds - self.arounds.get() }
    }

    fn use_up(&mut self, known: &Found) {
        self.turns = self.turns.saturating_sub(known.turns);
        self.arounds.set(self.arounds.get().saturating_sub(known.arounds));
    }

    /// Was there less to use than a search may ask for? Then what was found for one connection hangs on what all
    /// the others have used.
    fn is_short(&self) -> bool {
        self.turns < 2 * search::TURNS || self.arounds.get() < 2 * port::SIDES.len() * port::SIDES.len()
    }

    /// The numbers of nodes or segments in a place, one after the other, until one is enough.
    fn any(&self, of: &Near, place: Rect, each: impl FnMut(usize) -> bool) -> bool {
        self.looked.set(Some(self.looked.get().map_or(place, |looked| looked.union(place))));
        of.any(place, each)
    }

    /// Bent ones first, since nothing moves them; then the short and straight ones, which then keep the
    /// sides that one expects, and the long ones go around.
    fn order(&self, wanted: &[Wanted]) -> Vec<usize> {
        let mut order: Vec<(u8, f64, usize)> = wanted
            .iter()
            .enumerate()
            .map(|(index, it)| {
                let (a, b) = (self.outlines[it.source].rect, self.outlines[it.target].rect);
                let (from, to) = (a.center(), b.center());
                let distance = (from.x - to.x).abs() + 2.0 * (from.y - to.y).abs();
                let class = match () {
                    () if !it.waypoints.is_empty() => 0,
                    () if it.source == it.target => 1,
                    () if !it.flows => 5,
                    () if b.x < a.right() => 4,
                    () if (from.y - to.y).abs() < 8.0 => 2,
                    () => 3,
                };
                (class, distance, index)
            })
            .collect();
        order.sort_by(|a, b| a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)).then(a.2.cmp(&b.2)));
        order.into_iter().map(|(_, _, index)| index).collect()
    }

    fn route(&mut self, it: &Wanted, offset: f64) -> Route {
        if it.source == it.target && it.waypoints.is_empty() {
            return self.around_itself(it.source, offset);
        }
        if !it.waypoints.is_empty() {
            return self.bent(it);
        }
        let (simple, through) = self.simple(it, offset);
        if !through || self.turns == 0 {
            return simple;
        }
        self.searched(it).unwrap_or(simple)
    }

    fn keep(&mut self, it: &Wanted, route: &Route) {
        self.leaving[it.source][route.source_side as usize] += 1;
        self.arriving[it.target][route.target_side as usize] += 1;
        if it.source != it.target && it.waypoints.is_empty() {
            let n = route.points.len();
            let ends = [(it.source, route.source_side, [0, 1]), (it.target, route.target_side, [n - 1, n - 2])];
            for (node, side, [end, corner]) in ends {
                let (end, corner) = (route.points[end], route.points[corner]);
                let middle = self.outlines[node].rect.center();
                let (away, bend) =
                    if port::across(side) { (end.x - middle.x, corner.y) } else { (end.y - middle.y, corner.x) };
                self.ports[node][side as usize].get_or_insert(away);
                if n > 2 {
                    self.corners[node][side as usize].get_or_insert(bend);
                }
            }
        }
        let owner = Owner { source: (it.source, route.source_side), target: (it.target, route.target_side) };
        for pair in route.points.windows(2) {
            self.segments.add(span(pair[0], pair[1]));
            self.owners.push(owner);
        }
    }

    /// What leaving on this side costs: the flow leaves to the right, decisions open to three sides, and
    /// what comes in and what goes out should not meet.
    fn leaving_cost(&self, it: &Wanted, side: Side) -> f64 {
        let mut cost = if self.arriving[it.source][side as usize] > 0 { 80.0 } else { 0.0 };
        if it.flows {
            let decision = self.outlines[it.source].form == Form::Diamond;
            cost += match side {
                Side::Right => 0.0,
                Side::Top | Side::Bottom if decision => 20.0,
                Side::Top | Side::Bottom => 80.0,
                Side::Left => 240.0,
            };
            if self.leaving[it.source][side as usize] > 0 {
                cost += if decision { 80.0 } else { 8.0 };
            }
        }
        cost
    }

    /// What arriving on this side costs: the flow arrives from the left.
    fn arriving_cost(&self, it: &Wanted, side: Side) -> f64 {
        let mut cost = if self.leaving[it.target][side as usize] > 0 { 80.0 } else { 0.0 };
        if it.flows {
            cost += match side {
                Side::Left => 0.0,
                Side::Top | Side::Bottom => 80.0,
                Side::Right => 240.0,
            };
        }
        cost
    }

    /// Sides that a connection may use at an end.
    fn sides(fixed: Option<Side>) -> impl Iterator<Item = Side> + Clone {
        port::SIDES.into_iter().filter(move |side| fixed.is_none_or(|fixed| fixed == *side))
    }

    /// A loop over the upper right corner, away from where the flow leaves.
    fn around_itself(&self, node: usize, offset: f64) -> Route {
        let outline = self.outlines[node];
        let rect = outline.rect;
        let (from, to) = match outline.form {
            Form::Diamond => (16.0, -16.0),
            _ => (rect.width / 2.0 - 20.0, rect.width / 2.0 - 56.0),
        };
        let (from, to) = (outline.port(Side::Top, from + offset / 2.0), outline.port(Side::Top, to - offset / 2.0));
        // Up to two of them fit between two rows.
        let y = rect.y - STUB - offset.min(12.0);
        let points = vec![from, Point::new(from.x, y), Point::new(to.x, y), to];
        Route { points, source_side: Side::Top, target_side: Side::Top }
    }
}

/// How far from the middle each route runs that has others beside it from the same node to the same node.
fn offsets(wanted: &[Wanted]) -> Vec<f64> {
    let mut groups: HashMap<(usize, usize), Vec<usize>> = HashMap::new();
    for (index, it) in wanted.iter().enumerate().filter(|(_, it)| it.waypoints.is_empty()) {
        groups.entry((it.source, it.target)).or_default().push(index);
    }
    let mut offsets = vec![0.0; wanted.len()];
    for ((from, to), group) in groups {
        for (place, index) in group.iter().enumerate() {
            let place = place as f64;
            let middle = (group.len() - 1) as f64 / 2.0;
            offsets[*index] = if from == to { place * 12.0 } else { (place - middle) * PARALLEL };
        }
    }
    offsets
}

/// What the bends of a route cost: the more there are, the more each.
fn bends(points: usize) -> f64 {
    let bends = points.saturating_sub(2) as f64;
    bends * BEND + (bends - 2.0).max(0.0) * 30.0
}

/// A segment as a rectangle without thickness.
fn span(a: Point, b: Point) -> Rect {
    Rect::new(a.x.min(b.x), a.y.min(b.y), (a.x - b.x).abs(), (a.y - b.y).abs())
}

fn grown(rect: Rect, by: f64) -> Rect {
    Rect::new(rect.x - by, rect.y - by, rect.width + 2.0 * by, rect.height + 2.0 * by)
}

/// Leaves out points that repeat or lie on a straight line between their neighbours. `None` when the line
/// would turn back on itself.
fn simplified(mut points: Vec<Point>) -> Option<Vec<Point>> {
    const SAME: f64 = 0.01;
    let same = |a: f64, b: f64| (a - b).abs() < SAME;
    let mut kept = 0;
    for index in 0..points.len() {
        let point = points[index];
        if kept > 0 && same(points[kept - 1].x, point.x) && same(points[kept - 1].y, point.y) {
            continue;
        }
        if kept > 1 {
            let (before, last) = (points[kept - 2], points[kept - 1]);
            let upright = same(before.x, last.x) && same(last.x, point.x);
            let lying = same(before.y, last.y) && same(last.y, point.y);
            if upright || lying {
                let onward = (last.x - before.x) * (point.x - last.x) + (last.y - before.y) * (point.y - last.y);
                if onward < 0.0 {
                    return None;
                }
                kept -= 1;
            }
        }
        points[kept] = point;
        kept += 1;
    }
    points.truncate(kept);
    Some(points)
}
