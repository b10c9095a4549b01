//! cargo-deny: the rules of `deny.toml` over all dependencies.
//!
//! It is no library of ours, so it is installed as a tool below `target/tools`, in the background and
//! with low priority while the other stages run: compiling it takes minutes.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use crate::child;
use crate::failure::Failure;
use crate::house::House;
use crate::stages::readable;

/// `deny.toml` is written for this series.
const SERIES: &str = "0.20";

pub enum Deny {
    Ready(PathBuf),
    Installing(Installation),
}

pub struct Installation {
    cargo: Child,
    started: Instant,
    log: PathBuf,
}

impl Deny {
    /// Returns at once, even when it has to be installed first.
    pub fn prepare(house: &House) -> Result<Self, Failure> {
        let own = own_program(house);
        for program in [own.as_path(), Path::new("cargo-deny")] {
            let version = child::answer(&program.to_string_lossy(), &["--version"]);
            if version.is_some_and(|text| is_right_series(&text)) {
                return Ok(Self::Ready(program.to_path_buf()));
            }
        }
        Installation::start(house).map(Self::Installing)
    }

    pub fn check(self, house: &House) -> Result<(), Failure> {
        let program = match self {
            Self::Ready(program) => program,
            Self::Installing(mut installation) => {
                installation.wait()?;
                // A gigabyte of intermediate files that nobody needs again.
                let _ = fs::remove_dir_all(build_folder(house));
                own_program(house)
            }
        };
        let mut deny = child::command(program, &house.root);
        child::finish(
            deny.args(["--workspace", "--locked", "check"]).args(["bans", "licenses", "sources"]),
            "see the rule that is named above; deny.toml says why each is there.",
        )
    }
}

impl Installation {
    fn start(house: &House) -> Result<Self, Failure> {
        let tools = house.target.join("tools");
        let log = tools.join("cargo-deny.log");
        let cannot = |error: std::io::Error| {
            Failure::new(
                format!("{} cannot be written: {error}.", house.shown(&log)),
                "see that the target folder belongs to you and the disk has room.",
            )
        };
        fs::create_dir_all(&tools).map_err(cannot)?;
        let output = File::create(&log).map_err(cannot)?;
        let errors = output.try_clone().map_err(cannot)?;

        let mut cargo = at_low_priority(child::cargo(house));
        cargo
            // Unoptimised, since it compiles thrice as fast and has only one lock file to look through.
            .args(["install", "cargo-deny", "--locked", "--debug"])
            .args(["--version", &format!("^{SERIES}")])
            .arg("--root")
            .arg(&tools)
            .env("CARGO_TARGET_DIR", build_folder(house))
            .env("CARGO_PROFILE_DEV_DEBUG", "false")
            .env("CARGO_INCREMENTAL", "0")
            .stdin(Stdio::null())
            .stdout(output)
            .stderr(errors);
        println!("    cargo-deny {SERIES} is compiled in the background; its messages go to {}", house.shown(&log));
        let child = cargo.spawn().map_err(|error| child::not_started(&cargo, &error))?;
        Ok(Self { cargo: child, started: Instant::now(), log })
    }

    fn wait(&mut self) -> Result<(), Failure> {
        let mut told = Instant::now() - Duration::from_secs(60);
        loop {
            match self.cargo.try_wait() {
                Ok(Some(status)) if status.success() => return Ok(()),
                Ok(Some(_)) | Err(_) => return Err(self.failure()),
                Ok(None) => {}
            }
            if told.elapsed() >= Duration::from_secs(15) {
                told = Instant::now();
                println!(
                    "    cargo-deny is still being compiled ({} so far): {}",
                    readable(self.started.elapsed()),
                    last_lines(&self.log, 1).trim()
                );
            }
            std::thread::sleep(Duration::from_millis(200));
        }
    }

    fn failure(&self) -> Failure {
        Failure::new(
            format!("cargo-deny could not be installed:\n{}", last_lines(&self.log, 15)),
            "see the reason above; it needs the crates.io registry. `cargo install cargo-deny --locked` \
             by hand does as well.",
        )
    }
}

impl Drop for Installation {
    /// When an earlier stage failed. What is compiled so far stays and is used the next time.
    fn drop(&mut self) {
        let _ = self.cargo.kill();
        let _ = self.cargo.wait();
    }
}

fn own_program(house: &House) -> PathBuf {
    let file = format!("cargo-deny{}", std::env::consts::EXE_SUFFIX);
    house.target.join("tools/bin").join(file)
}

fn build_folder(house: &House) -> PathBuf {
    house.target.join("tools/build")
}

/// "cargo-deny 0.20.3" fits, another series may not know our rules.
fn is_right_series(version: &str) -> bool {
    let number = version.split_whitespace().nth(1).unwrap_or_default();
    number.strip_prefix(SERIES).is_some_and(|rest| rest.starts_with('.'))
}

fn at_low_priority(command: Command) -> Command {
    if !cfg!(unix) {
        return command;
    }
    let folder = command.get_current_dir().unwrap_or(Path::new("."));
    let mut nice = child::command("nice", folder);
    nice.args(["-n", "10"]).arg(command.get_program()).args(command.get_args());
    nice
}

fn last_lines(file: &Path, count: usize) -> String {
    let text = fs::read_to_string(file).unwrap_or_default();
    let lines: Vec<&str> = text.lines().collect();
    lines[lines.len().saturating_sub(count)..].join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_series_of_our_rules_will_do() {
        assert!(is_right_series("cargo-deny 0.20.3\n"));
        assert!(!is_right_series("cargo-deny 0.2.0"));
        assert!(!is_right_series("cargo-deny 0.200.0"));
        assert!(!is_right_series(""));
    }
}
