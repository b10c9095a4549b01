//! Which documents cover a node, and the state that its badge shows.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::{Around, Covering};
use crate::model::{DocumentContent, DocumentId, Extent, Node, NodeId, NodeKind, Status};
use crate::paths;
use crate::query::{DocumentState, Staleness};

/// The documents that cover each node with the state of each, in the order of the covers. Retired
/// documents cover nothing any more.
pub struct Coverage<'a> {
    covered: HashMap<NodeId, Vec<(DocumentId, DocumentState)>>,
    opened: &'a BTreeMap<DocumentId, DocumentState>,
    /// The nodes that have to be covered.
    asking: HashSet<NodeId>,
}

impl<'a> Coverage<'a> {
    pub fn of(content: &DocumentContent, around: &Around<'a>) -> Self {
        let mut covered: HashMap<NodeId, Vec<(DocumentId, DocumentState)>> = HashMap::new();
        let mut walk = None;
        let mut asking: HashSet<NodeId> = HashSet::new();
        for node in content.nodes.iter().filter(|node| paths::asks(node)) {
            // A paper beside the flow is no step, and nor is a note.
            let step = match node.kind {
                NodeKind::Note => false,
                NodeKind::Document => walk.get_or_insert_with(|| paths::Walk::new(content)).has(node.id),
                _ => true,
            };
            asking.extend(step.then_some(node.id));
        }
        for covering in around.covers {
            let Some(state) = covering.state() else { continue };
            let nodes = match &covering.cover.extent {
                Extent::Nodes { nodes } => nodes.clone(),
                Extent::Path { branches } => walk.get_or_insert_with(|| paths::Walk::new(content)).along(branches),
            };
            let mut seen = HashSet::new();
            for node in nodes.into_iter().filter(|node| seen.insert(*node)) {
                let of_node = covered.entry(node).or_default();
                match of_node.iter_mut().find(|(document, _)| *document == covering.document) {
                    Some((_, before)) => *before = worse(*before, state),
                    None => of_node.push((covering.document, state)),
                }
            }
        }
        Self { covered, opened: around.opened, asking }
    }

    /// What a node's badge says, and the documents behind it. Of several documents the one that asks for
    /// most attention counts. A step that opens a document owes none, as the health rule has it.
    pub fn node(&self, node: &Node) -> (DocumentState, Vec<DocumentId>) {
        let covering = self.covered.get(&node.id).map_or(&[][..], Vec::as_slice);
        let opened = node.opens.and_then(|id| self.opened.get(&id));
        let state = worst(covering.iter().map(|(_, state)| *state).chain(opened.copied()));
        let owed = self.asking.contains(&node.id);
        let state = state.unwrap_or(if owed { DocumentState::Owed } else { DocumentState::None });
        let mut documents: Vec<DocumentId> = covering.iter().map(|(document, _)| *document).collect();
        documents.extend(node.opens.filter(|opened| !documents.contains(opened)));
        (state, documents)
    }
}

impl Covering {
    /// `None` for what covers nothing any more.
    pub fn state(&self) -> Option<DocumentState> {
        state_of(self.status, self.stale)
    }
}

/// Of one document; `None` for a retired one.
pub(crate) fn state_of(status: Status, stale: Option<Staleness>) -> Option<DocumentState> {
    Some(match status {
        Status::Retired => return None,
        _ if stale.is_some() => DocumentState::Stale,
        Status::Draft => DocumentState::Draft,
        Status::InReview => DocumentState::InReview,
        Status::Approved => DocumentState::Approved,
    })
}

/// The state of several documents that asks for most attention.
pub(crate) fn worst(states: impl IntoIterator<Item = DocumentState>) -> Option<DocumentState> {
    states.into_iter().reduce(worse)
}

fn worse(a: DocumentState, b: DocumentState) -> DocumentState {
    let rank = |state| match state {
        DocumentState::None => 0,
        DocumentState::Approved => 1,
        DocumentState::InReview => 2,
        DocumentState::Draft => 3,
        DocumentState::Owed => 4,
        DocumentState::Stale => 5,
    };
    if rank(b) > rank(a) { b } else { a }
}
