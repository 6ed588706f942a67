//! All phrases of all rules, found on a line in one pass over its words.
//!
//! A phrase never cuts a word of letters in two, so it can only stand where its longest word does. Lines have few words that
//! are the longest of any phrase, and there the whole is compared. Phrases without such a word, as Chinese has them, stand
//! in an automaton.

use aho_corasick::AhoCorasick;

use super::How;
use super::line::{Line, is_spelt};
use crate::quick_map::Map;

/// A phrase of a rule.
#[derive(Debug, Clone, Copy)]
pub(super) struct Phrase {
    pub(super) text: &'static str,
    /// The place of its rule in the book.
    pub(super) rule: usize,
    pub(super) how: How,
}

#[derive(Debug, Default)]
pub(super) struct Phrases {
    /// Phrases by their longest word, with where in them it begins, in bytes.
    by_word: Map<&'static str, Vec<(usize, Phrase)>>,
    /// By first byte: a bit for each length that such words have.
    lengths: Vec<u64>,
    /// Phrases without words of letters.
    unspelt: Vec<Phrase>,
    automaton: Option<AhoCorasick>,
}

impl Phrases {
    pub(super) fn of(phrases: impl Iterator<Item = Phrase>) -> Self {
        let mut out = Self { lengths: vec![0; 256], ..Self::default() };
        for phrase in phrases {
            let Some((at, word)) = words(phrase.text).max_by_key(|(_, word)| word.len()) else {
                out.unspelt.push(phrase);
                continue;
            };
            out.by_word.entry(word).or_default().push((at, phrase));
            if let Some(lengths) = out.lengths.get_mut(first(word)) {
                *lengths |= 1 << word.len().min(63);
            }
        }
        out.automaton = AhoCorasick::new(out.unspelt.iter().map(|phrase| phrase.text)).ok();
        out
    }

    /// The first rule of the book a phrase of which stands on the line as it must.
    pub(super) fn find(&self, line: &Line) -> Option<usize> {
        let text = line.lower();
        let spelt = words(text).filter(|(_, word)| self.may_have(word)).flat_map(|(at, word)| {
            let phrases = self.by_word.get(word).map_or(&[][..], Vec::as_slice);
            phrases.iter().filter_map(move |&(inside, phrase)| Some((at.checked_sub(inside)?, phrase)))
        });
        let stands = |&(start, phrase): &(usize, Phrase)| {
            text.get(start..).is_some_and(|rest| rest.starts_with(phrase.text)) && line.holds(phrase.how, start, start + phrase.text.len())
        };
        let spelt = spelt.filter(stands).map(|(_, phrase)| phrase.rule).min();
        let unspelt = if text.is_ascii() { None } else { self.unspelt(line) };
        spelt.into_iter().chain(unspelt).min()
    }

    fn unspelt(&self, line: &Line) -> Option<usize> {
        let found = self.automaton.as_ref()?.find_overlapping_iter(line.lower());
        let stands = found.filter_map(|found| {
            let phrase = self.unspelt.get(found.pattern().as_usize())?;
            line.holds(phrase.how, found.start(), found.end()).then_some(phrase.rule)
        });
        stands.min()
    }

    fn may_have(&self, word: &str) -> bool {
        self.lengths.get(first(word)).is_some_and(|lengths| lengths >> word.len().min(63) & 1 == 1)
    }
}

fn first(word: &str) -> usize {
    word.bytes().next().map_or(0, usize::from)
}

/// The words of letters and digits, with the byte that each begins at. Han and kana part them.
fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let start = rest.find(is_spelt)?;
        let from = rest.get(start..)?;
        let length = from.find(|c| !is_spelt(c)).unwrap_or(from.len());
        let word = from.get(..length)?;
        let at = text.len() - from.len();
        rest = from.get(length..)?;
        Some((at, word))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_runs_of_letters_and_digits() {
        assert_eq!(words("(c) 2016 — été，app下载").collect::<Vec<_>>(), [(1, "c"), (4, "2016"), (13, "été"), (21, "app")]);
        assert_eq!(words("分享到：").count(), 0);
    }

    #[test]
    fn a_phrase_is_found_wherever_it_stands_whole() {
        let phrase = |text, rule| Phrase { text, rule, how: How::Within(80) };
        let phrases = Phrases::of([phrase("the quay", 3), phrase("quay", 5), phrase("码头", 1)].into_iter());
        let found = |text| Line::new(text).and_then(|line| phrases.find(&line));
        assert_eq!(found("News of the quay"), Some(3));
        assert_eq!(found("Quay news"), Some(5));
        assert_eq!(found("Quays of the quayside"), None);
        assert_eq!(found("北码头"), Some(1));
    }
}
