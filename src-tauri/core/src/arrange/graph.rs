//! The graph that is laid out: nodes with ranks, and a thread through the ranks for each long connection.

use std::collections::{HashMap, HashSet};

use crate::map::{bands, flows};
use crate::model::{DocumentContent, Node, NodeId, NodeKind, Rect};

/// Unconnected nodes stand in rows of this many.
const ROW: usize = 8;
/// The height of a thread: room for a line.
const THREAD: f64 = 24.0;

pub struct Item {
    pub width: f64,
    pub height: f64,
    pub rank: usize,
    /// Lane, and part of the map that connections hold together.
    pub band: (usize, usize),
    /// Where the person put it, across the flow.
    pub wish: f64,
    /// Its place in the order in which the flow comes to it.
    pub turn: f64,
    /// Of a long connection; not a node.
    pub thread: bool,
    /// The item that it stands beside, if it is a note.
    pub beside: Option<usize>,
}

pub struct Graph {
    /// First the nodes in the order in which they were given, then the threads.
    pub items: Vec<Item>,
    /// Between items of neighbouring ranks, from the lower to the higher.
    pub edges: Vec<(usize, usize)>,
    pub ranks: usize,
    /// Connections (by place among the records) with the items that they join.
    pub labelled: Vec<(usize, usize, usize)>,
}

impl Graph {
    pub fn new(content: &DocumentContent, some: &[usize], rects: &[Rect]) -> Self {
        let bands = bands(&content.lanes);
        let nodes: Vec<&Node> = some.iter().map(|index| &content.nodes[*index]).collect();
        let rects: Vec<Rect> = some.iter().map(|index| rects[*index]).collect();
        let place: HashMap<NodeId, usize> = nodes.iter().enumerate().map(|(item, node)| (node.id, item)).collect();
        let mut items: Vec<Item> = nodes
            .iter()
            .zip(&rects)
            .map(|(node, rect)| Item {
                width: rect.width,
                height: rect.height,
                rank: 0,
                band: (lane_index(&bands, node), 0),
                wish: rect.center().y,
                turn: 0.0,
                thread: false,
                beside: None,
            })
            .collect();
        let mut labelled = vec![];
        let mut out: Vec<Vec<usize>> = vec![vec![]; items.len()];
        let mut beside = HashMap::new();
        for (index, connection) in content.connections.iter().enumerate() {
            let (Some(&a), Some(&b)) = (place.get(&connection.source), place.get(&connection.target)) else { continue };
            match (flows(nodes[a].kind), flows(nodes[b].kind)) {
                (true, true) if a != b => {
                    labelled.push((index, a, b));
                    if !out[a].contains(&b) {
                        out[a].push(b);
                    }
                }
                (true, false) => drop(beside.entry(b).or_insert(a)),
                (false, true) => drop(beside.entry(a).or_insert(b)),
                _ => {}
            }
        }
        let notes: Vec<usize> = (0..nodes.len()).filter(|item| !flows(nodes[*item].kind)).collect();
        let all_notes = notes.len() == nodes.len();
        let walked = walk(&nodes, &out, |item| flows(nodes[item].kind) || all_notes);
        for (turn, item) in walked.order.iter().enumerate() {
            items[*item].turn = turn as f64;
        }
        ranks(&mut items, &walked);
        parts(&mut items, &walked, &rects);
        if !all_notes {
            attach(&mut items, &notes, &beside, &rects);
        }
        let ranks = items.iter().map(|item| item.rank).max().unwrap_or(0) + 1;
        let mut graph = Self { items, edges: vec![], ranks, labelled };
        graph.thread(&walked.edges);
        graph
    }

    /// Cuts connections over several ranks into pieces from rank to rank.
    fn thread(&mut self, edges: &[(usize, usize)]) {
        for &(source, target) in edges {
            let (from, to) = (&self.items[source], &self.items[target]);
            let (first, last) = (from.rank, to.rank);
            let (band, wishes, turn) = (to.band, (from.wish, to.wish), to.turn);
            let mut before = source;
            for rank in first + 1..last {
                let part = (rank - first) as f64 / (last - first) as f64;
                self.items.push(Item {
                    width: 0.0,
                    height: THREAD,
                    rank,
                    band,
                    wish: wishes.0 + (wishes.1 - wishes.0) * part,
                    turn: turn - 0.5,
                    thread: true,
                    beside: None,
                });
                self.edges.push((before, self.items.len() - 1));
                before = self.items.len() - 1;
            }
            self.edges.push((before, target));
        }
    }
}

/// The lane of a node by its place from the start; behind the last for nodes in none.
pub fn lane_index(bands: &[crate::map::Band], node: &Node) -> usize {
    bands.iter().position(|band| Some(band.id) == node.lane).unwrap_or(bands.len())
}

struct Walked {
    /// Items in the order in which the flow comes to them; only those of the flow.
    order: Vec<usize>,
    /// Items so that every edge leads from an earlier to a later one.
    sorted: Vec<usize>,
    /// Without those that lead back.
    edges: Vec<(usize, usize)>,
    /// By item: the start from which it was reached first.
    start: Vec<usize>,
}

/// Walks the flow from its starts and leaves out the connections that close a circle: those are the loops.
fn walk(nodes: &[&Node], out: &[Vec<usize>], in_flow: impl Fn(usize) -> bool) -> Walked {
    let mut into = vec![0; nodes.len()];
    for target in out.iter().flatten() {
        into[*target] += 1;
    }
    let mut starts: Vec<usize> = (0..nodes.len()).filter(|item| in_flow(*item)).collect();
    // Triggers, then what nothing leads to, then the rest. Places play no part in it, only the order of the
    // records: otherwise the loops of a map could be others after it was laid out.
    let class = |item: usize| match nodes[item].kind {
        NodeKind::Trigger => 0,
        _ if into[item] == 0 => 1,
        _ => 2,
    };
    starts.sort_by_key(|item| class(*item));
    let mut walked = Walked { order: vec![], sorted: vec![], edges: vec![], start: (0..nodes.len()).collect() };
    let (mut seen, mut open) = (vec![false; nodes.len()], HashSet::new());
    for start in starts {
        if seen[start] {
            continue;
        }
        seen[start] = true;
        walked.order.push(start);
        open.insert(start);
        let mut stack = vec![(start, 0)];
        while let Some((item, next)) = stack.last_mut() {
            let item = *item;
            let Some(&target) = out[item].get(*next) else {
                open.remove(&item);
                walked.sorted.push(item);
                stack.pop();
                continue;
            };
            *next += 1;
            if open.contains(&target) {
                continue;
            }
            walked.edges.push((item, target));
            if !seen[target] {
                seen[target] = true;
                walked.order.push(target);
                walked.start[target] = start;
                open.insert(target);
                stack.push((target, 0));
            }
        }
    }
    walked.sorted.reverse();
    walked
}

/// Ranks by the longest way from a start; what joins a flow from a start of its own stands right before
/// the place where it joins.
fn ranks(items: &mut [Item], walked: &Walked) {
    let mut out: Vec<Vec<usize>> = vec![vec![]; items.len()];
    for (source, target) in &walked.edges {
        out[*source].push(*target);
    }
    for &item in &walked.sorted {
        for &target in &out[item] {
            items[target].rank = items[target].rank.max(items[item].rank + 1);
        }
    }
    let joins: HashSet<usize> = walked
        .edges
        .iter()
        .filter(|(source, target)| walked.start[*source] != walked.start[*target])
        .map(|(source, _)| walked.start[*source])
        .collect();
    for &item in walked.sorted.iter().rev() {
        if joins.contains(&walked.start[item])
            && let Some(next) = out[item].iter().map(|target| items[*target].rank).min()
        {
            items[item].rank = items[item].rank.max(next - 1);
        }
    }
}

/// Numbers the parts that hang together from the top; single nodes stand in rows, as parts of their own.
fn parts(items: &mut [Item], walked: &Walked, rects: &[Rect]) {
    let mut root: Vec<usize> = (0..items.len()).collect();
    fn find(root: &mut [usize], mut item: usize) -> usize {
        while root[item] != item {
            root[item] = root[root[item]];
            item = root[item];
        }
        item
    }
    let mut connected = vec![false; items.len()];
    for (source, target) in &walked.edges {
        (connected[*source], connected[*target]) = (true, true);
        let (a, b) = (find(&mut root, *source), find(&mut root, *target));
        root[a.max(b)] = a.min(b);
    }
    let mut tops: HashMap<usize, f64> = HashMap::new();
    for item in (0..items.len()).filter(|item| connected[*item]) {
        let top = tops.entry(find(&mut root, item)).or_insert(f64::INFINITY);
        *top = top.min(rects[item].y);
    }
    let mut roots: Vec<(usize, f64)> = tops.into_iter().collect();
    roots.sort_by(|a, b| a.1.total_cmp(&b.1).then(a.0.cmp(&b.0)));
    let number: HashMap<usize, usize> = roots.iter().enumerate().map(|(number, (root, _))| (*root, number)).collect();
    for item in (0..items.len()).filter(|item| connected[*item]) {
        items[item].band.1 = number[&find(&mut root, item)];
    }
    let mut single: Vec<usize> = walked.order.iter().copied().filter(|item| !connected[*item]).collect();
    single.sort_by(|a, b| {
        let row = |item: usize| (rects[item].center().y / 64.0).round();
        row(*a).total_cmp(&row(*b)).then(rects[*a].x.total_cmp(&rects[*b].x))
    });
    let mut counts: HashMap<usize, usize> = HashMap::new();
    for item in single {
        let count = counts.entry(items[item].band.0).or_default();
        items[item].rank = *count % ROW;
        items[item].band.1 = roots.len() + *count / ROW;
        *count += 1;
    }
}

/// A note stands in the rank of the node that it is connected to, else of the nearest one.
fn attach(items: &mut [Item], notes: &[usize], beside: &HashMap<usize, usize>, rects: &[Rect]) {
    let is_note: HashSet<usize> = notes.iter().copied().collect();
    for &note in notes {
        let middle = rects[note].center();
        let away = |item: usize| {
            let other = rects[item].center();
            (other.x - middle.x).abs() + (other.y - middle.y).abs()
        };
        let nearest =
            (0..rects.len()).filter(|item| !is_note.contains(item)).min_by(|a, b| away(*a).total_cmp(&away(*b)));
        if let Some(host) = beside.get(&note).copied().or(nearest) {
            items[note].rank = items[host].rank;
            items[note].band.1 = items[host].band.1;
            items[note].turn = items[host].turn + 0.25;
            items[note].beside = Some(host);
        }
    }
}
