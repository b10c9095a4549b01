//! Burning a picture for good: decoded and encoded beside the library's thread, and then put in its place there.

use roadbook_core::model::FigureId;
use roadbook_core::{Result, pixels};

use super::desk::Urgency;
use super::doors::Office;
use super::event::Event;
use super::job::JobDone;
use super::jobs::Ticket;
use super::places::now;
use super::{compare, preview};

pub fn burn_picture(office: &Office, ticket: &Ticket, id: FigureId, crop: bool) -> Result<JobDone> {
    let (figure, asset, assets) = office.desk.ask(Urgency::Read, move |library| {
        let (figure, asset) = library.before_burning(id)?;
        Ok((figure, asset, library.assets()))
    })?;
    let burned = pixels::burn_in(&assets.original(&figure.asset)?, &figure, crop)?;
    ticket.go_on()?;
    let burned = assets.store(&burned, &asset.source_name, now())?;
    // Neither is open while a dialog asks whether to burn; but what they hold is from before.
    compare::close(office);
    preview::close(office);
    let (done, anew) = office.desk.ask(Urgency::Edit, move |library| {
        let before = library.state().revision;
        let done = library.burn(&figure, &burned);
        if done.is_err() {
            // With a row it is known for unused, and goes when such pictures go.
            library.add_asset(&burned)?;
        }
        let state = library.state();
        Ok((done, (state.revision > before).then_some(state)))
    })?;
    match done {
        Ok(changed) => {
            office.tell(Event::Changed(Box::new(changed)));
            Ok(JobDone::BurnPicture)
        }
        Err(error) => {
            // It got as far as the old file: whoever mirrors the library reads it anew.
            if let Some(state) = anew {
                office.tell(Event::Library(Some(state)));
            }
            Err(error)
        }
    }
}
