//! A map as pixels: the SVG of it, drawn by resvg in bands, so that a huge map does not need a huge memory.

use std::io::Write;
use std::sync::Arc;

use png::{BitDepth, ColorType, Encoder, PixelDimensions, Unit};
use resvg::tiny_skia::{Color, Pixmap, Transform};
use resvg::usvg::fontdb::{Database, Source};
use resvg::usvg::{Options, Tree};
use roadbook_core::fonts::FACES;
use roadbook_core::limits::{PICTURE_PIXELS, PICTURE_SIDE};
use roadbook_core::model::Timestamp;
use roadbook_core::{Error, ErrorCode, Result};

use super::{OneMap, Sheet, svg};
use crate::{OnProgress, Pictures, Report, fallback, report_progress, write_error};

/// Pixels of a band.
const BAND: u32 = 4 << 20;
/// Pixels for the clipboard, where the picture has to be whole in several forms at once.
const COPIED_PIXELS: u64 = 24 << 20;
/// Of the map's own size: 96 to the inch, in metres.
const PER_METRE: f64 = 96.0 / 0.0254;

/// A picture in memory: rows from the top, four bytes a pixel, none of them transparent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Raster {
    pub width: u32,
    pub height: u32,
    pub rgba: Vec<u8>,
}

pub fn export(
    sheet: &Sheet,
    wish: &OneMap,
    pictures: &dyn Pictures,
    _: Timestamp,
    progress: OnProgress,
    out: &mut dyn Write,
) -> Result<Report> {
    let size = Size::of(sheet, wish.scale, PICTURE_PIXELS);
    let canvas = Canvas::new(sheet, size, pictures)?;
    // What is below says why it cannot be written; the encoder would only say that it cannot.
    let mut out = Faults { out, fault: None };
    let written = write(&canvas, progress, &mut out);
    match out.fault.take() {
        Some(fault) => Err(write_error(fault)),
        None => written.map(|()| canvas.report(wish.scale)),
    }
}

fn write(canvas: &Canvas, progress: OnProgress, out: &mut dyn Write) -> Result<()> {
    let Size { width, height, factor } = canvas.size;
    let failed = |error: png::EncodingError| fault(&error.to_string());
    let mut encoder = Encoder::new(&mut *out, width, height);
    encoder.set_color(ColorType::Rgba);
    encoder.set_depth(BitDepth::Eight);
    let per_metre = (PER_METRE * factor).round().max(1.0) as u32;
    encoder.set_pixel_dims(Some(PixelDimensions { xppu: per_metre, yppu: per_metre, unit: Unit::Meter }));
    let mut writer = encoder.write_header().map_err(failed)?;
    let mut stream = writer.stream_writer().map_err(failed)?;
    canvas.paint(progress, &mut |rgba| stream.write_all(rgba).map_err(write_error))?;
    stream.finish().map_err(failed)?;
    writer.finish().map_err(failed)?;
    out.flush().map_err(write_error)
}

/// For the clipboard.
pub fn raster(sheet: &Sheet, wish: &OneMap, pictures: &dyn Pictures, progress: OnProgress) -> Result<(Raster, Report)> {
    let size = Size::of(sheet, wish.scale, COPIED_PIXELS);
    let canvas = Canvas::new(sheet, size, pictures)?;
    let mut rgba = Vec::with_capacity(size.width as usize * size.height as usize * 4);
    canvas.paint(progress, &mut |band| {
        rgba.extend_from_slice(band);
        Ok(())
    })?;
    Ok((Raster { width: size.width, height: size.height, rgba }, canvas.report(wish.scale)))
}

#[derive(Clone, Copy, Debug, PartialEq)]
struct Size {
    width: u32,
    height: u32,
    /// Pixels of the picture for each of the map.
    factor: f64,
}

impl Size {
    /// As large as was asked for, or as the limits for pictures let it be.
    fn of(sheet: &Sheet, scale: u8, most: u64) -> Self {
        let (across, down) = (sheet.bounds.width.max(1.0), sheet.bounds.height.max(1.0));
        let longest = f64::from(PICTURE_SIDE) / across.max(down);
        let largest = (most as f64 / (across * down)).sqrt();
        let factor = f64::from(scale).min(longest).min(largest);
        let whole = |length: f64| ((length * factor).round() as u32).clamp(1, PICTURE_SIDE);
        Self { width: whole(across), height: whole(down), factor }
    }
}

struct Canvas {
    tree: Tree,
    size: Size,
    warnings: Vec<String>,
}

impl Canvas {
    fn new(sheet: &Sheet, size: Size, pictures: &dyn Pictures) -> Result<Self> {
        let lacking = fallback::lacking(&sheet.letters());
        let files = if lacking.is_empty() { vec![] } else { pictures.fonts(&lacking) };
        let mut fonts = Database::new();
        for face in FACES {
            fonts.load_font_source(Source::Binary(Arc::new(face.data)));
        }
        let left = fallback::left(lacking, &files);
        for file in files {
            fonts.load_font_source(Source::Binary(Arc::new(file)));
        }
        let mut options = Options { fontdb: Arc::new(fonts), ..Options::default() };
        options.font_resolver.select_fallback = fallback::resolver();
        let tree = Tree::from_str(&svg::without_fonts(sheet), &options).map_err(|error| fault(&error.to_string()))?;
        Ok(Self { tree, size, warnings: fallback::warning(&left, "picture") })
    }

    /// Hands over rows of pixels, from the top.
    fn paint(&self, progress: OnProgress, take: &mut dyn FnMut(&[u8]) -> Result<()>) -> Result<()> {
        let Size { width, height, .. } = self.size;
        let rows = (BAND / width).clamp(1, height);
        let bands = height.div_ceil(rows);
        let stretch = |pixels: u32, length: f32| pixels as f32 / length;
        let (x, y) = (stretch(width, self.tree.size().width()), stretch(height, self.tree.size().height()));
        for band in 0..bands {
            report_progress(progress, band as usize, bands as usize, "Drawing the map")?;
            let top = band * rows;
            let mut pixels = Pixmap::new(width, rows.min(height - top)).ok_or_else(|| fault("a band has no pixels"))?;
            pixels.fill(Color::WHITE);
            let place = Transform::from_scale(x, y).post_translate(0.0, -(top as f32));
            resvg::render(&self.tree, place, &mut pixels.as_mut());
            take(pixels.data())?;
        }
        report_progress(progress, bands as usize, bands as usize, "Done")
    }

    fn report(mut self, scale: u8) -> Report {
        let Size { width, height, factor } = self.size;
        if factor < f64::from(scale) {
            self.warnings.insert(
                0,
                format!(
                    "The map is too large for a picture of {scale} times its size, so it was made smaller: {width} × \
                     {height} pixels. As SVG or PDF it stays sharp at any size."
                ),
            );
        }
        Report { warnings: self.warnings, ..Report::default() }
    }
}

/// Remembers the first fault of what is below.
struct Faults<'a> {
    out: &'a mut dyn Write,
    fault: Option<std::io::Error>,
}

impl Write for Faults<'_> {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        let written = self.out.write(bytes);
        written.map_err(|error| {
            let kind = error.kind();
            self.fault.get_or_insert(error);
            kind.into()
        })
    }

    fn flush(&mut self) -> std::io::Result<()> {
        self.out.flush()
    }
}

/// A fault of ours; `detail` must not hold what a person wrote.
fn fault(detail: &str) -> Error {
    let message = "The picture could not be made. This is a fault in Roadbook; as SVG it may still work.";
    Error::new(ErrorCode::Internal, message).with_detail(detail)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::drawing::Drawing;
    use roadbook_core::model::Rect;

    fn size(width: f64, height: f64, scale: u8) -> (u32, u32) {
        let bounds = Rect::new(-7.0, 3.0, width, height);
        let sheet = Sheet { title: String::new(), alt: String::new(), lang: "en", bounds, drawing: Drawing::default() };
        let Size { width, height, .. } = Size::of(&sheet, scale, PICTURE_PIXELS);
        (width, height)
    }

    #[test]
    fn a_picture_has_the_size_that_was_asked_for_within_the_limits() {
        assert_eq!(size(640.5, 200.0, 1), (641, 200));
        assert_eq!(size(640.5, 200.0, 2), (1_281, 400));
        assert_eq!(size(40_000.0, 100.0, 1), (16_384, 41), "no side is longer than other programs take");
        assert_eq!(size(20_000.0, 20_000.0, 1), (8_192, 8_192), "nor are there more pixels");
        assert_eq!(size(1e9, 0.0, 4), (16_384, 1), "a line is still a picture");
    }
}
