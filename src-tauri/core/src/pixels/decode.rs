//! File bytes -> pixels of 8 bits a channel, upright and in sRGB. Whatever the bytes, the answer is a
//! picture or an error, within the limits; text inside a file is never read.

#![expect(clippy::disallowed_methods, reason = "this is where pictures are decoded, behind the limits")]

use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};

use image::codecs::{gif::GifDecoder, jpeg::JpegDecoder, webp::WebPDecoder};
use image::metadata::Orientation;
use image::{DynamicImage, GrayAlphaImage, GrayImage, ImageDecoder, ImageError, RgbImage, RgbaImage};

use super::{colour, jpeg};
use crate::error::{Error, ErrorCode, Result};
use crate::limits;

/// What the PNG reader may allocate for itself, beside the pixels: rows, palette, colour profile.
const PNG_OWN_BYTES: usize = 16 * 1024 * 1024;

pub(super) struct Decoded {
    /// One of `ImageLuma8`, `ImageLumaA8`, `ImageRgb8`, `ImageRgba8`.
    pub picture: DynamicImage,
    pub was_jpeg: bool,
}

/// `name` is for the error message. The size of the file is the caller's to limit.
pub(super) fn decode(bytes: &[u8], name: &str) -> Result<Decoded> {
    if bytes.is_empty() {
        let name = limits::said(name);
        return Err(Error::new(ErrorCode::Picture, format!("{name} is empty: it has no bytes. Save it once more.")));
    }
    let form = Form::of(bytes).map_err(|found| foreign(name, found))?;
    // A decoder's panic is a fault of the decoder, on a file that it was not written for.
    let decoded = catch_unwind(AssertUnwindSafe(|| match form {
        Form::Png => png(bytes, name),
        Form::Jpeg => jpeg(bytes, name),
        Form::Gif => {
            let decoder = GifDecoder::new(Cursor::new(bytes)).map_err(|error| unreadable(name, &error))?;
            with_image(decoder, name, true)
        }
        Form::WebP => {
            let decoder = WebPDecoder::new(Cursor::new(bytes)).map_err(|error| unreadable(name, &error))?;
            with_image(decoder, name, true)
        }
    }));
    let picture = decoded.unwrap_or_else(|_| Err(broken(name, "the decoder panicked")))?;
    Ok(Decoded { picture, was_jpeg: matches!(form, Form::Jpeg) })
}

#[derive(Clone, Copy)]
enum Form {
    Png,
    Jpeg,
    Gif,
    WebP,
}

impl Form {
    /// By content: names lie. The error is what the file is instead, where that is easily seen.
    fn of(bytes: &[u8]) -> Result<Self, Option<&'static str>> {
        let inside = |from: usize, what: &[u8]| bytes.get(from..).is_some_and(|rest| rest.starts_with(what));
        if inside(0, b"\x89PNG\r\n\x1a\n") {
            Ok(Self::Png)
        } else if inside(0, b"\xff\xd8\xff") {
            Ok(Self::Jpeg)
        } else if inside(0, b"GIF87a") || inside(0, b"GIF89a") {
            Ok(Self::Gif)
        } else if inside(0, b"RIFF") && inside(8, b"WEBP") {
            Ok(Self::WebP)
        } else if inside(4, b"ftypavif") {
            Err(Some("an AVIF picture"))
        } else if inside(4, b"ftypheic") || inside(4, b"ftypheix") || inside(4, b"ftypmif1") {
            Err(Some("a HEIC picture"))
        } else if inside(0, b"BM") {
            Err(Some("a BMP picture"))
        } else if inside(0, b"II*\0") || inside(0, b"MM\0*") {
            Err(Some("a TIFF picture"))
        } else if inside(0, b"%PDF") {
            Err(Some("a PDF"))
        } else if inside(0, b"<svg") || inside(0, b"<?xml") {
            Err(Some("an SVG or XML file"))
        } else {
            Err(None)
        }
    }
}

fn png(bytes: &[u8], name: &str) -> Result<DynamicImage> {
    let unreadable = |error: png::DecodingError| broken(name, &error.to_string());
    let mut decoder = png::Decoder::new_with_limits(Cursor::new(bytes), png::Limits { bytes: PNG_OWN_BYTES });
    decoder.set_ignore_text_chunk(true);
    let (width, height) = decoder.read_header_info().map(png::Info::size).map_err(unreadable)?;
    limits::picture_size(name, width, height)?;
    decoder.set_transformations(png::Transformations::EXPAND | png::Transformations::STRIP_16);
    let mut reader = decoder.read_info().map_err(unreadable)?;
    let size = reader.output_buffer_size().ok_or_else(|| broken(name, "its size overflows"))?;
    limits::picture_decoded(name, size as u64)?;
    let mut pixels = vec![0; size];
    // Of an animation this is the picture that programs without animation show.
    let frame = reader.next_frame(&mut pixels).map_err(unreadable)?;
    pixels.truncate(frame.buffer_size());
    let picture = match frame.color_type {
        png::ColorType::Grayscale => GrayImage::from_raw(width, height, pixels).map(DynamicImage::from),
        png::ColorType::GrayscaleAlpha => GrayAlphaImage::from_raw(width, height, pixels).map(DynamicImage::from),
        png::ColorType::Rgb => RgbImage::from_raw(width, height, pixels).map(DynamicImage::from),
        png::ColorType::Rgba => RgbaImage::from_raw(width, height, pixels).map(DynamicImage::from),
        png::ColorType::Indexed => None,
    };
    let mut picture = picture.ok_or_else(|| broken(name, "its first frame has another size"))?;
    let info = reader.info();
    if let Some(profile) = &info.icc_profile {
        colour::to_srgb(&mut picture, profile);
    }
    let turn = info.exif_metadata.as_deref().and_then(Orientation::from_exif_chunk);
    picture.apply_orientation(turn.unwrap_or(Orientation::NoTransforms));
    Ok(picture)
}

fn jpeg(bytes: &[u8], name: &str) -> Result<DynamicImage> {
    // The decoder fills up what a cut file lacks, and reads a bomb of scans to its end.
    let outline = jpeg::outline(bytes).ok_or_else(|| broken(name, "the JPEG is not whole"))?;
    limits::picture_size(name, outline.width, outline.height)?;
    if outline.scans > limits::JPEG_SCANS {
        return Err(limits::passed(name, "the number of the JPEG's scans", outline.scans, limits::JPEG_SCANS));
    }
    let decoder = JpegDecoder::new(Cursor::new(bytes)).map_err(|error| unreadable(name, &error))?;
    // A profile of a CMYK picture does not describe the RGB that the decoder makes of it.
    with_image(decoder, name, outline.components == 3)
}

fn with_image(mut decoder: impl ImageDecoder, name: &str, use_profile: bool) -> Result<DynamicImage> {
    let unreadable = |error: ImageError| unreadable(name, &error);
    let (width, height) = decoder.dimensions();
    limits::picture_size(name, width, height)?;
    limits::picture_decoded(name, decoder.total_bytes())?;
    let mut bounds = image::Limits::default();
    bounds.max_image_width = Some(limits::PICTURE_SIDE);
    bounds.max_image_height = Some(limits::PICTURE_SIDE);
    bounds.max_alloc = Some(limits::PICTURE_DECODED_BYTES);
    decoder.set_limits(bounds).map_err(unreadable)?;
    // Both are optional extras of a file, and a fault in them is no reason to refuse the picture.
    let turn = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let profile = if use_profile { decoder.icc_profile().ok().flatten() } else { None };
    let mut picture = DynamicImage::from_decoder(decoder).map_err(unreadable)?;
    if let Some(profile) = profile {
        colour::to_srgb(&mut picture, &profile);
    }
    picture.apply_orientation(turn);
    Ok(picture)
}

fn foreign(name: &str, found: Option<&str>) -> Error {
    let name = limits::said(name);
    Error::new(
        ErrorCode::Picture,
        match found {
            Some(found) => {
                format!("{name} is {found}. Roadbook reads PNG, JPEG, WebP and GIF: save it as one of these first.")
            }
            None => format!("{name} is not a picture that Roadbook reads. It reads PNG, JPEG, WebP and GIF."),
        },
    )
}

fn unreadable(name: &str, error: &ImageError) -> Error {
    match error {
        ImageError::Limits(_) => limits::passed(
            name,
            "the memory to decode it",
            "more",
            format!("{} MiB", limits::PICTURE_DECODED_BYTES >> 20),
        ),
        other => broken(name, &other.to_string()),
    }
}

/// `why` is the decoder's word for it, which names structures of the format and never what is in them.
fn broken(name: &str, why: &str) -> Error {
    let name = limits::said(name);
    Error::new(
        ErrorCode::Picture,
        format!(
            "{name} is damaged or not whole, and cannot be read. Save or copy the picture once more and try again."
        ),
    )
    .with_detail(why)
}
