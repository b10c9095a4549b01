//! Where each document of the pack stands, and who refers to whom.

use std::collections::{BTreeMap, BTreeSet, HashMap};

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

    /// The documents of the pack that send a reader to this one, each once, with the steps that do.
    pub fn used_by(&self, id: DocumentId) -> Vec<Reference> {
        let mut steps: BTreeMap<DocumentId, Vec<&str>> = BTreeMap::new();
        let mut order: Vec<DocumentId> = vec![];
        let sends = |link: &&Link| link.target == id && link.source != id && link.kind != LinkKind::Covers;
        for link in self.snapshot.links.iter().filter(sends) {
            let places = steps.entry(link.source).or_default();
            if !order.contains(&link.source) {
                order.push(link.source);
            }
            let number = link.step.map_or("", |step| self.number(step));
            if !number.is_empty() && !places.contains(&number) {
                places.push(number);
            }
        }
        order.sort_by_key(|source| self.snapshot.documents.iter().position(|c| c.document.id == *source));
        order
            .into_iter()
            .filter_map(|source| {
                let numbers = steps.remove(&source).unwrap_or_default().join(", ");
                let place = if numbers.is_empty() {
                    String::new()
                } else {
                    fill(self.labels.step_n, &[&numbers]).to_lowercase()
                };
                Some(Reference { place, ..self.get(source)?.clone() })
            })
            .collect()
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
