//! presscut cuts the article out of a news page.
//!
//! The fetcher downloads, the cleaner cleans, the writer writes, and a hall joins them. Data runs one way:
//! job, page, document, blocks and evidence, verdicts, article, sink.
//!
//! - [`presscut_cleaner`]: a page in, an article out; re-exported here, and a package of its own for those who want nothing else.
//! - [`fetcher`]: everything that yields a page.
//! - [`writer`]: where records go.
//! - [`mod@clean`]: the hall of an offline run.
//! - [`mod@crawl`]: the hall of a crawl; [`stats`] counts what it comes to, [`progress`] shows it.
//! - [`config`]: the settings of every room in one file.
//!
//! ```
//! use presscut::{Cleaner, Page};
//!
//! let page = Page::from_html("<title>Harbour reopens</title><h1>Harbour reopens</h1><p>The first ferries left at dawn.</p>");
//! assert_eq!(Cleaner::default().clean(&page).title.as_deref(), Some("Harbour reopens"));
//! ```

pub mod clean;
pub mod config;
pub mod crawl;
pub mod fetcher;
pub mod progress;
pub mod stats;
pub mod writer;

pub use presscut_cleaner::{Article, Cleaner, Page, Settings};
