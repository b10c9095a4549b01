//! `roadbook export`: which documents or which map, in which format, into which file.

use std::ops::ControlFlow;
use std::path::Path;

use roadbook_core::library::Library;
use roadbook_core::model::{DocumentId, DocumentKind, PackOptions};
use roadbook_core::query::Overview;
use roadbook_core::{Error, ErrorCode, Result};
use roadbook_export::{Format, PictureBytes};
use serde_json::json;

use super::arguments::Export;
use super::stop::Stop;
use super::{End, document, overview, print, row, shown, with_library};
use crate::shell::{self, Exported, Subject, Target, export_to, now};

pub fn export(wish: &Export) -> Result<End> {
    let format = format(wish)?;
    let stop = Stop::on_ctrl_c()?;
    let exported = with_library(&wish.library, |library| {
        let subject = subject(library, wish, format)?;
        let options = options(library, wish, &subject)?;
        let target = Target::of(library, shell::Export { subject, format, options, scale: wish.scale })?;
        let line = print::Progress::begin();
        let mut progress = |told: roadbook_export::Progress| {
            if stop.asked() {
                return ControlFlow::Break(());
            }
            line.tell(told.done, told.total, &told.what);
            ControlFlow::Continue(())
        };
        export_to(&wish.output, format, &target, now(), &mut progress)
    })?;
    tell(&exported, &wish.output, wish.json)?;
    Ok(End::Done)
}

fn tell(exported: &Exported, output: &Path, as_json: bool) -> Result<()> {
    let Exported { bytes, pages, pictures, pictures_made, warnings } = exported;
    if as_json {
        let path = std::path::absolute(output).unwrap_or_else(|_| output.to_owned());
        return print::json(&json!({
            "path": path, "bytes": bytes, "pages": pages, "pictures": pictures, "pictures_made": pictures_made,
            "warnings": warnings,
        }));
    }
    warnings.iter().for_each(|sentence| print::warning(sentence));
    let pages = match pages {
        Some(1) => "1 page, ".to_owned(),
        Some(pages) => format!("{pages} pages, "),
        None => String::new(),
    };
    let pictures = match pictures {
        Some(PictureBytes { lossless, written }) if written < lossless => {
            format!(", pictures {} instead of {}", print::size(*written), print::size(*lossless))
        }
        _ => String::new(),
    };
    print::lines([format!("Wrote {} ({pages}{}{pictures})", output.display(), print::size(*bytes))])
}

/// What `--format` says, or the name of the file; they must not contradict each other.
fn format(wish: &Export) -> Result<Format> {
    let name = wish.output.display();
    let format = match (wish.format.map(Format::from), named(&wish.output)) {
        (Some(said), Some(named)) if said != named => {
            let said = said.extension().unwrap_or("html-folder");
            let named = named.extension().map_or("a folder".to_owned(), |named| format!("a file in {named}"));
            return Err(Error::invalid(format!(
                "“{name}” is the name of {named}, but --format says {said}. Change one of them."
            )));
        }
        (Some(format), _) | (None, Some(format)) => format,
        (None, None) => {
            return Err(Error::invalid(format!(
                "“{name}” does not say what to write. End its name in .pdf, .html, .svg or .png, or in a slash \
                 for an HTML folder, or add --format."
            )));
        }
    };
    if wish.scale.is_some() && format != Format::Png {
        return Err(Error::invalid("--scale is for PNG: the other formats have no pixels. Leave it out."));
    }
    if wish.map && !format.holds_maps() {
        return Err(Error::invalid("--map is for PDF, SVG and PNG. Leave it out, or choose one of them."));
    }
    Ok(format)
}

fn named(path: &Path) -> Option<Format> {
    if path.to_string_lossy().ends_with(std::path::is_separator) {
        return Some(Format::HtmlFolder);
    }
    let extension = path.extension()?.to_str()?.to_ascii_lowercase();
    let extension = if extension == "htm" { "html" } else { extension.as_str() };
    Format::ALL.into_iter().find(|format| format.extension() == Some(extension))
}

fn subject(library: &Library, wish: &Export, format: Format) -> Result<Subject> {
    let map = wish.map || !format.holds_packs();
    if !map && wish.pack.is_none() && wish.document.is_empty() {
        return Ok(Subject::Library);
    }
    let overview = overview(library)?;
    if map {
        return Ok(Subject::Map { process: process(&overview, wish, format)?, nodes: vec![] });
    }
    if let Some(name) = &wish.pack {
        let pack = overview.packs.iter().find(|pack| pack.name == *name);
        return match pack {
            Some(pack) => Ok(Subject::Pack { id: pack.id }),
            None => Err(no_pack(name, overview.packs.iter().map(|pack| pack.name.as_str()))),
        };
    }
    let ids = wish.document.iter().map(|named| document(&overview, named)).collect::<Result<_>>()?;
    Ok(Subject::Documents { ids, everything_below: wish.everything_below, name: String::new() })
}

/// None where the pack's own, or the usual ones, are meant.
fn options(library: &Library, wish: &Export, subject: &Subject) -> Result<Option<PackOptions>> {
    if !wish.look.is_given() {
        return Ok(None);
    }
    let own = match subject {
        Subject::Map { .. } => {
            let message = "--paper, --language, --published, --tick-boxes, --changes, --glossary and --pictures are for \
                           documents, not for a map by itself. Leave them out.";
            return Err(Error::invalid(message));
        }
        Subject::Pack { id } => overview(library)?.packs.into_iter().find(|pack| pack.id == *id).map(|it| it.options),
        Subject::Library | Subject::Documents { .. } => None,
    };
    Ok(Some(wish.look.over(own.unwrap_or_default())))
}

/// The one process whose map is wanted.
fn process(overview: &Overview, wish: &Export, format: Format) -> Result<DocumentId> {
    let name = format.name();
    if wish.pack.is_some() || wish.everything_below {
        let option = if wish.pack.is_some() { "--pack" } else { "--everything-below" };
        return Err(Error::invalid(format!("{name} is for one map: {option} does not go with it. Leave it out.")));
    }
    let [named] = &wish.document[..] else {
        let said = match wish.document.len() {
            0 => "no document is named".to_owned(),
            several => format!("{several} documents are named"),
        };
        return Err(Error::invalid(format!(
            "A map is drawn one at a time, and {said}. Name one process: --document NUMBER."
        )));
    };
    let row = row(overview, named)?;
    if row.kind != DocumentKind::Process {
        return Err(Error::invalid(format!(
            "{} has no map; only a process has one. `roadbook list` shows the processes.",
            shown(row)
        )));
    }
    Ok(row.id)
}

fn no_pack<'a>(name: &str, packs: impl Iterator<Item = &'a str>) -> Error {
    let packs: Vec<String> = packs.map(|pack| format!("“{pack}”")).collect();
    let known = if packs.is_empty() { "It has none.".to_owned() } else { format!("It has {}.", packs.join(", ")) };
    Error::new(ErrorCode::NotFound, format!("There is no pack “{name}” in this library. {known}"))
}
