//! The integration tests of the workspace by name, so that those that need a window run as a stage of
//! their own while Cargo still selects the whole workspace (see `app`).

use std::collections::BTreeSet;
use std::fs;

use crate::house::House;

#[derive(Debug, Default, PartialEq)]
pub struct Targets {
    pub displayless: Vec<String>,
    /// `e2e` and whatever else begins so.
    pub in_window: Vec<String>,
}

pub fn integration_tests(house: &House) -> Targets {
    let manifest = fs::read_to_string(house.root.join("Cargo.toml")).unwrap_or_default();
    let mut names: BTreeSet<String> = declared_tests(&manifest).into_iter().collect();
    for package in ["core", "export", "xtask", "dev"] {
        let folder = house.root.join("src-tauri").join(package).join("tests");
        let Ok(entries) = fs::read_dir(folder) else {
            continue;
        };
        for path in entries.flatten().map(|entry| entry.path()) {
            // Cargo finds `tests/x.rs` and `tests/x/main.rs` by itself.
            let is_target =
                path.extension().is_some_and(|extension| extension == "rs") || path.join("main.rs").is_file();
            if let (true, Some(name)) = (is_target, path.file_stem()) {
                names.insert(name.to_string_lossy().into_owned());
            }
        }
    }
    let (in_window, displayless) = names.into_iter().partition(|name| name.starts_with("e2e"));
    Targets { displayless, in_window }
}

/// The names in the `[[test]]` tables of a manifest.
fn declared_tests(manifest: &str) -> Vec<String> {
    let mut names = Vec::new();
    let mut inside = false;
    for line in manifest.lines().map(str::trim) {
        if line.starts_with('[') {
            inside = line.starts_with("[[test]]");
        } else if let (true, Some((key, value))) = (inside, line.split_once('='))
            && key.trim() == "name"
        {
            names.push(value.trim().trim_matches('"').to_string());
        }
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tests_are_read_off_the_manifest() {
        let manifest = r#"
[package]
name = "roadbook"
[[test]]
name = "cli"
path = "tests/cli.rs"
[[bin]]
name = "roadbook"
[[test]]
path = "tests/e2e.rs"
name = "e2e"
"#;
        assert_eq!(declared_tests(manifest), ["cli", "e2e"]);
    }
}
