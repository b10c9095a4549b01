//! The open document as pages, after one of its steps was changed: laid out anew, and its first page drawn.

use std::ops::ControlFlow;
use std::path::Path;
use std::time::Instant;

use roadbook::shell::{Target, now};
use roadbook_core::Library;
use roadbook_core::model::{Pack, PackOptions};
use uuid::Uuid;

use super::super::{Row, median};
use super::{change, first_step, instructions};

/// Pixels across, as beside the choices of a pack.
const WIDTH: u32 = 800;

pub(super) fn preview(library: &Path, runs: usize, say: &mut dyn FnMut(&str)) -> Row {
    say("preview of the open document");
    let mut library = Library::open(library, super::super::outside()).expect("the library");
    let document = instructions(&library)[0].document.id;
    let step = first_step(&library);
    let pack = Pack {
        id: Uuid::nil().into(),
        name: String::new(),
        documents: vec![document],
        everything_below: false,
        options: PackOptions { cover: false, contents: false, ..PackOptions::default() },
    };
    let (mut times, mut pages) = (vec![], 0);
    // The first one makes the small copies of the pictures, as opening the preview does.
    for round in 0..=runs {
        change(&mut library, step, 100 + round);
        let start = Instant::now();
        let target = Target::of_pack(&library, pack.clone()).expect("the document");
        let preview = target.preview(now(), &mut |_| ControlFlow::Continue(())).expect("a pack").expect("laid out");
        preview.draw(0, WIDTH, target.pictures()).expect("a page").expect("drawn");
        if round > 0 {
            times.push(start.elapsed().as_secs_f64() * 1000.0);
        }
        pages = preview.pages().len();
    }
    library.close().expect("the library closes");
    Row::new("Preview of the open document, after an edit", "ms", median(&mut times), runs)
        .at_most(150.0)
        .note(format!("{pages} pages laid out, the first one drawn"))
}
