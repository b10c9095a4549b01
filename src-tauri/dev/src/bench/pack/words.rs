//! A pack without pictures: 300 pages of text and tables, beside Chromium printing the same.

use super::super::{Row, Setup, median};
use super::program::Exports;
use super::{generated, peer};
use crate::generate::packs;

pub(super) fn words(setup: &Setup, exports: &Exports, say: &mut dyn FnMut(&str)) -> Row {
    let library = generated(setup, "pack-words", say, |path| packs::worded(path, super::super::outside()));
    let [pdf, html] = ["words.pdf", "words.html"].map(|name| exports.file(name));
    let (mut ours, mut chromium, mut content) = (vec![], vec![], String::new());
    let rounds = setup.runs.min(3);
    for round in 1..=rounds {
        say(&format!("pack of words, round {round} of {rounds}"));
        ours.push(exports.run(&library, &pdf).time);
        exports.run(&library, &html);
        let printed = peer::chromium(exports, &html);
        chromium.push(printed.time);
        content = peer::compared(&pdf, &[("Chromium", Some(&printed))]);
    }
    Row::new("PDF of text and tables", "ms", median(&mut ours), rounds)
        .beside(median(&mut chromium), "Chromium", Some(1.0 / 3.0))
        .note(content)
}
