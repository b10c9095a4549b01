//! Roles and tools: names that many documents share and that are renamed in one place.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{RoleId, ToolId};

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(export)]
pub struct Role {
    pub id: RoleId,
    pub name: String,
    #[serde(default)]
    pub description: String,
    /// Who has the role now.
    #[serde(default)]
    pub person: String,
}

/// A system that steps are done in.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(export)]
pub struct Tool {
    pub id: ToolId,
    pub name: String,
    #[serde(default)]
    pub description: String,
    #[serde(default)]
    pub url: String,
}
