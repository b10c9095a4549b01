//! Which documents cover a node, and the state that its badge shows.

use std::collections::{HashMap, HashSet};

use super::Around;
use crate::model::{Delegation, DocumentContent, DocumentId, Extent, Node, NodeId, Status};
use crate::paths;
use crate::query::DocumentState;

/// The documents that cover each node with the state of each, in the order of the covers. Retired
/// documents cover nothing any more.
pub struct Coverage(HashMap<NodeId, Vec<(DocumentId, DocumentState)>>);

impl Coverage {
    pub fn of(content: &DocumentContent, around: &Around) -> Self {
        let mut covered: HashMap<NodeId, Vec<(DocumentId, DocumentState)>> = HashMap::new();
        let mut walk = None;
        for covering in around.covers {
            let state = match covering.status {
                Status::Retired => continue,
                _ if covering.stale => DocumentState::Stale,
                Status::Draft => DocumentState::Draft,
                Status::InReview => DocumentState::InReview,
                Status::Approved => DocumentState::Approved,
            };
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
        Self(covered)
    }

    /// What a node's badge says, and the documents behind it. Of several documents the one that asks for
    /// most attention counts.
    pub fn node(&self, node: &Node) -> (DocumentState, Vec<DocumentId>) {
        let covering = self.0.get(&node.id).map_or(&[][..], Vec::as_slice);
        let state = covering.iter().map(|(_, state)| *state).reduce(worse).unwrap_or(match node.delegation {
            Some(Delegation::Delegate) => DocumentState::Owed,
            _ => DocumentState::None,
        });
        let mut documents: Vec<DocumentId> = covering.iter().map(|(document, _)| *document).collect();
        documents.extend(node.opens.filter(|opened| !documents.contains(opened)));
        (state, documents)
    }
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
