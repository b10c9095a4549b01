//! What the routing of a map leaves behind, so that the next one looks only at what is not as it was.
//!
//! A route follows from the connection itself, from what was chosen before at the nodes at its ends, and from the
//! nodes and routes in the places that were looked at. Where nothing of that is other than before, the route
//! is. The order in which connections are routed, and in which their surroundings are told, stays as well, so
//! that the result is the same to the last digit as if every route were looked for anew.

use std::collections::HashMap;

use super::port::Outline;
use super::{Route, Router, Wanted, grown, span};
use crate::map::near::Cells;
use crate::model::{Point, Rect, Side};

/// The routes of a map as they were found, before they were drawn apart.
pub struct Trail {
    cells: Cells,
    nodes: HashMap<u128, Footing>,
    ways: HashMap<u128, Way>,
}

struct Footing {
    place: usize,
    outline: Outline,
}

struct Way {
    place: usize,
    asked: Asked,
    found: Found,
}

/// All that a connection itself brings along.
#[derive(PartialEq)]
struct Asked {
    source: u128,
    target: u128,
    source_side: Option<Side>,
    target_side: Option<Side>,
    waypoints: Vec<Point>,
    flows: bool,
    offset: f64,
}

#[derive(Clone)]
pub(super) struct Found {
    pub route: Route,
    /// The place that holds all that was looked at.
    pub looked: Option<Rect>,
    /// What was used up of what a map may use.
    pub turns: usize,
    pub arounds: usize,
}

/// What is other than in the routing before.
pub(super) struct Changes<'t> {
    /// By connection: what was found of it before, if it is asked for as it was.
    known: Vec<Option<&'t Found>>,
    /// By node: is it, or what was chosen at it?
    nodes: Vec<bool>,
    places: Vec<Rect>,
}

/// With more places than this, looking whether a route lies at one takes longer than looking for the route.
const MOST_PLACES: usize = 1_000;

impl<'t> Changes<'t> {
    /// None when all has to be routed anew.
    pub(super) fn since(trail: &'t Trail, router: &Router, wanted: &[Wanted]) -> Option<Self> {
        let nodes: HashMap<u128, usize> =
            router.outlines.iter().enumerate().map(|(place, outline)| (outline.key, place)).collect();
        let old_places = router.outlines.iter().filter_map(|outline| Some(trail.nodes.get(&outline.key)?.place));
        let old_ways = wanted.iter().filter_map(|it| Some(trail.ways.get(&it.key)?.place));
        let told_twice = nodes.len() < router.outlines.len();
        if told_twice || trail.cells != router.near.cells() || !old_places.is_sorted() || !old_ways.is_sorted() {
            return None;
        }
        let mut moved = vec![false; router.outlines.len()];
        let mut changes = Self { known: vec![None; wanted.len()], nodes: moved.clone(), places: vec![] };
        for (place, outline) in router.outlines.iter().enumerate() {
            let before = trail.nodes.get(&outline.key).map(|footing| footing.outline);
            if before != Some(*outline) {
                moved[place] = true;
                changes.places.extend(before.map(|before| before.rect));
                changes.places.push(outline.rect);
            }
        }
        changes.nodes.clone_from(&moved);
        let gone = |key: &u128| !nodes.contains_key(key);
        changes.places.extend(trail.nodes.iter().filter(|(key, _)| gone(key)).map(|(_, old)| old.outline.rect));
        let mut left: HashMap<u128, &Way> = trail.ways.iter().map(|(key, way)| (*key, way)).collect();
        for (index, it) in wanted.iter().enumerate() {
            let before = left.remove(&it.key);
            // A connection takes its turn by how its nodes lie.
            let lies_as_before = !moved[it.source] && !moved[it.target];
            match before {
                Some(way) if lies_as_before && way.asked == asked(router, it, index) => {
                    changes.known[index] = Some(&way.found);
                }
                before => {
                    (changes.nodes[it.source], changes.nodes[it.target]) = (true, true);
                    changes.forget(before, &nodes);
                }
            }
        }
        for way in left.values() {
            changes.forget(Some(way), &nodes);
        }
        (changes.places.len() <= MOST_PLACES).then_some(changes)
    }

    fn forget(&mut self, way: Option<&Way>, nodes: &HashMap<u128, usize>) {
        let Some(way) = way else { return };
        self.places.extend(segments(&way.found.route));
        for end in [way.asked.source, way.asked.target] {
            if let Some(place) = nodes.get(&end) {
                self.nodes[*place] = true;
            }
        }
    }

    /// What was found before, where it would be found again.
    pub(super) fn again(&self, index: usize, it: &Wanted) -> Option<&'t Found> {
        let found = self.known[index].filter(|_| self.places.len() <= MOST_PLACES)?;
        let touched = |place: &Rect| found.looked.is_some_and(|looked| touch(grown(looked, 1.0), *place));
        let same = !self.nodes[it.source] && !self.nodes[it.target] && !self.places.iter().any(touched);
        same.then_some(found)
    }

    /// Notes what was found anew.
    pub(super) fn note(&mut self, index: usize, it: &Wanted, route: &Route) {
        let before = self.known[index].map(|found| &found.route);
        if before == Some(route) {
            return;
        }
        self.places.extend(before.into_iter().flat_map(segments));
        self.places.extend(segments(route));
        (self.nodes[it.source], self.nodes[it.target]) = (true, true);
    }
}

impl Trail {
    pub(super) fn new(router: &Router, wanted: &[Wanted], found: Vec<Found>) -> Self {
        let nodes = router.outlines.iter().enumerate();
        let nodes = nodes.map(|(place, outline)| (outline.key, Footing { place, outline: *outline })).collect();
        let ways = wanted.iter().zip(found).enumerate();
        let ways = ways.map(|(place, (it, found))| (it.key, Way { place, asked: asked(router, it, place), found }));
        Self { cells: router.near.cells(), nodes, ways: ways.collect() }
    }
}

fn asked(router: &Router, it: &Wanted, index: usize) -> Asked {
    Asked {
        source: router.outlines[it.source].key,
        target: router.outlines[it.target].key,
        source_side: it.source_side,
        target_side: it.target_side,
        waypoints: it.waypoints.clone(),
        flows: it.flows,
        offset: router.offsets[index],
    }
}

fn segments(route: &Route) -> impl Iterator<Item = Rect> {
    route.points.windows(2).map(|pair| span(pair[0], pair[1]))
}

/// Do they share a point?
fn touch(a: Rect, b: Rect) -> bool {
    a.x <= b.right() && b.x <= a.right() && a.y <= b.bottom() && b.y <= a.bottom()
}
