//! Dates in short texts: of any order and script, with a time and an offset where these stand beside it.

use std::ops::Range;

use jiff::civil::{Date, Time};
use jiff::tz::Offset;

use super::clock;
use super::months::{self, Month};
use super::tokens::{self, Kind, Token};

/// Longest text that is searched, in bytes.
const LONGEST: usize = 2_000;

/// How to read what can be read in two ways.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Hint<'a> {
    /// The page's language, BCP 47.
    pub language: Option<&'a str>,
    /// `05/06/2016` is the sixth of May.
    pub month_first: bool,
    /// When the page was fetched.
    pub now: Option<jiff::Timestamp>,
}

/// A date found in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct FoundDate {
    /// The day.
    pub date: Date,
    /// The time of day beside it.
    pub time: Option<Time>,
    /// The offset from UTC that is stated with the time.
    pub offset: Option<Offset>,
    /// Where they stand: bytes of the text.
    pub range: Range<usize>,
    /// The same numbers with day and month exchanged, where that is a date too and nothing on the spot decides.
    pub exchanged: Option<Date>,
}

/// All full dates of a short text, in order. Dates without a year are not given.
#[must_use]
pub(crate) fn find(text: &str, hint: Hint<'_>) -> Vec<FoundDate> {
    if text.len() > LONGEST || !tokens::has_digits(text) {
        return Vec::new();
    }
    let tokens = tokens::tokens(text);
    let mut found: Vec<FoundDate> = Vec::new();
    let mut index = 0;
    let mut free = 0;
    while index < tokens.len() {
        let Some((date, end)) = date_at(&tokens, index, hint) else {
            index += 1;
            continue;
        };
        let (mut start, mut end) = (index, end);
        let (mut time, mut offset) = (None, None);
        if let Some((clock, after)) = clock::after(&tokens, end) {
            (time, offset, end) = (Some(clock.time), clock.offset, after);
        } else if let Some((clock, before)) = clock::before(&tokens, free, start) {
            (time, offset, start) = (Some(clock.time), clock.offset, before);
        } else if let Some((clock, _)) = clock::before(&tokens, index, end - 1) {
            (time, offset) = (Some(clock.time), clock.offset); // within: `Fri May 13 09:22:00 CST 2016`
        }
        let first = tokens.get(start).map_or(0, |token| token.range.start);
        let last = tokens.get(end - 1).map_or(0, |token| token.range.end);
        found.push(FoundDate { date, time, offset, range: first..last, exchanged: exchanged(&tokens, index, date) });
        index = end;
        free = end;
    }
    found
}

/// A day that starts at a token, and the token after it.
fn date_at(tokens: &[Token], at: usize, hint: Hint<'_>) -> Option<(Date, usize)> {
    let token = tokens.get(at)?;
    match &token.kind {
        Kind::Number(value, digits) => {
            if glued_before(tokens, at) {
                return None;
            }
            compact(tokens, at, *value, *digits)
                .or_else(|| year_first(tokens, at, hint))
                .or_else(|| day_first_named(tokens, at, hint))
                .or_else(|| numeric(tokens, at, hint))
        }
        Kind::Word(_) => month_first_named(tokens, at, hint).or_else(|| vietnamese(tokens, at)),
        Kind::Mark(_) => era(tokens, at),
    }
}

/// The number is the rest of a longer one: a version, a telephone number, a price.
fn glued_before(tokens: &[Token], at: usize) -> bool {
    let Some(previous) = at.checked_sub(1).and_then(|index| tokens.get(index)) else { return false };
    if tokens[at].gap {
        return false;
    }
    let number_before = at.checked_sub(2).and_then(|index| tokens.get(index)).is_some_and(|token| token.number().is_some());
    (previous.is_mark(".-/") && !previous.gap && number_before) || previous.is_mark("$€£¥%")
}

fn glued_after(tokens: &[Token], end: usize) -> bool {
    let (Some(mark), Some(number)) = (tokens.get(end), tokens.get(end + 1)) else { return false };
    let time_may_follow = mark.is_mark("-") && number.number().is_some_and(|(_, digits)| digits == 2);
    mark.is_mark("./-") && !mark.gap && !number.gap && number.number().is_some() && !time_may_follow
}

/// `20160513`, `20160513092200`.
fn compact(tokens: &[Token], at: usize, value: u64, digits: usize) -> Option<(Date, usize)> {
    let day = match digits {
        8 => value,
        12 => value / 10_000,
        14 => value / 1_000_000,
        _ => return None,
    };
    let year = i16::try_from(day / 10_000).ok().filter(|year| (1990..2100).contains(year))?;
    let date = Date::new(year, i8::try_from(day / 100 % 100).ok()?, i8::try_from(day % 100).ok()?).ok()?;
    (!glued_after(tokens, at + 1)).then_some((date, at + 1))
}

/// `2016-05-13`, `2016年5月13日`, `2016. 5. 13.`, `2016. május 13.`, `2016년 5월 13일`, `2016 m. gegužės 13 d.`
fn year_first(tokens: &[Token], at: usize, hint: Hint<'_>) -> Option<(Date, usize)> {
    let year = four_digits(tokens, at)?;
    let mut next = at + 1;
    let east = tokens.get(next).is_some_and(|token| token.is_mark("年") || token.word() == Some("년"));
    if east {
        next += 1;
        let month = small(tokens, next, 12)?;
        next = unit(tokens, next + 1, "月", "월").or_else(|| tokens.get(next + 1).filter(|t| t.is_mark("-/.")).map(|_| next + 2))?;
        let day = small(tokens, next, 31)?;
        next = unit(tokens, next + 1, "日号號", "일").unwrap_or(next + 1);
        return Some((day_of(year, month, day, hint)?, next));
    }
    next = skip_marks(tokens, next, ".,-/");
    next = skip_words(tokens, next, &["m", "g", "gada", "оны", "ж", "a"]);
    next = skip_marks(tokens, next, ".,-/");
    if let Some(word) = tokens.get(next).and_then(Token::word)
        && let Some(month) = months::month(word, hint.language)
    {
        next = skip_marks(tokens, next + 1, ".,-/");
        let day = small(tokens, next, 31)?;
        let end = skip_marks(tokens, next + 1, ".");
        return Some((date_of(year, month, day, hint)?, end));
    }
    if let Some(day) = small(tokens, next, 31)
        && let named = skip_marks(tokens, next + 1, ".")
        && let Some(month) = tokens.get(named).and_then(Token::word).and_then(|word| months::month(word, hint.language))
    {
        return Some((date_of(year, month, day, hint)?, named + 1));
    }
    let separator = tokens.get(at + 1)?.mark()?;
    if !"-/.".contains(separator) {
        return None;
    }
    let month = small(tokens, at + 2, 12)?;
    if !tokens.get(at + 3)?.is_mark("-/.") {
        return None;
    }
    let day = small(tokens, at + 4, 31)?;
    if separator != '.' && (tokens.get(at + 2)?.gap != tokens.get(at + 4)?.gap || glued_after(tokens, at + 5)) {
        return None;
    }
    let end = if separator == '.' { skip_marks(tokens, at + 5, ".") } else { at + 5 };
    Some((day_of(year, month, day, hint)?, end))
}

/// `13 May 2016`, `13. Mai 2016`, `13 de mayo de 2016`, `13th of May, 2016`, `31-May-2023`, `13 พ.ค. 59`
fn day_first_named(tokens: &[Token], at: usize, hint: Hint<'_>) -> Option<(Date, usize)> {
    let day = small(tokens, at, 31)?;
    let mut next = skip_words(tokens, at + 1, ORDINALS);
    next = skip_marks(tokens, next, ".,-/ºª°");
    next = skip_words(tokens, next, LINKS);
    let word = tokens.get(next)?.word()?;
    let (month, after) = match two_words(word, tokens.get(next + 1)).and_then(|joined| months::month(&joined, hint.language)) {
        Some(month) => (month, next + 2),
        None => (months::month(word, hint.language)?, next + 1),
    };
    next = skip_marks(tokens, after, ".,-/'’");
    // `13 mai/ayar 2016`: two names of one month.
    if let Some(other) = tokens.get(next).and_then(Token::word)
        && months::month(other, hint.language) == Some(month)
    {
        next = skip_marks(tokens, next + 1, ".,-/)");
    }
    next = skip_words(tokens, next, LINKS);
    next = skip_marks(tokens, next, ".,-/'’");
    let thai = word.chars().any(|c| matches!(c, '\u{e00}'..='\u{e7f}'));
    if let Some(year) = four_digits(tokens, next) {
        return Some((date_of(year, month, day, hint)?, next + 1));
    }
    let (short, digits) = tokens.get(next)?.number()?;
    let short = i16::try_from(short).ok().filter(|_| digits == 2)?;
    if tokens
        .get(next + 1)
        .is_some_and(|token| token.is_mark(":.") && !token.gap && tokens.get(next + 2).is_some_and(|t| t.number().is_some()))
    {
        return None; // a time, not a year
    }
    let year = if thai && short > 30 { 2500 + short } else { 2000 + short };
    let separated = tokens.get(next).is_some_and(|token| !token.gap) || thai;
    (separated && short < 70).then(|| date_of(year, month, day, hint)).flatten().map(|date| (date, next + 1))
}

/// `May 13, 2016`, `May 13th 2016`, `mayo 13 de 2016`, `Fri May 13 09:22:00 CST 2016`
fn month_first_named(tokens: &[Token], at: usize, hint: Hint<'_>) -> Option<(Date, usize)> {
    let month = months::month(tokens.get(at)?.word()?, hint.language)?;
    let next = skip_marks(tokens, at + 1, ".,-/");
    let day = small(tokens, next, 31)?;
    let mut next = skip_words(tokens, next + 1, ORDINALS);
    next = skip_marks(tokens, next, ".,-/");
    next = skip_words(tokens, next, LINKS);
    next = skip_marks(tokens, next, ".,-/");
    if let Some(year) = four_digits(tokens, next) {
        return Some((date_of(year, month, day, hint)?, next + 1));
    }
    // A time, perhaps a zone, then the year: the time itself is read from before the year.
    let (_, after) = clock::after(tokens, next).filter(|_| tokens.get(next).is_some_and(|token| token.number().is_some()))?;
    let zone = usize::from(tokens.get(after).is_some_and(|token| token.word().is_some_and(|word| word.len() <= 4)));
    let year = four_digits(tokens, after + zone)?;
    Some((date_of(year, month, day, hint)?, after + zone + 1))
}

/// `ngày 13 tháng 5 năm 2016`, `13 tháng 5, 2016`
fn vietnamese(tokens: &[Token], at: usize) -> Option<(Date, usize)> {
    let word = |index: usize, wanted: &str| tokens.get(index).and_then(Token::word) == Some(wanted);
    if !word(at, "tháng") {
        return None;
    }
    let day = small(tokens, at.checked_sub(1)?, 31)?;
    let month = small(tokens, at + 1, 12)?;
    let mut next = skip_marks(tokens, at + 2, ".,-/");
    next = skip_words(tokens, next, &["năm"]);
    let year = four_digits(tokens, next)?;
    Some((Date::new(year, month, day).ok()?, next + 1))
}

/// `令和6年5月1日`, `民國105年5月13日`
fn era(tokens: &[Token], at: usize) -> Option<(Date, usize)> {
    let name: String = [tokens.get(at)?.mark()?, tokens.get(at + 1)?.mark()?].into_iter().collect();
    let year = match tokens.get(at + 2)?.mark() {
        Some('元') => 1,
        _ => i16::try_from(tokens.get(at + 2)?.number()?.0).ok()?,
    };
    let year = months::era_year(&name, year)?;
    let next = unit(tokens, at + 3, "年", "년")?;
    let month = small(tokens, next, 12)?;
    let next = unit(tokens, next + 1, "月", "월")?;
    let day = small(tokens, next, 31)?;
    Some((Date::new(year, month, day).ok()?, unit(tokens, next + 1, "日", "일").unwrap_or(next + 1)))
}

/// `13.05.2016`, `13/05/2016`, `05/13/2016`, `13-05-16`
fn numeric(tokens: &[Token], at: usize, hint: Hint<'_>) -> Option<(Date, usize)> {
    let first = small(tokens, at, 31)?;
    let separator = tokens.get(at + 1)?.mark()?;
    if !"./-|".contains(separator) || tokens.get(at + 3)?.mark() != Some(separator) {
        return None;
    }
    let second = small(tokens, at + 2, 31)?;
    let spaced = tokens.get(at + 2)?.gap || tokens.get(at + 4)?.gap;
    let year = match four_digits(tokens, at + 4) {
        Some(year) if !spaced || matches!(separator, '.' | '|') => year,
        Some(_) => return None,
        None => {
            let written = |index: usize| tokens.get(index).and_then(Token::number).is_some_and(|(_, digits)| digits == 2);
            let short = i16::try_from(tokens.get(at + 4)?.number()?.0).ok()?;
            if spaced || separator == '-' || !(written(at) && written(at + 2) && written(at + 4)) || short >= 70 {
                return None;
            }
            2000 + short
        }
    };
    if glued_after(tokens, at + 5) {
        return None;
    }
    let month_first = second > 12 || (hint.month_first && first <= 12 && separator != '.');
    let (day, month) = if month_first { (second, first) } else { (first, second) };
    Some((day_of(year, month, day, hint)?, at + 5))
}

/// The other reading of `05/06/2016`.
fn exchanged(tokens: &[Token], at: usize, date: Date) -> Option<Date> {
    let numbers = small(tokens, at, 12).is_some() && small(tokens, at + 2, 12).is_some();
    (numbers && tokens.get(at + 1)?.is_mark("/-")).then(|| Date::new(date.year(), date.day(), date.month()).ok()).flatten()
}

/// Endings of ordinal numbers.
const ORDINALS: &[&str] = &["st", "nd", "rd", "th", "er", "re", "e", "ème", "º", "ª", "o", "a", "do", "ste", "de", "י"];

/// Words between day, month and year.
const LINKS: &[&str] = &[
    "of", "de", "del", "d", "den", "di", "the", "año", "anul", "від", "da", "dello", "ta", "τον", "του", "sanasi", "พ", "พ.ศ.", "month",
    "ل", "من",
];

fn two_words(first: &str, second: Option<&Token>) -> Option<String> {
    matches!(first, "تشرين" | "كانون").then(|| second.and_then(Token::word).map(|second| format!("{first}-{second}"))).flatten()
}

fn skip_marks(tokens: &[Token], at: usize, marks: &str) -> usize {
    (at..tokens.len()).take(2).find(|&index| !tokens[index].is_mark(marks)).unwrap_or(at.saturating_add(2).min(tokens.len()))
}

fn skip_words(tokens: &[Token], at: usize, words: &[&str]) -> usize {
    (at..tokens.len())
        .take(2)
        .find(|&index| !tokens[index].word().is_some_and(|word| words.contains(&word)))
        .unwrap_or(at.saturating_add(2).min(tokens.len()))
}

fn unit(tokens: &[Token], at: usize, han: &str, hangul: &str) -> Option<usize> {
    tokens.get(at).filter(|token| token.is_mark(han) || token.word() == Some(hangul)).map(|_| at + 1)
}

fn small(tokens: &[Token], at: usize, most: u64) -> Option<i8> {
    let (value, digits) = tokens.get(at)?.number()?;
    (digits <= 2 && (1..=most).contains(&value)).then(|| i8::try_from(value).ok()).flatten()
}

fn four_digits(tokens: &[Token], at: usize) -> Option<i16> {
    let (value, digits) = tokens.get(at)?.number()?;
    (digits == 4 && (1300..=2700).contains(&value)).then(|| i16::try_from(value).ok()).flatten()
}

/// A day whose month is a number: Gregorian, of the Buddhist era, or Persian.
fn day_of(year: i16, month: i8, day: i8, hint: Hint<'_>) -> Option<Date> {
    let persian = hint.language.is_some_and(|language| language.starts_with("fa"));
    if persian && (1300..1500).contains(&year) {
        return months::from_jalali(year, month, day);
    }
    date_of(year, Month::Gregorian(month), day, hint)
}

fn date_of(year: i16, month: Month, day: i8, _hint: Hint<'_>) -> Option<Date> {
    match month {
        Month::Jalali(month) => months::from_jalali(year, month, day),
        Month::Gregorian(month) => {
            let year = if (2443..2700).contains(&year) { year - 543 } else { year };
            if !(1800..2100).contains(&year) {
                return None;
            }
            Date::new(year, month, day).ok()
        }
    }
}

#[cfg(test)]
mod tests;
