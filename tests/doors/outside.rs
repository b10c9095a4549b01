//! What a library points to outside of it: addresses and recordings.

use std::fs;

use roadbook_core::ErrorCode;
use serde_json::json;

use crate::trial::{STEP, Trial};

#[test]
fn addresses_are_looked_at_before_they_are_opened() {
    let trial = Trial::begin();
    trial.job(json!({ "job": "open_external", "url": "https://example.org" })).unwrap();
    let refused = trial.job(json!({ "job": "open_external", "url": "file:///etc/passwd" })).unwrap_err();
    assert_eq!(refused.code, ErrorCode::Invalid);
}

#[test]
fn a_recording_that_is_a_file_is_chosen_in_a_dialog_and_opened_by_its_step() {
    let trial = Trial::with_sop();
    let open = || trial.job(json!({ "job": "open_recording", "step": STEP }));
    assert_eq!(open().unwrap_err().code, ErrorCode::NotFound, "there is none");
    let link = json!({ "job": "link_recording", "step": STEP, "title": "Heating" });
    assert_eq!(trial.job(link.clone()).unwrap_err().code, ErrorCode::Cancelled, "the dialog was left");

    let file = trial.folder.path().join("videos/Heating.mp4");
    fs::create_dir_all(file.parent().unwrap()).unwrap();
    fs::write(&file, "a video").unwrap();
    trial.job(link).unwrap();
    let recording = &trial.document()["steps"][0]["recording"];
    assert_eq!(*recording, json!({ "title": "Heating", "url": "", "file": file.to_str().unwrap() }));
    open().unwrap();
    assert_eq!(*trial.opened.lock().unwrap(), [file.canonicalize().unwrap()]);

    fs::remove_file(&file).unwrap();
    let error = open().unwrap_err();
    assert_eq!(error.code, ErrorCode::NotFound);
    assert!(error.message.contains("“Heating.mp4” is not where it was"), "{}", error.message);
    assert!(!error.message.contains("videos"), "the folder is not told");
    trial.request(json!({ "do": "undo" })).unwrap();
    assert_eq!(trial.document()["steps"][0]["recording"], json!(null));
}

#[test]
fn what_does_not_play_is_never_opened() {
    let trial = Trial::with_sop();
    let at = |name: &str| trial.folder.path().join(name).display().to_string();
    let record = |file: &str| {
        let recording = json!({ "title": "", "url": "", "file": file });
        let change = json!({ "field": "recording", "value": recording });
        trial.edit(json!({ "edit": "update_step", "id": STEP, "change": change }))
    };
    for program in ["run.sh", "run", "run.mp4.exe", "mp4", "run.desktop", ".mp4/run"] {
        assert_eq!(record(&at(program)).unwrap_err().code, ErrorCode::Invalid, "{program}");
    }
    let refused = |file: &str| {
        record(file).unwrap();
        trial.job(json!({ "job": "open_recording", "step": STEP })).unwrap_err().code
    };
    assert_eq!(refused("video.mp4"), ErrorCode::Invalid, "no whole path");
    fs::create_dir(at("folder.mp4")).unwrap();
    assert_eq!(refused(&at("folder.mp4")), ErrorCode::Invalid);
    fs::write(at("run.sh"), "").unwrap();
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink(at("run.sh"), at("link.mp4")).unwrap();
        assert_eq!(refused(&at("link.mp4")), ErrorCode::Invalid, "a link to a program");
    }
    assert!(trial.opened.lock().unwrap().is_empty());
}
