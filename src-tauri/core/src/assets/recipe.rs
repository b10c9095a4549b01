//! The keys of the cache.

use sha2::{Digest, Sha256};

use crate::model::{AssetHash, Figure, Rect, ShapeForm};
use crate::pixels;

/// Part of every key of the cache: raise it when the same figure would burn to other pixels.
const RECIPE: &[u8] = b"roadbook burned 2";

/// Names what a burned picture is made of: equal names, equal pixels. Annotations that are drawn over the
/// pixels are not in it.
pub(super) fn recipe_of(figure: &Figure, width: Option<u32>) -> String {
    let forms: Vec<&ShapeForm> = figure.burned_forms().collect();
    recipe(&figure.asset, figure.crop, &forms, width)
}

/// The same for a figure without crop and marks, which need not exist yet.
pub(super) fn recipe_as_imported(asset: &AssetHash) -> String {
    recipe(asset, None, &[], None)
}

fn recipe(asset: &AssetHash, crop: Option<Rect>, forms: &[&ShapeForm], width: Option<u32>) -> String {
    let mut digest = Sha256::new();
    digest.update(RECIPE);
    digest.update(asset.as_str());
    digest.update(width.unwrap_or(0).to_le_bytes());
    // Debug writes every number so that it can be told from every other one.
    digest.update(format!("{crop:?} {forms:?}"));
    pixels::hash_from(digest.finalize().as_slice()).to_string()
}
