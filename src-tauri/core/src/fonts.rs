//! The bundled faces and the widths of words in them. Nothing here draws.
//!
//! A width is the sum of the characters' advances, without kerning and without shaping. Kerning inside a
//! word of Inter changes its width by a hundredth or two, and joined Arabic or Devanagari comes out a little
//! narrower than the sum; both are less than the padding of a node. What matters is that the window, the PDF
//! and the HTML get their lines from here and break none themselves, so no engine has to agree to the pixel.

use std::sync::OnceLock;

use unicode_segmentation::UnicodeSegmentation;

/// One face, in a file that the exporters embed.
#[derive(Clone, Copy)]
pub struct Face {
    pub family: &'static str,
    /// As in CSS: 400, 500, 600 or 700.
    pub weight: u16,
    pub italic: bool,
    /// The TrueType file.
    pub data: &'static [u8],
}

macro_rules! faces {
    ($($family:literal $weight:literal $italic:literal $file:literal)*) => {
        &[$(Face {
            family: $family,
            weight: $weight,
            italic: $italic,
            data: include_bytes!(concat!("../fonts/", $file, ".ttf")),
        }),*]
    };
}

/// Every bundled face.
pub const FACES: &[Face] = faces! {
    "Inter" 400 false "Inter-Regular"
    "Inter" 400 true "Inter-Italic"
    "Inter" 500 false "Inter-Medium"
    "Inter" 600 false "Inter-SemiBold"
    "Inter" 700 false "Inter-Bold"
    "Inter" 700 true "Inter-BoldItalic"
    "JetBrains Mono" 400 false "JetBrainsMono-Regular"
    "JetBrains Mono" 700 false "JetBrainsMono-Bold"
    "Noto Sans Arabic" 400 false "NotoSansArabic-Regular"
    "Noto Sans Arabic" 700 false "NotoSansArabic-Bold"
    "Noto Sans Hebrew" 400 false "NotoSansHebrew-Regular"
    "Noto Sans Hebrew" 700 false "NotoSansHebrew-Bold"
    "Noto Sans Devanagari" 400 false "NotoSansDevanagari-Regular"
    "Noto Sans Devanagari" 700 false "NotoSansDevanagari-Bold"
    "Noto Sans Thai" 400 false "NotoSansThai-Regular"
    "Noto Sans Thai" 700 false "NotoSansThai-Bold"
};

/// A character that no bundled face has is taken to be as wide as it is high: Chinese, Japanese and Korean
/// are, and they come from the system's fonts.
const UNKNOWN: f32 = 1.0;
/// Colour emoji are a little wider than high in the fonts of all systems.
const EMOJI: f32 = 1.25;

/// The width in pixels of one line of text in Inter of this weight (400, 500, 600 or 700; the nearest is
/// taken) at this size in pixels. Scripts that Inter lacks are measured in their own face.
pub fn width(text: &str, weight: u16, size: f64) -> f64 {
    let measure = Measure::of(weight);
    if text.is_ascii() {
        return text.bytes().map(|byte| f64::from(measure.ascii[usize::from(byte)])).sum::<f64>() * size;
    }
    text.graphemes(true).map(|cluster| f64::from(measure.cluster(cluster))).sum::<f64>() * size
}

/// The text if it is at most `widest` pixels wide, else as much of its beginning as fits, and an ellipsis.
pub fn clipped(text: &str, weight: u16, size: f64, widest: f64) -> String {
    if width(text, weight, size) <= widest { text.to_owned() } else { cut(text, weight, size, widest) }
}

/// As much of the text's beginning as fits into the width together with an ellipsis, which always follows.
pub fn cut(text: &str, weight: u16, size: f64, widest: f64) -> String {
    let measure = Measure::of(weight);
    let mut used = f64::from(measure.cluster("…")) * size;
    let mut fits = 0;
    for (start, cluster) in text.grapheme_indices(true) {
        used += f64::from(measure.cluster(cluster)) * size;
        if used > widest {
            break;
        }
        fits = start + cluster.len();
    }
    format!("{}…", text[..fits].trim_end())
}

/// Is there a glyph for this character in a bundled face?
pub fn has(character: char) -> bool {
    let measure = Measure::of(400);
    measure.faces.iter().any(|face| face.glyph_index(character).is_some())
}

/// Advances of one weight, in parts of the size.
struct Measure {
    /// Inter, then the faces of the other scripts.
    faces: Vec<ttf_parser::Face<'static>>,
    ascii: [f32; 128],
}

impl Measure {
    fn of(weight: u16) -> &'static Self {
        static WEIGHTS: [OnceLock<Measure>; 4] = [const { OnceLock::new() }; 4];
        let index = usize::from(weight.clamp(400, 700) + 50) / 100 - 4;
        WEIGHTS[index].get_or_init(|| Self::new(400 + 100 * index as u16))
    }

    fn new(weight: u16) -> Self {
        let other = if weight >= 600 { 700 } else { 400 };
        let chosen = FACES.iter().filter(|face| {
            !face.italic
                && match face.family {
                    "Inter" => face.weight == weight,
                    "JetBrains Mono" => false,
                    _ => face.weight == other,
                }
        });
        let faces = chosen.filter_map(|face| ttf_parser::Face::parse(face.data, 0).ok()).collect();
        let mut measure = Self { faces, ascii: [0.0; 128] };
        for byte in 32..127_u8 {
            measure.ascii[usize::from(byte)] = measure.character(char::from(byte)).unwrap_or(UNKNOWN);
        }
        measure
    }

    /// What a reader takes for one character: a letter with its marks, an emoji of several parts.
    fn cluster(&self, cluster: &str) -> f32 {
        let mut characters = cluster.chars();
        let Some(first) = characters.next() else { return 0.0 };
        if first.is_ascii() && cluster.len() == 1 {
            return self.ascii[first as usize];
        }
        match self.character(first) {
            Some(width) => width + characters.filter_map(|mark| self.character(mark)).sum::<f32>(),
            None if matches!(u32::from(first), 0x1F000..=0x1FAFF | 0x2600..=0x27BF) => EMOJI,
            None => UNKNOWN,
        }
    }

    fn character(&self, character: char) -> Option<f32> {
        if character.is_control() || unseen(character) {
            return Some(0.0);
        }
        self.faces.iter().find_map(|face| {
            let advance = face.glyph_hor_advance(face.glyph_index(character)?)?;
            Some(f32::from(advance) / f32::from(face.units_per_em()))
        })
    }
}

/// Characters that steer the text and are not drawn.
fn unseen(character: char) -> bool {
    matches!(
        u32::from(character),
        0xAD | 0x200B..=0x200F | 0x2028..=0x202E | 0x2060..=0x206F | 0xFE00..=0xFE0F | 0xFEFF | 0xE0000..=0xE0FFF
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_face_is_read() {
        for face in FACES {
            let parsed = ttf_parser::Face::parse(face.data, 0).expect(face.family);
            assert_eq!(parsed.weight().to_number(), face.weight, "{}", face.family);
            assert_eq!(parsed.is_italic(), face.italic, "{}", face.family);
        }
    }

    #[test]
    fn widths_are_those_of_the_faces() {
        // Advances of Inter 4.001 Medium in units of 2048.
        assert_eq!(width(" ", 500, 2048.0), 546.0);
        assert!(width("Refund", 700, 13.0) > width("Refund", 400, 13.0), "bold is wider");
        assert_eq!(width("e\u{301}", 500, 13.0), width("e", 500, 13.0), "an accent takes no room");
        assert_eq!(width("退款", 500, 13.0), 26.0, "CJK is as wide as high");
        assert_eq!(width("👩‍👩‍👧", 500, 10.0), 12.5, "an emoji of several parts is one");
        assert!(width("שלום", 500, 13.0) > 20.0 && width("مرحبا", 500, 13.0) > 20.0);
        assert_eq!(width("\u{202e}\u{200b}\u{7}", 500, 13.0), 0.0);
    }

    #[test]
    fn clipping_never_exceeds_the_width() {
        assert_eq!(clipped("Finance", 500, 11.0, 100.0), "Finance");
        let cut = clipped("Finance assistant in the Berlin office", 500, 11.0, 100.0);
        assert!(cut.ends_with('…') && width(&cut, 500, 11.0) <= 100.0, "{cut}");
        assert_eq!(clipped("Finance", 500, 11.0, 0.0), "…");
    }
}
