//! What is still to be fetched, and when: one queue a host, and the only clock of each.
//!
//! A turn is one request. [`Frontier::take`] gives the next turn that is due and holds the host until
//! [`Frontier::done`] (a request was made: the pause begins) or [`Frontier::pass`] (none was made) gives it back.
//! Whatever a URL needs beside its page (`robots.txt`, a redirect, another try) is a turn of its own, at the host that it
//! goes to: so no host ever sees two requests at once, or sooner than its pause.

mod job;

use std::cmp::{Ordering, Reverse};
use std::collections::{BTreeMap, BTreeSet, BinaryHeap, HashMap, VecDeque};
use std::time::{Duration, Instant};

pub use job::{Errand, Job, Trail};

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

/// The frontier in memory.
#[derive(Debug, Default)]
pub struct Frontier {
    hosts: Vec<Host>,
    names: HashMap<String, usize>,
    /// Hosts with work and without a turn, by the time when they may be asked.
    due: BTreeSet<(Instant, u64, usize)>,
    turns: u64,
    pending: usize,
}

#[derive(Debug)]
struct Host {
    pause: Duration,
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

impl Frontier {
    /// Adds a job behind the others of its host; `pause` holds for a host that is new.
    pub fn push(&mut self, job: Job, pause: impl FnOnce(&str) -> Duration, now: Instant) {
        let host = self.host(&job, pause);
        self.with(host, now, |host| host.ready.push_back(job));
        self.pending += 1;
    }

    /// Adds a job before the others of its host.
    pub fn push_first(&mut self, job: Job, pause: impl FnOnce(&str) -> Duration, now: Instant) {
        let host = self.host(&job, pause);
        self.with(host, now, |host| host.ready.push_front(job));
        self.pending += 1;
    }

    /// Adds a job that is not to be done before a time; the host's others go on.
    pub fn push_later(&mut self, job: Job, at: Instant, pause: impl FnOnce(&str) -> Duration, now: Instant) {
        let host = self.host(&job, pause);
        self.turns += 1;
        let later = Reverse(Later { at, turn: self.turns, job });
        self.with(host, now, |host| host.later.push(later));
        self.pending += 1;
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

    /// Makes a host's pause at least so long.
    pub fn raise_pause(&mut self, name: &str, pause: Duration, now: Instant) {
        self.change(name, now, |host| host.pause = host.pause.max(pause));
    }

    /// Leaves a host alone until a time.
    pub fn park(&mut self, name: &str, until: Instant, now: Instant) {
        self.change(name, now, |host| host.next = Some(host.next.map_or(until, |before| before.max(until))));
    }

    /// Jobs that nobody has taken.
    #[must_use]
    pub fn pending(&self) -> usize {
        self.pending
    }

    /// The number of hosts, and the one that keeps us longest by its pauses alone: its name, its jobs, its pause.
    #[must_use]
    pub fn outlook(&self) -> (usize, Option<(&str, usize, Duration)>) {
        let by_name: BTreeMap<&str, usize> = self.names.iter().map(|(name, &index)| (name.as_str(), index)).collect();
        let waits = by_name.iter().filter_map(|(name, &index)| {
            let host = self.hosts.get(index)?;
            Some((*name, host.ready.len() + host.later.len(), host.pause))
        });
        (self.hosts.len(), waits.max_by_key(|(_, jobs, pause)| pause.saturating_mul(u32::try_from(*jobs).unwrap_or(u32::MAX))))
    }

    fn host(&mut self, job: &Job, pause: impl FnOnce(&str) -> Duration) -> usize {
        let name = job.host();
        if let Some(&index) = self.names.get(name) {
            return index;
        }
        let host = Host { pause: pause(name), next: None, taken: false, ready: VecDeque::new(), later: BinaryHeap::new(), slot: None };
        self.hosts.push(host);
        self.names.insert(name.to_owned(), self.hosts.len() - 1);
        self.hosts.len() - 1
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
        let wanted = host.due(now);
        if let Some((at, turn)) = host.slot {
            if wanted == Some(at) {
                return;
            }
            self.due.remove(&(at, turn, index));
        }
        self.turns += 1;
        host.slot = wanted.map(|at| (at, self.turns));
        if let Some((at, turn)) = host.slot {
            self.due.insert((at, turn, index));
        }
    }
}

impl Host {
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

    fn push(frontier: &mut Frontier, url: &str, now: Instant) {
        frontier.push(job(url), |_| PAUSE, now);
    }

    fn taken(take: Take) -> Option<String> {
        match take {
            Take::Job(job) => Some(job.url().to_string()),
            _ => None,
        }
    }

    #[test]
    fn one_turn_a_host_and_a_pause_after_it() {
        let (mut frontier, now) = (Frontier::default(), Instant::now());
        for url in ["http://a.example/1", "http://a.example/2", "http://b.example/1"] {
            push(&mut frontier, url, now);
        }
        assert_eq!(taken(frontier.take(now)).as_deref(), Some("http://a.example/1"));
        assert_eq!(taken(frontier.take(now)).as_deref(), Some("http://b.example/1"));
        assert!(matches!(frontier.take(now + PAUSE * 9), Take::Nothing), "both hosts are taken");
        frontier.done("a.example", now + PAUSE);
        assert!(matches!(frontier.take(now + PAUSE), Take::Wait(at) if at == now + PAUSE * 2));
        assert_eq!(taken(frontier.take(now + PAUSE * 2)).as_deref(), Some("http://a.example/2"));
        assert_eq!(frontier.pending(), 0);
    }

    #[test]
    fn a_turn_not_used_costs_no_pause() {
        let (mut frontier, now) = (Frontier::default(), Instant::now());
        push(&mut frontier, "http://a.example/1", now);
        push(&mut frontier, "http://a.example/2", now);
        assert!(taken(frontier.take(now)).is_some());
        frontier.pass("a.example", now);
        assert_eq!(taken(frontier.take(now)).as_deref(), Some("http://a.example/2"));
    }

    #[test]
    fn a_job_for_later_lets_the_others_pass_and_a_parked_host_does_not() {
        let (mut frontier, now) = (Frontier::default(), Instant::now());
        frontier.push_later(job("http://a.example/late"), now + PAUSE * 5, |_| PAUSE, now);
        push(&mut frontier, "http://a.example/1", now);
        push(&mut frontier, "http://a.example/2", now);
        assert_eq!(taken(frontier.take(now)).as_deref(), Some("http://a.example/1"));
        frontier.done("a.example", now);
        frontier.park("a.example", now + PAUSE * 7, now);
        assert!(matches!(frontier.take(now + PAUSE * 2), Take::Wait(at) if at == now + PAUSE * 7));
        assert_eq!(taken(frontier.take(now + PAUSE * 7)).as_deref(), Some("http://a.example/late"));
        frontier.done("a.example", now + PAUSE * 7);
        assert_eq!(taken(frontier.take(now + PAUSE * 8)).as_deref(), Some("http://a.example/2"));
    }

    #[test]
    fn hosts_take_turns() {
        let (mut frontier, now) = (Frontier::default(), Instant::now());
        for url in ["http://a.example/1", "http://a.example/2", "http://a.example/3", "http://b.example/1", "http://b.example/2"] {
            frontier.push(job(url), |_| Duration::ZERO, now);
        }
        let mut order = Vec::new();
        for _ in 0..5 {
            let Take::Job(job) = frontier.take(now) else { panic!("a turn is due") };
            order.push(job.host().to_owned());
            frontier.done(job.host(), now);
        }
        assert_eq!(order, ["a.example", "b.example", "a.example", "b.example", "a.example"]);
    }

    #[test]
    fn outlook_names_the_slowest_host() {
        let (mut frontier, now) = (Frontier::default(), Instant::now());
        for (url, pause) in [("http://a.example/1", 1), ("http://a.example/2", 1), ("http://b.example/1", 9)] {
            frontier.push(job(url), |_| Duration::from_secs(pause), now);
        }
        assert_eq!(frontier.outlook(), (2, Some(("b.example", 1, Duration::from_secs(9)))));
    }
}
