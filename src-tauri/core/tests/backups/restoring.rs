use std::fs;
use std::ops::ControlFlow;

use roadbook_core::backup::Shelf;
use roadbook_core::model::{DocumentKind, Snapshot};
use roadbook_core::{ErrorCode, Library, Scope};

use super::shelf::{PICTURES, files, kept};

#[test]
fn a_restored_library_is_the_library_as_it_was() {
    let mut kept = kept();
    let before = kept.fixture.all();
    kept.backup();
    kept.fixture.document(DocumentKind::Sop, "Bake bread");
    kept.backup();
    let restored = kept.restore(Some(1), "again").unwrap();
    assert_eq!((restored.backup.number, restored.missing), (1, 0));
    let library = Library::open(&kept.beside("again"), kept.outside()).unwrap();
    assert_eq!(library.verify().unwrap(), [] as [&str; 0]);
    let again = library.snapshot(&Scope::All).unwrap();
    assert_eq!(Snapshot { name: before.name.clone(), revision: 0, ..again }, before);
    assert_eq!(library.backups().list(), [], "it is another library from now on");
    drop(library);
    // The newest, when none is named.
    assert_eq!(kept.restore(None, "newest").unwrap().backup.documents, 2);
}

#[test]
fn a_restore_goes_into_a_new_folder_only() {
    let mut kept = kept();
    kept.backup();
    fs::create_dir(kept.beside("full")).unwrap();
    fs::write(kept.beside("full").join("letter.txt"), "Dear all").unwrap();
    assert_eq!(kept.restore(None, "full").unwrap_err().code, ErrorCode::Invalid);
    assert_eq!(files(&kept.beside("full")), ["letter.txt"]);
    assert_eq!(kept.restore(None, "Bakery").unwrap_err().code, ErrorCode::Invalid, "never over the library itself");
    assert_eq!(kept.fixture.library.verify().unwrap(), [] as [&str; 0]);
}

#[test]
fn a_restore_that_is_stopped_leaves_nothing() {
    let mut kept = kept();
    kept.backup();
    let into = kept.beside("again");
    let stopped = kept.shelf().restore(None, &into, |done, total| {
        assert_eq!(total as usize, PICTURES);
        if done < 1 { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    });
    assert_eq!(stopped.unwrap_err().code, ErrorCode::Cancelled);
    assert_eq!(files(&into), [] as [&str; 0]);
    kept.restore(None, "again").unwrap();
}

#[test]
fn an_altered_picture_in_the_store_is_not_restored_and_counted() {
    let mut kept = kept();
    kept.backup();
    let altered = kept.pictures().remove(0);
    let mut bytes = fs::read(kept.stored(&altered)).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    fs::write(kept.stored(&altered), bytes).unwrap();
    assert_eq!(kept.restore(None, "again").unwrap().missing, 1);
    let library = Library::open(&kept.beside("again"), kept.outside()).unwrap();
    let faults = library.verify().unwrap();
    assert!(faults.len() == 1 && faults[0].contains(altered.as_str()), "{faults:?}");
}

#[test]
fn an_altered_backup_is_refused_byte_by_byte() {
    let mut kept = kept();
    kept.backup();
    kept.fixture.document(DocumentKind::Sop, "Bake bread");
    kept.backup();
    let shelf = fs::read_dir(&kept.backups).unwrap().flatten().find(|entry| entry.file_name().len() == 36).unwrap();
    let database = shelf.path().join("000002/library.db");
    let whole = fs::read(&database).unwrap();
    // Anywhere in it: in texts too, which no check of pages looks at.
    for at in (0..whole.len()).step_by(whole.len() / 40) {
        let mut bytes = whole.clone();
        bytes[at] ^= 0x20;
        fs::write(&database, bytes).unwrap();
        assert_eq!(kept.restore(None, "again").unwrap_err().code, ErrorCode::Damaged, "byte {at}");
    }
    fs::write(&database, &whole[..whole.len() / 2]).unwrap();
    assert_eq!(kept.restore(None, "again").unwrap_err().code, ErrorCode::Damaged, "cut");
    assert!(!kept.beside("again").exists());
    assert_eq!(kept.restore(Some(1), "again").unwrap().backup.number, 1, "the one before is as good as ever");
}

#[test]
fn the_backups_of_a_damaged_or_lost_library_are_found() {
    let mut kept = kept();
    kept.backup();
    let closed = kept.close();
    let find = |why: &str| {
        let shelf = Shelf::of(&closed.backups, &closed.path()).expect(why);
        assert_eq!(shelf.list().len(), 1, "{why}");
    };
    fs::write(closed.path().join("library.db"), "nothing of it").unwrap();
    find("damaged");
    fs::remove_file(closed.path().join("closed.json")).unwrap();
    find("without its seal");
    fs::remove_dir_all(closed.path()).unwrap();
    find("gone");
    assert_eq!(Shelf::of(&closed.backups, &closed.folder.path().join("Other")), None);
    let shelf = Shelf::of(&closed.backups, &closed.path()).unwrap();
    shelf.restore(None, &closed.path(), |_, _| ControlFlow::Continue(())).unwrap();
    let library = closed.open().unwrap();
    assert_eq!(library.verify().unwrap(), [] as [&str; 0]);
    assert_eq!(library.backups().list().len(), 1, "in the place of the old one it goes on with its backups");
}

#[test]
fn there_is_no_such_backup() {
    let mut kept = kept();
    kept.backup();
    assert_eq!(kept.restore(Some(7), "again").unwrap_err().code, ErrorCode::NotFound);
    assert!(!kept.beside("again").exists());
}
