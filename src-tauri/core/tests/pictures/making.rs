//! Pictures made in code, with and without faults, and what the tests look at them with.

use std::io::Cursor;

use image::{DynamicImage, ImageFormat, Rgb, RgbImage, Rgba, RgbaImage};
use roadbook_core::model::{AssetHash, Figure, FigureId, Mark, Rect, Shape, ShapeForm, ShapeId};

pub const FILL: [u8; 3] = [0x1b, 0x1e, 0x22];

/// Each pixel differs from its neighbours and from the fill.
pub fn pattern(width: u32, height: u32) -> RgbImage {
    RgbImage::from_fn(width, height, |x, y| Rgb([(x * 7 + y * 3) as u8, (x ^ y) as u8 | 0x80, (y * 5 + x) as u8]))
}

/// The pattern with holes: opaque, half and not at all.
pub fn pattern_with_alpha(width: u32, height: u32) -> RgbaImage {
    let colours = pattern(width, height);
    RgbaImage::from_fn(width, height, |x, y| {
        let Rgb([r, g, b]) = *colours.get_pixel(x, y);
        Rgba([r, g, b, [255, 128, 0][((x + y) % 3) as usize]])
    })
}

pub fn encoded(picture: impl Into<DynamicImage>, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(vec![]);
    picture.into().write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

pub fn png(picture: impl Into<DynamicImage>) -> Vec<u8> {
    encoded(picture, ImageFormat::Png)
}

pub fn jpeg(picture: impl Into<DynamicImage>) -> Vec<u8> {
    encoded(picture, ImageFormat::Jpeg)
}

pub fn pixels(bytes: &[u8]) -> RgbImage {
    image::load_from_memory(bytes).unwrap().to_rgb8()
}

pub fn chunk(kind: &[u8; 4], body: &[u8]) -> Vec<u8> {
    let mut bytes = (body.len() as u32).to_be_bytes().to_vec();
    bytes.extend(kind);
    bytes.extend(body);
    let checksum = crc(&bytes[4..]);
    bytes.extend(checksum.to_be_bytes());
    bytes
}

/// Puts chunks behind the header of a PNG.
pub fn with_chunks(png: &[u8], chunks: &[Vec<u8>]) -> Vec<u8> {
    let header = 8 + 25;
    let mut bytes = png[..header].to_vec();
    bytes.extend(chunks.iter().flatten());
    bytes.extend(&png[header..]);
    bytes
}

/// Puts segments behind the start of a JPEG.
pub fn with_segments(jpeg: &[u8], segments: &[Vec<u8>]) -> Vec<u8> {
    let mut bytes = jpeg[..2].to_vec();
    bytes.extend(segments.iter().flatten());
    bytes.extend(&jpeg[2..]);
    bytes
}

pub fn segment(marker: u8, body: &[u8]) -> Vec<u8> {
    let mut bytes = vec![0xff, marker];
    bytes.extend((body.len() as u16 + 2).to_be_bytes());
    bytes.extend(body);
    bytes
}

/// A TIFF structure with one entry, the orientation, and `more` after it.
pub fn exif(orientation: u16, more: &[u8]) -> Vec<u8> {
    let mut bytes = b"MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01".to_vec();
    bytes.extend(orientation.to_be_bytes());
    bytes.extend([0; 6]);
    bytes.extend(more);
    bytes
}

/// Kinds of the chunks of a PNG, or markers of the segments of a JPEG, up to the end of the file; panics
/// where the file has anything else.
pub fn parts(bytes: &[u8]) -> Vec<String> {
    let mut found: Vec<String> = vec![];
    if let Some(mut rest) = bytes.strip_prefix(b"\x89PNG\r\n\x1a\n") {
        while !rest.is_empty() {
            let length = u32::from_be_bytes(rest[..4].try_into().unwrap()) as usize;
            found.push(String::from_utf8_lossy(&rest[4..8]).into_owned());
            rest = &rest[length + 12..];
        }
    } else {
        assert!(bytes.starts_with(b"\xff\xd8"), "neither PNG nor JPEG");
        let mut at = 2;
        loop {
            assert_eq!(bytes[at], 0xff);
            let marker = bytes[at + 1];
            found.push(format!("{marker:02x}"));
            if marker == 0xd9 {
                assert_eq!(at + 2, bytes.len(), "bytes after the end");
                break;
            }
            at += 2 + usize::from(u16::from_be_bytes([bytes[at + 2], bytes[at + 3]]));
            if marker == 0xda {
                while bytes[at] != 0xff || bytes[at + 1] == 0 {
                    at += 1;
                }
            }
        }
    }
    found.dedup();
    found
}

/// Nothing in the file but the picture.
#[track_caller]
pub fn is_bare(bytes: &[u8]) {
    let parts = parts(bytes);
    let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
    let (png, palette) = (["IHDR", "IDAT", "IEND"], ["IHDR", "PLTE", "IDAT", "IEND"]);
    let jpeg = ["d8", "e0", "c0", "db", "c4", "da", "d9"];
    assert!(parts == png || parts == palette || parts.iter().all(|part| jpeg.contains(part)), "{parts:?}");
    if parts == png || parts == palette {
        let header = &bytes[16..29];
        assert_eq!(header[12], 0, "not interlaced");
        match header[9] {
            2 | 6 => assert_eq!((header[8], parts.len()), (8, 3), "RGB or RGBA of 8 bits"),
            3 => assert!(matches!(header[8], 2 | 4 | 8) && parts == palette, "a palette"),
            other => panic!("colour type {other}"),
        }
    } else {
        assert!(bytes[4..].starts_with(b"\0\x10JFIF\0"), "a JFIF header of 16 bytes");
    }
}

#[track_caller]
pub fn lacks(bytes: &[u8], secret: &[u8]) {
    let found = bytes.windows(secret.len()).any(|part| part == secret);
    assert!(!found, "{:?} is still in there", String::from_utf8_lossy(secret));
}

pub fn figure(asset: &AssetHash) -> Figure {
    Figure {
        id: FigureId::default(),
        step: Default::default(),
        position: 1.0,
        asset: asset.clone(),
        alt: String::new(),
        caption: String::new(),
        crop: None,
        shapes: vec![],
    }
}

/// A figure of no stored asset, with redactions in pixels of a picture of this size.
pub fn redacted(width: u32, height: u32, pixels: &[[f64; 4]]) -> Figure {
    let mut figure = figure(&AssetHash::default());
    figure.shapes = pixels.iter().map(|&rect| redaction(fractions(width, height, rect))).collect();
    figure
}

pub fn fractions(width: u32, height: u32, [x, y, w, h]: [f64; 4]) -> Rect {
    let (across, down) = (f64::from(width), f64::from(height));
    Rect::new(x / across, y / down, w / across, h / down)
}

pub fn redaction(rect: Rect) -> Shape {
    Shape::new(ShapeId::default(), Mark::Ink, ShapeForm::Redaction { rect })
}

fn crc(bytes: &[u8]) -> u32 {
    let step = |crc: u32, &byte: &u8| {
        (0..8).fold(crc ^ u32::from(byte), |crc, _| if crc & 1 == 1 { (crc >> 1) ^ 0xedb8_8320 } else { crc >> 1 })
    };
    !bytes.iter().fold(!0, step)
}
