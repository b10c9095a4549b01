//! Finds one picture in another of the same screen: how much larger it is, and where it lies.
//!
//! Phase correlation of the edges of small copies proposes scales and offsets; patches that are looked for
//! near where a proposal expects them confirm one, refine it to a fraction of a pixel, and say how far it can
//! be trusted. What cannot be trusted is not given.

mod carry;
mod fine;
mod gray;
mod spectrum;

pub use carry::{Carried, Check, Plan, carry};

use fine::Fit;
use gray::Gray;
use spectrum::Spectrum;

use super::decode;
use crate::error::Result;

/// The longer side of the copies on which proposals are made.
const COARSE: u32 = 256;
/// The longer side of the copies on which they are confirmed.
const FINE: u32 = 1000;

/// Scales of screens and of browsers, and the ratios between neighbours of both.
const SCALES: [f64; 21] = [
    1.0,
    1.25,
    0.8,
    1.5,
    2.0 / 3.0,
    2.0,
    0.5,
    1.75,
    4.0 / 7.0,
    1.2,
    1.1,
    0.9,
    1.0 / 1.1,
    5.0 / 6.0,
    4.0 / 3.0,
    0.75,
    7.0 / 6.0,
    6.0 / 7.0,
    1.4,
    5.0 / 7.0,
    1.6,
];

/// Proposals that are looked into.
const PROPOSALS: usize = 8;

/// Where the old picture lies in the new one: a point of it, times `scale`, plus the offset, in pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Match {
    pub scale: f64,
    pub x: f64,
    pub y: f64,
    /// The share of the old picture's patches that are where this says, from 0 to 1.
    pub found: f64,
}

/// Two pictures, ready to be compared.
pub struct Pair {
    old: Gray,
    new: Gray,
}

impl Pair {
    /// Takes the files as a library keeps them.
    pub fn new(old: &[u8], new: &[u8]) -> Result<Self> {
        let read =
            |bytes| -> Result<Gray> { Ok(Gray::of(decode::decode(bytes, "A picture of this library")?.picture)) };
        Ok(Self { old: read(old)?, new: read(new)? })
    }

    /// None: nothing that can be trusted was found.
    pub fn find(&self) -> Option<Match> {
        let longest = |gray: &Gray| gray.width.max(gray.height);
        let most = longest(&self.old).max(longest(&self.new));
        let coarse = (f64::from(COARSE) / f64::from(most)).min(1.0);
        let fine = (f64::from(FINE) / f64::from(most)).min(1.0);
        let spectrum = Spectrum::of(&self.new.scaled(coarse).edges());
        let new = self.new.scaled(fine);
        let reach = (fine / coarse).ceil() as i32 + 3;
        let mut best: Option<Fit> = None;
        // Mostly the screen is as it was: the other scales are tried when none of the first is sure.
        let scales = self.scales();
        let (first, rest) = scales.split_at(3.min(scales.len()));
        for scales in [first, rest] {
            for Match { scale, x, y, .. } in self.proposals(&spectrum, coarse, scales) {
                let proposal = Match { scale, x, y, found: 0.0 };
                let Some(fit) = fine::confirm(&self.old, &new, fine, proposal, reach) else { continue };
                let sure = fit.is_trusted() && fit.at.found > fine::SURE;
                if best.as_ref().is_none_or(|best| fit.at.found > best.at.found) {
                    best = Some(fit);
                }
                if sure {
                    return best.map(|fit| fit.at);
                }
            }
        }
        best.filter(Fit::is_trusted).map(|fit| fit.at)
    }

    /// That of a picture that was made larger as a whole comes early.
    fn scales(&self) -> Vec<f64> {
        let mut scales = SCALES.to_vec();
        let across = f64::from(self.new.width) / f64::from(self.old.width);
        let down = f64::from(self.new.height) / f64::from(self.old.height);
        for whole in [down, across] {
            scales.retain(|scale| *scale == 1.0 || (scale - whole).abs() > 0.002);
            if (0.4..=2.5).contains(&whole) && (whole - 1.0).abs() > 0.002 {
                scales.insert(1, whole);
            }
        }
        scales
    }

    /// Scales and offsets in pixels of the new picture, the likeliest first.
    fn proposals(&self, spectrum: &Spectrum, coarse: f64, scales: &[f64]) -> Vec<Match> {
        let mut proposals = vec![];
        for &scale in scales {
            for peak in spectrum.offsets_of(&self.old.scaled(coarse * scale).edges()) {
                let at = Match { scale, x: peak.x / coarse, y: peak.y / coarse, found: 0.0 };
                proposals.push((peak.strength, at));
            }
        }
        proposals.sort_by(|a, b| b.0.total_cmp(&a.0));
        proposals.into_iter().take(PROPOSALS).map(|(_, at)| at).collect()
    }
}
