//! A PDF as qpdf and poppler see it.

#![allow(dead_code, reason = "each test file uses its own part")]

use std::process::Command;

use roadbook_export::{Format, Report};
use serde_json::Value;

use crate::common::{Made, keep};

pub struct Pdf {
    path: std::path::PathBuf,
    pub bytes: Vec<u8>,
    pub report: Report,
}

/// Exports and lets qpdf read it; the file stays in target/tmp for a look.
pub fn pdf(name: &str, made: &Made) -> Pdf {
    let (bytes, report) = made.export(Format::Pdf);
    read_pdf(name, bytes, report)
}

pub fn read_pdf(name: &str, bytes: Vec<u8>, report: Report) -> Pdf {
    let path = keep(&format!("{name}.pdf"), &bytes);
    let pdf = Pdf { path, bytes, report };
    let said = pdf.run("qpdf", &["--check"]);
    assert!(said.contains("No syntax or stream encoding errors found"), "qpdf about {name}: {said}");
    pdf
}

impl Pdf {
    pub fn run(&self, program: &str, arguments: &[&str]) -> String {
        let mut command = Command::new(program);
        if program == "pdftotext" {
            command.args(arguments).arg(&self.path).arg("-");
        } else {
            command.args(arguments).arg(&self.path);
        }
        let output =
            command.output().unwrap_or_else(|error| panic!("{program} (package poppler-utils or qpdf): {error}"));
        let said = String::from_utf8_lossy(&output.stdout).into_owned();
        assert!(output.status.success(), "{program}: {said}{}", String::from_utf8_lossy(&output.stderr));
        said
    }

    pub fn text(&self) -> String {
        self.run("pdftotext", &["-raw"]).replace('\u{200b}', "")
    }

    /// The words with single spaces, so that line breaks of the layout do not matter.
    pub fn words(&self) -> String {
        self.text().split_whitespace().collect::<Vec<_>>().join(" ")
    }

    pub fn pages(&self) -> u32 {
        let info = self.run("pdfinfo", &[]);
        let pages = info.lines().find_map(|line| line.strip_prefix("Pages:")).unwrap().trim().parse().unwrap();
        assert_eq!(Some(pages), self.report.pages, "the report counts the pages");
        pages
    }

    pub fn objects(&self) -> serde_json::Map<String, Value> {
        let json: Value = serde_json::from_str(&self.run("qpdf", &["--json=2", "--json-key=qpdf"])).unwrap();
        json["qpdf"][1].as_object().unwrap().clone()
    }

    /// The pictures in the file, decoded by poppler.
    pub fn pictures(&self) -> Vec<image::RgbImage> {
        let folder = tempfile::tempdir().unwrap();
        let stem = folder.path().join("p");
        let status = Command::new("pdfimages").arg("-png").arg(&self.path).arg(&stem).status().unwrap();
        assert!(status.success(), "pdfimages reads every picture");
        let mut files: Vec<_> = std::fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().path()).collect();
        files.sort();
        files.iter().map(|file| image::open(file).unwrap().to_rgb8()).collect()
    }
}
