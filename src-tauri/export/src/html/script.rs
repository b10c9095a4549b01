//! The one script of a page. It is the same in every pack, so that the page's policy can name it by its hash
//! and let no other run; its words are data of the page.

use serde_json::json;

use crate::labels::Labels;

pub const SCRIPT: &str = include_str!("script.js");

/// SHA-256 of [`SCRIPT`] in base64, as the policy writes it. A test works it out anew.
pub const HASH: &str = "bFnsyZJm67V+OByQvSgww8RfXoeZ8/tFG8Ues6PVVAk=";

/// The words of the script, as the JSON that it reads.
pub fn words(labels: &Labels) -> String {
    json!({
        "search": labels.search,
        "none": labels.found_none,
        "found": labels.found_n,
        "step": labels.step_n,
        "done": labels.step_done,
        "copy": labels.copy_link,
        "copied": labels.link_copied,
        "enlarge": labels.enlarge,
        "close": labels.close,
    })
    .to_string()
}

/// Without those of ticks, addresses and search: the script adds none of them, only larger pictures.
pub fn words_of_pictures(labels: &Labels) -> String {
    json!({ "enlarge": labels.enlarge, "close": labels.close }).to_string()
}
