//! A request and its answer, as they are archived.
//!
//! The bodies are kept as they came, in their content coding. What the HTTP library undoes or hides is not made up again:
//! - The chunked transfer coding is gone from the body; the header that told of it is written as `X-Crawl-Transfer-Encoding`, as Common
//!   Crawl does, so that no reader undoes it twice.
//! - Names of headers are in lower case, and their order is the library's.
//! - HTTP/2 is written in the words of HTTP/1.1, and `WARC-Protocol` tells what it was (IIPC, issue 42).
//!
//! Secrets stand as `[redacted]`, in requests and in answers, and digests are those of what is written.

use std::net::IpAddr;
use std::time::Duration;

use hyper::ext::ReasonPhrase;
use reqwest::Version;
use reqwest::header::{
    ACCEPT, ACCEPT_LANGUAGE, CONTENT_LOCATION, HeaderMap, HeaderName, HeaderValue, LOCATION, SET_COOKIE, TRANSFER_ENCODING,
};
use url::Url;

use super::tape::Tape;
use crate::fetcher::FetchError;
use crate::fetcher::url::redact;

const REDACTED: &str = "[redacted]";
/// Headers that hold a secret whoever set them.
const SECRET: [&str; 6] =
    ["authorization", "proxy-authorization", "cookie", "authentication-info", "proxy-authentication-info", "set-cookie2"];

/// A request and its answer.
#[derive(Debug)]
pub(crate) struct Exchange {
    pub(super) url: String,
    /// When the answer's head came, RFC 3339.
    pub(super) at: String,
    pub(super) address: Option<IpAddr>,
    pub(super) protocol: &'static str,
    pub(super) request: Vec<u8>,
    pub(super) response: Vec<u8>,
    pub(super) tape: Tape,
    /// Why the body is not whole.
    pub(super) truncated: Option<&'static str>,
    /// What is told beside: `application/warc-fields`.
    pub(super) metadata: String,
}

/// What a request was for, as far as an archive tells.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Occasion<'a> {
    /// The address asked for at first, where redirects led on from it.
    pub(crate) via: Option<&'a Url>,
    /// Whether it is what has to be known before a page is asked for.
    pub(crate) prerequisite: bool,
    /// From the request to the body's end.
    pub(crate) took: Duration,
}

impl Exchange {
    /// An exchange whose answer has begun to come; `address` where it came from, unless through a proxy.
    pub(super) fn begin(url: &Url, sent: &HeaderMap, agent: &str, answer: &reqwest::Response, at: &str, folder: &std::path::Path) -> Self {
        let response = response_head(answer);
        Self {
            url: redact(url.as_str()).into_owned(),
            at: at.to_owned(),
            address: answer.remote_addr().map(|address| address.ip()),
            protocol: protocol(answer.version(), url),
            request: request_head(url, sent, agent),
            tape: Tape::new(folder, &response),
            response,
            truncated: None,
            metadata: String::new(),
        }
    }

    /// Where its body is to be kept.
    pub(crate) fn tape(&self) -> Tape {
        self.tape.clone()
    }

    /// It came through a proxy: its own address is not known.
    pub(crate) fn through_proxy(&mut self) {
        self.address = None;
    }

    /// Ends it; the error tells why the body is not whole, where it is not.
    pub(crate) fn end(&mut self, error: Option<&FetchError>, occasion: Occasion<'_>) {
        self.truncated = (!self.tape.ended()).then_some(match error {
            None | Some(FetchError::TooLarge(_) | FetchError::Status { .. }) => "length",
            Some(FetchError::Timeout(_)) => "time",
            Some(FetchError::Truncated(_)) => "disconnect",
            Some(_) => "unspecified",
        });
        let mut lines = Vec::new();
        lines.extend(occasion.via.map(|via| format!("via: {}", redact(via.as_str()))));
        lines.extend(occasion.prerequisite.then(|| "hopsFromSeed: P".to_owned()));
        lines.push(format!("fetchTimeMs: {}", occasion.took.as_millis()));
        self.metadata = lines.iter().flat_map(|line| [line, "\r\n"]).collect();
    }
}

fn protocol(version: Version, url: &Url) -> &'static str {
    match version {
        Version::HTTP_09 => "http/0.9",
        Version::HTTP_10 => "http/1.0",
        Version::HTTP_2 if url.scheme() == "https" => "h2",
        Version::HTTP_2 => "h2c",
        Version::HTTP_3 => "h3",
        _ => "http/1.1",
    }
}

fn request_head(url: &Url, sent: &HeaderMap, agent: &str) -> Vec<u8> {
    let target = url.query().map_or_else(|| url.path().to_owned(), |query| format!("{}?{query}", url.path()));
    let host = url
        .port()
        .map_or_else(|| url.host_str().unwrap_or_default().to_owned(), |port| format!("{}:{port}", url.host_str().unwrap_or_default()));
    let mut head = format!("GET {target} HTTP/1.1\r\nhost: {host}\r\nuser-agent: {agent}\r\n").into_bytes();
    for (name, value) in sent {
        let is_taste = [ACCEPT, ACCEPT_LANGUAGE].contains(name);
        push(&mut head, name.as_str(), if value.is_sensitive() && !is_taste { REDACTED.as_bytes() } else { shown(name, value) });
    }
    head.extend_from_slice(b"\r\n");
    head
}

fn response_head(answer: &reqwest::Response) -> Vec<u8> {
    let version = if answer.version() == Version::HTTP_10 { "HTTP/1.0" } else { "HTTP/1.1" };
    let reason = answer.extensions().get::<ReasonPhrase>().map(ReasonPhrase::as_bytes);
    let reason = reason.or_else(|| answer.status().canonical_reason().map(str::as_bytes)).unwrap_or_default();
    let mut head = [format!("{version} {} ", answer.status().as_u16()).as_bytes(), reason, b"\r\n"].concat();
    for (name, value) in answer.headers() {
        match *name {
            TRANSFER_ENCODING => push(&mut head, "x-crawl-transfer-encoding", value.as_bytes()),
            SET_COOKIE => push(&mut head, name.as_str(), &without_value(value.as_bytes())),
            LOCATION | CONTENT_LOCATION => {
                push(&mut head, name.as_str(), redact(&String::from_utf8_lossy(value.as_bytes())).as_bytes());
            }
            _ => push(&mut head, name.as_str(), shown(name, value)),
        }
    }
    head.extend_from_slice(b"\r\n");
    head
}

fn shown<'a>(name: &HeaderName, value: &'a HeaderValue) -> &'a [u8] {
    if SECRET.contains(&name.as_str()) { REDACTED.as_bytes() } else { value.as_bytes() }
}

/// A cookie that is set, without what it holds: `name=[redacted]; Path=/`.
fn without_value(cookie: &[u8]) -> Vec<u8> {
    let end = cookie.iter().position(|&byte| byte == b';').unwrap_or(cookie.len());
    let (pair, attributes) = cookie.split_at(end);
    let name = pair.iter().position(|&byte| byte == b'=').and_then(|at| pair.get(..=at)).unwrap_or_default();
    [name, REDACTED.as_bytes(), attributes].concat()
}

fn push(head: &mut Vec<u8>, name: &str, value: &[u8]) {
    head.extend_from_slice(name.as_bytes());
    head.extend_from_slice(b": ");
    head.extend_from_slice(value);
    head.extend_from_slice(b"\r\n");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_request_is_shown_without_its_secrets() {
        let mut secret = HeaderValue::from_static("swordfish");
        secret.set_sensitive(true);
        let mut language = HeaderValue::from_static("zh");
        language.set_sensitive(true);
        let mut sent = HeaderMap::new();
        sent.insert("x-key", secret);
        sent.insert("accept-language", language);
        sent.insert("authorization", HeaderValue::from_static("Basic swordfish"));
        let head = request_head(&Url::parse("https://a.example:8443/b?c=d").unwrap(), &sent, "presscut/1");
        let head = String::from_utf8(head).unwrap();
        assert!(head.starts_with("GET /b?c=d HTTP/1.1\r\nhost: a.example:8443\r\nuser-agent: presscut/1\r\n"), "{head}");
        assert!(head.contains("x-key: [redacted]\r\n") && head.contains("authorization: [redacted]\r\n"), "{head}");
        assert!(head.contains("accept-language: zh\r\n") && !head.contains("swordfish") && head.ends_with("\r\n\r\n"), "{head}");
    }

    #[test]
    fn a_cookie_is_shown_without_what_it_holds() {
        let shown = |cookie: &str| String::from_utf8(without_value(cookie.as_bytes())).unwrap();
        assert_eq!(shown("session=k9; Path=/; HttpOnly"), "session=[redacted]; Path=/; HttpOnly");
        assert_eq!(shown("k9"), "[redacted]");
    }
}
