//! Confirms a proposal patch by patch, and puts it right.

use super::Match;
use super::gray::Gray;

/// Pixels a side of a patch.
const PATCH: i32 = 24;
const MOST: usize = 36;
const LEAST: usize = 6;
/// The least spread of brightness in a patch that can be told from others.
const TEXTURE: f32 = 7.0;
/// The least change of brightness in every direction, squared, on average over a patch.
const CORNERS: f32 = 20.0;
/// How alike a patch and what is found must be, from -1 to 1.
const ALIKE: f32 = 0.72;
/// Share of the patches that makes a fit trusted, and one that needs no other proposal.
const TRUSTED: f64 = 0.35;
pub const SURE: f64 = 0.75;

pub struct Fit {
    pub at: Match,
    patches: usize,
}

impl Fit {
    pub fn is_trusted(&self) -> bool {
        self.patches >= LEAST && self.at.found >= TRUSTED
    }
}

/// A patch of the old picture and where it was found, in pixels of the fine copies.
struct Found {
    from: (f64, f64),
    to: (f64, f64),
}

/// `new` is scaled by `fine`; the old picture is scaled alike and by the proposal. `reach` is how far off the
/// proposal may be, in pixels of the fine copies.
pub fn confirm(old: &Gray, new: &Gray, fine: f64, proposal: Match, reach: i32) -> Option<Fit> {
    let first = settle(old, new, fine, proposal, reach)?;
    // With the scale put right, patches far from the middle are found as well.
    let second = settle(old, new, fine, first.at, 3);
    Some(second.filter(|second| second.at.found >= first.at.found).unwrap_or(first))
}

fn settle(old: &Gray, new: &Gray, fine: f64, proposal: Match, reach: i32) -> Option<Fit> {
    let copy = old.scaled(fine * proposal.scale);
    let offset = (proposal.x * fine, proposal.y * fine);
    let mut patches = patches(&copy);
    // What cannot be on the new picture says nothing.
    patches.retain(|&(x, y)| {
        let (x, y) = (f64::from(x) + offset.0, f64::from(y) + offset.1);
        let end = f64::from(PATCH);
        x >= 0.0 && y >= 0.0 && x + end <= f64::from(new.width) && y + end <= f64::from(new.height)
    });
    if patches.len() < LEAST {
        return None;
    }
    let found: Vec<Found> = patches.iter().filter_map(|patch| look(&copy, new, *patch, offset, reach)).collect();
    let (factor, x, y, fitting) = fit(&found)?;
    let at = Match {
        scale: proposal.scale * factor,
        x: x / fine,
        y: y / fine,
        found: fitting as f64 / patches.len() as f64,
    };
    Some(Fit { at, patches: patches.len() })
}

/// Corners of patches that look like themselves alone, from all over the picture: an edge without a corner
/// looks the same all along.
fn patches(gray: &Gray) -> Vec<(i32, i32)> {
    let (width, height) = (gray.width as i32, gray.height as i32);
    let mut all = vec![];
    for y in (1..height - PATCH).step_by(PATCH as usize) {
        for x in (1..width - PATCH).step_by(PATCH as usize) {
            if measure(gray, x, y).1 >= TEXTURE && corners(gray, x, y) >= CORNERS {
                all.push((x, y));
            }
        }
    }
    let every = all.len().div_ceil(MOST).max(1);
    all.into_iter().step_by(every).collect()
}

/// How much the brightness changes along the direction in which it changes least: the smaller eigenvalue of
/// the structure tensor. After Shi and Tomasi, "Good features to track" (1994).
fn corners(gray: &Gray, x: i32, y: i32) -> f32 {
    let at = |x: i32, y: i32| f32::from(gray.pixels[(y * gray.width as i32 + x) as usize]);
    let (mut xx, mut yy, mut xy) = (0.0, 0.0, 0.0);
    for y in y..y + PATCH {
        for x in x..x + PATCH {
            let (across, down) = ((at(x + 1, y) - at(x - 1, y)) / 2.0, (at(x, y + 1) - at(x, y - 1)) / 2.0);
            (xx, yy, xy) = (xx + across * across, yy + down * down, xy + across * down);
        }
    }
    let (half, apart) = ((xx + yy) / 2.0, (xx - yy) / 2.0);
    (half - (apart * apart + xy * xy).sqrt()) / (PATCH * PATCH) as f32
}

/// Mean and spread of the brightness.
fn measure(gray: &Gray, x: i32, y: i32) -> (f32, f32) {
    let (mut sum, mut squares) = (0_u64, 0_u64);
    for line in y..y + PATCH {
        let start = line as usize * gray.width as usize + x as usize;
        for value in &gray.pixels[start..start + PATCH as usize] {
            let value = u64::from(*value);
            sum += value;
            squares += value * value;
        }
    }
    let count = (PATCH * PATCH) as f32;
    let mean = sum as f32 / count;
    (mean, (squares as f32 / count - mean * mean).max(0.0).sqrt())
}

fn look(old: &Gray, new: &Gray, patch: (i32, i32), offset: (f64, f64), reach: i32) -> Option<Found> {
    let expected = (patch.0 + offset.0.round() as i32, patch.1 + offset.1.round() as i32);
    let (mean, spread) = measure(old, patch.0, patch.1);
    let score = |x: i32, y: i32| {
        if x < 0 || y < 0 || x + PATCH > new.width as i32 || y + PATCH > new.height as i32 {
            return -1.0;
        }
        let (other_mean, other_spread) = measure(new, x, y);
        if other_spread < TEXTURE / 2.0 {
            return -1.0;
        }
        let mut product = 0_u64;
        for line in 0..PATCH {
            let one = (patch.1 + line) as usize * old.width as usize + patch.0 as usize;
            let other = (y + line) as usize * new.width as usize + x as usize;
            let pairs = old.pixels[one..one + PATCH as usize].iter().zip(&new.pixels[other..other + PATCH as usize]);
            product += pairs.map(|(a, b)| u64::from(*a) * u64::from(*b)).sum::<u64>();
        }
        let count = (PATCH * PATCH) as f32;
        (product as f32 / count - mean * other_mean) / (spread * other_spread)
    };
    let mut best = (-1.0_f32, 0, 0);
    let mut preferred = -1.0;
    for dy in -reach..=reach {
        for dx in -reach..=reach {
            let value = score(expected.0 + dx, expected.1 + dy);
            // Of two that are as good, the one nearer to where it is expected.
            let nearer = value - 0.002 * ((dx * dx + dy * dy) as f32).sqrt();
            if nearer > preferred {
                (best, preferred) = ((value, dx, dy), nearer);
            }
        }
    }
    if best.0 < ALIKE {
        return None;
    }
    let (x, y) = (expected.0 + best.1, expected.1 + best.2);
    // Between pixels: the top of the parabola through the neighbours.
    let top = |before: f32, after: f32| {
        let bend = before + after - 2.0 * best.0;
        if before < -0.9 || after < -0.9 || bend > -1e-4 { 0.0 } else { f64::from((before - after) / (2.0 * bend)) }
    };
    let dx = top(score(x - 1, y), score(x + 1, y)).clamp(-0.5, 0.5);
    let dy = top(score(x, y - 1), score(x, y + 1)).clamp(-0.5, 0.5);
    let middle = f64::from(PATCH) / 2.0;
    Some(Found {
        from: (f64::from(patch.0) + middle, f64::from(patch.1) + middle),
        to: (f64::from(x) + middle + dx, f64::from(y) + middle + dy),
    })
}

/// A factor and an offset by least squares, without those that are elsewhere, and how many agree with it.
fn fit(found: &[Found]) -> Option<(f64, f64, f64, usize)> {
    let middle = |values: &mut Vec<f64>| {
        values.sort_by(f64::total_cmp);
        values.get(values.len() / 2).copied()
    };
    let x = middle(&mut found.iter().map(|one| one.to.0 - one.from.0).collect())?;
    let y = middle(&mut found.iter().map(|one| one.to.1 - one.from.1).collect())?;
    let (mut factor, mut x, mut y) = (1.0, x, y);
    let mut agree: Vec<&Found> = vec![];
    for most in [5.0, 2.0, 1.5] {
        let off = |one: &Found| (one.to.0 - factor * one.from.0 - x).hypot(one.to.1 - factor * one.from.1 - y);
        agree = found.iter().filter(|one| off(one) <= most).collect();
        if agree.len() < LEAST {
            return None;
        }
        let count = agree.len() as f64;
        let mean = |value: fn(&Found) -> f64| agree.iter().map(|one| value(one)).sum::<f64>() / count;
        let (from_x, from_y) = (mean(|one| one.from.0), mean(|one| one.from.1));
        let (to_x, to_y) = (mean(|one| one.to.0), mean(|one| one.to.1));
        let (mut with, mut own) = (0.0, 0.0);
        for one in &agree {
            let (a, b) = (one.from.0 - from_x, one.from.1 - from_y);
            with += a * (one.to.0 - to_x) + b * (one.to.1 - to_y);
            own += a * a + b * b;
        }
        factor = if own > 1.0 { (with / own).clamp(0.9, 1.1) } else { 1.0 };
        (x, y) = (to_x - factor * from_x, to_y - factor * from_y);
    }
    Some((factor, x, y, agree.len()))
}
