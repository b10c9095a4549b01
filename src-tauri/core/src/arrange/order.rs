//! The order of the items in each rank: with few crossings, and the person's where that costs none.

use super::graph::Graph;

/// Sweeps from each beginning at most.
const SWEEPS: usize = 24;
/// Sweeps that save nothing, after which another beginning is tried.
const PATIENCE: usize = 5;
/// Items in all sweeps together, and the sweeps that even a large map has: a sweep of one costs more.
const WORK: usize = 60_000;
const FEWEST: usize = 8;

/// Items by rank, in order across the flow. Items of a band stand together, bands in their order.
pub fn ordered(graph: &Graph) -> Vec<Vec<usize>> {
    let net = Net::new(graph);
    let mut layers = net.sorted(|item| (graph.items[item].wish, graph.items[item].turn));
    let mut best = net.crossings(&layers);
    // The person ordered nodes, not the threads between them: those go where they cross least.
    let mut settled = layers.clone();
    for round in 0..4 {
        if best == 0 {
            return layers;
        }
        net.sweep(&mut settled, round % 2 == 0, false, |item| graph.items[item].thread);
        let crossings = net.crossings(&settled);
        if crossings < best {
            (best, layers) = (crossings, settled.clone());
        }
    }
    // Several beginnings: what the person made, and the order in which the flow comes along, from either side.
    // Each is gone through twice, with those whose neighbours have the same middle left as they are, and turned.
    let turn = |item: usize| (graph.items[item].turn, graph.items[item].wish);
    let back = |item: usize| (-graph.items[item].turn, graph.items[item].wish);
    let starts = [layers.clone(), net.sorted(turn), net.sorted(back)];
    let mut left = (WORK / graph.items.len()).max(FEWEST);
    for (start, turned) in [false, true].into_iter().flat_map(|turned| starts.iter().map(move |start| (start, turned)))
    {
        let mut current = start.clone();
        let (mut least, mut idle) = (usize::MAX, 0);
        for sweep in 0..SWEEPS.min(left) {
            net.swap_neighbours(&mut current);
            let crossings = net.crossings(&current);
            if crossings < best {
                (best, layers) = (crossings, current.clone());
            }
            left -= 1;
            (least, idle) = if crossings < least { (crossings, 0) } else { (least, idle + 1) };
            if best == 0 || left == 0 {
                return layers;
            }
            if idle == PATIENCE {
                break;
            }
            net.sweep(&mut current, sweep % 2 == 0, turned, |_| true);
        }
    }
    layers
}

struct Net<'a> {
    graph: &'a Graph,
    /// By item: its neighbours in the rank before and in the rank behind.
    before: Vec<Vec<usize>>,
    behind: Vec<Vec<usize>>,
}

impl<'a> Net<'a> {
    fn new(graph: &'a Graph) -> Self {
        let mut net = Self { graph, before: vec![vec![]; graph.items.len()], behind: vec![vec![]; graph.items.len()] };
        for &(source, target) in &graph.edges {
            net.behind[source].push(target);
            net.before[target].push(source);
        }
        net
    }

    fn sorted(&self, key: impl Fn(usize) -> (f64, f64)) -> Vec<Vec<usize>> {
        let items = &self.graph.items;
        let mut layers = vec![vec![]; self.graph.ranks];
        for (item, it) in items.iter().enumerate() {
            layers[it.rank].push(item);
        }
        for layer in &mut layers {
            layer.sort_by(|a, b| {
                let ((ka, la), (kb, lb)) = (key(*a), key(*b));
                items[*a].band.cmp(&items[*b].band).then(ka.total_cmp(&kb)).then(la.total_cmp(&lb)).then(a.cmp(b))
            });
        }
        layers
    }

    fn places(&self, layers: &[Vec<usize>]) -> Vec<usize> {
        let mut places = vec![0; self.graph.items.len()];
        for layer in layers {
            for (place, item) in layer.iter().enumerate() {
                places[*item] = place;
            }
        }
        places
    }

    /// Pairs of edges that cross, counted by inversions.
    fn crossings(&self, layers: &[Vec<usize>]) -> usize {
        let places = self.places(layers);
        let mut count = 0;
        for (layer, next) in layers.iter().zip(layers.iter().skip(1)) {
            let mut tree = vec![0_usize; next.len() + 1];
            let mut total = 0;
            for item in layer {
                let mut ends: Vec<usize> = self.behind[*item].iter().map(|target| places[*target]).collect();
                ends.sort_unstable();
                // Those of one item do not cross: count all, then add all.
                for end in &ends {
                    let mut at = end + 1;
                    let mut upto = 0;
                    while at > 0 {
                        upto += tree[at];
                        at &= at - 1;
                    }
                    count += total - upto;
                }
                for end in ends {
                    total += 1;
                    let mut at = end + 1;
                    while at < tree.len() {
                        tree[at] += 1;
                        at += at & at.wrapping_neg();
                    }
                }
            }
        }
        count
    }

    /// Orders each rank by the middles of its neighbours in the rank that was ordered before. What may not
    /// move, or has no neighbours, keeps its place among the others. Those with the same middle stay in their
    /// order, or are turned round.
    fn sweep(&self, layers: &mut [Vec<usize>], forward: bool, turned: bool, may_move: impl Fn(usize) -> bool) {
        let mut places = self.places(layers);
        let ranks = layers.len();
        for step in 1..ranks {
            let rank = if forward { step } else { ranks - 1 - step };
            let neighbours = if forward { &self.before } else { &self.behind };
            let middle = |item: usize| {
                let of = &neighbours[item];
                (!of.is_empty()).then(|| of.iter().map(|it| places[*it] as f64).sum::<f64>() / of.len() as f64)
            };
            let layer = &mut layers[rank];
            let all = layer.iter().all(|item| may_move(*item));
            for range in self.bands(layer) {
                if all {
                    let slots: Vec<usize> = range.filter(|place| middle(layer[*place]).is_some()).collect();
                    let mut sorted: Vec<(f64, usize)> =
                        slots.iter().filter_map(|place| Some((middle(layer[*place])?, layer[*place]))).collect();
                    if turned {
                        sorted.reverse();
                    }
                    sorted.sort_by(|a, b| a.0.total_cmp(&b.0));
                    for (place, (_, item)) in slots.into_iter().zip(sorted) {
                        layer[place] = item;
                    }
                } else {
                    // Each that may move goes before the first that stays and lies behind its middle.
                    let (moving, mut staying): (Vec<usize>, Vec<usize>) =
                        layer[range.clone()].iter().partition(|item| may_move(**item) && middle(**item).is_some());
                    for item in moving {
                        let of_item = middle(item);
                        let at = staying.iter().position(|other| middle(*other) > of_item && middle(*other).is_some());
                        staying.insert(at.unwrap_or(staying.len()), item);
                    }
                    layer[range].copy_from_slice(&staying);
                }
            }
            for (place, item) in layer.iter().enumerate() {
                places[*item] = place;
            }
        }
    }

    /// Swaps neighbours in a rank as long as that saves crossings.
    fn swap_neighbours(&self, layers: &mut [Vec<usize>]) {
        let mut places = self.places(layers);
        for _ in 0..4 {
            let mut swapped = false;
            for layer in layers.iter_mut() {
                for place in 1..layer.len() {
                    let (a, b) = (layer[place - 1], layer[place]);
                    if self.graph.items[a].band != self.graph.items[b].band {
                        continue;
                    }
                    let crossings = |first: usize, second: usize| {
                        let mut count = 0;
                        for neighbours in [&self.before, &self.behind] {
                            for p in &neighbours[first] {
                                count += neighbours[second].iter().filter(|q| places[**q] < places[*p]).count();
                            }
                        }
                        count
                    };
                    if crossings(b, a) < crossings(a, b) {
                        layer.swap(place - 1, place);
                        (places[a], places[b]) = (place, place - 1);
                        swapped = true;
                    }
                }
            }
            if !swapped {
                break;
            }
        }
    }

    /// Places in a layer that belong to one band.
    fn bands(&self, layer: &[usize]) -> Vec<std::ops::Range<usize>> {
        let mut ranges = vec![];
        let mut start = 0;
        for place in 1..=layer.len() {
            let band = |place: usize| self.graph.items[layer[place]].band;
            if place == layer.len() || band(place) != band(start) {
                ranges.push(start..place);
                start = place;
            }
        }
        ranges
    }
}
