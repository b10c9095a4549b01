//! Reading texts as a person would: without Markdown's marks, in sentences, in English or not.

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use crate::model::{Node, NodeKind};

/// The words of a Markdown text; each block and list item on a line of its own.
pub(super) fn plain(markdown: &str) -> String {
    let mut plain = String::with_capacity(markdown.len());
    for event in Parser::new_ext(markdown, Options::ENABLE_TABLES) {
        match event {
            Event::Text(text) | Event::Code(text) => plain.push_str(&text),
            Event::SoftBreak => plain.push(' '),
            Event::HardBreak
            | Event::End(TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::Item | TagEnd::TableCell) => {
                plain.push('\n');
            }
            _ => {}
        }
    }
    plain
}

/// How many list items a Markdown text has.
pub(super) fn list_items(markdown: &str) -> usize {
    Parser::new(markdown).filter(|event| matches!(event, Event::Start(Tag::Item))).count()
}

/// The sentences of a plain text, without the marks at their ends.
pub(super) fn sentences(plain: &str) -> impl Iterator<Item = &str> {
    plain.lines().flat_map(sentences_of_line).map(str::trim).filter(|it| it.chars().any(char::is_alphanumeric))
}

fn sentences_of_line(line: &str) -> Vec<&str> {
    let (mut found, mut start) = (vec![], 0);
    for (at, mark) in line.char_indices() {
        let after = at + mark.len_utf8();
        let ends = match mark {
            '.' | '!' | '?' => {
                let rest = line[after..].trim_start_matches(['”', '"', '\'', '’', ')', '»']);
                (rest.is_empty() || rest.starts_with(char::is_whitespace)) && !is_abbreviation(&line[start..at])
            }
            '。' | '！' | '？' | '।' => true,
            _ => false,
        };
        if ends {
            found.push(&line[start..at]);
            start = after;
        }
    }
    found.push(&line[start..]);
    found
}

/// Does the text end in a word after which a full stop ends no sentence?
fn is_abbreviation(text: &str) -> bool {
    let last = text.rsplit(|c: char| c.is_whitespace() || c == '(').next().unwrap_or_default();
    let letters = last.chars().filter(|c| c.is_alphabetic()).count();
    // A single capital is an initial; "e.g" and "i.e" have their first stop inside.
    (letters == 1 && last.chars().all(|c| c.is_uppercase()))
        || ["e.g", "i.e", "etc", "no", "mr", "mrs", "ms", "dr", "approx", "vs", "incl", "min", "max"]
            .contains(&last.to_lowercase().as_str())
}

/// Whether a text is English, by the share of the words that no English text does without. Too short a
/// text is not said to be.
pub(super) fn is_english<'a>(texts: impl Iterator<Item = &'a str>) -> bool {
    const COMMON: [&str; 24] = [
        "the", "a", "an", "of", "to", "and", "in", "for", "is", "on", "it", "with", "that", "are", "at", "by", "from",
        "be", "or", "this", "as", "has", "you", "not",
    ];
    let (mut words, mut common) = (0, 0);
    for text in texts {
        for word in text.split(|c: char| !c.is_alphabetic() && c != '\'').filter(|word| !word.is_empty()) {
            words += 1;
            common += usize::from(COMMON.iter().any(|it| it.eq_ignore_ascii_case(word)));
        }
        if words > 400 {
            break;
        }
    }
    words >= 8 && common * 10 >= words
}

/// The beginning of a text, for a message; in quotation marks.
pub(super) fn quoted(markdown: &str) -> String {
    const MOST: usize = 60;
    let plain = plain(markdown);
    let line = plain.lines().map(str::trim).find(|line| !line.is_empty()).unwrap_or_default();
    let line = line.strip_suffix('.').unwrap_or(line);
    if line.chars().count() <= MOST {
        return format!("“{line}”");
    }
    let cut = line.char_indices().nth(MOST).map_or(line.len(), |(at, _)| at);
    let short = line[..cut].rsplit_once(' ').map_or(&line[..cut], |(words, _)| words);
    format!("“{short}…”")
}

/// The label of a node, as a quotation; what has none is called as the map calls it.
pub(super) fn node_name(node: &Node) -> String {
    if !node.label.trim().is_empty() {
        return quoted(&node.label);
    }
    let kind = match node.kind {
        NodeKind::Trigger => "Trigger",
        NodeKind::Step => "Step",
        NodeKind::Decision => "Decision",
        NodeKind::Subprocess => "Subprocess",
        NodeKind::Wait => "Wait",
        NodeKind::Document => "Document",
        NodeKind::Note => "Note",
        NodeKind::Outcome => "Outcome",
    };
    format!("“{kind} without a label”")
}

/// `1 step`, `2 steps`.
pub(super) fn counted(count: usize, one: &str) -> String {
    if count == 1 { format!("1 {one}") } else { format!("{count} {one}s") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_end_where_a_reader_pauses() {
        let check = |text: &str, expected: usize| assert_eq!(sentences(text).count(), expected, "{text}");
        check("", 0);
        check("Pay it back", 1);
        check("Pay back 3.50, e.g. by card. Then stop!", 2);
        check("Ask Mr. Weber. He says “No.” Then stop (at once).", 3);
        check("One line\nand a second", 2);
        check("退款。谢谢。", 2);
    }

    #[test]
    fn languages_are_told_by_their_small_words() {
        let check = |text: &str, expected: bool| assert_eq!(is_english([text].into_iter()), expected, "{text}");
        check("Check that the item is in the box and that it is unused.", true);
        check("Prüfe, ob der Artikel im Karton liegt und ob er unbenutzt ist.", false);
        check("Payroll", false);
    }

    #[test]
    fn a_quotation_is_short_and_without_marks() {
        assert_eq!(quoted("**Press** *Refund*.\n\nMore"), "“Press Refund”");
        assert_eq!(quoted(&"word ".repeat(30)), format!("“{}word…”", "word ".repeat(11)));
    }
}
