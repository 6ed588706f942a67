//! The headlines that a page shows: its headings, and the blocks that say what it says to machines.

use super::{Declared, LONGEST};
use crate::document::{Attribute, Document, NodeId, Tag};
use crate::meta::labels::Label;
use crate::meta::{Witnesses, lines, names};

/// A headline that the page shows.
pub(super) struct Shown {
    pub block: usize,
    pub text: String,
    pub key: String,
    pub provenance: &'static str,
    pub score: f32,
    /// The keys of the elements that the heading is made of, where there are several.
    pub pieces: Vec<String>,
}

impl Shown {
    /// Whether a headline is the end of this one after a short kicker, or begins or ends it where an element ends.
    pub(super) fn holds(&self, key: &str) -> bool {
        let (own, inner) = (self.key.chars().count(), key.chars().count());
        if inner >= own {
            return false;
        }
        let rest = self.key.strip_suffix(key).or_else(|| self.key.strip_prefix(key).filter(|_| inner >= 8));
        let kicker = self.key.ends_with(key) && (own - inner) * 2 <= inner;
        kicker || rest.is_some_and(|rest| inner >= 4 && self.pieces.iter().any(|piece| piece == key || piece == rest))
    }
}

/// The headings of the page, and the other blocks that say what the page says to machines.
pub(super) fn find(witnesses: Witnesses<'_>, declared: &[Declared], runs: &[String]) -> Vec<Shown> {
    let Witnesses { document, blocks, .. } = witnesses;
    let mut out: Vec<Shown> = vec![];
    let mut heading_seen = None;
    for index in 0..blocks.len() {
        let block = &blocks[index];
        if block.hidden || block.chars as usize > LONGEST {
            continue;
        }
        let heading = heading_of(document, block.container);
        if let Some((node, level)) = heading {
            if heading_seen == Some(node) {
                continue;
            }
            heading_seen = Some(node);
            let text = text_of(witnesses, node);
            let key = names::key(&text);
            let known = |wanted: &str| wanted == key;
            let dated = level > 1 && above_dateline(witnesses, node, index);
            if level == 1 || dated || declared.iter().any(|declared| known(&declared.key)) || runs.iter().any(|run| known(run)) {
                let score = [2.0, 0.6, 0.4].get(usize::from(level) - 1).copied().unwrap_or(0.2) + if dated { 0.8 } else { 0.0 };
                let pieces = pieces(document, node);
                push_shown(
                    &mut out,
                    witnesses,
                    Shown { block: index, text, key, provenance: if level == 1 { "h1" } else { "heading" }, score, pieces },
                );
            }
            continue;
        }
        if block.chars < 4 {
            continue;
        }
        let text = blocks.text(index);
        let first = text.chars().find(|c| c.is_alphanumeric()).and_then(|c| c.to_lowercase().next());
        let same = |key: &str| {
            key.chars().next() == first && key.chars().eq(text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase))
        };
        if declared.iter().any(|declared| same(&declared.key)) || runs.iter().any(|run| same(run)) {
            let key = names::key(text);
            push_shown(
                &mut out,
                witnesses,
                Shown { block: index, text: text.to_owned(), key, provenance: "text", score: 0.0, pieces: vec![] },
            );
        }
    }
    out
}

/// Whether the line right below a heading tells when the story was published and where it was taken from, as only a story's does.
fn above_dateline(witnesses: Witnesses<'_>, heading: NodeId, index: usize) -> bool {
    let blocks = witnesses.blocks;
    let next = blocks.inside(heading).end.max(index + 1);
    let Some(line) = (next < blocks.len()).then(|| blocks.text(next)).filter(|line| line.chars().count() <= 120) else { return false };
    let labels: Vec<Label> = lines::split(line).iter().filter_map(|part| part.label).collect();
    labels.contains(&Label::Date) && labels.iter().any(|label| matches!(label, Label::Source | Label::Author | Label::Editor))
}

fn push_shown(out: &mut Vec<Shown>, witnesses: Witnesses<'_>, mut shown: Shown) {
    let Witnesses { document, blocks, .. } = witnesses;
    if shown.key.is_empty() || shown.text.chars().count() > LONGEST {
        return;
    }
    let block = &blocks[shown.block];
    let node = block.container;
    let linked = block.link_chars * 2 > block.chars && !links_to_itself(document, block.first);
    let aside = document.ancestors(node).any(|ancestor| matches!(document.tag(ancestor), Tag::Nav | Tag::Footer | Tag::Aside));
    let named = [Some(node), document.parent(node)].into_iter().flatten().any(|node| is_named_headline(document, node));
    for (is, worth) in [(named, 0.8), (linked, -1.5), (aside, -1.5)] {
        shown.score += if is { worth } else { 0.0 };
    }
    out.push(shown);
}

/// What a heading says: without buttons, hidden asides and the readings over Han characters; a space where one element's words end and
/// another's begin.
fn text_of(witnesses: Witnesses<'_>, heading: NodeId) -> String {
    let Witnesses { document, blocks, .. } = witnesses;
    let shown = |index: &usize| {
        let block = &blocks[*index];
        !block.hidden && !document.ancestors(block.first).take_while(|&node| node != heading).any(|node| document.tag(node) == Tag::Button)
    };
    let indexes: Vec<usize> = blocks.inside(heading).filter(shown).collect();
    if let [only] = indexes.as_slice()
        && blocks[*only].first == blocks[*only].last
    {
        return blocks.text(*only).to_owned();
    }
    let mut out = String::new();
    let mut fresh = false;
    let mut node = document.first_child(heading);
    while let Some(current) = node {
        let tag = document.tag(current);
        let skipped = tag.is_silent()
            || matches!(tag, Tag::Button | Tag::Rt)
            || document.attribute(current, Attribute::Hidden).is_some()
            || is_permalink(document, current)
            || document.attribute(current, Attribute::Class).is_some_and(|class| class.contains("editsection"));
        if tag == Tag::Text {
            let text = document.text(current);
            let ends =
                out.chars().next_back().is_some_and(|c| c.is_lowercase() || c.is_ascii_digit() || matches!(c, ')' | '.' | '?' | '!'));
            if fresh && ends && text.chars().next().is_some_and(|c| c.is_uppercase() || matches!(c, '"' | '“' | '„' | '«')) {
                out.push(' ');
            }
            // A colon of its own element stands between two others.
            if text.trim() == ":" && out.ends_with(' ') {
                out.pop();
            }
            crate::text::push_folded(&mut out, text);
            fresh = false;
        } else {
            fresh |= matches!(tag, Tag::Span | Tag::Small | Tag::Label);
            if !tag.is_inline() && !out.is_empty() && !out.ends_with(' ') {
                out.push(' ');
            }
        }
        node = document.following(current, heading, !skipped);
    }
    out.trim_end().to_owned()
}

/// A link from a heading to itself, with a sign or nothing for its text.
fn is_permalink(document: &Document, node: NodeId) -> bool {
    document.tag(node) == Tag::A
        && document.attribute(node, Attribute::Href).is_some_and(|href| href.starts_with('#'))
        && document.inner_text(node).chars().all(|c| !c.is_alphanumeric())
}

/// Whether a text stands in a link to a place on the same page.
fn links_to_itself(document: &Document, text: NodeId) -> bool {
    let link = document.ancestors(text).take(4).find(|&node| document.tag(node) == Tag::A);
    link.and_then(|link| document.attribute(link, Attribute::Href)).is_some_and(|href| href.starts_with('#') && href.len() > 1)
}

/// The keys of the elements in a heading that hold some of its words, and not all.
fn pieces(document: &Document, heading: NodeId) -> Vec<String> {
    let whole = names::key(&document.inner_text(heading));
    let elements = document.descendants(heading).take(40).filter(|&node| document.tag(node) != Tag::Text);
    let mut out: Vec<String> =
        elements.map(|node| names::key(&document.inner_text(node))).filter(|key| !key.is_empty() && *key != whole).collect();
    out.dedup();
    out
}

/// The heading that holds a block.
fn heading_of(document: &Document, container: NodeId) -> Option<(NodeId, u8)> {
    std::iter::once(container)
        .chain(document.ancestors(container).take(3))
        .find_map(|node| Some((node, document.tag(node).heading_level()?)))
}

fn is_named_headline(document: &Document, node: NodeId) -> bool {
    [Attribute::Class, Attribute::Id, Attribute::Itemprop].iter().filter_map(|&name| document.attribute(node, name)).any(|value| {
        let value = value.to_ascii_lowercase();
        value.contains("headline") || value.contains("title") || value.contains("biaoti")
    })
}
