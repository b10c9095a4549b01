//! Pictures from the file to the burned copy: limits, bombs, metadata, redaction, crop, the files and the
//! cache behind them. Through the public interface, on real files in temporary folders.

#![allow(clippy::disallowed_methods, reason = "the walls of clippy.toml stand around what ships")]

mod burning;
mod cases;
mod forms;
mod hostile;
mod keeping;
mod making;
mod metadata;
mod replacing;
