//! A decision of which a branch does not say when it is taken.

use super::words::node_name;
use super::{Found, Rule, Survey};
use crate::model::NodeKind;
use crate::query::Severity;

pub(super) const RULE: Rule = Rule { name: "branch_without_label", severity: Severity::Warning, find };

fn find(survey: &Survey<'_>, found: &mut Found) {
    for flow in &survey.processes {
        for node in flow.nodes.iter().filter(|node| node.kind == NodeKind::Decision) {
            let branches = flow.out(node.id);
            if branches.len() < 2 {
                continue;
            }
            for branch in branches.iter().filter(|branch| branch.label.trim().is_empty()) {
                let label = node_name(node);
                let message = format!("A branch of {label} has no label. Say on it when it is taken.");
                found.connection(flow.content.document.id, branch.id, message);
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
    fn every_branch_says_when_it_is_taken() {
        let mut sketch = Sketch::default();
        let process = sketch.document(DocumentKind::Process, "Refund a customer");
        let fork = sketch.node(process, NodeKind::Decision, "Within 30 days?");
        let one = sketch.node(process, NodeKind::Step, "Pay it back");
        let two = sketch.node(process, NodeKind::Step, "Say no");
        sketch.connect(process, fork, one, " ");
        sketch.check(&RULE, &[]);
        sketch.connect(process, fork, two, "no");
        sketch.check(&RULE, &["A branch of “Within 30 days?” has no label. Say on it when it is taken."]);
    }
}
