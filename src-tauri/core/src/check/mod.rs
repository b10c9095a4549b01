//! The health check: a snapshot in, findings out. One file per rule, its test inside, and one line here.
//!
//! Rules change nothing and read nothing but the snapshot. Each goes over the documents once; what
//! several of them need to know is gathered in a [`Survey`] before.

mod branch_without_label;
mod dead_end;
mod delegated_step_without_sop;
mod flow;
mod identical_steps;
mod instruction_length;
mod instruction_over_several_tools;
mod nothing_links_here;
mod past_review_date;
mod policy_too_long;
mod policy_with_steps;
mod process_without_ends;
mod redaction_only_blurred;
mod screenshot_without_alternative_text;
#[cfg(test)]
mod sketch;
mod sop_for_kept_step;
mod sop_too_long;
mod sop_with_decision;
mod sop_without_quality_standard;
mod step_without_role;
mod step_without_screenshot;
mod survey;
mod title_without_action;
mod uncovered_path;
mod unreachable_step;
mod words;

use std::collections::HashMap;

use crate::model::{ConnectionId, DocumentId, NodeId, Snapshot, StepId, Timestamp};
use crate::query::{Finding, Severity};
use survey::Survey;

/// A rule: its name, which never changes, how grave a finding is unless the person says otherwise, and
/// what looks for it.
pub struct Rule {
    /// `snake_case`; the window's catalogue has a sentence for it.
    pub name: &'static str,
    pub severity: Severity,
    find: fn(&Survey<'_>, &mut Found),
}

pub const RULES: &[Rule] = &[
    delegated_step_without_sop::RULE,
    uncovered_path::RULE,
    sop_for_kept_step::RULE,
    process_without_ends::RULE,
    dead_end::RULE,
    unreachable_step::RULE,
    branch_without_label::RULE,
    step_without_role::RULE,
    policy_too_long::RULE,
    policy_with_steps::RULE,
    sop_with_decision::RULE,
    sop_without_quality_standard::RULE,
    sop_too_long::RULE,
    instruction_length::RULE,
    instruction_over_several_tools::RULE,
    step_without_screenshot::RULE,
    screenshot_without_alternative_text::RULE,
    redaction_only_blurred::RULE,
    nothing_links_here::RULE,
    past_review_date::RULE,
    identical_steps::RULE,
    title_without_action::RULE,
];

/// All findings, by document in the snapshot's order. `now` decides which review dates have passed.
/// Retired documents are not looked at, and cover and link to nothing.
pub fn check(snapshot: &Snapshot, now: Timestamp) -> Vec<Finding> {
    let survey = Survey::new(snapshot, now);
    let mut findings = vec![];
    for rule in RULES {
        findings.append(&mut findings_of(rule, &survey));
    }
    let rank: HashMap<DocumentId, usize> =
        snapshot.documents.iter().enumerate().map(|(rank, content)| (content.document.id, rank)).collect();
    findings.sort_by_key(|finding| rank.get(&finding.document).copied());
    findings
}

fn findings_of(rule: &Rule, survey: &Survey<'_>) -> Vec<Finding> {
    let mut found = Found { rule: rule.name, severity: rule.severity, findings: vec![] };
    (rule.find)(survey, &mut found);
    found.findings
}

/// What one rule has found so far.
struct Found {
    rule: &'static str,
    severity: Severity,
    findings: Vec<Finding>,
}

impl Found {
    fn document(&mut self, document: DocumentId, message: String) -> &mut Finding {
        let (rule, severity) = (self.rule.to_owned(), self.severity);
        let at = self.findings.len();
        self.findings.push(Finding { rule, severity, document, node: None, connection: None, step: None, message });
        &mut self.findings[at]
    }

    fn node(&mut self, document: DocumentId, node: NodeId, message: String) {
        self.document(document, message).node = Some(node);
    }

    fn connection(&mut self, document: DocumentId, connection: ConnectionId, message: String) {
        self.document(document, message).connection = Some(connection);
    }

    fn step(&mut self, document: DocumentId, step: StepId, message: String) {
        self.document(document, message).step = Some(step);
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn names_are_stable_keys() {
        let names: HashSet<_> = RULES.iter().map(|rule| rule.name).collect();
        assert_eq!(names.len(), RULES.len(), "two rules share a name");
        for name in names {
            assert!(name.bytes().all(|b| b.is_ascii_lowercase() || b == b'_'), "{name}");
        }
    }
}
