//! A step of which it is not said who does it: on a map without the lane of a role, or in an SOP.

use super::survey::main_steps;
use super::words::{counted, node_name};
use super::{Found, Rule, Survey};
use crate::model::{Delegation, DocumentKind, NodeKind};
use crate::query::Severity;

pub(super) const RULE: Rule = Rule { name: "step_without_role", severity: Severity::Warning, find };

fn find(survey: &Survey<'_>, found: &mut Found) {
    for flow in &survey.processes {
        let content = flow.content;
        let named = |lane| content.lanes.iter().any(|it| it.id == lane && it.role.is_some());
        for node in flow.nodes.iter().filter(|node| node.kind == NodeKind::Step) {
            let automatic = node.delegation == Some(Delegation::Automate);
            if node.role.is_none() && !node.lane.is_some_and(named) && !automatic {
                let label = node_name(node);
                let message = format!("Nobody has the step {label}. Give it a role, or its lane.");
                found.node(content.document.id, node.id, message);
            }
        }
    }
    // A work instruction is for whoever was sent to it.
    for content in &survey.documents {
        if !matches!(content.document.kind, DocumentKind::Sop | DocumentKind::Procedure) {
            continue;
        }
        let mut without = main_steps(content).enumerate().filter(|(_, step)| step.role.is_none());
        if let Some((index, first)) = without.next() {
            let count = counted(1 + without.count(), "step");
            let message = format!("{count} without a role, from step {} on. Say who does each.", index + 1);
            found.step(content.document.id, first.id, message);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::sketch::Sketch;
    use super::*;
    use crate::model::{Lane, RoleId};

    #[test]
    fn a_role_comes_from_the_step_or_from_its_lane() {
        let mut sketch = Sketch::default();
        let role: RoleId = sketch.id();
        let process = sketch.document(DocumentKind::Process, "Refund a customer");
        let lane = sketch.id();
        let band = Lane { id: lane, process, position: 1.0, role: None, title: "Support".into(), breadth: 160.0 };
        sketch.content(process).lanes.push(band);
        let step = sketch.node(process, NodeKind::Step, "Find the order");
        sketch.node_mut(process, step).lane = Some(lane);
        sketch.decided(process, "Send the receipt", Delegation::Automate);
        sketch.check(&RULE, &["Nobody has the step “Find the order”. Give it a role, or its lane."]);
        sketch.content(process).lanes[0].role = Some(role);

        let sop = sketch.document(DocumentKind::Sop, "Refund by card");
        for _ in 0..3 {
            sketch.step(sop, "Pay it back");
        }
        sketch.content(sop).steps[0].role = Some(role);
        let instruction = sketch.document(DocumentKind::Instruction, "Use the till");
        sketch.step(instruction, "Press **Refund**");
        sketch.check(&RULE, &["2 steps without a role, from step 2 on. Say who does each."]);
    }
}
