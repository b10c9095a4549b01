//! The pictures that the window shows: `shot://localhost/...`. Fixed forms of address, fixed types, and
//! burned pictures only, but for the one that the annotation editor works on.

use roadbook_core::model::{AssetHash, Figure, FigureId};
use roadbook_core::{Error, Result, pixels};
use uuid::Uuid;

use super::desk::Urgency;
use super::doors::Office;
use super::watch::not_waiting;
use super::{compare, import, preview};

/// An answer, to be sent with [`Shot::HEADERS`].
#[derive(Debug, PartialEq)]
pub struct Shot {
    pub status: u16,
    pub mime: &'static str,
    pub bytes: Vec<u8>,
}

impl Shot {
    /// What names a picture also changes with it, so that it may be kept for ever.
    pub const HEADERS: [(&str, &str); 4] = [
        ("cache-control", "private, max-age=31536000, immutable"),
        ("content-security-policy", "default-src 'none'; sandbox"),
        ("cross-origin-resource-policy", "cross-origin"),
        ("x-content-type-options", "nosniff"),
    ];

    const NOTHING: Self = Self { status: 404, mime: "text/plain", bytes: vec![] };
}

#[derive(Debug, PartialEq)]
enum Address {
    Original(AssetHash),
    Figure(FigureId, Option<u32>),
    /// A screenshot in the watched folder that is not in the library yet.
    Waiting(u32, u32),
    /// A figure with the picture that may take the place of its own.
    Compared(u32, u32),
    /// What stands on the cover of a pack.
    Logo(AssetHash, u32),
    /// A page of the pack that is being put together.
    Page(Uuid, u32, u32),
}

/// Device pixels; no screen is wider, and each width is kept in the cache.
const WIDTHS: std::ops::RangeInclusive<u32> = 16..=8192;

/// Answers `/original/<hash>`, `/figure/<id>/<full or width>/<version>`, `/waiting/<id>/<width>`,
/// `/compared/<version>/<width>`, `/logo/<hash>/<width>` and `/pack/<preview>/<page>/<width>`; everything else
/// is 404. May take as long as decoding and encoding a picture: call it beside the window's thread.
pub fn shot(office: &Office, path: &str) -> Shot {
    let Some(address) = parse(path) else { return Shot::NOTHING };
    picture(office, address).ok().and_then(known).unwrap_or(Shot::NOTHING)
}

fn picture(office: &Office, address: Address) -> Result<Vec<u8>> {
    match address {
        Address::Original(hash) => {
            let assets = office.desk.ask(Urgency::Read, |library| Ok(library.assets()))?;
            assets.original(&hash)
        }
        Address::Figure(id, width) => {
            let (figure, assets) =
                office.desk.ask(Urgency::Read, move |library| Ok((library.figure(id)?.0, library.assets())))?;
            let burned = match width {
                Some(width) => assets.scaled(&figure, width)?,
                None => assets.burned(&figure)?,
            };
            Ok(burned.bytes().to_vec())
        }
        Address::Compared(version, width) => {
            let figure = Some(compare::shown(office)?).filter(|compared| compared.version == version);
            let figure = figure.ok_or_else(|| Error::not_found("picture", version))?.figure;
            let assets = office.desk.ask(Urgency::Read, |library| Ok(library.assets()))?;
            Ok(assets.scaled(&figure, width)?.into_bytes())
        }
        Address::Logo(hash, width) => {
            let assets = office.desk.ask(Urgency::Read, |library| Ok(library.assets()))?;
            Ok(assets.scaled(&Figure::bare(hash), width)?.into_bytes())
        }
        Address::Page(id, page, width) => preview::page(office, id, page as usize, width),
        Address::Waiting(id, width) => {
            let path = office.watch.file(id).ok_or_else(not_waiting)?;
            let imported = pixels::import(&import::read(&path, "", import::Links::Refused)?, "")?;
            Ok(pixels::glimpse(&imported, width)?.into_bytes())
        }
    }
}

/// The type is read off the bytes, and only the two that the library holds are ever served.
fn known(bytes: Vec<u8>) -> Option<Shot> {
    let mime = match bytes.as_slice() {
        [0x89, b'P', b'N', b'G', ..] => "image/png",
        [0xff, 0xd8, 0xff, ..] => "image/jpeg",
        _ => return None,
    };
    Some(Shot { status: 200, mime, bytes })
}

fn parse(path: &str) -> Option<Address> {
    let parts: Vec<&str> = path.strip_prefix('/')?.split('/').collect();
    match parts.as_slice() {
        ["original", hash] => AssetHash::parse(hash).map(Address::Original),
        ["figure", id, size, version] => {
            let id = FigureId(uuid(id)?);
            let hex = !version.is_empty() && version.len() <= 64 && version.bytes().all(|b| b.is_ascii_hexdigit());
            let width = match *size {
                "full" => None,
                size => Some(width_of(size)?),
            };
            hex.then_some(Address::Figure(id, width))
        }
        ["waiting", id, width] => Some(Address::Waiting(number(id)?, width_of(width)?)),
        ["compared", version, width] => Some(Address::Compared(number(version)?, width_of(width)?)),
        ["logo", hash, width] => Some(Address::Logo(AssetHash::parse(hash)?, width_of(width)?)),
        ["pack", preview, page, width] => Some(Address::Page(uuid(preview)?, number(page)?, width_of(width)?)),
        _ => None,
    }
}

/// In its one usual form: with hyphens.
fn uuid(text: &str) -> Option<Uuid> {
    Some(text).filter(|text| text.len() == 36)?.parse().ok()
}

fn width_of(text: &str) -> Option<u32> {
    number(text).filter(|width| WIDTHS.contains(width))
}

fn number(text: &str) -> Option<u32> {
    Some(text).filter(|text| text.bytes().all(|b| b.is_ascii_digit()))?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    const ID: &str = "0192f0c1-2b3c-7d4e-8f5a-6b7c8d9e0f10";

    #[test]
    fn six_forms_of_address_are_answered() {
        let hash = "a".repeat(64);
        assert_eq!(parse(&format!("/original/{hash}")), AssetHash::parse(&hash).map(Address::Original));
        let id: FigureId = ID.parse().unwrap();
        assert_eq!(parse(&format!("/figure/{ID}/full/0")), Some(Address::Figure(id, None)));
        assert_eq!(parse(&format!("/figure/{ID}/1432/beef")), Some(Address::Figure(id, Some(1432))));
        assert_eq!(parse("/waiting/12/160"), Some(Address::Waiting(12, 160)));
        assert_eq!(parse("/compared/3/1432"), Some(Address::Compared(3, 1432)));
        assert_eq!(parse(&format!("/logo/{hash}/320")), Some(Address::Logo(AssetHash::parse(&hash).unwrap(), 320)));
        let preview = ID.parse().unwrap();
        assert_eq!(parse(&format!("/pack/{ID}/0/840")), Some(Address::Page(preview, 0, 840)));
    }

    #[test]
    fn everything_else_is_not_there() {
        let hash = "a".repeat(64);
        let others = [
            String::new(),
            "/".into(),
            "//".into(),
            "/original".into(),
            format!("/original/{hash}/"),
            format!("/original/{}", "A".repeat(64)),
            format!("/original/{}", "a".repeat(63)),
            format!("/original/..%2f..%2f{hash}"),
            "/original/../../../etc/passwd".into(),
            "/original/%2e%2e/%2e%2e/etc/passwd".into(),
            format!("/figure/{ID}/full"),
            format!("/figure/{ID}/full/"),
            format!("/figure/{ID}/full/xyz"),
            format!("/figure/{ID}/full/0/0"),
            format!("/figure/{ID}/0/0"),
            format!("/figure/{ID}/+5/0"),
            format!("/figure/{ID}/99999999999/0"),
            format!("/figure/{}/full/0", ID.replace('-', "")),
            format!("/figure/{{{ID}}}/full/0"),
            format!("/figure/%7B{ID}/full/0"),
            "/assets/aa".into(),
            "/waiting/12".into(),
            "/compared/12/".into(),
            "/compared/-1/160".into(),
            format!("/logo/{hash}"),
            format!("/logo/{}/320", "g".repeat(64)),
            format!("/pack/{ID}/0"),
            format!("/pack/{ID}/-1/840"),
            format!("/pack/{ID}/0/8193"),
            format!("/pack/{}/0/840", ID.replace('-', "")),
            "/waiting//160".into(),
            "/waiting/+1/160".into(),
            "/waiting/1/0".into(),
            "/waiting/99999999999/160".into(),
            "/waiting/..%2f/160".into(),
        ];
        for path in others {
            assert_eq!(parse(&path), None, "{path}");
        }
    }
}
