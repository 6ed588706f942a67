//! Everything that yields a page.

pub mod address;
mod body;
mod client;
mod cookies;
mod error;
pub mod files;
pub mod frontier;
pub mod http;
pub mod media;
mod memory;
pub mod retry;
pub mod robots;
mod said;
mod settings;
pub mod url;

pub use body::Body;
pub use error::{FetchError, SettingsError};
pub use http::Fetcher;
pub use settings::{Header, Proxy, Secret, Settings, Site};
