//! Everything that yields a page.

pub mod files;
