//! A page, taken apart tag by tag.

#![allow(dead_code, reason = "each test file uses its own part")]

use std::collections::{BTreeMap, BTreeSet};

use base64::Engine;
use roadbook_export::{Format, Report};

use crate::common::{Made, keep, keep_folder};

const POLICY: &str = "default-src 'none'; img-src data: 'self'; style-src 'unsafe-inline'; font-src data:; base-uri 'none'; form-action 'none'";

pub struct Tag {
    pub name: String,
    pub attributes: BTreeMap<String, String>,
}

pub struct Page {
    pub source: String,
    pub tags: Vec<Tag>,
    pub report: Report,
    /// Its pictures by the names that it has for them; none: they are inside.
    pub beside: BTreeMap<String, Vec<u8>>,
}

pub fn page(name: &str, made: &Made) -> Page {
    let (bytes, report) = made.export(Format::Html);
    keep(&format!("{name}.html"), &bytes);
    Page::read(bytes, report, BTreeMap::new())
}

/// The page of a folder.
pub fn folder(name: &str, made: &Made) -> Page {
    let (mut files, report) = made.export_folder(Format::HtmlFolder);
    keep_folder(name, &files);
    let page = files.remove("index.html").expect("a folder has a page");
    Page::read(page, report, files)
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
    fn read(bytes: Vec<u8>, report: Report, beside: BTreeMap<String, Vec<u8>>) -> Self {
        let source = String::from_utf8(bytes).unwrap();
        let page = Self { tags: tags(&source), source, report, beside };
        page.check();
        page
    }

    pub fn count(&self, name: &str) -> usize {
        self.tags.iter().filter(|tag| tag.name == name).count()
    }

    pub fn all<'a>(&'a self, key: &'a str) -> impl Iterator<Item = (&'a Tag, &'a str)> {
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
        let mut shown = BTreeSet::new();
        for (tag, address) in self.all("src") {
            let inside = address.starts_with("data:image/") && self.beside.is_empty();
            assert!(
                tag.name == "img" && (inside || self.beside.contains_key(address)),
                "<{} src={address:.40}>",
                tag.name
            );
            shown.insert(address);
        }
        let unused: Vec<_> = self.beside.keys().filter(|name| !shown.contains(name.as_str())).collect();
        assert!(unused.is_empty(), "files that the page does not show: {unused:?}");
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
