//! A process of which nobody can say when it begins, or when it is done.

use super::survey::title;
use super::{Found, Rule, Survey};
use crate::model::NodeKind;
use crate::query::Severity;

pub(super) const RULE: Rule = Rule { name: "process_without_ends", severity: Severity::Warning, find };

fn find(survey: &Survey<'_>, found: &mut Found) {
    // A map with nothing on it is not begun: that is no problem of it.
    for flow in survey.processes.iter().filter(|flow| !flow.nodes.is_empty()) {
        let document = &flow.content.document;
        let trigger = flow.has(NodeKind::Trigger) || !document.trigger.trim().is_empty();
        let outcome = flow.has(NodeKind::Outcome) || !document.outcome.trim().is_empty();
        let said = match (trigger, outcome) {
            (true, true) => continue,
            (false, true) => "no trigger. Put what sets it off at the beginning of its map",
            (true, false) => "no outcome. Put what is true when it is done at the end of its map",
            (false, false) => {
                "no trigger and no outcome. Put them on its map: what sets it off, what is true at the end"
            }
        };
        found.document(document.id, format!("{} has {said}.", title(document)));
    }
}

#[cfg(test)]
mod tests {
    use super::super::sketch::Sketch;
    use super::*;
    use crate::model::DocumentKind;

    #[test]
    fn both_ends_are_asked_for() {
        let mut sketch = Sketch::default();
        let process = sketch.document(DocumentKind::Process, "Submit payroll");
        sketch.check(&RULE, &[]);
        sketch.node(process, NodeKind::Step, "Lock the hours");
        sketch.check(
            &RULE,
            &["“Submit payroll” has no trigger and no outcome. Put them on its map: what sets it off, what is true at \
               the end."],
        );
        sketch.node(process, NodeKind::Trigger, "Hours are locked");
        sketch.check(
            &RULE,
            &["“Submit payroll” has no outcome. Put what is true when it is done at the end of its map."],
        );
        sketch.content(process).document.outcome = "Everyone is paid".into();
        sketch.check(&RULE, &[]);
    }
}
