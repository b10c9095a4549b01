//! A new screenshot of the same screen: where the old one lies in it, and what becomes of its annotations.

use image::imageops::{self, FilterType};
use image::{Rgb, RgbImage};
use roadbook_core::model::{Figure, Point, Rect, Shape, ShapeForm, ShapeId};
use roadbook_core::pixels::burn;
use roadbook_core::pixels::register::{Check, Match, Pair, Plan, carry};

use crate::making::*;

const WIDTH: u32 = 1200;
const HEIGHT: u32 = 760;

/// A window with a side bar, fields with labels and buttons; words are bars of uneven length.
fn screen() -> RgbImage {
    let mut picture = RgbImage::from_pixel(WIDTH, HEIGHT, Rgb([246, 246, 244]));
    fill(&mut picture, 0, 0, WIDTH, 44, [38, 50, 66]);
    fill(&mut picture, 0, 44, 220, HEIGHT - 44, [229, 231, 235]);
    for row in 0..14 {
        word(&mut picture, 24, 70 + row * 44, row + 1, [70, 76, 88]);
    }
    for row in 0..8 {
        let y = 90 + row * 74;
        word(&mut picture, 260, y, row + 40, [40, 44, 52]);
        fill(&mut picture, 260, y + 20, 420, 34, [255, 255, 255]);
        frame(&mut picture, 260, y + 20, 420, 34, [160, 166, 176]);
        word(&mut picture, 272, y + 30, row + 90, [90, 96, 108]);
    }
    for row in 0..6 {
        word(&mut picture, 740, 100 + row * 60, row + 150, [60, 64, 72]);
        word(&mut picture, 740, 122 + row * 60, row + 170, [120, 124, 132]);
    }
    fill(&mut picture, 1000, 690, 150, 40, [30, 100, 190]);
    word(&mut picture, 1030, 704, 200, [255, 255, 255]);
    picture
}

fn fill(picture: &mut RgbImage, x: u32, y: u32, width: u32, height: u32, colour: [u8; 3]) {
    for y in y..(y + height).min(picture.height()) {
        for x in x..(x + width).min(picture.width()) {
            picture.put_pixel(x, y, Rgb(colour));
        }
    }
}

fn frame(picture: &mut RgbImage, x: u32, y: u32, width: u32, height: u32, colour: [u8; 3]) {
    fill(picture, x, y, width, 1, colour);
    fill(picture, x, y + height - 1, width, 1, colour);
    fill(picture, x, y, 1, height, colour);
    fill(picture, x + width - 1, y, 1, height, colour);
}

/// Strokes that differ from word to word, as letters do.
fn word(picture: &mut RgbImage, x: u32, y: u32, which: u32, colour: [u8; 3]) {
    let mut seed = which.wrapping_mul(2_654_435_761).wrapping_add(12_345);
    let mut at = x;
    for _ in 0..8 + which % 9 {
        seed ^= seed << 13;
        seed ^= seed >> 17;
        seed ^= seed << 5;
        let (top, high) = (seed % 4, 6 + seed / 7 % 5);
        fill(picture, at, y + top, 2, high, colour);
        if seed.is_multiple_of(3) {
            fill(picture, at, y + top + seed % 6, 6, 2, colour);
        }
        at += 6 + seed % 4;
    }
}

/// The old screen as a part of a new one: `scale` times as large, moved by whole pixels.
fn seen(old: &RgbImage, scale: f64, x: i64, y: i64, size: (u32, u32)) -> RgbImage {
    let (width, height) = ((f64::from(old.width()) * scale).round(), (f64::from(old.height()) * scale).round());
    let larger = imageops::resize(old, width as u32, height as u32, FilterType::CatmullRom);
    let mut picture = RgbImage::from_pixel(size.0, size.1, Rgb([200, 204, 210]));
    imageops::overlay(&mut picture, &larger, x, y);
    picture
}

fn with_noise(mut picture: RgbImage) -> RgbImage {
    let mut seed = 99_u32;
    for pixel in picture.pixels_mut() {
        for value in &mut pixel.0 {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            *value = (i32::from(*value) + (seed >> 24) as i32 % 21 - 10).clamp(0, 255) as u8;
        }
    }
    picture
}

fn pair(old: &RgbImage, new: &RgbImage) -> Pair {
    Pair::new(&png(old.clone()), &png(new.clone())).unwrap()
}

/// Within a third of a pixel everywhere on the old picture.
#[track_caller]
fn check(new: &RgbImage, scale: f64, x: f64, y: f64) {
    let found = pair(&screen(), new).find().expect("the old picture is in the new one");
    let Match { scale: is, x: left, y: top, .. } = found;
    for (px, py) in [(0.0, 0.0), (f64::from(WIDTH), 0.0), (0.0, f64::from(HEIGHT)), (600.0, 400.0)] {
        let (dx, dy) = (is * px + left - scale * px - x, is * py + top - scale * py - y);
        assert!(dx.abs() < 1.0 && dy.abs() < 1.0, "{dx:.2}, {dy:.2} px off at {px}, {py}: {found:?}");
    }
}

#[test]
fn a_screen_is_found_where_it_moved_and_as_large_as_it_became() {
    let old = screen();
    check(&old, 1.0, 0.0, 0.0);
    check(&seen(&old, 1.0, 37, -22, (WIDTH, HEIGHT)), 1.0, 37.0, -22.0);
    check(&seen(&old, 1.25, 0, 0, (1500, 950)), 1.25, 0.0, 0.0);
    check(&seen(&old, 1.5, -120, 40, (1800, 1140)), 1.5, -120.0, 40.0);
    check(&seen(&old, 0.8, 90, 60, (1280, 800)), 0.8, 90.0, 60.0);
    check(&with_noise(seen(&old, 1.25, 64, 12, (1600, 1000))), 1.25, 64.0, 12.0);
}

#[test]
fn a_part_of_the_screen_is_found_and_another_screen_is_not() {
    let old = screen();
    let part = imageops::crop_imm(&old, 200, 60, 800, 600).to_image();
    check(&part, 1.0, -200.0, -60.0);
    let mut other = RgbImage::from_pixel(WIDTH, HEIGHT, Rgb([20, 22, 26]));
    for row in 0..30 {
        word(&mut other, 60 + row * 31 % 500, 30 + row * 24, 900 + row * 3, [220, 220, 210]);
        frame(&mut other, 500 + row * 17 % 300, 20 + row * 23, 180, 19, [90, 120, 90]);
    }
    assert_eq!(pair(&old, &other).find(), None, "nothing of it is there");
    assert_eq!(pair(&old, &RgbImage::from_pixel(800, 600, Rgb([255; 3]))).find(), None, "there is nothing at all");
    let tiny = RgbImage::from_pixel(1, 1, Rgb([9; 3]));
    assert_eq!(pair(&old, &tiny).find(), None);
    assert_eq!(pair(&tiny, &old).find(), None);
}

const BUTTON: Rect = Rect::new(1000.0 / 1200.0, 690.0 / 760.0, 150.0 / 1200.0, 40.0 / 760.0);
const FIELD: Rect = Rect::new(260.0 / 1200.0, 258.0 / 760.0, 420.0 / 1200.0, 34.0 / 760.0);

/// A frame around the button, a redaction of a field, an arrow to a word, a number on another.
fn annotated() -> Figure {
    let forms = [
        ShapeForm::Rectangle { rect: BUTTON },
        ShapeForm::Redaction { rect: FIELD },
        ShapeForm::Arrow { from: Point::new(0.8, 0.6), to: Point::new(745.0 / 1200.0, 225.0 / 760.0) },
        ShapeForm::Number { at: Point::new(30.0 / 1200.0, 120.0 / 760.0), pointer: None, from: None },
    ];
    let shapes = forms.map(|form| Shape::new(ShapeId(uuid::Uuid::now_v7()), Default::default(), form));
    Figure { shapes: shapes.into(), ..figure(&Default::default()) }
}

#[track_caller]
fn checks(plan: &Plan, expected: [Option<Check>; 4]) {
    let found: Vec<_> = plan.shapes.iter().map(|carried| carried.check).collect();
    assert_eq!(found, expected, "button, field, arrow, number");
}

#[test]
fn annotations_go_along_and_those_whose_place_changed_are_told() {
    let old = screen();
    for (scale, x, y, size) in [(1.0, 60, 30, (1400, 860)), (1.25, 20, 45, (1600, 1000)), (1.5, 0, 0, (1800, 1140))] {
        let new = with_noise(seen(&old, scale, x, y, size));
        let plan = carry(&annotated(), &pair(&old, &new));
        checks(&plan, [None; 4]);
        let ShapeForm::Rectangle { rect } = plan.shapes[0].shape.form else { panic!("it stays a rectangle") };
        let expected = (1000.0 * scale + x as f64, 690.0 * scale + y as f64);
        let is = (rect.x * f64::from(size.0), rect.y * f64::from(size.1));
        assert!((is.0 - expected.0).abs() < 1.5 && (is.1 - expected.1).abs() < 1.5, "{is:?} and not {expected:?}");

        // Another button, another word in the side bar.
        let mut changed = old.clone();
        fill(&mut changed, 1000, 690, 150, 40, [246, 246, 244]);
        word(&mut changed, 1040, 700, 333, [160, 30, 30]);
        fill(&mut changed, 20, 106, 180, 30, [229, 231, 235]);
        word(&mut changed, 24, 114, 777, [70, 76, 88]);
        let new = with_noise(seen(&changed, scale, x, y, size));
        let plan = carry(&annotated(), &pair(&old, &new));
        checks(&plan, [Some(Check::Changed), None, None, Some(Check::Changed)]);
    }
}

#[test]
fn what_hides_something_never_comes_to_show_it() {
    let mut old = screen();
    // The secret has a colour of its own.
    let secret = [250, 0, 250];
    fill(&mut old, 262, 262, 416, 26, secret);
    let shows = |picture: &RgbImage, plan: &Plan| {
        let shapes = plan.shapes.iter().map(|carried| carried.shape.clone()).collect();
        let burned =
            burn(&png(picture.clone()), &Figure { shapes, crop: plan.crop, ..figure(&Default::default()) }).unwrap();
        pixels(burned.bytes()).pixels().filter(|pixel| pixel.0[0] > 150 && pixel.0[1] < 90 && pixel.0[2] > 150).count()
    };
    let cases = [
        (1.0, 17, -9, (1200, 760)),
        (1.25, 31, 8, (1540, 980)),
        (1.5, -40, 10, (1800, 1140)),
        (1.1, 3, 7, (1330, 850)),
    ];
    for (scale, x, y, size) in cases {
        let new = seen(&old, scale, x, y, size);
        let plan = carry(&annotated(), &pair(&old, &new));
        assert!(plan.placed.is_some(), "{scale} is found");
        assert_eq!(shows(&new, &plan), 0, "at {scale}, {x}, {y}");
    }

    // Its place changed: both places are hidden, and the person is told.
    let mut changed = seen(&old, 1.0, 60, 0, (1300, 760));
    fill(&mut changed, 320, 250, 200, 60, [10, 120, 60]);
    let plan = carry(&annotated(), &pair(&old, &changed));
    assert_eq!(plan.shapes[1].check, Some(Check::Changed));
    let ShapeForm::Redaction { rect } = plan.shapes[1].shape.form else { panic!("it stays a redaction") };
    assert!(rect.x <= FIELD.x && rect.right() >= (260.0 + 420.0 + 60.0) / 1300.0, "both places: {rect:?}");

    // Not found: everything stays where it was, and is told.
    let plan = carry(&annotated(), &pair(&old, &RgbImage::from_pixel(640, 480, Rgb([80; 3]))));
    assert_eq!(plan.placed, None);
    checks(&plan, [Some(Check::Unsure); 4]);
    assert_eq!(plan.shapes.iter().map(|it| it.shape.clone()).collect::<Vec<_>>(), annotated_forms(&plan));
}

/// The shapes of a plan, which must be those of the figure but for their ids.
fn annotated_forms(plan: &Plan) -> Vec<Shape> {
    let forms = annotated().shapes.into_iter().zip(&plan.shapes);
    forms.map(|(shape, carried)| Shape { id: carried.shape.id, ..shape }).collect()
}

#[test]
fn a_crop_goes_along_and_stays_where_it_cannot() {
    let old = screen();
    let crop = Rect::new(0.2, 0.1, 0.4, 0.5);
    let figure = Figure { crop: Some(crop), ..annotated() };
    let new = seen(&old, 1.25, 40, 20, (1600, 1000));
    let plan = carry(&figure, &pair(&old, &new));
    assert_eq!(plan.crop_check, None);
    let is = plan.crop.unwrap();
    assert!((is.x * 1600.0 - (240.0 * 1.25 + 40.0)).abs() < 1.5 && (is.width * 1600.0 - 600.0).abs() < 1.5, "{is:?}");

    // What was cropped to is not on the new picture.
    let part = imageops::crop_imm(&old, 700, 60, 500, 700).to_image();
    let plan = carry(&figure, &pair(&old, &part));
    assert!(plan.placed.is_some());
    assert_eq!((plan.crop, plan.crop_check), (Some(crop), Some(Check::Outside)));
    assert_eq!(plan.shapes[1].check, Some(Check::Outside), "the field is not there either");
}
