//! Whether a file may still be being written: by its structure alone, without decoding it.

use super::jpeg;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wholeness {
    /// It begins as a picture and ends as one.
    Whole,
    /// It ends before the picture does, or has not begun.
    Partial,
    /// Whatever comes, it will not be a picture that is taken.
    Foreign,
}

/// Says nothing about damage in between: that is found when the picture is imported.
pub fn wholeness(bytes: &[u8]) -> Wholeness {
    let whole = match bytes {
        [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1a, b'\n', rest @ ..] => png(rest),
        [0xff, 0xd8, 0xff, ..] => jpeg::outline(bytes).is_some(),
        [b'G', b'I', b'F', b'8', ..] => bytes.last() == Some(&0x3b),
        [b'R', b'I', b'F', b'F', a, b, c, d, rest @ ..] => {
            rest.len() as u64 >= u64::from(u32::from_le_bytes([*a, *b, *c, *d]))
        }
        // Room may be made for a file before it is filled.
        _ if bytes.len() < 12 || bytes[..12] == [0; 12] => false,
        _ => return Wholeness::Foreign,
    };
    if whole { Wholeness::Whole } else { Wholeness::Partial }
}

/// Chunk by chunk to the last one.
fn png(mut rest: &[u8]) -> bool {
    while let Some((length, after)) = rest.split_first_chunk::<4>() {
        let Some((kind, after)) = after.split_first_chunk::<4>() else { return false };
        let end = (u32::from_be_bytes(*length) as usize).saturating_add(4);
        let Some(after) = after.get(end..) else { return false };
        if kind == b"IEND" {
            return true;
        }
        rest = after;
    }
    false
}

#[cfg(test)]
mod tests {
    use image::{DynamicImage, ImageFormat};

    use super::*;

    #[test]
    fn a_file_is_whole_when_its_last_byte_is_there() {
        let picture = DynamicImage::new_rgb8(40, 30);
        for form in [ImageFormat::Png, ImageFormat::Jpeg, ImageFormat::Gif, ImageFormat::WebP] {
            let mut bytes = std::io::Cursor::new(vec![]);
            picture.write_to(&mut bytes, form).unwrap();
            let bytes = bytes.into_inner();
            assert_eq!(wholeness(&bytes), Wholeness::Whole, "{form:?}");
            for cut in [0, 3, bytes.len() / 2, bytes.len() - 1] {
                assert_eq!(wholeness(&bytes[..cut]), Wholeness::Partial, "{form:?} cut at {cut}");
            }
        }
        assert_eq!(wholeness(&[0; 5000]), Wholeness::Partial, "room for a file");
        assert_eq!(wholeness(b"These are the minutes of the meeting."), Wholeness::Foreign);
    }
}
