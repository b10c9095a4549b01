//! A picture of few colours as a palette and a number for each pixel. Windows on a screen have few, and a PNG
//! of the numbers is about half as large as one of the colours, made in less time, and shows the same pixels.

use image::RgbImage;

/// Of a PNG's palette.
const MOST: usize = 256;

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
    let bits = match palette.colours.len() {
        0..=4 => 2,
        5..=16 => 4,
        _ => 8,
    };
    let rows = packed(numbers, picture.width() as usize, bits);
    Some(Indexed { colours: palette.colours.concat(), bits, rows })
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
        for (colours, bits, row) in [(1_u8, 2, 3), (2, 2, 3), (4, 2, 3), (5, 4, 5), (16, 4, 5), (17, 8, 9)] {
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
}
