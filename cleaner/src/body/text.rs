//! The body as plain text: a blank line between blocks; items, rows and lines of code one a line; cells parted by ` | `.

use super::assemble::Piece;
use crate::article::{Block, ListItem, RichText};

/// The whole text.
pub(super) fn of_pieces(pieces: &[Piece]) -> String {
    let mut out = String::new();
    for piece in pieces {
        let before = out.len();
        if before > 0 {
            out.push_str("\n\n");
        }
        let start = out.len();
        match &piece.text {
            Some(text) => out.push_str(text),
            None => push(&mut out, &piece.block),
        }
        if out.len() == start {
            out.truncate(before);
        }
    }
    out
}

/// One block's text.
pub(super) fn of_block(block: &Block) -> String {
    let mut out = String::new();
    push(&mut out, block);
    out
}

/// What is left to write.
enum Left<'a> {
    Block(&'a Block),
    Items(std::slice::Iter<'a, ListItem>),
}

/// Appends a block's text, line by line.
fn push(out: &mut String, block: &Block) {
    let start = out.len();
    let line = |out: &mut String, text: &str| {
        if !text.is_empty() {
            if out.len() > start {
                out.push('\n');
            }
            out.push_str(text);
        }
    };
    let mut stack = vec![Left::Block(block)];
    while let Some(left) = stack.pop() {
        match left {
            Left::Block(Block::Paragraph { text } | Block::Heading { text, .. } | Block::Quote { text }) => line(out, &text.text),
            Left::Block(Block::Code { text, .. } | Block::Math { text }) => line(out, text),
            Left::Block(Block::Table { rows, .. }) => {
                for row in rows {
                    let cells: Vec<String> =
                        row.iter().filter(|cell| !cell.text.is_empty()).map(|cell| cell.text.replace('\n', " ")).collect();
                    line(out, &cells.join(" | "));
                }
            }
            Left::Block(Block::List { items, .. }) => stack.push(Left::Items(items.iter())),
            Left::Block(Block::Figure { .. } | Block::Embed { .. }) => {}
            Left::Items(mut items) => {
                if let Some(item) = items.next() {
                    stack.push(Left::Items(items));
                    line(out, &item.text.text);
                    stack.extend(item.children.iter().rev().map(Left::Block));
                }
            }
        }
    }
}

/// What a block that stands in a table's cell leaves there.
pub(super) fn cell_texts(block: Block, texts: &mut Vec<RichText>) {
    match block {
        Block::Paragraph { text } | Block::Heading { text, .. } | Block::Quote { text } => texts.push(text),
        other => {
            let text = of_block(&other);
            if !text.is_empty() {
                texts.push(RichText { text, spans: vec![] });
            }
        }
    }
}
