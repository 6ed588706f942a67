//! What the second forest sees of a block beside its own features: what the first said of the blocks around it, and of
//! the page as a whole.

use super::columns::{Table, log, share, signed};
use super::cut;
use super::features::{self, Feature, features};
use crate::document::Document;
use crate::quick_map::Map;
use crate::segment::Blocks;

features! {
    /// A named feature of a block among its neighbours' probabilities. The columns stand behind [`Feature`]'s.
    Context {
        P, PBefore1, PBefore2, PBefore3, PAfter1, PAfter2, PAfter3, PNear, PBestBefore, PBestAfter, PRelative, PRank,
        PathBest, PathMean, Expected1, Expected2, Expected3, Expected4, Body1, Body2, Body3, Body4,
        SinceSure, UntilSure, FromFirst, FromLast, BodyBefore, Cut, WordsSinceSure,
    }
}

/// A probability from which a block counts as sure.
const SURE: f32 = 0.9;
/// Words that a sure block must have.
const SURE_WORDS: u32 = 10;

/// What the first forest makes of a page.
#[derive(Debug, Clone, Copy)]
pub struct First<'a> {
    /// The page's tree.
    pub document: &'a Document,
    /// Its blocks.
    pub blocks: &'a Blocks,
    /// Their features.
    pub table: &'a Table,
    /// The first forest's probability that each is body.
    pub probabilities: &'a [f32],
}

fn byte(probability: f32) -> u8 {
    (probability.clamp(0.0, 1.0) * 250.0) as u8
}

/// Sums of expected body words, and of words, over ranges of blocks.
struct Expected {
    body: Vec<f32>,
    words: Vec<f32>,
}

impl Expected {
    fn of(first: First<'_>) -> Self {
        let (mut body, mut words) = (vec![0.0], vec![0.0]);
        for (block, p) in first.blocks.iter().zip(first.probabilities) {
            body.push(body[body.len() - 1] + block.words as f32 * p);
            words.push(words[words.len() - 1] + block.words as f32);
        }
        Self { body, words }
    }

    fn body(&self, range: &std::ops::Range<usize>) -> f32 {
        self.body[range.end] - self.body[range.start]
    }

    fn words(&self, range: &std::ops::Range<usize>) -> f32 {
        self.words[range.end] - self.words[range.start]
    }
}

/// The columns of [`Context`] for all blocks of a page.
#[must_use]
pub fn table(first: First<'_>) -> Table {
    let mut out = Table::new(Context::NAMES.len(), first.blocks.len());
    let expected = Expected::of(first);
    around(first, &expected, &mut out);
    paths(first, &mut out);
    sure(first, &expected, &mut out);
    out
}

/// Probabilities of neighbours and shares of ancestors.
fn around(first: First<'_>, expected: &Expected, out: &mut Table) {
    let count = first.blocks.len();
    let total = expected.body(&(0..count)).max(1e-6);
    let best = first.probabilities.iter().copied().fold(0.0, f32::max);
    let cut = cut::expected_f1(first.blocks, first.probabilities);
    let at = |index: Option<usize>| index.and_then(|index| first.probabilities.get(index)).map_or(0, |&p| byte(p) + 1);
    for (index, &p) in first.probabilities.iter().enumerate() {
        let mut set = |feature: Context, value: u8| out.set(feature as usize, index, value);
        set(Context::P, byte(p));
        set(Context::PBefore1, at(index.checked_sub(1)));
        set(Context::PBefore2, at(index.checked_sub(2)));
        set(Context::PBefore3, at(index.checked_sub(3)));
        set(Context::PAfter1, at(Some(index + 1)));
        set(Context::PAfter2, at(Some(index + 2)));
        set(Context::PAfter3, at(Some(index + 3)));
        let near = index.saturating_sub(3)..(index + 4).min(count);
        set(Context::PNear, byte(expected.body(&near) / expected.words(&near).max(1.0)));
        let max = |range: std::ops::Range<usize>| first.probabilities.get(range).unwrap_or_default().iter().copied().fold(0.0, f32::max);
        set(Context::PBestBefore, byte(max(index.saturating_sub(10)..index)));
        set(Context::PBestAfter, byte(max(index + 1..(index + 11).min(count))));
        set(Context::PRelative, byte(p / best.max(1e-6)));
        set(Context::BodyBefore, byte(expected.body(&(0..index)) / total));
        set(Context::Cut, (128.0 + (p - cut) * 120.0) as u8);
        for (level, (_, range)) in features::widening(first.document, first.blocks, index).take(4).enumerate() {
            let words = expected.words(&range).max(1.0);
            out.set(Context::Expected1 as usize + level, index, byte(expected.body(&range) / words));
            out.set(Context::Body1 as usize + level, index, byte(expected.body(&range) / total));
        }
    }
    rank(first, out);
}

/// The share of the page's words in blocks that are likelier body.
fn rank(first: First<'_>, out: &mut Table) {
    let mut order: Vec<usize> = (0..first.blocks.len()).collect();
    order.sort_by(|&a, &b| first.probabilities[b].total_cmp(&first.probabilities[a]));
    let total: u32 = first.blocks.iter().map(|block| block.words).sum();
    let mut before = 0;
    for index in order {
        out.set(Context::PRank as usize, index, share(before, total));
        before += first.blocks[index].words;
    }
}

/// The best and the mean probability under the same path of tags and classes.
fn paths(first: First<'_>, out: &mut Table) {
    let keys = first.table.keys();
    let mut paths = Map::<u64, (f32, f32, f32)>::default();
    for ((key, block), &p) in keys.iter().zip(first.blocks.iter()).zip(first.probabilities) {
        let (best, body, words) = paths.entry(*key).or_insert((0.0, 0.0, 0.0));
        *best = best.max(p);
        *body += p * block.words as f32;
        *words += block.words as f32;
    }
    for (index, key) in keys.iter().enumerate() {
        let (best, body, words) = paths.get(key).copied().unwrap_or_default();
        out.set(Context::PathBest as usize, index, byte(best));
        out.set(Context::PathMean as usize, index, byte(body / words.max(1.0)));
    }
}

/// Distances to the blocks that are surely body.
fn sure(first: First<'_>, expected: &Expected, out: &mut Table) {
    let count = first.blocks.len();
    let is_sure = |index: usize| first.probabilities[index] > SURE && first.blocks[index].words >= SURE_WORDS;
    let edges = (0..count).find(|&index| is_sure(index)).zip((0..count).rev().find(|&index| is_sure(index)));
    let (mut since, mut until) = (None, None);
    for index in 0..count {
        out.set(Context::SinceSure as usize, index, since.map_or(255, |at| log((index - at) as u32)));
        let words = since.map_or(0.0, |at| expected.words(&(at + 1..index)));
        out.set(Context::WordsSinceSure as usize, index, log(words as u32));
        since = if is_sure(index) { Some(index) } else { since };
        let (from_first, from_last) =
            edges.map_or((0, 0), |(first, last)| (signed(index as i64 - first as i64), signed(index as i64 - last as i64)));
        out.set(Context::FromFirst as usize, index, from_first);
        out.set(Context::FromLast as usize, index, from_last);
    }
    for index in (0..count).rev() {
        out.set(Context::UntilSure as usize, index, until.map_or(255, |at: usize| log((at - index) as u32)));
        until = if is_sure(index) { Some(index) } else { until };
    }
}

features! {
    /// A named feature of a page as a whole, after the first forest: what tells its kind.
    Whole {
        BodyWords, BodyShare, BodyBlocks, SureBlocks, BestP, MeanBodyWords, BodyDensity, BodyInParagraphs, BodyInItems, BodyInHeadings, BodyInCells,
        BodyInPre, BodyPaths, BodyExtent, BodyDates, BodyQuestions, BodyPrices, BodyUpper, UnsureWords, CutShare,
        OgArticle, OgProduct, LdArticle, LdProduct, LdForum, LdList, LdService, LdRecipe, LdFaq, LdPage,
        Times, Articles, UrlDepth, UrlWords, UrlDigits, TitleWords,
        GroupComment, GroupRelated, GroupList, GroupForum, GroupCode, GroupService, GroupPromo, GroupArticle,
    }
}

/// What is known of a page beside its blocks.
#[derive(Debug, Clone, Default)]
pub struct Around<'a> {
    /// `og:type`.
    pub og_type: Option<&'a str>,
    /// Types of the page's JSON-LD.
    pub types: Vec<&'a str>,
    /// The path of its address.
    pub path: Option<&'a str>,
    /// Its headline.
    pub title: Option<&'a str>,
}

/// The columns of [`Whole`]: one row.
#[must_use]
pub fn whole(first: First<'_>, around: &Around<'_>) -> [u8; Whole::COUNT] {
    let mut row = [0; Whole::COUNT];
    body_shape(first, &mut row);
    witnesses(first, around, &mut row);
    row
}

/// What the likely body looks like.
fn body_shape(first: First<'_>, row: &mut [u8; Whole::COUNT]) {
    let cut = cut::expected_f1(first.blocks, first.probabilities);
    let words = |index: usize| first.blocks[index].words as f32 * first.probabilities[index];
    let all: f32 = first.blocks.iter().map(|block| block.words as f32).sum();
    let body: f32 = (0..first.blocks.len()).map(words).sum();
    let kept: Vec<usize> = (0..first.blocks.len()).filter(|&index| first.probabilities[index] >= 0.5).collect();
    let of_body = |feature: Feature, wanted: &dyn Fn(u8) -> bool| {
        let column = first.table.column(feature as usize);
        (0..first.blocks.len()).filter(|&index| wanted(column[index])).map(words).sum::<f32>() / body.max(1e-6)
    };
    let keys = first.table.keys();
    let mut paths: Vec<u64> = kept.iter().map(|&index| keys[index]).collect();
    paths.sort_unstable();
    paths.dedup();
    let kept_words: u32 = kept.iter().map(|&index| first.blocks[index].words).sum();
    let (links, chars) =
        kept.iter().fold((0, 0), |(links, chars), &index| (links + first.blocks[index].link_chars, chars + first.blocks[index].chars));
    let extent = kept.first().zip(kept.last()).map_or(0, |(start, end)| end - start + 1);
    let unsure: f32 = (0..first.blocks.len())
        .filter(|&index| (0.2..0.8).contains(&first.probabilities[index]))
        .map(|index| first.blocks[index].words as f32)
        .sum();
    let is_sure = |index: &usize| first.probabilities[*index] > SURE && first.blocks[*index].words >= SURE_WORDS;
    let above: u32 =
        (0..first.blocks.len()).filter(|&index| first.probabilities[index] >= cut).map(|index| first.blocks[index].words).sum();
    let values = [
        (Whole::BodyWords, log(body as u32)),
        (Whole::BodyShare, byte(body / all.max(1.0))),
        (Whole::BodyBlocks, log(kept.len() as u32)),
        (Whole::SureBlocks, log(kept.iter().filter(|index| is_sure(index)).count() as u32)),
        (Whole::BestP, byte(first.probabilities.iter().copied().fold(0.0, f32::max))),
        (Whole::MeanBodyWords, log(kept_words / kept.len().max(1) as u32)),
        (Whole::BodyDensity, share(links, chars)),
        (Whole::BodyInParagraphs, byte(of_body(Feature::IsParagraph, &|value| value == 1))),
        (Whole::BodyInItems, byte(of_body(Feature::IsItem, &|value| value == 1))),
        (Whole::BodyInHeadings, byte(of_body(Feature::HeadingLevel, &|value| value > 0))),
        (Whole::BodyInCells, byte(of_body(Feature::InTable, &|value| value > 0))),
        (Whole::BodyInPre, byte(of_body(Feature::IsPre, &|value| value == 1))),
        (Whole::BodyPaths, log(paths.len() as u32)),
        (Whole::BodyExtent, share(kept.len() as u32, extent as u32)),
        (Whole::BodyDates, log(first.table.column(Feature::PageDates as usize).first().copied().unwrap_or(0).into())),
        (Whole::BodyQuestions, byte(of_body(Feature::Marks, &|value| value & 32 != 0))),
        (Whole::BodyPrices, byte(of_body(Feature::Marks, &|value| value & 8 != 0))),
        (Whole::BodyUpper, byte(of_body(Feature::Upper, &|value| value > 60))),
        (Whole::UnsureWords, byte(unsure / all.max(1.0))),
        (Whole::CutShare, share(above, all as u32)),
    ];
    for (feature, value) in values {
        row[feature as usize] = value;
    }
    for (feature, group) in [
        (Whole::GroupComment, Feature::Group2),
        (Whole::GroupRelated, Feature::Group3),
        (Whole::GroupList, Feature::Group15),
        (Whole::GroupForum, Feature::Group16),
        (Whole::GroupCode, Feature::Group17),
        (Whole::GroupService, Feature::Group19),
        (Whole::GroupPromo, Feature::Group9),
        (Whole::GroupArticle, Feature::Group1),
    ] {
        row[feature as usize] = byte(of_body(group, &|distance| distance < 6));
    }
}

/// What the page says of itself.
fn witnesses(first: First<'_>, around: &Around<'_>, row: &mut [u8; Whole::COUNT]) {
    use crate::document::Tag;
    let og = around.og_type.unwrap_or_default().to_ascii_lowercase();
    let has = |words: &[&str]| u8::from(around.types.iter().any(|kind| words.iter().any(|word| kind.contains(word))));
    let path = around.path.unwrap_or_default();
    let values = [
        (Whole::OgArticle, u8::from(og.contains("article"))),
        (Whole::OgProduct, u8::from(og.contains("product"))),
        (Whole::LdArticle, has(&["Article", "BlogPosting", "Report"])),
        (Whole::LdProduct, has(&["Product", "Offer"])),
        (Whole::LdForum, has(&["DiscussionForumPosting", "QAPage", "Question"])),
        (Whole::LdList, has(&["ItemList", "CollectionPage", "SearchResultsPage", "OfferCatalog"])),
        (Whole::LdService, has(&["Service", "LocalBusiness", "SoftwareApplication", "Course"])),
        (Whole::LdRecipe, has(&["Recipe", "HowTo"])),
        (Whole::LdFaq, has(&["FAQPage"])),
        (Whole::LdPage, has(&["WebPage"])),
        (Whole::Times, log(first.document.elements(Tag::Time).count() as u32)),
        (Whole::Articles, log(first.document.elements(Tag::Article).count() as u32)),
        (Whole::UrlDepth, path.split('/').filter(|part| !part.is_empty()).count().min(20) as u8),
        (Whole::UrlWords, path.rsplit('/').find(|part| !part.is_empty()).map_or(0, |part| part.split(['-', '_']).count().min(60) as u8)),
        (Whole::UrlDigits, path.chars().filter(char::is_ascii_digit).count().min(60) as u8),
        (Whole::TitleWords, log(around.title.map_or(0, crate::text::count_words) as u32)),
    ];
    for (feature, value) in values {
        row[feature as usize] = value;
    }
}
