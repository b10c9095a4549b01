//! Annotations of a picture as drawn on it: every mark has a fixed size in document pixels at the size at
//! which a document shows the picture, so that it reads alike on a small dialog and on a whole screen.

use std::collections::BTreeMap;

use roadbook_core::fonts;
use roadbook_core::model::{Point, Rect, Shape, ShapeForm, ShapeId, Size};

use super::part::{Segment, circle, polygon, polyline, rounded};
use super::{Anchor, Drawing, Group, HEAVY, STRONG, Stroke, Tone, along, baseline};

/// A picture is never shown wider than the text of a document, in document pixels.
pub const TEXT_WIDTH: f64 = 716.0;

const STROKE: f64 = 2.5;
const HALO: f64 = 1.5;
const HEAD_LENGTH: f64 = 15.0;
const HEAD_WIDTH: f64 = 12.0;
const CORNER: f64 = 5.0;
const DISC: f64 = 13.0;
const NUMBER: f64 = 13.0;
const DOT: f64 = 4.0;
const TEXT: f64 = 14.0;
const TEXT_LINE: f64 = TEXT * 1.35;
const TEXT_PADDING: (f64, f64) = (8.0, 5.0);
const TEXT_BORDER: f64 = 1.5;

/// The size in document pixels at which a picture with this many pixels is shown.
pub fn display(shown: Size) -> Size {
    let width = shown.width.clamp(1.0, TEXT_WIDTH);
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
    let bounds = Rect::new(0.0, 0.0, display.width, display.height);
    let groups = shapes
        .iter()
        .filter_map(|shape| {
            let tone = Tone::of_mark(shape.mark);
            let mut group = Group::new(bounds);
            match &shape.form {
                ShapeForm::Arrow { from, to } => arrow(&mut group, place(*from), place(*to), tone),
                ShapeForm::Rectangle { rect } => {
                    let (a, b) = (place(Point::new(rect.x, rect.y)), place(Point::new(rect.right(), rect.bottom())));
                    let frame = rounded(Rect::new(a.x, a.y, b.x - a.x, b.y - a.y), CORNER);
                    with_halo(&mut group, frame, tone);
                }
                ShapeForm::Number { at, pointer } => {
                    let number = numbers.get(&shape.id).copied().unwrap_or(1);
                    callout(&mut group, place(*at), pointer.map(place), number, tone);
                }
                ShapeForm::Text { at, text } => text_box(&mut group, place(*at), text, tone),
                // Its pixels are gone already: the burned picture holds the fill.
                ShapeForm::Redaction { .. } => return None,
            }
            Some(group)
        })
        .collect();
    Drawing { bounds, groups, bands: vec![] }
}

fn with_halo(group: &mut Group, segments: Vec<Segment>, tone: Tone) {
    group.outline(segments.clone(), None, Some(Stroke::new(Tone::White, STROKE + 2.0 * HALO)));
    group.outline(segments, None, Some(Stroke::new(tone, STROKE)));
}

fn arrow(group: &mut Group, from: Point, to: Point, tone: Tone) {
    let length = (to.x - from.x).hypot(to.y - from.y);
    let head = HEAD_LENGTH.min(length);
    let base = along(to, from, head);
    let half = HEAD_WIDTH / 2.0 * head / HEAD_LENGTH;
    let (ux, uy) = if length < 1e-9 { (1.0, 0.0) } else { ((to.x - from.x) / length, (to.y - from.y) / length) };
    let tip = polygon(&[
        to,
        Point::new(base.x - uy * half, base.y + ux * half),
        Point::new(base.x + uy * half, base.y - ux * half),
    ]);
    let line = polyline(&[from, base]);
    group.outline(line.clone(), None, Some(Stroke::new(Tone::White, STROKE + 2.0 * HALO)));
    group.outline(tip.clone(), Some(Tone::White), Some(Stroke::new(Tone::White, 2.0 * HALO)));
    group.outline(line, None, Some(Stroke::new(tone, STROKE)));
    group.outline(tip, Some(tone), None);
}

fn callout(group: &mut Group, at: Point, pointer: Option<Point>, number: u32, tone: Tone) {
    if let Some(end) = pointer {
        let start = along(at, end, DISC);
        if (end.x - at.x).hypot(end.y - at.y) > DISC {
            with_halo(group, polyline(&[start, end]), tone);
            group.outline(circle(end, DOT), Some(tone), Some(Stroke::new(Tone::White, HALO)));
            group.outline(circle(end, DOT), Some(tone), None);
        }
    }
    group.outline(circle(at, DISC + HALO), Some(Tone::White), None);
    group.outline(circle(at, DISC), Some(tone), None);
    // Half the height of Inter's digits (0.727 of the size) below the middle.
    let base = Point::new(at.x, at.y + NUMBER * 0.727 / 2.0);
    group.words(base, Anchor::Middle, NUMBER, HEAVY, Tone::White, &number.to_string());
}

fn text_box(group: &mut Group, at: Point, text: &str, tone: Tone) {
    let text = crate::text::clean(text);
    let lines: Vec<&str> = text.trim_end_matches('\n').split('\n').collect();
    let widest = lines.iter().map(|line| fonts::width(line, STRONG, TEXT)).fold(0.0, f64::max);
    let rect = Rect::new(
        at.x,
        at.y,
        widest + TEXT_PADDING.0 * 2.0,
        TEXT_LINE * lines.len().max(1) as f64 + TEXT_PADDING.1 * 2.0,
    );
    group.outline(rounded(rect, CORNER), Some(Tone::White), Some(Stroke::new(tone, TEXT_BORDER)));
    for (i, line) in lines.iter().enumerate() {
        let y = rect.y + TEXT_PADDING.1 + TEXT_LINE * i as f64 + baseline(TEXT, TEXT_LINE);
        group.words(Point::new(rect.x + TEXT_PADDING.0, y), Anchor::Start, TEXT, STRONG, tone, line);
    }
}

#[cfg(test)]
mod tests {
    use super::super::Part;
    use super::*;
    use roadbook_core::model::Mark;

    const WHOLE: Rect = Rect::new(0.0, 0.0, 1.0, 1.0);
    const SQUARE: Size = Size { width: 100.0, height: 100.0 };

    fn shape(form: ShapeForm) -> Shape {
        Shape { id: ShapeId::default(), mark: Mark::Route, form }
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
    fn redactions_are_in_the_pixels_and_not_drawn() {
        let hidden = shape(ShapeForm::Redaction { rect: Rect::new(0.1, 0.1, 0.2, 0.2) });
        assert!(draw(&[hidden], WHOLE, SQUARE, &BTreeMap::new()).groups.is_empty());
    }

    #[test]
    fn an_arrow_without_length_is_still_a_drawing() {
        let at = Point::new(0.5, 0.5);
        let drawing = draw(&[shape(ShapeForm::Arrow { from: at, to: at })], WHOLE, SQUARE, &BTreeMap::new());
        assert!(!format!("{drawing:?}").contains("NaN"));
    }
}
