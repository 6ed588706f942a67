//! The way to a `robots.txt`, and what waits for it.

use std::time::Instant;

use super::Hall;
use crate::fetcher::FetchError;
use crate::fetcher::frontier::{Errand, Job};
use crate::fetcher::http::Response;
use crate::fetcher::robots::{self, Known, Rules};
use crate::fetcher::url::{host, is_web, take_credentials};

/// What is to become of a job, by the `robots.txt` of its page.
pub(super) enum Permission {
    /// Its next request may be made.
    Granted(Job),
    /// The page may not be asked for.
    Refused(Job, FetchError),
    /// It waits for the file.
    Waiting,
}

impl Hall {
    /// Looks whether a job's page may be asked for; makes it fetch the file where nobody has.
    pub(super) fn permission(&mut self, mut job: Job, now: Instant) -> Permission {
        let on_errand = job.trail().is_some_and(|trail| trail.errand.is_some());
        if on_errand || self.fetcher.settings().ignore_robots {
            return Permission::Granted(job);
        }
        match self.robots.look_up(job.page(), now) {
            Known::Rules(rules) => match rules.check(job.page()) {
                Ok(()) => Permission::Granted(job),
                Err(error) => Permission::Refused(job, error),
            },
            Known::Underway => {
                let page = job.page().clone();
                match self.robots.wait(&page, job) {
                    Some(job) => Permission::Granted(job),
                    None => Permission::Waiting,
                }
            }
            Known::Nothing => {
                self.robots.set_out(job.page());
                let url = robots::location(job.page());
                job.trail_mut().errand = Some(Errand { url, redirects: 0, failures: 0 });
                Permission::Granted(job)
            }
        }
    }

    pub(super) fn settle_robots(
        &mut self,
        mut job: Job,
        mut errand: Errand,
        answer: Result<Response, FetchError>,
        name: &str,
        now: Instant,
    ) {
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
                    return self.later(job, at, now);
                }
                Rules::without_file(error)
            }
        };
        if let Some(pause) = rules.crawl_delay() {
            let pause = pause.min(self.fetcher.settings().max_crawl_delay);
            let name = host(job.page());
            if self.turns.holds(name) {
                self.turns.raise_pause(name, pause, now);
            } else {
                self.crawl_delays.insert(name.to_owned(), pause);
            }
        }
        let waiting = self.robots.arrive(job.page(), rules, now);
        for waiting in waiting.into_iter().rev() {
            self.again(waiting, now);
        }
        self.again(job, now);
    }

    /// Whoever waits for the file that a job was to fetch is set free, as the job goes no further.
    pub(super) fn give_up_errand(&mut self, job: &mut Job, error: &FetchError) {
        if job.trail_mut().errand.take().is_none() {
            return;
        }
        let now = Instant::now();
        for waiting in self.robots.arrive(job.page(), Rules::without_file(error.clone()), now).into_iter().rev() {
            self.again(waiting, now);
        }
    }
}
