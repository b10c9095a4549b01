//! Words of several scripts as outlines. resvg takes one direction for all of a line, and loses letters of a
//! second script; so what is beyond Inter is shaped here, with the bundled faces.

use roadbook_core::fonts::{FACES, Face};
use roadbook_core::model::Point;
use rustybuzz::ttf_parser::{GlyphId, OutlineBuilder};
use rustybuzz::{Direction, UnicodeBuffer};
use unicode_bidi::{BidiInfo, Level};

use crate::drawing::{Anchor, Drawing, Outline, Part, Segment, Words};
use crate::text::is_right_to_left;

/// The same drawing, in which resvg needs one face for each line of words.
pub fn outlined(drawing: &Drawing) -> Drawing {
    let mut drawing = drawing.clone();
    for part in drawing.groups.iter_mut().flat_map(|group| &mut group.parts) {
        if let Part::Words(words) = part
            && let Some(outline) = outline(words)
        {
            *part = Part::Outline(outline);
        }
    }
    drawing
}

/// None: Inter has all of it, or no bundled face has a part of it.
fn outline(words: &Words) -> Option<Outline> {
    let faces = faces(words.weight);
    let has = |face: &rustybuzz::Face, text: &str| text.chars().all(|letter| face.glyph_index(letter).is_some());
    if has(faces.first()?, &words.text) {
        return None;
    }
    let mut pen = Pen { at: Point::default(), scale: 1.0, segments: vec![], here: Point::default() };
    for (text, direction) in runs(&words.text) {
        let mut pieces = pieces(text, &faces)?;
        if direction == Direction::RightToLeft {
            pieces.reverse();
        }
        for (face, text) in pieces {
            pen.write(face, text, direction, words.size);
        }
    }
    let start = match words.anchor {
        Anchor::Start => words.at.x,
        Anchor::Middle => words.at.x - pen.at.x / 2.0,
    };
    let place = |p: Point| Point::new(start + p.x, words.at.y + p.y).turned(words.at, words.turn);
    let segments = pen.segments.into_iter().map(|segment| match segment {
        Segment::Move(p) => Segment::Move(place(p)),
        Segment::Line(p) => Segment::Line(place(p)),
        Segment::Cubic(a, b, c) => Segment::Cubic(place(a), place(b), place(c)),
        Segment::Close => Segment::Close,
    });
    Some(Outline { segments: segments.collect(), fill: Some(words.tone), stroke: None })
}

/// Inter of this weight, then the faces of the other scripts, which have two weights.
fn faces(weight: u16) -> Vec<rustybuzz::Face<'static>> {
    let other = if weight >= 600 { 700 } else { 400 };
    let fits = |face: &&Face| match face.family {
        "Inter" => face.weight == weight && !face.italic,
        "JetBrains Mono" => false,
        _ => face.weight == other,
    };
    FACES.iter().filter(fits).filter_map(|face| rustybuzz::Face::from_slice(face.data, 0)).collect()
}

/// Stretches of one direction, from left to right as they are seen.
fn runs(text: &str) -> Vec<(&str, Direction)> {
    let level = if is_right_to_left(text) { Level::rtl() } else { Level::ltr() };
    let info = BidiInfo::new(text, Some(level));
    let mut found = vec![];
    for paragraph in &info.paragraphs {
        let (levels, runs) = info.visual_runs(paragraph, paragraph.range.clone());
        found.extend(runs.into_iter().map(|run| {
            let direction = if levels[run.start].is_rtl() { Direction::RightToLeft } else { Direction::LeftToRight };
            (&text[run], direction)
        }));
    }
    found
}

/// Stretches of one face, in the order of writing. A letter stays with the one before it where that face has it,
/// so that spaces and marks do not part what is joined.
fn pieces<'f, 't>(
    text: &'t str,
    faces: &'f [rustybuzz::Face<'static>],
) -> Option<Vec<(&'f rustybuzz::Face<'static>, &'t str)>> {
    let mut ends: Vec<(usize, usize)> = vec![];
    for (at, letter) in text.char_indices() {
        let has = |face: &usize| faces[*face].glyph_index(letter).is_some();
        let before = ends.last().map(|(face, _)| *face);
        let joins = before.filter(|face| has(face) && (*face == 0 || !letter.is_alphanumeric() || !has(&0)));
        let face = joins.or_else(|| (0..faces.len()).find(has))?;
        let end = at + letter.len_utf8();
        match ends.last_mut() {
            Some((last, to)) if *last == face => *to = end,
            _ => ends.push((face, end)),
        }
    }
    let starts = std::iter::once(0).chain(ends.iter().map(|(_, end)| *end)).collect::<Vec<_>>();
    Some(ends.iter().zip(starts).map(|((face, end), start)| (&faces[*face], &text[start..*end])).collect())
}

/// Writes outlines of letters from left to right along a line that begins at nought.
struct Pen {
    at: Point,
    /// Pixels to a unit of the face.
    scale: f64,
    segments: Vec<Segment>,
    /// Where the last segment ends.
    here: Point,
}

impl Pen {
    fn write(&mut self, face: &rustybuzz::Face, text: &str, direction: Direction, size: f64) {
        let mut buffer = UnicodeBuffer::new();
        buffer.push_str(text);
        buffer.set_direction(direction);
        buffer.guess_segment_properties();
        let shaped = rustybuzz::shape(face, &[], buffer);
        self.scale = size / f64::from(face.units_per_em());
        for (info, position) in shaped.glyph_infos().iter().zip(shaped.glyph_positions()) {
            let line = self.at;
            self.at = self.place(position.x_offset as f32, position.y_offset as f32);
            face.outline_glyph(GlyphId(info.glyph_id as u16), self);
            self.at = Point::new(line.x + f64::from(position.x_advance) * self.scale, line.y);
        }
    }

    /// A face counts upwards.
    fn place(&self, x: f32, y: f32) -> Point {
        Point::new(self.at.x + f64::from(x) * self.scale, self.at.y - f64::from(y) * self.scale)
    }
}

impl OutlineBuilder for Pen {
    fn move_to(&mut self, x: f32, y: f32) {
        self.here = self.place(x, y);
        self.segments.push(Segment::Move(self.here));
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.here = self.place(x, y);
        self.segments.push(Segment::Line(self.here));
    }

    fn quad_to(&mut self, x1: f32, y1: f32, x: f32, y: f32) {
        let (from, handle, to) = (self.here, self.place(x1, y1), self.place(x, y));
        let near =
            |end: Point| Point::new(end.x + (handle.x - end.x) * 2.0 / 3.0, end.y + (handle.y - end.y) * 2.0 / 3.0);
        self.segments.push(Segment::Cubic(near(from), near(to), to));
        self.here = to;
    }

    fn curve_to(&mut self, x1: f32, y1: f32, x2: f32, y2: f32, x: f32, y: f32) {
        let to = self.place(x, y);
        self.segments.push(Segment::Cubic(self.place(x1, y1), self.place(x2, y2), to));
        self.here = to;
    }

    fn close(&mut self) {
        self.segments.push(Segment::Close);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::drawing::Group;
    use crate::drawing::Tone;

    fn drawn(text: &str) -> Option<Outline> {
        let mut group = Group::default();
        group.words(Point::new(100.0, 20.0), Anchor::Middle, 13.0, 500, Tone::Ink, text);
        let Part::Words(words) = &group.parts[0] else { panic!("words are words") };
        outline(words)
    }

    #[test]
    fn a_line_is_read_from_the_side_where_its_script_begins() {
        let seen = |text| runs(text).into_iter().map(|(run, _)| run.trim()).collect::<Vec<_>>();
        assert_eq!(seen("مراجعة (v2) ثم"), [") ثم", "v2", "مراجعة ("], "the first word is at the right");
        assert_eq!(seen("Check שלום now"), ["Check", "שלום", "now"]);
    }

    #[test]
    fn each_letter_has_a_face_and_joined_ones_stay_together() {
        let faces = faces(500);
        let texts = |text| pieces(text, &faces).map(|found| found.iter().map(|(_, text)| *text).collect::<Vec<_>>());
        assert_eq!(texts("مراجعة الطلب؟"), Some(vec!["مراجعة الطلب؟"]));
        assert_eq!(texts("สวัสดี v2"), Some(vec!["สวัสดี ", "v2"]));
        assert_eq!(texts("你好"), None, "that is for the fonts of this computer");
    }

    #[test]
    fn only_what_needs_it_becomes_outlines() {
        assert!(drawn("Check the order").is_none() && drawn("Prüfen Γειά Привет").is_none());
        assert!(drawn("你好").is_none());
        let outline = drawn("مراجعة الطلب (v2) ثم الموافقة عليه؟").expect("outlines");
        let ends = outline.segments.iter().filter_map(|segment| match *segment {
            Segment::Move(p) | Segment::Line(p) | Segment::Cubic(_, _, p) => Some(p.x),
            Segment::Close => None,
        });
        let (low, high) = ends.fold((f64::MAX, f64::MIN), |(low, high), x| (low.min(x), high.max(x)));
        assert!((low + high - 200.0).abs() < 4.0, "it stands around its middle: {low} to {high}");
    }
}
