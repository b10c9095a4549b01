//! From an edit's arrival to its being kept, beside a bare SQLite commit of the same row with the same
//! pragmas, on the same disk, in turns.

use std::time::Instant;

use roadbook_core::Library;
use roadbook_core::edit::{Edit, NewStep, StepChange};
use roadbook_core::model::{DocumentId, DocumentKind, StepId};
use uuid::Uuid;

use super::{Row, Setup, median};

const EDITS: usize = 300;

pub(super) fn kept(setup: &Setup, _: &mut dyn FnMut(&str)) -> Vec<Row> {
    std::fs::create_dir_all(&setup.work).expect("a place to measure in");
    let folder = tempfile::tempdir_in(&setup.work).expect("a folder");
    let mut library = Library::create(&folder.path().join("library"), super::outside()).expect("a library");
    let (document, step) = (DocumentId(Uuid::from_u128(1)), StepId(Uuid::from_u128(2)));
    let create = Edit::CreateDocument { id: document, kind: DocumentKind::Sop, title: "Pay".into(), covers: vec![] };
    library.edit(create).expect("a document");
    let steps = vec![NewStep { id: step, text: String::new(), depth: 0, link: None }];
    library.edit(Edit::AddSteps { document, after: None, steps }).expect("a step");

    let bare = bare_database(&folder.path().join("bare.db")).expect("a bare database");
    let (mut ours, mut theirs) = (vec![], vec![]);
    for count in 0..EDITS {
        let text = format!("Press **Save**, then check the amount for the {count}th time.");
        let edit = Edit::UpdateStep { id: step, change: StepChange::Text(text.clone()) };
        let start = Instant::now();
        library.edit(edit).expect("kept");
        ours.push(start.elapsed().as_secs_f64() * 1000.0);
        let data = format!("{{\"text\":\"{text}\",\"expected\":\"\",\"why\":\"\",\"callouts\":[]}}");
        let start = Instant::now();
        bare.execute("UPDATE step SET data = ?1 WHERE id = ?2", [&data, &step.to_string()]).expect("committed");
        theirs.push(start.elapsed().as_secs_f64() * 1000.0);
    }
    vec![Row {
        what: "An edit until it is kept".into(),
        unit: "ms",
        ours: median(&mut ours),
        peer: Some((median(&mut theirs), "bare commit".into())),
        aim: Some(2.0),
        runs: EDITS,
    }]
}

fn bare_database(file: &std::path::Path) -> rusqlite::Result<rusqlite::Connection> {
    let db = rusqlite::Connection::open(file)?;
    db.execute_batch(
        "PRAGMA locking_mode = EXCLUSIVE;
         PRAGMA journal_mode = WAL;
         PRAGMA synchronous = FULL;
         PRAGMA temp_store = MEMORY;
         PRAGMA secure_delete = ON;
         PRAGMA foreign_keys = ON;
         CREATE TABLE step (id TEXT NOT NULL PRIMARY KEY, document TEXT NOT NULL, position REAL NOT NULL,
           data TEXT NOT NULL) STRICT;",
    )?;
    db.execute("INSERT INTO step VALUES (?1, 'document', 1.0, '{}')", [Uuid::from_u128(2).to_string()])?;
    Ok(db)
}
