//! Burning a picture for good: what it hid is in no file of the library any more.

use super::Library;
use crate::error::{Error, Result};
use crate::model::{Asset, AssetHash, Figure, FigureId, Rect, Revision, ShapeForm};
use crate::query::{Changed, PictureUses};
use crate::store;

/// What the change is called.
const LABEL: &str = "burn_picture";

impl Library {
    /// What [`Library::burn`] needs a burned picture of, and whether it would be refused.
    ///
    /// # Errors
    /// `ReadOnly`; `NotFound` when the figure is gone.
    pub fn before_burning(&self, id: FigureId) -> Result<(Figure, Asset)> {
        self.writable()?;
        self.figure(id)
    }

    /// Puts `burned`, which [`crate::pixels::burn_in`] made from this figure and which is durable, in the place of
    /// its picture: on every figure, in the trash and in every revision. The old picture, its file and all that
    /// was made from it are deleted, and everything done so far cannot be undone any more. Nor can this.
    ///
    /// Being stopped at any moment leaves a sound library: one in which nothing happened, or one that has let
    /// go of the old picture and deletes it when it is open and idle next.
    ///
    /// # Errors
    /// `Invalid` when the figure hides something else by now, or when the picture was burned before.
    pub fn burn(&mut self, figure: &Figure, burned: &Asset) -> Result<Changed> {
        self.writable()?;
        let now = self.store.need::<Figure>(figure.id)?;
        let old = &figure.asset;
        if now.asset != *old || hidden(&now) != hidden(figure) {
            return Err(Error::invalid("The picture was changed in between. Look at it, and burn it then."));
        }
        if burned.hash == *old {
            return Err(Error::invalid("This picture is burned already: below its redactions there is nothing."));
        }
        let burned = Asset { burned_at: Some(self.now()), ..burned.clone() };
        let (mut touched, derived) = self.store.transaction(|| {
            let ((), change) = store::recorded(&self.store, || {
                self.store.put(&burned)?;
                self.replace_everywhere(old, &burned.hash)
            })?;
            let touched = change.touched()?;
            let derived = store::derive(&self.store, &touched)?;
            Ok((touched, derived))
        })?;
        self.forget_history();
        self.revision += 1;
        // The row goes after the file, so that a file which could not be deleted is still known.
        self.assets.erase(old)?;
        let ((), change) =
            self.store.transaction(|| store::recorded(&self.store, || self.store.delete::<Asset>(old)))?;
        touched.extend(change.touched()?);
        // What was overwritten in the database still stands in its log.
        self.store.checkpoint()?;
        self.changed(LABEL.into(), &touched, &derived)
    }

    fn replace_everywhere(&self, old: &AssetHash, new: &AssetHash) -> Result<()> {
        for figure in self.store.list::<Figure>("asset", old)? {
            self.store.put(&Figure { asset: new.clone(), ..figure })?;
        }
        for id in self.store.revisions_with(old)? {
            let mut revision: Revision = self.store.need(id)?;
            for figure in &mut revision.content.figures {
                if figure.asset == *old {
                    figure.asset = new.clone();
                }
            }
            self.store.put(&revision)?;
        }
        Ok(())
    }

    pub(super) fn picture_uses(&self, id: FigureId) -> Result<PictureUses> {
        let asset = self.store.need::<Figure>(id)?.asset;
        let revisions = self.store.revisions_with(&asset)?.len();
        Ok(PictureUses { revisions: u32::try_from(revisions).unwrap_or(u32::MAX), ..self.store.picture_uses(&asset)? })
    }
}

/// What decides which pixels go.
fn hidden(figure: &Figure) -> (Option<Rect>, Vec<Rect>) {
    let redactions = figure.shapes.iter().filter_map(|shape| match shape.form {
        ShapeForm::Redaction { rect } => Some(rect),
        _ => None,
    });
    (figure.crop, redactions.collect())
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::edit::Edit;
    use crate::library::Outside;
    use crate::model::{DocumentId, DocumentKind};
    use crate::{ErrorCode, edit::PlacedPicture, pixels};

    #[test]
    fn a_library_that_can_only_be_read_refuses() {
        let folder = tempfile::tempdir().unwrap();
        let outside =
            Outside { now: || 1, id: Uuid::nil, installation: Uuid::nil(), backups: folder.path().join("backups") };
        let mut library = Library::create(&folder.path().join("Bakery"), outside).unwrap();
        let imported = pixels::import_rgba(8, 8, vec![200; 8 * 8 * 4]).unwrap();
        let asset = library.assets().store(&imported, "", 1).unwrap();
        library.add_asset(&asset).unwrap();
        let document = DocumentId(Uuid::from_u128(1));
        let kind = DocumentKind::Instruction;
        library.edit(Edit::CreateDocument { id: document, kind, title: "Till".into(), covers: vec![] }).unwrap();
        let figure = FigureId(Uuid::from_u128(2));
        let pictures = vec![PlacedPicture { figure, asset: asset.hash.clone(), step: Uuid::from_u128(3).into() }];
        library.edit(Edit::PlacePictures { document, step: None, apart: false, pictures }).unwrap();
        // As it is on media that cannot be written.
        library.folder.read_only = true;
        assert_eq!(library.before_burning(figure).unwrap_err().code, ErrorCode::ReadOnly);
        let shown = library.figure(figure).unwrap().0;
        assert_eq!(library.burn(&shown, &asset).unwrap_err().code, ErrorCode::ReadOnly);
        library.folder.read_only = false;
        assert!(library.assets().original(&asset.hash).is_ok());
    }
}
