//! The keys of the cache.

use sha2::{Digest, Sha256};

use crate::model::{AssetHash, Figure, Rect, ShapeForm};
use crate::pixels;

/// Part of every key of the cache: raise it when the same figure would burn to other pixels.
const RECIPE: &[u8] = b"roadbook burned 2";

/// The same for [`Form::Compact`].
const COMPACT: &[u8] = b"compact 1";

/// What is made of the pixels that a figure shows.
#[derive(Clone, Copy)]
pub(super) enum Form {
    Lossless,
    Compact,
    /// At most so many pixels wide.
    Scaled(u32),
}

/// Names what a burned picture is made of: equal names, equal pixels. Annotations that are drawn over the
/// pixels are not in it.
pub(super) fn recipe_of(figure: &Figure, form: Form) -> String {
    let forms: Vec<&ShapeForm> = figure.burned_forms().collect();
    recipe(&figure.asset, figure.crop, &forms, form)
}

/// The same for a figure without crop and marks, which need not exist yet.
pub(super) fn recipe_as_imported(asset: &AssetHash) -> String {
    recipe(asset, None, &[], Form::Lossless)
}

fn recipe(asset: &AssetHash, crop: Option<Rect>, marks: &[&ShapeForm], form: Form) -> String {
    let mut digest = Sha256::new();
    digest.update(RECIPE);
    digest.update(asset.as_str());
    match form {
        Form::Lossless => digest.update(0_u32.to_le_bytes()),
        Form::Compact => digest.update(COMPACT),
        Form::Scaled(width) => digest.update(width.to_le_bytes()),
    }
    // Debug writes every number so that it can be told from every other one.
    digest.update(format!("{crop:?} {marks:?}"));
    pixels::hash_from(digest.finalize().as_slice()).to_string()
}
