//! Pictures of few colours: each pixel as a number in a list of at most 256 of them. A screenshot often has no
//! more, and then a third of the bytes hold every pixel as it was; others can be brought to that many where the
//! eye hardly finds the difference.

use image::RgbImage;
use quantizr::{Image, Options, QuantizeResult};

/// As many as one byte can name.
const MOST: usize = 256;

/// Of the table below: a power of two, four times as many as colours, so that looking one up takes a step or two.
const SLOTS: usize = 4 * MOST;

/// Peak signal-to-noise ratio, in decibels, below which a difference is seen over the whole picture: it keeps
/// photographs and their like as they are.
const CLOSE: f64 = 40.0;
/// Sides of the parts that are looked at one by one, in pixels, and by how much a part may differ (root mean
/// square of its channels, 0 to 255): a small sign in a colour of its own must not lose it.
const PART: usize = 16;
const PART_CLOSE: f64 = 16.0;

/// Numbers of colours, row by row.
pub(super) struct Indexed {
    pub palette: Vec<u8>,
    pub pixels: Vec<u8>,
}

/// Every pixel as it is; `None` when there are more colours than that.
pub(super) fn exact(picture: &RgbImage) -> Option<Indexed> {
    let mut slots: Vec<Option<(u32, u8)>> = vec![None; SLOTS];
    let mut palette = Vec::with_capacity(3 * MOST);
    let mut pixels = Vec::with_capacity(picture.as_raw().len() / 3);
    let mut last = None;
    for pixel in picture.as_raw().chunks_exact(3) {
        let colour = u32::from_be_bytes([0, pixel[0], pixel[1], pixel[2]]);
        let number = match last {
            Some((same, number)) if same == colour => number,
            _ => number_of(colour, &mut slots, &mut palette)?,
        };
        last = Some((colour, number));
        pixels.push(number);
    }
    Some(Indexed { palette, pixels })
}

/// The number of a colour, which is new to the palette or not; `None` when the palette is full.
fn number_of(colour: u32, slots: &mut [Option<(u32, u8)>], palette: &mut Vec<u8>) -> Option<u8> {
    // Knuth's multiplicative hash; its upper bits are the well mixed ones.
    let mut at = (colour.wrapping_mul(2_654_435_761) >> 16) as usize % SLOTS;
    loop {
        match slots[at] {
            Some((known, number)) if known == colour => return Some(number),
            Some(_) => at = (at + 1) % SLOTS,
            None => {
                let number = u8::try_from(palette.len() / 3).ok()?;
                slots[at] = Some((colour, number));
                palette.extend_from_slice(&colour.to_be_bytes()[1..]);
                return Some(number);
            }
        }
    }
}

/// The colours that fit the picture best; `None` when it would be seen that they are so few.
pub(super) fn fitted(picture: &RgbImage) -> Option<Indexed> {
    let opaque: Vec<u8> = picture.pixels().flat_map(|pixel| [pixel.0[0], pixel.0[1], pixel.0[2], 255]).collect();
    let image = Image::new(&opaque, picture.width() as usize, picture.height() as usize).ok()?;
    let mut found = QuantizeResult::quantize(&image, &Options::default());
    // Dots that blend into a colour take more bytes than the colour itself.
    found.set_dithering_level(0.0).ok()?;
    let mut pixels = vec![0; opaque.len() / 4];
    found.remap_image(&image, &mut pixels).ok()?;
    let palette = found.get_palette();
    let entries = palette.entries.iter().take(palette.count as usize);
    let indexed = Indexed { palette: entries.flat_map(|colour| [colour.r, colour.g, colour.b]).collect(), pixels };
    is_close(picture, &indexed).then_some(indexed)
}

fn is_close(picture: &RgbImage, indexed: &Indexed) -> bool {
    let width = picture.width() as usize;
    let parts = width.div_ceil(PART);
    let mut total = 0_u64;
    let rows: Vec<(&[u8], &[u8])> =
        picture.as_raw().chunks_exact(width * 3).zip(indexed.pixels.chunks_exact(width)).collect();
    for rows in rows.chunks(PART) {
        let mut off = vec![0_u64; parts];
        for (right, numbers) in rows {
            for (x, (pixel, number)) in right.chunks_exact(3).zip(*numbers).enumerate() {
                let found = &indexed.palette[usize::from(*number) * 3..][..3];
                let square = |(a, b): (&u8, &u8)| u64::from(a.abs_diff(*b)).pow(2);
                off[x / PART] += pixel.iter().zip(found).map(square).sum::<u64>();
            }
        }
        total += off.iter().sum::<u64>();
        let most = PART_CLOSE.powi(2) * (rows.len() * PART * 3) as f64;
        if off.iter().any(|off| *off as f64 > most) {
            return false;
        }
    }
    let mean = total as f64 / picture.as_raw().len().max(1) as f64;
    10.0 * (255.0_f64.powi(2) / mean.max(f64::MIN_POSITIVE)).log10() >= CLOSE
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::Rgb;

    #[test]
    fn few_colours_stay_every_one() {
        let picture = RgbImage::from_fn(64, 32, |x, y| Rgb([x as u8 * 4, 7, if y % 4 == 0 { 200 } else { 3 }]));
        let indexed = exact(&picture).unwrap();
        assert_eq!(indexed.palette.len(), 128 * 3);
        for (pixel, number) in picture.pixels().zip(&indexed.pixels) {
            assert_eq!(pixel.0, indexed.palette[usize::from(*number) * 3..][..3]);
        }
        let full = RgbImage::from_fn(256, 1, |x, _| Rgb([x as u8, 0, 0]));
        assert_eq!(exact(&full).map(|indexed| indexed.palette.len()), Some(768));
        let more = RgbImage::from_fn(257, 1, |x, _| Rgb([x as u8, (x >> 8) as u8, 0]));
        assert!(exact(&more).is_none());
    }

    #[test]
    fn a_screen_is_brought_to_few_colours_and_a_photograph_is_not() {
        let soft = RgbImage::from_fn(400, 200, |x, y| {
            let shade = 200 + (x / 8) as u8;
            if (y / 10) % 3 == 0 && x % 9 < 4 {
                Rgb([40, 44, 52])
            } else {
                Rgb([shade, shade - 3, 250 - (y / 8) as u8])
            }
        });
        assert!(exact(&soft).is_none(), "it has more colours than 256");
        let few = fitted(&soft).unwrap();
        assert!(few.palette.len() <= 768);
        let mut seed = 1_u32;
        let mut random = move || {
            seed = seed.wrapping_mul(1_103_515_245).wrapping_add(12_345);
            (seed >> 16) as u8 % 60
        };
        let photograph = RgbImage::from_fn(400, 200, |x, y| {
            Rgb([(x / 2) as u8 / 2 + random(), y as u8 / 2 + random(), (x + y) as u8 / 4 + random()])
        });
        assert!(fitted(&photograph).is_none(), "it would be seen");
    }

    #[test]
    fn a_small_sign_keeps_its_colour_or_the_picture_stays() {
        let gray = |x: u32, y: u32| (x * y % 251) as u8;
        let mut picture = RgbImage::from_fn(900, 600, |x, y| Rgb([gray(x, y), gray(y, x + 7), gray(x + 3, y + 1) / 4]));
        for (x, y) in (500..510).flat_map(|x| (300..310).map(move |y| (x, y))) {
            picture.put_pixel(x, y, Rgb([255, 0, 255]));
        }
        if let Some(indexed) = fitted(&picture) {
            let number = indexed.pixels[305 * 900 + 505];
            let found = &indexed.palette[usize::from(number) * 3..][..3];
            assert!(found[0] > 200 && found[1] < 60 && found[2] > 200, "{found:?}");
        }
    }
}
