//! What each address answers. Nothing is decided here: the doors are those of the window.

use std::convert::Infallible;
use std::path::Component;
use std::sync::{Arc, LazyLock, PoisonError};

use axum::body::Bytes;
use axum::extract::{Path, Query, State};
use axum::http::{StatusCode, Uri, header};
use axum::response::sse::{self, Sse};
use axum::response::{IntoResponse, Response};
use futures_util::Stream;
use futures_util::stream::unfold;
use roadbook::shell::{FREEZE, Shot, parse_bytes, shot};
use roadbook_core::{Error, ErrorCode, Result};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use tokio::sync::broadcast::error::RecvError;
use tokio::sync::oneshot;
use uuid::Uuid;

use super::Bridge;

pub async fn read(State(bridge): State<Arc<Bridge>>, body: Bytes) -> Response {
    answer(&body, |query, then| bridge.office.read(query, then)).await
}

pub async fn edit(State(bridge): State<Arc<Bridge>>, body: Bytes) -> Response {
    answer(&body, |request, then| bridge.office.edit(request, then)).await
}

pub async fn job(State(bridge): State<Arc<Bridge>>, body: Bytes) -> Response {
    answer(&body, |request, then| bridge.office.job(request, then)).await
}

type Then<R> = Box<dyn FnOnce(Result<R>) + Send>;

async fn answer<R: Serialize + Send + 'static>(body: &[u8], ask: impl FnOnce(Value, Then<R>)) -> Response {
    let (give, given) = oneshot::channel();
    match parse_bytes(body) {
        Ok(request) => ask(request, Box::new(move |result| _ = give.send(result))),
        Err(error) => return said::<R>(Err(error)),
    }
    said(given.await.unwrap_or_else(|_| Err(Error::new(ErrorCode::Cancelled, "The bridge is being closed."))))
}

fn said<R: Serialize>(result: Result<R>) -> Response {
    let (status, body) = match &result {
        Ok(reply) => (StatusCode::OK, serde_json::to_vec(reply)),
        Err(error) => (StatusCode::UNPROCESSABLE_ENTITY, serde_json::to_vec(error)),
    };
    match body {
        Ok(body) => (status, [(header::CONTENT_TYPE, "application/json")], body).into_response(),
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

#[derive(Deserialize)]
pub struct Named {
    name: String,
}

pub async fn upload(State(bridge): State<Arc<Bridge>>, Query(Named { name }): Query<Named>, body: Bytes) -> Response {
    said(bridge.office.upload(&name, body.to_vec()))
}

pub async fn events(
    State(bridge): State<Arc<Bridge>>,
) -> Sse<impl Stream<Item = std::result::Result<sse::Event, Infallible>>> {
    let heard = bridge.events.subscribe();
    Sse::new(unfold(heard, |mut heard| async move {
        loop {
            match heard.recv().await {
                Ok(event) => {
                    let told = sse::Event::default().json_data(&*event).unwrap_or_default();
                    return Some((Ok(told), heard));
                }
                // A page that fell behind sees a gap in the revisions, and loads again.
                Err(RecvError::Lagged(_)) => (),
                Err(RecvError::Closed) => return None,
            }
        }
    }))
    .keep_alive(sse::KeepAlive::default())
}

pub async fn picture(State(bridge): State<Arc<Bridge>>, Path(path): Path<String>) -> Response {
    let drawn = tokio::task::spawn_blocking(move || shot(&bridge.office, &format!("/{path}"))).await;
    let Ok(Shot { status, mime, bytes }) = drawn else {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    let status = StatusCode::from_u16(status).unwrap_or(StatusCode::NOT_FOUND);
    (status, [(header::CONTENT_TYPE, mime)], Shot::HEADERS, bytes).into_response()
}

/// The file that an export wrote, which in the window would lie where the person chose.
pub async fn exported(State(bridge): State<Arc<Bridge>>, Path(id): Path<Uuid>) -> Response {
    let file = bridge.office.exported(id).and_then(|path| Some((std::fs::read(&path).ok()?, path)));
    let Some((bytes, path)) = file else { return StatusCode::NOT_FOUND.into_response() };
    let mime = match path.extension().and_then(|extension| extension.to_str()) {
        Some("pdf") => "application/pdf",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        _ => "text/html",
    };
    ([(header::CONTENT_TYPE, mime)], bytes).into_response()
}

/// What was copied last by the window's own hand, which in the window would be on the clipboard.
pub async fn copied(State(bridge): State<Arc<Bridge>>) -> Response {
    let copied = bridge.desktop.copied.lock().unwrap_or_else(PoisonError::into_inner).clone();
    match copied {
        Some((mime, bytes)) => ([(header::CONTENT_TYPE, mime)], bytes).into_response(),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

/// A file of the built window, under the policy of the window.
pub async fn page(State(bridge): State<Arc<Bridge>>, uri: Uri) -> Response {
    let wanted = match uri.path().trim_start_matches('/') {
        "" => "index.html",
        "freeze.js" => return ([(header::CONTENT_TYPE, "text/javascript")], FREEZE).into_response(),
        // Browsers ask for it by themselves, and would note its absence as an error.
        "favicon.ico" => return ([(header::CONTENT_TYPE, "image/png")], ICON).into_response(),
        path => path,
    };
    let inside = std::path::Path::new(wanted).components().all(|part| matches!(part, Component::Normal(_)));
    let bytes = inside.then(|| std::fs::read(bridge.dist.join(wanted)).ok()).flatten();
    let Some(mut bytes) = bytes else { return StatusCode::NOT_FOUND.into_response() };
    if wanted == "index.html" {
        // In the window this script runs before all others too.
        let page = String::from_utf8_lossy(&bytes);
        bytes = page.replacen("<head>", "<head><script src=\"/freeze.js\"></script>", 1).into_bytes();
    }
    let headers = [
        (header::CONTENT_TYPE, mime(wanted)),
        (header::CONTENT_SECURITY_POLICY, &POLICY),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::CACHE_CONTROL, "no-store"),
    ];
    (headers, bytes).into_response()
}

const ICON: &[u8] = include_bytes!("../../../../icons/32x32.png");

fn mime(name: &str) -> &'static str {
    match name.rsplit('.').next() {
        Some("html") => "text/html; charset=utf-8",
        Some("js") => "text/javascript",
        Some("css") => "text/css",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("woff2") => "font/woff2",
        _ => "application/octet-stream",
    }
}

/// As in `tauri.conf.json`, but that what is Tauri's own address there is this server here.
static POLICY: LazyLock<String> = LazyLock::new(|| {
    let config: Value = serde_json::from_str(include_str!("../../../../tauri.conf.json")).expect("it is JSON");
    let rules = config["app"]["security"]["csp"].as_object().expect("the policy is written as a map");
    let rule = |(name, value): (&String, &Value)| match name.as_str() {
        "connect-src" => "connect-src 'self'".to_owned(),
        "img-src" => "img-src 'self' blob: data:".to_owned(),
        _ => format!("{name} {}", value.as_str().unwrap_or_default()),
    };
    rules.iter().map(rule).collect::<Vec<_>>().join("; ")
});
