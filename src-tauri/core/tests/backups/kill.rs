//! kill -9 at any moment of a backup: those on the list are whole, and the next one goes through.
//!
//! The test starts itself as the process to be killed.

use std::io::{BufRead, BufReader, Write};
use std::ops::ControlFlow;
use std::path::Path;
use std::process::{Command, Stdio};

use roadbook_core::Library;
use roadbook_core::backup::Shelf;
use roadbook_core::model::DocumentKind;

use super::shelf::{back_up, files, kept};
use super::support::{Fixture, id, outside_with};

const LIBRARY: &str = "ROADBOOK_TEST_KILL_BACKUP";

#[test]
fn backups_on_the_list_are_whole_after_a_kill() {
    if let Some(path) = std::env::var_os(LIBRARY) {
        back_up_for_ever(Path::new(&path));
    }
    let closed = kept().close();
    let mut made = 0;
    for round in 0..6_u64 {
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "kill::backups_on_the_list_are_whole_after_a_kill", "--nocapture"])
            .env(LIBRARY, closed.folder.path())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines().map(Result::unwrap);
        made += lines.by_ref().filter(|line| line.starts_with("made")).take(2).count();
        std::thread::sleep(std::time::Duration::from_micros(1500 * round));
        child.kill().unwrap();
        child.wait().unwrap();
        made += lines.filter(|line| line.starts_with("made")).count();

        let list = Shelf::of(&closed.backups, &closed.path()).unwrap().list();
        assert!(list.len() >= made.min(6), "{made} were made, {} are there", list.len());
        let newest = closed.folder.path().join(format!("restored {round}"));
        let shelf = Shelf::of(&closed.backups, &closed.path()).unwrap();
        let restored = shelf.restore(None, &newest, |_, _| ControlFlow::Continue(())).unwrap();
        assert_eq!(restored.missing, 0);
        let library = Library::open(&newest, outside_with(&closed.backups.join("elsewhere"))).unwrap();
        assert_eq!(library.verify().unwrap(), [] as [&str; 0]);
    }
    back_up(&mut closed.open().unwrap()).unwrap();
    let left = files(&closed.backups);
    assert!(left.iter().all(|file| !file.contains("/.new-") || file.starts_with("assets/")), "{left:?}");
}

fn back_up_for_ever(folder: &Path) -> ! {
    let library = Library::open(&folder.join("Bakery"), outside_with(&folder.join("data/backups"))).unwrap();
    let mut fixture = Fixture { library, folder: tempfile::tempdir().unwrap() };
    // Ids count from one in each process, so each life of the process starts far from the others.
    for _ in 0..(fixture.all().documents.len() + 1) * 200 {
        id();
    }
    for shade in 0.. {
        let sop = fixture.document(DocumentKind::Sop, "Bake bread");
        fixture.figure(sop, None, shade % 200 + 20);
        back_up(&mut fixture.library).unwrap();
        let mut out = std::io::stdout().lock();
        writeln!(out, "made").unwrap();
        out.flush().unwrap();
    }
    unreachable!("it is killed")
}
