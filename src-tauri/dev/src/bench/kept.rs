//! From an edit's arrival to its being kept, beside a bare SQLite commit of the same row with the same
//! pragmas, on the same disk, in turns.

use std::time::Instant;

use roadbook_core::Library;
use roadbook_core::edit::{Edit, NewStep, StepChange};
use roadbook_core::model::{DocumentId, DocumentKind, StepId};
use uuid::Uuid;

use super::bare::Bare;
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

    let bare = Bare::new(&folder.path().join("bare.db")).expect("a bare database");
    let (mut ours, mut theirs) = (vec![], vec![]);
    for count in 0..EDITS {
        let text = format!("Press **Save**, then check the amount for the {count}th time.");
        let edit = Edit::UpdateStep { id: step, change: StepChange::Text(text.clone()) };
        let start = Instant::now();
        library.edit(edit).expect("kept");
        ours.push(start.elapsed().as_secs_f64() * 1000.0);
        let data = format!("{{\"text\":\"{text}\",\"expected\":\"\",\"why\":\"\",\"callouts\":[]}}");
        theirs.push(bare.commit(&data));
    }
    let row = Row::new("An edit until it is kept", "ms", median(&mut ours), EDITS);
    vec![row.beside(median(&mut theirs), "bare commit", Some(2.0))]
}
