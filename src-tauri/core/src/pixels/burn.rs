//! The pictures that may leave a library.

use fast_image_resize::images::Image;
use fast_image_resize::{FilterType, PixelType, ResizeAlg, ResizeOptions, Resizer};
use image::{DynamicImage, RgbImage};

use super::area::{self, Area};
use super::{JPEG, PNG, content_hash, decode, encode, optics, own, palette};
use crate::error::{Error, ErrorCode, Result};
use crate::model::{AssetHash, Figure};

/// Redactions, the same in both themes and on paper: #1b1e22.
const FILL: [u8; 3] = [0x1b, 0x1e, 0x22];

/// A JPEG's pixels come in blocks of this size, and those of a block that stay visible tell much about
/// those that do not: a redaction on a JPEG covers whole blocks. The blocks are those of our own encoding.
pub(super) const JPEG_BLOCK: u32 = 8;

/// What an error calls a picture whose file has no name of its own.
pub(super) const STORED: &str = "A picture of this library";

/// A picture in which everything hidden is gone: redactions are opaque, what was cropped away is absent,
/// and it has been encoded by this program. There is no other way to make one than [`burn`], [`compact`] and
/// [`scaled`].
///
/// Its file is a PNG, RGB of 8 bits or with a palette, not interlaced, or a baseline JPEG; neither has alpha,
/// metadata, a colour profile or bytes after its end, so that an exporter may take its streams over as they are.
#[derive(Clone, PartialEq, Eq)]
pub struct Burned {
    bytes: Vec<u8>,
    mime: &'static str,
    width: u32,
    height: u32,
    hash: AssetHash,
}

impl Burned {
    /// The file.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// The file, when it is all that is wanted.
    pub fn into_bytes(self) -> Vec<u8> {
        self.bytes
    }

    /// `image/png` or `image/jpeg`.
    pub fn mime(&self) -> &'static str {
        self.mime
    }

    /// Pixels.
    pub fn width(&self) -> u32 {
        self.width
    }

    /// Pixels.
    pub fn height(&self) -> u32 {
        self.height
    }

    /// Of the burned file: the same for the same picture, wherever it comes from.
    pub fn hash(&self) -> &AssetHash {
        &self.hash
    }

    /// Takes back what this module made before and the cache has kept; `None` when it does not have the
    /// form of a burned picture.
    pub(crate) fn kept(bytes: Vec<u8>) -> Option<Self> {
        let hash = content_hash(&bytes);
        Self::as_imported(bytes, &hash)
    }

    /// The same for an asset's own file, whose hash was checked when it was read.
    pub(crate) fn as_imported(bytes: Vec<u8>, hash: &AssetHash) -> Option<Self> {
        let own = own::recognise(&bytes)?;
        Some(Self { bytes, mime: own.mime, width: own.width, height: own.height, hash: hash.clone() })
    }

    fn new(picture: &DynamicImage, as_jpeg: bool) -> Result<Self> {
        let (bytes, mime) = if as_jpeg { (encode::jpeg(picture)?, JPEG) } else { (encode::png(picture)?, PNG) };
        Ok(Self::encoded(bytes, mime, picture.width(), picture.height()))
    }

    /// A small copy, for views.
    fn small(picture: &DynamicImage, as_jpeg: bool) -> Result<Self> {
        if as_jpeg {
            return Self::new(picture, true);
        }
        Ok(Self::encoded(encode::png_quickly(picture)?, PNG, picture.width(), picture.height()))
    }

    fn encoded(bytes: Vec<u8>, mime: &'static str, width: u32, height: u32) -> Self {
        let hash = content_hash(&bytes);
        Self { bytes, mime, width, height, hash }
    }

    /// It has a palette already: the colour type of a PNG stands at this place of its header.
    fn is_indexed(&self) -> bool {
        self.mime == PNG && self.bytes.get(25) == Some(&3)
    }
}

impl std::fmt::Debug for Burned {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Burned({} {} x {}, {})", self.mime, self.width, self.height, self.hash)
    }
}

/// Makes the picture that the figure shows from its asset's bytes: composed on white, redactions filled, then
/// blurred, dimmed and enlarged where the figure says so, cropped. Other annotations are not pixels; views and exporters draw them on top.
///
/// A redacted JPEG becomes a PNG, since in a JPEG the fill would neither be exact nor end at its edge.
///
/// Errors: `Picture` and `Limit` when the bytes are no picture, `Invalid` when a redaction has no place.
pub fn burn(original: &[u8], figure: &Figure) -> Result<Burned> {
    let shown = Shown::of(original, figure)?;
    if shown.is_original
        && let Some(burned) = Burned::kept(original.to_vec())
    {
        return Ok(burned);
    }
    Burned::new(&shown.picture, shown.as_jpeg)
}

/// What [`burn`] and then [`scaled`] would make, without encoding the large picture in between; `None` when it would
/// be no smaller.
pub(crate) fn burn_scaled(original: &[u8], figure: &Figure, width: u32) -> Result<Option<Burned>> {
    let Shown { picture, as_jpeg, .. } = Shown::of(original, figure)?;
    let Some(height) = height_of((picture.width(), picture.height()), width) else { return Ok(None) };
    Burned::small(&smaller(picture, width, height)?, as_jpeg).map(Some)
}

/// The pixels that a figure shows.
struct Shown {
    picture: DynamicImage,
    as_jpeg: bool,
    /// All of them, as they are in the asset.
    is_original: bool,
}

impl Shown {
    fn of(original: &[u8], figure: &Figure) -> Result<Self> {
        let decoded = decode::decode(original, STORED)?;
        let (width, height) = (decoded.picture.width(), decoded.picture.height());
        let grid = if decoded.was_jpeg { JPEG_BLOCK } else { 1 };
        let redacted = area::redacted(width, height, figure, grid)?;
        let kept = area::kept(width, height, figure.crop);
        let cropped = kept != Area::whole(width, height);
        let unmarked = figure.burned_forms().next().is_none();
        let as_jpeg = decoded.was_jpeg && redacted.is_empty();
        let mut picture = on_white(decoded.picture);
        if !unmarked {
            picture = marked(picture.into_rgb8(), figure, &redacted, kept).into();
        }
        if cropped {
            picture = picture.crop_imm(kept.left, kept.top, kept.width(), kept.height());
        }
        Ok(Self { picture, as_jpeg, is_original: unmarked && !cropped })
    }
}

/// The same picture `width` pixels wide, for thumbnails. It is never enlarged.
pub fn scaled(burned: &Burned, width: u32) -> Result<Burned> {
    let width = width.max(1);
    let Some(height) = height_of((burned.width, burned.height), width) else { return Ok(burned.clone()) };
    let decoded = decode::decode(&burned.bytes, STORED)?;
    Burned::small(&smaller(decoded.picture, width, height)?, decoded.was_jpeg)
}

/// Of a picture of this size when it is `to` pixels wide; `None` when that would be no smaller.
fn height_of((width, height): (u32, u32), to: u32) -> Option<u32> {
    (to < width).then(|| (f64::from(height) * f64::from(to) / f64::from(width)).round().max(1.0) as u32)
}

/// The same picture in at most 256 colours, where that makes a smaller file and the eye hardly finds the
/// difference; `None` where it had better stay as it is. JPEGs stay: they are photographs, and small.
pub fn compact(burned: &Burned) -> Result<Option<Burned>> {
    if burned.mime != PNG || burned.is_indexed() {
        return Ok(None);
    }
    let picture = decode::decode(&burned.bytes, STORED)?.picture.into_rgb8();
    let Some(few) = palette::fitted(&picture) else { return Ok(None) };
    let bytes = encode::indexed(few, (burned.width, burned.height))?;
    let smaller = bytes.len() < burned.bytes.len();
    Ok(smaller.then(|| Burned::encoded(bytes, PNG, burned.width, burned.height)))
}

/// Without alpha, as on paper. Gray stays gray, for a gray JPEG.
pub(super) fn on_white(picture: DynamicImage) -> DynamicImage {
    if !picture.color().has_alpha() {
        return picture;
    }
    let pixels = picture.into_rgba8();
    let (width, height) = pixels.dimensions();
    let mut opaque = Vec::with_capacity(width as usize * height as usize * 3);
    for pixel in pixels.as_raw().chunks_exact(4) {
        let alpha = u32::from(pixel[3]);
        opaque.extend(pixel[..3].iter().map(|&value| {
            let sum = u32::from(value) * alpha + 255 * (255 - alpha);
            ((sum + 127) / 255) as u8
        }));
    }
    image::RgbImage::from_raw(width, height, opaque).map(DynamicImage::from).unwrap_or_default()
}

/// Gray stays gray, as above.
fn smaller(picture: DynamicImage, width: u32, height: u32) -> Result<DynamicImage> {
    let (from_width, from_height) = (picture.width(), picture.height());
    let (kind, bytes) = match picture {
        DynamicImage::ImageLuma8(pixels) => (PixelType::U8, pixels.into_raw()),
        other => (PixelType::U8x3, other.into_rgb8().into_raw()),
    };
    let internal = |error: &dyn std::fmt::Display| {
        Error::new(ErrorCode::Internal, "A small copy of this picture could not be made.")
            .with_detail(error.to_string())
    };
    let from = Image::from_vec_u8(from_width, from_height, bytes, kind).map_err(|error| internal(&error))?;
    let mut to = Image::new(width, height, kind);
    let how = ResizeOptions::new().resize_alg(ResizeAlg::Convolution(FilterType::CatmullRom)).use_alpha(false);
    Resizer::new().resize(&from, &mut to, &how).map_err(|error| internal(&error))?;
    let bytes = to.into_vec();
    let scaled = match kind {
        PixelType::U8 => image::GrayImage::from_raw(width, height, bytes).map(DynamicImage::from),
        _ => image::RgbImage::from_raw(width, height, bytes).map(DynamicImage::from),
    };
    scaled.ok_or_else(|| internal(&"the sides and the pixels do not agree"))
}

/// Nothing is blurred or enlarged before what is hidden is gone, and no other mark changes the fill.
fn marked(mut pixels: RgbImage, figure: &Figure, redacted: &[Area], kept: Area) -> RgbImage {
    let fill = |pixels: &mut RgbImage| redacted.iter().for_each(|area| filled(pixels, *area));
    fill(&mut pixels);
    optics::blur(&mut pixels, figure, kept);
    fill(&mut pixels);
    let lenses = optics::lenses(&pixels, figure, kept);
    optics::dim(&mut pixels, figure, kept);
    fill(&mut pixels);
    for lens in lenses {
        lens.put_on(&mut pixels);
    }
    pixels
}

pub(super) fn filled(pixels: &mut RgbImage, area: Area) {
    let stride = pixels.width() as usize * 3;
    let row = FILL.repeat(area.width() as usize);
    let (top, bottom) = (area.top as usize, area.bottom as usize);
    for line in pixels.chunks_exact_mut(stride).take(bottom).skip(top) {
        line[area.left as usize * 3..area.right as usize * 3].copy_from_slice(&row);
    }
}
