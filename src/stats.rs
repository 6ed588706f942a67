//! What a crawl has come to so far.

pub mod metrics;

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use presscut_cleaner::Article;
use presscut_cleaner::article::PageKind;

/// Errors that the summary spells out.
const EXAMPLES: usize = 5;

/// Counters of a crawl.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stats {
    /// When it began.
    pub started: Instant,
    /// Records that there will be: the distinct addresses of the list.
    pub expected: usize,
    /// Requests made, those for `robots.txt` and redirects included.
    pub requests: u64,
    /// Requests in flight.
    pub in_flight: usize,
    /// Pages waiting for the cleaner, or in its hands.
    pub cleaning: usize,
    /// Bytes of memory that are set aside for bodies.
    pub held: usize,
    /// Bytes of pages, decompressed.
    pub bytes: u64,
    /// Records written.
    pub records: usize,
    /// Records of articles: of that `page_kind`, without an error.
    pub articles: usize,
    /// Records with an error, by class.
    pub errors: BTreeMap<String, usize>,
    /// What the first few errors say.
    pub examples: Vec<String>,
    /// Addresses without a record, as the crawl was stopped.
    pub left: usize,
}

impl Stats {
    /// Nothing yet, of so many.
    #[must_use]
    pub fn new(expected: usize) -> Self {
        Self {
            started: Instant::now(),
            expected,
            requests: 0,
            in_flight: 0,
            cleaning: 0,
            held: 0,
            bytes: 0,
            records: 0,
            articles: 0,
            errors: BTreeMap::new(),
            examples: Vec::new(),
            left: 0,
        }
    }

    /// Counts a record.
    pub fn count(&mut self, article: &Article) {
        metrics::count(article);
        self.records += 1;
        self.bytes += article.fetch.as_ref().and_then(|fetch| fetch.bytes).unwrap_or(0);
        match &article.error {
            None => self.articles += usize::from(article.page_kind == PageKind::Article),
            Some(error) => {
                tracing::info!("{}: {}: {}", article.input, error.class, error.message);
                if self.examples.len() < EXAMPLES {
                    self.examples.push(format!("{}: {}", article.input, error.message));
                }
                *self.errors.entry(error.class.clone()).or_default() += 1;
            }
        }
    }

    /// Records with an error.
    #[must_use]
    pub fn failed(&self) -> usize {
        self.errors.values().sum()
    }

    /// The errors by class, the most frequent first: `8 status, 3 timeout`; `...` stands for more classes than `most`.
    #[must_use]
    pub fn failures(&self, most: usize) -> String {
        let mut classes: Vec<_> = self.errors.iter().collect();
        classes.sort_by_key(|(_, count)| std::cmp::Reverse(**count));
        let more = if classes.len() > most { ", ..." } else { "" };
        let told: Vec<_> = classes.iter().take(most).map(|(class, count)| format!("{count} {class}")).collect();
        told.join(", ") + more
    }

    /// How long the rest will take, at the rate so far.
    #[must_use]
    pub fn eta(&self) -> Option<Duration> {
        let left = self.expected.saturating_sub(self.records);
        let rate = self.rate();
        (rate > 0.0).then(|| Duration::try_from_secs_f64(left as f64 / rate).unwrap_or(Duration::MAX))
    }

    /// Records a second since the beginning.
    #[must_use]
    #[allow(clippy::cast_precision_loss, reason = "a rate for the eye")]
    pub fn rate(&self) -> f64 {
        self.records as f64 / self.started.elapsed().max(Duration::from_millis(1)).as_secs_f64()
    }
}
