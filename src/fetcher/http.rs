//! One request, one answer. Redirects, retries and pace are the crawl's affair.

use std::collections::HashMap;
use std::error::Error;
use std::sync::Arc;
use std::time::Duration;

use reqwest::cookie::{CookieStore, Jar};
use reqwest::header::{
    ACCEPT, ACCEPT_ENCODING, AUTHORIZATION, CONTENT_TYPE, COOKIE, HeaderMap, HeaderName, HeaderValue, IF_MODIFIED_SINCE, IF_NONE_MATCH,
    LOCATION, SET_COOKIE,
};
use tokio::time::{Instant, timeout_at};
use url::Url;

use super::address::{self, Refused};
use super::body::{self, Body, Reading};
use super::client::Client;
use super::cookies::Cookies;
use super::error::{FetchError, SettingsError};
use super::frontier::Validators;
use super::media;
use super::memory::{Held, Memory, SHARE};
use super::retry;
use super::settings::{Proxy, Settings, Site};
use super::url::{Credentials, host, may_share_secrets};
use super::warc::{Archive, Exchange, Occasion};
use super::wire::Wire;

/// Most of an answer without a page that is read, so that its connection can be used again.
const DRAIN_BYTES: u64 = 64 << 10;
/// Longest time spent on that.
const DRAIN_TIME: Duration = Duration::from_secs(2);
/// Most bytes of `robots.txt` that are read (RFC 9309, 2.5), and one to see that there are more.
const ROBOTS_BYTES: usize = robotxt::BYTE_LIMIT + 1;

/// Most bytes of a refusal that are looked at.
const REFUSAL_BYTES: usize = 64 << 10;
/// Statuses whose page may be a challenge.
const REFUSALS: [u16; 7] = [202, 401, 403, 405, 406, 429, 503];

/// Headers of a request that tell a reader's taste, and so may go to any host.
const TASTE: [HeaderName; 2] = [ACCEPT, reqwest::header::ACCEPT_LANGUAGE];
/// Headers of a request that the fetcher alone can know.
const OURS: [&str; 8] = ["host", "content-length", "transfer-encoding", "connection", "accept-encoding", "te", "upgrade", "user-agent"];
/// Headers of an answer that speak of rights.
pub(super) const RIGHTS: [&str; 3] = ["x-robots-tag", "tdm-reservation", "tdm-policy"];

/// What a request is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// A page.
    Page,
    /// A host's `robots.txt`.
    Robots,
    /// A feed or a sitemap, of whatever type.
    List,
}

/// A request.
#[derive(Debug)]
pub struct Request<'a> {
    /// What is asked for now.
    pub url: &'a Url,
    /// What was asked for at first, before redirects: general headers and credentials belong to it.
    pub asked: &'a Url,
    /// The credentials that stood in the address asked for.
    pub credentials: Option<&'a Credentials>,
    /// Cookies set on the way here by redirects.
    pub session: Option<&'a Jar>,
    /// Whether the way led from https to http: then nothing secret is sent.
    pub downgraded: bool,
    /// What it is for.
    pub purpose: Purpose,
    /// What an earlier answer said of its version: where that has not changed, the answer is 304 without a body.
    pub validators: Option<&'a Validators>,
}

/// An answer, with its body where that is wanted.
#[derive(Debug)]
pub struct Response {
    /// When its head came, RFC 3339.
    pub at: String,
    /// Its status.
    pub status: u16,
    /// Its headers.
    pub headers: HeaderMap,
    /// The body, decompressed; or why there is none.
    pub body: Result<Body, FetchError>,
    /// How the page begins that comes with a refusal, as far as it was read: challenges stand there.
    pub refusal: Vec<u8>,
}

impl Response {
    /// Where the answer sends on to.
    #[must_use]
    pub fn redirect(&self) -> Option<String> {
        let location = self.headers.get(LOCATION).filter(|_| matches!(self.status, 301 | 302 | 303 | 307 | 308))?;
        Some(String::from_utf8_lossy(location.as_bytes()).trim().to_owned())
    }

    /// The header `Content-Type`.
    #[must_use]
    pub fn content_type(&self) -> Option<String> {
        self.headers.get(CONTENT_TYPE).map(|value| String::from_utf8_lossy(value.as_bytes()).trim().to_owned())
    }

    /// The headers that speak of rights.
    pub fn rights(&self) -> impl Iterator<Item = (&'static str, String)> {
        RIGHTS.iter().flat_map(|name| {
            self.headers.get_all(*name).iter().map(|value| (*name, String::from_utf8_lossy(value.as_bytes()).into_owned()))
        })
    }

    /// Keeps the cookies that the answer sets.
    pub fn keep_cookies(&self, url: &Url, session: &Jar) {
        session.set_cookies(&mut self.headers.get_all(SET_COOKIE).iter(), url);
    }
}

/// Makes requests; made once, used by many tasks.
#[derive(Debug)]
pub struct Fetcher {
    settings: Settings,
    general: HeaderMap,
    cookies: Cookies,
    sites: Vec<SiteSecrets>,
    clients: HashMap<Option<String>, Client>,
    memory: Memory,
    archive: Option<Arc<Archive>>,
}

/// What is sent to a site alone.
#[derive(Debug)]
struct SiteSecrets {
    headers: HeaderMap,
    cookies: Cookies,
}

impl Fetcher {
    /// A fetcher with these settings; reads the files that they name.
    ///
    /// # Errors
    /// A file that cannot be read, a header that cannot be sent, a proxy or certificate that is none.
    pub fn new(settings: Settings) -> Result<Self, SettingsError> {
        let mut cookies = Cookies::default();
        if let Some(path) = &settings.cookies {
            cookies.read(path)?;
        }
        let sites = settings.sites.iter().map(SiteSecrets::of).collect::<Result<_, _>>()?;
        let mut clients = HashMap::new();
        let proxies = settings.sites.iter().filter_map(|site| site.proxy.as_ref()).map(Some);
        for proxy in std::iter::once(settings.proxy.as_ref()).chain(proxies) {
            if let std::collections::hash_map::Entry::Vacant(entry) = clients.entry(client_key(proxy)) {
                entry.insert(Client::new(&settings, proxy)?);
            }
        }
        let general = header_map(&settings.headers)?;
        let memory = Memory::new(settings.max_memory, settings.max_body)?;
        let archive = settings.warc.as_ref().map(|folder| {
            let archive = Archive::new(folder, settings.warc_bytes, &settings.user_agent, settings.ignore_robots);
            archive.map(Arc::new).map_err(|cause| SettingsError::Archive { path: folder.display().to_string(), cause })
        });
        let archive = archive.transpose()?;
        Ok(Self { settings, general, cookies, sites, clients, memory, archive })
    }

    /// The settings.
    #[must_use]
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// Bytes of memory that are set aside for bodies at this moment.
    #[must_use]
    pub fn memory_held(&self) -> usize {
        self.memory.held()
    }

    /// Why answers can no longer be archived, if so: then no more should be asked for.
    #[must_use]
    pub fn archive_failure(&self) -> Option<&str> {
        self.archive.as_ref()?.failure()
    }

    /// Ends the archive, where there is one: its last file gets its name.
    ///
    /// # Errors
    /// Where that cannot be done.
    pub fn finish_archive(&self) -> std::io::Result<()> {
        self.archive.as_ref().map_or(Ok(()), |archive| archive.finish())
    }

    /// Makes a request and reads its answer. Where there is an archive, the answer is in it before it is given.
    ///
    /// # Errors
    /// What keeps the answer's head from coming; what befalls the body stands in the answer. [`FetchError::Archive`].
    pub async fn get(&self, request: &Request<'_>) -> Result<Response, FetchError> {
        if !self.settings.allow_private {
            address::check_literal(request.url)?;
        }
        let client = self.client(request.url)?;
        if !self.settings.allow_private && client.is_way_round_the_guard(request.url) {
            return Err(FetchError::Address(host(request.url).to_owned()));
        }
        let held = self.memory.share().await;
        let started = Instant::now();
        let deadline = started + self.settings.total_timeout;
        let headers = self.headers(request);
        let sent = client.http.get(request.url.clone()).headers(headers.clone()).send();
        let answer = match timeout_at(deadline, sent).await {
            Ok(Ok(answer)) => answer,
            Ok(Err(cause)) => return Err(told(&cause.without_url(), request.url, client.proxy_of(request.url))),
            Err(_) => return Err(FetchError::Timeout("waiting for an answer")),
        };
        let mut response = Response {
            at: now(),
            status: answer.status().as_u16(),
            headers: answer.headers().clone(),
            body: Ok(Body::default()),
            refusal: Vec::new(),
        };
        let mut exchange = self.archive.as_ref().map(|archive| archive.exchange(request.url, &headers, &answer, &response.at));
        if let Some(exchange) = exchange.as_mut().filter(|_| client.proxy_of(request.url).is_some()) {
            exchange.through_proxy();
        }
        let mut wire = Wire::of(answer, exchange.as_ref().map(Exchange::tape));
        let body = self.body(&mut wire, &mut response, request.purpose, deadline, held).await;
        response.body = body;
        if let Some(exchange) = exchange {
            let occasion = Occasion {
                via: Some(request.asked).filter(|&asked| asked != request.url && request.purpose == Purpose::Page),
                prerequisite: request.purpose == Purpose::Robots,
                took: started.elapsed(),
            };
            self.store(exchange, wire, response.body.as_ref().err(), occasion).await?;
        }
        Ok(response)
    }

    /// Archives an exchange, with what may still be on the wire behind the page's last byte.
    async fn store(
        &self,
        mut exchange: Exchange,
        mut wire: Wire,
        error: Option<&FetchError>,
        occasion: Occasion<'_>,
    ) -> Result<(), FetchError> {
        let Some(archive) = self.archive.clone() else { return Ok(()) };
        if matches!(error, None | Some(FetchError::Decode(_))) {
            let most = wire.came() + DRAIN_BYTES;
            let _ = timeout_at(Instant::now() + DRAIN_TIME, wire.drain(most)).await;
        }
        exchange.end(error, occasion);
        let stored = tokio::task::spawn_blocking(move || archive.store(&exchange)).await;
        stored.unwrap_or_else(|_| Err("its writer broke".to_owned())).map_err(FetchError::Archive)
    }

    async fn body(
        &self,
        wire: &mut Wire,
        response: &mut Response,
        purpose: Purpose,
        deadline: Instant,
        mut held: Held,
    ) -> Result<Body, FetchError> {
        if !matches!(response.status, 200 | 203) {
            let (until, most) = match self.archive {
                Some(_) => (deadline, self.settings.max_body as u64),
                None => (Instant::now() + DRAIN_TIME, DRAIN_BYTES),
            };
            if REFUSALS.contains(&response.status) {
                let start = read_start(wire.clone(), &response.headers, REFUSAL_BYTES);
                if let Ok(Ok(start)) = timeout_at(Instant::now() + DRAIN_TIME, start).await {
                    response.refusal = start.into_body(held).to_vec();
                }
            }
            let _ = timeout_at(until, wire.drain(most)).await;
            return match response.redirect() {
                Some(_) => Ok(Body::default()),
                None => Err(FetchError::Status { status: response.status, retry_after: retry::retry_after(&response.headers) }),
            };
        }
        let late = |_| FetchError::Timeout("reading the body");
        if purpose == Purpose::Robots {
            let start = read_start(wire.clone(), &response.headers, ROBOTS_BYTES);
            return Ok(timeout_at(deadline, start).await.map_err(late)??.into_body(held));
        }
        if purpose == Purpose::Page {
            media::check_declared(response.content_type().as_deref())?;
        }
        let most = self.settings.max_body;
        let mut reading = timeout_at(deadline, Reading::begin(wire.clone(), &response.headers, most)).await.map_err(late)??;
        let whole = most >= SHARE && timeout_at(deadline, reading.up_to(SHARE)).await.map_err(late)??;
        if !whole {
            let since = Instant::now();
            self.memory.enlarge(&mut held).await;
            // the server is not to blame for what others take
            timeout_at(deadline + since.elapsed(), reading.the_rest()).await.map_err(late)??;
        }
        Ok(reading.into_body(held))
    }

    fn client(&self, url: &Url) -> Result<&Client, FetchError> {
        let proxy = self.settings.site(host(url)).and_then(|site| site.proxy.as_ref()).or(self.settings.proxy.as_ref());
        self.clients.get(&client_key(proxy)).ok_or_else(|| FetchError::Protocol("no client for its proxy".to_owned()))
    }

    /// The headers of a request: what belongs to one host is sent to that host alone.
    fn headers(&self, request: &Request<'_>) -> HeaderMap {
        let mut headers = HeaderMap::new();
        headers.insert(ACCEPT, HeaderValue::from_static(accepted(request.purpose)));
        if let Some(validators) = request.validators {
            let known = [(IF_NONE_MATCH, &validators.etag), (IF_MODIFIED_SINCE, &validators.last_modified)];
            headers.extend(known.into_iter().filter_map(|(name, value)| Some((name, HeaderValue::from_str(value.as_deref()?).ok()?))));
        }
        headers.insert(ACCEPT_ENCODING, HeaderValue::from_static(body::ACCEPTED));
        let at_home = !request.downgraded && may_share_secrets(request.asked, request.url);
        let site = self.settings.sites.iter().rposition(|site| site.is_for(host(request.url))).filter(|_| !request.downgraded);
        let secrets = site.and_then(|index| self.sites.get(index));
        merge(&mut headers, &self.general, |name| at_home || TASTE.contains(name));
        if let Some(secrets) = secrets {
            merge(&mut headers, &secrets.headers, |_| true);
        }
        let basic = request.credentials.filter(|_| at_home).map(|found| (found.user.as_str(), found.password.as_ref())).or_else(|| {
            let site = self.settings.sites.get(site?)?;
            Some((site.user.as_deref()?, site.password.as_ref()))
        });
        if let Some((user, password)) = basic
            && let Some(value) = basic_authorization(user, password.map_or("", |password| password.expose()))
        {
            headers.insert(AUTHORIZATION, value);
        }
        let brought = self.cookies.of(request.url).chain(secrets.into_iter().flat_map(|secrets| secrets.cookies.of(request.url)));
        let brought = brought.filter(|_| !request.downgraded).chain(request.session.and_then(|session| session.cookies(request.url)));
        if let Some(value) = joined(headers.get(COOKIE).cloned().into_iter().chain(brought)) {
            headers.insert(COOKIE, value);
        }
        headers
    }
}

/// The time, RFC 3339.
fn now() -> String {
    jiff::Timestamp::now().strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}

impl SiteSecrets {
    fn of(site: &Site) -> Result<Self, SettingsError> {
        let mut cookies = Cookies::default();
        if let Some(path) = &site.cookies {
            cookies.read(path)?;
        }
        Ok(Self { headers: header_map(&site.headers)?, cookies })
    }
}

fn accepted(purpose: Purpose) -> &'static str {
    match purpose {
        Purpose::Page => "text/html,application/xhtml+xml,text/plain;q=0.8,*/*;q=0.5",
        Purpose::Robots => "text/plain,*/*;q=0.5",
        Purpose::List => "application/rss+xml,application/atom+xml,application/feed+json,application/xml;q=0.9,text/xml;q=0.9,*/*;q=0.5",
    }
}

fn client_key(proxy: Option<&Proxy>) -> Option<String> {
    proxy.map(|proxy| match proxy {
        Proxy::Environment => "env".to_owned(),
        Proxy::Url(url) => url.expose().to_owned(),
    })
}

fn header_map(headers: &[super::settings::Header]) -> Result<HeaderMap, SettingsError> {
    let mut map = HeaderMap::new();
    for header in headers {
        let wrong = |cause| SettingsError::Header { name: header.name.clone(), cause };
        if header.name.is_empty() {
            return Err(wrong("a header is written `Name: value`"));
        }
        let name: HeaderName = header.name.parse().map_err(|_| wrong("this is no name of a header"))?;
        if OURS.contains(&name.as_str()) {
            return Err(wrong("the fetcher sets it itself (the User-Agent by user_agent)"));
        }
        let mut value =
            HeaderValue::from_str(header.value.expose()).map_err(|_| wrong("its value holds a character that cannot be sent"))?;
        value.set_sensitive(true);
        map.append(name, value);
    }
    Ok(map)
}

/// Sets headers in place of those of the same name.
fn merge(headers: &mut HeaderMap, more: &HeaderMap, wanted: impl Fn(&HeaderName) -> bool) {
    for name in more.keys().filter(|name| wanted(name)) {
        headers.remove(name);
        more.get_all(name).iter().for_each(|value| {
            headers.append(name, value.clone());
        });
    }
}

fn joined(values: impl Iterator<Item = HeaderValue>) -> Option<HeaderValue> {
    let all: Vec<Vec<u8>> = values.map(|value| value.as_bytes().to_vec()).collect();
    let mut value = HeaderValue::from_bytes(&all.join(&b"; "[..])).ok().filter(|value| !value.is_empty())?;
    value.set_sensitive(true);
    Some(value)
}

fn basic_authorization(user: &str, password: &str) -> Option<HeaderValue> {
    let encoded = data_encoding::BASE64.encode(format!("{user}:{password}").as_bytes());
    let mut value = HeaderValue::from_str(&format!("Basic {encoded}")).ok()?;
    value.set_sensitive(true);
    Some(value)
}

/// Reads the first bytes of a body, and leaves the rest.
async fn read_start(wire: Wire, headers: &HeaderMap, most: usize) -> Result<Reading, FetchError> {
    let mut reading = Reading::begin_start(wire, headers, most).await?;
    reading.up_to(most).await?;
    Ok(reading)
}

/// The class of what the client could not do, by way of a proxy or without. Its text never holds the URL.
fn told(error: &reqwest::Error, url: &Url, proxy: Option<String>) -> FetchError {
    let host = host(url).to_owned();
    let causes: Vec<&(dyn Error + 'static)> = causes(error).collect();
    let cause = causes.last().map_or_else(|| error.to_string(), ToString::to_string);
    if let Some(Refused(name)) = causes.iter().find_map(|cause| cause.downcast_ref()) {
        return FetchError::Address(name.clone());
    }
    if causes.iter().any(|cause| cause.is::<rustls::Error>()) {
        return FetchError::Tls { host, cause };
    }
    if let Some(proxy) = &proxy
        && error.is_connect()
        && let Some(problem) = problem_of_proxy(error, &causes, &cause)
    {
        return FetchError::Proxy { proxy: proxy.clone(), problem };
    }
    if error.is_timeout() {
        return FetchError::Timeout(if error.is_connect() { "connecting" } else { "waiting for an answer" });
    }
    if error.is_dns() {
        return FetchError::Dns { host, cause };
    }
    if causes.iter().filter_map(|cause| cause.downcast_ref::<hyper::Error>()).any(hyper::Error::is_parse) {
        // hyper gives no better way to ask for it without its server
        return if cause.contains("head is too large") { FetchError::HeadTooLarge } else { FetchError::Protocol(cause) };
    }
    if let Some(flood) = causes.iter().filter_map(|cause| cause.downcast_ref::<h2::Error>()).find(|cause| cause.is_library()) {
        // a stream that is reset on this side, before its head is through, has too large a head, or none that HTTP/2 knows
        let too_large = flood.is_reset() || matches!(flood.reason(), Some(h2::Reason::ENHANCE_YOUR_CALM | h2::Reason::COMPRESSION_ERROR));
        return if too_large { FetchError::HeadTooLarge } else { FetchError::Protocol(cause) };
    }
    let cause = proxy.map_or_else(|| cause.clone(), |proxy| format!("through the proxy {proxy}: {cause}"));
    FetchError::Connect { host, cause }
}

/// What is wrong with the proxy where there is no connection; nothing where it is the way beyond it that fails.
fn problem_of_proxy(error: &reqwest::Error, causes: &[&(dyn Error + 'static)], cause: &str) -> Option<String> {
    let of_system = |cause: &&(dyn Error + 'static)| cause.downcast_ref::<std::io::Error>().is_some_and(|io| io.raw_os_error().is_some());
    if cause.contains("authorization") || cause.contains("authentication") {
        return Some(format!("asks for a login ({cause})"));
    }
    // as the client says of SOCKS, without the system's word
    let no_connection = cause.contains("underlying connection");
    (error.is_timeout() || error.is_dns() || no_connection || causes.iter().any(of_system))
        .then(|| format!("could not be reached ({cause})"))
}

/// The chain of causes, with those that an I/O error hides in itself.
fn causes<'a>(error: &'a (dyn Error + 'static)) -> impl Iterator<Item = &'a (dyn Error + 'static)> {
    std::iter::successors(Some(error), |&error| match error.downcast_ref::<std::io::Error>().and_then(std::io::Error::get_ref) {
        Some(inner) => Some(inner as &(dyn Error + 'static)),
        None => error.source(),
    })
}
