//! Primitives as SVG, for HTML pages and for pictures by themselves.

use std::fmt::Write;

use roadbook_core::model::Rect;

use super::{Anchor, Group, Outline, Part, Segment, Stroke, Tone, Words};
use crate::text::is_right_to_left;

/// How a colour is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Colours {
    /// As a variable of the page around it, which knows light and dark.
    Variables,
    /// As it is on white paper, for programs that know no variables.
    Light,
}

/// The parts of one group; text is escaped.
pub fn parts(group: &Group, colours: Colours, out: &mut String) {
    for part in &group.parts {
        match part {
            Part::Outline(outline) => write_outline(outline, colours, out),
            Part::Words(words) => write_words(words, colours, out),
        }
    }
}

pub fn view_box(bounds: Rect) -> String {
    format!("{} {} {} {}", Short(bounds.x), Short(bounds.y), Short(bounds.width), Short(bounds.height))
}

pub fn escape(text: &str, out: &mut String) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            c => out.push(c),
        }
    }
}

impl Colours {
    fn of(self, tone: Option<Tone>) -> String {
        match tone.map(|tone| (tone, tone.name().filter(|_| self == Self::Variables))) {
            None => "none".into(),
            Some((_, Some(name))) => format!("var(--{name})"),
            Some((tone, None)) => tone.light().into(),
        }
    }
}

fn write_outline(outline: &Outline, colours: Colours, out: &mut String) {
    out.push_str("<path d=\"");
    for segment in &outline.segments {
        match *segment {
            Segment::Move(p) => put(out, format_args!("M{} {}", Short(p.x), Short(p.y))),
            Segment::Line(p) => put(out, format_args!("L{} {}", Short(p.x), Short(p.y))),
            Segment::Cubic(a, b, c) => put(
                out,
                format_args!(
                    "C{} {} {} {} {} {}",
                    Short(a.x),
                    Short(a.y),
                    Short(b.x),
                    Short(b.y),
                    Short(c.x),
                    Short(c.y)
                ),
            ),
            Segment::Close => out.push('Z'),
        }
    }
    put(out, format_args!("\" fill=\"{}\"", colours.of(outline.fill)));
    if let Some(Stroke { tone, width, dashed }) = outline.stroke {
        put(out, format_args!(" stroke=\"{}\" stroke-width=\"{}\"", colours.of(Some(tone)), Short(width)));
        if dashed {
            put(out, format_args!(" stroke-dasharray=\"{} {}\"", Short(width * 3.0), Short(width * 2.4)));
        }
    }
    out.push_str("/>");
}

fn write_words(words: &Words, colours: Colours, out: &mut String) {
    let (x, y) = (Short(words.at.x), Short(words.at.y));
    put(out, format_args!("<text x=\"{x}\" y=\"{y}\" font-size=\"{}\"", Short(words.size)));
    put(out, format_args!(" font-weight=\"{}\" fill=\"{}\"", words.weight, colours.of(Some(words.tone))));
    match words.anchor {
        Anchor::Start => {}
        Anchor::Middle => out.push_str(" text-anchor=\"middle\""),
    }
    if let Some(length) = words.length {
        put(out, format_args!(" textLength=\"{}\" lengthAdjust=\"spacingAndGlyphs\"", Short(length)));
    }
    if words.turn != 0.0 {
        put(out, format_args!(" transform=\"rotate({} {x} {y})\"", Short(words.turn)));
    }
    out.push('>');
    // An isolate turns the line's direction and leaves the anchor where it is.
    let (from, to) = if is_right_to_left(&words.text) { ("\u{2067}", "\u{2069}") } else { ("", "") };
    out.push_str(from);
    escape(&words.text, out);
    out.push_str(to);
    out.push_str("</text>");
}

fn put(out: &mut String, what: std::fmt::Arguments) {
    out.write_fmt(what).unwrap_or_default();
}

/// A number with at most two decimals.
pub struct Short(pub f64);

impl std::fmt::Display for Short {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let rounded = (self.0 * 100.0).round() / 100.0;
        if rounded == 0.0 { f.write_str("0") } else { write!(f, "{rounded}") }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use roadbook_core::model::Point;

    #[test]
    fn words_are_escaped_and_numbers_are_short() {
        let mut group = Group::default();
        group.words(Point::new(1.0 / 3.0, -0.001), Anchor::Middle, 13.0, 600, Tone::Ink, "<a \"b\" & c>");
        let mut out = String::new();
        parts(&group, Colours::Variables, &mut out);
        assert_eq!(
            out,
            "<text x=\"0.33\" y=\"0\" font-size=\"13\" font-weight=\"600\" fill=\"var(--ink)\" text-anchor=\"middle\">&lt;a &quot;b&quot; &amp; c&gt;</text>"
        );
    }

    #[test]
    fn words_in_a_box_are_as_long_as_the_box_was_made_for() {
        let mut group = Group::default();
        group.boxed_words(Point::new(8.0, 14.0), Anchor::Start, 14.0, 600, Tone::Ink, "Only if it is unused");
        group.boxed_words(Point::new(8.0, 34.0), Anchor::Start, 14.0, 600, Tone::Ink, "");
        let mut out = String::new();
        parts(&group, Colours::Variables, &mut out);
        let length = Short(roadbook_core::fonts::width("Only if it is unused", 600, 14.0));
        assert!(out.contains(&format!(" textLength=\"{length}\" lengthAdjust=\"spacingAndGlyphs\">Only")), "{out}");
        assert_eq!(out.matches("<text").count(), 1, "an empty line has no letters to stretch");
    }
}
