//! A short line, and how phrases stand on it.

use super::How;
use crate::text::is_cjk;

/// Longest line that is looked at, in characters: what is longer is prose, or a notice that no short rule can be sure of.
const LONGEST: usize = 400;

/// A line of text in lower case.
#[derive(Debug)]
pub(super) struct Line {
    lower: String,
    chars: usize,
    is_sentence: bool,
    has_digit: bool,
    has_separator: bool,
}

impl Line {
    /// Nothing for a line that is too long or empty.
    pub(super) fn new(text: &str) -> Option<Self> {
        let text = text.trim();
        let chars = if text.len() > LONGEST * 4 { return None } else { text.chars().count() };
        if chars == 0 || chars > LONGEST {
            return None;
        }
        let lower = if text.is_ascii() { text.to_ascii_lowercase() } else { lowered(text) };
        let has_digit = text.bytes().fold(false, |found, byte| found | byte.is_ascii_digit());
        let has_separator = if text.is_ascii() { text.contains(['|', '/', '>']) } else { text.contains(is_separator) };
        let is_sentence = is_sentence(&lower);
        Some(Self { lower, chars, is_sentence, has_digit, has_separator })
    }

    pub(super) fn lower(&self) -> &str {
        &self.lower
    }

    pub(super) fn chars(&self) -> usize {
        self.chars
    }

    pub(super) fn is_sentence(&self) -> bool {
        self.is_sentence
    }

    pub(super) fn has_digit(&self) -> bool {
        self.has_digit
    }

    /// Whether anything on it parts a trail or a bar: most lines have nothing of the kind.
    pub(super) fn has_separator(&self) -> bool {
        self.has_separator
    }

    /// Whether the phrase at these bytes stands as it must.
    pub(super) fn holds(&self, how: How, start: usize, end: usize) -> bool {
        let (before, after) = (self.lower.get(..start).unwrap_or_default(), self.lower.get(end..).unwrap_or_default());
        if !self.has_edges(before, start, end, after) {
            return false;
        }
        let short = |max: usize| self.chars <= max;
        match how {
            How::Whole => is_decoration(before) && is_decoration(after),
            How::Counted => is_counter(before) && is_counter(after),
            How::Start(max) => short(max) && !self.is_sentence && is_decoration(before),
            How::Plea(max) => short(max) && is_decoration(before),
            How::Label(max) => is_decoration(before) && is_labelled(after, max, false),
            How::Pointer(max) => is_decoration(before) && is_labelled(after, max, true),
            How::End(max) => short(max) && !self.is_sentence && is_decoration(after),
            How::Within(max) => short(max) && !self.is_sentence,
            How::Notice(max) => short(max) && !runs_on(after),
            How::Numbered(max) => short(max) && !self.is_sentence && self.has_digit,
        }
    }

    /// Whether no word is cut in two. Han and kana have no edges to see.
    fn has_edges(&self, before: &str, start: usize, end: usize, after: &str) -> bool {
        let phrase = self.lower.get(start..end).unwrap_or_default();
        let joined = |inner: Option<char>, outer: Option<char>| inner.is_some_and(is_spelt) && outer.is_some_and(is_spelt);
        !joined(phrase.chars().next(), before.chars().next_back()) && !joined(phrase.chars().next_back(), after.chars().next())
    }
}

/// The text in lower case, apostrophes written alike.
fn lowered(text: &str) -> String {
    let mut lower = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '’' => lower.push('\''),
            _ if c.is_ascii() => lower.push(c.to_ascii_lowercase()),
            _ if is_cjk(c) => lower.push(c),
            _ => lower.extend(c.to_lowercase()),
        }
    }
    lower
}

/// Whether a character is a letter or digit of a word that has edges.
pub(super) fn is_spelt(c: char) -> bool {
    c.is_ascii_alphanumeric() || !c.is_ascii() && c.is_alphanumeric() && !is_cjk(c)
}

/// Whether a character parts a trail or a bar.
fn is_separator(c: char) -> bool {
    matches!(c, '|' | '/' | '>' | '›' | '»' | '→' | '＞' | '▸' | '｜' | '丨' | '│' | '┊' | '¦' | '·')
}

/// Whether a character says that somebody is quoted.
fn is_quote(c: char) -> bool {
    matches!(c, '"' | '\'' | '“' | '”' | '„' | '«' | '»' | '‘' | '「' | '」' | '『' | '』' | '《' | '》')
}

/// Nothing but punctuation, symbols and spaces; quotation marks would make it somebody's words.
fn is_decoration(text: &str) -> bool {
    text.chars().all(|c| !c.is_alphanumeric() && !is_quote(c)) || matches!(text.trim(), "»" | "«" | "»»" | "««")
}

fn is_counter(text: &str) -> bool {
    text.chars().all(|c| (!c.is_alphabetic() || matches!(c, '条' | '條' | '个' | '件')) && !is_quote(c))
}

/// Whether a colon follows and then at most `max` characters, which are no sentence unless one is welcome; or nothing.
fn is_labelled(after: &str, max: usize, sentence: bool) -> bool {
    let after = after.trim_start();
    let rest = after.strip_prefix([':', '：', '︰']).map(str::trim);
    match rest {
        Some(rest) => rest.chars().take(max + 1).count() <= max && (sentence || !is_sentence(rest)),
        None => is_decoration(after),
    }
}

/// Whether a phrase goes on into a sentence: another word follows it.
fn runs_on(after: &str) -> bool {
    let mut rest = after.chars();
    match rest.next() {
        None => false,
        Some(' ') => rest.next().is_some_and(|c| c.is_alphabetic() && !is_cjk(c)),
        Some(c) => is_cjk(c),
    }
}

/// Whether a line reads like a sentence: it ends like one and has the words for one.
pub(super) fn is_sentence(text: &str) -> bool {
    let inner = text.trim_end_matches(|c: char| is_quote(c) || matches!(c, ')' | '）' | ']' | '】') || c.is_whitespace());
    let ended = inner.ends_with(['.', '!', '?', '。', '！', '？', '…', '؟', '।', '۔']) && !inner.ends_with("...");
    if !ended {
        return false;
    }
    inner.split_whitespace().nth(3).is_some() || inner.chars().filter(|&c| is_cjk(c)).nth(7).is_some()
}
