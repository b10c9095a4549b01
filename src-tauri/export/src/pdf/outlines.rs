//! The outlines of drawings. Typst would make an element of every corner, at each of its layouts; so it lays out a
//! stand-in for each run of outlines, a line as no page has one, and when the pages are there the outlines take its
//! place.

use std::str::FromStr;

use roadbook_core::model;
use typst::layout::{Abs, Frame, FrameItem, GroupItem, Point, Ratio};
use typst::model::Document;
use typst::syntax::Span;
use typst::visualize::{Color, Curve, DashPattern, FillRule, FixedStroke, Geometry, LineCap, LineJoin, Paint, Shape};
use typst_layout::{Page, PagedDocument};

use crate::drawing::{Outline, Segment, part};

/// How far up a stand-in goes, in points: further than the longest page is high, so that nothing else does.
pub const STAND_IN: f64 = -20_000.0;

/// Those of a drawing that no words come between, from back to front.
pub type Run = Vec<Shape>;

/// The outline in points from (x, y), which is in its own unit; `colour` is of its fill and its stroke.
pub fn shape(
    outline: &Outline,
    (x, y): (f64, f64),
    scale: f64,
    colour: impl Fn(crate::drawing::Tone) -> &'static str,
) -> Shape {
    let paint = |tone| Paint::Solid(Color::from_str(colour(tone)).unwrap_or(Color::BLACK));
    let mut curve = Curve::new();
    for segment in part::moved(&outline.segments, -x * scale, -y * scale, scale) {
        match segment {
            Segment::Move(p) => curve.move_(point(p)),
            Segment::Line(p) => curve.line(point(p)),
            Segment::Cubic(a, b, c) => curve.cubic(point(a), point(b), point(c)),
            Segment::Close => curve.close(),
        }
    }
    let stroke = outline.stroke.map(|stroke| {
        let thickness = rounded(stroke.width * scale);
        FixedStroke {
            paint: paint(stroke.tone),
            thickness,
            cap: LineCap::Butt,
            join: LineJoin::Round,
            dash: stroke
                .dashed
                .then(|| DashPattern { array: vec![thickness * 3.0, thickness * 2.4], phase: Abs::zero() }),
            miter_limit: Ratio::new(4.0),
        }
    });
    Shape { geometry: Geometry::Curve(curve), fill: outline.fill.map(paint), fill_rule: FillRule::NonZero, stroke }
}

fn point(at: model::Point) -> Point {
    Point::new(rounded(at.x), rounded(at.y))
}

/// To thousandths of a point: more would only make the file larger.
fn rounded(points: f64) -> Abs {
    Abs::pt((points * 1000.0).round() / 1000.0)
}

/// The pages with the outlines in the places of their stand-ins.
pub fn drawn(document: &PagedDocument, runs: &[Run]) -> PagedDocument {
    let page = |page: &Page| match with_outlines(&page.frame, runs) {
        Some(frame) => Page { frame, ..page.clone() },
        None => page.clone(),
    };
    PagedDocument::new(document.pages().iter().map(page).collect(), document.info().clone())
}

/// `None` where nothing takes a place: such frames are shared, not copied.
fn with_outlines(frame: &Frame, runs: &[Run]) -> Option<Frame> {
    let replaced = |item: &FrameItem| match item {
        FrameItem::Group(group) => {
            let frame = with_outlines(&group.frame, runs)?;
            Some(Replaced::Item(FrameItem::Group(GroupItem { frame, ..group.clone() })))
        }
        FrameItem::Shape(shape, span) => run_of(shape, runs).map(|run| Replaced::Run(run, *span)),
        _ => None,
    };
    let mut items = frame.items().enumerate();
    let (first, found) = items.find_map(|(at, (_, item))| Some((at, replaced(item)?)))?;
    let mut with = Frame::new(frame.size(), frame.kind());
    if frame.has_baseline() {
        with.set_baseline(frame.baseline());
    }
    with.push_multiple(frame.items().take(first).cloned());
    let mut found = Some(found);
    for (at, item) in frame.items().skip(first) {
        match found.take().or_else(|| replaced(item)) {
            None => with.push(*at, item.clone()),
            Some(Replaced::Item(item)) => with.push(*at, item),
            Some(Replaced::Run(run, span)) => {
                with.push_multiple(run.iter().map(|shape| (*at, FrameItem::Shape(shape.clone(), span))));
            }
        }
    }
    Some(with)
}

enum Replaced<'a> {
    Item(FrameItem),
    Run(&'a Run, Span),
}

/// What the shape stands in for.
fn run_of<'a>(shape: &Shape, runs: &'a [Run]) -> Option<&'a Run> {
    match shape.geometry {
        Geometry::Line(to) if (to.y.to_pt() - STAND_IN).abs() < 0.5 => runs.get(to.x.to_pt().round() as usize),
        _ => None,
    }
}
