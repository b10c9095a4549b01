//! A pack as one HTML file that needs nothing else: pictures, fonts and styles are inside it, and one
//! script that its content security policy knows; it lets nothing in or out.

mod back;
mod chapter;
mod page;
mod prose;
mod script;
mod steps;

use std::io::Write;

use base64::engine::general_purpose::STANDARD;
use roadbook_core::Result;
use roadbook_core::model::{Pack, Timestamp};
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
    let page = page::page(book, pack, &burned);
    write(&page, &burned, out)?;
    report_progress(progress, total, total, "Done")?;
    Ok(report)
}

/// The place of a picture's data in the page.
fn data_of(picture: usize) -> String {
    format!("{OPEN}{picture}{CLOSE}")
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
