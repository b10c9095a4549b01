//! A burned picture's own compressed stream, and the PDF dictionary that describes it: the data of a PNG
//! is what PDF calls Flate with a PNG predictor, and a JPEG is DCT.

use std::fmt::Write;
use std::ops::Range;

use roadbook_core::pixels::Burned;

#[derive(Debug)]
pub struct Encoded {
    /// Without `/Length`. `/DeviceRGB` stands where the file's own RGB colour space may go.
    pub dictionary: String,
    file: Vec<u8>,
    /// Of the file, one behind the other.
    parts: Vec<Range<usize>>,
}

impl Encoded {
    /// Gives the picture back when it has to go through Typst: alpha, interlacing, sixteen bits, CMYK.
    pub fn of(burned: Burned) -> Result<Self, Burned> {
        let outline = match burned.mime() {
            "image/png" => png(burned.bytes()),
            "image/jpeg" => jpeg(burned.bytes()),
            _ => None,
        };
        match outline {
            Some((dictionary, parts)) => Ok(Self { dictionary, file: burned.into_bytes(), parts }),
            None => Err(burned),
        }
    }

    /// Bytes of the stream.
    pub fn length(&self) -> usize {
        self.parts.iter().map(Range::len).sum()
    }

    pub fn parts(&self) -> impl Iterator<Item = &[u8]> {
        self.parts.iter().map(|part| &self.file[part.clone()])
    }
}

type Outline = (String, Vec<Range<usize>>);

/// PNG, third edition, sections 5 and 11; PDF 32000-1, 7.4.4.4 on predictors.
fn png(file: &[u8]) -> Option<Outline> {
    let mut rest = file.strip_prefix(b"\x89PNG\r\n\x1a\n")?;
    let mut data = vec![];
    let (mut header, mut palette) = (None, None);
    loop {
        let (length, after) = rest.split_first_chunk::<4>()?;
        let (kind, after) = after.split_first_chunk::<4>()?;
        let (body, after) = after.split_at_checked(u32::from_be_bytes(*length) as usize)?;
        match kind {
            b"IHDR" => header = Some(<[u8; 13]>::try_from(body).ok()?),
            b"PLTE" => palette = Some(body),
            b"tRNS" => return None,
            b"IDAT" => {
                let end = file.len() - after.len();
                data.push(end - body.len()..end);
            }
            b"IEND" => break,
            _ => {}
        }
        rest = after.get(4..)?;
    }
    let header = header?;
    let number = |at: usize| u32::from_be_bytes([header[at], header[at + 1], header[at + 2], header[at + 3]]);
    let (width, height, bits, kind) = (number(0), number(4), header[8], header[9]);
    if header[12] != 0 || bits == 16 || data.is_empty() {
        return None;
    }
    let (colours, space) = match (kind, palette) {
        (0, _) => (1, "/DeviceGray".to_owned()),
        (2, _) => (3, "/DeviceRGB".to_owned()),
        (3, Some(palette)) if palette.len() >= 3 => (1, indexed(palette)),
        _ => return None,
    };
    let dictionary = format!(
        "/Type/XObject/Subtype/Image/Width {width}/Height {height}/ColorSpace{space}/BitsPerComponent {bits}\
         /Filter/FlateDecode/DecodeParms<</Predictor 15/Colors {colours}/BitsPerComponent {bits}/Columns {width}>>"
    );
    Some((dictionary, data))
}

fn indexed(palette: &[u8]) -> String {
    let mut space = format!("[/Indexed/DeviceRGB {} <", palette.len() / 3 - 1);
    for byte in &palette[..palette.len() / 3 * 3] {
        write!(space, "{byte:02x}").unwrap_or_default();
    }
    space + ">]"
}

/// ITU T.81, B.2.2: the frame header tells size and components.
fn jpeg(file: &[u8]) -> Option<Outline> {
    let mut rest = file.strip_prefix(b"\xff\xd8")?;
    loop {
        let (marker, after) = rest.split_first_chunk::<2>()?;
        let length = usize::from(u16::from_be_bytes(*after.first_chunk::<2>()?));
        let segment = after.get(..length)?;
        if marker[0] != 0xff {
            return None;
        }
        if matches!(marker[1], 0xc0..=0xc2) {
            let number = |at: usize| Some(u16::from_be_bytes([*segment.get(at)?, *segment.get(at + 1)?]));
            let (height, width) = (number(3)?, number(5)?);
            let space = match segment.get(7)? {
                1 => "/DeviceGray",
                3 => "/DeviceRGB",
                _ => return None,
            };
            let dictionary = format!(
                "/Type/XObject/Subtype/Image/Width {width}/Height {height}/ColorSpace{space}/BitsPerComponent 8\
                 /Filter/DCTDecode"
            );
            let whole = 0..file.len();
            return Some((dictionary, Vec::from([whole])));
        }
        rest = &after[length..];
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_cut_short_or_strange_is_left_to_typst() {
        let stub = include_bytes!("stub.jpg");
        assert!(jpeg(stub).is_some(), "the stub is a plain JPEG");
        for length in 0..stub.len().min(400) {
            // Only that it does not panic: a cut file has no frame header, or has one that is whole.
            let _ = jpeg(&stub[..length]);
            let _ = png(&stub[..length]);
        }
        assert_eq!(png(b"\x89PNG\r\n\x1a\n\xff\xff\xff\xffIHDR"), None, "a length beyond the file");
    }
}
