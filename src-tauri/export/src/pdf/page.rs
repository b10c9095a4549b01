//! Sizes of a page, in points. Text is set in document pixels of the window, scaled so that a page's 760
//! pixels (44 for step numbers, 716 for the text) fit between the margins; on A5 it is 560 of them.

use roadbook_core::model::Paper;

pub struct Page {
    pub width: f64,
    pub height: f64,
    /// Document pixels between the margins.
    across: f64,
    pub margin_x: f64,
    pub margin_top: f64,
    pub margin_bottom: f64,
}

/// Width of the numbers' column, in document pixels.
pub const GUTTER: f64 = 44.0;

/// Margins of a page that is turned for a wide map.
pub const WIDE_MARGIN_X: f64 = 28.0;

impl Page {
    pub fn new(paper: Paper) -> Self {
        let of = |width, height| Self {
            width,
            height,
            across: 760.0,
            margin_x: 58.0,
            margin_top: 74.0,
            margin_bottom: 64.0,
        };
        match paper {
            Paper::A4 => of(595.28, 841.89),
            Paper::Letter => of(612.0, 792.0),
            // Half the paper holds fewer words, not smaller ones.
            Paper::A5 => {
                Self { across: 560.0, margin_x: 38.0, margin_top: 62.0, margin_bottom: 54.0, ..of(419.53, 595.28) }
            }
        }
    }

    /// Points per document pixel.
    pub fn unit(&self) -> f64 {
        self.inner_width() / self.across
    }

    /// Of the sizes that a cover has on A4.
    pub fn share(&self) -> f64 {
        (self.width / 595.28).min(1.0)
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
