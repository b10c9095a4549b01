//! Guards for text that leaves the library: what a font, a layout engine or a browser must never meet
//! is taken out here, once, for every field and every format.

use std::collections::BTreeSet;

/// Longest run of combining marks that stays: a longer one makes a layout engine crawl.
const LONGEST_RUN_OF_MARKS: usize = 30;

/// A stretch of this many characters without a place to break gets places to break.
const LONGEST_TOKEN: usize = 32;
const SHORTEST_PIECE: usize = 8;

/// Takes out control, private-use and non-characters and cuts runs of combining marks; a tab becomes a
/// space. Line breaks stay.
pub fn clean(text: &str) -> String {
    let mut marks = 0;
    text.chars()
        .filter_map(|c| match c {
            '\t' => Some(' '),
            '\n' => Some('\n'),
            '\u{2028}' | '\u{2029}' => Some('\n'),
            c if c.is_control() || is_private(c) || is_non_character(c) || is_override(c) => None,
            c => Some(c),
        })
        .filter(|c| {
            marks = if is_combining(*c) { marks + 1 } else { 0 };
            marks <= LONGEST_RUN_OF_MARKS
        })
        .collect()
}

/// One line: every run of white space becomes one space.
pub fn line(text: &str) -> String {
    clean(text).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// As much of the words as fits into this many characters, with an ellipsis where something is missing.
pub fn shortened(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    let kept: String = text.chars().take(most - 1).collect();
    format!("{}…", kept.trim_end())
}

/// Puts a zero-width space into long stretches without white space, so that a line can break there.
/// Scripts that break anywhere (CJK, Thai) do not need it and are left alone.
pub fn breakable(text: &str) -> String {
    if !text.split_whitespace().any(|token| token.len() > LONGEST_TOKEN) {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len() + text.len() / 8);
    let mut run = 0;
    for c in text.chars() {
        if c.is_whitespace() || c >= '\u{2e80}' || ('\u{e00}'..'\u{e80}').contains(&c) {
            run = 0;
        } else if run >= LONGEST_TOKEN && !is_combining(c) && !is_joiner(c) {
            out.push('\u{200b}');
            run = LONGEST_TOKEN - SHORTEST_PIECE + 1;
        } else {
            run += 1;
        }
        out.push(c);
        if run >= 16 && matches!(c, '/' | '-' | '_' | '.' | '?' | '&' | '=' | ',') {
            out.push('\u{200b}');
            run = 0;
        }
    }
    out
}

/// Whether the first letter with a direction of its own runs from right to left.
pub fn is_right_to_left(text: &str) -> bool {
    text.chars()
        .find_map(|c| match c as u32 {
            0x590..=0x8ff | 0xfb1d..=0xfdff | 0xfe70..=0xfeff | 0x10800..=0x10fff | 0x1e800..=0x1efff => Some(true),
            _ if c.is_alphabetic() => Some(false),
            _ => None,
        })
        .unwrap_or(false)
}

/// Those beyond ASCII, which every face has.
pub fn letters(text: &str) -> BTreeSet<char> {
    let mut letters = BTreeSet::new();
    let mut last = ' ';
    // Most texts have few, and repeat them.
    for piece in text.as_bytes().split(u8::is_ascii).filter(|piece| !piece.is_empty()) {
        for letter in std::str::from_utf8(piece).unwrap_or_default().chars() {
            if letter != last {
                letters.insert(letter);
                last = letter;
            }
        }
    }
    letters
}

/// Characters that have no picture of their own, so that no font needs to have them.
pub fn is_invisible(c: char) -> bool {
    c.is_whitespace()
        || c.is_control()
        || is_joiner(c)
        || matches!(c as u32, 0xad | 0x61c | 0x180b..=0x180f | 0x200b..=0x200f | 0x2028..=0x202e | 0x2060..=0x206f
            | 0xfe00..=0xfe0f | 0xfeff | 0xe0000..=0xe0fff)
}

fn is_joiner(c: char) -> bool {
    matches!(c, '\u{200c}' | '\u{200d}' | '\u{fe00}'..='\u{fe0f}')
}

fn is_private(c: char) -> bool {
    matches!(c as u32, 0xe000..=0xf8ff | 0xf0000..=0x10ffff)
}

fn is_non_character(c: char) -> bool {
    let code = c as u32;
    matches!(code, 0xfdd0..=0xfdef | 0xfff9..=0xfffb) || code & 0xfffe == 0xfffe
}

/// Overrides of direction and the language tags make a text show other than it reads.
fn is_override(c: char) -> bool {
    matches!(c as u32, 0x202d | 0x202e | 0xe0000..=0xe007f)
}

fn is_combining(c: char) -> bool {
    matches!(c as u32, 0x300..=0x36f | 0x483..=0x489 | 0x591..=0x5bd | 0x610..=0x61a | 0x64b..=0x65f
        | 0x1ab0..=0x1aff | 0x1dc0..=0x1dff | 0x20d0..=0x20ff | 0xfe20..=0xfe2f)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_no_font_knows_is_taken_out() {
        assert_eq!(clean("a\u{0}b\u{7}\tc\u{e000}\u{fffe}\u{202e}d\ne"), "ab cd\ne");
        assert_eq!(line("  two\n words\u{200b} "), "two words\u{200b}");
    }

    #[test]
    fn a_run_of_combining_marks_is_cut() {
        let zalgo = format!("a{}b", "\u{301}".repeat(5_000));
        assert_eq!(clean(&zalgo).chars().count(), 2 + LONGEST_RUN_OF_MARKS);
    }

    #[test]
    fn long_tokens_get_places_to_break() {
        assert_eq!(breakable("short words stay as they are"), "short words stay as they are");
        let long = breakable(&"x".repeat(100_000));
        assert!(long.split('\u{200b}').all(|piece| piece.len() <= LONGEST_TOKEN));
        assert!(breakable("https://example.org/a/long/path/to/somewhere").contains("/\u{200b}"));
    }

    #[test]
    fn direction_comes_from_the_first_strong_letter() {
        assert!(is_right_to_left("1. שלום world"));
        assert!(!is_right_to_left("Hello שלום"));
        assert!(!is_right_to_left("123"));
    }
}
