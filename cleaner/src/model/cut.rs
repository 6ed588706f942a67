//! How much of a page to keep, by its blocks' probabilities.

use crate::segment::Blocks;

/// The probability from which blocks are kept so that the expected word F1 is highest.
#[must_use]
pub fn expected_f1(blocks: &Blocks, probabilities: &[f32]) -> f32 {
    let mut order: Vec<(f32, f32)> = probabilities.iter().zip(blocks.iter()).map(|(&p, block)| (p, block.words as f32)).collect();
    order.sort_by(|a, b| b.0.total_cmp(&a.0));
    let gold: f32 = order.iter().map(|(p, words)| p * words).sum();
    let (mut kept, mut right, mut best, mut threshold) = (0.0, 0.0, 0.0, 0.5);
    for (p, words) in order {
        kept += words;
        right += p * words;
        let f1 = 2.0 * right / (kept + gold).max(1e-6);
        if f1 > best {
            (best, threshold) = (f1, p);
        }
    }
    threshold
}
