//! Links inside Markdown texts, `[title](roadbook:ID)`; names of files.

use pulldown_cmark::{Event, Options, Parser, Tag};

use crate::model::DocumentId;

/// The scheme of addresses that name a document of the library.
pub const SCHEME: &str = "roadbook:";

/// The last part of a path of any system, without what makes a name lie: control characters, and marks that
/// turn the direction of what follows.
pub fn file_name(path: &str) -> String {
    let turns = |c: char| matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let last = path.rsplit(['/', '\\']).next().unwrap_or_default();
    last.chars().filter(|&c| !c.is_control() && !turns(c)).take(255).collect()
}

/// Documents that the text names, in order, with repeats.
pub fn mentions(markdown: &str) -> Vec<DocumentId> {
    if !markdown.contains(SCHEME) {
        return vec![];
    }
    Parser::new_ext(markdown, Options::ENABLE_TABLES)
        .filter_map(|event| match event {
            Event::Start(Tag::Link { dest_url, .. }) => dest_url.strip_prefix(SCHEME)?.parse().ok(),
            _ => None,
        })
        .collect()
}

/// The text with each link to `target` replaced by the link's words.
pub fn unlink(markdown: &str, target: DocumentId) -> String {
    let address = format!("{SCHEME}{target}");
    let mut cuts = vec![];
    for (event, range) in Parser::new_ext(markdown, Options::ENABLE_TABLES).into_offset_iter() {
        if let Event::Start(Tag::Link { dest_url, .. }) = event
            && *dest_url == *address
        {
            cuts.push(range);
        }
    }
    let mut result = markdown.to_owned();
    for range in cuts.into_iter().rev() {
        let link = &markdown[range.clone()];
        let words = link.strip_prefix('[').and_then(|rest| rest.rfind("](").map(|end| &rest[..end]));
        result.replace_range(range, words.unwrap_or_default());
    }
    result
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unlinking_leaves_the_words() {
        let id: DocumentId = "0190a1b2-0000-7000-8000-000000000001".parse().unwrap();
        let text = format!("Do [the *refund*](roadbook:{id}) and [that](https://example.org).");
        assert_eq!(mentions(&text), [id], "one mention, the web address is none");
        assert_eq!(unlink(&text, id), "Do the *refund* and [that](https://example.org).");
    }
}
