//! The tree builder's cases of html5lib-tests.

use html5ever::tokenizer::states::{RawKind as Raw, State};
use html5ever::tree_builder::{TreeBuilder, TreeBuilderOpts, create_element};
use html5ever::{LocalName, QualName, ns};
use markup5ever_rcdom::RcDom;
use presscut_cleaner::Limits;
use presscut_cleaner::document::Document;
use presscut_cleaner::tokenizer::RawKind;

use crate::parse::{Builder, Recorder, Start, builder, ours, theirs};
use crate::{files, folder, kept, serialize};

/// Cases that html5ever 0.40 itself gets wrong, whichever tokenizer stands before it.
const BUILDERS_OWN: usize = 10;

#[derive(Debug, Default)]
struct Case {
    data: String,
    fragment: Option<String>,
    scripting: Option<bool>,
    document: String,
}

#[test]
fn the_standards_tree_cases() {
    let Some(folder) = folder("HTML5LIB_TESTS") else { return };
    let (mut run, mut kept_trees, mut wrong, mut builders) = (0, 0, vec![], vec![]);
    for path in files(&folder.join("tree-construction"), ".dat") {
        let scripted = path.parent().is_some_and(|folder| folder.ends_with("scripted"));
        let text = std::fs::read_to_string(&path).expect("a file of cases");
        for case in cases(&text) {
            for scripting in [false, true] {
                if case.scripting.is_some_and(|only| only != scripting) || scripted {
                    continue;
                }
                run += 1;
                let (found, reference) = (tree(&case, scripting, true), tree(&case, scripting, false));
                if found != case.document {
                    let report = format!("{}, scripting {scripting}\n{case:#?}\nfound\n{found}", path.display());
                    if found == reference { builders.push(report) } else { wrong.push(report) }
                }
            }
            if case.fragment.is_none() && case.scripting != Some(true) && !scripted && !case.data.contains("selectedcontent") {
                kept_trees += 1;
                let sink = builder(false);
                ours(&case.data, Start::Data, &sink);
                let (found, expected) =
                    (kept::of_document(&Document::parse(&case.data, Limits::default())), kept::of_tree(&sink.sink.document));
                if found != expected {
                    wrong.push(format!("{}\n{}\nkept\n{found}\nexpected\n{expected}", path.display(), case.data));
                }
            }
        }
    }
    println!("{run} tree cases, {} of them not as html5ever's builder has it; {kept_trees} documents", builders.len());
    assert!(run > 1_000, "only {run} cases were found in {}", folder.display());
    assert!(wrong.is_empty(), "{} cases are wrong; the first:\n{}", wrong.len(), wrong[..wrong.len().min(3)].join("\n"));
    assert!(builders.len() <= BUILDERS_OWN, "{} cases; the last:\n{}", builders.len(), builders[builders.len() - 1]);
}

fn tree(case: &Case, scripting: bool, by_us: bool) -> String {
    let Some(context) = &case.fragment else {
        let sink = if by_us {
            let sink = builder(scripting);
            ours(&case.data, Start::Data, &sink);
            sink
        } else {
            theirs(&case.data, None, Recorder::new(builder(scripting))).inner
        };
        return serialize::children(&sink.sink.document);
    };
    let sink = fragment_builder(context, scripting);
    let state = sink.tokenizer_state_for_context_elem(scripting);
    let sink = if by_us {
        ours(&case.data, start(state), &sink);
        sink
    } else {
        theirs(&case.data, Some(state), Recorder::new(sink)).inner
    };
    let root = sink.sink.document.children.borrow()[0].clone();
    serialize::children(&root)
}

fn fragment_builder(context: &str, scripting: bool) -> Builder {
    let (namespace, local) = match context.split_once(' ') {
        Some(("svg", local)) => (ns!(svg), local),
        Some((_, local)) => (ns!(mathml), local),
        None => (ns!(html), context),
    };
    let dom = RcDom::default();
    let element = create_element(&dom, QualName::new(None, namespace, LocalName::from(local)), vec![]);
    let form = (local == "form").then(|| element.clone());
    let opts = TreeBuilderOpts { scripting_enabled: scripting, ..TreeBuilderOpts::default() };
    TreeBuilder::new_for_fragment(dom, element, form, opts)
}

/// In a fragment no start tag came before, so that no end tag ends the raw text.
fn start(state: State) -> Start<'static> {
    match state {
        State::RawData(Raw::Rcdata) => Start::Raw(RawKind::Rcdata, "\0\0"),
        State::RawData(_) => Start::Raw(RawKind::Rawtext, "\0\0"),
        State::Plaintext => Start::Raw(RawKind::Plaintext, "\0\0"),
        _ => Start::Data,
    }
}

fn cases(text: &str) -> Vec<Case> {
    let mut out = vec![];
    let mut section = String::new();
    for line in text.split_inclusive('\n') {
        if line == "#data\n" {
            out.push(Case::default());
        }
        let Some(case) = out.last_mut() else { continue };
        let heading = line.strip_prefix('#').map(str::trim_end);
        let known = ["data", "errors", "new-errors", "document-fragment", "script-off", "script-on", "document"];
        match heading {
            Some(heading) if known.contains(&heading) => {
                heading.clone_into(&mut section);
                match heading {
                    "script-off" => case.scripting = Some(false),
                    "script-on" => case.scripting = Some(true),
                    _ => {}
                }
            }
            _ => match section.as_str() {
                "data" => case.data.push_str(line),
                "document-fragment" => case.fragment = Some(line.trim().to_owned()),
                "document" => case.document.push_str(line),
                _ => {}
            },
        }
    }
    for case in &mut out {
        case.data.pop();
        while case.document.ends_with("\n\n") {
            case.document.pop();
        }
        if !case.document.ends_with('\n') {
            case.document.push('\n');
        }
    }
    out
}
