//! A table of bytes by column, and the scales that make a byte of a number.

use std::sync::LazyLock;

/// Rows that are looked at together.
pub(crate) const LANES: usize = 32;

/// Bytes by column: a feature's values for all blocks lie side by side, padded to whole lanes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    rows: usize,
    stride: usize,
    bytes: Vec<u8>,
    /// By row: the path of tags and classes that the block stands under, as a hash.
    keys: Vec<u64>,
}

impl Table {
    pub(crate) fn new(columns: usize, rows: usize) -> Self {
        let stride = rows.next_multiple_of(LANES);
        Self { rows, stride, bytes: vec![0; columns * stride], keys: Vec::new() }
    }

    /// Blocks.
    #[must_use]
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// A feature's values for all blocks.
    #[must_use]
    pub fn column(&self, column: usize) -> &[u8] {
        self.bytes.get(column * self.stride..column * self.stride + self.rows).unwrap_or_default()
    }

    /// By row: the path of tags and classes that the block stands under, as a hash.
    pub(crate) fn keys(&self) -> &[u64] {
        &self.keys
    }

    pub(crate) fn set_keys(&mut self, keys: Vec<u64>) {
        self.keys = keys;
    }

    /// The columns of another table of the same rows, and one row for all blocks, behind these.
    pub(crate) fn extend(&mut self, other: &Self, row: &[u8]) {
        self.bytes.extend_from_slice(&other.bytes);
        for &value in row {
            self.bytes.extend(std::iter::repeat_n(value, self.stride));
        }
    }

    /// All columns, in order.
    pub fn columns(&self) -> impl Iterator<Item = &[u8]> {
        (0..self.bytes.len().checked_div(self.stride).unwrap_or(0)).map(|column| self.column(column))
    }

    /// The rows, as many at a time as there are lanes.
    pub(crate) fn chunks(&self) -> impl Iterator<Item = Chunk> {
        (0..self.stride / LANES).map(|chunk| {
            let columns = self.bytes.chunks_exact(self.stride.max(LANES));
            Chunk(columns.filter_map(|column| column.as_chunks::<LANES>().0.get(chunk).copied()).collect())
        })
    }

    /// By column: the least and the greatest value of all rows.
    pub(crate) fn ranges(&self) -> Vec<Range> {
        let range = |values: &[u8]| (values.iter().copied().fold(u8::MAX, u8::min), values.iter().copied().fold(0, u8::max));
        self.columns().map(range).collect()
    }

    pub(crate) fn set(&mut self, column: usize, row: usize, value: u8) {
        self.bytes[column * self.stride + row] = value;
    }

    pub(crate) fn fill(&mut self, column: usize, value: u8) {
        self.bytes[column * self.stride..column * self.stride + self.rows].fill(value);
    }
}

/// The least and the greatest of some values.
pub(crate) type Range = (u8, u8);

/// All columns for as many rows as there are lanes.
pub(crate) struct Chunk(Vec<[u8; LANES]>);

impl Chunk {
    /// A column's values; zeros where there is no such column.
    pub(crate) fn column(&self, column: u8) -> [u8; LANES] {
        self.0.get(usize::from(column)).copied().unwrap_or([0; LANES])
    }
}

/// A count on a logarithmic scale, twelve steps to a doubling: 0 is 0, 255 is some 2.5 million.
pub(crate) fn log(count: u32) -> u8 {
    /// Of small counts, which nearly all are: some sixty logarithms are asked for each block.
    static SMALL: LazyLock<Vec<u8>> = LazyLock::new(|| (0..4096).map(computed).collect());
    fn computed(count: u32) -> u8 {
        ((count as f32 + 1.0).log2() * 12.0) as u8
    }
    SMALL.get(count as usize).copied().unwrap_or_else(|| computed(count))
}

/// A share of a whole in steps of 1/250.
pub(crate) fn share(part: u32, whole: u32) -> u8 {
    if whole == 0 { 0 } else { (u64::from(part.min(whole)) * 250 / u64::from(whole)) as u8 }
}

/// A distance with its sign around 128, logarithmic.
pub(crate) fn signed(distance: i64) -> u8 {
    let size = log(u32::try_from(distance.unsigned_abs()).unwrap_or(u32::MAX)) / 2;
    if distance < 0 { 128 - size } else { 128 + size }
}
