use roadbook_core::Result;
use serde_json::json;

use super::arguments::Verify;
use super::{End, print, with_library};

pub fn verify(wish: &Verify) -> Result<End> {
    let faults = with_library(&wish.library, |library| library.verify())?;
    if wish.json {
        print::json(&json!({ "faults": faults }))?;
    } else if faults.is_empty() {
        print::lines(["All is well: every row and every picture is as it was kept."])?;
    } else {
        print::lines(&faults)?;
    }
    Ok(if faults.is_empty() { End::Done } else { End::Findings })
}
