//! A visible line cut into its parts: "By A · 2016-05-13 · Source: X | NO. 20" is author, date, source, issue.

use super::labels::{self, Label};

/// A part of a visible line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Part<'a> {
    /// What the line itself says that it is.
    pub label: Option<Label>,
    /// The text without label and separators; may be empty after a label.
    pub text: &'a str,
}

/// Cuts a line at its separators and its labels.
#[must_use]
pub(crate) fn split(line: &str) -> Vec<Part<'_>> {
    let mut parts = vec![];
    for piece in pieces(line) {
        let from = parts.len();
        push_labelled(piece, &mut parts);
        // "网站编辑 - 王一帆": the dash stands for a colon.
        if let [.., open, value] = parts.as_slice()
            && parts.len() == from + 1
            && open.text.is_empty()
            && open.label.is_some_and(|label| label.role().is_some())
            && value.label.is_none()
            && !super::names::certain_people(value.text).is_empty()
        {
            let joined = Part { label: open.label, text: value.text };
            parts.truncate(from - 1);
            parts.push(joined);
        }
    }
    parts
}

/// A line cut at bars, bullets and dashes that stand apart.
fn pieces(line: &str) -> impl Iterator<Item = &str> {
    let mut rest = line;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let mut previous = ' ';
        let mut cut = None;
        let mut characters = rest.char_indices().peekable();
        while let Some((at, c)) = characters.next() {
            let next = characters.peek().map_or(' ', |&(_, next)| next);
            let apart = previous == ' ' && next == ' ';
            let separates = match c {
                '|' | '｜' | '丨' | '│' | '¦' => !is_slash_label(rest.get(..at).unwrap_or_default()),
                '•' | '●' | '∙' | '■' | '»' | '«' | '►' | '▪' | '\n' | '\t' => true,
                '·' | '・' | '-' | '–' | '—' | '/' | '*' | '~' | '⋅' => apart,
                _ => false,
            };
            if separates {
                cut = Some((at, at + c.len_utf8()));
                break;
            }
            previous = c;
        }
        let (end, start) = cut.unwrap_or((rest.len(), rest.len()));
        let piece = rest.get(..end).unwrap_or_default();
        rest = rest.get(start..).unwrap_or_default();
        Some(piece)
    })
    .map(str::trim)
    .filter(|piece| !piece.is_empty())
}

/// "文｜", "图｜": the bar belongs to the label.
fn is_slash_label(head: &str) -> bool {
    let word = head.trim().rsplit([' ', '　']).next().unwrap_or_default();
    matches!(word, "文" | "图" | "圖" | "摄影" | "攝影" | "作者" | "编辑" | "撰文" | "来源" | "译" | "记者")
}

/// Cuts a piece at the labels in it.
fn push_labelled<'a>(piece: &'a str, parts: &mut Vec<Part<'a>>) {
    if let Some(label) = labels::alone(piece) {
        return push(Some(label), "", parts);
    }
    if let Some(names) = labels::contributed(piece) {
        return push(Some(Label::Contributor), names, parts);
    }
    // Most pieces have nothing of the kind: cheaper to see in one pass than in three.
    let has_by = piece.as_bytes().windows(3).any(|bytes| bytes.eq_ignore_ascii_case(b"by "));
    // "May 3, 2020 By Anna Berg Editor: Tom Hill"
    for mark in [" By ", " Text by "] {
        if has_by
            && let Some((date, _)) = piece.split_once(mark)
            && super::visible::is_stamp(date)
            && let Some(rest) = piece.get(date.len() + 1..)
        {
            push(Some(Label::Date), date, parts);
            return push_labelled(rest, parts);
        }
    }
    // "Published May 3, 2020 by Anna Berg"
    if has_by
        && let Some((date, name)) = piece.split_once(" by ")
        && super::visible::is_stamp(date)
        && name.chars().next().is_some_and(char::is_uppercase)
    {
        push(Some(Label::Date), date, parts);
        return push(Some(Label::Author), name, parts);
    }
    // "(Copyedited by Tom Hill)", "（责任编辑 李小满）": the brackets are around the label too.
    let mut rest = if piece.starts_with(['(', '（', '[', '【']) { trim(piece) } else { piece };
    let mut open: Option<Label> = None;
    if labels::with_colon(rest).is_none()
        && let Some((label, after)) = labels::bare(rest)
    {
        (open, rest) = (Some(label), after);
    }
    let mut from = 0;
    while let Some(at) = rest.get(from..).and_then(|tail| tail.find([':', '：', '︰', '﹕', '/', '／', '｜', '|'])).map(|at| from + at)
    {
        let (head, tail) = (rest.get(..at).unwrap_or_default(), rest.get(at..).unwrap_or_default());
        let mark = tail.chars().next().unwrap_or(':');
        let found = labels::ending_before_colon(head)
            .filter(|(_, word)| matches!(mark, ':' | '：' | '︰' | '﹕') || word.chars().all(crate::text::is_cjk));
        let after = tail.get(mark.len_utf8()..).unwrap_or_default();
        if let Some((label, word)) = found
            && let Some(before) = cut_suffix(head.trim_end(), word.chars().count())
        {
            push(open, before, parts);
            (open, rest, from) = (Some(label), after, 0);
        } else {
            from = at + mark.len_utf8();
        }
    }
    push(open, rest, parts);
}

fn cut_suffix(text: &str, characters: usize) -> Option<&str> {
    let at = text.char_indices().rev().nth(characters.checked_sub(1)?)?.0;
    text.get(..at)
}

fn push<'a>(label: Option<Label>, text: &'a str, parts: &mut Vec<Part<'a>>) {
    let text = trim(text);
    // "Text by Anna Berg Photographs by Tom Hill"
    for mark in [" Photographs by ", " Photos by ", " Photo by ", " Translated by ", " Edited by ", " Editing by ", " editing by "] {
        if label.is_some()
            && let Some((first, _)) = text.split_once(mark)
            && let Some((second, rest)) = text.get(first.len() + 1..).and_then(labels::bare)
        {
            parts.push(Part { label, text: trim(first) });
            return push(Some(second), rest, parts);
        }
    }
    if label.is_some() || !text.is_empty() {
        parts.push(Part { label, text });
    }
}

/// Takes away the punctuation and space around a value; brackets only in pairs or where their partner is missing.
#[must_use]
pub(crate) fn trim(text: &str) -> &str {
    let mut text = text;
    loop {
        let before = text;
        text = text.trim().trim_matches([
            ',', '，', '、', ';', '；', ':', '：', '|', '｜', '·', '•', '-', '–', '—', '_', '/', '\\', '>', '<', '*', '#', '=', '~', '。',
            '▲', '■', '●', '|', '\u{a0}',
        ]);
        for (open, close) in
            [('(', ')'), ('（', '）'), ('[', ']'), ('【', '】'), ('〔', '〕'), ('「', '」'), ('{', '}'), ('"', '"'), ('“', '”')]
        {
            if let Some(inner) = text.strip_prefix(open) {
                if let Some(whole) = inner.strip_suffix(close)
                    && !whole.contains(open)
                {
                    text = whole;
                } else if !inner.contains(close) {
                    text = inner;
                }
            } else if let Some(inner) = text.strip_suffix(close)
                && !inner.contains(open)
            {
                text = inner;
            }
            text = text.strip_suffix(open).filter(|inner| open != close && !inner.is_empty()).unwrap_or(text);
        }
        if text == before {
            return text;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(line: &str) -> Vec<(Option<Label>, &str)> {
        split(line).into_iter().map(|part| (part.label, part.text)).collect()
    }

    #[test]
    fn a_line_of_bars_and_dots_is_cut_into_its_parts() {
        assert_eq!(
            told("By Mei Fang · 2019-02-03 · Source: | NO. 7 FEB 14, 2019"),
            [(Some(Label::Author), "Mei Fang"), (None, "2019-02-03"), (Some(Label::Source), ""), (None, "NO. 7 FEB 14, 2019")]
        );
        assert_eq!(
            told("By Anna Berg | Published: May 3, 2020 10:15 am"),
            [(Some(Label::Author), "Anna Berg"), (Some(Label::Date), "May 3, 2020 10:15 am")]
        );
    }

    #[test]
    fn chinese_labels_need_no_space() {
        assert_eq!(
            told("2021年03月04日 09:33来源：海港晚报 作者：王一帆 责任编辑：李小满"),
            [
                (None, "2021年03月04日 09:33"),
                (Some(Label::Source), "海港晚报"),
                (Some(Label::Author), "王一帆"),
                (Some(Label::Editor), "李小满")
            ]
        );
        assert_eq!(told("（责编：王一帆、李小满）"), [(Some(Label::Editor), "王一帆、李小满")]);
        assert_eq!(told("（責任編輯 李小满）"), [(Some(Label::Editor), "李小满")]);
        assert_eq!(told("(Copyedited by Tom Hill)"), [(Some(Label::Copyeditor), "Tom Hill")]);
        assert_eq!(told("文｜王一帆 图｜李小满"), [(Some(Label::Author), "王一帆"), (Some(Label::Photographer), "李小满")]);
    }

    #[test]
    fn a_name_after_a_date_and_a_label_alone_are_seen() {
        assert_eq!(
            told("Published May 3, 2020 by Anna Berg"),
            [(Some(Label::Date), "Published May 3, 2020"), (Some(Label::Author), "Anna Berg")]
        );
        assert_eq!(told("Written by"), [(Some(Label::Author), "")]);
    }

    #[test]
    fn a_bracket_that_only_opens_goes() {
        assert_eq!(trim("王一帆【"), "王一帆");
        assert_eq!(trim("（海港晚报"), "海港晚报");
        assert_eq!(trim("Mole (Nord)"), "Mole (Nord)");
    }

    #[test]
    fn a_name_with_an_inner_dot_stays_whole() {
        assert_eq!(told("作者：安娜·贝里"), [(Some(Label::Author), "安娜·贝里")]);
    }
}
