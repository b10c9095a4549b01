//! The end of a picture that was burned for good: of its file and of all that was made from it.

use super::folder::remove;
use super::{Assets, Found, lock, name_of};
use crate::error::Result;
use crate::model::AssetHash;

impl Assets {
    /// Deletes the picture's file, what was once set aside in its place, what a crash left behind, and
    /// everything made from it. From now on the cache takes nothing that is still being made from it.
    ///
    /// No document, trash or revision may refer to it any more.
    pub(crate) fn erase(&self, hash: &AssetHash) -> Result<()> {
        lock(&self.erased).insert(hash.clone());
        let (own, altered) = (self.unfinished_prefix(), format!("{hash}.altered-"));
        let mut gone = vec![];
        self.walk(|found| match found {
            Found::Picture(path, other) if other == *hash => gone.push(path),
            Found::Unfinished(path) if !name_of(&path).starts_with(&own) => gone.push(path),
            Found::Other(path) if name_of(&path).starts_with(&altered) => gone.push(path),
            _ => {}
        })?;
        gone.iter().try_for_each(|path| remove(path))?;
        super::folder::sync_folder(&self.shelf(hash))?;
        lock(&self.fresh).remove(hash);
        self.with_cache(|cache| cache.forget(hash.as_str()));
        Ok(())
    }

    /// It was burned for good, and has not come again since.
    pub(crate) fn is_erased(&self, hash: &AssetHash) -> bool {
        lock(&self.erased).contains(hash)
    }
}

#[cfg(test)]
mod tests {
    use super::super::recipe::{Form, recipe_of};
    use super::*;
    use crate::model::{Figure, Rect};
    use crate::pixels;

    #[test]
    fn what_was_being_made_while_it_was_erased_is_not_kept() {
        let folder = tempfile::tempdir().unwrap();
        let assets = Assets::open(folder.path(), false).unwrap();
        let imported = pixels::import_rgba(8, 8, vec![200; 8 * 8 * 4]).unwrap();
        assets.store(&imported, "", 1).unwrap();
        let figure = Figure {
            id: Default::default(),
            step: Default::default(),
            position: 1.0,
            asset: imported.hash().clone(),
            alt: String::new(),
            caption: String::new(),
            crop: Some(Rect::new(0.0, 0.0, 0.5, 0.5)),
            shapes: vec![],
        };
        let key = recipe_of(&figure, Form::Lossless);
        let has = || assets.with_cache(|cache| cache.has(&key)).flatten().is_some();
        let burned = pixels::burn(imported.bytes(), &figure).unwrap();
        assets.keep(&key, &figure, &burned, false);
        assert!(has());
        assets.erase(imported.hash()).unwrap();
        assert!(!has() && assets.original(imported.hash()).is_err());
        assets.keep(&key, &figure, &burned, false);
        assert!(!has(), "it comes too late");
        assets.store(&imported, "", 1).unwrap();
        assets.keep(&key, &figure, &burned, false);
        assert!(has(), "it came again");
    }
}
