//! A screen of its own for one window, so that nothing else takes its focus, its keys or its clipboard; and
//! what only the screen can do: native dialogs, the clipboard, a look at everything.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};

/// How long a native window may take to come or to go on a loaded machine.
const PATIENCE: Duration = Duration::from_secs(30);

pub struct Screen {
    server: Child,
    name: String,
}

impl Screen {
    /// In pixels.
    pub fn new(width: u32, height: u32) -> Self {
        let mut server = Command::new("Xvfb")
            .args(["-displayfd", "1", "-nolisten", "tcp", "-ac", "-noreset", "-screen", "0"])
            .arg(format!("{width}x{height}x24"))
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("Xvfb; `cargo xtask test` installs it");
        // It says its number when it takes windows.
        let mut number = String::new();
        let said = BufReader::new(server.stdout.take().expect("its output")).read_line(&mut number);
        assert!(said.is_ok() && !number.trim().is_empty(), "Xvfb does not start");
        Self { server, name: format!(":{}", number.trim()) }
    }

    /// For the variable DISPLAY.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// A command whose windows are on this screen.
    pub fn command(&self, program: impl AsRef<std::ffi::OsStr>) -> Command {
        let mut command = Command::new(program);
        command.env("DISPLAY", &self.name).env_remove("WAYLAND_DISPLAY").stdin(Stdio::null());
        command
    }

    /// The windows whose title matches a regular expression, by their X11 ids.
    pub fn windows(&self, title: &str) -> Vec<String> {
        let start = Instant::now();
        loop {
            let output = self.run_xdotool(&["search", "--onlyvisible", "--name", title]);
            // The search walks the tree of windows and gives up, with nothing found, when one of them goes
            // meanwhile. That is not the same as no window.
            if !String::from_utf8_lossy(&output.stderr).contains("X Error") || start.elapsed() > PATIENCE {
                return String::from_utf8_lossy(&output.stdout).lines().map(str::to_owned).collect();
            }
        }
    }

    /// Waits for a window with this title.
    pub fn windows_come(&self, title: &str) {
        let start = Instant::now();
        while self.windows(title).is_empty() {
            assert!(start.elapsed() < PATIENCE, "no window called {title} comes");
            std::thread::sleep(Duration::from_millis(50));
        }
    }

    /// Waits for a window with this title and gives it the keyboard; its X11 id.
    pub fn focus(&self, title: &str) -> String {
        let start = Instant::now();
        loop {
            if let Some(window) = self.windows(title).into_iter().next() {
                self.xdotool(&["windowfocus", "--sync", &window]);
                return window;
            }
            assert!(start.elapsed() < PATIENCE, "no window called {title} comes");
            std::thread::sleep(Duration::from_millis(50));
        }
    }

    /// Which window has the keyboard.
    pub fn focused(&self) -> String {
        self.xdotool(&["getwindowfocus"]).trim().to_owned()
    }

    /// Answers a native file dialog with a path, as a person does who types it.
    pub fn answer_dialog(&self, title: &str, path: &Path) {
        let start = Instant::now();
        let path = path.display().to_string();
        self.focus(title);
        // The dialog may come before its field takes keys: then it stays, and is asked again.
        while !self.windows(title).is_empty() {
            assert!(start.elapsed() < PATIENCE, "the dialog {title} does not take {path}");
            self.focus(title);
            self.xdotool(&["key", "--clearmodifiers", "ctrl+a"]);
            self.xdotool(&["type", "--clearmodifiers", "--delay", "8", &path]);
            self.xdotool(&["key", "--clearmodifiers", "Return"]);
            let asked = Instant::now();
            while !self.windows(title).is_empty() && asked.elapsed() < Duration::from_secs(3) {
                std::thread::sleep(Duration::from_millis(50));
            }
        }
    }

    /// Puts a picture on the clipboard, as another program does, and waits until it is there. The program
    /// that holds it lives until something else is copied or the screen goes.
    pub fn copy_picture(&self, png: &Path) {
        self.command("xclip")
            .args(["-selection", "clipboard", "-target", "image/png", "-in"])
            .arg(png)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status()
            .expect("xclip; `cargo xtask test` installs it");
        let start = Instant::now();
        loop {
            let offered = self
                .command("xclip")
                .args(["-selection", "clipboard", "-target", "TARGETS", "-out"])
                .output()
                .expect("xclip");
            if String::from_utf8_lossy(&offered.stdout).contains("image/png") {
                return;
            }
            assert!(start.elapsed() < PATIENCE, "the clipboard does not take the picture");
            std::thread::sleep(Duration::from_millis(50));
        }
    }

    fn xdotool(&self, arguments: &[&str]) -> String {
        String::from_utf8_lossy(&self.run_xdotool(arguments).stdout).into_owned()
    }

    fn run_xdotool(&self, arguments: &[&str]) -> Output {
        self.command("xdotool").args(arguments).output().expect("xdotool; `cargo xtask test` installs it")
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}
