//! The one place where it is decided what stays: each block's verdict, with its reason.

use crate::document::{Document, NodeId, Tag};
use crate::segment::Blocks;

/// Why a block stays or goes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Reason {
    /// A named rule.
    Rule(&'static str),
    /// The model's probability that it is body.
    Model(f32),
    /// A selector of a site rule.
    Site,
}

impl std::fmt::Display for Reason {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Rule(name) => write!(f, "rule:{name}"),
            Self::Model(score) => write!(f, "model:{score:.2}"),
            Self::Site => write!(f, "site"),
        }
    }
}

/// Whether a block stays, and why.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Verdict {
    /// It is body.
    pub keep: bool,
    /// What decided.
    pub reason: Reason,
}

/// Judges each block of a page.
#[must_use]
pub(crate) fn judge(document: &Document, blocks: &Blocks) -> Vec<Verdict> {
    let best = best_container(document, blocks);
    let inside = best.map_or(0..0, |node| blocks.inside(node));
    (0..blocks.len())
        .map(|index| {
            let block = &blocks[index];
            let linked = block.link_chars * 2 > block.chars;
            let keep = inside.contains(&index)
                && !linked
                && !block.hidden
                && !block.noscript
                && document.tag(block.container).heading_level() != Some(1);
            Verdict { keep, reason: Reason::Rule("container") }
        })
        .collect()
}

/// The deepest element that holds most of the page's unlinked long text.
fn best_container(document: &Document, blocks: &Blocks) -> Option<NodeId> {
    let weight = |index: usize| {
        let block = &blocks[index];
        if block.hidden || block.noscript || block.words < 8 { 0 } else { block.chars.saturating_sub(block.link_chars * 2) }
    };
    let total: u32 = (0..blocks.len()).map(weight).sum();
    let mut node = document.elements(Tag::Body).next()?;
    loop {
        let next = document
            .children(node)
            .find(|&child| document.tag(child) != Tag::Text && blocks.inside(child).map(weight).sum::<u32>() * 2 > total);
        match next {
            Some(child) if !document.tag(child).is_inline() && document.tag(child) != Tag::P => node = child,
            _ => return Some(node),
        }
    }
}
