//! Dates in sight of the reader: between headline and body, close above the headline, at the body's end.

use jiff::civil::Date;

use super::finder::{self, Hint};
use super::labels::{self, Role};
use super::moment::Moment;
use super::{relative, told};
use crate::document::{Attribute, Document, NodeId, Tag};
use crate::meta::{Headline, Witnesses};
use crate::segment::Blocks;
use crate::text;
use crate::verdict::Verdict;

/// A date in sight.
#[derive(Debug, Clone, Copy)]
pub(super) struct Shown {
    pub moment: Moment,
    /// The day's other reading, where day and month can be exchanged.
    pub exchanged: Option<Date>,
    pub role: Role,
    /// How much its place and words say that it is this story's: 2 and more is good.
    pub weight: i32,
    /// It stands alone, labelled, or in a short line: not in a sentence.
    plain: bool,
    /// Only a class says that it is the day of the last change.
    by_class: bool,
}

/// Longest block that is read as a line of particulars, in characters.
const LONGEST: u32 = 260;
/// Blocks looked at above the headline, below it, and below the body.
const ABOVE: usize = 8;
const BELOW: usize = 40;
const AFTER: usize = 10;

/// The dates in sight, best first; of equal ones the first on the page.
#[must_use]
pub(super) fn read(witnesses: Witnesses<'_>, headline: &Headline, verdicts: &[Verdict], hint: Hint<'_>) -> Vec<Shown> {
    let Witnesses { blocks, .. } = witnesses;
    let prose = |index: usize| verdicts.get(index).is_some_and(|verdict| verdict.keep) && is_prose(blocks, index);
    let first_prose = (headline.block.map_or(0, |block| block + 1)..blocks.len()).find(|&index| prose(index));
    let last_prose = (0..blocks.len()).rev().find(|&index| prose(index));
    let anchor = headline.block.or(first_prose).unwrap_or(0);
    let body = first_prose.unwrap_or(anchor);
    let mut out = Vec::new();
    let place = |index: usize| Place { anchor, body, near: (anchor..anchor + 5).contains(&index) };
    let above = anchor.saturating_sub(ABOVE)..anchor;
    let below = anchor..(body + 2).min(anchor + BELOW).min(blocks.len()).max(anchor);
    let start = body.saturating_sub(6).max(below.end)..(body + 2).min(blocks.len()).max(below.end);
    let end = last_prose.map_or(0..0, |last| (last + 1).saturating_sub(3).max(start.end)..(last + 1 + AFTER).min(blocks.len()));
    let times = times(witnesses);
    for (worth, range) in [(2, above), (3, below), (2, start), (1, end)] {
        for index in range {
            push_block(witnesses, &times, index, worth, place(index), hint, &mut out);
        }
    }
    // Without another date, hAtom's `updated` is that of the publication.
    if out.iter().all(|shown| shown.role == Role::Modified) {
        out.iter_mut().filter(|shown| shown.by_class).for_each(|shown| shown.role = Role::Unsaid);
    }
    out.sort_by_key(|shown| std::cmp::Reverse(shown.weight));
    out
}

/// Dates elsewhere on the page, in elements that are made for one: the last resort.
#[must_use]
pub(super) fn anywhere(witnesses: Witnesses<'_>, headline: &Headline, hint: Hint<'_>) -> Vec<Shown> {
    let mut out = Vec::new();
    let anchor = headline.block.unwrap_or(usize::MAX);
    let times = times(witnesses);
    for index in 0..witnesses.blocks.len() {
        push_block(witnesses, &times, index, 1, Place { anchor, body: anchor, near: false }, hint, &mut out);
    }
    let most = out.iter().map(|shown| shown.weight).max().unwrap_or(0).max(2);
    out.retain(|shown| shown.weight == most);
    out
}

/// Where the story stands: an element that holds one of these blocks is never elsewhere.
#[derive(Debug, Clone, Copy)]
struct Place {
    anchor: usize,
    body: usize,
    /// The block looked at follows the headline closely.
    near: bool,
}

/// `<time>` elements with the block that each stands in.
fn times(witnesses: Witnesses<'_>) -> Vec<(usize, NodeId)> {
    witnesses.head.times.iter().map(|&time| (witnesses.blocks.inside(time).start, time)).collect()
}

fn push_block(
    witnesses: Witnesses<'_>,
    times: &[(usize, NodeId)],
    index: usize,
    worth: i32,
    place: Place,
    hint: Hint<'_>,
    out: &mut Vec<Shown>,
) {
    let Witnesses { blocks, .. } = witnesses;
    let block = blocks[index];
    if block.hidden || block.noscript {
        return;
    }
    let first = out.len();
    let before = index.checked_sub(1).map(|previous| blocks.text(previous)).filter(|text| text.chars().count() <= 30).unwrap_or_default();
    for &(_, time) in times.iter().filter(|&&(block, _)| block == index) {
        push_time(witnesses, time, blocks.text(index), before, hint, out, worth);
    }
    if out.len() == first && block.chars <= LONGEST {
        push_line(witnesses, index, before, worth, hint, out);
    }
    if out.len() > first {
        let surroundings = surroundings(witnesses, block.first, place);
        if surroundings.elsewhere {
            out.truncate(first);
        }
        for shown in out.iter_mut().skip(first) {
            shown.weight += i32::from(surroundings.dated);
            if surroundings.changed && shown.role == Role::Unsaid {
                shown.role = Role::Modified;
                shown.by_class = true;
            }
        }
        // What is neither marked nor alone nor labelled is a sentence of the story.
        let mut at = 0;
        out.retain(|shown| {
            at += 1;
            at <= first || shown.plain || surroundings.dated
        });
    }
}

/// A `<time>` element: its attribute's time, held against what it shows.
fn push_time(witnesses: Witnesses<'_>, time: NodeId, line: &str, before: &str, hint: Hint<'_>, out: &mut Vec<Shown>, worth: i32) {
    let document = witnesses.document;
    let text = document.inner_text(time);
    let stamp = document.attribute(time, Attribute::Datetime).and_then(|stamp| told::stamp(stamp, hint));
    let found = finder::find(&text, hint);
    let shown = found.first().map(Moment::from).or_else(|| hint.now.filter(|_| stamp.is_none()).and_then(|now| relative::find(&text, now)));
    let moment = match (stamp, shown) {
        (Some(stamp), Some(shown)) if stamp.date == shown.date => stamp.as_shown(shown).unwrap_or(stamp),
        (Some(stamp), Some(shown)) => stamp.as_shown(shown).unwrap_or(shown),
        (Some(moment), None) | (None, Some(moment)) => moment,
        (None, None) => return,
    };
    let tokens = tokens_of(document, time);
    let lead = line.split_once(text.as_str()).map_or("", |(lead, _)| lead);
    let inside = found.first().and_then(|date| text.get(..date.range.start)).unwrap_or(&text);
    let said = match labels::role_after(if inside.trim().is_empty() { lead } else { inside }) {
        Role::Unsaid if lead.trim().is_empty() => labels::role_after(before),
        said => said,
    };
    let has = |word: &str| tokens.iter().any(|token| token == word);
    let by_class = (has("updated") || has("modified")) && !has("published");
    let role = if by_class {
        Role::Modified
    } else if said == Role::Unsaid && (has("published") || has("pubdate")) {
        Role::Published
    } else {
        said
    };
    if role != Role::Other {
        out.push(Shown { moment, role, weight: worth + 1 + i32::from(role != Role::Unsaid) * 2, plain: true, exchanged: None, by_class });
    }
}

/// The dates in a line of particulars.
fn push_line(witnesses: Witnesses<'_>, index: usize, before: &str, worth: i32, hint: Hint<'_>, out: &mut Vec<Shown>) {
    let line = witnesses.blocks.text(index);
    let found = finder::find(line, hint);
    if found.is_empty()
        && let Some(moment) = hint.now.and_then(|now| relative::find(line, now))
        && !is_sentence(line)
    {
        let said = labels::role_after(&line.chars().take_while(|c| !c.is_numeric()).collect::<String>());
        let role = if said == Role::Other { Role::Unsaid } else { said };
        out.push(Shown { moment, role, weight: worth, plain: true, exchanged: None, by_class: false });
    }
    let mut from = 0;
    let dated: usize = found.iter().map(|date| line.get(date.range.clone()).map_or(0, |text| text.chars().count())).sum();
    let rest = line.chars().count().saturating_sub(dated);
    for date in &found {
        let lead = line.get(from..date.range.start).unwrap_or_default();
        let mut role = labels::role_after(lead);
        if role == Role::Unsaid && from == 0 && lead.chars().all(|c| !c.is_alphanumeric()) {
            role = labels::role_after(before);
        }
        from = date.range.end;
        if role == Role::Other {
            continue;
        }
        let bare = rest <= 24;
        let plain = bare || role != Role::Unsaid || !(rest > 110 || is_sentence(line));
        let weight = worth + i32::from(role != Role::Unsaid) * 2 + i32::from(bare) - i32::from(rest > 80);
        out.push(Shown { moment: Moment::from(date), role, weight, plain, exchanged: date.exchanged, by_class: false });
    }
}

struct Surroundings {
    /// An element around it is made for the date of the last change.
    changed: bool,
    /// An element around it is made for a date or for the particulars of a story.
    dated: bool,
    /// It belongs to comments, related stories, the site's header or footer.
    elsewhere: bool,
}

fn surroundings(witnesses: Witnesses<'_>, node: NodeId, place: Place) -> Surroundings {
    let Witnesses { document, blocks, .. } = witnesses;
    let mut out = Surroundings { changed: false, dated: false, elsewhere: false };
    let (mut foot, mut said) = (false, false);
    for (steps, element) in document.ancestors(node).enumerate() {
        let tag = document.tag(element);
        let inside = blocks.inside(element);
        let holds_story = inside.contains(&place.anchor) || inside.contains(&place.body);
        if matches!(tag, Tag::Body | Tag::Html) {
            break;
        }
        if holds_story {
            // A story's own foot is not the site's.
            let own = tag == Tag::Article
                || tokens_of(document, element).iter().any(|token| matches!(token.as_str(), "post" | "article" | "entry" | "hentry"));
            out.elsewhere |= foot && !own;
            foot = false;
            if steps >= 4 {
                out.changed &= !said;
                return out;
            }
        }
        out.dated |= steps < 4 && tag == Tag::Time;
        out.elsewhere |= !holds_story && (matches!(tag, Tag::Nav | Tag::Select | Tag::Option) || (tag == Tag::Aside && inside.len() > 12));
        let tokens = tokens_of(document, element);
        let has = |word: &str| tokens.iter().any(|token| token == word);
        out.dated |= steps < 4 && has("footer") && ["post", "entry", "article", "asset", "story"].into_iter().any(has);
        for token in &tokens {
            out.dated |= steps < 4 && DATED.contains(&token.as_str());
            out.changed |= steps < 3 && CHANGED.contains(&token.as_str());
            said |= steps < 3 && matches!(token.as_str(), "published" | "publish" | "created" | "posted" | "pubdate");
        }
        foot |= !holds_story && (tag == Tag::Footer || has("footer"));
        for token in whole_tokens(document, element) {
            let token = token.to_ascii_lowercase();
            out.elsewhere |= !holds_story && (ELSEWHERE.contains(&token.as_str()) || (!place.near && CARDS.contains(&token.as_str())));
        }
    }
    out.elsewhere |= foot;
    out.changed &= !said;
    out
}

/// The words of an element's class and id.
fn tokens_of(document: &Document, element: NodeId) -> Vec<String> {
    whole_tokens(document, element).flat_map(words_of).collect()
}

/// The same, words of one token left together.
fn whole_tokens(document: &Document, element: NodeId) -> impl Iterator<Item = &str> {
    let values = [Attribute::Class, Attribute::Id].into_iter().filter_map(move |name| document.attribute(element, name));
    values.flat_map(|value| value.split(|c: char| !c.is_alphanumeric())).filter(|token| !token.is_empty()).take(30)
}

/// `pubDate` as `pub`, `date`, `pubdate`.
fn words_of(token: &str) -> Vec<String> {
    let mut words = vec![token.to_ascii_lowercase()];
    let mut word = String::new();
    for c in token.chars() {
        if c.is_ascii_uppercase() && !word.is_empty() {
            words.push(std::mem::take(&mut word));
        }
        word.push(c.to_ascii_lowercase());
    }
    if word.len() < token.len() {
        words.push(word);
    }
    words
}

#[rustfmt::skip]
const DATED: &[&str] = &[
    "date", "dates", "datum", "fecha", "data", "time", "times", "timestamp", "datetime", "dateline", "published", "publish", "pubdate", "pubtime", "publishdate", "publishtime", "posted", "postdate", "byline", "meta", "metadata", "postmeta", "entrymeta", "info", "articleinfo", "source", "author", "zeit", "tarih", "waktu", "pub", "details", "credits", "postmetadata", "datestamp", "uhrzeit",
];

const CHANGED: &[&str] = &["updated", "modified", "changed", "lastmod", "lastmodified", "lastupdated", "dateupdated", "datemodified"];

#[rustfmt::skip]
const ELSEWHERE: &[&str] = &[
    "comment", "comments", "commentlist", "disqus", "related", "sidebar", "widget", "widgets", "recommended", "recommend", "breadcrumbs", "nav", "navbar", "menu", "weather", "wetter", "calendar", "events", "topbar", "masthead", "reply", "replies", "mostread", "newsticker", "ticker", "advert", "copyright", "cookie", "newsletter", "toplist", "aside",
];

/// Names of cards and of boxes that hold them; right below the headline they may be the story's own.
#[rustfmt::skip]
const CARDS: &[&str] = &["popular", "trending", "recent", "latest", "teaser", "teasers", "carousel", "slider", "ad", "ads", "hot", "promo"];

fn is_prose(blocks: &Blocks, index: usize) -> bool {
    let block = &blocks[index];
    block.link_chars * 2 < block.chars
        && (block.words >= 18 || (block.chars >= 40 && blocks.text(index).chars().filter(|&c| text::is_cjk(c)).count() >= 20))
}

/// Whether a line reads like a sentence rather than like particulars.
fn is_sentence(line: &str) -> bool {
    let line = line.trim_end();
    line.chars().count() > 60 && line.ends_with(['.', '。', '!', '?', '！', '？', '…', '”', '"'])
}
