//! What an edit is called, which edits merge, and which are not undone.

use serde_json::Value;

use super::Edit;

impl Edit {
    /// The edit's name, and `.field` for an update: `add_steps`, `update_step.text`. The window's
    /// catalogue has a text for each. An edit made of several is called by its own label.
    pub fn label(&self) -> String {
        if let Self::Together { label, .. } = self {
            return label.clone();
        }
        match (self.name(), self.field()) {
            (name, Some(field)) => format!("{name}.{field}"),
            (name, None) => name,
        }
    }

    /// Equal for two edits that set the same field of the same record, so that typing is one undo.
    pub fn merge_key(&self) -> Option<String> {
        let key = match self {
            Self::UpdateDocument { id, .. } => id.to_string(),
            Self::UpdateNodes { ids, .. } => format!("{ids:?}"),
            Self::UpdateConnection { id, .. } => id.to_string(),
            Self::UpdateLane { id, .. } => id.to_string(),
            Self::UpdateStep { id, .. } => id.to_string(),
            Self::UpdateFigure { id, .. } => id.to_string(),
            Self::UpdateRole { id, .. } => id.to_string(),
            Self::UpdateTool { id, .. } => id.to_string(),
            Self::MoveNodes { moves } => format!("{:?}", moves.iter().map(|it| it.id).collect::<Vec<_>>()),
            Self::Outline { line: Some(line), .. } => line.to_string(),
            _ => return None,
        };
        Some(format!("{} {key}", self.label()))
    }

    /// Publishing, approval and runs are a record of what happened: they have their own opposites.
    pub fn undoable(&self) -> bool {
        match self {
            Self::SetStatus { .. }
            | Self::Publish { .. }
            | Self::StartRun { .. }
            | Self::TickRun { .. }
            | Self::UntickRun { .. }
            | Self::FinishRun { .. }
            | Self::DeleteRun { .. } => false,
            Self::Together { edits, .. } | Self::Outline { edits, .. } => edits.iter().all(Self::undoable),
            _ => true,
        }
    }

    fn name(&self) -> String {
        self.json().get("edit").and_then(Value::as_str).unwrap_or_default().to_owned()
    }

    fn field(&self) -> Option<String> {
        Some(self.json().get("change")?.get("field")?.as_str()?.to_owned())
    }

    /// Serde knows the names; writing them a second time would let them drift apart.
    fn json(&self) -> Value {
        serde_json::to_value(self).unwrap_or_default()
    }
}
