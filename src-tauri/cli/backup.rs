//! `roadbook backup`, `backups` and `restore`.

use std::ops::ControlFlow;
use std::sync::Arc;

use roadbook_core::backup::{Backup, Reason, Restored};
use roadbook_core::library::Library;
use roadbook_core::{Result, day};
use serde_json::json;

use super::arguments::{BackUp, Backups, Restore};
use super::stop::Stop;
use super::{End, print, with_library};
use crate::shell::{Places, shelf_of};

pub fn back_up(wish: &BackUp) -> Result<End> {
    let stop = Stop::on_ctrl_c()?;
    let backup = with_library(&wish.library, |library| {
        let line = print::Progress::begin();
        library.begin_backup(Reason::Asked, Arc::new(|| true))?.finish(|done, total| told(&stop, &line, done, total))
    })?;
    if wish.json {
        print::json(&backup)?;
    } else {
        print::lines([format!("Made backup {}", line(&backup))])?;
    }
    Ok(End::Done)
}

/// After a command that changed a library, when it is time. That it fails is no failure of the command.
pub fn after_a_change(library: &mut Library) {
    if library.backup_due_in() != Some(0) {
        return;
    }
    let made = library
        .begin_backup(Reason::Usual, Arc::new(|| true))
        .and_then(|begun| begun.finish(|_, _| ControlFlow::Continue(())));
    if let Err(error) = made {
        print::warning(&format!("The changes are kept, but not backed up. {}", error.message));
    }
}

pub fn list(wish: &Backups) -> Result<End> {
    let backups = shelf_of(&Places::of_this_machine().backups, &wish.library)?.list();
    if wish.json {
        print::json(&backups)?;
    } else {
        print::lines(backups.iter().map(line))?;
    }
    Ok(End::Done)
}

pub fn restore(wish: &Restore) -> Result<End> {
    let stop = Stop::on_ctrl_c()?;
    let shelf = shelf_of(&Places::of_this_machine().backups, &wish.library)?;
    let progress = print::Progress::begin();
    let Restored { backup, missing } =
        shelf.restore(wish.number, &wish.output, |done, total| told(&stop, &progress, done, total))?;
    drop(progress);
    if missing > 0 {
        let pictures = if missing == 1 { "1 picture".to_owned() } else { format!("{missing} pictures") };
        print::warning(&format!("{pictures} could not be brought back. `roadbook verify` names what is missing."));
    }
    if wish.json {
        let path = std::path::absolute(&wish.output).unwrap_or_else(|_| wish.output.clone());
        print::json(&json!({ "path": path, "backup": backup, "missing": missing }))?;
    } else {
        print::lines([format!("Made {} of backup {}", wish.output.display(), line(&backup))])?;
    }
    Ok(End::Done)
}

fn told(stop: &Stop, line: &print::Progress, done: u32, total: u32) -> ControlFlow<()> {
    if stop.asked() {
        return ControlFlow::Break(());
    }
    line.tell(done, total, "pictures");
    ControlFlow::Continue(())
}

/// "12  2026-11-30 14:05 UTC  24 documents, 110 pictures, 31.4 MB".
fn line(backup: &Backup) -> String {
    let minutes = backup.made_at.div_euclid(60_000).rem_euclid(24 * 60);
    let count = |count: u32, one: &str| if count == 1 { format!("1 {one}") } else { format!("{count} {one}s") };
    let mut line = format!(
        "{}  {} {:02}:{:02} UTC  {}, {}, {}",
        backup.number,
        day::of(backup.made_at),
        minutes / 60,
        minutes % 60,
        count(backup.documents, "document"),
        count(backup.pictures, "picture"),
        print::size(backup.bytes),
    );
    match backup.reason {
        Reason::Usual => {}
        Reason::BeforeUpdate => line.push_str(", before an update"),
        Reason::Asked => line.push_str(", asked for"),
    }
    if backup.missing > 0 {
        line.push_str(&format!(", {} missing", count(backup.missing, "picture")));
    }
    line
}
