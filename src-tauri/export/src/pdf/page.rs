//! Sizes of a page, in points. Text is set in document pixels of the window, scaled so that a page's 760
//! pixels (44 for step numbers, 716 for the text) fit between the margins.

use roadbook_core::model::Paper;

pub struct Page {
    /// Typst's name of the paper.
    pub paper: &'static str,
    pub width: f64,
    pub height: f64,
    pub margin_x: f64,
    pub margin_top: f64,
    pub margin_bottom: f64,
}

/// Width of the numbers' column and of the whole page, in document pixels.
pub const GUTTER: f64 = 44.0;
const ACROSS: f64 = 760.0;

/// Margins of a page that is turned for a wide map.
pub const WIDE_MARGIN_X: f64 = 28.0;

impl Page {
    pub fn new(paper: Paper) -> Self {
        let (paper, width, height) = match paper {
            Paper::A4 => ("a4", 595.28, 841.89),
            Paper::Letter => ("us-letter", 612.0, 792.0),
        };
        Self { paper, width, height, margin_x: 58.0, margin_top: 74.0, margin_bottom: 64.0 }
    }

    /// Points per document pixel.
    pub fn unit(&self) -> f64 {
        self.inner_width() / ACROSS
    }

    pub fn inner_width(&self) -> f64 {
        self.width - 2.0 * self.margin_x
    }

    pub fn inner_height(&self) -> f64 {
        self.height - self.margin_top - self.margin_bottom
    }

    /// What a turned page has for a map, below its title.
    pub fn turned(&self) -> (f64, f64) {
        (self.height - 2.0 * WIDE_MARGIN_X, self.width - self.margin_top - self.margin_bottom - 26.0)
    }
}
