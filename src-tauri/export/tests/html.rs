//! Pages, taken apart tag by tag.

#![allow(clippy::disallowed_methods, reason = "results are read with files and other programs")]

mod common;

use std::collections::{BTreeMap, BTreeSet};

use base64::Engine;
use common::{HOSTILE, Made, keep, painted, refunds};
use roadbook_core::model::*;
use roadbook_export::Format;

const POLICY: &str = "default-src 'none'; img-src data: 'self'; style-src 'unsafe-inline'; font-src data:; base-uri 'none'; form-action 'none'";

struct Tag {
    name: String,
    attributes: BTreeMap<String, String>,
}

struct Page {
    source: String,
    tags: Vec<Tag>,
    warnings: Vec<String>,
}

fn page(name: &str, made: &Made) -> Page {
    let (bytes, report) = made.export(Format::Html);
    keep(&format!("{name}.html"), &bytes);
    let source = String::from_utf8(bytes).unwrap();
    let page = Page { tags: tags(&source), source, warnings: report.warnings };
    page.check();
    page
}

/// Start tags with their attributes, as a browser would find them.
fn tags(source: &str) -> Vec<Tag> {
    let style = source.find("<style>").unwrap()..source.find("</style>").unwrap();
    let script = source.rfind("<script>").unwrap()..source.rfind("</script>").unwrap();
    let mut tags = vec![];
    let mut rest = source;
    while let Some(at) = rest.find('<') {
        let here = source.len() - rest.len() + at;
        rest = &rest[at + 1..];
        let quoted = |range: &std::ops::Range<usize>| range.contains(&here) && here != range.start;
        if quoted(&style) || quoted(&script) || !rest.starts_with(|c: char| c.is_ascii_alphabetic()) {
            continue;
        }
        let name: String = rest.chars().take_while(|c| c.is_ascii_alphanumeric()).collect();
        rest = &rest[name.len()..];
        let mut attributes = BTreeMap::new();
        loop {
            rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == '/');
            if rest.is_empty() || rest.starts_with('>') {
                break;
            }
            let key: String = rest.chars().take_while(|c| !matches!(c, '=' | '>' | ' ')).collect();
            rest = &rest[key.len()..];
            let mut value = String::new();
            if let Some(quoted) = rest.strip_prefix("=\"") {
                let end = quoted.find('"').expect("an attribute is closed");
                value = quoted[..end].to_owned();
                rest = &quoted[end + 1..];
            }
            attributes.insert(key, value);
        }
        tags.push(Tag { name, attributes });
    }
    tags
}

impl Page {
    fn all<'a>(&'a self, key: &'a str) -> impl Iterator<Item = (&'a Tag, &'a str)> {
        self.tags.iter().filter_map(move |tag| Some((tag, tag.attributes.get(key)?.as_str())))
    }

    /// As openssl works it out.
    fn hash_of_script(&self) -> String {
        let (_, script) = self.source.rsplit_once("<script>").unwrap();
        let path = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(path.path(), script.split_once("</script>").unwrap().0).unwrap();
        let arguments = ["dgst", "-sha256", "-binary"];
        let done = std::process::Command::new("openssl").args(arguments).arg(path.path()).output().unwrap();
        assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
        base64::engine::general_purpose::STANDARD.encode(done.stdout)
    }

    /// What holds for every page.
    fn check(&self) {
        let ids: Vec<&str> = self.all("id").map(|(_, id)| id).collect();
        let unique: BTreeSet<&str> = ids.iter().copied().collect();
        assert_eq!(ids.len(), unique.len(), "each id is there once: {ids:?}");
        for (tag, address) in self.all("href") {
            match address.strip_prefix('#') {
                Some(id) => assert!(unique.contains(id), "<{} href=#{id}> leads nowhere", tag.name),
                None if tag.name == "image" => assert!(address.starts_with("data:image/"), "{address:.40}"),
                None => {
                    assert_eq!(tag.name, "a");
                    let allowed = ["https://", "http://", "mailto:"].iter().any(|scheme| address.starts_with(scheme));
                    assert!(allowed, "a link to {address:?}");
                    assert_eq!(tag.attributes["rel"], "noopener noreferrer");
                }
            }
        }
        for (tag, address) in self.all("src") {
            assert!(tag.name == "img" && address.starts_with("data:image/"), "<{} src={address:.40}>", tag.name);
        }
        for tag in &self.tags {
            let forbidden = ["link", "iframe", "object", "embed", "base", "form", "input", "video", "foreignObject"];
            assert!(!forbidden.contains(&tag.name.as_str()), "<{}>", tag.name);
            assert!(tag.name != "img" || !tag.attributes["alt"].is_empty(), "a picture without alternative text");
            for (key, value) in &tag.attributes {
                assert!(!key.starts_with("on"), "<{} {key}>", tag.name);
                assert!(!value.to_lowercase().contains("javascript:") || key != "href", "<{} {key}={value}>", tag.name);
            }
        }
        let style = &self.source[self.source.find("<style>").unwrap()..self.source.find("</style>").unwrap()];
        for url in style.split("url(").skip(1) {
            assert!(url.starts_with("data:font/woff2;base64,"), "{url:.40}");
        }
        assert!(!style.contains("@import"));
        let policy = self.tags.iter().find(|tag| tag.attributes.contains_key("http-equiv")).unwrap();
        assert_eq!(policy.attributes["content"], format!("{POLICY}; script-src 'sha256-{}'", self.hash_of_script()));
        let scripts: Vec<&Tag> = self.tags.iter().filter(|tag| tag.name == "script").collect();
        assert!(scripts.len() == 1 && scripts[0].attributes.is_empty(), "the page's own script and no other");
        let first = self.tags.iter().position(|tag| tag.attributes.contains_key("http-equiv")).unwrap();
        assert!(first < 5, "the policy comes before anything that it governs");
    }
}

#[test]
fn the_sample_is_whole() {
    let made = refunds();
    let page = page("refunds", &made);
    assert!(page.warnings.is_empty(), "{:?}", page.warnings);
    let count = |name: &str| page.tags.iter().filter(|tag| tag.name == name).count();
    assert_eq!((count("main"), count("nav"), count("h1"), count("article")), (1, 1, 1, 6));
    assert_eq!(page.tags.iter().find(|tag| tag.name == "html").unwrap().attributes["lang"], "en");
    let data = page.source.matches("data:image/png;base64,").count();
    assert_eq!(data, 6, "seven figures show six pictures");
    assert_eq!(count("use"), 2, "the one that is shown twice is referred to");
    let nodes = page.all("aria-label").filter(|(tag, _)| tag.name == "a").count();
    assert!(nodes >= 4, "nodes of the map lead to their documents");
    assert_eq!(made.export(Format::Html).0, page.source.as_bytes(), "the same snapshot gives the same bytes");
}

#[test]
fn what_the_options_ask_for_is_on_the_page() {
    let mut made = refunds();
    made.pack.options.glossary = true;
    made.pack.options.changes = true;
    made.pack.options.tick_boxes = true;
    made.pack.options.language = Language::German;
    let first = made.snapshot.documents[0].document.id;
    let change = PublishedChange { number: 1, published_at: common::PUBLISHED, note: "<b>The first</b>".into() };
    made.snapshot.changes.insert(first, vec![change]);
    let wished = page("wished", &made);
    let has = |page: &Page, id: &str| page.all("id").any(|(_, found)| found == id);
    assert!(has(&wished, "glossary") && has(&wished, "changes"));
    assert_eq!(wished.tags.iter().find(|tag| tag.name == "html").unwrap().attributes["lang"], "de");
    for words in ["Sie sind hier", "Rollen und Werkzeuge", "&lt;b&gt;The first&lt;/b&gt;", "class=\"signed\""] {
        assert!(wished.source.contains(words), "{words:?}");
    }
    let places = wished.all("aria-label").filter(|(_, name)| name.contains("; darauf markiert: ")).count();
    assert!(places > 0, "the map in little says what is marked on it");
    let links = wished.all("href").filter(|(_, to)| to.starts_with('#') && to.contains("-s")).count();
    assert!(links > 0, "an instruction leads back to the steps that use it");
    made.pack.options = PackOptions { maps: false, you_are_here: false, cover: false, ..PackOptions::default() };
    let plain = page("plain", &made);
    assert!(!has(&plain, "glossary") && !has(&plain, "changes"));
    assert!(!plain.source.contains("class=\"map\"") && !plain.source.contains("class=\"here\""));
    assert_eq!(plain.tags.iter().filter(|tag| tag.name == "h1").count(), 1, "a page without a cover has its title");
}

#[test]
fn hostile_text_is_text() {
    let mut made = Made::new();
    let process = made.document(DocumentKind::Process, HOSTILE[2]);
    let sop = made.document(DocumentKind::Sop, HOSTILE[0]);
    made.pack.name = HOSTILE[2].into();
    made.pack.options.company = "</title></style><script>alert(2)</script>".into();
    let role = made.role("\"><svg onload=alert(1)>", HOSTILE[6]);
    for hostile in HOSTILE.into_iter().chain([
        "\" onclick=\"alert(1)",
        "<svg><style>*{background:url(https://x.y)}</style></svg>",
        "</style>",
    ]) {
        made.step(sop, hostile).role = Some(role);
        made.figure(
            sop,
            &painted(20, 20, [9, 9, 9], None),
            hostile,
            hostile,
            vec![ShapeForm::Text { at: Point::default(), text: hostile.into() }],
        );
        made.node(process, NodeKind::Step, None, 0.0, 0.0, hostile);
    }
    for address in [
        "javascript:alert(1)",
        "JAVASCRIPT:alert(1)",
        "java&#115;cript:alert(1)",
        "java\tscript:alert(1)",
        "data:text/html,x",
        "vbscript:x",
        "//evil.example",
        "roadbook:x",
        "https:",
    ] {
        made.step(sop, &format!("[a](<{address}>) <a href=\"{address}\">b</a>"));
    }
    let page = page("hostile", &made);
    assert!(page.source.contains("&lt;script&gt;alert(1)&lt;/script&gt;"));
    assert!(page.source.contains(r#"#read("/etc/passwd")"#) || page.source.contains("#read(&quot;/etc/passwd&quot;)"));
}

#[test]
fn a_redaction_is_in_the_pixels() {
    let secret = [255, 0, 255];
    let mut made = Made::new();
    let document = made.document(DocumentKind::Instruction, "Hide a secret");
    made.step(document, "Redacted");
    let picture = painted(200, 100, [240, 240, 240], Some((40, 20, 60, 30, secret)));
    made.figure(document, &picture, "redacted", "", vec![ShapeForm::Redaction { rect: Rect::new(0.2, 0.2, 0.3, 0.3) }]);
    let page = page("redacted", &made);
    let (_, source) = page.all("src").next().unwrap();
    let file = base64::engine::general_purpose::STANDARD.decode(source.split_once("base64,").unwrap().1).unwrap();
    let picture = image::load_from_memory(&file).unwrap().to_rgb8();
    assert_eq!(picture.dimensions(), (200, 100));
    assert!(picture.pixels().all(|pixel| pixel.0[1] > 20), "a pixel of the secret");
}

#[test]
fn a_missing_picture_is_a_placeholder_and_a_warning() {
    let mut made = refunds();
    made.pictures.0.clear();
    let page = page("missing", &made);
    assert_eq!(page.warnings.len(), 6, "one for each picture: {:?}", page.warnings);
    assert_eq!(page.source.matches("This picture is missing from the library.").count(), 7);
}

#[test]
fn little_and_far_too_much() {
    page("empty", &Made::new());
    let mut made = Made::new();
    made.document(DocumentKind::Sop, "");
    let process = made.document(DocumentKind::Process, "A map without nodes");
    let page_of_little = page("little", &made);
    assert!(page_of_little.source.contains("No steps are written yet."));
    made.node(process, NodeKind::Step, None, 0.0, 0.0, &"x".repeat(2_000));
    let sop = made.document(DocumentKind::Sop, &"A very long title ".repeat(40));
    let columns: String = (1..=40).map(|i| format!("| column {i} ")).collect();
    made.step(sop, &format!("{columns}|\n{}|\n{columns}|\n", "|-".repeat(40)));
    made.step(sop, &"y".repeat(100_000));
    made.step(sop, "A tall picture");
    made.figure(sop, &painted(300, 16_000, [200, 220, 240], None), "tall", "", vec![]);
    page("much", &made);
}
