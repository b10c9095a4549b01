//! A desktop with nobody at it: dialogs are answered at once, and nothing is opened outside.

use std::io::Cursor;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use image::{ImageFormat, RgbaImage};
use roadbook::shell::{Clipping, Copied, Desktop, Opened, RecentLibrary, Theme, file_name, unused};
use roadbook_core::{Error, Result};
use roadbook_export::Raster;

pub struct Loopback {
    /// Where exported files go; they are served from there.
    pub exports: PathBuf,
    /// What is chosen when pictures are asked for.
    pub pictures: Vec<PathBuf>,
    /// What is chosen when a recording is asked for.
    pub recording: Option<PathBuf>,
    /// Where the system would put screenshots.
    pub screenshots: PathBuf,
    /// What a person would have on the clipboard: its type, and its bytes.
    pub copied: Mutex<Option<(&'static str, Vec<u8>)>>,
}

impl Desktop for Loopback {
    fn pick_pictures(&self) -> Vec<PathBuf> {
        self.pictures.clone()
    }

    fn pick_recording(&self) -> Option<PathBuf> {
        self.recording.clone()
    }

    fn pick_screenshots(&self, _begin_in: &Path) -> Option<PathBuf> {
        Some(self.screenshots.clone())
    }

    fn pick_library(&self, _begin_in: &Path) -> Option<PathBuf> {
        None
    }

    fn pick_folder(&self, begin_in: &Path) -> Option<PathBuf> {
        Some(begin_in.to_owned())
    }

    fn place_for(&self, name: &str, extension: &'static str) -> Option<PathBuf> {
        let stem = name.strip_suffix(&format!(".{extension}")).unwrap_or(name);
        Some(unused(&self.exports, &file_name(stem, "Pack"), Some(extension)))
    }

    fn place_for_folder(&self, name: &str) -> Option<PathBuf> {
        Some(unused(&self.exports, &file_name(name, "Pack"), None))
    }

    fn clipboard(&self) -> Result<Clipping> {
        Ok(Clipping::Nothing)
    }

    fn copy(&self, copied: Copied) -> Result<()> {
        let copied = match copied {
            Copied::Svg(svg) => ("image/svg+xml", svg.into_bytes()),
            Copied::Picture(Raster { width, height, rgba }) => {
                let mut png = Cursor::new(vec![]);
                let pixels = RgbaImage::from_raw(width, height, rgba);
                let written = pixels.map(|pixels| pixels.write_to(&mut png, ImageFormat::Png));
                written.and_then(|written| written.ok()).ok_or_else(|| Error::invalid("This is no picture."))?;
                ("image/png", png.into_inner())
            }
        };
        *self.copied.lock().unwrap_or_else(PoisonError::into_inner) = Some(copied);
        Ok(())
    }

    fn open_address(&self, _url: &str) -> Result<()> {
        Ok(())
    }

    fn open_file(&self, _path: &Path) -> Result<()> {
        Ok(())
    }

    fn reveal_file(&self, _path: &Path) -> Result<()> {
        Ok(())
    }

    fn open_window(&self, _library: &Path) -> Result<bool> {
        Ok(false)
    }

    fn show_window(&self, _library: &Path) -> bool {
        false
    }

    fn library_opened(&self, _opened: &Opened) {}

    fn recent_changed(&self, _recent: &[RecentLibrary]) {}

    fn set_theme(&self, _theme: Theme) {}

    fn close_window(&self) {}
}
