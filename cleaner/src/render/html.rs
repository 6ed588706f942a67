//! Blocks as HTML. Built from the blocks alone, each text escaped: nothing of the page's own mark-up comes through.

use std::fmt::Write;

use crate::article::{Block, Image, ListItem, RichText, Span, SpanKind};

enum Left<'a> {
    Block(&'a Block),
    Items(std::slice::Iter<'a, ListItem>, &'static str),
    Close(&'static str),
}

/// The blocks as HTML, one a line.
#[must_use]
pub(crate) fn html(blocks: &[Block]) -> String {
    let mut out = String::new();
    let mut stack: Vec<Left<'_>> = blocks.iter().rev().map(Left::Block).collect();
    while let Some(left) = stack.pop() {
        match left {
            Left::Close(tag) => out.push_str(tag),
            Left::Items(mut items, close) => match items.next() {
                Some(item) => {
                    stack.push(Left::Items(items, close));
                    stack.push(Left::Close("</li>"));
                    stack.extend(item.children.iter().rev().map(Left::Block));
                    out.push_str("<li>");
                    push_text(&mut out, &item.text);
                }
                None => out.push_str(close),
            },
            Left::Block(Block::List { ordered, items }) => {
                out.push_str(if *ordered { "<ol>" } else { "<ul>" });
                stack.push(Left::Items(items.iter(), if *ordered { "</ol>\n" } else { "</ul>\n" }));
            }
            Left::Block(block) => push_block(&mut out, block),
        }
    }
    out
}

fn push_block(out: &mut String, block: &Block) {
    match block {
        Block::Paragraph { text } => wrap(out, "<p>", text, "</p>\n"),
        Block::Quote { text } => wrap(out, "<blockquote><p>", text, "</p></blockquote>\n"),
        Block::Heading { level, text } => {
            let level = (*level).clamp(1, 6);
            wrap(out, &format!("<h{level}>"), text, &format!("</h{level}>\n"));
        }
        Block::Table { rows, header } => {
            out.push_str("<table>");
            for (index, row) in rows.iter().enumerate() {
                let cell = if *header && index == 0 { ("<th>", "</th>") } else { ("<td>", "</td>") };
                out.push_str(match (index, *header) {
                    (0, true) => "<thead><tr>",
                    (1, true) | (0, false) => "<tbody><tr>",
                    _ => "<tr>",
                });
                for text in row {
                    wrap(out, cell.0, text, cell.1);
                }
                out.push_str(if index == 0 && *header { "</tr></thead>" } else { "</tr>" });
            }
            out.push_str(if rows.len() > usize::from(*header) { "</tbody></table>\n" } else { "</table>\n" });
        }
        Block::Figure { image } => push_figure(out, image),
        Block::Code { language, text } => {
            out.push_str("<pre><code");
            if let Some(language) = language {
                out.push_str(" class=\"language-");
                escape(out, language);
                out.push('"');
            }
            out.push('>');
            escape(out, text);
            out.push_str("</code></pre>\n");
        }
        Block::Math { text } => {
            out.push_str("<p class=\"math\">\\[");
            escape(out, text);
            out.push_str("\\]</p>\n");
        }
        Block::Embed { url } => {
            out.push_str("<p><a href=\"");
            escape(out, url);
            out.push_str("\">");
            escape(out, url);
            out.push_str("</a></p>\n");
        }
        Block::List { .. } => {}
    }
}

fn push_figure(out: &mut String, image: &Image) {
    out.push_str("<figure>");
    if let Some(url) = &image.url {
        out.push_str("<img src=\"");
        escape(out, url);
        out.push_str("\" alt=\"");
        escape(out, image.alt.as_deref().unwrap_or_default());
        out.push('"');
        for (name, side) in [("width", image.width), ("height", image.height)] {
            if let Some(side) = side {
                let _ = write!(out, " {name}=\"{side}\"");
            }
        }
        out.push('>');
    }
    if image.caption.is_some() || image.credit.is_some() {
        out.push_str("<figcaption>");
        escape(out, image.caption.as_deref().unwrap_or_default());
        if let Some(credit) = &image.credit {
            out.push_str(if image.caption.is_some() { " <cite>" } else { "<cite>" });
            escape(out, credit);
            out.push_str("</cite>");
        }
        out.push_str("</figcaption>");
    }
    out.push_str("</figure>\n");
}

fn wrap(out: &mut String, open: &str, text: &RichText, close: &str) {
    out.push_str(open);
    push_text(out, text);
    out.push_str(close);
}

/// Text with its spans, closed and opened again where they cross.
fn push_text(out: &mut String, text: &RichText) {
    let mut spans: Vec<&Span> = text.spans.iter().collect();
    spans.sort_by_key(|span| (span.start, std::cmp::Reverse(span.end)));
    let mut waiting = spans.into_iter().peekable();
    let mut open: Vec<&Span> = Vec::new();
    let close_at = |out: &mut String, open: &mut Vec<&Span>, at: usize| {
        let Some(lowest) = open.iter().position(|span| span.end <= at) else { return };
        let crossed: Vec<&Span> = open.split_off(lowest);
        for span in crossed.iter().rev() {
            out.push_str(closing(span.kind));
        }
        for span in crossed.into_iter().filter(|span| span.end > at) {
            push_opening(out, span);
            open.push(span);
        }
    };
    for (at, c) in text.text.chars().enumerate() {
        close_at(out, &mut open, at);
        while let Some(span) = waiting.next_if(|span| span.start <= at) {
            if span.end > at {
                push_opening(out, span);
                open.push(span);
            }
        }
        if c == '\n' { out.push_str("<br>") } else { escape_char(out, c) }
    }
    close_at(out, &mut open, usize::MAX);
}

fn push_opening(out: &mut String, span: &Span) {
    match span.kind {
        SpanKind::Link => {
            out.push_str("<a href=\"");
            escape(out, span.href.as_deref().unwrap_or_default());
            out.push_str("\">");
        }
        SpanKind::Strong => out.push_str("<strong>"),
        SpanKind::Em => out.push_str("<em>"),
        SpanKind::Code => out.push_str("<code>"),
        SpanKind::Sub => out.push_str("<sub>"),
        SpanKind::Sup => out.push_str("<sup>"),
    }
}

fn closing(kind: SpanKind) -> &'static str {
    match kind {
        SpanKind::Link => "</a>",
        SpanKind::Strong => "</strong>",
        SpanKind::Em => "</em>",
        SpanKind::Code => "</code>",
        SpanKind::Sub => "</sub>",
        SpanKind::Sup => "</sup>",
    }
}

fn escape(out: &mut String, text: &str) {
    for c in text.chars() {
        escape_char(out, c);
    }
}

fn escape_char(out: &mut String, c: char) {
    match c {
        '&' => out.push_str("&amp;"),
        '<' => out.push_str("&lt;"),
        '>' => out.push_str("&gt;"),
        '"' => out.push_str("&quot;"),
        c => out.push(c),
    }
}
