//! The command line, as a script sees it: what it prints, how it ends, and what is left when it fails.

mod home;

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use home::{Home, PROGRAM, Said};
use serde_json::Value;

const SOP: &str = "01930000-0000-7000-8000-000000000001";
const STEP: &str = "01930000-0000-7000-8000-000000000002";

fn an_sop() -> String {
    format!(
        r#"[{{"edit": "create_document", "id": "{SOP}", "kind": "sop", "title": "Bake the bread"}},
            {{"edit": "add_steps", "document": "{SOP}", "after": null,
              "steps": [{{"id": "{STEP}", "text": "Heat the oven to 240 degrees."}}]}}]"#
    )
}

#[test]
fn help_teaches_with_examples() {
    let said = Home::new().check(&["--help"], 0);
    for word in ["Examples:", "roadbook export Bakery --output Bakery.pdf", "Exit codes", "verify"] {
        assert!(said.out.contains(word), "{word:?} is not in the help");
    }
    let said = Home::new().check(&["export", "--help"], 0);
    assert!(said.out.contains("--everything-below"));
    let same = Home::new().check(&["help", "export"], 0);
    assert_eq!(same.out, said.out);
    assert!(Home::new().check(&["--version"], 0).out.starts_with("roadbook "));
}

#[test]
fn a_library_is_made_edited_listed_searched_and_found_well() {
    let home = Home::with_library();
    let said = home.edit(&an_sop(), 0);
    assert_eq!(said.out, "1 create_document\n2 add_steps\n");

    let list = home.check(&["list", "Bakery", "--json"], 0).json();
    assert_eq!(list["documents"][0]["title"], "Bake the bread");
    assert_eq!(list["documents"][0]["number"], 1);
    assert!(home.check(&["list", "Bakery"], 0).out.contains("SOP 1"));

    let hits = home.check(&["search", "Bakery", "oven", "--json"], 0).json();
    assert_eq!(hits[0]["document"], SOP);
    assert!(home.check(&["search", "Bakery", "oven"], 0).out.contains("Bake the bread"));
    assert_eq!(home.check(&["search", "Bakery", "anchor"], 0).out, "Nothing was found.\n");

    assert_eq!(home.check(&["verify", "Bakery", "--json"], 0).json()["faults"], Value::Array(vec![]));
}

#[test]
fn findings_are_exit_code_1() {
    let home = Home::with_library();
    home.check(&["check", "Bakery"], 0);
    home.edit(&an_sop(), 0);
    let findings = home.check(&["check", "Bakery", "--json"], 1).json();
    let rules: Vec<_> = findings.as_array().unwrap().iter().map(|finding| finding["rule"].as_str().unwrap()).collect();
    assert!(!rules.is_empty());
    assert!(home.check(&["check", "Bakery"], 1).out.contains(rules[0]));
}

#[test]
fn exports_take_their_format_from_the_name() {
    let home = Home::with_library();
    home.edit(&an_sop(), 0);
    let said = home.check(&["export", "Bakery", "--output", "a.pdf", "--json"], 0).json();
    let bytes = fs::read(home.path("a.pdf")).unwrap();
    assert!(bytes.starts_with(b"%PDF-"));
    assert_eq!(said["bytes"], bytes.len());
    assert!(said["pages"].as_u64().unwrap() >= 1);

    home.check(&["export", "Bakery", "-o", "a.html", "-d", "1"], 0);
    assert!(fs::read_to_string(home.path("a.html")).unwrap().contains("Heat the oven"));
    home.check(&["export", "Bakery", "-o", "pack", "--format", "html", "--document", SOP, "--everything-below"], 0);
    assert!(home.path("pack").is_file());
}

#[test]
fn a_slash_at_the_end_asks_for_a_folder() {
    let home = Home::with_library();
    home.edit(&an_sop(), 0);
    let said = home.check(&["export", "Bakery", "-o", "site/", "--json"], 0).json();
    let page = fs::read(home.path("site/index.html")).unwrap();
    assert!(said["bytes"] == page.len() && said["pages"].is_null());
    home.check(&["export", "Bakery", "-o", "site", "--format", "html-folder", "--language", "de"], 0);
    assert_ne!(fs::read(home.path("site/index.html")).unwrap(), page, "it takes the place of the one before");
    fs::write(home.path("site/CNAME"), "docs.example.org").unwrap();
    home.check(&["export", "Bakery", "-o", "site/"], 2).names(&["site", "other things"]);
    assert!(home.path("site/CNAME").is_file());
    home.check(&["export", "Bakery", "-o", "a.html", "--format", "html-folder"], 2).names(&["a.html", "html-folder"]);
    home.check(&["export", "Bakery", "-o", "b/", "--format", "pdf"], 2).names(&["b/", "a folder", "pdf"]);
    home.check(&["export", "Bakery", "-o", "c.html", "--pictures", "lossless"], 0);
}

#[test]
fn documents_look_as_they_are_wished() {
    let home = Home::with_library();
    home.edit(&an_sop(), 0);
    let wishes = ["--language", "de", "--tick-boxes", "--glossary"];
    home.check(&[&["export", "Bakery", "-o", "a.html", "-d", "1"][..], &wishes].concat(), 0);
    let page = fs::read_to_string(home.path("a.html")).unwrap();
    assert!(page.contains("lang=\"de\"") && page.contains("class=\"signed\""));
    let pages = |paper: &str| {
        let said = home.check(&["export", "Bakery", "-o", "a.pdf", "--paper", paper, "--json"], 0).json();
        said["pages"].as_u64().unwrap()
    };
    assert!(pages("a5") >= pages("a4"));
    home.check(&["export", "Bakery", "-o", "b.pdf", "--published"], 2).names(&["ever published"]);
    home.edit(&a_process(), 0);
    home.check(&["export", "Bakery", "-o", "b.svg", "-d", PROCESS, "--paper", "a5"], 2).names(&["--paper"]);
    assert!(!home.path("b.pdf").exists() && !home.path("b.svg").exists());
}

const PROCESS: &str = "01930000-0000-7000-8000-000000000003";
const NODE: &str = "01930000-0000-7000-8000-000000000004";

fn a_process() -> String {
    format!(
        r#"[{{"edit": "create_document", "id": "{PROCESS}", "kind": "process", "title": "Sell the bread"}},
            {{"edit": "add_node", "node": {{"id": "{NODE}", "process": "{PROCESS}", "kind": "step",
              "label": "Open the shop", "x": 0, "y": 0}}}}]"#
    )
}

#[test]
fn a_map_is_drawn_as_svg_png_and_pdf() {
    let home = Home::with_library();
    home.edit(&a_process(), 0);
    home.check(&["export", "Bakery", "--document", "1", "--format", "svg", "--output", "map.svg"], 0);
    let svg = fs::read_to_string(home.path("map.svg")).unwrap();
    assert!(svg.starts_with("<svg ") && svg.contains(">Open the shop<"));

    let size = |arguments: &[&str]| {
        home.check(&[&["export", "Bakery", "-d", PROCESS, "-o", "map.png"][..], arguments].concat(), 0);
        let picture = image::open(home.path("map.png")).unwrap();
        (picture.width(), picture.height())
    };
    let (width, height) = size(&["--scale", "1"]);
    assert_eq!(size(&[]), (width * 2, height * 2));

    let said = home.check(&["export", "Bakery", "-d", "1", "--map", "-o", "map.pdf", "--json"], 0).json();
    assert_eq!(said["pages"], 1);
    assert!(fs::read(home.path("map.pdf")).unwrap().starts_with(b"%PDF-"));
}

#[test]
fn what_cannot_be_drawn_is_said_before_anything_is_written() {
    let home = Home::with_library();
    home.edit(&an_sop(), 0);
    home.edit(&a_process(), 0);
    let check = |arguments: &[&str], words: &[&str]| {
        home.check(&[&["export", "Bakery"][..], arguments].concat(), 2).names(words);
    };
    check(&["-d", "1", "-o", "map.svg"], &["SOP 1", "Bake the bread", "only a process", "roadbook list"]);
    check(&["-d", "2", "-o", "map.png", "--format", "svg"], &["map.png", "png", "--format", "svg"]);
    check(&["-d", "2", "-o", "a.pdf", "--format", "html"], &["a.pdf", "html"]);
    check(&["-d", "1", "-d", "2", "-o", "map.svg"], &["2 documents", "--document"]);
    check(&["-o", "map.svg"], &["no document", "--document"]);
    check(&["--pack", "All", "-o", "map.svg"], &["SVG", "--pack"]);
    check(&["-d", "2", "--everything-below", "-o", "map.png"], &["PNG", "--everything-below"]);
    check(&["-d", "2", "--map", "-o", "map.html"], &["--map", "SVG"]);
    check(&["-d", "2", "--scale", "2", "-o", "map.svg"], &["--scale", "PNG"]);
    check(&["-d", "2", "--scale", "9", "-o", "map.png"], &["--scale", "9"]);
    check(&["-d", "77", "-o", "map.svg"], &["77", "roadbook list"]);
    let delete = r#"{"edit": "delete_from_map", "nodes": [NODE], "connections": [], "heal": false}"#;
    home.edit(&delete.replace("NODE", &format!("{NODE:?}")), 0);
    check(&["-d", "2", "-o", "map.svg"], &["Sell the bread", "is empty"]);
    assert_eq!(written(&home), Vec::<String>::new());
}

/// What lies beside the library and the settings.
fn written(home: &Home) -> Vec<String> {
    let files = fs::read_dir(home.folder.path()).unwrap().map(|file| file.unwrap());
    let files = files.filter(|file| file.file_type().unwrap().is_file());
    files.map(|file| file.file_name().into_string().unwrap()).collect()
}

#[cfg(unix)]
#[test]
fn ctrl_c_stops_an_export_and_leaves_the_old_file_and_nothing_else() {
    let home = Home::new();
    home.check(&["new", "Sample", "--sample"], 0);
    fs::write(home.path("all.pdf"), "the old one").unwrap();
    for signal in ["-INT", "-TERM"] {
        let mut command = home.command(PROGRAM);
        command.args(["export", "Sample", "-o", "all.pdf"]);
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        while !written(&home).iter().any(|name| name.ends_with(".part")) {
            assert_eq!(child.try_wait().unwrap(), None, "it is still at work");
        }
        let sent = Command::new("kill").args([signal, &child.id().to_string()]).status().unwrap();
        assert!(sent.success());
        let said = Said::from(child.wait_with_output().unwrap());
        assert_eq!(said.code, Some(130), "{}", said.err);
        said.names(&["stopped"]);
        assert_eq!(written(&home), ["all.pdf"]);
        assert_eq!(fs::read_to_string(home.path("all.pdf")).unwrap(), "the old one");
    }
    home.check(&["verify", "Sample"], 0);
}

#[test]
fn an_export_that_fails_leaves_the_old_file_and_nothing_else() {
    let home = Home::with_library();
    home.edit(&an_sop(), 0);
    fs::write(home.path("old.pdf"), "the old one").unwrap();
    home.check(&["export", "Bakery", "-o", "old.pdf", "-d", "77"], 2).names(&["77", "roadbook list"]);
    home.check(&["export", "Bakery", "-o", "old.pdf", "--pack", "Nobody's"], 2).names(&["Nobody's"]);
    assert_eq!(fs::read_to_string(home.path("old.pdf")).unwrap(), "the old one");

    home.check(&["export", "Bakery", "-o", "old.txt"], 2).names(&["old.txt", ".pdf", "--format"]);
    home.check(&["export", "Bakery", "-o", "gone/a.pdf"], 2).names(&["gone", "does not exist"]);
    fs::create_dir(home.path("folder.pdf")).unwrap();
    home.check(&["export", "Bakery", "-o", "folder.pdf"], 2).names(&["folder.pdf", "is a folder"]);
    let left = fs::read_dir(home.folder.path()).unwrap().filter_map(Result::ok);
    let parts: Vec<_> = left.filter(|file| file.file_name().to_string_lossy().contains(".part")).collect();
    assert!(parts.is_empty(), "{parts:?}");
}

#[cfg(target_os = "linux")]
#[test]
fn an_export_that_finds_no_room_keeps_the_old_file() {
    let home = Home::with_library();
    home.edit(&an_sop(), 0);
    fs::write(home.path("old.pdf"), "the old one").unwrap();
    // A limit on the size of files stands in for a full disk.
    home.run_limited(4, &["export", "Bakery", "-o", "old.pdf"]).ended(2).names(&["old.pdf", "room"]);
    assert_eq!(fs::read_to_string(home.path("old.pdf")).unwrap(), "the old one");
}

#[test]
fn bad_libraries_are_named_and_left_alone() {
    let home = Home::new();
    home.check(&["list", "Nowhere"], 2).names(&["Nowhere"]);

    fs::create_dir(home.path("Photos")).unwrap();
    fs::write(home.path("Photos/cat.txt"), "a cat").unwrap();
    home.check(&["list", "Photos"], 2).names(&["Photos"]);
    home.check(&["new", "Photos"], 2).names(&["Photos"]);
    assert_eq!(fs::read_dir(home.path("Photos")).unwrap().count(), 1);

    fs::create_dir(home.path("Broken")).unwrap();
    fs::write(home.path("Broken/library.db"), b"SQLite format 3\0 and then something else").unwrap();
    let before = fs::read(home.path("Broken/library.db")).unwrap();
    home.check(&["list", "Broken"], 2).names(&["Broken"]);
    assert_eq!(fs::read(home.path("Broken/library.db")).unwrap(), before);

    home.check(&["new", "Bakery"], 0);
    home.check(&["new", "Bakery"], 2).names(&["Bakery"]);
}

#[test]
fn a_library_that_is_open_elsewhere_says_so() {
    let home = Home::with_library();
    let held = hold(&home.path("Bakery"));
    home.check(&["list", "Bakery"], 2).names(&["Bakery", "open"]);
    drop(held);
    home.check(&["list", "Bakery"], 0);
}

/// As another window would hold it.
fn hold(library: &Path) -> roadbook_core::Library {
    let outside = roadbook::shell::outside(&roadbook::shell::Places {
        config: library.join("../config"),
        state: library.join("../state"),
        backups: library.join("../backups"),
        libraries: library.join(".."),
    });
    roadbook_core::Library::open(library, outside).unwrap()
}

#[test]
fn bad_edits_change_nothing() {
    let home = Home::with_library();
    home.edit("{", 2).names(&["cannot be understood"]);
    home.edit(r#"{"edit": "fly_away"}"#, 2).names(&["fly_away"]);
    home.edit(r#"[{"edit": "create_document"}]"#, 2).names(&["id"]);
    let long = "x".repeat(100_001);
    let edit = format!(r#"{{"edit": "create_document", "id": "{SOP}", "kind": "sop", "title": "{long}"}}"#);
    home.edit(&edit, 2).names(&["100001", "100000"]);
    home.edit(r#"{"edit": "set_status", "id": "01930000-0000-7000-8000-00000000ffff", "status": "approved"}"#, 2)
        .names(&["does not exist"]);
    home.check(&["edit", "Bakery", "--json", "missing.json"], 2).names(&["missing.json"]);
    home.edit(r#"[{"edit": "fly_away"}, {}]"#, 2).names(&["Standard input, edit 1", "one of `create_document`,", " …"]);
    let list = home.check(&["list", "Bakery", "--json"], 0).json();
    assert_eq!(list["documents"], Value::Array(vec![]));
    let two =
        an_sop().replace("}]}]", "}]}, {\"edit\": \"delete_pack\", \"id\": \"01930000-0000-7000-8000-00000000ffff\"}]");
    let said = home.edit(&two, 2).err;
    assert!(said.contains("edit 3: ") && said.contains("The 2 edits before it are kept."), "{said}");
}

#[test]
fn wrong_use_is_exit_code_2() {
    let home = Home::new();
    home.check(&["export"], 2).names(&["--output"]);
    home.check(&["list"], 2).names(&["LIBRARY"]);
    home.check(&["export", "Bakery", "-o", "a.pdf", "--pack", "A", "-d", "1"], 2).names(&["--pack"]);
    home.check(&["list", "Bakery", "--colour"], 2).names(&["--colour"]);
}

#[cfg(target_os = "linux")]
#[test]
fn without_a_display_the_window_says_so() {
    let home = Home::with_library();
    for arguments in [&["open", "Bakery"][..], &["Bakery"], &[]] {
        home.check(arguments, 2).names(&["no display", "roadbook --help"]);
    }
}
