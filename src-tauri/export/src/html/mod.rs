//! A pack as an HTML page: one file that needs nothing else, or a folder with the pictures beside the page.
//! Fonts and styles are inside it, and one script that its content security policy knows; it lets nothing in or
//! out.

mod back;
mod chapter;
mod page;
mod prose;
pub mod reader;
mod script;
mod steps;

use std::collections::BTreeSet;
use std::io::{self, Write};
use std::sync::{Mutex, PoisonError};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use roadbook_core::Result;
use roadbook_core::model::{FigureId, Pack, Timestamp};
use roadbook_core::pixels::{Burned, Quality};

use crate::book::Book;
use crate::{Folder, OnProgress, Pictures, Report, fallback, pictures, quality, report_progress, text, write_error};

/// What the page may do; the one script is let in by its hash, and nothing else is.
const POLICY: &str = "default-src 'none'; img-src data: 'self'; style-src 'unsafe-inline'; font-src data:; \
                      base-uri 'none'; form-action 'none'; script-src";

/// What a page says that made it: by this a folder of ours is known.
pub const GENERATOR: &str = "<meta name=\"generator\" content=\"Roadbook\">";

/// Around a picture's number where its data belongs; text has no control characters, so nobody can write them.
const OPEN: char = '\u{1}';
const CLOSE: char = '\u{2}';

/// A picture as the page has it.
struct Shown {
    /// In pixels; what counts is how the two stand to each other.
    width: u32,
    height: u32,
    from: Origin,
}

enum Origin {
    Address(String),
    /// The window that shows the page asks for it.
    Window(FigureId),
}

impl Shown {
    fn address(&self) -> Option<&str> {
        match &self.from {
            Origin::Address(address) => Some(address),
            Origin::Window(_) => None,
        }
    }

    fn figure(&self) -> Option<FigureId> {
        match self.from {
            Origin::Address(_) => None,
            Origin::Window(figure) => Some(figure),
        }
    }
}

pub fn export(
    book: &Book,
    pack: &Pack,
    pictures: &dyn Pictures,
    _: Timestamp,
    progress: OnProgress,
    out: &mut dyn Write,
) -> Result<Report> {
    let mut report = Report { warnings: book.warnings.clone(), ..Report::default() };
    let total = book.pictures.len() + 2;
    let quality = quality(pack.options.pictures, Quality::Compact);
    let ready = pictures::each(book, (pictures, quality), progress, 2, &mut report, |at, burned| {
        let from = Origin::Address(format!("{OPEN}{at}{CLOSE}"));
        (Shown { width: burned.width(), height: burned.height(), from }, as_address(&burned))
    })?;
    report_progress(progress, total - 1, total, "Writing the page")?;
    let (shown, addresses): (Vec<_>, Vec<_>) = ready.into_iter().map(Option::unzip).unzip();
    let page = page::page(book, pack, &shown, &steps::shared(book));
    report.warnings.extend(letters_of_nobody(&page, pictures));
    write(&page, &addresses, out)?;
    report_progress(progress, total, total, "Done")?;
    Ok(report)
}

pub fn export_folder(
    book: &Book,
    pack: &Pack,
    pictures: &dyn Pictures,
    progress: OnProgress,
    folder: &mut dyn Folder,
) -> Result<Report> {
    let mut report = Report { warnings: book.warnings.clone(), ..Report::default() };
    let total = book.pictures.len() + 2;
    let quality = quality(pack.options.pictures, Quality::Lossless);
    let beside = Mutex::new(Beside { folder, put: BTreeSet::new(), fault: None });
    let shown = pictures::each(book, (pictures, quality), progress, 2, &mut report, |_, burned| {
        let address = beside.lock().unwrap_or_else(PoisonError::into_inner).put(&burned);
        Shown { width: burned.width(), height: burned.height(), from: Origin::Address(address) }
    })?;
    let Beside { folder, fault, .. } = beside.into_inner().unwrap_or_else(PoisonError::into_inner);
    if let Some(fault) = fault {
        return Err(write_error(fault));
    }
    report_progress(progress, total - 1, total, "Writing the page")?;
    // Each picture is a file of its own, so that none need be shared within the page.
    let page = page::page(book, pack, &shown, &[]);
    report.warnings.extend(letters_of_nobody(&page, pictures));
    folder.put(PAGE, page.as_bytes()).map_err(write_error)?;
    report_progress(progress, total, total, "Done")?;
    Ok(report)
}

/// What the bundled faces lack is left to the reader's computer; what this one lacks too, others may well.
fn letters_of_nobody(page: &str, pictures: &dyn Pictures) -> Vec<String> {
    let letters = text::letters(page);
    let lacking = fallback::lacking(&letters);
    if lacking.is_empty() {
        return vec![];
    }
    let fonts = pictures.fonts(&lacking);
    fallback::warning(&fallback::left(lacking, &fonts), "page")
}

/// Web servers show it for the folder.
const PAGE: &str = "index.html";

/// Pictures that go into the folder, each once.
struct Beside<'a> {
    folder: &'a mut dyn Folder,
    put: BTreeSet<String>,
    fault: Option<io::Error>,
}

impl Beside<'_> {
    /// Named by its content, so that what is known under a name may be kept for ever.
    fn put(&mut self, burned: &Burned) -> String {
        let extension = if burned.mime() == "image/jpeg" { "jpg" } else { "png" };
        let name = format!("pictures/{}.{extension}", &burned.hash().as_str()[..20]);
        if self.fault.is_none() && self.put.insert(name.clone()) {
            self.fault = self.folder.put(&name, burned.bytes()).err();
        }
        name
    }
}

/// The whole picture, as an address.
fn as_address(burned: &Burned) -> String {
    let mut address = format!("data:{};base64,", burned.mime());
    STANDARD.encode_string(burned.bytes(), &mut address);
    address
}

fn write(page: &str, addresses: &[Option<String>], out: &mut dyn Write) -> Result<()> {
    let mut rest = page;
    while let Some((before, after)) = rest.split_once(OPEN) {
        out.write_all(before.as_bytes()).map_err(write_error)?;
        let (picture, after) = after.split_once(CLOSE).unwrap_or((after, ""));
        if let Some(Some(address)) = picture.parse().ok().and_then(|at: usize| addresses.get(at)) {
            out.write_all(address.as_bytes()).map_err(write_error)?;
        }
        rest = after;
    }
    out.write_all(rest.as_bytes()).and_then(|()| out.flush()).map_err(write_error)
}
