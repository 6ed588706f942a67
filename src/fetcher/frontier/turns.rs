//! The turns of the hosts that a worker holds: one queue a host, and the only clock of each.
//!
//! A turn is one request. [`Turns::take`] gives the next turn that is due and holds the host until
//! [`Turns::done`] (a request was made: the pause begins) or [`Turns::pass`] (none was made) gives it back.
//! Whatever a URL needs beside its page (`robots.txt`, a redirect, another try) is a turn of its own, at the host that it
//! goes to: so no host ever sees two requests at once, or sooner than its pause.

use std::cmp::{Ordering, Reverse};
use std::collections::{BTreeSet, BinaryHeap, HashMap, HashSet, VecDeque};
use std::time::{Duration, Instant};

use super::{Job, Pace};

/// Jobs at hand below which a host's next ones are asked for.
const LOW: usize = 8;
/// The answer to a request for work.
#[derive(Debug)]
pub enum Take {
    /// A turn.
    Job(Job),
    /// Nothing before this time.
    Wait(Instant),
    /// Nothing before a turn is given back.
    Nothing,
}

/// The hosts that a worker holds, and what it has to ask of them.
#[derive(Debug, Default)]
pub struct Turns {
    hosts: Vec<Host>,
    names: HashMap<String, usize>,
    /// Places of hosts that were given back.
    free: Vec<usize>,
    /// Hosts with work and without a turn, by the time when they may be asked.
    due: BTreeSet<(Instant, u64, usize)>,
    /// Turns so far.
    count: u64,
    pending: usize,
    /// Hosts that have little left to do here, and more in the frontier.
    low: HashSet<String>,
    /// Hosts that have nothing left to do.
    idle: HashSet<String>,
}

#[derive(Debug)]
struct Host {
    name: String,
    fence: i64,
    pause: Duration,
    crawl_delay: Option<Duration>,
    parked: Option<(Instant, u16)>,
    /// Whether the frontier has more URLs of it, as far as is known.
    more: bool,
    /// Whether they are being asked for.
    asked: bool,
    next: Option<Instant>,
    taken: bool,
    ready: VecDeque<Job>,
    later: BinaryHeap<Reverse<Later>>,
    slot: Option<(Instant, u64)>,
}

#[derive(Debug)]
struct Later {
    at: Instant,
    turn: u64,
    job: Job,
}

impl Ord for Later {
    fn cmp(&self, other: &Self) -> Ordering {
        (self.at, self.turn).cmp(&(other.at, other.turn))
    }
}

impl PartialOrd for Later {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Later {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Later {}

/// A host that a worker enters with its lease.
#[derive(Debug, Clone)]
pub struct Entry {
    /// Its name.
    pub host: String,
    /// The lease's fencing token.
    pub fence: i64,
    /// The pause between two requests, whatever its `robots.txt` asks for.
    pub pause: Duration,
    /// What its `robots.txt` asks for.
    pub crawl_delay: Option<Duration>,
    /// How long it is to be left alone still.
    pub wait: Duration,
    /// Whether the frontier has more URLs of it.
    pub more: bool,
}

impl Turns {
    /// Takes up a host.
    pub fn enter(&mut self, entry: Entry, now: Instant) {
        let host = Host {
            fence: entry.fence,
            pause: entry.pause.max(entry.crawl_delay.unwrap_or_default()),
            crawl_delay: entry.crawl_delay,
            parked: None,
            more: entry.more,
            asked: false,
            next: (!entry.wait.is_zero()).then(|| now + entry.wait),
            taken: false,
            ready: VecDeque::new(),
            later: BinaryHeap::new(),
            slot: None,
            name: entry.host.clone(),
        };
        let index = self.free.pop().unwrap_or(self.hosts.len());
        match self.hosts.get_mut(index) {
            Some(place) => *place = host,
            None => self.hosts.push(host),
        }
        self.idle.insert(entry.host.clone());
        self.names.insert(entry.host, index);
    }

    /// Whether a host is held.
    #[must_use]
    pub fn holds(&self, name: &str) -> bool {
        self.names.contains_key(name)
    }

    /// Gives up the hosts that have nothing left to do: how each is to be treated.
    pub fn leave_idle(&mut self, now: Instant) -> Vec<Pace> {
        let idle = std::mem::take(&mut self.idle);
        idle.into_iter().filter_map(|name| self.leave(&name, now)).collect()
    }

    /// How each host is to be treated, as all are given up.
    pub fn leave_all(&mut self, now: Instant) -> Vec<Pace> {
        let names: Vec<String> = self.names.keys().cloned().collect();
        names.into_iter().filter_map(|name| self.leave(&name, now)).collect()
    }

    fn leave(&mut self, name: &str, now: Instant) -> Option<Pace> {
        let index = self.names.remove(name)?;
        self.low.remove(name);
        let host = self.hosts.get_mut(index)?;
        let pace = host.pace(now, true);
        self.pending -= host.ready.len() + host.later.len();
        host.ready = VecDeque::new();
        host.later = BinaryHeap::new();
        if let Some((at, turn)) = host.slot.take() {
            self.due.remove(&(at, turn, index));
        }
        self.free.push(index);
        Some(pace)
    }

    /// Hosts whose next URLs are to be asked for, and the tokens of their leases; each is told once.
    pub fn take_low(&mut self) -> Vec<(String, i64)> {
        let low = std::mem::take(&mut self.low);
        low.into_iter()
            .filter_map(|name| self.names.get(&name).and_then(|&index| self.hosts.get(index)).map(|host| (name, host.fence)))
            .collect()
    }

    /// Adds more URLs of a host behind the others; with fewer than were asked for, there are no more.
    /// Gives back those of a host that is held no longer.
    pub fn refill(&mut self, name: &str, jobs: Vec<Job>, more: bool, now: Instant) -> Vec<Job> {
        let Some(&index) = self.names.get(name) else { return jobs };
        self.pending += jobs.len();
        self.with(index, now, |host| {
            host.more = more;
            host.asked = false;
            host.ready.extend(jobs);
        });
        Vec::new()
    }

    /// Adds a job before the others of its host; gives it back where the host is not held.
    pub fn push_first(&mut self, job: Job, now: Instant) -> Option<Job> {
        let Some(&index) = self.names.get(job.host()) else { return Some(job) };
        self.with(index, now, |host| host.ready.push_front(job));
        self.pending += 1;
        None
    }

    /// Adds a job that is not to be done before a time; the host's others go on. Gives it back where the host is not held.
    pub fn push_later(&mut self, job: Job, at: Instant, now: Instant) -> Option<Job> {
        let Some(&index) = self.names.get(job.host()) else { return Some(job) };
        self.count += 1;
        let later = Reverse(Later { at, turn: self.count, job });
        self.with(index, now, |host| host.later.push(later));
        self.pending += 1;
        None
    }

    /// The next turn that is due. The host gets no other before this one is given back.
    pub fn take(&mut self, now: Instant) -> Take {
        let Some(&(at, turn, index)) = self.due.first() else { return Take::Nothing };
        if at > now {
            return Take::Wait(at);
        }
        self.due.remove(&(at, turn, index));
        let Some(host) = self.hosts.get_mut(index) else { return Take::Nothing };
        host.slot = None;
        let job = match host.later.peek() {
            Some(Reverse(later)) if later.at <= now => host.later.pop().map(|Reverse(later)| later.job),
            _ => host.ready.pop_front(),
        };
        let Some(job) = job else { return Take::Nothing };
        host.taken = true;
        if host.more && !host.asked && host.ready.len() < LOW {
            host.asked = true;
            self.low.insert(host.name.clone());
        }
        self.pending -= 1;
        Take::Job(job)
    }

    /// Gives a turn back after a request: the host's pause begins.
    pub fn done(&mut self, name: &str, now: Instant) {
        self.change(name, now, |host| {
            host.taken = false;
            let next = now + host.pause;
            host.next = Some(host.next.map_or(next, |before| before.max(next)));
        });
    }

    /// Gives a turn back that was not used.
    pub fn pass(&mut self, name: &str, now: Instant) {
        self.change(name, now, |host| host.taken = false);
    }

    /// Makes a host's pause at least so long, as its `robots.txt` asks; where the host is not held, nobody asks it anything.
    pub fn raise_pause(&mut self, name: &str, pause: Duration, now: Instant) {
        self.change(name, now, |host| {
            host.crawl_delay = Some(pause);
            host.pause = host.pause.max(pause);
        });
    }

    /// Leaves a host alone until a time, as a status says.
    pub fn park(&mut self, name: &str, until: Instant, status: u16, now: Instant) {
        self.change(name, now, |host| {
            host.parked = Some((until, status));
            host.next = Some(host.next.map_or(until, |before| before.max(until)));
        });
    }

    /// Notes that a host is not to be asked for anything until a time; its jobs go on, to be told so.
    pub fn close(&mut self, name: &str, until: Instant, status: u16, now: Instant) {
        self.change(name, now, |host| host.parked = Some((until, status)));
    }

    /// Hosts that may be asked now.
    #[must_use]
    pub fn due(&self, now: Instant) -> usize {
        self.due.iter().take_while(|(at, ..)| *at <= now).count()
    }

    /// Jobs that nobody has taken.
    #[must_use]
    pub fn pending(&self) -> usize {
        self.pending
    }

    fn change(&mut self, name: &str, now: Instant, change: impl FnOnce(&mut Host)) {
        if let Some(&index) = self.names.get(name) {
            self.with(index, now, change);
        }
    }

    /// Changes a host, and books it anew.
    fn with(&mut self, index: usize, now: Instant, change: impl FnOnce(&mut Host)) {
        let Some(host) = self.hosts.get_mut(index) else { return };
        change(host);
        if host.is_idle() != self.idle.contains(&host.name) {
            if host.is_idle() {
                self.idle.insert(host.name.clone())
            } else {
                self.idle.remove(&host.name)
            };
        }
        let wanted = host.due(now);
        if let Some((at, turn)) = host.slot {
            if wanted == Some(at) {
                return;
            }
            self.due.remove(&(at, turn, index));
        }
        self.count += 1;
        host.slot = wanted.map(|at| (at, self.count));
        if let Some((at, turn)) = host.slot {
            self.due.insert((at, turn, index));
        }
    }
}

impl Host {
    /// Whether nothing is left to do, here and in the frontier.
    fn is_idle(&self) -> bool {
        !self.taken && !self.more && self.ready.is_empty() && self.later.is_empty()
    }

    fn pace(&self, now: Instant, release: bool) -> Pace {
        Pace {
            host: self.name.clone(),
            fence: self.fence,
            wait: self.next.map(|next| next.saturating_duration_since(now)).unwrap_or_default(),
            pause: self.pause,
            crawl_delay: self.crawl_delay,
            parked: self.parked.filter(|(until, _)| *until > now).map(|(until, status)| (until - now, status)),
            release,
        }
    }

    /// When this host may be asked next, if there is anything to ask.
    fn due(&self, now: Instant) -> Option<Instant> {
        if self.taken {
            return None;
        }
        let work = if self.ready.is_empty() {
            self.later.peek().map(|Reverse(later)| later.at)?
        } else {
            self.slot.map_or(now, |(at, _)| at.min(now))
        };
        Some(self.next.map_or(work, |next| next.max(work)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAUSE: Duration = Duration::from_secs(1);

    fn job(url: &str) -> Job {
        Job::read(url).unwrap()
    }

    fn enter(turns: &mut Turns, host: &str, pause: Duration, urls: &[&str], now: Instant) {
        let wait = Duration::ZERO;
        turns.enter(Entry { host: host.to_owned(), fence: 1, pause, crawl_delay: None, wait, more: false }, now);
        assert!(turns.refill(host, urls.iter().map(|url| job(url)).collect(), false, now).is_empty());
    }

    fn taken(take: Take) -> Option<String> {
        match take {
            Take::Job(job) => Some(job.url().to_string()),
            _ => None,
        }
    }

    #[test]
    fn one_turn_a_host_and_a_pause_after_it() {
        let (mut turns, now) = (Turns::default(), Instant::now());
        enter(&mut turns, "a.example", PAUSE, &["http://a.example/1", "http://a.example/2"], now);
        enter(&mut turns, "b.example", PAUSE, &["http://b.example/1"], now);
        assert_eq!(taken(turns.take(now)).as_deref(), Some("http://a.example/1"));
        assert_eq!(taken(turns.take(now)).as_deref(), Some("http://b.example/1"));
        assert!(matches!(turns.take(now + PAUSE * 9), Take::Nothing), "both hosts are taken");
        turns.done("a.example", now + PAUSE);
        assert!(matches!(turns.take(now + PAUSE), Take::Wait(at) if at == now + PAUSE * 2));
        assert_eq!(taken(turns.take(now + PAUSE * 2)).as_deref(), Some("http://a.example/2"));
        assert_eq!(turns.pending(), 0);
    }

    #[test]
    fn a_turn_not_used_costs_no_pause() {
        let (mut turns, now) = (Turns::default(), Instant::now());
        enter(&mut turns, "a.example", PAUSE, &["http://a.example/1", "http://a.example/2"], now);
        assert!(taken(turns.take(now)).is_some());
        turns.pass("a.example", now);
        assert_eq!(taken(turns.take(now)).as_deref(), Some("http://a.example/2"));
    }

    #[test]
    fn a_job_for_later_lets_the_others_pass_and_a_parked_host_does_not() {
        let (mut turns, now) = (Turns::default(), Instant::now());
        enter(&mut turns, "a.example", PAUSE, &["http://a.example/1", "http://a.example/2"], now);
        assert!(turns.push_later(job("http://a.example/late"), now + PAUSE * 5, now).is_none());
        assert_eq!(taken(turns.take(now)).as_deref(), Some("http://a.example/1"));
        turns.done("a.example", now);
        turns.park("a.example", now + PAUSE * 7, 429, now);
        assert!(matches!(turns.take(now + PAUSE * 2), Take::Wait(at) if at == now + PAUSE * 7));
        assert_eq!(taken(turns.take(now + PAUSE * 7)).as_deref(), Some("http://a.example/late"));
        turns.done("a.example", now + PAUSE * 7);
        assert_eq!(taken(turns.take(now + PAUSE * 8)).as_deref(), Some("http://a.example/2"));
    }

    #[test]
    fn hosts_take_turns() {
        let (mut turns, now) = (Turns::default(), Instant::now());
        enter(&mut turns, "a.example", Duration::ZERO, &["http://a.example/1", "http://a.example/2", "http://a.example/3"], now);
        enter(&mut turns, "b.example", Duration::ZERO, &["http://b.example/1", "http://b.example/2"], now);
        let mut order = Vec::new();
        for _ in 0..5 {
            let Take::Job(job) = turns.take(now) else { panic!("a turn is due") };
            order.push(job.host().to_owned());
            turns.done(job.host(), now);
        }
        assert_eq!(order, ["a.example", "b.example", "a.example", "b.example", "a.example"]);
    }

    #[test]
    fn a_host_is_left_with_its_pace_when_nothing_is_left_to_do() {
        let (mut turns, now) = (Turns::default(), Instant::now());
        enter(&mut turns, "a.example", PAUSE, &["http://a.example/1"], now);
        assert!(turns.leave_idle(now).is_empty());
        assert!(taken(turns.take(now)).is_some());
        assert!(turns.leave_idle(now).is_empty(), "a request is under way");
        turns.raise_pause("a.example", PAUSE * 3, now);
        turns.done("a.example", now);
        let left = turns.leave_idle(now + PAUSE);
        assert_eq!((left.len(), left[0].wait, left[0].pause, left[0].release), (1, PAUSE * 2, PAUSE * 3, true));
        assert!(turns.push_first(job("http://a.example/2"), now).is_some(), "it is held no longer");
    }

    #[test]
    fn what_runs_low_is_asked_for_once() {
        let (mut turns, now) = (Turns::default(), Instant::now());
        enter(&mut turns, "a.example", Duration::ZERO, &[], now);
        turns.refill("a.example", vec![job("http://a.example/1")], true, now);
        assert!(taken(turns.take(now)).is_some());
        assert_eq!(turns.take_low(), [("a.example".to_owned(), 1)]);
        turns.done("a.example", now);
        assert!(turns.take_low().is_empty() && turns.leave_idle(now).is_empty(), "more is on its way");
        turns.refill("a.example", vec![], false, now);
        assert_eq!(turns.leave_idle(now).len(), 1);
    }
}
