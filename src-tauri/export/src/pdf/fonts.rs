//! The faces of a pack: the bundled ones, fonts of this computer where those lack a character, and a
//! warning where nobody has it.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use roadbook_core::fonts::FACES;
use typst::foundations::Bytes;
use typst::text::Font;

use crate::text::{is_invisible, letters};
use crate::{Pictures, fallback};

/// Taken apart once: each costs as much as some pages.
static BUNDLED: LazyLock<Vec<Font>> =
    LazyLock::new(|| FACES.iter().flat_map(|face| Font::iter(Bytes::new(face.data))).collect());

pub fn for_text(text: &str, pictures: &dyn Pictures, warnings: &mut Vec<String>) -> Vec<Font> {
    let mut fonts = BUNDLED.clone();
    let mut lacking: BTreeSet<char> = letters(text).into_iter().filter(|c| !is_invisible(*c)).collect();
    leave_lacking(&mut lacking, &fonts);
    if lacking.is_empty() {
        return fonts;
    }
    let more: Vec<Font> = pictures.fonts(&lacking).into_iter().flat_map(|file| Font::iter(Bytes::new(file))).collect();
    leave_lacking(&mut lacking, &more);
    fonts.extend(more);
    warnings.extend(fallback::warning(&lacking, "PDF"));
    fonts
}

fn leave_lacking(characters: &mut BTreeSet<char>, fonts: &[Font]) {
    characters.retain(|c| !fonts.iter().any(|font| font.info().coverage.contains(*c as u32)));
}
