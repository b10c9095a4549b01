//! A process's map as a picture, and in words for those who print it small or do not see it.

use std::collections::{HashMap, HashSet, VecDeque};

use roadbook_core::Surroundings;
use roadbook_core::map::view;
use roadbook_core::model::{Delegation, DocumentContent, DocumentId, Node, NodeId, NodeKind};
use roadbook_core::query::{DocumentState, MapView};

use super::{Index, Reference};
use crate::drawing::{Drawing, map as draw};
use crate::labels::fill;
use crate::markdown::{self, Block};
use crate::text;

pub struct MapChapter {
    pub drawing: Drawing,
    /// Is the drawing shown? The table of its steps always is.
    pub drawn: bool,
    /// For those who do not see the drawing.
    pub alt: String,
    /// The steps in the order in which they happen.
    pub rows: Vec<MapRow>,
}

pub struct MapRow {
    /// `d12-n3`.
    pub anchor: String,
    pub node: NodeId,
    pub label: String,
    pub role: String,
    pub delegation: Option<Delegation>,
    /// What automates it.
    pub automated_by: String,
    pub description: Vec<Block>,
    pub documents: Vec<Reference>,
    pub owed: bool,
}

/// The map as it is shown to readers of this pack.
pub fn map_view(content: &DocumentContent, index: &Index) -> MapView {
    let mut map = view(content, &Surroundings::in_snapshot(index.snapshot, content, index.now).as_around());
    if !index.complete {
        for node in map.nodes.iter_mut().filter(|node| node.documents == DocumentState::Owed) {
            node.documents = DocumentState::None;
        }
    }
    map
}

/// What is seen in `map`, which may be a part of the process.
pub fn map_chapter(content: &DocumentContent, map: &MapView, anchor: &str, title: &str, index: &Index) -> MapChapter {
    let seen: HashSet<NodeId> = map.nodes.iter().map(|node| node.id).collect();
    let mut order = in_order(content);
    order.retain(|node| seen.contains(node));
    let rows = rows(content, map, &order, anchor, index);
    let first = content.nodes.iter().find(|node| node.kind == NodeKind::Trigger && seen.contains(&node.id));
    let mut alt = fill(index.labels.map_of, &[title]);
    for words in first.map(|node| text::line(&node.label)).into_iter().chain(rows.iter().map(|row| row.label.clone())) {
        if alt.len() < 1_000 && !words.is_empty() {
            alt.push_str("; ");
            alt.push_str(&words);
        }
    }
    MapChapter { drawing: draw::draw(content, map, &order, index), drawn: true, alt, rows }
}

/// The nodes as one meets them, from the triggers on; what cannot be reached comes last.
pub fn in_order(content: &DocumentContent) -> Vec<NodeId> {
    let mut next: HashMap<NodeId, Vec<NodeId>> = HashMap::new();
    for connection in &content.connections {
        next.entry(connection.source).or_default().push(connection.target);
    }
    let place: HashMap<NodeId, (f64, f64)> = content.nodes.iter().map(|node| (node.id, (node.x, node.y))).collect();
    let by_place = |ids: &mut Vec<NodeId>| {
        ids.sort_by(|a, b| {
            let (a, b) = (place.get(a).copied().unwrap_or_default(), place.get(b).copied().unwrap_or_default());
            a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1))
        });
    };
    let mut starts: Vec<NodeId> = content.nodes.iter().filter(|n| n.kind == NodeKind::Trigger).map(|n| n.id).collect();
    let mut rest: Vec<NodeId> = content.nodes.iter().filter(|n| n.kind != NodeKind::Trigger).map(|n| n.id).collect();
    by_place(&mut starts);
    by_place(&mut rest);
    let mut order = vec![];
    let mut seen = HashSet::new();
    for start in starts.into_iter().chain(rest) {
        let mut queue = VecDeque::from([start]);
        while let Some(node) = queue.pop_front() {
            if !place.contains_key(&node) || !seen.insert(node) {
                continue;
            }
            order.push(node);
            let mut ends = next.get(&node).cloned().unwrap_or_default();
            by_place(&mut ends);
            queue.extend(ends);
        }
    }
    order
}

fn rows(content: &DocumentContent, map: &MapView, order: &[NodeId], anchor: &str, index: &Index) -> Vec<MapRow> {
    let nodes: HashMap<NodeId, &Node> = content.nodes.iter().map(|node| (node.id, node)).collect();
    let views: HashMap<NodeId, _> = map.nodes.iter().map(|node| (node.id, node)).collect();
    let lane_titles: HashMap<_, _> = map.lanes.iter().map(|lane| (lane.id, text::line(&lane.title))).collect();
    let worth = |node: &&Node| {
        matches!(node.kind, NodeKind::Step | NodeKind::Subprocess | NodeKind::Wait | NodeKind::Document)
            || node.kind == NodeKind::Decision
    };
    order
        .iter()
        .filter_map(|id| nodes.get(id).copied())
        .filter(worth)
        .enumerate()
        .map(|(i, node)| {
            let view = views.get(&node.id);
            let opened: Vec<DocumentId> =
                view.map(|view| view.covered_by.clone()).unwrap_or_default().into_iter().chain(node.opens).collect();
            let role = node.lane.and_then(|lane| lane_titles.get(&lane)).cloned();
            MapRow {
                anchor: format!("{anchor}-n{}", i + 1),
                node: node.id,
                label: text::line(&node.label),
                role: role.unwrap_or_else(|| text::line(index.snapshot.role_name(node.role))),
                delegation: node.delegation,
                automated_by: text::line(&node.automated_by),
                description: markdown::read(&node.description),
                documents: index.references(opened),
                owed: view.is_some_and(|view| view.documents == DocumentState::Owed),
            }
        })
        .collect()
}
