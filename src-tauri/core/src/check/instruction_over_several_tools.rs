//! A work instruction that goes through several tools: one action in one tool is its size.

use super::words::plain;
use super::{Found, Rule, Survey};
use crate::model::DocumentKind;
use crate::query::Severity;

pub(super) const RULE: Rule = Rule { name: "instruction_over_several_tools", severity: Severity::Note, find };

fn find(survey: &Survey<'_>, found: &mut Found) {
    let tools = &survey.snapshot.tools;
    let names: Vec<_> = tools.values().map(|tool| (tool, tool.name.trim().to_lowercase())).collect();
    for content in survey.of_kind(DocumentKind::Instruction) {
        let text = content.steps.iter().map(|step| plain(&step.text).to_lowercase()).collect::<Vec<_>>().join("\n");
        let used =
            names.iter().filter(|(tool, name)| content.document.tool == Some(tool.id) || names_tool(&text, name));
        let used: Vec<_> = used.map(|(tool, _)| tool.name.as_str()).collect();
        if let [first, second, ..] = used.as_slice() {
            let message = format!(
                "This work instruction uses {} tools, {first} and {second} among them. Write one for each tool.",
                used.len()
            );
            found.document(content.document.id, message);
        }
    }
}

/// The name as words of its own: "Till" is not in "until".
fn names_tool(text: &str, name: &str) -> bool {
    !name.is_empty()
        && text.match_indices(name).any(|(at, _)| {
            let before = text[..at].chars().next_back();
            let after = text[at + name.len()..].chars().next();
            !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
        })
}

#[cfg(test)]
mod tests {
    use super::super::sketch::Sketch;
    use super::*;
    use crate::model::{Tool, ToolId};

    #[test]
    fn a_tool_is_used_where_it_is_named() {
        let mut sketch = Sketch::default();
        let mut tool = |name: &str| {
            let id: ToolId = sketch.id();
            let tool = Tool { id, name: name.into(), description: String::new(), url: String::new() };
            sketch.snapshot.tools.insert(id, tool);
            id
        };
        let till = tool("Till");
        tool("Bank portal");
        tool("");
        let instruction = sketch.document(DocumentKind::Instruction, "Pay it back");
        sketch.content(instruction).document.tool = Some(till);
        sketch.step(instruction, "Wait until the **till** answers");
        sketch.check(&RULE, &[]);
        sketch.step(instruction, "Open the *bank* portal");
        sketch.check(
            &RULE,
            &["This work instruction uses 2 tools, Till and Bank portal among them. Write one for each tool."],
        );
    }
}
