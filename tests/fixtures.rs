//! One named trial per folder `fixtures/pages/<lang>/<site>/`: `page.html` as the site would send it, and `article.json`, the part of
//! the record that a reader would expect. `cargo test --test fixtures NAME` runs one.

#[path = "fixtures/diff.rs"]
mod diff;
#[path = "fixtures/expectation.rs"]
mod expectation;
#[path = "schema/valid.rs"]
mod schema;

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use libtest_mimic::{Arguments, Failed, Trial};
use presscut::Cleaner;

use expectation::Expectation;

fn main() {
    let arguments = Arguments::from_args();
    let cleaner = Arc::new(Cleaner::default());
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/pages");
    let trials = folders(&root)
        .into_iter()
        .map(|(name, folder)| {
            let cleaner = Arc::clone(&cleaner);
            Trial::test(name, move || check(&cleaner, &folder))
        })
        .collect();
    libtest_mimic::run(&arguments, trials).exit();
}

/// Every `<lang>/<site>` below the root, in order of name.
fn folders(root: &Path) -> Vec<(String, PathBuf)> {
    let mut found: Vec<(String, PathBuf)> = children(root)
        .iter()
        .flat_map(|language| children(language))
        .filter_map(|site| Some((site.strip_prefix(root).ok()?.to_str()?.replace('\\', "/"), site)))
        .collect();
    found.sort();
    assert!(!found.is_empty(), "no fixtures in {}", root.display());
    found
}

fn children(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    entries.filter_map(|entry| Some(entry.ok()?.path())).filter(|path| path.is_dir()).collect()
}

fn check(cleaner: &Cleaner, folder: &Path) -> Result<(), Failed> {
    let bytes = fs::read(folder.join("page.html"))?;
    let expectation = Expectation::parse(&fs::read_to_string(folder.join("article.json"))?)?;
    let article = cleaner.clean(&expectation.page(&bytes));
    schema::assert_valid(&serde_json::to_value(&article)?);
    let complaints = expectation.complaints(&article);
    if complaints.is_empty() { Ok(()) } else { Err(complaints.join("\n").into()) }
}
