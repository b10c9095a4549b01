//! The three doors without a window: what comes in is checked, what takes long can be watched and stopped,
//! and nothing that fails leaves anything behind.

mod outside;
#[path = "../trial/mod.rs"]
mod trial;

use std::fs;
use std::sync::mpsc;
use std::time::{Duration, Instant};

use roadbook::shell::{Copied, Dragged, Event, shot};
use roadbook_core::ErrorCode;
use serde_json::{Value, json};
use trial::{SOP, STEP, Trial};
use uuid::Uuid;

const ICON: &[u8] = include_bytes!("../../icons/128x128.png");
const OTHER: &[u8] = include_bytes!("../../icons/64x64.png");

#[test]
fn garbage_at_a_door_is_a_typed_error() {
    let trial = Trial::with_sop();
    let deep = (0..100).fold(json!(1), |inner, _| json!([inner]));
    for garbage in [json!(null), json!(7), json!("read"), json!([]), json!({}), json!({ "query": {} }), deep] {
        for answer in [trial.read(garbage.clone()), trial.request(garbage.clone())] {
            assert_eq!(answer.unwrap_err().code, ErrorCode::Invalid, "{garbage}");
        }
        let answer = Trial::wait(|then| trial.office.job(garbage.clone(), then));
        assert_eq!(answer.unwrap_err().code, ErrorCode::Invalid, "{garbage}");
    }
    let unknown = json!({ "do": "edit", "edit": { "edit": "undo_everything" } });
    assert_eq!(trial.request(unknown).unwrap_err().code, ErrorCode::Invalid);
    let far = json!({ "edit": "move_nodes", "moves": [{ "id": STEP, "x": 1e300, "y": -1e300 }] });
    assert!(trial.edit(far).is_err());
    assert_eq!(trial.document()["steps"].as_array().unwrap().len(), 1, "nothing has changed");
}

#[test]
fn a_hundred_megabytes_are_refused_at_once() {
    let trial = Trial::with_sop();
    let begun = Instant::now();
    let text = "x".repeat(100 << 20);
    let change = json!({ "field": "text", "value": text });
    let error = trial.edit(json!({ "edit": "update_step", "id": STEP, "change": change })).unwrap_err();
    assert_eq!(error.code, ErrorCode::Limit);
    assert!(begun.elapsed() < Duration::from_secs(20));
    assert_eq!(trial.document()["steps"][0]["text"], "Heat the oven.");
}

#[test]
fn without_a_library_the_doors_say_so() {
    let trial = Trial::begin();
    assert_eq!(trial.read(json!({ "query": "overview" })).unwrap_err().code, ErrorCode::NotFound);
    assert_eq!(trial.request(json!({ "do": "undo" })).unwrap_err().code, ErrorCode::NotFound);
    let libraries = trial.job(json!({ "job": "libraries" })).unwrap();
    assert_eq!(libraries["open"], Value::Null);
    assert!(libraries["default_folder"].as_str().unwrap().ends_with("libraries"));
}

#[test]
fn libraries_are_made_opened_and_remembered() {
    let trial = Trial::begin();
    let empty = |name: &str| {
        json!({ "job": "open_library", "choice":
        { "choice": "empty", "name": name, "elsewhere": false } })
    };
    let first = trial.job(empty("Bakery: bread/rolls")).unwrap();
    assert_eq!(first["library"]["name"], "Bakery bread rolls");
    let second = trial.job(empty("Bakery: bread/rolls")).unwrap();
    assert_eq!(second["library"]["name"], "Bakery bread rolls 2", "a library is never made over another");

    let libraries = trial.job(json!({ "job": "libraries" })).unwrap();
    assert_eq!(libraries["open"]["name"], "Bakery bread rolls 2");
    let old = libraries["recent"][1]["id"].clone();
    let choice = json!({ "choice": "recent", "id": old });
    let opened = trial.job(json!({ "job": "open_library", "choice": choice })).unwrap();
    assert_eq!(opened["library"]["name"], "Bakery bread rolls");

    let left = trial.job(json!({ "job": "open_library", "choice": { "choice": "pick" } })).unwrap_err();
    assert_eq!(left.code, ErrorCode::Cancelled);
    let forgotten = trial.job(json!({ "job": "forget_library", "id": old })).unwrap();
    assert_eq!(forgotten["recent"].as_array().unwrap().len(), 1);
    let told = trial.events.lock().unwrap().iter().filter(|event| event.name() == "library").count();
    assert_eq!(told, 3, "whoever mirrors the library hears of each");
}

#[test]
fn the_sample_is_made_once() {
    let trial = Trial::begin();
    let sample = json!({ "job": "open_library", "choice": { "choice": "sample" } });
    let first = trial.job(sample.clone()).unwrap();
    assert_eq!(first["library"]["undo"], Value::Null, "nothing of the sample can be undone");
    assert!(!trial.read(json!({ "query": "overview" })).unwrap()["documents"].as_array().unwrap().is_empty());
    let again = trial.job(sample).unwrap();
    assert_eq!(again["library"]["path"], first["library"]["path"]);
}

#[test]
fn pictures_come_in_as_one_edit_and_bad_ones_are_named() {
    let trial = Trial::with_sop();
    let files = [("a.png", ICON), ("notes.txt", b"no picture at all"), ("b.png", OTHER), ("cut.png", &ICON[..900])];
    let tokens: Vec<_> = files.map(|(name, bytes)| trial.office.upload(name, bytes.to_vec()).unwrap()).to_vec();
    let done = trial.import(json!({ "from": "uploaded", "tokens": tokens }), Some(STEP)).unwrap();
    assert_eq!(done["placed"], 2);
    let warnings = done["warnings"].as_array().unwrap();
    assert_eq!(warnings.len(), 2, "{warnings:?}");
    assert!(warnings[0].as_str().unwrap().contains("notes.txt"));
    assert!(warnings[1].as_str().unwrap().contains("cut.png"));

    let document = trial.document();
    assert_eq!(document["steps"].as_array().unwrap().len(), 2, "the first goes on the step, the second behind it");
    assert_eq!(document["figures"][0]["step"], STEP);
    let events = trial.events.lock().unwrap();
    let told = events.iter().find_map(|event| match event {
        Event::Changed(changed) => Some(changed.label.clone()),
        _ => None,
    });
    assert_eq!(told.as_deref(), Some("place_pictures"));
    drop(events);

    trial.request(json!({ "do": "undo" })).unwrap();
    assert_eq!(trial.document()["figures"], json!([]));
    let used = trial.import(json!({ "from": "uploaded", "tokens": tokens }), None).unwrap_err();
    assert_eq!(used.code, ErrorCode::NotFound, "a token is good once");
}

#[test]
fn dropped_files_stay_behind_their_token() {
    let trial = Trial::with_sop();
    let file = trial.folder.path().join("Möwe.png");
    fs::write(&file, ICON).unwrap();
    trial.office.dropped(
        vec![file, trial.folder.path().join("gone.png"), trial.folder.path().into()],
        Dragged { x: 10.0, y: 20.0, shift: false },
    );
    let dropped = trial.events.lock().unwrap().iter().find_map(|event| match event {
        Event::Drop(dropped) => Some(dropped.clone()),
        _ => None,
    });
    let dropped = dropped.unwrap();
    assert_eq!(dropped.names[..2], ["Möwe.png", "gone.png"]);
    assert!(!serde_json::to_string(&dropped).unwrap().contains(trial.folder.path().to_str().unwrap()));
    let done = trial.import(json!({ "from": "dropped", "token": dropped.token }), None).unwrap();
    assert_eq!(done["placed"], 1);
    assert_eq!(done["warnings"].as_array().unwrap().len(), 2);
}

#[test]
fn the_clipboard_is_a_picture_too() {
    let trial = Trial::with_sop();
    let done = trial.import(json!({ "from": "clipboard" }), Some(STEP)).unwrap();
    assert_eq!(done["placed"], 1);
}

#[test]
fn pictures_are_served_by_their_two_addresses_only() {
    let trial = Trial::with_sop();
    trial.import(json!({ "from": "clipboard" }), Some(STEP)).unwrap();
    let figure = trial.document()["figures"][0].clone();
    let (id, asset) = (figure["id"].as_str().unwrap(), figure["asset"].as_str().unwrap());
    for path in [format!("/original/{asset}"), format!("/figure/{id}/full/0"), format!("/figure/{id}/16/a1")] {
        let answer = shot(&trial.office, &path);
        assert_eq!((answer.status, answer.mime), (200, "image/png"), "{path}");
    }
    let nobodys = [
        format!("/original/{}", "0".repeat(64)),
        format!("/figure/{SOP}/full/0"),
        "/original/..%2f..%2flibrary.db".into(),
        "/original/../library.db".into(),
        "/library.db".into(),
    ];
    for path in nobodys {
        assert_eq!(shot(&trial.office, &path).status, 404, "{path}");
    }
}

#[test]
fn a_redaction_is_in_every_picture_but_the_original() {
    let trial = Trial::with_sop();
    trial.import(json!({ "from": "clipboard" }), Some(STEP)).unwrap();
    let figure = trial.document()["figures"][0].clone();
    let (id, asset) = (figure["id"].as_str().unwrap(), figure["asset"].as_str().unwrap());
    let before = shot(&trial.office, &format!("/figure/{id}/full/0"));
    let rect = json!({ "x": 0, "y": 0, "width": 1, "height": 1 });
    let shape = json!({ "id": SOP, "form": { "kind": "redaction", "rect": rect } });
    trial.edit(json!({ "edit": "add_shapes", "figure": id, "shapes": [shape] })).unwrap();
    let after = shot(&trial.office, &format!("/figure/{id}/full/1"));
    assert_ne!(before.bytes, after.bytes);
    let original = shot(&trial.office, &format!("/original/{asset}"));
    assert_ne!(original.bytes, after.bytes);
}

#[test]
fn an_export_is_a_whole_file_or_none() {
    let trial = Trial::with_sop();
    let export = json!({ "job": "export", "format": "html", "subject":
        { "of": "documents", "ids": [SOP], "everything_below": true, "name": "" } });
    let done = trial.job(export.clone()).unwrap();
    let path = trial.folder.path().join("exports/Bake.html");
    assert_eq!(done["path"], path.to_str().unwrap());
    assert_eq!(done["bytes"], fs::metadata(&path).unwrap().len());
    trial.job(json!({ "job": "open_export", "export": done["export"] })).unwrap();

    fs::write(&path, "the old one").unwrap();
    let id = Uuid::now_v7();
    let stopped = {
        // Stopped as soon as it says anything, or before.
        let stop = json!({ "id": Uuid::now_v7(), "job": { "job": "cancel", "id": id } });
        let (give, given) = mpsc::channel();
        trial.office.job(json!({ "id": id, "job": export }), move |done| give.send(done.map(drop)).unwrap());
        trial.office.job(stop, |_| ());
        given.recv_timeout(Duration::from_secs(60)).unwrap()
    };
    if let Err(error) = stopped {
        assert_eq!(error.code, ErrorCode::Cancelled);
        assert_eq!(fs::read_to_string(&path).unwrap(), "the old one");
    }
    let left: Vec<_> = fs::read_dir(path.parent().unwrap()).unwrap().map(|file| file.unwrap().file_name()).collect();
    assert_eq!(left, ["Bake.html"], "nothing else is left");

    fs::remove_file(&path).unwrap();
    let gone = trial.job(json!({ "job": "open_export", "export": done["export"] })).unwrap_err();
    assert_eq!(gone.code, ErrorCode::NotFound);
}

const PROCESS: &str = "01930000-0000-7000-8000-000000000003";
const NODE: &str = "01930000-0000-7000-8000-000000000004";

fn with_a_map() -> Trial {
    let trial = Trial::with_sop();
    trial.edit(json!({ "edit": "create_document", "id": PROCESS, "kind": "process", "title": "Sell" })).unwrap();
    let node = json!({ "id": NODE, "process": PROCESS, "kind": "step", "label": "Open the shop", "x": 0, "y": 0 });
    trial.edit(json!({ "edit": "add_node", "node": node })).unwrap();
    trial
}

#[test]
fn a_map_is_copied_and_exported_as_a_picture() {
    let trial = with_a_map();
    let copy = |format: &str, nodes: &[&str]| {
        trial.job(json!({ "job": "copy_map", "process": PROCESS, "nodes": nodes, "format": format }))
    };
    let done = copy("png", &[]).unwrap();
    let Some(Copied::Picture(picture)) = trial.copied.lock().unwrap().take() else { panic!("pixels were copied") };
    assert_eq!(done["pixels"], json!([picture.width, picture.height]));
    assert_eq!(picture.rgba.len(), (picture.width * picture.height * 4) as usize);
    assert_eq!(done["warnings"], json!([]));

    assert_eq!(copy("svg", &[NODE]).unwrap()["pixels"], Value::Null);
    let Some(Copied::Svg(svg)) = trial.copied.lock().unwrap().take() else { panic!("an SVG was copied") };
    assert!(svg.starts_with("<svg ") && svg.contains(">Open the shop<"));

    assert!(copy("png", &[SOP]).unwrap_err().message.contains("not on the map"), "what is gone cannot be copied");
    assert!(trial.copied.lock().unwrap().is_none(), "what was on the clipboard before stays there");
    let sop = json!({ "job": "copy_map", "process": SOP, "nodes": [], "format": "png" });
    assert!(trial.job(sop).unwrap_err().message.contains("has no map"));

    let subject = json!({ "of": "map", "process": PROCESS, "nodes": [] });
    let export = json!({ "job": "export", "format": "png", "subject": subject, "scale": 1 });
    let done = trial.job(export).unwrap();
    let path = trial.folder.path().join("exports/Sell.png");
    assert_eq!(done["path"], path.to_str().unwrap());
    assert_eq!(image::open(&path).unwrap().width() * 2, picture.width);
}

#[test]
fn what_cannot_be_exported_is_said() {
    let trial = Trial::with_sop();
    let pack = json!({ "job": "export", "format": "pdf", "subject": { "of": "pack", "id": STEP } });
    assert_eq!(trial.job(pack).unwrap_err().code, ErrorCode::NotFound);
    trial.edit(json!({ "edit": "trash_documents", "ids": [SOP] })).unwrap();
    let library = json!({ "job": "export", "format": "pdf", "subject": { "of": "library" } });
    assert_eq!(trial.job(library).unwrap_err().code, ErrorCode::Invalid);
}

#[test]
fn a_library_is_checked_and_verified() {
    let trial = Trial::with_sop();
    let findings = trial.job(json!({ "job": "check_library" })).unwrap();
    assert!(!findings["findings"].as_array().unwrap().is_empty());
    let faults = trial.job(json!({ "job": "verify_library" })).unwrap();
    assert_eq!(faults["faults"], json!([]));
}

#[test]
fn edits_keep_the_order_in_which_they_were_sent() {
    let trial = Trial::with_sop();
    let (give, given) = mpsc::channel();
    for number in 0..50 {
        let change = json!({ "field": "text", "value": format!("{number}") });
        let edit = json!({ "edit": "update_step", "id": STEP, "change": change });
        let give = give.clone();
        trial.office.edit(json!({ "do": "edit", "edit": edit, "focus": "visit" }), move |changed| {
            give.send(changed.unwrap().revision).unwrap();
        });
    }
    let revisions: Vec<u64> = (0..50).map(|_| given.recv_timeout(Duration::from_secs(60)).unwrap()).collect();
    assert!(revisions.is_sorted());
    assert_eq!(trial.document()["steps"][0]["text"], "49");
    trial.request(json!({ "do": "undo" })).unwrap();
    assert_eq!(trial.document()["steps"][0]["text"], "Heat the oven.", "one visit to a field is one undo");
}

#[test]
fn what_was_sent_before_the_close_is_kept() {
    let trial = Trial::with_sop();
    let change = json!({ "field": "text", "value": "Kept." });
    let edit = json!({ "edit": "update_step", "id": STEP, "change": change });
    trial.office.edit(json!({ "do": "edit", "edit": edit }), |_| ());
    trial.office.close().unwrap();
    let path = trial.folder.path().join("libraries/Bakery");
    let again = Trial::begin();
    again.office.open_at_start(&path).recv().unwrap().unwrap();
    assert_eq!(again.document()["steps"][0]["text"], "Kept.");
}

#[test]
fn a_document_is_read_with_what_is_around_it() {
    const PROCESS: &str = "01930000-0000-7000-8000-00000000000a";
    const OTHER: &str = "01930000-0000-7000-8000-00000000000b";
    let trial = Trial::with_sop();
    let create = |id: &str, kind: &str, title: &str| {
        trial.edit(json!({ "edit": "create_document", "id": id, "kind": kind, "title": title })).unwrap();
    };
    create(PROCESS, "process", "Run the bakery");
    create(OTHER, "instruction", "Light the oven");
    let whole = json!([{ "process": PROCESS, "extent": { "kind": "nodes", "nodes": [] } }]);
    let change = json!({ "field": "covers", "value": whole });
    trial.edit(json!({ "edit": "update_document", "id": SOP, "change": change })).unwrap();
    let change = json!({ "field": "link", "value": OTHER });
    trial.edit(json!({ "edit": "update_step", "id": STEP, "change": change })).unwrap();

    let read = |id: &str| trial.job(json!({ "job": "read_document", "document": id }));
    let page = read(SOP).unwrap()["page"].clone();
    let body = page["body"].as_str().unwrap();
    assert_eq!(page["title"], "Bake");
    assert!(body.contains("Heat the oven."));
    for around in ["Run the bakery", "Light the oven"] {
        assert!(body.contains(around), "{around} is named and linked to");
    }
    assert_eq!(body.matches("<article").count(), 1, "but only named");
    let below = read(PROCESS).unwrap()["page"]["body"].as_str().unwrap().to_owned();
    assert!(below.contains("Bake") && !below.contains("Heat the oven."));

    trial.edit(json!({ "edit": "trash_documents", "ids": [OTHER] })).unwrap();
    assert_eq!(read(OTHER).unwrap_err().code, ErrorCode::NotFound);
    assert_eq!(read("01930000-0000-7000-8000-00000000000c").unwrap_err().code, ErrorCode::NotFound);
}
