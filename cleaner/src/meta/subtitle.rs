//! The dek: a sentence set apart between headline and byline.

use super::labels;
use super::visible::{Line, Place, Visible};
use super::{Headline, Witnesses, names};
use crate::document::{Attribute, NodeId, Tag};
use crate::text::is_cjk;

/// A dek and the block that shows it.
pub(super) struct Subtitle {
    pub text: String,
    pub block: usize,
    pub provenance: &'static str,
}

/// Finds the dek: a block between headline and body whose class names it, or the only sentence between headline and byline.
pub(super) fn read(witnesses: Witnesses<'_>, headline: &Headline, visible: &Visible<'_>) -> Option<Subtitle> {
    if let Some(beside) = beside(witnesses, headline) {
        return Some(beside);
    }
    let title = headline.block?;
    let key = headline.text.as_deref().map(names::key)?;
    let end = visible.body_start.unwrap_or(title).max(title + 1) + 1;
    let fits = |index: usize| {
        let block = &witnesses.blocks[index];
        let text = witnesses.blocks.text(index);
        !block.hidden
            && block.link_chars * 2 <= block.chars
            && is_sentence(text)
            && !key.starts_with(&names::key(text))
            && !names::key(text).starts_with(&key)
    };
    let found = |index: usize, provenance| Subtitle { text: witnesses.blocks.text(index).to_owned(), block: index, provenance };
    if let Some(index) = (title + 1..end.min(title + 14).min(witnesses.blocks.len()))
        .find(|&index| fits(index) && is_named(witnesses, witnesses.blocks[index].container))
    {
        return Some(found(index, "class"));
    }
    let byline = visible.lines.iter().find(|line| line.block > title && line.place == Place::Head && is_byline(line))?.block;
    let between: Vec<usize> = (title + 1..byline).filter(|&index| !witnesses.blocks[index].hidden).collect();
    match between.as_slice() {
        [only] if fits(*only) => Some(found(*only, "between headline and byline")),
        _ => None,
    }
}

/// The rest of the headline's own block, where an element of its own holds it: `<b>headline</b><span>dek</span>`.
fn beside(witnesses: Witnesses<'_>, headline: &Headline) -> Option<Subtitle> {
    let Witnesses { document, blocks, .. } = witnesses;
    let title = headline.text.as_deref()?;
    (0..blocks.len()).filter(|&index| !blocks[index].hidden).find_map(|index| {
        let rest = blocks.text(index).strip_prefix(title).map(str::trim).filter(|rest| is_sentence(rest))?;
        let apart = |wanted: &str, tags: &[Tag]| {
            let inside = document.descendants(blocks[index].container).take(40).filter(|&node| tags.contains(&document.tag(node)));
            inside.into_iter().any(|node| crate::text::fold_space(&document.inner_text(node)).trim() == wanted)
        };
        let set_apart =
            apart(title, &[Tag::Strong, Tag::B, Tag::Span, Tag::H1, Tag::H2]) && apart(rest, &[Tag::Span, Tag::Small, Tag::Em, Tag::I]);
        set_apart.then(|| Subtitle { text: rest.to_owned(), block: index, provenance: "beside the headline" })
    })
}

/// Whether a line holds an author, source or date by its own words.
fn is_byline(line: &Line<'_>) -> bool {
    line.parts.iter().any(|part| matches!(part.label, Some(labels::Label::Author | labels::Label::Source | labels::Label::Date)))
}

/// Four words or eight Han characters, no more than 400 characters, and no label at its start.
fn is_sentence(text: &str) -> bool {
    let characters = text.chars().count();
    let han = text.chars().filter(|&c| is_cjk(c)).count();
    (15..=400).contains(&characters).max(han >= 8 && characters <= 200)
        && (han >= 8 || text.split_whitespace().count() >= 4)
        && labels::at_start(text).is_none()
        && !super::visible::is_stamp(text)
}

/// Whether a class or id of the block's container, or of the one around it, names a dek.
fn is_named(witnesses: Witnesses<'_>, container: NodeId) -> bool {
    let Witnesses { document, blocks, .. } = witnesses;
    std::iter::once(container).chain(document.ancestors(container).take(2)).filter(|&node| blocks.inside(node).len() <= 2).any(|node| {
        [Attribute::Class, Attribute::Id, Attribute::Itemprop].iter().filter_map(|&name| document.attribute(node, name)).any(|value| {
            let value = value.to_ascii_lowercase();
            [
                "subtitle",
                "sub-title",
                "sub_title",
                "subhead",
                "sub-head",
                "dek",
                "standfirst",
                "stand-first",
                "subheadline",
                "sub-headline",
                "alternativeheadline",
                "article-intro__",
                "fubiaoti",
                "article__subtitle",
                "deck",
            ]
            .iter()
            .any(|word| value.contains(word))
        })
    })
}
