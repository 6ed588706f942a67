//! How far a record can be trusted: a calibrated confidence, and warnings with short stable codes.

use crate::article::{Article, PageKind};
use crate::model::{self, Evidence, Opinion};
use crate::verdict::Verdict;

/// Below this many words (a Han character is one) a body is short: `short_body`.
const SHORT: usize = 60;
/// Below this confidence the body is the best guess that there is: `unsure_body`.
const UNSURE: f64 = 0.5;

/// The probability that the body is right: from the word F1 that the blocks' own probabilities promise, the body's
/// length and the page's kind, by coefficients fitted in training on pages that the forests had not seen.
pub(crate) fn confidence(evidence: &Evidence<'_>, opinion: &Opinion, verdicts: &[Verdict]) -> f64 {
    let (mut kept, mut right, mut gold) = (0.0_f32, 0.0_f32, 0.0_f32);
    for ((block, verdict), &p) in evidence.blocks.iter().zip(verdicts).zip(&opinion.body) {
        let words = block.words as f32;
        gold += p * words;
        if verdict.keep {
            kept += words;
            right += p * words;
        }
    }
    if kept == 0.0 {
        return 0.0;
    }
    let expected = (2.0 * right / (kept + gold).max(1e-6)).clamp(0.01, 0.99);
    f64::from(model::confidence([(expected / (1.0 - expected)).ln(), (1.0 + kept).ln(), opinion.kinds[0]]))
}

/// Takes back what was said of a shorter body than a record has now.
pub(crate) fn restate(article: &mut Article) {
    if article.word_count >= SHORT {
        article.quality.warnings.retain(|code| !matches!(code.as_str(), "no_text" | "short_body" | "js_required"));
    }
}

/// Codes of what a reader should know about the record.
pub(crate) fn warnings(evidence: &Evidence<'_>, article: &Article) -> impl Iterator<Item = &'static str> {
    let body_is_short = article.word_count < SHORT && matches!(article.page_kind, PageKind::Article | PageKind::LiveBlog);
    let codes = [
        ("no_text", evidence.blocks.is_empty()),
        ("short_body", body_is_short),
        ("unsure_body", article.quality.confidence < UNSURE && !article.text.is_empty()),
        ("page_truncated", evidence.document.is_truncated()),
        ("paywall_cue", article.is_accessible_for_free == Some(false) && body_is_short),
        ("js_required", article.word_count < SHORT && needs_scripts(evidence)),
    ];
    codes.into_iter().filter_map(|(code, holds)| holds.then_some(code))
}

/// Whether the page is an empty frame for scripts to fill: hardly any text, and a `<noscript>` or a root to mount on.
fn needs_scripts(evidence: &Evidence<'_>) -> bool {
    use crate::document::{Attribute, Tag};
    let words: u32 = evidence.blocks.iter().filter(|block| !block.noscript).map(|block| block.words).sum();
    let mounts = |id: &str| matches!(id, "root" | "app" | "__next" | "__nuxt" | "___gatsby" | "main-app" | "react-root");
    let empty_mount = || {
        evidence
            .document
            .elements(Tag::Div)
            .any(|node| evidence.document.attribute(node, Attribute::Id).is_some_and(mounts) && evidence.blocks.inside(node).is_empty())
    };
    let asks = || {
        evidence.document.elements(Tag::Noscript).any(|node| {
            let text = evidence.document.inner_text(node).to_lowercase();
            text.contains("javascript") && text.chars().count() < 400
        })
    };
    words < 120 && (empty_mount() || asks())
}
