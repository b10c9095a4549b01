use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use roadbook_core::{Error, ErrorCode, Result};
use serde_json::Value;

use super::arguments::Edit;
use super::{End, backup, print, with_library};
use crate::shell::{parse, parse_bytes};

/// Bytes; what is more is no list of edits.
const LARGEST: u64 = 128 * 1024 * 1024;

pub fn edit(wish: &Edit) -> Result<End> {
    let edits = match parse_bytes(&read(&wish.json)?).map_err(|error| inside(&wish.json, None, error))? {
        Value::Array(edits) => edits,
        one => vec![one],
    };
    // All are understood before the first is done.
    let several = edits.len() > 1;
    let at = |number: u32, error| inside(&wish.json, several.then_some(number), error);
    let edits = edits
        .into_iter()
        .zip(1..)
        .map(|(edit, number)| parse(edit).map_err(|error| at(number, error)))
        .collect::<Result<Vec<roadbook_core::Edit>>>()?;
    let mut labels = vec![];
    let done = with_library(&wish.library, |library| {
        for (edit, number) in edits.into_iter().zip(1..) {
            match library.edit(edit) {
                Ok(changed) => labels.push(format!("{} {}", changed.revision, changed.label)),
                Err(error) => return Err(after(at(number, error), labels.len())),
            }
        }
        backup::after_a_change(library);
        Ok(End::Done)
    });
    // Those that were done before one failed are kept, and said.
    print::lines(labels)?;
    done
}

fn after(error: Error, kept: usize) -> Error {
    let kept = match kept {
        0 => return error,
        1 => "The edit before it is kept.".into(),
        _ => format!("The {kept} edits before it are kept."),
    };
    Error { message: format!("{} {kept}", error.message), ..error }
}

fn inside(file: &Path, number: Option<u32>, error: Error) -> Error {
    let file = if file == Path::new("-") { "Standard input".into() } else { format!("“{}”", file.display()) };
    let place = number.map_or(file.clone(), |number| format!("{file}, edit {number}"));
    Error { message: format!("{place}: {}", error.message), ..error }
}

fn read(file: &Path) -> Result<Vec<u8>> {
    let mut bytes = vec![];
    let from: Box<dyn Read> = if file == Path::new("-") {
        Box::new(io::stdin().lock())
    } else {
        Box::new(File::open(file).map_err(|error| unreadable(file, &error))?)
    };
    from.take(LARGEST).read_to_end(&mut bytes).map_err(|error| unreadable(file, &error))?;
    Ok(bytes)
}

fn unreadable(file: &Path, error: &io::Error) -> Error {
    let code = if error.kind() == io::ErrorKind::NotFound { ErrorCode::NotFound } else { ErrorCode::Io };
    Error::new(code, format!("“{}” cannot be read: {error}.", file.display()))
}
