//! From the lines of a block to its paragraphs.
//!
//! Two `<br>` part paragraphs. What one `<br>` means, the lines tell: paragraphs where they are long whole sentences or
//! indented, one paragraph where they are wrapped at a width in mid-sentence, else lines that stay lines (a poem, an address).

use super::inline::{Line, is_wide};
use crate::article::{RichText, Span};

/// Width of a line, in Latin characters, from which it is too long for a verse or an address.
const LONG: usize = 80;
/// Width of a line from which a next one that begins in mid-sentence is the rest of it.
const WRAPPED: usize = 64;
/// Least width at which pages and mails wrap their lines.
const WRAP: usize = 44;

/// What parts a line from the one before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Break {
    Paragraph,
    Line,
    /// Nothing but a wrapped line.
    Wrap,
}

/// Joins lines into paragraphs.
pub(super) fn paragraphs(lines: Vec<Line>) -> Vec<RichText> {
    if lines.len() == 1 {
        return lines.into_iter().map(|line| RichText { text: line.text, spans: line.spans }).collect();
    }
    let margin = wrap_margin(&lines);
    let mut out: Vec<Open> = Vec::new();
    let mut before: Option<(usize, Option<char>)> = None;
    for line in lines {
        let kind = before.map_or(Break::Paragraph, |(width, last)| classify(width, last, &line, margin));
        before = Some((width(&line.text), line.text.chars().next_back()));
        match (out.last_mut(), kind) {
            (Some(open), Break::Line) => open.append(&line, Some('\n')),
            (Some(open), Break::Wrap) => {
                let glued = open.text.text.chars().next_back().is_some_and(is_wide) && line.text.chars().next().is_some_and(is_wide);
                open.append(&line, (!glued).then_some(' '));
            }
            _ => out.push(Open { chars: line.chars, text: RichText { text: line.text, spans: line.spans } }),
        }
    }
    out.into_iter().map(|open| open.text).collect()
}

/// Joins lines into one line: a heading.
pub(super) fn joined(lines: Vec<Line>) -> RichText {
    let mut open = Open::default();
    for line in lines {
        let separator = (open.chars > 0).then_some(' ');
        open.append(&line, separator);
    }
    open.text
}

/// Joins texts with line feeds: what a cell holds.
pub(super) fn stacked(texts: impl IntoIterator<Item = RichText>) -> RichText {
    let mut open = Open::default();
    for text in texts {
        let separator = (open.chars > 0).then_some('\n');
        let line = Line { chars: text.text.chars().count(), text: text.text, spans: text.spans, ..Line::default() };
        open.append(&line, separator);
    }
    open.text
}

/// A text that grows, with its number of characters.
#[derive(Default)]
struct Open {
    chars: usize,
    text: RichText,
}

impl Open {
    fn append(&mut self, line: &Line, separator: Option<char>) {
        let end = self.chars;
        if let Some(separator) = separator {
            self.text.text.push(separator);
            self.chars += 1;
        }
        for span in &line.spans {
            let (start, stop) = (span.start + self.chars, span.end + self.chars);
            let runs_on = |before: &&mut Span| before.end == end && before.kind == span.kind && before.href == span.href;
            match self.text.spans.iter_mut().rev().find(runs_on) {
                Some(before) if span.start == 0 => before.end = stop,
                _ => self.text.spans.push(Span { start, end: stop, ..span.clone() }),
            }
        }
        self.text.text.push_str(&line.text);
        self.chars += line.chars;
    }
}

fn classify(width_before: usize, last: Option<char>, line: &Line, margin: Option<usize>) -> Break {
    if line.breaks >= 2 || line.indented {
        return Break::Paragraph;
    }
    let whole = last.is_none_or(ends_sentence);
    if let Some(margin) = margin {
        // In wrapped text a line that ends early ends its paragraph.
        let early = width_before * 4 < margin * 3;
        return if whole && early { Break::Paragraph } else { Break::Wrap };
    }
    let long = width_before.max(width(&line.text)) >= LONG;
    if whole && long {
        Break::Paragraph
    } else if !whole && width_before >= WRAPPED && continues(last, &line.text) {
        Break::Wrap
    } else {
        Break::Line
    }
}

/// The width at which the lines are wrapped, where they are: most of them end in mid-sentence, all near the same width.
fn wrap_margin(lines: &[Line]) -> Option<usize> {
    let mut widths: Vec<usize> = Vec::new();
    let mut wrapped = 0;
    for pair in lines.windows(2) {
        if let [a, b] = pair
            && b.breaks == 1
        {
            widths.push(width(&a.text));
            wrapped += usize::from(continues(a.text.chars().next_back(), &b.text));
        }
    }
    let margin = widths.iter().copied().max().filter(|&widest| widest >= WRAP)?;
    let near = widths.iter().filter(|&&width| width * 4 >= margin * 3).count();
    (widths.len() >= 2 && wrapped * 2 > widths.len() && near * 3 >= widths.len() * 2).then_some(margin)
}

/// Whether a line reads on from one that ends with this character.
fn continues(last: Option<char>, next: &str) -> bool {
    let Some(last) = last else { return false };
    let first = next.chars().next().unwrap_or(' ');
    !ends_sentence(last)
        && (first.is_lowercase()
            || (is_wide(last) && is_wide(first))
            || (!is_wide(first) && !first.is_uppercase() && first.is_alphabetic()))
}

/// Whether a line that ends with this character ends with its sentence.
fn ends_sentence(last: char) -> bool {
    matches!(
        last,
        '.' | '!'
            | '?'
            | ':'
            | '…'
            | '。'
            | '！'
            | '？'
            | '：'
            | '"'
            | '”'
            | '’'
            | '»'
            | ')'
            | '）'
            | '」'
            | '』'
            | ']'
            | '】'
            | '؟'
            | '।'
    )
}

/// Width in Latin characters: a wide character is two.
fn width(text: &str) -> usize {
    text.chars().map(|c| 1 + usize::from(is_wide(c))).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<String> {
        let mut flow = super::super::inline::Flow::default();
        flow.push_lines(text);
        paragraphs(flow.take()).into_iter().map(|text| text.text).collect()
    }

    #[test]
    fn long_sentences_parted_by_single_breaks_are_paragraphs() {
        let a = "The harbour board met on Tuesday evening to hear what the storm had cost the town and its boats.";
        let b = "It had cost a great deal, the treasurer said, and not all of it would come back before the winter.";
        assert_eq!(read(&format!("{a}\n{b}")), [a, b]);
    }

    #[test]
    fn short_lines_stay_lines_and_an_empty_line_parts_stanzas() {
        let poem = "Grey gull, grey gull,\nwhat did you see?\n\nA boat on the water,\nwaiting for me.";
        assert_eq!(read(poem), ["Grey gull, grey gull,\nwhat did you see?", "A boat on the water,\nwaiting for me."]);
    }

    #[test]
    fn wrapped_lines_are_joined_with_a_space_or_in_han_without() {
        let mail = "The first ferries of the season left the northern quay at dawn, and the\nsecond followed an hour later with the mail and with all those who had been\nwaiting since the ice came.";
        assert_eq!(read(mail), [mail.replace('\n', " ")]);
        let han = "今年第一班渡轮清晨从北码头出发，载着邮件和等了一个冬天的旅客，\n一小时后第二班渡轮也跟着出发，船上坐满了从邻近岛屿赶来的商人和\n学生，他们都说冬天太长了。";
        assert_eq!(read(han), [han.replace('\n', "")]);
    }

    #[test]
    fn wide_blanks_begin_a_paragraph() {
        assert_eq!(read("　　码头今日开放。\n　　渡轮明日出发。"), ["码头今日开放。", "渡轮明日出发。"]);
    }

    #[test]
    fn strong_runs_on_over_the_break() {
        let mut flow = super::super::inline::Flow::default();
        flow.open(crate::document::NodeId::ROOT, crate::article::SpanKind::Strong, None);
        flow.push_lines("North Quay 4\nGullport");
        flow.close(crate::document::NodeId::ROOT, false);
        let texts = paragraphs(flow.take());
        assert_eq!((texts[0].spans.len(), texts[0].spans[0].start, texts[0].spans[0].end), (1, 0, 21));
    }
}
