use std::ops::ControlFlow;
use std::path::Path;

use roadbook_core::library::Library;
use roadbook_core::{Error, ErrorCode, Result};
use roadbook_export::Format;
use serde_json::json;

use super::arguments::{Export, FormatName};
use super::{End, document, overview, print, with_library};
use crate::shell::{Exported, Subject, Target, export_to, now};

pub fn export(wish: &Export) -> Result<End> {
    let format = format(wish)?;
    let exported = with_library(&wish.library, |library| {
        let target = Target::of(library, &subject(library, wish)?, None)?;
        let line = print::Progress::begin();
        let mut progress = |told: roadbook_export::Progress| {
            line.tell(told.done, told.total, &told.what);
            ControlFlow::Continue(())
        };
        export_to(&wish.output, format, &target, now(), &mut progress)
    })?;
    tell(&exported, &wish.output, wish.json)?;
    Ok(End::Done)
}

fn tell(exported: &Exported, output: &Path, as_json: bool) -> Result<()> {
    let Exported { bytes, pages, warnings } = exported;
    if as_json {
        let path = std::path::absolute(output).unwrap_or_else(|_| output.to_owned());
        return print::json(&json!({ "path": path, "bytes": bytes, "pages": pages, "warnings": warnings }));
    }
    warnings.iter().for_each(|sentence| print::warning(sentence));
    let pages = match pages {
        Some(1) => "1 page, ".to_owned(),
        Some(pages) => format!("{pages} pages, "),
        None => String::new(),
    };
    print::lines([format!("Wrote {} ({pages}{})", output.display(), size(*bytes))])
}

fn format(wish: &Export) -> Result<Format> {
    match wish.format {
        Some(FormatName::Pdf) => return Ok(Format::Pdf),
        Some(FormatName::Html) => return Ok(Format::Html),
        None => (),
    }
    match wish.output.extension().and_then(|extension| extension.to_str()).map(str::to_ascii_lowercase).as_deref() {
        Some("pdf") => Ok(Format::Pdf),
        Some("html" | "htm") => Ok(Format::Html),
        _ => Err(Error::invalid(format!(
            "“{}” does not say what to write. End its name in .pdf or .html, or add --format pdf or --format html.",
            wish.output.display()
        ))),
    }
}

fn subject(library: &Library, wish: &Export) -> Result<Subject> {
    if wish.pack.is_none() && wish.document.is_empty() {
        return Ok(Subject::Library);
    }
    let overview = overview(library)?;
    if let Some(name) = &wish.pack {
        let pack = overview.packs.iter().find(|pack| pack.name == *name);
        return match pack {
            Some(pack) => Ok(Subject::Pack { id: pack.id }),
            None => Err(no_pack(name, overview.packs.iter().map(|pack| pack.name.as_str()))),
        };
    }
    let ids = wish.document.iter().map(|named| document(&overview, named)).collect::<Result<_>>()?;
    Ok(Subject::Documents { ids, everything_below: wish.everything_below })
}

fn no_pack<'a>(name: &str, packs: impl Iterator<Item = &'a str>) -> Error {
    let packs: Vec<String> = packs.map(|pack| format!("“{pack}”")).collect();
    let known = if packs.is_empty() { "It has none.".to_owned() } else { format!("It has {}.", packs.join(", ")) };
    Error::new(ErrorCode::NotFound, format!("There is no pack “{name}” in this library. {known}"))
}

fn size(bytes: u64) -> String {
    match bytes {
        0..1_000 => format!("{bytes} bytes"),
        1_000..1_000_000 => format!("{} kB", bytes.div_ceil(1_000)),
        _ => format!("{:.1} MB", bytes as f64 / 1e6),
    }
}
