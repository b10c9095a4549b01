//! A policy that nobody will remember.

use super::words::{plain, sentences};
use super::{Found, Rule, Survey};
use crate::model::DocumentKind;
use crate::query::Severity;

pub(super) const RULE: Rule = Rule { name: "policy_too_long", severity: Severity::Warning, find };

const MOST: usize = 3;

fn find(survey: &Survey<'_>, found: &mut Found) {
    for content in survey.of_kind(DocumentKind::Policy) {
        let count = sentences(&plain(&content.document.text)).count();
        if count > MOST {
            let message = format!(
                "This policy has {count} sentences. Keep the rule itself, at most {MOST}, and move the rest to an SOP."
            );
            found.document(content.document.id, message);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::sketch::Sketch;
    use super::*;

    #[test]
    fn three_sentences_are_enough() {
        let mut sketch = Sketch::default();
        let policy = sketch.document(DocumentKind::Policy, "Refunds");
        sketch.content(policy).document.text = "Pay **back**. Do it the same day. Ask nobody.".into();
        sketch.check(&RULE, &[]);
        sketch.content(policy).document.text.push_str("\n\nBe kind");
        sketch.check(
            &RULE,
            &["This policy has 4 sentences. Keep the rule itself, at most 3, and move the rest to an SOP."],
        );
    }
}
