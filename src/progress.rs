//! How a crawl goes on, for whoever looks: a bar on a terminal, a line in the log now and then elsewhere.

use std::cell::Cell;
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::stats::Stats;

/// How often the bar is drawn of itself, so that a crawl that waits is seen to live.
const TICK: Duration = Duration::from_millis(500);
/// How often the log is told.
const LOGGED: Duration = Duration::from_secs(10);
/// Classes of errors that the bar has room for.
const CLASSES: usize = 3;

/// A bar on standard error, where that is a terminal and the log is for people; else events of the log.
#[derive(Debug)]
pub struct Progress {
    bar: ProgressBar,
    logged: Cell<Instant>,
}

impl Progress {
    /// Progress up to so many records; with `drawn`, as a bar where there is a terminal.
    #[must_use]
    pub fn new(expected: usize, drawn: bool) -> Self {
        let target = if drawn { ProgressDrawTarget::stderr_with_hz(4) } else { ProgressDrawTarget::hidden() };
        let bar = ProgressBar::with_draw_target(Some(expected as u64), target);
        let style = ProgressStyle::with_template("{bar:24} {human_pos}/{human_len} pages, {per_sec}, {eta} left{msg}");
        bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
        if !bar.is_hidden() {
            bar.enable_steady_tick(TICK);
        }
        Self { bar, logged: Cell::new(Instant::now()) }
    }

    /// Shows the counters as they are now.
    pub fn show(&self, stats: &Stats) {
        if self.bar.is_hidden() {
            return self.log(stats);
        }
        self.bar.set_position(stats.records as u64);
        let failed = stats.failed();
        let message = if failed > 0 { format!(", {failed} failed ({})", stats.failures(CLASSES)) } else { String::new() };
        if self.bar.message() != message {
            self.bar.set_message(message);
        }
    }

    fn log(&self, stats: &Stats) {
        if self.logged.get().elapsed() < LOGGED {
            return;
        }
        self.logged.set(Instant::now());
        tracing::info!(
            done = stats.records,
            expected = stats.expected,
            per_second = stats.rate(),
            eta_seconds = stats.eta().map(|eta| eta.as_secs()),
            failed = stats.failed(),
            failures = stats.failures(usize::MAX),
            in_flight = stats.in_flight,
            "the crawl goes on"
        );
    }

    /// Says a line above the bar, or as `elsewhere` does where there is none.
    pub fn say(&self, line: &str, elsewhere: impl FnOnce(&str)) {
        if self.bar.is_hidden() { elsewhere(line) } else { self.bar.println(line) }
    }

    /// Takes the bar away.
    pub fn end(&self) {
        self.bar.finish_and_clear();
    }
}
