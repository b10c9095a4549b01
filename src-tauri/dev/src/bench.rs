//! Benchmarks: each figure beside a peer, measured in turns in one run, printed as a Markdown table and
//! written as JSON. A figure without a peer (a size) stands alone.
//!
//! Machines are shared and noisy: what counts is the ratio of two medians of the same run.

mod kept;
mod memory;
mod start;

use std::path::{Path, PathBuf};

use roadbook_core::Outside;
use serde::Serialize;
use uuid::Uuid;

/// One row of the table.
#[derive(Serialize)]
pub struct Row {
    pub what: String,
    pub unit: &'static str,
    pub ours: f64,
    /// The peer's median and its name; a size has none.
    pub peer: Option<(f64, String)>,
    /// The most that the ratio may be.
    pub aim: Option<f64>,
    pub runs: usize,
}

/// Programs and places that the benchmarks use.
pub struct Setup {
    pub roadbook: PathBuf,
    pub empty_window: PathBuf,
    /// Generated libraries are kept here between runs.
    pub work: PathBuf,
    pub runs: usize,
}

impl Row {
    fn ratio(&self) -> Option<f64> {
        self.peer.as_ref().map(|(peer, _)| self.ours / peer)
    }
}

/// The same installation for the generated libraries and for the windows that open them: a library from
/// elsewhere would be checked first.
const INSTALLATION: Uuid = Uuid::from_u128(0x0190_beac_0000_7000_8000_0000_0000_0001);

fn outside() -> Outside {
    Outside { installation: INSTALLATION, now: roadbook::shell::places::now, id: Uuid::now_v7 }
}

/// A home folder in which Roadbook takes itself for that installation.
fn home() -> tempfile::TempDir {
    let home = tempfile::tempdir().expect("a home folder");
    let config = home.path().join("config").join(roadbook::shell::places::IDENTIFIER);
    std::fs::create_dir_all(&config).expect("a folder for settings");
    std::fs::write(config.join("installation"), INSTALLATION.to_string()).expect("the installation's id");
    home
}

/// Runs the benchmarks whose name contains `only` and gives their rows; `say` hears what is going on.
pub fn bench(setup: &Setup, only: &str, say: &mut dyn FnMut(&str)) -> Vec<Row> {
    type Benchmark = fn(&Setup, &mut dyn FnMut(&str)) -> Vec<Row>;
    let all: [(&str, Benchmark); 4] =
        [("start", start::start), ("kept", kept::kept), ("memory", memory::memory), ("size", sizes)];
    let mut rows = vec![];
    for (name, benchmark) in all {
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
    Row { what: format!("Size of {what}"), unit: "MB", ours: bytes as f64 / 1e6, peer: None, aim: None, runs: 1 }
}

/// The table as Markdown.
pub fn table(rows: &[Row]) -> String {
    let mut table = String::from("| what | Roadbook | beside it | ratio | aim | runs |\n|---|---|---|---|---|---|\n");
    for row in rows {
        let peer = row.peer.as_ref().map_or(String::new(), |(value, name)| format!("{value:.2} {} {name}", row.unit));
        let ratio = row.ratio().map_or(String::new(), |ratio| format!("{ratio:.2}"));
        let aim = row.aim.map_or(String::new(), |aim| format!("≤ {aim}"));
        table +=
            &format!("| {} | {:.2} {} | {peer} | {ratio} | {aim} | {} |\n", row.what, row.ours, row.unit, row.runs);
    }
    table
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn medians_and_rows() {
        assert_eq!(median(&mut [3.0, 1.0, 2.0]), 2.0);
        assert_eq!(median(&mut [4.0, 1.0, 2.0, 3.0]), 2.5);
        let peer = Some((2.0, "bare".to_owned()));
        let row = Row { what: "x".into(), unit: "ms", ours: 3.0, peer, aim: Some(2.0), runs: 5 };
        assert!(table(&[row]).ends_with("| x | 3.00 ms | 2.00 ms bare | 1.50 | ≤ 2 | 5 |\n"));
    }
}
