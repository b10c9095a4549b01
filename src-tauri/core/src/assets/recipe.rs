//! The keys of the cache.

use sha2::{Digest, Sha256};

use crate::model::{AssetHash, Figure, ShapeForm};
use crate::pixels;

/// Part of every key of the cache: raise it when the same figure would burn to other pixels.
const RECIPE: &[u8] = b"roadbook burned 1";

/// Names what a burned picture is made of: equal names, equal pixels. Annotations other than redactions are
/// not in it, since they are not in the pixels.
pub(super) fn recipe_of(figure: &Figure, width: Option<u32>) -> String {
    let redactions: Vec<[f64; 4]> = figure
        .shapes
        .iter()
        .filter_map(|shape| match shape.form {
            ShapeForm::Redaction { rect } => Some([rect.x, rect.y, rect.width, rect.height]),
            _ => None,
        })
        .collect();
    recipe(&figure.asset, figure.crop.map(|crop| [crop.x, crop.y, crop.width, crop.height]), &redactions, width)
}

/// The same for a figure without crop and redactions, which need not exist yet.
pub(super) fn recipe_as_imported(asset: &AssetHash) -> String {
    recipe(asset, None, &[], None)
}

fn recipe(asset: &AssetHash, crop: Option<[f64; 4]>, redactions: &[[f64; 4]], width: Option<u32>) -> String {
    let mut digest = Sha256::new();
    digest.update(RECIPE);
    digest.update(asset.as_str());
    digest.update(width.unwrap_or(0).to_le_bytes());
    digest.update([u8::from(crop.is_some())]);
    for number in crop.iter().chain(redactions).flatten() {
        digest.update(number.to_bits().to_le_bytes());
    }
    pixels::hash_from(digest.finalize().as_slice()).to_string()
}
