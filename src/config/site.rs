//! `[[site]]`: what holds for one host, for the fetcher and for the cleaner in one table.

use presscut_cleaner::{SiteRule, SiteRules};
use serde::{Deserialize, Serialize};
use toml::{Table, Value};

use crate::fetcher;

/// The keys that are the cleaner's.
const CUTTING: &[&str] = &["from", "until", "title", "body", "byline", "date", "remove"];

/// What holds for one host.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "Table", into = "Table")]
pub struct Site {
    /// How it is fetched.
    pub fetch: fetcher::Site,
    /// How its pages are cut; none where no key of the cleaner's is given.
    pub cut: Option<SiteRule>,
}

impl TryFrom<Table> for Site {
    type Error = String;

    fn try_from(table: Table) -> Result<Self, String> {
        let (mut cutting, fetching): (Table, Table) = table.into_iter().partition(|(key, _)| CUTTING.contains(&key.as_str()));
        let fetch = fetcher::Site::deserialize(Value::Table(fetching)).map_err(|error| {
            let problem = error.message().trim().to_owned();
            if problem.starts_with("unknown field") { format!("{problem}; or of the cleaner's: {}", CUTTING.join(", ")) } else { problem }
        })?;
        if cutting.is_empty() {
            return Ok(Self { fetch, cut: None });
        }
        cutting.insert("host".to_owned(), Value::from(fetch.host.clone()));
        let rule = SiteRule::deserialize(Value::Table(cutting)).map_err(|error| error.message().trim().to_owned())?;
        SiteRules::compile(std::slice::from_ref(&rule)).map_err(|error| error.to_string())?;
        Ok(Self { fetch, cut: Some(rule) })
    }
}

impl From<Site> for Table {
    fn from(site: Site) -> Self {
        let mut table = Self::try_from(site.fetch).unwrap_or_default();
        table.extend(site.cut.and_then(|rule| Self::try_from(rule).ok()).unwrap_or_default());
        table
    }
}
