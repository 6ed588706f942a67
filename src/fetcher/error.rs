//! What can go wrong between a URL and its page.

use std::time::Duration;

/// Why a URL gave no page. The text tells what happened and what to do; it never holds credentials.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum FetchError {
    /// Not an address that can be fetched.
    #[error("not a http or https URL ({0}): write it out, with https:// before it")]
    Url(String),
    /// The host has only addresses that are refused.
    #[error("{0} is a private, loopback or otherwise reserved address: --allow-private fetches it all the same")]
    Address(String),
    /// The host's name has no address.
    #[error("the name {host} has no address ({cause}): check its spelling, or the resolver of this machine")]
    Dns {
        /// The host.
        host: String,
        /// What the resolver said.
        cause: String,
    },
    /// No connection, or it broke before an answer.
    #[error("no answer from {host} ({cause}): the server is down, or refuses this machine")]
    Connect {
        /// The host.
        host: String,
        /// What the network said.
        cause: String,
    },
    /// The proxy is not there, or refuses.
    #[error("the proxy {proxy} {problem}: check its address (--proxy, or proxy of [fetch] or [[site]]), and whether it runs")]
    Proxy {
        /// The proxy, without credentials.
        proxy: String,
        /// What is wrong with it.
        problem: String,
    },
    /// Nothing, or too little, came in time.
    #[error("timed out while {0}: give slow servers longer by the timeouts of [fetch]")]
    Timeout(&'static str),
    /// The TLS handshake failed.
    #[error("no secure connection to {host} ({cause}): a private authority's certificate is given by --ca-file")]
    Tls {
        /// The host.
        host: String,
        /// What the TLS library said.
        cause: String,
    },
    /// The answer is no HTTP.
    #[error("the answer breaks HTTP ({0}): nothing to be done on this side")]
    Protocol(String),
    /// The answer's head is too large.
    #[error("the head of the answer is too large: the server floods it")]
    HeadTooLarge,
    /// The body is too large.
    #[error("the body is larger than {0} bytes: raise max_body of [fetch] to take it")]
    TooLarge(usize),
    /// The answer came, and the archive cannot take it.
    #[error("{0}: make room, or give another folder")]
    Archive(String),
    /// The content coding is broken or unknown.
    #[error("the body's coding cannot be undone ({0})")]
    Decode(String),
    /// The connection broke within the body.
    #[error("the body broke off after {0} bytes: fetch it again")]
    Truncated(u64),
    /// The server answers with another status than 200.
    #[error("{}", status_message(*status, *retry_after))]
    Status {
        /// The status.
        status: u16,
        /// How long the server asks to be left alone.
        retry_after: Option<Duration>,
    },
    /// Too many redirects, or a circle of them.
    #[error("{0}: the address is dead, or wants cookies (--cookies)")]
    Redirects(String),
    /// `robots.txt` forbids it.
    #[error("{0}: --ignore-robots fetches it all the same")]
    Robots(String),
    /// The content is no page.
    #[error("{0} is not a page: only HTML and plain text are cleaned")]
    NotHtml(String),
    /// What was to be a feed is none.
    #[error("no feed can be read here ({0}): give the address of the site's RSS, Atom or JSON feed itself")]
    Feed(String),
    /// What was to be a sitemap is none, or breaks off.
    #[error("the sitemap cannot be read ({0}): give the address of the XML file itself, as the site's robots.txt names it")]
    Sitemap(String),
    /// The crawl is told to leave this host alone for longer than it lasts.
    #[error("the host answered {status} and asks to be left alone for {} s: run again later, or raise max_retry_after of [fetch]", wait.as_secs())]
    Parked {
        /// The status that said so.
        status: u16,
        /// How long it asked for.
        wait: Duration,
    },
}

fn status_message(status: u16, retry_after: Option<Duration>) -> String {
    let meaning = match status {
        401 => "the page asks for a login: give user and password for this host in [[site]]",
        403 => "the server refuses the page to this client",
        404 | 410 => "the page is gone",
        408 | 425 | 429 | 503 => "the server asks for patience: run again later, or raise the delay",
        407 => "the proxy asks for a login",
        451 => "the page is withheld for legal reasons",
        500..=599 => "the server failed: run again later",
        _ => "no page comes with this status",
    };
    match retry_after {
        Some(wait) => format!("status {status}: {meaning} (it asks to wait {} s)", wait.as_secs()),
        None => format!("status {status}: {meaning}"),
    }
}

impl FetchError {
    /// The short stable code that stands in a record.
    #[must_use]
    pub fn class(&self) -> &'static str {
        match self {
            Self::Url(_) => "url",
            Self::Address(_) => "address",
            Self::Dns { .. } => "dns",
            Self::Connect { .. } => "connect",
            Self::Proxy { .. } => "proxy",
            Self::Timeout(_) => "timeout",
            Self::Tls { .. } => "tls",
            Self::Protocol(_) => "protocol",
            Self::HeadTooLarge | Self::TooLarge(_) => "too_large",
            Self::Archive(_) => "archive",
            Self::Decode(_) => "decode",
            Self::Truncated(_) => "truncated",
            Self::Status { .. } | Self::Parked { .. } => "status",
            Self::Redirects(_) => "redirects",
            Self::Robots(_) => "robots",
            Self::NotHtml(_) => "not_html",
            Self::Feed(_) => "feed",
            Self::Sitemap(_) => "sitemap",
        }
    }

    /// Whether the same request may well succeed a little later.
    #[must_use]
    pub fn is_worth_a_retry(&self) -> bool {
        match self {
            Self::Dns { .. } | Self::Connect { .. } | Self::Proxy { .. } | Self::Timeout(_) => true,
            Self::Status { status, .. } => matches!(status, 408 | 425 | 429 | 500..=599),
            _ => false,
        }
    }

    /// Whether the whole host, not only this URL, asks to be left alone for a while.
    #[must_use]
    pub fn parks_host(&self) -> bool {
        matches!(self, Self::Status { status: 429 | 503, .. })
    }
}

/// A setting that cannot be used.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SettingsError {
    /// A file of settings cannot be read.
    #[error("{what} {path} cannot be read: {cause}")]
    File {
        /// What the file is.
        what: &'static str,
        /// Its path.
        path: String,
        /// What the system said.
        cause: std::io::Error,
    },
    /// A line of the cookie file is none.
    #[error(
        "{path}, line {line}: not a cookie in Netscape form (seven fields between tabs: domain, subdomains, path, secure, expires, name, value)"
    )]
    Cookie {
        /// The file.
        path: String,
        /// The line, from 1.
        line: usize,
    },
    /// A header cannot be sent.
    #[error("header {name}: {cause}")]
    Header {
        /// Its name.
        name: String,
        /// What is wrong.
        cause: &'static str,
    },
    /// The proxy's address is none.
    #[error("the proxy is no URL of a proxy: write http://HOST:PORT, https://HOST:PORT or socks5://HOST:PORT, or env")]
    Proxy,
    /// The memory for bodies has no room for the largest.
    #[error("max_memory of [fetch] has no room for a body of max_body: make it at least {least}, or max_body smaller")]
    Memory {
        /// Bytes that it must have.
        least: usize,
    },
    /// A file of certificates holds none.
    #[error("{0} holds no certificate in PEM form")]
    Certificates(String),
    /// The folder of the archive cannot be used.
    #[error("cannot write an archive in `{path}`: {cause}")]
    Archive {
        /// The folder.
        path: String,
        /// What the system said.
        cause: std::io::Error,
    },
    /// The HTTP client cannot be made.
    #[error("the HTTP client cannot be made: {0}")]
    Client(String),
}
