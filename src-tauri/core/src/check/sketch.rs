//! A library in a few lines, for the tests of the rules.

use uuid::Uuid;

use super::{Rule, Survey, findings_of};
use crate::model::{
    Connection, ConnectionId, Cover, Delegation, DocumentContent, DocumentId, DocumentKind, Extent, Figure, FigureId,
    Link, LinkKind, Node, NodeId, NodeKind, Point, Snapshot, Step, StepId, Timestamp,
};

/// 21 November 2026.
pub(super) const NOW: Timestamp = 1_795_219_200_000;

#[derive(Default)]
pub(super) struct Sketch {
    pub snapshot: Snapshot,
    count: u128,
}

impl Sketch {
    pub fn id<T: From<Uuid>>(&mut self) -> T {
        self.count += 1;
        Uuid::from_u128(self.count).into()
    }

    pub fn document(&mut self, kind: DocumentKind, title: &str) -> DocumentId {
        let id: DocumentId = self.id();
        let number = self.snapshot.documents.len() as u32 + 1;
        let document = crate::model::Document::new(id, kind, number, title.into(), NOW);
        self.snapshot.documents.push(DocumentContent::empty(document));
        id
    }

    pub fn content(&mut self, id: DocumentId) -> &mut DocumentContent {
        self.snapshot.documents.iter_mut().find(|content| content.document.id == id).unwrap()
    }

    pub fn node(&mut self, process: DocumentId, kind: NodeKind, label: &str) -> NodeId {
        let node = Node::new(self.id(), process, kind, Point::default(), label.into());
        let id = node.id;
        self.content(process).nodes.push(node);
        id
    }

    pub fn decided(&mut self, process: DocumentId, label: &str, delegation: Delegation) -> NodeId {
        let id = self.node(process, NodeKind::Step, label);
        self.node_mut(process, id).delegation = Some(delegation);
        id
    }

    pub fn node_mut(&mut self, process: DocumentId, id: NodeId) -> &mut Node {
        self.content(process).nodes.iter_mut().find(|node| node.id == id).unwrap()
    }

    pub fn connect(&mut self, process: DocumentId, source: NodeId, target: NodeId, label: &str) -> ConnectionId {
        let id = self.id();
        let connection = Connection { label: label.into(), ..Connection::new(id, process, source, target) };
        self.content(process).connections.push(connection);
        id
    }

    /// Connects each node with the next.
    pub fn chain(&mut self, process: DocumentId, nodes: &[NodeId]) {
        for pair in nodes.windows(2) {
            self.connect(process, pair[0], pair[1], "");
        }
    }

    pub fn cover(&mut self, document: DocumentId, process: DocumentId, extent: Extent) {
        self.content(document).document.covers.push(Cover { process, extent });
    }

    pub fn step(&mut self, document: DocumentId, text: &str) -> StepId {
        let id = self.id();
        let position = self.content(document).steps.len() as f64 + 1.0;
        self.content(document).steps.push(Step::new(id, document, position, text.into()));
        id
    }

    pub fn step_mut(&mut self, document: DocumentId, id: StepId) -> &mut Step {
        self.content(document).steps.iter_mut().find(|step| step.id == id).unwrap()
    }

    pub fn figure(&mut self, document: DocumentId, step: StepId, alt: &str) {
        let id: FigureId = self.id();
        let (asset, alt) = (Default::default(), alt.into());
        let figure = Figure { id, step, position: 1.0, asset, alt, caption: String::new(), crop: None, shapes: vec![] };
        self.content(document).figures.push(figure);
    }

    pub fn link(&mut self, kind: LinkKind, source: DocumentId, target: DocumentId) {
        self.snapshot.links.push(Link { kind, source, target, node: None, step: None });
    }

    /// Asserts what one rule says about the sketch.
    pub fn check(&self, rule: &Rule, expected: &[&str]) {
        let findings = findings_of(rule, &Survey::new(&self.snapshot, NOW));
        let messages: Vec<_> = findings.iter().map(|finding| finding.message.as_str()).collect();
        assert_eq!(messages, expected, "{}", rule.name);
        for finding in &findings {
            let content = self.snapshot.document(finding.document).expect("a finding is about a document");
            assert!(finding.node.is_none_or(|id| content.nodes.iter().any(|it| it.id == id)), "{finding:?}");
            assert!(finding.connection.is_none_or(|id| content.connections.iter().any(|it| it.id == id)));
            assert!(finding.step.is_none_or(|id| content.steps.iter().any(|it| it.id == id)), "{finding:?}");
        }
    }
}
