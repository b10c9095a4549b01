//! A node of the flow after which it is not said what comes next.

use super::words::node_name;
use super::{Found, Rule, Survey};
use crate::model::NodeKind;
use crate::query::Severity;

pub(super) const RULE: Rule = Rule { name: "dead_end", severity: Severity::Warning, find };

fn find(survey: &Survey<'_>, found: &mut Found) {
    for flow in &survey.processes {
        for node in flow.nodes.iter().filter(|node| node.kind != NodeKind::Outcome) {
            if flow.out(node.id).iter().all(|connection| connection.target == node.id) {
                let label = node_name(node);
                let message = format!("{label} leads nowhere. Connect it to the next step, or to an outcome.");
                found.node(flow.content.document.id, node.id, message);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::sketch::Sketch;
    use super::*;
    use crate::model::DocumentKind;

    #[test]
    fn notes_and_outcomes_may_stand_at_the_end() {
        let mut sketch = Sketch::default();
        let process = sketch.document(DocumentKind::Process, "Refund a customer");
        let start = sketch.node(process, NodeKind::Trigger, "Asked for");
        let step = sketch.node(process, NodeKind::Step, "Pay it back");
        let note = sketch.node(process, NodeKind::Note, "The same day");
        sketch.chain(process, &[start, step]);
        sketch.connect(process, step, note, "");
        sketch.check(&RULE, &["“Pay it back” leads nowhere. Connect it to the next step, or to an outcome."]);
        let outcome = sketch.node(process, NodeKind::Outcome, "Money back");
        sketch.connect(process, step, outcome, "");
        sketch.check(&RULE, &[]);
        sketch.node(process, NodeKind::Wait, " ");
        sketch.check(&RULE, &["“Wait without a label” leads nowhere. Connect it to the next step, or to an outcome."]);
    }
}
