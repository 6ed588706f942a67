//! WARC, the form in which the web is archived (ISO 28500).

mod chunked;
mod fields;
mod members;
mod message;
mod pages;
mod records;

pub use pages::{Archived, Counts, Told};

pub(super) use members::is_archive;
pub(super) use pages::Pages;
