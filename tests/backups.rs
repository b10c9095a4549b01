//! Backups as the window and the command line make, list and restore them, on real files, with the faults of
//! the machine: a damaged database, a log that is gone, a full disk, a library of an older program.
#![cfg(target_os = "linux")]

mod home;
mod trial;

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use home::{Disk, Home};
use roadbook::shell::Event;
use roadbook_core::ErrorCode;
use roadbook_dev::generate::older;
use serde_json::{Value, json};
use trial::{SOP, STEP, Trial};

/// Where the program keeps backups in a test's home.
fn place(home: &Home) -> PathBuf {
    home.path("data/org.roadbook.desktop/backups")
}

fn a_library(home: &Home) {
    home.run(&["new", "Bakery"]).ended(0);
    edit(home, "Bakery", json!({ "edit": "create_document", "id": SOP, "kind": "sop", "title": "Bake the bread" }));
}

fn edit(home: &Home, library: &str, edit: Value) {
    let edits = home.edits("edits.json", &json!([edit]));
    home.run(&["edit", library, "--json", &edits]).ended(0);
}

fn titled(title: &str) -> Value {
    json!({ "edit": "update_document", "id": SOP, "change": { "field": "title", "value": title } })
}

fn backups(home: &Home, library: &str) -> Vec<Value> {
    serde_json::from_str(&home.run(&["backups", library, "--json"]).ended(0).out).unwrap()
}

/// The database is refused with a sentence that names the way out, and stays as it is.
#[track_caller]
fn refused(home: &Home, words: &[&str]) {
    let database = home.path("Bakery/library.db");
    let before = fs::read(&database).unwrap();
    home.run(&["list", "Bakery"]).ended(2).names(words);
    assert!(fs::read(&database).unwrap() == before, "not a byte is changed");
}

fn titles(home: &Home, library: &str) -> Vec<String> {
    let list: Value = serde_json::from_str(&home.run(&["list", library, "--json"]).ended(0).out).unwrap();
    let documents = list["documents"].as_array().unwrap();
    documents.iter().map(|row| row["title"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn a_script_makes_lists_and_restores_backups() {
    let home = Home::new();
    home.run(&["new", "Bakery"]).ended(0);
    home.run(&["backups", "Bakery"]).ended(2).names(&["Bakery", "no backup"]);
    a_library_edit(&home);
    // The first edit found that there was none yet.
    assert_eq!(backups(&home, "Bakery").len(), 1);
    edit(&home, "Bakery", titled("Bake the cake"));
    assert_eq!(backups(&home, "Bakery").len(), 1, "half an hour has not passed");
    let made = home.run(&["backup", "Bakery"]).ended(0).out;
    assert!(made.contains("Made backup 2") && made.contains("1 document,"), "{made}");
    let listed = home.run(&["backups", "Bakery"]).ended(0).out;
    assert_eq!(listed.lines().count(), 2);
    assert!(listed.starts_with("2  ") && listed.contains("asked for"), "{listed}");

    home.run(&["restore", "Bakery", "--output", "Again"]).ended(0);
    assert_eq!(titles(&home, "Again"), ["Bake the cake"]);
    let said = home.run(&["restore", "Bakery", "--output", "First", "--number", "1", "--json"]).ended(0).out;
    assert_eq!(serde_json::from_str::<Value>(&said).unwrap()["backup"]["number"], 1);
    assert_eq!(titles(&home, "First"), ["Bake the bread"]);
    home.run(&["verify", "First"]).ended(0);

    home.run(&["restore", "Bakery", "--output", "First"]).ended(2).names(&["First", "library already"]);
    home.run(&["restore", "Bakery", "--output", "Third", "--number", "9"]).ended(2).names(&["no backup 9"]);
    assert!(!home.path("Third").exists());
    for command in ["backup", "backups", "restore"] {
        let help = home.run(&[command, "--help"]).ended(0).out;
        assert!(help.contains("Example"), "{help}");
    }
}

fn a_library_edit(home: &Home) {
    edit(home, "Bakery", json!({ "edit": "create_document", "id": SOP, "kind": "sop", "title": "Bake the bread" }));
}

#[test]
fn a_damaged_library_is_refused_and_its_backup_restored() {
    let home = Home::new();
    a_library(&home);
    let database = home.path("Bakery/library.db");
    let whole = fs::read(&database).unwrap();
    let mut flipped = whole.clone();
    for page in (4096..flipped.len()).step_by(4096) {
        flipped[page] ^= 0xff;
    }
    for (what, bytes) in [("flipped", &flipped[..]), ("cut", &whole[..whole.len() / 2])] {
        fs::write(&database, bytes).unwrap();
        refused(&home, &["Bakery", "damaged", "Restore a backup"]);
        home.run(&["restore", "Bakery", "--output", what]).ended(0);
        assert_eq!(titles(&home, what), ["Bake the bread"]);
        assert!(fs::read(&database).unwrap() == bytes, "a restore leaves the damaged one alone");
    }
    fs::remove_dir_all(home.path("Bakery")).unwrap();
    home.run(&["restore", "Bakery", "--output", "gone"]).ended(0);
}

#[test]
fn a_library_that_lost_its_log_is_refused() {
    let home = Home::new();
    a_library(&home);
    let seal = home.path("Bakery/closed.json");
    // As a kill leaves it, but for the log.
    let mut told: Value = serde_json::from_slice(&fs::read(&seal).unwrap()).unwrap();
    told["open"] = json!(true);
    told["log"] = json!(true);
    fs::write(&seal, told.to_string()).unwrap();
    refused(&home, &["Bakery", "library.db-wal", "restore a backup"]);
    home.run(&["restore", "Bakery", "--output", "Again"]).ended(0);
    assert_eq!(titles(&home, "Again"), ["Bake the bread"]);
}

#[test]
fn on_a_full_disk_there_is_no_migration_and_no_half_a_backup() {
    let home = Home::new();
    a_library(&home);
    fs::remove_dir_all(place(&home)).unwrap();
    older::as_the_first_schema_had(&home.path("Bakery"));
    fs::create_dir_all(place(&home).parent().unwrap()).unwrap();
    fs::create_dir(place(&home)).unwrap();
    // A limit on the size of files, which anyone may set, is a disk that is full at that size.
    let database = home.path("Bakery/library.db");
    let before = fs::read(&database).unwrap();
    home.run_limited(32, &["list", "Bakery"]).ended(2).names(&["Bakery", "older Roadbook", "backup", "not changed"]);
    assert!(fs::read(&database).unwrap() == before, "not a byte is changed");
    let left = |place: &Path| -> Vec<String> {
        let shelves = fs::read_dir(place).unwrap().flatten().filter(|entry| entry.path().is_dir());
        let names = shelves.flat_map(|shelf| fs::read_dir(shelf.path()).unwrap().flatten());
        names.map(|entry| entry.file_name().into_string().unwrap()).collect()
    };
    assert_eq!(left(&place(&home)), [] as [&str; 0]);
    // With room, it is brought up to date, behind a backup.
    assert_eq!(titles(&home, "Bakery"), ["Bake the bread"]);
    assert_eq!(backups(&home, "Bakery")[0]["reason"], "before_update");
}

#[test]
fn a_full_disk_of_backups_costs_no_edit() {
    let home = Home::new();
    home.run(&["new", "Bakery"]).ended(0);
    fs::create_dir_all(home.path("data/org.roadbook.desktop")).unwrap();
    let Some(disk) = Disk::new(&home, "data/org.roadbook.desktop/backups", "1m") else { return };
    disk.fill(0);
    let edits = home.edits(
        "edits.json",
        &json!([
            { "edit": "create_document", "id": SOP, "kind": "sop", "title": "Bake the bread" }
        ]),
    );
    let said = home.run(&["edit", "Bakery", "--json", &edits]).ended(0).names(&["not backed up", "room"]);
    assert!(said.out.contains("create_document"));
    assert_eq!(titles(&home, "Bakery"), ["Bake the bread"]);
    home.run(&["backup", "Bakery"]).ended(2).names(&["room"]);
    disk.empty();
    home.run(&["backup", "Bakery"]).ended(0);
    home.run(&["restore", "Bakery", "--output", "Again"]).ended(0);
}

/// The list, when it holds so many.
#[track_caller]
fn wait_for(trial: &Trial, count: usize) -> Vec<Value> {
    let start = Instant::now();
    loop {
        let done = trial.job(json!({ "job": "backups", "of": "open" })).unwrap();
        let backups = done["backups"].as_array().unwrap().clone();
        if backups.len() == count {
            return backups;
        }
        assert!(start.elapsed() < Duration::from_secs(60), "{count} backups, not {}", backups.len());
        // Rarely: the library has to be left alone for a while.
        std::thread::sleep(Duration::from_secs(5));
    }
}

#[test]
fn a_library_that_is_left_alone_is_backed_up() {
    let trial = Trial::with_sop();
    let backups = wait_for(&trial, 1);
    assert_eq!((&backups[0]["documents"], &backups[0]["reason"]), (&json!(1), &json!("usual")));
    let told = trial.events.lock().unwrap().iter().filter(|event| event.name() == "backup").count();
    assert_eq!(told, 1, "the window hears of it");
}

#[test]
fn what_was_changed_is_backed_up_at_the_close() {
    let trial = Trial::with_sop();
    trial.office.close().unwrap();
    let shelf =
        roadbook::shell::shelf_of(&trial.folder.path().join("backups"), &trial.folder.path().join("libraries/Bakery"));
    assert_eq!(shelf.unwrap().list().len(), 1);
}

#[test]
fn a_backup_is_asked_for_and_restored_beside() {
    let trial = Trial::with_sop();
    trial.import(json!({ "from": "clipboard" }), Some(STEP)).unwrap();
    let made = trial.job(json!({ "job": "back_up" })).unwrap();
    assert_eq!((&made["backup"]["reason"], &made["backup"]["pictures"]), (&json!("asked"), &json!(1)));
    trial.edit(titled("Something else")).unwrap();
    fs::create_dir(trial.folder.path().join("folder")).unwrap();
    let number = &made["backup"]["number"];
    let done = trial.job(json!({ "job": "restore_backup", "of": "open", "number": number })).unwrap();
    let path = trial.folder.path().join("folder/Bakery restored");
    assert_eq!(done["path"], path.to_str().unwrap());
    assert_eq!((&done["missing"], &done["library"]["name"]), (&json!(0), &json!("Bakery restored")));
    assert_eq!(trial.document()["document"]["title"], "Bake", "it is open, as it was");
}

#[test]
fn a_purged_picture_leaves_the_backups() {
    let trial = Trial::with_sop();
    trial.import(json!({ "from": "clipboard" }), Some(STEP)).unwrap();
    trial.job(json!({ "job": "back_up" })).unwrap();
    let asset = trial.document()["figures"][0]["asset"].clone();
    let hash = asset.as_str().unwrap();
    let file = trial.folder.path().join("backups/assets").join(&hash[..2]).join(hash);
    assert!(file.exists());
    let done = trial.job(json!({ "job": "purge_backups", "assets": [asset] })).unwrap();
    assert_eq!((&done["backups"], &done["elsewhere"]), (&json!(1), &json!(0)));
    assert!(!file.exists());
}

#[test]
fn the_window_hears_of_the_backup_before_an_update() {
    let trial = Trial::with_sop();
    trial.import(json!({ "from": "clipboard" }), Some(STEP)).unwrap();
    trial.office.close().unwrap();
    let path = trial.folder.path().join("libraries/Bakery");
    older::as_the_first_schema_had(&path);
    let again = trial.again();
    again.office.open_at_start(&path).recv().unwrap().unwrap();
    let events = again.events.lock().unwrap();
    let far = |event: &Event| match event {
        Event::Updating(far) => Some((far.done, far.total)),
        _ => None,
    };
    assert_eq!(events.iter().filter_map(far).collect::<Vec<_>>(), [(0, 1)], "before each of its pictures");
}

#[test]
fn the_backups_of_a_library_that_cannot_be_opened_are_at_hand() {
    let trial = Trial::with_sop();
    trial.job(json!({ "job": "back_up" })).unwrap();
    trial.office.close().unwrap();
    let path = trial.folder.path().join("libraries/Bakery");
    fs::write(path.join("library.db"), "nothing of it").unwrap();
    // The next start, at the same home.
    let again = trial.again();
    let error = again.office.open_at_start(&path).recv().unwrap().unwrap_err();
    assert_eq!(error.code, ErrorCode::Damaged);
    again.office.note_trouble(&path, error);
    let done = again.job(json!({ "job": "backups", "of": "failed" })).unwrap();
    assert_eq!((&done["name"], done["backups"].as_array().unwrap().len()), (&json!("Bakery"), 1));
    fs::create_dir(again.folder.path().join("folder")).unwrap();
    again.job(json!({ "job": "restore_backup", "of": "failed", "number": null })).unwrap();
    assert_eq!(again.document()["document"]["title"], "Bake");
}

#[test]
fn a_library_in_a_cloud_is_told_once() {
    let trial = Trial::with_sop();
    let ask = || trial.job(json!({ "job": "synced_folder" })).unwrap()["keeper"].clone();
    assert_eq!(ask(), Value::Null);
    let path = trial.folder.path().join("Dropbox/Bakery");
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    roadbook_core::Library::create(&path, roadbook::shell::outside(&trial::places(trial.folder.path())))
        .unwrap()
        .close()
        .unwrap();
    trial.office.open_at_start(&path).recv().unwrap().unwrap();
    assert_eq!((ask(), ask()), (json!("Dropbox"), Value::Null));
}
