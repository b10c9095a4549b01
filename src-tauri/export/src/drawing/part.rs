//! The primitives: an outline (filled, stroked or both) and a line of words.

use roadbook_core::fonts;
use roadbook_core::model::{NodeId, Point, Rect};

use super::Tone;

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Drawing {
    /// What is shown of it, in its own unit.
    pub bounds: Rect,
    /// From back to front.
    pub groups: Vec<Group>,
    /// The lanes, whose titles stand in each part of the drawing.
    pub bands: Vec<Band>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Band {
    pub rect: Rect,
    pub title: String,
    pub horizontal: bool,
}

/// Parts that belong together, and that lead somewhere together.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Group {
    pub bounds: Rect,
    pub node: Option<NodeId>,
    /// What it is, for those who do not see it.
    pub name: String,
    pub kind: GroupKind,
    pub parts: Vec<Part>,
}

/// What a page's edge may do to a group.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum GroupKind {
    /// It is seen as a whole or not at all.
    #[default]
    Whole,
    /// A band of which each page has its piece; its words are its title.
    Lane,
    /// A line along this route, which may go on elsewhere.
    Wire(Vec<Point>),
}

#[derive(Clone, Debug, PartialEq)]
pub enum Part {
    Outline(Outline),
    Words(Words),
}

#[derive(Clone, Debug, PartialEq)]
pub struct Outline {
    pub segments: Vec<Segment>,
    pub fill: Option<Tone>,
    pub stroke: Option<Stroke>,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stroke {
    pub tone: Tone,
    pub width: f64,
    pub dashed: bool,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Segment {
    Move(Point),
    Line(Point),
    Cubic(Point, Point, Point),
    Close,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Words {
    /// On the baseline.
    pub at: Point,
    pub anchor: Anchor,
    pub size: f64,
    pub weight: u16,
    pub tone: Tone,
    pub text: String,
    /// Degrees clockwise around `at`.
    pub turn: f64,
    /// As long as it was measured, where a box was drawn for it: a browser may set letters on whole pixels.
    pub length: Option<f64>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anchor {
    Start,
    Middle,
}

/// For words that run along an edge from below.
pub const UPWARDS: f64 = -90.0;

impl Band {
    /// Of the lane's beginning, where its title stands.
    pub const HEAD: f64 = 32.0;
}

impl Part {
    pub fn text(&self) -> Option<&str> {
        match self {
            Self::Words(words) => Some(&words.text),
            Self::Outline(_) => None,
        }
    }
}

impl Segment {
    /// Its ends and handles.
    fn points(self) -> Vec<Point> {
        match self {
            Self::Move(p) | Self::Line(p) => vec![p],
            Self::Cubic(a, b, c) => vec![a, b, c],
            Self::Close => vec![],
        }
    }
}

impl Stroke {
    pub fn new(tone: Tone, width: f64) -> Self {
        Self { tone, width, dashed: false }
    }
}

impl Group {
    pub fn new(bounds: Rect) -> Self {
        Self { bounds, ..Self::default() }
    }

    pub fn outline(&mut self, segments: Vec<Segment>, fill: Option<Tone>, stroke: Option<Stroke>) {
        self.parts.push(Part::Outline(Outline { segments, fill, stroke }));
    }

    /// Around its outlines, with their strokes; none: it has no outline.
    pub fn outlined(&self) -> Option<Rect> {
        let around = |outline: &Outline| {
            let width = outline.stroke.map_or(0.0, |stroke| stroke.width);
            let points = outline.segments.iter().flat_map(|segment| segment.points());
            points.map(|p| Rect::new(p.x - width / 2.0, p.y - width / 2.0, width, width)).reduce(Rect::union)
        };
        let outlines = self.parts.iter().filter_map(|part| match part {
            Part::Outline(outline) => around(outline),
            Part::Words(_) => None,
        });
        outlines.reduce(Rect::union)
    }

    /// Turns all of it, in degrees clockwise.
    pub fn turn(&mut self, around: Point, degrees: f64) {
        let turned = |p: &mut Point| *p = p.turned(around, degrees);
        for part in &mut self.parts {
            match part {
                Part::Outline(outline) => outline.segments.iter_mut().for_each(|segment| match segment {
                    Segment::Move(p) | Segment::Line(p) => turned(p),
                    Segment::Cubic(a, b, c) => [a, b, c].into_iter().for_each(turned),
                    Segment::Close => {}
                }),
                Part::Words(words) => {
                    turned(&mut words.at);
                    words.turn += degrees;
                }
            }
        }
    }

    pub fn words(&mut self, at: Point, anchor: Anchor, size: f64, weight: u16, tone: Tone, text: &str) {
        let text = crate::text::line(text);
        if !text.is_empty() {
            self.parts.push(Part::Words(Words { at, anchor, size, weight, tone, text, turn: 0.0, length: None }));
        }
    }

    /// Words that a box was measured for.
    pub fn boxed_words(&mut self, at: Point, anchor: Anchor, size: f64, weight: u16, tone: Tone, text: &str) {
        let before = self.parts.len();
        self.words(at, anchor, size, weight, tone, text);
        for part in &mut self.parts[before..] {
            if let Part::Words(words) = part {
                words.length = Some(fonts::width(&words.text, weight, size));
            }
        }
    }
}

/// The cubic that comes closest to a quarter of a circle has its handles at this part of the radius.
const QUARTER: f64 = 0.552_284_75;

pub fn polygon(points: &[Point]) -> Vec<Segment> {
    let mut segments = polyline(points);
    segments.push(Segment::Close);
    segments
}

pub fn polyline(points: &[Point]) -> Vec<Segment> {
    let mut points = points.iter();
    points.next().map(|first| Segment::Move(*first)).into_iter().chain(points.map(|p| Segment::Line(*p))).collect()
}

pub fn circle(middle: Point, radius: f64) -> Vec<Segment> {
    rounded(Rect::new(middle.x - radius, middle.y - radius, radius * 2.0, radius * 2.0), radius)
}

/// The ellipse that fills the rectangle.
pub fn ellipse(rect: Rect) -> Vec<Segment> {
    let (middle, p) = (rect.center(), Point::new);
    let (left, top, right, bottom) = (rect.x, rect.y, rect.right(), rect.bottom());
    let (x, y) = (rect.width / 2.0 * QUARTER, rect.height / 2.0 * QUARTER);
    vec![
        Segment::Move(p(middle.x, top)),
        Segment::Cubic(p(middle.x + x, top), p(right, middle.y - y), p(right, middle.y)),
        Segment::Cubic(p(right, middle.y + y), p(middle.x + x, bottom), p(middle.x, bottom)),
        Segment::Cubic(p(middle.x - x, bottom), p(left, middle.y + y), p(left, middle.y)),
        Segment::Cubic(p(left, middle.y - y), p(middle.x - x, top), p(middle.x, top)),
        Segment::Close,
    ]
}

/// A rectangle whose corners have this radius, or half its shorter side if that is less.
pub fn rounded(rect: Rect, radius: f64) -> Vec<Segment> {
    let radius = radius.min(rect.width / 2.0).min(rect.height / 2.0).max(0.0);
    let (left, top, right, bottom) = (rect.x, rect.y, rect.right(), rect.bottom());
    if radius == 0.0 {
        return polygon(&[
            Point::new(left, top),
            Point::new(right, top),
            Point::new(right, bottom),
            Point::new(left, bottom),
        ]);
    }
    let handle = radius * (1.0 - QUARTER);
    let p = Point::new;
    vec![
        Segment::Move(p(left + radius, top)),
        Segment::Line(p(right - radius, top)),
        Segment::Cubic(p(right - handle, top), p(right, top + handle), p(right, top + radius)),
        Segment::Line(p(right, bottom - radius)),
        Segment::Cubic(p(right, bottom - handle), p(right - handle, bottom), p(right - radius, bottom)),
        Segment::Line(p(left + radius, bottom)),
        Segment::Cubic(p(left + handle, bottom), p(left, bottom - handle), p(left, bottom - radius)),
        Segment::Line(p(left, top + radius)),
        Segment::Cubic(p(left, top + handle), p(left + handle, top), p(left + radius, top)),
        Segment::Close,
    ]
}

/// A line through these points whose corners are rounded.
pub fn rounded_line(points: &[Point], radius: f64) -> Vec<Segment> {
    let mut segments = vec![];
    for (i, here) in points.iter().enumerate() {
        if i == 0 {
            segments.push(Segment::Move(*here));
        } else if let Some(next) = points.get(i + 1) {
            let before = points[i - 1];
            let reach = |other: &Point| (other.x - here.x).hypot(other.y - here.y) / 2.0;
            let r = radius.min(reach(&before)).min(reach(next));
            let (enter, leave) = (super::along(*here, before, r), super::along(*here, *next, r));
            let bend = |end: Point| super::along(*here, end, r * (1.0 - QUARTER));
            segments.push(Segment::Line(enter));
            segments.push(Segment::Cubic(bend(before), bend(*next), leave));
        } else {
            segments.push(Segment::Line(*here));
        }
    }
    segments
}

/// The same, moved.
pub fn moved(segments: &[Segment], dx: f64, dy: f64, scale: f64) -> Vec<Segment> {
    let m = |p: Point| Point::new(p.x * scale + dx, p.y * scale + dy);
    segments
        .iter()
        .map(|segment| match *segment {
            Segment::Move(p) => Segment::Move(m(p)),
            Segment::Line(p) => Segment::Line(m(p)),
            Segment::Cubic(a, b, c) => Segment::Cubic(m(a), m(b), m(c)),
            Segment::Close => Segment::Close,
        })
        .collect()
}
