//! What the rules need to know of a library, gathered in one pass over the snapshot.

use std::collections::{HashMap, HashSet};

use super::flow::Flow;
use crate::day;
use crate::model::{
    Document, DocumentContent, DocumentId, DocumentKind, Extent, LinkKind, Snapshot, Status, Step, Timestamp,
};

pub(super) struct Survey<'a> {
    pub snapshot: &'a Snapshot,
    /// `YYYY-MM-DD`.
    pub today: String,
    /// All but the retired ones, in the snapshot's order.
    pub documents: Vec<&'a DocumentContent>,
    /// Of the same, the processes.
    pub processes: Vec<Flow<'a>>,
    /// Documents that another one names, uses, opens or refers to.
    pub linked: HashSet<DocumentId>,
    covers: HashMap<DocumentId, Vec<(&'a Document, &'a Extent)>>,
}

impl<'a> Survey<'a> {
    pub fn new(snapshot: &'a Snapshot, now: Timestamp) -> Self {
        let is_live = |content: &&DocumentContent| content.document.status != Status::Retired;
        let documents: Vec<_> = snapshot.documents.iter().filter(is_live).collect();
        let live: HashSet<_> = documents.iter().map(|content| content.document.id).collect();
        let mut covers: HashMap<_, Vec<_>> = HashMap::new();
        for content in documents.iter().filter(|content| content.document.kind.has_steps()) {
            for cover in &content.document.covers {
                covers.entry(cover.process).or_default().push((&content.document, &cover.extent));
            }
        }
        let links = snapshot.links.iter().filter(|link| {
            let leads = !matches!(link.kind, LinkKind::Covers | LinkKind::GovernedBy);
            leads && link.source != link.target && live.contains(&link.source)
        });
        let processes = documents.iter().filter(|content| content.document.kind == DocumentKind::Process);
        Self {
            snapshot,
            today: day::of(now),
            processes: processes.map(|content| Flow::new(content)).collect(),
            linked: links.map(|link| link.target).collect(),
            documents,
            covers,
        }
    }

    pub fn of_kind(&self, kind: DocumentKind) -> impl Iterator<Item = &'a DocumentContent> {
        self.documents.iter().copied().filter(move |content| content.document.kind == kind)
    }

    /// The documents that cover something of a process, and what of it.
    pub fn covers(&self, process: DocumentId) -> &[(&'a Document, &'a Extent)] {
        self.covers.get(&process).map_or(&[], Vec::as_slice)
    }
}

/// Steps that are counted and numbered: sub-steps belong to theirs.
pub(super) fn main_steps(content: &DocumentContent) -> impl Iterator<Item = &Step> {
    content.steps.iter().filter(|step| step.depth == 0)
}

/// The title in quotation marks; kind and number for a document without one.
pub(super) fn title(document: &Document) -> String {
    match document.title.trim() {
        "" => format!("{} {}", document.kind.word(), document.number),
        title => format!("“{title}”"),
    }
}
