//! "2 hours ago": a time told from the moment of reading, known only where the fetch time came with the page.

use jiff::tz::Offset;
use jiff::{SignedDuration, Timestamp};

use super::moment::Moment;
use super::tokens;

/// Units in seconds, by the words for them; lower-case.
#[rustfmt::skip] // a table of words, many to a line
const UNITS: &[(i64, &[&str])] = &[
    (1, &["second", "seconds", "sec", "secs", "sekunde", "sekunden", "seconde", "secondes", "segundo", "segundos", "secondi", "секунд", "секунды", "секунду", "초", "秒", "秒钟", "秒鐘"]),
    (60, &[
        "minute", "minutes", "min", "mins", "minuten", "minuto", "minutos", "minuti", "minut", "minuty", "minuter", "минут", "минуты",
        "минуту", "λεπτά", "λεπτό", "dakika", "menit", "phút", "분", "分", "分钟", "分鐘", "دقيقة", "دقائق",
    ]),
    (3_600, &[
        "hour", "hours", "hr", "hrs", "h", "stunde", "stunden", "std", "heure", "heures", "hora", "horas", "ora", "ore", "uur", "godzin",
        "godziny", "godzinę", "timmar", "timer", "час", "часа", "часов", "ώρες", "ώρα", "saat", "jam", "giờ", "시간", "小时", "小時", "時間",
        "时", "ساعة", "ساعات",
    ]),
    (86_400, &[
        "day", "days", "tag", "tagen", "tage", "jour", "jours", "día", "días", "dia", "dias", "giorno", "giorni", "dag", "dagen", "dni",
        "dzień", "dagar", "dage", "день", "дня", "дней", "ημέρες", "μέρες", "gün", "hari", "ngày", "일", "天", "日", "يوم", "أيام",
    ]),
    (604_800, &["week", "weeks", "woche", "wochen", "semaine", "semaines", "semana", "semanas", "settimana", "settimane", "недели", "неделю", "주", "周", "週間"]),
];
/// Words before the number that turn it to the past, and those after the unit.
const BEFORE: &[&str] = &["vor", "il y a", "hace", "há", "πριν από", "πριν", "منذ", "قبل"];
const AFTER: &[&str] = &[
    "ago",
    "atrás",
    "fa",
    "geleden",
    "temu",
    "sedan",
    "siden",
    "назад",
    "önce",
    "yang lalu",
    "lalu",
    "trước",
    "전",
    "前",
    "πριν",
    "之前",
    "以前",
];

/// The moment that a short text tells from `now`: minutes and hours as an instant in UTC, days and weeks as a day.
#[must_use]
pub(super) fn find(text: &str, now: Timestamp) -> Option<Moment> {
    if text.chars().count() > 120 {
        return None;
    }
    let tokens = tokens::tokens(text);
    let lower = text.to_lowercase();
    (0..tokens.len()).find_map(|at| {
        let (count, _) = tokens.get(at)?.number().filter(|&(count, digits)| digits <= 2 && count <= 60)?;
        let from = tokens.get(at + 1)?.range.start;
        let rest = text.get(from..)?.to_lowercase();
        let head = lower.get(..tokens.get(at)?.range.start).unwrap_or_default().trim_end();
        let led = BEFORE.iter().any(|word| head.strip_suffix(word).is_some_and(|rest| !rest.ends_with(char::is_alphanumeric)));
        let (seconds, _) = UNITS
            .iter()
            .flat_map(|(seconds, words)| words.iter().map(move |word| (*seconds, *word)))
            .filter(|(_, word)| {
                rest.strip_prefix(word).is_some_and(|rest| {
                    let after = rest.trim_start().trim_start_matches('.').trim_start();
                    let past = AFTER.iter().any(|word| {
                        after
                            .strip_prefix(word)
                            .is_some_and(|rest| word.chars().all(crate::text::is_cjk) || !rest.starts_with(char::is_alphabetic))
                    });
                    past || led && !rest.starts_with(char::is_alphabetic)
                })
            })
            .max_by_key(|(_, word)| word.len())?;
        moment(now, i64::try_from(count).ok()?.checked_mul(seconds)?, seconds)
    })
}

fn moment(now: Timestamp, ago: i64, unit: i64) -> Option<Moment> {
    let then = Offset::UTC.to_datetime(now.checked_sub(SignedDuration::from_secs(ago)).ok()?);
    if unit >= 86_400 {
        return Some(Moment { date: then.date(), time: None, offset: None });
    }
    let time = then.time();
    let time = jiff::civil::Time::new(time.hour(), time.minute(), 0, 0).ok()?;
    Some(Moment { date: then.date(), time: Some(time), offset: Some(Offset::UTC) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_past_is_counted_from_the_fetch() {
        let now: Timestamp = "2024-03-10T12:30:45Z".parse().expect("a time");
        for (text, told) in [
            ("2 hours ago", "2024-03-10T10:30:00Z"),
            ("By Ann Lee | 25 minutes ago", "2024-03-10T12:05:00Z"),
            ("il y a 2 heures", "2024-03-10T10:30:00Z"),
            ("vor 3 Stunden", "2024-03-10T09:30:00Z"),
            ("hace 5 minutos", "2024-03-10T12:25:00Z"),
            ("3小时前", "2024-03-10T09:30:00Z"),
            ("3 小時前", "2024-03-10T09:30:00Z"),
            ("5分前", "2024-03-10T12:25:00Z"),
            ("2시간 전", "2024-03-10T10:30:00Z"),
            ("2 часа назад", "2024-03-10T10:30:00Z"),
            ("3 days ago", "2024-03-07"),
            ("2天前", "2024-03-08"),
        ] {
            assert_eq!(find(text, now).map(Moment::to_rfc3339).as_deref(), Some(told), "{text}");
        }
        for none in ["2 hours", "5 min read", "10 people ago", "2016-05-13", "vor 3 Toren", "12:30"] {
            assert_eq!(find(none, now), None, "{none}");
        }
    }
}
