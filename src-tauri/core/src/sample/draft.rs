//! From the sample's files to records.

use std::collections::BTreeMap;

use super::form::{ConnectionForm, CoverForm, DocumentForm, MarkForm, NodeForm, People, PictureForm, StepForm};
use super::keys::{self, fault, id, linked};
use crate::day;
use crate::error::Result;
use crate::model::{
    Asset, Callout, CalloutKind, Connection, Cover, Document, DocumentContent, DocumentId, Extent, Figure, Lane, Mark,
    Node, Pack, PackOptions, Point, Rect, Role, RoleId, Shape, ShapeForm, Step, StepId, Timestamp, Tool, ToolId,
};

/// Pixels by which a redaction stands out from what it hides.
const STAND_OUT: f64 = 3.0;

/// The pictures of the library by the names of their files.
pub(super) type Pictures = BTreeMap<&'static str, Asset>;

fn role(key: &str) -> RoleId {
    id(&["role", key])
}

fn tool(key: &str) -> ToolId {
    id(&["tool", key])
}

pub(super) fn roles(people: &People) -> Vec<Role> {
    let roles = people.roles.iter();
    roles
        .map(|it| Role {
            id: role(&it.key),
            name: it.name.clone(),
            description: it.description.clone(),
            person: it.person.clone(),
        })
        .collect()
}

pub(super) fn tools(people: &People) -> Vec<Tool> {
    let tools = people.tools.iter();
    tools
        .map(|it| Tool {
            id: tool(&it.key),
            name: it.name.clone(),
            description: it.description.clone(),
            url: it.url.clone(),
        })
        .collect()
}

pub(super) fn packs(people: &People) -> Vec<Pack> {
    let packs = people.packs.iter();
    packs
        .map(|it| Pack {
            id: id(&["pack", &it.key]),
            name: it.name.clone(),
            documents: it.documents.iter().map(|key| keys::document(key)).collect(),
            everything_below: true,
            options: PackOptions { company: it.company.clone(), ..PackOptions::default() },
        })
        .collect()
}

pub(super) fn content(form: &DocumentForm, pictures: &Pictures, now: Timestamp) -> Result<DocumentContent> {
    let document = document(form, now);
    let process = document.id;
    let mut content = DocumentContent::empty(document);
    for (lane, position) in form.lanes.iter().zip(1..) {
        content.lanes.push(Lane {
            id: id(&["lane", &form.key, &lane.role]),
            process,
            position: f64::from(position),
            role: Some(role(&lane.role)),
            title: String::new(),
            breadth: lane.breadth,
        });
    }
    content.nodes = form.nodes.iter().map(|node| self::node(form, node)).collect();
    content.connections = form.connections.iter().map(|it| connection(form, it)).collect();
    for (step, number) in form.steps.iter().zip(1_u32..) {
        let step_id: StepId = id(&["step", &form.key, &number.to_string()]);
        content.steps.push(self::step(step, step_id, process, number));
        if let Some(picture) = &step.picture {
            content.figures.push(figure(picture, step_id, pictures)?);
        }
    }
    Ok(content)
}

fn document(form: &DocumentForm, now: Timestamp) -> Document {
    let documents = |keys: &[String]| keys.iter().map(|key| keys::document(key)).collect();
    let list = |items: &[String]| linked(&items.iter().map(|item| format!("- {item}")).collect::<Vec<_>>().join("\n"));
    Document {
        status: form.status,
        owner: Some(role(&form.owner)),
        review_on: form.review_in_days.map(|days| day::after(now, days)),
        tags: form.tags.clone(),
        text: linked(&form.text),
        purpose: linked(&form.purpose),
        scope: linked(&form.scope),
        quality: linked(&form.quality),
        materials: list(&form.materials),
        definitions: linked(&form.definitions),
        tool: form.tool.as_deref().map(tool),
        starting_screen: linked(&form.starting_screen),
        finished_result: linked(&form.finished_result),
        trigger: form.trigger.clone(),
        outcome: form.outcome.clone(),
        frequency: form.frequency.clone(),
        governed_by: documents(&form.governed_by),
        covers: form.covers.iter().map(cover).collect(),
        references: documents(&form.references),
        // The number is given when the draft is inserted.
        ..Document::new(keys::document(&form.key), form.kind, 0, form.title.clone(), now)
    }
}

fn cover(form: &CoverForm) -> Cover {
    let extent = if form.path.is_empty() {
        Extent::Nodes { nodes: form.nodes.iter().map(|key| id(&["node", &form.process, key])).collect() }
    } else {
        Extent::Path { branches: form.path.iter().map(|key| id(&["connection", &form.process, key])).collect() }
    };
    Cover { process: keys::document(&form.process), extent }
}

fn node(form: &DocumentForm, node: &NodeForm) -> Node {
    let at = Point::new(node.at[0], node.at[1]);
    let id_of = id(&["node", &form.key, &node.key]);
    Node {
        lane: node.lane.as_deref().map(|role| id(&["lane", &form.key, role])),
        description: linked(&node.description),
        delegation: node.delegation,
        automated_by: node.automated_by.clone(),
        inputs: node.inputs.clone(),
        outputs: node.outputs.clone(),
        tool: node.tool.as_deref().map(tool),
        duration_minutes: node.minutes,
        value: node.value,
        energy: node.energy,
        risk: node.risk,
        only_my_judgement: node.only_my_judgement,
        opens: node.opens.as_deref().map(keys::document),
        ..Node::new(id_of, keys::document(&form.key), node.kind, at, node.label.clone())
    }
}

fn connection(form: &DocumentForm, it: &ConnectionForm) -> Connection {
    let node = |key: &str| id(&["node", &form.key, key]);
    let id = id(&["connection", &form.key, &format!("{}>{}", it.from, it.to)]);
    Connection {
        label: it.label.clone(),
        source_side: it.leaves,
        target_side: it.enters,
        ..Connection::new(id, keys::document(&form.key), node(&it.from), node(&it.to))
    }
}

fn step(form: &StepForm, id: StepId, document: DocumentId, number: u32) -> Step {
    let callout = |kind, text: &Option<String>| text.as_ref().map(|text| Callout { kind, text: linked(text) });
    let callouts = [
        callout(CalloutKind::Danger, &form.danger),
        callout(CalloutKind::Warning, &form.warning),
        callout(CalloutKind::Tip, &form.tip),
    ];
    Step {
        role: form.role.as_deref().map(role),
        expected: linked(&form.expected),
        why: linked(&form.why),
        callouts: callouts.into_iter().flatten().collect(),
        link: form.link.as_deref().map(keys::document),
        recording: form.recording.clone(),
        ..Step::new(id, document, f64::from(number), linked(&form.text))
    }
}

fn figure(form: &PictureForm, step: StepId, pictures: &Pictures) -> Result<Figure> {
    let asset = pictures.get(form.file.as_str()).ok_or_else(|| fault(format!("no picture {}", form.file)))?;
    let (width, height) = (f64::from(asset.width), f64::from(asset.height));
    let point = |at: [f64; 2]| Point::new(at[0] / width, at[1] / height);
    let rect = |r: [f64; 4], out: f64| {
        let [x, y] = [r[0] - out, r[1] - out];
        Rect::new(x / width, y / height, (r[2] + 2.0 * out) / width, (r[3] + 2.0 * out) / height)
    };
    let step_key = step.to_string();
    let shape = |(mark, index): (&MarkForm, u32)| {
        let (form, colour) = match mark {
            MarkForm::Hide(area) => (ShapeForm::Redaction { rect: rect(*area, STAND_OUT) }, Mark::Route),
            MarkForm::Box(area) => (ShapeForm::Rectangle { rect: rect(*area, 0.0) }, Mark::Route),
            MarkForm::Arrow { from, to } => (ShapeForm::Arrow { from: point(*from), to: point(*to) }, Mark::Route),
            MarkForm::Number { at, to } => {
                (ShapeForm::Number { at: point(*at), pointer: to.map(point), from: None }, Mark::Route)
            }
            MarkForm::Text { at, says, mark } => (ShapeForm::Text { at: point(*at), text: says.clone() }, *mark),
        };
        Shape::new(id(&["shape", &step_key, &index.to_string()]), colour, form)
    };
    Ok(Figure {
        id: id(&["figure", &step_key]),
        step,
        position: 1.0,
        asset: asset.hash.clone(),
        alt: form.alt.clone(),
        caption: form.caption.clone(),
        crop: form.crop.map(|crop| rect(crop, 0.0)),
        shapes: form.marks.iter().zip(1..).map(shape).collect(),
    })
}
