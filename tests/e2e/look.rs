//! Pixels: a picture to paste, and whether a colour can be seen anywhere.

use std::path::Path;

use image::{Rgb, RgbImage};

/// What must not leave the library; no theme and no mark has such a colour.
pub const SECRET: Rgb<u8> = Rgb([0xe0, 0x20, 0x7a]);
/// What may be seen.
pub const BUTTON: Rgb<u8> = Rgb([0x1e, 0x78, 0xc8]);
pub const SIZE: (u32, u32) = (640, 400);
/// Where the secret is, in the picture's pixels: x, y, width, height.
pub const SECRET_AT: [u32; 4] = [400, 240, 160, 60];
pub const BUTTON_AT: [u32; 4] = [40, 80, 160, 30];

/// A screenshot of an invented program, with a button and a secret on it.
pub fn paint_screenshot(file: &Path) {
    let inside = |at: [u32; 4], x, y| (at[0]..at[0] + at[2]).contains(&x) && (at[1]..at[1] + at[3]).contains(&y);
    let picture = RgbImage::from_fn(SIZE.0, SIZE.1, |x, y| match (x, y) {
        _ if inside(SECRET_AT, x, y) => SECRET,
        _ if inside(BUTTON_AT, x, y) => BUTTON,
        (_, 0..40) => Rgb([40, 60, 90]),
        _ => Rgb([245, 246, 248]),
    });
    picture.save(file).unwrap();
}

/// How many pixels of an encoded picture have this colour, or nearly: scaling and JPEG change a little.
pub fn count(encoded: &[u8], colour: Rgb<u8>) -> usize {
    let picture = image::load_from_memory(encoded).expect("a picture").to_rgb8();
    let near = |pixel: &Rgb<u8>| pixel.0.iter().zip(colour.0).all(|(a, b)| a.abs_diff(b) <= 24);
    picture.pixels().filter(|pixel| near(pixel)).count()
}
