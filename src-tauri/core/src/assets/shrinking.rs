//! Burned pictures in as small files as can be had. It is done in three parts, so that the slow one in the middle
//! needs no library: whoever closes one does not wait for it.

use super::Assets;
use super::recipe::{Form, recipe_of};
use crate::error::Result;
use crate::model::{AssetHash, Figure};
use crate::pixels::{self, Burned, Quality};

/// A picture whose file nobody has tried to make smaller.
pub struct Unshrunk {
    figure: Figure,
    burned: Burned,
}

/// The same pixels, in a file that will not get smaller.
pub struct Shrunk {
    figure: Figure,
    burned: Burned,
    /// The larger file.
    before: AssetHash,
}

impl Unshrunk {
    /// Takes some tenths of a second.
    pub fn shrink(self) -> Shrunk {
        let before = self.burned.hash().clone();
        let burned = pixels::shrunk(&self.burned).unwrap_or(self.burned);
        Shrunk { figure: self.figure, burned, before }
    }
}

impl Assets {
    /// The picture that the figure shows, unless it was shrunk before.
    pub fn unshrunk(&self, figure: &Figure) -> Result<Option<Unshrunk>> {
        let key = recipe_of(figure, Form::Lossless);
        if self.with_cache(|cache| cache.has(&key)).flatten() == Some(true) {
            return Ok(None);
        }
        Ok(Some(Unshrunk { figure: figure.clone(), burned: self.burned(figure)? }))
    }

    /// From now on it is what [`Assets::take`] gives, to every figure that shows the same: also in a compact pack,
    /// where nothing smaller was found.
    pub fn keep_shrunk(&self, shrunk: &Shrunk) {
        let Shrunk { figure, burned, before } = shrunk;
        let is_the_same = self.take(figure, Quality::Compact).is_ok_and(|compact| compact.burned.hash() == before);
        self.keep(&recipe_of(figure, Form::Lossless), figure, burned, true);
        if is_the_same {
            self.keep(&recipe_of(figure, Form::Compact), figure, burned, true);
        }
    }
}
