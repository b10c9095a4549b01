//! What the window shows, as a picture.

use std::path::Path;

use super::{Window, page};

impl Window {
    pub fn screenshot(&self, file: &Path) {
        std::fs::write(file, self.picture()).expect("a place for the screenshot");
    }

    /// What the page shows, as PNG.
    pub fn picture(&self) -> Vec<u8> {
        self.seen().expect("a screenshot")
    }

    pub(super) fn seen(&self) -> Result<Vec<u8>, String> {
        self.answer(self.client.execute(page::STIR, vec![]))?;
        let picture = self.answer(self.client.screenshot());
        self.answer(self.client.execute(page::REST, vec![]))?;
        picture
    }
}
