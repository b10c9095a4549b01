//! A node of the flow that no trigger ever leads to. A map without a trigger is another rule's.

use super::words::node_name;
use super::{Found, Rule, Survey};
use crate::model::NodeKind;
use crate::query::Severity;

pub(super) const RULE: Rule = Rule { name: "unreachable_step", severity: Severity::Warning, find };

fn find(survey: &Survey<'_>, found: &mut Found) {
    for flow in survey.processes.iter().filter(|flow| flow.has(NodeKind::Trigger)) {
        let reachable = flow.reachable();
        for node in flow.nodes.iter().filter(|node| !reachable.contains(&node.id)) {
            let label = node_name(node);
            let message = format!("No way leads from a trigger to {label}. Connect it, or delete it.");
            found.node(flow.content.document.id, node.id, message);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::sketch::Sketch;
    use super::*;
    use crate::model::DocumentKind;

    #[test]
    fn a_loop_of_its_own_is_not_reached() {
        let mut sketch = Sketch::default();
        let process = sketch.document(DocumentKind::Process, "Refund a customer");
        let one = sketch.node(process, NodeKind::Step, "Ask");
        let two = sketch.node(process, NodeKind::Step, "Wait");
        sketch.chain(process, &[one, two, one]);
        sketch.check(&RULE, &[]);
        let start = sketch.node(process, NodeKind::Trigger, "Asked for");
        sketch.check(
            &RULE,
            &[
                "No way leads from a trigger to “Ask”. Connect it, or delete it.",
                "No way leads from a trigger to “Wait”. Connect it, or delete it.",
            ],
        );
        sketch.connect(process, start, two, "");
        sketch.check(&RULE, &[]);
    }
}
