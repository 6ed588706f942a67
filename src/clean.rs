//! The hall of an offline run: pages are read and cleaned side by side, records come out in the order of the pages.

use std::collections::BTreeMap;
use std::num::NonZero;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, SyncSender, TryRecvError, sync_channel};
use std::sync::{Mutex, PoisonError};
use std::thread;

use presscut_cleaner::article::Fetch;
use presscut_cleaner::{Article, Cleaner, Page};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::fetcher::files::{Job, Limits};
use crate::fetcher::warc::Told;
use crate::writer::{Error, Sink};

/// Pages under way for each thread: enough that a slow page holds nobody up, few enough to bound memory.
const AHEAD: usize = 8;

/// Html5ever's tree builder and the cleaner need little; pages of the worst kind get room all the same.
const STACK: usize = 8 << 20;

/// The warning of a page of which a part is missing.
const TRUNCATED: &str = "page_truncated";

/// Errors that the summary spells out.
const EXAMPLES: usize = 5;

/// Settings of an offline run.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Settings {
    /// Threads that clean; 0 is one for each core.
    pub threads: usize,
}

impl Settings {
    /// How many threads to start.
    #[must_use]
    pub fn threads(self) -> NonZero<usize> {
        NonZero::new(self.threads).or_else(|| thread::available_parallelism().ok()).unwrap_or(NonZero::<usize>::MIN)
    }
}

/// What a run came to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Summary {
    /// Records written.
    pub pages: usize,
    /// Records with an `error`, by class.
    pub errors: BTreeMap<String, usize>,
    /// What the first few errors say.
    pub examples: Vec<String>,
}

impl Summary {
    /// Counts a record.
    pub fn count(&mut self, article: &Article) {
        self.pages += 1;
        if let Some(error) = &article.error {
            tracing::info!("{}: {}: {}", article.input, error.class, error.message);
            if self.examples.len() < EXAMPLES {
                self.examples.push(format!("{}: {}", article.input, error.message));
            }
            *self.errors.entry(error.class.clone()).or_default() += 1;
        }
    }

    /// How many records carry an error.
    #[must_use]
    pub fn failed(&self) -> usize {
        self.errors.values().sum()
    }
}

/// Cleans pages: one record for each, in their order.
///
/// # Errors
/// Where the sink cannot write. A page that cannot be read or cleaned is a record.
pub fn run(
    jobs: &mut (dyn Iterator<Item = Job> + Send),
    limits: &Limits,
    cleaner: &Cleaner,
    threads: NonZero<usize>,
    sink: &mut dyn Sink,
) -> Result<Summary, Error> {
    let mut summary = Summary::default();
    if threads.get() == 1 {
        for job in jobs {
            let article = clean(job, limits, cleaner);
            summary.count(&article);
            sink.write(&article)?;
            sink.flush()?;
        }
        return Ok(summary);
    }
    let ahead = threads.get() * AHEAD;
    let (queue, waiting) = sync_channel(ahead);
    let (order, records) = sync_channel(ahead);
    let waiting = &Mutex::new(waiting);
    thread::scope(|scope| {
        for number in 0..threads.get() {
            let name = format!("clean {number}");
            let worker = move || work(waiting, |job| clean(job, limits, cleaner));
            thread::Builder::new().name(name).stack_size(STACK).spawn_scoped(scope, worker).map_err(Error::Threads)?;
        }
        scope.spawn(move || feed(jobs, &queue, &order));
        // Owned here: where the sink fails, whoever waits to be collected is told by its end.
        let records = records;
        collect(&records, &mut summary, sink)
    })?;
    Ok(summary)
}

/// A page to be cleaned, and where its record is awaited.
type Ticket = (Job, SyncSender<Article>);

/// Where a page comes from, and where its record will be.
type Awaited = (String, Receiver<Article>);

/// Hands out the pages; the queue of awaited records holds it back.
fn feed(jobs: &mut dyn Iterator<Item = Job>, queue: &SyncSender<Ticket>, order: &SyncSender<Awaited>) {
    for job in jobs {
        let (done, record) = sync_channel(1);
        let input = job.input();
        // Either fails only where the run has ended.
        if order.send((input, record)).is_err() || queue.send((job, done)).is_err() {
            return;
        }
    }
}

fn work(waiting: &Mutex<Receiver<Ticket>>, clean: impl Fn(Job) -> Article) {
    loop {
        let ticket = waiting.lock().unwrap_or_else(PoisonError::into_inner).recv();
        let Ok((job, done)) = ticket else { return };
        // Nobody awaits it where the run has ended.
        let _ = done.send(clean(job));
    }
}

fn collect(records: &Receiver<Awaited>, summary: &mut Summary, sink: &mut dyn Sink) -> Result<(), Error> {
    while let Some((input, record)) = patiently(records, sink)? {
        let article = patiently(&record, sink)?.unwrap_or_else(|| crashed(Article { input, ..Article::default() }, "its thread ended"));
        summary.count(&article);
        sink.write(&article)?;
    }
    Ok(())
}

/// Receives; what is written goes out before waiting. `None` where nothing more will come.
fn patiently<T>(receiver: &Receiver<T>, sink: &mut dyn Sink) -> Result<Option<T>, Error> {
    match receiver.try_recv() {
        Ok(value) => Ok(Some(value)),
        Err(TryRecvError::Disconnected) => Ok(None),
        Err(TryRecvError::Empty) => {
            sink.flush()?;
            Ok(receiver.recv().ok())
        }
    }
}

/// Reads a page and cleans it, whatever happens.
fn clean(job: Job, limits: &Limits, cleaner: &Cleaner) -> Article {
    let loaded = job.load(limits);
    let page = loaded.page;
    let came = loaded.error.is_none();
    let mut article = match loaded.error {
        // No byte of it was read: its name alone tells it from others.
        Some(error) if page.id.is_none() && page.url.is_none() => {
            cleaner.failed(&Page::from_bytes(loaded.input.as_bytes()), error.class(), error.to_string())
        }
        Some(error) => cleaner.failed(&page, error.class(), error.to_string()),
        None => guarded(|| cleaner.clean(&page)).unwrap_or_else(|message| crashed(cleaner.failed(&page, "", String::new()), &message)),
    };
    article.input = loaded.input;
    if let Some(told) = loaded.told {
        if told.truncated && article.error.is_none() && !article.quality.warnings.iter().any(|code| code == TRUNCATED) {
            article.quality.warnings.push(TRUNCATED.to_owned());
        }
        let body = came.then(|| page.raw());
        article.fetch = Some(fetch(&article, told, body));
    }
    article
}

/// What an archive tells of a page's fetch.
fn fetch(article: &Article, told: Told, body: Option<&[u8]>) -> Fetch {
    let charset = article.charset();
    Fetch {
        status: told.status,
        fetched_at: told.at,
        content_type: told.content_type,
        charset: charset.map(|(name, _)| name.to_owned()),
        charset_source: charset.and_then(|(_, source)| source.map(str::to_owned)),
        bytes: body.map(|body| body.len() as u64),
        sha256: body.map(|body| data_encoding::HEXLOWER.encode(&Sha256::digest(body))),
        redirects: Vec::new(),
        attempts: 1,
    }
}

/// Runs what may panic; the message of the panic is the error.
fn guarded(clean: impl FnOnce() -> Article) -> Result<Article, String> {
    catch_unwind(AssertUnwindSafe(clean)).map_err(|panic| {
        let message = panic.downcast_ref::<&str>().copied().or_else(|| panic.downcast_ref::<String>().map(String::as_str));
        message.unwrap_or("no message").to_owned()
    })
}

fn crashed(article: Article, message: &str) -> Article {
    let message = format!("the cleaner broke on this page, please report it: {message}");
    Article { error: Some(presscut_cleaner::article::RecordError { class: "crashed".to_owned(), message }), ..article }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_an_error_of_its_page() {
        let article = guarded(|| panic!("node {} is missing", 7)).unwrap_or_else(|message| crashed(Article::default(), &message));
        let error = article.error.expect("an error");
        assert_eq!(error.class, "crashed");
        assert!(error.message.contains("node 7 is missing"), "{}", error.message);
    }
}
