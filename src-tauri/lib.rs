//! The application: three doors onto one library, as a window and as a command line.
//!
//! What a library is and may become is decided in `roadbook-core`, what leaves it in `roadbook-export`.
//! Here is only what touches the machine: windows, dialogs, the clipboard, files that the person chose.

pub mod cli;
pub mod shell;
