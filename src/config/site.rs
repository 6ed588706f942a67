//! `[[site]]`: what holds for one host, for the fetcher and for the cleaner in one table.

use presscut_cleaner::{SiteRule, SiteRules};
use serde::{Deserialize, Serialize};
use toml::de::DeTable;
use toml::{Spanned, Table, Value};

use super::Error;
use super::error::problem_at;
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

/// Refuses a file with a site that cannot hold, at the key that is wrong; what is no TOML is for others to tell.
pub(super) fn check(name: &str, text: &str) -> Result<(), Error> {
    let (Ok(spanned), Ok(table)) = (DeTable::parse(text), text.parse::<Table>()) else { return Ok(()) };
    let sites = table.get("site").and_then(Value::as_array).into_iter().flatten();
    let places = spanned.get_ref().get("site").and_then(|sites| sites.get_ref().as_array()).into_iter().flat_map(|sites| sites.iter());
    for (site, place) in sites.filter_map(Value::as_table).zip(places) {
        let found = wrong_key(site).or_else(|| Some((String::new(), Site::try_from(site.clone()).err()?)));
        if let Some((key, problem)) = found {
            let member = place.get_ref().as_table().and_then(|table| table.iter().find(|(name, _)| name.get_ref() == &key));
            let unknown = problem.starts_with("unknown field");
            let span = member.map_or_else(|| place.span(), |(name, value)| if unknown { Spanned::span(name) } else { value.span() });
            return Err(problem_at(name, text, span.start, problem));
        }
    }
    Ok(())
}

/// The key that cannot hold even alone, and why.
fn wrong_key(site: &Table) -> Option<(String, String)> {
    let host = site.get("host")?;
    let with_host = |key: &str, value: &Value| Table::from_iter([("host".to_owned(), host.clone()), (key.to_owned(), value.clone())]);
    // A rule that cuts nothing shows whether the host is one.
    let host_alone = Site::try_from(with_host("remove", &Value::from(":not(*)"))).err().map(|problem| ("host".to_owned(), problem));
    host_alone.or_else(|| site.iter().find_map(|(key, value)| Some((key.clone(), Site::try_from(with_host(key, value)).err()?))))
}
