//! Programs that are run to their end: how long they take, and how much memory.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use super::super::{Setup, home};

/// What one run of a program took.
pub(super) struct Run {
    /// Milliseconds.
    pub time: f64,
    /// Megabytes at the most, of the process itself.
    pub memory: f64,
}

/// Roadbook's own exports, on the command line.
pub(super) struct Exports {
    roadbook: PathBuf,
    home: tempfile::TempDir,
    out: tempfile::TempDir,
}

impl Exports {
    pub fn new(setup: &Setup) -> Self {
        let out = tempfile::tempdir_in(&setup.work).expect("a folder");
        Self { roadbook: setup.roadbook.clone(), home: home(), out }
    }

    /// A file that goes with the benchmark.
    pub fn file(&self, name: &str) -> PathBuf {
        std::path::absolute(self.out.path().join(name)).expect("a path")
    }

    pub fn run(&self, library: &Path, to: &Path) -> Run {
        let home = self.home.path();
        let mut command = Command::new(&self.roadbook);
        command.arg("export").arg(library).arg("--output").arg(to);
        command.env("HOME", home).env("XDG_CONFIG_HOME", home.join("config"));
        command.env("XDG_STATE_HOME", home.join("state"));
        command.env("XDG_DATA_HOME", home.join("data"));
        run(&mut command)
    }
}

pub(super) fn run(command: &mut Command) -> Run {
    let start = Instant::now();
    let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("the program starts");
    let status = format!("/proc/{}/status", child.id());
    let mut memory = 0.0;
    let ended = loop {
        if let Some(ended) = child.try_wait().expect("its end") {
            break ended;
        }
        // Source: proc(5), `VmHWM`, kilobytes.
        let text = std::fs::read_to_string(&status).unwrap_or_default();
        let most = text.lines().find_map(|line| line.strip_prefix("VmHWM:")?.split_whitespace().next()?.parse().ok());
        memory = most.map_or(memory, |kilobytes: f64| kilobytes / 1000.0);
        std::thread::sleep(Duration::from_millis(5));
    };
    assert!(ended.success(), "{command:?} ended with {ended}");
    Run { time: start.elapsed().as_secs_f64() * 1000.0, memory }
}

/// What a program writes to its standard output; none where it is not installed or fails.
pub(super) fn output(program: &str, arguments: &[&Path]) -> Option<String> {
    let output = Command::new(program).args(arguments).stderr(Stdio::null()).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).into_owned())
}

pub(super) fn megabytes(file: &Path) -> f64 {
    file.metadata().map_or(0.0, |found| found.len() as f64 / 1e6)
}

pub(super) fn cores() -> usize {
    std::thread::available_parallelism().map_or(1, usize::from)
}
