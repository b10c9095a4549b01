//! The UI: npm's packages, the build into `ui/dist`, and its checks.

use std::fs;
use std::path::Path;

use crate::child;
use crate::failure::Failure;
use crate::freshness::{self, LastBuild};
use crate::house::House;

/// The oldest Node that Vite takes.
const NODE: (u32, u32) = (20, 19);

pub fn install(house: &House) -> Result<(), Failure> {
    install_in(&house.ui())
}

/// What the `package-lock.json` of a folder names.
pub fn install_in(folder: &Path) -> Result<(), Failure> {
    check_node()?;
    let lock = folder.join("package-lock.json");
    let installed = folder.join("node_modules/.package-lock.json");
    if !freshness::packages_are_stale(freshness::modified(&lock), freshness::modified(&installed)) {
        println!("    Up to date.");
        return Ok(());
    }
    child::finish(
        child::npm_in(folder).args(["ci", "--no-audit", "--no-fund"]),
        "see npm's message above; it needs the npm registry, and a package-lock.json that fits \
         the package.json beside it (`npm install` in that folder mends that).",
    )
}

pub fn build(house: &House) -> Result<(), Failure> {
    let note = house.target.join("xtask/ui-built-from");
    let fingerprint = freshness::fingerprint(&house.ui()).map_err(|error| {
        Failure::new(
            format!("The sources of the UI cannot be read: {error}."),
            "see that the repository is complete and belongs to you.",
        )
    })?;
    let built = freshness::modified(&house.ui().join("dist/index.html"));
    let last = fs::read_to_string(&note)
        .ok()
        .zip(freshness::modified(&note))
        .map(|(fingerprint, noted)| LastBuild { fingerprint, noted });
    if !freshness::build_is_stale(last.as_ref(), built, &fingerprint) {
        println!("    Up to date.");
        return Ok(());
    }
    script(house, "build", "mend what Vite names above.")?;
    // Without the note the next run builds again; nothing else depends on it.
    let _ = fs::create_dir_all(house.target.join("xtask"));
    let _ = fs::write(&note, fingerprint);
    Ok(())
}

/// A script of `ui/package.json`.
pub fn script(house: &House, name: &str, advice: &str) -> Result<(), Failure> {
    child::finish(child::npm(house).args(["run", name]), advice)
}

fn check_node() -> Result<(), Failure> {
    let advice = format!(
        "install Node {}.{} or newer from nodejs.org (Debian's own may be older), then start again.",
        NODE.0, NODE.1
    );
    let Some(answer) = child::answer("node", &["--version"]) else {
        return Err(Failure::new("Node was not found.", advice));
    };
    match version(&answer) {
        Some(found) if found < NODE => {
            Err(Failure::new(format!("Node {} is too old to build the UI.", answer.trim()), advice))
        }
        _ => Ok(()),
    }
}

/// "v20.19.2" -> (20, 19).
fn version(answer: &str) -> Option<(u32, u32)> {
    let mut numbers = answer.trim().strip_prefix('v')?.split('.');
    let major = numbers.next()?.parse().ok()?;
    let minor = numbers.next()?.parse().ok()?;
    Some((major, minor))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_of_node() {
        assert_eq!(version("v20.19.2\n"), Some((20, 19)));
        assert_eq!(version("nightly"), None);
        assert!(version("v18.20.4").unwrap() < NODE);
        assert!(version("v22.1.0").unwrap() > NODE);
    }
}
