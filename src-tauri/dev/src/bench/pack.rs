//! A pack of one process with its SOPs and instructions and 400 distinct screenshots, beside what prints our own
//! HTML: headless Chromium and, where it is installed, WeasyPrint.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use roadbook_core::Library;
use roadbook_core::edit::{Edit, StepChange};
use roadbook_core::model::DocumentKind;
use roadbook_core::query::{Query, Reply};

use super::{Row, Setup, median, start};

const DOCUMENTS: u32 = 61;
const SCREENSHOTS: u32 = 400;

/// What one run of a program took.
struct Run {
    /// Milliseconds.
    time: f64,
    /// Megabytes at the most, of the process itself.
    memory: f64,
}

#[derive(Default)]
struct Times {
    first: Vec<f64>,
    second: Vec<f64>,
    edited: Vec<f64>,
    memory: Vec<f64>,
    html: Vec<f64>,
    copied: Vec<f64>,
    chromium: Vec<f64>,
    weasyprint: Vec<f64>,
}

pub(super) fn pack(setup: &Setup, say: &mut dyn FnMut(&str)) -> Vec<Row> {
    let library = PathBuf::from(start::library(setup, say, DOCUMENTS, SCREENSHOTS));
    let home = super::home();
    let out = tempfile::tempdir_in(&setup.work).expect("a folder");
    let [pdf, html, printed] = ["pack.pdf", "pack.html", "printed.pdf"].map(|name| out.path().join(name));
    let export = |to: &Path| {
        let mut command = Command::new(&setup.roadbook);
        command.arg("export").arg(&library).arg("--output").arg(to);
        command.env("HOME", home.path()).env("XDG_CONFIG_HOME", home.path().join("config"));
        command.env("XDG_STATE_HOME", home.path().join("state"));
        command.env("XDG_DATA_HOME", home.path().join("data"));
        run(&mut command)
    };
    let mut times = Times::default();
    for round in 1..=setup.runs.min(3) {
        say(&format!("pack, round {round}: Roadbook"));
        let _ = std::fs::remove_file(library.join("cache.db"));
        let first = export(&pdf);
        times.memory.push(first.memory);
        times.first.push(first.time);
        times.second.push(export(&pdf).time);
        edit(&library, round);
        times.edited.push(export(&pdf).time);
        // Its pictures are made compact while nothing else happens, as the others are; so not within the time.
        export(&html);
        times.html.push(export(&html).time);
        times.copied.push(copied(&html, &out.path().join("copy.html")));
        say(&format!("pack, round {round}: Chromium"));
        let profile = out.path().join("profile");
        let mut chromium = Command::new("chromium");
        chromium
            .args(["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"])
            .args(["--no-pdf-header-footer", "--timeout=600000"])
            .arg(format!("--user-data-dir={}", profile.display()))
            .arg(format!("--print-to-pdf={}", printed.display()))
            .arg(format!("file://{}", std::path::absolute(&html).expect("a path").display()));
        times.chromium.push(run(&mut chromium).time);
        if round == 1 && installed("weasyprint") {
            say("pack: WeasyPrint");
            let paper = out.path().join("weasyprint.pdf");
            times.weasyprint.push(run(Command::new("weasyprint").arg(&html).arg(&paper)).time);
        }
    }
    told(&mut times, megabytes(&pdf), megabytes(&printed))
}

fn told(times: &mut Times, size: f64, printed: f64) -> Vec<Row> {
    let runs = times.first.len();
    let chromium = median(&mut times.chromium);
    let what = |what: &str| format!("{what}, {SCREENSHOTS} screenshots");
    let mut second = Row::new(what("PDF, pictures prepared"), "ms", median(&mut times.second), runs)
        .beside(chromium, "Chromium", Some(1.0 / 50.0))
        .at_most(1_000.0);
    if !times.weasyprint.is_empty() {
        second = second.beside(median(&mut times.weasyprint), "WeasyPrint", Some(1.0 / 40.0));
    }
    let prepared = median(&mut times.second);
    vec![
        second,
        Row::new(what("PDF, with an empty cache"), "ms", median(&mut times.first), runs).beside(
            chromium,
            "Chromium",
            Some(0.25),
        ),
        Row::new(what("PDF, after one step's text changed"), "ms", median(&mut times.edited), runs).beside(
            prepared,
            "the time before",
            Some(1.1),
        ),
        Row::new(what("HTML"), "ms", median(&mut times.html), runs).beside(
            median(&mut times.copied),
            "copying its bytes",
            Some(1.5),
        ),
        Row::new(what("Memory of the PDF, empty cache"), "MB", median(&mut times.memory), runs).at_most(250.0),
        Row::new(what("Size of the PDF"), "MB", size, 1).beside(printed, "Chromium", Some(0.9)),
    ]
}

/// Changes the text of one step.
fn edit(library: &Path, round: usize) {
    let mut library = Library::open(library, super::outside()).expect("the library");
    let Ok(Reply::Overview(view)) = library.read(Query::Overview) else { panic!("the library cannot be read") };
    let instruction =
        view.documents.iter().find(|row| row.kind == DocumentKind::Instruction).expect("a work instruction").id;
    let Ok(Reply::Document(view)) = library.read(Query::Document { id: instruction }) else { panic!("no document") };
    let step = view.content.steps.first().expect("a step").id;
    let text = format!("Open the till for the {round}th time today.");
    library.edit(Edit::UpdateStep { id: step, change: StepChange::Text(text) }).expect("kept");
    library.close().expect("the library closes");
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

fn run(command: &mut Command) -> Run {
    let start = Instant::now();
    let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("the program starts");
    let status = format!("/proc/{}/status", child.id());
    let mut memory = 0.0;
    let ended = loop {
        if let Some(ended) = child.try_wait().expect("its end") {
            break ended;
        }
        // Source: proc(5), `VmHWM`, kilobytes.
        let text = std::fs::read_to_string(&status).unwrap_or_default();
        let most = text.lines().find_map(|line| line.strip_prefix("VmHWM:")?.split_whitespace().next()?.parse().ok());
        memory = most.map_or(memory, |kilobytes: f64| kilobytes / 1000.0);
        std::thread::sleep(Duration::from_millis(5));
    };
    assert!(ended.success(), "{command:?} ended with {ended}");
    Run { time: start.elapsed().as_secs_f64() * 1000.0, memory }
}

fn installed(program: &str) -> bool {
    Command::new(program).arg("--version").stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok()
}

fn megabytes(file: &Path) -> f64 {
    file.metadata().map_or(0.0, |found| found.len() as f64 / 1e6)
}
