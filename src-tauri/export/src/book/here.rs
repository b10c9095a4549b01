//! Where a document belongs on the map: the map in little, without words, with the steps it covers filled.

use std::collections::{BTreeSet, HashMap};

use roadbook_core::model::{Connection, DocumentContent, DocumentId, DocumentKind, NodeId, NodeKind, Point, Rect};
use roadbook_core::query::MapView;

use super::map::in_order;
use super::{Index, map_view};
use crate::drawing::map::shape;
use crate::drawing::part::{polyline, rounded};
use crate::drawing::{Drawing, Group, Stroke, Tone};
use crate::labels::fill;
use crate::text;

/// A map in little.
pub struct Here {
    pub drawing: Drawing,
    /// Of the process's chapter.
    pub anchor: String,
    pub process: String,
    /// The steps that are marked, in words.
    pub steps: String,
    /// For those who do not see the drawing.
    pub alt: String,
}

/// The maps of the pack's processes.
pub struct Maps<'a>(HashMap<DocumentId, (&'a DocumentContent, MapView)>);

impl<'a> Maps<'a> {
    pub fn new(index: &Index<'a>) -> Self {
        let processes = index.snapshot.documents.iter().filter(|it| it.document.kind == DocumentKind::Process);
        Self(processes.map(|content| (content.document.id, (content, map_view(content, index)))).collect())
    }

    pub fn of(&self, process: DocumentId) -> Option<&MapView> {
        self.0.get(&process).map(|(_, view)| view)
    }

    /// One for each process of the pack in which the document has steps of its own; a document that covers a
    /// process as a whole is everywhere, so it has none.
    pub fn places(&self, document: DocumentId, index: &Index) -> Vec<Here> {
        let order = index.snapshot.documents.iter().map(|content| content.document.id);
        order.filter_map(|process| self.place(document, process, index)).collect()
    }

    fn place(&self, document: DocumentId, process: DocumentId, index: &Index) -> Option<Here> {
        let (content, view) = self.0.get(&process)?;
        let opened = content.nodes.iter().filter(|node| node.opens == Some(document)).map(|node| node.id);
        let covered = view.nodes.iter().filter(|node| node.covered_by.contains(&document)).map(|node| node.id);
        let marked: BTreeSet<NodeId> = opened.chain(covered).collect();
        if marked.is_empty() || marked.len() == view.nodes.len() {
            return None;
        }
        let reference = index.get(process)?;
        let labels: HashMap<NodeId, &str> = content.nodes.iter().map(|node| (node.id, node.label.as_str())).collect();
        // As they happen.
        let order = in_order(content).into_iter().filter(|id| marked.contains(id));
        let names: Vec<String> = order.map(|id| text::line(labels[&id])).filter(|name| !name.is_empty()).collect();
        let all = text::shortened(&names.join(", "), 160);
        let within = |c: &&Connection| marked.contains(&c.source) && marked.contains(&c.target);
        let one_path = content.connections.iter().filter(within).count() + 1 >= marked.len();
        // What the document covers names the path: here it is enough to know its ends.
        let steps = match &names[..] {
            [first, _, .., last] if one_path => {
                format!("{} … {}", text::shortened(first, 70), text::shortened(last, 70))
            }
            _ => all.clone(),
        };
        Some(Here {
            drawing: draw(content, view, &marked),
            anchor: reference.anchor.clone(),
            alt: fill(index.labels.here_on_map, &[&reference.title, &all]),
            process: reference.title.clone(),
            steps,
        })
    }
}

/// Lines grow with the map, so that they stay visible when it is shown small.
fn draw(content: &DocumentContent, view: &MapView, marked: &BTreeSet<NodeId>) -> Drawing {
    let kinds: HashMap<NodeId, NodeKind> = content.nodes.iter().map(|node| (node.id, node.kind)).collect();
    let around = view.nodes.iter().map(|node| node.rect).chain(view.lanes.iter().map(|lane| lane.rect));
    let bounds = around.reduce(Rect::union).unwrap_or(view.bounds);
    let pen = (bounds.width.max(bounds.height * 3.0) / 420.0).clamp(1.5, 12.0);
    let mut groups = vec![];
    for (at, lane) in view.lanes.iter().enumerate() {
        let mut group = Group::new(lane.rect);
        let band = if at % 2 == 1 { Tone::Band } else { Tone::Ground };
        group.outline(rounded(lane.rect, 0.0), Some(band), Some(Stroke::new(Tone::Line, pen * 0.7)));
        groups.push(group);
    }
    for connection in &view.connections {
        let mut group = Group::new(extent(&connection.points));
        group.outline(polyline(&connection.points), None, Some(Stroke::new(Tone::Ink3, pen * 0.8)));
        groups.push(group);
    }
    let drawn = view.nodes.iter().filter(|node| kinds.get(&node.id) != Some(&NodeKind::Note));
    for node in drawn {
        let (fill, line) = match marked.contains(&node.id) {
            true => (Tone::Route, Tone::Route),
            false => (Tone::Card, Tone::Ink3),
        };
        let mut group = Group::new(node.rect);
        let kind = kinds.get(&node.id).copied().unwrap_or(NodeKind::Step);
        group.outline(shape(kind, node.rect), Some(fill), Some(Stroke::new(line, pen)));
        groups.push(group);
    }
    let edge = pen;
    let bounds = Rect::new(bounds.x - edge, bounds.y - edge, bounds.width + 2.0 * edge, bounds.height + 2.0 * edge);
    Drawing { bounds, groups, bands: vec![] }
}

fn extent(points: &[Point]) -> Rect {
    points.iter().map(|p| Rect::new(p.x, p.y, 1.0, 1.0)).reduce(Rect::union).unwrap_or_default()
}
