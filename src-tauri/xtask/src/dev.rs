//! What `roadbook-dev` does: build it, then hand the arguments on.

use std::ffi::OsString;
use std::path::Path;
use std::process::Command;

use crate::app;
use crate::child;
use crate::failure::Failure;
use crate::house::House;
use crate::stages::{self, stage};
use crate::system::{self, For};
use crate::ui;

const SEE_ABOVE: &str = "see the message above.";

pub fn bench(house: &House, rest: Vec<OsString>) -> Result<(), Failure> {
    stages::run_untimed(vec![
        stage("System packages", || system::prepare(For::Tests)),
        stage("UI packages", || ui::install(house)),
        stage("UI build", || ui::build(house)),
        stage("Peers", || peers(house)),
        stage("Release build", || app::build_release(house)),
        stage("Measurements", || {
            let mut dev = roadbook_dev(house, "release", "bench");
            child::finish(&mut child::on_virtual_screen(dev.args(rest)), SEE_ABOVE)
        }),
    ])
}

/// Other programs' map editors, as a page in `target/peers`: measured beside ours, never shipped.
fn peers(house: &House) -> Result<(), Failure> {
    let folder = house.root.join("src-tauri/dev/peers");
    ui::install_in(&folder)?;
    child::finish(child::npm_in(&folder).args(["run", "build"]), SEE_ABOVE)
}

pub fn screenshots(house: &House, rest: Vec<OsString>) -> Result<(), Failure> {
    let mut stages = app::stages_to_build(house, For::Tests);
    stages.push(stage("Pictures of every view", || {
        let mut dev = roadbook_dev(house, "debug", "screenshots");
        if rest.is_empty() {
            dev.arg(house.target.join("screenshots"));
        }
        child::finish(&mut child::on_virtual_screen(dev.args(rest)), SEE_ABOVE)
    }));
    stages::run_untimed(stages)
}

pub fn library(house: &House, rest: Vec<OsString>) -> Result<(), Failure> {
    let mut stages = app::stages_to_build(house, For::Build);
    stages.push(stage("Generated library", || {
        let mut dev = roadbook_dev(house, "debug", "library");
        // PATH is meant from where the person stands.
        dev.current_dir(std::env::current_dir().as_deref().unwrap_or(Path::new(".")));
        child::finish(dev.args(rest), SEE_ABOVE)
    }));
    stages::run_untimed(stages)
}

pub fn bridge(house: &House, rest: Vec<OsString>) -> Result<(), Failure> {
    let mut stages = app::stages_to_build(house, For::Build);
    stages.push(stage("Bridge", || {
        let mut dev = roadbook_dev(house, "debug", "bridge");
        if rest.is_empty() {
            dev.arg(app::sample_library(house)?);
        }
        dev.current_dir(std::env::current_dir().as_deref().unwrap_or(Path::new(".")));
        child::finish(dev.args(rest), SEE_ABOVE)
    }));
    stages::run_untimed(stages)
}

fn roadbook_dev(house: &House, profile: &str, command: &str) -> Command {
    let mut dev = child::command(house.built(profile, "roadbook-dev"), &house.root);
    dev.arg(command);
    dev
}
