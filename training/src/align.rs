//! Which words of a page are the gold's: an alignment of the two word sequences.

use std::collections::HashMap;

/// Runs of matched words shorter than this are chance.
const SHORTEST_RUN: usize = 4;

/// Splits text into the scorer's words: a Han or kana character each, else runs of letters, digits and `_`; lower-cased.
pub(crate) fn words(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word = String::new();
    for c in text.chars().filter(|&c| !presscut_cleaner::text::is_invisible(c)) {
        let cjk = presscut_cleaner::text::is_cjk(c);
        if !cjk && (c.is_alphanumeric() || c == '_') {
            word.extend(c.to_lowercase());
            continue;
        }
        if !word.is_empty() {
            words.push(std::mem::take(&mut word));
        }
        if cjk {
            words.push(c.to_string());
        }
    }
    if !word.is_empty() {
        words.push(word);
    }
    words
}

/// Numbers for words, shared by the page and its gold.
#[derive(Default)]
pub(crate) struct Numbers(HashMap<String, u32>);

impl Numbers {
    pub(crate) fn of(&mut self, text: &str) -> Vec<u32> {
        words(text)
            .into_iter()
            .map(|word| {
                let next = self.0.len() as u32;
                *self.0.entry(word).or_insert(next)
            })
            .collect()
    }
}

/// For each word of the page, the gold's word that it matches: the alignment with the longest runs.
///
/// A match scores one, a match right after a match three, so that scattered common words never beat a run.
pub(crate) fn align(page: &[u32], gold: &[u32]) -> Vec<Option<u32>> {
    const FROM_PAGE: u8 = 1;
    const FROM_GOLD: u8 = 2;
    const MATCHED: u8 = 3;
    const RUN: u8 = 4;
    let width = gold.len() + 1;
    let mut trace = vec![0_u8; (page.len() + 1) * width];
    let mut best = vec![0_u32; width];
    let mut matched = vec![0_u32; width];
    for (i, word) in page.iter().enumerate() {
        let (mut best_diagonal, mut matched_diagonal) = (best[0], matched[0]);
        for (j, wanted) in gold.iter().enumerate() {
            let at = (i + 1) * width + j + 1;
            let here = if word == wanted {
                let run = matched_diagonal > 0 && matched_diagonal + 3 > best_diagonal;
                if run {
                    trace[at] |= RUN;
                }
                if run { matched_diagonal + 3 } else { best_diagonal + 1 }
            } else {
                0
            };
            (best_diagonal, matched_diagonal) = (best[j + 1], matched[j + 1]);
            matched[j + 1] = here;
            let (value, from) = [(here, MATCHED), (best[j + 1], FROM_PAGE), (best[j], FROM_GOLD)]
                .into_iter()
                .max_by_key(|&(value, from)| (value, from))
                .unwrap_or_default();
            best[j + 1] = value;
            trace[at] |= from;
        }
    }
    runs(follow(&trace, width, page.len(), gold.len()))
}

fn follow(trace: &[u8], width: usize, mut i: usize, mut j: usize) -> Vec<Option<u32>> {
    let mut out = vec![None; i];
    let mut in_run = false;
    while i > 0 && j > 0 {
        let step = trace[i * width + j];
        if in_run || step & 3 == 3 {
            in_run = step & 4 != 0;
            (i, j) = (i - 1, j - 1);
            out[i] = Some(j as u32);
        } else if step & 3 == 1 {
            i -= 1;
        } else {
            j -= 1;
        }
    }
    out
}

/// Drops what is matched in runs too short to mean anything; a whole short text is a run all the same.
fn runs(mut matches: Vec<Option<u32>>) -> Vec<Option<u32>> {
    let mut start = 0;
    while start < matches.len() {
        let mut end = start + 1;
        if let Some(first) = matches[start] {
            while end < matches.len() && matches[end] == Some(first + (end - start) as u32) {
                end += 1;
            }
            if end - start < SHORTEST_RUN {
                matches[start..end].fill(None);
            }
        }
        start = end;
    }
    matches
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn navigation_words_are_not_the_storys() {
        let mut numbers = Numbers::default();
        let page = numbers.of("the harbour news The ferries left the harbour at dawn today more news of the harbour");
        let gold = numbers.of("The ferries left the harbour at dawn today");
        let matched: Vec<bool> = align(&page, &gold).iter().map(Option::is_some).collect();
        assert_eq!(matched.iter().position(|&m| m), Some(3));
        assert_eq!(matched.iter().filter(|&&m| m).count(), 8);
    }
}
