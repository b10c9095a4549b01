//! Every word that an export adds to the person's own: one value of this struct is one language.

use roadbook_core::model::{CalloutKind, Delegation, DocumentKind, Status, Timestamp};
use serde::Serialize;
use time::OffsetDateTime;

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

    pub screenshot_of_step: &'static str,
    pub picture_missing: &'static str,
    pub skip_to_text: &'static str,
    pub back_to: &'static str,
    pub to_top: &'static str,

    months: [&'static str; 12],
    kinds: [&'static str; 5],
    kinds_many: [&'static str; 5],
    kinds_one: [&'static str; 5],
    statuses: [&'static str; 4],
    delegations: [&'static str; 3],
    delegation_letters: [&'static str; 3],
    callouts: [&'static str; 3],
}

pub const ENGLISH: Labels = Labels {
    lang: "en",
    contents: "Contents",
    page: "page {}",
    see_page: "see page {}",
    untitled: "Untitled {}",

    owner: "Owner",
    revision: "Revision",
    not_published: "Not published yet",
    published_on: "{} of {}",
    status: "Status",
    date: "Date",
    review_on: "Review by",
    tool: "Tool",
    starting_screen: "Start at",
    finished_result: "When you are done",
    trigger: "Begins when",
    outcome: "Ends with",
    frequency: "How often",
    covers: "Covers",
    whole_process: "the whole process",
    governed_by: "Governed by",
    see_also: "See also",
    used_by: "Used by",

    purpose: "Purpose",
    scope: "Scope",
    quality: "Quality standard",
    materials: "What you need",
    definitions: "Definitions",
    steps: "Steps",
    step_n: "Step {}",
    no_steps: "No steps are written yet.",
    expected: "You see",
    why: "Why",
    recording: "Recording",
    told_in: "In full",

    map: "Map",
    map_of: "Map of the process {}",
    map_overview: "Overview; the parts follow at reading size",
    map_part: "Part {} of {}",
    empty_map: "This map has no steps yet.",
    who_does_what: "Who does what",
    role: "Role",
    from_now_on: "From now on",
    document: "Document",
    documents: "Documents",
    owed: "owed",
    instruction_short: "WI",
    procedure_short: "Proc.",
    documents_n: "{} docs",

    screenshot_of_step: "Screenshot of step {}",
    picture_missing: "This picture is missing from the library.",
    skip_to_text: "Skip to the text",
    back_to: "Back to {}",
    to_top: "Contents",

    months: [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
    kinds: ["Policy", "Process", "Procedure", "SOP", "Work instruction"],
    kinds_many: ["policies", "processes", "procedures", "SOPs", "work instructions"],
    kinds_one: ["policy", "process", "procedure", "SOP", "work instruction"],
    statuses: ["Draft", "In review", "Approved", "Retired"],
    delegations: ["Keep", "Delegate", "Automate"],
    delegation_letters: ["K", "D", "A"],
    callouts: ["Tip", "Warning", "Danger"],
};

impl Labels {
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
        format!("{} {} {}", at.day(), self.months[u8::from(at.month()) as usize - 1], at.year())
    }

    /// `YYYY-MM-DD` in words; anything else as it is.
    pub fn calendar_day(&self, day: &str) -> String {
        let mut parts = day.splitn(3, '-').map(|part| part.parse::<usize>().ok());
        match (parts.next().flatten(), parts.next().flatten(), parts.next().flatten()) {
            (Some(year), Some(month @ 1..=12), Some(day)) => format!("{day} {} {year}", self.months[month - 1]),
            _ => day.to_owned(),
        }
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
    }

    #[test]
    fn values_go_where_the_braces_stand() {
        assert_eq!(fill("{} of {}", &["3", "1 May 2026"]), "3 of 1 May 2026");
    }
}
