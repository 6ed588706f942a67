//! The frontier in memory: it ends with the process.

use std::collections::{BTreeSet, HashMap, HashSet, VecDeque};
use std::time::{Duration, Instant};

use super::{Batch, Error, Frontier, Grant, Job, Lease, New, Outbox, Outlook, Reopen, Want, digest};

/// The frontier in memory.
#[derive(Debug, Default)]
pub struct Memory {
    known: HashSet<[u8; 16]>,
    hosts: HashMap<String, Host>,
    /// Hosts with URLs that nobody holds, by the time when they are due.
    due: BTreeSet<(Instant, String)>,
    claimed: HashMap<i64, i64>,
    urls: i64,
    done: usize,
    queued: usize,
}

#[derive(Debug)]
struct Host {
    pause: Duration,
    crawl_delay: Option<Duration>,
    next: Instant,
    parked: Option<(Instant, u16)>,
    held: bool,
    fence: i64,
    queue: VecDeque<Job>,
}

impl Memory {
    fn take(&mut self, name: &str, most: usize, now: Instant) -> Option<Lease> {
        let host = self.hosts.get_mut(name).filter(|host| !host.held)?;
        self.due.remove(&(host.next, name.to_owned()));
        host.held = true;
        host.fence += 1;
        let mut lease = Lease {
            host: name.to_owned(),
            fence: host.fence,
            wait: host.next.saturating_duration_since(now),
            crawl_delay: host.crawl_delay,
            parked: host.parked.filter(|(until, _)| *until > now).map(|(until, status)| (until - now, status)),
            jobs: Vec::new(),
        };
        lease.jobs = self.claim(name, lease.fence, most);
        Some(lease)
    }

    fn claim(&mut self, name: &str, fence: i64, most: usize) -> Vec<Job> {
        let Some(host) = self.hosts.get_mut(name) else { return Vec::new() };
        let mut jobs: Vec<Job> = host.queue.drain(..most.min(host.queue.len())).collect();
        for job in &mut jobs {
            job.claim.fence = fence;
            self.claimed.insert(job.claim.url, fence);
        }
        self.queued -= jobs.len();
        jobs
    }

    fn enter(&mut self, New { mut job, pause }: New, now: Instant) -> bool {
        if !self.known.insert(digest::of(&job.key())) {
            return false;
        }
        self.urls += 1;
        self.queued += 1;
        job.claim.url = self.urls;
        let name = job.host().to_owned();
        let host = self.host(&name, pause, now);
        host.queue.push_back(job);
        if !host.held {
            let next = host.next;
            self.due.insert((next, name));
        }
        true
    }

    fn host(&mut self, name: &str, pause: Duration, now: Instant) -> &mut Host {
        self.hosts.entry(name.to_owned()).or_insert_with(|| Host {
            pause,
            crawl_delay: None,
            next: now,
            parked: None,
            held: false,
            fence: 0,
            queue: VecDeque::new(),
        })
    }
}

impl Frontier for Memory {
    fn add(&mut self, found: Vec<New>) -> Result<usize, Error> {
        let now = Instant::now();
        Ok(found.into_iter().map(|new| usize::from(self.enter(new, now))).sum())
    }

    fn reopen(&mut self, _which: &Reopen) -> Result<usize, Error> {
        Ok(0)
    }

    fn refuse(&mut self, text: &str, _record: Option<&[u8]>) -> Result<bool, Error> {
        Ok(self.known.insert(digest::of(text)))
    }

    fn lease(&mut self, want: &Want) -> Result<Grant, Error> {
        let (mut grant, now) = (Grant::default(), Instant::now());
        for (name, pause) in &want.named {
            self.host(name, *pause, now);
            grant.leases.extend(self.take(name, want.urls, now));
        }
        let due: Vec<String> = self.due.iter().take_while(|(at, _)| *at <= now).take(want.hosts).map(|(_, name)| name.clone()).collect();
        for name in due {
            grant.leases.extend(self.take(&name, want.urls, now));
        }
        for (name, fence) in &want.more {
            let jobs = self.claim(name, *fence, want.urls);
            grant.more.push((name.clone(), jobs));
        }
        if grant.leases.is_empty() {
            grant.next = self.due.first().map(|(at, _)| at.saturating_duration_since(now));
            grant.open = self.queued > 0 || !self.claimed.is_empty();
        }
        Ok(grant)
    }

    fn commit(&mut self, batch: &mut Batch) -> Result<Vec<bool>, Error> {
        let now = Instant::now();
        let mut stood = Vec::with_capacity(batch.done.len());
        for outcome in &mut batch.done {
            let stands = self.claimed.get(&outcome.claim.url) == Some(&outcome.claim.fence);
            if stands {
                self.claimed.remove(&outcome.claim.url);
                self.done += 1;
                for new in outcome.found.drain(..) {
                    batch.added += usize::from(self.enter(new, now));
                }
            }
            stood.push(stands);
        }
        for pace in &batch.hosts {
            let Some(host) = self.hosts.get_mut(&pace.host).filter(|host| host.held && host.fence == pace.fence) else { continue };
            host.next = host.next.max(now + pace.wait);
            host.pause = pace.pause;
            host.crawl_delay = pace.crawl_delay;
            host.parked = pace.parked.map(|(wait, status)| (now + wait, status));
            if pace.release {
                host.held = false;
                if !host.queue.is_empty() {
                    self.due.insert((host.next, pace.host.clone()));
                }
            }
        }
        Ok(stood)
    }

    fn renew(&mut self) -> Result<(), Error> {
        Ok(())
    }

    fn deadline(&self) -> Option<Instant> {
        None
    }

    fn rejoin(&mut self) -> Result<(), Error> {
        Ok(())
    }

    fn leave(&mut self) -> Result<(), Error> {
        Ok(())
    }

    fn outlook(&mut self) -> Result<Outlook, Error> {
        let waiting = self.hosts.iter().filter(|(_, host)| !host.queue.is_empty());
        let slowest = waiting
            .clone()
            .max_by_key(|(name, host)| (host.pause.saturating_mul(u32::try_from(host.queue.len()).unwrap_or(u32::MAX)), *name));
        Ok(Outlook {
            open: self.queued + self.claimed.len(),
            done: self.done,
            hosts: waiting.count(),
            slowest: slowest.map(|(name, host)| (name.clone(), host.queue.len(), host.pause)),
        })
    }

    fn outbox(&mut self) -> Option<&mut dyn Outbox> {
        None
    }
}
