//! Files that lie, are cut, or would grow: a clear error, quickly, in little memory. (SAFETY.md, test 15)

use std::time::{Duration, Instant};

use image::{GrayImage, ImageFormat};
use roadbook_core::pixels::import;
use roadbook_core::{Error, ErrorCode};

use crate::making::*;

/// The error, which must have come within a second.
#[track_caller]
fn refused(bytes: &[u8], why: &str) -> Error {
    let begin = Instant::now();
    let Err(error) = import(bytes, "sly.png") else { panic!("{why}: was taken") };
    assert!(begin.elapsed() < Duration::from_secs(1), "{why}: took {:?}", begin.elapsed());
    assert!(error.message.contains("sly.png"), "{why}: {}", error.message);
    error
}

fn header(width: u32, height: u32, depth: u8, colour: u8) -> Vec<u8> {
    let sides = [width.to_be_bytes(), height.to_be_bytes()].concat();
    let mut bytes = b"\x89PNG\r\n\x1a\n".to_vec();
    bytes.extend(chunk(b"IHDR", &[sides.as_slice(), &[depth, colour, 0, 0, 0]].concat()));
    bytes
}

#[test]
fn a_header_that_promises_too_much_is_refused_before_decoding() {
    let mut png = header(100_000, 100_000, 8, 6);
    png.extend(chunk(b"IDAT", &[0x78, 0x9c, 3, 0]));
    let error = refused(&png, "PNG of 100,000 x 100,000");
    assert_eq!(error.code, ErrorCode::Limit);
    assert_eq!(
        error.message,
        "“sly.png”: the picture's size is 100000 x 100000 pixels, and Roadbook takes at most 16384 pixels a side. \
         Nothing was changed."
    );
    let error = refused(&header(16_384, 16_384, 8, 6), "PNG of 256 megapixels");
    assert!(error.message.contains("256 megapixels"), "{}", error.message);
    refused(&header(0, 0, 8, 6), "PNG of nothing");

    let frame = segment(0xc0, &[8, 0xff, 0xff, 0xff, 0xff, 3, 1, 17, 0, 2, 17, 0, 3, 17, 0]);
    let scan = segment(0xda, &[3, 1, 0, 2, 0, 3, 0, 0, 63, 0]);
    let jpeg = [b"\xff\xd8".as_slice(), &frame, &scan, &[0, 0, 0xff, 0xd9]].concat();
    assert_eq!(refused(&jpeg, "JPEG of 65,535 x 65,535").code, ErrorCode::Limit);

    let gif = [b"GIF89a\xff\xff\xff\xff\0\0\0".as_slice(), b",\0\0\0\0\xff\xff\xff\xff\0\x02\x02\x4c\x01\0;"].concat();
    assert_eq!(refused(&gif, "GIF of 65,535 x 65,535").code, ErrorCode::Limit);
    let inner = [b"GIF89a\x08\0\x08\0\0\0\0".as_slice(), b",\0\0\0\0\xff\xff\xff\xff\0\x02\x02\x4c\x01\0;"].concat();
    refused(&inner, "GIF with a frame of 65,535 x 65,535 on a small screen");

    let extended = [b"VP8X\x0a\0\0\0\0\0\0\0".as_slice(), &[0xff; 6]].concat();
    let webp = [b"RIFF\x16\0\0\0WEBP".as_slice(), &extended].concat();
    refused(&webp, "WebP of 16,777,216 x 16,777,216");
    let webp = [b"RIFF\x1a\0\0\0WEBPVP8L\x0e\0\0\0\x2f".as_slice(), &[0xff, 0xff, 0xff, 0x0f], &[0; 9]].concat();
    refused(&webp, "WebP of 16,384 x 16,384");
}

#[test]
fn text_and_profiles_that_inflate_are_never_inflated() {
    // The data of a large empty picture is a zlib stream of 96 MB in some 100 KB.
    let empty = png(GrayImage::new(16_000, 6_000));
    let at = empty.windows(4).position(|kind| kind == b"IDAT").unwrap();
    let length = u32::from_be_bytes(empty[at - 4..at].try_into().unwrap()) as usize;
    let stream = &empty[at + 4..at + 4 + length];
    let ztxt = chunk(b"zTXt", &[b"Comment\0\0", stream].concat());
    let itxt = chunk(b"iTXt", &[b"XML:com.adobe.xmp\0\x01\0\0\0", stream].concat());
    let iccp = chunk(b"iCCP", &[b"profile\0\0", stream].concat());
    let picture = pattern(30, 30);
    for chunks in [vec![ztxt; 20], vec![itxt; 20], vec![iccp]] {
        let bytes = with_chunks(&png(picture.clone()), &chunks);
        let begin = Instant::now();
        let imported = import(&bytes, "sly.png").unwrap();
        assert!(begin.elapsed() < Duration::from_secs(1), "took {:?}", begin.elapsed());
        assert_eq!(pixels(imported.bytes()), picture);
        is_bare(imported.bytes());
    }
    assert!(peak_megabytes() < 400, "{} MB", peak_megabytes());
}

#[test]
fn a_jpeg_of_countless_scans_is_refused() {
    let plain = jpeg(pattern(16, 16));
    let scan = plain.windows(2).position(|marker| marker == [0xff, 0xda]).unwrap();
    let end = plain.len() - 2;
    let bytes = [&plain[..end], &plain[scan..end].repeat(5_000), &plain[end..]].concat();
    let error = refused(&bytes, "5,001 scans");
    assert_eq!(error.code, ErrorCode::Limit);
}

#[test]
fn a_file_that_is_too_large_is_refused() {
    let error = refused(&vec![0x89; 64 * 1024 * 1024 + 1], "64 MiB and a byte");
    assert_eq!(error.code, ErrorCode::Limit);
    assert!(error.message.contains("65 MiB") && error.message.contains("64 MiB"), "{}", error.message);
}

#[test]
fn what_is_cut_is_refused() {
    let picture = pattern(40, 30);
    let jpeg = jpeg(picture.clone());
    for length in 0..jpeg.len() {
        let error = import(&jpeg[..length], "cut.jpg").unwrap_err();
        assert_eq!(error.code, ErrorCode::Picture, "{length} of {} bytes", jpeg.len());
    }
    let png = png(picture);
    for length in 0..png.len() - 16 {
        import(&png[..length], "cut.png").unwrap_err();
    }
}

#[test]
fn no_damage_makes_a_decoder_panic_or_hang() {
    let picture = pattern(24, 24);
    let files = [
        png(picture.clone()),
        jpeg(picture.clone()),
        encoded(picture.clone(), ImageFormat::WebP),
        encoded(image::DynamicImage::from(picture).to_rgba8(), ImageFormat::Gif),
    ];
    let mut seed = 0x2545_f491_u32;
    let mut next = move || {
        seed ^= seed << 13;
        seed ^= seed >> 17;
        seed ^= seed << 5;
        seed as usize
    };
    let begin = Instant::now();
    for round in 0..1200 {
        let mut bytes = files[round % files.len()].clone();
        for _ in 0..1 + next() % 6 {
            let at = next() % bytes.len();
            bytes[at] = next() as u8;
        }
        if next() % 4 == 0 {
            bytes.truncate(next() % bytes.len());
        }
        if let Ok(imported) = import(&bytes, "odd") {
            is_bare(imported.bytes());
        }
    }
    assert!(begin.elapsed() < Duration::from_secs(60), "took {:?}", begin.elapsed());
}

#[test]
fn what_is_no_picture_is_named() {
    let check = |bytes: &[u8], expected: &str| {
        let error = import(bytes, "IMG_1.PNG").unwrap_err();
        assert_eq!((error.code, error.message.as_str()), (ErrorCode::Picture, expected));
    };
    let other = "“IMG_1.PNG” is not a picture that Roadbook reads. It reads PNG, JPEG, WebP and GIF.";
    check(b"", "“IMG_1.PNG” is empty: it has no bytes. Save it once more.");
    check(b"hello", other);
    check(
        b"\0\0\0\x18ftypheic\0\0\0\0",
        "“IMG_1.PNG” is a HEIC picture. Roadbook reads PNG, JPEG, WebP and GIF: save it as one of these first.",
    );
    check(b"%PDF-1.7", "“IMG_1.PNG” is a PDF. Roadbook reads PNG, JPEG, WebP and GIF: save it as one of these first.");
    check(
        &png(pattern(4, 4))[..40],
        "“IMG_1.PNG” is damaged or not whole, and cannot be read. Save or copy the picture once more and try again.",
    );
}

/// The most memory that this process has had so far; 0 where the system does not tell.
fn peak_megabytes() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.trim().strip_suffix(" kB")?.trim().parse::<u64>().ok()).unwrap_or(0) / 1000
}
