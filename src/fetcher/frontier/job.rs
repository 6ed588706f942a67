//! A URL of the list, and how far it has come.

use std::sync::Arc;

use ::url::Url;
use presscut_cleaner::links;
use reqwest::cookie::Jar;

use crate::fetcher::FetchError;
use crate::fetcher::entry::{Kind, Note};
use crate::fetcher::url::{self, Credentials, redact};

/// A URL of the frontier. Most wait their turn; what a URL gathers on its way is made when it sets out.
#[derive(Debug)]
pub struct Job {
    /// As it stands in the list, where that differs from the address; without credentials.
    written: Option<Box<str>>,
    asked: Url,
    credentials: Option<Box<Credentials>>,
    trail: Option<Box<Trail>>,
    /// Links from the list to here: 0 stands in the list itself.
    pub depth: u32,
    /// The URL on whose page this one was found.
    pub parent: Option<i64>,
    /// Whose it is now; the frontier gives it.
    pub claim: Claim,
    /// What an earlier answer said of its version.
    pub validators: Option<Box<Validators>>,
    /// What is known of it from elsewhere.
    pub note: Option<Box<Note>>,
}

/// The right to give a URL its record: it ends where another takes the URL over.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct Claim {
    /// The URL's number in the frontier.
    pub url: i64,
    /// The fencing token of the lease that it was taken under.
    pub fence: i64,
}

/// What an answer says of its version, for the next time (RFC 9110, 8.8).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Validators {
    /// The header `ETag`.
    pub etag: Option<String>,
    /// The header `Last-Modified`.
    pub last_modified: Option<String>,
}

/// What a URL gathers on its way.
#[derive(Debug)]
pub struct Trail {
    /// The page's address now.
    pub url: Url,
    /// The addresses that sent it on, in order.
    pub redirects: Vec<String>,
    /// Requests made for the page.
    pub attempts: u32,
    /// Tries that failed for a passing reason, since the last redirect.
    pub failures: u32,
    /// Cookies that redirects have set: they live no longer than this way.
    pub session: Arc<Jar>,
    /// Whether the way led from https to http.
    pub downgraded: bool,
    /// What it does first.
    pub errand: Option<Errand>,
}

/// A way to a `robots.txt`.
#[derive(Debug, Clone)]
pub struct Errand {
    /// The file's address now.
    pub url: Url,
    /// Redirects followed.
    pub redirects: usize,
    /// Tries that failed.
    pub failures: u32,
}

impl Job {
    /// A job for a URL as it is written in a list.
    ///
    /// # Errors
    /// [`FetchError::Url`] for what is no URL of the web.
    pub fn read(text: &str) -> Result<Self, FetchError> {
        let (asked, credentials) = url::parse(text)?;
        let written = Some(redact(text.trim())).filter(|written| written != asked.as_str()).map(Into::into);
        Ok(Self {
            written,
            asked,
            credentials: credentials.map(Box::new),
            trail: None,
            depth: 0,
            parent: None,
            claim: Claim::default(),
            validators: None,
            note: None,
        })
    }

    /// A job for a URL that was found on the page of another.
    ///
    /// # Errors
    /// [`FetchError::Url`] for what is no URL of the web.
    pub fn found(text: &str, on: &Self) -> Result<Self, FetchError> {
        Ok(Self { depth: on.depth + 1, parent: Some(on.claim.url), ..Self::read(text)? })
    }

    /// The job as it was kept: the canonical address, and how it was written where that differs.
    ///
    /// # Errors
    /// [`FetchError::Url`] for what is no URL of the web.
    pub(super) fn kept(asked: &str, written: Option<&str>, credentials: Option<Credentials>) -> Result<Self, FetchError> {
        Ok(Self { written: written.map(Into::into), credentials: credentials.map(Box::new), ..Self::read(asked)? })
    }

    /// How it was written, where that differs from the canonical address.
    pub(super) fn written(&self) -> Option<&str> {
        self.written.as_deref()
    }

    /// The address as it was written, without credentials.
    #[must_use]
    pub fn input(&self) -> &str {
        self.written.as_deref().unwrap_or(self.asked.as_str())
    }

    /// What makes it one and the same: its address without what tells only where a reader comes from.
    #[must_use]
    pub fn key(&self) -> String {
        let key = links::normalized(self.asked.as_str()).unwrap_or_else(|| self.asked.to_string());
        match self.list() {
            Some((kind, _)) => format!("{kind:?} {key}"),
            None => key,
        }
    }

    /// Whether it is no page, but a file that tells of pages: its kind, and how many levels it lies below the one named.
    #[must_use]
    pub fn list(&self) -> Option<(Kind, u32)> {
        self.note.as_ref()?.list
    }

    /// The address asked for, in canonical form.
    #[must_use]
    pub fn asked(&self) -> &Url {
        &self.asked
    }

    /// The credentials that stood in the address.
    #[must_use]
    pub fn credentials(&self) -> Option<&Credentials> {
        self.credentials.as_deref()
    }

    /// The page's address, after the redirects so far.
    #[must_use]
    pub fn page(&self) -> &Url {
        self.trail.as_ref().map_or(&self.asked, |trail| &trail.url)
    }

    /// The address of the next request.
    #[must_use]
    pub fn url(&self) -> &Url {
        self.trail().and_then(|trail| trail.errand.as_ref()).map_or_else(|| self.page(), |errand| &errand.url)
    }

    /// The host of the next request.
    #[must_use]
    pub fn host(&self) -> &str {
        url::host(self.url())
    }

    /// What it has gathered, if it has set out.
    #[must_use]
    pub fn trail(&self) -> Option<&Trail> {
        self.trail.as_deref()
    }

    /// What it gathers.
    pub fn trail_mut(&mut self) -> &mut Trail {
        self.trail.get_or_insert_with(|| {
            Box::new(Trail {
                url: self.asked.clone(),
                redirects: Vec::new(),
                attempts: 0,
                failures: 0,
                session: Arc::default(),
                downgraded: false,
                errand: None,
            })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_shown_is_what_was_written() {
        assert_eq!(Job::read("HTTP://Example.com/a#b").unwrap().input(), "HTTP://Example.com/a#b");
        let job = Job::read("https://ann:pw@example.com/").unwrap();
        assert_eq!((job.input(), job.url().as_str()), ("https://example.com/", "https://example.com/"));
    }
}
