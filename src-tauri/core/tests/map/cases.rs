//! Single cases: paths and their names, coverage, lanes, spots, numbers.

use roadbook_core::map;
use roadbook_core::model::{
    AssetHash, Document, DocumentContent, DocumentKind, Figure, Mark, NodeKind, Point, Rect, RoleId, Shape, ShapeForm,
    ShapeId, Side, Step,
};
use roadbook_core::number::numbers;
use roadbook_core::paths::paths;
use serde_json::{Value, json};

use super::build::{Map, Surroundings, id, lane_id, node_id};

use NodeKind::{Decision, Note, Outcome, Trigger};

pub fn refund() -> Map {
    Map::new("Refund")
        .at(Trigger, "Asked", 0.0, 0.0)
        .at(Decision, "Within 14 days?", 200.0, 0.0)
        .at(NodeKind::Step, "Agree", 400.0, 0.0)
        .at(Decision, "Card or bank?", 600.0, 0.0)
        .at(NodeKind::Step, "Pay by card", 800.0, 0.0)
        .at(NodeKind::Step, "Pay by bank", 800.0, 100.0)
        .at(Outcome, "Paid", 1000.0, 0.0)
        .at(Outcome, "Declined", 400.0, 200.0)
        .connect(0, 1, "")
        .connect(1, 2, "yes")
        .connect(1, 7, "no")
        .connect(2, 3, "")
        .connect(3, 4, "card")
        .connect(3, 5, "bank")
        .connect(4, 6, "")
        .connect(5, 6, "")
}

fn names(map: &Map) -> Vec<String> {
    paths(&map.0).into_iter().map(|path| path.name).collect()
}

#[test]
fn paths_are_named_by_their_branches() {
    assert_eq!(names(&refund()), ["yes, card", "yes, bank", "no"]);
    let chain = Map::new("Chain").at(Trigger, "Asked", 0.0, 0.0).at(Outcome, "Paid", 9.0, 0.0).connect(0, 1, "");
    assert_eq!(names(&chain), ["Paid"], "without a fork the end names the path");
    assert_eq!(names(&Map::new("Empty")), [""; 0]);
}

#[test]
fn a_label_that_several_forks_have_stands_behind_its_question() {
    let mut map = refund();
    map.0.connections[4].label = "yes".into();
    map.0.connections[5].label = "no".into();
    let expected =
        ["Within 14 days? yes, Card or bank? yes", "Within 14 days? yes, Card or bank? no", "Within 14 days? no"];
    assert_eq!(names(&map), expected);
}

#[test]
fn a_loop_is_taken_once_and_left_again() {
    let map = refund().connect(4, 1, "card is refused");
    assert_eq!(
        names(&map),
        ["yes, card, Paid", "yes, card, card is refused, Paid", "yes, bank", "no"],
        "the way to the fork that led back is walked again"
    );
}

#[test]
fn notes_are_no_branches() {
    let map = refund().at(Note, "Ask Finance", 0.0, 300.0).connect(2, 8, "");
    assert_eq!(names(&map), names(&refund()));
}

#[test]
fn endless_forks_are_cut_off() {
    let mut map = Map::new("Forks").at(Trigger, "Go", 0.0, 0.0);
    for stage in 0..20 {
        map = map.at(Decision, "?", 0.0, 0.0).connect(2 * stage, 2 * stage + 1, "");
        map = map.at(NodeKind::Step, "!", 0.0, 0.0);
        map = map.connect(2 * stage + 1, 2 * stage + 2, "a").connect(2 * stage + 1, 2 * stage + 2, "b");
    }
    assert_eq!(paths(&map.0).len(), roadbook_core::paths::MOST_PATHS);
}

#[test]
fn a_role_shows_where_there_are_no_lanes() {
    let role: RoleId = id(5, 1);
    let mut map = Map::new("Roles").at(NodeKind::Step, "Pay", 0.0, 0.0).with(|node| node.role = Some(role));
    let mut surroundings = Surroundings::default();
    surroundings.role_names.insert(role, "Finance".into());
    let view = map::view(&map.0, &surroundings.around());
    assert_eq!((view.nodes[0].role.as_str(), view.nodes[0].rect.height), ("Finance", 56.0));
    map = map.lane("Support", 120.0);
    map.0.lanes[0].role = Some(role);
    let view = map::view(&map.0, &surroundings.around());
    assert_eq!((view.nodes[0].role.as_str(), view.lanes[0].title.as_str()), ("", "Finance"));
}

#[test]
fn lanes_are_stacked_from_the_origin() {
    let mut map =
        Map::new("Lanes").lane("A", 100.0).lane("B", 50.0).lane("C", 200.0).at(NodeKind::Step, "", 1000.0, 20.0);
    map.0.lanes[2].position = -1.0;
    let view = super::build::view(&map.0);
    let rects: Vec<Rect> = view.lanes.iter().map(|lane| lane.rect).collect();
    let length = 1192.0;
    assert_eq!(
        rects,
        [Rect::new(0.0, 0.0, length, 200.0), Rect::new(0.0, 200.0, length, 100.0), Rect::new(0.0, 300.0, length, 96.0)]
    );
    assert_eq!(
        map::lane_at(&map.0, Point::new(-5e5, 199.0)),
        Some(lane_id(2)),
        "the place along the flow does not matter"
    );
    assert_eq!(map::lane_at(&map.0, Point::new(0.0, 396.0)), None);
    map.0.nodes[0].x = -300.0;
    assert_eq!(super::build::view(&map.0).lanes[0].rect.x, -360.0, "a lane reaches to its first node");
}

#[test]
fn the_first_lane_takes_all_nodes() {
    let map = Map::new("First").at(Trigger, "", -40.0, -104.0).at(Outcome, "", 300.0, 200.0).lane("A", 120.0);
    let (moves, breadths) = map::enclose(&map.0);
    assert_eq!(breadths, [(lane_id(0), 392.0)]);
    assert_eq!(moves.iter().map(|to| (to.x, to.y)).collect::<Vec<_>>(), [(56.0, 24.0), (396.0, 328.0)]);
}

#[test]
fn a_new_node_stands_beside_the_one_it_follows() {
    let map = refund();
    let spot = |side, kind| map::free_spot(&map.0, Some(node_id(2)), side, kind);
    assert_eq!(spot(Side::Bottom, NodeKind::Step), Point::new(400.0, 72.0));
    let apart = Map::new("Apart").at(NodeKind::Step, "Pay", 0.0, 0.0);
    assert_eq!(map::free_spot(&apart.0, Some(node_id(0)), Side::Right, NodeKind::Step), Point::new(208.0, 0.0));
    assert_eq!(
        map::free_spot(&apart.0, Some(node_id(0)), Side::Right, Decision),
        Point::new(208.0, -24.0),
        "middles on one line"
    );
    let taken = apart.at(NodeKind::Step, "", 208.0, 0.0);
    assert_eq!(
        map::free_spot(&taken.0, Some(node_id(0)), Side::Right, NodeKind::Step),
        Point::new(208.0, 72.0),
        "a branch goes below"
    );
    let lanes = Map::new("Lanes").lane("A", 120.0).lane("B", 120.0).at(NodeKind::Step, "", 56.0, 40.0);
    assert_eq!(
        map::free_spot(&lanes.0, Some(node_id(0)), Side::Bottom, NodeKind::Step),
        Point::new(56.0, 160.0),
        "down into the next lane"
    );
}

#[test]
fn what_is_in_order_stays() {
    for (name, map) in super::examples::all().into_iter().filter(|(name, _)| !matches!(*name, "by-hand" | "parallel")) {
        let (moves, breadths) = roadbook_core::arrange::arrange(&map.0, &[]);
        assert!(moves.is_empty() && breadths.is_empty(), "{name}: tidying a tidy map changes nothing");
    }
}

#[test]
fn a_person_s_order_of_branches_stays() {
    let branches = |first: f64, second: f64| {
        let map = Map::new("Order")
            .at(Decision, "?", 0.0, 0.0)
            .at(Outcome, "A", 300.0, first)
            .at(Outcome, "B", 300.0, second);
        let map = map.connect(0, 1, "a").connect(0, 2, "b").arranged();
        map.0.nodes[1].y < map.0.nodes[2].y
    };
    assert!(branches(0.0, 100.0) && !branches(100.0, 0.0));
}

#[test]
fn handoffs_cross_lanes() {
    let map = Map::new("Lanes")
        .lane("A", 120.0)
        .lane("B", 120.0)
        .node(Trigger, "", 0)
        .node(NodeKind::Step, "", 1)
        .node(Outcome, "", 1);
    let view = super::build::view(&map.connect(0, 1, "").connect(1, 2, "").arranged().0);
    assert_eq!(view.connections.iter().map(|it| it.handoff.is_some()).collect::<Vec<_>>(), [true, false]);
}

/// A document with callouts on three pictures of two steps, none of them in the order of the records.
fn numbered() -> DocumentContent {
    let document = Document::new(id(0, 2), DocumentKind::Instruction, 2, "Issue a refund in the till".into(), 0);
    let mut content = DocumentContent::empty(Document { first_number: 3, ..document });
    let step = |number: usize, position: f64| Step::new(id(6, number), id(0, 2), position, format!("Step {number}"));
    content.steps = vec![step(1, 2.0), step(2, 1.0), step(3, 3.0)];
    let at = |x: f64| Point::new(x, 0.5);
    let mut next = 0;
    let mut shape = |form: ShapeForm| {
        next += 1;
        Shape::new(id::<ShapeId>(7, next), Mark::Route, form)
    };
    let mut figure = |number: usize, step: usize, position: f64, callouts: usize| {
        let mut shapes = vec![shape(ShapeForm::Rectangle { rect: Rect::new(0.1, 0.1, 0.2, 0.2) })];
        for callout in 0..callouts {
            let pointer = (callout == 0).then(|| at(0.9));
            shapes.push(shape(ShapeForm::Number {
                at: at(callout as f64 / 10.0),
                pointer,
                from: (number == 2).then_some(20),
            }));
        }
        let asset = AssetHash::parse(&"0".repeat(64)).unwrap();
        Figure {
            id: id(8, number),
            step: id(6, step),
            position,
            asset,
            alt: String::new(),
            caption: String::new(),
            crop: None,
            shapes,
        }
    };
    content.figures = vec![figure(1, 1, 2.0, 2), figure(2, 1, 1.0, 1), figure(3, 2, 1.0, 3), figure(4, 99, 0.0, 1)];
    content
}

#[test]
fn callouts_are_numbered_as_one_reads() {
    let path = super::fixtures().join("numbers.json");
    if super::writing() {
        let content = numbered();
        let fixture = json!({ "content": content, "numbers": numbers(&content) });
        std::fs::write(&path, serde_json::to_string_pretty(&fixture).unwrap() + "\n").unwrap();
    }
    let fixture: Value = serde_json::from_str(&std::fs::read_to_string(&path).unwrap()).unwrap();
    let content: DocumentContent = serde_json::from_value(fixture["content"].clone()).unwrap();
    assert_eq!(serde_json::to_value(numbers(&content)).unwrap(), fixture["numbers"]);
    let by_shape: Vec<u32> = numbers(&content).into_values().collect();
    assert_eq!(
        by_shape,
        [21, 22, 20, 3, 4, 5],
        "by step, then figure, and anew where it is said; a figure of a lost step has none"
    );
}
