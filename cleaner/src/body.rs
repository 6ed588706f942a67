//! The body of the record, put together from the blocks that stay.

use crate::article::{self, Image, RichText};
use crate::document::Document;
use crate::segment::Blocks;
use crate::verdict::Verdict;

/// The body of an article.
#[derive(Debug, Default)]
pub(crate) struct Body {
    /// Its blocks, in order.
    pub blocks: Vec<article::Block>,
    /// Its pictures, in order.
    pub images: Vec<Image>,
}

/// Puts the body together.
#[must_use]
pub(crate) fn assemble(_document: &Document, blocks: &Blocks, verdicts: &[Verdict]) -> Body {
    let kept = (0..blocks.len()).filter(|&index| verdicts[index].keep);
    let blocks =
        kept.map(|index| article::Block::Paragraph { text: RichText { text: blocks.text(index).to_owned(), spans: vec![] } }).collect();
    Body { blocks, images: vec![] }
}

/// The body as plain text, a blank line between blocks.
#[must_use]
pub(crate) fn plain_text(blocks: &[article::Block]) -> String {
    let mut out = String::new();
    for block in blocks {
        if let article::Block::Paragraph { text } = block {
            if !out.is_empty() {
                out.push_str("\n\n");
            }
            out.push_str(&text.text);
        }
    }
    out
}
