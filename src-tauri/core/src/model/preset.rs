//! Looks of marks that a person has named, to be used again on every picture of the library.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{Lettering, Mark, PresetId, StrokeWidth};

/// All that a mark's look is made of, beside its form. A mark that was given it keeps no reference to it:
/// it is a copy, and stays as it is when the preset goes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(export)]
pub struct Preset {
    pub id: PresetId,
    pub name: String,
    pub mark: Mark,
    pub stroke: StrokeWidth,
    pub lettering: Lettering,
}
