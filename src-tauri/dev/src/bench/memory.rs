//! Memory of all processes of the window, beside an empty Tauri window.

use std::path::Path;
use std::time::Duration;

use super::{DIRECTLY, Row, Setup, median, start};
use crate::window::Window;

pub(super) fn memory(setup: &Setup, say: &mut dyn FnMut(&str)) -> Vec<Row> {
    let library = start::library(setup, say, 20, 10);
    let (mut empty, mut alike, mut ours) = (vec![], vec![], vec![]);
    for round in 0..setup.runs {
        say(&format!("memory, round {} of {}", round + 1, setup.runs));
        empty.push(resident(setup, &setup.empty_window, &[]));
        alike.push(resident(setup, &setup.empty_window, &[DIRECTLY]));
        ours.push(resident(setup, &setup.roadbook, &["open", &library]));
    }
    let row = Row::new("Memory of all processes (PSS)", "MB", median(&mut ours), setup.runs);
    vec![row.beside(median(&mut empty), "empty window", Some(1.4)).beside(
        median(&mut alike),
        "empty window, painted directly",
        None,
    )]
}

fn resident(setup: &Setup, program: &Path, arguments: &[&str]) -> f64 {
    let home = super::home();
    let window = Window::open(program, arguments, home.path(), &setup.work);
    window.wait("the first frame", "return document.documentElement.dataset.readyAt", vec![]);
    // What is loaded after the first frame belongs to the program too.
    std::thread::sleep(Duration::from_secs(2));
    let total = resident_of(&window);
    window.kill();
    total
}

/// Megabytes of the window's program and its children, shared pages counted in parts.
pub(super) fn resident_of(window: &Window) -> f64 {
    let root = window.process().expect("the program runs");
    family(root).into_iter().filter_map(proportional).sum::<f64>() / 1000.0
}

/// As the web view's own process was told; what stands beside it is painted in the same way.
pub(super) fn is_painted_directly(window: &Window) -> bool {
    let root = window.process().expect("the program runs");
    let told = |pid: u32| std::fs::read(format!("/proc/{pid}/environ")).unwrap_or_default();
    let means = |variable: &[u8]| variable == b"WEBKIT_DISABLE_COMPOSITING_MODE=1";
    family(root).into_iter().any(|pid| told(pid).split(|byte| *byte == 0).any(means))
}

/// The process and all of its descendants.
fn family(root: u32) -> Vec<u32> {
    let mut found = vec![root];
    let mut next = 0;
    while next < found.len() {
        let path = format!("/proc/{}/task", found[next]);
        for task in std::fs::read_dir(path).into_iter().flatten().flatten() {
            let children = std::fs::read_to_string(task.path().join("children")).unwrap_or_default();
            found.extend(children.split_whitespace().filter_map(|pid| pid.parse::<u32>().ok()));
        }
        next += 1;
    }
    found
}

/// Kilobytes. Source: proc(5), `Pss` of /proc/PID/smaps_rollup.
fn proportional(pid: u32) -> Option<f64> {
    let rollup = std::fs::read_to_string(format!("/proc/{pid}/smaps_rollup")).ok()?;
    rollup.lines().find_map(|line| line.strip_prefix("Pss:")?.split_whitespace().next()?.parse().ok())
}
