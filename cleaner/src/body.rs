//! The body of the record, put together from the blocks that stay.

mod address;
mod assemble;
mod captions;
mod code;
mod credit;
mod drop_cap;
mod elements;
mod embeds;
mod extent;
mod figures;
mod inline;
mod lines;
mod lists;
mod math;
mod picture;
mod tables;
mod text;
mod tidy;

#[cfg(test)]
mod tests;

use crate::article::{self, Image, Removed};
use crate::document::Document;
use crate::meta::Claim;
use crate::segment::Blocks;
use crate::verdict::Verdict;

/// The body of an article.
#[derive(Debug, Default)]
pub(crate) struct Body {
    /// Its blocks, in order.
    pub blocks: Vec<article::Block>,
    /// Its pictures, in order.
    pub images: Vec<Image>,
    /// It as plain text, a blank line between blocks.
    pub text: String,
    /// What was dropped on the way: repeats, headings that own nothing.
    pub dropped: Vec<Removed>,
}

/// The pictures of the body, found before it is put together, for their captions are no body.
#[derive(Debug)]
pub(crate) struct Pictures {
    base: address::Base,
    found: figures::Figures,
}

impl Pictures {
    /// Finds them; `base` is the page's address.
    #[must_use]
    pub(crate) fn find(document: &Document, blocks: &Blocks, verdicts: &[Verdict], base: Option<&str>) -> Self {
        let base = address::Base::of(document, base);
        let found = extent::Extent::of(document, blocks, verdicts).map(|extent| figures::find(&extent, &base)).unwrap_or_default();
        Self { base, found }
    }

    /// The blocks that are captions.
    pub(crate) fn claims(&self) -> impl Iterator<Item = Claim> + '_ {
        self.found.captions.iter().map(|&block| Claim { block, rule: "caption" })
    }
}

/// Puts the body together; the verdicts are final.
#[must_use]
pub(crate) fn assemble(document: &Document, blocks: &Blocks, verdicts: &[Verdict], pictures: Pictures) -> Body {
    let Some(extent) = extent::Extent::of(document, blocks, verdicts) else { return Body::default() };
    let Pictures { base, found } = pictures;
    let mut pieces = assemble::read(&extent, &found.figures, &base);
    drop_cap::join(&mut pieces);
    let dropped = tidy::tidy(&mut pieces);
    let text = text::of_pieces(&pieces);
    let images = found.figures.into_iter().map(|figure| figure.image).collect();
    Body { blocks: pieces.into_iter().map(|piece| piece.block).collect(), images, text, dropped }
}

/// A block's text, as it stands in the record's.
#[must_use]
pub(crate) fn text_of(block: &article::Block) -> String {
    text::of_block(block)
}

/// Every block that was cut, and why.
#[must_use]
pub(crate) fn removed(blocks: &Blocks, verdicts: &[Verdict], body: &Body) -> Vec<Removed> {
    let cut = verdicts.iter().enumerate().filter(|(_, verdict)| !verdict.keep);
    let of_block =
        |(index, verdict): (usize, &Verdict)| Removed { reason: verdict.reason.to_string(), text: blocks.text(index).to_owned() };
    cut.map(of_block).chain(body.dropped.iter().cloned()).collect()
}
