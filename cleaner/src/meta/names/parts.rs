//! A string that holds several names, cut at the marks and words that part them.

use super::lines;
use crate::text::is_cjk;

/// Words that part two names, in the languages that write them with spaces around.
#[rustfmt::skip] // a table of words, many to a line
const CONJUNCTIONS: &[&str] = &[
    "and", "und", "et", "y", "e", "og", "och", "en", "ve", "dan", "ja", "și", "și", "и", "и", "та", "και", "&", "+", "with", "mit", "avec",
    "con", "z", "oraz", "a", "i", "és", "và", "et.", "e.", "for", "For", "FOR", "/", "·", "–", "—", "-", "•", "||",
];

/// Whether a word parts two names.
#[must_use]
pub(crate) fn parts_names(word: &str) -> bool {
    CONJUNCTIONS.contains(&word) || matches!(word, "AND" | "And" | "UND" | "ET")
}

/// Takes out addresses, handles and what stands in brackets.
pub(super) fn without_asides(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut depth = 0_u32;
    let mut word = String::new();
    for c in text.chars().chain([' ']) {
        match c {
            '(' | '（' | '[' | '〔' | '【' | '<' => depth += 1,
            ')' | '）' | ']' | '〕' | '】' | '>' => {
                depth = depth.saturating_sub(1);
                continue;
            }
            _ => {}
        }
        if depth > 0 {
            continue;
        }
        if c == ' ' {
            if !is_address(&word) {
                out.push_str(&word);
                out.push(' ');
            }
            word.clear();
        } else {
            word.push(c);
        }
    }
    out.truncate(out.trim_end().len());
    if out.is_empty() { lines::trim(text).to_owned() } else { out }
}

fn is_address(word: &str) -> bool {
    word.contains('@') || word.contains("://") || word.starts_with("www.")
}

/// Cuts a string at the marks and words that part names.
pub(super) fn split(text: &str) -> Vec<String> {
    let mut parts = vec![];
    for clause in text.split([',', ';', '|', '、', '，', '；', '/', '／', '•', '\n', '｜', '‧', '●', '：', '╱', '〉', '。'])
    {
        let mut words: Vec<&str> = vec![];
        for word in before_date(clause) {
            // 南都记者 王一帆 通讯员 李小满
            let is_post = ["记者", "記者", "通讯员", "通訊員"].iter().any(|post| word.ends_with(post));
            if is_post && words.is_empty() {
                continue;
            }
            let parts_names = is_post || parts_names(word);
            // Two Chinese names side by side: a space parts them.
            let two_names = words.last().is_some_and(|last| is_cjk_name(last)) && is_cjk_name(word);
            if (parts_names || two_names) && !words.is_empty() {
                parts.push(words.join(" "));
                words.clear();
            }
            if !parts_names {
                words.push(word);
            }
        }
        if !words.is_empty() {
            parts.push(words.join(" "));
        }
    }
    parts
}

/// The words before a date: "Anna Berg Dec. 3", "Anna Berg 2023-12-03".
fn before_date(clause: &str) -> Vec<&str> {
    const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let words: Vec<&str> = clause.split_whitespace().collect();
    let numeric = |word: &&str| word.chars().next().is_some_and(|c| c.is_ascii_digit());
    let is_month = |word: &str| {
        let word = word.trim_end_matches('.').to_lowercase();
        word.chars().count() <= 9
            && MONTHS.iter().any(|month| word.starts_with(month))
            && (word.chars().count() <= 4 || word.ends_with(['y', 'h', 'l', 'e', 't', 'r']))
    };
    let end = words.iter().enumerate().position(|(index, word)| {
        numeric(word)
            || (index > 1 && *word == "In" && index + 1 < words.len())
            || (index > 0 && is_month(word) && words.get(index + 1).is_some_and(numeric))
    });
    let cut = end.is_some();
    let mut end = end.unwrap_or(words.len());
    while cut && end > 1 && words.get(end - 1).is_some_and(|word| is_weekday(word)) {
        end -= 1;
    }
    let end = if end > 1 && end < words.len() && matches!(words.get(end - 1), Some(&("on" | "at" | "am" | "le" | "den"))) {
        end - 1
    } else {
        end
    };
    words.get(..end).unwrap_or_default().to_vec()
}

/// A day of the week, as it stands before a date: "Anna Berg Montag 3."
fn is_weekday(word: &str) -> bool {
    #[rustfmt::skip] // a table of words, many to a line
    const WEEKDAYS: &[&str] = &[
        "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "mon", "tue", "wed", "thu", "fri", "sat", "sun",
        "montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag", "sonntag", "lundi", "mardi", "mercredi", "jeudi", "vendredi",
        "samedi", "dimanche", "lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo", "понедельник", "вторник", "среда",
        "четверг", "пятница", "суббота", "воскресенье", "الاثنين", "الإثنين", "الثلاثاء", "الأربعاء", "الاربعاء", "الخميس", "الجمعة",
        "السبت", "الأحد", "الاحد",
    ];
    WEEKDAYS.contains(&word.trim_end_matches(['.', ',', '،']).to_lowercase().as_str())
}

/// Two to four Han characters: a whole name. Shorter ones are halves of a name set wide (王 一).
fn is_cjk_name(word: &str) -> bool {
    word.chars().count() >= 2 && word.chars().all(|c| is_cjk(c) || matches!(c, '·' | '•'))
}
