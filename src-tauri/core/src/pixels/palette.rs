//! A picture of few colours as a palette and a number for each pixel. Windows on a screen have few, and a PNG
//! of the numbers is about half as large as one of the colours, made in less time, and shows the same pixels.
//! Other pictures can be brought to as few colours where the eye hardly finds the difference.

use image::RgbImage;
use quantizr::{Image, Options, QuantizeResult};

/// Of a PNG's palette.
const MOST: usize = 256;

/// Peak signal-to-noise ratio, in decibels, below which a difference is seen over the whole picture: it keeps
/// photographs and their like as they are.
const CLOSE: f64 = 40.0;
/// Sides of the parts that are looked at one by one, in pixels, and by how much a part may differ (root mean
/// square of its channels, 0 to 255): a small sign in a colour of its own must not lose it.
const PART: usize = 16;
const PART_CLOSE: f64 = 16.0;

pub(super) struct Indexed {
    /// Red, green and blue of each colour of the picture and of no other, in the order in which they appear.
    pub colours: Vec<u8>,
    /// Of each pixel's number: 2, 4 or 8. Programs that take pictures out of a PDF think of one bit as black and
    /// white.
    pub bits: u8,
    /// The numbers, several to a byte, the left one in the high bits; each row begins with a byte of its own.
    pub rows: Vec<u8>,
}

/// `None` when the picture has more colours.
pub(super) fn indexed(picture: &RgbImage) -> Option<Indexed> {
    let mut palette = Palette::new();
    let mut numbers = Vec::with_capacity(picture.width() as usize * picture.height() as usize);
    let (mut last, mut number) = (None, 0);
    for pixel in picture.as_raw().as_chunks::<3>().0 {
        // Most pixels are like the one before.
        if last != Some(pixel) {
            number = palette.number_of(*pixel)?;
            last = Some(pixel);
        }
        numbers.push(number);
    }
    Some(Indexed::new(palette.colours.concat(), numbers, picture.width()))
}

impl Indexed {
    fn new(colours: Vec<u8>, numbers: Vec<u8>, width: u32) -> Self {
        let bits = match colours.len() / 3 {
            0..=4 => 2,
            5..=16 => 4,
            _ => 8,
        };
        Self { colours, bits, rows: packed(numbers, width as usize, bits) }
    }
}

/// The colours that fit the picture best; `None` when it would be seen that they are so few.
pub(super) fn fitted(picture: &RgbImage) -> Option<Indexed> {
    let opaque: Vec<u8> = picture.pixels().flat_map(|pixel| [pixel.0[0], pixel.0[1], pixel.0[2], 255]).collect();
    let image = Image::new(&opaque, picture.width() as usize, picture.height() as usize).ok()?;
    let mut found = QuantizeResult::quantize(&image, &Options::default());
    // Dots that blend into a colour take more bytes than the colour itself.
    found.set_dithering_level(0.0).ok()?;
    let mut numbers = vec![0; opaque.len() / 4];
    found.remap_image(&image, &mut numbers).ok()?;
    let palette = found.get_palette();
    let entries = palette.entries.iter().take(palette.count as usize);
    let colours: Vec<u8> = entries.flat_map(|colour| [colour.r, colour.g, colour.b]).collect();
    is_close(picture, &colours, &numbers).then(|| Indexed::new(colours, numbers, picture.width()))
}

fn is_close(picture: &RgbImage, colours: &[u8], numbers: &[u8]) -> bool {
    let width = picture.width() as usize;
    let parts = width.div_ceil(PART);
    let mut total = 0_u64;
    let rows: Vec<(&[u8], &[u8])> = picture.as_raw().chunks_exact(width * 3).zip(numbers.chunks_exact(width)).collect();
    for rows in rows.chunks(PART) {
        let mut off = vec![0_u64; parts];
        for (right, numbers) in rows {
            for (x, (pixel, number)) in right.chunks_exact(3).zip(*numbers).enumerate() {
                let found = &colours[usize::from(*number) * 3..][..3];
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

/// A table of colours with open addressing, four times as large as it may become full.
struct Palette {
    colours: Vec<[u8; 3]>,
    places: Vec<Option<u8>>,
}

impl Palette {
    const PLACES: usize = 4 * MOST;

    fn new() -> Self {
        Self { colours: vec![], places: vec![None; Self::PLACES] }
    }

    fn number_of(&mut self, colour: [u8; 3]) -> Option<u8> {
        let [red, green, blue] = colour.map(u32::from);
        // The upper bits of Fibonacci hashing. Source: Knuth, The Art of Computer Programming, 6.4.
        let hash = (red << 16 | green << 8 | blue).wrapping_mul(0x9e37_79b1) >> (32 - Self::PLACES.ilog2());
        let mut at = hash as usize;
        loop {
            match self.places[at] {
                Some(number) if self.colours[usize::from(number)] == colour => return Some(number),
                Some(_) => at = (at + 1) % Self::PLACES,
                None => {
                    let number = u8::try_from(self.colours.len()).ok()?;
                    self.places[at] = Some(number);
                    self.colours.push(colour);
                    return Some(number);
                }
            }
        }
    }
}

fn packed(numbers: Vec<u8>, width: usize, bits: u8) -> Vec<u8> {
    if bits == 8 {
        return numbers;
    }
    let each = usize::from(8 / bits);
    let byte = |numbers: &[u8]| {
        let shifts = (1..=each).map(|place| 8 - usize::from(bits) * place);
        numbers.iter().zip(shifts).fold(0, |byte, (number, shift)| byte | number << shift)
    };
    numbers.chunks_exact(width.max(1)).flat_map(|row| row.chunks(each).map(byte)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::Rgb;

    #[test]
    fn as_few_bits_as_the_colours_need() {
        for (colours, bits, row) in [(1_u8, 2, 3), (2, 2, 3), (3, 2, 3), (4, 2, 3), (5, 4, 5), (16, 4, 5), (17, 8, 9)] {
            let picture = RgbImage::from_fn(9, 4, |x, y| Rgb([(y * 9 + x) as u8 % colours, 0, 7]));
            let indexed = indexed(&picture).unwrap();
            assert_eq!((indexed.bits, indexed.rows.len()), (bits, row * 4), "{colours} colours");
            assert_eq!(indexed.colours.len(), usize::from(colours) * 3);
        }
        let two = indexed(&RgbImage::from_fn(9, 1, |x, _| Rgb([x as u8 % 2; 3]))).unwrap();
        assert_eq!(two.rows, [0b0001_0001, 0b0001_0001, 0]);
    }

    #[test]
    fn a_colour_more_than_a_palette_has_is_too_many() {
        let picture = |colours: u32| RgbImage::from_fn(colours, 1, |x, _| Rgb([x as u8, (x >> 8) as u8, 3]));
        let all = indexed(&picture(256)).unwrap();
        assert_eq!((all.colours.len(), all.rows.len()), (768, 256));
        assert!(indexed(&picture(257)).is_none());
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
        assert!(indexed(&soft).is_none(), "it has more colours than 256");
        let few = fitted(&soft).unwrap();
        assert!(few.colours.len() <= 768);
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
        if let Some(few) = fitted(&picture) {
            assert_eq!(few.bits, 8, "so many shades take a byte each");
            let number = few.rows[305 * 900 + 505];
            let found = &few.colours[usize::from(number) * 3..][..3];
            assert!(found[0] > 200 && found[1] < 60 && found[2] > 200, "{found:?}");
        }
    }
}
