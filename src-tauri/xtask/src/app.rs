//! The built programs and the sample library.
//!
//! Cargo unifies features over the packages that one call selects. Every debug build here selects the whole
//! workspace with the same features, so that `run`, `test` and `screenshots` share one set of artefacts and
//! no dependency is ever compiled twice.

use std::path::PathBuf;
use std::process::Command;

use crate::child;
use crate::failure::Failure;
use crate::house::House;
use crate::stages::{Stage, stage};
use crate::system::{self, For};
use crate::ui;

/// `custom-protocol` embeds `ui/dist` in the app.
pub const WHOLE_WORKSPACE: [&str; 3] = ["--workspace", "--features", "custom-protocol"];

const MEND: &str = "mend what the compiler names above; when it names a system library instead, \
                    `cargo xtask run` lists what must be installed.";

/// From a fresh checkout to the debug programs.
pub fn stages_to_build(house: &House, purpose: For) -> Vec<Stage<'_>> {
    vec![
        stage("System packages", move || system::prepare(purpose)),
        stage("UI packages", || ui::install(house)),
        stage("UI build", || ui::build(house)),
        stage("App build", || build_debug(house)),
    ]
}

fn build_debug(house: &House) -> Result<(), Failure> {
    println!("    The first build takes some minutes, later ones seconds.");
    let mut cargo = child::cargo(house);
    child::finish(cargo.arg("build").args(WHOLE_WORKSPACE), MEND)
}

pub fn build_release(house: &House) -> Result<(), Failure> {
    println!("    A release build takes 5 to 15 minutes on two cores when nothing is there yet.");
    let mut cargo = child::cargo(house);
    child::finish(
        // One call for both programs: two would compile what differs in features twice.
        cargo.args(["build", "--release"]).args([
            "--package=roadbook",
            "--package=roadbook-dev",
            "--package=empty-window",
            "--features=roadbook/custom-protocol,empty-window/custom-protocol",
        ]),
        MEND,
    )
}

/// The app's command line, in the repository root.
pub fn roadbook(house: &House) -> Command {
    child::command(house.built("debug", "roadbook"), &house.root)
}

/// The sample library below `target/`, made when it is not there yet.
pub fn sample_library(house: &House) -> Result<PathBuf, Failure> {
    let library = house.target.join("sample/Fennbrook Cycles");
    if !library.exists() {
        let folder = house.target.join("sample");
        std::fs::create_dir_all(&folder).map_err(|error| {
            Failure::new(
                format!("{} cannot be made: {error}.", house.shown(&folder)),
                "see that the target folder belongs to you and the disk has room.",
            )
        })?;
        child::finish(
            roadbook(house).arg("new").arg(&library).arg("--sample"),
            &format!("see the message above; delete {} to begin anew.", house.shown(&library)),
        )?;
    }
    Ok(library)
}
