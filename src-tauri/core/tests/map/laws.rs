//! Laws that hold for every map.

use std::collections::{BTreeSet, HashSet};

use proptest::prelude::*;
use roadbook_core::arrange::arrange;
use roadbook_core::map;
use roadbook_core::model::{DocumentContent, LaneDirection, NodeId, NodeKind, Point, Rect, Side};
use roadbook_core::paths::{MOST_PATHS, Walk, paths};
use roadbook_core::query::MapView;

use super::build::{Map, apply, lane_id, node_id, view};

const KINDS: [NodeKind; 8] = [
    NodeKind::Trigger,
    NodeKind::Step,
    NodeKind::Decision,
    NodeKind::Subprocess,
    NodeKind::Wait,
    NodeKind::Document,
    NodeKind::Note,
    NodeKind::Outcome,
];

fn label() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => "[a-zA-Z ]{0,40}",
        1 => "\\PC{0,60}",
        1 => "[\\n\\r\\t退款客户שלום]{0,30}",
        1 => Just("refund ".repeat(280)),
        1 => Just("x".repeat(2_000)),
    ]
}

fn coordinate() -> impl Strategy<Value = f64> {
    prop_oneof![
        20 => (-1_000..3_000_i32).prop_map(f64::from),
        2 => -1e4..1e4_f64,
        1 => prop_oneof![Just(f64::NAN), Just(f64::INFINITY), Just(1e300), Just(-1e9), Just(0.1)],
    ]
}

/// A map that is printed in one line a record.
#[derive(Clone)]
struct Drawn(DocumentContent);

impl std::ops::Deref for Drawn {
    type Target = DocumentContent;
    fn deref(&self) -> &DocumentContent {
        &self.0
    }
}

impl std::fmt::Debug for Drawn {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let number = |id: uuid::Uuid| id.as_u128() as u32;
        writeln!(f, "{:?}", self.document.lane_direction)?;
        for lane in &self.lanes {
            writeln!(f, "lane {} {:?}", number(lane.id.0), lane.breadth)?;
        }
        for node in &self.nodes {
            let label: String = node.label.chars().take(30).collect();
            writeln!(
                f,
                "{} {:?} {label:?} {:?},{:?} {:?}",
                number(node.id.0),
                node.kind,
                node.x,
                node.y,
                node.lane.map(|lane| number(lane.0))
            )?;
        }
        for it in &self.connections {
            writeln!(
                f,
                "{} -> {} {:?} {:?} {:?}",
                number(it.source.0),
                number(it.target.0),
                it.source_side,
                it.target_side,
                it.waypoints
            )?;
        }
        Ok(())
    }
}

fn any_map() -> impl Strategy<Value = Drawn> {
    let node = (0..8_usize, label(), coordinate(), coordinate(), 0..5_usize);
    let connection = (0..16_usize, 0..16_usize, prop_oneof![3 => Just(String::new()), 1 => label()], any::<u8>());
    let lanes = prop::collection::vec(prop_oneof![Just(96.0), 0.0..400.0_f64, Just(f64::NAN)], 0..4);
    (prop::collection::vec(node, 0..14), prop::collection::vec(connection, 0..22), lanes, any::<bool>()).prop_map(
        |(nodes, connections, lanes, vertical)| {
            let mut map = Map::new("Any");
            for breadth in &lanes {
                map = map.lane("Lane", *breadth);
            }
            for (kind, label, x, y, lane) in nodes {
                map = map.at(KINDS[kind], &label, x, y).with(|node| {
                    node.lane = (lane < lanes.len()).then(|| lane_id(lane));
                });
            }
            for (source, target, label, sides) in connections {
                map = map.connect(source, target, &label);
                let last = map.0.connections.last_mut().unwrap();
                let side = |bits: u8| {
                    [None, None, Some(Side::Top), Some(Side::Right), Some(Side::Bottom), Some(Side::Left)]
                        .get(bits as usize)
                        .copied()
                        .flatten()
                };
                (last.source_side, last.target_side) = (side(sides & 7), side(sides >> 3 & 7));
                if sides > 230 {
                    map = map.bend(&[(f64::from(sides) * 3.0, 50.0), (400.0, 1e12), (f64::NAN, 7.0)]);
                }
            }
            Drawn(if vertical { map.vertical().0 } else { map.0 })
        },
    )
}

/// Flow of 1 to `most` nodes in order, with some forks and loops: what people draw.
fn ordinary_map(most: usize) -> impl Strategy<Value = Drawn> {
    let nodes =
        prop::collection::vec((prop_oneof![4 => Just(1_usize), 1 => Just(2), 1 => 0..8_usize], 0..3_usize), 1..most);
    (nodes, prop::collection::vec((0..most, 1..6_usize, prop::bool::weighted(0.2)), 0..most), any::<bool>()).prop_map(
        |(nodes, more, vertical)| {
            let mut map = Map::new("Ordinary").lane("A", 96.0).lane("B", 120.0).lane("C", 400.0);
            let count = nodes.len();
            for (kind, lane) in nodes {
                map = map.node(KINDS[kind], "Check the purchase order", lane);
            }
            map = map.chain(0..count);
            for (from, by, back) in more {
                let (a, b) = (from % count, (from + by) % count);
                map = if back { map.connect(a.max(b), a.min(b), "no") } else { map.connect(a.min(b), a.max(b), "yes") };
            }
            Drawn(if vertical { map.vertical().0 } else { map.0 })
        },
    )
}

fn overlaps(view: &MapView) -> Vec<(usize, usize)> {
    let mut found = vec![];
    for (i, a) in view.nodes.iter().enumerate() {
        for (j, b) in view.nodes.iter().enumerate().skip(i + 1) {
            if a.rect.intersects(b.rect) {
                found.push((i, j));
            }
        }
    }
    found
}

fn without_geometry(content: &DocumentContent) -> DocumentContent {
    let mut plain = content.clone();
    for node in &mut plain.nodes {
        (node.x, node.y) = (0.0, 0.0);
    }
    for lane in &mut plain.lanes {
        lane.breadth = 0.0;
    }
    plain
}

fn arranged(content: &DocumentContent, nodes: &[NodeId]) -> DocumentContent {
    let (moves, breadths) = arrange(content, nodes);
    let mut after = content.clone();
    apply(&mut after, &moves, &breadths);
    after
}

/// Every number can be drawn, every route has right angles only and begins and ends at its nodes.
fn check_view(content: &DocumentContent, view: &MapView) -> Result<(), TestCaseError> {
    let finite = |r: Rect| r.is_finite() && r.width >= 0.0 && r.height >= 0.0;
    prop_assert!(finite(view.bounds));
    prop_assert!(view.lanes.iter().all(|lane| finite(lane.rect)));
    prop_assert_eq!(view.nodes.len(), content.nodes.len());
    for node in &view.nodes {
        prop_assert!(finite(node.rect) && node.rect.width % 8.0 == 0.0 && node.rect.height % 8.0 == 0.0);
    }
    for connection in &view.connections {
        prop_assert!(connection.points.len() >= 2, "a route has two ends");
        prop_assert!(
            connection.points.iter().all(|p| p.is_finite()) && connection.label_at.is_none_or(Point::is_finite)
        );
        for pair in connection.points.windows(2) {
            let straight = (pair[0].x - pair[1].x).abs() < 0.26 || (pair[0].y - pair[1].y).abs() < 0.26;
            prop_assert!(straight, "right angles only: {:?}", connection.points);
        }
        let record = content.connections.iter().find(|it| it.id == connection.id).unwrap();
        let ends = [(record.source, connection.points[0]), (record.target, *connection.points.last().unwrap())];
        for (node, end) in ends {
            let r = view.nodes.iter().find(|it| it.id == node).unwrap().rect;
            let around = Rect::new(r.x - 1.5, r.y - 1.5, r.width + 3.0, r.height + 3.0);
            prop_assert!(around.contains(end), "{:?} ends at {end:?}, its node is at {r:?}", connection.points);
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 160, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_map_can_be_drawn(content in any_map()) {
        let first = view(&content);
        check_view(&content, &first)?;
        prop_assert_eq!(first, view(&content), "the same map is drawn alike");
    }

    #[test]
    fn arranging_changes_geometry_only_and_leaves_no_overlap(content in any_map()) {
        let after = arranged(&content, &[]);
        // As text, since a NaN is not equal to itself.
        prop_assert_eq!(format!("{:?}", without_geometry(&after)), format!("{:?}", without_geometry(&content)));
        let drawn = view(&after);
        check_view(&after, &drawn)?;
        prop_assert_eq!(overlaps(&drawn), vec![]);
        for (node, record) in drawn.nodes.iter().zip(&after.nodes) {
            prop_assert!(node.rect.x % 8.0 == 0.0 && node.rect.y % 8.0 == 0.0, "on the grid: {:?}", node.rect);
            if let Some(lane) = drawn.lanes.iter().find(|lane| Some(lane.id) == record.lane) {
                prop_assert!(lane.rect.union(node.rect) == lane.rect, "{:?} stands in its lane {:?}", node.rect, lane.rect);
                prop_assert_eq!(map::lane_of(&after.document, &after.lanes, record), record.lane);
            }
        }
    }

    #[test]
    fn arranging_again_keeps_every_node_in_its_column(content in ordinary_map(20)) {
        let once = arranged(&content, &[]);
        let again = arranged(&once, &[]);
        for (a, b) in once.nodes.iter().zip(&again.nodes) {
            let flat = once.document.lane_direction == LaneDirection::Horizontal;
            prop_assert_eq!(if flat { a.x } else { a.y }, if flat { b.x } else { b.y });
        }
        prop_assert_eq!(overlaps(&view(&again)), vec![]);
    }

    #[test]
    fn arranging_some_moves_only_those_and_finds_room(content in ordinary_map(16), some in prop::collection::hash_set(0..16_usize, 1..6)) {
        let before = arranged(&content, &[]);
        let some: Vec<_> = some.into_iter().filter(|node| *node < before.nodes.len()).map(node_id).collect();
        prop_assume!(!some.is_empty());
        let after = arranged(&before, &some);
        prop_assert_eq!(overlaps(&view(&after)), vec![]);
        if before.lanes.iter().zip(&after.lanes).all(|(a, b)| a.breadth == b.breadth) {
            for (a, b) in before.nodes.iter().zip(&after.nodes).filter(|(a, _)| !some.contains(&a.id)) {
                prop_assert_eq!(a, b, "only what was chosen is moved");
            }
        }
    }

    #[test]
    fn routes_of_a_map_in_order_pass_no_node(content in ordinary_map(14)) {
        let after = arranged(&content, &[]);
        let drawn = view(&after);
        for connection in &drawn.connections {
            let record = after.connections.iter().find(|it| it.id == connection.id).unwrap();
            for pair in connection.points.windows(2) {
                let (a, b) = (pair[0], pair[1]);
                let line = Rect::new(a.x.min(b.x), a.y.min(b.y), (a.x - b.x).abs(), (a.y - b.y).abs());
                for node in drawn.nodes.iter().filter(|node| node.id != record.source && node.id != record.target) {
                    prop_assert!(!node.rect.intersects(line), "{:?} runs through {:?}", connection.points, node.rect);
                }
            }
        }
    }

    #[test]
    fn paths_cover_every_connection_that_is_reached(content in any_map()) {
        let found = paths(&content);
        let walk = Walk::new(&content);
        for path in &found {
            let distinct: HashSet<_> = path.branches.iter().collect();
            prop_assert_eq!(distinct.len(), path.branches.len(), "a branch is taken once");
            if walk.starts().len() == 1 {
                let along: BTreeSet<_> = walk.along(&path.branches).into_iter().collect();
                prop_assert_eq!(along, path.nodes.iter().copied().collect::<BTreeSet<_>>(), "a path is known by its branches");
            }
        }
        if found.len() < MOST_PATHS {
            let mut reached: HashSet<_> = walk.starts().iter().copied().collect();
            let mut grew = true;
            while grew {
                grew = false;
                for connection in walk.connections().filter(|it| reached.contains(&it.source)).collect::<Vec<_>>() {
                    grew |= reached.insert(connection.target);
                }
            }
            let covered: HashSet<_> = found.iter().flat_map(|path| &path.connections).copied().collect();
            for connection in walk.connections().filter(|it| reached.contains(&it.source)) {
                prop_assert!(covered.contains(&connection.id), "no path takes {:?} -> {:?}", connection.source, connection.target);
            }
        }
    }

    #[test]
    fn a_new_node_never_lands_on_another(content in ordinary_map(12), from in 0..12_usize, side in 0..4_usize, kind in 0..8_usize) {
        let before = arranged(&content, &[]);
        let from = (from < before.nodes.len()).then(|| node_id(from));
        let side = [Side::Top, Side::Right, Side::Bottom, Side::Left][side];
        let at = map::free_spot(&before, from, side, KINDS[kind]);
        let mut after = Map(before);
        after = after.at(KINDS[kind], "", at.x, at.y);
        prop_assert_eq!(overlaps(&view(&after.0)), vec![]);
        prop_assert!(at.x % 4.0 == 0.0 && at.y % 4.0 == 0.0);
        let lane = map::lane_of(&after.0.document, &after.0.lanes, after.0.nodes.last().unwrap());
        if let (Some(from), Side::Right | Side::Left, false) = (from, side, after.0.document.lane_direction == LaneDirection::Vertical) {
            let own = after.0.nodes.iter().find(|node| node.id == from).unwrap().lane;
            prop_assert_eq!(lane, own, "along the flow it stays in its lane");
        }
    }

    #[test]
    fn nodes_follow_their_lanes(content in ordinary_map(12), order in 0..3_usize, breadth in 96..600_u32, gone in 0..4_usize) {
        let before = arranged(&content, &[]);
        let mut now = before.clone();
        now.lanes[order].position = -1.0;
        now.lanes[(order + 1) % 3].breadth = f64::from(breadth);
        if gone < 3 {
            let id = now.lanes.remove(gone).id;
            let to = now.lanes[0].id;
            now.nodes.iter_mut().filter(|node| node.lane == Some(id)).for_each(|node| node.lane = Some(to));
        }
        let moves = map::follow_lanes(&before, &now);
        apply(&mut now, &moves, &[]);
        let drawn = view(&now);
        prop_assert!(drawn.nodes.iter().all(|node| node.rect.is_finite()));
        for (node, record) in drawn.nodes.iter().zip(&now.nodes) {
            let lane = drawn.lanes.iter().find(|lane| Some(lane.id) == record.lane).unwrap();
            let flat = now.document.lane_direction == LaneDirection::Horizontal;
            let (start, end, from) = if flat { (lane.rect.y, lane.rect.bottom(), node.rect.y) } else { (lane.rect.x, lane.rect.right(), node.rect.x) };
            prop_assert!(from >= start && from < end, "{:?} begins in its lane {:?}", node.rect, lane.rect);
        }
    }
}
