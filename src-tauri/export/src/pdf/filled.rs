//! What is not known before the pages are there: outlines of drawings, which Typst need not know at all, numbers of
//! pages, and where links lead. The template lays out stand-ins for them, so that the layout of a chapter depends on
//! no other one and is made once; here they give way to what they stand for.

use std::collections::HashMap;

use typst::foundations::{Content, Label};
use typst::introspection::{Introspector, Location, Tag};
use typst::layout::{Abs, Em, Frame, FrameItem, GroupItem, Point};
use typst::model::{Destination, Document, LinkMarker};
use typst::syntax::Span;
use typst::text::{Glyph, TextItem};
use typst::utils::PicoStr;
use typst::visualize::{Geometry, Shape};
use typst_layout::{Page, PagedDocument};

use super::outlines::Run;
use crate::labels::fill;

/// How far up the lines go that stand for outlines, in points: further than the longest page is high, so that nothing
/// else does. How far to the right says for which.
pub const OUTLINES: f64 = -20_000.0;
/// Of the line in front of the number of the page on which something is; how far to the right says what.
pub const PAGE_OF: f64 = -21_000.0;
/// Of the one in front of the number of all pages, which ends where its stand-in ends.
pub const ALL_PAGES: f64 = -22_000.0;
/// Of the one in front of the number of the page at hand, which ends where that of all pages begins.
pub const THIS_PAGE: f64 = -23_000.0;

/// In front of an anchor that a link leads to. No address of the world begins so.
const INSIDE: char = '#';

/// What the stand-ins stand for.
pub struct StandIns {
    pub runs: Vec<Run>,
    pub anchors: Vec<String>,
    /// How a page is called, with a place for its number.
    pub page: &'static str,
}

/// The pages with everything in its place.
pub fn filled(document: &PagedDocument, stand_ins: &StandIns) -> PagedDocument {
    let mut filling = Filling {
        document,
        stand_ins,
        places: HashMap::new(),
        at: 0,
        awaited: None,
        all_pages: format!(" / {}", document.pages().len()),
        all_pages_width: Abs::zero(),
    };
    // The number of a page stands in front of that of all pages, and has to know how much room that one takes.
    for page in document.pages() {
        filling.frame(&page.frame);
        if filling.all_pages_width > Abs::zero() {
            break;
        }
    }
    let page = |(at, page): (usize, &Page)| {
        filling.at = at + 1;
        match filling.frame(&page.frame) {
            Some(frame) => Page { frame, ..page.clone() },
            None => page.clone(),
        }
    };
    PagedDocument::new(document.pages().iter().enumerate().map(page).collect(), document.info().clone())
}

struct Filling<'a> {
    document: &'a PagedDocument,
    stand_ins: &'a StandIns,
    /// Those of anchors that were asked for, with their pages.
    places: HashMap<String, Option<(Location, usize)>>,
    /// The number of the page at hand.
    at: usize,
    /// What the next words are to be.
    awaited: Option<Number>,
    all_pages: String,
    all_pages_width: Abs,
}

enum Number {
    Of(usize),
    AllPages,
    ThisPage,
}

enum Filled<'a> {
    Item(Point, FrameItem),
    Run(&'a Run, Span),
    Nothing,
}

impl<'a> Filling<'a> {
    /// `None` where nothing takes a place: such frames are shared, not copied.
    fn frame(&mut self, frame: &Frame) -> Option<Frame> {
        let mut items = frame.items().enumerate();
        let (first, found) = items.find_map(|(at, (point, item))| Some((at, self.item(*point, item)?)))?;
        let mut with = Frame::new(frame.size(), frame.kind());
        if frame.has_baseline() {
            with.set_baseline(frame.baseline());
        }
        with.push_multiple(frame.items().take(first).cloned());
        let mut found = Some(found);
        for (at, item) in frame.items().skip(first) {
            match found.take().or_else(|| self.item(*at, item)) {
                None => with.push(*at, item.clone()),
                Some(Filled::Item(at, item)) => with.push(at, item),
                Some(Filled::Run(run, span)) => {
                    with.push_multiple(run.iter().map(|shape| (*at, FrameItem::Shape(shape.clone(), span))));
                }
                Some(Filled::Nothing) => {}
            }
        }
        Some(with)
    }

    fn item(&mut self, at: Point, item: &FrameItem) -> Option<Filled<'a>> {
        match item {
            FrameItem::Group(group) => {
                let frame = self.frame(&group.frame)?;
                Some(Filled::Item(at, FrameItem::Group(GroupItem { frame, ..group.clone() })))
            }
            FrameItem::Shape(shape, span) => self.shape(shape, *span),
            FrameItem::Text(words) => {
                let number = self.awaited.take()?;
                Some(self.number(at, words, number))
            }
            FrameItem::Link(Destination::Url(address), size) => {
                let anchor = address.as_str().strip_prefix(INSIDE)?;
                Some(match self.place(anchor) {
                    Some((place, _)) => Filled::Item(at, FrameItem::Link(Destination::Location(place), *size)),
                    None => Filled::Nothing,
                })
            }
            FrameItem::Tag(Tag::Start(content, flags)) => {
                let content = self.named(content)?;
                Some(Filled::Item(at, FrameItem::Tag(Tag::Start(content, *flags))))
            }
            _ => None,
        }
    }

    fn shape(&mut self, shape: &Shape, span: Span) -> Option<Filled<'a>> {
        let Geometry::Line(to) = shape.geometry else { return None };
        let which = to.x.to_pt().round() as usize;
        let is = |height: f64| (to.y.to_pt() - height).abs() < 0.5;
        if is(OUTLINES) {
            return self.stand_ins.runs.get(which).map(|run| Filled::Run(run, span));
        }
        let numbers = [(PAGE_OF, Number::Of(which)), (ALL_PAGES, Number::AllPages), (THIS_PAGE, Number::ThisPage)];
        let (_, number) = numbers.into_iter().find(|(height, _)| is(*height))?;
        self.awaited = Some(number);
        Some(Filled::Nothing)
    }

    fn number(&mut self, at: Point, words: &TextItem, number: Number) -> Filled<'a> {
        let from_the_right = |width: Abs| Point::new(at.x + words.width() - width, at.y);
        let (at, words) = match number {
            Number::Of(which) => {
                let anchor = self.stand_ins.anchors.get(which).cloned().unwrap_or_default();
                let page = self.place(&anchor).map(|(_, page)| page.to_string()).unwrap_or_default();
                (at, written(&page, words))
            }
            Number::AllPages => {
                let written = written(&self.all_pages, words);
                self.all_pages_width = written.width();
                (from_the_right(written.width()), written)
            }
            Number::ThisPage => {
                let written = written(&self.at.to_string(), words);
                (from_the_right(self.all_pages_width + written.width()), written)
            }
        };
        Filled::Item(at, FrameItem::Text(words))
    }

    /// The mark of a link to a place inside, with words for who does not see where it leads.
    fn named(&mut self, content: &Content) -> Option<Content> {
        let anchor = content.to_packed::<LinkMarker>()?.alt.as_ref()?.strip_prefix(INSIDE)?.to_owned();
        let page = self.place(&anchor).map_or_else(String::new, |(_, page)| page.to_string());
        let mut content = content.clone();
        content.to_packed_mut::<LinkMarker>()?.alt = Some(fill(self.stand_ins.page, &[&page]).into());
        Some(content)
    }

    /// Where the anchor is, and the number of that page.
    fn place(&mut self, anchor: &str) -> Option<(Location, usize)> {
        if let Some(known) = self.places.get(anchor) {
            return *known;
        }
        let introspector = self.document.introspector();
        let found = Label::new(PicoStr::intern(anchor))
            .and_then(|label| introspector.query_label(label).ok()?.location())
            .and_then(|place| Some((place, introspector.position(place)?.page.get())));
        self.places.insert(anchor.to_owned(), found);
        found
    }
}

/// The number in the style of the words.
fn written(number: &str, words: &TextItem) -> TextItem {
    let font = &words.font;
    let span = words.glyphs.first().map_or(Span::detached(), |glyph| glyph.span.0);
    let glyph = |(at, c): (usize, char)| {
        let id = font.ttf().glyph_index(c).map_or(0, |glyph| glyph.0);
        Glyph {
            id,
            x_advance: font.x_advance(id).unwrap_or(Em::zero()),
            x_offset: Em::zero(),
            y_advance: Em::zero(),
            y_offset: Em::zero(),
            range: at as u16..(at + c.len_utf8()) as u16,
            span: (span, 0),
        }
    };
    TextItem { text: number.into(), glyphs: number.char_indices().map(glyph).collect(), ..words.clone() }
}
