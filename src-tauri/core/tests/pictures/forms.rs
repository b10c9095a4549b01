//! Every form of picture comes in as what we keep.

use image::{DynamicImage, GrayImage, ImageEncoder, ImageFormat, RgbImage};
use roadbook_core::ErrorCode;
use roadbook_core::pixels::{import, import_rgba};

use crate::making::*;

#[track_caller]
fn check(bytes: &[u8], mime: &str, expected: &RgbImage, tolerance: u8) {
    let imported = import(bytes, "picture").unwrap();
    assert_eq!(imported.mime(), mime);
    assert_eq!((imported.width(), imported.height()), expected.dimensions());
    is_bare(imported.bytes());
    let found = pixels(imported.bytes());
    let worst = found.as_raw().iter().zip(expected.as_raw()).map(|(a, b)| a.abs_diff(*b)).max();
    assert!(worst <= Some(tolerance), "colours are {worst:?} apart");
}

#[test]
fn png_of_every_kind_stays_what_it_shows() {
    let colours = DynamicImage::from(pattern(37, 21));
    let gray = DynamicImage::from(colours.to_luma8());
    check(&png(colours.clone()), "image/png", &colours.to_rgb8(), 0);
    check(&png(gray.clone()), "image/png", &gray.to_rgb8(), 0);
    check(&png(colours.to_rgb16()), "image/png", &colours.to_rgb8(), 0);
    check(&png(gray.to_luma16()), "image/png", &gray.to_rgb8(), 0);
    let holes = pattern_with_alpha(37, 21);
    for bytes in [png(holes.clone()), png(DynamicImage::from(holes.clone()).to_rgba16())] {
        let imported = import(&bytes, "holes.png").unwrap();
        assert_eq!(image::load_from_memory(imported.bytes()).unwrap().to_rgba8(), holes);
        is_bare(imported.bytes());
    }
}

#[test]
fn alpha_that_hides_nothing_is_dropped() {
    let opaque = DynamicImage::from(pattern(10, 10));
    let imported = import(&png(opaque.to_rgba8()), "opaque.png").unwrap();
    assert_eq!(imported.bytes()[25], 3, "a palette, and nothing that shines through");
    let imported = import(&png(opaque.to_luma_alpha8()), "opaque.png").unwrap();
    assert_eq!(imported.bytes()[25], 3, "a palette, and nothing that shines through");
}

#[test]
fn few_colours_become_a_palette_of_just_those() {
    for (colours, bits) in [(1, 2), (2, 2), (4, 2), (7, 4), (16, 4), (17, 8), (256, 8)] {
        let shot = RgbImage::from_fn(37, 21, |x, y| image::Rgb([((y * 37 + x) % colours) as u8, 90, 14]));
        let imported = import(&png(shot.clone()), "screen.png").unwrap();
        is_bare(imported.bytes());
        assert_eq!((imported.bytes()[25], imported.bytes()[24]), (3, bits), "{colours} colours");
        assert_eq!(pixels(imported.bytes()), shot, "{colours} colours");
    }
    let imported = import(&png(pattern(37, 21)), "many.png").unwrap();
    assert_eq!(imported.bytes()[25], 2, "RGB, where there are more");
}

#[test]
fn jpeg_stays_jpeg_and_webp_and_gif_become_png() {
    let smooth = RgbImage::from_fn(64, 48, |x, y| image::Rgb([x as u8 * 3, y as u8 * 4, 90]));
    let once = pixels(&jpeg(smooth.clone()));
    check(&jpeg(smooth.clone()), "image/jpeg", &once, 10);
    let gray = DynamicImage::from(smooth.clone()).to_luma8();
    check(&jpeg(gray.clone()), "image/jpeg", &pixels(&jpeg(gray)), 10);
    check(&encoded(smooth.clone(), ImageFormat::WebP), "image/png", &smooth, 0);
    let flat = RgbImage::from_fn(20, 20, |x, _| if x < 10 { image::Rgb([0; 3]) } else { image::Rgb([255; 3]) });
    check(&encoded(DynamicImage::from(flat.clone()).to_rgba8(), ImageFormat::Gif), "image/png", &flat, 0);
}

#[test]
fn an_animation_is_its_first_frame() {
    let frame = |value| image::Frame::new(image::RgbaImage::from_pixel(6, 4, image::Rgba([value, value, value, 255])));
    let mut bytes = vec![];
    image::codecs::gif::GifEncoder::new(&mut bytes).encode_frames([frame(10), frame(250)]).unwrap();
    let imported = import(&bytes, "moving.gif").unwrap();
    assert_eq!(pixels(imported.bytes()), RgbImage::from_pixel(6, 4, image::Rgb([10; 3])));
}

#[test]
fn cmyk_becomes_rgb() {
    // One block of four components of one middle value each, with the tables of a gray JPEG.
    let gray = jpeg(GrayImage::from_pixel(8, 8, image::Luma([128])));
    let mut bytes = vec![0xff, 0xd8];
    bytes.extend(segment(0xee, b"Adobe\0\x64\0\0\0\0\0"));
    let mut at = 2;
    while gray[at + 1] != 0xda {
        let end = at + 2 + usize::from(u16::from_be_bytes([gray[at + 2], gray[at + 3]]));
        if matches!(gray[at + 1], 0xdb | 0xc4) {
            bytes.extend(&gray[at..end]);
        }
        at = end;
    }
    bytes.extend(segment(0xc0, &[8, 0, 8, 0, 8, 4, 1, 17, 0, 2, 17, 0, 3, 17, 0, 4, 17, 0]));
    bytes.extend(segment(0xda, &[4, 1, 0, 2, 0, 3, 0, 4, 0, 0, 63, 0]));
    bytes.extend([0x28, 0xa2, 0x8a, 0xff, 0xd9]);
    let imported = import(&bytes, "print.jpg").unwrap();
    is_bare(imported.bytes());
    let found = pixels(imported.bytes());
    assert!(
        found.pixels().all(|pixel| pixel.0.iter().all(|value| value.abs_diff(64) <= 2)),
        "{:?}",
        found.get_pixel(0, 0)
    );
}

#[test]
fn every_orientation_is_applied_and_gone() {
    let (width, height) = (32, 16);
    let upright = RgbImage::from_fn(width, height, |x, y| match (x < width / 2, y < height / 2) {
        (true, true) => image::Rgb([250, 20, 20]),
        (false, true) => image::Rgb([20, 250, 20]),
        (true, false) => image::Rgb([20, 20, 250]),
        (false, false) => image::Rgb([240, 240, 240]),
    });
    for orientation in 1..=8_u8 {
        // What a camera stores so that the orientation turns it upright.
        let mut stored = DynamicImage::from(upright.clone());
        let back = match orientation {
            6 => 8,
            8 => 6,
            other => other,
        };
        stored.apply_orientation(image::metadata::Orientation::from_exif(back).unwrap());
        let tag = exif(u16::from(orientation), b"");
        let from_png = import(&with_chunks(&png(stored.clone()), &[chunk(b"eXIf", &tag)]), "turned.png").unwrap();
        assert_eq!(pixels(from_png.bytes()), upright, "orientation {orientation}");
        let segment = segment(0xe1, &[b"Exif\0\0", tag.as_slice()].concat());
        let from_jpeg = import(&with_segments(&jpeg(stored), &[segment]), "turned.jpg").unwrap();
        assert_eq!((from_jpeg.width(), from_jpeg.height()), (width, height), "orientation {orientation}");
        is_bare(from_jpeg.bytes());
        let found = pixels(from_jpeg.bytes());
        for (x, y) in [(3, 3), (28, 3), (3, 12), (28, 12)] {
            let (found, expected) = (found.get_pixel(x, y).0, upright.get_pixel(x, y).0);
            assert!(found.iter().zip(expected).all(|(a, b)| a.abs_diff(b) < 12), "orientation {orientation}");
        }
    }
}

#[test]
fn colours_of_another_profile_become_srgb() {
    let flat = RgbImage::from_pixel(40, 40, image::Rgb([200, 100, 50]));
    let with_profile = |profile: &moxcms::ColorProfile| {
        let mut bytes = vec![];
        let mut encoder = image::codecs::png::PngEncoder::new(&mut bytes);
        encoder.set_icc_profile(profile.encode().unwrap()).unwrap();
        encoder.write_image(&flat, 40, 40, image::ExtendedColorType::Rgb8).unwrap();
        import(&bytes, "profile.png").unwrap()
    };
    let same = with_profile(&moxcms::ColorProfile::new_srgb());
    assert_eq!(pixels(same.bytes()), flat, "sRGB is left exactly as it is");
    let other = with_profile(&moxcms::ColorProfile::new_display_p3());
    is_bare(other.bytes());
    // Computed by hand with the matrix of CSS Color 4.
    let [r, g, b] = pixels(other.bytes()).get_pixel(7, 7).0;
    assert!(r.abs_diff(215) <= 1 && g.abs_diff(93) <= 1 && b.abs_diff(31) <= 1, "{r} {g} {b}");
}

#[test]
fn the_clipboards_pixels_come_in() {
    let holes = pattern_with_alpha(9, 5);
    let imported = import_rgba(9, 5, holes.clone().into_raw()).unwrap();
    assert_eq!(image::load_from_memory(imported.bytes()).unwrap().to_rgba8(), holes);
    for (width, height, bytes) in [(9, 5, 9 * 5 * 4 - 1), (9, 5, 9 * 5 * 4 + 1), (0, 0, 0), (0, 5, 0)] {
        assert_eq!(import_rgba(width, height, vec![0; bytes]).unwrap_err().code, ErrorCode::Picture);
    }
    assert_eq!(import_rgba(16_385, 1, vec![0; 16_385 * 4]).unwrap_err().code, ErrorCode::Limit);
}
