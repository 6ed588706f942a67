//! From an answer to a record: what the run knows, beside what the page says.

use std::panic::{AssertUnwindSafe, catch_unwind};

use presscut_cleaner::article::{Fetch, PageKind};
use presscut_cleaner::{Article, Cleaner, Outlinks, Page};
use sha2::{Digest, Sha256};

use crate::fetcher::frontier::Job;
use crate::fetcher::http::Response;
use crate::fetcher::{FetchError, media};

/// The record of a page that came, and where the page leads.
pub(super) fn of_page(cleaner: &Cleaner, job: &Job, response: &Response, body: &[u8], with_links: bool) -> (Article, Outlinks) {
    let mut page = page(job, Some(response));
    page.content = media::content(body, page.content_type.as_deref());
    let read = catch_unwind(AssertUnwindSafe(|| cleaner.clean_with_outlinks(&page, with_links)));
    let (mut article, outlinks) = read.unwrap_or_else(|_| {
        (cleaner.failed(&page, "crashed", "the cleaner broke on this page, please report it".to_owned()), Outlinks::default())
    });
    let (charset, charset_source) =
        article.charset().map_or((None, None), |(name, source)| (Some(name.to_owned()), source.map(str::to_owned)));
    job.input().clone_into(&mut article.input);
    article.fetch = Some(Fetch {
        charset,
        charset_source,
        bytes: Some(body.len() as u64),
        sha256: Some(data_encoding::HEXLOWER.encode(&Sha256::digest(body))),
        ..fetch(job, Some(response))
    });
    (article, outlinks)
}

/// The record of a page that has not changed since it was fetched last.
pub(super) fn of_unchanged(cleaner: &Cleaner, job: &Job, response: &Response) -> Article {
    let message = "it has not changed since it was fetched last: the record of then stands".to_owned();
    let mut article = cleaner.failed(&page(job, Some(response)), "unchanged", message);
    job.input().clone_into(&mut article.input);
    article.fetch = Some(fetch(job, Some(response)));
    article
}

/// The record of a page that did not come.
pub(super) fn of_failure(cleaner: &Cleaner, job: &Job, response: Option<&Response>, error: &FetchError) -> Article {
    let mut article = cleaner.failed(&page(job, response), error.class(), error.to_string());
    job.input().clone_into(&mut article.input);
    article.fetch = job.trail().filter(|trail| trail.attempts > 0).map(|_| fetch(job, response));
    article
}

/// The record of a refusal that is a challenge, whatever status it comes with.
pub(super) fn of_challenge(cleaner: &Cleaner, job: &Job, response: &Response) -> Option<Article> {
    if response.refusal.is_empty() {
        return None;
    }
    let (article, _) = of_page(cleaner, job, response, &response.refusal, false);
    (article.page_kind == PageKind::Blocked).then_some(article)
}

/// The record of what is no address.
pub(super) fn of_refusal(cleaner: &Cleaner, input: String, error: &FetchError) -> Article {
    Article { input, ..cleaner.failed(&Page::from_bytes(b"".as_slice()), error.class(), error.to_string()) }
}

/// What is known of a page from outside; its content is empty yet.
fn page<'a>(job: &'a Job, response: Option<&Response>) -> Page<'a> {
    let moved = job.trail().filter(|trail| !trail.redirects.is_empty() || trail.url != *job.asked());
    Page {
        final_url: moved.map(|trail| trail.url.as_str().into()),
        content_type: response.and_then(Response::content_type).map(Into::into),
        retrieved_at: response.map(|response| response.at.clone().into()),
        headers: response.into_iter().flat_map(Response::rights).map(|(name, value)| (name.into(), value.into())).collect(),
        ..Page::from_bytes(b"".as_slice()).with_url(job.input())
    }
}

fn fetch(job: &Job, response: Option<&Response>) -> Fetch {
    Fetch {
        status: response.map(|response| response.status),
        fetched_at: response.map(|response| response.at.clone()),
        content_type: response.and_then(Response::content_type),
        redirects: job.trail().map(|trail| trail.redirects.clone()).unwrap_or_default(),
        attempts: job.trail().map_or(0, |trail| trail.attempts),
        ..Fetch::default()
    }
}
