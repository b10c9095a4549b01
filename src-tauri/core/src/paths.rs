//! The paths through a process: from where it begins, through its forks, to where it ends.
//!
//! A path is named by the branches chosen at its forks, in order. A branch that leads back to a step that
//! the path has seen is taken once; after it, the path takes its earlier branches again until the fork that
//! led back, and goes on from there. Notes, and documents that are only handed out or only taken in, stand
//! beside the flow: their connections are no branches.

mod told;

use std::collections::{HashMap, HashSet};

use unicode_segmentation::UnicodeSegmentation;

pub use told::{Told, asks, view};

use crate::model::{Connection, ConnectionId, DocumentContent, NodeId, NodeKind};

/// More paths than this are not enumerated: nobody writes so many SOPs for one process.
pub const MOST_PATHS: usize = 200;
/// Bounds the search on maps whose paths are long and many.
const MOST_TURNS: usize = 200_000;
/// Characters of a path's name.
const NAME: usize = 80;

/// One path through a process.
#[derive(Clone, Debug, PartialEq)]
pub struct Path {
    /// The branches chosen at forks, in order; none when the process does not fork.
    pub branches: Vec<ConnectionId>,
    /// Each node once, in the order in which the path comes to it.
    pub nodes: Vec<NodeId>,
    /// Each connection once, likewise.
    pub connections: Vec<ConnectionId>,
    /// The branches' labels (where a label is missing, the label of the step it leads to), each behind its
    /// fork's own label where several forks have such a branch: "yes" alone says little then. Without
    /// branches, the label of the last node.
    pub name: String,
}

/// All paths, at most `MOST_PATHS`, those of earlier branches first.
pub fn paths(content: &DocumentContent) -> Vec<Path> {
    Walk::new(content).paths().0
}

/// The flow of a process, ready to be walked.
pub struct Walk<'a> {
    content: &'a DocumentContent,
    /// By node: the connections that leave it, from top to bottom (left to right) of where they lead.
    out: HashMap<NodeId, Vec<&'a Connection>>,
    starts: Vec<NodeId>,
    labels: HashMap<NodeId, &'a str>,
    /// The nodes to which another one leads.
    led_to: HashSet<NodeId>,
    /// The labels that branches of several forks have.
    common: HashSet<&'a str>,
}

impl<'a> Walk<'a> {
    pub fn new(content: &'a DocumentContent) -> Self {
        let kinds: HashMap<NodeId, NodeKind> = content.nodes.iter().map(|node| (node.id, node.kind)).collect();
        let touching: Vec<&Connection> = content
            .connections
            .iter()
            .filter(|it| {
                let flows = |end| kinds.get(end).is_some_and(|kind| *kind != NodeKind::Note);
                flows(&it.source) && flows(&it.target)
            })
            .collect();
        let sources: HashSet<NodeId> = touching.iter().map(|it| it.source).collect();
        let targets: HashSet<NodeId> = touching.iter().map(|it| it.target).collect();
        let beside =
            |end| kinds.get(end) == Some(&NodeKind::Document) && !(sources.contains(end) && targets.contains(end));
        let mut out: HashMap<NodeId, Vec<&Connection>> = HashMap::new();
        let mut led_to = HashSet::new();
        for connection in touching.into_iter().filter(|it| !beside(&it.source) && !beside(&it.target)) {
            out.entry(connection.source).or_default().push(connection);
            if connection.source != connection.target {
                led_to.insert(connection.target);
            }
        }
        let in_flow = |node: &NodeId| out.contains_key(node) || led_to.contains(node);
        let mut starts: Vec<NodeId> = content
            .nodes
            .iter()
            .filter(|node| node.kind == NodeKind::Trigger || (in_flow(&node.id) && !led_to.contains(&node.id)))
            .map(|node| node.id)
            .collect();
        if starts.is_empty() {
            // A circle without a way in begins at its first node.
            starts.extend(content.nodes.iter().map(|node| node.id).find(in_flow));
        }
        let labels = content.nodes.iter().map(|node| (node.id, node.label.as_str())).collect();
        let common = common(&out);
        Self { content, out, starts, labels, led_to, common }
    }

    /// Is the node part of the flow?
    pub fn has(&self, node: NodeId) -> bool {
        self.out.contains_key(&node) || self.led_to.contains(&node)
    }

    /// Nodes on the path of these branches. Where a fork has none of them the path ends, so that a path
    /// that lost a branch still covers what lies before it.
    pub fn along(&self, branches: &[ConnectionId]) -> Vec<NodeId> {
        let walked = self.starts.iter().map(|start| self.follow(*start, branches));
        // The branches say nothing of where the path begins: it is the start from which most of them are met.
        let best = walked.reduce(|best, other| if other.0 > best.0 { other } else { best });
        best.map(|(_, nodes)| nodes).unwrap_or_default()
    }

    fn follow(&self, start: NodeId, branches: &[ConnectionId]) -> (usize, Vec<NodeId>) {
        let (mut nodes, mut seen) = (vec![], HashSet::new());
        let mut met: Vec<ConnectionId> = vec![];
        let mut since = HashSet::new();
        let mut at = Some(start);
        while let Some(node) = at {
            if seen.insert(node) {
                nodes.push(node);
            }
            if !since.insert(node) {
                break;
            }
            let out = self.out(node);
            at = if out.len() < 2 {
                out.first().map(|it| it.target)
            } else {
                let of_fork = |id: &&ConnectionId| out.iter().any(|it| it.id == **id);
                let next = branches.iter().filter(|id| !met.contains(id)).find(of_fork);
                let chosen = next.copied().or_else(|| met.iter().rev().find(of_fork).copied());
                if let Some(next) = next {
                    met.push(*next);
                    since.clear();
                }
                chosen.and_then(|id| out.iter().find(|it| it.id == id)).map(|it| it.target)
            };
        }
        (met.len(), nodes)
    }

    /// All paths, at most `MOST_PATHS`, and whether there are more.
    pub fn paths(&self) -> (Vec<Path>, bool) {
        let mut found = vec![];
        let mut turns = 0;
        for start in &self.starts {
            let mut trail = Trail::at(*start);
            // The branches that wait, and behind how many turns of the trail; the next one on top.
            let mut open: Vec<(usize, Turn)> = vec![];
            loop {
                turns += 1;
                if turns > MOST_TURNS || found.len() >= MOST_PATHS {
                    return (found, true);
                }
                let next = self.choices(&trail);
                if let Some((first, others)) = next.split_first() {
                    open.extend(others.iter().rev().map(|other| (trail.taken.len(), *other)));
                    trail.take(*first);
                    continue;
                }
                found.push(self.path(*start, &trail.taken));
                let Some((before, turn)) = open.pop() else { break };
                // Walked anew: on a long map with many forks a copy at each of them would take too much room.
                let again = std::mem::replace(&mut trail, Trail::at(*start)).taken;
                for turn in again[..before].iter().copied().chain([turn]) {
                    trail.take(turn);
                }
            }
        }
        (found, false)
    }

    /// Where a trail can go next; nowhere at its end.
    fn choices(&self, trail: &Trail<'a>) -> Vec<Turn<'a>> {
        let out = self.out(trail.at);
        if out.len() < 2 {
            return match out.first() {
                // A circle without a fork is walked once.
                Some(only) if !trail.walked.contains(&only.id) || trail.replaying > 0 => {
                    vec![Turn { connection: only, branch: false }]
                }
                _ => vec![],
            };
        }
        let earlier = out.iter().find(|it| trail.forward.get(&trail.at) == Some(&it.id));
        if let Some(earlier) = earlier
            && trail.replaying > 0
        {
            return vec![Turn { connection: earlier, branch: true }];
        }
        let open = out.iter().filter(|it| !trail.branches.contains(&it.id));
        open.map(|connection| Turn { connection, branch: true }).collect()
    }

    fn out(&self, node: NodeId) -> &[&'a Connection] {
        self.out.get(&node).map_or(&[], Vec::as_slice)
    }

    fn path(&self, start: NodeId, taken: &[Turn<'a>]) -> Path {
        let mut path = Path { branches: vec![], nodes: vec![start], connections: vec![], name: String::new() };
        let (mut nodes, mut connections) = (HashSet::from([start]), HashSet::new());
        let mut words = vec![];
        if self.starts.len() > 1 {
            words.push(self.label(start));
        }
        for turn in taken {
            let connection = turn.connection;
            if !connections.insert(connection.id) {
                continue;
            }
            path.connections.push(connection.id);
            if nodes.insert(connection.target) {
                path.nodes.push(connection.target);
            }
            if turn.branch {
                path.branches.push(connection.id);
                words.push(self.branch(connection));
            }
        }
        if path.branches.is_empty() {
            words.extend(path.nodes.last().map(|last| self.label(*last)));
        }
        words.retain(|word| !word.is_empty());
        path.name = short(&words.join(", "));
        path
    }

    fn branch(&self, connection: &Connection) -> String {
        let label = connection.label.trim();
        if label.is_empty() {
            self.label(connection.target)
        } else if self.common.contains(label) {
            format!("{} {label}", self.label(connection.source)).trim_start().to_owned()
        } else {
            label.to_owned()
        }
    }

    fn label(&self, node: NodeId) -> String {
        let label = self.labels.get(&node).copied().unwrap_or_default();
        label.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// The connections that belong to the flow, in the order of the records.
    pub fn connections(&self) -> impl Iterator<Item = &'a Connection> + '_ {
        let flows = |it: &&Connection| self.out(it.source).iter().any(|other| other.id == it.id);
        self.content.connections.iter().filter(flows)
    }

    pub fn starts(&self) -> &[NodeId] {
        &self.starts
    }
}

fn common<'a>(out: &HashMap<NodeId, Vec<&'a Connection>>) -> HashSet<&'a str> {
    let (mut common, mut first) = (HashSet::new(), HashMap::new());
    for branch in out.values().filter(|out| out.len() > 1).flatten() {
        let label = branch.label.trim();
        if *first.entry(label).or_insert(branch.source) != branch.source {
            common.insert(label);
        }
    }
    common
}

#[derive(Clone, Copy)]
struct Turn<'a> {
    connection: &'a Connection,
    /// Was there another way?
    branch: bool,
}

/// A path that is being walked.
struct Trail<'a> {
    at: NodeId,
    taken: Vec<Turn<'a>>,
    seen: HashSet<NodeId>,
    walked: HashSet<ConnectionId>,
    branches: HashSet<ConnectionId>,
    /// At each fork, the branch that did not lead back.
    forward: HashMap<NodeId, ConnectionId>,
    /// How many nodes may be passed again on the way to the fork that led back.
    replaying: usize,
}

impl<'a> Trail<'a> {
    fn at(start: NodeId) -> Self {
        Self {
            at: start,
            taken: vec![],
            seen: HashSet::from([start]),
            walked: HashSet::new(),
            branches: HashSet::new(),
            forward: HashMap::new(),
            replaying: 0,
        }
    }

    fn take(&mut self, turn: Turn<'a>) {
        let Turn { connection, branch } = turn;
        let first_time = self.walked.insert(connection.id);
        self.taken.push(turn);
        if branch {
            self.branches.insert(connection.id);
        }
        if self.seen.insert(connection.target) {
            self.replaying = 0;
            if branch {
                self.forward.insert(connection.source, connection.id);
            }
        } else if first_time {
            // Back at a known node: what was walked once is walked again, no more often than it has nodes.
            self.replaying = self.seen.len();
        } else {
            self.replaying = self.replaying.saturating_sub(1);
        }
        self.at = connection.target;
    }
}

fn short(name: &str) -> String {
    let mut clusters = name.grapheme_indices(true);
    match clusters.nth(NAME) {
        Some((end, _)) => format!("{}…", name[..end].trim_end()),
        None => name.to_owned(),
    }
}
