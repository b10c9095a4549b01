//! The book as the JSON that the template reads: strings, numbers and lists, nothing that could be markup.

use roadbook_core::model::{CalloutKind, DocumentKind, MapPages, NodeId, Pack, Size, Timestamp};
use serde_json::{Value, json};
use time::OffsetDateTime;

use super::Source;
use super::filled::{ALL_PAGES, PAGE_OF, THIS_PAGE};
use super::maps::{self, Place};
use super::page::{GUTTER, Page, WIDE_MARGIN_X};
use super::points::Points;
use super::prose;
use crate::book::{Book, Change, Chapter, Fact, FigureView, Here, Logo, MapChapter, Reference, StepView, Term};
use crate::drawing::{Group, Tone, signs};
use crate::labels::fill;
use crate::text::{breakable, is_right_to_left, shortened};
use crate::theme::shades;

/// A picture is at most this part of a page's height.
const TALLEST: f64 = 0.62;

/// The data, and what the person should know of it.
pub fn pack(
    book: &Book,
    pack: &Pack,
    page: &Page,
    sources: &[Option<Source>],
    points: &Points,
    now: Timestamp,
) -> (Value, Vec<String>) {
    let mut writer = Writer { book, page, sources, points, map_pages: pack.options.map_pages, warnings: vec![] };
    let policy = |chapter: &Chapter| chapter.kind == DocumentKind::Policy;
    let together = book.chapters.chunk_by(|before, after| policy(before) && policy(after));
    let chapters: Vec<Vec<Value>> =
        together.map(|chapters| chapters.iter().map(|chapter| writer.chapter(chapter)).collect()).collect();
    let tones: serde_json::Map<String, Value> = Tone::ALL
        .iter()
        .filter(|tone| **tone != Tone::Ground)
        .filter_map(|tone| Some((tone.name()?.to_owned(), tone.light().into())))
        .chain(shades(pack.options.colour).map(|(name, (light, _))| (name.to_owned(), light.into())))
        .collect();
    let sign = |kind| points.group(&signs::kind_sign(kind, 9.0 * page.unit() * 1.2), 1.0);
    let callouts = [CalloutKind::Tip, CalloutKind::Warning, CalloutKind::Danger].map(|kind| {
        json!({
            "sign": points.group(&signs::callout_sign(kind), page.unit()),
            "tone": signs::callout_tone(kind).light(),
        })
    });
    let data = json!({
        "lang": book.labels.lang,
        "labels": book.labels,
        "title": book.title,
        "shown_title": breakable(&book.title),
        "running_title": shortened(&book.title, 70),
        "running_company": shortened(&book.company, 50),
        "company": breakable(&book.company),
        "logo": book.logo.as_ref().map(|logo| self::logo(book, page, sources, logo)),
        "owner": breakable(&book.owner),
        "revision": book.revision,
        "date": book.date,
        "day": day(now),
        "cover": pack.options.cover,
        "contents": pack.options.contents,
        "width": page.width,
        "height": page.height,
        "margins": { "x": page.margin_x, "top": page.margin_top, "bottom": page.margin_bottom, "wide": WIDE_MARGIN_X },
        "unit": page.unit(),
        "numbers": { "page_of": PAGE_OF, "all_pages": ALL_PAGES, "this_page": THIS_PAGE, "room": room(book) },
        "gutter": GUTTER,
        "tones": tones,
        "kinds": DocumentKind::ALL.map(sign),
        "callouts": callouts,
        "counts": book.counts().iter().map(|(kind, n)| json!([*kind as usize, book.labels.count(*kind, *n)])).collect::<Vec<_>>(),
        "turn": points.group(&signs::turn(104.0 * page.share(), page.height * 0.52, 9.0 * page.share()), 1.0),
        "share": page.share(),
        "glossary": book.glossary.iter().map(|term| writer.term(term)).collect::<Vec<_>>(),
        "changes": book.changes.iter().map(|change| writer.change(change)).collect::<Vec<_>>(),
        "chapters": chapters,
    });
    (data, writer.warnings)
}

/// As many digits as the number of a page may have: a shorter one leaves a gap behind it that nobody sees.
fn room(book: &Book) -> String {
    let steps: usize = book.chapters.iter().map(|chapter| 6 + chapter.steps.len()).sum();
    let pages = steps / 6 + book.pictures.len() / 2;
    "0".repeat((pages.max(1).ilog10() as usize + 1).max(2))
}

/// Room for the logo, in points on A4.
const LOGO: (f64, f64) = (190.0, 54.0);

fn logo(book: &Book, page: &Page, sources: &[Option<Source>], logo: &Logo) -> Value {
    let source = sources.get(logo.picture).and_then(Option::as_ref);
    let size = book.pictures.get(logo.picture).map_or(Size { width: 1.0, height: 1.0 }, |picture| picture.size);
    let room = (LOGO.0 * page.share(), LOGO.1 * page.share());
    // A missing one leaves its place, and a small one is not blown up.
    let scale = (room.0 / size.width.max(1.0)).min(room.1 / size.height.max(1.0)).min(1.0);
    json!({
        "src": source.map(|source| &source.path),
        "width": size.width * scale,
        "height": size.height * scale,
        "alt": logo.alt,
    })
}

/// Year, month, day, hour, minute and second, in universal time.
pub fn day(now: Timestamp) -> [i32; 6] {
    let at = OffsetDateTime::from_unix_timestamp(now.div_euclid(1000)).unwrap_or(OffsetDateTime::UNIX_EPOCH);
    let small = |number: u8| i32::from(number);
    [at.year(), small(at.month().into()), small(at.day()), small(at.hour()), small(at.minute()), small(at.second())]
}

struct Writer<'a> {
    book: &'a Book<'a>,
    page: &'a Page,
    sources: &'a [Option<Source>],
    points: &'a Points,
    map_pages: MapPages,
    warnings: Vec<String>,
}

impl Writer<'_> {
    fn chapter(&mut self, chapter: &Chapter) -> Value {
        let labels = self.book.labels;
        let mut byline = vec![];
        if !chapter.owner.is_empty() {
            byline.push(json!([labels.owner, breakable(&chapter.owner)]));
        }
        byline.push(json!([labels.revision, chapter.revision]));
        byline.push(json!([labels.status, labels.status(chapter.status)]));
        if !chapter.review_on.is_empty() {
            byline.push(json!([labels.review_on, chapter.review_on]));
        }
        json!({
            "head": {
                "anchor": chapter.anchor,
                "kind": chapter.kind as usize,
                "tone": Tone::of_kind(chapter.kind).light(),
                "policy": chapter.kind == DocumentKind::Policy,
                "word": chapter.word,
                "title": breakable(&chapter.title),
                "running_title": shortened(&chapter.title, 70),
                "rtl": is_right_to_left(&chapter.title),
                "depth": chapter.depth,
                "byline": byline,
            },
            "facts": chapter.facts.iter().map(|fact| self.fact(fact)).collect::<Vec<_>>(),
            "lead": prose::blocks(self.book, &chapter.lead),
            "sections": chapter.sections.iter().map(|section| json!({
                "name": section.name,
                "blocks": prose::blocks(self.book, &section.blocks),
            })).collect::<Vec<_>>(),
            "documents": self.references(&chapter.documents),
            "map": chapter.map.as_ref().map(|map| self.map(chapter, map)),
            "here": chapter.here.iter().map(|here| self.here(here)).collect::<Vec<_>>(),
            "ticked": chapter.ticked,
            "has_steps": chapter.kind.has_steps(),
            "steps": chapter.steps.iter().map(|step| self.step(chapter, step)).collect::<Vec<_>>(),
            "finished": prose::blocks(self.book, &chapter.finished),
            "used_by": self.references(&chapter.used_by),
        })
    }

    /// A part of the text's width, and low.
    fn here(&self, here: &Here) -> Value {
        let bounds = here.drawing.bounds;
        let (room, tallest) = (self.page.inner_width() * 0.62, self.page.inner_height() * 0.12);
        let scale = (room / bounds.width.max(1.0)).min(tallest / bounds.height.max(1.0)).min(0.3);
        json!({
            "anchor": here.anchor,
            "page": self.points.page_of(&here.anchor),
            "process": breakable(&here.process),
            "steps": breakable(&here.steps),
            "alt": here.alt,
            "width": bounds.width * scale,
            "height": bounds.height * scale,
            "parts": self.points.drawing(&here.drawing, None, scale),
        })
    }

    fn term(&self, term: &Term) -> Value {
        json!({
            "kind": term.kind,
            "name": breakable(&term.name),
            "description": prose::blocks(self.book, &term.description),
            "person": breakable(&term.person),
            "address": term.address,
        })
    }

    fn change(&self, change: &Change) -> Value {
        json!({
            "document": self.reference(&change.document),
            "number": change.number.to_string(),
            "date": change.date,
            "note": prose::blocks(self.book, &change.note),
        })
    }

    fn fact(&self, fact: &Fact) -> Value {
        json!({ "name": fact.name, "text": prose::blocks(self.book, &fact.text), "references": self.references(&fact.references) })
    }

    fn step(&mut self, chapter: &Chapter, step: &StepView) -> Value {
        let labels = self.book.labels;
        let figures: Vec<Value> = step.figures.iter().map(|f| self.figure(f, chapter, step)).collect();
        json!({
            "anchor": step.anchor,
            "number": step.number,
            "depth": step.depth,
            "text": prose::blocks(self.book, &step.text),
            "short": crate::markdown::plain(&step.text).len() < 600,
            "role": breakable(&step.role),
            "expected": prose::run_in(self.book, labels.expected, &step.expected),
            "why": prose::run_in(self.book, labels.why, &step.why),
            "callouts": step.callouts.iter().map(|callout| json!({
                "kind": callout.kind as usize,
                "blocks": prose::run_in(self.book, labels.callout(callout.kind), &callout.blocks),
            })).collect::<Vec<_>>(),
            "told_in": step.told_in.as_ref().map(|r| self.reference(r)),
            "recording": step.recording.as_ref().map(|it| json!([breakable(&it.words), it.address])),
            "page_break": step.page_break,
            "figures": figures,
        })
    }

    /// Sizes in points: as wide as the text where there is room, never taller than a page can hold.
    fn figure(&mut self, figure: &FigureView, chapter: &Chapter, step: &StepView) -> Value {
        let source = self.sources.get(figure.picture).and_then(Option::as_ref);
        let unit = self.page.unit();
        let size = figure.size;
        let ratio = source.map_or(size.height / size.width, |s| f64::from(s.height) / f64::from(s.width.max(1)));
        let indent = f64::from(step.depth) * 24.0 * unit;
        let room = self.page.inner_width() - GUTTER * unit - indent;
        let mut width = (size.width * unit).min(room);
        let tallest = self.page.inner_height() * TALLEST;
        if width * ratio > tallest {
            if width * ratio > tallest * 3.0 {
                let (title, number) = (&chapter.title, &step.number);
                self.warnings.push(format!(
                    "The picture in step {number} of “{title}” is so tall that it is shown very small. Crop it, or split it."
                ));
            }
            width = (tallest / ratio).max(1.0);
        }
        json!({
            "src": source.map(|source| &source.path),
            "width": width,
            "height": width * ratio,
            "alt": figure.alt,
            "caption": breakable(&figure.caption),
            "marks": self.points.drawing(&figure.marks, None, width / size.width.max(1.0)),
        })
    }

    fn map(&self, chapter: &Chapter, map: &MapChapter) -> Value {
        let labels = self.book.labels;
        let pages = maps::lay_out(&map.drawing, self.page, self.map_pages);
        let count = pages.tiles.len().saturating_sub(1);
        let anchor = |id: NodeId| map.rows.iter().find(|row| row.node == id);
        let tiles: Vec<Value> = pages
            .tiles
            .iter()
            .enumerate()
            .map(|(i, tile)| {
                let around = tile.around;
                let seen = |group: &&Group| group.node.is_some() && group.bounds.intersects(tile.window);
                let links: Vec<Value> = tile
                    .drawing
                    .groups
                    .iter()
                    .filter(seen)
                    .filter_map(|group| {
                        let row = group.node.and_then(anchor)?;
                        let target = match &row.documents[..] {
                            [] => return None,
                            [one] => &one.anchor,
                            _ => &row.anchor,
                        };
                        let r = group.bounds;
                        let (x, y) = (r.x - around.x, r.y - around.y);
                        Some(json!([
                            target,
                            x * tile.scale,
                            y * tile.scale,
                            r.width * tile.scale,
                            r.height * tile.scale
                        ]))
                    })
                    .collect();
                let frames: Vec<Value> = tile
                    .parts
                    .iter()
                    .map(|r| {
                        json!([
                            (r.x - around.x) * tile.scale,
                            (r.y - around.y) * tile.scale,
                            r.width * tile.scale,
                            r.height * tile.scale,
                        ])
                    })
                    .collect();
                let name = match (count, i) {
                    (0, _) => String::new(),
                    (_, 0) => labels.map_overview.to_owned(),
                    _ => fill(labels.map_part, &[&i.to_string(), &count.to_string()]),
                };
                json!({
                    "width": around.width * tile.scale,
                    "height": around.height * tile.scale,
                    "name": name,
                    "window": [
                        (tile.window.x - around.x) * tile.scale,
                        (tile.window.y - around.y) * tile.scale,
                        tile.window.width * tile.scale,
                        tile.window.height * tile.scale,
                    ],
                    "parts": self.points.drawing(&tile.drawing, Some(tile.window), tile.scale),
                    "edges": self.points.groups(&tile.edges, (around.x, around.y), tile.scale),
                    "links": links,
                    "frames": frames,
                })
            })
            .collect();
        json!({
            "place": match pages.place { Place::Inline => "inline", Place::Upright => "upright", Place::Turned => "turned" },
            "alt": map.alt,
            "drawn": map.drawn,
            "empty": !map.drawing.groups.iter().any(|group| group.node.is_some()),
            "tiles": tiles,
            "long": map.rows.iter().any(|row| row.label.len() + crate::markdown::plain(&row.description).len() > 900),
            "shows": {
                "role": map.rows.iter().any(|row| !row.role.is_empty()),
                "delegation": map.rows.iter().any(|row| row.delegation.is_some()),
                "documents": map.rows.iter().any(|row| row.owed || !row.documents.is_empty()),
            },
            "of": fill(labels.map_of, &[&chapter.title]),
            "rows": map.rows.iter().map(|row| json!({
                "anchor": row.anchor,
                "label": breakable(&row.label),
                "role": breakable(&row.role),
                "sign": row.delegation.map(|d| {
                    let mut group = Group::default();
                    crate::drawing::node::mark(
                        &mut group, d, roadbook_core::model::Point::new(8.0, 8.0), labels.delegation_letter(d));
                    self.points.group(&group, self.page.unit())
                }),
                "delegation": row.delegation.map_or("", |delegation| labels.delegation(delegation)),
                "automated_by": breakable(&row.automated_by),
                "description": prose::blocks(self.book, &row.description),
                "documents": self.references(&row.documents),
                "owed": row.owed,
            })).collect::<Vec<_>>(),
        })
    }

    fn references(&self, references: &[Reference]) -> Vec<Value> {
        references.iter().map(|r| self.reference(r)).collect()
    }

    fn reference(&self, reference: &Reference) -> Value {
        json!({
            "anchor": reference.anchor,
            "page": self.points.page_of(&reference.anchor),
            "kind": reference.kind as usize,
            "word": reference.word,
            "title": breakable(&reference.title),
            "place": breakable(&reference.place),
        })
    }
}
