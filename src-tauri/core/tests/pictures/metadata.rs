//! What rides along in a file ends at the import. (SAFETY.md, test 16)

use roadbook_core::model::AssetHash;
use roadbook_core::pixels::{burn, import};

use crate::making::*;

/// Imported and burned, the secret is in neither, nor is anything beside the picture.
#[track_caller]
fn check(bytes: &[u8], secret: &[u8]) {
    assert!(bytes.windows(secret.len()).any(|part| part == secret), "the test's own file has the secret");
    let imported = import(bytes, "secret").unwrap();
    let as_it_is = figure(&AssetHash::default());
    let (width, height) = (imported.width(), imported.height());
    let mut cropped = as_it_is.clone();
    cropped.crop = Some(fractions(width, height, [0.0, 0.0, 8.0, 8.0]));
    let hidden = redacted(width, height, &[[1.0, 1.0, 3.0, 3.0]]);
    for figure in [as_it_is, cropped, hidden] {
        let burned = burn(imported.bytes(), &figure).unwrap();
        // A library from elsewhere may hold files that we did not encode.
        let straight = burn(bytes, &figure).unwrap();
        for bytes in [imported.bytes(), burned.bytes(), straight.bytes()] {
            is_bare(bytes);
            lacks(bytes, secret);
        }
    }
}

#[test]
fn place_thumbnail_and_comments_of_a_jpeg_are_gone() {
    let plain = jpeg(pattern(24, 24));
    let place = exif(1, b"GPS 48.2082 N 16.3738 E");
    check(&with_segments(&plain, &[segment(0xe1, &[b"Exif\0\0", place.as_slice()].concat())]), b"48.2082 N");
    let thumbnail = exif(1, &jpeg(pattern(8, 8)));
    let secret = jpeg(pattern(8, 8));
    check(&with_segments(&plain, &[segment(0xe1, &[b"Exif\0\0", thumbnail.as_slice()].concat())]), &secret);
    check(
        &with_segments(&plain, &[segment(0xe1, b"http://ns.adobe.com/xap/1.0/\0<x:xmpmeta>Jane</x:xmpmeta>")]),
        b"Jane",
    );
    check(&with_segments(&plain, &[segment(0xed, b"Photoshop 3.0\0 by Jane")]), b"Jane");
    check(&with_segments(&plain, &[segment(0xfe, b"for Jane only")]), b"Jane");
    check(&with_segments(&plain, &[segment(0xe2, b"ICC_PROFILE\0\x01\x01 Jane's display")]), b"Jane");
}

#[test]
fn bytes_after_the_end_are_gone() {
    let secret = b"the password is tulip";
    for bytes in [png(pattern(24, 24)), png(pattern_with_alpha(24, 24)), jpeg(pattern(24, 24))] {
        check(&[bytes.as_slice(), secret].concat(), secret);
        // A second picture behind the first, as phones append one.
        check(&[bytes.as_slice(), &bytes, secret].concat(), secret);
    }
}

#[test]
fn text_and_unknown_chunks_of_a_png_are_gone() {
    let plain = png(pattern(24, 24));
    check(&with_chunks(&plain, &[chunk(b"tEXt", b"Author\0Jane")]), b"Jane");
    check(&with_chunks(&plain, &[chunk(b"eXIf", &exif(1, b"Jane"))]), b"Jane");
    check(&with_chunks(&plain, &[chunk(b"tIME", b"\x07\xea\x0b\x15Jan")]), b"\x07\xea\x0b\x15Jan");
    check(&with_chunks(&plain, &[chunk(b"prVt", b"Jane")]), b"Jane");
}
