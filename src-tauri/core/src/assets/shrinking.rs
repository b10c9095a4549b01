//! Burned pictures in as small files as can be had. It is done in three parts, so that the slow one in the middle
//! needs no library: whoever closes one does not wait for it.

use super::Assets;
use super::recipe::recipe_of;
use crate::error::Result;
use crate::model::Figure;
use crate::pixels::{self, Burned};

/// A picture whose file nobody has tried to make smaller.
pub struct Unshrunk {
    figure: Figure,
    burned: Burned,
}

/// The same pixels, in a file that will not get smaller.
pub struct Shrunk {
    figure: Figure,
    burned: Burned,
}

impl Unshrunk {
    /// Takes some tenths of a second.
    pub fn shrink(self) -> Shrunk {
        let burned = pixels::shrunk(&self.burned).unwrap_or(self.burned);
        Shrunk { figure: self.figure, burned }
    }
}

impl Assets {
    /// The picture that the figure shows, unless it was shrunk before.
    pub fn unshrunk(&self, figure: &Figure) -> Result<Option<Unshrunk>> {
        let key = recipe_of(figure, None);
        if self.with_cache(|cache| cache.has(&key)).flatten() == Some(true) {
            return Ok(None);
        }
        Ok(Some(Unshrunk { figure: figure.clone(), burned: self.burned(figure)? }))
    }

    /// From now on it is what [`Assets::burned`] gives, to every figure that shows the same.
    pub fn keep_shrunk(&self, shrunk: &Shrunk) {
        self.keep(&recipe_of(&shrunk.figure, None), &shrunk.figure, &shrunk.burned, true);
    }
}
