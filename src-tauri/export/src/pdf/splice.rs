//! Pictures are laid out as tiny stubs, each with a key in a comment, which Typst copies into the PDF as
//! they are; here, while the PDF is written, each stub's object is replaced by the picture's own stream.
//! Nothing is decoded or compressed again, and of the rest of the file only the offsets change.

use std::io::Write;

use memchr::memmem;
use roadbook_core::Result;

use super::encoded::Encoded;
use super::fault;
use crate::write_error;

const STUB: &[u8] = include_bytes!("stub.jpg");
const MARK: &[u8] = b"ROADBOOK-PICTURE:";

/// A JPEG of a few pixels that carries this key, of ASCII characters, as a comment.
pub fn stub(key: &str) -> Vec<u8> {
    let length = (2 + MARK.len() + key.len() + 1) as u16;
    let mut stub = STUB[..2].to_vec();
    stub.extend_from_slice(&[0xff, 0xfe]);
    stub.extend_from_slice(&length.to_be_bytes());
    stub.extend_from_slice(MARK);
    stub.extend_from_slice(key.as_bytes());
    stub.push(b'\n');
    stub.extend_from_slice(&STUB[2..]);
    stub
}

/// The key of a stub.
pub fn key_in(jpeg: &[u8]) -> Option<&str> {
    let begin = &jpeg[..jpeg.len().min(256)];
    let key = memmem::find(begin, MARK)? + MARK.len();
    let length = memchr::memchr(b'\n', &begin[key..])?;
    std::str::from_utf8(&begin[key..key + length]).ok()
}

/// A PDF, and where its objects are.
pub struct Table<'a> {
    pdf: &'a [u8],
    /// Of the cross-reference table, in the file.
    start: usize,
    /// Of objects, the free one at the head included.
    count: usize,
    /// Offset and number, by offset.
    objects: Vec<(usize, usize)>,
    trailer: &'a [u8],
}

impl<'a> Table<'a> {
    pub fn read(pdf: &'a [u8]) -> Result<Self> {
        Self::parse(pdf).ok_or_else(|| fault("the PDF has no plain cross-reference table"))
    }

    /// Those of the stubs, in their order.
    pub fn keys(&self) -> Vec<&'a str> {
        (0..self.objects.len()).filter_map(|at| key_of(self.object(at))).map(|(key, _)| key).collect()
    }

    /// Writes the PDF with a stream in place of each stub, in the order of their keys.
    pub fn splice(&self, out: &mut dyn Write, next: &mut dyn FnMut() -> Result<Encoded>) -> Result<()> {
        let mut out = Counted { out, count: 0 };
        let mut offsets = vec![None; self.count];
        let first = self.objects.first().map_or(self.start, |(offset, _)| *offset);
        out.put(&self.pdf[..first])?;
        for (at, (_, number)) in self.objects.iter().enumerate() {
            offsets[*number] = Some(out.count);
            let object = self.object(at);
            match key_of(object) {
                None => out.put(object)?,
                Some((_, dictionary)) => {
                    let encoded = next()?;
                    let head = format!(
                        "{number} 0 obj\n<<{}/Length {}>>\nstream\n",
                        encoded.dictionary.replace("/DeviceRGB", &colour_space(dictionary)),
                        encoded.length()
                    );
                    out.put(head.as_bytes())?;
                    encoded.parts().try_for_each(|part| out.put(part))?;
                    out.put(b"\nendstream\nendobj\n\n")?;
                }
            }
        }
        let start = out.count;
        let mut rows = format!("xref\n0 {}\n0000000000 65535 f\r\n", self.count);
        for offset in &offsets[1..] {
            match offset {
                Some(offset) => rows.push_str(&format!("{offset:010} 00000 n\r\n")),
                None => rows.push_str("0000000000 65535 f\r\n"),
            }
        }
        out.put(rows.as_bytes())?;
        out.put(self.trailer)?;
        out.put(format!("startxref\n{start}\n%%EOF").as_bytes())?;
        out.out.flush().map_err(write_error)
    }

    fn object(&self, at: usize) -> &'a [u8] {
        let end = self.objects.get(at + 1).map_or(self.start, |(next, _)| *next);
        &self.pdf[self.objects[at].0..end]
    }

    fn parse(pdf: &'a [u8]) -> Option<Self> {
        let end = memmem::rfind(pdf, b"startxref")?;
        let start: usize = words(&pdf[end + 9..])?.next()?.parse().ok()?;
        let table = pdf.get(start..end)?.strip_prefix(b"xref")?;
        let trailer_at = memmem::find(table, b"trailer")?;
        let mut words = words(&table[..trailer_at])?;
        if words.next()? != "0" {
            return None;
        }
        let count: usize = words.next()?.parse().ok()?;
        let mut objects = vec![];
        for number in 0..count {
            let offset: usize = words.next()?.parse().ok()?;
            let _generation = words.next()?;
            if words.next()? == "n" {
                objects.push((offset, number));
            }
        }
        objects.sort_unstable();
        let in_order = objects.windows(2).all(|pair| pair[0].0 < pair[1].0);
        let inside = objects.last().is_none_or(|(offset, _)| *offset < start);
        (words.next().is_none() && in_order && inside).then_some(Self {
            pdf,
            start,
            count,
            objects,
            trailer: &table[trailer_at..],
        })
    }
}

struct Counted<'a> {
    out: &'a mut dyn Write,
    count: u64,
}

impl Counted<'_> {
    fn put(&mut self, bytes: &[u8]) -> Result<()> {
        self.count += bytes.len() as u64;
        self.out.write_all(bytes).map_err(write_error)
    }
}

fn words(bytes: &[u8]) -> Option<std::str::SplitAsciiWhitespace<'_>> {
    std::str::from_utf8(bytes).ok().map(str::split_ascii_whitespace)
}

/// The stub's key and its dictionary, when the object is one.
fn key_of(object: &[u8]) -> Option<(&str, &str)> {
    let stream = memmem::find(&object[..object.len().min(1024)], b"stream")?;
    let dictionary = std::str::from_utf8(&object[..stream]).ok()?;
    if !dictionary.contains("/Image") || !dictionary.contains("/DCTDecode") {
        return None;
    }
    let data = &object[stream..object.len().min(stream + 64)];
    let key = stream + memmem::find(data, MARK)? + MARK.len();
    let length = memchr::memchr(b'\n', object.get(key..)?)?;
    std::str::from_utf8(&object[key..key + length]).ok().map(|key| (key, dictionary))
}

/// How Typst named the colour space of RGB data: by name, or as a reference to a profile.
fn colour_space(dictionary: &str) -> String {
    let named = dictionary.split("/ColorSpace").nth(1).map(str::trim_start).unwrap_or_default();
    match named.strip_prefix('/') {
        Some(_) => "/DeviceRGB".to_owned(),
        None => {
            let reference: String = named.chars().take_while(|c| *c != '/' && *c != '>').collect();
            let reference = reference.trim();
            if reference.ends_with('R') { format!(" {reference}") } else { "/DeviceRGB".to_owned() }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_profile_of_the_stub_is_kept() {
        assert_eq!(colour_space("<</ColorSpace 12 0 R/Width 1>>"), " 12 0 R");
        assert_eq!(colour_space("<</ColorSpace/DeviceRGB/Width 1>>"), "/DeviceRGB");
    }

    #[test]
    fn a_pdf_without_a_plain_table_is_a_clean_error() {
        assert!(Table::read(b"%PDF-1.7 startxref 9 %%EOF").is_err());
    }
}
