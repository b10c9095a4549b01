//! Packs: saved and deleted.

use super::apply::{Work, fits};
use crate::error::{Error, OrNotFound, Result};
use crate::model::{Asset, Pack, PackId};

pub(super) fn save(work: &mut Work<'_>, pack: Pack) -> Result<()> {
    if pack.name.trim().is_empty() {
        return Err(Error::invalid("A pack needs a name."));
    }
    fits("name of the pack", &pack.name)?;
    fits("company", &pack.options.company)?;
    if work.store.all::<Pack>()?.iter().any(|other| other.id != pack.id && other.name == pack.name) {
        return Err(Error::invalid(format!("There is a pack called “{}” already.", pack.name)));
    }
    if let Some(logo) = &pack.options.logo {
        work.store.get::<Asset>(logo)?.or_not_found("picture", logo)?;
    }
    for id in &pack.documents {
        work.document(*id)?;
    }
    work.store.put(&pack)
}

pub(super) fn delete(work: &mut Work<'_>, id: PackId) -> Result<()> {
    work.store.need::<Pack>(id)?;
    work.store.delete::<Pack>(id)
}
