//! Pages, taken apart tag by tag.

#![allow(clippy::disallowed_methods, reason = "results are read with files and other programs")]

mod common;
mod markup;

use base64::Engine;
use common::{HOSTILE, Made, bad, colourful, painted, refunds};
use markup::{Page, folder, page};
use roadbook_core::model::*;
use roadbook_export::Format;

#[test]
fn the_sample_is_whole() {
    let made = refunds();
    let page = page("refunds", &made);
    assert!(page.report.warnings.is_empty(), "{:?}", page.report.warnings);
    assert_eq!(["main", "nav", "h1", "article"].map(|name| page.count(name)), [1, 1, 1, 6]);
    assert_eq!(page.tags.iter().find(|tag| tag.name == "html").unwrap().attributes["lang"], "en");
    let data = page.source.matches("data:image/png;base64,").count();
    assert_eq!(data, 6, "seven figures show six pictures");
    assert_eq!(page.count("use"), 2, "the one that is shown twice is referred to");
    let nodes = page.all("aria-label").filter(|(tag, _)| tag.name == "a").count();
    assert!(nodes >= 4, "nodes of the map lead to their documents");
    assert_eq!(made.export(Format::Html).0, page.source.as_bytes(), "the same snapshot gives the same bytes");
}

#[test]
fn a_recording_that_is_a_file_is_told_by_its_name_alone() {
    let page = page("recording", &refunds().recorded_in_a_file());
    assert!(page.source.contains("Recording The whole refund in 90 seconds (Refund in full.mp4)"));
    assert!(!page.source.contains("Secret"), "the folder stays here");
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
    assert_eq!(plain.count("h1"), 1, "a page without a cover has its title");
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
fn marks_end_where_the_picture_does() {
    let page = page("marks", &refunds());
    let rule = page.source.split_once(".marks {").and_then(|(_, after)| after.split_once('}')).unwrap().0;
    assert!(rule.contains("overflow: hidden"), "as in the editor: {rule}");
}

#[test]
fn a_phone_shows_what_is_beside_and_what_goes_on() {
    let page = page("phone", &refunds());
    let rules = |from: &str| page.source.split_once(from).map(|(_, after)| after).unwrap_or_default();
    let rule = |of: &str| rules(of).split_once('}').map(|(rule, _)| rule).unwrap_or_default();
    assert!(rule(".to-top { display: block").contains("z-index"), "the way back lies over pictures");
    let phone = rules("@media (max-width: 600px)");
    assert!(phone.contains(".tools, .depth-1 > .tools, .depth-2 > .tools { grid-area: 1 / 2;"), "in the number's line");
    assert!(phone.contains(".who, .who tbody { display: block; min-width: 0; }"), "no column is cut");
    assert!(rule(".more-to-see {").contains("mask-image"), "a map fades where it goes on");
}

/// Eight steps in a row, of which an SOP covers all but the last.
fn a_long_path() -> (Made, Vec<NodeId>) {
    let mut made = Made::new();
    let process = made.document(DocumentKind::Process, "Make a long journey");
    let sop = made.document(DocumentKind::Sop, "Travel");
    let stage = |i: u32| format!("Stage {i}");
    let nodes: Vec<NodeId> =
        (0..8).map(|i| made.node(process, NodeKind::Step, None, f64::from(i) * 216.0, 80.0, &stage(i))).collect();
    let extent = Extent::Nodes { nodes: nodes[..7].to_vec() };
    made.content(sop).document.covers = vec![Cover { process, extent }];
    made.link(LinkKind::Covers, sop, process, None);
    (made, nodes)
}

#[test]
fn a_place_on_the_map_is_told_by_its_ends() {
    let (mut made, nodes) = a_long_path();
    let told = |made: &Made| page("here", made).source.split_once("You are here").unwrap().1[..120].to_owned();
    assert!(told(&made).contains("<b>Stage 0, Stage 1"), "steps that do not follow each other are named");
    let process = made.snapshot.documents[0].document.id;
    for pair in nodes.windows(2) {
        made.connect(process, pair[0], pair[1], "");
    }
    assert!(told(&made).contains("<b>Stage 0 … Stage 6</b>"), "{}", told(&made));
}

#[test]
fn a_decisions_word_is_on_each_node_or_on_none() {
    let (mut made, nodes) = a_long_path();
    let decisions = [Delegation::Keep, Delegation::Delegate, Delegation::Automate];
    for (id, delegation) in nodes.iter().zip(decisions) {
        let node = made.snapshot.documents[0].nodes.iter_mut().find(|node| node.id == *id).unwrap();
        node.delegation = Some(delegation);
    }
    let mut counts = |language, words: [&str; 3]| {
        made.pack.options.language = language;
        let source = page("decisions", &made).source;
        words.map(|word| source.matches(&format!(">{word}</text>")).count())
    };
    assert_eq!(counts(Language::English, ["Keep", "Delegate", "Automate"]), [1, 1, 1]);
    let german = counts(Language::German, ["Behalten", "Übergeben", "Automatisieren"]);
    assert_eq!(german, [0, 0, 0], "the longest has no room beside its document");
}

#[test]
fn a_missing_picture_is_a_placeholder_and_a_warning() {
    let mut made = refunds();
    made.pictures.0.clear();
    let page = page("missing", &made);
    assert_eq!(page.report.warnings.len(), 6, "one for each picture: {:?}", page.report.warnings);
    assert_eq!(page.source.matches("This picture is missing from the library.").count(), 7);
}

#[test]
fn a_step_with_neither_text_nor_picture_is_told() {
    let mut made = Made::new();
    let sop = made.document(DocumentKind::Sop, "Say hello");
    made.step(sop, "Hello");
    made.step(sop, "");
    made.figure(sop, &painted(20, 20, [9, 9, 9], None), "a picture says it", "", vec![]);
    made.step(sop, "  ");
    let report = page("step-without", &made).report;
    let expected =
        "There is neither text nor a picture in step 3 of “Say hello”. Write what to do there, or delete the step.";
    assert_eq!(report.warnings, [expected]);
}

#[test]
fn markup_in_every_field_is_text() {
    let breaking = ["\" onclick=\"alert(1)", "</title></style></script><script>alert(2)</script>", "<!-- --> ]]>"];
    for (at, words) in HOSTILE.into_iter().chain(breaking).enumerate() {
        let made = bad::everywhere(words);
        let page = page(&format!("everywhere-{at}"), &made);
        assert_eq!(page.source.matches("<script").count(), 1, "{words:?} brings a script in");
        folder(&format!("everywhere-{at}-folder"), &made);
    }
}

#[test]
fn little_and_far_too_much() {
    page("empty", &Made::new());
    let little = page("little", &bad::little());
    assert!(
        little.source.contains("No steps are written yet.") && little.source.contains("This map has no steps yet.")
    );
    let much = page("much", &bad::much());
    assert!(much.source.contains("column 40") && much.source.contains("Do thing number 200"));
    folder("much-folder", &bad::much());
}

#[test]
fn a_folder_has_its_pictures_beside_the_page() {
    let made = refunds();
    let whole = folder("refunds-folder", &made);
    assert!(whole.report.warnings.is_empty(), "{:?}", whole.report.warnings);
    assert_eq!((whole.beside.len(), whole.count("use")), (6, 0), "seven figures show six files");
    assert!(whole.beside.keys().all(|name| name.starts_with("pictures/") && name.ends_with(".png")));
    assert!(!whole.source.contains("data:image/"), "no picture is inside the page too");
    assert_eq!(made.export_folder(Format::HtmlFolder).0["index.html"], whole.source.as_bytes());
    let one = page("refunds-file", &made);
    assert_eq!(whole.count("article"), one.count("article"));
    let links = |page: &Page| page.all("href").filter(|(_, to)| to.starts_with('#') && !to.starts_with("#p")).count();
    assert_eq!(links(&whole), links(&one), "each link of the one file is in the other");
}

#[test]
fn pictures_are_lossless_in_a_folder_and_compact_in_a_file() {
    let mut made = Made::new();
    let sop = made.document(DocumentKind::Sop, "Look at many colours");
    made.step(sop, "Look");
    let picture = colourful(400, 300);
    made.figure(sop, &common::encoded(&picture, image::ImageFormat::Png), "colours", "", vec![]);
    let decoded = |bytes: &[u8]| image::load_from_memory(bytes).unwrap().to_rgb8();
    let beside = folder("colourful-folder", &made);
    assert_eq!(beside.report.pictures, None);
    assert_eq!(decoded(beside.beside.values().next().unwrap()), picture, "every pixel as it was");

    let within = |page: &Page| {
        let (_, source) = page.all("src").next().unwrap();
        base64::engine::general_purpose::STANDARD.decode(source.split_once("base64,").unwrap().1).unwrap()
    };
    let compact = page("colourful", &made);
    let sizes = compact.report.pictures.unwrap();
    assert_eq!(sizes.written, within(&compact).len() as u64);
    assert_eq!(sizes.lossless, beside.beside.values().next().unwrap().len() as u64);
    assert!(sizes.written * 10 < sizes.lossless * 7, "{sizes:?}");
    let near = |(a, b): (&u8, &u8)| a.abs_diff(*b) < 40;
    assert!(decoded(&within(&compact)).as_raw().iter().zip(picture.as_raw()).all(near), "it looks the same");
    made.pack.options.pictures = PictureQuality::Lossless;
    let wished = page("colourful-lossless", &made);
    assert_eq!((decoded(&within(&wished)), wished.report.pictures), (picture, None));
}

#[test]
fn a_logo_is_on_the_cover_or_its_place_is() {
    let mut made = refunds();
    let asset = made.logo(&painted(300, 120, [255, 255, 255], Some((20, 20, 100, 60, [0, 90, 160]))));
    let with = page("logo", &made);
    let logos = |page: &Page| page.all("class").filter(|(tag, class)| tag.name == "img" && *class == "logo").count();
    assert_eq!(logos(&with), 1);
    assert!(with.all("alt").any(|(_, alt)| alt == "Logo of Fennbrook Cycles"));
    assert_eq!(logos(&folder("logo-folder", &made)), 1);
    made.pictures.0.remove(&asset);
    let without = page("logo-missing", &made);
    assert_eq!(logos(&without), 0);
    assert!(without.source.contains("class=\"logo missing\""));
    assert_eq!(without.report.warnings, ["The logo is left out. Its file is not in the library."]);
    made.pack.options.cover = false;
    assert!(page("logo-none", &made).report.warnings.is_empty(), "without a cover nothing is missed");
}

#[test]
fn scripts_and_missing_letters() {
    let mut made = Made::new();
    let sop = made.document(DocumentKind::Sop, "كيف تعيد المال");
    made.step(sop, "שלום עולם");
    made.step(sop, "नमस्ते สวัสดี Γειά Привет");
    let scripts = page("scripts", &made);
    assert!(scripts.report.warnings.is_empty(), "{:?}", scripts.report.warnings);
    for family in ["Noto Sans Arabic", "Noto Sans Hebrew", "Noto Sans Devanagari", "Noto Sans Thai"] {
        assert!(scripts.source.contains(&format!("@font-face{{font-family:\"{family}\"")), "{family} is inside");
    }
    assert!(scripts.all("dir").filter(|(_, dir)| *dir == "auto").count() >= 3, "each line finds its own direction");
    let mut made = Made::new();
    let sop = made.document(DocumentKind::Sop, "Say hello");
    made.step(sop, "\u{10a80} 你好 🎉");
    for page in [page("letters", &made), folder("letters-folder", &made)] {
        assert!(page.report.warnings[0].starts_with("No font on this computer has"), "{:?}", page.report.warnings);
        assert!(page.source.contains("你好 🎉"), "the reader's computer may have them");
    }
}

#[test]
fn a_document_from_the_right_says_so() {
    let mut made = Made::new();
    let [from_right, from_left] = ["אפיית לחם", "Bake bread"].map(|title| made.document(DocumentKind::Sop, title));
    for sop in [from_right, from_left] {
        made.step(sop, "Knead");
    }
    made.told_in(from_right, from_left);
    made.told_in(from_left, from_right);
    let page = page("from-the-right", &made);
    let directions = page.tags.iter().filter(|tag| tag.name == "article");
    let directions: Vec<_> = directions.map(|tag| tag.attributes.get("dir").map(String::as_str)).collect();
    assert_eq!(directions, [Some("rtl"), None]);
    assert!(page.source.contains("← <a class=\"reference\""), "an arrow points to where the text goes on");
    assert!(page.source.contains("→ <a class=\"reference\""));
}
