//! Folders that something else writes into as well: a cloud's, or another machine's.

use std::fs;
use std::path::Path;

use roadbook_core::Result;

use super::desk::Urgency;
use super::doors::Office;
use super::job::JobDone;
use super::recent::id_of;

/// Tells it once for each library.
pub fn tell(office: &Office) -> Result<JobDone> {
    let path = office.desk.ask(Urgency::Read, |library| Ok(library.path().to_owned()))?;
    let keeper = keeper(&path).filter(|_| is_news(&office.places.config, &id_of(&path)));
    Ok(JobDone::SyncedFolder { keeper: keeper.map(ToOwned::to_owned) })
}

/// A list that cannot be kept makes it news again, which is a nuisance and no more.
fn is_news(config: &Path, library: &str) -> bool {
    let file = config.join("synced.json");
    let read = || -> Option<Vec<String>> { serde_json::from_slice(&fs::read(&file).ok()?).ok() };
    let mut told = read().unwrap_or_default();
    if told.iter().any(|id| id == library) {
        return false;
    }
    told.push(library.to_owned());
    let _ = fs::create_dir_all(config);
    let _ = serde_json::to_vec(&told).map(|text| fs::write(&file, text));
    true
}

/// The name of the service or network whose folder this is. The database of a library is one file that
/// changes in many places: carried away half written, or by two machines, it comes back damaged.
pub fn keeper(library: &Path) -> Option<&'static str> {
    let names = || library.components().map(|part| part.as_os_str().to_string_lossy());
    let cloud = names().find_map(|name| {
        let name = name.to_lowercase();
        Some(match name.as_str() {
            "mobile documents" | "icloud drive" | "iclouddrive" => "iCloud Drive",
            "my drive" | "google drive" | "googledrive" => "Google Drive",
            name if name == "dropbox" || name.starts_with("dropbox (") || name.starts_with("dropbox-") => "Dropbox",
            name if name == "onedrive" || name.starts_with("onedrive -") || name.starts_with("onedrive-") => "OneDrive",
            "nextcloud" | "owncloud" => "Nextcloud",
            "syncthing" => "Syncthing",
            _ => return None,
        })
    });
    cloud.or_else(|| network(library).then_some("a network drive"))
}

/// The kind of file system of the last mount on the way to the folder.
#[cfg(target_os = "linux")]
fn network(library: &Path) -> bool {
    fs::read_to_string("/proc/self/mounts").is_ok_and(|mounts| is_network(&mounts, library))
}

#[cfg(windows)]
fn network(library: &Path) -> bool {
    use std::path::{Component, Prefix};
    matches!(library.components().next(), Some(Component::Prefix(prefix))
        if matches!(prefix.kind(), Prefix::UNC(..) | Prefix::VerbatimUNC(..)))
}

#[cfg(not(any(target_os = "linux", windows)))]
fn network(_: &Path) -> bool {
    false
}

#[cfg(any(target_os = "linux", test))]
fn is_network(mounts: &str, library: &Path) -> bool {
    let mount = |line: &str| {
        let mut words = line.split(' ').skip(1);
        let place = words.next()?.replace("\\040", " ");
        library.starts_with(&place).then_some((place.len(), words.next()?.to_owned()))
    };
    // Of two mounts at the same place the later one is seen.
    let nearest = mounts.lines().filter_map(mount).max_by_key(|(length, _)| *length);
    nearest.is_some_and(|(_, kind)| {
        matches!(
            kind.as_str(),
            "nfs"
                | "nfs4"
                | "cifs"
                | "smb3"
                | "smbfs"
                | "9p"
                | "afs"
                | "ceph"
                | "davfs"
                | "fuse.sshfs"
                | "fuse.rclone"
                | "fuse.davfs2"
                | "fuse.gvfsd-fuse"
                | "fuse.google-drive-ocamlfuse"
                | "fuse.s3fs"
                | "fuse.onedriver"
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_of_clouds_are_known_by_their_names() {
        let check = |path: &str, expected| assert_eq!(keeper(Path::new(path)), expected, "{path}");
        check("/home/ada/Dropbox/Bakery", Some("Dropbox"));
        check("/home/ada/Dropbox (Personal)/Bakery", Some("Dropbox"));
        check("/Users/ada/Library/CloudStorage/OneDrive-Bakery/Bakery", Some("OneDrive"));
        check("/Users/ada/Library/Mobile Documents/com~apple~CloudDocs/Bakery", Some("iCloud Drive"));
        check("/home/ada/OneDrive - Bakery Ltd/Bakery", Some("OneDrive"));
        check("/home/ada/Documents/Dropboxes/Bakery", None);
        check("/home/ada/Documents/Bakery", None);
    }

    #[test]
    fn it_is_told_once_for_each_library() {
        let folder = tempfile::tempdir().unwrap();
        let config = folder.path().join("config");
        let told: Vec<_> = ["a", "a", "b", "a"].into_iter().map(|library| is_news(&config, library)).collect();
        assert_eq!(told, [true, false, true, false]);
    }

    #[test]
    fn network_drives_are_known_by_their_mounts() {
        let mounts = "/dev/sda1 / ext4 rw 0 0\nserver:/export /mnt/team\\040files nfs4 rw 0 0\n\
                      /dev/sdb1 /mnt/team\\040files/disk ext4 rw 0 0\n";
        let check = |path: &str, expected: bool| assert_eq!(is_network(mounts, Path::new(path)), expected, "{path}");
        check("/home/ada/Bakery", false);
        check("/mnt/team files/Bakery", true);
        check("/mnt/team files/disk/Bakery", false);
        check("/mnt/team filesystem/Bakery", false);
    }
}
