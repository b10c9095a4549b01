//! An editor in a window, as the driving script sees it.

use std::path::Path;
use std::time::Duration;

use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use super::super::{DIRECTLY, Setup, memory};
use crate::window::Window;

/// The page's size, in CSS pixels.
const PAGE: (u32, u32) = (1280, 800);
/// An editor that needs longer than this for one gesture has stopped.
const PATIENCE: Duration = Duration::from_secs(300);

const DRIVE: &str = include_str!("drive.js");
const ROADBOOK: &str = include_str!("roadbook.js");

/// How the map is seen at first: what stands beside is shown in the same way.
pub(super) struct Look {
    /// Where the canvas lies in the window.
    frame: Value,
    /// Where the map lies in the canvas; null of what stands beside, which was told.
    viewport: Value,
    /// Whether the web view paints without OpenGL.
    directly: bool,
}

pub(super) struct Subject {
    window: Window,
    name: &'static str,
    _home: tempfile::TempDir,
}

const OURS: &str = "Roadbook";

impl Subject {
    /// Roadbook on this library; the map is not open yet.
    pub(super) fn roadbook(setup: &Setup, library: &Path, graph: &Value) -> Self {
        let home = super::super::home();
        let library = library.display().to_string();
        let window = Window::open(&setup.roadbook, &["open", &library], home.path(), &setup.work);
        window.find("[data-testid=sidebar] [role=treeitem]");
        let subject = Self::in_window(window, OURS, home);
        let ids = graph["nodes"].as_array().into_iter().flatten().map(|node| node["id"].clone()).collect();
        subject.window.run(ROADBOOK, vec![graph["title"].clone(), Value::Array(ids)]);
        subject
    }

    /// Another editor in a frame that lies where Roadbook has its canvas.
    pub(super) fn peer(setup: &Setup, name: &'static str, graph: &Value, look: &Look) -> Self {
        let Look { frame, viewport, directly } = look;
        let home = super::super::home();
        let arguments: &[&str] = if *directly { &[DIRECTLY] } else { &[] };
        let window = Window::open(&setup.empty_window, arguments, home.path(), &setup.work);
        window.go(&format!("file://{}", setup.peers.display()));
        window.wait("the page of the peers", "return window.prepare !== undefined", vec![]);
        let subject = Self::in_window(window, name, home);
        let arguments = vec![name.into(), graph.clone(), frame.clone(), viewport.clone()];
        subject.window.run("prepare(...arguments)", arguments);
        subject
    }

    fn in_window(window: Window, name: &'static str, home: tempfile::TempDir) -> Self {
        window.resize_page(PAGE.0, PAGE.1);
        // On a loaded machine the first frames after a resize may be long in coming, and what is done after them
        // is no part of what is measured.
        let frames = "requestAnimationFrame(() => requestAnimationFrame(() => arguments[0](true)))";
        window.run_within(PATIENCE, frames, vec![]);
        std::thread::sleep(Duration::from_secs(1));
        window.run(DRIVE, vec![]);
        Self { window, name, _home: home }
    }

    /// What the driving script measures. A peer that does not do what it is asked has no figure; it is said why.
    pub(super) fn ask<T: DeserializeOwned>(
        &self,
        what: &str,
        arguments: &[Value],
        say: &mut dyn FnMut(&str),
    ) -> Option<T> {
        let script = "const [what, given, done] = arguments;
            drive[what](...given).then((value) => done({ value: value ?? null }), (error) => done({ error: `${error}` }))";
        let answer = self.window.run_within(PATIENCE, script, vec![what.into(), json!(arguments)]);
        if let Some(error) = answer["error"].as_str() {
            let said = format!("{what} could not be measured of {}: {error}", self.name);
            if self.is_ours() {
                self.window.fail(&said);
            }
            say(&said);
            return None;
        }
        Some(serde_json::from_value(answer["value"].clone()).expect("what the script measures"))
    }

    pub(super) fn is_ours(&self) -> bool {
        self.name == OURS
    }

    pub(super) fn scale(&self) -> f64 {
        self.window.run("return subject.scale()", vec![]).as_f64().expect("a number")
    }

    pub(super) fn look(&self) -> Look {
        let frame = "const { x, y, width, height } = subject.canvas().getBoundingClientRect();
            return { x, y, width, height }";
        Look {
            frame: self.window.run(frame, vec![]),
            viewport: self.window.run("return subject.view?.()", vec![]),
            directly: memory::is_painted_directly(&self.window),
        }
    }

    pub(super) fn close(self) {
        self.window.kill();
    }
}
