//! Burning a picture for good: afterwards no file of the library has anything of what was hidden.

use std::collections::HashSet;
use std::fs;
use std::path::Path;

use roadbook_core::edit::{Edit, FigureChange, PlacedPicture};
use roadbook_core::model::{
    Asset, DocumentId, DocumentKind, Figure, FigureId, Record, RecordKey, Rect, RevisionId, StepId,
};
use roadbook_core::query::{Changed, PictureUses, Query, Reply};
use roadbook_core::{Error, ErrorCode, Library, Scope, pixels};

use super::support::{Fixture, id, library, outside, redaction};

const SIZE: (u32, u32) = (160, 100);
/// No mark, no fill and no theme has it.
const SECRET: [u8; 3] = [0xe0, 0x20, 0x7a];
/// A quarter of the picture's height and half of its width, where [`redaction`] lies.
const SECRET_AT: [u32; 4] = [44, 28, 110, 46];

fn is_secret(pixel: &[u8]) -> bool {
    pixel.iter().zip(SECRET).all(|(a, b)| a.abs_diff(b) < 40)
}

/// Noise, so that the files have long stretches that are found nowhere else, with a secret in the middle.
fn screenshot() -> Vec<u8> {
    let mut noise = 7_u32;
    let mut rgba = vec![];
    for y in 0..SIZE.1 {
        for x in 0..SIZE.0 {
            noise = noise.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            let [left, top, right, bottom] = SECRET_AT;
            let inside = (left..right).contains(&x) && (top..bottom).contains(&y);
            let gray = 200 + (noise >> 27) as u8;
            rgba.extend(if inside {
                [SECRET[0], SECRET[1], SECRET[2] ^ (noise >> 31) as u8, 255]
            } else {
                [gray, gray, gray, 255]
            });
        }
    }
    rgba
}

struct Scene {
    fixture: Fixture,
    asset: Asset,
    /// Redacted; in a document that was published before.
    hidden: FigureId,
    document: DocumentId,
    /// The same picture elsewhere, where nothing hides the secret.
    elsewhere: FigureId,
    trashed: DocumentId,
}

fn scene() -> Scene {
    let mut fixture = library();
    let imported = pixels::import_rgba(SIZE.0, SIZE.1, screenshot()).unwrap();
    let asset = fixture.library.assets().store(&imported, "till.png", 1).unwrap();
    fixture.library.add_asset(&asset).unwrap();
    let mut shown = |title: &str| {
        let document = fixture.document(DocumentKind::Instruction, title);
        let picture = PlacedPicture { figure: FigureId(id()), asset: asset.hash.clone(), step: StepId(id()) };
        let figure = picture.figure;
        fixture.edit(Edit::PlacePictures { document, step: None, apart: false, pictures: vec![picture] });
        (document, figure)
    };
    let ((document, hidden), (_, elsewhere), (trashed, _)) = (shown("Hide"), shown("Show"), shown("Throw away"));
    fixture.edit(Edit::Publish { document, revision: RevisionId(id()), note: "First".into() });
    fixture.edit(Edit::AddShapes { figure: hidden, shapes: vec![redaction()] });
    fixture.edit(Edit::TrashDocuments { ids: vec![trashed] });
    let scene = Scene { fixture, asset, hidden, document, elsewhere, trashed };
    // Burned and small copies in the cache, as views and exports leave them.
    for figure in [scene.hidden, scene.elsewhere] {
        let figure = scene.figure(figure);
        let assets = scene.fixture.library.assets();
        assets.burned(&Figure { crop: Some(Rect::new(0.1, 0.1, 0.8, 0.8)), ..figure.clone() }).unwrap();
        assets.scaled(&figure, 90).unwrap();
    }
    scene
}

impl Scene {
    fn figure(&self, id: FigureId) -> Figure {
        self.fixture.library.figure(id).unwrap().0
    }

    /// As the window's job does it.
    fn burn(&mut self, crop: bool) -> Result<Changed, Error> {
        let (figure, asset) = self.fixture.library.before_burning(self.hidden)?;
        let assets = self.fixture.library.assets();
        let burned = pixels::burn_in(&assets.original(&figure.asset)?, &figure, crop)?;
        let burned = assets.store(&burned, &asset.source_name, 9)?;
        self.fixture.library.burn(&figure, &burned)
    }

    fn folder(&self) -> &Path {
        self.fixture.library.path()
    }

    fn uses(&self, figure: FigureId) -> PictureUses {
        match self.fixture.library.read(Query::PictureUses { figure }).unwrap() {
            Reply::PictureUses(uses) => uses,
            _ => unreachable!("the reply is the query's"),
        }
    }
}

/// Every file below the folder, by its path.
fn files(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut found = vec![];
    for entry in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap()) {
        if entry.file_type().unwrap().is_dir() {
            found.extend(files(&entry.path()));
        } else {
            found.push((entry.path().display().to_string(), fs::read(entry.path()).unwrap()));
        }
    }
    found
}

/// What in the library's folder tells of the secret: its pixels in any picture, the old picture's name, or a
/// piece of one of these files.
fn traces(folder: &Path, old: &Asset, pieces: &Pieces) -> Vec<String> {
    let mut traces = vec![];
    for (path, bytes) in files(folder) {
        if path.contains(old.hash.as_str()) || holds(&bytes, old.hash.as_str().as_bytes()) {
            traces.push(format!("{path}: the picture's name"));
        }
        if bytes.windows(PIECE).any(|window| pieces.contains(window)) {
            traces.push(format!("{path}: a piece of a picture"));
        }
        // Pictures lie in files of their own, or one after the other in the cache.
        let starts = bytes.windows(8).enumerate().filter(|(_, part)| *part == b"\x89PNG\r\n\x1a\n");
        for (at, _) in starts {
            let picture = image::load_from_memory(&bytes[at..]);
            if picture.is_ok_and(|picture| picture.to_rgb8().as_raw().chunks_exact(3).any(is_secret)) {
                traces.push(format!("{path}: secret pixels"));
            }
        }
    }
    traces
}

const PIECE: usize = 24;
type Pieces = HashSet<Vec<u8>>;

/// Stretches of a picture file that are not in the burned one, whose visible part is the same.
fn pieces(file: &[u8], burned: &[u8]) -> Pieces {
    let same: HashSet<&[u8]> = burned.windows(PIECE).collect();
    file.chunks_exact(PIECE).skip(4).filter(|piece| !same.contains(piece)).map(<[u8]>::to_vec).collect()
}

fn holds(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

#[test]
fn nothing_of_what_was_hidden_is_left_in_the_folder() {
    let mut scene = scene();
    let old = scene.asset.clone();
    let assets = scene.fixture.library.assets();
    let original = assets.original(&old.hash).unwrap();
    let small = assets.scaled(&scene.figure(scene.elsewhere), 90).unwrap();
    let burned = pixels::burn_in(&original, &scene.figure(scene.hidden), false).unwrap();
    let mut pieces = pieces(&original, burned.bytes());
    pieces.extend(self::pieces(small.bytes(), &[]));
    assert!(pieces.len() > 100);
    // What was set aside in its place once, and what a crash left behind.
    let shelf = scene.folder().join("assets").join(&old.hash.as_str()[..2]);
    fs::write(shelf.join(format!("{}.altered-1", old.hash)), &original).unwrap();
    fs::write(shelf.join(".new-1-1"), &original[..original.len() / 2]).unwrap();
    let before = traces(scene.folder(), &old, &pieces);
    for place in ["assets", "library.db", "cache.db"] {
        assert!(before.iter().any(|trace| trace.contains(place)), "the test looks into {place}: {before:#?}");
    }

    assert_eq!(scene.uses(scene.hidden), PictureUses { figures: 2, documents: 2, trashed: 1, revisions: 1 });
    let changed = scene.burn(false).unwrap();
    assert_eq!((changed.label.as_str(), &changed.undo, &changed.redo), ("burn_picture", &None, &None));
    assert!(changed.removed.contains(&RecordKey::Asset(old.hash.clone())));
    let figures = changed.upserts.iter().filter(|record| matches!(record, Record::Figure(_))).count();
    assert_eq!(figures, 3, "the trash as well");

    assert_eq!(traces(scene.folder(), &old, &pieces), Vec::<String>::new());
    assert_eq!(scene.fixture.library.verify().unwrap(), Vec::<String>::new());
    assert_eq!(scene.fixture.library.undo().unwrap_err().code, ErrorCode::Invalid, "nothing is left to undo");

    let (figure, burned) = scene.fixture.library.figure(scene.hidden).unwrap();
    assert!(burned.burned_at.is_some() && burned.source_name == "till.png");
    assert_eq!(figure.shapes.len(), 1, "its redaction stays for a picture that takes this one's place");
    let everywhere = PictureUses { figures: 2, documents: 2, trashed: 1, revisions: 1 };
    assert_eq!(scene.uses(scene.elsewhere), everywhere, "they all have the burned one");
    let shown = scene.fixture.library.assets().burned(&scene.figure(scene.elsewhere)).unwrap();
    let shown = image::load_from_memory(shown.bytes()).unwrap().to_rgb8();
    assert_eq!(shown.get_pixel(80, 40).0, [0x1b, 0x1e, 0x22], "the secret is fill where nothing lies over it");
    let published =
        scene.fixture.library.snapshot(&Scope::Documents { ids: vec![scene.document], everything_below: false });
    assert!(published.unwrap().assets.contains_key(&burned.hash));

    // Neither closing, opening, nor what is done then brings anything back.
    scene.fixture = scene.fixture.reopen();
    scene.fixture.edit(Edit::RestoreDocuments { ids: vec![scene.trashed] });
    scene.fixture.library.undo().unwrap();
    scene.fixture.library.idle().unwrap();
    assert_eq!(traces(scene.folder(), &old, &pieces), Vec::<String>::new());
    assert_eq!(scene.fixture.library.verify().unwrap(), Vec::<String>::new());
}

#[test]
fn what_a_crop_leaves_out_goes_only_when_it_is_wanted() {
    for (crop, gone) in [(false, false), (true, true)] {
        let mut scene = scene();
        let (figure, ids) = (scene.hidden, scene.figure(scene.hidden).shapes.iter().map(|it| it.id).collect());
        // All but the secret.
        let left = FigureChange::Crop(Some(Rect::new(0.0, 0.0, 1.0, 0.25)));
        scene.fixture.edit(Edit::UpdateFigure { id: figure, change: left });
        if crop {
            scene.fixture.edit(Edit::DeleteShapes { figure, ids });
        }
        scene.burn(crop).unwrap();
        let (now, asset) = scene.fixture.library.figure(figure).unwrap();
        assert_eq!((asset.width, asset.height), SIZE, "marks keep their places");
        let whole =
            image::load_from_memory(&scene.fixture.library.assets().original(&now.asset).unwrap()).unwrap().to_rgb8();
        assert!(!whole.as_raw().chunks_exact(3).any(is_secret));
        let below = whole.get_pixel(5, 90).0;
        assert_eq!(below == [0x1b, 0x1e, 0x22], gone, "below the crop: {below:?}");
        assert!(whole.get_pixel(5, 5).0[0] > 190, "what is seen stays");
    }
}

#[test]
fn burning_is_refused_when_there_is_nothing_to_burn_or_another_picture() {
    let mut scene = scene();
    let figure = scene.figure(scene.hidden);
    let assets = scene.fixture.library.assets();
    let bare = Figure { shapes: vec![], ..figure.clone() };
    let original = assets.original(&figure.asset).unwrap();
    assert_eq!(pixels::burn_in(&original, &bare, true).unwrap_err().code, ErrorCode::Invalid);

    // Between the making and the putting in place, another redaction was drawn.
    let burned = assets.store(&pixels::burn_in(&original, &figure, false).unwrap(), "", 9).unwrap();
    scene.fixture.edit(Edit::AddShapes { figure: figure.id, shapes: vec![redaction()] });
    let before = scene.fixture.all();
    assert_eq!(scene.fixture.library.burn(&figure, &burned).unwrap_err().code, ErrorCode::Invalid);
    assert_eq!(scene.fixture.all(), before);
    assert!(scene.fixture.library.state().undo.is_some(), "what was done before can still be undone");

    scene.burn(false).unwrap();
    let again = scene.burn(false).unwrap_err();
    assert!(again.code == ErrorCode::Invalid && again.message.contains("already"), "{again}");
    assert_eq!(scene.fixture.library.verify().unwrap(), Vec::<String>::new(), "and the burned one is there");
}

#[test]
fn a_picture_that_comes_again_after_it_was_burned_is_a_picture_like_any_other() {
    let mut scene = scene();
    scene.burn(false).unwrap();
    let late = scene.fixture.library.add_asset(&scene.asset).unwrap_err();
    assert_eq!(late.code, ErrorCode::Invalid, "it was kept before it was burned, and its file is gone");
    let imported = pixels::import_rgba(SIZE.0, SIZE.1, screenshot()).unwrap();
    let again = scene.fixture.library.assets().store(&imported, "again.png", 10).unwrap();
    assert_eq!(again.hash, scene.asset.hash);
    scene.fixture.library.add_asset(&again).unwrap();
    assert_eq!(scene.fixture.library.verify().unwrap(), Vec::<String>::new());
}

#[test]
fn a_library_of_before_styles_and_burned_pictures_opens() {
    let scene = scene();
    let (path, _folder) = (scene.folder().to_owned(), scene.fixture.folder);
    scene.fixture.library.close().unwrap();
    let db = rusqlite::Connection::open(path.join("library.db")).unwrap();
    db.execute_batch("DROP TABLE preset; PRAGMA user_version = 2;").unwrap();
    drop(db);
    let library = Library::open(&path, outside()).unwrap();
    let Reply::Overview(overview) = library.read(Query::Overview).unwrap() else { unreachable!() };
    assert_eq!((overview.presets.len(), overview.documents.len()), (0, 2));
    assert_eq!(library.verify().unwrap(), Vec::<String>::new());
}
