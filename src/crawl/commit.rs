//! From a record to the commit: every record passes the sink, and what comes out is committed with its URL's state.

use presscut_cleaner::Article;

use super::{Error, Hall};
use crate::fetcher::frontier::{Claim, Job, New, Outcome, Validators};
use crate::fetcher::http::Response;
use crate::writer::{Rendered, Sink};

/// A URL that has come to its end, and its record.
#[derive(Debug, Default)]
pub(super) struct Finished {
    /// None where it gives none: a feed that could be read, a page that has not changed.
    pub(super) article: Option<Article>,
    pub(super) claim: Claim,
    pub(super) attempts: u32,
    /// What the answer says of its version.
    pub(super) validators: Validators,
    /// URLs that its page leads to.
    pub(super) found: Vec<New>,
}

impl Finished {
    /// A job's end.
    pub(super) fn new(article: Option<Article>, job: &Job, response: Option<&Response>) -> Self {
        let header = |name| Some(String::from_utf8_lossy(response?.headers.get(name)?.as_bytes()).into_owned());
        Self {
            article,
            claim: job.claim,
            attempts: job.trail().map_or(0, |trail| trail.attempts),
            validators: Validators { etag: header("etag"), last_modified: header("last-modified") },
            found: Vec::new(),
        }
    }
}

impl Hall {
    /// Hands the records that wait to the sink; with a state, takes what the sink made of each for the next commit.
    pub(super) fn write(&mut self, sink: &mut dyn Sink, rendered: Option<&Rendered>) -> Result<(), Error> {
        if self.held.is_empty() {
            return Ok(());
        }
        while let Some(Finished { article, claim, attempts, validators, found }) = self.held.pop_front() {
            match &article {
                Some(article) => {
                    sink.write(article)?;
                    self.stats.count(article);
                }
                None => self.stats.expected = self.stats.expected.saturating_sub(1),
            }
            self.batch.done.push(Outcome {
                claim,
                record: rendered.filter(|_| article.is_some()).map(Rendered::take),
                error: article.and_then(|article| article.error).map(|error| error.class),
                attempts,
                validators,
                found,
            });
        }
        Ok(sink.flush()?)
    }
}
