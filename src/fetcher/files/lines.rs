//! JSON Lines: one page a line.

use std::borrow::Cow;
use std::io::{self, BufRead, Read};
use std::sync::Arc;

use serde::Deserialize;

use super::job::{Error, Job, Place};
use super::stream::Stream;

/// A JSON string may write a byte in six; the rest of the line is small.
const ESCAPED: usize = 6;

/// Most bytes of an object that holds a page of so many.
pub(super) fn most_bytes(of_page: usize) -> usize {
    of_page.saturating_mul(ESCAPED).saturating_add(65_536)
}

/// Reads a file of JSON Lines as jobs, one line at a time.
pub(super) struct Lines {
    stream: Stream,
    manifest: Arc<str>,
    number: u64,
    max_bytes: usize,
    ended: bool,
}

impl Lines {
    pub(super) fn new(stream: Stream, manifest: &str, max_bytes: usize) -> Self {
        Self { stream, manifest: manifest.into(), number: 0, max_bytes: most_bytes(max_bytes), ended: false }
    }

    /// The next line; `None` for the end. A line that is too long is passed over and told.
    fn read(&mut self) -> io::Result<Option<Result<Vec<u8>, ()>>> {
        let mut line = Vec::new();
        (&mut self.stream).take(self.max_bytes as u64).read_until(b'\n', &mut line)?;
        if line.is_empty() {
            return Ok(None);
        }
        if line.last() == Some(&b'\n') || line.len() < self.max_bytes {
            return Ok(Some(Ok(line)));
        }
        self.stream.skip_until(b'\n')?;
        Ok(Some(Err(())))
    }
}

impl Iterator for Lines {
    type Item = Job;

    fn next(&mut self) -> Option<Job> {
        while !self.ended {
            self.number += 1;
            let (manifest, number) = (Arc::clone(&self.manifest), self.number);
            let place = Place::Line(number);
            match self.read() {
                Ok(Some(Ok(line))) if line.iter().all(|&byte| byte.is_ascii_whitespace()) => {}
                Ok(Some(Ok(line))) => return Some(Job::Line { manifest, place, line }),
                Ok(Some(Err(()))) => {
                    let error = Error::LineTooLong { manifest: manifest.to_string(), place, max_bytes: self.max_bytes };
                    return Some(Job::Failed { input: format!("{manifest}#{number}"), error });
                }
                Ok(None) => self.ended = true,
                Err(cause) => {
                    self.ended = true;
                    return Some(Job::Failed {
                        input: format!("{manifest}#{number}"),
                        error: Error::Read { path: manifest.to_string(), cause },
                    });
                }
            }
        }
        None
    }
}

/// What a line says; keys beside these are the user's own.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Line<'a> {
    #[serde(default)]
    pub id: Option<Id>,
    #[serde(borrow, default)]
    pub url: Option<Cow<'a, str>>,
    #[serde(borrow, default)]
    pub html: Option<Cow<'a, str>>,
    #[serde(borrow, default)]
    pub text: Option<Cow<'a, str>>,
    #[serde(borrow, default)]
    pub path: Option<Cow<'a, str>>,
    #[serde(borrow, default)]
    pub content_type: Option<Cow<'a, str>>,
    #[serde(borrow, default)]
    pub retrieved_at: Option<Cow<'a, str>>,
}

/// An identifier: many a data set counts its pages.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
pub(super) enum Id {
    Text(String),
    Number(serde_json::Number),
}

impl From<Id> for Cow<'static, str> {
    fn from(id: Id) -> Self {
        match id {
            Id::Text(text) => Cow::Owned(text),
            Id::Number(number) => Cow::Owned(number.to_string()),
        }
    }
}
