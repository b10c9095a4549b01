//! Marks that are pixels beside the redactions: blurs, the dark around spotlights, lenses. They look at pixels
//! from which everything hidden is gone already. The annotation editor draws the same as SVG.

use image::{Rgb, RgbImage, imageops};

use super::area::{self, Area};
use crate::model::{Figure, Point, Rect, ShapeForm, lens};

/// Standard deviation of a blur, in document pixels.
const BLUR: f64 = 6.0;
/// How much of the dark there is outside of spotlights, and its colour.
const DIM: f64 = 0.58;
const DARK: [u8; 3] = [0x14, 0x16, 0x1a];
/// Radius of the corners of spotlights and lenses, in document pixels.
const CORNER: f64 = 5.0;
/// What a lens shows where there is no picture.
const PAPER: Rgb<u8> = Rgb([255; 3]);

pub(super) fn blur(pixels: &mut RgbImage, figure: &Figure, kept: Area) {
    let sigma = BLUR * area::pixels_of_document_pixel(kept);
    let reach = (sigma * 3.0).ceil() as u32;
    for form in figure.burned_forms() {
        let ShapeForm::Blur { rect } = form else { continue };
        let (width, height) = pixels.dimensions();
        let Some(at) = area::around(width, height, *rect, 1).filter(|_| rect.is_finite()) else { continue };
        let (left, top) = (at.left.saturating_sub(reach), at.top.saturating_sub(reach));
        let (right, bottom) = ((at.right + reach).min(width), (at.bottom + reach).min(height));
        let around = imageops::crop_imm(pixels, left, top, right - left, bottom - top).to_image();
        let soft = imageops::fast_blur(&around, sigma as f32);
        let inside = imageops::crop_imm(&soft, at.left - left, at.top - top, at.width(), at.height());
        imageops::replace(pixels, &*inside, at.left.into(), at.top.into());
    }
}

/// Dims everything that is in none of the spotlights; without one, nothing.
pub(super) fn dim(pixels: &mut RgbImage, figure: &Figure, kept: Area) {
    let size = Size::of(pixels, kept);
    let spots: Vec<Hole> = figure
        .burned_forms()
        .filter_map(|form| match form {
            ShapeForm::Spotlight { rect, round } => Some(size.hole(*rect, *round)),
            _ => None,
        })
        .collect();
    if spots.is_empty() {
        return;
    }
    for (x, y, pixel) in pixels.enumerate_pixels_mut() {
        let lit = spots.iter().map(|spot| spot.covers(x, y)).fold(0.0, f64::max);
        let dark = DIM * (1.0 - lit);
        if dark > 0.0 {
            mix(pixel, DARK, dark);
        }
    }
}

/// What a magnifier shows, and where.
pub(super) struct Lens {
    hole: Hole,
    at: Area,
    shown: RgbImage,
}

/// What is cropped away is not there for a lens either.
pub(super) fn lenses(pixels: &RgbImage, figure: &Figure, kept: Area) -> Vec<Lens> {
    let size = Size::of(pixels, kept);
    let magnified = |form: &ShapeForm| {
        let ShapeForm::Magnifier { source, at, zoom, round } = form else { return None };
        let place = lens(*source, *at, *zoom);
        if !place.is_finite() || *zoom <= 0.0 {
            return None;
        }
        let at = area::around(pixels.width(), pixels.height(), place, 1)?;
        let (from, to) = (size.in_pixels(*source), size.in_pixels(place));
        let shown = RgbImage::from_fn(at.width(), at.height(), |x, y| {
            let x = from.x + (f64::from(at.left + x) + 0.5 - to.x) / zoom;
            let y = from.y + (f64::from(at.top + y) + 0.5 - to.y) / zoom;
            between(pixels, kept, Point::new(x, y))
        });
        Some(Lens { hole: size.hole(place, *round), at, shown })
    };
    figure.burned_forms().filter_map(magnified).collect()
}

impl Lens {
    pub fn put_on(&self, pixels: &mut RgbImage) {
        for (x, y, seen) in self.shown.enumerate_pixels() {
            let (x, y) = (x + self.at.left, y + self.at.top);
            let part = self.hole.covers(x, y);
            if part > 0.0 {
                mix(pixels.get_pixel_mut(x, y), seen.0, part);
            }
        }
    }
}

struct Size {
    width: f64,
    height: f64,
    corner: f64,
}

impl Size {
    fn of(pixels: &RgbImage, kept: Area) -> Self {
        let (width, height) = pixels.dimensions();
        let corner = CORNER * area::pixels_of_document_pixel(kept);
        Self { width: width.into(), height: height.into(), corner }
    }

    fn in_pixels(&self, rect: Rect) -> Rect {
        Rect::new(rect.x * self.width, rect.y * self.height, rect.width * self.width, rect.height * self.height)
    }

    fn hole(&self, rect: Rect, round: bool) -> Hole {
        let rect = self.in_pixels(rect);
        let half = Point::new(rect.width.abs() / 2.0, rect.height.abs() / 2.0);
        Hole { middle: rect.center(), half, corner: (!round).then_some(self.corner.min(half.x).min(half.y)) }
    }
}

/// A rectangle with rounded corners, or an ellipse where there is no corner; in pixels.
struct Hole {
    middle: Point,
    half: Point,
    corner: Option<f64>,
}

impl Hole {
    /// How much of a pixel lies inside, 0 to 1.
    fn covers(&self, x: u32, y: u32) -> f64 {
        let x = (f64::from(x) + 0.5 - self.middle.x).abs();
        let y = (f64::from(y) + 0.5 - self.middle.y).abs();
        if x > self.half.x + 1.0 || y > self.half.y + 1.0 {
            return 0.0;
        }
        (0.5 - self.distance(x, y)).clamp(0.0, 1.0)
    }

    /// From the edge, outwards. For the ellipse the usual first-order approximation: its implicit function by
    /// the length of that function's gradient.
    fn distance(&self, x: f64, y: f64) -> f64 {
        match self.corner {
            Some(corner) => {
                let (x, y) = (x - self.half.x + corner, y - self.half.y + corner);
                x.max(0.0).hypot(y.max(0.0)) + x.max(y).min(0.0) - corner
            }
            None => {
                let (a, b) = (self.half.x.max(1e-6), self.half.y.max(1e-6));
                let from = (x / a).hypot(y / b);
                let slope = (x / (a * a)).hypot(y / (b * b));
                if slope < 1e-9 { -a.min(b) } else { from * (from - 1.0) / slope }
            }
        }
    }
}

/// The colour at a point between pixels' middles; paper outside of what is kept.
fn between(pixels: &RgbImage, kept: Area, at: Point) -> Rgb<u8> {
    let (left, top) = (f64::from(kept.left), f64::from(kept.top));
    let (right, bottom) = (f64::from(kept.right), f64::from(kept.bottom));
    if at.x < left || at.x >= right || at.y < top || at.y >= bottom {
        return PAPER;
    }
    let (x, y) = (at.x - 0.5, at.y - 0.5);
    let (dx, dy) = (x - x.floor(), y - y.floor());
    let pixel = |x: f64, y: f64| {
        let (x, y) = (x.clamp(left, right - 1.0), y.clamp(top, bottom - 1.0));
        pixels.get_pixel(x as u32, y as u32).0
    };
    let (x, y) = (x.floor(), y.floor());
    let [a, b, c, d] = [pixel(x, y), pixel(x + 1.0, y), pixel(x, y + 1.0), pixel(x + 1.0, y + 1.0)];
    Rgb(std::array::from_fn(|i| {
        let above = f64::from(a[i]) * (1.0 - dx) + f64::from(b[i]) * dx;
        let below = f64::from(c[i]) * (1.0 - dx) + f64::from(d[i]) * dx;
        (above * (1.0 - dy) + below * dy).round() as u8
    }))
}

fn mix(pixel: &mut Rgb<u8>, with: [u8; 3], part: f64) {
    for (value, with) in pixel.0.iter_mut().zip(with) {
        *value = (f64::from(*value) * (1.0 - part) + f64::from(with) * part).round() as u8;
    }
}
