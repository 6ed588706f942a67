//! What elements mean to the text that flows through them.

use super::inline::Line;
use crate::article::SpanKind;
use crate::document::{Attribute, Document, NodeId, Tag};

/// Lines that are code from end to end: code that was broken with `<br>`.
pub(super) fn code_of_lines(read: &[Line]) -> Option<String> {
    let is_code = |line: &Line| line.spans.iter().any(|span| span.kind == SpanKind::Code && span.start == 0 && span.end == line.chars);
    (read.len() >= 2 && read.iter().all(is_code)).then(|| read.iter().map(|line| line.text.as_str()).collect::<Vec<_>>().join("\n"))
}

/// What an inline element marks its text as.
pub(super) fn span_kind(document: &Document, node: NodeId, tag: Tag) -> Option<SpanKind> {
    match tag {
        Tag::A => Some(SpanKind::Link),
        Tag::B | Tag::Strong => Some(SpanKind::Strong),
        Tag::I | Tag::Em => Some(SpanKind::Em),
        Tag::Code | Tag::Kbd | Tag::Samp | Tag::Tt => Some(SpanKind::Code),
        Tag::Sub => Some(SpanKind::Sub),
        Tag::Sup => Some(SpanKind::Sup),
        Tag::Span | Tag::Font => {
            let style = document.attribute(node, Attribute::Style)?;
            let mut declarations = style.split(';').filter_map(|declaration| declaration.split_once(':'));
            declarations.find_map(|(name, value)| match (name.trim(), value.trim()) {
                ("font-weight", "bold" | "bolder" | "600" | "700" | "800" | "900") => Some(SpanKind::Strong),
                ("font-style", "italic" | "oblique") => Some(SpanKind::Em),
                _ => None,
            })
        }
        _ => None,
    }
}

/// Whether an element sets a first letter apart.
pub(super) fn is_drop_cap(document: &Document, node: NodeId) -> bool {
    document.attribute(node, Attribute::Class).is_some_and(|class| {
        let class = class.to_ascii_lowercase();
        (class.contains("drop") && class.contains("cap"))
            || class.contains("initial")
            || class.contains("first-letter")
            || class.contains("lettrine")
    })
}

/// Whether text flows through an element although it parts blocks: what browsers lay out in the line.
pub(super) fn flows(document: &Document, node: NodeId, tag: Tag) -> bool {
    match tag {
        Tag::Noscript | Tag::Button | Tag::Input | Tag::Select | Tag::Textarea | Tag::Output | Tag::Meter | Tag::Progress | Tag::Map => {
            true
        }
        // A custom element, or an office program's mark-up, in the middle of a line.
        Tag::Unknown => {
            let beside = |sibling: Option<NodeId>| {
                sibling.is_some_and(|sibling| match document.tag(sibling) {
                    Tag::Text => document.text(sibling).chars().any(|c| !c.is_whitespace()),
                    tag => tag.is_inline(),
                })
            };
            (beside(document.previous_sibling(node)) || beside(document.next_sibling(node)))
                && document.descendants(node).take(32).all(|inner| document.tag(inner).is_inline() || document.tag(inner) == Tag::Unknown)
        }
        _ => false,
    }
}
