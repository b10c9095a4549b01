//! Real files in real folders: none missed, none wrong, none twice. (SAFETY.md, test 29)

use std::fs;
use std::sync::mpsc::{Receiver, channel};
use std::time::SystemTime;

use roadbook_core::pixels;
use tempfile::TempDir;

use super::*;

/// For what must come; a loaded machine may take its time.
const PATIENT: Duration = Duration::from_secs(60);
/// For what must not come: longer than a file is looked at, and than a folder without signs.
const LONG: Duration = Duration::from_millis(3500);

struct Trial {
    home: TempDir,
    watch: Watch,
    told: Receiver<WatchState>,
}

impl Trial {
    /// Watches a folder in which there are some files already.
    fn begin(files: &[&str]) -> Self {
        let home = tempfile::tempdir().unwrap();
        let (give, told) = channel();
        let give = Mutex::new(give);
        let tell = move |event| {
            if let Event::Watch(state) = event {
                let _ = give.lock().unwrap().send(*state);
            }
        };
        let folder = home.path().join("Screenshots");
        fs::create_dir(&folder).unwrap();
        let config = home.path().join("config");
        Kept::new(&config).change(|wish| wish.folder = Some(folder)).unwrap();
        let trial = Self { watch: Watch::new(&config, Arc::new(tell)), home, told };
        for name in files {
            fs::write(trial.file(name), picture(name)).unwrap();
        }
        trial.watch.set(true);
        trial
    }

    fn folder(&self) -> PathBuf {
        self.home.path().join("Screenshots")
    }

    fn file(&self, name: &str) -> PathBuf {
        self.folder().join(name)
    }

    /// Waits until exactly these wait, in this order.
    #[track_caller]
    fn expect(&self, names: &[&str]) {
        let waiting = || self.watch.state().waiting.into_iter().map(|shot| shot.name).collect::<Vec<_>>();
        let start = Instant::now();
        while waiting() != names {
            assert!(start.elapsed() < PATIENT, "there wait {:?} and not {names:?}", waiting());
            thread::sleep(Duration::from_millis(20));
        }
    }

    /// [`Trial::expect`], and it stays so.
    #[track_caller]
    fn expect_only(&self, names: &[&str]) {
        self.expect(names);
        let start = Instant::now();
        while start.elapsed() < LONG {
            self.expect(names);
            thread::sleep(Duration::from_millis(50));
        }
    }

    #[track_caller]
    fn expect_trouble(&self, about: Option<&str>) {
        let trouble = || self.watch.state().trouble;
        let said = || match (trouble(), about) {
            (None, None) => true,
            (Some(said), Some(about)) => said.contains(about),
            _ => false,
        };
        let start = Instant::now();
        while !said() {
            assert!(start.elapsed() < PATIENT, "the trouble is {:?} and not {about:?}", trouble());
            thread::sleep(Duration::from_millis(20));
        }
    }

    /// Waits for a file to be refused.
    #[track_caller]
    fn expect_refused(&self, sentence: &str) {
        loop {
            let told = self.told.recv_timeout(PATIENT).unwrap_or_else(|_| panic!("nothing says {sentence}"));
            if told.refused.iter().any(|said| said == sentence) {
                return;
            }
        }
    }
}

/// A PNG that is like no other; its bytes stand for its name.
fn picture(name: &str) -> Vec<u8> {
    let mut pixels: Vec<u8> = name.bytes().flat_map(|byte| [byte, 40, 90, 255]).collect();
    pixels.resize(32 * 4, 200);
    pixels::import_rgba(8, 4, pixels.into_iter().map(|byte| byte | 1).collect()).unwrap().bytes().to_vec()
}

#[test]
fn what_was_there_is_not_new_and_what_comes_is_offered_once() {
    let trial = Trial::begin(&["old.png"]);
    fs::write(trial.file("one.png"), picture("one")).unwrap();
    trial.expect(&["one.png"]);
    fs::write(trial.file("two.JPG"), picture("two")).unwrap();
    trial.expect(&["one.png", "two.JPG"]);

    // Renamed, touched, or written again with the same bytes, it is the same.
    fs::rename(trial.file("old.png"), trial.file("older.png")).unwrap();
    fs::File::options().append(true).open(trial.file("older.png")).unwrap().set_modified(SystemTime::now()).unwrap();
    fs::write(trial.file("one.png"), picture("one")).unwrap();
    trial.expect_only(&["one.png", "two.JPG"]);

    // Accepted, it does not come back; with another picture in it, it does.
    let taken = trial.watch.take(None);
    assert_eq!(taken.len(), 2);
    trial.expect_only(&[]);
    fs::write(trial.file("one.png"), picture("another")).unwrap();
    trial.expect_only(&["one.png"]);
}

#[test]
fn a_half_written_file_is_awaited() {
    use std::io::Write;
    let trial = Trial::begin(&[]);
    let bytes = picture("slow");
    let mut file = fs::File::create(trial.file("slow.png")).unwrap();
    for part in [&bytes[..0], &bytes[..20], &bytes[20..bytes.len() - 1]] {
        file.write_all(part).unwrap();
        file.sync_all().unwrap();
        thread::sleep(Duration::from_millis(1500));
        assert_eq!(trial.watch.state().total, 0, "it is not whole yet");
    }
    file.write_all(&bytes[bytes.len() - 1..]).unwrap();
    drop(file);
    trial.expect(&["slow.png"]);

    // Programs that write elsewhere and rename.
    fs::write(trial.file(".hidden.png"), picture("hidden")).unwrap();
    fs::write(trial.file("shot.png.part"), picture("part")).unwrap();
    trial.expect_only(&["slow.png"]);
    fs::rename(trial.file("shot.png.part"), trial.file("shot.png")).unwrap();
    trial.expect(&["slow.png", "shot.png"]);
}

#[test]
fn what_never_becomes_a_picture_is_named() {
    let trial = Trial::begin(&[]);
    fs::write(trial.file("cut.png"), &picture("cut")[..40]).unwrap();
    trial.expect_refused(
        "“cut.png” is damaged or not whole, and cannot be read. Save or copy the picture once more and try again.",
    );
    fs::write(trial.file("empty.png"), "").unwrap();
    trial.expect_refused("“empty.png” is empty: it has no bytes. Save it once more.");
    fs::write(trial.file("notes.png"), "These are the minutes of the meeting.").unwrap();
    trial.expect_refused("“notes.png” is not a picture that Roadbook reads. It reads PNG, JPEG, WebP and GIF.");
    fs::write(trial.file("notes.txt"), "What is no picture by its name is nobody's business.").unwrap();
    trial.expect_only(&[]);
    // Written on after all, it is taken.
    fs::write(trial.file("empty.png"), picture("empty")).unwrap();
    trial.expect(&["empty.png"]);
}

#[cfg(unix)]
#[test]
fn links_and_pipes_are_left_alone() {
    let trial = Trial::begin(&[]);
    let secret = trial.home.path().join("secret.png");
    fs::write(&secret, picture("secret")).unwrap();
    std::os::unix::fs::symlink(&secret, trial.file("link.png")).unwrap();
    std::os::unix::fs::symlink("/dev/zero", trial.file("zero.png")).unwrap();
    let made = std::process::Command::new("mkfifo").arg(trial.file("pipe.png")).status().unwrap();
    assert!(made.success());
    fs::create_dir(trial.file("folder.png")).unwrap();
    fs::write(trial.file("real.png"), picture("real")).unwrap();
    trial.expect_only(&["real.png"]);

    // What waits is a file; a link that takes its place before it is accepted is not read.
    fs::remove_file(trial.file("real.png")).unwrap();
    std::os::unix::fs::symlink(&secret, trial.file("real.png")).unwrap();
    let refused = super::super::import::read(&trial.file("real.png"), "real.png", super::super::import::Links::Refused);
    assert!(refused.is_err(), "a link is not followed");
    trial.expect(&[]);
}

#[test]
fn ten_thousand_at_once_are_ten_thousand() {
    let trial = Trial::begin(&[]);
    let names: Vec<String> = (0..10_000).map(|number| format!("shot {number:05}.png")).collect();
    for name in &names {
        fs::write(trial.file(name), picture(name)).unwrap();
    }
    let start = Instant::now();
    while trial.watch.state().total < 10_000 {
        assert!(start.elapsed() < 5 * PATIENT, "only {} came", trial.watch.state().total);
        thread::sleep(Duration::from_millis(50));
    }
    let state = trial.watch.state();
    assert_eq!(state.waiting.len(), SHOWN, "the window is told of the latest");
    let mut taken: Vec<String> = trial.watch.take(None).into_iter().map(|waiting| waiting.shot.name).collect();
    taken.sort();
    assert_eq!(taken, names, "none is missed and none comes twice");
    thread::sleep(LONG);
    assert_eq!(trial.watch.state().total, 0);
}

#[test]
fn a_folder_that_goes_is_told_of_and_taken_up_again() {
    let trial = Trial::begin(&["old.png"]);
    fs::write(trial.file("one.png"), picture("one")).unwrap();
    trial.expect(&["one.png"]);
    let aside = trial.home.path().join("aside");
    fs::rename(trial.folder(), &aside).unwrap();
    trial.expect_trouble(Some("Screenshots” is not there. When it comes back, watching goes on."));

    // It comes back as it was.
    fs::rename(&aside, trial.folder()).unwrap();
    trial.expect_trouble(None);
    trial.expect_only(&["one.png"]);
    fs::write(trial.file("two.png"), picture("two")).unwrap();
    trial.expect(&["one.png", "two.png"]);

    // It is made anew, with what is older than the watching and what is not.
    fs::remove_dir_all(trial.folder()).unwrap();
    trial.expect_trouble(Some("is not there"));
    fs::create_dir(&aside).unwrap();
    fs::write(aside.join("ancient.png"), picture("ancient")).unwrap();
    let ancient = SystemTime::now() - Duration::from_secs(86_400);
    fs::File::options().append(true).open(aside.join("ancient.png")).unwrap().set_modified(ancient).unwrap();
    fs::write(aside.join("three.png"), picture("three")).unwrap();
    fs::rename(&aside, trial.folder()).unwrap();
    trial.expect_only(&["three.png"]);
}

#[test]
fn what_is_wanted_is_kept_for_the_next_time() {
    let home = tempfile::tempdir().unwrap();
    let (config, library) = (home.path().join("config"), home.path().join("Bakery"));
    let kept = Kept::new(&config);
    kept.change(|wish| {
        wish.folder = Some(home.path().into());
        wish.on = vec![id_of(&library)];
        wish.arrive = Arrive::Steps;
    })
    .unwrap();
    let watch = Watch::new(&config, Arc::new(|_| ()));
    assert!(!watch.state().on, "no library is open");
    watch.opened(&library);
    assert_eq!((watch.state().on, watch.state().arrive), (true, Arrive::Steps));
    watch.opened(&home.path().join("Other"));
    assert!(!watch.state().on, "another library does not watch");
    fs::write(config.join("watch.json"), "{").unwrap();
    assert_eq!(kept.read(), wish::Wish::default(), "a broken file is no wish");
}
