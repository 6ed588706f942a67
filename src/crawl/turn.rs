//! A turn: one request, and what follows from its answer.

use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::Instant;

use futures_util::FutureExt;

use super::commit::Finished;
use super::errand::Permission;
use super::reading::complete;
use super::{Hall, measure, record};
use crate::fetcher::frontier::{Job, Take, Validators};
use crate::fetcher::http::{Purpose, Request, Response};
use crate::fetcher::retry::{backoff, jitter};
use crate::fetcher::url::{is_web, take_credentials};
use crate::fetcher::{Body, FetchError, Fetcher};

/// A request that was made.
pub(super) struct Done {
    job: Job,
    answer: Result<Response, FetchError>,
}

impl Hall {
    /// Begins the turns that are due, as many as may be under way; tells when the next one will be.
    pub(super) fn begin_due(&mut self) -> Option<Instant> {
        let most = self.fetcher.settings().concurrency.max(1);
        let mut wake = None;
        while self.may_begin() {
            if self.requests.len() >= most || self.stats.cleaning >= self.ahead {
                return None; // its end wakes us
            }
            match self.turns.take(Instant::now()) {
                Take::Job(job) => self.begin(job),
                Take::Wait(at) => {
                    wake = Some(at);
                    break;
                }
                Take::Nothing => break,
            }
        }
        [wake, self.look_again()].into_iter().flatten().min()
    }

    /// Uses a turn: for the page, for the `robots.txt` before it, or not at all.
    fn begin(&mut self, job: Job) {
        let now = Instant::now();
        let name = job.host().to_owned();
        if let Some(&(until, status)) = self.closed.get(&name)
            && now < until
        {
            self.turns.pass(&name, now);
            return self.refuse(job, &FetchError::Parked { status, wait: until - now });
        }
        match self.permission(job, now) {
            Permission::Granted(job) => self.request(job),
            Permission::Refused(job, error) => {
                self.turns.pass(&name, now);
                self.refuse(job, &error);
            }
            Permission::Waiting => self.turns.pass(&name, now),
        }
    }

    fn request(&mut self, job: Job) {
        let fetcher = Arc::clone(&self.fetcher);
        self.stats.requests += 1;
        self.requests.spawn(async move {
            let since = Instant::now();
            let answer = AssertUnwindSafe(ask(&fetcher, &job)).catch_unwind().await;
            measure::answered(&job, answer.as_ref().ok(), since.elapsed());
            Done { answer: answer.unwrap_or_else(|_| Err(FetchError::Protocol("the client broke on it".to_owned()))), job }
        });
        self.stats.in_flight = self.requests.len();
    }

    /// Decides what follows from an answer, and gives the turn back.
    pub(super) fn settle(&mut self, Done { mut job, answer }: Done) {
        let now = Instant::now();
        let name = job.host().to_owned();
        self.stats.in_flight = self.requests.len();
        match &answer {
            Ok(response) => tracing::debug!("{}: status {}", job.url(), response.status),
            Err(error) => tracing::debug!("{}: {error}", job.url()),
        }
        match job.trail_mut().errand.take() {
            Some(errand) => self.settle_robots(job, errand, answer, &name, now),
            None => self.settle_page(job, answer, &name, now),
        }
        self.turns.done(&name, now + jitter(self.fetcher.settings().delay_of(&name)));
    }

    fn settle_page(&mut self, mut job: Job, answer: Result<Response, FetchError>, name: &str, now: Instant) {
        job.trail_mut().attempts += 1;
        let (response, error) = match answer {
            Ok(response) if response.redirect().is_some() => match follow(&mut job, &response, self.fetcher.settings().max_redirects) {
                Ok(()) => return self.again(job, now),
                Err(error) => (Some(response), error),
            },
            Ok(response) if response.status == 304 && version(&job).is_some() => return self.keep(&job, &response),
            Ok(mut response) => match std::mem::replace(&mut response.body, Ok(Body::default())) {
                Ok(body) => return self.read(job, response, body),
                Err(error) => (Some(response), error),
            },
            Err(error) => (None, error),
        };
        // to ask again what wants to see a reader is of no use
        if let Some((response, article)) =
            response.as_ref().and_then(|response| Some((response, record::of_challenge(&self.cleaner, &job, response)?)))
        {
            return self.held.push_back(Finished::new(Some(article), &job, Some(response)));
        }
        let failures = job.trail_mut().failures + 1;
        match self.next_try(&error, failures, name, now) {
            Some(at) => {
                job.trail_mut().failures = failures;
                self.later(job, at, now);
            }
            None => self.fail(&job, response.as_ref(), &error),
        }
    }

    /// When a request may be tried again, if it may. Leaves the host alone for as long as it asks.
    pub(super) fn next_try(&mut self, error: &FetchError, failures: u32, name: &str, now: Instant) -> Option<Instant> {
        if !error.is_worth_a_retry() {
            return None;
        }
        let settings = self.fetcher.settings();
        let asked = match error {
            FetchError::Status { retry_after, .. } => *retry_after,
            _ => None,
        };
        let wait = asked.unwrap_or_else(|| backoff(settings.retry_delay, failures));
        let bearable = asked.is_none_or(|asked| asked <= settings.max_retry_after);
        if let FetchError::Status { status, .. } = error
            && error.parks_host()
        {
            if bearable {
                self.turns.park(name, now + wait, *status, now);
            } else {
                self.closed.insert(name.to_owned(), (now + wait, *status));
                self.turns.close(name, now + wait, *status, now);
            }
        }
        (bearable && failures < settings.tries).then(|| now + wait)
    }

    /// Puts a job by for a time.
    pub(super) fn later(&mut self, job: Job, at: Instant, now: Instant) {
        if let Some(job) = self.turns.push_later(job, at, now) {
            self.visit(job);
        }
    }

    /// The record of a page that is not asked for.
    fn refuse(&mut self, mut job: Job, error: &FetchError) {
        self.give_up_errand(&mut job, error);
        self.fail(&job, None, error);
    }

    fn fail(&mut self, job: &Job, response: Option<&Response>, error: &FetchError) {
        let finished = self.break_off(job).unwrap_or_else(|| {
            let article = record::of_failure(&self.cleaner, job, response, error);
            let mut finished = Finished::new(Some(article), job, response);
            complete(&self.cleaner, &mut finished, job);
            finished
        });
        self.held.push_back(finished);
    }

    /// The end of a URL whose page has not changed: a record only where that is asked for.
    fn keep(&mut self, job: &Job, response: &Response) {
        let told = self.discovery.unchanged && job.list().is_none();
        let article = told.then(|| record::of_unchanged(&self.cleaner, job, response));
        let validators = job.validators.as_deref().cloned().unwrap_or_default();
        self.held.push_back(Finished { validators, ..Finished::new(article, job, None) });
    }
}

/// What is known of the version of the page that a job goes to: not of a story's further pages.
fn version(job: &Job) -> Option<&Validators> {
    let is_first = job.trail().is_none_or(|trail| trail.url == *job.asked() || !trail.redirects.is_empty());
    job.validators.as_deref().filter(|_| is_first)
}

/// Makes a job's next request.
async fn ask(fetcher: &Fetcher, job: &Job) -> Result<Response, FetchError> {
    let trail = job.trail();
    let purpose = match job.list() {
        _ if trail.is_some_and(|trail| trail.errand.is_some()) => Purpose::Robots,
        Some(_) => Purpose::List,
        None => Purpose::Page,
    };
    let request = Request {
        url: job.url(),
        asked: job.asked(),
        credentials: job.credentials(),
        session: trail.map(|trail| &*trail.session),
        downgraded: trail.is_some_and(|trail| trail.downgraded),
        purpose,
        validators: version(job).filter(|_| purpose != Purpose::Robots),
    };
    fetcher.get(&request).await
}

/// Sends a job on to where an answer points.
fn follow(job: &mut Job, response: &Response, most: usize) -> Result<(), FetchError> {
    let location = response.redirect().unwrap_or_default();
    let trail = job.trail_mut();
    let mut next = trail.url.join(&location).map_err(|_| FetchError::Redirects("redirected to what is no URL".to_owned()))?;
    if !is_web(&next) {
        return Err(FetchError::Redirects(format!("redirected to an address of scheme {}", next.scheme())));
    }
    take_credentials(&mut next);
    next.set_fragment(None);
    if trail.redirects.len() >= most {
        return Err(FetchError::Redirects(format!("more than {most} redirects")));
    }
    response.keep_cookies(&trail.url, &trail.session);
    let sets_cookies = response.headers.contains_key(reqwest::header::SET_COOKIE);
    trail.downgraded |= trail.url.scheme() == "https" && next.scheme() == "http";
    trail.redirects.push(std::mem::replace(&mut trail.url, next).into());
    trail.failures = 0;
    if !sets_cookies && trail.redirects.iter().any(|seen| seen == trail.url.as_str()) {
        return Err(FetchError::Redirects(format!("redirected in a circle, after {}", trail.redirects.len())));
    }
    Ok(())
}
