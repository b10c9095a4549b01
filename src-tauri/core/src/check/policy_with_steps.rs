//! A policy that tells how: it says what and why, and leaves the steps to an SOP.

use super::words::list_items;
use super::{Found, Rule, Survey};
use crate::model::DocumentKind;
use crate::query::Severity;

pub(super) const RULE: Rule = Rule { name: "policy_with_steps", severity: Severity::Warning, find };

fn find(survey: &Survey<'_>, found: &mut Found) {
    for content in survey.of_kind(DocumentKind::Policy) {
        if !content.steps.is_empty() || list_items(&content.document.text) > 0 {
            let message = "This policy holds a list. Say the rule in a sentence, and move the steps to an SOP.";
            found.document(content.document.id, message.into());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::sketch::Sketch;
    use super::*;

    #[test]
    fn a_list_is_not_a_rule() {
        let mut sketch = Sketch::default();
        let policy = sketch.document(DocumentKind::Policy, "Refunds");
        sketch.content(policy).document.text = "Pay back within 30 days - always.".into();
        sketch.check(&RULE, &[]);
        sketch.content(policy).document.text = "1. Open the till\n2. Press **Refund**".into();
        sketch.check(&RULE, &["This policy holds a list. Say the rule in a sentence, and move the steps to an SOP."]);
    }
}
