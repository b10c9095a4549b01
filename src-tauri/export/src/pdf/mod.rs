//! A pack as PDF: Typst lays the pages out, and the burned pictures are copied into the file as they are.
//!
//! What a person wrote reaches Typst as data only: the template reads one JSON file and makes strings of
//! it, never markup.

mod data;
mod encoded;
mod fonts;
mod map;
mod maps;
mod outlines;
mod page;
mod points;
mod preview;
mod prose;
mod splice;
mod world;

use std::collections::{BTreeMap, HashMap};
use std::io::Write;
use std::sync::Mutex;

use roadbook_core::model::{Pack, Timestamp};
use roadbook_core::pixels::Quality;
use roadbook_core::{Error, ErrorCode, Result};
use typst::foundations::Smart;
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

use crate::book::Book;
use crate::{OnProgress, Pictures, Report, pictures, quality, report_progress};
use encoded::Encoded;
pub use map::export as export_map;
use outlines::Run;
use points::Points;
pub use preview::Preview;
use world::PackWorld;

/// Typst recurses deeply, and deepest where a text nests deepest.
const STACK: usize = 256 << 20;

/// Encoded pictures up to this many bytes are kept from the first pass to the last; the others are asked
/// for again when they are written, so that memory does not grow with the pack.
const KEPT: usize = 48 << 20;

/// A picture as the layout needs it: its size, and how it gets into the file.
pub struct Source {
    pub width: u32,
    pub height: u32,
    /// The name under which the template asks for it. The same pixels have the same name.
    pub path: String,
}

pub fn export(
    book: &Book,
    pack: &Pack,
    pictures: &dyn Pictures,
    now: Timestamp,
    progress: OnProgress,
    out: &mut dyn Write,
) -> Result<Report> {
    let mut report = Report { warnings: book.warnings.clone(), ..Report::default() };
    let total = book.pictures.len() * 2 + 2;
    let quality = quality(pack.options.pictures, Quality::Lossless);
    let gathered = gather(book, (pictures, quality), progress, total, &mut report)?;

    let before = book.pictures.len();
    report_progress(progress, before, total, "Laying out pages")?;
    let page = page::Page::new(pack.options.paper);
    let points = Points::new(pack.options.colour);
    let (data, tall) = data::pack(book, pack, &page, &gathered.sources, &points, now);
    report.warnings.extend(tall);
    let data = data.to_string();
    let fonts = fonts::for_text(&data, pictures, &mut report.warnings);
    let world = PackWorld::new(world::PACK, data, gathered.files, fonts);
    let runs = points.into_runs();
    let Compiled { bytes, pages, accessible } = on_a_large_stack(|| compile(&world, &runs, &book.title))??;
    drop(world);
    comemo::evict(0);
    report.pages = Some(pages);
    if !accessible {
        report.warnings.push("The PDF is tagged for screen readers, but does not keep all rules of PDF/UA-1.".into());
    }

    let mut written = 0;
    let mut writing = |progress: OnProgress| {
        written += 1;
        report_progress(progress, before + 1 + written, total, "Writing pictures")
    };
    splice::splice(&bytes, out, &mut |key| {
        writing(progress)?;
        gathered.streams.get(book, (pictures, quality), key)
    })?;
    report_progress(progress, total, total, "Done")?;
    Ok(report)
}

struct Gathered {
    /// For each picture of the book, in its order.
    sources: Vec<Option<Source>>,
    /// What Typst is given for each name: a stub, or the picture itself where it cannot be spliced.
    files: HashMap<String, Vec<u8>>,
    streams: Streams,
}

/// The encoded pictures by the hash of the burned file.
struct Streams {
    /// The first of the book's pictures that has these pixels.
    first: BTreeMap<String, usize>,
    kept: BTreeMap<String, Encoded>,
}

fn gather(
    book: &Book,
    pictures: (&dyn Pictures, Quality),
    progress: OnProgress,
    total: usize,
    report: &mut Report,
) -> Result<Gathered> {
    let kept: Mutex<(usize, BTreeMap<String, Encoded>)> = Mutex::default();
    let more = total - book.pictures.len();
    let seen = pictures::each(book, pictures, progress, more, report, |_, burned| {
        let key = burned.hash().as_str().to_owned();
        let encoded = Encoded::of(&burned);
        let whole = encoded.is_none().then(|| burned.bytes().to_vec());
        if let (Some(encoded), Ok(mut kept)) = (encoded, kept.lock())
            && kept.0 + encoded.data.len() <= KEPT
            && !kept.1.contains_key(&key)
        {
            kept.0 += encoded.data.len();
            kept.1.insert(key.clone(), encoded);
        }
        (key, burned.width(), burned.height(), whole)
    })?;
    let mut first = BTreeMap::new();
    let mut files = HashMap::new();
    let mut sources = vec![];
    for (at, picture) in seen.into_iter().enumerate() {
        sources.push(picture.map(|(key, width, height, whole)| {
            let at = *first.entry(key.clone()).or_insert(at);
            let path = format!("picture/{at}");
            files.entry(path.clone()).or_insert_with(|| whole.unwrap_or_else(|| splice::stub(&key)));
            Source { width, height, path }
        }));
    }
    let kept = kept.into_inner().map(|(_, kept)| kept).unwrap_or_default();
    Ok(Gathered { sources, files, streams: Streams { first, kept } })
}

impl Streams {
    fn get(&self, book: &Book, from: (&dyn Pictures, Quality), key: &str) -> Result<std::borrow::Cow<'_, Encoded>> {
        if let Some(kept) = self.kept.get(key) {
            return Ok(std::borrow::Cow::Borrowed(kept));
        }
        let picture = self.first.get(key).and_then(|at| book.pictures.get(*at));
        let picture = picture.ok_or_else(|| fault("a picture of the layout is not in the book"))?;
        let (pictures, quality) = from;
        let burned = pictures.burned(picture.figure, quality)?;
        if burned.hash().as_str() != key {
            let message = format!("{} changed while it was exported. Export again.", picture.called);
            return Err(Error::new(ErrorCode::Picture, message));
        }
        let encoded = Encoded::of(&burned).ok_or_else(|| fault("a picture changed its encoding"))?;
        Ok(std::borrow::Cow::Owned(encoded))
    }
}

struct Compiled {
    bytes: Vec<u8>,
    pages: u32,
    /// It keeps the rules of PDF/UA-1 and says so.
    accessible: bool,
}

fn lay_out(world: &PackWorld, runs: &[Run]) -> Result<PagedDocument> {
    let document = typst::compile::<PagedDocument>(world).output.map_err(|errors| {
        let detail = errors.iter().take(8).map(|error| world.explain(error)).collect::<Vec<_>>().join("; ");
        fault(&detail)
    })?;
    Ok(outlines::drawn(&document, runs))
}

fn compile(world: &PackWorld, runs: &[Run], title: &str) -> Result<Compiled> {
    let document = lay_out(world, runs)?;
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

fn on_a_large_stack<T: Send>(work: impl FnOnce() -> T + Send) -> Result<T> {
    std::thread::scope(|scope| {
        let thread = std::thread::Builder::new().name("layout".into()).stack_size(STACK).spawn_scoped(scope, work);
        let thread = thread.map_err(|error| fault(&error.to_string()))?;
        thread.join().map_err(|_| fault("the layout panicked"))
    })
}

/// A fault of ours; `detail` must not hold what a person wrote.
fn fault(detail: &str) -> Error {
    let message = "The PDF could not be made. This is a fault in Roadbook; the HTML export may still work.";
    Error::new(ErrorCode::Internal, message).with_detail(detail)
}
