//! Faults of the machine, with the program as users have it on real files: a full disk, a medium that cannot
//! be written, a place that is not there. What was kept stays, the old export stays, a sentence says which
//! thing failed and what to do, and the program ends with 2.
//!
//! A disk of a given size is a file system in memory, which only root may mount. Elsewhere those tests say
//! that they were left out; the limit on the size of files, which anyone may set, stands in for them.

#![cfg(target_os = "linux")]

mod home;

use std::fs;
use std::path::Path;

use home::{Disk, Home};
use serde_json::{Value, json};

const SOP: &str = "01930000-0000-7000-8000-000000000001";

fn sop() -> Value {
    let steps = json!([{ "id": "01930000-0000-7000-8000-000000000002", "text": "Heat the oven to 240 degrees." }]);
    json!([
        { "edit": "create_document", "id": SOP, "kind": "sop", "title": "Bake the bread" },
        { "edit": "add_steps", "document": SOP, "after": null, "steps": steps },
    ])
}

/// More text than a small disk holds.
fn long_text() -> Value {
    let steps: Vec<Value> = (0..30)
        .map(
            |at| json!({ "id": format!("01930000-0000-7000-8000-0000000001{at:02}"), "text": "knead ".repeat(10_000) }),
        )
        .collect();
    json!([{ "edit": "add_steps", "document": SOP, "after": null, "steps": steps }])
}

/// What the library says of itself, with no path in it.
fn listed(home: &Home, library: &str) -> Value {
    let said = home.run(&["list", library, "--json"]).ended(0);
    serde_json::from_str::<Value>(&said.out).unwrap()["documents"].clone()
}

fn sound(home: &Home, library: &str) {
    let said = home.run(&["verify", library, "--json"]).ended(0);
    assert_eq!(serde_json::from_str::<Value>(&said.out).unwrap()["faults"], json!([]));
}

/// No half-written file beside the export.
fn nothing_left(folder: &Path) {
    let files = fs::read_dir(folder).unwrap().map(|file| file.unwrap().file_name().into_string().unwrap());
    let parts: Vec<String> = files.filter(|name| name.contains(".part") || name.contains(".tmp")).collect();
    assert!(parts.is_empty(), "{parts:?}");
}

fn a_library(home: &Home, path: &str) {
    home.run(&["new", path]).ended(0);
    let edits = home.edits("sop.json", &sop());
    home.run(&["edit", path, "--json", &edits]).ended(0);
}

#[test]
fn a_full_disk_in_a_commit_leaves_the_old_state() {
    let home = Home::new();
    let Some(disk) = Disk::new(&home, "disk", "2m") else { return };
    let library = disk.place.join("Bakery").display().to_string();
    a_library(&home, &library);
    let before = listed(&home, &library);
    let edits = home.edits("long.json", &long_text());
    // From no room at all to room for a part of the text: it fails at another page each time.
    for room in [0, 16 << 10, 64 << 10, 256 << 10] {
        disk.fill(room);
        home.run(&["edit", &library, "--json", &edits]).ended(2).names(&["room"]);
        disk.empty();
        assert_eq!(listed(&home, &library), before, "room for {room} bytes");
        sound(&home, &library);
    }
    // With room again, the same edit goes through.
    disk.remount("size=16m");
    home.run(&["edit", &library, "--json", &edits]).ended(0);
    sound(&home, &library);
}

#[test]
fn a_full_disk_in_an_export_keeps_the_old_file() {
    let home = Home::new();
    let Some(disk) = Disk::new(&home, "disk", "512k") else { return };
    home.run(&["new", "Sample", "--sample"]).ended(0);
    for name in ["pack.pdf", "pack.html"] {
        let file = disk.place.join(name);
        fs::write(&file, "the old one").unwrap();
        let output = file.display().to_string();
        home.run(&["export", "Sample", "--output", &output]).ended(2).names(&[name, "room"]);
        assert_eq!(fs::read_to_string(&file).unwrap(), "the old one");
        nothing_left(&disk.place);
    }
    sound(&home, "Sample");
}

#[test]
fn a_file_that_may_not_grow_leaves_the_old_state() {
    let home = Home::new();
    a_library(&home, "Bakery");
    let before = listed(&home, "Bakery");
    let edits = home.edits("long.json", &long_text());
    for blocks in [4, 64, 512] {
        home.run_limited(blocks, &["edit", "Bakery", "--json", &edits]).ended(2).names(&["disk"]);
        assert_eq!(listed(&home, "Bakery"), before, "a limit of {blocks} blocks");
        sound(&home, "Bakery");
    }
    home.run(&["edit", "Bakery", "--json", &edits]).ended(0);
    sound(&home, "Bakery");
}

#[test]
fn an_export_that_may_not_grow_keeps_the_old_file() {
    let home = Home::new();
    home.run(&["new", "Sample", "--sample"]).ended(0);
    for name in ["pack.pdf", "pack.html"] {
        fs::write(home.path(name), "the old one").unwrap();
        home.run_limited(256, &["export", "Sample", "--output", name]).ended(2).names(&[name, "room"]);
        assert_eq!(fs::read_to_string(home.path(name)).unwrap(), "the old one");
        nothing_left(home.folder.path());
    }
}

#[test]
fn a_new_library_on_a_full_disk_is_none() {
    let home = Home::new();
    let Some(disk) = Disk::new(&home, "disk", "1m") else { return };
    disk.fill(0);
    let library = disk.place.join("Bakery").display().to_string();
    home.run(&["new", &library, "--sample"]).ended(2).names(&["Bakery"]);
    disk.empty();
    // Nothing stands in the way of the next try.
    home.run(&["new", &library]).ended(0);
    sound(&home, &library);
}

#[test]
fn a_medium_that_cannot_be_written_is_read() {
    let home = Home::new();
    let Some(disk) = Disk::new(&home, "disk", "32m") else { return };
    let library = disk.place.join("Sample").display().to_string();
    home.run(&["new", &library, "--sample"]).ended(0);
    let before = listed(&home, &library);
    disk.remount("ro");

    assert_eq!(listed(&home, &library), before);
    sound(&home, &library);
    assert_ne!(home.run(&["search", &library, "refund", "--json"]).ended(0).out.trim(), "[]");
    home.run(&["export", &library, "--output", "pack.pdf"]).ended(0);
    assert!(fs::read(home.path("pack.pdf")).unwrap().starts_with(b"%PDF-"));
    let edits = home.edits("sop.json", &sop());
    home.run(&["edit", &library, "--json", &edits]).ended(2).names(&["Sample", "cannot be written"]);
    let output = disk.place.join("pack.pdf").display().to_string();
    home.run(&["export", &library, "--output", &output]).ended(2).names(&["pack.pdf"]);
    let other = disk.place.join("Other").display().to_string();
    home.run(&["new", &other]).ended(2).names(&["Other"]);

    disk.remount("rw");
    assert_eq!(listed(&home, &library), before);
    home.run(&["edit", &library, "--json", &edits]).ended(0);
}

#[test]
fn an_export_path_that_cannot_be_written_is_named() {
    let home = Home::new();
    a_library(&home, "Bakery");
    fs::write(home.path("file"), "no folder").unwrap();
    for output in ["nowhere/a.pdf", "file/a.pdf", "/proc/a.pdf"] {
        home.run(&["export", "Bakery", "--output", output]).ended(2).names(&["roadbook: "]);
    }
    home.run(&["export", "Bakery", "--output", "Bakery"]).ended(2).names(&["Bakery"]);
    let long = format!("{}.pdf", "x".repeat(300));
    home.run(&["export", "Bakery", "--output", &long]).ended(2);
    sound(&home, "Bakery");
}

#[test]
fn unknown_documents_are_named() {
    let home = Home::new();
    a_library(&home, "Bakery");
    for document in ["77", "SOP 9", "01930000-0000-7000-8000-00000000ffff", "Bake the cake"] {
        home.run(&["export", "Bakery", "--output", "a.pdf", "--document", document]).ended(2).names(&[document]);
        assert!(!home.path("a.pdf").exists(), "nothing is written for {document}");
    }
}

#[test]
fn a_second_program_says_that_the_library_is_open() {
    let home = Home::new();
    a_library(&home, "Bakery");
    let held = roadbook_core::Library::open(&home.path("Bakery"), outside(&home)).unwrap();
    let list = ["list", "Bakery"];
    let edits = home.edits("sop.json", &sop());
    for arguments in [&list[..], &["edit", "Bakery", "--json", &edits], &["export", "Bakery", "--output", "a.pdf"]] {
        home.run(arguments).ended(2).names(&["Bakery", "open"]);
    }
    assert!(!home.path("a.pdf").exists());
    held.close().unwrap();
    home.run(&list).ended(0);
}

fn outside(home: &Home) -> roadbook_core::library::Outside {
    roadbook::shell::outside(&roadbook::shell::Places {
        config: home.path("config"),
        state: home.path("state"),
        backups: home.path("backups"),
        libraries: home.path(""),
    })
}
