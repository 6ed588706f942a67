//! The HTTP client beneath: one for each proxy.

use std::sync::Arc;

use reqwest::tls::Certificate;
use reqwest::{Client, ClientBuilder};

use super::address::PublicOnly;
use super::error::SettingsError;
use super::settings::{Proxy, Settings};

/// Most header lines of an answer.
const MAX_HEADERS: usize = 256;
/// Most bytes of an answer's head in HTTP/2; in HTTP/1 the client stops at some 400 KiB.
const MAX_HEAD: u32 = 256 << 10;
/// How long an idle connection is kept: little longer than the usual delay between two requests.
const IDLE: std::time::Duration = std::time::Duration::from_secs(15);

/// A client that follows no redirect, decodes nothing, and retries nothing.
pub(super) fn build(settings: &Settings, proxy: Option<&Proxy>) -> Result<Client, SettingsError> {
    let certificates = certificates(settings)?;
    let trusting = builder(settings, proxy)?.tls_certs_merge(certificates.clone());
    match trusting.build() {
        Ok(client) => Ok(client),
        // a bare machine without any authority's certificates still has http
        Err(cause) => builder(settings, proxy)?.tls_certs_only(certificates).build().map_err(|_| SettingsError::Client(last_cause(&cause))),
    }
}

fn builder(settings: &Settings, proxy: Option<&Proxy>) -> Result<ClientBuilder, SettingsError> {
    let mut builder = Client::builder()
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
    let mut trusted = None;
    match proxy {
        None => builder = builder.no_proxy(),
        Some(Proxy::Environment) => {}
        Some(Proxy::Url(url)) => {
            let address = url::Url::parse(url.expose()).map_err(|_| SettingsError::Proxy)?;
            if !matches!(address.scheme(), "http" | "https" | "socks4" | "socks4a" | "socks5" | "socks5h") {
                return Err(SettingsError::Proxy);
            }
            trusted = address.host_str().map(Arc::from);
            builder = builder.proxy(reqwest::Proxy::all(address).map_err(|_| SettingsError::Proxy)?);
        }
    }
    if !settings.allow_private {
        builder = builder.dns_resolver(PublicOnly { trusted });
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
