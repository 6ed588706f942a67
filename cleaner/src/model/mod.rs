//! The learned part: features of each block, and trees that make a probability of them.

pub mod columns;
pub mod features;
