//! What is put on the clipboard stays there while the window is open: on Linux the program that copied
//! answers for it. Only `native` calls this.

use std::borrow::Cow;
use std::sync::{Mutex, PoisonError};

use arboard::{Clipboard, Error as Refused, ImageData};
use roadbook_core::{Error, ErrorCode, Result};
use roadbook_export::Raster;

/// Holds what was copied last.
static HELD: Mutex<Option<Clipboard>> = Mutex::new(None);

pub fn copy_picture(raster: Raster) -> Result<()> {
    let Raster { width, height, rgba } = raster;
    let picture = ImageData { width: width as usize, height: height as usize, bytes: Cow::Owned(rgba) };
    hold(|clipboard| clipboard.set_image(picture))
}

/// Other systems hand out pixels.
#[cfg(not(target_os = "linux"))]
pub fn picture(_: &tauri::AppHandle) -> Option<Vec<u8>> {
    None
}

/// The file of the picture that is on the clipboard. To take its pixels would be to decode it twice, since what comes
/// into a library is decoded by our own means.
#[cfg(target_os = "linux")]
pub fn picture(app: &tauri::AppHandle) -> Option<Vec<u8>> {
    use gtk::gdk;

    /// A program that does not answer by then never will.
    const PATIENCE: std::time::Duration = std::time::Duration::from_secs(10);
    let (give, given) = std::sync::mpsc::channel();
    let ask = move || {
        let clipboard = gtk::Clipboard::get(&gdk::SELECTION_CLIPBOARD);
        clipboard.request_contents(&gdk::Atom::intern("image/png"), move |_, found| {
            let _ = give.send(found.data());
        });
    };
    app.run_on_main_thread(ask).ok()?;
    given.recv_timeout(PATIENCE).ok().filter(|bytes| !bytes.is_empty())
}

/// Other systems have no common name for an SVG on the clipboard; programs read it as text there.
#[cfg(not(target_os = "linux"))]
pub fn copy_svg(_: &tauri::AppHandle, svg: String) -> Result<()> {
    hold(|clipboard| clipboard.set_text(svg))
}

/// Drawing programs ask for the picture, all others for the text.
#[cfg(target_os = "linux")]
pub fn copy_svg(app: &tauri::AppHandle, svg: String) -> Result<()> {
    use gtk::{TargetEntry, TargetFlags, gdk};

    const FORMS: [&str; 4] = ["image/svg+xml", "text/plain;charset=utf-8", "UTF8_STRING", "text/plain"];
    let (say, said) = std::sync::mpsc::channel();
    let copy = move || {
        let forms = FORMS.map(|form| TargetEntry::new(form, TargetFlags::empty(), 0));
        let clipboard = gtk::Clipboard::get(&gdk::SELECTION_CLIPBOARD);
        let given = clipboard.set_with_data(&forms, move |_, asked, _| {
            asked.set(&asked.target(), 8, svg.as_bytes());
        });
        let _ = say.send(given);
    };
    let given = app.run_on_main_thread(copy).is_ok() && said.recv().unwrap_or_default();
    if given { Ok(()) } else { Err(closed(&"refused")) }
}

fn hold(copy: impl FnOnce(&mut Clipboard) -> std::result::Result<(), Refused>) -> Result<()> {
    let mut held = HELD.lock().unwrap_or_else(PoisonError::into_inner);
    let clipboard = match &mut *held {
        Some(clipboard) => clipboard,
        None => held.insert(Clipboard::new().map_err(|error| closed(&error))?),
    };
    copy(clipboard).map_err(|error| closed(&error))
}

fn closed(error: &dyn std::fmt::Debug) -> Error {
    let message = "The clipboard does not take the picture. Try again, or export it to a file.";
    Error::new(ErrorCode::Io, message).with_detail(format!("{error:?}"))
}
