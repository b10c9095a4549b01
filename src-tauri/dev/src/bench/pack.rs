//! A pack of one process with its SOPs and instructions and 400 distinct screenshots, beside what prints our own
//! HTML: headless Chromium and WeasyPrint.

mod peer;
mod preview;
mod program;
mod words;

use std::path::{Path, PathBuf};
use std::time::Instant;

use roadbook_core::Library;
use roadbook_core::edit::{Edit, StepChange};
use roadbook_core::model::{DocumentContent, DocumentKind, StepId};

use super::{Row, Setup, median};
use crate::generate::packs;
use program::{Exports, megabytes};

const SCREENSHOTS: u32 = 400;
const MANY_SCREENSHOTS: u32 = 1_600;

#[derive(Default)]
struct Figures {
    empty: Vec<f64>,
    prepared: Vec<f64>,
    edited: Vec<f64>,
    html: Vec<f64>,
    copied: Vec<f64>,
    chromium: Vec<f64>,
    weasyprint: Vec<f64>,
    memory_empty: Vec<f64>,
    memory: Vec<f64>,
    size_empty: f64,
    size: f64,
    size_chromium: f64,
    content: String,
}

pub(super) fn pack(setup: &Setup, say: &mut dyn FnMut(&str)) -> Vec<Row> {
    let library = pictured(setup, SCREENSHOTS, say);
    let exports = Exports::new(setup);
    let figures = measured(&library, &exports, setup.runs.min(3), say);
    let mut rows = told(figures);
    rows.push(many(setup, &exports, say));
    rows.push(words::words(setup, &exports, say));
    rows.push(preview::preview(&library, setup.runs, say));
    rows
}

fn measured(library: &Path, exports: &Exports, rounds: usize, say: &mut dyn FnMut(&str)) -> Figures {
    let [pdf, html, copy, aside] = ["pack.pdf", "pack.html", "copy.html", "cache.db"].map(|name| exports.file(name));
    let cache = library.join("cache.db");
    let mut figures = Figures::default();
    for round in 1..=rounds {
        say(&format!("pack, round {round} of {rounds}: Roadbook"));
        if round > 1 {
            std::fs::rename(&cache, &aside).expect("the cache, put aside");
        } else {
            let _ = std::fs::remove_file(&cache);
        }
        let empty = exports.run(library, &pdf);
        figures.empty.push(empty.time);
        figures.memory_empty.push(empty.memory);
        figures.size_empty = megabytes(&pdf);
        if round > 1 {
            std::fs::rename(&aside, &cache).expect("the cache, back again");
        } else {
            say("pack: what the window does with pictures while nothing else happens");
            prepare(library);
        }
        let prepared = exports.run(library, &pdf);
        figures.prepared.push(prepared.time);
        figures.memory.push(prepared.memory);
        figures.size = megabytes(&pdf);
        edit(library, round);
        figures.edited.push(exports.run(library, &pdf).time);
        figures.html.push(exports.run(library, &html).time);
        figures.copied.push(copied(&html, &copy));
        say(&format!("pack, round {round} of {rounds}: Chromium"));
        let chromium = peer::chromium(exports, &html);
        figures.chromium.push(chromium.time);
        figures.size_chromium = chromium.size;
        if round == 1 {
            say("pack: WeasyPrint");
            let weasyprint = peer::weasyprint(exports, &html);
            figures.weasyprint.extend(weasyprint.as_ref().map(|printed| printed.time));
            figures.content =
                peer::compared(&pdf, &[("Chromium", Some(&chromium)), ("WeasyPrint", weasyprint.as_ref())]);
        }
    }
    figures
}

fn told(mut figures: Figures) -> Vec<Row> {
    let rounds = figures.empty.len();
    let what = |what: &str| format!("{what}, {SCREENSHOTS} screenshots");
    let row = |name: &str, unit, values: &mut [f64]| Row::new(what(name), unit, median(values), rounds);
    let (chromium, prepared) = (median(&mut figures.chromium), median(&mut figures.prepared));
    let mut first = row("PDF, pictures prepared", "ms", &mut figures.prepared)
        .beside(chromium, "Chromium", Some(1.0 / 50.0))
        .at_most(1_000.0)
        .note(figures.content);
    if !figures.weasyprint.is_empty() {
        first = first.beside(median(&mut figures.weasyprint), "WeasyPrint", Some(1.0 / 40.0));
    }
    let size = |name: &str, size| Row::new(what(name), "MB", size, 1);
    vec![
        first,
        row("PDF, with an empty cache", "ms", &mut figures.empty).beside(chromium, "Chromium", Some(0.25)),
        row("PDF, after one step's text changed", "ms", &mut figures.edited).beside(
            prepared,
            "the time before",
            Some(1.1),
        ),
        row("HTML", "ms", &mut figures.html).beside(median(&mut figures.copied), "copying its bytes", Some(1.5)),
        row("Memory of the PDF, pictures prepared", "MB", &mut figures.memory).at_most(250.0),
        row("Memory of the PDF, with an empty cache", "MB", &mut figures.memory_empty).at_most(250.0),
        size("Size of the PDF, pictures prepared", figures.size).beside(figures.size_chromium, "Chromium", Some(0.9)),
        size("Size of the PDF, with an empty cache", figures.size_empty).beside(
            figures.size_chromium,
            "Chromium",
            None,
        ),
    ]
}

/// How memory grows with the pictures.
fn many(setup: &Setup, exports: &Exports, say: &mut dyn FnMut(&str)) -> Row {
    let library = pictured(setup, MANY_SCREENSHOTS, say);
    say(&format!("pack of {MANY_SCREENSHOTS} screenshots"));
    let run = exports.run(&library, &exports.file("many.pdf"));
    Row::new(format!("Memory of the PDF, {MANY_SCREENSHOTS} screenshots"), "MB", run.memory, 1).at_most(500.0)
}

fn pictured(setup: &Setup, screenshots: u32, say: &mut dyn FnMut(&str)) -> PathBuf {
    let name = format!("pack-{screenshots}");
    generated(setup, &name, say, |path| packs::pictured(path, screenshots, super::outside()))
}

/// The folder of a generated library, made when it is not there yet.
fn generated(
    setup: &Setup,
    name: &str,
    say: &mut dyn FnMut(&str),
    make: impl FnOnce(&Path) -> roadbook_core::Result<()>,
) -> PathBuf {
    let path = setup.work.join(name);
    if !path.join("closed.json").exists() {
        say(&format!("making the library {name}"));
        let _ = std::fs::remove_dir_all(&path);
        std::fs::create_dir_all(&setup.work).expect("a place for generated libraries");
        make(&path).expect("a generated library");
    }
    path
}

/// What the window does by itself when nothing has happened for a while: each picture burned, and its file made as
/// small as it gets.
fn prepare(library: &Path) {
    let library = Library::open(library, super::outside()).expect("the library");
    let assets = library.assets();
    let contents = instructions(&library);
    let figures: Vec<_> = contents.iter().flat_map(|content| &content.figures).collect();
    std::thread::scope(|scope| {
        for part in figures.chunks(figures.len().div_ceil(program::cores()).max(1)) {
            let assets = &assets;
            scope.spawn(move || {
                for figure in part {
                    assets.prepare(figure).expect("a burned picture");
                    if let Some(unshrunk) = assets.unshrunk(figure).expect("a burned picture") {
                        assets.keep_shrunk(&unshrunk.shrink());
                    }
                }
            });
        }
    });
    drop(assets);
    library.close().expect("the library closes");
}

/// Changes the text of one step.
fn edit(library: &Path, round: usize) {
    let mut library = Library::open(library, super::outside()).expect("the library");
    let step = first_step(&library);
    change(&mut library, step, round);
    library.close().expect("the library closes");
}

fn first_step(library: &Library) -> StepId {
    instructions(library)[0].steps.first().expect("a step").id
}

fn change(library: &mut Library, step: StepId, round: usize) {
    let text = format!("Open the till for the {round}th time today.");
    library.edit(Edit::UpdateStep { id: step, change: StepChange::Text(text) }).expect("kept");
}

fn instructions(library: &Library) -> Vec<DocumentContent> {
    let snapshot = library.snapshot(&roadbook_core::library::Scope::All).expect("all documents");
    snapshot.documents.into_iter().filter(|content| content.document.kind == DocumentKind::Instruction).collect()
}

/// Milliseconds of reading a file, writing it elsewhere and waiting for the disk.
fn copied(from: &Path, to: &Path) -> f64 {
    let start = Instant::now();
    let bytes = std::fs::read(from).expect("the HTML");
    let mut file = std::fs::File::create(to).expect("a copy");
    std::io::Write::write_all(&mut file, &bytes).expect("written");
    file.sync_all().expect("on the disk");
    start.elapsed().as_secs_f64() * 1000.0
}
