//! Phase correlation: where one picture lies in another of the same scale. The only file that knows
//! `rustfft`. After Kuglin and Hines, "The phase correlation image alignment method" (1975).

use rustfft::FftPlanner;
use rustfft::num_complex::Complex;

use super::gray::Edges;

/// Two pictures side by side have room in it, so that the end of one does not meet the beginning.
const SIDE: usize = 512;
const PEAKS: usize = 2;

pub struct Spectrum {
    values: Vec<Complex<f32>>,
    width: usize,
    height: usize,
}

/// An offset in pixels of the copies that were compared.
pub struct Peak {
    pub x: f64,
    pub y: f64,
    pub strength: f32,
}

impl Spectrum {
    pub fn of(edges: &Edges) -> Self {
        let mut values = vec![Complex::default(); SIDE * SIDE];
        let (width, height) = (edges.width.min(SIDE), edges.height.min(SIDE));
        let mean = edges.values.iter().sum::<f32>() / edges.values.len().max(1) as f32;
        for y in 0..height {
            for x in 0..width {
                values[y * SIDE + x].re = edges.values[y * edges.width + x] - mean;
            }
        }
        transform(&mut values, false);
        Self { values, width, height }
    }

    /// The likeliest places of another picture in this one, the likeliest first; none where it does not fit.
    pub fn offsets_of(&self, edges: &Edges) -> Vec<Peak> {
        if edges.width > SIDE || edges.height > SIDE || edges.width < 8 || edges.height < 8 {
            return vec![];
        }
        let other = Self::of(edges);
        let mut values: Vec<Complex<f32>> =
            self.values.iter().zip(&other.values).map(|(one, other)| one * other.conj()).collect();
        for value in &mut values {
            // Between plain and phase correlation: noise has all phases, but little strength.
            *value /= value.norm().sqrt().max(1e-6);
        }
        transform(&mut values, true);
        let mut sum = 0.0;
        let mut peaks: Vec<Peak> = vec![];
        for (at, value) in values.iter().enumerate() {
            let strength = value.re;
            sum += strength * strength;
            let weakest = peaks.last().map_or(0.0, |peak| peak.strength);
            if strength <= weakest && peaks.len() == PEAKS {
                continue;
            }
            let signed = |value: usize| if value > SIDE / 2 { value as f64 - SIDE as f64 } else { value as f64 };
            let (x, y) = (signed(at % SIDE), signed(at / SIDE));
            let overlaps = |offset: f64, mine: usize, others: usize| {
                let common = (offset + others as f64).min(mine as f64) - offset.max(0.0);
                common >= mine.min(others) as f64 / 3.0
            };
            if !overlaps(x, self.width, other.width) || !overlaps(y, self.height, other.height) {
                continue;
            }
            // Of neighbours the strongest stands for all.
            let near = |peak: &Peak| (peak.x - x).abs() <= 2.0 && (peak.y - y).abs() <= 2.0;
            if peaks.iter().any(|peak| near(peak) && peak.strength >= strength) {
                continue;
            }
            peaks.retain(|peak| !near(peak));
            peaks.push(Peak { x, y, strength });
            peaks.sort_by(|a, b| b.strength.total_cmp(&a.strength));
            peaks.truncate(PEAKS);
        }
        let spread = (sum / values.len() as f32).sqrt().max(1e-9);
        for peak in &mut peaks {
            peak.strength /= spread;
        }
        peaks
    }
}

/// Rows, then columns.
fn transform(values: &mut [Complex<f32>], back: bool) {
    let mut planner = FftPlanner::new();
    let fft = if back { planner.plan_fft_inverse(SIDE) } else { planner.plan_fft_forward(SIDE) };
    fft.process(values);
    turn(values);
    fft.process(values);
    turn(values);
}

fn turn(values: &mut [Complex<f32>]) {
    for y in 0..SIDE {
        for x in y + 1..SIDE {
            values.swap(y * SIDE + x, x * SIDE + y);
        }
    }
}
