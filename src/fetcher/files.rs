//! Pages from disk and from standard input: files, folders, globs, JSON Lines and other JSON.

mod inputs;
mod job;
mod lines;
mod stream;
mod values;

pub use inputs::{InputError, Inputs, Skipped};
pub use job::{Error, Job, Limits, Loaded, Place};
