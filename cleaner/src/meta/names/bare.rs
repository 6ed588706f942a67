//! What clings to a name, cut off: labels, honorifics, degrees, posts, staff codes, dates.

use super::labels::{self, Label};
use super::{east_asian, is_person, lines};
use crate::text::is_cjk;

/// Degrees and honorifics that are no part of a bare name.
const HONORIFICS: &[&str] =
    &["dr", "dr.", "prof", "prof.", "professor", "mr", "mr.", "mrs", "mrs.", "ms", "ms.", "sir", "dame", "rev", "rev."];
#[rustfmt::skip] // a table of words, many to a line
const DEGREES: &[&str] = &[
    "phd", "ph.d", "ph.d.", "md", "m.d", "m.d.", "rd", "r.d.", "rn", "r.n.", "dvm", "d.v.m.", "msc", "ms", "m.s.", "ma", "m.a.", "ba",
    "b.a.", "bsc", "mba", "m.b.a.", "mph", "m.p.h.", "jd", "j.d.", "llm", "ll.m.", "cfp", "cfp®", "cepf", "cpt", "esq", "esq.", "rdn",
    "ldn", "cdces", "lcsw", "facog", "faap", "do", "d.o.", "cpa", "edd", "psyd", "dds", "cscs", "dpt",
];

/// One bare name, or nothing where the text is none.
#[must_use]
pub(crate) fn person(text: &str) -> Option<String> {
    let mut text = lines::trim(text);
    // Labels may follow each other: 本报记者 文/…
    for _ in 0..3 {
        match labels::at_start(text) {
            Some((Label::Author | Label::Editor | Label::Photographer | Label::Translator | Label::Copyeditor, rest)) => {
                text = lines::trim(rest);
            }
            _ => break,
        }
    }
    let text = undated(unglued(strip_posts(text)));
    let words: Vec<&str> = text
        .split_whitespace()
        .skip_while(|word| HONORIFICS.contains(&word.to_lowercase().as_str()))
        .filter(|word| !word.is_empty())
        .collect();
    let kept = words.iter().rposition(|word| {
        !DEGREES.contains(&word.trim_end_matches(',').to_lowercase().as_str())
            || word.chars().any(char::is_lowercase) && word.chars().count() < 3
    });
    let words = words.get(..=kept?)?;
    let name = lines::trim(&join(words)).trim_matches(['.', '\'', '’', '!', '?', '…', '&', '+', '`', '^', '®', '©', '™']).trim().to_owned();
    let dotted = words.last().is_some_and(|last| last.ends_with('.') && (last.chars().count() <= 2 || matches!(*last, "Jr." | "Sr.")));
    let name = if dotted && !name.is_empty() { format!("{name}.") } else { name };
    is_person(&name).then_some(name)
}

/// Words that stand glued to a name where only the style sheet sets them apart: `Anna BergPublished`.
fn unglued(text: &str) -> &str {
    #[rustfmt::skip] // a table of words, many to a line
    const GLUED: &[&str] = &[
        "Published", "Updated", "Posted", "Last", "Dec", "Nov", "Oct", "Sep", "Aug", "Jul", "Jun", "Apr", "Feb", "December", "November",
        "October", "September", "August", "July", "June", "April", "February", "January", "Producer", "Reporter", "Editor", "Writer",
        "Contributor", "Senior", "Staff", "Author", "Follow", "Journalist", "Correspondent", "Columnist", "Showbiz",
    ];
    let text = text.strip_prefix("By").filter(|rest| rest.starts_with(char::is_uppercase) && rest.contains(' ')).unwrap_or(text);
    let cut = GLUED.iter().find_map(|word| text.strip_suffix(word)).filter(|head| head.ends_with(char::is_lowercase));
    cut.unwrap_or(text)
}

/// A Chinese name without the figures of a date that stands glued to it: `王一帆2018-07-16 09:00`.
fn undated(text: &str) -> &str {
    let figure = text.char_indices().zip(text.chars().skip(1)).find(|&((_, c), next)| is_cjk(c) && next.is_ascii_digit());
    figure.and_then(|((at, c), _)| text.get(..at + c.len_utf8())).unwrap_or(text)
}

/// Chinese posts before or after the name, and staff codes: 记者张三, 张三报道, `李小满_NX1234`.
fn strip_posts(text: &str) -> &str {
    let reported = ["报道", "報道", "報導", "电", "電"].iter().any(|end| text.ends_with(end));
    let mut text = text;
    for _ in 0..3 {
        let before = text;
        for post in [
            "本报记者",
            "全媒体记者",
            "见习记者",
            "实习记者",
            "特约记者",
            "记者",
            "記者",
            "通讯员",
            "通訊員",
            "实习生",
            "作者",
            "特派员",
            "责任编辑",
            "编辑",
            "编译",
            "摄影",
        ] {
            text = text.strip_prefix(post).map_or(text, lines::trim);
        }
        for post in [
            "报道",
            "報道",
            "報導",
            "综合报道",
            "摄影报道",
            "编辑",
            "編輯",
            "摄",
            "攝",
            "记者",
            "記者",
            "通讯员",
            "/文",
            "文/图",
            "编译",
            "整理",
            "整合",
            "实习生",
            " 기자",
            "기자",
            "特派員",
            "供稿",
            "撰写",
            "撰文",
        ] {
            if let Some(rest) = text.strip_suffix(post)
                && rest.chars().count() >= 2
            {
                text = lines::trim(rest);
            }
        }
        if let Some((head, code)) = text.rsplit_once(['_', ' '])
            && !code.is_empty()
            && code.chars().any(|c| c.is_ascii_digit())
            && code.chars().all(|c| c.is_ascii_alphanumeric())
        {
            text = lines::trim(head);
        }
        if text.chars().any(is_cjk) {
            text = text.trim_end_matches(|c: char| c.is_ascii_digit());
        }
        if text == before {
            break;
        }
    }
    // 王一帆台北報導: the place stands right after the name.
    if text.chars().count() >= 5
        && text.chars().all(is_cjk)
        && let Some(name) = text.char_indices().nth(3).and_then(|(end, _)| text.get(..end))
        && east_asian::is_chinese_name(name)
        && reported
    {
        return name;
    }
    text
}

/// Words of a name; the single characters of a Chinese name set wide are joined.
fn join(words: &[&str]) -> String {
    let wide = words.len() > 1
        && words.iter().all(|word| word.chars().all(is_cjk))
        && words.iter().map(|word| word.chars().count()).sum::<usize>() <= 4;
    words.join(if wide { "" } else { " " })
}
