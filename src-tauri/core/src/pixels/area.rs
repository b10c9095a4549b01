//! Which pixels a fraction of a picture means. A redaction rounds outward and a crop inward, since a
//! pixel that is hidden or left out only in part must not be seen.

use crate::error::{Error, Result};
use crate::model::{Figure, Rect, ShapeForm, Size};

/// A fraction is a product of a division, so that 100 / 1920 * 1920 need not be 100: a pixel's edge is met
/// when it is met this closely.
const SLACK: f64 = 1e-6;

/// A picture is never shown wider than the text of a document, in document pixels.
pub const DISPLAY_WIDTH: f64 = 716.0;

/// Pixels `left..right` by `top..bottom`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Area {
    pub left: u32,
    pub top: u32,
    pub right: u32,
    pub bottom: u32,
}

impl Area {
    pub const fn whole(width: u32, height: u32) -> Self {
        Self { left: 0, top: 0, right: width, bottom: height }
    }

    pub const fn width(self) -> u32 {
        self.right - self.left
    }

    pub const fn height(self) -> u32 {
        self.bottom - self.top
    }
}

/// The pixels that a crop leaves. At least one, whatever the crop.
pub(super) fn kept(width: u32, height: u32, crop: Option<Rect>) -> Area {
    let Some(crop) = crop.filter(|crop| crop.is_finite()) else {
        return Area::whole(width, height);
    };
    let (left, right) = inward(crop.x, crop.right(), width);
    let (top, bottom) = inward(crop.y, crop.bottom(), height);
    Area { left, top, right, bottom }
}

/// The pixels below the figure's redactions, grown to whole blocks of `grid` pixels. A redaction that
/// cannot be placed is an error, for to leave it out would show what it hides.
pub(super) fn redacted(width: u32, height: u32, figure: &Figure, grid: u32) -> Result<Vec<Area>> {
    let mut areas = Vec::new();
    for shape in &figure.shapes {
        let ShapeForm::Redaction { rect } = &shape.form else { continue };
        if !rect.is_finite() {
            return Err(Error::invalid("A redaction of this picture has no place on it. Draw it again.")
                .with_detail(format!("figure {}, shape {}", figure.id, shape.id)));
        }
        areas.extend(around(width, height, *rect, grid));
    }
    Ok(areas)
}

/// The pixels that the rectangle touches, grown to whole blocks of `grid` pixels; none beside the picture.
pub(super) fn around(width: u32, height: u32, rect: Rect, grid: u32) -> Option<Area> {
    let (left, right) = outward(rect.x, rect.right(), width, grid);
    let (top, bottom) = outward(rect.y, rect.bottom(), height, grid);
    (left < right && top < bottom).then_some(Area { left, top, right, bottom })
}

/// Pixels of a picture of `width` x `height` as it is shown with this crop: exactly the size of the burned
/// picture.
pub fn shown_size(width: u32, height: u32, crop: Option<Rect>) -> Size {
    let kept = kept(width, height, crop);
    Size { width: f64::from(kept.width()), height: f64::from(kept.height()) }
}

/// The part of the whole picture that the burned picture shows, in fractions like the crop itself, which
/// may end inside a pixel. Annotations are placed relative to this.
pub fn shown_part(width: u32, height: u32, crop: Option<Rect>) -> Rect {
    let kept = kept(width, height, crop);
    let (across, down) = (f64::from(width.max(1)), f64::from(height.max(1)));
    Rect::new(
        f64::from(kept.left) / across,
        f64::from(kept.top) / down,
        f64::from(kept.width()) / across,
        f64::from(kept.height()) / down,
    )
}

/// How many pixels of the picture one document pixel has where the kept part is shown.
pub(super) fn pixels_of_document_pixel(kept: Area) -> f64 {
    (f64::from(kept.width()) / DISPLAY_WIDTH).max(1.0)
}

fn inward(from: f64, to: f64, pixels: u32) -> (u32, u32) {
    let end = f64::from(pixels);
    let (from, to) = (from.min(to) * end, from.max(to) * end);
    let first = (from - SLACK).ceil().clamp(0.0, end) as u32;
    let last = (to + SLACK).floor().clamp(0.0, end) as u32;
    if first < last {
        return (first, last);
    }
    let middle = ((from + to) / 2.0).floor().clamp(0.0, (end - 1.0).max(0.0)) as u32;
    (middle, (middle + 1).min(pixels))
}

fn outward(from: f64, to: f64, pixels: u32, grid: u32) -> (u32, u32) {
    let (end, grid_size) = (f64::from(pixels), f64::from(grid));
    let (from, to) = (from.min(to) * end, from.max(to) * end);
    let first = (from.floor() / grid_size).floor() * grid_size;
    let last = (to.ceil() / grid_size).ceil() * grid_size;
    (first.clamp(0.0, end) as u32, last.clamp(0.0, end) as u32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_crop_of_whole_pixels_is_met_exactly() {
        for pixels in [1, 2, 3, 7, 100, 1080, 1920, 16_384_u32] {
            for first in (0..pixels).step_by((pixels as usize / 50).max(1)) {
                for last in (first + 1..=pixels).step_by((pixels as usize / 50).max(1)) {
                    let from = f64::from(first) / f64::from(pixels);
                    let size = f64::from(last - first) / f64::from(pixels);
                    assert_eq!(inward(from, from + size, pixels), (first, last), "of {pixels} pixels");
                    let (outer_first, outer_last) = outward(from, from + size, pixels, 1);
                    assert!(outer_first <= first && outer_last >= last, "a redaction covers at least its pixels");
                }
            }
        }
    }

    #[test]
    fn a_crop_ends_inside_and_a_redaction_outside() {
        assert_eq!(inward(0.15, 0.85, 10), (2, 8));
        assert_eq!(outward(0.15, 0.85, 10, 1), (1, 9));
        assert_eq!(outward(0.15, 0.85, 100, 8), (8, 88));
        assert_eq!(inward(0.51, 0.52, 10), (5, 6), "at least one pixel is left");
        assert_eq!(inward(2.0, 3.0, 10), (9, 10));
        assert_eq!(outward(-1.0, 0.05, 10, 1), (0, 1));
        assert_eq!(outward(1.2, 3.0, 10, 1), (10, 10), "beside the picture there is nothing to hide");
        assert_eq!(outward(0.8, 0.2, 10, 1), (2, 8), "drawn from right to left");
    }

    #[test]
    fn the_shown_part_is_whole_pixels() {
        let part = shown_part(10, 10, Some(Rect::new(0.15, 0.0, 0.7, 1.0)));
        assert_eq!(part, Rect::new(0.2, 0.0, 0.6, 1.0));
        assert_eq!(shown_size(10, 20, None), Size { width: 10.0, height: 20.0 });
        assert_eq!(shown_size(10, 20, Some(Rect::new(f64::NAN, 0.0, 1.0, 1.0))), Size { width: 10.0, height: 20.0 });
    }
}
