//! Who else took part: editors, copyeditors, translators, photographers.

use super::labels::Label;
use super::signature::{bracketed, bylines};
use super::visible::{Place, Visible};
use super::{Witnesses, names};
use crate::article::Contributor;
use crate::document::{Attribute, Tag};
use crate::links;

/// Editors, copyeditors, translators, photographers that lines of the page name.
pub(super) fn read(witnesses: Witnesses<'_>, visible: &Visible<'_>) -> Vec<Contributor> {
    let mut out: Vec<Contributor> = vec![];
    let mut push = |name: String, role: &str, block: usize| {
        if !out.iter().any(|known| known.name == name && known.role == role) {
            let url = address(witnesses, &name, block);
            out.push(Contributor { name, role: role.to_owned(), url });
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
                push(name, role, line.block);
            }
        }
    }
    if let Some(end) = visible.body_end {
        for (_, aside) in bracketed(witnesses.blocks.text(end)) {
            for name in bylines(aside, Label::Editor) {
                push(name, "editor", end);
            }
        }
    }
    out
}

/// The page about somebody: as JSON-LD gives it, else where their name in this block leads.
fn address(witnesses: Witnesses<'_>, name: &str, block: usize) -> Option<String> {
    let Witnesses { document, blocks, head, .. } = witnesses;
    let article = head.json_ld.article();
    let agents = ["editor", "contributor", "translator", "author", "creator"].into_iter().flat_map(|key| {
        let agents = article.map(|article| article.agents(key));
        agents.unwrap_or_default()
    });
    let stated = agents.filter(|agent| names::key(&agent.name) == names::key(name)).find_map(|agent| agent.url);
    let container = blocks[block].container;
    let link = || {
        let mut links = document.descendants(container).filter(|&node| document.tag(node) == Tag::A);
        links.find(|&node| document.inner_text(node) == name).and_then(|node| document.attribute(node, Attribute::Href)).map(str::to_owned)
    };
    let base = witnesses.base();
    stated.or_else(link).and_then(|url| links::absolute(&url, base.as_deref())).filter(|url| url.starts_with("http"))
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

#[cfg(test)]
mod tests {
    use crate::{Cleaner, Page};

    #[test]
    fn the_page_about_a_contributor_is_given_where_the_page_links_or_states_it() {
        let prose =
            "The harbour authority said on Monday that the new quay would open before the end of the year, after two winters of delays.";
        let json = r#"{"@type":"NewsArticle","headline":"Quay opens","editor":{"@type":"Person","name":"Tom Hill","url":"/people/hill"}}"#;
        let html = format!(
            "<title>Quay opens</title><script type=application/ld+json>{json}</script><article><h1>Quay opens</h1><p>By Anna Berg</p>
             <p>{prose}</p><p>{prose}</p><p>Edited by Tom Hill</p><p>Translated by <a href=/staff/reed>Ben Reed</a></p>
             <p>Copyedited by Ada Quill</p></article>"
        );
        let article = Cleaner::default().clean(&Page::from_html(html).with_url("https://harbour.example/1"));
        let people: Vec<_> = article.contributors.iter().map(|person| (person.name.as_str(), person.url.as_deref())).collect();
        assert_eq!(
            people,
            [
                ("Tom Hill", Some("https://harbour.example/people/hill")),
                ("Ben Reed", Some("https://harbour.example/staff/reed")),
                ("Ada Quill", None)
            ]
        );
    }
}
