//! Pixels -> file bytes. What is written holds the picture and nothing else.

use std::borrow::Cow;

use image::codecs::jpeg::JpegEncoder;
use image::{DynamicImage, RgbImage};

use super::palette::{self, Indexed};
use crate::error::{Error, ErrorCode, Result};

/// High enough that text on a screen stays clean; the encoder does not subsample colour.
const JPEG_QUALITY: u8 = 92;

/// How the bytes of a PNG are compressed.
struct Method {
    filter: png::Filter,
    deflate: png::DeflateCompression,
}

/// What a screen shows repeats itself as it is: filters hide that, and the files become a fifth larger.
const FLAT: Method = Method { filter: png::Filter::NoFilter, deflate: png::DeflateCompression::Level(6) };

/// Level 3 with adaptive filters for all that is like a photo: within 2% of level 6 and in half its time, where
/// the fastest method makes files a third larger.
const VARIED: Method = Method { filter: png::Filter::Adaptive, deflate: png::DeflateCompression::Level(3) };

/// For views, which wait for it: in a fourth of the time, and larger by half.
const QUICK: Method = Method { filter: png::Filter::Up, deflate: png::DeflateCompression::FdeflateUltraFast };

/// PNG, not interlaced: RGB or RGBA of 8 bits a channel, or a palette where 256 colours are all there are.
pub(super) fn png(picture: &DynamicImage) -> Result<Vec<u8>> {
    match picture {
        DynamicImage::ImageRgb8(pixels) => rgb(pixels),
        DynamicImage::ImageRgba8(pixels) => {
            let method = method_for(pixels.as_raw(), 4, pixels.width());
            written(pixels.dimensions(), pixels.as_raw(), &method, |encoder| {
                encoder.set_color(png::ColorType::Rgba);
                encoder.set_depth(png::BitDepth::Eight);
            })
        }
        other => rgb(&other.to_rgb8()),
    }
}

fn rgb(pixels: &RgbImage) -> Result<Vec<u8>> {
    let Some(indexed) = palette::indexed(pixels) else {
        let method = method_for(pixels.as_raw(), 3, pixels.width());
        return written(pixels.dimensions(), pixels.as_raw(), &method, |encoder| {
            encoder.set_color(png::ColorType::Rgb);
            encoder.set_depth(png::BitDepth::Eight);
        });
    };
    self::indexed(indexed, pixels.dimensions())
}

/// A PNG that is looked at and not kept for long.
pub(super) fn png_quickly(picture: &DynamicImage) -> Result<Vec<u8>> {
    let pixels = picture.as_rgb8().map_or_else(|| Cow::Owned(picture.to_rgb8()), Cow::Borrowed);
    written(pixels.dimensions(), pixels.as_raw(), &QUICK, |encoder| {
        encoder.set_color(png::ColorType::Rgb);
        encoder.set_depth(png::BitDepth::Eight);
    })
}

/// PNG with a palette.
pub(super) fn indexed(picture: Indexed, size: (u32, u32)) -> Result<Vec<u8>> {
    written(size, &picture.rows, &FLAT, |encoder| {
        encoder.set_color(png::ColorType::Indexed);
        encoder.set_depth(png::BitDepth::from_u8(picture.bits).unwrap_or(png::BitDepth::Eight));
        encoder.set_palette(picture.colours);
    })
}

fn written(
    (width, height): (u32, u32),
    data: &[u8],
    method: &Method,
    describe: impl FnOnce(&mut png::Encoder<&mut Vec<u8>>),
) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, width, height);
    describe(&mut encoder);
    encoder.set_deflate_compression(method.deflate);
    encoder.set_filter(method.filter);
    encoder
        .write_header()
        .and_then(|mut writer| {
            writer.write_image_data(data)?;
            writer.finish()
        })
        .map_err(|error| not_encoded(&error))?;
    Ok(bytes)
}

/// Flat is a picture of which most pixels are like their left neighbours.
fn method_for(data: &[u8], channels: usize, width: u32) -> Method {
    /// One row in so many tells enough.
    const STRIDE: usize = 7;
    let row = (width as usize * channels).max(1);
    let (mut same, mut all) = (0, 0_usize);
    for row in data.chunks_exact(row).step_by(STRIDE) {
        let pixels = row.chunks_exact(channels);
        same += pixels.clone().zip(pixels.skip(1)).filter(|(left, right)| left == right).count();
        all += width as usize;
    }
    if same * 2 > all { FLAT } else { VARIED }
}

/// Baseline JPEG, gray or colour.
pub(super) fn jpeg(picture: &DynamicImage) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let mut encoder = JpegEncoder::new_with_quality(&mut bytes, JPEG_QUALITY);
    match picture {
        DynamicImage::ImageLuma8(_) | DynamicImage::ImageRgb8(_) => {
            encoder.encode(picture.as_bytes(), picture.width(), picture.height(), picture.color().into())
        }
        other => {
            let pixels = other.to_rgb8();
            encoder.encode(pixels.as_raw(), pixels.width(), pixels.height(), image::ExtendedColorType::Rgb8)
        }
    }
    .map_err(|error| not_encoded(&error))?;
    Ok(bytes)
}

fn not_encoded(error: &dyn std::error::Error) -> Error {
    Error::new(ErrorCode::Internal, "This picture could not be written anew.").with_detail(error.to_string())
}
