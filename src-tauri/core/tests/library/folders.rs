//! Missing, locked, foreign, newer and damaged libraries: refused with a sentence, files as they were.

use std::fs;
use std::path::Path;

use roadbook_core::edit::{Edit, StepChange};
use roadbook_core::model::DocumentKind;
use roadbook_core::query::{Query, Reply};
use roadbook_core::{ErrorCode, Library, Outside, Scope};
use uuid::Uuid;

use super::support::{Fixture, library, outside};

/// Opens what should not open and checks that the database stayed as it was, byte for byte.
fn refused(path: &Path, code: ErrorCode) {
    let before = fs::read(path.join("library.db")).ok();
    let error = Library::open(path, outside()).err().expect("it has to be refused");
    assert_eq!(error.code, code, "{error:?}");
    assert!(error.message.ends_with('.'), "{error}");
    assert_eq!(fs::read(path.join("library.db")).ok(), before, "the file was not touched");
}

fn closed() -> (tempfile::TempDir, std::path::PathBuf) {
    let mut fixture = library();
    for count in 0..200 {
        let sop = fixture.document(DocumentKind::Sop, &format!("Bake bread number {count}"));
        fixture.step(sop, None, "Knead the dough until it is smooth and does not stick to the table any more.");
    }
    let path = fixture.library.path().to_owned();
    fixture.library.close().unwrap();
    (fixture.folder, path)
}

#[test]
fn what_was_made_is_there_after_reopening() {
    let mut fixture = library();
    let sop = fixture.document(DocumentKind::Sop, "Bake bread");
    fixture.step(sop, None, "Knead");
    let before = fixture.all();
    let fixture = fixture.reopen();
    assert_eq!(fixture.all(), before);
}

#[test]
fn a_new_library_that_was_stopped_is_there() {
    let mut fixture = library();
    // What the disk holds when the program is stopped now.
    let stopped = |fixture: &Fixture, name: &str| {
        let path = fixture.folder.path().join(name);
        fs::create_dir(&path).unwrap();
        for file in fs::read_dir(fixture.library.path()).unwrap().map(|file| file.unwrap()) {
            if file.file_type().unwrap().is_file() {
                fs::copy(file.path(), path.join(file.file_name())).unwrap();
            }
        }
        path
    };
    let at_once = Library::open(&stopped(&fixture, "at once"), outside()).unwrap();
    assert_eq!(at_once.verify().unwrap(), Vec::<String>::new());
    fixture.document(DocumentKind::Sop, "Bake bread");
    let later = Library::open(&stopped(&fixture, "later"), outside()).unwrap();
    assert_eq!(later.snapshot(&Scope::All).unwrap().documents[0].document.title, "Bake bread");
}

#[test]
fn a_library_that_was_stopped_and_lost_its_log() {
    let mut fixture = library();
    fixture.document(DocumentKind::Sop, "Bake bread");
    fixture.library.idle().unwrap();
    fixture.document(DocumentKind::Sop, "Bake cake");
    let path = fixture.folder.path().join("stopped");
    fs::create_dir(&path).unwrap();
    for name in ["library.db", "library.db-wal", "closed.json"] {
        fs::copy(fixture.library.path().join(name), path.join(name)).unwrap();
    }
    let (log, away) = (path.join("library.db-wal"), path.join("away"));
    fs::rename(&log, &away).unwrap();
    refused(&path, ErrorCode::LogMissing);
    assert!(!log.exists(), "nothing stands in the place of the log");
    // Put back, all is there.
    fs::copy(&away, &log).unwrap();
    let titles = |library: &Library| {
        let all = library.snapshot(&Scope::All).unwrap();
        all.documents.into_iter().map(|it| it.document.title).collect::<Vec<_>>()
    };
    let whole = Library::open(&path, outside()).unwrap();
    assert_eq!(titles(&whole), ["Bake bread", "Bake cake"]);
    drop(whole);
    // Given up, what was kept before is there.
    for name in ["library.db", "closed.json"] {
        fs::copy(fixture.library.path().join(name), path.join(name)).unwrap();
    }
    refused(&path, ErrorCode::LogMissing);
    let rest = Library::open_without_log(&path, outside()).unwrap();
    assert_eq!(titles(&rest), ["Bake bread"]);
    assert_eq!(rest.verify().unwrap(), Vec::<String>::new());
    rest.close().unwrap();
    Library::open(&path, outside()).expect("from here on it is one like any other");
}

#[test]
fn a_library_that_was_dropped_opens_again() {
    let mut fixture = library();
    fixture.document(DocumentKind::Sop, "Bake bread");
    let path = fixture.library.path().to_owned();
    // As after a panic: SQLite puts the log into the database, and the seal says that it was not closed.
    drop(fixture.library);
    let library = Library::open(&path, outside()).unwrap();
    assert_eq!(library.snapshot(&Scope::All).unwrap().documents.len(), 1);
}

#[test]
fn a_missing_folder() {
    refused(Path::new("/nowhere/at/all"), ErrorCode::NotFound);
}

#[test]
fn a_folder_without_a_library() {
    let folder = tempfile::tempdir().unwrap();
    refused(folder.path(), ErrorCode::Foreign);
    fs::write(folder.path().join("library.db"), "not a database, but long enough to have a header".repeat(10)).unwrap();
    refused(folder.path(), ErrorCode::Damaged);
}

#[test]
fn somebody_elses_database() {
    let folder = tempfile::tempdir().unwrap();
    let db = rusqlite::Connection::open(folder.path().join("library.db")).unwrap();
    db.execute_batch("CREATE TABLE document (id TEXT)").unwrap();
    drop(db);
    refused(folder.path(), ErrorCode::Foreign);
}

#[test]
fn open_in_another_window() {
    let fixture = library();
    let path = fixture.library.path().to_owned();
    refused(&path, ErrorCode::Locked);
    drop(fixture.library);
    Library::open(&path, outside()).expect("it opens when the other one has closed it");
}

#[test]
fn a_newer_schema() {
    let (_folder, path) = closed();
    let db = rusqlite::Connection::open(path.join("library.db")).unwrap();
    db.pragma_update(None, "user_version", 999).unwrap();
    drop(db);
    refused(&path, ErrorCode::Newer);
}

#[test]
fn a_hostile_trigger() {
    let (_folder, path) = closed();
    let db = rusqlite::Connection::open(path.join("library.db")).unwrap();
    db.execute_batch("CREATE TRIGGER steal AFTER UPDATE ON step BEGIN DELETE FROM document; END").unwrap();
    drop(db);
    refused(&path, ErrorCode::Foreign);
}

#[test]
fn a_truncated_database() {
    let (_folder, path) = closed();
    let file = fs::File::options().write(true).open(path.join("library.db")).unwrap();
    let length = file.metadata().unwrap().len();
    file.set_len(length / 2).unwrap();
    drop(file);
    refused(&path, ErrorCode::Damaged);
}

#[test]
fn flipped_bytes() {
    let (_folder, path) = closed();
    let mut bytes = fs::read(path.join("library.db")).unwrap();
    // The header of each page in the second half: what a bad sector or a bad copy does to a b-tree.
    let half = bytes.len() / 2 / 4096 * 4096;
    for page in (half..bytes.len()).step_by(4096) {
        bytes[page] ^= 0xff;
        bytes[page + 3] ^= 0xff;
    }
    fs::write(path.join("library.db"), bytes).unwrap();
    refused(&path, ErrorCode::Damaged);
}

#[test]
fn a_folder_that_is_not_empty_is_not_made_a_library() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("letter.txt"), "Dear all").unwrap();
    let error = Library::create(folder.path(), outside()).err().unwrap();
    assert_eq!(error.code, ErrorCode::Invalid, "{error}");
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "nothing was added");
}

#[test]
fn pictures_that_are_missing_or_altered_are_reported() {
    let mut fixture = library();
    let asset = fixture.asset(9);
    assert_eq!(fixture.library.verify().unwrap(), [] as [&str; 0]);
    let hash = asset.hash.as_str();
    let file = fixture.library.path().join("assets").join(&hash[..2]).join(hash);
    fs::write(&file, "something else").unwrap();
    assert_eq!(fixture.library.verify().unwrap().len(), 1, "altered");
    fs::remove_file(&file).unwrap();
    let faults = fixture.library.verify().unwrap();
    assert!(faults.len() == 1 && faults[0].contains(hash), "missing: {faults:?}");
}

#[test]
fn pictures_that_nothing_uses_are_collected_in_a_later_session() {
    let mut fixture = library();
    let sop = fixture.document(DocumentKind::Instruction, "Fill the till");
    let (gone, revised) = (fixture.figure(sop, None, 1), fixture.figure(sop, None, 2));
    let kept = fixture.figure(sop, None, 3);
    let revision = roadbook_core::model::RevisionId(super::support::id());
    fixture.edit(Edit::DeleteFigures { ids: vec![gone] });
    fixture.edit(Edit::Publish { document: sop, revision, note: String::new() });
    fixture.edit(Edit::DeleteFigures { ids: vec![revised] });
    let files = |fixture: &super::support::Fixture| {
        let shelves = fs::read_dir(fixture.library.path().join("assets")).unwrap();
        shelves.map(|shelf| fs::read_dir(shelf.unwrap().path()).unwrap().count()).sum::<usize>()
    };
    fixture.library.idle().unwrap();
    assert_eq!(files(&fixture), 3, "never in the session that dropped it: undo may bring it back");
    let mut fixture = fixture.reopen();
    fixture.library.idle().unwrap();
    assert_eq!(files(&fixture), 2, "the published one and the one in use stay");
    assert!(fixture.library.figure(kept).is_ok() && fixture.library.verify().unwrap().is_empty());
}

#[test]
fn a_library_that_was_stopped_is_searched_as_its_records_are() {
    let hits = |library: &Library, text: &str| {
        let query = Query::Search { text: text.into(), limit: 10 };
        let Reply::Search(hits) = library.read(query).unwrap() else { panic!("the answer to a search") };
        hits.len()
    };
    let mut fixture = library();
    let sop = fixture.document(DocumentKind::Sop, "Bake bread");
    let step = fixture.step(sop, None, "Weigh the flour.");
    assert_eq!(hits(&fixture.library, "flour"), 1);
    fixture.edit(Edit::UpdateStep { id: step, change: StepChange::Text("Weigh the salt.".into()) });
    // Not closed, and nothing was searched since.
    let Fixture { library, folder } = fixture;
    drop(library);
    let path = folder.path().join("Bakery");
    let library = Library::open(&path, outside()).unwrap();
    assert_eq!((hits(&library, "flour"), hits(&library, "salt")), (0, 1));
    // Another machine trusts nothing that is made from the records.
    drop(library);
    let elsewhere = Outside { installation: Uuid::from_u128(8), ..outside() };
    let library = Library::open(&path, elsewhere).unwrap();
    assert_eq!((hits(&library, "flour"), hits(&library, "salt"), hits(&library, "bake")), (0, 1, 1));
    assert!(library.verify().unwrap().is_empty());
}
