//! Where each document of the pack stands, and who refers to whom.

use std::collections::{BTreeSet, HashMap};

use roadbook_core::model::{DocumentId, DocumentKind, Link, LinkKind, Snapshot, StepId, Timestamp};

use crate::labels::{Labels, fill};
use crate::text;

/// A document of the pack as another part names it.
#[derive(Clone, Debug, PartialEq)]
pub struct Reference {
    pub anchor: String,
    pub kind: DocumentKind,
    pub word: String,
    pub title: String,
    /// Which part of it, in words ("step 4"); empty for the whole.
    pub place: String,
}

pub struct Index<'a> {
    pub snapshot: &'a Snapshot,
    pub labels: &'static Labels,
    /// Decides which review dates have passed.
    pub now: Timestamp,
    /// It holds all that is below its processes, so that a step without a document has none anywhere.
    pub complete: bool,
    entries: HashMap<DocumentId, Reference>,
    numbers: HashMap<StepId, String>,
    depths: HashMap<DocumentId, usize>,
    above: HashMap<DocumentId, DocumentId>,
}

impl<'a> Index<'a> {
    pub fn new(snapshot: &'a Snapshot, complete: bool, labels: &'static Labels, now: Timestamp) -> Self {
        let mut entries = HashMap::new();
        let mut numbers = HashMap::new();
        for content in &snapshot.documents {
            let document = &content.document;
            let title = text::line(&document.title);
            let reference = Reference {
                anchor: format!("d{}", document.number),
                kind: document.kind,
                word: format!("{} {}", labels.kind(document.kind), document.number),
                title: if title.is_empty() { fill(labels.untitled, &[labels.kind(document.kind)]) } else { title },
                place: String::new(),
            };
            entries.insert(document.id, reference);
            for (step, number) in content.steps.iter().zip(super::steps::numbers(&content.steps)) {
                numbers.insert(step.id, number);
            }
        }
        let mut index =
            Self { snapshot, labels, now, complete, entries, numbers, depths: HashMap::new(), above: HashMap::new() };
        index.measure_depths();
        index
    }

    pub fn get(&self, id: DocumentId) -> Option<&Reference> {
        self.entries.get(&id)
    }

    pub fn references(&self, ids: impl IntoIterator<Item = DocumentId>) -> Vec<Reference> {
        let mut seen = BTreeSet::new();
        ids.into_iter().filter(|id| seen.insert(*id)).filter_map(|id| self.get(id).cloned()).collect()
    }

    pub fn number(&self, step: StepId) -> &str {
        self.numbers.get(&step).map_or("", String::as_str)
    }

    pub fn depth(&self, id: DocumentId) -> usize {
        self.depths.get(&id).copied().unwrap_or_default()
    }

    /// Where the pack sends a reader to this document: each step that does, and else the document, once.
    pub fn used_by(&self, id: DocumentId) -> Vec<Reference> {
        let sends = |link: &&Link| link.target == id && link.source != id && link.kind != LinkKind::Covers;
        let links: Vec<&Link> = self.snapshot.links.iter().filter(sends).collect();
        let mut found = vec![];
        for content in &self.snapshot.documents {
            let source = content.document.id;
            let mut own = links.iter().filter(|link| link.source == source).peekable();
            let Some(document) = self.get(source).filter(|_| own.peek().is_some()) else { continue };
            let steps: BTreeSet<StepId> = own.filter_map(|link| link.step).collect();
            let steps = content.steps.iter().filter(|step| steps.contains(&step.id)).map(|step| self.number(step.id));
            let before = found.len();
            found.extend(steps.filter(|number| !number.is_empty()).map(|number| Reference {
                anchor: format!("{}-s{number}", document.anchor),
                place: fill(self.labels.step_within, &[number]),
                ..document.clone()
            }));
            if found.len() == before {
                found.push(document.clone());
            }
        }
        found
    }

    /// The document that this one belongs to, if it is printed before it.
    pub fn above(&self, id: DocumentId) -> Option<&Reference> {
        self.above.get(&id).and_then(|above| self.get(*above))
    }

    /// A document stands one deeper than the highest one before it that it belongs to: the process that
    /// covers or opens it, the document whose step it tells. When something else has begun since, it is
    /// not shown as a part of that.
    fn measure_depths(&mut self) {
        let mut parents: HashMap<DocumentId, Vec<DocumentId>> = HashMap::new();
        for link in &self.snapshot.links {
            match link.kind {
                LinkKind::Covers => parents.entry(link.source).or_default().push(link.target),
                LinkKind::Uses | LinkKind::Opens => parents.entry(link.target).or_default().push(link.source),
                _ => {}
            }
        }
        let mut roots: HashMap<DocumentId, DocumentId> = HashMap::new();
        let mut begun = None;
        for content in &self.snapshot.documents {
            let id = content.document.id;
            let above = parents
                .get(&id)
                .into_iter()
                .flatten()
                .filter_map(|parent| Some((*self.depths.get(parent)?, *parent)))
                .filter(|_| content.document.kind != DocumentKind::Policy)
                .min_by_key(|(depth, parent)| (roots.get(parent) != begun.as_ref(), *depth));
            if let Some((_, parent)) = above {
                self.above.insert(id, parent);
            }
            let inside = above.filter(|(_, parent)| roots.get(parent).copied() == begun && begun.is_some());
            match inside {
                Some((depth, parent)) => {
                    self.depths.insert(id, (depth + 1).min(3));
                    roots.insert(id, roots[&parent]);
                }
                None => {
                    self.depths.insert(id, 0);
                    roots.insert(id, id);
                    begun = Some(id);
                }
            }
        }
    }
}
