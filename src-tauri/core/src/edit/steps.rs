//! Steps: added, changed, moved, divided, joined, deleted.

use std::collections::BTreeSet;

use super::apply::{Work, between, fits};
use super::{NewStep, StepChange};
use crate::error::{Error, Result};
use crate::model::{Callout, Document, DocumentId, Figure, Recording, Role, Step, StepId};

const DEEPEST: u8 = 2;
const MOST_STEPS: usize = 10_000;
const MOST_CALLOUTS: usize = 50;

pub(super) fn add(work: &mut Work<'_>, document: DocumentId, after: Option<StepId>, new: Vec<NewStep>) -> Result<()> {
    let made = |NewStep { id, text, depth, link }| Step { depth, link, ..Step::new(id, document, 0.0, text) };
    put_new(work, document, after, new.into_iter().map(made).collect())
}

/// Steps with all that they have; their positions are given to them here.
pub(super) fn put_new(work: &mut Work<'_>, document: DocumentId, after: Option<StepId>, new: Vec<Step>) -> Result<()> {
    work.with_steps(document)?;
    let present: Vec<Step> = work.store.list("document", document)?;
    if present.len() + new.len() > MOST_STEPS {
        return Err(Error::limit(format!(
            "This document would have {} steps; the limit is {MOST_STEPS}. Divide it into several documents.",
            present.len() + new.len()
        )));
    }
    let mut ids = BTreeSet::new();
    for step in &new {
        if work.store.get::<Step>(step.id)?.is_some() || !ids.insert(step.id) {
            return Err(Error::invalid("There is a step with this id already."));
        }
        fits("text of the step", &step.text)?;
        fits("expected result", &step.expected)?;
        fits("reason", &step.why)?;
        check_callouts(&step.callouts)?;
        step.recording.as_ref().map(check_recording).transpose()?;
        step.link.map(|id| check_link(work, document, id)).transpose()?;
        check_depth(step.depth)?;
    }
    put_behind(work, document, after, new)
}

pub(super) fn update(work: &mut Work<'_>, id: StepId, change: StepChange) -> Result<()> {
    let mut step: Step = work.store.need(id)?;
    work.document(step.document)?;
    match change {
        StepChange::Text(text) => set("text of the step", &mut step.text, text)?,
        StepChange::Depth(depth) => step.depth = check_depth(depth)?,
        StepChange::Role(role) => {
            role.map(|id| work.store.need::<Role>(id)).transpose()?;
            step.role = role;
        }
        StepChange::Expected(text) => set("expected result", &mut step.expected, text)?,
        StepChange::Why(text) => set("reason", &mut step.why, text)?,
        StepChange::Callouts(callouts) => {
            check_callouts(&callouts)?;
            step.callouts = callouts;
        }
        StepChange::Link(link) => {
            link.map(|id| check_link(work, step.document, id)).transpose()?;
            step.link = link;
        }
        StepChange::Recording(recording) => {
            recording.as_ref().map(check_recording).transpose()?;
            step.recording = recording;
        }
        StepChange::PageBreak(flag) => step.page_break = flag,
    }
    work.store.put(&step)?;
    work.touch(step.document);
    Ok(())
}

fn set(what: &str, field: &mut String, text: String) -> Result<()> {
    fits(what, &text)?;
    *field = text;
    Ok(())
}

fn check_depth(depth: u8) -> Result<u8> {
    if depth > DEEPEST {
        return Err(Error::invalid("Steps have sub-steps, and these have sub-steps once more, but no deeper."));
    }
    Ok(depth)
}

fn check_link(work: &Work<'_>, from: DocumentId, target: DocumentId) -> Result<()> {
    if from == target {
        return Err(Error::invalid("A step cannot link to its own document."));
    }
    work.document(target).map(drop)
}

fn check_callouts(callouts: &[Callout]) -> Result<()> {
    if callouts.len() > MOST_CALLOUTS {
        return Err(Error::limit(format!("A step has at most {MOST_CALLOUTS} tips and warnings.")));
    }
    callouts.iter().try_for_each(|callout| fits("tip or warning", &callout.text))
}

fn check_recording(recording: &Recording) -> Result<()> {
    fits("title of the recording", &recording.title)?;
    if recording.file.is_empty() {
        return check_address(&recording.url);
    }
    fits("path of the recording", &recording.file)?;
    if !recording.url.is_empty() {
        return Err(Error::invalid("A recording is at an address or in a file, and not both."));
    }
    if Recording::plays(&recording.file) {
        return Ok(());
    }
    let name = recording.file_name().unwrap_or_default();
    Err(Error::invalid(format!(
        "“{name}” is no video or sound that can be linked: its name ends with none of {}.",
        Recording::FILES.join(", ")
    )))
}

fn check_address(url: &str) -> Result<()> {
    fits("address of the recording", url)?;
    let lower = url.trim().to_ascii_lowercase();
    if lower.starts_with("https://") || lower.starts_with("http://") {
        return Ok(());
    }
    Err(Error::invalid("The address of a recording begins with https:// or http://."))
}

pub(super) fn move_to(work: &mut Work<'_>, ids: &[StepId], document: DocumentId, after: Option<StepId>) -> Result<()> {
    work.with_steps(document)?;
    if after.is_some_and(|after| ids.contains(&after)) {
        return Err(Error::invalid("Steps cannot be moved behind themselves."));
    }
    let mut steps = vec![];
    for id in ids {
        let step: Step = work.store.need(*id)?;
        work.document(step.document)?;
        if step.document != document {
            work.touch(step.document);
            step.link.map(|id| check_link(work, document, id)).transpose()?;
        }
        steps.push(Step { document, ..step });
    }
    put_behind(work, document, after, steps)
}

/// Gives the steps places behind `after` (none: at the beginning) and numbers the others anew where there
/// is no room between two.
fn put_behind(work: &mut Work<'_>, document: DocumentId, after: Option<StepId>, steps: Vec<Step>) -> Result<()> {
    let moving: BTreeSet<StepId> = steps.iter().map(|step| step.id).collect();
    let mut others: Vec<Step> = work.store.list("document", document)?;
    others.retain(|step| !moving.contains(&step.id));
    let index = after.map(|id| others.iter().position(|it| it.id == id).ok_or_else(|| Error::not_found("step", id)));
    let index = index.transpose()?;
    let mut positions: Vec<f64> = others.iter().map(|step| step.position).collect();
    let mut at = index;
    let mut placed = vec![];
    for step in &steps {
        let Some(position) = between(&positions, at) else { break };
        let slot = at.map_or(0, |index| index + 1);
        positions.insert(slot, position);
        at = Some(slot);
        placed.push(Step { position, ..step.clone() });
    }
    if placed.len() < steps.len() {
        let slot = index.map_or(0, |index| index + 1);
        others.splice(slot..slot, steps);
        placed = others;
        for (index, step) in placed.iter_mut().enumerate() {
            step.position = (index + 1) as f64;
        }
    }
    placed.iter().try_for_each(|step| work.store.put(step))?;
    work.touch(document);
    Ok(())
}

pub(super) fn delete(work: &mut Work<'_>, ids: &[StepId]) -> Result<()> {
    for id in ids {
        let step: Step = work.store.need(*id)?;
        work.document(step.document)?;
        for figure in work.store.figures_of_step(*id)? {
            work.store.delete::<Figure>(figure.id)?;
        }
        work.store.delete::<Step>(id)?;
        work.touch(step.document);
    }
    Ok(())
}

pub(super) fn split(work: &mut Work<'_>, id: StepId, new: StepId, text: String, rest: String) -> Result<()> {
    fits("text of the step", &text)?;
    fits("text of the step", &rest)?;
    let step: Step = work.store.need(id)?;
    work.document(step.document)?;
    let depth = step.depth;
    let document = step.document;
    work.store.put(&Step { text, ..step })?;
    add(work, document, Some(id), vec![NewStep { id: new, text: rest, depth, link: None }])
}

pub(super) fn merge(work: &mut Work<'_>, first: StepId, second: StepId) -> Result<()> {
    let mut kept: Step = work.store.need(first)?;
    let gone: Step = work.store.need(second)?;
    let document: Document = work.document(kept.document)?;
    if first == second || gone.document != document.id {
        return Err(Error::invalid("Only two steps of one document can be joined."));
    }
    for (into, from) in [(&mut kept.text, &gone.text), (&mut kept.expected, &gone.expected), (&mut kept.why, &gone.why)]
    {
        *into = [into.trim_end(), from.trim_start()]
            .into_iter()
            .filter(|text| !text.is_empty())
            .collect::<Vec<_>>()
            .join("\n\n");
        fits("text of the step", into)?;
    }
    kept.callouts.extend(gone.callouts);
    kept.link = kept.link.or(gone.link);
    kept.recording = kept.recording.or(gone.recording);
    kept.role = kept.role.or(gone.role);
    work.store.put(&kept)?;
    let last = work.store.figures_of_step(first)?.last().map_or(0.0, |figure| figure.position);
    for (index, figure) in work.store.figures_of_step(second)?.into_iter().enumerate() {
        work.store.put(&Figure { step: first, position: last.floor() + (index + 1) as f64, ..figure })?;
    }
    work.store.delete::<Step>(second)?;
    work.touch(document.id);
    Ok(())
}
