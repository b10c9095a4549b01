//! The laws that undo rests on, tried with random edits of every kind.

use proptest::prelude::*;
use roadbook_core::edit::{
    ConnectionChange, DocumentChange, Edit, FigureChange, LaneChange, NewStep, NodeChange, NodeMove, PlacedPicture,
    RoleChange, StepChange,
};
use roadbook_core::model::{
    Connection, ConnectionId, Cover, Delegation, DocumentContent, DocumentId, DocumentKind, Draft, Extent, Figure,
    FigureId, Lane, LaneDirection, LaneId, Lettering, Mark, Node, NodeId, NodeKind, Pack, PackId, PackOptions, Point,
    Preset, PresetId, Rect, Role, RoleId, Side, Snapshot, Step, StepId, StrokeWidth, Tool, ToolId,
};
use roadbook_core::query::{Query, Reply};

use super::redrawn::Told;
use super::support::{Fixture, id, library, redaction};

/// What one random number is turned into: an edit that fits the library as it is, or none.
fn edit_for(fixture: &mut Fixture, choice: u32, pick: u32, word: &str) -> Option<Edit> {
    let all = fixture.all();
    let any = |count: usize| (count > 0).then(|| pick as usize % count);
    let of_kind = |kinds: &[DocumentKind]| -> Option<&DocumentContent> {
        let found: Vec<_> = all.documents.iter().filter(|it| kinds.contains(&it.document.kind)).collect();
        any(found.len()).map(|index| found[index])
    };
    let document = any(all.documents.len()).map(|index| &all.documents[index]);
    let process = of_kind(&[DocumentKind::Process]);
    let written = of_kind(&[DocumentKind::Sop, DocumentKind::Instruction, DocumentKind::Procedure]);
    let node = process.and_then(|it| any(it.nodes.len()).map(|index| &it.nodes[index]));
    let connection = process.and_then(|it| any(it.connections.len()).map(|index| &it.connections[index]));
    let lane = process.and_then(|it| any(it.lanes.len()).map(|index| &it.lanes[index]));
    let step = written.and_then(|it| any(it.steps.len()).map(|index| &it.steps[index]));
    let figure = written.and_then(|it| any(it.figures.len()).map(|index| &it.figures[index]));
    let role = all.roles.values().next();
    let place = Point::new(f64::from(pick % 50) * 40.0, f64::from(pick % 7) * 80.0);
    Some(match choice % 50 {
        0 | 1 => Edit::CreateDocument {
            id: DocumentId(id()),
            kind: DocumentKind::ALL[pick as usize % 5],
            title: word.into(),
            covers: vec![],
        },
        2 => Edit::UpdateDocument { id: document?.document.id, change: DocumentChange::Title(word.into()) },
        3 => Edit::UpdateDocument { id: document?.document.id, change: DocumentChange::Purpose(word.into()) },
        4 => Edit::UpdateDocument { id: document?.document.id, change: DocumentChange::Owner(role.map(|it| it.id)) },
        5 => Edit::UpdateDocument {
            id: written?.document.id,
            change: DocumentChange::Covers(vec![Cover {
                process: process?.document.id,
                extent: Extent::Nodes { nodes: node.map(|it| it.id).into_iter().collect() },
            }]),
        },
        6 => Edit::MoveDocument {
            id: document?.document.id,
            after: all.documents.iter().map(|it| it.document.id).find(|it| *it != document.unwrap().document.id),
        },
        7 => Edit::TrashDocuments { ids: vec![document?.document.id] },
        8 | 9 => {
            let Reply::Trash(rows) = fixture.library.read(Query::Trash).unwrap() else { unreachable!() };
            let ids = vec![rows.first()?.id];
            if choice % 50 == 8 { Edit::RestoreDocuments { ids } } else { Edit::DeleteDocuments { ids } }
        }
        10 => Edit::CreateRole {
            role: Role {
                id: RoleId(id()),
                name: format!("{word} {}", id()),
                description: String::new(),
                person: String::new(),
            },
        },
        11 => Edit::UpdateRole { id: role?.id, change: RoleChange::Person(word.into()) },
        12 => Edit::DeleteRole { id: role?.id, replacement: all.roles.values().nth(1).map(|it| it.id) },
        13 => Edit::CreateTool {
            tool: Tool {
                id: ToolId(id()),
                name: format!("{word} {}", id()),
                description: String::new(),
                url: String::new(),
            },
        },
        14..=16 => {
            let process = process?;
            let new = Node::new(NodeId(id()), process.document.id, NodeKind::Step, place, word.into());
            let to = process
                .nodes
                .first()
                .map(|other| Connection::new(ConnectionId(id()), process.document.id, other.id, new.id));
            Edit::AddNode { node: new, connection: to }
        }
        17 => Edit::InsertNode {
            node: Node::new(NodeId(id()), connection?.process, NodeKind::Decision, place, word.into()),
            connection: connection?.id,
            rest: ConnectionId(id()),
        },
        18 => Edit::UpdateNodes { ids: vec![node?.id], change: NodeChange::Label(word.into()) },
        19 => Edit::UpdateNodes { ids: vec![node?.id], change: NodeChange::Delegation(Some(Delegation::Delegate)) },
        20 => Edit::UpdateNodes { ids: vec![node?.id], change: NodeChange::Lane(lane.map(|it| it.id)) },
        21 | 22 => Edit::MoveNodes { moves: vec![NodeMove { id: node?.id, x: place.x, y: place.y }] },
        23 => Edit::DeleteFromMap { nodes: vec![node?.id], connections: vec![], heal: pick.is_multiple_of(2) },
        24 => Edit::Connect {
            connection: Connection::new(
                ConnectionId(id()),
                process?.document.id,
                node?.id,
                process?.nodes.last().map(|it| it.id)?,
            ),
        },
        25 => Edit::UpdateConnection { id: connection?.id, change: ConnectionChange::Label(word.into()) },
        26 | 27 => Edit::AddLane {
            lane: Lane {
                id: LaneId(id()),
                process: process?.document.id,
                position: 0.0,
                role: role.map(|it| it.id),
                title: word.into(),
                breadth: 160.0,
            },
            after: lane.map(|it| it.id),
        },
        28 => Edit::UpdateLane { id: lane?.id, change: LaneChange::Breadth(100.0 + f64::from(pick % 300)) },
        29 => Edit::MoveLane { id: lane?.id, after: None },
        30 => Edit::DeleteLane {
            id: lane?.id,
            nodes_to: process?.lanes.iter().map(|it| it.id).find(|it| *it != lane.unwrap().id),
        },
        31 => Edit::Arrange { process: process?.document.id, nodes: vec![] },
        32 | 33 => Edit::AddSteps {
            document: written?.document.id,
            after: step.map(|it| it.id),
            steps: (0..=pick % 3)
                .map(|_| NewStep { id: StepId(id()), text: word.into(), depth: 0, link: None })
                .collect(),
        },
        34 => Edit::UpdateStep {
            id: step?.id,
            change: StepChange::Text(format!("See [{word}](roadbook:{}).", document?.document.id)),
        },
        35 => Edit::MoveSteps { ids: vec![step?.id], document: written?.document.id, after: None },
        36 => {
            if pick.is_multiple_of(2) {
                Edit::DeleteSteps { ids: vec![step?.id] }
            } else {
                Edit::SplitStep { id: step?.id, new: StepId(id()), text: word.into(), rest: word.into() }
            }
        }
        37 => {
            let steps = &written?.steps;
            let pair = steps.windows(2).next()?;
            Edit::MergeSteps { first: pair[0].id, second: pair[1].id }
        }
        38 => {
            let asset = fixture.asset(pick as u8).hash;
            let picture = PlacedPicture { figure: FigureId(id()), asset, step: StepId(id()) };
            let (document, step, pictures) = (written?.document.id, step.map(|it| it.id), vec![picture]);
            Edit::PlacePictures { document, step, apart: pick.is_multiple_of(2), pictures }
        }
        39 => match pick % 3 {
            0 => Edit::AddShapes { figure: figure?.id, shapes: vec![redaction()] },
            1 => Edit::DeleteShapes { figure: figure?.id, ids: figure?.shapes.iter().map(|it| it.id).collect() },
            _ => Edit::UpdateFigure { id: figure?.id, change: FigureChange::Crop(Some(Rect::new(0.1, 0.1, 0.5, 0.5))) },
        },
        40 => Edit::SavePack {
            pack: Pack {
                id: PackId(id()),
                name: format!("{word} {}", id()),
                documents: document.map(|it| it.document.id).into_iter().collect(),
                everything_below: true,
                options: PackOptions::default(),
            },
        },
        41 => Edit::UpdateConnection {
            id: connection?.id,
            change: match pick % 4 {
                0 => ConnectionChange::Waypoints(vec![place, Point::new(place.x + 40.0, place.y)]),
                1 => ConnectionChange::SourceSide(Some(Side::Bottom)),
                2 => ConnectionChange::Source(node?.id),
                _ => ConnectionChange::Target(node?.id),
            },
        },
        42 => Edit::Arrange { process: process?.document.id, nodes: vec![node?.id] },
        43 => Edit::UpdateLane { id: lane?.id, change: LaneChange::Role(role.map(|it| it.id)) },
        44 => Edit::UpdateDocument {
            id: process?.document.id,
            change: DocumentChange::LaneDirection(match pick % 2 {
                0 => LaneDirection::Vertical,
                _ => LaneDirection::Horizontal,
            }),
        },
        45 => Edit::CreatePreset {
            preset: Preset {
                id: PresetId(id()),
                name: format!("{word} {}", id()),
                mark: Mark::Blue,
                stroke: StrokeWidth::Fine,
                lettering: Lettering::Large,
            },
        },
        46 => {
            let Reply::Overview(overview) = fixture.library.read(Query::Overview).unwrap() else { unreachable!() };
            let id = overview.presets.first()?.id;
            if pick.is_multiple_of(2) {
                Edit::DeletePreset { id }
            } else {
                Edit::RenamePreset { id, name: word.into() }
            }
        }
        47 => {
            let process = process?.document.id;
            let line = Node {
                lane: lane.map(|it| it.id),
                ..Node::new(NodeId(id()), process, NodeKind::Step, place, word.into())
            };
            let way = node.map(|node| Connection::new(ConnectionId(id()), process, node.id, line.id));
            let (id, mut edits) = (line.id, vec![Edit::AddNode { node: line, connection: None }]);
            edits.extend(way.map(|connection| Edit::Connect { connection }));
            Edit::Outline { process, line: Some(id), edits }
        }
        48 if pick.is_multiple_of(2) => {
            let node = Node { id: NodeId(id()), role: role.map(|it| it.id), ..node?.clone() };
            let loops = Connection::new(ConnectionId(id()), node.process, node.id, node.id);
            Edit::PasteNodes {
                nodes: vec![node],
                connections: vec![loops],
                roles: role.cloned().into_iter().collect(),
                tools: vec![],
            }
        }
        48 => {
            let step = step?;
            let figures = written?.figures.iter().filter(|it| it.step == step.id);
            let new = StepId(id());
            Edit::PasteSteps {
                document: of_kind(&[DocumentKind::Sop])?.document.id,
                after: None,
                figures: figures.map(|it| Figure { id: FigureId(id()), step: new, ..it.clone() }).collect(),
                steps: vec![Step { id: new, role: role.map(|it| it.id), ..step.clone() }],
                roles: role.cloned().into_iter().collect(),
            }
        }
        _ => {
            let mut draft = Draft::default();
            let mut copy = document?.clone();
            let new = DocumentId(id());
            copy.document.id = new;
            (copy.nodes, copy.lanes, copy.connections) = (vec![], vec![], vec![]);
            (copy.steps, copy.figures) = (vec![], vec![]);
            copy.document.covers = vec![];
            draft.documents.push(copy);
            Edit::Together { label: "insert".into(), edits: vec![Edit::Insert { draft }] }
        }
    })
}

/// Everything that a person can see of a library.
fn seen(fixture: &Fixture) -> (Snapshot, String) {
    let Reply::Overview(mut overview) = fixture.library.read(Query::Overview).unwrap() else { unreachable!() };
    overview.library.revision = 0;
    (overview.library.undo, overview.library.redo) = (None, None);
    let found = fixture.library.read(Query::Search { text: "a".into(), limit: 200 }).unwrap();
    let mut hits: Vec<String> = match found {
        Reply::Search(hits) => hits.iter().map(|hit| format!("{hit:?}")).collect(),
        _ => unreachable!(),
    };
    hits.sort();
    overview.links.sort_by_key(|link| format!("{link:?}"));
    (fixture.all(), format!("{overview:#?}\n{hits:#?}"))
}

/// `ROADBOOK_CASES` asks for more, when an edit was added.
fn cases() -> u32 {
    std::env::var("ROADBOOK_CASES").ok().and_then(|text| text.parse().ok()).unwrap_or(24)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn edit_undo_redo_undo_is_identity(choices in prop::collection::vec((any::<u32>(), any::<u32>(), "[a-c ]{1,12}"), 1..60)) {
        let mut fixture = library();
        let mut states = vec![seen(&fixture)];
        let mut told = Told::default();
        for (choice, pick, word) in choices {
            let Some(edit) = edit_for(&mut fixture, choice, pick, &word) else { continue };
            let said = format!("{edit:?}");
            let before = fixture.library.state().revision;
            match fixture.library.edit(edit) {
                Ok(changed) => {
                    told.hear(&changed);
                    prop_assert_eq!(told.faults(&fixture), Vec::<String>::new(), "the maps after {}", said);
                    if changed.revision > before {
                        states.push(seen(&fixture));
                    }
                }
                // A random edit may be refused; then nothing may have changed.
                Err(error) => prop_assert_eq!(&seen(&fixture), states.last().unwrap(), "{:?} at {}", error, said),
            }
            prop_assert!(fixture.library.verify().unwrap().is_empty(), "integrity after {}", said);
        }
        for expected in states[..states.len() - 1].iter().rev() {
            let label = fixture.library.state().undo;
            told.hear(&fixture.library.undo().unwrap());
            prop_assert_eq!(&seen(&fixture), expected, "undo of {:?}", label);
            prop_assert_eq!(told.faults(&fixture), Vec::<String>::new(), "the maps after the undo of {:?}", label);
        }
        prop_assert!(fixture.library.undo().is_err(), "nothing is left to undo");
        for expected in &states[1..] {
            let label = fixture.library.state().redo;
            told.hear(&fixture.library.redo().unwrap());
            prop_assert_eq!(&seen(&fixture), expected, "redo of {:?}", label);
            prop_assert_eq!(told.faults(&fixture), Vec::<String>::new(), "the maps after the redo of {:?}", label);
        }
        for expected in states[..states.len() - 1].iter().rev() {
            fixture.library.undo().unwrap();
            prop_assert_eq!(&seen(&fixture), expected, "second undo");
        }
        prop_assert!(fixture.library.verify().unwrap().is_empty(), "integrity at the end");
    }
}
