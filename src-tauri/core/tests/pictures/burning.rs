//! Redactions are pixels, and a crop is what it says. (SAFETY.md, tests 17 and 19)

use image::{DynamicImage, Rgb, RgbImage};
use roadbook_core::ErrorCode;
use roadbook_core::model::{AssetHash, Figure, Mark, Point, Rect, Shape, ShapeForm, ShapeId};
use roadbook_core::pixels::{Burned, burn, import, scaled, shown_part, shown_size};

use crate::making::*;

fn burned(bytes: &[u8], figure: &Figure) -> (Burned, RgbImage) {
    let burned = burn(import(bytes, "shot").unwrap().bytes(), figure).unwrap();
    is_bare(burned.bytes());
    let pixels = pixels(burned.bytes());
    assert_eq!(pixels.dimensions(), (burned.width(), burned.height()));
    (burned, pixels)
}

/// Inside `x0..x1` by `y0..y1` every pixel is fill, outside each is the expected one.
#[track_caller]
fn check(found: &RgbImage, expected: &RgbImage, [x0, y0, x1, y1]: [u32; 4]) {
    assert_eq!(found.dimensions(), expected.dimensions());
    for (x, y, pixel) in found.enumerate_pixels() {
        let inside = (x0..x1).contains(&x) && (y0..y1).contains(&y);
        let expected = if inside { &Rgb(FILL) } else { expected.get_pixel(x, y) };
        assert_eq!(pixel, expected, "at {x}, {y}");
    }
}

#[test]
fn every_pixel_below_a_redaction_is_fill() {
    let shot = pattern(40, 30);
    let bytes = png(shot.clone());
    for (rect, covers) in [
        ([5.0, 6.0, 10.0, 8.0], [5, 6, 15, 14]),
        ([5.2, 6.9, 10.0, 8.0], [5, 6, 16, 15]),
        ([0.0, 0.0, 40.0, 30.0], [0, 0, 40, 30]),
        ([-10.0, -10.0, 12.5, 11.5], [0, 0, 3, 2]),
        ([35.5, 28.5, 100.0, 100.0], [35, 28, 40, 30]),
        ([39.0, 0.0, 1.0, 30.0], [39, 0, 40, 30]),
        ([0.0, 29.999, 40.0, 0.001], [0, 29, 40, 30]),
        ([20.0, 20.0, -10.0, -10.0], [10, 10, 20, 20]),
        ([50.0, 5.0, 10.0, 10.0], [0, 0, 0, 0]),
    ] {
        let (burned, found) = burned(&bytes, &redacted(40, 30, &[rect]));
        assert_eq!(burned.mime(), "image/png");
        check(&found, &shot, covers);
    }
}

#[test]
fn a_palette_has_no_colour_of_what_is_hidden() {
    let secret = [0xc4, 0x31, 0x77];
    let shot = RgbImage::from_fn(40, 30, |x, _| if x < 20 { Rgb(secret) } else { Rgb([250; 3]) });
    let (burned, found) = burned(&png(shot.clone()), &redacted(40, 30, &[[0.0, 0.0, 20.0, 30.0]]));
    check(&found, &shot, [0, 0, 20, 30]);
    assert_eq!(burned.bytes()[25], 3, "a palette");
    lacks(burned.bytes(), &secret);
}

#[test]
fn a_redaction_that_has_no_place_stops_the_burn() {
    for broken in [f64::NAN, f64::INFINITY] {
        let figure = redacted(40, 30, &[[broken, 0.0, 1.0, 1.0]]);
        assert_eq!(burn(&png(pattern(40, 30)), &figure).unwrap_err().code, ErrorCode::Invalid);
    }
}

#[test]
fn a_redaction_on_alpha_is_opaque() {
    let shot = pattern_with_alpha(40, 30);
    let (_, found) = burned(&png(shot.clone()), &redacted(40, 30, &[[5.0, 6.0, 10.0, 8.0]]));
    let on_white = RgbImage::from_fn(40, 30, |x, y| {
        let [r, g, b, a] = shot.get_pixel(x, y).0;
        Rgb([r, g, b].map(|value| ((u32::from(value) * u32::from(a) + 255 * (255 - u32::from(a)) + 127) / 255) as u8))
    });
    check(&found, &on_white, [5, 6, 15, 14]);
    let (_, found) = burned(&png(shot), &figure(&AssetHash::default()));
    check(&found, &on_white, [0, 0, 0, 0]);
}

#[test]
fn a_redaction_on_a_rotated_shot_covers_what_was_seen() {
    let stored = pattern(30, 40);
    let seen = DynamicImage::from(stored.clone()).rotate90().to_rgb8();
    let bytes = with_chunks(&png(stored), &[chunk(b"eXIf", &exif(6, b""))]);
    let (_, found) = burned(&bytes, &redacted(40, 30, &[[5.0, 6.0, 10.0, 8.0]]));
    check(&found, &seen, [5, 6, 15, 14]);
}

#[test]
fn a_redaction_on_a_cropped_shot_keeps_its_place_on_the_whole() {
    let shot = pattern(40, 30);
    let mut figure = redacted(40, 30, &[[5.0, 6.0, 10.0, 8.0]]);
    figure.crop = Some(fractions(40, 30, [10.0, 2.0, 20.0, 20.0]));
    let (_, found) = burned(&png(shot.clone()), &figure);
    let expected = DynamicImage::from(shot).crop_imm(10, 2, 20, 20).to_rgb8();
    check(&found, &expected, [0, 4, 5, 12]);
}

#[test]
fn a_redacted_jpeg_is_exact_and_shows_no_part_of_a_covered_block() {
    let shot = pattern(40, 30);
    let bytes = import(&jpeg(shot), "shot.jpg").unwrap();
    let figure = redacted(40, 30, &[[9.0, 10.0, 4.0, 13.0]]);
    let burned = burn(bytes.bytes(), &figure).unwrap();
    assert_eq!(burned.mime(), "image/png", "a JPEG would smear the edge");
    // Of a block that is half hidden, the visible half tells about the other.
    check(&pixels(burned.bytes()), &pixels(bytes.bytes()), [8, 8, 16, 24]);
}

#[test]
fn a_crop_is_exactly_its_own_pixels() {
    let shot = pattern(40, 30);
    for ([x, y, w, h], [left, top, width, height]) in [
        ([10.0, 2.0, 20.0, 21.0], [10, 2, 20, 21]),
        ([0.0, 0.0, 1.0, 1.0], [0, 0, 1, 1]),
        ([39.0, 29.0, 1.0, 1.0], [39, 29, 1, 1]),
        ([9.5, 1.5, 20.9, 20.9], [10, 2, 20, 20]),
        ([-5.0, -5.0, 15.0, 15.0], [0, 0, 10, 10]),
        ([3.2, 3.2, 0.1, 0.1], [3, 3, 1, 1]),
        ([0.0, 0.0, 40.0, 30.0], [0, 0, 40, 30]),
    ] {
        let mut figure = figure(&AssetHash::default());
        let crop = fractions(40, 30, [x, y, w, h]);
        figure.crop = Some(crop);
        let (burned, found) = burned(&png(shot.clone()), &figure);
        let expected = DynamicImage::from(shot.clone()).crop_imm(left, top, width, height).to_rgb8();
        check(&found, &expected, [0; 4]);
        let size = shown_size(40, 30, Some(crop));
        assert_eq!((size.width, size.height), (f64::from(burned.width()), f64::from(burned.height())));
        let part = shown_part(40, 30, Some(crop));
        assert!(
            (part.x * 40.0 - f64::from(left)).abs() < 1e-9
                && (part.bottom() * 30.0 - f64::from(top + height)).abs() < 1e-9
        );
    }
}

#[test]
fn a_picture_with_nothing_to_hide_is_not_encoded_again() {
    for bytes in [png(pattern(40, 30)), jpeg(pattern(40, 30)), jpeg(DynamicImage::from(pattern(9, 9)).to_luma8())] {
        let imported = import(&bytes, "shot").unwrap();
        let mut figure = figure(imported.hash());
        assert_eq!(burn(imported.bytes(), &figure).unwrap().bytes(), imported.bytes());
        figure.crop = Some(Rect::new(0.0, 0.0, 1.0, 1.0));
        assert_eq!(burn(imported.bytes(), &figure).unwrap().hash(), imported.hash(), "a crop to the whole is none");
    }
    let cropped_jpeg = import(&jpeg(pattern(40, 30)), "shot").unwrap();
    let mut figure = figure(cropped_jpeg.hash());
    figure.crop = Some(Rect::new(0.0, 0.0, 0.5, 0.5));
    assert_eq!(burn(cropped_jpeg.bytes(), &figure).unwrap().mime(), "image/jpeg", "a photo stays one");
}

#[test]
fn marks_are_not_burned() {
    let imported = import(&png(pattern(40, 30)), "shot").unwrap();
    let mut figure = redacted(40, 30, &[[5.0, 6.0, 10.0, 8.0]]);
    figure.shapes[0].form = ShapeForm::Rectangle { rect: Rect::new(0.0, 0.0, 1.0, 1.0) };
    assert_eq!(burn(imported.bytes(), &figure).unwrap().hash(), imported.hash());
}

/// A figure with these forms on a picture of 200 by 100 pixels: red at the left, white elsewhere.
fn two_colours(forms: Vec<ShapeForm>) -> RgbImage {
    let shot = RgbImage::from_fn(200, 100, |x, _| if x < 50 { RED } else { WHITE });
    let mut figure = figure(&AssetHash::default());
    figure.shapes = forms.into_iter().map(|form| Shape::new(ShapeId::default(), Mark::Ink, form)).collect();
    burned(&png(shot), &figure).1
}

const RED: Rgb<u8> = Rgb([250, 0, 0]);
const WHITE: Rgb<u8> = Rgb([255; 3]);

fn is_reddish(pixel: &Rgb<u8>) -> bool {
    i32::from(pixel.0[0]) - i32::from(pixel.0[1]) > 8
}

#[test]
fn a_blur_softens_its_pixels_alone() {
    let rect = fractions(200, 100, [40.2, 20.2, 19.6, 19.6]);
    let found = two_colours(vec![ShapeForm::Blur { rect }]);
    let mixed = |x: u32| !matches!(*found.get_pixel(x, 30), RED | WHITE);
    assert!(mixed(48) && mixed(52), "an edge inside is gone");
    for (x, y, pixel) in found.enumerate_pixels() {
        if !((40..60).contains(&x) && (20..40).contains(&y)) {
            assert_eq!(pixel, if x < 50 { &RED } else { &WHITE }, "at {x}, {y}");
        }
    }
}

#[test]
fn nothing_redacted_shows_in_a_blur_or_a_lens() {
    let hidden = ShapeForm::Redaction { rect: fractions(200, 100, [0.0, 0.0, 50.0, 100.0]) };
    let blur = ShapeForm::Blur { rect: fractions(200, 100, [30.0, 10.0, 60.0, 20.0]) };
    let source = fractions(200, 100, [30.0, 50.0, 40.0, 20.0]);
    for round in [false, true] {
        let lens = ShapeForm::Magnifier { source, at: Point::new(0.7, 0.6), zoom: 2.0, round };
        let spot = ShapeForm::Spotlight { rect: fractions(200, 100, [0.0, 0.0, 100.0, 20.0]), round };
        // Whatever lies in front of what.
        for forms in [
            vec![hidden.clone(), blur.clone(), lens.clone(), spot.clone()],
            vec![spot.clone(), lens.clone(), blur.clone(), hidden.clone()],
        ] {
            let found = two_colours(forms);
            assert!(!found.pixels().any(is_reddish), "something of what is hidden shows");
            for (x, y, pixel) in found.enumerate_pixels() {
                if x < 50 {
                    assert_eq!(pixel, &Rgb(FILL), "what is hidden is fill at {x}, {y}");
                }
            }
            assert_eq!(found.get_pixel(120, 60), &Rgb(FILL), "the lens shows the fill");
        }
    }
}

#[test]
fn a_lens_shows_its_source_enlarged_and_nothing_that_is_cropped_away() {
    let source = fractions(200, 100, [40.0, 40.0, 20.0, 20.0]);
    let lens = ShapeForm::Magnifier { source, at: Point::new(0.75, 0.5), zoom: 3.0, round: false };
    let found = two_colours(vec![lens.clone()]);
    assert_eq!([found.get_pixel(125, 50), found.get_pixel(175, 50)], [&RED, &WHITE], "the edge is in the middle");
    assert_eq!([found.get_pixel(118, 50), found.get_pixel(150, 15)], [&WHITE, &WHITE], "around it is the picture");

    let mut figure = figure(&AssetHash::default());
    figure.shapes = vec![Shape::new(ShapeId::default(), Mark::Ink, lens)];
    figure.crop = Some(fractions(200, 100, [60.0, 0.0, 140.0, 100.0]));
    let shot = RgbImage::from_fn(200, 100, |x, _| if x < 60 { RED } else { WHITE });
    let (_, found) = burned(&png(shot), &figure);
    assert!(!found.pixels().any(is_reddish), "what is cropped away shows in no lens");
}

#[test]
fn spotlights_stay_light_and_all_else_is_dimmed() {
    let spot = |x: f64, round: bool| ShapeForm::Spotlight { rect: fractions(200, 100, [x, 20.0, 40.0, 40.0]), round };
    let found = two_colours(vec![spot(60.0, false), spot(90.0, true)]);
    assert_eq!([found.get_pixel(80, 40), found.get_pixel(95, 40), found.get_pixel(120, 40)], [&WHITE; 3]);
    let dark = found.get_pixel(180, 40).0[0];
    assert!((90..140).contains(&dark), "white outside is gray, not black: {dark}");
    assert_eq!(found.get_pixel(128, 22), found.get_pixel(180, 40), "a round one has no corners");
}

#[test]
fn a_thumbnail_shows_the_burned_picture_smaller() {
    let black = RgbImage::from_pixel(800, 400, Rgb([250; 3]));
    let figure = redacted(800, 400, &[[0.0, 0.0, 400.0, 400.0]]);
    let (burned, _) = burned(&png(black), &figure);
    for (width, height) in [(400, 200), (300, 150), (90, 45), (1, 1)] {
        let small = scaled(&burned, width).unwrap();
        is_bare(small.bytes());
        assert_eq!((small.width(), small.height()), (width, height));
        if width > 1 {
            let found = pixels(small.bytes());
            assert_eq!(found.get_pixel(width / 4, height / 2), &Rgb(FILL));
            assert_eq!(found.get_pixel(width / 4 * 3, height / 2), &Rgb([250; 3]));
        }
    }
    for width in [800, 801, u32::MAX] {
        assert_eq!(scaled(&burned, width).unwrap(), burned, "never enlarged");
    }
    assert_eq!(scaled(&burned, 0).unwrap().width(), 1);
    let flat = burn(&png(RgbImage::from_pixel(1000, 1, Rgb([9; 3]))), &redacted(1000, 1, &[])).unwrap();
    let small = scaled(&flat, 10).unwrap();
    assert_eq!((small.width(), small.height()), (10, 1));
}
