//! The outlines of drawings. Typst would make an element of every corner, at each of its layouts; so it lays out a
//! stand-in for each run of outlines, and when the pages are there the outlines take its place.

use std::str::FromStr;

use roadbook_core::model;
use typst::layout::{Abs, Point, Ratio};
use typst::visualize::{Color, Curve, DashPattern, FillRule, FixedStroke, Geometry, LineCap, LineJoin, Paint, Shape};

use crate::drawing::{Outline, Segment, part};

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
