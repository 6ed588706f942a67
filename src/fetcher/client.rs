//! The HTTP client beneath: one for each proxy.

use hyper_util::client::proxy::matcher::Matcher;
use reqwest::ClientBuilder;
use reqwest::tls::Certificate;
use url::Url;

use super::address::PublicOnly;
use super::error::SettingsError;
use super::settings::{Proxy, Settings};

/// Most header lines of an answer.
const MAX_HEADERS: usize = 256;
/// Most bytes of an answer's head in HTTP/2; in HTTP/1 the client stops at some 400 KiB.
const MAX_HEAD: u32 = 256 << 10;
/// How long an idle connection is kept: little longer than the usual delay between two requests.
const IDLE: std::time::Duration = std::time::Duration::from_secs(15);

/// A client, and the way that it takes.
#[derive(Debug)]
pub(super) struct Client {
    pub(super) http: reqwest::Client,
    way: Way,
}

/// The way out.
#[derive(Debug)]
enum Way {
    Direct,
    /// By this proxy.
    Proxy(Url),
    /// As the environment says for each address.
    Environment(Box<Matcher>),
}

impl Client {
    /// A client that follows no redirect, decodes nothing, and retries nothing.
    ///
    /// # Errors
    /// Where the proxy or the certificates are none.
    pub(super) fn new(settings: &Settings, proxy: Option<&Proxy>) -> Result<Self, SettingsError> {
        let way = Way::of(proxy)?;
        let certificates = certificates(settings)?;
        let trusting = builder(settings, &way)?.tls_certs_merge(certificates.clone());
        let http = match trusting.build() {
            Ok(client) => client,
            // a bare machine without any authority's certificates still has http
            Err(cause) => {
                builder(settings, &way)?.tls_certs_only(certificates).build().map_err(|_| SettingsError::Client(last_cause(&cause)))?
            }
        };
        Ok(Self { http, way })
    }

    /// The proxy by which an address is asked for, without credentials: `proxy.example:3128`.
    pub(super) fn proxy_of(&self, url: &Url) -> Option<String> {
        match &self.way {
            Way::Direct => None,
            Way::Proxy(proxy) => Some(shown(proxy.host_str()?, proxy.port())),
            Way::Environment(matcher) => {
                let found = matcher.intercept(&url.as_str().parse().ok()?)?;
                Some(shown(found.uri().host()?, found.uri().port_u16()))
            }
        }
    }
}

impl Client {
    /// Whether an address leads straight to a machine that is trusted as a proxy only.
    pub(super) fn is_way_round_the_guard(&self, url: &Url) -> bool {
        let names = || self.way.names().iter().any(|name| url.host_str().is_some_and(|host| host.eq_ignore_ascii_case(name)));
        matches!(self.way, Way::Environment(_)) && self.proxy_of(url).is_none() && names()
    }
}

fn shown(host: &str, port: Option<u16>) -> String {
    port.map_or_else(|| host.to_owned(), |port| format!("{host}:{port}"))
}

impl Way {
    fn of(proxy: Option<&Proxy>) -> Result<Self, SettingsError> {
        let url = match proxy {
            None => return Ok(Self::Direct),
            Some(Proxy::Environment) => return Ok(Self::Environment(Box::new(Matcher::from_env()))),
            Some(Proxy::Url(url)) => Url::parse(url.expose()).map_err(|_| SettingsError::Proxy)?,
        };
        if !matches!(url.scheme(), "http" | "https" | "socks4" | "socks4a" | "socks5" | "socks5h") {
            return Err(SettingsError::Proxy);
        }
        Ok(Self::Proxy(url))
    }

    /// The names of the proxies: these may stand anywhere.
    fn names(&self) -> Vec<String> {
        match self {
            Self::Direct => Vec::new(),
            Self::Proxy(url) => url.host_str().map(str::to_owned).into_iter().collect(),
            Self::Environment(matcher) => ["http://any.invalid/", "https://any.invalid/"]
                .into_iter()
                .filter_map(|any| matcher.intercept(&any.parse().ok()?)?.uri().host().map(str::to_owned))
                .collect(),
        }
    }
}

fn builder(settings: &Settings, way: &Way) -> Result<ClientBuilder, SettingsError> {
    let mut builder = reqwest::Client::builder()
        .user_agent(settings.user_agent.as_str())
        .redirect(reqwest::redirect::Policy::none())
        .retry(reqwest::retry::never())
        .referer(false)
        .connect_timeout(settings.connect_timeout)
        .read_timeout(settings.read_timeout)
        .pool_max_idle_per_host(1)
        .pool_idle_timeout(IDLE)
        .http1_max_headers(MAX_HEADERS)
        .http2_max_header_list_size(MAX_HEAD);
    builder = match way {
        Way::Direct => builder.no_proxy(),
        Way::Environment(_) => builder,
        Way::Proxy(url) => builder.proxy(reqwest::Proxy::all(url.clone()).map_err(|_| SettingsError::Proxy)?),
    };
    if !settings.allow_private {
        builder = builder.dns_resolver(PublicOnly { trusted: way.names().into() });
    }
    Ok(builder)
}

fn certificates(settings: &Settings) -> Result<Vec<Certificate>, SettingsError> {
    let Some(path) = &settings.ca_file else { return Ok(Vec::new()) };
    let shown = path.display().to_string();
    let pem = std::fs::read(path).map_err(|cause| SettingsError::File { what: "the certificate file", path: shown.clone(), cause })?;
    match Certificate::from_pem_bundle(&pem) {
        Ok(found) if !found.is_empty() => Ok(found),
        _ => Err(SettingsError::Certificates(shown)),
    }
}

fn last_cause(error: &dyn std::error::Error) -> String {
    std::iter::successors(Some(error), |error| error.source()).last().map_or_else(String::new, ToString::to_string)
}
