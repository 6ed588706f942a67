//! A short text as numbers, words and marks: digits of any script, Han numerals, words lower-cased.

use std::ops::Range;

use crate::text;

/// What a token is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Kind {
    /// A number, with how many digits it was written.
    Number(u64, usize),
    /// Letters of one word.
    Word(String),
    /// Any other character, and each Han character.
    Mark(char),
}

/// A token, and where it stands.
#[derive(Debug, Clone)]
pub(super) struct Token {
    pub kind: Kind,
    /// Bytes of the text.
    pub range: Range<usize>,
    /// White space stands before it.
    pub gap: bool,
}

impl Token {
    pub(super) fn number(&self) -> Option<(u64, usize)> {
        if let Kind::Number(value, digits) = self.kind { Some((value, digits)) } else { None }
    }

    pub(super) fn word(&self) -> Option<&str> {
        if let Kind::Word(word) = &self.kind { Some(word) } else { None }
    }

    pub(super) fn mark(&self) -> Option<char> {
        if let Kind::Mark(mark) = self.kind { Some(mark) } else { None }
    }

    pub(super) fn is_mark(&self, marks: &str) -> bool {
        self.mark().is_some_and(|mark| marks.contains(mark))
    }
}

/// Whether a text can hold a date at all: day, month and year take three digits at least, of which other scripts may write one as a word.
pub(super) fn has_digits(text: &str) -> bool {
    if text.is_ascii() {
        return text.bytes().filter(u8::is_ascii_digit).nth(2).is_some();
    }
    text.bytes().any(|byte| byte.is_ascii_digit()) || text.chars().any(|c| digit(c).is_some() || c == '年')
}

/// Cuts a text into tokens.
pub(super) fn tokens(text: &str) -> Vec<Token> {
    let mut out: Vec<Token> = Vec::new();
    let mut gap = false;
    let mut characters = text.char_indices().peekable();
    while let Some((start, c)) = characters.next() {
        if c.is_whitespace()
            || text::is_invisible(c)
            || matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
        {
            gap |= c.is_whitespace();
            continue;
        }
        let mut end = start + c.len_utf8();
        let kind = if let Some(first) = digit(c) {
            let (mut value, mut digits) = (u64::from(first), 1);
            while let Some(next) = characters.peek().and_then(|&(_, c)| digit(c)) {
                value = value.saturating_mul(10).saturating_add(u64::from(next));
                digits += 1;
                end += characters.next().map_or(0, |(_, c)| c.len_utf8());
            }
            Kind::Number(value, digits)
        } else if !c.is_ascii() && (han_digit(c).is_some() || c == '十') {
            let mut run = String::from(c);
            while let Some(&(_, next)) = characters.peek()
                && (han_digit(next).is_some() || next == '十')
            {
                run.push(next);
                end += next.len_utf8();
                characters.next();
            }
            han_number(&run).unwrap_or(Kind::Mark(c))
        } else if is_letter(c) && !text::is_cjk(c) {
            let mut word = String::new();
            push_lower(&mut word, c);
            while let Some(&(_, next)) = characters.peek()
                && (is_letter(next) || next == '\u{200c}' || (next == '.' && is_thai(c)))
                && !text::is_cjk(next)
            {
                if next != '\u{200c}' {
                    push_lower(&mut word, next);
                }
                end += next.len_utf8();
                characters.next();
            }
            if !word.is_ascii() {
                word.retain(|c| c != '\u{307}');
            }
            Kind::Word(word)
        } else {
            Kind::Mark(plain(c))
        };
        out.push(Token { kind, range: start..end, gap });
        gap = false;
    }
    out
}

fn push_lower(word: &mut String, c: char) {
    if c.is_ascii() { word.push(c.to_ascii_lowercase()) } else { word.extend(c.to_lowercase()) }
}

/// Letters, and the marks that stand on letters.
fn is_letter(c: char) -> bool {
    (c.is_alphabetic() || matches!(c, '\u{300}'..='\u{36f}' | '\u{900}'..='\u{dff}' | '\u{e30}'..='\u{e4e}' | '\u{64b}'..='\u{65f}'))
        && digit(c).is_none()
        && !matches!(c, '\u{964}' | '\u{965}')
}

fn is_thai(c: char) -> bool {
    matches!(c, '\u{e00}'..='\u{e7f}')
}

/// Full-width and typographic forms of the marks that dates are written with.
fn plain(c: char) -> char {
    match c {
        '：' => ':',
        '／' => '/',
        '－' | '−' | '‑' | '‐' | '–' => '-',
        '．' => '.',
        '，' | '،' => ',',
        '（' => '(',
        '）' => ')',
        '＋' => '+',
        c => c,
    }
}

/// A decimal digit of the scripts that write dates with digits of their own.
pub(super) fn digit(c: char) -> Option<u32> {
    if c < '\u{660}' {
        return c.to_digit(10);
    }
    let zeros = [
        '\u{660}', '\u{6f0}', '\u{966}', '\u{9e6}', '\u{ae6}', '\u{be6}', '\u{c66}', '\u{ce6}', '\u{d66}', '\u{e50}', '\u{ed0}',
        '\u{1040}', '\u{17e0}', '\u{ff10}',
    ];
    zeros.iter().map(|&zero| u32::from(c).wrapping_sub(u32::from(zero))).find(|&value| value < 10)
}

fn han_digit(c: char) -> Option<u64> {
    "〇一二三四五六七八九".chars().position(|digit| digit == c).or((c == '零' || c == '○').then_some(0)).map(|value| value as u64)
}

/// `二〇一六`, `十三`, `二十`, `三十一`.
fn han_number(run: &str) -> Option<Kind> {
    let mut parts = run.split('十');
    let (first, second) = (parts.next()?, parts.next());
    let digits = |part: &str| part.chars().filter_map(han_digit).fold(0_u64, |value, digit| value.saturating_mul(10).saturating_add(digit));
    match second {
        None => Some(Kind::Number(digits(first), run.chars().count())),
        Some(second) if parts.next().is_none() && first.chars().count() <= 1 && second.chars().count() <= 1 => {
            let tens = if first.is_empty() { 1 } else { digits(first) };
            Some(Kind::Number(tens * 10 + digits(second), 2))
        }
        Some(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_of_all_scripts_are_numbers() {
        let numbers = |text: &str| tokens(text).iter().filter_map(Token::number).map(|(value, _)| value).collect::<Vec<_>>();
        for text in ["13.05.2016", "١٣.٠٥.٢٠١٦", "१३.०५.२०१६", "๑๓.๐๕.๒๐๑๖", "１３.０５.２０１６"]
        {
            assert_eq!(numbers(text), [13, 5, 2016], "{text}");
        }
        assert_eq!(numbers("二〇一六年五月十三日"), [2016, 5, 13]);
        assert_eq!(numbers("三十一日二十日"), [31, 20]);
    }

    #[test]
    fn a_thai_abbreviation_is_one_word() {
        assert_eq!(tokens("13พ.ค.2559").iter().filter_map(Token::word).collect::<Vec<_>>(), ["พ.ค."]);
    }
}
