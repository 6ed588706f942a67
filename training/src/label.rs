//! Labels of blocks: how much of each is gold.

use std::collections::HashMap;

use crate::align::align;

/// "Not known": the block teaches nothing.
pub(crate) const UNKNOWN: u8 = 255;

/// The share of each block's words that is gold, in steps of 1/200.
pub(crate) fn by_body(blocks: &[Vec<u32>], gold: &[u32]) -> Vec<u8> {
    let page = blocks.concat();
    let matches = align(&page, gold);
    let mut used = vec![false; gold.len()];
    for at in matches.iter().flatten() {
        used[*at as usize] = true;
    }
    let mut spare = unused_shingles(gold, &used);
    let mut labels = Vec::with_capacity(blocks.len());
    let mut start = 0;
    for block in blocks {
        let end = start + block.len();
        let mut found = matches[start..end].iter().flatten().count();
        if block.len() < 4 && short_block_fits(&page, &matches, gold, start..end) {
            found = block.len();
        }
        if found * 2 < block.len() && block.len() >= 8 {
            found = found.max(moved(block, &mut spare));
        }
        labels.push(if block.is_empty() { UNKNOWN } else { (found * 200 / block.len()) as u8 });
        start = end;
    }
    labels
}

/// A block too short for a run counts where the gold has its words right behind the match before it, or right before the next.
fn short_block_fits(page: &[u32], matches: &[Option<u32>], gold: &[u32], range: std::ops::Range<usize>) -> bool {
    let words = &page[range.clone()];
    let before = matches[..range.start].iter().rev().take(60).flatten().next().map(|&at| at as usize + 1);
    let after = matches[range.end..].iter().take(60).flatten().next().map(|&at| at as usize);
    let fits = |start: usize| gold.get(start..start + words.len()) == Some(words);
    before.is_some_and(fits) || after.and_then(|at| at.checked_sub(words.len())).is_some_and(fits)
}

/// Four-word runs of the gold that nothing matched, counted.
fn unused_shingles(gold: &[u32], used: &[bool]) -> HashMap<[u32; 4], u32> {
    let mut spare = HashMap::new();
    for (window, used) in gold.windows(4).zip(used.windows(4)) {
        if used.iter().all(|&used| !used) {
            *spare.entry([window[0], window[1], window[2], window[3]]).or_insert(0) += 1;
        }
    }
    spare
}

/// Words of a block that the gold has elsewhere, still unused: all of them where four fifths of its runs lie there, else none.
fn moved(block: &[u32], spare: &mut HashMap<[u32; 4], u32>) -> usize {
    let shingles: Vec<[u32; 4]> = block.windows(4).map(|w| [w[0], w[1], w[2], w[3]]).collect();
    let found = shingles.iter().filter(|shingle| spare.get(*shingle).is_some_and(|&left| left > 0)).count();
    if found * 5 <= shingles.len() * 4 {
        return 0;
    }
    for shingle in &shingles {
        if let Some(left) = spare.get_mut(shingle) {
            *left = left.saturating_sub(1);
        }
    }
    block.len()
}

/// Labels where only some segments are known to be in or out.
pub(crate) fn by_segments(blocks: &[&str], with: &[String], without: &[String]) -> Vec<u8> {
    let holds =
        |block: &str, segments: &[String]| segments.iter().any(|segment| segment.chars().count() >= 8 && block.contains(segment.as_str()));
    blocks
        .iter()
        .map(|block| match (holds(block, with), holds(block, without)) {
            (true, false) => 200,
            (false, true) => 0,
            _ => UNKNOWN,
        })
        .collect()
}
