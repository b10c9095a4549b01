//! `test`: everything that must pass before a change lands, cheap checks first.

use std::cell::RefCell;
use std::path::Path;
use std::process::Command;

use crate::app::WHOLE_WORKSPACE;
use crate::child;
use crate::deny::Deny;
use crate::failure::Failure;
use crate::house::House;
use crate::stages::{self, Stage, stage};
use crate::system::{self, For};
use crate::targets::{self, Targets};
use crate::ui;

/// Written by ts-rs when the crates' tests run.
const GENERATED: &str = "ui/src/api/gen";

pub fn everything(house: &House) -> Result<(), Failure> {
    let deny = RefCell::new(None);
    let targets = targets::integration_tests(house);

    #[rustfmt::skip]
    let mut stages = vec![
        stage("System packages", || {
            system::prepare(For::Tests)?;
            // Compiles in the background from here on, and needs the linker that has just been installed.
            deny.replace(Some(Deny::prepare(house)?));
            Ok(())
        }),
        stage("Rust format", || rust_format(house)),
        stage("UI packages", || ui::install(house)),
        stage("UI lint", || ui::script(house, "lint",
            "mend what eslint names above; `npm run lint -- --fix` in ui/ mends some of it.")),
        stage("UI format", || ui::script(house, "format:check",
            "run `npm run format` in ui/.")),
        stage("UI types", || ui::script(house, "check",
            "mend what svelte-check names above.")),
        stage("UI unit tests", || ui::script(house, "test",
            "see the failed tests above; `npx vitest NAME` in ui/ runs one of them again and again.")),
        stage("UI build", || ui::build(house)),
        stage("Rust lint and build", || rust_build(house)),
        stage("Rust tests", || rust_tests(house, &targets)),
        stage("Generated types", || generated_types(house)),
    ];
    if !targets.in_window.is_empty() && cfg!(target_os = "linux") {
        stages.push(stage("Window tests", || window_tests(house, &targets)));
    }
    stages.push(stage("Browser tests", || browser_tests(house)));
    stages.push(stage("Dependencies", || {
        let deny = deny.take().map_or_else(|| Deny::prepare(house), Ok)?;
        deny.check(house)
    }));
    finish(stages)
}

pub fn quick(house: &House) -> Result<(), Failure> {
    let mut stages = vec![stage("Rust format", || rust_format(house))];
    if !house.ui().join("dist/index.html").exists() {
        // The app embeds it, and Cargo has to build the app too (see `app`).
        stages.push(stage("UI packages", || ui::install(house)));
        stages.push(stage("UI build", || ui::build(house)));
    }
    stages.push(stage("Rust unit tests", || {
        let mut cargo = child::cargo(house);
        cargo.arg("test").args(WHOLE_WORKSPACE).arg("--lib");
        child::finish(&mut cargo, RUN_ONE_TEST)
    }));
    finish(stages)
}

const RUN_ONE_TEST: &str = "see the failed tests above; `cargo test --workspace --features custom-protocol NAME` \
     runs one of them.";

fn finish(stages: Vec<Stage<'_>>) -> Result<(), Failure> {
    let (times, result) = stages::run(stages);
    println!("\n{}", times.table());
    if result.is_ok() {
        println!("Everything passed.");
    }
    result
}

fn rust_format(house: &House) -> Result<(), Failure> {
    let mut cargo = child::cargo(house);
    child::finish(cargo.args(["fmt", "--all", "--check"]), "run `cargo fmt --all`.")
}

/// Our own crates are compiled by clippy's driver, so that its lints come with the build: `cargo clippy`
/// would first check all dependencies for itself, a third of the time from a clean checkout.
fn linting(house: &House) -> Command {
    let mut cargo = child::cargo(house);
    cargo
        .env("RUSTC_WORKSPACE_WRAPPER", "clippy-driver")
        // How `cargo clippy -- -D warnings` hands its arguments to the driver.
        .env("CLIPPY_ARGS", "-D__CLIPPY_HACKERY__warnings__CLIPPY_HACKERY__");
    cargo
}

fn rust_build(house: &House) -> Result<(), Failure> {
    let mut cargo = linting(house);
    cargo.arg("build").args(WHOLE_WORKSPACE).arg("--all-targets");
    child::finish(
        &mut cargo,
        "mend what the compiler or clippy names above; a disallowed method means that the code belongs \
         elsewhere in the house (the reason stands beside it).",
    )
}

fn rust_tests(house: &House, targets: &Targets) -> Result<(), Failure> {
    let mut cargo = linting(house);
    cargo.arg("test").args(WHOLE_WORKSPACE).args(["--lib", "--bins"]);
    for name in &targets.displayless {
        cargo.args(["--test", name]);
    }
    child::finish(&mut cargo, RUN_ONE_TEST)
}

/// One at a time: two windows would wait for each other's painting. Where changes land (CI), one that fails
/// is tried once more, so that one late answer of a shared machine does not hold a change up; it is named.
fn window_tests(house: &House, targets: &Targets) -> Result<(), Failure> {
    let run = |only: &[String], failed: &mut Vec<String>| {
        let mut cargo = linting(house);
        cargo.arg("test").args(WHOLE_WORKSPACE);
        for name in &targets.in_window {
            cargo.args(["--test", name]);
        }
        cargo.args(["--", "--test-threads=1"]);
        if !only.is_empty() {
            cargo.arg("--exact").args(only);
        }
        let mut hear = |line: &str| failed.extend(failed_test(line).map(String::from));
        child::overheard(&mut child::on_virtual_screen(&cargo), RUN_ONE_TEST, &mut hear)
    };
    let mut failed = Vec::new();
    let first = run(&[], &mut failed);
    if first.is_ok() || failed.is_empty() || std::env::var_os("CI").is_none() {
        return first;
    }
    println!("    Once more: {}", failed.join(", "));
    run(&failed, &mut Vec::new())?;
    println!("    Flaky, a fault to be mended: {}", failed.join(", "));
    Ok(())
}

/// The name in the line with which Rust's test runner begins what a failed test has printed. The line that says
/// how a test ended has its name no more when the test printed something by itself.
fn failed_test(line: &str) -> Option<&str> {
    line.strip_prefix("---- ")?.strip_suffix(" stdout ----")
}

fn browser_tests(house: &House) -> Result<(), Failure> {
    ui::script(
        house,
        "test:bridge",
        "see the failed tests above; `npx playwright test NAME --headed` in ui/ shows one of them, and \
         `cargo xtask bridge` serves the app for a look by hand.",
    )
}

/// The types that the tests have just written must be the ones that git knows.
fn generated_types(house: &House) -> Result<(), Failure> {
    if !house.root.join(".git").exists() {
        println!("    This is no git checkout, so there is nothing to compare with.");
        return Ok(());
    }
    let advice =
        format!("the records changed and their TypeScript with them; look at `git diff {GENERATED}` and commit it.");
    let git = || child::command("git", &house.root);
    child::finish(git().args(["diff", "--exit-code", "--stat", "--", GENERATED]), &advice)?;
    let unknown = untracked(&house.root)?;
    if unknown.is_empty() {
        return Ok(());
    }
    let what = format!("Generated files are not in git: {}.", unknown.join(", "));
    Err(Failure::new(what, advice))
}

fn untracked(root: &Path) -> Result<Vec<String>, Failure> {
    let mut git = child::command("git", root);
    git.args(["ls-files", "--others", "--exclude-standard", "--", GENERATED]);
    let output = git.output().map_err(|error| child::not_started(&git, &error))?;
    let listing = String::from_utf8_lossy(&output.stdout);
    Ok(listing.lines().map(String::from).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failed_test_is_known_by_its_line() {
        assert_eq!(failed_test("---- job::the_whole_job stdout ----"), Some("job::the_whole_job"));
        assert_eq!(failed_test("test job::the_whole_job ... FAILED"), None);
        assert_eq!(failed_test("    job::the_whole_job"), None);
    }
}
