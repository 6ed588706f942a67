//! The one place where it is decided what stays: each block's verdict, with its reason.

use crate::article::PageKind;
use crate::boilerplate::Scope;
use crate::document::Tag;
use crate::meta::Claim;
use crate::model::{self, Evidence, Opinion};
use crate::segment::Block;
use crate::settings::Favor;

/// Why a block stays or goes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Reason {
    /// A named rule.
    Rule(&'static str),
    /// The model's probability that it is body.
    Model(f32),
    /// A selector of a site rule.
    Site,
}

impl std::fmt::Display for Reason {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Rule(name) => write!(f, "rule:{name}"),
            Self::Model(score) => write!(f, "model:{score:.2}"),
            Self::Site => write!(f, "site"),
        }
    }
}

/// Whether a block stays, and why.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Verdict {
    /// It is body.
    pub(crate) keep: bool,
    /// What decided.
    pub(crate) reason: Reason,
}

impl Verdict {
    fn cut(rule: &'static str) -> Self {
        Self { keep: false, reason: Reason::Rule(rule) }
    }
}

/// A page is judged as an article from this probability on; the other kinds want another cut.
const ARTICLE: f32 = 0.5;
/// A block from this probability on is sure, if it has [`SURE_WORDS`].
const SURE: f32 = 0.9;
const SURE_WORDS: u32 = 10;
/// What a block above the first sure one must reach: headlines, deks and bylines stand there.
const UPPER_EDGE: f32 = 0.7;
/// What a single block between two kept ones of the same parent must reach.
const GAP: f32 = 0.25;
/// The longest cell of a table of data, in words.
const CELL_WORDS: u32 = 40;
/// Most words of a line that is cut below the story's end for its shape alone.
const ISLAND_WORDS: u32 = 4;
/// Most characters of it: in some scripts words are not set apart.
const ISLAND_CHARS: u32 = 32;

/// Judges each block of a page. Of one that stands in the page's place to check its reader nothing stays.
pub(crate) fn judge(evidence: &Evidence<'_>, opinion: &Opinion, kind: PageKind, favor: Favor) -> Vec<Verdict> {
    if kind == PageKind::Blocked {
        return vec![Verdict::cut("challenge"); evidence.blocks.len()];
    }
    let threshold = threshold(evidence, opinion, favor);
    let mut verdicts: Vec<Verdict> = evidence
        .blocks
        .iter()
        .zip(&opinion.body)
        .map(|(block, &p)| settled(block).unwrap_or(Verdict { keep: p >= threshold, reason: Reason::Model(p) }))
        .collect();
    let is_article = opinion.kinds[0] > ARTICLE;
    if is_article {
        upper_edge(evidence, opinion, threshold, &mut verdicts);
    }
    gaps(evidence, opinion, &mut verdicts);
    rules(evidence, is_article, &mut verdicts);
    verdicts
}

/// Cuts what fields of the record were read from, but for cells of data tables: a timetable's hours are no dateline.
pub(crate) fn claim(evidence: &Evidence<'_>, verdicts: &mut [Verdict], claims: impl IntoIterator<Item = Claim>) {
    for claim in claims {
        if !is_cell_of_data(evidence, claim.block) {
            verdicts[claim.block] = Verdict::cut(claim.rule);
        }
    }
}

/// Whether a block is a cell of a table of data: rows of short cells, and no table inside, as a layout has.
fn is_cell_of_data(evidence: &Evidence<'_>, index: usize) -> bool {
    let (document, blocks) = (evidence.document, evidence.blocks);
    let around = std::iter::once(blocks[index].container).chain(document.ancestors(blocks[index].container));
    let Some(table) = around.into_iter().find(|&node| document.tag(node) == Tag::Table) else { return false };
    let (mut rows, mut cells) = (0, 0);
    for node in document.descendants(table) {
        match document.tag(node) {
            Tag::Table => return false,
            Tag::Tr => rows += 1,
            Tag::Td | Tag::Th => cells += 1,
            _ => {}
        }
    }
    rows >= 3 && cells >= rows * 2 && blocks.inside(table).all(|cell| blocks[cell].words <= CELL_WORDS)
}

/// Where rules and claims left nothing, the likeliest blocks after all, but for those that the record has as fields: an
/// empty body is the last resort.
pub(crate) fn last_resort(evidence: &Evidence<'_>, opinion: &Opinion, verdicts: &mut [Verdict]) {
    let open = |verdict: &Verdict| matches!(verdict.reason, Reason::Model(_) | Reason::Rule("caption" | "noscript"));
    if verdicts.iter().any(|verdict| verdict.keep) {
        return;
    }
    let body: Vec<f32> = verdicts.iter().zip(&opinion.body).map(|(verdict, &p)| if open(verdict) { p } else { 0.0 }).collect();
    let threshold = model::cut::expected_f1(evidence.blocks, &body);
    for (verdict, &p) in verdicts.iter_mut().zip(&body) {
        if p > 0.0 && p >= threshold {
            *verdict = Verdict { keep: true, reason: Reason::Model(p) };
        }
    }
}

/// What needs no model: text that a reader with scripts never sees.
fn settled(block: &Block) -> Option<Verdict> {
    block.noscript.then(|| Verdict::cut("noscript"))
}

/// The probability from which a block stays. Where no block reaches it, the likeliest cut does: an empty body is the
/// last resort.
fn threshold(evidence: &Evidence<'_>, opinion: &Opinion, favor: Favor) -> f32 {
    let best = model::cut::expected_f1(evidence.blocks, &opinion.body);
    let sure_of_some = opinion.body.iter().any(|&p| p >= 0.5);
    let balanced = if opinion.kinds[0] > ARTICLE && sure_of_some { 0.5 } else { best };
    match favor {
        Favor::Precision => (balanced + 0.2).min(0.9),
        Favor::Balanced => balanced,
        Favor::Recall => balanced * 0.5,
    }
}

/// Above the first sure block more is asked for.
fn upper_edge(evidence: &Evidence<'_>, opinion: &Opinion, threshold: f32, verdicts: &mut [Verdict]) {
    let sure = |index: usize| opinion.body[index] > SURE && evidence.blocks[index].words >= SURE_WORDS;
    let Some(first) = (0..verdicts.len()).find(|&index| verdicts[index].keep && sure(index)) else { return };
    for (verdict, &p) in verdicts.iter_mut().zip(&opinion.body).take(first) {
        verdict.keep &= p >= UPPER_EDGE.max(threshold);
    }
}

/// A single block between two kept ones under the same parent stays on less.
fn gaps(evidence: &Evidence<'_>, opinion: &Opinion, verdicts: &mut [Verdict]) {
    let parent = |index: usize| evidence.document.parent(evidence.blocks[index].container);
    for index in 1..verdicts.len().saturating_sub(1) {
        let (before, after) = (index - 1, index + 1);
        let between = verdicts[before].keep && verdicts[after].keep && !verdicts[index].keep;
        let p = opinion.body[index];
        if between && p > GAP && !evidence.blocks[index].noscript && parent(before) == parent(index) && parent(index) == parent(after) {
            verdicts[index] = Verdict { keep: true, reason: Reason::Model(p) };
        }
    }
}

/// Lines that a rule knows: those of any place, and at an article's edges those that only there are sure. Other pages
/// are made of short lines: they have no such edges.
fn rules(evidence: &Evidence<'_>, article: bool, verdicts: &mut [Verdict]) {
    let find = |index: usize| evidence.rules[index];
    for (verdict, rule) in verdicts.iter_mut().zip(&evidence.rules).filter(|(verdict, _)| !verdict.keep) {
        if let (Some(rule), Reason::Model(_)) = (rule, verdict.reason) {
            *verdict = Verdict::cut(rule.name); // says more than a number
        }
    }
    for (index, verdict) in verdicts.iter_mut().enumerate().filter(|(_, verdict)| verdict.keep) {
        if evidence.document.tag(evidence.blocks[index].container) == Tag::Pre {
            continue;
        }
        if let Some(rule) = find(index).filter(|rule| rule.scope == Scope::Anywhere) {
            *verdict = Verdict::cut(rule.name);
        }
    }
    if !article {
        return;
    }
    let kept: Vec<usize> = (0..verdicts.len()).filter(|&index| verdicts[index].keep).collect();
    for &index in &kept {
        let Some(rule) = find(index) else { break };
        verdicts[index] = Verdict::cut(rule.name);
    }
    let above = std::iter::once(None).chain(kept.iter().copied().map(Some));
    for (above, &index) in above.zip(&kept).collect::<Vec<_>>().into_iter().rev() {
        verdicts[index] = match find(index) {
            Some(rule) => Verdict::cut(rule.name),
            None if above.is_some_and(|above| is_trailing_island(evidence, above, index)) => Verdict::cut("trailing-island"),
            None if is_trailing_link(evidence, index) => Verdict::cut("trailing-link"),
            None => break,
        };
    }
}

/// Whether a block below the story is nothing but a link under a heading of links to other stories.
fn is_trailing_link(evidence: &Evidence<'_>, index: usize) -> bool {
    let block = &evidence.blocks[index];
    let headed = index.checked_sub(1).and_then(|above| evidence.rules[above]).is_some_and(|rule| rule.ends_article);
    headed && block.link_chars * 10 >= block.chars * 9
}

/// Whether a block below the story is a short line without a stop, parted from what stays above by a line that a rule knows.
fn is_trailing_island(evidence: &Evidence<'_>, above: usize, index: usize) -> bool {
    let block = &evidence.blocks[index];
    let is_short = block.words <= ISLAND_WORDS && block.chars <= ISLAND_CHARS;
    is_short && evidence.blocks.text(index).ends_with(char::is_alphanumeric) && evidence.rules[above..index].iter().any(Option::is_some)
}

#[cfg(test)]
mod tests {
    use crate::{Cleaner, Favor, Include, Page, Settings};

    const STORY: &str = "<p>The first ferries of the season left the northern quay at dawn on Monday, an hour late and full to the rails.</p>\
        <p>Harbour master Ada Quay said the ice had gone overnight, and that the crews had waited for this day since the end of January.</p>\
        <p>The company will run eight boats a day until the end of October, two more than last year, and wants to hire forty people.</p>";

    fn page(extra: &str) -> String {
        format!(
            "<title>Ferries sail again</title><nav><a href=/>Home</a> <a href=/news>News</a></nav><article><h1>Ferries sail again</h1>{STORY}{extra}</article>"
        )
    }

    #[test]
    fn a_timetables_hours_are_no_dateline() {
        let rows = "<tr><th>From<th>At<tr><td>North quay<td>06:10<tr><td>South quay<td>07:40<tr><td>Island<td>08:00";
        let text = Cleaner::default().clean(&Page::from_html(page(&format!("<table>{rows}</table>")))).text;
        assert!(text.contains("06:10") && text.contains("08:00"), "{text}");
    }

    #[test]
    fn every_cut_says_why() {
        let settings = Settings { include: Include { removed: true, ..Include::default() }, ..Settings::default() };
        let article = Cleaner::new(settings).clean(&Page::from_html(page("<p>Copyright © 2026 Harbour Daily. All rights reserved.</p>")));
        let removed = article.removed.unwrap_or_default();
        let reason = |text: &str| removed.iter().find(|cut| cut.text.contains(text)).map(|cut| cut.reason.clone()).unwrap_or_default();
        assert_eq!(reason("Copyright"), "rule:copyright");
        assert!(reason("Home").starts_with("model:"), "{removed:?}");
    }

    #[test]
    fn favouring_recall_keeps_no_less_and_precision_no_more() {
        let html =
            page("<p>Tickets at the quay.</p><ul><li>Blankets are free</li><li>Tea on board</li></ul><div><p>See you there</p></div>");
        let words = |favor| {
            let settings = Settings { favor, ..Settings::default() };
            Cleaner::new(settings).clean(&Page::from_html(html.as_str())).word_count
        };
        let (least, balanced, most) = (words(Favor::Precision), words(Favor::Balanced), words(Favor::Recall));
        assert!(least <= balanced && balanced <= most, "{least} {balanced} {most}");
    }
}
