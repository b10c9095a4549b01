//! Drawings in points, as the lists that the template reads.

use roadbook_core::model::{PackColour, Rect};
use serde_json::{Value, json};

use crate::drawing::{Anchor, Drawing, Group, Part, Segment, Tone, part};
use crate::theme::shades;

/// The parts of a drawing that a window shows, in points from the window's corner.
pub fn parts(drawing: &Drawing, window: Option<Rect>, scale: f64) -> Vec<Value> {
    let origin = window.unwrap_or(drawing.bounds);
    let seen =
        |group: &&Group| window.is_none_or(|window| group.bounds.intersects(window) || group.bounds.width == 0.0);
    let mut out: Vec<Value> =
        drawing.groups.iter().filter(seen).flat_map(|group| points(group, origin.x, origin.y, scale)).collect();
    if let Some(window) = window {
        for group in drawing.repeated_titles(window) {
            out.extend(points(&group, origin.x, origin.y, scale));
        }
    }
    out
}

/// A colour, or the name of the shade that the pack's own takes the place of.
fn shade(tone: Tone) -> &'static str {
    match tone {
        Tone::Route => "route",
        Tone::RouteSoft => "route-soft",
        Tone::OnRoute => "on-route",
        fixed => fixed.light(),
    }
}

/// The shades by which [`points`] names them.
pub fn theme(colour: PackColour) -> Value {
    shades(colour).into_iter().map(|(name, (light, _))| (name.to_owned(), Value::from(light))).collect()
}

pub fn points(group: &Group, x: f64, y: f64, scale: f64) -> Vec<Value> {
    let number = |value: f64| (value * 1000.0).round() / 1000.0;
    group
        .parts
        .iter()
        .map(|part| match part {
            Part::Outline(outline) => {
                let segments: Vec<Value> = part::moved(&outline.segments, -x * scale, -y * scale, scale)
                    .iter()
                    .map(|segment| match *segment {
                        Segment::Move(p) => json!(["M", number(p.x), number(p.y)]),
                        Segment::Line(p) => json!(["L", number(p.x), number(p.y)]),
                        Segment::Cubic(a, b, c) => {
                            json!(["C", number(a.x), number(a.y), number(b.x), number(b.y), number(c.x), number(c.y)])
                        }
                        Segment::Close => json!(["Z"]),
                    })
                    .collect();
                let stroke = outline.stroke.map(|s| json!([shade(s.tone), number(s.width * scale), s.dashed]));
                json!(["o", outline.fill.map(shade), stroke, segments])
            }
            Part::Words(words) => json!([
                "w",
                number((words.at.x - x) * scale),
                number((words.at.y - y) * scale),
                match words.anchor {
                    Anchor::Start => "start",
                    Anchor::Middle => "middle",
                },
                number(words.size * scale),
                words.weight,
                shade(words.tone),
                words.text,
                number(words.turn),
            ]),
        })
        .collect()
}
