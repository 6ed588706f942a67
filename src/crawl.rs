//! The hall of a crawl: the frontier gives turns, the fetcher uses them, the cleaner cleans what came, the sink takes the records.
//!
//! One task holds the turns of the leased hosts and what is known of `robots.txt`; requests run beside it, pages are cleaned on
//! threads of their own, and the frontier is kept on another. What is under way is bounded, so memory does not grow with the
//! number of pages done.

mod commit;
pub mod discovery;
mod errand;
mod keeper;
mod lease;
mod measure;
mod plan;
pub mod publish;
mod reading;
mod record;
mod story;
mod turn;
mod witness;

use std::collections::{HashMap, VecDeque};
use std::sync::Arc;
use std::time::{Duration, Instant};

use presscut_cleaner::{Article, Cleaner};
use serde::{Deserialize, Serialize};
use tokio::sync::{mpsc, watch};
use tokio::task::JoinSet;

use commit::Finished;
use keeper::{Keeper, Order, Report};
pub use plan::Plan;
use publish::Publisher;
use reading::Read;
use story::Story;
use turn::Done;

use crate::fetcher::frontier::{self, Batch, Claim, Frontier, Job, Memory, New, Turns};
use crate::fetcher::url::redact;
use crate::fetcher::{FetchError, Fetcher, robots};
use crate::stats::Stats;
use crate::writer::{Rendered, Sink};

/// Pages under way for each thread of the cleaner.
const AHEAD: usize = 4;
/// Room for the tree builder on pages of the worst kind.
const STACK: usize = 8 << 20;
/// URLs that the frontier takes at a time.
const AT_ONCE: usize = 1000;

/// Why a crawl ended early.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The sink cannot take records.
    #[error(transparent)]
    Write(#[from] crate::writer::Error),
    /// The frontier cannot go on.
    #[error(transparent)]
    Frontier(#[from] frontier::Error),
    /// What comes can no longer be archived.
    #[error("{0}: make room, or make it writable, and run again")]
    Archive(String),
    /// The threads of the cleaner cannot be started.
    #[error("cannot start the cleaner's threads: {0}")]
    Threads(#[from] rayon::ThreadPoolBuildError),
    /// The thread of the frontier cannot be started.
    #[error("cannot start the frontier's thread: {0}")]
    Keeper(std::io::Error),
}

/// Settings of a crawl.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Settings {
    /// After how long a silence what a worker holds is another's, where machines share a crawl.
    #[serde(with = "crate::fetcher::seconds")]
    pub lease: Duration,
}

impl Default for Settings {
    fn default() -> Self {
        Self { lease: Duration::from_mins(1) }
    }
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

/// What is known of a crawl before it begins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outlook {
    /// Distinct addresses that have no record yet.
    pub urls: usize,
    /// Those that have one from an earlier run.
    pub done: usize,
    /// Their hosts.
    pub hosts: usize,
    /// How long the pauses alone will take, where no `robots.txt` asks for longer ones.
    pub least: Duration,
    /// The host that takes this long, and the number of its addresses.
    pub slowest: Option<(String, usize)>,
}

/// A state that outlives the process: where records wait until they are published.
struct State {
    rendered: Rendered,
    publisher: Box<dyn Publisher>,
}

/// A crawl that is ready to begin.
pub struct Crawl {
    hall: Hall,
    frontier: Box<dyn Frontier>,
    state: Option<State>,
    refused: Vec<(String, FetchError)>,
    outlook: Outlook,
    finished: mpsc::UnboundedReceiver<Read>,
}

impl Crawl {
    /// Makes a crawl of a plan, in memory; `threads` clean.
    ///
    /// # Errors
    /// Where the threads cannot be started.
    pub fn new(plan: Plan, fetcher: Arc<Fetcher>, cleaner: Arc<Cleaner>, threads: usize) -> Result<Self, Error> {
        Self::of(Box::new(Memory::default()), plan, fetcher, cleaner, threads)
    }

    /// Makes a crawl that goes on where the frontier stands, and adds a plan to it. [`Crawl::run`] is to be given a sink that ends
    /// in a [`crate::writer::Render`], whose `rendered` this is: each record is committed with its URL's state, and the publisher
    /// takes it from there.
    ///
    /// # Errors
    /// Where the threads cannot be started, or the frontier fails.
    pub fn resume(
        frontier: Box<dyn Frontier>,
        (rendered, publisher): (Rendered, Box<dyn Publisher>),
        plan: Plan,
        fetcher: Arc<Fetcher>,
        cleaner: Arc<Cleaner>,
        threads: usize,
    ) -> Result<Self, Error> {
        Ok(Self { state: Some(State { rendered, publisher }), ..Self::of(frontier, plan, fetcher, cleaner, threads)? })
    }

    fn of(
        mut frontier: Box<dyn Frontier>,
        plan: Plan,
        fetcher: Arc<Fetcher>,
        cleaner: Arc<Cleaner>,
        threads: usize,
    ) -> Result<Self, Error> {
        let threads = threads.max(1);
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).stack_size(STACK).thread_name(|number| format!("clean {number}"));
        let (done, finished) = mpsc::unbounded_channel();
        let mut jobs = plan.jobs.into_iter().map(|job| New { pause: fetcher.settings().delay_of(job.host()), job }).peekable();
        frontier.reopen(&plan.reopen)?;
        while jobs.peek().is_some() {
            frontier.add(jobs.by_ref().take(AT_ONCE).collect())?;
        }
        let found = frontier.outlook()?;
        let least = |(_, urls, pause): &(String, usize, Duration)| pause.saturating_mul(u32::try_from(*urls).unwrap_or(u32::MAX));
        let outlook = Outlook {
            urls: found.open + plan.refused.len(),
            done: found.done,
            hosts: found.hosts,
            least: found.slowest.as_ref().map(least).unwrap_or_default(),
            slowest: found.slowest.map(|(host, urls, _)| (host, urls)),
        };
        let hall = Hall {
            stats: Stats::new(outlook.urls),
            fetcher,
            turns: Turns::default(),
            visitors: HashMap::new(),
            robots: robots::Cache::default(),
            closed: HashMap::new(),
            crawl_delays: HashMap::new(),
            requests: JoinSet::new(),
            pool: pool.build()?,
            ahead: threads * AHEAD,
            done,
            held: VecDeque::new(),
            stories: HashMap::new(),
            discovery: Arc::default(),
            batch: Batch::default(),
            asking: lease::Asking::default(),
            cleaner,
        };
        Ok(Self { hall, frontier, state: None, refused: plan.refused, outlook, finished })
    }

    /// The same crawl, that finds pages by itself as these settings say.
    #[must_use]
    pub fn discovering(mut self, settings: discovery::Settings) -> Self {
        self.hall.discovery = Arc::new(settings);
        self
    }

    /// What is known of it before it begins.
    #[must_use]
    pub fn outlook(&self) -> Outlook {
        self.outlook.clone()
    }

    /// Fetches and cleans every address: a record for each, in the order in which they are done.
    /// `show` is called whenever the numbers have changed.
    ///
    /// # Errors
    /// Where the sink cannot write, or the frontier fails. A page that does not come is a record.
    pub async fn run(self, sink: &mut dyn Sink, mut stop: watch::Receiver<Stop>, show: &mut dyn FnMut(&Stats)) -> Result<Stats, Error> {
        let Self { mut hall, mut frontier, state, refused, mut finished, .. } = self;
        let (rendered, publisher) = state.map(|state| (state.rendered, state.publisher)).unzip();
        hall.refuse_texts(&mut *frontier, refused, sink, rendered.as_ref())?;
        let mut keeper = Keeper::start(frontier, publisher)?;
        let mut stoppable = true;
        loop {
            let stopping = *stop.borrow();
            if let Some(cause) = hall.fetcher.archive_failure() {
                return Err(Error::Archive(cause.to_owned()));
            }
            let wake = if stopping == Stop::No { hall.begin_due() } else { None };
            hall.write(sink, rendered.as_ref())?;
            hall.order(&keeper, stopping);
            hall.stats.held = hall.fetcher.memory_held();
            hall.stats.publish();
            show(&hall.stats);
            if stopping == Stop::Now || hall.asking.is_over() {
                break;
            }
            tokio::select! {
                Some(done) = hall.requests.join_next() => {
                    if let Ok(done) = done { hall.settle(done); }
                }
                Some(read) = finished.recv() => hall.take_read(read),
                report = keeper.report() => match report {
                    Some((Report::Failed(error), _)) => return Err(error),
                    Some((report, deadline)) => hall.hear(report, deadline),
                    None => break,
                },
                () = sleep_until(wake), if wake.is_some() => {}
                () = sleep_until(hall.asking.deadline), if hall.asking.deadline.is_some() => hall.lose(),
                changed = stop.changed(), if stoppable => stoppable = changed.is_ok(),
            }
        }
        hall.stats.left = hall.stats.expected.saturating_sub(hall.stats.records);
        Ok(hall.stats)
    }
}

async fn sleep_until(wake: Option<Instant>) {
    if let Some(at) = wake {
        tokio::time::sleep_until(at.into()).await;
    }
}

struct Hall {
    fetcher: Arc<Fetcher>,
    cleaner: Arc<Cleaner>,
    /// What there is to ask of the hosts that are ours.
    turns: Turns,
    /// URLs whose way leads to hosts that are not ours yet, by host.
    visitors: HashMap<String, Vec<Job>>,
    robots: robots::Cache<Job>,
    /// Hosts that asked to be left alone for longer than is waited for: until when, and by which status.
    closed: HashMap<String, (Instant, u16)>,
    /// What `robots.txt` of hosts asks for that were not ours when it was read.
    crawl_delays: HashMap<String, Duration>,
    requests: JoinSet<Done>,
    pool: rayon::ThreadPool,
    ahead: usize,
    /// Where the threads put what they have cleaned.
    done: mpsc::UnboundedSender<Read>,
    /// Records that wait for the sink.
    held: VecDeque<Finished>,
    /// Stories whose next page is under way.
    stories: HashMap<Claim, Story>,
    discovery: Arc<discovery::Settings>,
    /// What the frontier is to be told next.
    batch: Batch,
    asking: lease::Asking,
    stats: Stats,
}

impl Hall {
    /// The records of what is no URL, but those that an earlier run has written.
    fn refuse_texts(
        &mut self,
        frontier: &mut dyn Frontier,
        refused: Vec<(String, FetchError)>,
        sink: &mut dyn Sink,
        rendered: Option<&Rendered>,
    ) -> Result<(), Error> {
        let mut records = Vec::with_capacity(refused.len());
        for (text, error) in refused {
            let article: Article = record::of_refusal(&self.cleaner, redact(&text).into_owned(), &error);
            sink.write(&article)?;
            records.push((text, article, rendered.map(Rendered::take)));
        }
        // a database is not asked on a thread of the runtime
        let refuse = || records.iter().map(|(text, _, record)| frontier.refuse(text, record.as_deref())).collect::<Result<Vec<_>, _>>();
        let new = std::thread::scope(|scope| scope.spawn(refuse).join());
        for (new, (_, article, _)) in new.unwrap_or(Ok(Vec::new()))?.into_iter().zip(&records) {
            if new {
                self.stats.count(article);
            } else {
                self.stats.expected -= 1;
            }
        }
        Ok(())
    }
}
