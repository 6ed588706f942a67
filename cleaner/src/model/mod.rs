//! The learned part: features of each block, and trees that make a probability of them.

#![allow(
    clippy::cast_sign_loss,
    clippy::cast_possible_wrap,
    reason = "counts and shares are never negative; positions are far below `i64::MAX`"
)]

pub mod columns;
pub mod context;
pub mod cut;
pub mod features;
mod trees;

use std::sync::LazyLock;

use crate::article::PageKind;
use crate::boilerplate::Rule;
use crate::document::Document;
use crate::segment::Blocks;
use trees::Forest;

/// What the model sees of a page.
#[derive(Debug)]
pub struct Evidence<'a> {
    /// The page's tree.
    pub document: &'a Document,
    /// Its blocks.
    pub blocks: &'a Blocks,
    /// The boilerplate rule that each falls under.
    pub rules: Vec<Option<&'static Rule>>,
    /// Their features.
    pub table: columns::Table,
    /// What is known beside them.
    pub around: context::Around<'a>,
}

impl Evidence<'_> {
    /// The page with the first forest's probabilities.
    #[must_use]
    pub fn first<'a>(&'a self, probabilities: &'a [f32]) -> context::First<'a> {
        context::First { document: self.document, blocks: self.blocks, table: &self.table, probabilities }
    }
}

/// The kinds of page that the model tells apart, in the order of its forests.
pub(crate) const KINDS: [PageKind; 7] =
    [PageKind::Article, PageKind::Forum, PageKind::Product, PageKind::Index, PageKind::Index, PageKind::Documentation, PageKind::Other];

/// The second forest's share of a block's probability: it knows more, the first errs elsewhere.
const SECOND: f32 = 0.65;

/// The weights that `training/run` wrote.
static WEIGHTS: &[u8] = include_bytes!("weights.bin");

static MODEL: LazyLock<Model> = LazyLock::new(|| {
    let model = Model::read(WEIGHTS).unwrap_or_default();
    debug_assert!(!model.kinds.is_empty(), "weights.bin is of another version than the code: run training/run");
    model
});

/// The eight hexadecimal digits that name the weights in `extractor`.
pub(crate) fn name() -> String {
    static NAME: LazyLock<String> = LazyLock::new(|| format!("{:08x}", xxhash_rust::xxh3::xxh3_64(WEIGHTS) >> 32));
    NAME.clone()
}

/// What the model says of a page.
#[derive(Debug, Clone)]
pub(crate) struct Opinion {
    /// By block: the probability that it is body.
    pub(crate) body: Vec<f32>,
    /// By entry of [`KINDS`]: the probability that the page is of it.
    pub(crate) kinds: [f32; KINDS.len()],
}

#[derive(Debug, Default)]
struct Model {
    first: Forest,
    kinds: Vec<Forest>,
    second: Forest,
    /// Bias and coefficients of [`confidence`].
    confidence: [f32; 4],
}

impl Model {
    fn read(bytes: &[u8]) -> Result<Self, trees::Malformed> {
        let (first, mut rest) = Forest::read(bytes)?;
        let mut kinds = Vec::with_capacity(KINDS.len());
        for _ in KINDS {
            let (forest, after) = Forest::read(rest)?;
            kinds.push(forest);
            rest = after;
        }
        let (second, rest) = Forest::read(rest)?;
        let (values, rest) = rest.split_first_chunk::<16>().ok_or(trees::Malformed)?;
        let mut confidence = [0.0; 4];
        for (value, bytes) in confidence.iter_mut().zip(values.as_chunks::<4>().0) {
            *value = f32::from_le_bytes(*bytes);
        }
        if rest.is_empty() { Ok(Self { first, kinds, second, confidence }) } else { Err(trees::Malformed) }
    }
}

/// Asks the model about a page: the first forest about each block, the kinds' about the whole, the second about each
/// block among its neighbours.
pub(crate) fn ask(evidence: &Evidence<'_>) -> Opinion {
    let first: Vec<f32> = MODEL.first.scores(&evidence.table).into_iter().map(trees::probability).collect();
    let seen = evidence.first(&first);
    let whole = context::whole(seen, &evidence.around);
    let mut table = evidence.table.clone();
    table.extend(&context::table(seen), &whole);
    let second = MODEL.second.scores(&table).into_iter().map(trees::probability);
    let body = first.iter().zip(second).map(|(first, second)| first + SECOND * (second - first)).collect();
    Opinion { body, kinds: kinds(&whole) }
}

/// A logistic regression over the body's expected F1 (as log odds), its words (as a logarithm) and P(article).
pub(crate) fn confidence(values: [f32; 3]) -> f32 {
    let [bias, rest @ ..] = MODEL.confidence;
    trees::probability(bias + rest.iter().zip(values).map(|(weight, value)| weight * value).sum::<f32>())
}

/// The kinds' probabilities: each forest's score, exponentiated and scaled to a sum of one.
fn kinds(whole: &[u8]) -> [f32; KINDS.len()] {
    let mut probabilities = [0.0; KINDS.len()];
    for (probability, forest) in probabilities.iter_mut().zip(&MODEL.kinds) {
        *probability = forest.score(whole).exp();
    }
    let sum: f32 = probabilities.iter().sum();
    probabilities.map(|probability| probability / sum.max(f32::MIN_POSITIVE))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_weights_are_of_this_code() {
        let model = Model::read(WEIGHTS).expect("run training/run");
        let width = features::Feature::COUNT + context::Context::COUNT + context::Whole::COUNT;
        assert!(model.first.width() <= features::Feature::COUNT);
        assert!(model.second.width() <= width && width <= 256, "a column is a byte");
        assert!(model.kinds.iter().all(|kind| kind.width() <= context::Whole::COUNT));
        assert!(WEIGHTS.len() <= 1 << 20);
    }
}
