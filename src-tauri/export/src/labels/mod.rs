//! Every word that an export adds to the person's own: one value of this struct is one language, in a file of
//! its own. Adding one is adding a file and its line in [`Labels::of`].

mod english;
mod german;

use roadbook_core::model::{CalloutKind, Delegation, DocumentKind, Language, Status, Timestamp};
use serde::Serialize;
use time::OffsetDateTime;

pub use english::ENGLISH;
pub use german::GERMAN;

/// A `{}` in a text stands for the number or name that goes there.
#[derive(Clone, Debug, Serialize)]
pub struct Labels {
    /// BCP 47.
    pub lang: &'static str,
    pub contents: &'static str,
    pub page: &'static str,
    pub see_page: &'static str,
    pub untitled: &'static str,

    pub owner: &'static str,
    pub revision: &'static str,
    pub not_published: &'static str,
    pub published_on: &'static str,
    pub status: &'static str,
    pub date: &'static str,
    pub review_on: &'static str,
    pub tool: &'static str,
    pub starting_screen: &'static str,
    pub finished_result: &'static str,
    pub trigger: &'static str,
    pub outcome: &'static str,
    pub frequency: &'static str,
    pub covers: &'static str,
    pub whole_process: &'static str,
    pub governed_by: &'static str,
    pub see_also: &'static str,
    pub used_by: &'static str,

    pub purpose: &'static str,
    pub scope: &'static str,
    pub quality: &'static str,
    pub materials: &'static str,
    pub definitions: &'static str,
    pub steps: &'static str,
    pub step_n: &'static str,
    pub no_steps: &'static str,
    pub expected: &'static str,
    pub why: &'static str,
    pub recording: &'static str,
    pub told_in: &'static str,

    pub map: &'static str,
    pub map_of: &'static str,
    pub map_overview: &'static str,
    pub map_part: &'static str,
    pub empty_map: &'static str,
    pub who_does_what: &'static str,
    pub role: &'static str,
    pub from_now_on: &'static str,
    pub document: &'static str,
    pub documents: &'static str,
    pub owed: &'static str,
    pub instruction_short: &'static str,
    pub procedure_short: &'static str,
    pub documents_n: &'static str,

    pub logo_of: &'static str,
    pub screenshot_of_step: &'static str,
    pub picture_missing: &'static str,
    pub skip_to_text: &'static str,
    pub back_to: &'static str,
    pub to_top: &'static str,

    pub step_within: &'static str,
    pub you_are_here: &'static str,
    pub here_on_map: &'static str,
    pub changes: &'static str,
    pub what_changed: &'static str,
    pub glossary: &'static str,
    pub held_by: &'static str,
    pub done_by: &'static str,

    pub search: &'static str,
    pub found_none: &'static str,
    pub found_n: &'static str,
    pub step_done: &'static str,
    pub copy_link: &'static str,
    pub link_copied: &'static str,
    pub enlarge: &'static str,
    pub close: &'static str,

    /// Day, month and year.
    day_pattern: &'static str,
    months: [&'static str; 12],
    kinds: [&'static str; 5],
    kinds_many: [&'static str; 5],
    kinds_one: [&'static str; 5],
    statuses: [&'static str; 4],
    delegations: [&'static str; 3],
    delegation_letters: [&'static str; 3],
    callouts: [&'static str; 3],
}

impl Labels {
    pub fn of(language: Language) -> &'static Self {
        match language {
            Language::English => &ENGLISH,
            Language::German => &GERMAN,
        }
    }

    pub fn kind(&self, kind: DocumentKind) -> &'static str {
        self.kinds[kind as usize]
    }

    /// "2 SOPs".
    pub fn count(&self, kind: DocumentKind, count: usize) -> String {
        let words = if count == 1 { self.kinds_one } else { self.kinds_many };
        format!("{count} {}", words[kind as usize])
    }

    pub fn status(&self, status: Status) -> &'static str {
        self.statuses[status as usize]
    }

    pub fn delegation(&self, delegation: Delegation) -> &'static str {
        self.delegations[delegation as usize]
    }

    pub fn delegation_letter(&self, delegation: Delegation) -> &'static str {
        self.delegation_letters[delegation as usize]
    }

    pub fn callout(&self, kind: CalloutKind) -> &'static str {
        self.callouts[kind as usize]
    }

    /// A calendar day in words, in universal time.
    pub fn day(&self, at: Timestamp) -> String {
        let Ok(at) = OffsetDateTime::from_unix_timestamp(at.div_euclid(1000)) else { return String::new() };
        self.written(at.day().into(), u8::from(at.month()).into(), at.year().to_string())
    }

    /// `YYYY-MM-DD` in words; anything else as it is.
    pub fn calendar_day(&self, day: &str) -> String {
        let mut parts = day.splitn(3, '-').map(|part| part.parse::<usize>().ok());
        match (parts.next().flatten(), parts.next().flatten(), parts.next().flatten()) {
            (Some(year), Some(month @ 1..=12), Some(day)) => self.written(day, month, year.to_string()),
            _ => day.to_owned(),
        }
    }
}

impl Labels {
    fn written(&self, day: usize, month: usize, year: String) -> String {
        fill(self.day_pattern, &[&day.to_string(), self.months[month - 1], &year])
    }
}

/// Puts the values, in order, where the `{}` stand.
pub fn fill(pattern: &str, values: &[&str]) -> String {
    let mut out = String::new();
    let mut values = values.iter();
    let mut pieces = pattern.split("{}");
    out.push_str(pieces.next().unwrap_or_default());
    for piece in pieces {
        out.push_str(values.next().copied().unwrap_or_default());
        out.push_str(piece);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_written_in_words() {
        assert_eq!(ENGLISH.day(1_795_219_200_000), "21 November 2026");
        assert_eq!(ENGLISH.calendar_day("2027-03-01"), "1 March 2027");
        assert_eq!(ENGLISH.calendar_day("soon"), "soon");
        assert_eq!(GERMAN.calendar_day("2027-03-01"), "1. März 2027");
    }

    /// Each word as JSON, by its name.
    fn words(labels: &Labels) -> serde_json::Map<String, serde_json::Value> {
        serde_json::to_value(labels).unwrap().as_object().unwrap().clone()
    }

    #[test]
    fn a_translation_has_every_word_and_the_same_gaps() {
        let english = words(&ENGLISH);
        for (name, word) in words(&GERMAN) {
            let gaps = |value: &serde_json::Value| value.to_string().matches("{}").count();
            assert_eq!(gaps(&word), gaps(&english[&name]), "the gaps of {name}");
            assert!(!word.to_string().contains("\"\""), "{name} is empty");
        }
    }

    #[test]
    fn values_go_where_the_braces_stand() {
        assert_eq!(fill("{} of {}", &["3", "1 May 2026"]), "3 of 1 May 2026");
    }
}
