//! What stands behind the documents: roles and tools, and the revisions.

use maud::{Markup, html};

use super::chapter::reference;
use super::prose;
use crate::book::Book;

pub fn glossary(book: &Book) -> Markup {
    html! {
        @if !book.glossary.is_empty() {
            article id="glossary" class="chapter" aria-labelledby="glossary-title" {
                h2 id="glossary-title" tabindex="-1" { (book.labels.glossary) }
                dl class="facts terms" {
                    @for term in &book.glossary {
                        div {
                            dt { b { (term.name) } " " span { (term.kind) } }
                            dd {
                                (prose::blocks(book, &term.description))
                                @if !term.person.is_empty() { p class="quiet" { (term.person) } }
                                @if let Some(address) = &term.address {
                                    p { a class="bare" href=(address) rel="noopener noreferrer" { (address) } }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

pub fn changes(book: &Book) -> Markup {
    let labels = book.labels;
    html! {
        @if !book.changes.is_empty() {
            article id="changes" class="chapter" aria-labelledby="changes-title" {
                h2 id="changes-title" tabindex="-1" { (labels.changes) }
                div class="wide" tabindex="0" role="group" aria-label=(labels.changes) {
                    table {
                        thead {
                            tr {
                                th scope="col" { (labels.date) }
                                th scope="col" { (labels.document) }
                                th scope="col" { (labels.revision) }
                                th scope="col" { (labels.what_changed) }
                            }
                        }
                        tbody {
                            @for change in &book.changes {
                                tr {
                                    td class="day" { (change.date) }
                                    td { (reference(&change.document)) }
                                    td { (change.number) }
                                    td { (prose::blocks(book, &change.note)) }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}
