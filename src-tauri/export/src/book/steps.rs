//! The steps of a procedure, SOP or work instruction, numbered and resolved.

use roadbook_core::model::{CalloutKind, DocumentContent, Recording, Step};

use super::figures::{FigureView, Figures};
use super::{Index, Reference, place};
use crate::markdown::{self, Block};
use crate::text;

pub struct StepView {
    /// `d12-s3`.
    pub anchor: String,
    /// "3", or "3.2" for a sub-step.
    pub number: String,
    pub depth: u8,
    pub text: Vec<Block>,
    pub role: String,
    pub expected: Vec<Block>,
    pub why: Vec<Block>,
    pub callouts: Vec<CalloutView>,
    pub told_in: Option<Reference>,
    pub recording: Option<RecordingView>,
    pub page_break: bool,
    pub figures: Vec<FigureView>,
}

pub struct RecordingView {
    pub words: String,
    /// None where it is a file, which its readers do not have, and whose folder is nobody's business.
    pub address: Option<String>,
}

pub struct CalloutView {
    pub kind: CalloutKind,
    pub blocks: Vec<Block>,
}

/// A step is at most one deeper than the one before it; what claims more is shown as if it were.
pub fn depths(steps: &[Step]) -> Vec<u8> {
    let mut deepest = 0;
    steps
        .iter()
        .map(|step| {
            let depth = step.depth.min(deepest);
            deepest = (depth + 1).min(2);
            depth
        })
        .collect()
}

/// 1, 2, 2.1, 2.2, 3.
pub fn numbers(steps: &[Step]) -> Vec<String> {
    let mut counts = [0_u32; 3];
    depths(steps)
        .into_iter()
        .map(|depth| {
            let depth = usize::from(depth);
            counts[depth] += 1;
            counts[depth + 1..].fill(0);
            counts[..=depth].iter().map(u32::to_string).collect::<Vec<_>>().join(".")
        })
        .collect()
}

pub fn steps<'a>(
    content: &'a DocumentContent,
    anchor: &str,
    title: &str,
    index: &Index<'a>,
    figures: &mut Figures<'a>,
    warnings: &mut Vec<String>,
) -> Vec<StepView> {
    figures.begin(content, title);
    let numbers = numbers(&content.steps);
    content
        .steps
        .iter()
        .zip(numbers)
        .zip(depths(&content.steps))
        .map(|((step, number), depth)| {
            if step.link.is_some_and(|target| index.get(target).is_none()) {
                let step = place(title, &number);
                warnings.push(format!("The document that tells {step} in full is not in this pack."));
            }
            if content.figures.iter().any(|figure| figure.step == step.id && figure.is_blurred()) {
                let step = place(title, &number);
                warnings.push(format!(
                    "A picture in {step} is only blurred, which is not secure. Redact what must not be seen."
                ));
            }
            let told = markdown::read(&step.text);
            let figures = figures.of_step(content, step.id, &number);
            if told.is_empty() && figures.is_empty() && step.link.is_none() {
                let step = place(title, &number);
                warnings.push(format!(
                    "There is neither text nor a picture in {step}. Write what to do there, or delete the step."
                ));
            }
            StepView {
                anchor: format!("{anchor}-s{number}"),
                depth,
                text: told,
                role: text::line(index.snapshot.role_name(step.role)),
                expected: markdown::read(&step.expected),
                why: markdown::read(&step.why),
                callouts: step
                    .callouts
                    .iter()
                    .map(|callout| CalloutView { kind: callout.kind, blocks: markdown::read(&callout.text) })
                    .filter(|callout| !callout.blocks.is_empty())
                    .collect(),
                told_in: step.link.and_then(|target| index.get(target)).cloned(),
                recording: step.recording.as_ref().and_then(recording),
                page_break: step.page_break,
                figures,
                number,
            }
        })
        .collect()
}

fn recording(recording: &Recording) -> Option<RecordingView> {
    let title = text::line(&recording.title);
    if let Some(name) = recording.file_name() {
        let name = text::line(&name);
        let words = if title.is_empty() { name } else { format!("{title} ({name})") };
        return Some(RecordingView { words, address: None });
    }
    let address = markdown::web_address(&recording.url)?;
    let words = if title.is_empty() { address.clone() } else { title };
    Some(RecordingView { words, address: Some(address) })
}

#[cfg(test)]
mod tests {
    use super::*;
    use roadbook_core::model::{DocumentId, StepId};

    #[test]
    fn sub_steps_count_within_their_step() {
        let steps: Vec<Step> = [0, 1, 1, 2, 0, 2, 1]
            .into_iter()
            .map(|depth| Step { depth, ..Step::new(StepId::default(), DocumentId::default(), 0.0, String::new()) })
            .collect();
        assert_eq!(numbers(&steps), ["1", "1.1", "1.2", "1.2.1", "2", "2.1", "2.2"]);
    }
}
