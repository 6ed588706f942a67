//! Dates in sight of the reader: between headline and body, close above the headline, at the body's end.

use std::ops::Range;

use jiff::civil::Date;

use super::finder::{self, Hint};
use super::labels::{self, Role};
use super::moment::Moment;
use super::surroundings::{self, Place, Spot, is_note, tokens_of};
use super::{relative, told};
use crate::document::{Attribute, NodeId};
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
/// The same where its class says that it tells of the post: "This entry was posted on … and is filed under …".
const LONGEST_NOTE: u32 = 700;
/// Blocks looked at above the headline, below it, and below the body.
const ABOVE: usize = 8;
const BELOW: usize = 40;
const AFTER: usize = 10;
/// Blocks looked at below the headline where there is no body.
const NO_BODY: usize = 10;

/// The dates in sight, best first; of equal ones the first on the page.
#[must_use]
pub(super) fn read(witnesses: Witnesses<'_>, headline: &Headline, verdicts: &[Verdict], hint: Hint<'_>) -> Vec<Shown> {
    let Witnesses { blocks, .. } = witnesses;
    let prose = |index: usize| verdicts.get(index).is_some_and(|verdict| verdict.keep) && is_prose(blocks, index);
    let first_prose = (headline.block.map_or(0, |block| block + 1)..blocks.len()).find(|&index| prose(index));
    let last_prose = (0..blocks.len()).rev().find(|&index| prose(index));
    let anchor = headline.block.or(first_prose).unwrap_or(0);
    let body = first_prose.unwrap_or(anchor + NO_BODY).min(blocks.len());
    let mut out = Vec::new();
    let place = |index: usize| {
        let spot = if index < anchor {
            Spot::Above
        } else if index < anchor + 5 {
            Spot::Near
        } else if last_prose.is_some_and(|last| (last..last + 5).contains(&index)) {
            Spot::Below
        } else {
            Spot::Other
        };
        Place { anchor, body, spot, beside: false }
    };
    let above = anchor.saturating_sub(ABOVE)..anchor;
    let below = anchor..(body + 2).min(anchor + BELOW).min(blocks.len()).max(anchor);
    let start = body.saturating_sub(6).max(below.end)..(body + 2).min(blocks.len()).max(below.end);
    let end = last_prose.map_or(0..0, |last| (last + 1).saturating_sub(3).max(start.end)..(last + 1 + AFTER).min(blocks.len()));
    let times = times(witnesses);
    let early = (body + 2).max(start.end)..(body + 6).min(end.start);
    for (worth, range) in [(2, above), (3, below), (2, start), (1, end)] {
        for index in range {
            push_block(witnesses, &times, index, worth, place(index), hint, &mut out);
        }
    }
    push_lead(witnesses, anchor + 1..body + 1, hint, &mut out);
    let count = out.len();
    for index in early {
        push_block(witnesses, &times, index, 1, place(index), hint, &mut out);
    }
    let mut at = 0;
    out.retain(|shown| {
        at += 1;
        at <= count || matches!(shown.role, Role::Published | Role::Modified)
    });
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
        let spot = if headline.block.is_some_and(|block| index < block) { Spot::Above } else { Spot::Other };
        push_block(witnesses, &times, index, 1, Place { anchor, body: anchor, spot, beside: true }, hint, &mut out);
    }
    let most = out.iter().map(|shown| shown.weight).max().unwrap_or(0).max(2);
    out.retain(|shown| shown.weight == most);
    out
}

/// `<time>` elements and their like, with the block that each stands in.
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
    let is_note = block.chars > LONGEST && (is_note(witnesses.document, block.first) || says_posted(blocks.text(index)));
    let longest = if is_note { LONGEST_NOTE } else { LONGEST };
    if out.len() == first && block.chars <= longest {
        push_line(witnesses, index, before, worth, hint, out);
    }
    if out.len() > first {
        let surroundings = surroundings::read(witnesses, block.first, place);
        let labelled = out.iter().skip(first).all(|shown| shown.role == Role::Published);
        let published = place.beside && (labelled || (surroundings.dated && surroundings.of_article));
        if surroundings.elsewhere || (surroundings.beside && !published) || (surroundings.card && !(place.spot == Spot::Below && labelled))
        {
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
    let attribute = document.attribute(time, Attribute::Datetime).or_else(|| document.attribute(time, Attribute::Title));
    let stamp = attribute.and_then(|stamp| told::stamp(stamp, hint));
    let found = finder::find(&text, hint);
    let shown = found.first().map(Moment::from).or_else(|| hint.now.filter(|_| stamp.is_none()).and_then(|now| relative::find(&text, now)));
    // An offset that is not Greenwich's is the site's own clock; a text that is a day off then shows another's.
    let own_clock = |stamp: &Moment| stamp.instant().is_some() && stamp.offset != Some(jiff::tz::Offset::UTC);
    let moment = match (stamp, shown) {
        (Some(stamp), Some(shown)) if stamp.date == shown.date => stamp.as_shown(shown).unwrap_or(stamp),
        (Some(stamp), Some(shown)) if own_clock(&stamp) && shown.time.is_none() && stamp.days_apart(shown) == 1 => stamp,
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
    let exchanged = found.first().and_then(|found| found.exchanged).filter(|_| moment.instant().is_none());
    if role != Role::Other {
        out.push(Shown { moment, role, weight: worth + 1 + i32::from(role != Role::Unsaid) * 2, plain: true, exchanged, by_class });
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
        if role == Role::Unsaid && from == 0 && says_posted(lead) {
            role = Role::Published;
        }
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

/// Whether a text begins as the note does that blogs set below a post: "This entry was posted on … and is filed under …".
fn says_posted(text: &str) -> bool {
    const NOTES: &[&str] = &[
        "this entry was posted",
        "this post was published",
        "this article was published",
        "dieser beitrag wurde",
        "dieser eintrag wurde",
        "dieser artikel wurde",
        "cet article a été publié",
        "cette entrée a été publiée",
        "esta entrada fue publicada",
        "questo articolo è stato pubblicato",
        "ten wpis został opublikowany",
        "dit bericht is geplaatst",
    ];
    let opening: String = text.chars().take(60).flat_map(char::to_lowercase).collect();
    NOTES.iter().any(|note| opening.trim_start().starts_with(note))
}

/// The day that opens a paragraph: in a bracket, "(18.01.2018) The farmers…", or with what it is, "Press release of 25 January 2022 | …".
fn push_lead(witnesses: Witnesses<'_>, range: Range<usize>, hint: Hint<'_>, out: &mut Vec<Shown>) {
    for index in range.start..range.end.min(witnesses.blocks.len()) {
        let line = witnesses.blocks.text(index);
        let bracket = line
            .strip_prefix(['(', '（', '[', '【'])
            .filter(|inner| inner.starts_with(char::is_numeric))
            .and_then(|inner| inner.split_once([')', '）', ']', '】']));
        let long = witnesses.blocks[index].chars > LONGEST && !witnesses.blocks[index].hidden;
        let lead = match bracket {
            Some((inner, _)) => inner,
            None if long => line.split_once('|').map_or("", |(lead, _)| lead),
            None => continue,
        };
        if lead.chars().count() > 50 {
            continue;
        }
        if let [date] = finder::find(lead, hint).as_slice() {
            let role = labels::role_after(lead.get(..date.range.start).unwrap_or_default());
            if bracket.is_some() || role == Role::Published {
                let moment = Moment::from(date);
                out.push(Shown { moment, role, weight: 3, plain: true, exchanged: date.exchanged, by_class: false });
            }
        }
    }
}

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
