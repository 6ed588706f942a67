//! presscut cuts the article out of a news page.

pub use presscut_cleaner::{Article, Cleaner, Page, Settings};
