//! Where on the page the long text stands: the elements that an unsupervised reader would call the article.

use crate::document::{Document, NodeId, Tag};
use crate::segment::Blocks;

/// Sums over ranges of blocks.
#[derive(Debug)]
pub(crate) struct Prefix(Vec<u32>);

impl Prefix {
    pub(crate) fn of(values: impl ExactSizeIterator<Item = u32>) -> Self {
        let mut sums = Vec::with_capacity(values.len() + 1);
        let mut sum = 0_u32;
        sums.push(0);
        sums.extend(values.map(|value| {
            sum = sum.saturating_add(value);
            sum
        }));
        Self(sums)
    }

    pub(crate) fn over(&self, range: &std::ops::Range<usize>) -> u32 {
        let at = |index: usize| self.0.get(index).or(self.0.last()).copied().unwrap_or(0);
        at(range.end).saturating_sub(at(range.start))
    }

    pub(crate) fn total(&self) -> u32 {
        self.0.last().copied().unwrap_or(0)
    }
}

/// Elements that stand out by the long text in them.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Containers {
    /// The deepest element with at least half of the page's long text.
    pub(crate) half: NodeId,
    /// The deepest with at least four fifths.
    pub(crate) most: NodeId,
    /// The element whose children hold most long text for themselves, as Readability scores it.
    pub(crate) best: NodeId,
}

impl Containers {
    /// `long` counts characters of long, unlinked text by block.
    pub(crate) fn of(document: &Document, blocks: &Blocks, long: &Prefix) -> Self {
        let total = long.total();
        let root = document.elements(Tag::Body).next().unwrap_or(NodeId::ROOT);
        let half = deepest(document, blocks, long, root, total / 2);
        let most = deepest(document, blocks, long, root, total / 5 * 4);
        Self { half, most, best: best(document, blocks, long).unwrap_or(half) }
    }
}

/// The deepest element below `root` that holds more than `share` of the long text.
fn deepest(document: &Document, blocks: &Blocks, long: &Prefix, root: NodeId, share: u32) -> NodeId {
    let mut node = root;
    while let Some(child) = document
        .children(node)
        .find(|&child| document.tag(child) != Tag::Text && !document.tag(child).is_inline() && long.over(&blocks.inside(child)) > share)
    {
        if blocks.inside(child).len() <= 1 {
            break;
        }
        node = child;
    }
    node
}

/// Scores each block's parent in full, its grandparent by half, the next by a third.
fn best(document: &Document, blocks: &Blocks, long: &Prefix) -> Option<NodeId> {
    let mut scores = vec![0.0_f32; document.node_count()];
    for index in 0..blocks.len() {
        let chars = long.over(&(index..index + 1));
        if chars == 0 {
            continue;
        }
        let value = 1.0 + (chars as f32 / 100.0).min(5.0);
        let container = blocks[index].container;
        let first = if document.tag(container) == Tag::P || document.tag(container) == Tag::Li {
            document.parent(container)
        } else {
            Some(container)
        };
        let mut node = first;
        for share in [1.0, 0.5, 0.33] {
            let Some(ancestor) = node else { break };
            scores[ancestor.index()] += value * share;
            node = document.parent(ancestor);
        }
    }
    let candidates = document.all().zip(scores).filter(|&(_, score)| score > 0.0);
    candidates.reduce(|best, next| if next.1 > best.1 { next } else { best }).map(|(node, _)| node)
}
