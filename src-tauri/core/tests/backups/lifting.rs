//! Libraries of an older program: backed up, and only then brought up to date.

use std::fs;
use std::path::Path;

use roadbook_core::backup::{Reason, Shelf};
use roadbook_core::{ErrorCode, Library};

use super::shelf::{Closed, PICTURES, kept};
use super::support::outside_with;

/// A library as the first schema had it.
fn old() -> Closed {
    let closed = kept().close();
    let db = rusqlite::Connection::open(closed.path().join("library.db")).unwrap();
    db.execute_batch(
        "DROP INDEX document_trashed; DROP INDEX link_node; DROP INDEX link_step; DROP TABLE search_due;
         DROP TABLE preset;
         PRAGMA user_version = 1; PRAGMA wal_checkpoint(TRUNCATE);",
    )
    .unwrap();
    closed
}

fn version(database: &Path) -> i32 {
    let db = rusqlite::Connection::open(database).unwrap();
    db.pragma_query_value(None, "user_version", |row| row.get(0)).unwrap()
}

#[test]
fn a_backup_comes_before_a_migration() {
    let old = old();
    let library = old.open().unwrap();
    assert_eq!(library.verify().unwrap(), [] as [&str; 0]);
    let [backup] = &library.backups().list()[..] else { panic!("one backup") };
    assert_eq!((backup.reason, backup.pictures as usize, backup.missing), (Reason::BeforeUpdate, PICTURES, 0));
    library.close().unwrap();
    assert!(version(&old.path().join("library.db")) > 1);
    // The backup is of before, and whole: it is brought up to date like the library itself.
    let again = old.folder.path().join("again");
    let shelf = Shelf::of(&old.backups, &old.path()).unwrap();
    shelf.restore(None, &again, |_, _| std::ops::ControlFlow::Continue(())).unwrap();
    assert_eq!(version(&again.join("library.db")), 1);
    let restored = Library::open(&again, outside_with(&old.backups)).unwrap();
    assert_eq!(restored.verify().unwrap(), [] as [&str; 0]);
    // It is up to date now: opening it again makes none.
    drop(old.open().unwrap());
    assert_eq!(shelf.list().len(), 1);
}

#[test]
fn without_a_backup_there_is_no_migration() {
    let old = old();
    fs::create_dir_all(old.backups.parent().unwrap()).unwrap();
    fs::write(&old.backups, "a file in the way").unwrap();
    let before = fs::read(old.path().join("library.db")).unwrap();
    let error = old.open().err().expect("it is refused");
    for word in ["Bakery", "older Roadbook", "backup", "was not changed", &old.backups.display().to_string()] {
        assert!(error.message.contains(word), "{word} is not in: {}", error.message);
    }
    assert!(fs::read(old.path().join("library.db")).unwrap() == before, "not a byte is changed");
    // When the place is there, it goes through.
    fs::remove_file(&old.backups).unwrap();
    old.open().unwrap().close().unwrap();
}

#[test]
fn what_is_damaged_is_not_migrated() {
    let old = old();
    let database = old.path().join("library.db");
    let length = fs::metadata(&database).unwrap().len();
    fs::File::options().write(true).open(&database).unwrap().set_len(length / 8192 * 4096).unwrap();
    let before = fs::read(&database).unwrap();
    assert_eq!(old.open().err().unwrap().code, ErrorCode::Damaged);
    assert!(fs::read(&database).unwrap() == before, "not a byte is changed");
}
