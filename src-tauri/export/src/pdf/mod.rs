//! A pack as PDF: Typst lays the pages out, and the burned pictures are copied into the file as they are.
//!
//! What a person wrote reaches Typst as data only: the template reads one JSON file and makes strings of
//! it, never markup.

mod data;
mod encoded;
mod filled;
mod fonts;
mod map;
mod maps;
mod outlines;
mod page;
mod parts;
mod points;
mod preview;
mod prose;
mod splice;
mod world;

use std::collections::{BTreeMap, HashMap};
use std::io::Write;
use std::sync::mpsc;

use roadbook_core::model::{Figure, Pack, Timestamp};
use roadbook_core::pixels::{Burned, Quality};
use roadbook_core::{Error, ErrorCode, Result};
use typst::foundations::Smart;
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

use crate::book::Book;
use crate::{OnProgress, Pictures, Report, pictures, quality, report_progress};
use encoded::Encoded;
use filled::StandIns;
pub use map::export as export_map;
use points::Points;
pub use preview::Preview;
use world::PackWorld;

/// Typst recurses deeply, and deepest where a text nests deepest.
const STACK: usize = 256 << 20;

/// So many pictures are read ahead of their place in the file, and no more: memory does not grow with the pack.
const AHEAD: usize = 4;

/// A picture as the layout needs it: its size, and how it gets into the file.
#[derive(PartialEq)]
pub struct Source {
    pub width: u32,
    pub height: u32,
    /// The name under which the template asks for it. The same pixels have the same name.
    pub path: String,
}

/// For each picture of the book, in its order; none where there is none.
type Sources = Vec<Option<Source>>;

/// What Typst is given for the names of pictures: stubs, or a picture itself where it cannot be spliced.
type Files = HashMap<String, Vec<u8>>;

pub fn export(
    book: &Book,
    pack: &Pack,
    pictures: &dyn Pictures,
    now: Timestamp,
    progress: OnProgress,
    out: &mut dyn Write,
) -> Result<Report> {
    let mut report = Report { warnings: book.warnings.clone(), ..Report::default() };
    let (before, total) = (book.pictures.len(), book.pictures.len() * 2 + 2);
    let from = (pictures, quality(pack.options.pictures, Quality::Lossless));

    // Hardly ever are the pictures other than the records say: so the pages are laid out meanwhile.
    let (expected, stubs) = expected(book, |_| true);
    let (laid, gathered) = on_a_large_stack(
        || lay_out_pack(book, pack, &expected, stubs, pictures, now),
        || {
            let gathered = gather(book, from, progress, total, &mut report)?;
            report_progress(progress, before, total, "Laying out pages")?;
            Ok::<_, Error>(gathered)
        },
    )?;
    let (sources, whole): (Sources, Files) = gathered?;
    let (Compiled { bytes, pages, accessible }, warnings) = if whole.is_empty() && sources == expected {
        laid?
    } else {
        let stub = |at: usize| (path(at), splice::stub(&at.to_string()));
        let files = (0..before).map(stub).chain(whole).collect();
        on_a_large_stack(|| lay_out_pack(book, pack, &sources, files, pictures, now), || ())?.0?
    };
    report.warnings.extend(warnings);
    report.pages = Some(pages);
    if !accessible {
        report.warnings.push("The PDF is tagged for screen readers, but does not keep all rules of PDF/UA-1.".into());
    }
    write(&bytes, book, from, &sources, out, &mut |written| {
        report_progress(progress, before + 1 + written, total, "Writing pictures")
    })?;
    report_progress(progress, total, total, "Done")?;
    Ok(report)
}

/// The pages, and what the person should know of them.
fn lay_out_pack(
    book: &Book,
    pack: &Pack,
    sources: &[Option<Source>],
    files: Files,
    pictures: &dyn Pictures,
    now: Timestamp,
) -> Result<(Compiled, Vec<String>)> {
    let page = page::Page::new(pack.options.paper);
    let points = Points::new(pack.options.colour);
    let (data, mut warnings) = data::pack(book, pack, &page, sources, &points, now);
    let data = data.to_string();
    let fonts = fonts::for_text(&data, pictures, &mut warnings);
    let world = PackWorld::new(world::PACK, data, files, fonts);
    let stand_ins = points.into_stand_ins(book.labels.page);
    let compiled = compile(&world, &stand_ins, &book.title);
    clear_away((world, stand_ins));
    compiled.map(|compiled| (compiled, warnings))
}

/// What a layout leaves behind goes while other things are done: it takes a tenth of the time.
fn clear_away<T: Send + 'static>(left: T) {
    std::thread::spawn(move || {
        drop(left);
        comemo::evict(0);
    });
}

/// The pictures as far as the records tell, with a stub for each.
fn expected(book: &Book, known: impl Fn(&Figure) -> bool) -> (Sources, Files) {
    let whole = |side: f64| side.round().max(1.0) as u32;
    (0..)
        .zip(&book.pictures)
        .map(|(at, picture)| {
            let (width, height) = (whole(picture.size.width), whole(picture.size.height));
            let source = known(picture.figure).then(|| Source { width, height, path: path(at) });
            (source, (path(at), splice::stub(&at.to_string())))
        })
        .unzip()
}

fn path(at: usize) -> String {
    format!("picture/{at}")
}

/// The pictures as they are, and those that cannot be spliced.
fn gather(
    book: &Book,
    from: (&dyn Pictures, Quality),
    progress: OnProgress,
    total: usize,
    report: &mut Report,
) -> Result<(Sources, Files)> {
    let more = total - book.pictures.len();
    let seen = pictures::each(book, from, progress, more, report, |_, burned| {
        let (hash, size) = (burned.hash().clone(), (burned.width(), burned.height()));
        (hash, size, Encoded::of(burned).err().map(Burned::into_bytes))
    })?;
    let (mut first, mut files) = (BTreeMap::new(), Files::new());
    let sources = seen.into_iter().enumerate().map(|(at, picture)| {
        let (hash, (width, height), whole) = picture?;
        let path = path(*first.entry(hash).or_insert(at));
        files.extend(whole.map(|whole| (path.clone(), whole)));
        Some(Source { width, height, path })
    });
    let sources = sources.collect();
    Ok((sources, files))
}

/// Writes the pages with the pictures in their places.
fn write(
    pdf: &[u8],
    book: &Book,
    from: (&dyn Pictures, Quality),
    sources: &[Option<Source>],
    out: &mut dyn Write,
    written: &mut dyn FnMut(usize) -> Result<()>,
) -> Result<()> {
    let (table, mut count) = (splice::Table::read(pdf)?, 0);
    std::thread::scope(|scope| {
        let (sender, receiver) = mpsc::sync_channel(AHEAD);
        let keys = table.keys();
        scope.spawn(move || {
            // Nobody listens any more when writing failed or was stopped.
            let _ = keys.into_iter().try_for_each(|key| sender.send(encoded(book, from, sources, key)));
        });
        table.splice(out, &mut || {
            count += 1;
            written(count)?;
            receiver.recv().map_err(|error| fault(&error.to_string()))?
        })
    })
}

fn encoded(
    book: &Book,
    (pictures, quality): (&dyn Pictures, Quality),
    sources: &[Option<Source>],
    key: &str,
) -> Result<Encoded> {
    let found = key.parse().ok().and_then(|at: usize| Some((book.pictures.get(at)?, sources.get(at)?.as_ref()?)));
    let (picture, source) = found.ok_or_else(|| fault("a picture of the layout is not in the book"))?;
    let burned = pictures.burned(picture.figure, quality)?;
    // Meanwhile its file may have become another one, with the same pixels.
    if (burned.width(), burned.height()) != (source.width, source.height) {
        let message = format!("{} changed while it was exported. Export again.", picture.called);
        return Err(Error::new(ErrorCode::Picture, message));
    }
    Encoded::of(burned).map_err(|_| fault("a picture changed its encoding"))
}

struct Compiled {
    bytes: Vec<u8>,
    pages: u32,
    /// It keeps the rules of PDF/UA-1 and says so.
    accessible: bool,
}

/// The pages, and those with the stand-ins that they came from, which nobody needs any more.
fn lay_out(world: &PackWorld, stand_ins: &StandIns) -> Result<(PagedDocument, PagedDocument)> {
    let document = typst::compile::<PagedDocument>(world).output.map_err(|errors| {
        let detail = errors.iter().take(8).map(|error| world.explain(error)).collect::<Vec<_>>().join("; ");
        fault(&detail)
    })?;
    Ok((filled::filled(&document, stand_ins), document))
}

fn compile(world: &PackWorld, stand_ins: &StandIns, title: &str) -> Result<Compiled> {
    let (document, laid) = lay_out(world, stand_ins)?;
    // The file that is written now takes the room of what only the layout needed.
    clear_away(laid);
    let pages = document.pages().len() as u32;
    let mut options = PdfOptions {
        ident: Smart::Custom(title.to_owned()),
        creator: Smart::Custom(Some("Roadbook".to_owned())),
        ..PdfOptions::default()
    };
    if let Ok(standards) = PdfStandards::new(&[PdfStandard::Ua_1]) {
        options.standards = standards;
        if let Ok(bytes) = typst_pdf::pdf(&document, &options) {
            return Ok(Compiled { bytes, pages, accessible: true });
        }
        options.standards = PdfStandards::default();
    }
    let bytes = typst_pdf::pdf(&document, &options).map_err(|errors| {
        let detail = errors.iter().take(8).map(|error| world.explain(error)).collect::<Vec<_>>().join("; ");
        fault(&detail)
    })?;
    Ok(Compiled { bytes, pages, accessible: false })
}

/// What comes of the work, and of what this thread does meanwhile.
fn on_a_large_stack<T: Send, M>(work: impl FnOnce() -> T + Send, meanwhile: impl FnOnce() -> M) -> Result<(T, M)> {
    std::thread::scope(|scope| {
        let thread = std::thread::Builder::new().name("layout".into()).stack_size(STACK).spawn_scoped(scope, work);
        let thread = thread.map_err(|error| fault(&error.to_string()))?;
        let meanwhile = meanwhile();
        Ok((thread.join().map_err(|_| fault("the layout panicked"))?, meanwhile))
    })
}

/// A fault of ours; `detail` must not hold what a person wrote.
fn fault(detail: &str) -> Error {
    let message = "The PDF could not be made. This is a fault in Roadbook; the HTML export may still work.";
    Error::new(ErrorCode::Internal, message).with_detail(detail)
}
