//! Every limit of the program in one place, and the one sentence that is said when one would be passed:
//! which file or field, what it has, what is taken. Nothing here reads or changes anything.

use crate::error::{Error, Result};

const MIB: u64 = 1024 * 1024;

/// Pixels of a picture's longer side.
pub const PICTURE_SIDE: u32 = 16_384;
/// Pixels of a picture: 64 megapixels, which are 8192 x 8192.
pub const PICTURE_PIXELS: u64 = 64 * 1024 * 1024;
/// Bytes of a decoded picture; 64 megapixels of red, green, blue and alpha are just that.
pub const PICTURE_DECODED_BYTES: u64 = 256 * MIB;
/// Bytes of a picture file, on its way in and as it is kept.
pub const PICTURE_FILE_BYTES: u64 = 64 * MIB;
/// Passes of a progressive JPEG over its picture. Common encoders write about ten; each pass costs as
/// much time as the whole picture, so that a small file with thousands of them would stop the program.
pub const JPEG_SCANS: u32 = 50;

/// Elements and attributes of an XML file, which may not have a DTD.
pub const XML_NODES: u64 = 200_000;
/// Bytes of an XML file.
pub const XML_BYTES: u64 = 32 * MIB;

/// Entries of a zip.
pub const ZIP_ENTRIES: u64 = 100_000;
/// Bytes of one unpacked entry of a zip.
pub const ZIP_ENTRY_BYTES: u64 = 64 * MIB;
/// Unpacked bytes for each packed byte of a zip's entry.
pub const ZIP_RATIO: u64 = 100;
/// Unpacked bytes of a whole zip above which the person is asked first.
pub const ZIP_QUESTION_BYTES: u64 = 2048 * MIB;

/// Characters of one text field.
pub const TEXT_CHARACTERS: usize = 100_000;
/// Nodes of one map.
pub const MAP_NODES: usize = 5_000;

/// Bytes of derived pictures that a library's cache keeps before the oldest are dropped.
pub const CACHE_BYTES: u64 = 2048 * MIB;
/// The same for a library that is open for reading only, whose cache lives in memory.
pub const CACHE_BYTES_IN_MEMORY: u64 = 64 * MIB;

/// The error for a limit that would be passed: `name` is the file's name, the map's title or the field's
/// name; `what` is what there is too much of; `value` and `limit` have the same unit.
pub fn passed(name: &str, what: &str, value: impl std::fmt::Display, limit: impl std::fmt::Display) -> Error {
    Error::limit(format!("{}: {what} is {value}, and Roadbook takes at most {limit}. Nothing was changed.", said(name)))
}

/// Refuses a picture by its sides, before anything is decoded.
pub fn picture_size(name: &str, width: u32, height: u32) -> Result<()> {
    if width > PICTURE_SIDE || height > PICTURE_SIDE {
        let size = format!("{width} x {height} pixels");
        return Err(passed(name, "the picture's size", size, format!("{PICTURE_SIDE} pixels a side")));
    }
    let pixels = u64::from(width) * u64::from(height);
    if pixels > PICTURE_PIXELS {
        let megapixels = format!("{} megapixels", pixels.div_ceil(MIB));
        return Err(passed(name, "the picture's size", megapixels, format!("{} megapixels", PICTURE_PIXELS / MIB)));
    }
    Ok(())
}

/// Refuses a picture by the bytes that it takes in memory, before they are asked for.
pub fn picture_decoded(name: &str, bytes: u64) -> Result<()> {
    at_most(name, "the decoded picture", bytes, PICTURE_DECODED_BYTES)
}

/// Refuses a picture file by its size.
pub fn picture_file(name: &str, bytes: u64) -> Result<()> {
    at_most(name, "the picture file", bytes, PICTURE_FILE_BYTES)
}

/// Refuses a text that is too long; `field` is its name in plain words ("The text of this step").
pub fn text(field: &str, text: &str) -> Result<()> {
    // A character has at least one byte, so that short texts need not be counted.
    if text.len() <= TEXT_CHARACTERS {
        return Ok(());
    }
    let characters = text.chars().count();
    if characters <= TEXT_CHARACTERS {
        return Ok(());
    }
    Err(passed(field, "its length", format!("{characters} characters"), format!("{TEXT_CHARACTERS} characters")))
}

/// Refuses a map with too many nodes; `map` is its title.
pub fn map_nodes(map: &str, nodes: usize) -> Result<()> {
    if nodes <= MAP_NODES {
        return Ok(());
    }
    Err(passed(map, "the map's size", format!("{nodes} nodes"), format!("{MAP_NODES} nodes")))
}

fn at_most(name: &str, what: &str, bytes: u64, limit: u64) -> Result<()> {
    if bytes <= limit {
        return Ok(());
    }
    Err(passed(name, what, mebibytes(bytes), mebibytes(limit)))
}

/// Whole MiB, rounded up: a value past a limit never reads as if it met it.
fn mebibytes(bytes: u64) -> String {
    format!("{} MiB", bytes.div_ceil(MIB))
}

/// A file without a name came from the clipboard.
pub(crate) fn said(name: &str) -> String {
    if name.is_empty() { "The picture from the clipboard".to_owned() } else { format!("“{name}”") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::ErrorCode;

    #[test]
    fn an_error_names_file_value_and_limit() {
        let error = picture_file("till.png", PICTURE_FILE_BYTES + 1).unwrap_err();
        assert_eq!(error.code, ErrorCode::Limit);
        assert_eq!(
            error.message,
            "“till.png”: the picture file is 65 MiB, and Roadbook takes at most 64 MiB. Nothing was changed."
        );
        let error = picture_size("", 100_000, 100_000).unwrap_err();
        assert_eq!(
            error.message,
            "The picture from the clipboard: the picture's size is 100000 x 100000 pixels, and Roadbook takes at \
             most 16384 pixels a side. Nothing was changed."
        );
    }

    #[test]
    fn what_meets_a_limit_is_taken() {
        assert!(picture_size("a", 8_192, 8_192).is_ok());
        assert!(picture_size("a", 8_193, 8_192).is_err());
        assert!(picture_size("a", PICTURE_SIDE, 1).is_ok());
        assert!(picture_size("a", PICTURE_SIDE + 1, 1).is_err());
        assert!(text("The title", &"é".repeat(TEXT_CHARACTERS)).is_ok(), "characters count, not bytes");
        assert!(text("The title", &"é".repeat(TEXT_CHARACTERS + 1)).is_err());
        assert!(map_nodes("Refunds", MAP_NODES).is_ok());
        assert!(map_nodes("Refunds", MAP_NODES + 1).is_err());
    }
}
