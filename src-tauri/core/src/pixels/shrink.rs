//! The same pixels in fewer bytes. It takes many times as long as encoding a picture does, so that nobody should
//! wait for it: it is for when there is nothing else to do.

use oxipng::{Options, StripChunks};

use super::{Burned, PNG, decode};

/// Of oxipng's levels: on screenshots of 1080p a tenth smaller than our own encoding, in about a quarter of a
/// second; the next level takes twice as long for another two hundredths.
const LEVEL: u8 = 1;

/// Above twice the pixels of a 4K screen it would take too long even for nobody.
const MOST_PIXELS: u64 = 2 * 3840 * 2160;

/// What the errors of a decoder would call the picture.
const STORED: &str = "A picture of this library";

/// The picture in a smaller file; `None` when it is a JPEG, very large, or as small as it gets.
pub(crate) fn shrunk(burned: &Burned) -> Option<Burned> {
    let pixels = u64::from(burned.width()) * u64::from(burned.height());
    if burned.mime() != PNG || pixels > MOST_PIXELS {
        return None;
    }
    let options = Options {
        strip: StripChunks::All,
        interlace: Some(false),
        // A burned picture is RGB or has a palette of as many bits as it should have, not gray.
        grayscale_reduction: false,
        bit_depth_reduction: false,
        ..Options::from_preset(LEVEL)
    };
    let bytes = oxipng::optimize_from_memory(burned.bytes(), &options).ok()?;
    let shrunk = Burned::kept(bytes).filter(|shrunk| shrunk.bytes().len() < burned.bytes().len())?;
    // Seen to, rather than believed: decoding takes a hundredth of the time.
    let pixels = |burned: &Burned| decode::decode(burned.bytes(), STORED).map(|decoded| decoded.picture.into_rgb8());
    (pixels(&shrunk).ok()? == pixels(burned).ok()?).then_some(shrunk)
}
