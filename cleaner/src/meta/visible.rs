//! What stands in sight around the story: the lines between headline and body, and those at its end.

use std::ops::Range;
use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, AhoCorasickKind};

use super::labels::Label;
use super::lines::{self, Part};
use super::{Claim, Headline, Witnesses, issue, names};
use crate::document::{Attribute, Document, NodeId, Tag};
use crate::text::is_cjk;
use crate::verdict::Verdict;

/// Longest line that is read for labels, in characters.
const LONGEST_LINE: u32 = 240;
/// Blocks looked at after the headline where no body comes.
const AFTER_HEADLINE: usize = 30;
/// Blocks looked at after the body.
const AFTER_BODY: usize = 14;

/// Where a line stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place {
    /// Between headline and body, or close before the headline.
    Head,
    /// Inside the body, near its start or end.
    Body,
    /// After the body.
    Foot,
}

/// A line, cut into its parts.
#[derive(Debug)]
pub(crate) struct Line<'a> {
    /// The block.
    pub block: usize,
    /// Where it stands.
    pub place: Place,
    /// The whole of it.
    pub text: &'a str,
    /// Its parts.
    pub parts: Vec<Part<'a>>,
}

impl Line<'_> {
    /// What the first labelled part is.
    #[must_use]
    pub(crate) fn label(&self) -> Option<Label> {
        self.parts.iter().find_map(|part| part.label)
    }

    /// A bracket and nothing else, at the story's end, in which a paper and a name stand: （海港晚报 文、图/王一帆）.
    fn is_signature(&self) -> bool {
        let whole = self.text.starts_with(['（', '(']) && self.text.ends_with(['）', ')']) && self.text.chars().count() <= 40;
        let told = |part: &Part<'_>| {
            matches!(part.label, Some(Label::Author | Label::Editor | Label::Photographer)) && !names::certain_people(part.text).is_empty()
        };
        whole && self.place != Place::Head && self.text.chars().any(is_cjk) && !self.text.contains('。') && self.parts.iter().any(told)
    }

    /// The rule that cuts it, where nothing but fields stand in it: every part is short and labelled, a date, or an issue.
    #[must_use]
    fn rule(&self) -> Option<&'static str> {
        if self.is_signature() {
            return Some("byline");
        }
        let mut rule = None;
        for part in &self.parts {
            let characters = part.text.chars().count();
            let own = match part.label {
                Some(Label::Author | Label::Editor | Label::Copyeditor | Label::Translator | Label::Contributor)
                    if names::people(part.text).is_empty() =>
                {
                    return None;
                }
                Some(Label::Other | Label::Photographer) | None if is_stamp(part.text) => "date",
                Some(Label::Other | Label::Photographer) => return None,
                Some(label) if characters <= 60 => label.rule(),
                None if issue::read(part.text).is_some() => "issue",
                _ => return None,
            };
            if rule.is_none() || rule == Some("date") {
                rule = Some(own);
            }
        }
        rule
    }
}

/// An element near the headline whose class, relation or address says that it names the author.
#[derive(Debug)]
pub(crate) struct Named {
    /// Its text, with a bar between the texts of different elements.
    pub text: String,
    /// Its text as it reads.
    pub whole: String,
    /// What says so.
    pub hint: Hint,
    /// It is a link itself, or says `itemprop`.
    pub is_link: bool,
}

/// What says that an element names the author.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Hint {
    /// `rel=author`, `itemprop=author`, a link to an author's page.
    Link,
    /// Its class or id.
    Class,
}

/// The visible lines around the story.
#[derive(Debug, Default)]
pub(crate) struct Visible<'a> {
    /// The lines, in order.
    pub lines: Vec<Line<'a>>,
    /// Elements near the headline that name the author.
    pub named: Vec<Named>,
    /// The same right below the body.
    pub named_below: Vec<Named>,
    /// The block that shows the headline.
    pub headline: Option<usize>,
    /// The blocks from a little before the headline to a little after the body.
    pub window: Range<usize>,
    /// Those between headline and body, and a few before.
    pub head: Range<usize>,
    /// The first block of the body.
    pub body_start: Option<usize>,
    /// The last one.
    pub body_end: Option<usize>,
}

impl<'a> Visible<'a> {
    /// Reads the lines around the story.
    #[must_use]
    pub(crate) fn of(witnesses: Witnesses<'a>, headline: &Headline, verdicts: &[Verdict]) -> Self {
        let blocks = witnesses.blocks;
        let is_body = |index: usize| verdicts.get(index).is_some_and(|verdict| verdict.keep) && is_prose(blocks.text(index));
        let after = headline.block.map_or(0, |block| block + 1);
        let body_start = (after..blocks.len()).find(|&index| is_body(index));
        let body_end = (0..blocks.len()).rev().find(|&index| is_body(index)).filter(|&end| body_start.is_none_or(|start| start <= end));
        let head = head_range(headline, body_start, blocks.len());
        let mut lines = vec![];
        for index in head.clone() {
            push_line(witnesses, index, Place::Head, &mut lines);
        }
        if let (Some(start), Some(end)) = (body_start, body_end) {
            let edge = |index: usize| index < start + 3 || index + 4 > end;
            for index in (start..=end).filter(|&index| edge(index)) {
                push_line(witnesses, index, Place::Body, &mut lines);
            }
            for index in end + 1..(end + 1 + AFTER_BODY).min(blocks.len()) {
                push_line(witnesses, index, Place::Foot, &mut lines);
            }
        }
        let below = body_end.map_or(0..0, |end| end + 1..(end + 4).min(blocks.len()));
        let first = headline.block.or(body_start).unwrap_or(0).saturating_sub(12);
        let last = body_end.map_or(head.end, |end| end + AFTER_BODY).max(head.end).min(blocks.len());
        Self {
            lines,
            named: named(witnesses, head.clone(), headline),
            named_below: named(witnesses, below, headline),
            headline: headline.block,
            window: first..last,
            head,
            body_start,
            body_end,
        }
    }

    /// The print issue that a line names.
    #[must_use]
    pub(crate) fn issue(&self) -> Option<String> {
        let parts = || self.lines.iter().filter(|line| line.place != Place::Body).flat_map(|line| &line.parts);
        parts().find_map(|part| issue::read(part.text)).or_else(|| {
            let labelled = parts().find(|part| part.label == Some(Label::Issue) && part.text.chars().any(|c| c.is_ascii_digit()))?;
            (labelled.text.chars().count() <= 48).then(|| labelled.text.to_owned())
        })
    }

    /// The lines in which nothing but fields stand, with the rule that cuts each.
    pub(crate) fn claims(&self) -> impl Iterator<Item = Claim> + '_ {
        self.lines.iter().filter_map(|line| {
            let rule = line.rule()?;
            Some(Claim { block: line.block, rule })
        })
    }
}

fn head_range(headline: &Headline, body_start: Option<usize>, blocks: usize) -> Range<usize> {
    match (headline.block, body_start) {
        (Some(title), Some(body)) => title.saturating_sub(4)..body.min(title + AFTER_HEADLINE),
        (Some(title), None) => title.saturating_sub(4)..(title + AFTER_HEADLINE).min(blocks),
        (None, Some(body)) => body.saturating_sub(12)..body,
        (None, None) => 0..0,
    }
}

fn push_line<'a>(witnesses: Witnesses<'a>, index: usize, place: Place, lines: &mut Vec<Line<'a>>) {
    let block = &witnesses.blocks[index];
    if !block.hidden && block.chars <= LONGEST_LINE {
        let text = witnesses.blocks.text(index);
        lines.push(Line { block: index, place, text, parts: lines::split(text) });
    }
}

/// Whether a text is long enough to be the body's.
fn is_prose(text: &str) -> bool {
    let weight: usize = text.chars().map(|c| if is_cjk(c) { 3 } else { 1 }).take(400).sum();
    let long = weight >= 400;
    weight >= 120 && (long || lines::split(text).iter().all(|part| part.label.is_none() || part.text.chars().count() > 60))
}

/// The elements between two blocks that name the author.
fn named(witnesses: Witnesses<'_>, range: Range<usize>, headline: &Headline) -> Vec<Named> {
    let Witnesses { document, blocks, .. } = witnesses;
    let (Some(first), Some(last)) = (Some(range.start).filter(|&start| start < range.end), range.end.checked_sub(1)) else {
        return vec![];
    };
    let mut out: Vec<Named> = vec![];
    let mut seen: Vec<NodeId> = vec![];
    for index in first..=last {
        if headline.block == Some(index) || blocks[index].hidden {
            continue;
        }
        let mut current = Some(blocks[index].first);
        while let Some(text) = current {
            for node in document.ancestors(text).take(6) {
                if matches!(document.tag(node), Tag::Body | Tag::Main | Tag::Article | Tag::Html) || blocks.inside(node).len() > 6 {
                    break;
                }
                if seen.contains(&node) {
                    continue;
                }
                seen.push(node);
                if let Some(hint) = hint(document, node) {
                    let (text, whole) = (pieces(document, node), document.inner_text(node));
                    if text.chars().count() <= 240 && !is_checkers(witnesses, index, &whole) {
                        let is_link = document.tag(node) == Tag::A || document.attribute(node, Attribute::Itemprop).is_some();
                        out.push(Named { text, whole, hint, is_link });
                    }
                }
            }
            current = if text == blocks[index].last { None } else { next_text(document, text, blocks[index].last) };
        }
    }
    out
}

/// Whether the words right before an element say that who stands in it checked the text.
fn is_checkers(witnesses: Witnesses<'_>, block: usize, name: &str) -> bool {
    let blocks = witnesses.blocks;
    let head = blocks.text(block).split_once(name).map_or("", |(head, _)| head);
    let before = block.checked_sub(1).map_or("", |before| blocks.text(before));
    let head = if head.trim().is_empty() { before } else { head };
    let head: Vec<char> = head.trim_end_matches([' ', ':']).chars().rev().take(20).collect();
    let head: String = head.into_iter().rev().flat_map(char::to_lowercase).collect();
    ["reviewed by", "checked by", "verified by", "edited by", "illustrated by"].iter().any(|label| head.ends_with(label))
}

/// The texts inside an element, with a bar between those of different elements: they may be different fields, with no space between.
fn pieces(document: &Document, node: NodeId) -> String {
    let mut out = String::new();
    for text in document.descendants(node).take(80).filter(|&node| document.tag(node) == Tag::Text) {
        let silent = document.parent(text).is_some_and(|parent| document.tag(parent).is_silent());
        let text = if silent { "" } else { document.text(text).trim() };
        if !text.is_empty() {
            if !out.is_empty() {
                out.push_str(" | ");
            }
            crate::text::push_folded(&mut out, text);
        }
    }
    out
}

/// The next text node in document order, up to `last`.
fn next_text(document: &Document, text: NodeId, last: NodeId) -> Option<NodeId> {
    let mut node = text;
    for _ in 0..60 {
        node = document.following(node, NodeId::ROOT, true)?;
        if document.tag(node) == Tag::Text {
            return Some(node);
        }
        if node == last {
            return None;
        }
    }
    None
}

fn hint(document: &Document, node: NodeId) -> Option<Hint> {
    let tag = document.tag(node);
    if document.attribute(node, Attribute::Rel).is_some_and(|rel| rel.split_whitespace().any(|token| token == "author"))
        || document.attribute(node, Attribute::Itemprop).is_some_and(|name| name == "author")
        || (tag == Tag::A && document.attribute(node, Attribute::Href).is_some_and(is_author_page))
    {
        return Some(Hint::Link);
    }
    let named = [Attribute::Class, Attribute::Id].iter().filter_map(|&name| document.attribute(node, name)).any(names_author);
    named.then_some(Hint::Class)
}

/// What the addresses of authors' pages have in them.
#[rustfmt::skip]
const AUTHOR_PAGES: &[&str] = &[
    "/author/", "/authors/", "/autor/", "/autoren/", "/auteur/", "/autores/", "/by/", "/reporter/", "/reporters/",
    "/contributor/", "/contributors/", "/journalist/", "/writers/", "/columnist/", "/staff/", "://author.", "?author=", "&author=",
];

fn is_author_page(href: &str) -> bool {
    static MARKS: LazyLock<Option<AhoCorasick>> =
        LazyLock::new(|| AhoCorasick::builder().kind(Some(AhoCorasickKind::DFA)).build(AUTHOR_PAGES).ok());
    MARKS.as_ref().is_some_and(|marks| marks.is_match(href))
}

/// Words for author in classes and ids; the last two only where a name is meant.
const CALLED: &[&str] =
    &["author", "byline", "autor", "auteur", "writer", "reporter", "zuozhe", "autore", "penulis", "creator", "contributor"];

/// Whether a class or id has a word for author: `byline`, `post-author`, `authorName`; not `author-bio`, but `author-box__name`.
fn names_author(value: &str) -> bool {
    static MARKS: LazyLock<Option<AhoCorasick>> =
        LazyLock::new(|| AhoCorasick::builder().ascii_case_insensitive(true).kind(Some(AhoCorasickKind::DFA)).build(CALLED).ok());
    if !MARKS.as_ref().is_some_and(|marks| marks.is_match(value)) {
        return false; // nearly all
    }
    value.split_ascii_whitespace().any(|token| {
        let token = token.to_ascii_lowercase();
        let has = |words: &[&str]| words.iter().any(|word| token.contains(word));
        let (words, makers) = CALLED.split_at(CALLED.len() - 2);
        let called = has(words) || (has(makers) && token.ends_with("name"));
        let beside = has(&["bio", "avatar", "image", "photo", "img", "social", "follow", "date", "description", "job", "role", "box"]);
        let ends = ["author", "name", "byline", "autor"].iter().any(|end| token.ends_with(end));
        called && (ends || !beside) && !has(&["comment", "related", "more", "authority", "share"])
    })
}

/// Words that stand in a date besides its numbers, lower-case, by their beginnings.
#[rustfmt::skip] // a table of words, many to a line
const DATE_WORDS: &[&str] = &[
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec", "mon", "tue", "wed", "thu", "fri", "sat", "sun",
    "am", "pm", "a.m", "p.m", "gmt", "utc", "est", "edt", "pst", "pdt", "cet", "cest", "bst", "ist", "et", "pt", "at", "on", "of", "o",
    "um", "uhr", "januar", "märz", "mai", "juni", "juli", "okt", "dez", "mont", "diens", "mittwoch", "donnerstag", "freitag", "samstag",
    "sonntag", "le", "à", "de", "del", "el", "janvier", "févr", "mars", "avril", "juin", "juil", "août", "déc", "enero", "febr", "marzo",
    "abril", "mayo", "junio", "julio", "agosto", "sept", "octubre", "novi", "dici", "stycz", "lut", "marc", "kwie", "maj", "czerw",
    "lip", "sierp", "wrze", "paźd", "list", "grud", "янв", "фев", "мар", "апр", "мая", "май", "июн", "июл", "авг", "сен", "окт", "ноя",
    "дек", "г", "в", "ιαν", "φεβ", "μαρ", "απρ", "μαΐ", "μαι", "ιου", "αυγ", "σεπ", "οκτ", "νοε", "δεκ", "published", "updated",
    "posted", "year", "ago", "hours", "minutes", "h", "min", "th", "st", "nd", "rd",
];

/// Whether a text is a date or a time and nothing else, by its looks.
#[must_use]
pub(crate) fn is_stamp(text: &str) -> bool {
    let mut digits = false;
    let mut words = 0;
    if !text.bytes().any(|byte| byte.is_ascii_digit()) || text.chars().count() > 60 {
        return false;
    }
    for word in text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        if word.chars().any(|c| c.is_ascii_digit()) {
            digits = true;
            let rest: String = word.chars().filter(|c| !c.is_ascii_digit()).collect();
            if !rest.chars().all(|c| "年月日时時分秒TZ号".contains(c)) && !is_date_word(&rest) {
                return false;
            }
        } else {
            words += 1;
            if !is_date_word(word) && !word.chars().all(|c| "年月日时時分秒星期周上下午凌晨一二三四五六天日".contains(c))
            {
                return false;
            }
        }
    }
    digits && words <= 8
}

fn is_date_word(word: &str) -> bool {
    let word = word.to_lowercase();
    DATE_WORDS.iter().any(|known| word == *known || (known.chars().count() >= 3 && word.starts_with(known) && word.chars().count() <= 10))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_is_known_by_its_looks() {
        for date in [
            "2019-02-03",
            "May 3, 2020 10:15 am",
            "3 мая 2020 г.",
            "2021年03月04日 09:33",
            "3. Mai 2020, 14:05 Uhr",
            "2020-05-03T10:00:00Z",
        ] {
            assert!(is_stamp(date), "{date}");
        }
        for other in ["Anna Berg", "The 2019 harbour fair", "NO. 7", "海港晚报", "May"] {
            assert!(!is_stamp(other), "{other}");
        }
    }
}
