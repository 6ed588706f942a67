//! Marked text as Markdown: what to escape, and which marks can be written with asterisks.
//!
//! Spans may overlap; Markdown nests. The marks are opened longest first, closed and opened again where they cross. Asterisks mark
//! only where `CommonMark`'s rules for delimiter runs let them; elsewhere stands `<strong>` or `<em>`, which is Markdown as well.

use crate::article::{RichText, Span, SpanKind};

/// Where the text stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// A paragraph, an item, a quotation: a line feed is a hard break.
    Block,
    /// One line after `#`.
    Heading,
    /// Between the bars of a table.
    Cell,
}

/// A beginning or an end of a mark.
#[derive(Debug, Clone, Copy)]
struct Mark<'a> {
    span: &'a Span,
    /// The character before which it stands.
    at: usize,
    opens: bool,
    /// Index of the other end in the list of marks.
    other: usize,
}

/// Writes text with its marks.
pub(super) fn write(text: &RichText, place: Place) -> String {
    let chars: Vec<char> = text.text.chars().collect();
    let marks = marks(&chars, &text.spans);
    let mut writer = Writer { chars: &chars, place, marked: !marks.is_empty(), out: String::with_capacity(text.text.len() + 16), line: 0 };
    let mut at = 0;
    let mut code: Option<usize> = None;
    for (index, mark) in marks.iter().enumerate() {
        if code.is_none() {
            writer.text(at, mark.at);
        }
        at = mark.at;
        match mark.span.kind {
            SpanKind::Code if mark.opens => code = Some(mark.at),
            SpanKind::Code => writer.code(code.take().unwrap_or(mark.at), mark.at),
            SpanKind::Link if mark.opens => writer.open_link(),
            SpanKind::Link => writer.close_link(mark.span.href.as_deref().unwrap_or_default()),
            SpanKind::Strong => writer.mark(mark, if stars_hold(&chars, &marks, index) { ("**", "**") } else { ("<strong>", "</strong>") }),
            SpanKind::Em => writer.mark(mark, if stars_hold(&chars, &marks, index) { ("*", "*") } else { ("<em>", "</em>") }),
            SpanKind::Sub => writer.mark(mark, ("<sub>", "</sub>")),
            SpanKind::Sup => writer.mark(mark, ("<sup>", "</sup>")),
        }
    }
    writer.text(at, chars.len());
    writer.out
}

/// An address between the brackets of a link; `<…>` where it holds what would end it.
pub(super) fn destination(href: &str, place: Place) -> String {
    let mut out = String::with_capacity(href.len());
    let wrap = href.is_empty() || href.contains(['(', ')', ' ']);
    for (at, c) in href.char_indices() {
        let rest = href.get(at + c.len_utf8()..).unwrap_or_default();
        if matches!(c, '\\' | '<' | '>') || (c == '|' && place == Place::Cell) || (c == '&' && is_entity(rest.chars())) {
            out.push('\\');
        }
        out.push(if c.is_control() { ' ' } else { c });
    }
    if wrap { format!("<{out}>") } else { out }
}

struct Writer<'a> {
    chars: &'a [char],
    place: Place,
    /// There are marks.
    marked: bool,
    out: String,
    /// Where the line begins in `out`.
    line: usize,
}

impl Writer<'_> {
    fn mark(&mut self, mark: &Mark<'_>, (open, close): (&str, &str)) {
        self.out.push_str(if mark.opens { open } else { close });
    }

    fn open_link(&mut self) {
        if self.out.ends_with('!') {
            self.out.pop();
            self.out.push_str("\\!"); // else it would be a picture
        }
        self.out.push('[');
    }

    fn close_link(&mut self, href: &str) {
        self.out.push_str("](");
        self.out.push_str(&destination(href, self.place));
        self.out.push(')');
    }

    fn code(&mut self, start: usize, end: usize) {
        let chars = self.chars.get(start..end).unwrap_or_default();
        let fence = "`".repeat(longest_run(chars) + 1);
        let edge = |c: Option<&char>| c.is_some_and(|&c| c == '`');
        let pad = if edge(chars.first()) || edge(chars.last()) { " " } else { "" };
        self.out.push_str(&fence);
        self.out.push_str(pad);
        for &c in chars {
            if c == '|' && self.place == Place::Cell {
                self.out.push('\\');
            }
            self.out.push(c);
        }
        self.out.push_str(pad);
        self.out.push_str(&fence);
    }

    fn text(&mut self, start: usize, end: usize) {
        for at in start..end {
            let c = self.chars[at];
            if c == '\n' {
                match self.place {
                    Place::Block => self.out.push_str("\\\n"),
                    Place::Heading => self.out.push(' '),
                    Place::Cell => self.out.push_str("<br>"),
                }
                self.line = self.out.len();
                continue;
            }
            if self.escapes(c, at) {
                self.out.push('\\');
            }
            self.out.push(c);
        }
    }

    /// Whether a character would be read as mark-up here.
    fn escapes(&self, c: char, at: usize) -> bool {
        let next = self.chars.get(at + 1).copied();
        let is_word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        match c {
            '\\' | '`' | '*' | '[' | ']' | '<' | '~' | '|' => true,
            '_' => self.marked || !(at > 0 && is_word(self.chars.get(at - 1).copied()) && is_word(next)),
            '&' => is_entity(self.chars.iter().skip(at + 1).copied()),
            '#' if self.place == Place::Heading => true,
            '#' | '>' | '+' | '-' | '=' | ':' | '.' | ')' if self.place == Place::Block => {
                let line = self.out.get(self.line..).unwrap_or_default();
                match c {
                    '.' | ')' => !line.is_empty() && line.len() <= 9 && line.bytes().all(|b| b.is_ascii_digit()),
                    ':' => line.is_empty() && next == Some('-'),
                    _ => line.is_empty(),
                }
            }
            _ => false,
        }
    }
}

/// Whether what follows an ampersand makes it a character reference.
fn is_entity(rest: impl Iterator<Item = char>) -> bool {
    let mut named = false;
    for c in rest.take(40) {
        match c {
            ';' => return named,
            '#' => {}
            c if c.is_ascii_alphanumeric() => named = true,
            _ => return false,
        }
    }
    false
}

fn longest_run(chars: &[char]) -> usize {
    let (mut longest, mut run) = (0, 0);
    for &c in chars {
        run = if c == '`' { run + 1 } else { 0 };
        longest = longest.max(run);
    }
    longest
}

/// The order in which marks nest where nothing else tells.
const KINDS: [SpanKind; 6] = [SpanKind::Link, SpanKind::Strong, SpanKind::Em, SpanKind::Sub, SpanKind::Sup, SpanKind::Code];

/// Beginnings and ends of marks, nested, in order.
fn marks<'a>(chars: &[char], spans: &'a [Span]) -> Vec<Mark<'a>> {
    if spans.is_empty() {
        return Vec::new();
    }
    let layers: Vec<Vec<Option<&'a Span>>> = KINDS.iter().map(|&kind| layer(chars, spans, kind)).collect();
    let same = |a: Option<&Span>, b: Option<&Span>| match (a, b) {
        (Some(a), Some(b)) => a.href == b.href,
        (None, None) => true,
        _ => false,
    };
    let span_at = |kind: usize, at: usize| layers.get(kind).and_then(|layer| layer.get(at)).copied().flatten();
    // The end of the stretch of one kind from a character on; code ends wherever anything else begins or ends.
    let end_of = |kind: usize, at: usize| {
        (at + 1..chars.len())
            .find(|&i| {
                let changes = |kind: usize| !same(span_at(kind, i - 1), span_at(kind, i));
                changes(kind) || (KINDS[kind] == SpanKind::Code && (0..kind).any(changes))
            })
            .unwrap_or(chars.len())
    };
    let mut out: Vec<Mark<'a>> = Vec::new();
    // Open marks: kind, end, index of the beginning in `out`.
    let mut open: Vec<(usize, usize, usize)> = Vec::new();
    for at in 0..=chars.len() {
        while open.iter().any(|&(_, end, _)| end == at) {
            let Some((_, _, beginning)) = open.pop() else { break };
            let Mark { span, .. } = out[beginning];
            out[beginning].other = out.len();
            out.push(Mark { span, at, opens: false, other: beginning });
        }
        if chars.get(at).is_none_or(|c| c.is_whitespace()) {
            continue;
        }
        let mut fresh: Vec<(usize, usize)> = (0..KINDS.len())
            .filter(|&kind| span_at(kind, at).is_some() && open.iter().all(|&(other, ..)| other != kind))
            .map(|kind| (kind, end_of(kind, at)))
            .collect();
        fresh.sort_by_key(|&(kind, end)| (KINDS[kind] == SpanKind::Code, std::cmp::Reverse(end), kind));
        for (kind, end) in fresh {
            if let Some(span) = span_at(kind, at) {
                open.push((kind, end, out.len()));
                out.push(Mark { span, at, opens: true, other: 0 });
            }
        }
    }
    out
}

/// By character: the span of a kind that marks it; white space at a stretch's ends is not marked, and no line feed is code.
fn layer<'a>(chars: &[char], spans: &'a [Span], kind: SpanKind) -> Vec<Option<&'a Span>> {
    let mut layer: Vec<Option<&'a Span>> = vec![None; chars.len()];
    for span in spans.iter().filter(|span| span.kind == kind) {
        for at in span.start..span.end.min(chars.len()) {
            let breaks = kind == SpanKind::Code && chars[at] == '\n';
            if !breaks && layer[at].is_none() {
                layer[at] = Some(span);
            }
        }
    }
    let mut at = 0;
    while at < chars.len() {
        let start = at;
        while at < chars.len() && chars[at].is_whitespace() {
            at += 1;
        }
        if start < at {
            let (before, after) = (start.checked_sub(1).and_then(|i| layer[i]), layer.get(at).copied().flatten());
            let runs_on = matches!((before, after), (Some(a), Some(b)) if a.href == b.href);
            if !runs_on {
                layer[start..at].fill(None);
            }
        }
        at += 1;
    }
    layer
}

/// Whether a mark can be written with asterisks: both ends must be delimiter runs of the right flank, and touch no other run.
fn stars_hold(chars: &[char], marks: &[Mark<'_>], index: usize) -> bool {
    let mark = &marks[index];
    let (open, close) = if mark.opens { (index, mark.other) } else { (mark.other, index) };
    let is_star = |kind: SpanKind| matches!(kind, SpanKind::Strong | SpanKind::Em);
    let beside = |index: Option<usize>, at: usize| index.and_then(|index| marks.get(index)).filter(|mark| mark.at == at);
    let (before, first) = (beside(open.checked_sub(1), marks[open].at), beside(Some(open + 1), marks[open].at));
    let (last, after) = (beside(close.checked_sub(1), marks[close].at), beside(Some(close + 1), marks[close].at));
    if [before, first, last, after].into_iter().flatten().any(|mark| is_star(mark.span.kind)) {
        return false;
    }
    let is_word = |at: Option<usize>| at.and_then(|at| chars.get(at)).is_some_and(|c| c.is_alphanumeric());
    // Outside: an end of the line, white space, or punctuation that every reader of Markdown knows for such.
    let is_open = |at: Option<usize>| at.and_then(|at| chars.get(at)).is_none_or(|c| c.is_whitespace() || c.is_ascii_punctuation());
    let opens = (first.is_none() && is_word(Some(marks[open].at))) || before.is_some() || is_open(marks[open].at.checked_sub(1));
    let closes = (last.is_none() && is_word(marks[close].at.checked_sub(1))) || after.is_some() || is_open(Some(marks[close].at));
    opens && closes
}
