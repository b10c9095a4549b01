//! Small signs: the shape of each kind of document, the sign of each callout, the turn arrow of the cover.

use roadbook_core::model::{CalloutKind, DocumentKind, Point};

use super::part::{Segment, circle, polygon, polyline, rounded};
use super::{Group, Stroke, Tone};
use roadbook_core::model::Rect;

/// The kind's shape in a square of this size: policy triangle, process square, procedure hexagon, SOP
/// disc, instruction diamond.
pub fn kind(kind: DocumentKind, x: f64, y: f64, size: f64) -> Vec<Segment> {
    let p = |px: f64, py: f64| Point::new(x + px * size, y + py * size);
    match kind {
        DocumentKind::Policy => polygon(&[p(0.5, 0.04), p(1.0, 0.94), p(0.0, 0.94)]),
        DocumentKind::Process => {
            rounded(Rect::new(x + 0.04 * size, y + 0.04 * size, 0.92 * size, 0.92 * size), size * 0.2)
        }
        DocumentKind::Procedure => {
            polygon(&[p(0.5, 0.0), p(0.95, 0.25), p(0.95, 0.75), p(0.5, 1.0), p(0.05, 0.75), p(0.05, 0.25)])
        }
        DocumentKind::Sop => circle(p(0.5, 0.5), size * 0.5),
        DocumentKind::Instruction => polygon(&[p(0.5, -0.06), p(1.06, 0.5), p(0.5, 1.06), p(-0.06, 0.5)]),
    }
}

pub fn kind_sign(of: DocumentKind, size: f64) -> Group {
    let mut group = Group::new(Rect::new(0.0, 0.0, size, size));
    group.outline(kind(of, 0.0, 0.0, size), Some(Tone::of_kind(of)), None);
    group
}

pub fn callout_tone(kind: CalloutKind) -> Tone {
    match kind {
        CalloutKind::Tip => Tone::Good,
        CalloutKind::Warning => Tone::Warn,
        CalloutKind::Danger => Tone::Bad,
    }
}

/// A 16 by 16 sign: a lamp for a tip, a triangle for a warning, an octagon for a danger.
pub fn callout_sign(kind: CalloutKind) -> Group {
    let tone = callout_tone(kind);
    let line = Some(Stroke::new(tone, 1.5));
    let p = Point::new;
    let mut group = Group::new(Rect::new(0.0, 0.0, 16.0, 16.0));
    match kind {
        CalloutKind::Tip => {
            let bulb = vec![
                Segment::Move(p(5.6, 11.2)),
                Segment::Cubic(p(5.6, 9.6), p(3.4, 8.8), p(3.4, 6.2)),
                Segment::Cubic(p(3.4, 3.6), p(5.5, 1.6), p(8.0, 1.6)),
                Segment::Cubic(p(10.5, 1.6), p(12.6, 3.6), p(12.6, 6.2)),
                Segment::Cubic(p(12.6, 8.8), p(10.4, 9.6), p(10.4, 11.2)),
                Segment::Close,
            ];
            group.outline(bulb, None, line);
            group.outline(polyline(&[p(6.2, 13.9), p(9.8, 13.9)]), None, line);
        }
        CalloutKind::Warning => {
            group.outline(polygon(&[p(8.0, 1.8), p(14.8, 13.9), p(1.2, 13.9)]), None, line);
            group.outline(polyline(&[p(8.0, 6.2), p(8.0, 9.8)]), None, line);
            group.outline(circle(p(8.0, 11.9), 0.9), Some(tone), None);
        }
        CalloutKind::Danger => {
            let (near, far) = (5.1, 10.9);
            let octagon = [
                p(near, 1.0),
                p(far, 1.0),
                p(15.0, near),
                p(15.0, far),
                p(far, 15.0),
                p(near, 15.0),
                p(1.0, far),
                p(1.0, near),
            ];
            group.outline(polygon(&octagon), Some(tone), None);
            let white = Some(Stroke::new(Tone::White, 1.7));
            group.outline(polyline(&[p(8.0, 4.2), p(8.0, 8.8)]), None, white);
            group.outline(circle(p(8.0, 11.5), 1.1), Some(Tone::White), None);
        }
    }
    group
}

/// The sign of the app on a cover: from a start point up, then a turn to the right. The start is at
/// `(0, height)`, the turn's corner at the top, the arrow's tip at `(width, 0)`.
pub fn turn(width: f64, height: f64, thickness: f64) -> Group {
    let p = Point::new;
    let radius = thickness * 3.2;
    let head = thickness * 2.6;
    let mut group = Group::new(Rect::new(0.0, 0.0, width, height));
    let bend = radius * 0.447_715_25;
    let road = vec![
        Segment::Move(p(0.0, height)),
        Segment::Line(p(0.0, radius)),
        Segment::Cubic(p(0.0, bend), p(bend, 0.0), p(radius, 0.0)),
        Segment::Line(p(width - head * 0.9, 0.0)),
    ];
    group.outline(road, None, Some(Stroke::new(Tone::Route, thickness)));
    let tip = [p(width - head * 1.15, -head * 0.72), p(width, 0.0), p(width - head * 1.15, head * 0.72)];
    group.outline(polygon(&tip), Some(Tone::Route), None);
    group.outline(circle(p(0.0, height), thickness * 1.35), Some(Tone::Ink), None);
    group.outline(circle(p(0.0, height), thickness * 0.5), Some(Tone::White), None);
    group
}
