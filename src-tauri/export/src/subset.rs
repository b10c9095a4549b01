//! The few letters that a picture needs of a large font, as a font of its own. Only for scripts whose letters
//! stand alone (Chinese, Japanese, Korean, signs): the rules by which others join are left behind.

use std::collections::{BTreeMap, BTreeSet};

use subsetter::GlyphRemapper;
use ttf_parser::{Face, RawFace, Tag};

/// A font that has those of the letters that this file has, and which they are; `None` where the file has
/// none of them, or no outlines for them (as fonts of coloured emoji).
pub fn with_letters(file: &[u8], letters: &BTreeSet<char>) -> Option<(Vec<u8>, BTreeSet<char>)> {
    let faces = ttf_parser::fonts_in_collection(file).unwrap_or(1);
    (0..faces).find_map(|index| {
        let face = Face::parse(file, index).ok()?;
        let glyph = |c: &char| Some((*c, face.glyph_index(*c)?.0));
        let glyphs: BTreeMap<char, u16> = letters.iter().filter_map(glyph).collect();
        if glyphs.is_empty() {
            return None;
        }
        let mut remapper = GlyphRemapper::new();
        let letters: BTreeMap<char, u16> = glyphs.iter().map(|(c, glyph)| (*c, remapper.remap(*glyph))).collect();
        let small = subsetter::subset(file, index, &remapper).ok()?;
        let mut tables = tables(&small)?;
        tables.insert(*b"cmap", cmap(&letters));
        // What a PDF does without, and a browser does not.
        for name in [b"OS/2", b"name", b"post"] {
            if let (false, Some(table)) = (tables.contains_key(name), face.raw_face().table(Tag::from_bytes(name))) {
                tables.insert(*name, table.to_vec());
            }
        }
        Some((font(&small[..4], tables), letters.into_keys().collect()))
    })
}

type Tables = BTreeMap<[u8; 4], Vec<u8>>;

fn tables(font: &[u8]) -> Option<Tables> {
    let raw = RawFace::parse(font, 0).ok()?;
    let named = |tag: Tag| Some((tag.to_bytes(), raw.table(tag)?.to_vec()));
    raw.table_records.into_iter().map(|record| named(record.tag)).collect()
}

/// Which glyph each letter has: the format 12 of the OpenType specification, one group a letter.
fn cmap(letters: &BTreeMap<char, u16>) -> Vec<u8> {
    let count = letters.len() as u32;
    let mut out = vec![0, 0, 0, 1, 0, 3, 0, 10, 0, 0, 0, 12, 0, 12, 0, 0];
    let mut put = |number: u32| out.extend(number.to_be_bytes());
    put(16 + 12 * count);
    put(0);
    put(count);
    for (letter, glyph) in letters {
        put(u32::from(*letter));
        put(u32::from(*letter));
        put(u32::from(*glyph));
    }
    out
}

/// The tables as a font file; `version` says what outlines it has.
fn font(version: &[u8], mut tables: Tables) -> Vec<u8> {
    const ADJUSTMENT: std::ops::Range<usize> = 8..12;
    if let Some(head) = tables.get_mut(b"head").filter(|head| head.len() >= ADJUSTMENT.end) {
        head[ADJUSTMENT].fill(0);
    }
    let count = tables.len() as u16;
    let power = count.max(1).ilog2() as u16;
    let mut out = version.to_vec();
    for number in [count, 16 << power, power, (count << 4) - (16 << power)] {
        out.extend(number.to_be_bytes());
    }
    let mut offset = 12 + 16 * tables.len();
    let mut head = None;
    for (name, table) in &tables {
        if name == b"head" {
            head = Some(offset);
        }
        out.extend(name);
        for number in [checksum(table), offset as u32, table.len() as u32] {
            out.extend(number.to_be_bytes());
        }
        offset += table.len().next_multiple_of(4);
    }
    for table in tables.values() {
        out.extend(table);
        out.resize(out.len().next_multiple_of(4), 0);
    }
    let adjustment = 0xb1b0_afba_u32.wrapping_sub(checksum(&out)).to_be_bytes();
    if let Some(place) = head.and_then(|at| out.get_mut(at + ADJUSTMENT.start..at + ADJUSTMENT.end)) {
        place.copy_from_slice(&adjustment);
    }
    out
}

fn checksum(bytes: &[u8]) -> u32 {
    let word = |four: &[u8]| {
        let mut word = [0; 4];
        word[..four.len()].copy_from_slice(four);
        u32::from_be_bytes(word)
    };
    bytes.chunks(4).map(word).fold(0, u32::wrapping_add)
}

#[cfg(test)]
mod tests {
    use super::*;
    use roadbook_core::fonts::FACES;

    #[test]
    fn a_small_font_has_its_letters_and_no_others() {
        let file = FACES[0].data;
        let (small, has) = with_letters(file, &"Aé€漢".chars().collect()).unwrap();
        assert_eq!(has, "Aé€".chars().collect(), "what the file lacks is not promised");
        assert!(small.len() < 8_000, "three letters are few bytes, not {}", small.len());
        let (face, whole) = (Face::parse(&small, 0).unwrap(), Face::parse(file, 0).unwrap());
        for letter in "Aé€".chars() {
            let advance = |face: &Face| face.glyph_hor_advance(face.glyph_index(letter).unwrap());
            assert_eq!(advance(&face), advance(&whole), "{letter}");
        }
        assert_eq!(face.glyph_index('B'), None);
        assert_eq!(checksum(&small), 0xb1b0_afba, "the file's sum is the one that fonts have");
    }

    #[test]
    fn nothing_comes_of_a_file_without_the_letters() {
        assert_eq!(with_letters(FACES[0].data, &BTreeSet::from(['漢'])), None);
        assert_eq!(with_letters(b"no font", &BTreeSet::from(['A'])), None);
    }
}
