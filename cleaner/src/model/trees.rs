//! Forests of small trees over byte columns, evaluated for thirty-two blocks at a time.
//!
//! Blocks of one page are much alike: two nodes in three send all of them the same way. So a page first prunes the trees
//! to the nodes that its rows part at. What is left is evaluated for all rows by compare and blend, children before
//! parents, without a branch, which compilers turn into vector code; a slot holds, for each row, the leaf that the
//! subtree below it ends in.

use super::columns::{Chunk, LANES, Range, Table};

/// Most leaves of a tree.
const LEAVES: usize = 32;
/// The slots of a tree: its leaves and, behind them, its nodes.
const SLOTS: usize = LEAVES * 2;

/// Trees whose leaves add up to a score.
#[derive(Debug, Default)]
pub(crate) struct Forest {
    trees: Vec<Tree>,
}

#[derive(Debug)]
struct Tree {
    nodes: Vec<Node>,
    leaves: [f32; LEAVES],
}

/// `column <= threshold` picks the slot `left`, else `right`.
#[derive(Debug, Clone, Copy)]
struct Node {
    column: u8,
    threshold: u8,
    left: u8,
    right: u8,
}

/// The weights file is not what this code reads: it was made by another version of the trainer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Malformed;

impl Forest {
    /// Reads a forest: the number of trees (u16), then for each its number of nodes (u8), the nodes (column, threshold,
    /// left, right: a byte each) and one leaf (f32) more than nodes. Little-endian. Returns what follows it.
    pub(crate) fn read(bytes: &[u8]) -> Result<(Self, &[u8]), Malformed> {
        let (count, mut rest) = bytes.split_first_chunk::<2>().ok_or(Malformed)?;
        let mut trees = Vec::with_capacity(usize::from(u16::from_le_bytes(*count)));
        for _ in 0..u16::from_le_bytes(*count) {
            let (tree, after) = Tree::read(rest)?;
            trees.push(tree);
            rest = after;
        }
        Ok((Self { trees }, rest))
    }

    /// One more than the highest column that a node asks for.
    #[cfg(test)]
    pub(crate) fn width(&self) -> usize {
        let columns = self.trees.iter().flat_map(|tree| &tree.nodes).map(|node| usize::from(node.column) + 1);
        columns.max().unwrap_or(0)
    }

    /// The score of a single row, by a walk down each tree: nothing is shared with other rows.
    pub(crate) fn score(&self, row: &[u8]) -> f32 {
        self.trees.iter().fold(0.0, |score, tree| score + tree.leaf(row))
    }

    /// The score of each row, as a sum of leaves.
    pub(crate) fn scores(&self, table: &Table) -> Vec<f32> {
        let mut scores = vec![0.0; table.rows().next_multiple_of(LANES)];
        let ranges = table.ranges();
        let mut pruned = Pruned::default();
        for tree in &self.trees {
            pruned.push(tree, &ranges);
        }
        let mut ends: Ends = std::array::from_fn(|slot| [slot as u8; LANES]);
        for (chunk, scores) in table.chunks().zip(scores.as_chunks_mut::<LANES>().0) {
            pruned.add(&chunk, &mut ends, scores);
        }
        scores.truncate(table.rows());
        scores
    }
}

/// By slot and row: the leaf that it ends in.
type Ends = [[u8; LANES]; SLOTS];

/// A forest as one page needs it.
#[derive(Default)]
struct Pruned<'a> {
    /// The nodes that the page's rows part at; slots are numbered anew.
    nodes: Vec<Node>,
    /// By tree: how many of the nodes are its own, the slot that it ends in, its leaves.
    trees: Vec<(usize, u8, &'a [f32; LEAVES])>,
}

impl<'a> Pruned<'a> {
    fn push(&mut self, tree: &'a Tree, ranges: &[Range]) {
        let root = tree.root();
        // By slot, a bit each: some row comes here; of a node: some row goes left, right. Without a branch: which way is taken
        // differs from node to node, and processors would guess it wrong.
        let (mut reached, mut left, mut right) = (1_u64 << root, 0_u64, 0_u64);
        for (slot, node) in (LEAVES..SLOTS).zip(&tree.nodes).rev() {
            let (least, most) = ranges.get(usize::from(node.column)).copied().unwrap_or_default();
            let here = reached >> slot & 1;
            let (goes_left, goes_right) = (here & u64::from(least <= node.threshold), here & u64::from(most > node.threshold));
            reached |= goes_left << node.left | goes_right << node.right;
            left |= goes_left << slot;
            right |= goes_right << slot;
        }
        let mut slots: [u8; SLOTS] = std::array::from_fn(|slot| slot as u8);
        let mut count = 0;
        let mut open = reached >> LEAVES;
        while open != 0 {
            let at = open.trailing_zeros() as usize;
            open &= open - 1;
            let (slot, Some(node)) = (LEAVES + at, tree.nodes.get(at)) else { break };
            let to = [slots[usize::from(node.right) % SLOTS], slots[usize::from(node.left) % SLOTS]];
            if left & right & 1 << slot == 0 {
                slots[slot % SLOTS] = to[(left >> slot & 1) as usize];
            } else {
                self.nodes.push(Node { left: to[1], right: to[0], ..*node });
                slots[slot % SLOTS] = (LEAVES + count) as u8;
                count += 1;
            }
        }
        self.trees.push((count, slots[root % SLOTS], &tree.leaves));
    }

    /// Adds each row's leaves. Columns and operands are copied to local arrays: written in place, the loop is not vectorised.
    fn add(&self, chunk: &Chunk, ends: &mut Ends, scores: &mut [f32; LANES]) {
        let mut rest = self.nodes.as_slice();
        for &(count, root, leaves) in &self.trees {
            let Some((nodes, after)) = rest.split_at_checked(count) else { return };
            rest = after;
            for (slot, node) in (LEAVES..SLOTS).zip(nodes) {
                let values = chunk.column(node.column);
                let (left, right) = (ends[usize::from(node.left) % SLOTS], ends[usize::from(node.right) % SLOTS]);
                let mut picked = [0_u8; LANES];
                for lane in 0..LANES {
                    picked[lane] = if values[lane] <= node.threshold { left[lane] } else { right[lane] };
                }
                ends[slot] = picked;
            }
            for (score, leaf) in scores.iter_mut().zip(ends[usize::from(root) % SLOTS]) {
                *score += leaves[usize::from(leaf) % LEAVES];
            }
        }
    }
}

impl Tree {
    /// The slot of the node that all rows start from.
    fn root(&self) -> usize {
        if self.nodes.is_empty() { 0 } else { LEAVES + self.nodes.len() - 1 }
    }

    /// The leaf that a row ends in; a column that it does not have is zero.
    fn leaf(&self, row: &[u8]) -> f32 {
        let mut slot = self.root();
        while let Some(node) = slot.checked_sub(LEAVES).and_then(|at| self.nodes.get(at)) {
            let value = row.get(usize::from(node.column)).copied().unwrap_or(0);
            slot = usize::from(if value <= node.threshold { node.left } else { node.right });
        }
        self.leaves[slot % LEAVES]
    }

    fn read(bytes: &[u8]) -> Result<(Self, &[u8]), Malformed> {
        let (&count, rest) = bytes.split_first().ok_or(Malformed)?;
        let count = usize::from(count);
        if count >= LEAVES {
            return Err(Malformed);
        }
        let (nodes, rest) = rest.split_at_checked(count * 4).ok_or(Malformed)?;
        let (values, rest) = rest.split_at_checked((count + 1) * 4).ok_or(Malformed)?;
        let mut leaves = [0.0; LEAVES];
        for (leaf, value) in leaves.iter_mut().zip(values.as_chunks::<4>().0) {
            *leaf = f32::from_le_bytes(*value);
        }
        let nodes = nodes.as_chunks::<4>().0.iter().enumerate().map(|(at, &[column, threshold, left, right])| {
            let known = |slot: u8| usize::from(slot) < LEAVES + at;
            (known(left) && known(right)).then_some(Node { column, threshold, left, right }).ok_or(Malformed)
        });
        Ok((Self { nodes: nodes.collect::<Result<_, _>>()?, leaves }, rest))
    }
}

/// The probability that a score stands for.
pub(crate) fn probability(score: f32) -> f32 {
    1.0 / (1.0 + (-score).exp())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// One tree: column 0 <= 10 gives -1; else column 1 <= 5 gives 0.5, else 2.
    fn bytes() -> Vec<u8> {
        let mut bytes = vec![1, 0, 2, 1, 5, 1, 2, 0, 10, 0, 32];
        for leaf in [-1.0_f32, 0.5, 2.0] {
            bytes.extend(leaf.to_le_bytes());
        }
        bytes
    }

    #[test]
    fn each_row_gets_the_leaf_that_a_walk_would_reach() {
        let bytes = bytes();
        let (forest, rest) = Forest::read(&bytes).unwrap();
        assert!(rest.is_empty());
        let mut table = Table::new(2, 40);
        for row in 0..40 {
            table.set(0, row, row as u8);
            table.set(1, row, (row % 10) as u8);
        }
        let scores = forest.scores(&table);
        for (row, score) in scores.iter().enumerate() {
            assert_eq!(forest.score(&[row as u8, (row % 10) as u8]).to_bits(), score.to_bits());
            let expected = if row <= 10 {
                -1.0
            } else if row % 10 <= 5 {
                0.5
            } else {
                2.0
            };
            assert!((score - expected).abs() < 1e-6, "row {row}: {score}");
        }
    }

    #[test]
    fn a_file_that_ends_early_or_points_ahead_is_refused() {
        let whole = bytes();
        assert_eq!(Forest::read(&whole[..whole.len() - 1]).unwrap_err(), Malformed);
        let mut ahead = whole;
        ahead[5] = 33;
        assert_eq!(Forest::read(&ahead).unwrap_err(), Malformed);
    }
}
