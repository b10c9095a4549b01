//! Primitives as SVG, for HTML pages.

use std::fmt::Write;

use roadbook_core::model::Rect;

use super::{Anchor, Group, Outline, Part, Segment, Stroke, Tone, Words};

/// The parts of one group; text is escaped.
pub fn parts(group: &Group, out: &mut String) {
    for part in &group.parts {
        match part {
            Part::Outline(outline) => write_outline(outline, out),
            Part::Words(words) => write_words(words, out),
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

fn colour(tone: Option<Tone>) -> String {
    match tone {
        None => "none".into(),
        Some(tone) => tone.name().map_or_else(|| tone.light().into(), |name| format!("var(--{name})")),
    }
}

fn write_outline(outline: &Outline, out: &mut String) {
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
    put(out, format_args!("\" fill=\"{}\"", colour(outline.fill)));
    if let Some(Stroke { tone, width, dashed }) = outline.stroke {
        put(out, format_args!(" stroke=\"{}\" stroke-width=\"{}\"", colour(Some(tone)), Short(width)));
        if dashed {
            put(out, format_args!(" stroke-dasharray=\"{} {}\"", Short(width * 3.0), Short(width * 2.4)));
        }
    }
    out.push_str("/>");
}

fn write_words(words: &Words, out: &mut String) {
    let (x, y) = (Short(words.at.x), Short(words.at.y));
    put(out, format_args!("<text x=\"{x}\" y=\"{y}\" font-size=\"{}\"", Short(words.size)));
    put(out, format_args!(" font-weight=\"{}\" fill=\"{}\"", words.weight, colour(Some(words.tone))));
    match words.anchor {
        Anchor::Start => {}
        Anchor::Middle => out.push_str(" text-anchor=\"middle\""),
    }
    if words.turned {
        put(out, format_args!(" transform=\"rotate(-90 {x} {y})\""));
    }
    out.push('>');
    escape(&words.text, out);
    out.push_str("</text>");
}

fn put(out: &mut String, what: std::fmt::Arguments) {
    out.write_fmt(what).unwrap_or_default();
}

/// A number with at most two decimals.
struct Short(f64);

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
        parts(&group, &mut out);
        assert_eq!(
            out,
            "<text x=\"0.33\" y=\"0\" font-size=\"13\" font-weight=\"600\" fill=\"var(--ink)\" text-anchor=\"middle\">&lt;a &quot;b&quot; &amp; c&gt;</text>"
        );
    }
}
