//! How pages are fetched.

use std::fmt;
use std::path::PathBuf;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::said;

/// Settings of the fetcher; [`Settings::default`] is what `config.toml` shows.
///
/// In a configuration file, times are seconds, and `""` is no file and no proxy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Settings {
    /// The header `User-Agent`; its first word is the name that `robots.txt` is read for.
    pub user_agent: String,
    /// Most requests in flight, over all hosts.
    pub concurrency: usize,
    /// Least time between two requests to a host, from the end of one to the start of the next.
    #[serde(with = "said::seconds")]
    pub delay: Duration,
    /// Most of a `Crawl-delay` that is honoured.
    #[serde(with = "said::seconds")]
    pub max_crawl_delay: Duration,
    /// Longest wait for a connection.
    #[serde(with = "said::seconds")]
    pub connect_timeout: Duration,
    /// Longest wait for the next bytes.
    #[serde(with = "said::seconds")]
    pub read_timeout: Duration,
    /// Longest time for a request as a whole.
    #[serde(with = "said::seconds")]
    pub total_timeout: Duration,
    /// Most bytes of a body, after decompression.
    pub max_body: usize,
    /// Most bytes that the bodies of all pages take in memory, from the request until the page is cleaned.
    pub max_memory: usize,
    /// Most redirects that are followed.
    pub max_redirects: usize,
    /// Most tries of a request that fails for a passing reason.
    pub tries: u32,
    /// Wait before the second try; doubled for each after it, and varied by half.
    #[serde(with = "said::seconds")]
    pub retry_delay: Duration,
    /// Longest `Retry-After` that is waited for; a host that asks for more is left alone for the rest of the crawl.
    #[serde(with = "said::seconds")]
    pub max_retry_after: Duration,
    /// Whether `robots.txt` is left unread.
    pub ignore_robots: bool,
    /// Whether private, loopback and other reserved addresses are fetched.
    pub allow_private: bool,
    /// Certificates in PEM form that are trusted beside the system's.
    #[serde(with = "said::unset")]
    pub ca_file: Option<PathBuf>,
    /// The proxy for hosts that name none of their own.
    #[serde(with = "said::unset")]
    pub proxy: Option<Proxy>,
    /// Headers sent to the host asked for. Those that tell a reader's taste (`Accept`, `Accept-Language`)
    /// follow a redirect to another host, the rest does not.
    pub headers: Vec<Header>,
    /// Cookies in Netscape form.
    #[serde(with = "said::unset")]
    pub cookies: Option<PathBuf>,
    /// The folder in which every answer is archived (WARC).
    #[serde(with = "said::unset")]
    pub warc: Option<PathBuf>,
    /// Bytes after which a file of the archive is ended and another begun.
    pub warc_bytes: u64,
    /// What holds for single hosts.
    #[serde(skip)]
    pub sites: Vec<Site>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            user_agent: concat!("presscut/", env!("CARGO_PKG_VERSION")).to_owned(),
            concurrency: 64,
            delay: Duration::from_secs(1),
            max_crawl_delay: Duration::from_mins(2),
            connect_timeout: Duration::from_secs(10),
            read_timeout: Duration::from_secs(20),
            total_timeout: Duration::from_mins(1),
            max_body: 20 << 20,
            max_memory: 256 << 20,
            max_redirects: 10,
            tries: 3,
            retry_delay: Duration::from_secs(2),
            max_retry_after: Duration::from_mins(2),
            ignore_robots: false,
            allow_private: false,
            ca_file: None,
            proxy: None,
            headers: Vec::new(),
            cookies: None,
            warc: None,
            warc_bytes: 1 << 30,
            sites: Vec::new(),
        }
    }
}

/// What holds for one host. Nothing of it is ever sent to another.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Site {
    /// The host's name; with a dot before it (`.example.com`) also the names below it.
    pub host: String,
    /// Headers, sent beside or in place of the general ones.
    pub headers: Vec<Header>,
    /// Cookies in Netscape form, beside the general ones.
    #[serde(with = "said::unset")]
    pub cookies: Option<PathBuf>,
    /// The proxy.
    #[serde(with = "said::unset")]
    pub proxy: Option<Proxy>,
    /// The user's name of basic authentication.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub user: Option<String>,
    /// The password of basic authentication.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub password: Option<Secret>,
    /// Least time between two requests, in place of the general one.
    #[serde(with = "said::seconds_or_none", skip_serializing_if = "Option::is_none")]
    pub delay: Option<Duration>,
}

impl Site {
    /// Whether this is what holds for a host (lower-cased, as in a parsed URL).
    #[must_use]
    pub fn is_for(&self, host: &str) -> bool {
        match self.host.strip_prefix('.') {
            Some(domain) => {
                host.eq_ignore_ascii_case(domain)
                    || host.to_ascii_lowercase().strip_suffix(&domain.to_ascii_lowercase()).is_some_and(|rest| rest.ends_with('.'))
            }
            None => host.eq_ignore_ascii_case(&self.host),
        }
    }
}

impl Settings {
    /// What holds for a host: the last entry that is for it.
    #[must_use]
    pub fn site(&self, host: &str) -> Option<&Site> {
        self.sites.iter().rev().find(|site| site.is_for(host))
    }

    /// Least time between two requests to a host, before its `robots.txt` is known.
    #[must_use]
    pub fn delay_of(&self, host: &str) -> Duration {
        self.site(host).and_then(|site| site.delay).unwrap_or(self.delay)
    }

    /// The name that `robots.txt` is read for: the first word of the `User-Agent`.
    #[must_use]
    pub fn robots_name(&self) -> &str {
        let end = self.user_agent.find(|c: char| !(c.is_ascii_alphabetic() || matches!(c, '-' | '_')));
        end.and_then(|end| self.user_agent.get(..end)).unwrap_or(&self.user_agent)
    }
}

/// A header line of a request: in a configuration file, `"Name: value"`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "String", into = "String")]
pub struct Header {
    /// Its name; empty where the line has none, which no fetcher takes.
    pub name: String,
    /// Its value.
    pub value: Secret,
}

impl From<&str> for Header {
    /// Reads `Name: value`. Never fails here, as a message about a line would show it: [`super::Fetcher::new`] refuses what is none.
    fn from(line: &str) -> Self {
        let (name, value) = line.split_once(':').unwrap_or(("", line));
        Self { name: name.trim().to_owned(), value: Secret::from(value.trim()) }
    }
}

impl From<String> for Header {
    fn from(line: String) -> Self {
        Self::from(line.as_str())
    }
}

impl From<Header> for String {
    fn from(header: Header) -> Self {
        format!("{}: {}", header.name, header.value.expose())
    }
}

/// The way out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Proxy {
    /// What `HTTP_PROXY`, `HTTPS_PROXY`, `ALL_PROXY` and `NO_PROXY` say.
    Environment,
    /// This proxy: `http://`, `https://`, `socks5://` or `socks5h://`, with user and password where it wants them.
    Url(Secret),
}

impl Proxy {
    /// Reads `env` or a URL.
    #[must_use]
    pub fn parse(text: &str) -> Self {
        if text == "env" { Self::Environment } else { Self::Url(Secret::from(text)) }
    }
}

impl From<&str> for Proxy {
    fn from(text: &str) -> Self {
        Self::parse(text)
    }
}

impl From<&Proxy> for String {
    fn from(proxy: &Proxy) -> Self {
        match proxy {
            Proxy::Environment => "env".to_owned(),
            Proxy::Url(url) => url.expose().to_owned(),
        }
    }
}

/// Text that is never shown: neither in a log nor in a message. Only a configuration that is written out holds it.
#[derive(Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Secret(String);

impl Secret {
    /// The text itself.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl From<&str> for Secret {
    fn from(text: &str) -> Self {
        Self(text.to_owned())
    }
}

impl From<String> for Secret {
    fn from(text: String) -> Self {
        Self(text)
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("[secret]")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_site_is_one_host_or_a_domain() {
        let exact = Site { host: "news.example".into(), ..Site::default() };
        assert!(exact.is_for("news.example") && !exact.is_for("www.news.example"));
        let domain = Site { host: ".news.example".into(), ..Site::default() };
        assert!(domain.is_for("news.example") && domain.is_for("www.news.example") && !domain.is_for("bad-news.example"));
    }

    #[test]
    fn robots_name_is_the_first_word() {
        let named = |user_agent: &str| Settings { user_agent: user_agent.into(), ..Settings::default() }.robots_name().to_owned();
        assert_eq!(named("presscut/0.1.0"), "presscut");
        assert_eq!(named("Town-Archive (+https://archive.example/bot)"), "Town-Archive");
    }

    #[test]
    fn settings_are_said_in_a_file() {
        let said = r#"
            delay = 2
            total_timeout = 7.5
            proxy = "env"
            headers = ["Accept-Language: zh"]
        "#;
        let site = r#"
            host = "news.example"
            delay = 0.5
            cookies = "news.txt"
            user = "ann"
            password = "swordfish"
        "#;
        let site: Site = toml::from_str(site).unwrap();
        assert_eq!(site, toml::from_str(&toml::to_string(&site).unwrap()).unwrap());
        let settings: Settings = toml::from_str(said).unwrap();
        assert_eq!(settings, toml::from_str(&toml::to_string(&settings).unwrap()).unwrap());
        let settings = Settings { sites: vec![site], ..settings };
        assert_eq!((settings.delay, settings.total_timeout), (Duration::from_secs(2), Duration::from_millis(7500)));
        assert_eq!((settings.proxy.as_ref(), settings.ca_file.as_ref()), (Some(&Proxy::Environment), None));
        assert_eq!(settings.delay_of("news.example"), Duration::from_millis(500));
        assert_eq!(settings.site("news.example").unwrap().cookies, Some("news.txt".into()));
        assert!(toml::from_str::<Settings>("delay = -1").unwrap_err().to_string().contains("seconds"));
        assert!(toml::from_str::<Settings>("dealy = 1").is_err());
    }

    #[test]
    fn every_key_of_the_defaults_is_written_out() {
        let keys = toml::Table::try_from(Settings::default()).unwrap();
        assert!(["delay", "proxy", "cookies", "ca_file", "headers", "ignore_robots"].iter().all(|key| keys.contains_key(*key)), "{keys:?}");
    }

    #[test]
    fn secrets_do_not_show() {
        let settings = Settings { headers: vec![Header::from("Authorization: Bearer swordfish")], ..Settings::default() };
        assert!(!format!("{settings:?}").contains("swordfish"));
    }
}
