//! Lanes: bands across the flow, stacked from the origin, as long as what stands in any of them.

use std::collections::HashMap;

use super::flow::{Flow, down, snap, up};
use super::spot;
use super::{rect_of, rects_of};
use crate::edit::NodeMove;
use crate::model::{Document, DocumentContent, Lane, LaneId, Node, NodeId, Point, Rect};

/// The strip at the lane's start that its title stands in.
pub const TITLE: f64 = 32.0;
/// Least breadth of a lane.
pub const LEAST_BREADTH: f64 = 96.0;
/// Distance of nodes from the borders across the flow, and from the title, when they are put into a lane.
pub const MARGIN: f64 = 24.0;
/// From the last node to the lanes' end.
const AFTER: f64 = 40.0;
/// The length of lanes without nodes.
const LENGTH: f64 = 640.0;
const MOST_BREADTH: f64 = 100_000.0;

/// Where a lane lies across the flow.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Band {
    pub id: LaneId,
    pub start: f64,
    pub end: f64,
}

/// The lanes in their order, from the origin on.
pub fn bands(lanes: &[Lane]) -> Vec<Band> {
    let mut sorted: Vec<&Lane> = lanes.iter().collect();
    sorted.sort_by(|a, b| a.position.total_cmp(&b.position).then(a.id.cmp(&b.id)));
    let mut end = 0.0;
    sorted
        .into_iter()
        .map(|lane| {
            let start = end;
            end += breadth(lane);
            Band { id: lane.id, start, end }
        })
        .collect()
}

/// A breadth that can be drawn, whatever was stored.
fn breadth(lane: &Lane) -> f64 {
    if lane.breadth.is_finite() { lane.breadth.clamp(LEAST_BREADTH, MOST_BREADTH) } else { LEAST_BREADTH }
}

/// Rectangles of the lanes in the flow. `nodes` are in the flow too.
pub fn rects(bands: &[Band], nodes: impl Iterator<Item = Rect>) -> Vec<Rect> {
    let (mut first, mut last) = (TITLE + MARGIN, LENGTH - AFTER);
    for rect in nodes {
        first = first.min(rect.x);
        last = last.max(rect.right());
    }
    let start = down(first - MARGIN - TITLE);
    let length = up(last + AFTER) - start;
    bands.iter().map(|band| Rect::new(start, band.start, length, band.end - band.start)).collect()
}

/// The lane that a point lies in; its place along the flow does not matter.
pub fn lane_at(content: &DocumentContent, point: Point) -> Option<LaneId> {
    band_at(&content.document, &content.lanes, point)
}

/// The lane that a node's middle lies in.
pub fn lane_of(document: &Document, lanes: &[Lane], node: &Node) -> Option<LaneId> {
    band_at(document, lanes, rect_of(node, !lanes.is_empty()).center())
}

fn band_at(document: &Document, lanes: &[Lane], point: Point) -> Option<LaneId> {
    let y = Flow::of(document).point(point).y;
    bands(lanes).into_iter().find(|band| y >= band.start && y < band.end).map(|band| band.id)
}

/// Moves all nodes as one block into the first lane, and gives it the breadth that they need.
pub fn enclose(content: &DocumentContent) -> (Vec<NodeMove>, Vec<(LaneId, f64)>) {
    let flow = Flow::of(&content.document);
    let bands = bands(&content.lanes);
    let rects = rects_of(content, flow);
    let (Some(band), Some(block)) = (bands.first(), rects.iter().copied().reduce(Rect::union)) else {
        return (vec![], vec![]);
    };
    let breadth = (band.end - band.start).max(up(block.height + 2.0 * MARGIN));
    let dx = up((TITLE + MARGIN - block.x).max(0.0));
    let dy = snap(band.start + (breadth - block.height) / 2.0 - block.y);
    let moves = content
        .nodes
        .iter()
        .zip(rects)
        .filter_map(|(node, rect)| moved(flow, node, Point::new(rect.x + dx, rect.y + dy)));
    let grown = breadth > band.end - band.start;
    (moves.collect(), if grown { vec![(band.id, breadth)] } else { vec![] })
}

/// Moves nodes after lanes were added, resized, reordered or deleted: each goes with its lane and stands
/// inside it; one that lost its lane goes behind the last; none lies on another that it did not lie on.
pub fn follow_lanes(before: &DocumentContent, now: &DocumentContent) -> Vec<NodeMove> {
    let flow = Flow::of(&now.document);
    let (old_bands, new_bands) = (bands(&before.lanes), bands(&now.lanes));
    let find = |bands: &[Band], id: Option<LaneId>| bands.iter().copied().find(|band| Some(band.id) == id);
    let old_end = old_bands.last().map_or(0.0, |band| band.end);
    let new_end = new_bands.last().map_or(0.0, |band| band.end);
    let old: HashMap<NodeId, &Node> = before.nodes.iter().map(|node| (node.id, node)).collect();
    let rects = rects_of(now, flow);
    // First where each belongs, then those that cannot stay there find a free spot among the others.
    let mut wishes: Vec<(Point, Option<Band>, bool)> = vec![];
    for (node, rect) in now.nodes.iter().zip(&rects) {
        let had = find(&old_bands, old.get(&node.id).and_then(|node| node.lane));
        let has = find(&new_bands, node.lane);
        let (y, changed) = match (had, has) {
            (Some(had), Some(has)) => (rect.y + has.start - had.start, had.id != has.id),
            (None, Some(has)) => (rect.y.max(has.start), true),
            (Some(had), None) if !new_bands.is_empty() => (new_end + MARGIN + rect.y - had.start, true),
            (None, None) if rect.y >= old_end && !old_bands.is_empty() => (rect.y + new_end - old_end, false),
            _ => (rect.y, false),
        };
        let inside = has.map_or(y, |band| within(band, y, rect.height));
        wishes.push((Point::new(rect.x, inside), has, changed || inside != y));
    }
    let mut taken: Vec<Rect> = vec![];
    for ((wish, _, unsettled), rect) in wishes.iter().zip(&rects) {
        if !unsettled {
            taken.push(Rect::new(wish.x, wish.y, rect.width, rect.height));
        }
    }
    let mut moves = vec![];
    for ((node, rect), (wish, band, unsettled)) in now.nodes.iter().zip(&rects).zip(wishes) {
        let mut to = wish;
        if unsettled {
            let size = (rect.width, rect.height);
            to = spot::nearest(&taken, size, wish, band.map(|band| (band.start, band.end)));
            taken.push(Rect::new(to.x, to.y, rect.width, rect.height));
        }
        moves.extend(moved(flow, node, to));
    }
    moves
}

/// The top of something this high that stands inside the band, as near to `y` as possible.
fn within(band: Band, y: f64, height: f64) -> f64 {
    const EDGE: f64 = 8.0;
    let last = band.end - EDGE - height;
    if last < band.start + EDGE { down(band.start + EDGE) } else { y.clamp(up(band.start + EDGE), last) }
}

/// Where a node stands when it is put into a lane: in its middle, as near as there is room.
pub fn spot_in_lane(content: &DocumentContent, node: &Node, lane: LaneId) -> Option<Point> {
    let flow = Flow::of(&content.document);
    let band = bands(&content.lanes).into_iter().find(|band| band.id == lane)?;
    let rect = flow.rect(rect_of(node, true));
    let others: Vec<Rect> = content
        .nodes
        .iter()
        .zip(rects_of(content, flow))
        .filter(|(other, _)| other.id != node.id)
        .map(|(_, rect)| rect)
        .collect();
    let x = rect.x.max(rects(&[band], others.iter().copied()).first()?.x + TITLE + MARGIN);
    let wish = Point::new(x, down(band.start + (band.end - band.start - rect.height) / 2.0));
    Some(flow.point(spot::nearest(&others, (rect.width, rect.height), wish, Some((band.start, band.end)))))
}

/// The place of a node that is moved across the lanes until its middle is the middle of one of them.
pub fn middle_of_lane(document: &Document, lanes: &[Lane], node: &Node, lane: LaneId) -> Option<Point> {
    let flow = Flow::of(document);
    let band = bands(lanes).into_iter().find(|band| band.id == lane)?;
    let rect = flow.rect(rect_of(node, true));
    Some(flow.point(Point::new(rect.x, down(band.start + (band.end - band.start - rect.height) / 2.0))))
}

/// The move of a node to a place in the flow, unless it is there.
pub fn moved(flow: Flow, node: &Node, to: Point) -> Option<NodeMove> {
    let to = flow.point(to);
    ((to.x, to.y) != (node.x, node.y)).then_some(NodeMove { id: node.id, x: to.x, y: to.y })
}
