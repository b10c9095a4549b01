//! Pixels: decoding, turning upright, redacting, cropping, scaling, encoding. Nothing else in the program
//! touches one, and nothing here reads or writes a file.
//!
//! A picture that comes in is decoded and encoded anew ([`Imported`]), so that its metadata, whatever was
//! appended to it, and any trick in its file end here. What goes out, to a view or an export, is a
//! [`Burned`] picture, which only this module can make: redactions are opaque pixels in it, what was
//! cropped away is not in it, and its file holds nothing but the picture.

mod area;
mod burn;
mod colour;
mod decode;
mod encode;
mod glimpse;
mod jpeg;
mod optics;
mod own;
mod palette;
mod permanent;
pub mod register;
mod shrink;
mod whole;

use image::DynamicImage;
use sha2::{Digest, Sha256};

pub use area::{DISPLAY_WIDTH, shown_part, shown_size};
pub(crate) use burn::burn_scaled;
pub use burn::{Burned, burn, compact, scaled};
pub use glimpse::glimpse;
pub use permanent::burn_in;
pub(crate) use shrink::shrunk;
pub use whole::{Wholeness, wholeness};

use crate::error::{Error, ErrorCode, Result};
use crate::limits;
use crate::model::AssetHash;

/// How a picture leaves a library.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Quality {
    /// Every pixel as it is.
    Lossless,
    /// In few colours where that is hardly seen, so that it takes fewer bytes.
    Compact,
}

const PNG: &str = "image/png";
const JPEG: &str = "image/jpeg";

/// A picture on its way into a library, freshly encoded by this module: a PNG (RGB or with a palette, or RGBA
/// where something shines through), or a baseline JPEG where the source was a JPEG.
#[derive(Clone, PartialEq, Eq)]
pub struct Imported {
    bytes: Vec<u8>,
    mime: &'static str,
    width: u32,
    height: u32,
    hash: AssetHash,
}

impl Imported {
    /// The file that will be kept.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// `image/png` or `image/jpeg`.
    pub fn mime(&self) -> &'static str {
        self.mime
    }

    /// Pixels.
    pub fn width(&self) -> u32 {
        self.width
    }

    /// Pixels.
    pub fn height(&self) -> u32 {
        self.height
    }

    /// Of the file that will be kept.
    pub fn hash(&self) -> &AssetHash {
        &self.hash
    }

    /// Whether its file is, as it is, what a figure without crop and redactions burns to.
    pub(crate) fn is_burned(&self) -> bool {
        own::recognise(&self.bytes).is_some()
    }
}

impl std::fmt::Debug for Imported {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Imported({} {} x {}, {})", self.mime, self.width, self.height, self.hash)
    }
}

/// Takes a PNG, JPEG, WebP or GIF (its first frame), upright and without metadata; `name` is the file's
/// name for error messages, empty for the clipboard.
///
/// Errors: `Limit` with the limits of a picture, `Picture` when it is none or is damaged.
pub fn import(bytes: &[u8], name: &str) -> Result<Imported> {
    limits::picture_file(name, bytes.len() as u64)?;
    let decoded = decode::decode(bytes, name)?;
    let picture = without_idle_alpha(decoded.picture);
    if decoded.was_jpeg {
        imported(encode::jpeg(&picture)?, JPEG, &picture, name)
    } else {
        imported_png(&picture, name)
    }
}

/// Takes the clipboard's pixels: rows from top to bottom, four bytes each, alpha not premultiplied.
///
/// Errors: `Limit` with the limits of a picture, `Picture` when sides and bytes do not agree.
pub fn import_rgba(width: u32, height: u32, rgba: Vec<u8>) -> Result<Imported> {
    let name = "";
    limits::picture_size(name, width, height)?;
    let disagreement = || {
        Error::new(ErrorCode::Picture, "The picture from the clipboard has no pixels. Copy it once more.")
            .with_detail(format!("{width} x {height}"))
    };
    let expected = u64::from(width) * u64::from(height) * 4;
    if expected == 0 || rgba.len() as u64 != expected {
        return Err(disagreement());
    }
    let picture = image::RgbaImage::from_raw(width, height, rgba).ok_or_else(disagreement)?;
    imported_png(&without_idle_alpha(picture.into()), name)
}

/// SHA-256 of a file's bytes: its name in a library.
pub(crate) fn content_hash(bytes: &[u8]) -> AssetHash {
    hash_from(Sha256::digest(bytes).as_slice())
}

/// The name that a finished SHA-256 stands for.
pub(crate) fn hash_from(digest: &[u8]) -> AssetHash {
    let hex: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
    AssetHash::parse(&hex).unwrap_or_default()
}

fn imported_png(picture: &DynamicImage, name: &str) -> Result<Imported> {
    imported(encode::png(picture)?, PNG, picture, name)
}

fn imported(bytes: Vec<u8>, mime: &'static str, picture: &DynamicImage, name: &str) -> Result<Imported> {
    limits::picture_file(name, bytes.len() as u64)?;
    let hash = content_hash(&bytes);
    Ok(Imported { bytes, mime, width: picture.width(), height: picture.height(), hash })
}

/// RGB, RGBA where a pixel is not opaque; gray only without alpha, for a gray JPEG stays gray.
fn without_idle_alpha(picture: DynamicImage) -> DynamicImage {
    match picture {
        DynamicImage::ImageRgba8(pixels) if pixels.as_raw().chunks_exact(4).all(|pixel| pixel[3] == 255) => {
            DynamicImage::ImageRgba8(pixels).into_rgb8().into()
        }
        DynamicImage::ImageLumaA8(pixels) => without_idle_alpha(DynamicImage::ImageLumaA8(pixels).into_rgba8().into()),
        other => other,
    }
}
