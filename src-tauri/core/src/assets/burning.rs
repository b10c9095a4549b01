//! What is made from a library's pictures: burned once for the same crop and marks, and kept in the cache.

use std::path::PathBuf;

use super::recipe::{Form, recipe_of};
use super::{Assets, lock};
use crate::error::Result;
use crate::model::Figure;
use crate::pixels::{self, Burned, Quality};
use crate::store::cache::{self, Cache, Kept, Size};

/// A burned picture, and whether it was decoded and encoded for it; else it was ready.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Taken {
    pub burned: Burned,
    pub made: bool,
}

impl Assets {
    /// The picture that the figure shows, without its vector annotations.
    pub fn burned(&self, figure: &Figure) -> Result<Burned> {
        self.take(figure, Quality::Lossless).map(|taken| taken.burned)
    }

    /// [`Assets::burned`] as a pack wants it, and what it cost.
    pub fn take(&self, figure: &Figure, quality: Quality) -> Result<Taken> {
        let key = recipe_of(figure, form_of(quality));
        if let Some(burned) = self.cached(&key, figure)? {
            return Ok(Taken { burned, made: false });
        }
        let taken = match quality {
            Quality::Lossless => Taken { burned: pixels::burn(&self.original(&figure.asset)?, figure)?, made: true },
            Quality::Compact => {
                let Taken { burned, made } = self.take(figure, Quality::Lossless)?;
                match pixels::compact(&burned)? {
                    Some(burned) => Taken { burned, made: true },
                    None => Taken { burned, made },
                }
            }
        };
        self.keep(&key, figure, &taken.burned, false);
        Ok(taken)
    }

    /// Sees to it that [`Assets::take`] finds the picture ready in either quality. Whether it had to be made.
    pub fn prepare(&self, figure: &Figure) -> Result<bool> {
        let mut made = false;
        for quality in [Quality::Lossless, Quality::Compact] {
            let key = recipe_of(figure, form_of(quality));
            if self.with_cache(|cache| cache.has(&key)).flatten().is_none() {
                made |= self.take(figure, quality)?.made;
            }
        }
        Ok(made)
    }

    /// How many bytes the picture has when it is lossless.
    pub fn lossless_bytes(&self, figure: &Figure) -> Result<u64> {
        let key = recipe_of(figure, Form::Lossless);
        match self.with_cache(|cache| cache.size(&key)).flatten() {
            Some(Size::Bytes(bytes)) => Ok(bytes),
            Some(Size::AsImported) => self.size(&figure.asset),
            None => self.burned(figure).map(|burned| burned.bytes().len() as u64),
        }
    }

    /// The same, at most `width` pixels wide.
    pub fn scaled(&self, figure: &Figure, width: u32) -> Result<Burned> {
        let width = width.max(1);
        let key = recipe_of(figure, Form::Scaled(width));
        if let Some(scaled) = self.cached(&key, figure)? {
            return Ok(scaled);
        }
        // A view that is scrolled through does not wait for the large one to be made ready.
        let scaled = match self.cached(&recipe_of(figure, Form::Lossless), figure)? {
            Some(burned) if burned.width() <= width => return Ok(burned),
            Some(burned) => pixels::scaled(&burned, width)?,
            None => match pixels::burn_scaled(&self.original(&figure.asset)?, figure, width)? {
                Some(scaled) => scaled,
                None => return self.burned(figure),
            },
        };
        self.keep(&key, figure, &scaled, false);
        Ok(scaled)
    }

    fn cached(&self, key: &str, figure: &Figure) -> Result<Option<Burned>> {
        match self.with_cache(|cache| cache.get(key)).flatten() {
            None => Ok(None),
            Some(Kept::AsImported) => Ok(Burned::as_imported(self.original(&figure.asset)?, &figure.asset)),
            Some(Kept::File { bytes, hash }) => {
                let burned = Burned::kept(bytes).filter(|burned| burned.hash().as_str() == hash);
                if burned.is_none() {
                    self.with_cache(|cache| cache.remove(key));
                }
                Ok(burned)
            }
        }
    }

    pub(super) fn keep(&self, key: &str, figure: &Figure, burned: &Burned, is_final: bool) {
        let asset = figure.asset.as_str();
        let file = (*burned.hash() != figure.asset).then(|| (burned.bytes(), burned.hash().as_str()));
        self.with_cache(|cache| {
            // What is collected or erased in the meantime is forgotten after its file is gone: what was being made
            // of it must not come behind that.
            if !self.is_erased(&figure.asset) && self.path(&figure.asset).symlink_metadata().is_ok() {
                cache.put(key, asset, file, is_final);
            }
        });
    }

    pub(super) fn with_cache<T>(&self, act: impl FnOnce(&mut Cache) -> T) -> Option<T> {
        let mut open = lock(&self.cache);
        if open.as_ref().is_some_and(Cache::is_gone) {
            // Closed before another one is opened: closing deletes the log beside the file, by its name.
            *open = None;
            cache::discard(&self.cache_file());
        }
        if open.is_none() {
            let file = self.cache_file();
            *open = Cache::open((!self.read_only).then_some(file.as_path()));
        }
        open.as_mut().map(act)
    }

    pub(super) fn cache_file(&self) -> PathBuf {
        self.folder.join("cache.db")
    }
}

fn form_of(quality: Quality) -> Form {
    match quality {
        Quality::Lossless => Form::Lossless,
        Quality::Compact => Form::Compact,
    }
}
