//! `run`: from a fresh checkout to the window, or to an exported pack where there is no display.

use std::path::{Path, PathBuf};

use crate::app;
use crate::child;
use crate::failure::Failure;
use crate::house::House;
use crate::stages::{self, stage};
use crate::system::For;

pub fn run(house: &House, library: Option<PathBuf>) -> Result<(), Failure> {
    let display = has_display(|name| std::env::var_os(name).is_some_and(|value| !value.is_empty()));
    let mut stages = app::stages_to_build(house, For::Build);
    stages.push(if display {
        stage("Window", || open(house, library))
    } else {
        stage("Sample pack", || export(house, library))
    });
    stages::run_untimed(stages)
}

/// Other systems than Linux always have a display that can be asked for.
fn has_display(is_set: impl Fn(&str) -> bool) -> bool {
    !cfg!(target_os = "linux") || is_set("DISPLAY") || is_set("WAYLAND_DISPLAY")
}

fn open(house: &House, library: Option<PathBuf>) -> Result<(), Failure> {
    let library = given_or_sample(house, library)?;
    println!("    Close the window to come back here.");
    child::finish(
        app::roadbook(house).arg("open").arg(&library),
        "see the message above; another library can be given: `cargo xtask run LIBRARY`.",
    )
}

fn export(house: &House, library: Option<PathBuf>) -> Result<(), Failure> {
    println!(
        "    There is no display here (DISPLAY and WAYLAND_DISPLAY are not set), so no window can be\n    \
         opened. The library is exported instead."
    );
    let name = pack_name(library.as_deref());
    let library = given_or_sample(house, library)?;
    let outputs = ["pdf", "html"].map(|format| {
        let file = format!("{name}.{format}");
        house.target.join("sample").join(file)
    });
    for output in &outputs {
        child::finish(
            app::roadbook(house).arg("export").arg(&library).arg("--output").arg(output),
            "see the message above.",
        )?;
    }
    println!();
    for output in &outputs {
        let bytes = std::fs::metadata(output).map_or(0, |data| data.len());
        println!("    Exported {} ({} kB)", output.display(), bytes / 1000);
    }
    println!("    The same app has a command line: {} --help", app_name(house));
    Ok(())
}

fn given_or_sample(house: &House, library: Option<PathBuf>) -> Result<PathBuf, Failure> {
    match library {
        Some(library) => Ok(library),
        None => app::sample_library(house),
    }
}

/// The exported files are named after the library, so that one does not replace another's.
fn pack_name(library: Option<&Path>) -> String {
    let name = library.and_then(Path::file_name);
    name.map_or("sample".into(), |name| name.to_string_lossy().into_owned())
}

fn app_name(house: &House) -> String {
    let program = house.built("debug", "roadbook");
    house.shown(&program).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[cfg(target_os = "linux")]
    fn either_kind_of_display_will_do() {
        assert!(has_display(|name| name == "DISPLAY"));
        assert!(has_display(|name| name == "WAYLAND_DISPLAY"));
        assert!(!has_display(|_| false));
    }

    #[test]
    fn packs_are_named_after_their_library() {
        assert_eq!(pack_name(None), "sample");
        assert_eq!(pack_name(Some(Path::new("/home/ada/Bakery"))), "Bakery");
    }
}
