//! The program as users have it, in a home folder of its own, and a small disk to fill.

#![allow(dead_code, reason = "each test file uses its own part")]
#![allow(clippy::print_stderr, reason = "a test says what it could not try here")]

use std::fs;
use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

use serde_json::Value;
use tempfile::TempDir;

pub const PROGRAM: &str = env!("CARGO_BIN_EXE_roadbook");

/// A home folder, and the program in it.
pub struct Home {
    pub folder: TempDir,
}

impl Home {
    pub fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap() }
    }

    pub fn with_library() -> Self {
        let home = Self::new();
        home.check(&["new", "Bakery"], 0);
        home
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn command(&self, program: &str) -> Command {
        let mut command = Command::new(program);
        command
            .current_dir(self.folder.path())
            .env("HOME", self.folder.path())
            .env("XDG_CONFIG_HOME", self.path("config"))
            .env("XDG_DATA_HOME", self.path("data"))
            .env_remove("DISPLAY")
            .env_remove("WAYLAND_DISPLAY")
            .stdin(Stdio::null());
        command
    }

    pub fn run(&self, arguments: &[&str]) -> Said {
        self.command(PROGRAM).args(arguments).output().unwrap().into()
    }

    #[track_caller]
    pub fn check(&self, arguments: &[&str], code: i32) -> Said {
        let said = self.run(arguments).ended(code);
        assert!(code != 2 || said.out.is_empty(), "what went wrong belongs on the standard error: {}", said.out);
        said
    }

    /// Edits from the standard input.
    #[track_caller]
    pub fn edit(&self, edits: &str, code: i32) -> Said {
        let mut command = self.command(PROGRAM);
        command
            .args(["edit", "Bakery", "--json", "-"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        child.stdin.take().unwrap().write_all(edits.as_bytes()).unwrap();
        Said::from(child.wait_with_output().unwrap()).ended(code)
    }

    /// With a limit on the size of files, in blocks of 1024 bytes. Its signal is ignored, as with a full disk
    /// the write fails instead.
    pub fn run_limited(&self, blocks: u32, arguments: &[&str]) -> Said {
        let script = format!("trap '' XFSZ; ulimit -f {blocks}; exec \"$0\" \"$@\"");
        self.command("bash").args(["-c", &script, PROGRAM]).args(arguments).output().unwrap().into()
    }

    /// A file with edits in it.
    pub fn edits(&self, name: &str, edits: &Value) -> String {
        let file = self.path(name);
        fs::write(&file, edits.to_string()).unwrap();
        file.display().to_string()
    }
}

pub struct Said {
    pub code: Option<i32>,
    pub out: String,
    pub err: String,
}

impl From<Output> for Said {
    fn from(output: Output) -> Self {
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        Self { code: output.status.code(), out: text(&output.stdout), err: text(&output.stderr) }
    }
}

impl Said {
    #[track_caller]
    pub fn ended(self, code: i32) -> Self {
        assert_eq!(self.code, Some(code), "printed:\n{}\n{}", self.out, self.err);
        self
    }

    /// A sentence that names all of these, and no fault of ours.
    #[track_caller]
    pub fn names(self, words: &[&str]) -> Self {
        for word in words {
            assert!(self.err.contains(word), "{word:?} is not in: {}", self.err);
        }
        assert!(!self.err.contains("panicked"), "{}", self.err);
        self
    }

    pub fn json(&self) -> Value {
        serde_json::from_str(&self.out).expect("the answer is JSON")
    }
}

/// A small disk, gone with the test.
pub struct Disk {
    pub place: PathBuf,
}

impl Disk {
    /// `None` where this user may not mount one.
    pub fn new(home: &Home, name: &str, size: &str) -> Option<Self> {
        let place = home.path(name);
        fs::create_dir(&place).unwrap();
        let mounted = Command::new("mount")
            .args(["-t", "tmpfs", "-o", &format!("size={size}"), "roadbook-test"])
            .arg(&place)
            .stderr(Stdio::null())
            .status()
            .is_ok_and(|status| status.success());
        if !mounted {
            eprintln!("left out: only root may mount the small disk that this test needs");
        }
        mounted.then_some(Self { place })
    }

    pub fn remount(&self, how: &str) {
        let status = Command::new("mount").args(["-o", &format!("remount,{how}")]).arg(&self.place).status().unwrap();
        assert!(status.success());
    }

    /// Leaves this many bytes of room.
    pub fn fill(&self, room: usize) {
        let filler = self.place.join("filler");
        let mut bytes = 0;
        // As large as it gets, then shorter by the room.
        while fs::OpenOptions::new()
            .create(true)
            .append(true)
            .open(&filler)
            .and_then(|mut file| file.write_all(&[7; 4096]))
            .is_ok()
        {
            bytes += 4096;
        }
        let length = fs::metadata(&filler).unwrap().len().max(bytes);
        let file = fs::OpenOptions::new().write(true).open(&filler).unwrap();
        file.set_len(length.saturating_sub(room as u64)).unwrap();
    }

    pub fn empty(&self) {
        fs::remove_file(self.place.join("filler")).unwrap();
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("-l").arg(&self.place).status();
    }
}
