//! Annotations of a picture as drawn on it: every mark has a fixed size in document pixels at the size at
//! which a document shows the picture, so that it reads alike on a small dialog and on a whole screen.

use std::collections::BTreeMap;

use roadbook_core::fonts;
use roadbook_core::model::{Lettering, Point, Rect, Shape, ShapeForm, ShapeId, Size, StrokeWidth, lens};
use roadbook_core::pixels::DISPLAY_WIDTH;

use super::part::{Segment, circle, ellipse, polygon, polyline, rounded};
use super::{Anchor, Drawing, Group, HEAVY, STRONG, Stroke, Tone, along, baseline, keycaps};

const HALO: f64 = 1.5;
const CORNER: f64 = 5.0;
const DOT: f64 = 4.0;
const TEXT_PADDING: (f64, f64) = (8.0, 5.0);
const TEXT_BORDER: f64 = 1.5;
/// A click: a ring and a disc, and a pointer with its tip in the middle.
const CLICK_RING: f64 = 14.0;
const CLICK_DISC: f64 = 5.0;
const CLICK_WIDTH: f64 = 2.5;
const POINTER: [(f64, f64); 7] =
    [(0.0, 0.0), (0.0, 17.0), (4.0, 13.4), (6.7, 19.6), (9.6, 18.3), (6.9, 12.3), (12.2, 12.0)];

/// How a mark is drawn, in document pixels.
#[derive(Clone, Copy)]
pub(super) struct Pen {
    pub tone: Tone,
    /// Of lines.
    pub stroke: f64,
    /// Size of letters.
    pub text: f64,
}

impl Pen {
    fn of(shape: &Shape) -> Self {
        let stroke = match shape.stroke {
            StrokeWidth::Fine => 1.75,
            StrokeWidth::Normal => 2.5,
            StrokeWidth::Bold => 4.0,
        };
        let text = match shape.lettering {
            Lettering::Small => 12.0,
            Lettering::Normal => 14.0,
            Lettering::Large => 20.0,
        };
        Self { tone: Tone::of_mark(shape.mark), stroke, text }
    }

    /// Length of an arrow's head.
    fn head(self) -> f64 {
        7.5 + 3.0 * self.stroke
    }

    /// Radius of a callout's disc; its number is as large.
    fn disc(self) -> f64 {
        self.text - 1.0
    }
}

/// The size in document pixels at which a picture with this many pixels is shown.
pub fn display(shown: Size) -> Size {
    let width = shown.width.clamp(1.0, DISPLAY_WIDTH);
    Size { width, height: (shown.height * width / shown.width.max(1.0)).max(1.0) }
}

/// The marks over a picture of which `part` is displayed at this size, with the numbers of the callouts.
pub fn draw(shapes: &[Shape], part: Rect, display: Size, numbers: &BTreeMap<ShapeId, u32>) -> Drawing {
    let place = |p: Point| {
        Point::new(
            (p.x - part.x) / part.width.max(1e-9) * display.width,
            (p.y - part.y) / part.height.max(1e-9) * display.height,
        )
    };
    let area = |rect: Rect| {
        let (a, b) = (place(Point::new(rect.x, rect.y)), place(Point::new(rect.right(), rect.bottom())));
        Rect::new(a.x, a.y, b.x - a.x, b.y - a.y)
    };
    let bounds = Rect::new(0.0, 0.0, display.width, display.height);
    // What is in the pixels lies below whatever is drawn, a magnifier with its frame.
    let (below, above): (Vec<_>, Vec<_>) = shapes.iter().partition(|shape| shape.form.is_burned());
    let groups = below
        .into_iter()
        .chain(above)
        .filter_map(|shape| {
            let pen = Pen::of(shape);
            let mut group = Group::new(bounds);
            match &shape.form {
                ShapeForm::Arrow { from, to } => arrow(&mut group, place(*from), place(*to), pen),
                ShapeForm::Line { from, to } => with_halo(&mut group, polyline(&[place(*from), place(*to)]), pen),
                ShapeForm::Rectangle { rect } => {
                    let rect = area(*rect);
                    with_halo(&mut group, rounded(rect, CORNER), pen);
                    group.turn(rect.center(), shape.turn);
                }
                ShapeForm::Ellipse { rect } => {
                    let rect = area(*rect);
                    with_halo(&mut group, ellipse(rect), pen);
                    group.turn(rect.center(), shape.turn);
                }
                ShapeForm::Number { at, pointer, .. } => {
                    let number = numbers.get(&shape.id).copied().unwrap_or(1);
                    callout(&mut group, place(*at), pointer.map(place), number, pen);
                }
                ShapeForm::Text { at, text } => {
                    let rect = text_box(&mut group, place(*at), text, pen);
                    group.turn(rect.center(), shape.turn);
                }
                ShapeForm::Highlight { rect } => {
                    let rect = area(*rect);
                    group.outline(rounded(rect, 0.0), Some(Tone::of_marker(shape.mark)), None);
                    group.turn(rect.center(), shape.turn);
                }
                ShapeForm::Click { at } => click(&mut group, place(*at), pen),
                ShapeForm::Key { at, text } => {
                    let rect = keycaps::draw(&mut group, place(*at), text, pen);
                    group.turn(rect.center(), shape.turn);
                }
                ShapeForm::Magnifier { source, at, zoom, round } => {
                    magnifier(&mut group, area(*source), area(lens(*source, *at, *zoom)), *round, pen);
                }
                // In the burned picture already.
                ShapeForm::Redaction { .. } | ShapeForm::Blur { .. } | ShapeForm::Spotlight { .. } => return None,
            }
            // What lies wholly outside of a crop is not shown, so neither is it in the file.
            group.outlined().is_none_or(|extent| extent.intersects(bounds)).then_some(group)
        })
        .collect();
    Drawing { bounds, groups, bands: vec![] }
}

fn with_halo(group: &mut Group, segments: Vec<Segment>, pen: Pen) {
    group.outline(segments.clone(), None, Some(Stroke::new(Tone::White, pen.stroke + 2.0 * HALO)));
    group.outline(segments, None, Some(Stroke::new(pen.tone, pen.stroke)));
}

fn arrow(group: &mut Group, from: Point, to: Point, pen: Pen) {
    let length = (to.x - from.x).hypot(to.y - from.y);
    let head = pen.head().min(length);
    let base = along(to, from, head);
    let half = 0.4 * head;
    let (ux, uy) = if length < 1e-9 { (1.0, 0.0) } else { ((to.x - from.x) / length, (to.y - from.y) / length) };
    let tip = polygon(&[
        to,
        Point::new(base.x - uy * half, base.y + ux * half),
        Point::new(base.x + uy * half, base.y - ux * half),
    ]);
    let line = polyline(&[from, base]);
    group.outline(line.clone(), None, Some(Stroke::new(Tone::White, pen.stroke + 2.0 * HALO)));
    group.outline(tip.clone(), Some(Tone::White), Some(Stroke::new(Tone::White, 2.0 * HALO)));
    group.outline(line, None, Some(Stroke::new(pen.tone, pen.stroke)));
    group.outline(tip, Some(pen.tone), None);
}

fn callout(group: &mut Group, at: Point, pointer: Option<Point>, number: u32, pen: Pen) {
    let disc = pen.disc();
    if let Some(end) = pointer {
        let start = along(at, end, disc);
        if (end.x - at.x).hypot(end.y - at.y) > disc {
            with_halo(group, polyline(&[start, end]), pen);
            group.outline(circle(end, DOT), Some(pen.tone), Some(Stroke::new(Tone::White, HALO)));
            group.outline(circle(end, DOT), Some(pen.tone), None);
        }
    }
    // A number of many figures makes a pill of the disc.
    let (said, size) = (number.to_string(), pen.disc());
    let wide = (fonts::width(&said, HEAVY, size) + size * 0.9 - 2.0 * disc).max(0.0) / 2.0;
    let pill = |radius: f64| {
        rounded(Rect::new(at.x - radius - wide, at.y - radius, (radius + wide) * 2.0, radius * 2.0), radius)
    };
    group.outline(pill(disc + HALO), Some(Tone::White), None);
    group.outline(pill(disc), Some(pen.tone), None);
    // Half the height of Inter's digits (0.727 of the size) below the middle.
    let base = Point::new(at.x, at.y + size * 0.727 / 2.0);
    group.words(base, Anchor::Middle, size, HEAVY, Tone::White, &said);
}

/// Gives the box.
fn text_box(group: &mut Group, at: Point, text: &str, pen: Pen) -> Rect {
    let text = crate::text::clean(text);
    let (size, line_height) = (pen.text, pen.text * 1.35);
    let lines: Vec<&str> = text.trim_end_matches('\n').split('\n').collect();
    let widest = lines.iter().map(|line| fonts::width(line, STRONG, size)).fold(0.0, f64::max);
    let rect = Rect::new(
        at.x,
        at.y,
        widest + TEXT_PADDING.0 * 2.0,
        line_height * lines.len().max(1) as f64 + TEXT_PADDING.1 * 2.0,
    );
    group.outline(rounded(rect, CORNER), Some(Tone::White), Some(Stroke::new(pen.tone, TEXT_BORDER)));
    for (i, line) in lines.iter().enumerate() {
        let y = rect.y + TEXT_PADDING.1 + line_height * i as f64 + baseline(size, line_height);
        group.boxed_words(Point::new(rect.x + TEXT_PADDING.0, y), Anchor::Start, size, STRONG, pen.tone, line);
    }
    rect
}

fn click(group: &mut Group, at: Point, pen: Pen) {
    let ring = circle(at, CLICK_RING);
    group.outline(ring.clone(), None, Some(Stroke::new(Tone::White, CLICK_WIDTH + 2.0 * HALO)));
    group.outline(ring, None, Some(Stroke::new(pen.tone, CLICK_WIDTH)));
    group.outline(circle(at, CLICK_DISC), Some(pen.tone), Some(Stroke::new(Tone::White, HALO)));
    let pointer = polygon(&POINTER.map(|(x, y)| Point::new(at.x + x, at.y + y)));
    group.outline(pointer.clone(), None, Some(Stroke::new(Tone::White, 2.0 * HALO + 1.5)));
    group.outline(pointer, Some(Tone::White), Some(Stroke::new(Tone::MarkInk, 1.5)));
}

/// The lens itself is in the pixels: here are its rim, the frame of what it shows, and what joins them.
fn magnifier(group: &mut Group, source: Rect, lens: Rect, round: bool, pen: Pen) {
    let rim = |rect: Rect| if round { ellipse(rect) } else { rounded(rect, CORNER) };
    let fine = Pen { stroke: pen.stroke.min(1.75), ..pen };
    if let Some((start, end)) = joined(source, lens, round) {
        with_halo(group, polyline(&[start, end]), fine);
    }
    with_halo(group, rim(source), fine);
    with_halo(group, rim(lens), pen);
}

/// From the edge of the source to the edge of the lens on the line of their middles; none where they meet.
fn joined(source: Rect, lens: Rect, round: bool) -> Option<(Point, Point)> {
    let (a, b) = (source.center(), lens.center());
    let (dx, dy) = (b.x - a.x, b.y - a.y);
    let length = dx.hypot(dy);
    let out = |rect: Rect| {
        let (x, y) = (dx / rect.width.max(1e-9) * 2.0, dy / rect.height.max(1e-9) * 2.0);
        let part = if round { x.hypot(y) } else { x.abs().max(y.abs()) };
        length / part.max(1e-9)
    };
    let (from, to) = (out(source), length - out(lens));
    (length > 1e-9 && to > from).then(|| (along(a, b, from), along(a, b, to)))
}

#[cfg(test)]
mod tests {
    use super::super::Part;
    use super::*;
    use roadbook_core::model::Mark;

    const WHOLE: Rect = Rect::new(0.0, 0.0, 1.0, 1.0);
    const SQUARE: Size = Size { width: 100.0, height: 100.0 };

    fn shape(form: ShapeForm) -> Shape {
        Shape::new(ShapeId::default(), Mark::Route, form)
    }

    #[test]
    fn coordinates_are_those_of_the_crop_that_is_shown() {
        let size = display(Size { width: 1432.0, height: 716.0 });
        assert_eq!((size.width, size.height), (716.0, 358.0), "a wide picture is as wide as the text");
        let crop = Rect::new(0.5, 0.0, 0.5, 1.0);
        let frame = shape(ShapeForm::Rectangle { rect: Rect::new(0.5, 0.0, 0.5, 1.0) });
        let drawing = draw(&[frame], crop, size, &BTreeMap::new());
        let Part::Outline(outline) = &drawing.groups[0].parts[1] else { panic!("a frame is an outline") };
        assert_eq!(outline.segments[0], Segment::Move(Point::new(CORNER, 0.0)), "it begins at the crop's corner");
    }

    #[test]
    fn what_a_crop_leaves_out_is_not_drawn() {
        let crop = Rect::new(0.5, 0.0, 0.5, 1.0);
        let drawn = |form| !draw(&[shape(form)], crop, SQUARE, &BTreeMap::new()).groups.is_empty();
        assert!(
            !drawn(ShapeForm::Text { at: Point::new(0.1, 0.4), text: "Who".into() }),
            "its words would be in the file"
        );
        assert!(drawn(ShapeForm::Text { at: Point::new(0.4, 0.4), text: "A part of it is seen".into() }));
        assert!(drawn(ShapeForm::Line { from: Point::new(0.5, 0.0), to: Point::new(0.5, 1.0) }), "half of its width");
    }

    #[test]
    fn redactions_are_in_the_pixels_and_not_drawn() {
        let hidden = shape(ShapeForm::Redaction { rect: Rect::new(0.1, 0.1, 0.2, 0.2) });
        assert!(draw(&[hidden], WHOLE, SQUARE, &BTreeMap::new()).groups.is_empty());
    }

    #[test]
    fn a_magnifier_has_a_rim_and_leaves_its_inside_to_the_pixels() {
        let source = Rect::new(0.1, 0.1, 0.2, 0.2);
        for round in [false, true] {
            let form = ShapeForm::Magnifier { source, at: Point::new(0.7, 0.7), zoom: 2.0, round };
            let drawing = draw(&[shape(form)], WHOLE, SQUARE, &BTreeMap::new());
            let filled = |part: &Part| matches!(part, Part::Outline(outline) if outline.fill.is_some());
            assert!(!drawing.groups[0].parts.iter().any(filled), "nothing lies over what is enlarged");
            assert_eq!(drawing.groups[0].parts.len(), 6, "two rims and what joins them, each with a halo");
            let near = ShapeForm::Magnifier { source, at: Point::new(0.25, 0.25), zoom: 2.0, round };
            let drawing = draw(&[shape(near)], WHOLE, SQUARE, &BTreeMap::new());
            assert_eq!(drawing.groups[0].parts.len(), 4, "nothing joins what meets");
        }
    }

    #[test]
    fn what_is_in_the_pixels_lies_below_what_is_drawn() {
        let line = ShapeForm::Line { from: Point::default(), to: Point::new(1.0, 1.0) };
        let source = Rect::new(0.1, 0.1, 0.2, 0.2);
        let lens = ShapeForm::Magnifier { source, at: Point::new(0.7, 0.7), zoom: 2.0, round: false };
        let drawing = draw(&[shape(line), shape(lens)], WHOLE, SQUARE, &BTreeMap::new());
        assert_eq!(drawing.groups.iter().map(|group| group.parts.len()).collect::<Vec<_>>(), [6, 2]);
    }

    #[test]
    fn a_turned_mark_is_the_same_one_turned_around_its_middle() {
        let rect = Rect::new(0.1, 0.1, 0.4, 0.2);
        let at = Point::new(0.1, 0.1);
        let text = || "Ctrl+S".to_owned();
        for form in [
            ShapeForm::Rectangle { rect },
            ShapeForm::Ellipse { rect },
            ShapeForm::Highlight { rect },
            ShapeForm::Text { at, text: text() },
            ShapeForm::Key { at, text: text() },
        ] {
            assert!(form.turns());
            // Twice the picture's width is no other turn: it is one of document pixels, not of fractions.
            let size = Size { width: 200.0, height: 100.0 };
            let drawn = |turn: f64| {
                let shape = Shape { turn, ..shape(form.clone()) };
                draw(&[shape], WHOLE, size, &BTreeMap::new()).groups.remove(0)
            };
            let (plain, quarter, upside_down) = (drawn(0.0), drawn(90.0), drawn(180.0));
            let points = |group: &Group| -> Vec<Point> {
                let of = |part: &Part| match part {
                    Part::Words(words) => vec![words.at],
                    Part::Outline(outline) => outline.segments.iter().filter_map(ended).collect(),
                };
                group.parts.iter().flat_map(of).collect()
            };
            let middle = {
                let (a, b) = (points(&plain)[0], points(&upside_down)[0]);
                Point::new((a.x + b.x) / 2.0, (a.y + b.y) / 2.0)
            };
            for ((a, b), c) in points(&plain).iter().zip(points(&quarter)).zip(points(&upside_down)) {
                let close = |p: Point, q: Point| (p.x - q.x).hypot(p.y - q.y) < 1e-9;
                assert!(close(a.turned(middle, 90.0), b) && close(a.turned(middle, 180.0), c), "{form:?}");
            }
            let turns = |group: &Group| {
                let of = |part: &Part| if let Part::Words(words) = part { Some(words.turn) } else { None };
                group.parts.iter().filter_map(of).collect::<Vec<_>>()
            };
            assert!(turns(&plain).iter().all(|turn| *turn == 0.0) && turns(&quarter).iter().all(|turn| *turn == 90.0));
        }
    }

    fn ended(segment: &Segment) -> Option<Point> {
        match *segment {
            Segment::Move(p) | Segment::Line(p) | Segment::Cubic(_, _, p) => Some(p),
            Segment::Close => None,
        }
    }

    #[test]
    fn an_arrow_without_length_is_still_a_drawing() {
        let at = Point::new(0.5, 0.5);
        let drawing = draw(&[shape(ShapeForm::Arrow { from: at, to: at })], WHOLE, SQUARE, &BTreeMap::new());
        assert!(!format!("{drawing:?}").contains("NaN"));
    }
}
