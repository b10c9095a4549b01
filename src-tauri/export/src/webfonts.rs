//! The bundled faces inside a page or a picture: only those that its text needs, so that a page without
//! Arabic does not carry Arabic.

use std::collections::BTreeSet;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

struct Face {
    family: &'static str,
    weight: u16,
    italic: bool,
    /// First and last character that it is for; none: for all.
    scripts: &'static [(u32, u32)],
    file: &'static [u8],
}

macro_rules! file {
    ($name:literal) => {
        include_bytes!(concat!("../../../ui/src/styles/fonts/", $name, ".woff2"))
    };
}

const ARABIC: &[(u32, u32)] = &[(0x600, 0x6ff), (0x750, 0x77f), (0x870, 0x8ff), (0xfb50, 0xfdff), (0xfe70, 0xfefc)];
const HEBREW: &[(u32, u32)] = &[(0x590, 0x5ff), (0xfb1d, 0xfb4f)];
const DEVANAGARI: &[(u32, u32)] = &[(0x900, 0x97f), (0x1cd0, 0x1cf9), (0xa830, 0xa839), (0xa8e0, 0xa8ff)];
const THAI: &[(u32, u32)] = &[(0xe01, 0xe5b)];

const FACES: [Face; 16] = [
    Face { family: "Inter", weight: 400, italic: false, scripts: &[], file: file!("Inter-Regular") },
    Face { family: "Inter", weight: 500, italic: false, scripts: &[], file: file!("Inter-Medium") },
    Face { family: "Inter", weight: 600, italic: false, scripts: &[], file: file!("Inter-SemiBold") },
    Face { family: "Inter", weight: 700, italic: false, scripts: &[], file: file!("Inter-Bold") },
    Face { family: "Inter", weight: 400, italic: true, scripts: &[], file: file!("Inter-Italic") },
    Face { family: "Inter", weight: 700, italic: true, scripts: &[], file: file!("Inter-BoldItalic") },
    Face { family: MONO, weight: 400, italic: false, scripts: &[], file: file!("JetBrainsMono-Regular") },
    Face { family: MONO, weight: 700, italic: false, scripts: &[], file: file!("JetBrainsMono-Bold") },
    Face {
        family: "Noto Sans Arabic",
        weight: 400,
        italic: false,
        scripts: ARABIC,
        file: file!("NotoSansArabic-Regular"),
    },
    Face {
        family: "Noto Sans Arabic",
        weight: 700,
        italic: false,
        scripts: ARABIC,
        file: file!("NotoSansArabic-Bold"),
    },
    Face {
        family: "Noto Sans Hebrew",
        weight: 400,
        italic: false,
        scripts: HEBREW,
        file: file!("NotoSansHebrew-Regular"),
    },
    Face {
        family: "Noto Sans Hebrew",
        weight: 700,
        italic: false,
        scripts: HEBREW,
        file: file!("NotoSansHebrew-Bold"),
    },
    Face {
        family: "Noto Sans Devanagari",
        weight: 400,
        italic: false,
        scripts: DEVANAGARI,
        file: file!("NotoSansDevanagari-Regular"),
    },
    Face {
        family: "Noto Sans Devanagari",
        weight: 700,
        italic: false,
        scripts: DEVANAGARI,
        file: file!("NotoSansDevanagari-Bold"),
    },
    Face { family: "Noto Sans Thai", weight: 400, italic: false, scripts: THAI, file: file!("NotoSansThai-Regular") },
    Face { family: "Noto Sans Thai", weight: 700, italic: false, scripts: THAI, file: file!("NotoSansThai-Bold") },
];

const MONO: &str = "Roadbook Mono";

/// `@font-face` rules for markup with this content; `always` are the weights of Inter that styles ask for
/// without a word of it in the markup.
pub fn rules(content: &str, always: &[u16]) -> String {
    FACES
        .iter()
        .filter(|face| needed(face, content, always))
        .map(|face| {
            let ranges: Vec<String> = face.scripts.iter().map(|(a, b)| format!("U+{a:X}-{b:X}")).collect();
            let range = if ranges.is_empty() { String::new() } else { format!("unicode-range:{};", ranges.join(",")) };
            format!(
                "@font-face{{font-family:\"{}\";font-weight:{};font-style:{};{range}src:url(data:font/woff2;base64,{}) format(\"woff2\")}}",
                face.family,
                face.weight,
                if face.italic { "italic" } else { "normal" },
                STANDARD.encode(face.file)
            )
        })
        .collect()
}

/// A `@font-face` rule for a font of just these letters, which stands for all weights.
pub fn rule(family: &str, font: &[u8], letters: &BTreeSet<char>) -> String {
    let range: Vec<String> = letters.iter().map(|c| format!("U+{:X}", *c as u32)).collect();
    format!(
        "@font-face{{font-family:\"{family}\";unicode-range:{};src:url(data:font/ttf;base64,{}) format(\"opentype\")}}",
        range.join(","),
        STANDARD.encode(font)
    )
}

fn needed(face: &Face, content: &str, always: &[u16]) -> bool {
    if !face.scripts.is_empty() {
        return content
            .chars()
            .any(|c| face.scripts.iter().any(|(first, last)| (*first..=*last).contains(&(c as u32))));
    }
    match (face.family, face.italic, face.weight) {
        (MONO, _, 400) => content.contains("<code>"),
        (MONO, _, _) => content.contains("<strong><code>"),
        (_, true, 400) => content.contains("<em>"),
        (_, true, _) => content.contains("<em>") && content.contains("<strong>"),
        (_, _, weight) => always.contains(&weight) || content.contains(&format!("font-weight=\"{weight}\"")),
    }
}
