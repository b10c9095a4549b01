//! A pack as one HTML file that needs nothing else: pictures, fonts and styles are inside it, and one
//! script that its content security policy knows; it lets nothing in or out.

mod back;
mod chapter;
mod page;
mod prose;
pub mod reader;
mod script;
mod steps;

use std::io::Write;

use base64::engine::general_purpose::STANDARD;
use roadbook_core::Result;
use roadbook_core::model::{FigureId, Pack, Timestamp};
use roadbook_core::pixels::Burned;

use crate::book::Book;
use crate::{OnProgress, Pictures, Report, pictures, report_progress, write_error};

/// What the page may do; the one script is let in by its hash, and nothing else is.
const POLICY: &str = "default-src 'none'; img-src data: 'self'; style-src 'unsafe-inline'; font-src data:; \
                      base-uri 'none'; form-action 'none'; script-src";

/// Around a picture's number where its data belongs; text has no control characters, so nobody can write them.
const OPEN: char = '\u{1}';
const CLOSE: char = '\u{2}';

pub fn export(
    book: &Book,
    pack: &Pack,
    pictures: &dyn Pictures,
    _: Timestamp,
    progress: OnProgress,
    out: &mut dyn Write,
) -> Result<Report> {
    let mut report = Report { pages: None, warnings: book.warnings.clone() };
    let total = book.pictures.len() + 2;
    let burned = pictures::each(book, pictures, progress, 2, &mut report.warnings, |_, burned| burned)?;
    report_progress(progress, total - 1, total, "Writing the page")?;
    let page = page::page(book, pack, &Shown::in_page(&burned));
    write(&page, &burned, out)?;
    report_progress(progress, total, total, "Done")?;
    Ok(report)
}

/// A picture as the page has it.
struct Shown {
    /// In pixels; what counts is how the two stand to each other.
    width: u32,
    height: u32,
    from: Origin,
}

enum Origin {
    /// It is part of the page: this one of the book's.
    Page(usize),
    /// The window that shows the page asks for it.
    Window(FigureId),
}

impl Shown {
    fn in_page(burned: &[Option<Burned>]) -> Vec<Option<Self>> {
        let shown = |(at, burned): (usize, &Option<Burned>)| {
            let burned = burned.as_ref()?;
            Some(Self { width: burned.width(), height: burned.height(), from: Origin::Page(at) })
        };
        burned.iter().enumerate().map(shown).collect()
    }

    /// The place of its data in the page, where it is part of it.
    fn data(&self) -> Option<String> {
        match self.from {
            Origin::Page(at) => Some(format!("{OPEN}{at}{CLOSE}")),
            Origin::Window(_) => None,
        }
    }

    fn figure(&self) -> Option<FigureId> {
        match self.from {
            Origin::Page(_) => None,
            Origin::Window(figure) => Some(figure),
        }
    }
}

fn write(page: &str, burned: &[Option<Burned>], out: &mut dyn Write) -> Result<()> {
    let mut rest = page;
    while let Some((before, after)) = rest.split_once(OPEN) {
        out.write_all(before.as_bytes()).map_err(write_error)?;
        let (picture, after) = after.split_once(CLOSE).unwrap_or((after, ""));
        if let Some(Some(burned)) = picture.parse().ok().and_then(|at: usize| burned.get(at)) {
            write!(out, "data:{};base64,", burned.mime()).map_err(write_error)?;
            let mut encoder = base64::write::EncoderWriter::new(&mut *out, &STANDARD);
            encoder.write_all(burned.bytes()).and_then(|()| encoder.finish().map(drop)).map_err(write_error)?;
        }
        rest = after;
    }
    out.write_all(rest.as_bytes()).and_then(|()| out.flush()).map_err(write_error)
}
