//! The copyright notice.

use super::{Metadata, Witnesses, json_ld};
use crate::verdict::Verdict;

/// Longest notice, in characters.
const LONGEST: u32 = 240;

/// Reads `copyright`: the notice on the page that is no part of the body, else what a meta says.
pub(super) fn read(witnesses: Witnesses<'_>, verdicts: &[Verdict], out: &mut Metadata) {
    let blocks = witnesses.blocks;
    let kept = |index: usize| verdicts.get(index).is_some_and(|verdict| verdict.keep);
    let start = (0..blocks.len()).find(|&index| kept(index)).unwrap_or(0);
    let notice = (start..blocks.len())
        .rev()
        .filter(|&index| !kept(index) && !blocks[index].hidden && blocks[index].chars <= LONGEST)
        .find(|&index| is_notice(blocks.text(index)));
    let metas = ["copyright", "dc.rights", "dcterms.rights", "rights", "dcterms.rightsholder"];
    let meta = || witnesses.head.first_meta(&metas).filter(|(_, text)| text.chars().count() <= LONGEST as usize);
    let found =
        notice.map(|index| (blocks.text(index).to_owned(), "notice")).or_else(|| meta().map(|(name, text)| (json_ld::clean(text), name)));
    let Some((text, witness)) = found else { return };
    let text = text.trim_matches(|c: char| c.is_whitespace() || "|·-–—/,;".contains(c));
    if text.chars().any(char::is_alphabetic) {
        out.tell("copyright", Some(witness));
        out.copyright = Some(text.to_owned());
    }
}

/// Whether a short line is a notice, not a sentence about copyright.
pub(super) fn is_notice(line: &str) -> bool {
    let lower = line.to_lowercase();
    let year =
        line.split(|c: char| !c.is_ascii_digit()).any(|digits| digits.len() == 4 && (digits.starts_with("19") || digits.starts_with("20")));
    let holder = ["所有者", "所有人"].iter().any(|words| line.contains(words));
    let east = !holder
        && ["版权所有", "版權所有", "无断转载", "無断転載", "無断複製", "무단 전재", "무단전재", "著作権"]
            .iter()
            .any(|words| line.contains(words));
    let mark = line.contains('©') || (lower.contains("(c)") && year);
    let words = [
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
    east || mark || words.iter().any(|words| lower.contains(words)) || (lower.starts_with("copyright") && year)
}

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
}
