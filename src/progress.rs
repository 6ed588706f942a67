//! A bar over the counters of a crawl.

use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::stats::Stats;

/// How often the bar is drawn of itself, so that a crawl that waits is seen to live.
const TICK: Duration = Duration::from_millis(500);

/// A bar on standard error, where that is a terminal; else nothing.
#[derive(Debug)]
pub struct Progress {
    bar: ProgressBar,
}

impl Progress {
    /// A bar up to so many records.
    #[must_use]
    pub fn new(expected: usize) -> Self {
        let bar = ProgressBar::with_draw_target(Some(expected as u64), ProgressDrawTarget::stderr_with_hz(4));
        let style = ProgressStyle::with_template("{bar:30} {human_pos}/{human_len} pages, {per_sec}, {eta} left{msg}");
        bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
        if !bar.is_hidden() {
            bar.enable_steady_tick(TICK);
        }
        Self { bar }
    }

    /// Shows the counters as they are now.
    pub fn show(&self, stats: &Stats) {
        if self.bar.is_hidden() {
            return;
        }
        self.bar.set_position(stats.records as u64);
        let failed = stats.failed();
        self.bar.set_message(if failed > 0 { format!(", {failed} failed") } else { String::new() });
    }

    /// Says a line above the bar, or on standard error where there is none.
    pub fn say(&self, line: &str) {
        if self.bar.is_hidden() { eprintln!("{line}") } else { self.bar.println(line) }
    }

    /// Takes the bar away.
    pub fn end(&self) {
        self.bar.finish_and_clear();
    }
}
