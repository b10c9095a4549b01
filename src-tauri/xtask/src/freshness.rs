//! What need not be done again. Content decides where it can: a checkout of another branch, or generated
//! files written anew with the same text, change times and nothing else.

use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io;
use std::path::Path;
use std::time::SystemTime;

/// Whether `npm ci` must run: npm writes `installed` as its last act.
pub fn packages_are_stale(lock: Option<SystemTime>, installed: Option<SystemTime>) -> bool {
    match (lock, installed) {
        (Some(lock), Some(installed)) => lock >= installed,
        _ => true,
    }
}

/// What we know about the last build of the UI that we ran.
pub struct LastBuild {
    pub fingerprint: String,
    pub noted: SystemTime,
}

/// Whether the UI must be built. `built` is the time of `ui/dist/index.html`; when it is younger than our
/// note, somebody else built it, from sources that we have not seen.
pub fn build_is_stale(last: Option<&LastBuild>, built: Option<SystemTime>, fingerprint: &str) -> bool {
    match (last, built) {
        (Some(last), Some(built)) => last.fingerprint != fingerprint || last.noted < built,
        _ => true,
    }
}

pub fn modified(path: &Path) -> Option<SystemTime> {
    fs::metadata(path).ok()?.modified().ok()
}

/// A short text that changes when any source file below `folder` does.
pub fn fingerprint(folder: &Path) -> io::Result<String> {
    let mut hasher = DefaultHasher::new();
    add(folder, Path::new(""), &mut hasher)?;
    Ok(format!("{:016x}", hasher.finish()))
}

fn add(folder: &Path, relative: &Path, hasher: &mut DefaultHasher) -> io::Result<()> {
    let mut entries = fs::read_dir(folder)?.collect::<io::Result<Vec<_>>>()?;
    entries.sort_by_key(fs::DirEntry::file_name);
    for entry in entries {
        let name = entry.file_name();
        if is_no_source(&name.to_string_lossy()) {
            continue;
        }
        let relative = relative.join(&name);
        if entry.file_type()?.is_dir() {
            add(&entry.path(), &relative, hasher)?;
        } else {
            relative.hash(hasher);
            fs::read(entry.path())?.hash(hasher);
        }
    }
    Ok(())
}

/// Results of tools (paraglide writes its messages at each build), and folders that tools keep for themselves.
fn is_no_source(name: &str) -> bool {
    const RESULTS: [&str; 6] = ["node_modules", "dist", "paraglide", "test-results", "playwright-report", "coverage"];
    name.starts_with('.') || RESULTS.contains(&name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    fn at(second: u64) -> SystemTime {
        SystemTime::UNIX_EPOCH + Duration::from_secs(second)
    }

    #[test]
    fn packages() {
        assert!(packages_are_stale(Some(at(1)), None), "never installed");
        assert!(packages_are_stale(Some(at(3)), Some(at(2))), "lock changed");
        assert!(!packages_are_stale(Some(at(2)), Some(at(3))));
    }

    #[test]
    fn builds() {
        let last = LastBuild { fingerprint: "a".into(), noted: at(5) };
        assert!(build_is_stale(None, Some(at(4)), "a"), "not built by us");
        assert!(build_is_stale(Some(&last), None, "a"), "dist is gone");
        assert!(build_is_stale(Some(&last), Some(at(4)), "b"), "new source");
        assert!(build_is_stale(Some(&last), Some(at(6)), "a"), "built since");
        assert!(!build_is_stale(Some(&last), Some(at(4)), "a"));
    }

    #[test]
    fn a_fingerprint_follows_sources_alone() {
        let folder = std::env::temp_dir().join(format!("xtask-{}", std::process::id()));
        fs::create_dir_all(folder.join("src")).unwrap();
        fs::create_dir_all(folder.join("dist")).unwrap();
        fs::write(folder.join("src/a.ts"), "1").unwrap();
        let first = fingerprint(&folder).unwrap();

        fs::write(folder.join("dist/a.js"), "1").unwrap();
        fs::write(folder.join("src/a.ts"), "1").unwrap();
        assert_eq!(fingerprint(&folder).unwrap(), first, "no source changed");

        fs::write(folder.join("src/a.ts"), "2").unwrap();
        let second = fingerprint(&folder).unwrap();
        assert_ne!(second, first, "a source changed");

        fs::rename(folder.join("src/a.ts"), folder.join("src/b.ts")).unwrap();
        assert_ne!(fingerprint(&folder).unwrap(), second, "a source was renamed");
        fs::remove_dir_all(&folder).unwrap();
    }
}
