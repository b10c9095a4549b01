//! Recognises the form of picture file that a [`super::Burned`] may have, by structure alone: nothing in
//! it but the picture, so that it can pass into an export byte for byte.

use super::jpeg;
use crate::limits;

const PNG_SIGNATURE: &[u8] = b"\x89PNG\r\n\x1a\n";

/// Colour types. Source: PNG, third edition, table 12.
const RGB: u8 = 2;
const INDEXED: u8 = 3;

pub(super) struct Own {
    pub mime: &'static str,
    pub width: u32,
    pub height: u32,
}

/// A PNG without alpha that is not interlaced, RGB of 8 bits or with a palette, or a baseline JPEG, either without
/// any metadata, colour profile or byte after its end; `None` for everything else.
pub(super) fn recognise(bytes: &[u8]) -> Option<Own> {
    let own = png(bytes).or_else(|| {
        let found = jpeg::outline(bytes).filter(|found| found.plain)?;
        Some(Own { mime: super::JPEG, width: found.width, height: found.height })
    })?;
    limits::picture_size("", own.width, own.height).ok().map(|()| own)
}

fn png(bytes: &[u8]) -> Option<Own> {
    let mut rest = bytes.strip_prefix(PNG_SIGNATURE)?;
    let (kind, header) = chunk(&mut rest)?;
    let (sides, form) = header.split_at_checked(8)?;
    // Depth, colour type, deflate, adaptive filters, not interlaced.
    let [depth, colour, 0, 0, 0] = *form else { return None };
    if kind != b"IHDR" {
        return None;
    }
    match (colour, depth) {
        (RGB, 8) => {}
        (INDEXED, 2 | 4 | 8) => {
            let (kind, palette) = chunk(&mut rest)?;
            let colours = palette.len() / 3;
            if kind != b"PLTE" || palette.len() % 3 != 0 || !(1..=1 << depth).contains(&colours) {
                return None;
            }
        }
        _ => return None,
    }
    let (width, height) = sides.split_at(4);
    let width = u32::from_be_bytes(width.try_into().ok()?);
    let height = u32::from_be_bytes(height.try_into().ok()?);
    let mut data = 0;
    loop {
        match chunk(&mut rest)? {
            (b"IDAT", body) => data += body.len(),
            (b"IEND", []) if data > 0 && rest.is_empty() => return Some(Own { mime: super::PNG, width, height }),
            _ => return None,
        }
    }
}

/// The next chunk's kind and body; its checksum is the decoder's business.
fn chunk<'a>(rest: &mut &'a [u8]) -> Option<(&'a [u8; 4], &'a [u8])> {
    let (length, after) = rest.split_first_chunk::<4>()?;
    let (kind, after) = after.split_first_chunk::<4>()?;
    let (body, after) = after.split_at_checked(u32::from_be_bytes(*length) as usize)?;
    let (_checksum, after) = after.split_first_chunk::<4>()?;
    *rest = after;
    Some((kind, body))
}
