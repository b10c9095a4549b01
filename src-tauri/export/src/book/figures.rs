//! Figures with their marks, and the pictures behind them, each once.

use std::collections::{BTreeMap, HashMap};

use roadbook_core::model::{AssetHash, DocumentContent, Figure, Rect, ShapeId, Size, Snapshot, StepId};

use super::{place, same_pixels};
use crate::drawing::{Drawing, shapes};
use crate::labels::{Labels, fill};
use crate::text;

pub struct FigureView {
    /// Which of the book's pictures it shows.
    pub picture: usize,
    pub alt: String,
    pub caption: String,
    /// At which it is displayed, in document pixels.
    pub size: Size,
    pub marks: Drawing,
}

pub struct Logo {
    /// Which of the book's pictures it is.
    pub picture: usize,
    pub alt: String,
}

/// A picture as it is printed: cropped and redacted. The figure is one of those that show it.
pub struct Picture<'a> {
    pub figure: &'a Figure,
    /// "The picture in step 3 of “Refund a purchase”": where it is first shown.
    pub called: String,
    /// Its size in pixels as far as the records tell; the burned picture's own counts.
    pub size: Size,
}

pub struct Figures<'a> {
    snapshot: &'a Snapshot,
    labels: &'static Labels,
    pictures: Vec<Picture<'a>>,
    by_asset: HashMap<&'a AssetHash, Vec<usize>>,
    /// Numbers of the callouts of the document at hand.
    numbers: BTreeMap<ShapeId, u32>,
    title: String,
}

impl<'a> Figures<'a> {
    pub fn new(snapshot: &'a Snapshot, labels: &'static Labels) -> Self {
        Self {
            snapshot,
            labels,
            pictures: vec![],
            by_asset: HashMap::new(),
            numbers: BTreeMap::new(),
            title: String::new(),
        }
    }

    /// The figures that follow are those of this document.
    pub fn begin(&mut self, content: &'a DocumentContent, title: &str) {
        self.title = title.to_owned();
        self.numbers = roadbook_core::number::numbers(content);
    }

    pub fn of_step(&mut self, content: &'a DocumentContent, step: StepId, number: &str) -> Vec<FigureView> {
        content
            .figures
            .iter()
            .filter(|figure| figure.step == step)
            .map(|figure| {
                let picture = self.picture(figure, number);
                let size = shapes::display(self.pictures[picture].size);
                let caption = text::line(&figure.caption);
                let alt = text::line(&figure.alt);
                FigureView {
                    picture,
                    alt: [alt, caption.clone()]
                        .into_iter()
                        .find(|words| !words.is_empty())
                        .unwrap_or_else(|| fill(self.labels.screenshot_of_step, &[number])),
                    caption,
                    size,
                    marks: shapes::draw(&figure.shapes, shown_part(self.snapshot, figure), size, &self.numbers),
                }
            })
            .collect()
    }

    pub fn into_pictures(self) -> Vec<Picture<'a>> {
        self.pictures
    }

    fn picture(&mut self, figure: &'a Figure, number: &str) -> usize {
        let known = self.by_asset.entry(&figure.asset).or_default();
        if let Some(same) = known.iter().find(|at| same_pixels(self.pictures[**at].figure, figure)) {
            return *same;
        }
        known.push(self.pictures.len());
        let called = format!("The picture in {}", place(&self.title, number));
        self.pictures.push(Picture { figure, called, size: shown_size(self.snapshot, figure) });
        self.pictures.len() - 1
    }

    /// The picture on the cover, and which of the book's it is.
    pub fn logo(&mut self, of: &str) -> Option<Logo> {
        let figure = self.snapshot.logo.as_ref()?;
        self.pictures.push(Picture { figure, called: "The logo".into(), size: shown_size(self.snapshot, figure) });
        Some(Logo { picture: self.pictures.len() - 1, alt: fill(self.labels.logo_of, &[of]) })
    }
}

/// A picture that is not there is given the shape of a window.
fn shown_size(snapshot: &Snapshot, figure: &Figure) -> Size {
    snapshot.assets.get(&figure.asset).map_or(Size { width: 716.0, height: 400.0 }, |asset| {
        roadbook_core::pixels::shown_size(asset.width, asset.height, figure.crop)
    })
}

/// Marks are placed relative to the whole pixels that a crop leaves.
fn shown_part(snapshot: &Snapshot, figure: &Figure) -> Rect {
    match snapshot.assets.get(&figure.asset) {
        Some(asset) => roadbook_core::pixels::shown_part(asset.width, asset.height, figure.crop),
        None => figure.crop.unwrap_or(Rect::new(0.0, 0.0, 1.0, 1.0)),
    }
}
