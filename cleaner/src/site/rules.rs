//! The rules themselves: as they are written, and compiled.

use std::sync::Arc;

use jiff::civil::Date;
use scraper::Selector;
use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::page::Page;

/// What is known of one site, as it is written under `[[site]]`: selectors are CSS, and may be lists (`.ad, .share`).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SiteRule {
    /// The host that it is for, and all its subdomains: `example.org`.
    pub host: String,
    /// The first day of the layout that it knows, `2016-05-13`.
    pub from: Option<String>,
    /// The last day of it.
    pub until: Option<String>,
    /// The headline.
    pub title: Option<String>,
    /// What holds the body; all that matches, in order.
    pub body: Option<String>,
    /// Who wrote it; all that matches.
    pub byline: Option<String>,
    /// When it was published, in any form that dates are read in; `datetime` before what the element shows.
    pub date: Option<String>,
    /// What is to go, inside the body or wherever it stands.
    pub remove: Option<String>,
}

/// Why a site rule cannot be used, and what to write instead.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum SiteError {
    /// The host is missing or no host.
    #[error("site rule {number}: `{host}` is not a host: write the name alone, such as `example.org`")]
    Host {
        /// Which rule, counted from 1.
        number: usize,
        /// What is written.
        host: String,
    },
    /// A selector is no CSS.
    #[error("site rule for {host}: `{key}` is not a CSS selector: `{selector}` ({reason}): {fix}")]
    Selector {
        /// The rule's host.
        host: String,
        /// The key that holds it.
        key: &'static str,
        /// What is written.
        selector: String,
        /// What is wrong with it.
        reason: String,
        /// What to do about it.
        fix: &'static str,
    },
    /// A day is no day.
    #[error("site rule for {host}: `{key}` is not a day: `{value}`: write it as 2016-05-13")]
    Day {
        /// The rule's host.
        host: String,
        /// The key that holds it.
        key: &'static str,
        /// What is written.
        value: String,
    },
    /// The last day stands before the first.
    #[error("site rule for {host}: `until` is before `from`: exchange {until} and {from}")]
    Order {
        /// The rule's host.
        host: String,
        /// The first day.
        from: String,
        /// The last day.
        until: String,
    },
}

/// A rule with its selectors compiled.
#[derive(Debug)]
pub(super) struct Compiled {
    source: SiteRule,
    host: String,
    from: Option<Date>,
    until: Option<Date>,
    pub(super) title: Option<Selector>,
    pub(super) body: Option<Selector>,
    pub(super) byline: Option<Selector>,
    pub(super) date: Option<Selector>,
    pub(super) remove: Option<Selector>,
}

/// Site rules with their selectors compiled; a copy shares them.
#[derive(Debug, Clone, Default)]
pub struct SiteRules {
    rules: Arc<[Compiled]>,
}

impl PartialEq for SiteRules {
    fn eq(&self, other: &Self) -> bool {
        self.sources().eq(other.sources())
    }
}

impl Eq for SiteRules {}

impl SiteRules {
    /// Compiles rules.
    ///
    /// # Errors
    /// The first host, selector or day that is none, with its place and the way to mend it.
    pub fn compile(rules: &[SiteRule]) -> Result<Self, SiteError> {
        let rules: Result<Vec<Compiled>, SiteError> = rules.iter().enumerate().map(|(at, rule)| Compiled::new(rule, at + 1)).collect();
        Ok(Self { rules: rules?.into() })
    }

    /// The rules as they were written.
    pub fn sources(&self) -> impl Iterator<Item = &SiteRule> {
        self.rules.iter().map(|rule| &rule.source)
    }

    /// The rules for a page's host and the day it was fetched, where that is known: of the longest host first, then in the
    /// order they were written.
    pub(super) fn of_page(&self, page: &Page<'_>) -> impl Iterator<Item = &Compiled> {
        let host = if self.rules.is_empty() { None } else { page.base_url().and_then(host_of) };
        let day: Option<Date> = page.retrieved_at.as_deref().and_then(|time| time.get(..10)).and_then(|day| day.parse().ok());
        let mut found: Vec<&Compiled> = host.map_or_else(Vec::new, |host| {
            self.rules.iter().filter(|rule| rule.is_for(&host) && day.is_none_or(|day| rule.covers(day))).collect()
        });
        found.sort_by_key(|rule| std::cmp::Reverse(rule.host.len()));
        found.into_iter()
    }
}

fn host_of(url: &str) -> Option<String> {
    url::Url::parse(url).ok()?.host_str().map(|host| host.trim_end_matches('.').to_owned())
}

impl Compiled {
    fn new(rule: &SiteRule, number: usize) -> Result<Self, SiteError> {
        let not_a_host = || SiteError::Host { number, host: rule.host.clone() };
        let name = rule.host.strip_prefix('.').unwrap_or(&rule.host);
        let host = host_of(&format!("http://{name}/")).filter(|_| !rule.host.contains(['/', ':', '@', '*', '?', '#', ' ']));
        let host = host.filter(|host| !host.is_empty()).ok_or_else(not_a_host)?;
        let selector = |key, value: &Option<String>| value.as_deref().map(|value| compile(&rule.host, key, value)).transpose();
        let day = |key, value: &Option<String>| {
            let parse = |value: &String| value.parse().map_err(|_| SiteError::Day { host: rule.host.clone(), key, value: value.clone() });
            value.as_ref().map(parse).transpose()
        };
        let (from, until): (Option<Date>, Option<Date>) = (day("from", &rule.from)?, day("until", &rule.until)?);
        if let (Some(from), Some(until)) = (from, until)
            && until < from
        {
            return Err(SiteError::Order { host: rule.host.clone(), from: from.to_string(), until: until.to_string() });
        }
        Ok(Self {
            source: rule.clone(),
            host,
            from,
            until,
            title: selector("title", &rule.title)?,
            body: selector("body", &rule.body)?,
            byline: selector("byline", &rule.byline)?,
            date: selector("date", &rule.date)?,
            remove: selector("remove", &rule.remove)?,
        })
    }

    pub(super) fn host(&self) -> &str {
        &self.host
    }

    /// Whether a host is the rule's, or a subdomain of it.
    fn is_for(&self, host: &str) -> bool {
        host.strip_suffix(self.host.as_str()).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
    }

    fn covers(&self, day: Date) -> bool {
        self.from.is_none_or(|from| from <= day) && self.until.is_none_or(|until| day <= until)
    }
}

fn compile(host: &str, key: &'static str, selector: &str) -> Result<Selector, SiteError> {
    Selector::parse(selector).map_err(|error| {
        let fix = match selector.trim() {
            "" => "leave the key out",
            xpath if xpath.starts_with('/') => "this looks like XPath; write CSS such as `div.story > p`",
            pseudo if pseudo.contains("::") => "pseudo-elements such as `::text` select no element; leave them out",
            _ => "write CSS such as `div.story > p` or `.ad, .share`",
        };
        SiteError::Selector { host: host.to_owned(), key, selector: selector.to_owned(), reason: plain(&error.to_string()), fix }
    })
}

/// What the CSS parser says, on one line, without its word to its own developers.
fn plain(reason: &str) -> String {
    let reason = reason.strip_prefix("Unexpected error occurred. Please report this to the developer").unwrap_or(reason);
    reason.split_whitespace().collect::<Vec<_>>().join(" ")
}
