//! The window: how it begins, what it may load, how it ends.

use std::env;
use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, mpsc};
use std::thread;
use std::time::{Duration, Instant};

use roadbook_core::{Error, ErrorCode};
use tauri::http::{Method, Request, Response};
use tauri::utils::config::Color;
use tauri::webview::NewWindowResponse;
use tauri::{
    App, AppHandle, Context, DragDropEvent, Manager, PhysicalPosition, RunEvent, Theme, Url, WebviewUrl, WebviewWindow,
    WebviewWindowBuilder, Window, WindowEvent, Wry,
};
use tauri_plugin_window_state::StateFlags;

use super::api::{self, Heard};
use super::desk::Opened;
use super::doors::Office;
use super::event::{Dragged, Event};
use super::native::Native;
use super::places::Places;
use super::shot::{Shot, shot};
use super::workers::Workers;
use super::{log, menu, neighbour};

/// Label of the one window.
pub const MAIN: &str = "main";
/// The page keeps what is being typed when the window closes; one that does not answer is not waited for.
const GUARD: Duration = Duration::from_secs(2);
/// How long a library that another program holds is waited for at the start.
const NEIGHBOUR: Duration = Duration::from_secs(5);
/// Tokens `--paper` of the two themes: what is seen before the page has painted.
const PAPER: Color = Color(0xfa, 0xf8, 0xf4, 0xff);
const PAPER_DARK: Color = Color(0x17, 0x19, 0x1c, 0xff);

/// In the place of Tauri's `freezePrototype`, which one of our libraries does not survive.
pub const FREEZE: &str = include_str!("freeze.js");
const BEGIN: &str = include_str!("begin.js");

#[derive(Default)]
struct Closing(AtomicBool);

/// Opens the window on `library`, or on the library of last time, or on the welcome.
pub fn run(library: Option<PathBuf>, context: Context<Wry>) -> ExitCode {
    if let Err(sentence) = display() {
        return refuse(&sentence);
    }
    #[cfg(target_os = "linux")]
    super::webview::prepare();
    let places = Places::of_this_machine();
    log::begin(&places.state);
    let native = Arc::new(Native::default());
    let office = Office::start(places, native.clone(), {
        let native = native.clone();
        Arc::new(move |event| native.tell(event))
    });
    let named = library.is_some();
    let path = library.or_else(|| office.last_library());
    // Whoever shows it already has only to be brought to the front.
    if path.as_deref().is_some_and(|path| !is_automated() && neighbour::knock(path)) {
        return ExitCode::SUCCESS;
    }
    // The library is opened while the window is made.
    let mut opening = path.map(|path| Opening { answer: office.open_at_start(&path), path });
    if let Err(sentence) = begin_toolkit() {
        return refuse(&sentence);
    }
    // Who named it at a terminal reads there what is wrong with it; started by a click or by another window
    // there is nobody to read.
    if named && io::stderr().is_terminal() {
        match opening.take().map(|opening| or_neighbour(&office, opening)) {
            Some(Ok(Some(opened))) => return build(context, office, native, Some(Beginning::Opened(opened))),
            Some(Ok(None)) => return ExitCode::SUCCESS,
            Some(Err(error)) => return refuse(&error.message),
            None => {}
        }
    }
    build(context, office, native, opening.map(Beginning::Opening))
}

/// A library that is being opened.
struct Opening {
    path: PathBuf,
    answer: mpsc::Receiver<Result<Opened, Error>>,
}

/// How far the library is when the window is made; none is opened where there is none.
enum Beginning {
    Opened(Opened),
    Opening(Opening),
}

/// Waits for the library beside the window that is being made. What the page asks meanwhile waits at the desk.
fn follow(app: &AppHandle<Wry>, opening: Opening) {
    let office = app.state::<Arc<Office>>().inner().clone();
    let app = app.clone();
    thread::spawn(move || {
        let path = opening.path.clone();
        match or_neighbour(&office, opening) {
            Ok(Some(opened)) => office.opened(&opened),
            Ok(None) => app.exit(0),
            Err(error) => {
                office.note_trouble(&path, about(&path, error));
                office.welcome();
                office.tell(Event::Library(None));
            }
        }
    });
}

/// The library, or nothing when the window that has it open was brought to the front. Who has it may be
/// just about to listen, or to be done with it: a little later one of the two is so.
fn or_neighbour(office: &Office, mut opening: Opening) -> Result<Option<Opened>, Error> {
    let (start, mut again) = (Instant::now(), false);
    loop {
        match opening.answer.recv().unwrap_or_else(|_| Err(super::desk::fault())) {
            Ok(library) => {
                if again {
                    // The page may have been told that there is none.
                    office.tell(Event::Library(Some(library.state.clone())));
                }
                return Ok(Some(library));
            }
            Err(error) if error.code != ErrorCode::Locked || is_automated() => return Err(error),
            Err(_) if neighbour::knock(&opening.path) => return Ok(None),
            Err(error) if start.elapsed() > NEIGHBOUR => return Err(error),
            Err(_) => thread::sleep(Duration::from_millis(100)),
        }
        opening.answer = office.open_at_start(&opening.path);
        again = true;
    }
}

/// At the welcome the person has not named the library; the sentence has to.
fn about(path: &Path, error: Error) -> Error {
    let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy();
    if error.message.contains(name.as_ref()) {
        return error;
    }
    Error { message: format!("“{name}” was not opened. {}", error.message), ..error }
}

fn build(context: Context<Wry>, office: Arc<Office>, native: Arc<Native>, beginning: Option<Beginning>) -> ExitCode {
    let workers = Workers::start("pictures");
    let pictures = office.clone();
    let app = tauri::Builder::default()
        .plugin(tauri_plugin_dialog::init())
        .plugin(
            tauri_plugin_window_state::Builder::default()
                .with_state_flags(StateFlags::SIZE | StateFlags::POSITION | StateFlags::MAXIMIZED)
                .build(),
        )
        .register_asynchronous_uri_scheme_protocol("shot", move |_, request, responder| {
            let office = pictures.clone();
            workers.do_soon(move || responder.respond(answer(&office, &request)));
        })
        .manage(office.clone())
        .manage(native.clone())
        .manage(Heard::default())
        .manage(Closing::default())
        .menu(menu::build)
        .on_menu_event(|app, event| menu::chosen(app, &event))
        .on_window_event(happened)
        .invoke_handler(api::answer)
        .setup(move |app| {
            native.connect(app.handle().clone());
            open(app)?;
            match beginning {
                Some(Beginning::Opened(opened)) => app.state::<Arc<Office>>().opened(&opened),
                Some(Beginning::Opening(opening)) => follow(app.handle(), opening),
                None => app.state::<Arc<Office>>().welcome(),
            }
            Ok(())
        })
        .build(context);
    match app {
        Ok(app) => {
            app.run(move |_, event| {
                if let RunEvent::Exit = event
                    && let Err(error) = office.close()
                {
                    log::note(&format!("closing failed: {:?}", error.code));
                }
            });
            ExitCode::SUCCESS
        }
        Err(error) => refuse(&format!("The window cannot be opened: {error}.")),
    }
}

fn open(app: &App<Wry>) -> tauri::Result<()> {
    let window = WebviewWindowBuilder::new(app, MAIN, WebviewUrl::default())
        .title(title(None))
        .inner_size(1280.0, 800.0)
        .min_inner_size(960.0, 640.0)
        .initialization_script(FREEZE)
        .initialization_script(BEGIN)
        // So that the page's own menus can paste; nothing but the page is ever shown in it.
        .enable_clipboard_access()
        .on_navigation(is_ours)
        .on_new_window(|_, _| NewWindowResponse::Deny)
        .build()?;
    paint(&window);
    menu::only_show_keys(&window);
    #[cfg(target_os = "linux")]
    super::webview::keep_little(&window);
    Ok(())
}

pub fn title(library: Option<&str>) -> String {
    library.map_or_else(|| "Roadbook".to_owned(), |library| format!("{library} – Roadbook"))
}

/// In the colour of the paper, so that nothing flashes before the page is there.
pub fn paint(window: &WebviewWindow<Wry>) {
    paint_in(window, window.theme().is_ok_and(|theme| theme == Theme::Dark));
}

/// In a theme that the window may not know of yet.
pub fn paint_in(window: &WebviewWindow<Wry>, dark: bool) {
    let _ = window.set_background_color(Some(if dark { PAPER_DARK } else { PAPER }));
}

pub fn show(window: &WebviewWindow<Wry>) {
    let _ = window.unminimize();
    let _ = window.show();
    let _ = window.set_focus();
}

/// The page stays where it is: everything else is opened outside, by a job.
fn is_ours(url: &Url) -> bool {
    let served = match url.scheme() {
        "tauri" => url.host_str() == Some("localhost"),
        "http" | "https" => url.host_str() == Some("tauri.localhost"),
        _ => false,
    };
    // The development server of Vite.
    served || cfg!(debug_assertions) && url.origin().ascii_serialization() == "http://localhost:5173"
}

fn answer(office: &Office, request: &Request<Vec<u8>>) -> Response<Vec<u8>> {
    let Shot { status, mime, bytes } = match request.method() {
        &Method::GET => shot(office, request.uri().path()),
        _ => Shot { status: 405, mime: "text/plain", bytes: vec![] },
    };
    let mut response = Response::builder().status(status).header("content-type", mime);
    for (name, value) in Shot::HEADERS {
        response = response.header(name, value);
    }
    response.body(bytes).unwrap_or_default()
}

fn happened(window: &Window<Wry>, event: &WindowEvent) {
    match event {
        WindowEvent::CloseRequested { api, .. } if window.state::<Heard>().any() => {
            api.prevent_close();
            close(window);
        }
        WindowEvent::DragDrop(event) => dragged(window, event),
        WindowEvent::ThemeChanged(_) => {
            if let Some(window) = window.get_webview_window(MAIN) {
                paint(&window);
            }
        }
        _ => (),
    }
}

/// The page hears of it, keeps what is being typed, and does the job `close_window`.
fn close(window: &Window<Wry>) {
    if window.state::<Closing>().0.swap(true, Ordering::Relaxed) {
        return;
    }
    window.state::<Arc<Native>>().tell(Event::Closing(()));
    let window = window.clone();
    thread::spawn(move || {
        thread::sleep(GUARD);
        let _ = window.destroy();
    });
}

fn dragged(window: &Window<Wry>, event: &DragDropEvent) {
    let app: &AppHandle<Wry> = window.app_handle();
    let scale = window.scale_factor().unwrap_or(1.0);
    match event {
        DragDropEvent::Enter { position, .. } | DragDropEvent::Over { position } => {
            let (x, y) = in_page(*position, scale);
            app.state::<Arc<Native>>().tell(Event::Drag(Some(Dragged { x, y, shift: shift() })));
        }
        DragDropEvent::Drop { paths, position } => {
            let (x, y) = in_page(*position, scale);
            app.state::<Arc<Native>>().tell(Event::Drag(None));
            app.state::<Arc<Office>>().dropped(paths.clone(), Dragged { x, y, shift: shift() });
        }
        _ => app.state::<Arc<Native>>().tell(Event::Drag(None)),
    }
}

/// During a drag the page hears of no keys.
#[cfg(target_os = "linux")]
fn shift() -> bool {
    use gtk::gdk;
    let keys = gdk::Display::default().and_then(|display| gdk::Keymap::for_display(&display));
    keys.is_some_and(|keys| keys.modifier_state() & gdk::ModifierType::SHIFT_MASK.bits() != 0)
}

#[cfg(not(target_os = "linux"))]
fn shift() -> bool {
    false
}

/// The position is called physical, but only Windows counts device pixels here; GTK and Cocoa count points.
fn in_page(position: PhysicalPosition<f64>, scale: f64) -> (f64, f64) {
    let scale = if cfg!(windows) { scale } else { 1.0 };
    (position.x / scale, position.y / scale)
}

/// Tests start the program more than once, and each start is for itself.
pub fn is_automated() -> bool {
    env::var_os("TAURI_WEBVIEW_AUTOMATION").is_some_and(|value| value == "true")
}

fn display() -> Result<(), String> {
    let set = |name| env::var_os(name).is_some_and(|value| !value.is_empty());
    if !cfg!(target_os = "linux") || set("DISPLAY") || set("WAYLAND_DISPLAY") {
        return Ok(());
    }
    Err("There is no display to open a window on (DISPLAY and WAYLAND_DISPLAY are not set). \
         Log in to a desktop, or use the command line: roadbook --help"
        .into())
}

/// Before Tauri does it, which would panic.
#[cfg(target_os = "linux")]
fn begin_toolkit() -> Result<(), String> {
    gtk::init().map_err(|_| {
        "The display does not answer, so no window can be opened. Look at DISPLAY and WAYLAND_DISPLAY, \
         or use the command line: roadbook --help"
            .into()
    })
}

#[cfg(not(target_os = "linux"))]
fn begin_toolkit() -> Result<(), String> {
    Ok(())
}

fn refuse(sentence: &str) -> ExitCode {
    let _ = writeln!(std::io::stderr().lock(), "roadbook: {sentence}");
    ExitCode::from(2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_goes_nowhere_else() {
        let check = |url: &str| is_ours(&url.parse().unwrap());
        assert!(check("tauri://localhost/"));
        assert!(check("http://tauri.localhost/index.html"));
        for url in [
            "https://example.org/",
            "http://localhost/",
            "http://localhost:5174/",
            "file:///etc/passwd",
            "about:blank",
            "data:text/html,x",
            "tauri://example.org/",
            "https://tauri.localhost.example.org/",
            "shot://localhost/",
        ] {
            assert!(!check(url), "{url}");
        }
    }
}
