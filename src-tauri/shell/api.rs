//! The three doors as Tauri commands: `read`, `edit`, `job`. Nothing is decided here.
//!
//! The handler is written by hand, since a command written as a function would be run by a pool of threads:
//! here requests enter the office in the order in which the page sent them.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use roadbook_core::{Error, Result};
use serde::Serialize;
use serde_json::Value;
use tauri::ipc::{Invoke, InvokeBody, InvokeError, InvokeMessage, InvokeResolver};
use tauri::{Manager, Wry};

use super::doors::Office;

/// Whether the page has asked for more than to read: before that it cannot be keeping drafts.
#[derive(Default)]
pub struct Heard(AtomicBool);

impl Heard {
    pub fn any(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

/// The header that names an uploaded file, percent-encoded.
const NAME: &str = "x-name";

pub fn answer(invoke: Invoke<Wry>) -> bool {
    let Invoke { message, resolver, .. } = invoke;
    let office = message.webview_ref().state::<Arc<Office>>().inner().clone();
    if message.command() != "read" {
        message.webview_ref().state::<Heard>().0.store(true, Ordering::Relaxed);
    }
    match message.command() {
        "read" => office.read(argument(&message, "query"), |result| reply(resolver, result)),
        "edit" => office.edit(argument(&message, "request"), |result| reply(resolver, result)),
        "job" => match message.payload() {
            InvokeBody::Json(request) => office.job(request.clone(), |result| reply(resolver, result)),
            InvokeBody::Raw(bytes) => reply(resolver, upload(&office, &message, bytes)),
        },
        _ => return false,
    }
    true
}

fn argument(message: &InvokeMessage<Wry>, name: &str) -> Value {
    match message.payload() {
        InvokeBody::Json(arguments) => arguments.get(name).cloned().unwrap_or_default(),
        InvokeBody::Raw(_) => Value::Null,
    }
}

fn upload(office: &Office, message: &InvokeMessage<Wry>, bytes: &[u8]) -> Result<String> {
    let name = message.headers().get(NAME).and_then(|name| name.to_str().ok());
    let name = name.ok_or_else(|| Error::invalid("The uploaded file has no name."))?;
    office.upload(&decoded(name), bytes.to_vec())
}

fn reply(resolver: InvokeResolver<Wry>, result: Result<impl Serialize>) {
    let failed = |error: Error| InvokeError(serde_json::to_value(error).unwrap_or_default());
    resolver.respond(result.map_err(failed));
}

/// `percent-encoding` as `encodeURIComponent` writes it; what is not valid stays as it is.
pub fn decoded(text: &str) -> String {
    let bytes = text.as_bytes();
    let (mut out, mut at) = (Vec::with_capacity(bytes.len()), 0);
    while let Some(byte) = bytes.get(at) {
        let hex = text.get(at + 1..at + 3).filter(|hex| *byte == b'%' && hex.bytes().all(|b| b.is_ascii_hexdigit()));
        match hex.and_then(|hex| u8::from_str_radix(hex, 16).ok()) {
            Some(decoded) => {
                out.push(decoded);
                at += 3;
            }
            None => {
                out.push(*byte);
                at += 1;
            }
        }
    }
    String::from_utf8_lossy(&out).into_owned()
}

#[cfg(test)]
mod tests {
    use super::decoded;

    #[test]
    fn names_are_decoded_as_the_page_encoded_them() {
        assert_eq!(decoded("Zur%C3%BCck%20%E2%86%92.png"), "Zurück →.png");
        assert_eq!(decoded("100%.png"), "100%.png");
        assert_eq!(decoded("%"), "%");
        assert_eq!(decoded("%zz%+1"), "%zz%+1");
    }
}
