//! What comes through a door is checked before it is understood: it may be of any size and any shape.

use roadbook_core::{Error, Result};
use serde::de::DeserializeOwned;
use serde_json::Value;

/// Characters of one text.
pub const TEXT: usize = 100_000;
/// Bytes of all texts of one request together.
pub const REQUEST: usize = 32 * 1024 * 1024;

/// Reads one request. Numbers are finite, since JSON has no others; ranges are the core's business.
///
/// # Errors
/// `Limit` for what is too long, `Invalid` for everything that is not a request.
pub fn parse<T: DeserializeOwned>(input: Value) -> Result<T> {
    let mut room = REQUEST;
    measure(&input, &mut room)?;
    serde_json::from_value(input).map_err(|error| not_understood(&error))
}

/// [`parse`] from bytes, for the bridge and the command line.
pub fn parse_bytes(bytes: &[u8]) -> Result<Value> {
    if bytes.len() > 2 * REQUEST {
        return Err(too_large());
    }
    serde_json::from_slice(bytes).map_err(|error| not_understood(&error))
}

fn measure(value: &Value, room: &mut usize) -> Result<()> {
    match value {
        Value::String(text) => measure_text(text, room),
        Value::Array(values) => values.iter().try_for_each(|value| measure(value, room)),
        Value::Object(fields) => fields.iter().try_for_each(|(name, value)| {
            measure_text(name, room)?;
            measure(value, room)
        }),
        Value::Null | Value::Bool(_) | Value::Number(_) => take(1, room),
    }
}

fn measure_text(text: &str, room: &mut usize) -> Result<()> {
    if text.len() > TEXT {
        let characters = text.chars().count();
        if characters > TEXT {
            return Err(Error::limit(format!(
                "This text has {characters} characters; a text may have {TEXT}. Divide it into several."
            )));
        }
    }
    take(text.len() + 1, room)
}

fn take(bytes: usize, room: &mut usize) -> Result<()> {
    *room = room.checked_sub(bytes).ok_or_else(too_large)?;
    Ok(())
}

fn too_large() -> Error {
    Error::limit(format!("This is more than can be taken at once ({} MiB). Do it in parts.", REQUEST >> 20))
}

fn not_understood(error: &serde_json::Error) -> Error {
    // The reason may quote what was sent, at any length.
    let reason = error.to_string();
    let Some((end, _)) = reason.char_indices().nth(300) else {
        return Error::invalid(format!("This request cannot be understood: {reason}."));
    };
    let words = reason[..end].rsplit_once(' ').map_or(&reason[..end], |(words, _)| words);
    Error::invalid(format!("This request cannot be understood: {words} …"))
}

#[cfg(test)]
mod tests {
    use roadbook_core::query::Query;
    use roadbook_core::{Edit, ErrorCode};
    use serde_json::json;

    use super::*;

    fn check<T: DeserializeOwned + std::fmt::Debug>(input: Value, code: ErrorCode) {
        let error = parse::<T>(input).expect_err("this is no request");
        assert_eq!(error.code, code);
        assert!(error.message.chars().count() < 400, "a message is for reading");
    }

    #[test]
    fn what_is_no_request_is_a_typed_error() {
        check::<Query>(json!(null), ErrorCode::Invalid);
        check::<Query>(json!([1, 2]), ErrorCode::Invalid);
        check::<Query>(json!({ "query": "everything" }), ErrorCode::Invalid);
        check::<Query>(json!({ "query": "document", "id": "../../etc/passwd" }), ErrorCode::Invalid);
        check::<Query>(json!({ "query": "search", "text": 7, "limit": 1 }), ErrorCode::Invalid);
        check::<Query>(json!({ "query": "search", "text": "a", "limit": -1 }), ErrorCode::Invalid);
        check::<Query>(json!({ "query": "search", "text": "a", "limit": 1, "path": "/" }), ErrorCode::Invalid);
        check::<Edit>(json!({ "edit": "move_nodes", "moves": [{ "id": "x", "x": null, "y": 0 }] }), ErrorCode::Invalid);
    }

    #[test]
    fn what_is_too_long_is_refused_by_its_limit() {
        let long = "é".repeat(TEXT + 1);
        check::<Query>(json!({ "query": "search", "text": long, "limit": 1 }), ErrorCode::Limit);
        let huge = vec!["x".repeat(TEXT); REQUEST / TEXT + 1];
        check::<Query>(json!({ "query": huge }), ErrorCode::Limit);
        let fits = "é".repeat(TEXT);
        parse::<Query>(json!({ "query": "search", "text": fits, "limit": 1 })).unwrap();
    }

    #[test]
    fn what_is_no_json_is_a_typed_error() {
        for bytes in [&b"\xff\xfe"[..], b"{", b"{\"query\":NaN}", b"1e999", &[b'['; 100_000]] {
            assert_eq!(parse_bytes(bytes).unwrap_err().code, ErrorCode::Invalid);
        }
    }
}
