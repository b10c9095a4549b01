//! Fonts of this computer, for characters that the bundled faces lack: Chinese, Japanese, Korean, emoji.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use fontdb::{Database, FaceInfo, ID, Source, Style, Weight};

/// Such fonts are large; an export does not need many.
const FILES: usize = 6;

/// In this order before all others: complete ones, that look like ours.
const PREFERRED: [&str; 12] = [
    "Noto Sans CJK SC",
    "Noto Sans CJK JP",
    "Noto Sans CJK KR",
    "PingFang SC",
    "Hiragino Sans",
    "Apple SD Gothic Neo",
    "Microsoft YaHei",
    "Yu Gothic",
    "Malgun Gothic",
    "Noto Color Emoji",
    "Apple Color Emoji",
    "Segoe UI Emoji",
];

/// The fewest files, as far as that is quickly found, that have these characters. Takes as long as reading
/// the system's fonts; nothing is read when nothing is lacking.
pub fn with(lacking: &BTreeSet<char>) -> Vec<Vec<u8>> {
    if lacking.is_empty() {
        return vec![];
    }
    let mut fonts = Database::new();
    fonts.load_system_fonts();
    let mut faces: Vec<&FaceInfo> = fonts.faces().filter(|face| is_plain(face)).collect();
    faces.sort_by_key(|face| rank(face));

    let mut wanted = lacking.clone();
    let mut files = BTreeMap::new();
    for face in faces {
        if wanted.is_empty() || files.len() == FILES {
            break;
        }
        let has = covered(&fonts, face.id, &wanted);
        if !has.is_empty() {
            wanted.retain(|letter| !has.contains(letter));
            files.entry(file(face)).or_insert(face.id);
        }
    }
    files.into_values().filter_map(|id| fonts.with_face_data(id, |bytes, _| bytes.to_vec())).collect()
}

fn is_plain(face: &FaceInfo) -> bool {
    // Coloured emoji are all of one width, and say so.
    let proportional = !face.monospaced || rank(face).0 < PREFERRED.len();
    face.style == Style::Normal && face.weight == Weight::NORMAL && proportional
}

fn rank(face: &FaceInfo) -> (usize, String) {
    let family = face.families.first().map_or("", |(name, _)| name);
    let known = PREFERRED.iter().position(|preferred| *preferred == family);
    (known.unwrap_or(PREFERRED.len()), family.to_owned())
}

fn covered(fonts: &Database, face: ID, wanted: &BTreeSet<char>) -> BTreeSet<char> {
    let has = fonts.with_face_data(face, |bytes, index| {
        let face = ttf_parser::Face::parse(bytes, index).ok()?;
        Some(wanted.iter().copied().filter(|letter| face.glyph_index(*letter).is_some()).collect())
    });
    has.flatten().unwrap_or_default()
}

/// A collection holds many faces; it is handed over once.
fn file(face: &FaceInfo) -> PathBuf {
    match &face.source {
        Source::File(path) | Source::SharedFile(path, _) => path.clone(),
        Source::Binary(_) => PathBuf::from(face.post_script_name.clone()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_read_for_nothing() {
        assert!(with(&BTreeSet::new()).is_empty());
    }

    #[test]
    fn what_is_found_has_the_characters() {
        // A private character that no font should have, and one that most systems' fonts have.
        let found = with(&BTreeSet::from(['\u{f8ff0}', 'א']));
        for bytes in found {
            let face = ttf_parser::Face::parse(&bytes, 0).expect("a font was handed over");
            assert!(face.number_of_glyphs() > 0);
        }
    }
}
