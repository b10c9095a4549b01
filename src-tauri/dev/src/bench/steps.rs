//! A long document in the real window beside a short one and an empty one: its scrolling, its memory, a key
//! until it is painted; and a large screenshot that is pasted, beside its bare decoding, encoding and writing.

use std::fs::File;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use image::{ExtendedColorType, ImageFormat};
use roadbook_core::pixels;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::{Row, Setup, median, memory, percentile};
use crate::generate;
use crate::screen::Screen;
use crate::window::Window;

const LONG: u32 = 500;
const SHORT: u32 = 20;
/// Rounds in which every document has its turn.
const MOST_ROUNDS: usize = 3;
const FRAMES: usize = 400;
const KEYS: usize = 60;
const PASTES: u32 = 3;
const PAGE: (u32, u32) = (1280, 800);
/// What is scrolled through on a loaded machine takes its time.
const PATIENCE: Duration = Duration::from_secs(300);

const DRIVE: &str = include_str!("steps/drive.js");

/// What one document showed in all rounds.
#[derive(Default)]
struct Seen {
    frames: Vec<f64>,
    keys: Vec<f64>,
    memory: Vec<f64>,
}

/// Milliseconds from the paste, and frames that were begun until the placeholder stood there.
#[derive(Deserialize)]
struct Pasted {
    frames: f64,
    placeholder: f64,
    kept: f64,
}

pub(super) fn steps(setup: &Setup, say: &mut dyn FnMut(&str)) -> Vec<Row> {
    let library = library(setup, say);
    let pictures: Vec<PathBuf> = (0..PASTES).map(|turn| picture(&setup.work, turn)).collect();
    let rounds = setup.runs.min(MOST_ROUNDS);
    let (mut long, mut short, mut empty) = (Seen::default(), Seen::default(), Seen::default());
    let (mut pasted, mut bare) = (vec![], vec![]);
    for round in 1..=rounds {
        say(&format!("steps, round {round} of {rounds}"));
        for (seen, length) in [(&mut long, LONG), (&mut short, SHORT), (&mut empty, 0)] {
            let document = Document::open(setup, &library, length);
            document.measure(seen, length > 0);
        }
        let document = Document::open(setup, &library, 0);
        for picture in &pictures {
            pasted.push(document.paste(picture));
            bare.push(written(picture, &picture.with_extension("bare")));
        }
    }
    let frames = long.frames.len();
    let longest = |seen: &Seen| seen.frames.iter().copied().fold(0.0, f64::max);
    let keys = |seen: &Seen| percentile(&seen.keys, 0.95);
    let more = median(&mut long.memory) - median(&mut empty.memory);
    let note = format!("{:.0} MB beside {:.0} MB", median(&mut long.memory), median(&mut empty.memory));
    let column = |value: fn(&Pasted) -> f64| median(&mut pasted.iter().map(value).collect::<Vec<_>>());
    vec![
        Row::new(format!("Scroll, {LONG} steps with screenshots"), "ms", median(&mut long.frames), frames).beside(
            median(&mut short.frames),
            "20 steps",
            Some(1.3),
        ),
        Row::new(format!("Longest frame of it, {LONG} steps"), "ms", longest(&long), frames)
            .beside(longest(&short), "20 steps", None)
            .at_most(50.0),
        Row::new(format!("Memory after it, {LONG} steps, above an empty document's"), "MB", more, rounds)
            .at_most(150.0)
            .note(note),
        Row::new(format!("Key until it is painted, {LONG} steps, 95th percentile"), "ms", keys(&long), long.keys.len())
            .beside(keys(&empty), "empty document", Some(1.3)),
        Row::new("Paste of a 4K screenshot until its placeholder", "frames", column(|it| it.frames), pasted.len())
            .at_most(2.0)
            .note(format!("{:.1} ms", column(|it| it.placeholder))),
        Row::new("Paste of a 4K screenshot until it is kept", "ms", column(|it| it.kept), pasted.len()).beside(
            median(&mut bare),
            "decode, encode, fsync",
            Some(1.5),
        ),
    ]
}

/// Made once; the windows that open it keep nothing in it but what is pasted, so each opens a copy.
fn library(setup: &Setup, say: &mut dyn FnMut(&str)) -> PathBuf {
    let path = setup.work.join(format!("documents-{LONG}-{SHORT}"));
    if !path.join("closed.json").exists() {
        say(&format!("making documents of {LONG} and {SHORT} steps"));
        let _ = std::fs::remove_dir_all(&path);
        std::fs::create_dir_all(&setup.work).expect("a place for generated libraries");
        generate::documents(&path, &[0, SHORT, LONG], 1, super::outside(), &mut |_| ()).expect("a generated library");
    }
    path
}

/// A screenshot of 3840x2160 as a file; the same one twice would be kept once.
fn picture(work: &Path, turn: u32) -> PathBuf {
    let file = work.join(format!("4k-{turn}.png"));
    if !file.exists() {
        let (width, height, rgba) = generate::screen(2, turn);
        let small = image::RgbaImage::from_raw(width, height, rgba).expect("a screen");
        // Each pixel four times, as a screen of twice the density shows it, and no edge lost.
        let large = image::imageops::resize(&small, width * 2, height * 2, image::imageops::FilterType::Triangle);
        image::save_buffer_with_format(
            &file,
            &large,
            width * 2,
            height * 2,
            ExtendedColorType::Rgba8,
            ImageFormat::Png,
        )
        .expect("a screenshot");
    }
    file
}

/// Milliseconds that decoding, encoding and writing this file take with nothing around them.
fn written(picture: &Path, to: &Path) -> f64 {
    let bytes = std::fs::read(picture).expect("the screenshot");
    let start = Instant::now();
    let imported = pixels::import(&bytes, "4k.png").expect("a picture");
    let mut file = File::create(to).expect("a file");
    file.write_all(imported.bytes()).and_then(|()| file.sync_all()).expect("written");
    start.elapsed().as_secs_f64() * 1000.0
}

/// A document of so many steps in a window of its own.
struct Document {
    window: Window,
    screen: Screen,
    _home: tempfile::TempDir,
    _library: tempfile::TempDir,
}

impl Document {
    fn open(setup: &Setup, library: &Path, length: u32) -> Self {
        let copy = tempfile::tempdir_in(&setup.work).expect("a folder");
        copy_folder(library, &copy.path().join("library"));
        let home = super::home();
        let screen = Screen::new(1600, 1000);
        let path = copy.path().join("library").display().to_string();
        let window = Window::open_on(&screen, &setup.roadbook, &["open", &path], home.path(), &setup.work);
        window.resize_page(PAGE.0, PAGE.1);
        window.click(&format!("[data-testid=sidebar] [role=treeitem] text={length} steps"));
        window.find(&format!("[data-testid=trail] text={length} steps"));
        window.find("[data-step]");
        window.settle();
        window.run(DRIVE, vec![]);
        // What is loaded after the first look is no part of what is measured.
        std::thread::sleep(Duration::from_secs(2));
        Self { window, screen, _home: home, _library: copy }
    }

    fn measure(&self, seen: &mut Seen, scrolls: bool) {
        if scrolls {
            seen.frames.extend(self.ask::<Vec<f64>>("scroll", &[FRAMES.into()]));
        }
        seen.keys.extend(self.typed());
        std::thread::sleep(Duration::from_secs(2));
        seen.memory.push(memory::resident_of(&self.window));
    }

    /// Milliseconds of each key, in a step in the middle of what is in view.
    fn typed(&self) -> Vec<f64> {
        self.ask::<Value>("enter", &[]);
        for _ in 0..KEYS / 6 {
            for letter in ["p", "a", "y", "s", "i", " "] {
                self.window.type_text(letter);
            }
        }
        self.ask("keys", &[])
    }

    fn paste(&self, picture: &Path) -> Pasted {
        self.screen.copy_picture(picture);
        self.ask::<Value>("await_paste", &[]);
        self.window.press("Ctrl+v");
        self.ask("pasted", &[])
    }

    fn ask<T: DeserializeOwned>(&self, what: &str, arguments: &[Value]) -> T {
        let script = "const [what, given, done] = arguments;
            Promise.resolve(steps[what](...given)).then(
              (value) => done({ value: value ?? null }), (error) => done({ error: String(error) }))";
        let answer = self.window.run_within(PATIENCE, script, vec![what.into(), arguments.into()]);
        if let Some(error) = answer["error"].as_str() {
            self.window.fail(&format!("{what} could not be measured: {error}"));
        }
        serde_json::from_value(answer["value"].clone()).expect("what the script measures")
    }
}

fn copy_folder(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).expect("a folder");
    for entry in std::fs::read_dir(from).expect("the library").flatten() {
        let to = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy_folder(&entry.path(), &to);
        } else {
            std::fs::copy(entry.path(), to).expect("a copy");
        }
    }
}
