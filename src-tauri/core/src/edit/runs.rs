//! Runs: started, ticked, finished. They say what happened, so they are not undone.

use super::apply::{Work, fits};
use crate::error::{Error, Result};
use crate::model::{Revision, Run, RunId, Tick};

pub(super) fn start(work: &mut Work<'_>, run: Run) -> Result<()> {
    if work.store.get::<Run>(run.id)?.is_some() {
        return Err(Error::invalid("There is a run with this id already."));
    }
    work.document(run.document)?;
    if let Some(revision) = run.revision
        && work.store.need::<Revision>(revision)?.document != run.document
    {
        return Err(Error::invalid("This revision belongs to another document."));
    }
    fits("title of the run", &run.title)?;
    fits("assignee", &run.assignee)?;
    work.store.put(&Run { started_at: work.now, finished_at: None, ticks: vec![], ..run })
}

/// Ticks a part, or replaces its tick.
pub(super) fn tick(work: &mut Work<'_>, id: RunId, tick: Tick) -> Result<()> {
    let mut run = open(work, id)?;
    fits("note", &tick.note)?;
    fits("name", &tick.by)?;
    run.ticks.retain(|it| it.part != tick.part);
    run.ticks.push(Tick { at: work.now, ..tick });
    work.store.put(&run)
}

pub(super) fn untick(work: &mut Work<'_>, id: RunId, part: uuid::Uuid) -> Result<()> {
    let mut run = open(work, id)?;
    run.ticks.retain(|it| it.part != part);
    work.store.put(&run)
}

pub(super) fn finish(work: &mut Work<'_>, id: RunId) -> Result<()> {
    let run = open(work, id)?;
    work.store.put(&Run { finished_at: Some(work.now), ..run })
}

pub(super) fn delete(work: &mut Work<'_>, id: RunId) -> Result<()> {
    work.store.need::<Run>(id)?;
    work.store.delete::<Run>(id)
}

fn open(work: &Work<'_>, id: RunId) -> Result<Run> {
    let run: Run = work.store.need(id)?;
    if run.finished_at.is_some() {
        return Err(Error::invalid(format!("“{}” is finished. Start a new run.", run.title)));
    }
    Ok(run)
}
