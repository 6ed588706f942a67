//! Everything that yields a page.

pub mod address;
mod body;
mod client;
mod cookies;
pub mod entry;
mod error;
pub mod feed;
pub mod files;
pub mod frontier;
pub mod http;
pub mod media;
mod memory;
pub mod pattern;
pub mod retry;
pub mod robots;
mod said;
mod settings;
pub mod sitemap;
pub mod url;
pub mod warc;
mod wire;

pub use body::Body;
pub use error::{FetchError, SettingsError};
pub use http::Fetcher;
pub use said::seconds;
pub use settings::{Header, Proxy, Secret, Settings, Site};
