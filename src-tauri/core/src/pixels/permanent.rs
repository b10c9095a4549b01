//! A picture that takes the place of one of which a part is hidden for good.

use super::area::{self, Area};
use super::burn::{JPEG_BLOCK, STORED, filled, on_white};
use super::{Imported, decode, imported_png};
use crate::error::{Error, Result};
use crate::model::Figure;

/// The whole picture of which every pixel below the figure's redactions is fill and, with `crop`, every pixel
/// that its crop leaves out. It keeps its size, so that whatever lies on it keeps its place. Blurs are no part of
/// it: they hide nothing for sure.
///
/// It is a PNG, since in a JPEG the fill would neither be exact nor end at its edge.
///
/// Errors: `Picture` and `Limit` when the bytes are no picture, `Invalid` when nothing is hidden or a redaction
/// has no place.
pub fn burn_in(original: &[u8], figure: &Figure, crop: bool) -> Result<Imported> {
    let decoded = decode::decode(original, STORED)?;
    let (width, height) = (decoded.picture.width(), decoded.picture.height());
    let grid = if decoded.was_jpeg { JPEG_BLOCK } else { 1 };
    let mut hidden = area::redacted(width, height, figure, grid)?;
    if crop {
        hidden.extend(around(area::kept(width, height, figure.crop), width, height));
    }
    if hidden.is_empty() {
        return Err(Error::invalid("Nothing is hidden on this picture. Draw a redaction over what nobody may see."));
    }
    let mut pixels = on_white(decoded.picture).into_rgb8();
    hidden.iter().for_each(|area| filled(&mut pixels, *area));
    imported_png(&pixels.into(), STORED)
}

/// All that lies outside of an area: above, below, at its left and at its right.
fn around(kept: Area, width: u32, height: u32) -> impl Iterator<Item = Area> {
    let sides = [
        Area { left: 0, top: 0, right: width, bottom: kept.top },
        Area { left: 0, top: kept.bottom, right: width, bottom: height },
        Area { left: 0, top: kept.top, right: kept.left, bottom: kept.bottom },
        Area { left: kept.right, top: kept.top, right: width, bottom: kept.bottom },
    ];
    sides.into_iter().filter(|side| side.left < side.right && side.top < side.bottom)
}
