//! Which paths of a process its documents tell.

use std::collections::HashSet;

use super::{Path, Walk};
use crate::map::{Covering, worst};
use crate::model::{ConnectionId, Delegation, DocumentContent, DocumentId, Extent, Node, NodeId};
use crate::query::{CoverView, DocumentState, PathView, PathsView};

/// Nodes on all paths that are listed together, so that a map with long paths is told in a short reply.
const MOST_NODES: usize = 20_000;

/// What the documents of a process tell.
pub struct Told {
    /// Wherever the path leads.
    nodes: HashSet<NodeId>,
    /// Only on paths that take these branches.
    paths: Vec<(HashSet<ConnectionId>, HashSet<NodeId>)>,
}

impl Told {
    pub fn by<'a>(walk: &Walk, extents: impl IntoIterator<Item = &'a Extent>) -> Self {
        let mut told = Self { nodes: HashSet::new(), paths: vec![] };
        for extent in extents {
            match extent {
                Extent::Nodes { nodes } => told.nodes.extend(nodes),
                Extent::Path { branches } => {
                    told.paths.push((branches.iter().copied().collect(), walk.along(branches).into_iter().collect()));
                }
            }
        }
        told
    }

    /// Those of the nodes `asking` on the path that no document which follows it tells. A path that asks
    /// for nothing is told.
    pub fn owed(&self, path: &Path, asking: &HashSet<NodeId>) -> Vec<NodeId> {
        let taken: HashSet<_> = path.branches.iter().copied().collect();
        let along: Vec<_> = self.paths.iter().filter(|(branches, _)| branches.is_subset(&taken)).collect();
        let told = |node: &NodeId| self.nodes.contains(node) || along.iter().any(|(_, nodes)| nodes.contains(node));
        path.nodes.iter().filter(|node| asking.contains(node) && !told(node)).copied().collect()
    }
}

/// Does this node, where it stands in the flow, ask for a document?
pub fn asks(node: &Node) -> bool {
    node.delegation == Some(Delegation::Delegate) && node.opens.is_none()
}

/// The paths of a process with what `covers`, of the same process, tell of them.
pub fn view(content: &DocumentContent, covers: &[Covering]) -> PathsView {
    let walk = Walk::new(content);
    let asking: HashSet<NodeId> = content.nodes.iter().filter(|node| asks(node)).map(|node| node.id).collect();
    let live: Vec<CoverView> = covers.iter().filter_map(|covering| cover(&walk, covering)).collect();
    let told = Told::by(&walk, live.iter().map(|cover| &cover.extent));
    let (mut paths, mut more) = walk.paths();
    let sums = paths.iter().scan(0, |sum, path| {
        *sum += path.nodes.len();
        Some(*sum)
    });
    let listed = sums.take_while(|sum| *sum <= MOST_NODES).count();
    more |= listed < paths.len();
    paths.truncate(listed);
    let paths = paths
        .into_iter()
        .map(|path| {
            let owed = told.owed(&path, &asking);
            let tellers = tellers(&path, &live);
            let state = worst(tellers.iter().map(|cover| cover.documents)).unwrap_or(DocumentState::None);
            let mut covered_by: Vec<DocumentId> = vec![];
            for cover in tellers {
                if !covered_by.contains(&cover.document) {
                    covered_by.push(cover.document);
                }
            }
            PathView {
                documents: if owed.is_empty() { state } else { DocumentState::Owed },
                branches: path.branches,
                nodes: path.nodes,
                connections: path.connections,
                name: path.name,
                covered_by,
                owed,
            }
        })
        .collect();
    PathsView { process: content.document.id, paths, more, covers: live }
}

/// What tells something of the path, what covers it as a path first.
fn tellers<'a>(path: &Path, covers: &'a [CoverView]) -> Vec<&'a CoverView> {
    let taken: HashSet<_> = path.branches.iter().collect();
    let nodes: HashSet<_> = path.nodes.iter().collect();
    let (of_paths, of_nodes): (Vec<_>, Vec<_>) =
        covers.iter().partition(|cover| matches!(cover.extent, Extent::Path { .. }));
    let follows = |cover: &&CoverView| match &cover.extent {
        Extent::Path { branches } => branches.iter().all(|branch| taken.contains(branch)),
        Extent::Nodes { nodes: own } => own.iter().any(|node| nodes.contains(node)),
    };
    of_paths.into_iter().chain(of_nodes).filter(follows).collect()
}

fn cover(walk: &Walk, covering: &Covering) -> Option<CoverView> {
    let extent = covering.cover.extent.clone();
    let nodes = match &extent {
        Extent::Nodes { nodes } => nodes.clone(),
        Extent::Path { branches } => walk.along(branches),
    };
    let (document, documents, stale) = (covering.document, covering.state()?, covering.stale);
    Some(CoverView { document, extent, nodes, documents, stale })
}
