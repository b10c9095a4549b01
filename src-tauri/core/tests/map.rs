//! Maps as they are drawn and laid out: fixtures (records in, drawing out) and laws.
//!
//! The fixtures are written anew with `ROADBOOK_WRITE_FIXTURES=1 cargo test -p roadbook-core --test map`;
//! look at `target/map-*.svg` and at the difference before you commit them.

// The walls of clippy.toml stand around what ships; tests read and write their fixtures.
#![allow(clippy::disallowed_methods)]

#[path = "map/build.rs"]
mod build;
#[path = "map/cases.rs"]
mod cases;
#[path = "map/examples.rs"]
mod examples;
#[path = "map/laws.rs"]
mod laws;
#[path = "map/picture.rs"]
mod picture;
#[path = "map/random.rs"]
mod random;
#[path = "map/told.rs"]
mod told;

use std::path::{Path, PathBuf};

use roadbook_core::model::DocumentContent;
use serde_json::{Value, json};

fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/fixtures")
}

fn writing() -> bool {
    std::env::var_os("ROADBOOK_WRITE_FIXTURES").is_some()
}

#[test]
fn fixtures_are_drawn_as_they_were() {
    for (name, map) in examples::all() {
        let path = fixtures().join(format!("map/{name}.json"));
        if writing() {
            let fixture = json!({ "content": map.0, "view": build::view(&map.0) });
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(&path, serde_json::to_string_pretty(&fixture).unwrap() + "\n").unwrap();
        }
        let fixture: Value = serde_json::from_str(&std::fs::read_to_string(&path).unwrap()).unwrap();
        let content: DocumentContent = serde_json::from_value(fixture["content"].clone()).unwrap();
        let view = build::view(&content);
        picture::save(name, &content, &view);
        let drawn = serde_json::to_value(&view).unwrap();
        for part in ["bounds", "lanes", "nodes", "connections"] {
            assert!(
                drawn[part] == fixture["view"][part],
                "{name}: its {part} are drawn differently; write it anew and look at the difference"
            );
        }
    }
}

#[test]
fn long_maps_can_be_looked_at() {
    for (name, nodes, lanes) in [("long", 36, 0), ("long-lanes", 36, 3)] {
        let map = examples::long(nodes, lanes);
        picture::save(name, &map.0, &build::view(&map.0));
    }
    let mut map = examples::long(24, 0);
    for (number, node) in map.0.nodes.iter_mut().enumerate() {
        // Places as a person in a hurry chooses them: in rows of six, none in line.
        (node.x, node.y) = (
            (number % 6) as f64 * 260.0 + (number * 37 % 50) as f64,
            (number / 6) as f64 * 150.0 + (number * 23 % 40) as f64,
        );
    }
    picture::save("hurry", &map.0, &build::view(&map.0));
}
