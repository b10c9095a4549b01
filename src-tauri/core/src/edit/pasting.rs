//! Whole steps put into a document: copies from the same library, or from another one by the clipboard.

use std::collections::{BTreeMap, BTreeSet};

use super::apply::{Work, fits};
use super::{figures, steps, vocabulary};
use crate::error::{Error, Result};
use crate::model::{Asset, Document, DocumentId, Figure, Role, RoleId, Step, StepId};
use crate::text;

/// What the library does not have stays away: a picture of another library, a link to a document that is not
/// here. A role goes by its name.
pub(super) fn paste(
    work: &mut Work<'_>,
    document: DocumentId,
    after: Option<StepId>,
    steps: Vec<Step>,
    figures: Vec<Figure>,
    roles: Vec<Role>,
) -> Result<()> {
    let ids: BTreeSet<StepId> = steps.iter().map(|step| step.id).collect();
    if figures.iter().any(|figure| !ids.contains(&figure.step)) {
        return Err(Error::invalid("A screenshot belongs to none of the steps that are pasted."));
    }
    let roles = vocabulary::bring_roles(work, roles)?;
    let steps = steps.into_iter().map(|step| at_home(work, document, step, &roles)).collect::<Result<_>>()?;
    steps::put_new(work, document, after, steps)?;
    let mut counts: BTreeMap<StepId, usize> = BTreeMap::new();
    for figure in figures {
        if work.store.get::<Asset>(&figure.asset)?.is_some() {
            let count = counts.entry(figure.step).or_default();
            *count += 1;
            figures::check_count(*count)?;
            figures::put_new(work, Figure { position: *count as f64, ..figure })?;
        }
    }
    Ok(())
}

/// The step without what leads out of the library.
fn at_home(work: &Work<'_>, document: DocumentId, step: Step, roles: &BTreeMap<RoleId, RoleId>) -> Result<Step> {
    let mut step = Step { document, ..step };
    let mut named = vec![];
    for text in [&step.text, &step.expected, &step.why].into_iter().chain(step.callouts.iter().map(|it| &it.text)) {
        fits("text of the step", text)?;
        named.extend(text::mentions(text));
    }
    for target in named.into_iter().chain(step.link) {
        if work.store.get::<Document>(target)?.is_some_and(|found| found.trashed_at.is_none()) {
            continue;
        }
        step.link = step.link.filter(|it| *it != target);
        let texts = [&mut step.text, &mut step.expected, &mut step.why].into_iter();
        for text in texts.chain(step.callouts.iter_mut().map(|it| &mut it.text)) {
            *text = text::unlink(text, target);
        }
    }
    // A document does not lead to itself.
    step.link = step.link.filter(|it| *it != document);
    if let Some(role) = step.role {
        let role = *roles.get(&role).unwrap_or(&role);
        step.role = work.store.get::<Role>(role)?.map(|found| found.id);
    }
    Ok(step)
}
