use roadbook_core::Result;
use roadbook_core::model::Status;
use roadbook_core::query::DocumentRow;
use serde_json::json;

use super::arguments::List;
use super::{End, overview, print, with_library};

pub fn list(wish: &List) -> Result<End> {
    let overview = with_library(&wish.library, |library| overview(library))?;
    if wish.json {
        print::json(&json!({
            "library": overview.library,
            "documents": overview.documents,
            "packs": overview.packs,
            "trashed": overview.trashed,
        }))?;
        return Ok(End::Done);
    }
    if overview.documents.is_empty() {
        print::lines(["There is no document in this library yet."])?;
        return Ok(End::Done);
    }
    let width = overview.documents.iter().map(|row| name(row).len()).max().unwrap_or(0);
    let documents =
        overview.documents.iter().map(|row| format!("{:width$}  {:9}  {}", name(row), status(row.status), row.title));
    let packs = overview.packs.iter().map(|pack| format!("{:width$}  {:9}  {}", "Pack", "", pack.name));
    print::lines(documents.chain(packs))?;
    Ok(End::Done)
}

fn name(row: &DocumentRow) -> String {
    format!("{} {}", row.kind.word(), row.number)
}

fn status(status: Status) -> &'static str {
    match status {
        Status::Draft => "draft",
        Status::InReview => "in review",
        Status::Approved => "approved",
        Status::Retired => "retired",
    }
}
