//! One map as a picture of its own: an SVG, a PNG, or a PDF of one page that is as large as the map. What is
//! drawn is what a pack draws; here is only the sheet that it is put on.

mod letters;
pub mod png;
pub mod svg;

use std::collections::BTreeSet;

use roadbook_core::model::{DocumentContent, DocumentId, DocumentKind, NodeId, Rect, Snapshot, Timestamp};
use roadbook_core::query::MapView;
use roadbook_core::{Error, Result};

use crate::book::{Index, MapChapter, map_chapter, map_view};
use crate::drawing::Drawing;
use crate::labels::{ENGLISH, fill};
use crate::text;

/// Around the drawing, in map pixels.
const AIR: f64 = 16.0;

/// Pixels of a PNG for each pixel of the map.
pub const SCALES: std::ops::RangeInclusive<u8> = 1..=4;
/// Sharp on the screens of today.
pub const USUAL_SCALE: u8 = 2;

/// Which map, and how much of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OneMap {
    pub process: DocumentId,
    /// Only these and the connections between them; none: the whole map, with its lanes.
    pub nodes: Vec<NodeId>,
    /// One of [`SCALES`]; only a PNG has pixels.
    pub scale: u8,
}

/// A drawing, and what is around it.
pub struct Sheet {
    /// "Map of the process Refund a customer".
    pub title: String,
    /// The steps in their order, for those who do not see them.
    pub alt: String,
    pub lang: &'static str,
    /// What is shown, in map pixels.
    pub bounds: Rect,
    pub drawing: Drawing,
}

impl Sheet {
    /// `snapshot` should have what is below the process, since the map shows the state of its documents.
    ///
    /// Errors: `NotFound` and `Invalid` when there is no such process, or nothing to draw in it.
    pub fn of(snapshot: &Snapshot, wish: &OneMap, now: Timestamp) -> Result<Self> {
        if !SCALES.contains(&wish.scale) {
            let (from, to) = (SCALES.start(), SCALES.end());
            return Err(Error::invalid(format!("A picture's scale is from {from} to {to}, not {}.", wish.scale)));
        }
        let content = process(snapshot, wish.process)?;
        let index = Index::new(snapshot, true, &ENGLISH, now);
        let mut view = map_view(content, &index);
        if !wish.nodes.is_empty() {
            narrow(&mut view, content, &wish.nodes.iter().copied().collect());
        }
        let title = index.get(wish.process).map(|process| process.title.clone()).unwrap_or_default();
        if view.nodes.is_empty() {
            return Err(Error::invalid(match &wish.nodes[..] {
                [] => format!("The map of “{title}” is empty. Add a step to it first."),
                _ => format!("What was chosen is not on the map of “{title}” any more. Choose again."),
            }));
        }
        let MapChapter { drawing, alt, .. } = map_chapter(content, &view, "", &title, &index);
        let b = drawing.bounds;
        let bounds = Rect::new(b.x - AIR, b.y - AIR, b.width + 2.0 * AIR, b.height + 2.0 * AIR);
        Ok(Self { title: fill(ENGLISH.map_of, &[&title]), alt, lang: ENGLISH.lang, bounds, drawing })
    }

    /// Every letter of the drawing, for finding fonts.
    pub fn letters(&self) -> BTreeSet<char> {
        let parts = self.drawing.groups.iter().flat_map(|group| &group.parts);
        parts.filter_map(crate::drawing::Part::text).flat_map(str::chars).collect()
    }
}

fn process(snapshot: &Snapshot, id: DocumentId) -> Result<&DocumentContent> {
    let content = snapshot.document(id).ok_or_else(|| Error::not_found("document", id))?;
    let document = &content.document;
    if document.kind != DocumentKind::Process {
        let (kind, title) = (ENGLISH.kind(document.kind), text::line(&document.title));
        return Err(Error::invalid(format!(
            "{kind} {} “{title}” has no map. Only a process has one: choose a process.",
            document.number
        )));
    }
    Ok(content)
}

/// Lanes go, since without all of their nodes they would be bands around nothing.
fn narrow(view: &mut MapView, content: &DocumentContent, chosen: &BTreeSet<NodeId>) {
    let inside = |c: &&roadbook_core::model::Connection| chosen.contains(&c.source) && chosen.contains(&c.target);
    let between: BTreeSet<_> = content.connections.iter().filter(inside).map(|connection| connection.id).collect();
    view.nodes.retain(|node| chosen.contains(&node.id));
    view.connections.retain(|connection| between.contains(&connection.id));
    view.lanes.clear();
    view.bounds = view.nodes.iter().map(|node| node.rect).reduce(Rect::union).unwrap_or_default();
}
