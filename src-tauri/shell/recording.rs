//! Recordings of steps that are files. The page names steps and never paths: what is linked was chosen in the
//! system's dialog, and what is opened is what a step's record says, as long as it plays and is no program.

use std::io::ErrorKind;
use std::path::{Component, Path, PathBuf, Prefix};

use roadbook_core::edit::StepChange;
use roadbook_core::model::{Recording, StepId};
use roadbook_core::{Edit, Error, ErrorCode, Result};

use super::desk::Urgency;
use super::desktop::left;
use super::doors::Office;
use super::event::Event;
use super::job::JobDone;
use super::open::check_address;

pub fn link(office: &Office, step: StepId, title: String) -> Result<JobDone> {
    let path = office.desktop.pick_recording().ok_or_else(left)?;
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let unwritten = || Error::invalid(format!("“{name}” lies in a folder whose name is no text. Move it elsewhere."));
    let file = path.to_str().ok_or_else(unwritten)?.to_owned();
    let change = StepChange::Recording(Some(Recording { title, file, ..Recording::default() }));
    let changed = office.desk.ask(Urgency::Edit, move |library| library.edit(Edit::UpdateStep { id: step, change }))?;
    office.tell(Event::Changed(Box::new(changed)));
    Ok(JobDone::LinkRecording)
}

pub fn open(office: &Office, step: StepId) -> Result<JobDone> {
    let step = office.desk.ask(Urgency::Read, move |library| library.step(step))?;
    let recording = step.recording.ok_or_else(|| Error::not_found("recording", step.id))?;
    if recording.file.is_empty() {
        check_address(&recording.url)?;
        office.desktop.open_address(&recording.url)?;
    } else {
        office.desktop.open_file(&playable(&recording)?)?;
    }
    Ok(JobDone::OpenRecording)
}

/// The file itself, behind every link: a library may come from anywhere, and so may what it names.
fn playable(recording: &Recording) -> Result<PathBuf> {
    let name = recording.file_name().unwrap_or_default();
    let path = Path::new(&recording.file);
    if !is_here(path) {
        return Err(Error::invalid(format!("“{name}” is not on this computer. Choose its file again.")));
    }
    let found = path.canonicalize().map_err(|error| match error.kind() {
        ErrorKind::NotFound | ErrorKind::NotADirectory => Error::new(
            ErrorCode::NotFound,
            format!("“{name}” is not where it was when it was linked. Put it back, or choose its file again."),
        ),
        _ => Error::new(ErrorCode::Io, format!("“{name}” cannot be opened: {error}.")),
    })?;
    if found.is_file() && found.to_str().is_some_and(Recording::plays) {
        return Ok(found);
    }
    Err(Error::invalid(format!("“{name}” is no video or sound any more. Choose its file again.")))
}

/// A whole path that asks no other machine: opening one there would tell it who asks.
fn is_here(path: &Path) -> bool {
    let elsewhere = |part| match part {
        Component::Prefix(prefix) => !matches!(prefix.kind(), Prefix::Disk(_) | Prefix::VerbatimDisk(_)),
        _ => false,
    };
    path.is_absolute() && !path.components().any(elsewhere)
}
