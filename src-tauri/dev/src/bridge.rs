//! The bridge: the three doors over loopback HTTP, so that the same window runs in any browser, for tests
//! and for looking at it. Whoever has the token may do all that the window may, and nobody else anything.

mod answers;
mod entrance;
mod loopback;

use std::io::Write;
use std::path::PathBuf;
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::{get, post};
use clap::Args;
use roadbook::shell::{Event, Office, Places, create_sample, outside};
use tokio::net::TcpListener;
use tokio::sync::broadcast;
use uuid::Uuid;

use entrance::Entrance;
pub use loopback::Loopback;

/// Serve the app's doors and its window over loopback HTTP
#[derive(Args)]
pub struct Wish {
    /// The library to serve; without it the window begins with its welcome.
    #[arg(id = "LIBRARY")]
    named: Option<PathBuf>,
    /// The same, as an option.
    #[arg(long, conflicts_with = "LIBRARY")]
    library: Option<PathBuf>,
    /// Serve a new sample library, which is gone at the end.
    #[arg(long, conflicts_with_all = ["LIBRARY", "library"])]
    sample: bool,
    /// 0: any that is free.
    #[arg(long, default_value_t = 0)]
    port: u16,
    /// The folder that is chosen when one is to be watched.
    #[arg(long)]
    screenshots: Option<PathBuf>,
    /// The folder for settings, backups and exports; without it, a new one that is gone at the end.
    #[arg(long)]
    home: Option<PathBuf>,
    /// A file that is chosen when pictures are asked for; can be given several times.
    #[arg(long)]
    picture: Vec<PathBuf>,
    /// The file that is chosen when a recording is asked for.
    #[arg(long)]
    recording: Option<PathBuf>,
    /// The built window.
    #[arg(long, default_value = "ui/dist")]
    dist: PathBuf,
}

/// What every request needs.
pub struct Bridge {
    office: Arc<Office>,
    desktop: Arc<Loopback>,
    events: broadcast::Sender<Arc<Event>>,
    entrance: Entrance,
    dist: PathBuf,
}

pub fn serve(wish: &Wish) -> Result<(), String> {
    if !wish.dist.join("index.html").is_file() {
        return Err(format!("{} holds no built window. Run `npm run build` in ui first.", wish.dist.display()));
    }
    let own = tempfile::tempdir().map_err(|error| format!("a temporary folder cannot be made: {error}"))?;
    let home = wish.home.as_deref().unwrap_or(own.path());
    let at = |name: &str| home.join(name);
    let places =
        Places { config: at("config"), state: at("state"), backups: at("backups"), libraries: at("libraries") };
    let (events, _) = broadcast::channel(1024);
    let tell = {
        let events = events.clone();
        // Nobody may be listening yet.
        move |event| _ = events.send(Arc::new(event))
    };
    let library = match (wish.sample, wish.named.as_ref().or(wish.library.as_ref())) {
        (true, _) => {
            let path = places.libraries.join("Sample library");
            std::fs::create_dir_all(&places.libraries).map_err(|error| error.to_string())?;
            let made = create_sample(&path, outside(&places)).and_then(|library| library.close());
            made.map_err(|error| error.message)?;
            Some(path)
        }
        (false, path) => path.cloned(),
    };
    let exports = at("exports");
    std::fs::create_dir_all(&exports).map_err(|error| error.to_string())?;
    let screenshots = wish.screenshots.clone().unwrap_or_else(|| at("screenshots"));
    std::fs::create_dir_all(&screenshots).map_err(|error| error.to_string())?;
    let desktop = Arc::new(Loopback {
        exports,
        pictures: wish.picture.clone(),
        recording: wish.recording.clone(),
        screenshots,
        copied: Mutex::default(),
    });
    let office = Office::start(places, desktop.clone(), Arc::new(tell));
    if let Some(path) = library {
        // As at the window, whose welcome says what is wrong with it.
        match office.open_at_start(&path).recv().map_err(|error| error.to_string())? {
            Ok(opened) => office.opened(&opened),
            Err(error) => office.note_trouble(&path, error),
        }
    }
    let runtime = tokio::runtime::Runtime::new().map_err(|error| error.to_string())?;
    let served = runtime.block_on(listen(wish, office.clone(), desktop, events));
    let closed = office.close().map_err(|error| error.message);
    served.and(closed)
}

async fn listen(
    wish: &Wish,
    office: Arc<Office>,
    desktop: Arc<Loopback>,
    events: broadcast::Sender<Arc<Event>>,
) -> Result<(), String> {
    let listener = TcpListener::bind(("127.0.0.1", wish.port))
        .await
        .map_err(|error| format!("port {} cannot be had: {error}", wish.port))?;
    let port = listener.local_addr().map_err(|error| error.to_string())?.port();
    let token = format!("{}{}", Uuid::now_v7().simple(), Uuid::now_v7().simple());
    let (entrance, dist) = (Entrance::new(port, token.clone()), wish.dist.clone());
    let bridge = Arc::new(Bridge { office, desktop, events, entrance, dist });
    // One line, for whoever started this.
    println!("http://127.0.0.1:{port}/#{token}");
    let _ = std::io::stdout().flush();
    axum::serve(listener, routes(bridge)).with_graceful_shutdown(stopped()).await.map_err(|error| error.to_string())
}

fn routes(bridge: Arc<Bridge>) -> Router {
    Router::new()
        .route("/read", post(answers::read))
        .route("/edit", post(answers::edit))
        .route("/job", post(answers::job))
        .route("/upload", post(answers::upload))
        .route("/events", get(answers::events))
        .route("/shot/{*path}", get(answers::picture))
        .route("/export/{id}", get(answers::exported))
        .route("/copied", get(answers::copied))
        .layer(axum::middleware::from_fn_with_state(bridge.clone(), entrance::only_with_token))
        .route("/session", post(entrance::session))
        .fallback(get(answers::page))
        .layer(axum::middleware::from_fn_with_state(bridge.clone(), entrance::only_from_here))
        .layer(DefaultBodyLimit::max(128 * 1024 * 1024))
        .with_state(bridge)
}

/// An open event stream would hold a graceful end for ever, so it is not waited for long.
async fn stopped() {
    let _ = tokio::signal::ctrl_c().await;
    std::thread::spawn(|| {
        std::thread::sleep(std::time::Duration::from_secs(1));
        std::process::exit(0);
    });
}
