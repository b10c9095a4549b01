//! Ids of the sample: made from its keys, so that every sample library has the same ones.

use uuid::{Builder, Uuid};

use crate::error::{Error, ErrorCode, Result};
use crate::model::DocumentId;
use crate::pixels;
use crate::text::SCHEME;

/// The moment that all ids of the sample carry (a UUIDv7 begins with one): 21 November 2026, in ms.
const MOMENT: u64 = 1_795_219_200_000;

/// The id of a part by the path to it: kind, document, place in the document.
pub(super) fn id<T: From<Uuid>>(path: &[&str]) -> T {
    let hash = pixels::content_hash(path.join("/").as_bytes());
    let digits = u128::from_str_radix(&hash.as_str()[..32], 16).unwrap_or_default().to_be_bytes();
    let mut random = [0; 10];
    random.copy_from_slice(&digits[..10]);
    T::from(Builder::from_unix_timestamp_millis(MOMENT, &random).into_uuid())
}

pub(super) fn document(key: &str) -> DocumentId {
    id(&["document", key])
}

/// A text with the keys in its links replaced by ids.
pub(super) fn linked(text: &str) -> String {
    let mut parts = text.split(SCHEME);
    let mut linked = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (key, rest) = part.split_at(part.find(')').unwrap_or(part.len()));
        linked.push_str(SCHEME);
        linked.push_str(&document(key).to_string());
        linked.push_str(rest);
    }
    linked
}

/// A fault in the sample's files, which the tests keep from ever being seen.
pub(super) fn fault(what: impl std::fmt::Display) -> Error {
    Error::new(ErrorCode::Internal, "The sample library could not be made. Make an empty one, and report this.")
        .with_detail(format!("sample: {what}"))
}

pub(super) fn read<'a, T: serde::Deserialize<'a>>(name: &str, text: &'a str) -> Result<T> {
    serde_json::from_str(text).map_err(|error| fault(format!("{name}: {error}")))
}
