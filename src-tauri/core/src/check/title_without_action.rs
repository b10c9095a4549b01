//! A title that names a thing instead of what is done: "Payroll" instead of "Submit payroll". English only.

use std::collections::HashSet;
use std::sync::LazyLock;

use super::survey::title;
use super::words::is_english;
use super::{Found, Rule, Survey};
use crate::model::{DocumentContent, DocumentKind};
use crate::query::Severity;

pub(super) const RULE: Rule = Rule { name: "title_without_action", severity: Severity::Note, find };

static VERBS: LazyLock<HashSet<&str>> = LazyLock::new(|| include_str!("verbs.txt").split_whitespace().collect());

fn find(survey: &Survey<'_>, found: &mut Found) {
    for content in survey.documents.iter().filter(|content| content.document.kind != DocumentKind::Policy) {
        let document = &content.document;
        if !document.title.trim().is_empty() && !is_action(&document.title) && is_english(texts(content)) {
            let title = title(document);
            let message = format!("{title} does not say what is done. Begin with a verb, as in “Submit payroll”.");
            found.document(document.id, message);
        }
    }
}

/// "Submit payroll" or "How to submit payroll", as well as "Re-order stock" and "Off-board a leaver".
fn is_action(title: &str) -> bool {
    let lower = title.trim().to_lowercase();
    let rest = lower.strip_prefix("how to ").unwrap_or(&lower);
    let first = rest.split(|c: char| !c.is_alphabetic() && c != '-').find(|word| !word.is_empty()).unwrap_or_default();
    let joined = first.replace('-', "");
    let last = first.rsplit('-').next().unwrap_or_default();
    [first, &joined, last].iter().any(|word| VERBS.contains(word))
}

/// A title alone is too short to tell its language; what stands below it helps.
fn texts(content: &DocumentContent) -> impl Iterator<Item = &str> {
    let document = &content.document;
    let own = [&document.title, &document.text, &document.purpose, &document.scope, &document.quality];
    let steps = content.steps.iter().flat_map(|step| [&step.text, &step.expected, &step.why]);
    let nodes = content.nodes.iter().flat_map(|node| [&node.label, &node.description]);
    own.into_iter().chain(steps).chain(nodes).map(String::as_str)
}

#[cfg(test)]
mod tests {
    use super::super::sketch::Sketch;
    use super::*;

    #[test]
    fn an_action_begins_with_a_verb() {
        let check = |title: &str, expected: bool| assert_eq!(is_action(title), expected, "{title}");
        check("Submit payroll", true);
        check("How to submit payroll", true);
        check("  set up technology accounts", true);
        check("Re-order stock", true);
        check("Off-board a leaver", true);
        check("Payroll", false);
        check("Employee onboarding", false);
        check("How payroll works", false);
        check("Submitting payroll", false);
        check("2026", false);
    }

    #[test]
    fn other_languages_and_policies_are_left_alone() {
        let mut sketch = Sketch::default();
        let english = sketch.document(DocumentKind::Sop, "Payroll");
        sketch.step(english, "Compare the totals of the run with the totals of last month.");
        let german = sketch.document(DocumentKind::Sop, "Lohnlauf");
        sketch.step(german, "Vergleiche die Summen des Laufs mit den Summen des Vormonats.");
        let policy = sketch.document(DocumentKind::Policy, "Pay data");
        sketch.content(policy).document.text = "Only the people who run the payroll see what a person earns.".into();
        sketch.check(&RULE, &["“Payroll” does not say what is done. Begin with a verb, as in “Submit payroll”."]);
    }
}
