//! `robots.txt`: what it says for us, and how long it is believed (RFC 9309).

use std::collections::HashMap;
use std::time::{Duration, Instant};

use robotxt::{Agent, Robots};
use url::Url;

use super::error::FetchError;
use super::url::host;

/// Most redirects on the way to a `robots.txt`.
pub const MAX_REDIRECTS: usize = 5;
/// How long a file is believed.
const FRESH: Duration = Duration::from_hours(24);
/// How long a host without an answer is held closed.
const CLOSED: Duration = Duration::from_hours(1);

/// What a host's `robots.txt` says for us.
#[derive(Debug, Clone, PartialEq)]
pub struct Rules(Said);

#[derive(Debug, Clone, PartialEq)]
enum Said {
    Rules(Robots),
    Closed(FetchError),
}

impl Rules {
    /// Reads a file for a crawler of this name.
    #[must_use]
    pub fn parse(file: &[u8], name: &str) -> Self {
        Self(Said::Rules(Robots::parse(&bare_names(file), Agent::Exact(name))))
    }

    /// What holds where the file could not be had: a status of 4xx but 429 and too many redirects allow all,
    /// everything else closes the host for now.
    #[must_use]
    pub fn without_file(error: FetchError) -> Self {
        match error {
            FetchError::Status { status, .. } if (300..500).contains(&status) && status != 429 => Self::allow_all(),
            FetchError::Redirects(_) => Self::allow_all(),
            other => Self(Said::Closed(other)),
        }
    }

    /// No rules at all.
    #[must_use]
    pub fn allow_all() -> Self {
        Self(Said::Rules(Robots::allow_all()))
    }

    /// Whether a URL may be fetched.
    ///
    /// # Errors
    /// `Robots` where the file forbids it or the server failed to give it; where no server could be reached at all, that.
    pub fn check(&self, url: &Url) -> Result<(), FetchError> {
        match &self.0 {
            Said::Rules(rules) if rules.is_url_allowed(url) => Ok(()),
            Said::Rules(_) => Err(FetchError::Robots(format!("robots.txt of {} forbids it", host(url)))),
            Said::Closed(FetchError::Status { status, .. } | FetchError::Parked { status, .. }) => Err(FetchError::Robots(format!(
                "robots.txt of {} answers {status}, so the host is closed for now: run again later",
                host(url)
            ))),
            Said::Closed(error @ (FetchError::Decode(_) | FetchError::Truncated(_) | FetchError::NotHtml(_))) => {
                Err(FetchError::Robots(format!("robots.txt of {} cannot be read ({error}), so the host is closed for now", host(url))))
            }
            Said::Closed(error) => Err(error.clone()),
        }
    }

    /// The pause that the file asks for.
    #[must_use]
    pub fn crawl_delay(&self) -> Option<Duration> {
        match &self.0 {
            Said::Rules(rules) => rules.crawl_delay(),
            Said::Closed(_) => None,
        }
    }

    fn lifetime(&self) -> Duration {
        match self.0 {
            Said::Rules(_) => FRESH,
            Said::Closed(_) => CLOSED,
        }
    }
}

/// The file with what follows a name in its `User-agent` lines cut off: `presscut/1.0` means `presscut`.
fn bare_names(file: &[u8]) -> Vec<u8> {
    let mut bare = Vec::with_capacity(file.len());
    for line in file.split_inclusive(|byte| matches!(byte, b'\n' | b'\r')) {
        let is_agent = line.trim_ascii_start().get(..10).is_some_and(|key| key.eq_ignore_ascii_case(b"user-agent"));
        let colon = line.iter().position(|&byte| byte == b':').filter(|_| is_agent);
        let Some((key, value)) = colon.and_then(|colon| line.split_at_checked(colon + 1)) else {
            bare.extend_from_slice(line);
            continue;
        };
        let value = value.trim_ascii_start();
        let of_name = |byte: &u8| byte.is_ascii_alphabetic() || matches!(byte, b'-' | b'_' | b'*');
        bare.extend_from_slice(key);
        bare.extend(value.iter().take_while(|byte| of_name(byte)));
        bare.push(b'\n');
    }
    bare
}

/// What is known of an origin's `robots.txt`.
#[derive(Debug)]
pub enum Known<'a> {
    /// The rules.
    Rules(&'a Rules),
    /// Nothing, or nothing fresh.
    Nothing,
    /// Someone is on the way to fetch it.
    Underway,
}

/// The files read so far, by origin (scheme, host and port), and what waits for those underway.
#[derive(Debug)]
pub struct Cache<J> {
    origins: HashMap<String, Entry<J>>,
}

#[derive(Debug)]
enum Entry<J> {
    Underway(Vec<J>),
    Rules(Rules, Instant),
}

impl<J> Default for Cache<J> {
    fn default() -> Self {
        Self { origins: HashMap::new() }
    }
}

impl<J> Cache<J> {
    /// What is known of the origin of a URL.
    #[must_use]
    pub fn look_up(&self, url: &Url, now: Instant) -> Known<'_> {
        match self.origins.get(&origin(url)) {
            Some(Entry::Underway(_)) => Known::Underway,
            Some(Entry::Rules(rules, until)) if *until > now => Known::Rules(rules),
            _ => Known::Nothing,
        }
    }

    /// Someone sets out for the file.
    pub fn set_out(&mut self, url: &Url) {
        self.origins.insert(origin(url), Entry::Underway(Vec::new()));
    }

    /// Puts a job by until the file has come; gives it back where nobody is on the way.
    pub fn wait(&mut self, url: &Url, job: J) -> Option<J> {
        match self.origins.get_mut(&origin(url)) {
            Some(Entry::Underway(waiting)) => {
                waiting.push(job);
                None
            }
            _ => Some(job),
        }
    }

    /// The file has come, or has not: gives back what waited for it, in order.
    pub fn arrive(&mut self, url: &Url, rules: Rules, now: Instant) -> Vec<J> {
        let until = now + rules.lifetime();
        match self.origins.insert(origin(url), Entry::Rules(rules, until)) {
            Some(Entry::Underway(waiting)) => waiting,
            _ => Vec::new(),
        }
    }
}

/// Where the file for a URL lies.
#[must_use]
pub fn location(url: &Url) -> Url {
    let mut url = url.clone();
    url.set_path("/robots.txt");
    url.set_query(None);
    url.set_fragment(None);
    url
}

fn origin(url: &Url) -> String {
    url.origin().ascii_serialization()
}
