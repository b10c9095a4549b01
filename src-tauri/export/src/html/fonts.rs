//! The bundled faces inside the page: only those that its text needs, so that a page without Arabic does
//! not carry Arabic.

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
        include_bytes!(concat!("../../../../ui/src/styles/fonts/", $name, ".woff2"))
    };
}

const ARABIC: &[(u32, u32)] = &[(0x600, 0x6ff), (0x750, 0x77f), (0x870, 0x8ff), (0xfb50, 0xfdff), (0xfe70, 0xfefc)];
const HEBREW: &[(u32, u32)] = &[(0x590, 0x5ff), (0xfb1d, 0xfb4f)];
const DEVANAGARI: &[(u32, u32)] = &[(0x900, 0x97f), (0x1cd0, 0x1cf9), (0xa830, 0xa839), (0xa8e0, 0xa8ff)];
const THAI: &[(u32, u32)] = &[(0xe01, 0xe5b)];

const FACES: [Face; 15] = [
    Face { family: "Inter", weight: 400, italic: false, scripts: &[], file: file!("Inter-Regular") },
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

/// `@font-face` rules for a page with this content.
pub fn rules(content: &str) -> String {
    FACES
        .iter()
        .filter(|face| needed(face, content))
        .map(|face| {
            let ranges: Vec<String> = face.scripts.iter().map(|(a, b)| format!("U+{a:X}-{b:X}")).collect();
            let range = if ranges.is_empty() { String::new() } else { format!("unicode-range:{};", ranges.join(",")) };
            format!(
                "@font-face{{font-family:\"{}\";font-weight:{};font-style:{};{range}src:url(data:font/woff2;base64,{}) format(\"woff2\")}}",
                face.family,
                face.weight,
                if face.italic { "italic" } else { "normal" },
                super::base64(face.file)
            )
        })
        .collect()
}

fn needed(face: &Face, content: &str) -> bool {
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
        _ => true,
    }
}
