//! A small local log for bug reports: where something broke, never what anyone wrote. Nothing sends it.

use std::fs::{self, OpenOptions};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::{panic, thread};

use super::places::now;

/// Bytes; beyond this it begins anew.
const LONGEST: u64 = 1 << 20;

static FILE: OnceLock<PathBuf> = OnceLock::new();

/// From now on a panic is noted by its place in the source. Its message may quote what a person wrote.
pub fn begin(folder: &Path) {
    if FILE.set(folder.join("roadbook.log")).is_err() {
        return;
    }
    let before = panic::take_hook();
    panic::set_hook(Box::new(move |info| {
        let place = info.location().map(ToString::to_string).unwrap_or_default();
        note(&format!("panic at {place} in thread {}", thread::current().name().unwrap_or("?")));
        if cfg!(debug_assertions) {
            before(info);
        }
    }));
}

pub fn note(line: &str) {
    let Some(file) = FILE.get() else { return };
    let _ = append(file, line);
}

fn append(file: &Path, line: &str) -> std::io::Result<()> {
    if let Some(folder) = file.parent() {
        fs::create_dir_all(folder)?;
    }
    if fs::metadata(file).is_ok_and(|about| about.len() > LONGEST) {
        fs::remove_file(file)?;
    }
    let mut log = OpenOptions::new().create(true).append(true).open(file)?;
    writeln!(log, "{} {} {line}", now(), env!("CARGO_PKG_VERSION"))
}
