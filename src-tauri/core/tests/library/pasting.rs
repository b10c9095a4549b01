//! Whole steps that are put into a document: what comes along, and what stays where it was.

use roadbook_core::ErrorCode;
use roadbook_core::edit::{Edit, StepChange};
use roadbook_core::model::{
    Callout, CalloutKind, Connection, ConnectionId, DocumentContent, DocumentId, DocumentKind, Figure, FigureId, Node,
    NodeId, NodeKind, Point, Recording, Rect, Role, RoleId, ShapeId, Step, StepId, Tool, ToolId,
};

use super::support::{Fixture, id, library, redaction};

/// The steps and figures under new ids, as the clipboard has them.
fn copied(content: &DocumentContent) -> (Vec<Step>, Vec<Figure>) {
    let mut steps = content.steps.clone();
    let mut figures = content.figures.clone();
    for step in &mut steps {
        let new = StepId(id());
        figures.iter_mut().filter(|it| it.step == step.id).for_each(|it| it.step = new);
        step.id = new;
    }
    for figure in &mut figures {
        figure.id = FigureId(id());
        figure.shapes.iter_mut().for_each(|it| it.id = ShapeId(id()));
    }
    (steps, figures)
}

fn paste(fixture: &mut Fixture, document: DocumentId, content: &DocumentContent, roles: Vec<Role>) {
    let (steps, figures) = copied(content);
    fixture.edit(Edit::PasteSteps { document, after: None, steps, figures, roles });
}

fn role(name: &str) -> Role {
    Role { id: RoleId(id()), name: name.into(), description: String::new(), person: String::new() }
}

/// A document with one step that has everything.
fn full(fixture: &mut Fixture) -> (DocumentId, DocumentId, RoleId) {
    let target = fixture.document(DocumentKind::Instruction, "Open the oven");
    let document = fixture.document(DocumentKind::Sop, "Bake bread");
    let step = fixture.step(document, None, &format!("Heat it, see [the oven](roadbook:{target})."));
    let baker = role("Baker");
    let id = baker.id;
    fixture.edit(Edit::CreateRole { role: baker });
    let recording =
        Recording { title: "Heating".into(), url: "https://example.org/heat".into(), ..Recording::default() };
    for change in [
        StepChange::Role(Some(id)),
        StepChange::Expected("It is hot.".into()),
        StepChange::Why("Cold ovens bake nothing.".into()),
        StepChange::Callouts(vec![Callout { kind: CalloutKind::Danger, text: "Hot.".into() }]),
        StepChange::Link(Some(target)),
        StepChange::Recording(Some(recording)),
        StepChange::PageBreak(true),
    ] {
        fixture.edit(Edit::UpdateStep { id: step, change });
    }
    let figure = fixture.figure(document, Some(step), 1);
    fixture.edit(Edit::AddShapes { figure, shapes: vec![redaction()] });
    (document, target, id)
}

#[test]
fn a_step_comes_with_all_that_it_has_and_is_one_undo() {
    let mut fixture = library();
    let (from, _, _) = full(&mut fixture);
    let other = fixture.document(DocumentKind::Procedure, "Bake rolls");
    fixture.step(other, None, "Knead");
    let (source, before) = (fixture.content(from), fixture.content(other));
    paste(&mut fixture, other, &source, vec![]);
    let content = fixture.content(other);
    assert_eq!(content.steps.len(), 2);
    let expected = Step {
        id: content.steps[0].id,
        document: other,
        position: content.steps[0].position,
        ..source.steps[0].clone()
    };
    assert_eq!(content.steps[0], expected);
    let (figure, original) = (&content.figures[0], &source.figures[0]);
    assert_eq!((&figure.asset, figure.step), (&original.asset, content.steps[0].id));
    assert_eq!(figure.shapes[0].form, original.shapes[0].form, "what is hidden stays hidden");
    fixture.library.undo().unwrap();
    assert_eq!(fixture.content(other), before);
    fixture.library.redo().unwrap();
    assert_eq!(fixture.content(other), content);
}

#[test]
fn what_another_library_has_stays_there() {
    let mut fixture = library();
    let (from, target, baker) = full(&mut fixture);
    let content = fixture.content(from);
    let mut other = library();
    let sop = other.document(DocumentKind::Sop, "Bake elsewhere");
    let here = role(" BAKER ");
    let known = here.id;
    other.edit(Edit::CreateRole { role: here });
    let baker = Role { id: baker, ..role("Baker") };
    paste(&mut other, sop, &content, vec![baker, role("Cleaner")]);
    let pasted = other.content(sop);
    assert!(pasted.figures.is_empty(), "its picture's file is not here");
    assert_eq!(pasted.steps[0].text, "Heat it, see the oven.", "{target} is not here");
    assert_eq!((pasted.steps[0].link, pasted.steps[0].role), (None, Some(known)), "a role goes by its name");
    assert!(other.all().roles.values().any(|role| role.name == "Cleaner"));
    assert!(other.library.verify().unwrap().is_empty());
}

#[test]
fn a_role_that_nobody_names_and_a_link_to_itself_are_left_out() {
    let mut fixture = library();
    let (from, target, _) = full(&mut fixture);
    let mut content = fixture.content(from);
    content.steps[0].role = Some(RoleId(id()));
    paste(&mut fixture, target, &content, vec![]);
    let step = &fixture.content(target).steps[0];
    assert_eq!((step.role, step.link), (None, None));
    fixture.edit(Edit::TrashDocuments { ids: vec![target] });
    content.steps[0].link = Some(target);
    paste(&mut fixture, from, &content, vec![]);
    assert_eq!(fixture.content(from).steps[0].link, None, "what is in the trash is no target");
}

#[test]
fn nodes_of_another_library_have_their_roles_and_tools_by_name() {
    let mut other = library();
    let process = other.document(DocumentKind::Process, "Bake elsewhere");
    let (baker, here) = (role("Baker"), role(" BAKER "));
    let known = here.id;
    other.edit(Edit::CreateRole { role: here });
    let oven = Tool { id: ToolId(id()), name: "Oven".into(), description: String::new(), url: String::new() };
    let place = Point::new(0.0, 0.0);
    let heat = Node {
        role: Some(baker.id),
        tool: Some(oven.id),
        opens: Some(DocumentId(id())),
        description: format!("See [the oven](roadbook:{}).", id()),
        ..Node::new(NodeId(id()), process, NodeKind::Step, place, "Heat".into())
    };
    let bake = Node {
        role: Some(RoleId(id())),
        opens: Some(process),
        ..Node::new(NodeId(id()), process, NodeKind::Step, Point::new(0.0, 200.0), "Bake".into())
    };
    let way = Connection::new(ConnectionId(id()), process, heat.id, bake.id);
    let before = other.all();
    other.edit(Edit::PasteNodes {
        nodes: vec![heat.clone(), bake.clone()],
        connections: vec![way.clone()],
        roles: vec![baker],
        tools: vec![oven.clone()],
    });
    let content = other.content(process);
    let node = |id: NodeId| content.nodes.iter().find(|node| node.id == id).unwrap();
    let heated = Node { role: Some(known), opens: None, description: "See the oven.".into(), ..heat.clone() };
    assert_eq!(*node(heat.id), heated, "the role is that of the same name");
    assert_eq!(*node(bake.id), Node { role: None, opens: None, ..bake.clone() }, "nobody names its role");
    assert_eq!(content.connections, [way]);
    assert_eq!(other.all().tools.values().collect::<Vec<_>>(), [&oven]);
    other.library.undo().unwrap();
    assert_eq!(other.all(), before, "one undo, with what was made for it");
}

#[test]
fn what_breaks_a_rule_changes_nothing() {
    let mut fixture = library();
    let (from, _, _) = full(&mut fixture);
    let before = fixture.all();
    let content = fixture.content(from);
    let mut refused = |what: &str, break_it: fn(&mut Vec<Step>, &mut Vec<Figure>)| {
        let (mut steps, mut figures) = copied(&content);
        break_it(&mut steps, &mut figures);
        let edit = Edit::PasteSteps { document: from, after: None, steps, figures, roles: vec![] };
        let error = fixture.library.edit(edit).expect_err(what);
        assert!(matches!(error.code, ErrorCode::Invalid | ErrorCode::Limit), "{what}: {error:?}");
        assert_eq!(fixture.all(), before, "{what}");
    };
    refused("the same step twice", |steps, _| steps.push(steps[0].clone()));
    refused("too deep", |steps, _| steps[0].depth = 9);
    refused("a text that is too long", |steps, _| steps[0].expected = "a".repeat(100_001));
    refused("a recording of another scheme", |steps, _| {
        steps[0].recording =
            Some(Recording { title: String::new(), url: "javascript:alert(1)".into(), ..Recording::default() });
    });
    refused("a picture of no step", |_, figures| figures[0].step = StepId(id()));
    refused("the same picture twice", |_, figures| figures.push(figures[0].clone()));
    refused("marks without ids of their own", |_, figures| {
        let same = figures[0].shapes[0].clone();
        figures[0].shapes.push(same);
    });
    refused("more pictures than a step has", |_, figures| {
        *figures = (0..101).map(|_| Figure { id: FigureId(id()), ..figures[0].clone() }).collect();
    });
    refused("a crop of nothing", |_, figures| figures[0].crop = Some(Rect::new(0.5, 0.5, 0.0, 0.0)));
}
