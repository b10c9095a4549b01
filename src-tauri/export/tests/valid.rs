//! Pages as the Nu HTML checker reads them, which is the W3C's.

#![allow(clippy::disallowed_methods, reason = "results are read with files and other programs")]

mod common;
mod markup;

use std::path::Path;
use std::process::Command;

use common::{HOSTILE, bad, painted, refunds};
use markup::{folder, page};
use roadbook_core::model::*;

const CHECKER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../ui/node_modules/vnu-jar/build/dist/vnu.jar");

#[test]
fn pages_are_valid_html() {
    assert!(Path::new(CHECKER).is_file(), "the checker is not there: run `npm ci` in ui/");
    let mut wished = refunds();
    wished.pack.options.glossary = true;
    wished.pack.options.changes = true;
    wished.pack.options.tick_boxes = true;
    wished.pack.options.language = Language::German;
    let asset = wished.logo(&painted(300, 120, [255, 255, 255], None));
    let change = PublishedChange { number: 1, published_at: common::PUBLISHED, note: "The *first*".into() };
    wished.snapshot.changes.insert(wished.snapshot.documents[0].document.id, vec![change]);
    let mut names = vec!["valid-wished.html".to_owned(), "valid-folder/index.html".into()];
    page("valid-wished", &wished);
    folder("valid-folder", &wished);
    wished.pictures.0.remove(&asset);
    wished.pack.options.contents = false;
    let packs = [("missing", wished), ("little", bad::little()), ("much", bad::much())];
    let hostile = HOSTILE.into_iter().map(bad::everywhere).zip(["0", "1", "2", "3", "4", "5", "6", "7"]);
    for (name, made) in packs.into_iter().chain(hostile.map(|(made, name)| (name, made))) {
        page(&format!("valid-{name}"), &made);
        names.push(format!("valid-{name}.html"));
    }
    let mut checker = Command::new("java");
    checker.args(["-Xss64m", "-jar", CHECKER, "--errors-only"]);
    checker.args(names).current_dir(env!("CARGO_TARGET_TMPDIR"));
    let checked = checker.output().unwrap_or_else(|error| panic!("java (package default-jre-headless): {error}"));
    let said = String::from_utf8_lossy(&checked.stderr);
    assert!(checked.status.success(), "{}", said.chars().take(8_000).collect::<String>());
}
