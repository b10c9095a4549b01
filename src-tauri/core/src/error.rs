//! One error type for the whole core: a code the UI may branch on, a sentence for the person.

use serde::Serialize;
use ts_rs::TS;

/// What went wrong, as far as a caller may want to act differently. Nobody matches on message text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum ErrorCode {
    /// The thing named does not exist (any more).
    NotFound,
    /// The input breaks a rule of the model: a wrong value, a wrong place, a missing part.
    Invalid,
    /// A limit of SAFETY.md would be passed; the message names limit and value.
    Limit,
    /// Another process has the library open.
    Locked,
    /// The library was written by a newer Roadbook.
    Newer,
    /// The folder or file is not a Roadbook library.
    Foreign,
    /// The library's file fails its integrity check.
    Damaged,
    /// The library was not closed, and the log with its last changes is gone.
    LogMissing,
    /// The library can be read but not written.
    ReadOnly,
    /// The picture cannot be read as one.
    Picture,
    /// The disk is full.
    DiskFull,
    /// Reading or writing a file failed.
    Io,
    /// The person, or the program, stopped the job.
    Cancelled,
    /// A fault of ours.
    Internal,
}

/// What failed, on which thing, and what the person can do: `message` is one or two sentences for the
/// screen, `detail` is for a bug report and never holds user text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, thiserror::Error, TS)]
#[error("{message}")]
#[ts(export, rename = "ApiError")]
pub struct Error {
    pub code: ErrorCode,
    pub message: String,
    pub detail: Option<String>,
}

pub type Result<T, E = Error> = std::result::Result<T, E>;

impl Error {
    pub fn new(code: ErrorCode, message: impl Into<String>) -> Self {
        Self { code, message: message.into(), detail: None }
    }

    pub fn invalid(message: impl Into<String>) -> Self {
        Self::new(ErrorCode::Invalid, message)
    }

    pub fn limit(message: impl Into<String>) -> Self {
        Self::new(ErrorCode::Limit, message)
    }

    /// `what` is the kind of record in plain words ("step"), `id` is what was asked for.
    pub fn not_found(what: &str, id: impl std::fmt::Display) -> Self {
        Self::new(ErrorCode::NotFound, format!("This {what} does not exist any more."))
            .with_detail(format!("{what} {id}"))
    }

    pub fn with_detail(mut self, detail: impl Into<String>) -> Self {
        self.detail = Some(detail.into());
        self
    }
}

/// Turns a silent `None` into an error that names what is missing.
pub trait OrNotFound<T> {
    fn or_not_found(self, what: &str, id: impl std::fmt::Display) -> Result<T>;
}

impl<T> OrNotFound<T> for Option<T> {
    fn or_not_found(self, what: &str, id: impl std::fmt::Display) -> Result<T> {
        self.ok_or_else(|| Error::not_found(what, id))
    }
}
