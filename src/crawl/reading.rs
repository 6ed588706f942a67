//! What becomes of a body that came: a page's record, a step of a story, or what a feed tells of. Runs on the cleaner's threads.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::time::Instant;

use presscut_cleaner::Cleaner;

use super::commit::Finished;
use super::story::Story;
use super::{Hall, discovery, record, witness};
use crate::fetcher::frontier::Job;
use crate::fetcher::http::Response;
use crate::fetcher::{Body, Fetcher};

/// What a body came to.
pub(super) enum Read {
    /// The URL has come to its end.
    Finished(Box<Finished>),
    /// The story goes on.
    Further(Job, Box<Story>),
}

struct Reader {
    cleaner: Arc<Cleaner>,
    fetcher: Arc<Fetcher>,
    settings: Arc<discovery::Settings>,
}

impl Hall {
    /// Has a body read.
    pub(super) fn read(&mut self, job: Job, response: Response, body: Body) {
        let reader =
            Reader { cleaner: Arc::clone(&self.cleaner), fetcher: Arc::clone(&self.fetcher), settings: Arc::clone(&self.discovery) };
        let (done, story) = (self.done.clone(), self.stories.remove(&job.claim));
        self.stats.cleaning += 1;
        self.pool.spawn(move || {
            let read = match job.list() {
                Some(list) => {
                    let came = (&response, &*body);
                    Read::Finished(Box::new(discovery::of_list(&reader.cleaner, &job, list, came, &reader.settings, &reader.fetcher)))
                }
                None => reader.page(job, &response, body, story),
            };
            // nobody takes it where the crawl has ended
            let _ = done.send(read);
        });
    }

    /// Takes up what a body came to.
    pub(super) fn take_read(&mut self, read: Read) {
        self.stats.cleaning -= 1;
        match read {
            Read::Finished(finished) => self.held.push_back(*finished),
            Read::Further(job, story) => {
                self.stories.insert(job.claim, *story);
                self.again(job, Instant::now());
            }
        }
    }

    /// The end of a story whose next page does not come.
    pub(super) fn break_off(&mut self, job: &Job) -> Option<Finished> {
        let mut story = self.stories.remove(&job.claim)?;
        story.miss();
        let mut finished = story.end(&self.cleaner, job);
        complete(&self.cleaner, &mut finished, job);
        Some(finished)
    }
}

impl Reader {
    fn page(&self, mut job: Job, response: &Response, body: Body, story: Option<Story>) -> Read {
        let with_links = story.is_none() && self.settings.follows_from(&job);
        let (article, outlinks) = record::of_page(&self.cleaner, &job, response, &body, with_links);
        drop(body);
        let joined = catch_unwind(AssertUnwindSafe(|| match story {
            None => {
                let mut finished = Finished::new(Some(article), &job, Some(response));
                finished.found = discovery::of_links(&outlinks.links, &job, &self.settings, &self.fetcher);
                (Story::new(finished, &job), true)
            }
            Some(mut story) => {
                let joined = story.join(article, &job);
                (story, joined)
            }
        }));
        let Ok((mut story, goes_on)) = joined else {
            let broken = crate::fetcher::FetchError::Protocol("its pages could not be joined".to_owned());
            let article = record::of_failure(&self.cleaner, &job, Some(response), &broken);
            return Read::Finished(Box::new(Finished::new(Some(article), &job, None)));
        };
        if goes_on && let Some(next) = story.next(&outlinks, self.settings.pages) {
            let trail = job.trail_mut();
            trail.url = next;
            trail.redirects.clear();
            trail.failures = 0;
            return Read::Further(job, Box::new(story));
        }
        let mut finished = story.end(&self.cleaner, &job);
        complete(&self.cleaner, &mut finished, &job);
        Read::Finished(Box::new(finished))
    }
}

/// Fills a record by what told of its page.
pub(super) fn complete(cleaner: &Cleaner, finished: &mut Finished, job: &Job) {
    if let Some(article) = finished.article.as_mut()
        && let Some(witness) = job.note.as_ref().and_then(|note| note.witness.as_ref())
    {
        let _ = catch_unwind(AssertUnwindSafe(|| witness::complete(cleaner, article, witness)));
    }
}
