//! The copyright notice.

use std::borrow::Cow;
use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, AhoCorasickKind};

use super::{Metadata, Witnesses, json_ld};
use crate::text::is_cjk;
use crate::verdict::Verdict;

/// Longest notice, in characters.
const LONGEST: usize = 240;
/// Longest line that one is looked for in.
const LONGEST_LINE: u32 = 800;
/// How many blocks apart the lines of one footer stand.
const FOOTER: usize = 6;

/// Reads `copyright`: the notice on the page that is no part of the body, else what a meta says.
pub(super) fn read(witnesses: Witnesses<'_>, verdicts: &[Verdict], out: &mut Metadata) {
    let blocks = witnesses.blocks;
    let kept = |index: usize| verdicts.get(index).is_some_and(|verdict| verdict.keep);
    let start = (0..blocks.len()).find(|&index| kept(index)).unwrap_or(0);
    let outside = |index: &usize| !kept(*index) && !blocks[*index].hidden && blocks[*index].chars <= LONGEST_LINE;
    let mut notices = (start..blocks.len()).rev().filter(outside).filter_map(|index| Some((index, notice(blocks.text(index))?)));
    let last = notices.next();
    // A line that says it with mark and year says it better than its neighbours.
    let is_full = |text: &str| has_year(text) && (text.contains('©') || text.to_lowercase().contains("copyright"));
    let found = last.map(|(index, text)| {
        let near = notices.take_while(|(other, _)| other + FOOTER >= index).map(|(_, text)| text).find(|text| is_full(text));
        (near.filter(|_| !is_full(text)).unwrap_or(text).to_owned(), "notice")
    });
    let metas = ["copyright", "dc.rights", "dcterms.rights", "rights", "dcterms.rightsholder"];
    let meta = || witnesses.head.first_meta(&metas).filter(|(_, text)| text.chars().count() <= LONGEST);
    let Some((text, witness)) = found.or_else(|| meta().map(|(name, text)| (json_ld::clean(text), name))) else { return };
    let text = trim(after_links(&text));
    if text.chars().any(char::is_alphabetic) {
        out.tell("copyright", Some(witness));
        out.copyright = Some(text.to_owned());
    }
}

/// The notice without the footer's links that run into its mark, where the holder follows the year:
/// `ImprintTerms© 2024 The Gull`.
fn after_links(text: &str) -> &str {
    let Some((links, said)) = text.find('©').and_then(|at| text.split_at_checked(at)) else { return text };
    let holder = said.trim_start_matches(|c: char| !c.is_alphabetic());
    let names_holder = !holder.is_empty() && !RESERVED.iter().any(|words| holder.to_lowercase().starts_with(words));
    let is_word = links.to_lowercase().ends_with("copyright") || is_notice(links);
    if links.ends_with(char::is_alphabetic) && has_year(said) && names_holder && !is_word { said } else { text }
}

fn trim(text: &str) -> &str {
    text.trim_matches(|c: char| c.is_whitespace() || "|·-–—/,;".contains(c))
}

/// The notice in a line: what stands between the numbers of registrations, telephones and addresses that share it, as far as the
/// reservation of rights.
fn notice(line: &str) -> Option<&str> {
    if !is_notice(line) {
        return None;
    }
    let (mut from, mut best) = (0, None);
    let mut at = 0;
    for word in line.split_inclusive([' ', '\u{3000}', '|']) {
        let end = at + word.len();
        let last = end == line.len();
        if is_number_of_registration(word) || last {
            let segment = line.get(from..if is_number_of_registration(word) { at } else { end }).unwrap_or_default();
            // "Beijing ICP No. 1": the place is the registration's.
            let segment =
                if word.trim() == "ICP" { segment.trim_end().rsplit_once(' ').map_or(segment, |(head, _)| head) } else { segment };
            best = best.or_else(|| Some(reserved(trim(segment))).filter(|segment| is_notice(segment)));
            from = end;
        }
        at = end;
    }
    best.filter(|text| text.chars().count() <= LONGEST)
}

/// Whether a word stands for a registration, a licence, a telephone or an address.
fn is_number_of_registration(word: &str) -> bool {
    const MARKS: &[&str] =
        &["ICP备", "ICP证", "ICP備", "公网安备", "网安备", "许可证", "举报", "电话", "備案", "备案", "邮编", "邮箱", "@", "增值电信"];
    (MARKS.iter().any(|mark| word.contains(mark)) && !word.contains(['©', '版'])) || word.trim() == "ICP"
}

/// A notice as far as "All rights reserved", unless who reserves them follows.
fn reserved(text: &str) -> &str {
    let lower = text.to_lowercase();
    // Lower-casing may change how many bytes stand before: then the whole stays.
    let end = RESERVED.iter().filter_map(|words| lower.find(words).map(|at| at + words.len())).min().filter(|_| lower.len() == text.len());
    let Some((head, rest)) = end.and_then(|end| text.split_at_checked(end)) else { return text };
    let follows = rest.trim_start().to_lowercase();
    let holder = ["by ", "to ", "©", "(c)", "copyright"].iter().any(|word| follows.starts_with(word))
        || has_year(rest) && rest.chars().count() <= 40;
    let stop = usize::from(rest.starts_with('.'));
    if holder { text } else { text.get(..head.len() + stop).unwrap_or(text) }
}

fn has_year(text: &str) -> bool {
    text.split(|c: char| !c.is_ascii_digit()).any(|digits| digits.len() == 4 && (digits.starts_with("19") || digits.starts_with("20")))
}

/// How rights are reserved; lower-case.
const RESERVED: &[&str] = &[
    "all rights reserved",
    "alle rechte vorbehalten",
    "tous droits réservés",
    "todos los derechos reservados",
    "todos os direitos reservados",
    "tutti i diritti riservati",
    "все права защищены",
    "wszelkie prawa zastrzeżone",
    "alle rechten voorbehouden",
    "tüm hakları saklıdır",
];

/// Whether a short line is a notice, not a sentence about copyright.
pub(super) fn is_notice(line: &str) -> bool {
    static MARKS: LazyLock<Option<AhoCorasick>> = LazyLock::new(|| {
        let marks = ["copyright", "(c)", "©"].iter().chain(EASTERN).chain(RESERVED);
        AhoCorasick::builder().ascii_case_insensitive(true).kind(Some(AhoCorasickKind::DFA)).build(marks).ok()
    });
    let Some(marks) = &*MARKS else { return false };
    // Only capitals beyond ASCII have to be lowered for the comparison.
    let is_capital = |c: char| !c.is_ascii() && !is_cjk(c) && c.is_uppercase();
    let lower = if line.is_ascii() || !line.contains(is_capital) { Cow::Borrowed(line) } else { Cow::Owned(line.to_lowercase()) };
    marks.find_iter(&*lower).any(|found| match found.pattern().as_usize() {
        0 => found.start() == 0 && has_year(line),
        1 => has_year(line),
        2 => true,
        mark if mark < 3 + EASTERN.len() => !["所有者", "所有人"].iter().any(|words| line.contains(words)),
        _ => true,
    })
}

/// How rights are reserved where nobody writes capitals.
const EASTERN: &[&str] = &["版权所有", "版權所有", "无断转载", "無断転載", "無断複製", "무단 전재", "무단전재", "著作権"];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn notices_are_told_from_sentences() {
        for line in [
            "Copyright © 2024 The Gull",
            "© The Gull Ltd.",
            "海鸥报 版权所有",
            "The Gull. All rights reserved.",
            "Copyright 1999-2024 Gull",
            "(c) 2024 Gull",
        ] {
            assert!(is_notice(line), "{line}");
        }
        for line in ["Copyright law changed last year, the court said.", "The harbour (c) was closed.", "版权所有者表示，他不会起诉。"]
        {
            assert!(!is_notice(line), "{line}");
        }
    }

    #[test]
    fn a_notice_stands_alone() {
        for (line, expected) in [
            (
                "Copyright The Gull All rights reserved 京ICP备12345678号 京公网安备11010202000417号",
                "Copyright The Gull All rights reserved",
            ),
            ("举报电话：010-00000000 海鸥网 版权所有", "海鸥网 版权所有"),
            ("© 2004–2012 «Чайка». Все права защищены. Свидетельство № 77", "© 2004–2012 «Чайка». Все права защищены."),
            ("Copyright © 2018 The Gull. Beijing ICP prepared NO.1234", "Copyright © 2018 The Gull."),
            ("All Rights Reserved by The Gull", "All Rights Reserved by The Gull"),
            ("海鸥网 版权所有 © 1997-2013 京ICP证 010042号", "海鸥网 版权所有 © 1997-2013"),
        ] {
            assert_eq!(notice(line), Some(expected));
        }
        assert_eq!(notice("The harbour (c) was closed."), None);
        assert_eq!(after_links("ImprintTerms© 2024 The Gull"), "© 2024 The Gull");
        assert_eq!(after_links("The Gull© 2024"), "The Gull© 2024");
    }
}
