//! Pages from disk and from standard input: files, folders, globs, JSON Lines.

mod inputs;
mod job;
mod lines;
mod stream;

pub use inputs::{InputError, Inputs, Skipped};
pub use job::{Error, Job, Limits, Loaded};
