//! All that is drawn of a process map: sizes, lines of labels, lanes, routes, places of labels, states.
//!
//! The window, the PDF and the HTML draw what stands here and decide nothing themselves. Nothing here reads
//! the store, changes a record or fails: whatever the records say, the result can be drawn. The same
//! records always give the same view.

mod flow;
mod handoff;
pub mod label;
mod lane;
mod naming;
mod near;
mod redrawn;
mod route;
pub mod size;
mod spot;
mod state;

use std::collections::{BTreeMap, HashMap, HashSet};

pub use handoff::RADIUS as HANDOFF_RADIUS;
pub use lane::{Band, bands, enclose, follow_lanes, lane_at, lane_of, middle_of_lane, spot_in_lane};
pub use naming::{SIZE as CONNECTION_LABEL_SIZE, WIDEST as CONNECTION_LABEL_WIDEST};
pub use redrawn::redrawn;
pub use spot::free_spot;

pub(crate) use flow::{Flow, down, sane, snap, up};
pub(crate) use lane::{LEAST_BREADTH, MARGIN, TITLE, moved};
pub(crate) use naming::room;
pub(crate) use near::Near;
pub(crate) use spot::{GAP_ACROSS, GAP_ALONG};
pub(crate) use state::{state_of, worst};

use crate::model::{
    Connection, Cover, Delegation, DocumentContent, DocumentId, LaneId, Node, NodeId, NodeKind, Point, Rect, RoleId,
    Size, Status,
};
use crate::query::{ConnectionView, DocumentState, Handoff, LaneView, MapView, NodeView, Staleness};
use route::{Form, Outline, Trail, Wanted};
use size::Row;

/// What a map shows that is not in its own records.
pub struct Around<'a> {
    pub role_names: &'a BTreeMap<RoleId, String>,
    /// What documents cover of this process; other processes are not among them.
    pub covers: &'a [Covering],
    /// The states of documents that nodes open, of those that tell steps.
    pub opened: &'a BTreeMap<DocumentId, DocumentState>,
}

pub struct Covering {
    pub document: DocumentId,
    pub status: Status,
    pub cover: Cover,
    pub stale: Option<Staleness>,
}

pub fn view(content: &DocumentContent, around: &Around) -> MapView {
    draw(content, around, None).view
}

/// A map as it is drawn, and what is of use when it is drawn anew.
pub(crate) struct Picture {
    pub view: MapView,
    trail: Option<Trail>,
}

/// A map as it was drawn last, and the nodes whose records were touched since.
pub(crate) struct Before<'a> {
    pub picture: &'a Picture,
    pub touched: &'a HashSet<NodeId>,
}

/// As [`view`]; what lies as it did before is not decided anew.
pub(crate) fn draw(content: &DocumentContent, around: &Around, before: Option<&Before>) -> Picture {
    let flow = Flow::of(&content.document);
    let nodes = nodes(content, around, before);
    let lanes = lanes(content, around, flow, &nodes);
    let trail = before.and_then(|before| before.picture.trail.as_ref());
    let (connections, trail) = connections(content, flow, &nodes, trail);
    let drawn = lanes.iter().map(|lane| lane.rect).chain(nodes.iter().map(|node| node.rect));
    let drawn = drawn.chain(connections.iter().flat_map(|it| it.points.iter().map(|p| Rect::new(p.x, p.y, 0.0, 0.0))));
    let labels = connections
        .iter()
        .zip(found(content))
        .filter_map(|(view, (connection, ..))| Some(naming::around(view.label_at?, naming::room(&connection.label))));
    let bounds = drawn.chain(labels).reduce(Rect::union).unwrap_or_default();
    Picture { view: MapView { process: content.document.id, bounds, lanes, nodes, connections }, trail }
}

fn nodes(content: &DocumentContent, around: &Around, before: Option<&Before>) -> Vec<NodeView> {
    let known: HashMap<NodeId, &NodeView> = before
        .into_iter()
        .flat_map(|Before { picture, touched }| picture.view.nodes.iter().filter(|node| !touched.contains(&node.id)))
        .map(|node| (node.id, node))
        .collect();
    let coverage = state::Coverage::of(content, around);
    let mut seen = HashSet::new();
    let nodes = content.nodes.iter().filter(|node| seen.insert(node.id));
    nodes
        .map(|node| {
            let (documents, covered_by) = coverage.node(node);
            let shows_role = content.lanes.is_empty() && size::is_card(node.kind);
            let role = node.role.filter(|_| shows_role).and_then(|role| around.role_names.get(&role));
            let role = role.cloned().unwrap_or_default();
            let row =
                Row { delegation: node.delegation, role: &role, documents, has_documents: !covered_by.is_empty() };
            let known = known.get(&node.id).filter(|known| {
                known.role == role
                    && known.documents == documents
                    && known.covered_by.is_empty() == covered_by.is_empty()
            });
            let (size, lines) = match known {
                Some(known) => (Size { width: known.rect.width, height: known.rect.height }, known.lines.clone()),
                None => size::size(node, &row),
            };
            let rect = Rect::new(sane(node.x), sane(node.y), size.width, size.height);
            NodeView { id: node.id, rect, lines, role, documents, covered_by }
        })
        .collect()
}

fn lanes(content: &DocumentContent, around: &Around, flow: Flow, nodes: &[NodeView]) -> Vec<LaneView> {
    let bands = bands(&content.lanes);
    let rects = lane::rects(&bands, nodes.iter().map(|node| flow.rect(node.rect)));
    let by_id: HashMap<LaneId, _> = content.lanes.iter().map(|lane| (lane.id, lane)).collect();
    bands
        .iter()
        .zip(rects)
        .map(|(band, rect)| {
            let lane = by_id[&band.id];
            let role = lane.role.and_then(|role| around.role_names.get(&role));
            LaneView { id: band.id, rect: flow.rect(rect), title: role.unwrap_or(&lane.title).clone() }
        })
        .collect()
}

/// The connections whose nodes both exist, with the places of the nodes among the nodes that are drawn.
fn found(content: &DocumentContent) -> impl Iterator<Item = (&Connection, usize, usize)> {
    let mut seen = HashSet::new();
    let mut place: HashMap<NodeId, usize> = HashMap::new();
    for node in &content.nodes {
        let next = place.len();
        place.entry(node.id).or_insert(next);
    }
    content
        .connections
        .iter()
        .filter(move |connection| seen.insert(connection.id))
        .filter_map(move |it| Some((it, *place.get(&it.source)?, *place.get(&it.target)?)))
}

fn connections(
    content: &DocumentContent,
    flow: Flow,
    nodes: &[NodeView],
    before: Option<&Trail>,
) -> (Vec<ConnectionView>, Option<Trail>) {
    let by_id: HashMap<NodeId, &Node> = content.nodes.iter().rev().map(|node| (node.id, node)).collect();
    let outline = |node: &NodeView| Outline {
        key: node.id.0.as_u128(),
        rect: flow.rect(node.rect),
        form: Form::of(by_id[&node.id].kind),
    };
    let outlines: Vec<Outline> = nodes.iter().map(outline).collect();
    let connections: Vec<_> = found(content).collect();
    let wanted: Vec<Wanted> = connections
        .iter()
        .map(|(it, source, target)| Wanted {
            key: it.id.0.as_u128(),
            source: *source,
            target: *target,
            source_side: it.source_side.map(|side| flow.side(side)),
            target_side: it.target_side.map(|side| flow.side(side)),
            waypoints: it.waypoints.iter().map(|p| flow.point(Point::new(sane(p.x), sane(p.y)))).collect(),
            flows: [*source, *target].iter().all(|node| outlines[*node].form != Form::Note),
        })
        .collect();
    let (routes, trail) = route::routes(&outlines, &wanted, before);
    let routes: Vec<Vec<Point>> =
        routes.into_iter().map(|route| route.points.into_iter().map(|p| even(flow.point(p), 8.0)).collect()).collect();
    let rects: Vec<Rect> = nodes.iter().map(|node| node.rect).collect();
    let labelled: Vec<(&str, &[Point])> =
        connections.iter().zip(&routes).map(|((it, ..), points)| (it.label.as_str(), points.as_slice())).collect();
    let labels = naming::places(&rects, &labelled);
    let views = connections
        .iter()
        .zip(&routes)
        .zip(labels)
        .map(|(((it, source, target), points), label_at)| {
            let lane = |node: usize| by_id[&nodes[node].id].lane;
            let crosses = lane(*source).is_some() && lane(*target).is_some() && lane(*source) != lane(*target);
            let label_at = label_at.map(|at| even(at, 2.0));
            let handoff = crosses.then(|| {
                let label = label_at.map(|at| handoff::label_box(at, &it.label));
                handoff::mark(points, label).map(|mark| Handoff { at: even(mark.at, 8.0), ..mark })
            });
            let handoff = handoff.flatten();
            ConnectionView { id: it.id, points: points.clone(), label_at, handoff }
        })
        .collect();
    (views, trail)
}

/// Rounded to a part of a pixel that is the same number in every format.
fn even(p: Point, parts: f64) -> Point {
    Point::new((p.x * parts).round() / parts, (p.y * parts).round() / parts)
}

/// A node's rectangle, as near as it can be told from its own record: badges of documents are not known.
pub(crate) fn rect_of(node: &Node, lanes: bool) -> Rect {
    let role = if !lanes && node.role.is_some() { "Finance assistant" } else { "" };
    let documents = match node.delegation {
        Some(Delegation::Delegate) => DocumentState::Owed,
        _ => DocumentState::None,
    };
    let row = Row { delegation: node.delegation, role, documents, has_documents: node.opens.is_some() };
    let (size, _) = size::size(node, &row);
    Rect::new(sane(node.x), sane(node.y), size.width, size.height)
}

/// The rectangles of all nodes in the flow, in the order of the records.
pub(crate) fn rects_of(content: &DocumentContent, flow: Flow) -> Vec<Rect> {
    content.nodes.iter().map(|node| flow.rect(rect_of(node, !content.lanes.is_empty()))).collect()
}

/// Does this kind of node stand in the flow?
pub(crate) fn flows(kind: NodeKind) -> bool {
    kind != NodeKind::Note
}
