//! Random maps without lanes, laid out and routed; the window's tests count where their lines cross, beside
//! dagre's layout of the same nodes and connections.

use roadbook_core::model::NodeKind;
use serde_json::{Value, json};

use super::build::{Map, view};

const MAPS: u64 = 60;

/// Numbers that are the same everywhere: Marsaglia's xorshift.
struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as usize % end
    }
}

/// 8 to 30 nodes in a tree from a trigger, with 0.4 more connections a node: onward for the most part, one in
/// six a loop back.
fn random(seed: u64) -> Map {
    let mut random = Random(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1);
    for _ in 0..10 {
        random.below(2);
    }
    let count = 8 + random.below(23);
    let mut map = Map::new("Random").at(NodeKind::Trigger, "Order arrives", 0.0, 0.0);
    for _ in 1..count {
        let kind = [NodeKind::Step, NodeKind::Step, NodeKind::Step, NodeKind::Decision][random.below(4)];
        let label = ["Check the order", "Pay", "Ask for the missing papers and wait"][random.below(3)];
        map = map.at(kind, label, 0.0, 0.0);
    }
    let mut joined = std::collections::HashSet::new();
    let mut ways = vec![];
    for target in 1..count {
        ways.push((target - 1 - random.below(target.min(4)), target));
    }
    for _ in 0..count * 4 / 10 {
        let source = random.below(count - 1);
        let back = random.below(6) == 0;
        let target = if back { random.below(source + 1) } else { (source + 1 + random.below(5)).min(count - 1) };
        ways.push((source, target));
    }
    for (source, target) in ways {
        if source != target && joined.insert((source, target)) {
            map = map.connect(source, target, "");
        }
    }
    map
}

fn drawn(map: &Map) -> Value {
    let view = view(&map.0);
    let place = |id| map.0.nodes.iter().position(|node| node.id == id).unwrap();
    json!({
        "sizes": view.nodes.iter().map(|node| json!([node.rect.width, node.rect.height])).collect::<Vec<_>>(),
        "connections": map.0.connections.iter().map(|it| json!([place(it.source), place(it.target)])).collect::<Vec<_>>(),
        "lines": view.connections.iter().map(|it| it.points.iter().map(|p| json!([p.x, p.y])).collect()).collect::<Vec<Value>>(),
    })
}

#[test]
fn random_maps_are_laid_out_as_they_were() {
    let path = super::fixtures().join("random-maps.json");
    let now: Vec<Value> = (1..=MAPS).map(|seed| drawn(&random(seed).arranged())).collect();
    if super::writing() {
        // One map a line, so that a difference tells which.
        let lines: Vec<String> = now.iter().map(Value::to_string).collect();
        std::fs::write(&path, format!("[\n{}\n]\n", lines.join(",\n"))).unwrap();
    }
    let fixture: Vec<Value> = serde_json::from_str(&std::fs::read_to_string(&path).unwrap()).unwrap();
    for (seed, (now, fixture)) in now.iter().zip(&fixture).enumerate() {
        assert!(now == fixture, "map {}: write the fixtures anew and look at the difference", seed + 1);
    }
    assert_eq!(now.len(), fixture.len());
}
