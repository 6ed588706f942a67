//! The parser against the standard's own cases, against html5ever's tokenizer, and against pages made to hurt.
//!
//! `HTML5LIB_TESTS` names a folder with the cases of html5lib-tests (`tokenizer/*.test`,
//! `tree-construction/*.dat`), `EVAL_FOLDER` one with pages (`data/*/pages/*.html.gz`). Where a variable is not set,
//! its tests have nothing to do; where it is set, what it names must be there.

mod data;
mod difference;
mod differential;
mod generator;
mod guards;
mod html5lib_tokenizer;
mod html5lib_tree;
mod kept;
mod parse;
mod serialize;

use std::path::PathBuf;

/// The folder that a variable names; it must be there.
fn folder(variable: &str) -> Option<PathBuf> {
    let folder = PathBuf::from(std::env::var_os(variable)?);
    assert!(folder.is_dir(), "{variable} is set, but {} is no folder", folder.display());
    Some(folder)
}

/// The files of a folder whose names end so, in order.
fn files(folder: &std::path::Path, end: &str) -> Vec<PathBuf> {
    let mut out = vec![];
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display())) {
            let path = entry.expect("a folder's entry").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.to_string_lossy().ends_with(end) {
                out.push(path);
            }
        }
    }
    out.sort();
    out
}
