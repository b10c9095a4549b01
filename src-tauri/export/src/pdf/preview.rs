//! A pack's pages to look at before it is written: laid out like the PDF, with each picture's place kept by a
//! stub, and drawn one by one when somebody looks. No picture is touched before its page is drawn.

use std::sync::Arc;

use png::{BitDepth, ColorType, Compression, Encoder};
use resvg::tiny_skia::{Color, Pixmap, Transform};
use resvg::usvg::{ImageHrefResolver, ImageKind, Options, Tree};
use roadbook_core::Result;
use roadbook_core::model::{Figure, Pack, Snapshot, Timestamp};
use typst_layout::PagedDocument;
use typst_svg::SvgOptions;

use super::points::Points;
use super::world::{self, PackWorld};
use super::{clear_away, data, expected, fault, fonts, lay_out, on_a_large_stack, page, splice};
use crate::book::Book;
use crate::labels::Labels;
use crate::{OnProgress, Pictures, report_progress};

/// Pixels across, whatever the size of the page: one small copy of each picture serves them all.
const PICTURE: u32 = 800;
/// Pixels across a page: no screen shows one larger beside the choices.
const WIDEST: u32 = 2048;

/// Pages that are laid out, and what is needed to draw them.
pub struct Preview {
    document: PagedDocument,
    /// Those that the stubs stand for.
    figures: Vec<Figure>,
    /// As in [`crate::Report`], as far as they are known without the pictures.
    pub warnings: Vec<String>,
}

impl Preview {
    /// Lays out what [`crate::export`] would write as PDF.
    ///
    /// Errors: `Cancelled` when `progress` said so, `Internal` for a fault of ours.
    pub fn new(
        snapshot: &Snapshot,
        pack: &Pack,
        pictures: &dyn Pictures,
        now: Timestamp,
        progress: OnProgress,
    ) -> Result<Self> {
        report_progress(progress, 0, 1, "Laying out pages")?;
        let book = Book::new(snapshot, pack, Labels::of(pack.options.language), now);
        let page = page::Page::new(pack.options.paper);
        // An asset that the library does not know is a placeholder in the PDF too.
        let (sources, files) = expected(&book, |figure| snapshot.assets.contains_key(&figure.asset));
        let points = Points::new(pack.options.colour);
        let (data, tall) = data::pack(&book, pack, &page, &sources, &points, now);
        let mut warnings = [book.warnings.clone(), tall].concat();
        let data = data.to_string();
        let fonts = fonts::for_text(&data, pictures, &mut warnings);
        let world = PackWorld::new(world::PACK, data, files, fonts);
        let stand_ins = points.into_stand_ins(book.labels.page);
        let (document, laid) = on_a_large_stack(|| lay_out(&world, &stand_ins), || ())?.0?;
        clear_away((world, stand_ins, laid));
        report_progress(progress, 1, 1, "Done")?;
        let figures = book.pictures.iter().map(|picture| picture.figure.clone()).collect();
        Ok(Self { document, figures, warnings })
    }

    /// Width and height of each page, in points.
    pub fn pages(&self) -> Vec<(f64, f64)> {
        let size = |page: &typst_layout::Page| (page.frame.width().to_pt(), page.frame.height().to_pt());
        self.document.pages().iter().map(size).collect()
    }

    /// A page as a PNG, `width` pixels wide; none when there is no such page. `at` counts from nought.
    ///
    /// A picture that cannot be had is left white.
    pub fn draw(&self, at: usize, width: u32, pictures: &dyn Pictures) -> Option<Result<Vec<u8>>> {
        let page = self.document.pages().get(at)?;
        let drawn = on_a_large_stack(|| self.drawn(page, width.clamp(1, WIDEST), pictures), || ());
        Some(drawn.and_then(|(drawn, ())| drawn))
    }

    fn drawn(&self, page: &typst_layout::Page, width: u32, pictures: &dyn Pictures) -> Result<Vec<u8>> {
        let svg = typst_svg::svg(page, &SvgOptions::default());
        let others = ImageHrefResolver::default_data_resolver();
        let options = Options {
            image_href_resolver: ImageHrefResolver {
                resolve_data: Box::new(move |mime, bytes, options| match splice::key_in(&bytes) {
                    Some(key) => self.picture(key, pictures),
                    None => others(mime, bytes, options),
                }),
                // Nothing is read from the disk.
                resolve_string: Box::new(|_, _| None),
            },
            ..Options::default()
        };
        let tree = Tree::from_str(&svg, &options).map_err(|error| fault(&error.to_string()))?;
        let scale = f64::from(width) / f64::from(tree.size().width()).max(1.0);
        let height = ((f64::from(tree.size().height()) * scale).round() as u32).clamp(1, WIDEST * 4);
        let mut pixels = Pixmap::new(width, height).ok_or_else(|| fault("a page has no pixels"))?;
        pixels.fill(Color::WHITE);
        resvg::render(&tree, Transform::from_scale(scale as f32, scale as f32), &mut pixels.as_mut());
        encoded(&pixels).map_err(|error| fault(&error.to_string()))
    }

    fn picture(&self, key: &str, pictures: &dyn Pictures) -> Option<ImageKind> {
        let figure = self.figures.get(key.parse::<usize>().ok()?)?;
        let scaled = pictures.scaled(figure, PICTURE).ok()?;
        let jpeg = scaled.mime() == "image/jpeg";
        let bytes = Arc::new(scaled.into_bytes());
        Some(if jpeg { ImageKind::JPEG(bytes) } else { ImageKind::PNG(bytes) })
    }
}

/// The page is opaque, so three bytes a pixel do.
fn encoded(pixels: &Pixmap) -> std::result::Result<Vec<u8>, png::EncodingError> {
    let rgb: Vec<u8> = pixels.data().chunks_exact(4).flat_map(|pixel| [pixel[0], pixel[1], pixel[2]]).collect();
    let mut bytes = vec![];
    let mut encoder = Encoder::new(&mut bytes, pixels.width(), pixels.height());
    encoder.set_color(ColorType::Rgb);
    encoder.set_depth(BitDepth::Eight);
    encoder.set_compression(Compression::Fast);
    let mut writer = encoder.write_header()?;
    writer.write_image_data(&rgb)?;
    writer.finish()?;
    Ok(bytes)
}
