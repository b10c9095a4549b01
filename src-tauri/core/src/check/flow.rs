//! The flow of one process: its nodes with what leads out of them. What stands beside it is not here.

use std::collections::{HashMap, HashSet};

use crate::model::{Connection, DocumentContent, Extent, Node, NodeId, NodeKind};
use crate::paths::{Told, Walk};

pub(super) struct Flow<'a> {
    pub content: &'a DocumentContent,
    /// Nodes that are part of the flow, in the map's order.
    pub nodes: Vec<&'a Node>,
    out: HashMap<NodeId, Vec<&'a Connection>>,
    walk: Walk<'a>,
}

impl<'a> Flow<'a> {
    pub fn new(content: &'a DocumentContent) -> Self {
        let walk = Walk::new(content);
        let mut out = HashMap::<_, Vec<_>>::new();
        for connection in walk.connections() {
            out.entry(connection.source).or_default().push(connection);
        }
        let flows = |node: &&Node| match node.kind {
            NodeKind::Note => false,
            NodeKind::Document => walk.has(node.id),
            _ => true,
        };
        Self { content, nodes: content.nodes.iter().filter(flows).collect(), out, walk }
    }

    pub fn has(&self, kind: NodeKind) -> bool {
        self.nodes.iter().any(|node| node.kind == kind)
    }

    pub fn out(&self, node: NodeId) -> &[&'a Connection] {
        self.out.get(&node).map_or(&[], Vec::as_slice)
    }

    /// The nodes that an extent covers.
    pub fn covered(&self, extent: &Extent) -> Vec<NodeId> {
        match extent {
            Extent::Nodes { nodes } => nodes.clone(),
            Extent::Path { branches } => self.walk.along(branches),
        }
    }

    pub fn told<'e>(&self, extents: impl IntoIterator<Item = &'e Extent>) -> Told {
        Told::by(&self.walk, extents)
    }

    /// The nodes that can be reached from a trigger.
    pub fn reachable(&self) -> HashSet<NodeId> {
        let triggers = self.nodes.iter().filter(|node| node.kind == NodeKind::Trigger);
        let mut next: Vec<_> = triggers.map(|node| node.id).collect();
        let mut reached = HashSet::new();
        while let Some(node) = next.pop() {
            if reached.insert(node) {
                next.extend(self.out(node).iter().map(|connection| connection.target));
            }
        }
        reached
    }
}
