//! The two jobs that look at a whole library.

use roadbook_core::{Result, Scope};

use super::desk::Urgency;
use super::doors::Office;
use super::job::JobDone;
use super::jobs::Ticket;
use super::places::now;

/// The records are copied at the library's thread; the rules look at the copy here.
pub fn check_library(office: &Office, ticket: &Ticket) -> Result<JobDone> {
    ticket.progress(0, 0, "")?;
    let snapshot = office.desk.ask(Urgency::Read, |library| library.snapshot(&Scope::All))?;
    ticket.progress(0, 0, "")?;
    Ok(JobDone::CheckLibrary { findings: roadbook_core::check::check(&snapshot, now()) })
}

/// Only the database is read at the library's thread; the files, which may be many, are read here.
pub fn verify_library(office: &Office, ticket: &Ticket) -> Result<JobDone> {
    ticket.progress(0, 0, "")?;
    let (mut faults, known, assets) = office.desk.ask(Urgency::Read, |library| {
        let (faults, known) = library.verify_rows()?;
        Ok((faults, known, library.assets()))
    })?;
    let total = u32::try_from(known.len()).unwrap_or(u32::MAX);
    for (hash, done) in known.iter().zip(0..) {
        ticket.progress(done, total, "")?;
        faults.extend(assets.fault(hash));
    }
    // A picture that came meanwhile is known by now.
    let (_, known) = office.desk.ask(Urgency::Read, |library| library.verify_rows())?;
    faults.extend(assets.unknown_faults(&known)?);
    Ok(JobDone::VerifyLibrary { faults })
}
