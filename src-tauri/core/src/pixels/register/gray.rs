//! Brightness alone, on white.

use fast_image_resize::images::Image;
use fast_image_resize::{FilterType, PixelType, ResizeAlg, ResizeOptions, Resizer};
use image::DynamicImage;

/// Rows from top to bottom, from 0 (black) to 255.
#[derive(Clone)]
pub struct Gray {
    pub width: u32,
    pub height: u32,
    pub pixels: Vec<u8>,
}

impl Gray {
    pub fn of(picture: DynamicImage) -> Self {
        let (width, height) = (picture.width(), picture.height());
        let pixels = if picture.color().has_alpha() {
            let on_white = |pixel: &[u8]| {
                let light = u32::from(pixel[0]) * (255 - u32::from(255 - pixel[1]));
                ((light + 255 * (255 - u32::from(pixel[1]))) / 255) as u8
            };
            picture.into_luma_alpha8().as_raw().chunks_exact(2).map(on_white).collect()
        } else {
            picture.into_luma8().into_raw()
        };
        Self { width, height, pixels }
    }

    /// At least one pixel a side.
    pub fn scaled(&self, by: f64) -> Self {
        let side = |pixels: u32| (f64::from(pixels) * by).round().max(1.0) as u32;
        let (width, height) = (side(self.width), side(self.height));
        if (width, height) == (self.width, self.height) {
            return self.clone();
        }
        let resized = || {
            let from = Image::from_vec_u8(self.width, self.height, self.pixels.clone(), PixelType::U8).ok()?;
            let mut to = Image::new(width, height, PixelType::U8);
            let how = ResizeOptions::new().resize_alg(ResizeAlg::Convolution(FilterType::Bilinear));
            Resizer::new().resize(&from, &mut to, &how).ok()?;
            Some(to.into_vec())
        };
        let pixels = resized().unwrap_or_else(|| vec![255; width as usize * height as usize]);
        Self { width, height, pixels }
    }

    /// How much the brightness changes at each pixel: what a picture shows, whatever its shade.
    pub fn edges(&self) -> Edges {
        let (width, height) = (self.width as usize, self.height as usize);
        let mut values = vec![0.0_f32; width * height];
        for y in 1..height.saturating_sub(1) {
            for x in 1..width.saturating_sub(1) {
                let at = |dx: usize, dy: usize| f32::from(self.pixels[(y + dy - 1) * width + x + dx - 1]);
                let across = at(2, 1) - at(0, 1);
                let down = at(1, 2) - at(1, 0);
                // A strong edge is an edge, and not ten.
                values[y * width + x] = (across * across + down * down).sqrt().min(80.0);
            }
        }
        Edges { width, height, values }
    }

    /// Averages of squares of 5 pixels: what noise and another smoothing of letters leave as it is.
    pub fn smooth(&self) -> Self {
        let (width, height) = (self.width as usize, self.height as usize);
        let row = |from: &[u8], along: usize, step: usize, count: usize| {
            let mut to = vec![0_u8; from.len()];
            for line in 0..count {
                let at = |i: usize| if step == 1 { line * along + i } else { i * step + line };
                for i in 0..along {
                    let (first, last) = (i.saturating_sub(2), (i + 2).min(along - 1));
                    let sum: u32 = (first..=last).map(|j| u32::from(from[at(j)])).sum();
                    to[at(i)] = (sum / (last - first + 1) as u32) as u8;
                }
            }
            to
        };
        let across = row(&self.pixels, width, 1, height);
        Self { pixels: row(&across, height, width, width), ..*self }
    }
}

pub struct Edges {
    pub width: usize,
    pub height: usize,
    pub values: Vec<f32>,
}
