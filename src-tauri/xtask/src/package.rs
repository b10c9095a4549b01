//! `package`: the Debian package, as users get it.

use std::fs;
use std::path::{Path, PathBuf};

use crate::child;
use crate::failure::Failure;
use crate::house::House;
use crate::stages::{self, stage};
use crate::system::{self, For};
use crate::ui;

pub fn package(house: &House) -> Result<(), Failure> {
    stages::run_untimed(vec![
        stage("System packages", || system::prepare(For::Build)),
        stage("UI packages", || ui::install(house)),
        stage("Package", || bundle(house)),
        stage("Sizes", || report(house)),
    ])
}

fn bundle(house: &House) -> Result<(), Failure> {
    println!("    A release build takes 5 to 15 minutes on two cores when nothing is there yet.");
    let tauri = if cfg!(windows) { "tauri.cmd" } else { "tauri" };
    let program = house.ui().join("node_modules/.bin").join(tauri);
    child::finish(
        // It builds the UI itself (`beforeBuildCommand`) and turns on what embeds it.
        child::command(program, &house.root).args(["build", "--bundles", "deb"]),
        "see the message above; Debian packages are made on Linux only.",
    )
}

fn report(house: &House) -> Result<(), Failure> {
    let folder = house.target.join("release/bundle/deb");
    let Some(package) = newest(&folder, "deb") else {
        return Err(Failure::new(
            format!("There is no package in {}.", house.shown(&folder)),
            "see what the Tauri command line said above.",
        ));
    };
    for file in [package, house.built("release", "roadbook")] {
        println!("    {:>9}  {}", megabytes(size(&file)), house.shown(&file));
    }
    Ok(())
}

fn newest(folder: &Path, extension: &str) -> Option<PathBuf> {
    fs::read_dir(folder)
        .ok()?
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|found| found == extension))
        .max_by_key(|path| fs::metadata(path).and_then(|data| data.modified()).ok())
}

fn size(file: &Path) -> u64 {
    fs::metadata(file).map_or(0, |data| data.len())
}

fn megabytes(bytes: u64) -> String {
    format!("{:.1} MB", bytes as f64 / 1_000_000.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_readable() {
        assert_eq!(megabytes(13_849_221), "13.8 MB");
    }
}
