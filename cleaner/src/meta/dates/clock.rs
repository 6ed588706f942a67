//! Times of day beside a date, and their offsets from UTC.

use jiff::civil::Time;
use jiff::tz::Offset;

use super::tokens::Token;

/// A time of day, and its offset where that is stated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Clock {
    pub time: Time,
    pub offset: Option<Offset>,
}

/// Words that lead to a time.
const BEFORE: &[&str] = &[
    "t",
    "at",
    "um",
    "à",
    "a",
    "as",
    "às",
    "ás",
    "las",
    "la",
    "alle",
    "ore",
    "ora",
    "klo",
    "kl",
    "kello",
    "o",
    "ob",
    "u",
    "в",
    "о",
    "об",
    "у",
    "saat",
    "lúc",
    "om",
    "den",
    "г",
    "р",
    "godz",
    "σε",
    "στις",
    "ώρα",
    "ช",
    "เวลา",
    "pukul",
    "jam",
    "h",
    "الساعة",
    "ساعت",
    "בשעה",
    "שעה",
    "time",
    "часов",
    "год",
    "și",
    "ve",
    "d",
];

/// Words that a time is never read across: they begin another statement.
const STOPS: &[&str] =
    &["updated", "update", "modified", "edited", "aktualisiert", "modifié", "actualizado", "aggiornato", "обновлено", "read", "min"];

/// The time that follows a date which ends before token `at`; gives the token after it.
pub(super) fn after(tokens: &[Token], at: usize) -> Option<(Clock, usize)> {
    let mut strange = 0;
    for index in at..tokens.len().min(at + 8) {
        let token = &tokens[index];
        if token.number().is_some() {
            if index > at && tokens[index - 1].is_mark("期周週") {
                continue; // a weekday
            }
            return clock_at(tokens, index, index > at && is_lead(tokens, index - 1));
        }
        match token.word() {
            Some(word) if STOPS.contains(&word) => return None,
            Some(word) if BEFORE.contains(&word) || half_of(tokens, index).is_some() => {}
            Some(_) => strange += 1,
            // A weekday in Han characters may stand between; other text may not.
            None if token.is_mark(",.;|-–—·•:@/()星期周週曜日月火水木金土一二三四五六天上下午前後时時間间晚早凌晨") =>
                {}
            None => return None,
        }
        if strange > 2 {
            return None;
        }
    }
    None
}

/// The time that stands right before a date which begins at token `at`; gives its first token.
pub(super) fn before(tokens: &[Token], free: usize, at: usize) -> Option<(Clock, usize)> {
    let first = at.saturating_sub(12).max(free);
    (first..at).find_map(|start| {
        tokens[start].number()?;
        if start > 0 && tokens[start - 1].is_mark(":.") {
            return None;
        }
        let (clock, mut end) = clock_at(tokens, start, false)?;
        let mut words = 0;
        while end < at && (tokens[end].is_mark(",|-–—·•()/") || tokens[end].word().is_some()) {
            words += usize::from(tokens[end].word().is_some());
            end += 1;
        }
        (end == at && words <= 3).then_some((clock, start))
    })
}

fn is_lead(tokens: &[Token], at: usize) -> bool {
    tokens
        .get(at)
        .and_then(Token::word)
        .is_some_and(|word| BEFORE.contains(&word) && word.chars().count() > 1 && word != "la" && word != "as")
        || (tokens.get(at).is_some_and(|token| token.is_mark(".")) && at > 0 && tokens.get(at - 1).and_then(Token::word) == Some("kl"))
}

/// Which half of the day a word or two Han characters before or after the time name: 0 or 12 hours more.
fn half_of(tokens: &[Token], at: usize) -> Option<u8> {
    let token = tokens.get(at)?;
    let word = token.word()?;
    match word {
        "am" | "오전" | "sáng" | "صباحا" | "صباحاً" | "ص" | "πμ" => Some(0),
        "pm" | "오후" | "chiều" | "tối" | "مساء" | "مساءً" | "م" | "μμ" => Some(12),
        _ => None,
    }
}

/// A time that starts at a number.
fn clock_at(tokens: &[Token], at: usize, led: bool) -> Option<(Clock, usize)> {
    let (hour, digits) = tokens.get(at)?.number()?;
    let hour = u8::try_from(hour).ok().filter(|&hour| hour <= 24 && digits <= 2)?;
    let separator = tokens.get(at + 1)?;
    let minute_at = |index: usize| {
        tokens
            .get(index)
            .and_then(Token::number)
            .filter(|&(minute, digits)| digits == 2 && minute < 60)
            .and_then(|(minute, _)| u8::try_from(minute).ok())
    };
    let (minute, mut end) = if separator.is_mark(":") {
        (minute_at(at + 2)?, at + 3)
    } else if separator.word().is_some_and(|word| matches!(word, "h" | "uhr" | "시" | "hs" | "giờ")) || separator.is_mark("时時点點")
    {
        minute_at(at + 2).map_or((0, at + 2), |minute| (minute, at + 3))
    } else if separator.is_mark(".") && !separator.gap {
        let marked = tokens
            .get(at + 3)
            .and_then(Token::word)
            .is_some_and(|word| matches!(word, "uhr" | "am" | "pm" | "h" | "น" | "น." | "a" | "p" | "wib"));
        (minute_at(at + 2).filter(|_| (marked || led) && !tokens[at + 2].gap)?, at + 3)
    } else if half_of(tokens, at + 1).is_some() {
        (0, at + 1)
    } else {
        return None;
    };
    if tokens.get(end).is_some_and(|token| token.is_mark("分") || token.word().is_some_and(|word| matches!(word, "분" | "min" | "phút")))
    {
        end += 1;
    }
    let mut second = 0;
    if tokens.get(end).is_some_and(|token| token.is_mark(":"))
        && let Some(value) = minute_at(end + 1)
    {
        (second, end) = (value, end + 2);
        if tokens.get(end).is_some_and(|token| token.is_mark(".,") && !token.gap)
            && tokens.get(end + 1).is_some_and(|t| t.number().is_some() && !t.gap)
        {
            end += 2;
        }
    }
    let half_before = at.checked_sub(1).and_then(|index| half_of(tokens, index)).or_else(|| han_half(tokens, at));
    let mut half = half_before;
    if let Some(value) = half_of(tokens, end) {
        (half, end) = (Some(value), end + 1);
    } else if let (Some("a" | "p"), Some(true), Some("m")) = (
        tokens.get(end).and_then(Token::word),
        tokens.get(end + 1).map(|token| token.is_mark(".")),
        tokens.get(end + 2).and_then(Token::word),
    ) {
        half = Some(if tokens[end].word() == Some("p") { 12 } else { 0 });
        end += 3;
        end += usize::from(tokens.get(end).is_some_and(|token| token.is_mark(".")));
    }
    let hour = match half {
        Some(12) if hour < 12 => hour + 12,
        Some(0) if hour == 12 && half_before.is_none() => 0,
        _ => hour % 24,
    };
    let time = Time::new(i8::try_from(hour).ok()?, i8::try_from(minute).ok()?, i8::try_from(second).ok()?, 0).ok()?;
    let (offset, end) = offset_at(tokens, end).map_or((None, end), |(offset, end)| (Some(offset), end));
    Some((Clock { time, offset }, end))
}

fn han_half(tokens: &[Token], at: usize) -> Option<u8> {
    let pair: String =
        [at.checked_sub(2)?, at.checked_sub(1)?].iter().filter_map(|&index| tokens.get(index).and_then(Token::mark)).collect();
    match pair.as_str() {
        "下午" | "午後" | "晚上" => Some(12),
        "上午" | "午前" | "凌晨" | "早上" => Some(0),
        _ => None,
    }
}

/// `Z`, `+08:00`, `+0800`, `GMT+8`, `(UTC)`, `CEST`.
fn offset_at(tokens: &[Token], at: usize) -> Option<(Offset, usize)> {
    let mut next = at;
    while tokens.get(next).is_some_and(|token| token.is_mark("(,|-") && token.gap) {
        next += 1;
    }
    if let Some(word) = tokens.get(next).and_then(Token::word) {
        if matches!(word, "gmt" | "utc" | "z") {
            return signed(tokens, next + 1, 1).or(Some((Offset::UTC, next + 1)));
        }
        let minutes = match word {
            "edt" => -4 * 60,
            "est" | "cdt" => -5 * 60,
            "mdt" => -6 * 60,
            "mst" | "pdt" => -7 * 60,
            "pst" => -8 * 60,
            "cet" | "mez" | "wat" => 60,
            "cest" | "mesz" | "eet" | "cat" | "sast" => 2 * 60,
            "eest" | "msk" | "мск" => 3 * 60,
            "wib" | "ict" => 7 * 60,
            "hkt" | "sgt" | "wita" => 8 * 60,
            "jst" | "kst" => 9 * 60,
            "aest" => 10 * 60,
            "aedt" => 11 * 60,
            "nzst" => 12 * 60,
            "nzdt" => 13 * 60,
            _ => return None,
        };
        return Some((Offset::from_seconds(minutes * 60).ok()?, next + 1));
    }
    signed(tokens, at, 4)
}

/// A sign and hours, perhaps minutes; at least so many digits before the end.
fn signed(tokens: &[Token], at: usize, least: usize) -> Option<(Offset, usize)> {
    let sign = match tokens.get(at)?.mark()? {
        '+' => 1,
        '-' => -1,
        _ => return None,
    };
    let number = tokens.get(at + 1).filter(|token| !token.gap)?;
    let (value, digits) = number.number()?;
    let value = i32::try_from(value).ok()?;
    let minutes =
        tokens.get(at + 2).filter(|token| token.is_mark(":") && !token.gap).and_then(|_| tokens.get(at + 3)).and_then(Token::number);
    let (hours, minutes, end) = match (digits, minutes) {
        (4, _) => (value / 100, value % 100, at + 2),
        (1 | 2, Some((minutes, 2))) => (value, i32::try_from(minutes).ok()?, at + 4),
        (2, None) if !tokens.get(at)?.gap => (value, 0, at + 2),
        (1 | 2, None) if least == 1 => (value, 0, at + 2),
        _ => return None,
    };
    (hours <= 14 && minutes < 60)
        .then(|| Offset::from_seconds(sign * (hours * 60 + minutes) * 60).ok())
        .flatten()
        .map(|offset| (offset, end))
}
