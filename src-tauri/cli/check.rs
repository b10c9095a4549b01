use roadbook_core::query::{Finding, Overview, Severity};
use roadbook_core::{Result, Scope};

use super::arguments::Check;
use super::{End, overview, print, shown, with_library};
use crate::shell::places::now;

pub fn check(wish: &Check) -> Result<End> {
    let (overview, findings) = with_library(&wish.library, |library| {
        Ok((overview(library)?, roadbook_core::check::check(&library.snapshot(&Scope::All)?, now())))
    })?;
    if wish.json {
        print::json(&findings)?;
    } else if findings.is_empty() {
        print::lines(["All is well: there are no findings."])?;
    } else {
        print::lines(findings.iter().map(|finding| line(&overview, finding)))?;
    }
    Ok(if findings.is_empty() { End::Done } else { End::Findings })
}

fn line(overview: &Overview, finding: &Finding) -> String {
    let row = overview.documents.iter().find(|row| row.id == finding.document);
    let severity = match finding.severity {
        Severity::Problem => "problem",
        Severity::Warning => "warning",
        Severity::Note => "note",
    };
    format!("{}: {severity}: {} ({})", row.map_or_else(String::new, shown), finding.message, finding.rule)
}
