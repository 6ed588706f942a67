//! Who else took part: editors, copyeditors, translators, photographers.

use super::labels::Label;
use super::signature::{bracketed, bylines};
use super::visible::{Place, Visible};
use super::{Witnesses, names};
use crate::article::Contributor;
use crate::document::Tag;

/// Editors, copyeditors, translators, photographers that lines of the page name.
pub(super) fn read(witnesses: Witnesses<'_>, visible: &Visible<'_>) -> Vec<Contributor> {
    let mut out: Vec<Contributor> = vec![];
    let mut push = |name: String, role: &str| {
        if !out.iter().any(|known| known.name == name && known.role == role) {
            out.push(Contributor { name, role: role.to_owned(), url: None });
        }
    };
    for (index, line) in visible.lines.iter().enumerate() {
        for part in &line.parts {
            let Some(role) = part.label.and_then(Label::role) else { continue };
            // A caption's photographer is the picture's.
            let caption = line
                .parts
                .iter()
                .any(|part| part.label.is_none() && part.text.chars().count() > 12 && !super::visible::is_stamp(part.text));
            if role == "photographer" && (line.place != Place::Head || caption || is_in_figure(witnesses, line.block)) {
                continue;
            }
            let value = if part.text.is_empty() { next_value(visible, index) } else { part.text };
            let people = if role == "editor" { names::signed(value) } else { names::people(value) };
            for name in people {
                push(name, role);
            }
        }
    }
    if let Some(end) = visible.body_end {
        for (_, aside) in bracketed(witnesses.blocks.text(end)) {
            for name in bylines(aside, Label::Editor) {
                push(name, "editor");
            }
        }
    }
    out
}

fn is_in_figure(witnesses: Witnesses<'_>, block: usize) -> bool {
    let Witnesses { document, blocks, .. } = witnesses;
    let container = blocks[block].container;
    std::iter::once(container).chain(document.ancestors(container)).take(4).any(|node| document.tag(node) == Tag::Figcaption)
}

/// The value of a label that ends its line: the next line, where that is a name and nothing else.
pub(super) fn next_value<'a>(visible: &'a Visible<'_>, index: usize) -> &'a str {
    match (visible.lines.get(index), visible.lines.get(index + 1)) {
        (Some(line), Some(next)) if next.block == line.block + 1 && line.parts.last().is_some_and(|part| part.text.is_empty()) => {
            match next.parts.as_slice() {
                [part] if part.label.is_none() && !names::certain_people(part.text).is_empty() => part.text,
                _ => "",
            }
        }
        _ => "",
    }
}
