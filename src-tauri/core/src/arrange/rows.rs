//! Rows: where the items of each band stand across the flow. Items that follow one another form blocks on
//! one line, so that the main way through the process is straight.

use std::collections::HashMap;

use super::graph::Graph;
use crate::map::{GAP_ACROSS, up};

const ROUNDS: usize = 8;

/// Middles of all items, each band from 0 on. They are 4 more than a multiple of 8, since nodes are 8 more
/// than a multiple of 16 high.
pub fn rows(graph: &Graph, layers: &[Vec<usize>]) -> Vec<f64> {
    let blocks = Blocks::new(graph, layers);
    let mut tops = blocks.stacked();
    for round in 0..ROUNDS {
        blocks.relaxed(&mut tops, round % 2 == 1);
    }
    blocks.of.iter().map(|block| tops[*block]).collect()
}

struct Blocks<'a> {
    graph: &'a Graph,
    /// By item.
    of: Vec<usize>,
    items: Vec<Vec<usize>>,
    /// The item before and the item behind in the rank, of the same band.
    above: Vec<Option<usize>>,
    below: Vec<Option<usize>>,
    /// Edges between items of one band but of different blocks, by item.
    pulls: Vec<Vec<usize>>,
    /// Blocks from the top.
    sorted: Vec<usize>,
}

impl<'a> Blocks<'a> {
    fn new(graph: &'a Graph, layers: &[Vec<usize>]) -> Self {
        let count = graph.items.len();
        let mut blocks = Self {
            graph,
            of: vec![0; count],
            items: vec![],
            above: vec![None; count],
            below: vec![None; count],
            pulls: vec![vec![]; count],
            sorted: vec![],
        };
        let mut place = vec![0; count];
        for layer in layers {
            for (at, item) in layer.iter().enumerate() {
                place[*item] = at;
                if at > 0 && graph.items[layer[at - 1]].band == graph.items[*item].band {
                    blocks.above[*item] = Some(layer[at - 1]);
                    blocks.below[layer[at - 1]] = Some(*item);
                }
            }
        }
        let next = aligned(graph, &place);
        let mut has_previous = vec![false; count];
        for item in next.iter().flatten() {
            has_previous[*item] = true;
        }
        for first in (0..count).filter(|item| !has_previous[*item]) {
            let mut members = vec![];
            let mut at = Some(first);
            while let Some(item) = at {
                blocks.of[item] = blocks.items.len();
                members.push(item);
                at = next[item];
            }
            blocks.items.push(members);
        }
        for &(source, target) in &graph.edges {
            if graph.items[source].band == graph.items[target].band && blocks.of[source] != blocks.of[target] {
                blocks.pulls[source].push(target);
                blocks.pulls[target].push(source);
            }
        }
        for (note, host) in graph.items.iter().enumerate().filter_map(|(note, it)| Some((note, it.beside?))) {
            if graph.items[note].band == graph.items[host].band {
                blocks.pulls[note].push(host);
            }
        }
        blocks.sorted = blocks.top_down();
        blocks
    }

    /// Blocks so that one that stands above another in any rank comes before it.
    fn top_down(&self) -> Vec<usize> {
        let mut waits = vec![0; self.items.len()];
        for (item, above) in self.above.iter().enumerate() {
            waits[self.of[item]] += usize::from(above.is_some());
        }
        let mut sorted: Vec<usize> = (0..self.items.len()).filter(|block| waits[*block] == 0).collect();
        let mut done = 0;
        while done < sorted.len() {
            for item in &self.items[sorted[done]] {
                if let Some(below) = self.below[*item] {
                    let block = self.of[below];
                    waits[block] -= 1;
                    if waits[block] == 0 {
                        sorted.push(block);
                    }
                }
            }
            done += 1;
        }
        // Lines that do not cross cannot go round in a circle; should one do so, it comes last.
        sorted.extend((0..self.items.len()).filter(|block| waits[*block] > 0));
        sorted
    }

    fn apart(&self, upper: usize, lower: usize) -> f64 {
        let (a, b) = (&self.graph.items[upper], &self.graph.items[lower]);
        let gap = if a.thread && b.thread { 0.0 } else { GAP_ACROSS };
        up((a.height + b.height) / 2.0 + gap)
    }

    /// Every block as near to the top as those above it allow.
    fn stacked(&self) -> Vec<f64> {
        let mut tops = vec![f64::NEG_INFINITY; self.items.len()];
        for &block in &self.sorted {
            let from_edge = self.items[block].iter().map(|item| on_line(self.graph.items[*item].height / 2.0));
            let from_above = self.items[block].iter().filter_map(|item| {
                let above = self.above[*item]?;
                Some(tops[self.of[above]] + self.apart(above, *item))
            });
            tops[block] = from_edge.chain(from_above).fold(4.0, f64::max);
        }
        tops
    }

    /// Moves each block toward the middle of what it is connected to, as far as its neighbours allow.
    fn relaxed(&self, tops: &mut [f64], from_bottom: bool) {
        for step in 0..self.sorted.len() {
            let block = self.sorted[if from_bottom { self.sorted.len() - 1 - step } else { step }];
            let mut pulls: Vec<f64> = self.items[block]
                .iter()
                .flat_map(|item| &self.pulls[*item])
                .map(|other| tops[self.of[*other]])
                .collect();
            if pulls.is_empty() {
                continue;
            }
            pulls.sort_by(f64::total_cmp);
            let half = pulls.len() / 2;
            let wish = if pulls.len() % 2 == 1 { pulls[half] } else { (pulls[half - 1] + pulls[half]) / 2.0 };
            let (mut low, mut high) = (f64::NEG_INFINITY, f64::INFINITY);
            for &item in &self.items[block] {
                low = low.max(on_line(self.graph.items[item].height / 2.0));
                if let Some(above) = self.above[item] {
                    low = low.max(tops[self.of[above]] + self.apart(above, item));
                }
                if let Some(below) = self.below[item] {
                    high = high.min(tops[self.of[below]] - self.apart(item, below));
                }
            }
            if low <= high {
                tops[block] = on_line(wish - 4.0).clamp(low, high);
            }
        }
    }
}

/// The next middle line: 4 more than a multiple of 8.
fn on_line(y: f64) -> f64 {
    up(y - 4.0) + 4.0
}

/// By item: the item of the next rank that stands on the same line. First come threads, then the edges that
/// are the main way for both of their ends.
fn aligned(graph: &Graph, place: &[usize]) -> Vec<Option<usize>> {
    let count = graph.items.len();
    let inside: Vec<(usize, usize)> =
        graph.edges.iter().copied().filter(|(a, b)| graph.items[*a].band == graph.items[*b].band).collect();
    let (length_before, length_behind) = lengths(graph);
    let level = |a: usize, b: usize| {
        let (a, b) = (&graph.items[a], &graph.items[b]);
        !a.thread && !b.thread && (a.wish - b.wish).abs() < 8.0
    };
    let mut main_out: Vec<Option<usize>> = vec![None; count];
    let mut main_into: Vec<Option<usize>> = vec![None; count];
    for &(a, b) in &inside {
        let out = |b: usize| (level(a, b), length_behind[b], std::cmp::Reverse(place[b]));
        if main_out[a].is_none_or(|other| out(b) > out(other)) {
            main_out[a] = Some(b);
        }
        let into = |a: usize| (level(a, b), length_before[a], std::cmp::Reverse(place[a]));
        if main_into[b].is_none_or(|other| into(a) > into(other)) {
            main_into[b] = Some(a);
        }
    }
    let class = |a: usize, b: usize| {
        let threads = graph.items[a].thread && graph.items[b].thread;
        match (main_out[a] == Some(b), main_into[b] == Some(a)) {
            _ if threads => 0,
            (true, true) => 1,
            (true, false) | (false, true) => 2,
            (false, false) => 3,
        }
    };
    let mut sorted = inside;
    sorted.sort_by_key(|(a, b)| (class(*a, *b), graph.items[*a].rank, place[*a], place[*b]));
    let mut next = vec![None; count];
    let mut has_previous = vec![false; count];
    // By rank: the pairs of places that are on one line. A further pair must not cross them.
    let mut taken: HashMap<usize, Vec<(usize, usize)>> = HashMap::new();
    for (a, b) in sorted {
        if next[a].is_some() || has_previous[b] {
            continue;
        }
        let pairs = taken.entry(graph.items[a].rank).or_default();
        let (pa, pb) = (place[a], place[b]);
        if pairs.iter().all(|(qa, qb)| (pa < *qa) == (pb < *qb)) {
            pairs.push((pa, pb));
            next[a] = Some(b);
            has_previous[b] = true;
        }
    }
    next
}

/// By item: the ranks that the longest way to it, and from it, leads through.
fn lengths(graph: &Graph) -> (Vec<usize>, Vec<usize>) {
    let mut edges = graph.edges.clone();
    edges.sort_by_key(|(a, _)| graph.items[*a].rank);
    let (mut before, mut behind) = (vec![0; graph.items.len()], vec![0; graph.items.len()]);
    for (a, b) in &edges {
        before[*b] = before[*b].max(before[*a] + 1);
    }
    for (a, b) in edges.iter().rev() {
        behind[*a] = behind[*a].max(behind[*b] + 1);
    }
    (before, behind)
}
