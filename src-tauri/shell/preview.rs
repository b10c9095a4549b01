//! The pages of a pack while it is put together: one layout at a time, and only the latest is kept. Each page is
//! drawn when the window shows it.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use roadbook_core::model::Pack;
use roadbook_core::{Error, ErrorCode, Result};
use uuid::Uuid;

use super::desk::Urgency;
use super::doors::Office;
use super::export::{Burner, Target};
use super::job::JobDone;
use super::jobs::Ticket;
use super::places::now;

#[derive(Default)]
pub struct Previews {
    /// Held while pages are laid out: whoever is stopped while it waits never begins.
    laying_out: Mutex<()>,
    shown: Mutex<Option<Arc<Shown>>>,
}

struct Shown {
    id: Uuid,
    preview: roadbook_export::Preview,
    pictures: Burner,
}

pub fn lay_out(office: &Office, ticket: &Ticket, pack: Pack) -> Result<JobDone> {
    let _turn = lock(&office.previews.laying_out);
    ticket.go_on()?;
    let (target, pictures) = office
        .desk
        .ask(Urgency::Read, move |library| Ok((Target::of_pack(library, pack)?, Burner::new(library.assets()))))?;
    let mut progress = |told: roadbook_export::Progress| ticket.flow(told.done, told.total, &told.what);
    let preview = target.preview(now(), &mut progress).ok_or_else(nothing)??;
    ticket.go_on()?;
    let (id, pages) = (Uuid::now_v7(), preview.pages());
    *lock(&office.previews.shown) = Some(Arc::new(Shown { id, preview, pictures }));
    Ok(JobDone::PreviewPack { preview: id, pages })
}

/// A page of the latest preview as a PNG; pages count from nought.
pub fn page(office: &Office, id: Uuid, page: usize, width: u32) -> Result<Vec<u8>> {
    let shown = lock(&office.previews.shown).clone().filter(|shown| shown.id == id).ok_or_else(nothing)?;
    shown.preview.draw(page, width, &shown.pictures).ok_or_else(nothing)?
}

pub fn close(office: &Office) -> JobDone {
    *lock(&office.previews.shown) = None;
    JobDone::ClosePreview
}

fn nothing() -> Error {
    Error::new(ErrorCode::NotFound, "These pages are not shown any more.")
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
