//! Annotations of an old picture, put where they belong on a new one; and those that a person must look at.

use serde::Serialize;
use ts_rs::TS;

use super::gray::Gray;
use super::{FINE, Match, Pair};
use crate::model::{Figure, Point, Rect, Shape, ShapeForm};

/// How far around a mark the pictures are compared, in pixels of the fine copies.
const AROUND: f64 = 14.0;
/// How far what is hidden may show beside its edge on a smoothed copy.
const EDGE: f64 = 4.0;
/// Smoothed pixels that differ by more than this are different.
const DIFFERENT: u8 = 10;
/// The share of different pixels around a mark from which it is to be checked. Measured: noise and another
/// smoothing of letters stay below 1 %, a changed word or button is above 8 %.
const CHANGED: f64 = 0.03;
/// Pixels of the new picture by which what hides something grows on each side: a fit ends between pixels.
const MARGIN: f64 = 2.0;

/// Why a person must look at a carried annotation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum Check {
    /// What is around it looks different.
    Changed,
    /// Its place is not in the new picture, or only in part.
    Outside,
    /// The old picture was not found in the new one.
    Unsure,
}

#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[ts(export)]
pub struct Carried {
    pub shape: Shape,
    /// None: it is where it was.
    pub check: Option<Check>,
}

/// How a figure would be with another picture.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[ts(export)]
pub struct Plan {
    /// Where the whole old picture lies, in fractions of the new one; none: it was not found.
    pub placed: Option<Rect>,
    pub crop: Option<Rect>,
    pub crop_check: Option<Check>,
    /// From back to front, as before.
    pub shapes: Vec<Carried>,
}

/// What hides something is never carried to where it would hide less: where that is in doubt it hides its old
/// place and its new one, and is to be checked.
pub fn carry(figure: &Figure, pair: &Pair) -> Plan {
    let Some(at) = pair.find() else {
        let unsure = |shape: &Shape| Carried { shape: shape.clone(), check: Some(Check::Unsure) };
        return Plan {
            placed: None,
            crop: figure.crop,
            crop_check: figure.crop.map(|_| Check::Unsure),
            shapes: figure.shapes.iter().map(unsure).collect(),
        };
    };
    let way = Way { at, old: size(&pair.old), new: size(&pair.new) };
    let eyes = Eyes::of(figure, pair, at);
    let shapes = figure.shapes.iter().map(|shape| {
        let check = way.check(&eyes, shape);
        Carried { shape: Shape { form: way.form(&shape.form, check), ..shape.clone() }, check }
    });
    let placed = way.rect(Rect::new(0.0, 0.0, 1.0, 1.0));
    let (crop, crop_check) = way.crop(&eyes, figure.crop);
    Plan { placed: Some(placed), crop, crop_check, shapes: shapes.collect() }
}

fn size(gray: &Gray) -> (f64, f64) {
    (f64::from(gray.width), f64::from(gray.height))
}

/// From fractions of the old picture to fractions of the new one.
struct Way {
    at: Match,
    old: (f64, f64),
    new: (f64, f64),
}

impl Way {
    fn point(&self, p: Point) -> Point {
        let x = (p.x * self.old.0 * self.at.scale + self.at.x) / self.new.0;
        let y = (p.y * self.old.1 * self.at.scale + self.at.y) / self.new.1;
        Point::new(x.clamp(-9.0, 9.0), y.clamp(-9.0, 9.0))
    }

    fn rect(&self, rect: Rect) -> Rect {
        let (from, to) = (self.point(Point::new(rect.x, rect.y)), self.point(Point::new(rect.right(), rect.bottom())));
        Rect::new(from.x, from.y, to.x - from.x, to.y - from.y)
    }

    /// What covers it on the new picture, whatever became of the place.
    fn cover(&self, rect: Rect, check: Option<Check>) -> Rect {
        let carried = self.rect(rect);
        let (dx, dy) = (MARGIN / self.new.0, MARGIN / self.new.1);
        let grown = Rect::new(carried.x - dx, carried.y - dy, carried.width + 2.0 * dx, carried.height + 2.0 * dy);
        if check.is_some() { grown.union(rect) } else { grown }
    }

    fn form(&self, form: &ShapeForm, check: Option<Check>) -> ShapeForm {
        let (point, rect) = (|p: &Point| self.point(*p), |rect: &Rect| self.rect(*rect));
        match form {
            ShapeForm::Arrow { from, to } => ShapeForm::Arrow { from: point(from), to: point(to) },
            ShapeForm::Line { from, to } => ShapeForm::Line { from: point(from), to: point(to) },
            ShapeForm::Rectangle { rect: it } => ShapeForm::Rectangle { rect: rect(it) },
            ShapeForm::Ellipse { rect: it } => ShapeForm::Ellipse { rect: rect(it) },
            ShapeForm::Highlight { rect: it } => ShapeForm::Highlight { rect: rect(it) },
            ShapeForm::Spotlight { rect: it, round } => ShapeForm::Spotlight { rect: rect(it), round: *round },
            ShapeForm::Redaction { rect: it } => ShapeForm::Redaction { rect: self.cover(*it, check) },
            ShapeForm::Blur { rect: it } => ShapeForm::Blur { rect: self.cover(*it, check) },
            ShapeForm::Number { at, pointer, from } => {
                ShapeForm::Number { at: point(at), pointer: pointer.as_ref().map(point), from: *from }
            }
            ShapeForm::Text { at, text } => ShapeForm::Text { at: point(at), text: text.clone() },
            ShapeForm::Key { at, text } => ShapeForm::Key { at: point(at), text: text.clone() },
            ShapeForm::Click { at } => ShapeForm::Click { at: point(at) },
            ShapeForm::Magnifier { source, at, zoom, round } => {
                ShapeForm::Magnifier { source: rect(source), at: point(at), zoom: *zoom, round: *round }
            }
        }
    }

    fn check(&self, eyes: &Eyes, shape: &Shape) -> Option<Check> {
        let places = places(&shape.form).into_iter().map(|place| turned(place, shape.turn, self.old));
        let checks = places.map(|place| self.check_place(eyes, place));
        checks.flatten().max_by_key(|check| *check == Check::Outside)
    }

    fn check_place(&self, eyes: &Eyes, place: Rect) -> Option<Check> {
        let carried = self.rect(place);
        let slack = 0.002;
        let inside = carried.x >= -slack
            && carried.y >= -slack
            && carried.right() <= 1.0 + slack
            && carried.bottom() <= 1.0 + slack;
        // What stuck out of the old picture may stick out of the new one.
        let was_inside = place.x >= 0.0 && place.y >= 0.0 && place.right() <= 1.0 && place.bottom() <= 1.0;
        if !inside && was_inside {
            return Some(Check::Outside);
        }
        (eyes.difference(place) > CHANGED).then_some(Check::Changed)
    }

    /// A crop may hide something as well: where it cannot be carried it stays, and is to be checked.
    fn crop(&self, eyes: &Eyes, crop: Option<Rect>) -> (Option<Rect>, Option<Check>) {
        let Some(old) = crop else { return (None, None) };
        let carried = self.rect(old);
        let (x, y) = (carried.x.clamp(0.0, 1.0), carried.y.clamp(0.0, 1.0));
        let (right, bottom) = (carried.right().clamp(0.0, 1.0), carried.bottom().clamp(0.0, 1.0));
        if right - x < carried.width / 2.0 || bottom - y < carried.height / 2.0 {
            return (Some(old), Some(Check::Outside));
        }
        let check = (eyes.difference(old) > 0.35).then_some(Check::Changed);
        (Some(Rect::new(x, y, right - x, bottom - y)), check)
    }
}

/// The places on the picture that a mark is about, in fractions.
fn places(form: &ShapeForm) -> Vec<Rect> {
    let spot = |p: &Point| Rect::new(p.x, p.y, 0.0, 0.0);
    match form {
        // It points to something, and begins anywhere.
        ShapeForm::Arrow { to, .. } => vec![spot(to)],
        ShapeForm::Line { from, to } => vec![spot(from), spot(to)],
        ShapeForm::Rectangle { rect }
        | ShapeForm::Ellipse { rect }
        | ShapeForm::Highlight { rect }
        | ShapeForm::Redaction { rect }
        | ShapeForm::Blur { rect }
        | ShapeForm::Spotlight { rect, .. } => vec![*rect],
        ShapeForm::Number { at, pointer, .. } => vec![spot(pointer.as_ref().unwrap_or(at))],
        ShapeForm::Text { at, .. } | ShapeForm::Key { at, .. } | ShapeForm::Click { at } => vec![spot(at)],
        ShapeForm::Magnifier { source, .. } => vec![*source],
    }
}

/// What a place covers that was turned around its middle, on a picture of this size in pixels; all in fractions
/// of it.
fn turned(place: Rect, degrees: f64, (across, down): (f64, f64)) -> Rect {
    if degrees == 0.0 {
        return place;
    }
    let (sin, cos) = degrees.to_radians().sin_cos();
    let (width, height) = (place.width * across, place.height * down);
    let width_now = (width * cos).abs() + (height * sin).abs();
    let height_now = (width * sin).abs() + (height * cos).abs();
    let (middle, width, height) = (place.center(), width_now / across.max(1.0), height_now / down.max(1.0));
    Rect::new(middle.x - width / 2.0, middle.y - height / 2.0, width, height)
}

/// Both pictures at one scale, smoothed.
struct Eyes {
    old: Gray,
    new: Gray,
    offset: (f64, f64),
    /// What is hidden on the old picture, in its pixels: on each screenshot it is another.
    hidden: Vec<Rect>,
}

impl Eyes {
    fn of(figure: &Figure, pair: &Pair, at: Match) -> Self {
        let most = pair.new.width.max(pair.new.height).max(1);
        let fine = (f64::from(FINE) / f64::from(most)).min(1.0);
        let (old, new) = (pair.old.scaled(fine * at.scale).smooth(), pair.new.scaled(fine).smooth());
        let (width, height) = (f64::from(old.width), f64::from(old.height));
        let hidden = figure.shapes.iter().filter_map(|shape| match shape.form {
            // Smoothing carries what is hidden a little over its edge.
            ShapeForm::Redaction { rect } | ShapeForm::Blur { rect } => Some(Rect::new(
                rect.x * width - EDGE,
                rect.y * height - EDGE,
                rect.width * width + 2.0 * EDGE,
                rect.height * height + 2.0 * EDGE,
            )),
            _ => None,
        });
        Self { hidden: hidden.collect(), old, new, offset: (at.x * fine, at.y * fine) }
    }

    /// The share of pixels around a place of the old picture that are different on the new one, but for what is
    /// hidden. A pixel is the same when it is no darker and no lighter than those around its place: it may lie
    /// between them.
    fn difference(&self, place: Rect) -> f64 {
        let (width, height) = (f64::from(self.old.width), f64::from(self.old.height));
        let from = ((place.x * width - AROUND) as i32, (place.y * height - AROUND) as i32);
        let to = ((place.right() * width + AROUND) as i32, (place.bottom() * height + AROUND) as i32);
        let (mut all, mut different) = (0_u32, 0_u32);
        for y in from.1.max(0)..to.1.min(self.old.height as i32) {
            for x in from.0.max(0)..to.0.min(self.old.width as i32) {
                if self.hidden.iter().any(|hidden| hidden.contains(Point::new(f64::from(x), f64::from(y)))) {
                    continue;
                }
                let value = self.old.pixels[(y as u32 * self.old.width + x as u32) as usize];
                let (over, down) = (f64::from(x) + self.offset.0, f64::from(y) + self.offset.1);
                let Some((darkest, lightest)) = self.new_around(over, down) else { continue };
                all += 1;
                let same = value >= darkest.saturating_sub(DIFFERENT) && value <= lightest.saturating_add(DIFFERENT);
                different += u32::from(!same);
            }
        }
        f64::from(different) / f64::from(all.max(1))
    }

    /// The darkest and the lightest pixel next to a place of the new picture; none beside it.
    fn new_around(&self, x: f64, y: f64) -> Option<(u8, u8)> {
        let (width, height) = (self.new.width as i32, self.new.height as i32);
        let (left, top) = (x.floor() as i32, y.floor() as i32);
        if left < 0 || top < 0 || left >= width || top >= height {
            return None;
        }
        let (mut darkest, mut lightest) = (u8::MAX, 0);
        for down in top..=top + 1 {
            for over in left..=left + 1 {
                let at = down.clamp(0, height - 1) * width + over.clamp(0, width - 1);
                let value = self.new.pixels[at as usize];
                (darkest, lightest) = (darkest.min(value), lightest.max(value));
            }
        }
        Some((darkest, lightest))
    }
}
