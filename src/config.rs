//! The settings of every room, from what was said to what holds.
//!
//! What is *said* stands in a file, in the environment and in flags: tables that hold only what somebody chose. *Merged*, the later
//! overrides the earlier. *Resolved*, it is a [`Config`], in which every setting has its value. This module reads no file:
//! the command does, and hands over the text.

mod environment;
mod error;
mod said;
mod site;

use presscut_cleaner::{SiteError, SiteRules};
use serde::{Deserialize, Serialize};

use crate::{clean, crawl, fetcher, writer};

pub use error::Error;
pub use said::Said;
pub use site::Site;

/// The settings that hold.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Config {
    /// The cleaner's.
    pub clean: presscut_cleaner::Settings,
    /// The fetcher's.
    pub fetch: fetcher::Settings,
    /// The crawl's.
    pub crawl: crawl::Settings,
    /// What a crawl finds by itself.
    pub discover: crawl::discovery::Settings,
    /// The offline run's.
    pub run: clean::Settings,
    /// The writer's.
    pub write: writer::Settings,
    /// What holds for single hosts.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub site: Vec<Site>,
}

impl Config {
    /// The cleaner's settings, with what is known of single sites.
    ///
    /// # Errors
    /// Where a site's selector, host or day is none.
    pub fn cleaning(&self) -> Result<presscut_cleaner::Settings, SiteError> {
        let rules: Vec<_> = self.site.iter().filter_map(|site| site.cut.clone()).collect();
        Ok(presscut_cleaner::Settings { sites: SiteRules::compile(&rules)?, ..self.clean.clone() })
    }

    /// The fetcher's settings, with what holds for single sites.
    #[must_use]
    pub fn fetching(&self) -> fetcher::Settings {
        fetcher::Settings { sites: self.site.iter().map(|site| site.fetch.clone()).collect(), ..self.fetch.clone() }
    }
}
