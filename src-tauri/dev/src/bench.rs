//! Benchmarks: each figure beside a peer, measured in turns in one run, printed as a Markdown table and
//! written as JSON. A figure without a peer (a size) stands alone.
//!
//! Machines are shared and noisy: what counts is the ratio of two medians of the same run.

mod bare;
mod kept;
mod map;
mod memory;
mod pack;
mod pictures;
mod start;
mod steps;
mod tidy;

use std::path::{Path, PathBuf};

use roadbook_core::Outside;
use serde::Serialize;
use uuid::Uuid;

pub use map::SIZES as MAP_SIZES;

/// One row of the table.
#[derive(Serialize)]
pub struct Row {
    pub what: String,
    pub unit: &'static str,
    pub ours: f64,
    /// A size has no peer.
    pub beside: Vec<Beside>,
    /// The most that it may be by itself.
    pub most: Option<f64>,
    pub runs: usize,
    /// Where it goes.
    pub note: String,
}

/// A peer's median in the same unit.
#[derive(Serialize)]
pub struct Beside {
    pub name: &'static str,
    pub value: f64,
    /// The most that the ratio may be.
    pub aim: Option<f64>,
}

/// Programs and places that the benchmarks use.
pub struct Setup {
    pub roadbook: PathBuf,
    pub empty_window: PathBuf,
    /// The page that shows maps in other programs' editors.
    pub peers: PathBuf,
    /// Generated libraries are kept here between runs.
    pub work: PathBuf,
    pub runs: usize,
    /// Of the maps that are measured.
    pub nodes: Vec<usize>,
    /// Maps are measured without the editors that stand beside.
    pub alone: bool,
}

impl Row {
    fn new(what: impl Into<String>, unit: &'static str, ours: f64, runs: usize) -> Self {
        Self { what: what.into(), unit, ours, beside: vec![], most: None, runs, note: String::new() }
    }

    /// What was not measured is left out.
    fn beside(mut self, value: f64, name: &'static str, aim: Option<f64>) -> Self {
        if value.is_finite() && value > 0.0 {
            self.beside.push(Beside { name, value, aim });
        }
        self
    }

    fn at_most(mut self, most: f64) -> Self {
        self.most = Some(most);
        self
    }

    fn note(mut self, note: String) -> Self {
        self.note = note;
        self
    }

    /// As a line of the table; an aim that is missed says so.
    fn line(&self) -> String {
        let Self { what, unit, ours, beside, runs, note, .. } = self;
        let listed = |texts: Vec<String>| texts.join(", ");
        let peers = listed(beside.iter().map(|peer| format!("{:.2} {unit} {}", peer.value, peer.name)).collect());
        let ratios = listed(beside.iter().map(|peer| format!("{:.2}", ours / peer.value)).collect());
        let aim = |value: f64, most: f64, unit: &str| {
            let missed = if value > most { " (missed)" } else { "" };
            format!("≤ {most}{unit}{missed}")
        };
        let alone = self.most.map(|most| aim(*ours, most, &format!(" {unit}")));
        let ratio_aims = beside.iter().filter_map(|peer| Some(aim(ours / peer.value, peer.aim?, "")));
        let aims = listed(alone.into_iter().chain(ratio_aims).collect());
        format!("| {what} | {ours:.2} {unit} | {peers} | {ratios} | {aims} | {runs} | {note} |\n")
    }
}

/// Has the empty window painted without OpenGL.
const DIRECTLY: &str = "--paint-directly";
/// The same installation for the generated libraries and for the windows that open them: a library from
/// elsewhere would be checked first.
const INSTALLATION: Uuid = Uuid::from_u128(0x0190_beac_0000_7000_8000_0000_0000_0001);

fn outside() -> Outside {
    Outside {
        installation: INSTALLATION,
        now: roadbook::shell::places::now,
        id: Uuid::now_v7,
        backups: std::env::temp_dir().join("roadbook-bench-backups"),
    }
}

/// A home folder in which Roadbook takes itself for that installation.
fn home() -> tempfile::TempDir {
    let home = tempfile::tempdir().expect("a home folder");
    let config = home.path().join("config").join(roadbook::shell::places::IDENTIFIER);
    std::fs::create_dir_all(&config).expect("a folder for settings");
    std::fs::write(config.join("installation"), INSTALLATION.to_string()).expect("the installation's id");
    home
}

type Benchmark = fn(&Setup, &mut dyn FnMut(&str)) -> Vec<Row>;

pub const NAMES: [&str; 9] = ["start", "kept", "memory", "size", "tidy", "map", "steps", "pictures", "pack"];
const ALL: [Benchmark; NAMES.len()] = [
    start::start,
    kept::kept,
    memory::memory,
    sizes,
    tidy::tidy,
    map::map,
    steps::steps,
    pictures::pictures,
    pack::pack,
];

/// Runs the benchmarks whose name contains `only` and gives their rows; `say` hears what is going on.
pub fn bench(setup: &Setup, only: &str, say: &mut dyn FnMut(&str)) -> Vec<Row> {
    let mut rows = vec![];
    for (name, benchmark) in NAMES.into_iter().zip(ALL) {
        if name.contains(only) {
            say(&format!("{name} ..."));
            rows.extend(benchmark(setup, say));
        }
    }
    rows
}

fn sizes(setup: &Setup, _: &mut dyn FnMut(&str)) -> Vec<Row> {
    let mut rows = vec![size("the program", &setup.roadbook)];
    let packages = setup.roadbook.parent().map(|folder| folder.join("bundle/deb"));
    for entry in packages.and_then(|folder| folder.read_dir().ok()).into_iter().flatten().flatten() {
        if entry.path().extension().is_some_and(|extension| extension == "deb") {
            rows.push(size("the package (deb)", &entry.path()));
        }
    }
    rows
}

fn size(what: &str, file: &Path) -> Row {
    let bytes = file.metadata().map_or(0, |found| found.len());
    Row::new(format!("Size of {what}"), "MB", bytes as f64 / 1e6, 1)
}

/// The table as Markdown.
pub fn table(rows: &[Row]) -> String {
    let head = "| what | Roadbook | beside it | ratio | aim | runs | where it goes |\n|---|---|---|---|---|---|---|\n";
    rows.iter().fold(head.to_owned(), |table, row| table + &row.line())
}

/// The middle value; of an even number, the mean of the two in the middle.
pub fn median(values: &mut [f64]) -> f64 {
    values.sort_by(f64::total_cmp);
    match values.len() {
        0 => f64::NAN,
        count if count % 2 == 1 => values[count / 2],
        count => f64::midpoint(values[count / 2 - 1], values[count / 2]),
    }
}

/// `part` is 0..=1.
pub fn percentile(values: &[f64], part: f64) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let last = sorted.len().saturating_sub(1);
    sorted.get((part * last as f64).round() as usize).copied().unwrap_or(f64::NAN)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn medians_and_rows() {
        assert_eq!(median(&mut [3.0, 1.0, 2.0]), 2.0);
        assert_eq!(median(&mut [4.0, 1.0, 2.0, 3.0]), 2.5);
        let row =
            Row::new("x", "ms", 3.0, 5).beside(2.0, "bare", Some(2.0)).beside(1.0, "other", Some(2.5)).at_most(3.0);
        let line = "| x | 3.00 ms | 2.00 ms bare, 1.00 ms other | 1.50, 3.00 | ≤ 3 ms, ≤ 2, ≤ 2.5 (missed) | 5 |  |\n";
        assert!(table(&[row]).ends_with(line));
    }
}
