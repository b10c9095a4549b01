//! Marks on pictures: every form is kept as it is, what is no sound form is refused, and their order and their
//! numbers can be changed and taken back.

use roadbook_core::ErrorCode;
use roadbook_core::edit::{DocumentChange, Edit};
use roadbook_core::model::{
    DocumentId, DocumentKind, FigureId, Lettering, Mark, Point, Rect, Shape, ShapeForm, ShapeId, StrokeWidth,
};
use roadbook_core::number::numbers;

use crate::support::{Fixture, id, library};

const RECT: Rect = Rect::new(0.1, 0.2, 0.3, 0.4);
const AT: Point = Point::new(0.5, 0.5);

fn picture() -> (Fixture, DocumentId, FigureId) {
    let mut fixture = library();
    let document = fixture.document(DocumentKind::Instruction, "Use the till");
    let figure = fixture.figure(document, None, 1);
    (fixture, document, figure)
}

fn forms() -> Vec<ShapeForm> {
    let text = || "Ctrl+S".to_owned();
    vec![
        ShapeForm::Line { from: AT, to: Point::default() },
        ShapeForm::Arrow { from: AT, to: Point::default() },
        ShapeForm::Rectangle { rect: RECT },
        ShapeForm::Ellipse { rect: RECT },
        ShapeForm::Number { at: AT, pointer: None, from: Some(7) },
        ShapeForm::Text { at: AT, text: text() },
        ShapeForm::Key { at: AT, text: text() },
        ShapeForm::Click { at: AT },
        ShapeForm::Highlight { rect: RECT },
        ShapeForm::Spotlight { rect: RECT, round: true },
        ShapeForm::Magnifier { source: RECT, at: AT, zoom: 2.5, round: false },
        ShapeForm::Redaction { rect: RECT },
        ShapeForm::Blur { rect: RECT },
    ]
}

fn shape(form: ShapeForm) -> Shape {
    let shape = Shape::new(ShapeId(id()), Mark::Blue, form);
    Shape { stroke: StrokeWidth::Bold, lettering: Lettering::Small, ..shape }
}

fn kept(fixture: &Fixture, document: DocumentId) -> Vec<Shape> {
    fixture.content(document).figures.remove(0).shapes
}

#[test]
fn every_form_is_kept_and_read_again() {
    let (mut fixture, document, figure) = picture();
    let shapes: Vec<Shape> = forms().into_iter().map(shape).collect();
    fixture.edit(Edit::AddShapes { figure, shapes: shapes.clone() });
    let fixture = fixture.reopen();
    assert_eq!(kept(&fixture, document), shapes);
}

#[test]
fn what_was_kept_without_looks_has_the_usual_ones() {
    let text =
        r#"{ "id": "01900000-0000-7000-8000-000000000001", "form": { "kind": "number", "at": { "x": 0, "y": 0 } } }"#;
    let shape: Shape = serde_json::from_str(text).unwrap();
    assert_eq!((shape.stroke, shape.lettering, shape.turn), (StrokeWidth::Normal, Lettering::Normal, 0.0));
    assert_eq!(shape.form, ShapeForm::Number { at: Point::default(), pointer: None, from: None });
}

#[test]
fn what_is_no_sound_form_is_refused() {
    let (mut fixture, document, figure) = picture();
    let nowhere = Point::new(f64::NAN, 0.0);
    for form in [
        ShapeForm::Line { from: nowhere, to: AT },
        ShapeForm::Ellipse { rect: Rect::new(0.0, 0.0, -0.1, 0.1) },
        ShapeForm::Blur { rect: Rect::new(99.0, 0.0, 0.1, 0.1) },
        ShapeForm::Click { at: nowhere },
        ShapeForm::Number { at: AT, pointer: None, from: Some(0) },
        ShapeForm::Number { at: AT, pointer: None, from: Some(10_000) },
        ShapeForm::Magnifier { source: RECT, at: AT, zoom: 0.5, round: false },
        ShapeForm::Magnifier { source: RECT, at: AT, zoom: f64::NAN, round: false },
        ShapeForm::Magnifier { source: RECT, at: nowhere, zoom: 2.0, round: false },
    ] {
        let edit = Edit::AddShapes { figure, shapes: vec![shape(form.clone())] };
        assert_eq!(fixture.library.edit(edit).unwrap_err().code, ErrorCode::Invalid, "{form:?}");
    }
    assert_eq!(kept(&fixture, document), []);
}

#[test]
fn marks_are_turned_by_what_their_kind_allows() {
    let (mut fixture, document, figure) = picture();
    let turned = |form: &ShapeForm, turn: f64| Shape { turn, ..shape(form.clone()) };
    for form in forms() {
        for turn in [f64::NAN, f64::INFINITY, -180.5, 181.0, 720.0] {
            let edit = Edit::AddShapes { figure, shapes: vec![turned(&form, turn)] };
            assert_eq!(fixture.library.edit(edit).unwrap_err().code, ErrorCode::Invalid, "{form:?} by {turn}");
        }
        let shape = turned(&form, -33.5);
        let edit = Edit::AddShapes { figure, shapes: vec![shape.clone()] };
        match form {
            // What hides something covers whole pixels.
            ShapeForm::Redaction { .. } | ShapeForm::Blur { .. } => assert!(!form.turns()),
            _ => {}
        }
        if form.turns() {
            fixture.edit(edit);
            assert_eq!(kept(&fixture, document).last(), Some(&shape));
            fixture.edit(Edit::UpdateShapes { figure, shapes: vec![Shape { turn: 180.0, ..shape }] });
        } else {
            assert_eq!(fixture.library.edit(edit).unwrap_err().code, ErrorCode::Invalid, "{form:?}");
        }
    }
    assert_eq!(kept(&fixture, document).len(), 5, "box, ellipse, text, keys and highlight");
    fixture.library.undo().unwrap();
    assert_eq!(kept(&fixture, document).last().map(|shape| shape.turn), Some(-33.5));
}

#[test]
fn marks_change_their_order_and_nothing_else() {
    let (mut fixture, document, figure) = picture();
    let shapes: Vec<Shape> = forms().into_iter().take(3).map(shape).collect();
    fixture.edit(Edit::AddShapes { figure, shapes: shapes.clone() });
    let ids: Vec<ShapeId> = shapes.iter().map(|shape| shape.id).collect();
    let order = vec![ids[2], ids[0], ids[1]];
    fixture.edit(Edit::OrderShapes { figure, order });
    let turned = [shapes[2].clone(), shapes[0].clone(), shapes[1].clone()];
    assert_eq!(kept(&fixture, document), turned);
    for order in
        [vec![], vec![ids[0], ids[1]], vec![ids[0], ids[0], ids[1], ids[2]], vec![ids[0], ids[1], ShapeId(id())]]
    {
        let edit = Edit::OrderShapes { figure, order };
        assert_eq!(fixture.library.edit(edit).unwrap_err().code, ErrorCode::Invalid, "each of them once");
    }
    fixture.library.undo().unwrap();
    assert_eq!(kept(&fixture, document), shapes);
}

#[test]
fn callouts_count_from_the_documents_first_number() {
    let (mut fixture, document, figure) = picture();
    let number = |from| shape(ShapeForm::Number { at: AT, pointer: None, from });
    let shapes = vec![number(None), number(None), number(Some(20)), number(None)];
    fixture.edit(Edit::AddShapes { figure, shapes: shapes.clone() });
    let first = |value| Edit::UpdateDocument { id: document, change: DocumentChange::FirstNumber(value) };
    fixture.edit(first(5));
    let counted = |fixture: &Fixture| {
        let numbers = numbers(&fixture.content(document));
        shapes.iter().filter_map(|shape| numbers.get(&shape.id).copied()).collect::<Vec<_>>()
    };
    assert_eq!(counted(&fixture), [5, 6, 20, 21]);
    assert_eq!(fixture.library.edit(first(0)).unwrap_err().code, ErrorCode::Invalid);
    fixture.edit(Edit::DeleteShapes { figure, ids: vec![shapes[0].id] });
    assert_eq!(counted(&fixture), [5, 20, 21], "they close up");
}
