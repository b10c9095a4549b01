//! Test files from elsewhere: PngSuite, and those of the `image` crate.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use image::DynamicImage;
use roadbook_core::ErrorCode;
use roadbook_core::pixels::import;

use crate::making::*;

/// The files below a folder of the shared cases, none where that is absent.
#[expect(clippy::print_stderr, reason = "a test that could not look says so")]
fn files(folder: &str) -> Vec<(String, Vec<u8>)> {
    let cases = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/cases").join(folder);
    let mut found = vec![];
    let mut folders = vec![cases.clone()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).into_iter().flatten() {
            let path: PathBuf = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ["png", "jpg", "gif", "webp"].iter().any(|e| ending == *e))
            {
                found.push((path.file_name().unwrap().to_string_lossy().into_owned(), std::fs::read(path).unwrap()));
            }
        }
    }
    if found.is_empty() {
        eprintln!("There are no files in {}: this test has checked nothing.", cases.display());
    }
    found.sort();
    found
}

#[test]
fn png_suite_comes_in_and_its_corrupt_files_do_not() {
    for (name, bytes) in files("pngsuite") {
        let begin = Instant::now();
        let result = import(&bytes, &name);
        assert!(begin.elapsed() < Duration::from_secs(1), "{name} took {:?}", begin.elapsed());
        if name.starts_with('x') {
            assert_eq!(result.unwrap_err().code, ErrorCode::Picture, "{name} is corrupt");
            continue;
        }
        let imported = result.unwrap_or_else(|error| panic!("{name}: {error} {:?}", error.detail));
        is_bare(imported.bytes());
        let expected = image::load_from_memory(&bytes).unwrap().to_rgba8();
        let found = image::load_from_memory(imported.bytes()).unwrap();
        let opaque = expected.pixels().all(|pixel| pixel[3] == 255);
        assert_eq!(matches!(found, DynamicImage::ImageRgb8(_)), opaque, "{name}: alpha only where it shows");
        let apart = found.to_rgba8().as_raw().iter().zip(expected.as_raw()).map(|(a, b)| a.abs_diff(*b)).max();
        assert!(apart <= Some(1), "{name}: {apart:?} apart");
    }
}

#[test]
fn photos_and_animations_come_in_bare() {
    for (name, bytes) in files("pictures") {
        let result = import(&bytes, &name);
        let imported = result.unwrap_or_else(|error| panic!("{name}: {error} {:?}", error.detail));
        is_bare(imported.bytes());
        let jpeg = name.ends_with(".jpg");
        assert_eq!(imported.mime(), if jpeg { "image/jpeg" } else { "image/png" }, "{name}");
        for secret in [b"Exif".as_slice(), b"xmp", b"8BIM", b"ICC_PROFILE"] {
            lacks(imported.bytes(), secret);
        }
    }
}

#[test]
fn a_portrait_stands_upright() {
    for (name, bytes) in files("pictures/jpg") {
        if name == "portrait_2.jpg" {
            let imported = import(&bytes, &name).unwrap();
            assert!(imported.height() > imported.width(), "{} x {}", imported.width(), imported.height());
        }
    }
}
