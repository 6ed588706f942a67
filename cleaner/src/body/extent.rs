//! Where the blocks that stay are.

use std::ops::Range;

use crate::document::{Document, NodeId};
use crate::segment::Blocks;
use crate::verdict::{Reason, Verdict};

/// The blocks that stay, counted up so that any element can be asked.
#[derive(Debug)]
pub(super) struct Extent<'a> {
    pub document: &'a Document,
    pub blocks: &'a Blocks,
    /// By block: how many stay before it.
    before: Vec<u32>,
    /// By block: words before it.
    words: Vec<u32>,
    /// The block above them that shows the headline.
    pub headline: Option<usize>,
    /// The first block that stays.
    pub first: usize,
    /// The last one.
    pub last: usize,
}

impl<'a> Extent<'a> {
    /// `None` where nothing stays.
    pub(super) fn of(document: &'a Document, blocks: &'a Blocks, verdicts: &[Verdict]) -> Option<Self> {
        let stays = |index: &usize| verdicts.get(*index).is_some_and(|verdict| verdict.keep);
        let first = (0..blocks.len()).find(stays)?;
        let last = (first..blocks.len()).rev().find(stays)?;
        let (mut before, mut words) = (vec![0; blocks.len() + 1], vec![0; blocks.len() + 1]);
        for index in 0..blocks.len() {
            before[index + 1] = before[index] + u32::from(stays(&index));
            words[index + 1] = words[index] + blocks[index].words;
        }
        let headline = (0..first).rev().find(|&index| verdicts[index].reason == Reason::Rule("title"));
        Some(Self { document, blocks, before, words, headline, first, last })
    }

    /// Whether a block stays.
    pub(super) fn stays(&self, block: usize) -> bool {
        self.kept(&(block..block + 1)) > 0
    }

    /// How many blocks of a range stay.
    pub(super) fn kept(&self, range: &Range<usize>) -> u32 {
        let at = |index: usize| self.before.get(index).or(self.before.last()).copied().unwrap_or(0);
        at(range.end).saturating_sub(at(range.start))
    }

    /// Words of a range of blocks, cut ones included.
    pub(super) fn words(&self, range: &Range<usize>) -> u32 {
        let at = |index: usize| self.words.get(index).or(self.words.last()).copied().unwrap_or(0);
        at(range.end).saturating_sub(at(range.start))
    }

    /// Whether anything inside an element stays.
    pub(super) fn touches(&self, node: NodeId) -> bool {
        self.kept(&self.blocks.inside(node)) > 0
    }

    /// The innermost element around all blocks that stay.
    pub(super) fn root(&self) -> NodeId {
        self.around(self.blocks[self.first].container, self.blocks[self.last].container)
    }

    /// The innermost block element around two nodes.
    pub(super) fn around(&self, a: NodeId, b: NodeId) -> NodeId {
        let document = self.document;
        let (mut a, mut b) = (a, b);
        while a != b {
            let deeper = if document.depth(a) >= document.depth(b) { &mut a } else { &mut b };
            match document.parent(*deeper) {
                Some(parent) => *deeper = parent,
                None => return NodeId::ROOT,
            }
        }
        while document.tag(a).is_inline() {
            match document.parent(a) {
                Some(parent) => a = parent,
                None => return NodeId::ROOT,
            }
        }
        a
    }
}
