//! kill -9 at any moment: what was acknowledged is there, and the library is sound.
//!
//! The test starts itself as the process to be killed: the child edits, and prints a line for each edit
//! that was acknowledged.

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Command, Stdio};

use roadbook_core::Library;
use roadbook_core::model::{DocumentContent, DocumentKind};

use super::support::{Fixture, outside};

const LIBRARY: &str = "ROADBOOK_TEST_KILL";

#[test]
fn acknowledged_edits_survive_a_kill() {
    if let Some(path) = std::env::var_os(LIBRARY) {
        edit_for_ever(Path::new(&path));
    }
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("Bakery");
    Library::create(&path, outside()).unwrap().close().unwrap();
    // Steps and screenshots.
    let mut acknowledged = (0, 0);
    for round in 0..8_u64 {
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "kill::acknowledged_edits_survive_a_kill", "--nocapture"])
            .env(LIBRARY, &path)
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        // Let a different number of edits through each time; then kill it in the middle of the next one.
        let wanted = acknowledged.0 + 3 + round as usize * 2;
        for line in lines.by_ref() {
            acknowledged = kept(&line.unwrap()).unwrap_or(acknowledged);
            if acknowledged.0 >= wanted {
                break;
            }
        }
        std::thread::sleep(std::time::Duration::from_micros(700 * round));
        child.kill().unwrap();
        child.wait().unwrap();
        for line in lines {
            acknowledged = kept(&line.unwrap_or_default()).unwrap_or(acknowledged);
        }
        let fixture =
            Fixture { library: Library::open(&path, outside()).unwrap(), folder: tempfile::tempdir().unwrap() };
        let all = fixture.all();
        let count = |of: fn(&DocumentContent) -> usize| all.documents.iter().map(of).sum::<usize>();
        let there = (count(|it| it.steps.len()), count(|it| it.figures.len()));
        assert!(
            there.0 >= acknowledged.0 && there.1 >= acknowledged.1,
            "{acknowledged:?} were acknowledged, {there:?} are there"
        );
        let faults = fixture.library.verify().unwrap();
        assert!(faults.iter().all(|fault| fault.contains("belongs to no record")), "{faults:?}");
        fixture.library.close().unwrap();
    }
}

/// What a line of the child says is kept; `None` for a line of the test runner.
fn kept(line: &str) -> Option<(usize, usize)> {
    let (steps, figures) = line.strip_prefix("kept ")?.split_once(' ')?;
    Some((steps.parse().ok()?, figures.parse().ok()?))
}

fn edit_for_ever(path: &Path) -> ! {
    let mut fixture =
        Fixture { library: Library::open(path, outside()).unwrap(), folder: tempfile::tempdir().unwrap() };
    let existing = fixture.all();
    let mut steps: usize = existing.documents.iter().map(|it| it.steps.len()).sum();
    let mut figures: usize = existing.documents.iter().map(|it| it.figures.len()).sum();
    // Ids count from one in each process, so each life of the process starts far from the others.
    for _ in 0..(steps + 1) * 20 {
        super::support::id();
    }
    let sop = fixture.document(DocumentKind::Sop, "Bake bread");
    loop {
        let step = fixture.step(sop, None, "Knead");
        steps += 1;
        if steps.is_multiple_of(4) {
            fixture.figure(sop, Some(step), steps as u8);
            figures += 1;
        }
        let mut out = std::io::stdout().lock();
        writeln!(out, "kept {steps} {figures}").unwrap();
        out.flush().unwrap();
    }
}
