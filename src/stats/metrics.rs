//! The counters of a crawl as metrics, for whoever has installed a recorder; without one they cost nothing.
//!
//! Labels are of closed sets (classes of errors, kinds of pages, the hundreds of statuses), so that their number does not grow with the list.

use std::time::Duration;

use metrics::{Unit, counter, describe_counter, describe_gauge, describe_histogram, gauge, histogram};
use presscut_cleaner::Article;

use super::Stats;

/// Records written, by the page's kind and the error's class.
pub const RECORDS: &str = "presscut_records_total";
/// Requests made, by what they are for and what came of them.
pub const REQUESTS: &str = "presscut_requests_total";
/// Time from a request to the end of its answer, by what it is for.
pub const REQUEST_SECONDS: &str = "presscut_request_seconds";
/// Bytes of pages, decompressed.
pub const PAGE_BYTES: &str = "presscut_page_bytes_total";
/// Distinct addresses of the list.
pub const URLS: &str = "presscut_urls";
/// Addresses without a record.
pub const URLS_LEFT: &str = "presscut_urls_left";
/// Requests in flight.
pub const IN_FLIGHT: &str = "presscut_requests_in_flight";
/// Pages that are cleaned, or wait for it.
pub const CLEANING: &str = "presscut_pages_cleaning";
/// Memory that is set aside for bodies.
pub const BODY_MEMORY: &str = "presscut_body_memory_bytes";

/// Upper bounds of the histogram of [`REQUEST_SECONDS`].
pub const SECONDS: &[f64] = &[0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 20.0, 60.0];

/// Tells the installed recorder what the metrics mean, and names the counters before anything is counted.
pub fn describe() {
    describe_counter!(RECORDS, Unit::Count, "records written, by page_kind and error class");
    describe_counter!(REQUESTS, Unit::Count, "requests made, by what they are for and what came of them");
    describe_histogram!(REQUEST_SECONDS, Unit::Seconds, "time from a request to the end of its answer");
    describe_counter!(PAGE_BYTES, Unit::Bytes, "bytes of pages, decompressed");
    describe_gauge!(URLS, Unit::Count, "distinct addresses of the list");
    describe_gauge!(URLS_LEFT, Unit::Count, "addresses without a record");
    describe_gauge!(IN_FLIGHT, Unit::Count, "requests in flight");
    describe_gauge!(CLEANING, Unit::Count, "pages that are cleaned, or wait for it");
    describe_gauge!(BODY_MEMORY, Unit::Bytes, "memory that is set aside for bodies");
}

/// Counts a request that was answered with a status, or ended in an error of some class.
pub fn answered(purpose: &'static str, answer: Result<u16, &'static str>, took: Duration) {
    let answer = match answer {
        Ok(100..=199) => "1xx",
        Ok(200..=299) => "2xx",
        Ok(300..=399) => "3xx",
        Ok(400..=499) => "4xx",
        Ok(500..=599) => "5xx",
        Ok(_) => "other",
        Err(class) => class,
    };
    counter!(REQUESTS, "purpose" => purpose, "answer" => answer).increment(1);
    histogram!(REQUEST_SECONDS, "purpose" => purpose).record(took.as_secs_f64());
}

/// Counts a record.
pub(super) fn count(article: &Article) {
    let kind = serde_json::to_value(article.page_kind).ok().and_then(|kind| kind.as_str().map(str::to_owned)).unwrap_or_default();
    let error = article.error.as_ref().map_or_else(|| "none".to_owned(), |error| error.class.clone());
    counter!(RECORDS, "kind" => kind, "error" => error).increment(1);
    if let Some(bytes) = article.fetch.as_ref().and_then(|fetch| fetch.bytes) {
        counter!(PAGE_BYTES).increment(bytes);
    }
}

impl Stats {
    /// Sets the gauges to what holds now.
    pub fn publish(&self) {
        gauge!(URLS).set(self.expected as f64);
        gauge!(URLS_LEFT).set(self.expected.saturating_sub(self.records) as f64);
        gauge!(IN_FLIGHT).set(self.in_flight as f64);
        gauge!(CLEANING).set(self.cleaning as f64);
        gauge!(BODY_MEMORY).set(self.held as f64);
    }
}
