//! The walls of the house: who may name whom, where the HTML parser's types may stand, and how long a file may grow.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// The rooms of the package `presscut`: modules at the top of `src`.
const ROOMS: &[&str] = &["clean", "cli", "config", "crawl", "fetcher", "progress", "stats", "writer"];

/// What a room may name of the others; what is not listed may name nothing. `cli` and `main` may name all.
const MAY_NAME: &[(&str, &[&str])] = &[
    ("fetcher", &[]),
    ("writer", &[]),
    ("stats", &[]),
    ("progress", &["stats"]),
    ("config", &["clean", "crawl", "fetcher", "writer"]),
    ("clean", &["fetcher", "writer", "stats"]),
    ("crawl", &["fetcher", "writer", "stats"]),
];

/// What a room may name of the cleaner: modules, and the types at its door that belong to them.
const OF_THE_CLEANER: &[(&str, &[&str])] =
    &[("fetcher", &["page", "Page", "Content", "links"]), ("writer", &["article", "Article", "links"]), ("stats", &["article", "Article"])];

/// Lines above which a file asks to be two.
const LONG: usize = 400;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Every Rust file under a folder, as its path from the root and its text; `target` and what begins with a dot left out.
fn sources(folder: &str) -> Vec<(PathBuf, String)> {
    let (mut found, mut left) = (vec![], vec![root().join(folder)]);
    while let Some(folder) = left.pop() {
        let Ok(entries) = fs::read_dir(&folder) else { continue };
        for path in entries.map(|entry| entry.unwrap().path()) {
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            if path.is_dir() && name != "target" && !name.starts_with('.') {
                left.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let text = fs::read_to_string(&path).unwrap();
                found.push((path.strip_prefix(root()).unwrap().to_path_buf(), text));
            }
        }
    }
    found.sort();
    found
}

/// The code of a file, comments left out.
fn code(text: &str) -> String {
    text.lines().map(|line| line.split("//").next().unwrap_or_default()).collect::<Vec<_>>().join("\n")
}

/// What stands right after each mention of a path's beginning: one name, or the names at the head of a group's paths.
fn named_after(code: &str, head: &str) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for (at, _) in code.match_indices(head) {
        let before = code.get(..at).and_then(|before| before.chars().next_back());
        if before.is_some_and(|c| c.is_alphanumeric() || c == '_' || c == ':') {
            continue;
        }
        let rest = code.get(at + head.len()..).unwrap_or_default();
        let Some(group) = rest.strip_prefix('{') else {
            names.extend(name(rest));
            continue;
        };
        let (mut depth, mut start) = (1, true);
        for (at, c) in group.char_indices() {
            depth += i32::from(c == '{') - i32::from(c == '}');
            if depth == 0 {
                break;
            }
            if depth == 1 && start && (c.is_alphanumeric() || c == '_') {
                names.extend(name(group.get(at..).unwrap_or_default()));
                start = false;
            }
            start |= depth == 1 && c == ',';
        }
    }
    names
}

fn name(text: &str) -> Option<String> {
    let name: String = text.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
    (!name.is_empty()).then_some(name)
}

/// The room that a file of `src` belongs to, and how many `super` lead to the top of the package.
fn room(path: &Path) -> (String, usize) {
    let parts: Vec<String> = path.with_extension("").components().map(|part| part.as_os_str().to_string_lossy().into_owned()).collect();
    let parts: Vec<&String> = parts.iter().skip(1).filter(|part| *part != "mod").collect();
    (parts.first().map(|part| (*part).clone()).unwrap_or_default(), parts.len())
}

fn allowed(table: &[(&str, &'static [&'static str])], room: &str) -> Option<&'static [&'static str]> {
    table.iter().find(|(name, _)| *name == room).map(|&(_, names)| names)
}

#[test]
fn rooms_name_only_what_lies_behind_their_doors() {
    let mut breaches = vec![];
    for (path, text) in sources("src") {
        let (room, depth) = room(&path);
        if matches!(room.as_str(), "main" | "lib" | "cli") {
            continue;
        }
        assert!(ROOMS.contains(&room.as_str()), "{}: a new room: say in tests/house.rs what it may name", path.display());
        let code = code(&text);
        let mut named = named_after(&code, "crate::");
        named.extend(named_after(&code, &"super::".repeat(depth)));
        let may = allowed(MAY_NAME, &room).unwrap_or_default();
        let others = named.iter().map(String::as_str).filter(|name| ROOMS.contains(name) && *name != room && !may.contains(name));
        breaches.extend(others.map(|name| format!("{}: `{room}` names `{name}`", path.display())));
        if let Some(may) = allowed(OF_THE_CLEANER, &room) {
            let named = named_after(&code, "presscut_cleaner::");
            let others = named.iter().map(String::as_str).filter(|name| !may.contains(name));
            breaches.extend(others.map(|name| format!("{}: `{room}` names the cleaner's `{name}`", path.display())));
        }
    }
    assert!(breaches.is_empty(), "\n{}", breaches.join("\n"));
}

#[test]
fn the_cleaner_knows_nothing_of_presscut() {
    for (path, text) in sources("cleaner/src") {
        assert!(named_after(&code(&text), "presscut::").is_empty(), "{} names presscut", path.display());
    }
    let manifest = fs::read_to_string(root().join("cleaner/Cargo.toml")).unwrap();
    let dependencies: Vec<&str> = manifest.lines().filter_map(|line| line.split_once(" = ")).map(|(name, _)| name.trim()).collect();
    for banned in ["presscut", "tokio", "reqwest", "clap", "anyhow", "tracing-subscriber"] {
        assert!(!dependencies.contains(&banned), "cleaner/Cargo.toml names {banned}");
    }
}

#[test]
fn one_module_names_the_html_parser() {
    for (path, text) in sources("cleaner/src") {
        let inside = ["document", "tokenizer"]
            .iter()
            .any(|door| path.starts_with(format!("cleaner/src/{door}")) || path == Path::new(&format!("cleaner/src/{door}.rs")));
        let code = code(&text);
        for parser in ["html5ever", "markup5ever"] {
            assert!(
                inside || !code.contains(&format!("{parser}::")),
                "{} names {parser}: only `document` and its tokenizer may",
                path.display()
            );
        }
        let selects = inside || path.starts_with("cleaner/src/site") || path == Path::new("cleaner/src/site.rs");
        assert!(selects || !code.contains("scraper::"), "{} names scraper: only `site` may", path.display());
    }
}

#[test]
fn the_cleaner_has_no_clock_files_network_or_threads() {
    for (path, text) in sources("cleaner/src") {
        let code = code(&text);
        for banned in [
            "std::fs",
            "std::net",
            "std::env",
            "std::process",
            "std::thread",
            "SystemTime",
            "Instant::now",
            "Zoned::now",
            "Timestamp::now",
            "thread_local!",
        ] {
            assert!(!code.contains(banned), "{} uses {banned}: a record is a pure function of its page", path.display());
        }
    }
}

#[test]
fn no_file_is_a_drawer() {
    for (path, text) in sources("src").into_iter().chain(sources("cleaner")).chain(sources("tests")) {
        let stem = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        assert!(
            !matches!(stem.as_str(), "utils" | "util" | "types" | "helpers" | "common" | "misc"),
            "{}: name it for what it does",
            path.display()
        );
        let lines = text.lines().count();
        if lines > LONG {
            eprintln!("warning: {} has {lines} lines, more than {LONG}: it asks to be two", path.display());
        }
    }
}

#[test]
fn paths_are_found_in_code() {
    let code = code("use crate::{fetcher::files::{Job, Limits}, writer}; // crate::cli\nlet x = crate::stats::count(mycrate::other());");
    let names: Vec<String> = named_after(&code, "crate::").into_iter().collect();
    assert_eq!(names, ["fetcher", "stats", "writer"]);
    assert_eq!(room(Path::new("src/fetcher/mod.rs")), ("fetcher".to_owned(), 1));
    assert_eq!(room(Path::new("src/fetcher/files/job.rs")), ("fetcher".to_owned(), 3));
}
