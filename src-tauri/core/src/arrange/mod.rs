//! Automatic layout of a map: ranks along the flow, order and rows across it, lanes on top (Sugiyama's
//! method; ranks by longest path, order by barycentres, rows by blocks of aligned nodes).
//!
//! Geometry only: nothing but places of nodes and breadths of lanes comes out. The order that a person gave
//! to parallel branches stays wherever another one does not save crossings. No two nodes that are laid out
//! overlap, all stand on the 8 px grid, and each stays in its lane. The same map gives the same layout.

mod graph;
mod order;
mod rows;

use std::collections::{BTreeMap, HashMap, HashSet};

use graph::Graph;

use crate::edit::NodeMove;
use crate::map::{
    Flow, GAP_ALONG, LEAST_BREADTH, MARGIN, TITLE, bands, down, follow_lanes, moved, rects_of, room, snap, up,
};
use crate::model::{DocumentContent, LaneId, NodeId, Point, Rect};

/// Between parts of a map that nothing connects.
const GAP_PARTS: f64 = 48.0;
/// The widest gap between two ranks.
const MOST_GAP: f64 = 216.0;

/// How often a whole map is laid out at most until nothing changes any more.
const ROUNDS: usize = 4;

/// New places of the nodes (all, when none are given) and new breadths of lanes that have to grow. Only
/// what changes is listed.
pub fn arrange(content: &DocumentContent, nodes: &[NodeId]) -> (Vec<NodeMove>, Vec<(LaneId, f64)>) {
    let (mut moves, mut breadths) = arrange_once(content, nodes);
    if !nodes.is_empty() {
        return (moves, breadths);
    }
    // The places are also what tells the person's order: laying out again from them may find a better one. A map
    // that nothing changes any more is tidy, and can be known as such.
    let mut now = content.clone();
    for _ in 1..ROUNDS {
        let places: HashMap<NodeId, NodeMove> = moves.iter().map(|to| (to.id, *to)).collect();
        for node in &mut now.nodes {
            if let Some(to) = places.get(&node.id) {
                (node.x, node.y) = (to.x, to.y);
            }
        }
        for lane in &mut now.lanes {
            lane.breadth = breadths.iter().find(|(id, _)| *id == lane.id).map_or(lane.breadth, |(_, breadth)| *breadth);
        }
        (moves, breadths) = arrange_once(&now, nodes);
        if moves.is_empty() && breadths.is_empty() {
            break;
        }
    }
    changed(content, &now)
}

/// What of the geometry is not as it was.
fn changed(before: &DocumentContent, now: &DocumentContent) -> (Vec<NodeMove>, Vec<(LaneId, f64)>) {
    let moved = before.nodes.iter().zip(&now.nodes).filter(|(a, b)| (a.x, a.y) != (b.x, b.y));
    let grown = before.lanes.iter().zip(&now.lanes).filter(|(a, b)| a.breadth.to_bits() != b.breadth.to_bits());
    (
        moved.map(|(_, node)| NodeMove { id: node.id, x: node.x, y: node.y }).collect(),
        grown.map(|(_, lane)| (lane.id, lane.breadth)).collect(),
    )
}

fn arrange_once(content: &DocumentContent, nodes: &[NodeId]) -> (Vec<NodeMove>, Vec<(LaneId, f64)>) {
    let flow = Flow::of(&content.document);
    let rects = rects_of(content, flow);
    let chosen: HashSet<NodeId> = nodes.iter().copied().collect();
    let mut seen = HashSet::new();
    let some: Vec<usize> = (0..content.nodes.len())
        .filter(|index| seen.insert(content.nodes[*index].id))
        .filter(|index| chosen.is_empty() || chosen.contains(&content.nodes[*index].id))
        .collect();
    if some.is_empty() {
        return (vec![], vec![]);
    }
    let graph = Graph::new(content, &some, &rects);
    let layers = order::ordered(&graph);
    let ys = rows::rows(&graph, &layers);
    let xs = columns(content, &graph, flow);
    let whole = some.len() == seen.len();
    let sheet = Sheet { content, rects: &rects, some: &some, graph: &graph, xs, ys };
    let (places, breadths) = if whole { sheet.whole() } else { sheet.part() };
    let mut moves: Vec<NodeMove> =
        some.iter().zip(places).filter_map(|(index, to)| moved(flow, &content.nodes[*index], to)).collect();
    if !breadths.is_empty() && !whole {
        // The lanes behind one that grows move on, with what stands in them.
        let mut now = content.clone();
        for lane in &mut now.lanes {
            lane.breadth = breadths.iter().find(|(id, _)| *id == lane.id).map_or(lane.breadth, |(_, breadth)| *breadth);
        }
        moves.extend(follow_lanes(content, &now).into_iter().filter(|to| !chosen.contains(&to.id)));
    }
    (moves, breadths)
}

/// Where each rank begins, and how wide it is.
fn columns(content: &DocumentContent, graph: &Graph, flow: Flow) -> Vec<(f64, f64)> {
    let mut columns = vec![(0.0, 0.0); graph.ranks];
    for item in &graph.items {
        let width: &mut f64 = &mut columns[item.rank].1;
        *width = width.max(item.width);
    }
    let mut gaps = vec![GAP_ALONG; graph.ranks];
    let mut bends = vec![0; graph.ranks];
    for (index, source, target) in &graph.labelled {
        let (source, target) = (&graph.items[*source], &graph.items[*target]);
        let label = &content.connections[*index].label;
        // Down a page a label stands beside its line and takes no more than its height.
        let along = flow.size(crate::model::Size { width: room(label), height: 16.0 }).width;
        if target.rank > source.rank && !label.trim().is_empty() {
            gaps[source.rank] = f64::max(gaps[source.rank], up(along + 32.0));
        }
        if source.band != target.band && target.rank > source.rank {
            bends[source.rank] += 1;
        }
    }
    let mut start = 0.0;
    for (rank, column) in columns.iter_mut().enumerate() {
        column.0 = start;
        let gap = gaps[rank].max(up(32.0 + 10.0 * f64::from(bends[rank]))).min(MOST_GAP);
        start += up(column.1) + gap;
    }
    columns
}

/// A layout before it has its place on the map.
struct Sheet<'a> {
    content: &'a DocumentContent,
    /// Of all nodes, before.
    rects: &'a [Rect],
    /// Which of them are laid out; they are the first items of the graph, in this order.
    some: &'a [usize],
    graph: &'a Graph,
    xs: Vec<(f64, f64)>,
    /// Middles of the items across the flow, each band from 0 on.
    ys: Vec<f64>,
}

type Placed = (Vec<Point>, Vec<(LaneId, f64)>);

impl Sheet<'_> {
    /// The whole map: lanes are filled from their start, and each grows to what stands in it.
    fn whole(&self) -> Placed {
        let bands = bands(&self.content.lanes);
        let extents = self.extents();
        let before = self.some.iter().map(|index| self.rects[*index]).reduce(Rect::union).unwrap_or_default();
        let (x, mut start) = if bands.is_empty() { (snap(before.x), snap(before.y)) } else { (TITLE + MARGIN, 0.0) };
        let mut tops = BTreeMap::new();
        let mut breadths = vec![];
        for lane in 0..=bands.len() {
            let parts = self.parts(&extents, lane);
            let height = stacked_height(&extents, &parts);
            let mut top = start;
            match bands.get(lane) {
                Some(band) => {
                    let breadth = band.end - band.start;
                    let needed = if parts.is_empty() { LEAST_BREADTH } else { up(height + 2.0 * MARGIN) };
                    let grown = breadth.max(needed);
                    if grown > breadth {
                        breadths.push((band.id, grown));
                    }
                    top += down((grown - height) / 2.0);
                    start += grown;
                }
                None if !bands.is_empty() => top += GAP_PARTS,
                None => {}
            }
            for part in parts {
                tops.insert(part, top);
                top += up(extents[&part].1 - extents[&part].0) + GAP_PARTS;
            }
        }
        let places = (0..self.some.len()).map(|item| {
            let band = self.graph.items[item].band;
            self.place(item, x, tops[&band] - extents[&band].0)
        });
        (places.collect(), breadths)
    }

    /// Some nodes of the map: they stay about where they were, and go where the others leave room.
    fn part(&self) -> Placed {
        let bands = bands(&self.content.lanes);
        let extents = self.extents();
        let before = self.some.iter().map(|index| self.rects[*index]).reduce(Rect::union).unwrap_or_default();
        let mut tops = BTreeMap::new();
        let mut breadths = vec![];
        for lane in 0..=bands.len() {
            let parts = self.parts(&extents, lane);
            if parts.is_empty() {
                continue;
            }
            let height = stacked_height(&extents, &parts);
            let was = (0..self.some.len()).filter(|item| self.graph.items[*item].band.0 == lane);
            let was = was.map(|item| self.rects[self.some[item]]).reduce(Rect::union).unwrap_or(before);
            let mut top = if bands.is_empty() { snap(before.y) } else { snap(was.center().y - height / 2.0) };
            if let Some(band) = bands.get(lane) {
                let needed = up(height + 2.0 * MARGIN);
                if needed > band.end - band.start {
                    breadths.push((band.id, needed));
                }
                let end = band.start + needed.max(band.end - band.start);
                top = top.min(down(end - MARGIN - height)).max(up(band.start + MARGIN));
            }
            for part in parts {
                tops.insert(part, top);
                top += up(extents[&part].1 - extents[&part].0) + GAP_PARTS;
            }
        }
        // A lane that grows takes those behind it along.
        let shift = |lane: usize| -> f64 {
            let grown = |id: LaneId| breadths.iter().find(|(other, _)| *other == id).map(|(_, breadth)| *breadth);
            bands
                .iter()
                .take(lane)
                .map(|band| grown(band.id).map_or(0.0, |breadth| breadth - (band.end - band.start)))
                .sum()
        };
        let mut places: Vec<Point> = (0..self.some.len())
            .map(|item| {
                let band = self.graph.items[item].band;
                self.place(item, snap(before.x), tops[&band] - extents[&band].0 + shift(band.0))
            })
            .collect();
        let chosen: HashSet<usize> = self.some.iter().copied().collect();
        let mut others = vec![];
        for (index, rect) in self.rects.iter().enumerate().filter(|(index, _)| !chosen.contains(index)) {
            let lane = graph::lane_index(&bands, &self.content.nodes[index]);
            others.push(Rect { y: rect.y + shift(lane), ..*rect });
        }
        self.make_room(&mut places, &others, bands.is_empty());
        (places, breadths)
    }

    /// Moves all places together until none lies on another node: along the flow, or across it where no
    /// lanes forbid it and it is less far.
    fn make_room(&self, places: &mut [Point], others: &[Rect], free: bool) {
        let away = |along: bool| {
            let mut by = 0.0;
            loop {
                let mut more: f64 = 0.0;
                for (item, at) in places.iter().enumerate() {
                    let size = &self.graph.items[item];
                    let (x, y) = if along { (at.x + by, at.y) } else { (at.x, at.y + by) };
                    let around = Rect::new(x - 16.0, y - 16.0, size.width + 32.0, size.height + 32.0);
                    for other in others.iter().filter(|other| other.intersects(around)) {
                        more = more.max(if along { other.right() - around.x } else { other.bottom() - around.y });
                    }
                }
                if more <= 0.0 {
                    return by;
                }
                by += up(more);
            }
        };
        let along = away(true);
        let across = if free { away(false) } else { f64::INFINITY };
        for place in places {
            if along <= across {
                place.x += along;
            } else {
                place.y += across;
            }
        }
    }

    /// The top left corner of an item's node.
    fn place(&self, item: usize, x: f64, top: f64) -> Point {
        let it = &self.graph.items[item];
        let (start, width) = self.xs[it.rank];
        Point::new(x + snap(start + (width - it.width) / 2.0), snap(top + self.ys[item] - it.height / 2.0))
    }

    /// By band: from where to where its items reach.
    fn extents(&self) -> BTreeMap<(usize, usize), (f64, f64)> {
        let mut extents = BTreeMap::new();
        for (item, y) in self.graph.items.iter().zip(&self.ys) {
            let (top, bottom) = (y - item.height / 2.0, y + item.height / 2.0);
            let extent = extents.entry(item.band).or_insert((top, bottom));
            *extent = (extent.0.min(top), extent.1.max(bottom));
        }
        extents
    }

    fn parts(&self, extents: &BTreeMap<(usize, usize), (f64, f64)>, lane: usize) -> Vec<(usize, usize)> {
        extents.keys().copied().filter(|(of, _)| *of == lane).collect()
    }
}

fn stacked_height(extents: &BTreeMap<(usize, usize), (f64, f64)>, parts: &[(usize, usize)]) -> f64 {
    let heights: f64 = parts.iter().map(|part| up(extents[part].1 - extents[part].0)).sum();
    heights + GAP_PARTS * parts.len().saturating_sub(1) as f64
}
