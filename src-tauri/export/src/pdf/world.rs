//! All that Typst may see: the template, the pack's data, the pictures and the fonts. No file system, no
//! clock, no packages.

use std::collections::HashMap;

use typst::diag::{FileError, FileResult, SourceDiagnostic};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};

/// Of a pack.
pub const PACK: &str = concat!(include_str!("drawing.typ"), include_str!("template.typ"));
/// Of one map on its page.
pub const MAP: &str = concat!(include_str!("drawing.typ"), include_str!("map.typ"));

pub struct PackWorld {
    library: LazyHash<Library>,
    book: LazyHash<FontBook>,
    fonts: Vec<Font>,
    template: Source,
    files: HashMap<String, Bytes>,
}

impl PackWorld {
    pub fn new(template: &str, data: String, pictures: HashMap<String, Vec<u8>>, fonts: Vec<Font>) -> Self {
        let mut files: HashMap<String, Bytes> =
            pictures.into_iter().map(|(path, bytes)| (path, Bytes::new(bytes))).collect();
        files.insert("pack.json".into(), Bytes::new(data.into_bytes()));
        Self {
            library: LazyHash::new(Library::default()),
            book: LazyHash::new(FontBook::from_fonts(&fonts)),
            fonts,
            template: Source::new(template_id(), template.to_owned()),
            files,
        }
    }

    /// What went wrong and where in the template, without a word of the pack's own text.
    pub fn explain(&self, error: &SourceDiagnostic) -> String {
        let range = error
            .span
            .id()
            .filter(|id| *id == self.template.id())
            .and_then(|_| typst::WorldExt::range(self, error.span));
        let line = range.map_or(0, |range| self.template.text()[..range.start].lines().count());
        let message: String = error.message.chars().take(80).collect();
        format!("template line {line}: {message}")
    }
}

/// Interned ids are never freed by Typst, so the names are few and the same each time.
fn template_id() -> FileId {
    let path = VirtualPath::new("/template.typ").unwrap_or_else(|_| unreachable!("the path is a constant"));
    FileId::new(RootedPath::new(VirtualRoot::Project, path))
}

impl World for PackWorld {
    fn library(&self) -> &LazyHash<Library> {
        &self.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.book
    }

    fn main(&self) -> FileId {
        self.template.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == self.template.id() { Ok(self.template.clone()) } else { Err(FileError::AccessDenied) }
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        self.files.get(id.vpath().get_without_slash()).cloned().ok_or(FileError::AccessDenied)
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.fonts.get(index).cloned()
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}
