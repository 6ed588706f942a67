//! Running text as it is read off the tree: lines with marked stretches, white space folded.

use crate::article::{Span, SpanKind};
use crate::document::NodeId;
use crate::text;

/// A line: what stands between two `<br>`, or between the ends of a block.
#[derive(Debug, Clone, Default)]
pub(super) struct Line {
    pub text: String,
    /// Characters of `text`.
    pub chars: usize,
    pub spans: Vec<Span>,
    /// Line breaks before it.
    pub breaks: usize,
    /// It begins with the wide blanks that indent a paragraph.
    pub indented: bool,
    /// It is a formula and nothing else: its TeX.
    pub formula: Option<String>,
    /// A first letter set apart stands alone in it so far.
    pub drop_cap: bool,
}

/// White space seen since the last character.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Gap {
    #[default]
    None,
    Space,
    /// White space with a line feed of the source in it.
    LineFeed,
    /// The edge of an element that may be laid out apart: it parts words of letters.
    Edge,
}

#[derive(Debug)]
struct OpenSpan {
    node: NodeId,
    kind: SpanKind,
    href: Option<String>,
    start: usize,
}

/// The text of the block that is being read.
#[derive(Debug, Default)]
pub(super) struct Flow {
    lines: Vec<Line>,
    line: Line,
    gap: Gap,
    breaks: usize,
    /// Wide blanks seen before the first character of a line.
    indent: usize,
    open: Vec<OpenSpan>,
}

impl Flow {
    /// Whether no character was read since the last block ended.
    pub(super) fn is_empty(&self) -> bool {
        self.lines.is_empty() && self.line.chars == 0
    }

    /// Whether the line that is being read is one character so far.
    pub(super) fn is_one_letter(&self) -> bool {
        self.line.chars == 1
    }

    /// A `<br>`, or a line feed of preformatted text.
    pub(super) fn line_break(&mut self) {
        self.breaks += 1;
        self.gap = Gap::None;
        self.indent = 0;
    }

    /// White space that stands in no text node of a block.
    pub(super) fn space(&mut self) {
        self.gap = Gap::Space;
    }

    /// The edge of an element that text flows through but that may be laid out apart.
    pub(super) fn edge(&mut self) {
        if self.gap == Gap::None {
            self.gap = Gap::Edge;
        }
    }

    /// Appends text, white space folded.
    pub(super) fn push(&mut self, text: &str) {
        let mut begun = false;
        let mut rest = text;
        while let Some(c) = rest.chars().next() {
            self.push_char(if c == '\n' && !begun { ' ' } else { c });
            rest = rest.get(c.len_utf8()..).unwrap_or_default();
            if ends_word(c) || self.line.formula.is_some() {
                continue;
            }
            begun = true;
            // The rest of the word, at once.
            let end = rest.find(ends_word).unwrap_or(rest.len());
            let (word, after) = rest.split_at_checked(end).unwrap_or((rest, ""));
            self.line.text.push_str(word);
            self.line.chars += word.chars().count();
            rest = after;
        }
        // Only a line feed amid text may be a mere wrap of the source; between elements it parts them.
        if self.gap == Gap::LineFeed {
            self.gap = Gap::Space;
        }
    }

    /// Appends preformatted text: each of its line feeds breaks the line.
    pub(super) fn push_lines(&mut self, text: &str) {
        for c in text.chars() {
            if c == '\n' { self.line_break() } else { self.push_char(c) }
        }
    }

    /// Appends a formula of running text: its TeX as code, between the dollar signs that TeX itself uses.
    pub(super) fn push_formula(&mut self, tex: &str) {
        self.push_char('$');
        let alone = self.line.chars == 1;
        let start = self.line.chars;
        for c in tex.chars() {
            self.push_char(c);
        }
        let end = self.line.chars;
        self.line.spans.push(Span { start, end, kind: SpanKind::Code, href: None });
        self.gap = Gap::None;
        self.push_char('$');
        if alone {
            self.line.formula = Some(tex.to_owned());
        }
    }

    /// A marked stretch begins. One of the same kind around it makes it idle.
    pub(super) fn open(&mut self, node: NodeId, kind: SpanKind, href: Option<String>) {
        if self.open.iter().all(|span| span.kind != kind) {
            let start = if self.breaks > 0 { 0 } else { self.line.chars };
            self.open.push(OpenSpan { node, kind, href, start });
        }
    }

    /// An inline element ends; `drop_cap` where it is there to set a first letter apart.
    pub(super) fn close(&mut self, node: NodeId, drop_cap: bool) {
        while let Some(span) = self.open.pop_if(|span| span.node == node) {
            if self.breaks == 0 || self.line.chars == 0 {
                record(&mut self.line, &span);
            }
        }
        self.line.drop_cap |= drop_cap;
    }

    /// Ends the block: its lines; marked stretches that are open go on in the next one.
    pub(super) fn take(&mut self) -> Vec<Line> {
        self.end_line();
        (self.breaks, self.gap, self.indent) = (0, Gap::None, 0);
        std::mem::take(&mut self.lines)
    }

    fn end_line(&mut self) {
        for span in &mut self.open {
            record(&mut self.line, span);
            span.start = 0;
        }
        let mut line = std::mem::take(&mut self.line);
        if line.chars > 0 {
            line.spans.sort_by_key(|span| (span.start, std::cmp::Reverse(span.end), span.kind));
            self.lines.push(line);
        }
    }

    fn push_char(&mut self, c: char) {
        if c.is_whitespace() {
            self.gap = if c == '\n' || self.gap == Gap::LineFeed { Gap::LineFeed } else { Gap::Space };
            if self.line.chars == 0 || self.breaks > 0 {
                self.indent += usize::from(c == '\u{3000}') * 2 + usize::from(c == '\u{a0}');
            }
            return;
        }
        if text::is_invisible(c) {
            return;
        }
        if self.line.chars == 0 || self.breaks > 0 {
            self.end_line();
            self.line.breaks = if self.lines.is_empty() { 0 } else { self.breaks };
            self.line.indented = self.indent >= 2;
            (self.breaks, self.indent) = (0, 0);
        } else if self.gap != Gap::None && self.wants_space(c) {
            for span in &mut self.open {
                span.start += usize::from(span.start == self.line.chars);
            }
            self.line.text.push(' ');
            self.line.chars += 1;
        }
        self.gap = Gap::None;
        self.line.text.push(c);
        self.line.chars += 1;
        if self.line.formula.is_some() && !matches!(c, '.' | ',' | '。' | '，' | ';') {
            self.line.formula = None;
        }
    }

    /// Whether white space before this character is to be read as a space.
    fn wants_space(&self, c: char) -> bool {
        let Some(last) = self.line.text.chars().next_back() else { return false };
        if self.gap == Gap::Edge && !(last.is_alphanumeric() && c.is_alphanumeric()) {
            return false;
        }
        if self.gap == Gap::LineFeed && is_wide(last) && is_wide(c) {
            return false; // a line feed of the source inside Chinese text
        }
        !(self.line.drop_cap && self.line.chars == 1 && c.is_lowercase() && !is_word_alone(last))
    }
}

/// White space, or a character that takes no room.
fn ends_word(c: char) -> bool {
    !c.is_ascii_alphanumeric() && (c.is_whitespace() || text::is_invisible(c))
}

fn record(line: &mut Line, span: &OpenSpan) {
    if span.start >= line.chars {
        return;
    }
    let (start, end) = (span.start, line.chars);
    match line.spans.iter_mut().rev().find(|other| other.kind == span.kind && other.end == start && other.href == span.href) {
        Some(before) => before.end = end,
        None => line.spans.push(Span { start, end, kind: span.kind, href: span.href.clone() }),
    }
}

/// Whether a character belongs to a script that is written without spaces, or to its punctuation.
pub(super) fn is_wide(c: char) -> bool {
    text::is_cjk(c) || matches!(c, '\u{3001}'..='\u{303f}' | '\u{ff01}'..='\u{ff60}' | '“' | '”' | '‘' | '’' | '—' | '…')
}

/// Whether a capital letter may be a word of its own.
pub(super) fn is_word_alone(c: char) -> bool {
    matches!(
        c,
        'A' | 'I'
            | 'O'
            | 'E'
            | 'Y'
            | 'U'
            | 'W'
            | 'Z'
            | 'À'
            | 'È'
            | 'É'
            | 'Ó'
            | 'А'
            | 'В'
            | 'И'
            | 'К'
            | 'О'
            | 'С'
            | 'У'
            | 'Я'
            | 'Η'
            | 'Ο'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marked_stretches_hold_no_white_space_at_their_ends() {
        let mut flow = Flow::default();
        flow.push("So");
        flow.open(NodeId::ROOT, SpanKind::Strong, None);
        flow.push(" said ");
        flow.close(NodeId::ROOT, false);
        flow.push("she");
        let lines = flow.take();
        assert_eq!(lines[0].text, "So said she");
        assert_eq!(lines[0].spans, [Span { start: 3, end: 7, kind: SpanKind::Strong, href: None }]);
    }

    #[test]
    fn a_line_feed_of_the_source_parts_words_but_not_han() {
        let mut flow = Flow::default();
        flow.push("the quay\n  opened 码头\n今日开放");
        assert_eq!(flow.take()[0].text, "the quay opened 码头今日开放");
    }
}
