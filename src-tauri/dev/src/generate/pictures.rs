//! Pictures that look like a screen of an office program: bars, buttons, rows of small text, on every other one
//! people's portraits. They weigh about what a real screenshot of 1920x1080 weighs as PNG, and no two are the same.

use super::Random;

const WIDTH: u32 = 1920;
const HEIGHT: u32 = 1080;

/// Width, height and RGBA pixels.
pub fn screen(seed: u64, index: u32) -> (u32, u32, Vec<u8>) {
    let mut random = Random::new(seed ^ (u64::from(index) << 20) ^ 0x5eed);
    let mut paint = Paint { pixels: [250, 250, 251, 255].repeat((WIDTH * HEIGHT) as usize) };
    let accents = [[59, 91, 219], [47, 128, 96], [160, 72, 40], [108, 74, 163], [30, 110, 130]];
    let accent = accents[random.below(accents.len())];
    paint.area(0, 0, WIDTH, 56, [237, 240, 245]);
    paint.area(0, 55, WIDTH, 1, [210, 215, 223]);
    paint.area(0, 56, 260, HEIGHT - 56, [245, 247, 249]);
    for row in 0..12 {
        let color = if row == index % 12 { accent } else { [90, 98, 110] };
        paint.words(28, 90 + row * 44, 20, color, 2, &mut random);
    }
    paint.words(300, 90, 24, [34, 40, 48], 4, &mut random);
    paint.area(1640, 84, 220, 44, accent);
    paint.words(1664, 99, 16, [255, 255, 255], 2, &mut random);
    for row in 0..18_u32 {
        let y = 170 + row * 48;
        paint.area(300, y + 34, 1560, 1, [228, 231, 237]);
        for column in 0..5_u32 {
            paint.words(300 + column * 316, y, 25, [52, 58, 68], 2, &mut random);
        }
        if random.below(4) == 0 {
            paint.area(1780, y - 4, 72, 24, [226, 240, 230]);
        }
        if index % 2 == 1 {
            paint.portrait(1700, y - 6, 32, &mut random);
        }
    }
    (WIDTH, HEIGHT, paint.pixels)
}

struct Paint {
    pixels: Vec<u8>,
}

impl Paint {
    fn area(&mut self, x: u32, y: u32, width: u32, height: u32, color: [u8; 3]) {
        for row in y..(y + height).min(HEIGHT) {
            for column in x..(x + width).min(WIDTH) {
                let at = ((row * WIDTH + column) * 4) as usize;
                self.pixels[at..at + 3].copy_from_slice(&color);
            }
        }
    }

    /// A face before a wall, with the noise of a small photo.
    fn portrait(&mut self, x: u32, y: u32, side: u32, random: &mut Random) {
        let (wall, skin) = (random.number().to_le_bytes(), random.number().to_le_bytes());
        let middle = f64::from(side) / 2.0;
        for row in 0..side {
            for column in 0..side {
                let (across, down) = (f64::from(column) - middle, f64::from(row) - middle);
                let (from, light) = if across.hypot(down * 0.8) < middle * 0.6 { (skin, 0.5) } else { (wall, 0.9) };
                let light = light + f64::from(row) / f64::from(side) * 0.3 + random.unit() * 0.06;
                let color = [from[0], from[1], from[2]].map(|value| (f64::from(value / 2 + 90) * light) as u8);
                self.area(x + column, y + row, 1, 1, color);
            }
        }
    }

    /// Something like text: letters of 5x7 cells, two pixels each, with softened edges as on a screen.
    fn words(&mut self, x: u32, y: u32, most: usize, color: [u8; 3], scale: u32, random: &mut Random) {
        let letters = most / 2 + random.below(most / 2 + 1);
        let mut left = x;
        for _ in 0..letters {
            if random.below(6) == 0 {
                left += 4 * scale;
                continue;
            }
            let glyph = random.number();
            for cell in 0..35_u32 {
                if glyph >> cell & 1 == 1 {
                    let (cx, cy) = (left + cell % 5 * scale / 2, y + cell / 5 * scale);
                    self.area(cx, cy, scale.div_ceil(2), scale, color);
                    self.soften(cx + scale.div_ceil(2), cy, color, 1 + (glyph >> (36 + cell % 24)) as u16 % 6);
                }
            }
            left += 4 * scale;
        }
    }

    /// Of the colour there are `part` eighths.
    fn soften(&mut self, x: u32, y: u32, color: [u8; 3], part: u16) {
        if x >= WIDTH || y >= HEIGHT {
            return;
        }
        let at = ((y * WIDTH + x) * 4) as usize;
        for (channel, value) in color.iter().enumerate() {
            let old = self.pixels[at + channel];
            self.pixels[at + channel] = ((u16::from(old) * (8 - part) + u16::from(*value) * part) / 8) as u8;
        }
    }
}
