//! Two hundred screenshots that fall on a document, beside the decoding and encoding of the same files on all
//! cores and nothing else.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, mpsc};
use std::time::Instant;

use image::{ExtendedColorType, ImageFormat};
use roadbook::shell::{Dragged, Event, Office, Places};
use roadbook_core::pixels;
use serde_json::{Value, json};
use uuid::Uuid;

use super::{Row, Setup, median};
use crate::bridge::Loopback;
use crate::generate;

const SCREENSHOTS: u32 = 200;
const DOCUMENT: &str = "0190beac-0000-7000-8000-00000000000d";

pub(super) fn pictures(setup: &Setup, say: &mut dyn FnMut(&str)) -> Vec<Row> {
    let files = files(&setup.work, say);
    let (mut ours, mut bare) = (vec![], vec![]);
    for round in 1..=setup.runs {
        say(&format!("pictures, round {round} of {}", setup.runs));
        ours.push(imported(setup, &files));
        bare.push(encoded(&files));
    }
    let row = Row::new(format!("Import of {SCREENSHOTS} screenshots"), "ms", median(&mut ours), setup.runs);
    vec![row.beside(median(&mut bare), "decode and encode on all cores", Some(1.3))]
}

/// Written once, as a screenshot tool would leave them.
fn files(work: &Path, say: &mut dyn FnMut(&str)) -> Vec<PathBuf> {
    let folder = work.join("screenshots");
    std::fs::create_dir_all(&folder).expect("a folder for screenshots");
    let file = |index: u32| {
        let file = folder.join(format!("Screenshot {index:03}.png"));
        if !file.exists() {
            let (width, height, rgba) = generate::screen(1, index);
            image::save_buffer_with_format(&file, &rgba, width, height, ExtendedColorType::Rgba8, ImageFormat::Png)
                .expect("a screenshot");
        }
        file
    };
    say(&format!("{SCREENSHOTS} screenshots"));
    (0..SCREENSHOTS).map(file).collect()
}

/// Milliseconds from the fall of the files to their steps being kept.
fn imported(setup: &Setup, files: &[PathBuf]) -> f64 {
    let folder = tempfile::tempdir_in(&setup.work).expect("a folder");
    let at = |name: &str| folder.path().join(name);
    let places =
        Places { config: at("config"), state: at("state"), backups: at("backups"), libraries: at("libraries") };
    let desktop = Arc::new(Loopback {
        exports: at("exports"),
        pictures: vec![],
        recording: None,
        screenshots: at("shots"),
        copied: Mutex::default(),
    });
    let token = Arc::new(Mutex::new(String::new()));
    let heard = Arc::clone(&token);
    let office = Office::start(
        places,
        desktop,
        Arc::new(move |event| {
            if let Event::Drop(dropped) = event {
                *heard.lock().expect("nobody panics") = dropped.token;
            }
        }),
    );
    job(
        &office,
        json!({ "job": "open_library", "choice": { "choice": "empty", "name": "Shots", "elsewhere": false } }),
    );
    let (kept, keeps) = mpsc::channel();
    let create = json!({ "edit": "create_document", "id": DOCUMENT, "kind": "instruction", "title": "Pay" });
    office.edit(json!({ "do": "edit", "edit": create }), move |done| kept.send(done.is_ok()).expect("heard"));
    assert!(keeps.recv().expect("an answer"), "the document is made");

    let start = Instant::now();
    office.dropped(files.to_vec(), Dragged { x: 0.0, y: 0.0, shift: false });
    let token = token.lock().expect("nobody panics").clone();
    let source = json!({ "from": "dropped", "token": token });
    job(&office, json!({ "job": "import_pictures", "source": source, "document": DOCUMENT, "step": null }));
    let time = start.elapsed().as_secs_f64() * 1000.0;
    office.close().expect("the library closes");
    time
}

fn job(office: &Arc<Office>, job: Value) {
    let (give, given) = mpsc::channel();
    let answered = move |done: roadbook_core::Result<_>| give.send(done.map(|_| ())).expect("heard");
    office.job(json!({ "id": Uuid::now_v7(), "job": job }), answered);
    given.recv().expect("an answer").expect("the job is done");
}

/// Milliseconds in which every core takes the next file, until none is left.
fn encoded(files: &[PathBuf]) -> f64 {
    let next = AtomicUsize::new(0);
    let start = Instant::now();
    std::thread::scope(|scope| {
        for _ in 0..std::thread::available_parallelism().map_or(1, usize::from) {
            scope.spawn(|| {
                while let Some(file) = files.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let bytes = std::fs::read(file).expect("a screenshot");
                    std::hint::black_box(pixels::import(&bytes, "screenshot").expect("a picture").bytes().len());
                }
            });
        }
    });
    start.elapsed().as_secs_f64() * 1000.0
}
