//! How a crawl stands, for whoever asks while it runs or after.

use std::collections::BTreeMap;
use std::time::Duration;

use serde::Serialize;

/// How a crawl stands.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Status {
    /// Workers that are at it.
    pub workers: usize,
    /// Where its records go, as far as it is known.
    pub output: Option<String>,
    /// Committed records that wait to be published.
    pub unpublished: usize,
    /// All hosts together.
    pub urls: Counts,
    /// URLs that ended in an error, by class.
    pub errors: BTreeMap<String, usize>,
    /// Hosts of whom there is something left to ask.
    pub open_hosts: usize,
    /// Hosts in all.
    pub hosts: usize,
    /// Some of them, those with the most left to do first.
    pub by_host: Vec<HostStatus>,
}

/// URLs by their state.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Counts {
    /// Nobody is at them.
    pub waiting: usize,
    /// A worker has claimed them.
    pub claimed: usize,
    /// They have their record, without an error.
    pub done: usize,
    /// They have their record, with an error.
    pub failed: usize,
}

impl Counts {
    /// All of them.
    #[must_use]
    pub fn all(self) -> usize {
        self.waiting + self.claimed + self.done + self.failed
    }
}

/// How a host stands.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct HostStatus {
    /// Its name; empty for what is no URL.
    pub host: String,
    /// Its URLs.
    #[serde(flatten)]
    pub urls: Counts,
    /// Time until it may be asked again, in milliseconds.
    #[serde(rename = "wait_ms", serialize_with = "millis")]
    pub wait: Duration,
    /// The status by which it asked to be left alone, while that lasts.
    pub parked: Option<u16>,
}

fn millis<S: serde::Serializer>(time: &Duration, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_u64(u64::try_from(time.as_millis()).unwrap_or(u64::MAX))
}
