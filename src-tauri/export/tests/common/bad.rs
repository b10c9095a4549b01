//! What has hurt an exporter somewhere: too little, far too much, and markup in every field.

use roadbook_core::model::*;

use super::{Made, painted};

/// Of Typst, HTML, Markdown, LaTeX and templates, and characters that cannot be seen or should not be there.
pub const HOSTILE: [&str; 8] = [
    r#"#read("/etc/passwd")"#,
    "#import \"evil.typ\": * $x^2$ @ref <label>",
    "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "\\input{/etc/passwd} \\textbf{x} %",
    "]] ]) } #eval(\"1+1\") /* // */",
    "a\u{0}b\u{1}0\u{2}\u{7}\u{e000}\u{202e}c\u{fffe}\u{200b}d",
    "&lt;b&gt; &amp; \" ' `",
    "{{7*7}} ${7*7} {% x %}",
];

/// A document without steps, a map without nodes, and titles without words.
pub fn little() -> Made {
    let mut made = Made::new();
    made.document(DocumentKind::Sop, "");
    made.document(DocumentKind::Process, "A map without nodes");
    made
}

/// Labels of 2,000 characters, a table of 40 columns, 100,000 characters without a space, a picture that is as tall
/// as a picture may be, one that is a dot, and 200 steps.
pub fn much() -> Made {
    let mut made = Made::new();
    let process = made.document(DocumentKind::Process, "Do too much");
    made.node(process, NodeKind::Step, None, 0.0, 0.0, &"long label ".repeat(182));
    made.node(process, NodeKind::Decision, None, 400.0, 0.0, &"x".repeat(2_000));
    let sop = made.document(DocumentKind::Sop, &"A very long title ".repeat(40));
    let columns: String = (1..=40).map(|i| format!("| column {i} ")).collect();
    made.step(sop, &format!("{columns}|\n{}|\n{columns}|\n", "|-".repeat(40)));
    made.step(sop, &"y".repeat(100_000));
    made.step(sop, &format!("a{}", "\u{301}".repeat(50_000)));
    made.step(sop, &"> ".repeat(100));
    made.step(sop, &"[".repeat(20_000));
    made.step(sop, "A tall picture");
    made.figure(
        sop,
        &painted(300, 16_000, [200, 220, 240], None),
        "tall",
        &"z".repeat(20_000),
        vec![ShapeForm::Number { at: Point::new(0.5, 0.5), pointer: None, from: None }],
    );
    made.step(sop, "A dot");
    made.figure(sop, &painted(1, 1, [0, 0, 0], None), "dot", "", vec![]);
    let long = made.document(DocumentKind::Sop, &"Title".repeat(4_000));
    for number in 1..=200 {
        made.step(long, &format!("Do thing number {number}"));
    }
    made
}

/// Every field that a pack prints holds these words.
pub fn everywhere(words: &str) -> Made {
    let mut made = Made::new();
    let said = || words.to_owned();
    made.pack.name = said();
    made.snapshot.name = said();
    let options = &mut made.pack.options;
    (options.company, options.glossary, options.changes, options.tick_boxes) = (said(), true, true, true);
    let role = made.role(words, words);
    made.snapshot.roles.get_mut(&role).unwrap().description = said();
    let tool = made.tool(words);
    let printed = made.snapshot.tools.get_mut(&tool).unwrap();
    (printed.description, printed.url) = (said(), said());
    let process = made.document(DocumentKind::Process, words);
    let kinds = [DocumentKind::Policy, DocumentKind::Sop, DocumentKind::Instruction, DocumentKind::Procedure];
    let others = kinds.map(|kind| made.document(kind, words));
    let lane = made.lane(process, role, 200.0);
    made.content(process).lanes[0].title = said();
    let first = made.node(process, NodeKind::Step, Some(lane), 80.0, 40.0, words);
    let second = made.node(process, NodeKind::Decision, Some(lane), 400.0, 40.0, words);
    made.connect(process, first, second, words);
    let node = &mut made.content(process).nodes[0];
    (node.description, node.automated_by, node.inputs, node.outputs) = (said(), said(), said(), said());
    (node.delegation, node.role, node.tool) = (Some(Delegation::Automate), Some(role), Some(tool));
    for id in others.into_iter().chain([process]) {
        let document = &mut made.content(id).document;
        for field in [
            &mut document.text,
            &mut document.purpose,
            &mut document.scope,
            &mut document.quality,
            &mut document.materials,
            &mut document.definitions,
            &mut document.starting_screen,
            &mut document.finished_result,
            &mut document.trigger,
            &mut document.outcome,
            &mut document.frequency,
        ] {
            *field = said();
        }
        (document.owner, document.tool) = (Some(role), Some(tool));
        (document.review_on, document.tags) = (Some(said()), vec![said()]);
        made.published(id, 1);
        let change = PublishedChange { number: 1, published_at: super::PUBLISHED, note: said() };
        made.snapshot.changes.insert(id, vec![change]);
    }
    for id in others.into_iter().skip(1) {
        let step = made.step(id, words);
        (step.expected, step.why, step.role) = (said(), said(), Some(role));
        step.callouts = [CalloutKind::Tip, CalloutKind::Warning, CalloutKind::Danger]
            .map(|kind| Callout { kind, text: said() })
            .to_vec();
        step.recording = Some(Recording { title: said(), url: "https://example.org".into(), ..Recording::default() });
        let at = Point::new(0.5, 0.5);
        let marks = vec![ShapeForm::Text { at, text: said() }, ShapeForm::Key { at, text: said() }];
        made.figure(id, &painted(20, 20, [9, 9, 9], None), words, words, marks);
    }
    let covers = vec![Cover { process, extent: Extent::Nodes { nodes: vec![first] } }];
    made.content(others[1]).document.covers = covers;
    made.link(LinkKind::Covers, others[1], process, None);
    made.link(LinkKind::GovernedBy, process, others[0], None);
    made
}
