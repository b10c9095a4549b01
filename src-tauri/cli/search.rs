use roadbook_core::Result;
use roadbook_core::query::{Hit, Query, Reply};

use super::arguments::Search;
use super::{End, overview, print, shown, with_library};

pub fn search(wish: &Search) -> Result<End> {
    let query = Query::Search { text: wish.query.join(" "), limit: wish.limit };
    let (hits, overview) = with_library(&wish.library, |library| {
        let hits = match library.read(query)? {
            Reply::Search(hits) => hits,
            _ => vec![],
        };
        Ok((hits, overview(library)?))
    })?;
    if wish.json {
        print::json(&hits)?;
    } else if hits.is_empty() {
        print::lines(["Nothing was found."])?;
    } else {
        print::lines(hits.iter().map(|hit| {
            let row = overview.documents.iter().find(|row| row.id == hit.document);
            let name = row.map_or_else(|| hit.title.clone(), shown);
            format!("{name}: {}", excerpt(hit))
        }))?;
    }
    Ok(End::Done)
}

/// In the window the words that were found are marked; here they stand for themselves.
fn excerpt(hit: &Hit) -> String {
    hit.excerpt.replace(['\u{2}', '\u{3}'], "").split_whitespace().collect::<Vec<_>>().join(" ")
}
