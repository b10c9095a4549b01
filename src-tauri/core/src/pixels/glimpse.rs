//! Small copies of pictures that are not in a library yet.

use super::{Burned, Imported, burn, scaled};
use crate::error::Result;
use crate::model::{Figure, FigureId, StepId};
use uuid::Uuid;

/// The picture, at most `width` pixels wide.
pub fn glimpse(imported: &Imported, width: u32) -> Result<Burned> {
    let nowhere = Uuid::nil();
    let figure = Figure {
        id: FigureId(nowhere),
        step: StepId(nowhere),
        position: 0.0,
        asset: imported.hash().clone(),
        alt: String::new(),
        caption: String::new(),
        crop: None,
        shapes: vec![],
    };
    scaled(&burn(imported.bytes(), &figure)?, width)
}
