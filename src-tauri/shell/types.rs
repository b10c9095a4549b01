//! Writes the TypeScript form of what passes through the doors (run by `cargo test`, committed).

use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use roadbook_core::query::{Changed, Query, Reply};
use ts_rs::{Config, TS};

use super::commands::COMMANDS;
use super::doors::EditRequest;
use super::event::Event;
use super::job::{Job, JobDone};

fn api() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("ui/src/api")
}

#[test]
fn types_are_written_with_one_index() {
    let config = Config::from_env();
    Query::export_all(&config).unwrap();
    Reply::export_all(&config).unwrap();
    Changed::export_all(&config).unwrap();
    EditRequest::export_all(&config).unwrap();
    Job::export_all(&config).unwrap();
    JobDone::export_all(&config).unwrap();
    Event::export_all(&config).unwrap();

    let files = fs::read_dir(api().join("gen")).unwrap();
    let mut names: Vec<String> = files
        .filter_map(|file| Some(file.ok()?.path()))
        .filter(|path| path.extension().is_some_and(|extension| extension == "ts"))
        .filter_map(|path| Some(path.file_stem()?.to_str()?.to_owned()))
        .collect();
    names.sort();
    let mut index = "// Written by `cargo test`. Do not edit.\n".to_owned();
    for name in names {
        writeln!(index, "export type {{ {name} }} from \"./gen/{name}\";").unwrap();
    }
    write_changed(&api().join("types.gen.ts"), &index);
}

#[test]
fn commands_are_written_for_the_window() {
    let mut table = "// Written by `cargo test` from src-tauri/shell/commands.rs. Do not edit.\n\
        /** The commands of the native menu, in its order. */\nexport const commandTable = [\n"
        .to_owned();
    for command in COMMANDS {
        let keys = command.keys.map_or("null".to_owned(), |keys| format!("{keys:?}"));
        writeln!(
            table,
            "  {{ id: {:?}, menu: {:?}, label: {:?}, keys: {keys}, needsLibrary: {} }},",
            command.id, command.menu, command.label, command.needs_library
        )
        .unwrap();
    }
    table.push_str("] as const;\n\nexport type CommandId = (typeof commandTable)[number][\"id\"];\n");
    write_changed(&api().join("commands.gen.ts"), &table);
}

/// A file that is the same keeps its time, so that the UI is not built for nothing.
fn write_changed(path: &Path, text: &str) {
    if fs::read_to_string(path).is_ok_and(|written| written == text) {
        return;
    }
    fs::write(path, text).unwrap();
}
