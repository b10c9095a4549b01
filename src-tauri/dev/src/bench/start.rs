//! From the start of the process to a window that takes input, beside an empty Tauri window.

use std::path::Path;

use super::{DIRECTLY, Row, Setup, median};
use crate::generate::{Amount, generate};
use crate::window::Window;

pub(super) fn start(setup: &Setup, say: &mut dyn FnMut(&str)) -> Vec<Row> {
    let small = library(setup, say, 20, 10);
    let large = library(setup, say, 10_000, 0);
    let (mut empty, mut alike, mut with_small, mut with_large) = (vec![], vec![], vec![], vec![]);
    // The first round warms the disk's cache and does not count.
    for round in 0..=setup.runs {
        say(&format!("start, round {round} of {}", setup.runs));
        let times = [
            time_to_input(setup, &setup.empty_window, &[]),
            time_to_input(setup, &setup.empty_window, &[DIRECTLY]),
            time_to_input(setup, &setup.roadbook, &["open", &small]),
            time_to_input(setup, &setup.roadbook, &["open", &large]),
        ];
        if round > 0 {
            for (times, time) in [&mut empty, &mut alike, &mut with_small, &mut with_large].into_iter().zip(times) {
                times.push(time);
            }
        }
    }
    let (empty, alike) = (median(&mut empty), median(&mut alike));
    let row = |what: &str, ours, aim| {
        let row = Row::new(what, "ms", ours, setup.runs).beside(empty, "empty window", Some(aim));
        row.beside(alike, "empty window, painted directly", None)
    };
    vec![
        row("Start to a window that takes input", median(&mut with_small), 1.3),
        row("The same with 10,000 documents", median(&mut with_large), 1.5),
    ]
}

/// The folder of a generated library, made when it is not there yet.
pub(super) fn library(setup: &Setup, say: &mut dyn FnMut(&str), documents: u32, screenshots: u32) -> String {
    let path = setup.work.join(format!("library-{documents}-{screenshots}"));
    if !path.join("closed.json").exists() {
        say(&format!("making a library of {documents} documents and {screenshots} screenshots"));
        let _ = std::fs::remove_dir_all(&path);
        std::fs::create_dir_all(&setup.work).expect("a place for generated libraries");
        let amount = Amount { documents, screenshots, seed: 1 };
        generate(&path, amount, super::outside(), &mut |_| ()).expect("a generated library");
    }
    path.display().to_string()
}

/// Milliseconds from the kernel's start of the process to the page's own mark of its first input-ready frame.
fn time_to_input(setup: &Setup, program: &Path, arguments: &[&str]) -> f64 {
    let home = super::home();
    let seal = arguments.get(1).map(|library| Path::new(library).join("closed.json"));
    let sealed = seal.as_ref().and_then(|file| std::fs::read(file).ok());
    let window = Window::open(program, arguments, home.path(), &setup.work);
    let ready = window.wait("the first frame", "return document.documentElement.dataset.readyAt", vec![]);
    let ready: f64 = ready.as_str().and_then(|text| text.parse().ok()).expect("a time");
    let started = process_start(window.process().expect("the program runs")).expect("its start");
    window.kill();
    // The window was stopped, not closed; nothing was changed, so the next one may find it closed.
    if let (Some(file), Some(bytes)) = (seal, sealed) {
        std::fs::write(file, bytes).expect("the seal of the library");
    }
    ready - started
}

/// When a process began, in milliseconds since 1970. Source: proc(5), fields of /proc/PID/stat; the clock
/// ticks 100 times a second.
fn process_start(pid: u32) -> Option<f64> {
    let stat = std::fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
    let ticks: f64 = stat.rsplit(") ").next()?.split(' ').nth(19)?.parse().ok()?;
    let uptime: f64 = std::fs::read_to_string("/proc/uptime").ok()?.split(' ').next()?.parse().ok()?;
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).ok()?.as_secs_f64();
    Some((now - uptime + ticks / 100.0) * 1000.0)
}
