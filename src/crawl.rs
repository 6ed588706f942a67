//! The hall of a crawl: the frontier gives turns, the fetcher uses them, the cleaner cleans what came, the sink takes the records.
//!
//! One task owns the frontier, what is known of `robots.txt` and the sink; requests run beside it, and pages are cleaned on threads
//! of their own. What is under way is bounded, so memory does not grow with the number of pages done.

mod plan;
mod record;

use std::collections::{HashMap, VecDeque};
use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::{Duration, Instant};

use futures_util::FutureExt;
use presscut_cleaner::{Article, Cleaner};
use tokio::sync::{mpsc, watch};
use tokio::task::JoinSet;

pub use plan::Plan;

use crate::fetcher::frontier::{Errand, Frontier, Job, Take};
use crate::fetcher::http::{Purpose, Request, Response};
use crate::fetcher::retry::backoff;
use crate::fetcher::robots::{self, Known, Rules};
use crate::fetcher::url::{host, is_web, take_credentials};
use crate::fetcher::{Body, FetchError, Fetcher};
use crate::stats::Stats;
use crate::writer::Sink;

/// Pages under way for each thread of the cleaner.
const AHEAD: usize = 4;
/// Room for the tree builder on pages of the worst kind.
const STACK: usize = 8 << 20;
/// Records that may wait for the sink before new turns are taken.
const HELD: usize = 64;

/// Why a crawl ended early.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The sink cannot take records.
    #[error(transparent)]
    Write(#[from] crate::writer::Error),
    /// The threads of the cleaner cannot be started.
    #[error("cannot start the cleaner's threads: {0}")]
    Threads(#[from] rayon::ThreadPoolBuildError),
}

/// Whether, and how, a crawl is to end before its list does.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Stop {
    /// It goes on.
    #[default]
    No,
    /// No new requests; those in flight, and their records, are finished.
    Drain,
    /// At once; what was written is whole.
    Now,
}

/// A crawl that is ready to begin.
#[derive(Debug)]
pub struct Crawl {
    hall: Hall,
    records: mpsc::UnboundedReceiver<Article>,
}

/// What is known of a crawl before it begins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outlook {
    /// Distinct addresses.
    pub urls: usize,
    /// Their hosts.
    pub hosts: usize,
    /// How long the pauses alone will take, where no `robots.txt` asks for longer ones.
    pub least: Duration,
    /// The host that takes this long, and the number of its addresses.
    pub slowest: Option<(String, usize)>,
}

impl Crawl {
    /// Makes a crawl of a plan; `threads` clean.
    ///
    /// # Errors
    /// Where the threads cannot be started.
    pub fn new(plan: Plan, fetcher: Arc<Fetcher>, cleaner: Arc<Cleaner>, threads: usize) -> Result<Self, Error> {
        let threads = threads.max(1);
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).stack_size(STACK).thread_name(|number| format!("clean {number}"));
        let (done, records) = mpsc::unbounded_channel();
        let mut hall = Hall {
            stats: Stats::new(plan.len()),
            fetcher,
            frontier: Frontier::default(),
            robots: robots::Cache::default(),
            closed: HashMap::new(),
            requests: JoinSet::new(),
            pool: pool.build()?,
            ahead: threads * AHEAD,
            done,
            held: VecDeque::new(),
            cleaner,
        };
        let now = Instant::now();
        for job in plan.jobs {
            hall.frontier.push(job, |host| hall.fetcher.settings().delay_of(host), now);
        }
        hall.held.extend(plan.refused.into_iter().map(|(input, error)| record::of_refusal(&hall.cleaner, input, &error)));
        Ok(Self { hall, records })
    }

    /// What is known of it before it begins.
    #[must_use]
    pub fn outlook(&self) -> Outlook {
        let (hosts, slowest) = self.hall.frontier.outlook();
        Outlook {
            urls: self.hall.stats.expected,
            hosts,
            least: slowest.map_or(Duration::ZERO, |(_, jobs, pause)| pause.saturating_mul(u32::try_from(jobs).unwrap_or(u32::MAX))),
            slowest: slowest.map(|(name, jobs, _)| (name.to_owned(), jobs)),
        }
    }

    /// Fetches and cleans every address: a record for each, in the order in which they are done.
    /// `show` is called whenever the numbers have changed.
    ///
    /// # Errors
    /// Where the sink cannot write. A page that does not come is a record.
    pub async fn run(mut self, sink: &mut dyn Sink, mut stop: watch::Receiver<Stop>, show: &mut dyn FnMut(&Stats)) -> Result<Stats, Error> {
        let hall = &mut self.hall;
        let mut stoppable = true;
        loop {
            let wake = if *stop.borrow() == Stop::No { hall.begin_due() } else { None };
            hall.write(sink)?;
            hall.stats.held = hall.fetcher.memory_held();
            show(&hall.stats);
            let idle = hall.requests.is_empty() && hall.stats.cleaning == 0 && wake.is_none();
            if idle || *stop.borrow() == Stop::Now {
                break;
            }
            tokio::select! {
                Some(done) = hall.requests.join_next() => {
                    if let Ok(done) = done { hall.settle(done); }
                }
                Some(article) = self.records.recv() => {
                    hall.stats.cleaning -= 1;
                    hall.held.push_back(article);
                }
                () = sleep_until(wake), if wake.is_some() => {}
                changed = stop.changed(), if stoppable => stoppable = changed.is_ok(),
                else => {}
            }
        }
        hall.stats.left = hall.stats.expected - hall.stats.records;
        Ok(self.hall.stats)
    }
}

async fn sleep_until(wake: Option<Instant>) {
    if let Some(at) = wake {
        tokio::time::sleep_until(at.into()).await;
    }
}

#[derive(Debug)]
struct Hall {
    fetcher: Arc<Fetcher>,
    cleaner: Arc<Cleaner>,
    frontier: Frontier,
    robots: robots::Cache<Job>,
    /// Hosts that asked to be left alone for longer than is waited for: until when, and by which status.
    closed: HashMap<String, (Instant, u16)>,
    requests: JoinSet<Done>,
    pool: rayon::ThreadPool,
    ahead: usize,
    /// Where the threads put the records of pages.
    done: mpsc::UnboundedSender<Article>,
    /// Records that wait for the sink.
    held: VecDeque<Article>,
    stats: Stats,
}

/// A request that was made.
struct Done {
    job: Job,
    answer: Result<Response, FetchError>,
}

impl Hall {
    /// Begins the turns that are due, as many as may be under way; tells when the next one will be.
    fn begin_due(&mut self) -> Option<Instant> {
        let most = self.fetcher.settings().concurrency.max(1);
        while self.requests.len() < most && self.stats.cleaning < self.ahead && self.held.len() < HELD {
            match self.frontier.take(Instant::now()) {
                Take::Job(job) => self.begin(job),
                Take::Wait(at) => return Some(at),
                Take::Nothing => return None,
            }
        }
        // enough is under way, and its end wakes us; or records are to be written first
        (self.held.len() >= HELD).then(Instant::now)
    }

    /// Uses a turn: for the page, for the `robots.txt` before it, or not at all.
    fn begin(&mut self, mut job: Job) {
        let now = Instant::now();
        let name = job.host().to_owned();
        if let Some(&(until, status)) = self.closed.get(&name)
            && now < until
        {
            self.frontier.pass(&name, now);
            return self.refuse(job, &FetchError::Parked { status, wait: until - now });
        }
        let on_errand = job.trail().is_some_and(|trail| trail.errand.is_some());
        if !on_errand && !self.fetcher.settings().ignore_robots {
            match self.robots.look_up(job.page(), now) {
                Known::Rules(rules) => {
                    if let Err(error) = rules.check(job.page()) {
                        self.frontier.pass(&name, now);
                        return self.refuse(job, &error);
                    }
                }
                Known::Underway => {
                    self.frontier.pass(&name, now);
                    let page = job.page().clone();
                    self.robots.wait(&page, job);
                    return;
                }
                Known::Nothing => {
                    self.robots.set_out(job.page());
                    let url = robots::location(job.page());
                    job.trail_mut().errand = Some(Errand { url, redirects: 0, failures: 0 });
                }
            }
        }
        self.request(job);
    }

    fn request(&mut self, job: Job) {
        let fetcher = Arc::clone(&self.fetcher);
        self.stats.requests += 1;
        self.requests.spawn(async move {
            let answer = AssertUnwindSafe(ask(&fetcher, &job)).catch_unwind().await;
            Done { answer: answer.unwrap_or_else(|_| Err(FetchError::Protocol("the client broke on it".to_owned()))), job }
        });
        self.stats.in_flight = self.requests.len();
    }

    /// Decides what follows from an answer, and gives the turn back.
    fn settle(&mut self, Done { mut job, answer }: Done) {
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
        self.frontier.done(&name, now);
    }

    fn settle_page(&mut self, mut job: Job, answer: Result<Response, FetchError>, name: &str, now: Instant) {
        job.trail_mut().attempts += 1;
        let (response, error) = match answer {
            Ok(response) if response.redirect().is_some() => match follow(&mut job, &response, self.fetcher.settings().max_redirects) {
                Ok(()) => return self.again(job, now),
                Err(error) => (Some(response), error),
            },
            Ok(mut response) => match std::mem::replace(&mut response.body, Ok(Body::default())) {
                Ok(body) => return self.clean(job, response, body),
                Err(error) => (Some(response), error),
            },
            Err(error) => (None, error),
        };
        let failures = job.trail_mut().failures + 1;
        match self.next_try(&error, failures, name, now) {
            Some(at) => {
                job.trail_mut().failures = failures;
                self.frontier.push_later(job, at, |host| self.fetcher.settings().delay_of(host), now);
            }
            None => self.held.push_back(record::of_failure(&self.cleaner, &job, response.as_ref(), &error)),
        }
    }

    fn settle_robots(&mut self, mut job: Job, mut errand: Errand, answer: Result<Response, FetchError>, name: &str, now: Instant) {
        let rules = match answer {
            Ok(response) => match response.redirect() {
                Some(location) => match errand.url.join(&location) {
                    Ok(url) if is_web(&url) && errand.redirects < robots::MAX_REDIRECTS => {
                        errand.redirects += 1;
                        errand.url = url;
                        take_credentials(&mut errand.url);
                        job.trail_mut().errand = Some(errand);
                        return self.again(job, now);
                    }
                    _ => Ok(Rules::allow_all()),
                },
                None => response.body.map(|file| Rules::parse(&file, self.fetcher.settings().robots_name())),
            },
            Err(error) => Err(error),
        };
        let rules = match rules {
            Ok(rules) => rules,
            Err(error) => {
                errand.failures += 1;
                if let Some(at) = self.next_try(&error, errand.failures, name, now) {
                    job.trail_mut().errand = Some(errand);
                    return self.frontier.push_later(job, at, |host| self.fetcher.settings().delay_of(host), now);
                }
                Rules::without_file(error)
            }
        };
        if let Some(pause) = rules.crawl_delay() {
            let pause = pause.min(self.fetcher.settings().max_crawl_delay);
            self.frontier.raise_pause(host(job.page()), pause, now);
        }
        let waiting = self.robots.arrive(job.page(), rules, now);
        for waiting in waiting.into_iter().rev() {
            self.again(waiting, now);
        }
        self.again(job, now);
    }

    /// When a request may be tried again, if it may. Leaves the host alone for as long as it asks.
    fn next_try(&mut self, error: &FetchError, failures: u32, name: &str, now: Instant) -> Option<Instant> {
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
                self.frontier.park(name, now + wait, now);
            } else {
                self.closed.insert(name.to_owned(), (now + wait, *status));
            }
        }
        (bearable && failures < settings.tries).then(|| now + wait)
    }

    /// Puts a job before the others of the host that it goes to next.
    fn again(&mut self, job: Job, now: Instant) {
        self.frontier.push_first(job, |host| self.fetcher.settings().delay_of(host), now);
    }

    /// The record of a page that is not asked for. Whoever waits for what the job was to fetch on its way is set free.
    fn refuse(&mut self, mut job: Job, error: &FetchError) {
        if job.trail().is_some_and(|trail| trail.errand.is_some()) {
            job.trail_mut().errand = None;
            let now = Instant::now();
            for waiting in self.robots.arrive(job.page(), Rules::without_file(error.clone()), now).into_iter().rev() {
                self.again(waiting, now);
            }
        }
        self.held.push_back(record::of_failure(&self.cleaner, &job, None, error));
    }

    fn clean(&mut self, job: Job, response: Response, body: Body) {
        let (cleaner, done) = (Arc::clone(&self.cleaner), self.done.clone());
        self.stats.cleaning += 1;
        self.pool.spawn(move || {
            let article = record::of_page(&cleaner, &job, &response, &body);
            drop(body);
            // nobody takes it where the crawl has ended
            let _ = done.send(article);
        });
    }

    fn write(&mut self, sink: &mut dyn Sink) -> Result<(), Error> {
        if self.held.is_empty() {
            return Ok(());
        }
        while let Some(article) = self.held.pop_front() {
            sink.write(&article)?;
            self.stats.count(&article);
        }
        Ok(sink.flush()?)
    }
}

/// Makes a job's next request.
async fn ask(fetcher: &Fetcher, job: &Job) -> Result<Response, FetchError> {
    let trail = job.trail();
    let purpose = if trail.is_some_and(|trail| trail.errand.is_some()) { Purpose::Robots } else { Purpose::Page };
    let request = Request {
        url: job.url(),
        asked: job.asked(),
        credentials: job.credentials(),
        session: trail.map(|trail| &*trail.session),
        downgraded: trail.is_some_and(|trail| trail.downgraded),
        purpose,
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
