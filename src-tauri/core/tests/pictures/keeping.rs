//! The picture files of a library and the cache beside them. (SAFETY.md, tests 2, 5, 11 and the write order)

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;

use image::{Rgb, RgbImage};
use roadbook_core::ErrorCode;
use roadbook_core::assets::Assets;
use roadbook_core::model::{Asset, AssetHash, Figure, Rect, ShapeForm};
use roadbook_core::pixels::{Imported, Quality, burn, import};
use tempfile::TempDir;

use crate::making::*;

struct Kept {
    folder: TempDir,
    assets: Assets,
}

impl Kept {
    fn new() -> Self {
        let folder = TempDir::new().unwrap();
        let assets = Assets::open(folder.path(), false).unwrap();
        Self { folder, assets }
    }

    fn store(&self, imported: &Imported) -> Asset {
        self.assets.store(imported, "shot.png", 1_700_000_000_000).unwrap()
    }

    fn again(&self) -> Assets {
        Assets::open(self.folder.path(), false).unwrap()
    }

    fn path(&self, hash: &AssetHash) -> PathBuf {
        self.folder.path().join("assets").join(&hash.as_str()[..2]).join(hash.as_str())
    }

    /// Every file below assets/, sorted.
    fn files(&self) -> Vec<String> {
        let mut found = vec![];
        for shelf in fs::read_dir(self.folder.path().join("assets")).into_iter().flatten() {
            for file in fs::read_dir(shelf.unwrap().path()).into_iter().flatten() {
                found.push(file.unwrap().file_name().into_string().unwrap());
            }
        }
        found.sort();
        found
    }
}

fn picture(width: u32) -> Imported {
    import(&png(pattern(width, 30)), "shot.png").unwrap()
}

fn set(hashes: &[&AssetHash]) -> BTreeSet<AssetHash> {
    hashes.iter().map(|&hash| hash.clone()).collect()
}

#[test]
fn a_picture_is_kept_under_its_hash_and_read_back() {
    let kept = Kept::new();
    let imported = picture(40);
    let asset = kept.assets.store(&imported, r"C:\Users\Jane\Shots\till \u{202e}gnp.png", 5).unwrap();
    assert_eq!(asset.hash, *imported.hash());
    assert_eq!((asset.mime.as_str(), asset.width, asset.height), ("image/png", 40, 30));
    assert_eq!((asset.size, asset.imported_at), (imported.bytes().len() as u64, 5));
    assert_eq!(
        kept.assets.store(&imported, "/home/jane/till \u{202e}gnp.png\n", 5).unwrap().source_name,
        "till gnp.png"
    );
    assert_eq!(kept.files(), [asset.hash.as_str()], "the one file, and no temporary one");
    assert_eq!(kept.again().original(&asset.hash).unwrap(), imported.bytes());
    kept.again().check(&asset.hash).unwrap();
}

#[test]
fn nothing_is_ever_overwritten() {
    let kept = Kept::new();
    let imported = picture(40);
    let path = kept.path(&kept.store(&imported).hash);
    let before = fs::metadata(&path).unwrap();
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| kept.store(&imported));
        }
    });
    let after = fs::metadata(&path).unwrap();
    assert_eq!(before.modified().unwrap(), after.modified().unwrap());
    #[cfg(unix)]
    assert_eq!(std::os::unix::fs::MetadataExt::ino(&before), std::os::unix::fs::MetadataExt::ino(&after));
    assert_eq!(kept.files().len(), 1);
}

#[test]
fn a_missing_picture_is_an_error_that_says_so() {
    let kept = Kept::new();
    let asset = kept.store(&picture(40));
    fs::remove_file(kept.path(&asset.hash)).unwrap();
    let assets = kept.again();
    for error in [
        assets.original(&asset.hash).unwrap_err(),
        assets.check(&asset.hash).unwrap_err(),
        assets.burned(&figure(&asset.hash)).unwrap_err(),
        assets.scaled(&figure(&asset.hash), 10).unwrap_err(),
    ] {
        assert_eq!(error.code, ErrorCode::NotFound);
        assert!(error.message.contains("missing"), "{}", error.message);
    }
    assert_eq!(assets.missing(&set(&[&asset.hash])), std::slice::from_ref(&asset.hash));
    kept.store(&picture(40));
    assert!(assets.missing(&set(&[&asset.hash])).is_empty(), "storing it again mends it");
}

#[test]
fn an_altered_picture_is_not_used_and_can_be_mended() {
    let kept = Kept::new();
    let asset = kept.store(&picture(40));
    let path = kept.path(&asset.hash);
    for altered in [b"".to_vec(), b"other".to_vec(), [fs::read(&path).unwrap(), vec![0]].concat()] {
        fs::write(&path, &altered).unwrap();
        let assets = kept.again();
        assert_eq!(assets.original(&asset.hash).unwrap_err().code, ErrorCode::Damaged);
        assert_eq!(assets.check(&asset.hash).unwrap_err().code, ErrorCode::Damaged);
        assert_eq!(assets.burned(&figure(&asset.hash)).unwrap_err().code, ErrorCode::Damaged);
        kept.store(&picture(40));
        assets.check(&asset.hash).unwrap();
    }
    let unknown = kept.assets.unknown_files(&set(&[&asset.hash])).unwrap();
    let shelf = &asset.hash.as_str()[..2];
    let aside: Vec<String> = (1..=3).map(|number| format!("{shelf}/{}.altered-{number}", asset.hash)).collect();
    assert_eq!(unknown, aside, "what was there is set aside, not overwritten");
}

#[test]
fn what_a_crash_leaves_is_no_picture_and_is_collected() {
    let kept = Kept::new();
    let (one, two) = (kept.store(&picture(40)), kept.store(&picture(41)));
    // As after a kill between the first byte and the rename, and between the file and its row.
    let leftover = kept.path(&one.hash).with_file_name(".new-1-0");
    fs::write(&leftover, b"half a pict").unwrap();
    fs::write(kept.folder.path().join("assets").join("notes.txt"), b"mine").unwrap();
    let assets = kept.again();
    let known = set(&[&one.hash]);
    let orphan = format!("{}/{}", &two.hash.as_str()[..2], two.hash);
    let mut expected = vec![orphan, "notes.txt".to_owned()];
    expected.sort();
    assert_eq!(assets.unknown_files(&known).unwrap(), expected);
    assert!(kept.assets.collect(&set(&[&two.hash])).unwrap().is_empty(), "never in the session that stored it");
    assert_eq!(assets.collect(&set(&[&two.hash])).unwrap(), [two.hash]);
    assert_eq!(kept.files(), [one.hash.as_str()]);
    assert!(kept.folder.path().join("assets/notes.txt").exists(), "what is not ours stays");
}

#[test]
fn a_failed_write_leaves_nothing() {
    let kept = Kept::new();
    let imported = picture(40);
    fs::create_dir(kept.folder.path().join("assets")).unwrap();
    fs::write(kept.folder.path().join("assets").join(&imported.hash().as_str()[..2]), b"in the way").unwrap();
    kept.assets.store(&imported, "", 0).unwrap_err();
    assert!(kept.files().is_empty());
    let gone = Assets::open(&kept.folder.path().join("nowhere"), false);
    assert_eq!(gone.err().map(|error| error.code), Some(ErrorCode::NotFound));
}

#[test]
#[cfg(unix)]
fn a_link_or_a_folder_in_a_pictures_place_is_not_followed() {
    let kept = Kept::new();
    let asset = kept.store(&picture(40));
    let path = kept.path(&asset.hash);
    let elsewhere = kept.folder.path().join("elsewhere");
    fs::rename(&path, &elsewhere).unwrap();
    std::os::unix::fs::symlink(&elsewhere, &path).unwrap();
    assert_eq!(kept.again().original(&asset.hash).unwrap_err().code, ErrorCode::Damaged);
    fs::remove_file(&path).unwrap();
    fs::create_dir(&path).unwrap();
    assert_eq!(kept.again().original(&asset.hash).unwrap_err().code, ErrorCode::Damaged);
    assert_eq!(kept.again().missing(&set(&[&asset.hash])), [asset.hash]);
}

#[test]
fn a_library_for_reading_only_is_left_untouched() {
    let kept = Kept::new();
    let asset = kept.store(&picture(40));
    for name in ["cache.db", "cache.db-wal"] {
        let _ = fs::remove_file(kept.folder.path().join(name));
    }
    let assets = Assets::open(kept.folder.path(), true).unwrap();
    assert_eq!(assets.store(&picture(41), "", 0).unwrap_err().code, ErrorCode::ReadOnly);
    assert!(assets.collect(&set(&[&asset.hash])).unwrap().is_empty());
    let mut figure = figure(&asset.hash);
    figure.crop = Some(Rect::new(0.0, 0.0, 0.5, 0.5));
    let first = assets.burned(&figure).unwrap();
    assert_eq!(first, assets.burned(&figure).unwrap());
    assets.discard_cache();
    assert_eq!(first, assets.burned(&figure).unwrap());
    let left: Vec<_> = fs::read_dir(kept.folder.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(left, ["assets"], "not even a cache");
}

#[test]
fn burned_pictures_come_from_the_cache_and_follow_the_figure() {
    let kept = Kept::new();
    let imported = picture(400);
    let asset = kept.store(&imported);
    let mut figure = figure(&asset.hash);
    assert_eq!(kept.assets.burned(&figure).unwrap().bytes(), imported.bytes());
    figure.shapes.push(redaction(Rect::new(0.1, 0.1, 0.3, 0.3)));
    let redacted = kept.assets.burned(&figure).unwrap();
    assert_eq!(redacted, burn(imported.bytes(), &figure).unwrap());
    figure.crop = Some(Rect::new(0.0, 0.0, 0.5, 1.0));
    let cropped = kept.assets.burned(&figure).unwrap();
    assert_eq!(cropped.width(), 200);
    assert_ne!(cropped.hash(), redacted.hash());
    let small = kept.assets.scaled(&figure, 50).unwrap();
    assert_eq!((small.width(), small.height()), (50, 8));
    assert_eq!(kept.assets.scaled(&figure, 500).unwrap(), cropped, "never enlarged");
    let mut other_mark = figure.clone();
    other_mark.shapes.push(redaction(Rect::default()));
    other_mark.shapes[1].form = ShapeForm::Rectangle { rect: Rect::new(0.2, 0.2, 0.2, 0.2) };

    drop(kept.assets);
    let assets = Assets::open(kept.folder.path(), false).unwrap();
    fs::remove_file(kept.folder.path().join("assets").join(&asset.hash.as_str()[..2]).join(asset.hash.as_str()))
        .unwrap();
    assert_eq!(assets.burned(&figure).unwrap(), cropped, "without its file, so from the cache");
    assert_eq!(assets.burned(&other_mark).unwrap(), cropped, "marks are not pixels");
    assert_eq!(assets.scaled(&figure, 50).unwrap(), small);
    assets.collect(&set(&[&asset.hash])).unwrap();
}

#[test]
fn nothing_made_from_a_collected_picture_stays() {
    let kept = Kept::new();
    let asset = kept.store(&picture(400));
    let mut figure = figure(&asset.hash);
    figure.crop = Some(Rect::new(0.0, 0.0, 0.5, 1.0));
    let secret = kept.assets.burned(&figure).unwrap();
    drop(kept.assets);
    let assets = Assets::open(kept.folder.path(), false).unwrap();
    assert_eq!(assets.collect(&set(&[&asset.hash])).unwrap(), [asset.hash]);
    assert_eq!(assets.burned(&figure).unwrap_err().code, ErrorCode::NotFound);
    for entry in fs::read_dir(kept.folder.path()).unwrap() {
        let path = entry.unwrap().path();
        if path.is_file() {
            lacks(&fs::read(path).unwrap(), &secret.bytes()[60..200]);
        }
    }
}

#[test]
fn a_cache_that_lies_is_not_believed() {
    let kept = Kept::new();
    let asset = kept.store(&picture(400));
    let mut figure = figure(&asset.hash);
    figure.shapes.push(redaction(Rect::new(0.1, 0.1, 0.3, 0.3)));
    let right = kept.assets.burned(&figure).unwrap();
    let folder = kept.folder;
    drop(kept.assets);
    let cache = folder.path().join("cache.db");
    let mut bytes = fs::read(&cache).unwrap();
    let at = bytes.windows(4).position(|part| part == b"IDAT").unwrap();
    bytes[at + 100] ^= 1;
    fs::write(&cache, bytes).unwrap();
    assert_eq!(Assets::open(folder.path(), false).unwrap().burned(&figure).unwrap(), right, "made again");
    fs::write(&cache, b"nonsense").unwrap();
    assert_eq!(Assets::open(folder.path(), false).unwrap().burned(&figure).unwrap(), right, "made again");
    fs::remove_file(&cache).unwrap();
    fs::create_dir(&cache).unwrap();
    assert_eq!(Assets::open(folder.path(), false).unwrap().burned(&figure).unwrap(), right, "in memory");
}

#[test]
fn what_was_made_is_not_made_again() {
    let kept = Kept::new();
    let mut figure = figure(&kept.store(&picture(400)).hash);
    assert!(!kept.assets.take(&figure, Quality::Lossless).unwrap().made, "as it was imported");
    figure.crop = Some(Rect::new(0.0, 0.0, 0.5, 1.0));
    assert!(kept.assets.prepare(&figure).unwrap());
    assert!(!kept.assets.prepare(&figure).unwrap());
    let cropped = kept.assets.take(&figure, Quality::Lossless).unwrap();
    assert!(!cropped.made);
    figure.shapes.push(redaction(Rect::new(0.1, 0.1, 0.3, 0.3)));
    let redacted = kept.assets.take(&figure, Quality::Lossless).unwrap();
    assert!(redacted.made, "another redaction is another picture");
    assert_ne!(redacted.burned, cropped.burned);
    drop(kept.assets);
    let assets = Assets::open(kept.folder.path(), false).unwrap();
    assert!(!assets.take(&figure, Quality::Lossless).unwrap().made, "at the next start too");
}

#[test]
fn a_compact_picture_is_kept_beside_the_lossless_one() {
    let kept = Kept::new();
    let soft = RgbImage::from_fn(300, 200, |x, y| {
        let written = (x * 7 + y * 3) % 11 < 4;
        Rgb(if written { [40, 44, 52] } else { [150 + (x / 6) as u8, 140 + (y / 4) as u8, 210] })
    });
    let few = figure(&kept.store(&import(&png(RgbImage::from_pixel(300, 200, Rgb([9, 8, 7]))), "").unwrap()).hash);
    let many = kept.store(&import(&png(soft), "shot.png").unwrap());
    let mut figure = figure(&many.hash);
    let take = |assets: &Assets, figure: &Figure, quality| assets.take(figure, quality).unwrap();
    let compact = take(&kept.assets, &figure, Quality::Compact);
    assert!(compact.made && (compact.burned.bytes().len() as u64) < many.size);
    is_bare(compact.burned.bytes());
    assert_eq!(take(&kept.assets, &figure, Quality::Lossless).burned.hash(), &many.hash, "that one is as it was");
    assert_eq!(kept.assets.lossless_bytes(&figure).unwrap(), many.size);
    figure.crop = Some(Rect::new(0.0, 0.0, 0.5, 1.0));
    figure.shapes.push(redaction(Rect::new(0.1, 0.1, 0.3, 0.3)));
    let other = take(&kept.assets, &figure, Quality::Compact);
    assert!(other.made && other.burned.width() == 150);
    let lossless = take(&kept.assets, &figure, Quality::Lossless);
    assert!(!lossless.made, "it was made on the way");
    assert_eq!(kept.assets.lossless_bytes(&figure).unwrap(), lossless.burned.bytes().len() as u64);
    assert!(!take(&kept.assets, &few, Quality::Compact).made, "few colours are compact as they are");
    drop(kept.assets);
    let assets = Assets::open(kept.folder.path(), false).unwrap();
    let again = take(&assets, &figure, Quality::Compact);
    assert_eq!((again.burned, again.made), (other.burned, false), "at the next start too");
}

#[test]
fn a_cache_deleted_while_it_is_open_is_begun_anew() {
    let kept = Kept::new();
    let asset = kept.store(&picture(400));
    let mut figure = figure(&asset.hash);
    figure.crop = Some(Rect::new(0.0, 0.0, 0.5, 1.0));
    let first = kept.assets.take(&figure, Quality::Lossless).unwrap();
    assert!(first.made);
    // Where an open file cannot be deleted there is nothing to see to.
    if fs::remove_file(kept.folder.path().join("cache.db")).is_err() {
        return;
    }
    let second = kept.assets.take(&figure, Quality::Lossless).unwrap();
    assert!(second.made, "it is as if it were empty");
    assert_eq!(second.burned, first.burned);
    assert!(!kept.assets.take(&figure, Quality::Lossless).unwrap().made);
    drop(kept.assets);
    let assets = Assets::open(kept.folder.path(), false).unwrap();
    assert!(!assets.take(&figure, Quality::Lossless).unwrap().made, "and it is on the disk again");
}

#[test]
fn many_threads_may_ask_at_once() {
    fn shared<T: Send + Sync>(_: &T) {}
    let kept = Kept::new();
    shared(&kept.assets);
    let asset = kept.store(&picture(300));
    std::thread::scope(|scope| {
        for number in 1..=6 {
            let (assets, mut figure) = (&kept.assets, figure(&asset.hash));
            figure.crop = Some(Rect::new(0.0, 0.0, 0.1 * f64::from(number % 3 + 1), 1.0));
            scope.spawn(move || {
                for width in 1..8 {
                    assert!(assets.scaled(&figure, width * 5).unwrap().width() <= width * 5);
                }
            });
        }
    });
}
