//! The pages of a pack before it is written: those that the PDF has, and no picture before its page is drawn.

#![allow(clippy::disallowed_methods, reason = "results can be looked at")]

mod common;

use std::ops::ControlFlow;
use std::sync::Mutex;

use common::{HOSTILE, Made, NOW, Originals, keep, painted, refunds};
use roadbook_core::Result;
use roadbook_core::model::*;
use roadbook_core::pixels::{Burned, Quality};
use roadbook_export::{Format, Pictures, Preview};

/// Notes which figures were asked for.
struct Watched<'a> {
    originals: &'a Originals,
    asked: Mutex<Vec<FigureId>>,
}

impl Pictures for Watched<'_> {
    fn burned(&self, figure: &Figure, quality: Quality) -> Result<Burned> {
        self.asked.lock().unwrap().push(figure.id);
        self.originals.burned(figure, quality)
    }
}

#[track_caller]
fn check(made: &Made, name: &str) {
    let pictures = Watched { originals: &made.pictures, asked: Mutex::default() };
    let preview = Preview::new(&made.snapshot, &made.pack, &pictures, NOW, &mut |_| ControlFlow::Continue(()));
    let preview = preview.unwrap_or_else(|error| panic!("{error:?}"));
    let pages = preview.pages();
    assert_eq!(pages.len() as u32, made.export(Format::Pdf).1.pages.unwrap(), "{name}: the pages of the PDF");
    assert!(pictures.asked.lock().unwrap().is_empty(), "{name}: the layout needs no picture");
    for (at, (across, down)) in pages.iter().enumerate() {
        let file = preview.draw(at, 500, &pictures).unwrap().unwrap_or_else(|error| panic!("{error:?}"));
        let page = image::load_from_memory(&file).unwrap();
        let ratio = down / across;
        assert_eq!((page.width(), page.height()), (500, (500.0 * ratio).round() as u32), "{name}, page {at}");
        keep(&format!("preview-{name}-{at}.png"), &file);
    }
    assert!(preview.draw(pages.len(), 500, &pictures).is_none());
}

#[test]
fn pages_are_those_of_the_pdf() {
    check(&refunds(), "refunds");
}

#[test]
fn a_picture_is_asked_for_when_its_page_is_drawn() {
    let mut made = Made::new();
    let document = made.document(DocumentKind::Instruction, "Look at pictures");
    let mut figures = vec![];
    for colour in [[200, 0, 0], [0, 160, 0], [0, 0, 220]] {
        made.step(document, "Look").page_break = true;
        figures.push(made.figure(document, &painted(640, 400, colour, None), "a colour", "", vec![]).id);
    }
    let pictures = Watched { originals: &made.pictures, asked: Mutex::default() };
    let preview = Preview::new(&made.snapshot, &made.pack, &pictures, NOW, &mut |_| ControlFlow::Continue(())).unwrap();
    let mut seen = vec![];
    for at in 0..preview.pages().len() {
        preview.draw(at, 300, &pictures).unwrap().unwrap();
        let asked = std::mem::take(&mut *pictures.asked.lock().unwrap());
        assert!(asked.len() <= 1, "each is on a page of its own: {asked:?}");
        seen.extend(asked);
    }
    assert_eq!(seen, figures);
}

#[test]
fn marks_end_where_the_picture_does() {
    let mut made = Made::new();
    let document = made.document(DocumentKind::Instruction, "Look at an edge");
    made.step(document, "Look");
    let forms = vec![
        ShapeForm::Key { at: Point::new(0.47, 0.3), text: "Ctrl+S".into() },
        ShapeForm::Rectangle { rect: Rect::new(0.3, 0.6, 0.5, 0.3) },
    ];
    made.figure(document, &painted(640, 400, [0, 0, 255], None), "blue", "", forms).crop =
        Some(Rect::new(0.0, 0.0, 0.5, 1.0));
    let preview =
        Preview::new(&made.snapshot, &made.pack, &made.pictures, NOW, &mut |_| ControlFlow::Continue(())).unwrap();
    let file = preview.draw(preview.pages().len() - 1, 1000, &made.pictures).unwrap().unwrap();
    keep("preview-edge.png", &file);
    let page = image::load_from_memory(&file).unwrap().to_rgb8();
    let blue = |pixel: &[u8; 3]| pixel[2] > 200 && pixel[0] < 60;
    let marked = |pixel: &[u8; 3]| pixel[0] > 150 && pixel[1] < 110 && pixel[2] < 90;
    let columns = |is: &dyn Fn(&[u8; 3]) -> bool| -> Vec<u32> {
        page.enumerate_pixels().filter(|(_, _, pixel)| is(&pixel.0)).map(|(x, _, _)| x).collect()
    };
    let edge = columns(&blue).into_iter().max().expect("the picture is on the page");
    let marks = columns(&marked);
    assert!(!marks.is_empty(), "a part of the marks is seen");
    assert!(marks.iter().all(|x| *x <= edge + 1), "a mark runs over the edge at {edge}: {:?}", marks.iter().max());
}

#[test]
fn what_is_missing_or_hostile_is_drawn_around() {
    let mut made = Made::new();
    let document = made.document(DocumentKind::Sop, HOSTILE[0]);
    for words in HOSTILE {
        made.step(document, words);
    }
    made.figure(document, &painted(640, 400, [200, 0, 0], None), HOSTILE[2], HOSTILE[1], vec![]);
    made.pictures.0.clear();
    check(&made, "hostile");
}

#[test]
fn it_can_be_stopped() {
    let made = refunds();
    let stopped = Preview::new(&made.snapshot, &made.pack, &made.pictures, NOW, &mut |_| ControlFlow::Break(()));
    assert_eq!(stopped.err().map(|error| error.code), Some(roadbook_core::ErrorCode::Cancelled));
}
