//! The list of a crawl: every address once.

use std::collections::HashSet;
use std::io::{self, BufRead};
use std::time::Duration;

use crate::fetcher::FetchError;
use crate::fetcher::entry::{Kind, Note};
use crate::fetcher::frontier::{Job, Reopen};

/// What is to be fetched.
#[derive(Debug, Default)]
pub struct Plan {
    pub(super) jobs: Vec<Job>,
    pub(super) refused: Vec<(String, FetchError)>,
    pub(super) reopen: Reopen,
    seen: HashSet<String>,
    duplicates: usize,
}

impl Plan {
    /// Adds an address, unless it is known already.
    pub fn add(&mut self, text: &str) {
        let text = text.trim();
        match Job::read(text) {
            Ok(job) if self.seen.insert(job.key()) => self.jobs.push(job),
            Err(error) if self.seen.insert(text.to_owned()) => self.refused.push((text.to_owned(), error)),
            _ => self.duplicates += 1,
        }
    }

    /// Adds a feed or a sitemap: the pages that it tells of are fetched. It is asked for anew each time.
    pub fn add_list(&mut self, kind: Kind, text: &str) {
        match Job::read(text) {
            Ok(mut job) => {
                job.note = Some(Box::new(Note { list: Some((kind, 0)), witness: None }));
                if self.seen.insert(job.key()) {
                    self.reopen.keys.push(job.key());
                    self.jobs.push(job);
                }
            }
            Err(error) => self.refused.push((text.to_owned(), error)),
        }
    }

    /// Has all URLs of earlier runs asked for anew that were done at least so long ago.
    pub fn renew(&mut self, older: Duration) {
        self.reopen.older = Some(older);
    }

    /// Adds a list: an address a line; empty lines and those that begin with `#` say nothing.
    ///
    /// # Errors
    /// Where the list cannot be read.
    pub fn read(&mut self, list: &mut dyn BufRead) -> io::Result<()> {
        let mut line = Vec::new();
        while list.read_until(b'\n', &mut line)? > 0 {
            let text = String::from_utf8_lossy(&line);
            let text = text.trim_start_matches('\u{feff}').trim();
            if !text.is_empty() && !text.starts_with('#') {
                self.add(text);
            }
            line.clear();
        }
        Ok(())
    }

    /// Distinct addresses, those included that are none.
    #[must_use]
    pub fn len(&self) -> usize {
        self.jobs.len() + self.refused.len()
    }

    /// Whether there is nothing to do.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Lines that name an address again.
    #[must_use]
    pub fn duplicates(&self) -> usize {
        self.duplicates
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_address_once() {
        let mut plan = Plan::default();
        let list = "\u{feff}# morning\n\nhttp://A.example:80/1#top\r\nhttp://a.example/1\nhttp://u:p@a.example/1\nhttps://a.example/1\nftp://a.example/1\n";
        plan.read(&mut list.as_bytes()).unwrap();
        let asked: Vec<&str> = plan.jobs.iter().map(|job| job.asked().as_str()).collect();
        assert_eq!(asked, ["http://a.example/1", "https://a.example/1"]);
        assert_eq!((plan.len(), plan.duplicates()), (3, 2));
        assert_eq!(plan.refused[0].1.class(), "url");
    }
}
