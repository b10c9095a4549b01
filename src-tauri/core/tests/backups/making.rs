use std::fs;
use std::ops::ControlFlow;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use roadbook_core::backup::{APART, Reason};
use roadbook_core::model::DocumentKind;
use roadbook_core::{ErrorCode, Library};

use super::shelf::{PICTURES, back_up, files, kept};
use super::support::outside_with;

#[test]
fn a_backup_says_what_it_is_and_leaves_nothing_else_behind() {
    let mut kept = kept();
    let backup = kept.backup();
    assert_eq!((backup.number, backup.documents, backup.pictures, backup.missing), (1, 1, PICTURES as u32, 0));
    assert_eq!((backup.name.as_str(), backup.reason), ("Bakery", Reason::Asked));
    assert!(backup.bytes > 4096);
    kept.fixture.document(DocumentKind::Sop, "Bake bread");
    let second = kept.backup();
    assert_eq!((second.number, second.documents), (2, 2));
    assert_eq!(kept.shelf().list(), [second, backup], "the newest first");
    let files = files(&kept.backups);
    assert_eq!(
        files.iter().filter(|file| file.starts_with("assets/")).count(),
        PICTURES,
        "each picture once: {files:?}"
    );
    assert!(files.iter().all(|file| !file.contains(".new-")), "{files:?}");
    assert_eq!(kept.fixture.library.verify().unwrap(), [] as [&str; 0]);
}

#[test]
fn a_backup_is_due_when_something_was_changed_and_time_has_passed() {
    let mut kept = kept();
    assert_eq!(kept.fixture.library.backup_due_in(), Some(0), "there is none yet");
    kept.backup();
    assert_eq!(kept.fixture.library.backup_due_in(), None, "nothing was changed");
    kept.fixture.document(DocumentKind::Sop, "Bake bread");
    let due = kept.fixture.library.backup_due_in().expect("something was changed");
    assert!(due > APART / 2 && due <= APART, "{due}");

    // The next time it is known what the newest holds.
    let backups = kept.backups.clone();
    let closed = kept.close();
    let mut library = closed.open().unwrap();
    assert!(library.backup_due_in().is_some(), "what was changed is not in it yet");
    back_up(&mut library).unwrap();
    library.close().unwrap();
    let library = closed.open().unwrap();
    assert_eq!(library.backup_due_in(), None);
    drop(library);
    // Another person's program has backups of its own.
    let library = Library::open(&closed.path(), outside_with(&backups.join("elsewhere"))).unwrap();
    assert_eq!(library.backup_due_in(), Some(0));
}

#[test]
fn an_edit_that_waits_puts_the_copy_off() {
    let mut kept = kept();
    for count in 0..60 {
        let sop = kept.fixture.document(DocumentKind::Sop, &format!("Bake bread number {count}"));
        for _ in 0..10 {
            kept.fixture.step(sop, None, &"Knead the dough until it is smooth. ".repeat(40));
        }
    }
    let asked = Arc::new(AtomicU32::new(0));
    let go_on = {
        let asked = asked.clone();
        Arc::new(move || asked.fetch_add(1, Ordering::Relaxed) < 3)
    };
    let error = kept.fixture.library.begin_backup(Reason::Usual, go_on).err().expect("it is put off");
    assert_eq!((error.code, asked.load(Ordering::Relaxed)), (ErrorCode::Cancelled, 4));
    assert_eq!(files(&kept.backups), ["backups.lock"], "nothing is left of it");
    // The library goes on, and the next one is whole.
    kept.fixture.document(DocumentKind::Sop, "Bake cake");
    assert_eq!(kept.backup().documents, 62);
}

#[test]
fn edits_go_on_while_the_rest_is_done() {
    let mut kept = kept();
    let begun = kept.fixture.library.begin_backup(Reason::Usual, Arc::new(|| true)).unwrap();
    kept.fixture.document(DocumentKind::Sop, "Bake bread");
    let backup = std::thread::spawn(move || begun.finish(|_, _| ControlFlow::Continue(()))).join().unwrap().unwrap();
    assert_eq!(backup.documents, 1, "as it was when the copy was made");
    assert!(kept.fixture.library.backup_due_in().is_some(), "the edit is not in it");
}

#[test]
fn a_backup_that_is_stopped_is_none_and_its_pictures_stay_in_the_store() {
    let mut kept = kept();
    let begun = kept.fixture.library.begin_backup(Reason::Usual, Arc::new(|| true)).unwrap();
    let stopped = begun.finish(|done, _| if done < 2 { ControlFlow::Continue(()) } else { ControlFlow::Break(()) });
    assert_eq!(stopped.unwrap_err().code, ErrorCode::Cancelled);
    assert_eq!(kept.fixture.library.backup_due_in(), Some(0));
    let left = files(&kept.backups);
    assert_eq!(left.iter().filter(|file| file.starts_with("assets/")).count(), 2, "{left:?}");
    assert_eq!(left.len(), 3, "and the lock: {left:?}");
    assert_eq!(kept.backup().number, 1);
}

#[test]
fn what_a_kill_left_is_cleared_away() {
    let mut kept = kept();
    kept.backup();
    let shelf = fs::read_dir(&kept.backups).unwrap().flatten().find(|entry| entry.file_name().len() == 36).unwrap();
    let left = shelf.path().join(".new-1-1");
    fs::create_dir(&left).unwrap();
    fs::write(left.join("library.db"), "half of it").unwrap();
    kept.fixture.document(DocumentKind::Sop, "Bake bread");
    assert_eq!(kept.backup().number, 2);
    assert!(!left.exists());
}

#[test]
fn a_picture_that_the_library_has_lost_is_counted_and_the_rest_is_kept() {
    let mut kept = kept();
    let [lost, altered, _] = &kept.pictures()[..] else { panic!("three pictures") };
    let file = |hash: &str| kept.path().join("assets").join(&hash[..2]).join(hash);
    fs::remove_file(file(lost.as_str())).unwrap();
    fs::write(file(altered.as_str()), "something else").unwrap();
    let backup = kept.backup();
    assert_eq!((backup.pictures, backup.missing), (3, 2));
    let restored = kept.restore(None, "again").unwrap();
    assert_eq!(restored.missing, 2);
}

#[test]
fn a_file_of_the_store_that_was_cut_is_replaced() {
    let mut kept = kept();
    kept.backup();
    let cut = kept.pictures().remove(0);
    let whole = fs::read(kept.stored(&cut)).unwrap();
    fs::write(kept.stored(&cut), &whole[..whole.len() / 2]).unwrap();
    kept.fixture.document(DocumentKind::Sop, "Bake bread");
    kept.backup();
    assert_eq!(fs::read(kept.stored(&cut)).unwrap(), whole);
}

#[test]
fn a_place_that_cannot_be_written_is_an_error_and_the_library_goes_on() {
    let mut kept = kept();
    fs::create_dir_all(kept.backups.parent().unwrap()).unwrap();
    fs::write(&kept.backups, "a file in the way").unwrap();
    kept.try_backup().unwrap_err();
    kept.fixture.document(DocumentKind::Sop, "Bake bread");
    assert_eq!(kept.fixture.library.verify().unwrap(), [] as [&str; 0]);
}

#[test]
fn a_library_that_moves_keeps_its_backups_and_a_copy_begins_its_own() {
    let mut kept = kept();
    kept.backup();
    let outside = kept.outside();
    let closed = kept.close();
    let moved = closed.folder.path().join("Patisserie");
    fs::rename(closed.path(), &moved).unwrap();
    let mut library = Library::open(&moved, outside.clone()).unwrap();
    assert_eq!(library.backups().list().len(), 1, "it is known by more than its path");
    library
        .edit(roadbook_core::Edit::CreateDocument {
            id: roadbook_core::model::DocumentId(super::support::id()),
            kind: DocumentKind::Sop,
            title: "Bake bread".into(),
            covers: vec![],
        })
        .unwrap();
    assert_eq!(back_up(&mut library).unwrap().name, "Patisserie");
    library.close().unwrap();

    let copy = closed.folder.path().join("Copy");
    fs::create_dir(&copy).unwrap();
    for file in ["library.db", "closed.json"] {
        fs::copy(moved.join(file), copy.join(file)).unwrap();
    }
    let mut copied = Library::open(&copy, outside.clone()).unwrap();
    assert_eq!(copied.backups().list(), [], "the other one's are not its own");
    back_up(&mut copied).unwrap();
    copied.close().unwrap();
    assert_eq!(Library::open(&moved, outside).unwrap().backups().list().len(), 2);
}
