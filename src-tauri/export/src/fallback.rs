//! What happens to letters that no bundled face has: fonts of this computer take their place, and a sentence
//! says so where nobody has them.

use std::collections::BTreeSet;

use resvg::usvg::FallbackSelectionFn;
use resvg::usvg::fontdb::{Database, FaceInfo, Style};
use roadbook_core::fonts;
use ttf_parser::Face;

use crate::text::is_invisible;

/// Which of these letters have no picture in a bundled face.
pub fn lacking(letters: &BTreeSet<char>) -> BTreeSet<char> {
    letters.iter().copied().filter(|c| !is_invisible(*c) && !fonts::has(*c)).collect()
}

/// Which of them these font files do not have either.
pub fn left(mut lacking: BTreeSet<char>, files: &[Vec<u8>]) -> BTreeSet<char> {
    for file in files {
        let faces = ttf_parser::fonts_in_collection(file).unwrap_or(1);
        for face in (0..faces).filter_map(|index| Face::parse(file, index).ok()) {
            lacking.retain(|c| face.glyph_index(*c).is_none());
        }
    }
    lacking
}

/// What is said about letters that no font has; `what` shows them ("PDF").
pub fn warning(lacking: &BTreeSet<char>, what: &str) -> Vec<String> {
    if lacking.is_empty() {
        return vec![];
    }
    let some: Vec<String> = lacking.iter().take(8).map(|c| format!("{c} (U+{:04X})", *c as u32)).collect();
    let more = match lacking.len() - some.len() {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    let some = some.join(", ");
    vec![format!(
        "No font on this computer has {some}{more}; the {what} shows an empty box there. Install a font that has it."
    )]
}

/// Among the faces that have the letter, the one whose weight is nearest, and of those the first.
pub fn resolver() -> FallbackSelectionFn<'static> {
    Box::new(|letter, tried, fonts| {
        let fonts: &Database = fonts;
        let weight = tried.first().and_then(|id| fonts.face(*id)).map_or(400, |face| face.weight.0);
        let fits =
            |face: &&FaceInfo| face.style == Style::Normal && !tried.contains(&face.id) && has(fonts, face, letter);
        let face = fonts.faces().filter(fits).min_by_key(|face| face.weight.0.abs_diff(weight));
        face.map(|face| face.id)
    })
}

fn has(fonts: &Database, face: &FaceInfo, letter: char) -> bool {
    let found = fonts.with_face_data(face.id, |file, index| {
        Face::parse(file, index).is_ok_and(|face| face.glyph_index(letter).is_some())
    });
    found.unwrap_or_default()
}
