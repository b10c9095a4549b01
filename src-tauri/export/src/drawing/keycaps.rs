//! Keys to press, drawn as the caps of a keyboard: "Ctrl+S" is two of them.

use roadbook_core::fonts;
use roadbook_core::model::{Point, Rect};

use super::part::rounded;
use super::shapes::Pen;
use super::{Anchor, Group, STRONG, Stroke, Tone, baseline};

const PADDING: f64 = 8.0;
/// The cap's front edge, below its face.
const FRONT: f64 = 3.0;
const GAP: f64 = 7.0;
const CORNER: f64 = 5.0;
const HALO: f64 = 1.5;
const EDGE: f64 = 1.5;

/// With the top left corner of the first cap at this point. Gives the box around all of them.
pub(super) fn draw(group: &mut Group, at: Point, text: &str, pen: Pen) -> Rect {
    let (size, line) = (pen.text, pen.text * 1.35);
    let height = line + PADDING;
    let (mut x, mut right) = (at.x, at.x + height);
    for key in keys(&crate::text::line(text)) {
        let width = (fonts::width(&key, STRONG, size) + 2.0 * PADDING).max(height);
        let cap = |height: f64| rounded(Rect::new(x, at.y, width, height), CORNER);
        group.outline(cap(height + FRONT), Some(pen.tone), Some(Stroke::new(Tone::White, EDGE + 2.0 * HALO)));
        group.outline(cap(height + FRONT), Some(pen.tone), Some(Stroke::new(pen.tone, EDGE)));
        group.outline(cap(height), Some(Tone::White), Some(Stroke::new(pen.tone, EDGE)));
        let base = Point::new(x + width / 2.0, at.y + PADDING / 2.0 + baseline(size, line));
        group.boxed_words(base, Anchor::Middle, size, STRONG, Tone::MarkInk, &key);
        right = x + width;
        x += width + GAP;
    }
    Rect::new(at.x, at.y, right - at.x, height + FRONT)
}

/// A plus joins two keys; one with nothing before it is a key itself.
fn keys(text: &str) -> Vec<String> {
    let mut keys = vec![String::new()];
    for c in text.chars() {
        match keys.last_mut() {
            Some(key) if c != '+' || key.is_empty() => key.push(c),
            _ => keys.push(String::new()),
        }
    }
    keys.into_iter().map(|key| key.trim().to_owned()).filter(|key| !key.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plus_joins_keys_or_is_one() {
        for (text, expected) in [
            ("Ctrl+S", vec!["Ctrl", "S"]),
            ("Ctrl + Shift + Esc", vec!["Ctrl", "Shift", "Esc"]),
            ("Ctrl++", vec!["Ctrl", "+"]),
            ("+", vec!["+"]),
            ("Page down", vec!["Page down"]),
            ("", vec![]),
        ] {
            assert_eq!(keys(text), expected, "{text}");
        }
    }
}
