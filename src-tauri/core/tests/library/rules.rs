//! The rules of edits that a person would notice.

use roadbook_core::edit::{
    ConnectionChange, DocumentChange, Edit, NewStep, NodeChange, NodeMove, PlacedPicture, StepChange,
};
use roadbook_core::model::{
    Connection, ConnectionId, Cover, DocumentId, DocumentKind, Extent, FigureId, LaneDirection, LinkKind, Node, NodeId,
    NodeKind, Point, Recording, Rect, RevisionId, Shape, ShapeForm, Status, StepId,
};
use roadbook_core::query::{Query, Reply};
use roadbook_core::{ErrorCode, Scope};

use super::support::{Fixture, id, library, redaction};

fn order(fixture: &Fixture, document: DocumentId) -> Vec<String> {
    fixture.content(document).steps.into_iter().map(|step| step.text).collect()
}

#[test]
fn steps_go_where_they_are_put() {
    let mut fixture = library();
    let sop = fixture.document(DocumentKind::Sop, "Bake bread");
    let first = fixture.step(sop, None, "one");
    let third = fixture.step(sop, Some(first), "three");
    fixture.step(sop, Some(first), "two");
    fixture.step(sop, None, "zero");
    assert_eq!(order(&fixture, sop), ["zero", "one", "two", "three"]);
    fixture.edit(Edit::MoveSteps { ids: vec![third], document: sop, after: None });
    assert_eq!(order(&fixture, sop), ["three", "zero", "one", "two"]);
}

#[test]
fn there_is_always_room_between_two_steps() {
    let mut fixture = library();
    let sop = fixture.document(DocumentKind::Sop, "Bake bread");
    let first = fixture.step(sop, None, "first");
    fixture.step(sop, Some(first), "last");
    for count in 0..80 {
        fixture.step(sop, Some(first), &format!("{count}"));
    }
    let texts = order(&fixture, sop);
    let expected: Vec<String> = (0..80).rev().map(|count| count.to_string()).collect();
    assert_eq!(texts[1..81], expected[..], "eighty halvings are more than a float has");
    assert_eq!(texts.last().map(String::as_str), Some("last"));
}

#[test]
fn pictures_follow_the_convention() {
    let mut fixture = library();
    let sop = fixture.document(DocumentKind::Instruction, "Fill the till");
    let step = fixture.step(sop, None, "Open it");
    fixture.figure(sop, Some(step), 1);
    let content = fixture.content(sop);
    assert_eq!((content.steps.len(), content.figures[0].step), (1, step), "the first one lands on the step");
    fixture.figure(sop, Some(step), 2);
    assert_eq!(fixture.content(sop).steps.len(), 2, "a step that has one gets a new step behind it");
    let pictures = (0..5)
        .map(|shade| PlacedPicture {
            figure: FigureId(id()),
            asset: fixture.asset(10 + shade).hash,
            step: StepId(id()),
        })
        .collect();
    fixture.edit(Edit::PlacePictures { document: sop, step: None, apart: false, pictures });
    let content = fixture.content(sop);
    assert_eq!(content.steps.len(), 7, "five pictures dropped are five steps");
    assert!(content.steps.iter().all(|step| content.figures.iter().filter(|it| it.step == step.id).count() == 1));
}

#[test]
fn pictures_that_fall_between_two_steps_stay_there() {
    let mut fixture = library();
    let sop = fixture.document(DocumentKind::Sop, "Close the till");
    let first = fixture.step(sop, None, "Count");
    let second = fixture.step(sop, Some(first), "Lock");
    let mut drop = |step: Option<StepId>, shade: u8| {
        let asset = fixture.asset(shade).hash;
        let picture = PlacedPicture { figure: FigureId(id()), asset, step: StepId(id()) };
        let new = picture.step;
        fixture.edit(Edit::PlacePictures { document: sop, step, apart: true, pictures: vec![picture] });
        new
    };
    let between = drop(Some(first), 1);
    let before = drop(None, 2);
    let order: Vec<StepId> = fixture.content(sop).steps.iter().map(|step| step.id).collect();
    assert_eq!(order, [before, first, between, second], "though the first step has no picture of its own");
    fixture.library.undo().unwrap();
    fixture.library.undo().unwrap();
    assert_eq!(fixture.content(sop).steps.len(), 2, "one drop is one undo");
}

#[test]
fn a_replaced_picture_keeps_what_is_hidden_and_is_one_undo() {
    let mut fixture = library();
    let sop = fixture.document(DocumentKind::Sop, "Close the till");
    let step = fixture.step(sop, None, "Count");
    let figure = fixture.figure(sop, Some(step), 1);
    let hides = redaction();
    fixture.edit(Edit::AddShapes { figure, shapes: vec![hides.clone()] });
    let before = fixture.content(sop).figures;
    let asset = fixture.asset(9).hash;
    let replace = |shapes, asset| Edit::ReplacePicture { figure, asset, crop: None, shapes };
    fixture.library.edit(replace(vec![], asset.clone())).expect_err("the redaction would be lost");
    fixture.library.edit(replace(vec![hides.clone(), hides.clone()], asset.clone())).expect_err("twice the same");
    fixture.library.edit(replace(vec![hides.clone()], Default::default())).expect_err("there is no such picture");
    assert_eq!(fixture.content(sop).figures, before);
    let rect = Rect::new(0.0, 0.0, 0.5, 0.5);
    let carried = Shape { form: ShapeForm::Redaction { rect }, ..hides };
    fixture.edit(replace(vec![carried.clone()], asset.clone()));
    let after = &fixture.content(sop).figures[0];
    assert_eq!((&after.asset, &after.shapes), (&asset, &vec![carried]));
    fixture.library.undo().unwrap();
    assert_eq!(fixture.content(sop).figures, before);
}

#[test]
fn deleting_a_node_joins_its_neighbours() {
    let mut fixture = library();
    let process = fixture.document(DocumentKind::Process, "Sell");
    let nodes: Vec<NodeId> =
        (0..3).map(|n| fixture.node(process, NodeKind::Step, &n.to_string(), f64::from(n) * 200.0, 0.0)).collect();
    let kept = fixture.connect(process, nodes[0], nodes[1]);
    fixture.connect(process, nodes[1], nodes[2]);
    fixture.edit(Edit::UpdateConnection { id: kept, change: ConnectionChange::Label("yes".into()) });
    fixture.edit(Edit::DeleteFromMap { nodes: vec![nodes[1]], connections: vec![], heal: true });
    let content = fixture.content(process);
    assert_eq!(content.connections.len(), 1);
    let healed = &content.connections[0];
    assert_eq!((healed.id, healed.source, healed.target), (kept, nodes[0], nodes[2]));
    assert_eq!(healed.label, "yes", "the branch keeps its label");
}

#[test]
fn a_node_is_put_into_a_connection() {
    let mut fixture = library();
    let process = fixture.document(DocumentKind::Process, "Sell");
    let a = fixture.node(process, NodeKind::Step, "a", 0.0, 0.0);
    let b = fixture.node(process, NodeKind::Step, "b", 400.0, 0.0);
    let connection = fixture.connect(process, a, b);
    let node = Node::new(NodeId(id()), process, NodeKind::Step, Point::new(200.0, 0.0), "between".into());
    let (new, rest) = (node.id, ConnectionId(id()));
    fixture.edit(Edit::InsertNode { node, connection, rest });
    let mut ends: Vec<_> = fixture.content(process).connections.iter().map(|it| (it.source, it.target)).collect();
    ends.sort();
    let mut expected = vec![(a, new), (new, b)];
    expected.sort();
    assert_eq!(ends, expected);
}

#[test]
fn a_node_dropped_in_a_lane_takes_it_and_follows_it() {
    let mut fixture = library();
    let process = fixture.document(DocumentKind::Process, "Sell");
    let node = fixture.node(process, NodeKind::Step, "a", 40.0, 500.0);
    let first = fixture.lane(process, "Shop", None);
    let content = fixture.content(process);
    assert_eq!(content.nodes[0].lane, Some(first), "the first lane takes what is there");
    let second = fixture.lane(process, "Office", Some(first));
    let height = fixture.content(process).lanes[0].breadth;
    fixture.edit(Edit::MoveNodes { moves: vec![NodeMove { id: node, x: 40.0, y: height + 40.0 }] });
    assert_eq!(fixture.content(process).nodes[0].lane, Some(second), "it was dropped in the second");
    fixture.edit(Edit::MoveLane { id: second, after: None });
    let content = fixture.content(process);
    assert!(content.nodes[0].y < content.lanes[0].breadth, "the node went with its lane: {:?}", content.nodes[0]);
    fixture.edit(Edit::DeleteLane { id: second, nodes_to: Some(first) });
    assert_eq!(fixture.content(process).nodes[0].lane, Some(first));
}

#[test]
fn turning_the_lanes_turns_the_map() {
    let mut fixture = library();
    let process = fixture.document(DocumentKind::Process, "Sell");
    let lane = fixture.lane(process, "Shop", None);
    let nodes: Vec<NodeId> =
        (0..3).map(|n| fixture.node(process, NodeKind::Step, "step", 60.0 + f64::from(n) * 240.0, 60.0)).collect();
    fixture.connect(process, nodes[0], nodes[1]);
    fixture.connect(process, nodes[1], nodes[2]);
    let before = fixture.content(process);
    fixture.edit(Edit::UpdateDocument { id: process, change: DocumentChange::LaneDirection(LaneDirection::Vertical) });
    let after = fixture.content(process);
    let place = |id| after.nodes.iter().find(|node| node.id == id).map(|node| (node.x, node.y)).unwrap();
    assert!(place(nodes[0]).1 < place(nodes[1]).1 && place(nodes[1]).1 < place(nodes[2]).1, "{:?}", after.nodes);
    assert!(after.nodes.iter().all(|node| node.lane == Some(lane)), "each stays in its lane");
    fixture.library.undo().unwrap();
    assert_eq!(fixture.content(process).nodes, before.nodes, "one undo");
}

#[test]
fn links_are_derived_and_deleted_with_their_target() {
    let mut fixture = library();
    let sop = fixture.document(DocumentKind::Sop, "Refund");
    let target = fixture.document(DocumentKind::Instruction, "Open the till");
    let step = fixture.step(sop, None, &format!("First [open it](roadbook:{target}), then pay."));
    fixture.edit(Edit::UpdateStep { id: step, change: StepChange::Link(Some(target)) });
    let links = |fixture: &Fixture| match fixture.library.read(Query::Overview).unwrap() {
        Reply::Overview(overview) => overview.links,
        _ => unreachable!(),
    };
    let kinds: Vec<LinkKind> = links(&fixture).iter().map(|link| link.kind).collect();
    assert!(kinds.contains(&LinkKind::Uses) && kinds.contains(&LinkKind::Mentions), "{kinds:?}");
    fixture.edit(Edit::TrashDocuments { ids: vec![target] });
    fixture.edit(Edit::DeleteDocuments { ids: vec![target] });
    assert!(links(&fixture).is_empty(), "no dangling link");
    assert_eq!(fixture.content(sop).steps[0].text, "First open it, then pay.", "the words stay");
    fixture.library.undo().unwrap();
    assert_eq!(links(&fixture).len(), 2, "undo brings the links back with the document");
}

#[test]
fn covers_are_nodes_or_a_path_and_go_stale_with_a_branch() {
    let mut fixture = library();
    let process = fixture.document(DocumentKind::Process, "Refund");
    let fork = fixture.node(process, NodeKind::Decision, "Within 14 days?", 0.0, 0.0);
    let yes = fixture.node(process, NodeKind::Step, "Pay back", 300.0, 0.0);
    let branch = fixture.connect(process, fork, yes);
    let sop = DocumentId(id());
    let cover = |extent| vec![Cover { process, extent }];
    fixture.edit(Edit::CreateDocument {
        id: sop,
        kind: DocumentKind::Sop,
        title: "Refund in full".into(),
        covers: cover(Extent::Nodes { nodes: vec![yes] }),
    });
    fixture.edit(Edit::UpdateDocument {
        id: sop,
        change: DocumentChange::Covers(cover(Extent::Path { branches: vec![branch] })),
    });
    fixture.edit(Edit::DeleteFromMap { nodes: vec![], connections: vec![branch], heal: false });
    assert_eq!(
        fixture.content(sop).document.covers,
        cover(Extent::Path { branches: vec![branch] }),
        "a cover whose branch is gone is stale, not gone"
    );
    let below = Scope::Documents { ids: vec![process], everything_below: true };
    let ids: Vec<_> = fixture.library.snapshot(&below).unwrap().documents.iter().map(|it| it.document.id).collect();
    assert_eq!(ids, [process, sop], "an SOP is below the process that it covers");
}

#[test]
fn publishing_freezes_and_is_not_undone() {
    let mut fixture = library();
    let policy = fixture.document(DocumentKind::Policy, "Refunds");
    fixture.edit(Edit::UpdateDocument { id: policy, change: DocumentChange::Text("Within 14 days.".into()) });
    fixture.edit(Edit::Publish { document: policy, revision: RevisionId(id()), note: "First".into() });
    fixture.edit(Edit::SetStatus { id: policy, status: Status::Approved });
    fixture.edit(Edit::UpdateDocument { id: policy, change: DocumentChange::Text("Within 30 days.".into()) });
    fixture.edit(Edit::Publish { document: policy, revision: RevisionId(id()), note: "Longer".into() });
    let Reply::Revisions(rows) = fixture.library.read(Query::Revisions { document: policy }).unwrap() else {
        unreachable!()
    };
    assert_eq!(rows.iter().map(|row| row.number).collect::<Vec<_>>(), [2, 1]);
    fixture.library.undo().unwrap();
    let document = fixture.content(policy).document;
    assert_eq!((document.text.as_str(), document.status), ("Within 14 days.", Status::Approved));
    fixture.library.undo().unwrap();
    let error = fixture.library.undo().unwrap_err();
    assert_eq!(error.code, ErrorCode::Invalid, "a published document's creation cannot be taken back: {error}");
    assert_eq!(fixture.content(policy).document.text, "");
}

#[test]
fn typing_in_one_field_is_one_undo() {
    let mut fixture = library();
    let policy = fixture.document(DocumentKind::Policy, "Refunds");
    for text in ["W", "Wi", "With"] {
        let edit = Edit::UpdateDocument { id: policy, change: DocumentChange::Text(text.into()) };
        fixture.library.edit_in(edit, Some("visit 1".into())).unwrap();
    }
    let edit = Edit::UpdateDocument { id: policy, change: DocumentChange::Text("Within".into()) };
    fixture.library.edit_in(edit, Some("visit 2".into())).unwrap();
    fixture.library.undo().unwrap();
    assert_eq!(fixture.content(policy).document.text, "With", "another visit is another undo");
    let changed = fixture.library.undo().unwrap();
    assert_eq!(fixture.content(policy).document.text, "");
    assert_eq!(changed.label, "update_document.text");
    assert_eq!(changed.place.map(|place| place.document), Some(policy), "undo says where it was");
}

#[test]
fn search_finds_words_and_reads_no_syntax() {
    let mut fixture = library();
    let sop = fixture.document(DocumentKind::Sop, "Refund a café customer");
    fixture.step(sop, None, "Press **Refund** and count the notes.");
    let hits =
        |fixture: &Fixture, text: &str| match fixture.library.read(Query::Search { text: text.into(), limit: 20 }) {
            Ok(Reply::Search(hits)) => hits,
            other => panic!("{other:?}"),
        };
    assert_eq!(hits(&fixture, "cafe").len(), 1, "accents do not matter");
    assert_eq!(hits(&fixture, "count no").len(), 1, "the last word is a beginning");
    assert_eq!(hits(&fixture, "refund").len(), 2, "the title and the step");
    assert_eq!(hits(&fixture, "refund")[0].step, None, "titles come first");
    assert!(hits(&fixture, "\"* OR NEAR(").is_empty());
    fixture.edit(Edit::TrashDocuments { ids: vec![sop] });
    assert!(hits(&fixture, "refund").is_empty(), "the trash is not searched");
}

#[test]
fn bad_input_is_refused_with_a_sentence_and_changes_nothing() {
    let mut fixture = library();
    let sop = fixture.document(DocumentKind::Sop, "Refund");
    let process = fixture.document(DocumentKind::Process, "Sell");
    let node = fixture.node(process, NodeKind::Step, "a", 0.0, 0.0);
    let before = fixture.all();
    let step = |text: String| NewStep { id: StepId(id()), text, depth: 0, link: None };
    let connection = |target| Connection::new(ConnectionId(id()), process, node, target);
    let cases = [
        (Edit::AddSteps { document: sop, after: None, steps: vec![step("x".repeat(100_001))] }, ErrorCode::Limit),
        (Edit::AddSteps { document: process, after: None, steps: vec![step("x".into())] }, ErrorCode::Invalid),
        (Edit::AddSteps { document: DocumentId(id()), after: None, steps: vec![] }, ErrorCode::NotFound),
        (Edit::MoveNodes { moves: vec![NodeMove { id: node, x: f64::NAN, y: 0.0 }] }, ErrorCode::Invalid),
        (Edit::MoveNodes { moves: vec![NodeMove { id: node, x: 1e12, y: 0.0 }] }, ErrorCode::Invalid),
        (Edit::Connect { connection: connection(NodeId(id())) }, ErrorCode::Invalid),
        (Edit::UpdateNodes { ids: vec![node], change: NodeChange::Value(Some(9)) }, ErrorCode::Invalid),
        (Edit::UpdateDocument { id: sop, change: DocumentChange::References(vec![sop]) }, ErrorCode::Invalid),
        (Edit::UpdateDocument { id: sop, change: DocumentChange::ReviewOn(Some("soon".into())) }, ErrorCode::Invalid),
        (Edit::UpdateDocument { id: process, change: DocumentChange::Kind(DocumentKind::Sop) }, ErrorCode::Invalid),
        (Edit::DeleteDocuments { ids: vec![sop] }, ErrorCode::Invalid),
        (
            Edit::Together {
                label: "two".into(),
                edits: vec![
                    Edit::UpdateDocument { id: sop, change: DocumentChange::Title("Changed".into()) },
                    Edit::TrashDocuments { ids: vec![DocumentId(id())] },
                ],
            },
            ErrorCode::NotFound,
        ),
    ];
    for (edit, code) in cases {
        let said = format!("{edit:.80?}");
        let error = fixture.library.edit(edit).unwrap_err();
        assert_eq!(error.code, code, "{said}: {error}");
        assert!(error.message.ends_with('.'), "an error is a sentence: {error}");
    }
    assert_eq!(fixture.all(), before, "nothing was changed by what was refused");
}

#[test]
fn a_recording_is_an_address_or_a_file_that_plays() {
    let mut fixture = library();
    let sop = fixture.document(DocumentKind::Sop, "Bake bread");
    let step = fixture.step(sop, None, "Heat it");
    let mut keep = |url: &str, file: &str| {
        let recording = Recording { title: "Heating".into(), url: url.into(), file: file.into() };
        fixture.library.edit(Edit::UpdateStep { id: step, change: StepChange::Recording(Some(recording)) })
    };
    for (url, file) in [
        ("https://loom.example/heat", ""),
        ("", "/home/ada/Videos/Heating the oven.mp4"),
        ("", "C:\\Users\\Ada\\Heating.MOV"),
    ] {
        keep(url, file).unwrap_or_else(|error| panic!("{error:?} at {url}{file}"));
    }
    for (url, file) in [
        ("", ""),
        ("file:///home/ada/heat.mp4", ""),
        ("https://loom.example/heat", "/home/ada/heat.mp4"),
        ("", "/home/ada/heat.sh"),
        ("", "/home/ada/heat.mp4/run"),
        ("", "C:\\heat.mp4\\run.exe"),
        ("", "/home/ada/mp4"),
    ] {
        assert_eq!(keep(url, file).unwrap_err().code, ErrorCode::Invalid, "{url}{file}");
    }
    let recording = Recording { file: "C:\\Users\\Ada\\Heating\u{202e}.mp4".into(), ..Recording::default() };
    assert_eq!(recording.file_name().as_deref(), Some("Heating.mp4"), "no folder, and no mark that turns it");
}
