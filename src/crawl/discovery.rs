//! What a crawl finds by itself: the pages that feeds and sitemaps tell of, and those that pages link to.

use std::panic::{AssertUnwindSafe, catch_unwind};

use jiff::civil::Date;
use presscut_cleaner::Cleaner;
use serde::{Deserialize, Serialize};
use url::Url;

use super::commit::Finished;
use super::record;
use crate::fetcher::entry::{Entry, Kind, Listing, Note};
use crate::fetcher::frontier::{Job, New};
use crate::fetcher::http::Response;
use crate::fetcher::pattern::Pattern;
use crate::fetcher::url::host;
use crate::fetcher::{FetchError, Fetcher, feed, sitemap};

/// Settings of what a crawl finds by itself; [`Settings::default`] is what `config.toml` shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Settings {
    /// Links that fit one of these are followed, within their page's host.
    pub follow: Vec<Pattern>,
    /// Most links between a page that was named and one that is fetched.
    pub depth: u32,
    /// Of what is found, only what fits one of these; none named is all.
    pub include: Vec<Pattern>,
    /// Of what is found, nothing that fits one of these.
    pub exclude: Vec<Pattern>,
    /// Of feeds and sitemaps, nothing that they date before this day.
    pub since: Since,
    /// Most pages of one story that are joined; 1 joins none.
    pub pages: usize,
    /// Whether a page that has not changed since it was fetched last gives a record.
    pub unchanged: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            follow: Vec::new(),
            depth: 1,
            include: Vec::new(),
            exclude: Vec::new(),
            since: Since::default(),
            pages: 30,
            unchanged: false,
        }
    }
}

/// A day, or `""` for none.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Since(Option<Date>);

impl TryFrom<String> for Since {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        match text.as_str() {
            "" => Ok(Self(None)),
            day => day.parse().map(|day| Self(Some(day))).map_err(|_| "a day is written as in 2026-05-13"),
        }
    }
}

impl From<Since> for String {
    fn from(since: Since) -> Self {
        since.0.map(|day| day.to_string()).unwrap_or_default()
    }
}

impl Since {
    /// Whether something of these times belongs to what is wanted: none of them is surely before the day.
    fn admits<'a>(self, mut times: impl Iterator<Item = &'a String>) -> bool {
        let Some(since) = self.0 else { return true };
        let day = |time: &String| time.get(..10).and_then(|day| day.parse::<Date>().ok());
        let mut dated = false;
        times.any(|time| {
            let day = day(time);
            dated |= day.is_some();
            day.is_some_and(|day| day >= since)
        }) || !dated
    }
}

impl Settings {
    /// Whether a page that was found is to be fetched.
    fn admits(&self, url: &Url) -> bool {
        let fits = |patterns: &[Pattern]| patterns.iter().any(|pattern| pattern.fits(url));
        (self.include.is_empty() || fits(&self.include)) && !fits(&self.exclude)
    }

    /// Whether the links of a job's page are wanted.
    pub(super) fn follows_from(&self, job: &Job) -> bool {
        !self.follow.is_empty() && job.depth < self.depth
    }
}

/// The links of a page that are to be followed: those within its host.
pub(super) fn of_links(links: &[String], job: &Job, settings: &Settings, fetcher: &Fetcher) -> Vec<New> {
    let home = host(job.page());
    let followed = links.iter().filter_map(|link| Job::found(link, job).ok()).filter(|found| {
        let url = found.asked();
        host(url) == home && settings.follow.iter().any(|pattern| pattern.fits(url)) && settings.admits(url)
    });
    followed.map(|found| new(found, fetcher)).collect()
}

fn new(job: Job, fetcher: &Fetcher) -> New {
    New { pause: fetcher.settings().delay_of(job.host()), job }
}

/// Reads a feed or a sitemap. It gives a record only where it cannot be read, or not to its end.
pub(super) fn of_list(
    cleaner: &Cleaner,
    job: &Job,
    (kind, level): (Kind, u32),
    (response, body): (&Response, &[u8]),
    settings: &Settings,
    fetcher: &Fetcher,
) -> Finished {
    let from = job.page();
    let read = AssertUnwindSafe(|| match kind {
        Kind::Feed => feed::read(body, from),
        Kind::Sitemap => sitemap::read(body, from),
    });
    let broken = || match kind {
        Kind::Feed => FetchError::Feed("the reader broke on it".to_owned()),
        Kind::Sitemap => FetchError::Sitemap("the reader broke on it".to_owned()),
    };
    let (listing, error) = match catch_unwind(read).unwrap_or_else(|_| Err(broken())) {
        Ok(Listing { broken: Some(cause), entries, files }) => {
            let cause = format!("{cause}; {} pages before that are taken", entries.len());
            (Listing { entries, files, broken: None }, Some(FetchError::Sitemap(cause)))
        }
        Ok(listing) => (listing, None),
        Err(error) => (Listing::default(), Some(error)),
    };
    let mut found: Vec<New> =
        listing.entries.into_iter().filter_map(|entry| page(entry, job, settings)).map(|job| new(job, fetcher)).collect();
    if level < sitemap::MOST_LEVELS {
        let files = listing.files.into_iter().filter_map(|entry| file(&entry, job, (kind, level + 1), settings));
        found.extend(files.map(|job| new(job, fetcher)));
    }
    tracing::debug!("{}: tells of {} pages and files", job.page(), found.len());
    let article = error.map(|error| record::of_failure(cleaner, job, Some(response), &error));
    Finished { found, ..Finished::new(article, job, Some(response)) }
}

/// The page of an entry, as if it had been named itself.
fn page(entry: Entry, list: &Job, settings: &Settings) -> Option<Job> {
    let mut job = Job::found(&entry.url, list).ok()?;
    let wanted = settings.admits(job.asked()) && settings.since.admits(entry.modified.iter().chain(&entry.witness.published));
    let witness = Some(entry.witness).filter(|witness| !witness.is_empty());
    job.depth = 0;
    job.note = witness.map(|witness| Box::new(Note { list: None, witness: Some(witness) }));
    wanted.then_some(job)
}

fn file(entry: &Entry, list: &Job, of: (Kind, u32), settings: &Settings) -> Option<Job> {
    let mut job = Job::found(&entry.url, list).ok()?;
    job.depth = 0;
    job.note = Some(Box::new(Note { list: Some(of), witness: None }));
    settings.since.admits(entry.modified.iter()).then_some(job)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_leaves_out_what_is_surely_older() {
        let since = Since::try_from("2026-05-13".to_owned()).unwrap();
        let admits = |times: &[&str]| since.admits(times.iter().map(ToString::to_string).collect::<Vec<_>>().iter());
        assert!(admits(&["2026-05-13T07:30:00+08:00"]) && admits(&["2026-05-20"]) && admits(&[]) && admits(&["May"]));
        assert!(admits(&["2026-05-14", "2020-01-01"]), "changed since");
        assert!(!admits(&["2026-05-12T23:00:00Z"]) && !admits(&["2020-01-01"]));
        assert!(Since::default().admits(["1999-01-01".to_owned()].iter()));
        assert!(Since::try_from("May 13".to_owned()).is_err());
    }
}
