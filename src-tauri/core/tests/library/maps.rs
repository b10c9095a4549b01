//! Maps at the door: what is told in the outline, and what nobody should send.

use roadbook_core::arrange::arrange;
use roadbook_core::edit::{ConnectionChange, Edit, LaneChange, NodeChange, NodeMove};
use roadbook_core::limits::MAP_NODES;
use roadbook_core::model::{
    Connection, ConnectionId, Delegation, Document, DocumentContent, DocumentId, DocumentKind, Draft, Lane, LaneId,
    Node, NodeId, NodeKind, Point, Rect,
};
use roadbook_core::query::{MapView, Query, Reply};

use super::support::{Fixture, id, library};

fn map_of(fixture: &Fixture, process: DocumentId) -> (DocumentContent, MapView) {
    let Reply::Document(view) = fixture.library.read(Query::Document { id: process }).unwrap() else { unreachable!() };
    (view.content, view.map.expect("a process has a map"))
}

fn overlaps(view: &MapView) -> usize {
    let pairs = view.nodes.iter().enumerate();
    pairs.map(|(i, a)| view.nodes[i + 1..].iter().filter(|b| a.rect.intersects(b.rect)).count()).sum()
}

/// One more line of the outline behind the last, as the window sends it.
fn tell(fixture: &mut Fixture, process: DocumentId, kind: NodeKind, label: &str, lane: Option<LaneId>) -> NodeId {
    let last = map_of(fixture, process).0.nodes.last().map(|node| node.id);
    let at = Point::new(0.0, 0.0);
    let node = Node { lane, ..Node::new(NodeId(id()), process, kind, at, label.into()) };
    let line = node.id;
    let way = last.map(|last| Connection::new(ConnectionId(id()), process, last, line));
    let mut edits = vec![Edit::AddNode { node, connection: None }];
    edits.extend(way.map(|connection| Edit::Connect { connection }));
    fixture.edit(Edit::Outline { process, line: Some(line), edits });
    line
}

#[test]
fn ten_lines_are_a_tidy_map_of_ten_steps() {
    let mut fixture = library();
    let process = fixture.document(DocumentKind::Process, "Refund a customer");
    for line in 0..10 {
        tell(&mut fixture, process, NodeKind::Step, &format!("Check the purchase once more, {line}"), None);
        let (content, view) = map_of(&fixture, process);
        assert_eq!(overlaps(&view), 0);
        assert_eq!(arrange(&content, &[]), (vec![], vec![]), "tidy has nothing left to do after line {line}");
    }
    let before = map_of(&fixture, process).0;
    let step = tell(&mut fixture, process, NodeKind::Step, "One too many", None);
    let edits = vec![Edit::UpdateNodes { ids: vec![step], change: NodeChange::Label("Changed".into()) }];
    fixture.library.edit_in(Edit::Outline { process, line: Some(step), edits }, None).unwrap();
    fixture.library.undo().unwrap();
    fixture.library.undo().unwrap();
    assert_eq!(map_of(&fixture, process).0.nodes, before.nodes, "a line and its layout are undone as one");
}

#[test]
fn a_map_that_was_drawn_by_hand_stays_as_it_was_drawn() {
    let mut fixture = library();
    let process = fixture.document(DocumentKind::Process, "Refund a customer");
    let steps: Vec<NodeId> = (0..4).map(|_| tell(&mut fixture, process, NodeKind::Step, "Pay", None)).collect();
    fixture.edit(Edit::MoveNodes { moves: vec![NodeMove { id: steps[1], x: 40.0, y: 700.0 }] });
    let before = map_of(&fixture, process).0;
    tell(&mut fixture, process, NodeKind::Step, "Log", None);
    let (after, view) = map_of(&fixture, process);
    assert_eq!(after.nodes[..4], before.nodes[..], "only what is new was placed");
    assert_eq!(overlaps(&view), 0);
}

#[test]
fn a_step_that_grows_stays_in_the_middle_of_its_chain() {
    let mut fixture = library();
    let process = fixture.document(DocumentKind::Process, "Refund a customer");
    let step = tell(&mut fixture, process, NodeKind::Step, "Pay", None);
    let rect = |fixture: &Fixture| map_of(fixture, process).1.nodes[0].rect;
    let small = rect(&fixture);
    let middle = |rect: Rect| rect.y + rect.height / 2.0;
    for change in [
        NodeChange::Label("Look up what was paid, by which card it was paid, and when".into()),
        NodeChange::Delegation(Some(Delegation::Delegate)),
        NodeChange::Kind(NodeKind::Decision),
    ] {
        let before = rect(&fixture);
        fixture.edit(Edit::UpdateNodes { ids: vec![step], change });
        let after = rect(&fixture);
        assert!(after.height > before.height);
        assert_eq!(middle(after), middle(small));
    }
    for _ in 0..3 {
        fixture.library.undo().unwrap();
    }
    assert_eq!(rect(&fixture), small);
}

#[test]
fn a_line_that_names_a_lane_stands_in_it() {
    let mut fixture = library();
    let process = fixture.document(DocumentKind::Process, "Refund a customer");
    let sales = fixture.lane(process, "Sales", None);
    let clerk = fixture.lane(process, "Clerk", Some(sales));
    for lane in [sales, clerk, clerk, sales] {
        let line = tell(&mut fixture, process, NodeKind::Step, "Look at it", Some(lane));
        let (content, _) = map_of(&fixture, process);
        let node = content.nodes.iter().find(|node| node.id == line).unwrap();
        assert_eq!(node.lane, Some(lane));
        assert_eq!(roadbook_core::map::lane_of(&content.document, &content.lanes, node), Some(lane));
    }
}

#[test]
fn bad_maps_are_refused_with_a_sentence_and_change_nothing() {
    let mut fixture = library();
    let process = fixture.document(DocumentKind::Process, "Refund a customer");
    let lane = fixture.lane(process, "Sales", None);
    let a = fixture.node(process, NodeKind::Step, "Check", 80.0, 40.0);
    let b = fixture.node(process, NodeKind::Step, "Pay", 320.0, 40.0);
    let way = fixture.connect(process, a, b);
    let at = |x: f64, y: f64| Node::new(NodeId(id()), process, NodeKind::Step, Point::new(x, y), String::new());
    let to = |target: NodeId| Connection::new(ConnectionId(id()), process, a, target);
    let draft = |change: &dyn Fn(&mut DocumentContent)| {
        let document = Document::new(DocumentId(id()), DocumentKind::Process, 9, "Drawn elsewhere".into(), 0);
        let mut content = DocumentContent::empty(document);
        let process = content.document.id;
        let node = || Node::new(NodeId(id()), process, NodeKind::Step, Point::default(), String::new());
        content.nodes = vec![node(), node()];
        let ends = (content.nodes[0].id, content.nodes[1].id);
        content.connections = vec![Connection::new(ConnectionId(id()), process, ends.0, ends.1)];
        let title = "Sales".into();
        content.lanes = vec![Lane { id: LaneId(id()), process, position: 1.0, role: None, title, breadth: 200.0 }];
        change(&mut content);
        Edit::Insert { draft: Draft { documents: vec![content], ..Draft::default() } }
    };
    let bend = |x: f64| ConnectionChange::Waypoints(vec![Point::new(x, 0.0)]);
    let nested = Edit::Together { label: "paste_nodes".into(), edits: vec![] };
    let cases: Vec<(Edit, &str)> = vec![
        (Edit::AddNode { node: at(f64::NAN, 0.0), connection: None }, "within 1000000 pixels"),
        (Edit::AddNode { node: at(0.0, f64::INFINITY), connection: None }, "within 1000000 pixels"),
        (Edit::AddNode { node: at(1e300, 0.0), connection: None }, "within 1000000 pixels"),
        (Edit::MoveNodes { moves: vec![NodeMove { id: a, x: f64::NAN, y: 0.0 }] }, "within 1000000 pixels"),
        (Edit::UpdateConnection { id: way, change: bend(f64::NAN) }, "within 1000000 pixels"),
        (Edit::UpdateConnection { id: way, change: bend(-1e9) }, "within 1000000 pixels"),
        (Edit::Connect { connection: to(NodeId(id())) }, "one of them is not there"),
        (
            Edit::UpdateConnection { id: way, change: ConnectionChange::Target(NodeId(id())) },
            "one of them is not there",
        ),
        (Edit::UpdateLane { id: lane, change: LaneChange::Breadth(f64::NAN) }, "pixels across"),
        (Edit::UpdateLane { id: lane, change: LaneChange::Breadth(1e9) }, "pixels across"),
        (Edit::Arrange { process, nodes: vec![NodeId(id())] }, "does not exist any more"),
        (Edit::Outline { process, line: None, edits: vec![nested] }, "cannot hold another"),
        (draft(&|it| it.connections[0].waypoints = vec![Point::new(f64::NAN, 0.0)]), "within 1000000 pixels"),
        (draft(&|it| it.nodes[0].x = f64::NEG_INFINITY), "within 1000000 pixels"),
        (draft(&|it| it.lanes[0].breadth = f64::NAN), "pixels across"),
        (draft(&|it| it.nodes[0].lane = Some(lane)), "belongs to another document"),
        (draft(&|it| it.connections[0].target = NodeId(id())), "belongs to another document"),
    ];
    let before = fixture.all();
    for (edit, expected) in cases {
        let said = format!("{edit:?}");
        let error = fixture.library.edit(edit).expect_err(&said);
        assert!(error.message.contains(expected), "{said}: {}", error.message);
        assert_eq!(fixture.all(), before, "nothing has changed by {said}");
    }
}

#[test]
fn strange_maps_are_drawn_and_arranged() {
    let mut fixture = library();
    let process = fixture.document(DocumentKind::Process, "Strange");
    let labels = [
        "Compare every line of the invoice with the order. ".repeat(40),
        "x".repeat(2_000),
        "تحقق من عملية الشراء ثم أعد المبلغ إلى العميل".to_owned(),
        "请检查这笔购买是否在十四天之内并且商品完好无损".to_owned(),
        "\u{202e}Backwards\u{202c} האם עברו 14 ימים?".to_owned(),
        "\n\n\t".to_owned(),
    ];
    let kinds = [NodeKind::Step, NodeKind::Decision, NodeKind::Trigger, NodeKind::Note, NodeKind::Outcome];
    let mut nodes = vec![];
    for (at, label) in labels.iter().enumerate() {
        for (kind, far) in kinds.iter().zip([0.0, 1e6, -1e6, 999_999.5, 0.25]) {
            nodes.push(fixture.node(process, *kind, label, far, if at % 2 == 0 { far } else { -far }));
        }
    }
    // A circle through all, a way back at each, a way to itself, and the same way twice.
    for at in 0..nodes.len() {
        fixture.connect(process, nodes[at], nodes[(at + 1) % nodes.len()]);
        fixture.connect(process, nodes[(at + 1) % nodes.len()], nodes[at]);
        fixture.connect(process, nodes[at], nodes[at]);
    }
    fixture.connect(process, nodes[0], nodes[1]);
    let before = map_of(&fixture, process);
    assert!(before.1.bounds.is_finite());
    assert_eq!(before.1.connections.len(), before.0.connections.len(), "every connection is drawn");

    fixture.edit(Edit::Arrange { process, nodes: vec![] });
    let (content, view) = map_of(&fixture, process);
    assert_eq!(overlaps(&view), 0);
    assert_eq!((content.nodes.len(), content.connections.len()), (nodes.len(), before.0.connections.len()));
    for (node, old) in content.nodes.iter().zip(&before.0.nodes) {
        assert_eq!(Node { x: old.x, y: old.y, ..node.clone() }, *old, "only places change, labels stay whole");
    }
    fixture.library.undo().unwrap();
    assert_eq!(map_of(&fixture, process), before);
}

#[test]
fn a_map_is_full_at_its_limit() {
    let mut fixture = library();
    let document = Document::new(DocumentId(id()), DocumentKind::Process, 1, "Full".into(), 0);
    let process = document.id;
    let mut content = DocumentContent::empty(document);
    let place = |at: usize| Point::new((at % 100) as f64 * 240.0, (at / 100) as f64 * 120.0);
    let node = |at: usize| Node::new(NodeId(id()), process, NodeKind::Step, place(at), String::new());
    content.nodes = (0..=MAP_NODES).map(node).collect();
    let draft = |content: &DocumentContent| Draft { documents: vec![content.clone()], ..Draft::default() };
    let error = fixture.library.edit(Edit::Insert { draft: draft(&content) }).unwrap_err();
    assert!(error.message.contains("has 5001 nodes; the limit is 5000"), "{}", error.message);
    let last = content.nodes.pop().unwrap();
    fixture.edit(Edit::Insert { draft: draft(&content) });
    let error = fixture.library.edit(Edit::AddNode { node: last, connection: None }).unwrap_err();
    assert!(error.message.contains("Move a part of it into a subprocess"), "{}", error.message);
    assert_eq!(map_of(&fixture, process).1.nodes.len(), MAP_NODES);
}
