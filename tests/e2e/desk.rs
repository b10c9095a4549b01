//! Where one test happens: a home folder, a screen, the program.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use roadbook_core::Library;
use roadbook_core::library::Scope;
use roadbook_core::model::{DocumentContent, Role, RoleId};
use roadbook_dev::screen::Screen;
use roadbook_dev::window::Window;
use tempfile::TempDir;

pub struct Desk {
    home: TempDir,
    pub screen: Screen,
    pictures: PathBuf,
}

impl Desk {
    /// `test` names the folder below `target/` in which pictures of failures are left.
    pub fn new(test: &str) -> Self {
        let pictures = Path::new(env!("CARGO_TARGET_TMPDIR")).join("e2e").join(test);
        let _ = std::fs::remove_dir_all(&pictures);
        Self { home: tempfile::tempdir().unwrap(), screen: Screen::new(1600, 1000), pictures }
    }

    /// The window on a library, or on the welcome when none was open before.
    pub fn open(&self, arguments: &[&str]) -> Window {
        Window::open_on(&self.screen, Path::new(PROGRAM), arguments, self.home.path(), &self.pictures)
    }

    /// Where a picture is left for whoever looks after the test.
    pub fn left(&self, name: &str) -> PathBuf {
        std::fs::create_dir_all(&self.pictures).unwrap();
        self.pictures.join(name)
    }

    /// In the home folder.
    pub fn path(&self, name: &str) -> PathBuf {
        self.home.path().join(name)
    }

    /// Where the window makes a library of this name.
    pub fn library(&self, name: &str) -> PathBuf {
        self.home.path().join("Documents/Roadbook").join(name)
    }

    /// The program on this screen, as a person starts it: no driver, a home as the window has it.
    pub fn program(&self, arguments: &[&str]) -> Command {
        let mut command = self.screen.command(PROGRAM);
        let home = self.home.path();
        command.args(arguments).env("HOME", home).env("NO_AT_BRIDGE", "1");
        for (name, folder) in
            [("DATA", "data"), ("CONFIG", "config"), ("CACHE", "cache"), ("STATE", "state"), ("RUNTIME", "run")]
        {
            let name = if name == "RUNTIME" { "XDG_RUNTIME_DIR".into() } else { format!("XDG_{name}_HOME") };
            std::fs::create_dir_all(home.join(folder)).unwrap();
            command.env(name, home.join(folder));
        }
        command
    }

    pub fn command_line(&self, arguments: &[&str]) -> Output {
        self.program(arguments).env_remove("DISPLAY").output().unwrap()
    }

    /// The window on a new sample library.
    pub fn open_sample(&self) -> Window {
        let library = self.path("Sample").display().to_string();
        assert!(self.command_line(&["new", &library, "--sample"]).status.success());
        let window = self.open(&["open", &library]);
        window.find("[data-testid=sidebar]");
        window
    }

    /// The only library that the window has made.
    pub fn only_library(&self) -> PathBuf {
        let made: Vec<_> = std::fs::read_dir(self.library("")).unwrap().map(|entry| entry.unwrap().path()).collect();
        assert_eq!(made.len(), 1, "one library was made: {made:?}");
        made[0].clone()
    }

    /// The documents of a library, by their ids, read by the core after the window has gone.
    pub fn documents(&self, library: &Path) -> Vec<DocumentContent> {
        self.records(library).0
    }

    /// [`Desk::documents`], and the roles.
    pub fn records(&self, library: &Path) -> (Vec<DocumentContent>, BTreeMap<RoleId, Role>) {
        let places = roadbook::shell::Places {
            config: self.path("other-config"),
            state: self.path("other-state"),
            backups: self.path("other-backups"),
            libraries: self.path("Documents/Roadbook"),
        };
        let library = Library::open(library, roadbook::shell::outside(&places)).expect("the library opens");
        assert_eq!(library.verify().unwrap(), Vec::<String>::new(), "the library is sound");
        let mut snapshot = library.snapshot(&Scope::All).unwrap();
        library.close().unwrap();
        snapshot.documents.sort_by_key(|content| content.document.id);
        (snapshot.documents, snapshot.roles)
    }
}

pub const PROGRAM: &str = env!("CARGO_BIN_EXE_roadbook");
