//! The marker segments of a JPEG (ITU-T T.81, annex B), walked without decoding anything: to know its
//! size, that it is whole, and whether it is of the plain form that this program writes.

const START_OF_IMAGE: u8 = 0xd8;
const END_OF_IMAGE: u8 = 0xd9;
const START_OF_SCAN: u8 = 0xda;
const QUANTIZATION: u8 = 0xdb;
const HUFFMAN: u8 = 0xc4;
const BASELINE_FRAME: u8 = 0xc0;
const APPLICATION_0: u8 = 0xe0;

pub(super) struct Outline {
    pub width: u32,
    pub height: u32,
    /// 1 gray, 3 colour, 4 CMYK.
    pub components: u8,
    pub scans: u32,
    /// One baseline scan, a bare JFIF header, tables, nothing else, nothing after the end.
    pub plain: bool,
}

/// `None` when it is no JPEG, is cut off before its end, or changes its size on the way.
pub(super) fn outline(bytes: &[u8]) -> Option<Outline> {
    if !bytes.starts_with(&[0xff, START_OF_IMAGE]) {
        return None;
    }
    let mut found = Outline { width: 0, height: 0, components: 0, scans: 0, plain: true };
    let mut at = 2;
    loop {
        let marker = next_marker(bytes, &mut at, &mut found.plain)?;
        match marker {
            END_OF_IMAGE => break,
            // Restart marks and TEM stand alone; outside a scan they mean nothing.
            0x01 | 0xd0..=0xd7 => {
                found.plain = false;
                continue;
            }
            _ => {}
        }
        let length = usize::from(u16::from_be_bytes([*bytes.get(at)?, *bytes.get(at + 1)?]));
        let body = bytes.get(at + 2..at + length.max(2))?;
        at += length.max(2);
        found.plain &= length >= 2;
        match marker {
            START_OF_SCAN => {
                found.scans += 1;
                at += scan_length(bytes.get(at..)?)?;
            }
            QUANTIZATION | HUFFMAN => {}
            // DHP, DNL and arithmetic conditioning share the range of the frame headers.
            0xc0..=0xcf if marker != 0xc8 && marker != 0xcc => {
                let height = u32::from(u16::from_be_bytes([*body.get(1)?, *body.get(2)?]));
                let width = u32::from(u16::from_be_bytes([*body.get(3)?, *body.get(4)?]));
                if width == 0 || height == 0 || (found.width != 0 && (found.width, found.height) != (width, height)) {
                    return None;
                }
                (found.width, found.height) = (width, height);
                found.components = *body.get(5)?;
                found.plain &= marker == BASELINE_FRAME && matches!(found.components, 1 | 3);
            }
            APPLICATION_0 => found.plain &= body.len() == 14 && body.starts_with(b"JFIF\0"),
            _ => found.plain = false,
        }
    }
    if found.width == 0 || found.scans == 0 {
        return None;
    }
    found.plain &= found.scans == 1 && at == bytes.len();
    Some(found)
}

/// The marker at `at` or, as lenient readers do, the next one after stray bytes.
fn next_marker(bytes: &[u8], at: &mut usize, plain: &mut bool) -> Option<u8> {
    loop {
        let stray = bytes.get(*at..)?.iter().position(|&byte| byte == 0xff)?;
        *plain &= stray == 0;
        *at += stray + 1;
        while *bytes.get(*at)? == 0xff {
            *plain = false;
            *at += 1;
        }
        let marker = bytes[*at];
        *at += 1;
        if marker != 0 {
            return Some(marker);
        }
        *plain = false;
    }
}

/// Bytes up to the marker that ends the entropy-coded data; `None` when none does.
fn scan_length(data: &[u8]) -> Option<usize> {
    let mut at = 0;
    loop {
        at += data.get(at..)?.iter().position(|&byte| byte == 0xff)?;
        match *data.get(at + 1)? {
            // A stuffed zero, a restart mark: still data. Fill bytes: look again from the next one.
            0x00 | 0xd0..=0xd7 => at += 2,
            0xff => at += 1,
            _ => return Some(at),
        }
    }
}
