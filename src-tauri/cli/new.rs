use roadbook_core::Result;
use roadbook_core::library::Library;

use super::arguments::New;
use super::{End, print};
use crate::shell::{Places, create_sample, outside};

pub fn new(wish: &New) -> Result<End> {
    let outside = outside(&Places::of_this_machine());
    let make = if wish.sample { create_sample } else { Library::create };
    let library = make(&wish.library, outside)?;
    let state = library.state();
    library.close()?;
    print::lines([format!("Made the library “{}” in {}", state.name, state.path)])?;
    Ok(End::Done)
}
