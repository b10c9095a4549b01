//! The command line: the same libraries by the same rules, with no window and no display.
//!
//! Answers go to the standard output, everything else to the standard error. Exit codes: 0 it is done,
//! 1 there are findings, 2 the command or its input is wrong, 130 it was stopped by Ctrl+C.

mod arguments;
mod backup;
mod check;
mod edit;
mod export;
mod list;
mod new;
mod print;
mod search;
mod stop;
mod verify;

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Parser;
use roadbook_core::library::Library;
use roadbook_core::model::DocumentId;
use roadbook_core::query::{DocumentRow, Overview, Query, Reply};
use roadbook_core::{Error, ErrorCode, Result};

use crate::shell::{Places, outside};
use arguments::{Arguments, Command};

/// Where a start goes.
pub enum Begin {
    /// To the window, with the library that was named.
    Window(Option<PathBuf>),
    Done(ExitCode),
}

/// How a command ended, when it did not fail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum End {
    Done,
    Findings,
}

pub fn begin(arguments: impl IntoIterator<Item = OsString>) -> Begin {
    let arguments = match Arguments::try_parse_from(arguments) {
        Ok(arguments) => arguments,
        Err(told) => {
            let _ = told.print();
            return Begin::Done(ExitCode::from(if told.use_stderr() { 2 } else { 0 }));
        }
    };
    let command = match arguments.command {
        None => return Begin::Window(arguments.library),
        Some(Command::Open { library }) => return Begin::Window(library),
        Some(command) => command,
    };
    Begin::Done(match run(command) {
        Ok(End::Done) => ExitCode::SUCCESS,
        Ok(End::Findings) => ExitCode::from(1),
        Err(error) => {
            print::trouble(&error);
            // What shells give for a program that Ctrl+C ended.
            ExitCode::from(if error.code == ErrorCode::Cancelled { 130 } else { 2 })
        }
    })
}

fn run(command: Command) -> Result<End> {
    match command {
        Command::Open { .. } => Ok(End::Done),
        Command::New(wish) => new::new(&wish),
        Command::List(wish) => list::list(&wish),
        Command::Export(wish) => export::export(&wish),
        Command::Search(wish) => search::search(&wish),
        Command::Check(wish) => check::check(&wish),
        Command::Verify(wish) => verify::verify(&wish),
        Command::Edit(wish) => edit::edit(&wish),
        Command::Backup(wish) => backup::back_up(&wish),
        Command::Backups(wish) => backup::list(&wish),
        Command::Restore(wish) => backup::restore(&wish),
    }
}

/// Opens a library for one command and closes it behind it, also when the command fails.
fn with_library<R>(path: &Path, work: impl FnOnce(&mut Library) -> Result<R>) -> Result<R> {
    let mut library = Library::open(path, outside(&Places::of_this_machine()))?;
    let done = work(&mut library);
    let closed = library.close();
    let done = done?;
    closed?;
    Ok(done)
}

fn overview(library: &Library) -> Result<Overview> {
    match library.read(Query::Overview)? {
        Reply::Overview(overview) => Ok(*overview),
        _ => Err(Error::new(ErrorCode::Internal, "The library answered something else than was asked.")),
    }
}

/// A document by its number or its id.
fn document(overview: &Overview, named: &str) -> Result<DocumentId> {
    row(overview, named).map(|row| row.id)
}

fn row<'a>(overview: &'a Overview, named: &str) -> Result<&'a DocumentRow> {
    let number: Option<u32> = named.parse().ok();
    let id: Option<DocumentId> = named.parse().ok();
    let found = overview.documents.iter().find(|row| Some(row.number) == number || Some(row.id) == id);
    found.ok_or_else(|| {
        Error::new(
            ErrorCode::NotFound,
            format!("There is no document {named} in this library. `roadbook list` shows their numbers."),
        )
    })
}

/// "SOP 12 “Refund a customer”".
fn shown(row: &DocumentRow) -> String {
    format!("{} {} “{}”", row.kind.word(), row.number, row.title)
}
