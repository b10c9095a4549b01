//! Who may come in: pages of this bridge, with its token.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::Bridge;

pub struct Entrance {
    port: u16,
    token: String,
}

impl Entrance {
    pub fn new(port: u16, token: String) -> Self {
        Self { port, token }
    }

    /// Cookies do not know ports: two bridges in one browser need two names.
    fn cookie(&self) -> String {
        format!("roadbook-{}={}", self.port, self.token)
    }

    fn knows(&self, headers: &HeaderMap) -> bool {
        let cookies = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
        cookies.flat_map(|value| value.split(';')).any(|cookie| cookie.trim() == self.cookie())
    }

    /// A name that was made to point here is not ours.
    fn is_here(&self, headers: &HeaderMap) -> bool {
        let host = headers.get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
        host == format!("127.0.0.1:{}", self.port) || host == format!("localhost:{}", self.port)
    }
}

/// Exchanges the token for a cookie, which pictures and the event stream send too.
pub async fn session(State(bridge): State<Arc<Bridge>>, token: String) -> Response {
    if token != bridge.entrance.token {
        return refused();
    }
    let cookie = format!("{}; HttpOnly; SameSite=Strict; Path=/", bridge.entrance.cookie());
    ([(header::SET_COOKIE, cookie), (header::CONTENT_TYPE, "application/json".into())], "null").into_response()
}

pub async fn only_with_token(State(bridge): State<Arc<Bridge>>, request: Request<Body>, next: Next) -> Response {
    if bridge.entrance.knows(request.headers()) { next.run(request).await } else { refused() }
}

pub async fn only_from_here(State(bridge): State<Arc<Bridge>>, request: Request<Body>, next: Next) -> Response {
    if bridge.entrance.is_here(request.headers()) { next.run(request).await } else { refused() }
}

fn refused() -> Response {
    let sentence =
        r#"{"code":"invalid","message":"Open the address with its token, as the bridge printed it.","detail":null}"#;
    (StatusCode::FORBIDDEN, [(header::CONTENT_TYPE, "application/json")], sentence).into_response()
}
