//! What is asked of the frontier, and what becomes of its answers.

use std::time::{Duration, Instant};

use super::{Hall, Keeper, Order, Report, Stop};
use crate::fetcher::frontier::{Batch, Entry, Grant, Job, Lease, Turns, Want};
use crate::fetcher::robots;

/// URLs of a host that are taken at a time.
const URLS: usize = 32;
/// Records that may wait for their commit before new turns are taken.
const HELD: usize = 64;
/// How often it is looked whether what others hold, or have found, is free.
const LOOK: Duration = Duration::from_secs(1);

/// How the hall stands with the frontier.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Standing {
    #[default]
    AtWork,
    /// All is lost, and that is still to be told.
    Lost,
    /// That was told, and new leases may be asked for when it is heard.
    Rejoining,
    /// All is done, and is being given back.
    Leaving,
    /// All is given back.
    Over,
}

/// What is under way between the hall and the frontier.
#[derive(Debug, Default)]
pub(super) struct Asking {
    leasing: bool,
    /// Records in the commit that is under way.
    committing: Option<usize>,
    /// When it is of use to ask for hosts again.
    again: Option<Instant>,
    /// The frontier has no URL without a record.
    exhausted: bool,
    standing: Standing,
    /// Until when the leases are surely ours.
    pub(super) deadline: Option<Instant>,
}

impl Asking {
    /// Whether all is done and given back.
    pub(super) fn is_over(&self) -> bool {
        self.standing == Standing::Over
    }

    fn is_at_work(&self) -> bool {
        self.standing == Standing::AtWork
    }
}

impl Hall {
    /// Whether new turns may be taken. Who was stopped for longer than its leases last is not to ask once more before it knows.
    pub(super) fn may_begin(&self) -> bool {
        let is_ours = self.asking.deadline.is_none_or(|deadline| Instant::now() < deadline);
        is_ours && self.asking.is_at_work() && self.batch.done.len() + self.asking.committing.unwrap_or(0) + self.held.len() < HELD
    }

    /// When to look again for hosts, where there is time for more.
    pub(super) fn look_again(&self) -> Option<Instant> {
        self.asking.again.filter(|_| !self.asking.leasing && self.asking.is_at_work())
    }

    /// Whether nothing is under way here.
    fn is_idle(&self) -> bool {
        self.requests.is_empty()
            && self.stats.cleaning == 0
            && self.held.is_empty()
            && self.batch.done.is_empty()
            && self.batch.hosts.is_empty()
            && self.asking.committing.is_none()
            && !self.asking.leasing
    }

    /// Tells the frontier what was done, and asks it for more.
    pub(super) fn order(&mut self, keeper: &Keeper, stopping: Stop) {
        if !self.asking.is_at_work() {
            if self.asking.standing == Standing::Lost && self.asking.committing.is_none() && !self.asking.leasing {
                self.asking.standing = Standing::Rejoining;
                keeper.order(Order::Rejoin);
            }
            return;
        }
        let now = Instant::now();
        if self.asking.committing.is_none() {
            let ended = stopping != Stop::No && self.requests.is_empty();
            self.batch.hosts.extend(if ended { self.turns.leave_all(now) } else { self.turns.leave_idle(now) });
            if !self.batch.done.is_empty() || !self.batch.hosts.is_empty() {
                self.asking.committing = Some(self.batch.done.len());
                keeper.order(Order::Commit(std::mem::take(&mut self.batch)));
            }
        }
        if stopping == Stop::No && !self.asking.leasing {
            self.ask(keeper, now);
        }
        let done = self.turns.pending() == 0 && self.visitors.is_empty() && self.asking.exhausted;
        if self.is_idle() && (done || stopping != Stop::No) {
            self.asking.standing = Standing::Leaving;
            keeper.order(Order::Leave);
        }
    }

    fn ask(&mut self, keeper: &Keeper, now: Instant) {
        let room = self.fetcher.settings().concurrency.max(1).saturating_sub(self.requests.len());
        let look = self.asking.again.is_none_or(|again| again <= now);
        let more = self.turns.take_low();
        let hosts = if look && self.turns.due(now) < room { room } else { 0 };
        let named: Vec<_> = if look {
            let pause = |host: &String| self.fetcher.settings().delay_of(host);
            self.visitors.keys().map(|host| (host.clone(), pause(host))).collect()
        } else {
            Vec::new()
        };
        if hosts > 0 || !named.is_empty() || !more.is_empty() {
            self.asking.leasing = true;
            keeper.order(Order::Lease(Want { hosts, named, more, urls: URLS }));
        }
    }

    /// Takes up what the frontier answers.
    pub(super) fn hear(&mut self, report: Report, deadline: Option<Instant>) {
        self.asking.deadline = deadline;
        match report {
            Report::Granted(grant) => {
                self.asking.leasing = false;
                if self.asking.is_at_work() {
                    self.take_up(grant);
                }
            }
            Report::Committed(stood, added) => {
                self.stats.expected += added;
                self.asking.committing = None;
                self.asking.again = None;
                let fallen = stood.iter().filter(|stood| !**stood).count();
                if fallen > 0 {
                    tracing::warn!("{fallen} records are dropped: another worker has taken their URLs over");
                    self.stats.records -= fallen.min(self.stats.records);
                }
            }
            Report::Lost => {
                if self.asking.is_at_work() {
                    self.lose();
                }
                self.asking = Asking { deadline, ..Asking::default() };
            }
            Report::Left => self.asking.standing = Standing::Over,
            Report::Renewed | Report::Failed(_) => {}
        }
    }

    fn take_up(&mut self, Grant { leases, more, next, open, unpublished }: Grant) {
        let now = Instant::now();
        let nothing = leases.is_empty();
        self.asking.exhausted = nothing && !open && !unpublished;
        self.asking.again = nothing.then(|| now + next.map_or(LOOK, |next| next.min(LOOK)).max(Duration::from_millis(1)));
        for lease in leases {
            self.enter(lease, now);
        }
        for (host, jobs) in more {
            let more = jobs.len() == URLS;
            let left = self.turns.refill(&host, jobs, more, now);
            for job in left {
                self.again(job, now);
            }
        }
    }

    fn enter(&mut self, lease: Lease, now: Instant) {
        let Lease { host, fence, wait, crawl_delay, parked, jobs } = lease;
        if let Some((wait, status)) = parked
            && wait > self.fetcher.settings().max_retry_after
        {
            self.closed.insert(host.clone(), (now + wait, status));
        }
        let more = jobs.len() == URLS;
        let crawl_delay = self.crawl_delays.remove(&host).or(crawl_delay);
        let pause = self.fetcher.settings().delay_of(&host);
        self.turns.enter(Entry { host: host.clone(), fence, pause, crawl_delay, wait, more }, now);
        self.turns.refill(&host, jobs, more, now);
        for job in self.visitors.remove(&host).unwrap_or_default() {
            self.again(job, now);
        }
    }

    /// Puts a job before the others of the host that it goes to next.
    pub(super) fn again(&mut self, job: Job, now: Instant) {
        if let Some(job) = self.turns.push_first(job, now) {
            self.visit(job);
        }
    }

    /// Puts a job by until the host that it goes to is ours.
    pub(super) fn visit(&mut self, job: Job) {
        self.asking.again = None;
        self.visitors.entry(job.host().to_owned()).or_default().push(job);
    }

    /// The leases may be another's from here on: what was under way under them is dropped, and the URLs are fetched anew
    /// by whoever claims them next.
    pub(super) fn lose(&mut self) {
        tracing::warn!("the leases have run out before they could be renewed: what was under way is begun anew");
        self.requests.abort_all();
        self.requests.detach_all();
        self.stats.in_flight = 0;
        self.turns = Turns::default();
        self.visitors.clear();
        self.stories.clear();
        self.robots = robots::Cache::default();
        self.batch = Batch::default();
        self.asking.standing = Standing::Lost;
        self.asking.deadline = None;
    }
}
