//! Composition root: a subcommand goes to the command line, everything else to the window.

// A program with a window opens no console on Windows.
#![cfg_attr(all(not(debug_assertions), windows), windows_subsystem = "windows")]

use std::process::ExitCode;

use roadbook::{cli, shell};

fn main() -> ExitCode {
    match cli::begin(std::env::args_os()) {
        cli::Begin::Window(library) => shell::run(library, tauri::generate_context!()),
        cli::Begin::Done(code) => code,
    }
}
