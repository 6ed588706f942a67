//! WARC, the form in which the web is archived (ISO 28500).

mod archive;
mod chunked;
mod exchange;
mod fields;
mod members;
mod message;
mod pages;
mod records;
mod tape;

pub use pages::{Archived, Counts, Told};

pub(super) use archive::Archive;
pub(super) use exchange::{Exchange, Occasion};
pub(super) use members::{is_archive, may_be_archive};
pub(super) use pages::Pages;
pub(super) use tape::Tape;
