//! What a request came to, for the metrics.

use std::time::Duration;

use crate::fetcher::FetchError;
use crate::fetcher::frontier::Job;
use crate::fetcher::http::Response;
use crate::stats::metrics;

/// Counts a request and its time.
pub(super) fn answered(job: &Job, answer: Option<&Result<Response, FetchError>>, took: Duration) {
    let purpose = if job.trail().is_some_and(|trail| trail.errand.is_some()) { "robots" } else { "page" };
    let answer = match answer {
        Some(Ok(Response { body: Err(error), .. })) if !matches!(error, FetchError::Status { .. }) => Err(error.class()),
        Some(Ok(response)) => Ok(response.status),
        Some(Err(error)) => Err(error.class()),
        None => Err("protocol"),
    };
    metrics::answered(purpose, answer, took);
}
