//! One document as a chapter: which of its fields are printed, by kind.

use roadbook_core::model::{Cover, Document, DocumentContent, DocumentKind, Extent, PackOptions};

use super::figures::Figures;
use super::here::Maps;
use super::{Chapter, Fact, Index, Reference, Section, map, steps};
use crate::labels::fill;
use crate::markdown::{self, Block, Inline};
use crate::text;

pub fn chapter<'a>(
    content: &'a DocumentContent,
    index: &Index<'a>,
    maps: &Maps<'a>,
    options: &PackOptions,
    figures: &mut Figures<'a>,
    warnings: &mut Vec<String>,
) -> Chapter<'a> {
    let document = &content.document;
    let labels = index.labels;
    let own = index.get(document.id).cloned().unwrap_or_else(|| Reference {
        anchor: format!("d{}", document.number),
        kind: document.kind,
        word: labels.kind(document.kind).to_owned(),
        title: String::new(),
        place: String::new(),
    });
    let steps = if document.kind.has_steps() {
        steps::steps(content, &own.anchor, &own.title, index, figures, warnings)
    } else {
        vec![]
    };
    let map = maps.of(document.id).map(|view| {
        let mut map = map::map_chapter(content, view, &own.anchor, &own.title, index);
        map.drawn = options.maps;
        map
    });
    let here = if options.you_are_here && document.kind.has_steps() { maps.places(document.id, index) } else { vec![] };
    let finished = match document.kind {
        DocumentKind::Instruction => markdown::read(&document.finished_result),
        _ => vec![],
    };
    Chapter {
        content,
        kind: document.kind,
        depth: 0,
        above: index.above(document.id).cloned(),
        owner: owner(document, index),
        status: document.status,
        revision: revision(document, index),
        review_on: document.review_on.as_deref().map(|day| labels.calendar_day(&text::line(day))).unwrap_or_default(),
        facts: facts(document, index),
        lead: markdown::read(&document.text),
        sections: sections(document, index),
        documents: covering(document, index),
        map,
        here,
        ticked: options.tick_boxes && matches!(document.kind, DocumentKind::Procedure | DocumentKind::Sop),
        steps,
        finished,
        used_by: index.used_by(document.id),
        anchor: own.anchor,
        word: own.word,
        title: own.title,
    }
}

/// The role, and who has it now.
fn owner(document: &Document, index: &Index) -> String {
    let Some(role) = document.owner.and_then(|id| index.snapshot.roles.get(&id)) else { return String::new() };
    let (name, person) = (text::line(&role.name), text::line(&role.person));
    if person.is_empty() { name } else { format!("{name} ({person})") }
}

fn revision(document: &Document, index: &Index) -> String {
    match index.snapshot.published.get(&document.id) {
        Some((number, at)) => fill(index.labels.published_on, &[&number.to_string(), &index.labels.day(*at)]),
        None => index.labels.not_published.to_owned(),
    }
}

fn facts(document: &Document, index: &Index) -> Vec<Fact> {
    let labels = index.labels;
    let mut facts = vec![];
    let mut words = |name: &'static str, value: &str| {
        let blocks = markdown::read(value);
        if !blocks.is_empty() {
            facts.push(Fact { name, text: blocks, references: vec![] });
        }
    };
    match document.kind {
        DocumentKind::Policy => {}
        DocumentKind::Process => {
            words(labels.trigger, &document.trigger);
            words(labels.outcome, &document.outcome);
            words(labels.frequency, &document.frequency);
        }
        DocumentKind::Procedure | DocumentKind::Sop | DocumentKind::Instruction => {
            words(labels.frequency, &document.frequency);
        }
    }
    if document.kind.has_steps() {
        facts.extend(document.covers.iter().filter_map(|cover| covers(cover, index)));
        let tool = text::line(index.snapshot.tool_name(document.tool));
        if !tool.is_empty() {
            facts.push(Fact { name: labels.tool, text: literal(tool), references: vec![] });
        }
        if document.kind == DocumentKind::Instruction {
            let blocks = markdown::read(&document.starting_screen);
            if !blocks.is_empty() {
                facts.push(Fact { name: labels.starting_screen, text: blocks, references: vec![] });
            }
        }
    }
    let mut linked = |name: &'static str, references: Vec<Reference>| {
        if !references.is_empty() {
            facts.push(Fact { name, text: vec![], references });
        }
    };
    linked(labels.governed_by, index.references(document.governed_by.iter().copied()));
    linked(labels.see_also, index.references(document.references.iter().copied()));
    facts
}

fn literal(words: String) -> Vec<Block> {
    vec![Block::Paragraph(vec![Inline::Text(words)])]
}

/// What an SOP covers, as a link to the process and the words for the part.
fn covers(cover: &Cover, index: &Index) -> Option<Fact> {
    let process = index.get(cover.process)?;
    let place = extent(cover, index);
    Some(Fact { name: index.labels.covers, text: vec![], references: vec![Reference { place, ..process.clone() }] })
}

/// The documents that cover parts of a process, in printing order.
fn covering(process: &Document, index: &Index) -> Vec<Reference> {
    let documents = index.snapshot.documents.iter().map(|content| &content.document);
    documents
        .filter_map(|document| {
            let covers = document.covers.iter().filter(|cover| cover.process == process.id);
            let places: Vec<String> = covers.map(|cover| extent(cover, index)).collect();
            let reference = index.get(document.id).filter(|_| !places.is_empty())?;
            let place = places.join("; ");
            // An SOP is often named as the step that it covers.
            let place = if place == reference.title { String::new() } else { place };
            Some(Reference { place, ..reference.clone() })
        })
        .collect()
}

fn extent(cover: &Cover, index: &Index) -> String {
    let Some(content) = index.snapshot.document(cover.process) else { return String::new() };
    let names: Vec<String> = match &cover.extent {
        Extent::Nodes { nodes } if nodes.is_empty() => vec![index.labels.whole_process.to_owned()],
        Extent::Nodes { nodes } => nodes
            .iter()
            .filter_map(|id| content.nodes.iter().find(|n| n.id == *id))
            .map(|n| text::line(&n.label))
            .collect(),
        Extent::Path { branches } => branches
            .iter()
            .filter_map(|id| content.connections.iter().find(|connection| connection.id == *id))
            .map(|connection| {
                let source = content.nodes.iter().find(|node| node.id == connection.source);
                format!("{} {}", text::line(source.map_or("", |node| &node.label)), text::line(&connection.label))
            })
            .collect(),
    };
    names.join(", ")
}

fn sections(document: &Document, index: &Index) -> Vec<Section> {
    let labels = index.labels;
    let fields = [
        (labels.purpose, &document.purpose),
        (labels.scope, &document.scope),
        (labels.quality, &document.quality),
        (labels.materials, &document.materials),
        (labels.definitions, &document.definitions),
    ];
    fields
        .into_iter()
        .map(|(name, words)| Section { name, blocks: markdown::read(words) })
        .filter(|section| !section.blocks.is_empty())
        .collect()
}
