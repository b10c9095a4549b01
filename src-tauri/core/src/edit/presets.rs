//! Looks of marks with a name: saved, renamed, deleted.

use super::apply::Work;
use super::vocabulary::check_name;
use crate::error::{Error, Result};
use crate::model::{Preset, PresetId};

/// More are not found again in a list.
const MOST_PRESETS: usize = 100;

pub(super) fn create(work: &mut Work<'_>, preset: Preset) -> Result<()> {
    let others = work.store.all::<Preset>()?;
    if others.iter().any(|other| other.id == preset.id) {
        return Err(Error::invalid("There is a style with this id already."));
    }
    if others.len() >= MOST_PRESETS {
        return Err(Error::limit(format!("A library has at most {MOST_PRESETS} styles. Delete one that is not used.")));
    }
    check_name("style", &preset.name, others.iter().map(|it| &it.name))?;
    work.store.put(&preset)
}

pub(super) fn rename(work: &mut Work<'_>, id: PresetId, name: String) -> Result<()> {
    let preset: Preset = work.store.need(id)?;
    let others = work.store.all::<Preset>()?;
    check_name("style", &name, others.iter().filter(|it| it.id != id).map(|it| &it.name))?;
    work.store.put(&Preset { name, ..preset })
}

pub(super) fn delete(work: &mut Work<'_>, id: PresetId) -> Result<()> {
    work.store.need::<Preset>(id)?;
    work.store.delete::<Preset>(id)
}
