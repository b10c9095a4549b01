//! The page of a document as its readers get it, for the reader view.

use roadbook_core::model::DocumentId;
use roadbook_core::{Error, Result};

use super::desk::Urgency;
use super::doors::Office;
use super::job::JobDone;
use super::places::now;

pub fn read(office: &Office, document: DocumentId) -> Result<JobDone> {
    let around = office.desk.ask(Urgency::Read, move |library| library.snapshot_around(document))?;
    let page = roadbook_export::reader_page(&around, document, now());
    Ok(JobDone::ReadDocument { page: page.ok_or_else(|| Error::not_found("document", document))? })
}
