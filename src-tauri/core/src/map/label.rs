//! Lines of a label: where they break, and what is left out when there are too many.

use unicode_linebreak::{BreakOpportunity, linebreaks};
use unicode_segmentation::UnicodeSegmentation;

use crate::fonts;

/// Labels of nodes are set in this size and weight, in pixels.
pub const SIZE: f64 = 13.0;
pub const WEIGHT: u16 = 500;
pub const LINE_HEIGHT: f64 = 17.0;

/// More characters than any node can show; what is behind them is not measured.
const READ: usize = 4_000;

/// Breaks a label into lines of at most `widest` pixels. Breaks that the person typed stay; a word that is
/// wider than a line is broken inside; past `most` lines the last one ends with an ellipsis. An empty label
/// has no lines.
pub fn lines(label: &str, widest: f64, most: usize) -> Vec<String> {
    let text = plain(label);
    let mut lines = vec![];
    let text = text.trim_end();
    if text.is_empty() {
        return lines;
    }
    for typed in text.split('\n') {
        if lines.len() > most {
            break;
        }
        wrap(typed, widest, most + 1 - lines.len().min(most), &mut lines);
    }
    if lines.len() > most {
        lines.truncate(most);
        if let Some(last) = lines.last_mut() {
            *last = fonts::cut(last, WEIGHT, SIZE, widest);
        }
    }
    lines
}

/// The width of the widest line.
pub fn widest(lines: &[String]) -> f64 {
    lines.iter().map(|line| width(line)).fold(0.0, f64::max)
}

pub fn width(line: &str) -> f64 {
    fonts::width(line, WEIGHT, SIZE)
}

/// Line ends of all systems become `\n`, other control characters spaces.
fn plain(label: &str) -> String {
    let mut text = String::with_capacity(label.len().min(READ));
    for character in label.trim_start().chars().filter(|character| *character != '\r').take(READ) {
        match character {
            '\n' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => text.push('\n'),
            other if other.is_control() => text.push(' '),
            other => text.push(other),
        }
    }
    text
}

fn wrap(text: &str, widest: f64, most: usize, lines: &mut Vec<String>) {
    let before = lines.len();
    let mut line = String::new();
    let mut used = 0.0;
    let mut start = 0;
    for (end, kind) in linebreaks(text) {
        let word = &text[start..end];
        start = end;
        // Spaces at a line's end may stand over its edge.
        if used + width(word.trim_end()) <= widest {
            line.push_str(word);
            used += width(word);
        } else {
            if !line.is_empty() {
                lines.push(line.trim_end().to_owned());
            }
            (line, used) = broken(word, widest, lines);
        }
        if lines.len() - before > most {
            return;
        }
        debug_assert!(kind == BreakOpportunity::Allowed || end == text.len());
    }
    lines.push(line.trim_end().to_owned());
}

/// Pushes full lines of a word that is too wide for one, and gives what is left with its width.
fn broken(word: &str, widest: f64, lines: &mut Vec<String>) -> (String, f64) {
    if width(word.trim_end()) <= widest {
        return (word.to_owned(), width(word));
    }
    let (mut line, mut used) = (String::new(), 0.0);
    for cluster in word.graphemes(true) {
        let advance = width(cluster);
        if used + advance > widest && !line.is_empty() && !cluster.trim().is_empty() {
            lines.push(std::mem::take(&mut line));
            used = 0.0;
        }
        line.push_str(cluster);
        used += advance;
    }
    (line, used)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(label: &str, widest: f64, most: usize, expected: &[&str]) {
        assert_eq!(lines(label, widest, most), expected, "{label:?} at {widest}");
    }

    #[test]
    fn words_wrap_and_typed_breaks_stay() {
        check("", 100.0, 12, &[]);
        check("  \n ", 100.0, 12, &[]);
        check("Check the purchase", 200.0, 12, &["Check the purchase"]);
        check("Check the purchase", 90.0, 12, &["Check the", "purchase"]);
        check("Check\n\nthe purchase\r\n", 200.0, 12, &["Check", "", "the purchase"]);
        check("A\tB", 200.0, 12, &["A B"]);
    }

    #[test]
    fn long_words_break_between_whole_characters() {
        for line in lines(&"e\u{301}".repeat(300), 100.0, 12) {
            assert!(line.trim_end_matches('…').chars().count() % 2 == 0, "an accent left its letter: {line}");
            assert!(width(&line) <= 100.0);
        }
        check("退款给客户并记录", 40.0, 12, &["退款给", "客户并", "记录"]);
    }

    #[test]
    fn too_many_lines_end_with_an_ellipsis() {
        check("one\ntwo\nthree", 100.0, 2, &["one", "two…"]);
        let all = lines(&"refund ".repeat(2_000), 128.0, 12);
        assert_eq!(all.len(), 12);
        assert!(all[11].ends_with('…') && width(&all[11]) <= 128.0, "{:?}", all[11]);
        let one = lines(&"m".repeat(2_000), 128.0, 12);
        assert!(one.iter().all(|line| width(line) <= 128.0) && one.len() == 12, "{one:?}");
    }
}
