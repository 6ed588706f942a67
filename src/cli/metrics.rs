//! `--metrics`: what the crawl counts, for Prometheus to fetch.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};

use anyhow::anyhow;
use metrics_exporter_prometheus::{Matcher, PrometheusBuilder};
use presscut::stats::metrics;

/// Reads `PORT`, which is one of this machine alone, or `ADDRESS:PORT`.
pub(super) fn address(text: &str) -> Result<SocketAddr, String> {
    match text.parse::<u16>() {
        Ok(port) => Ok(SocketAddr::from((IpAddr::V4(Ipv4Addr::LOCALHOST), port))),
        Err(_) => text.parse().map_err(|_| "write PORT (of this machine alone) or ADDRESS:PORT, as in 9464 or 0.0.0.0:9464".to_owned()),
    }
}

/// Serves the metrics at an address, on a thread of its own, for as long as the program runs.
pub(super) fn serve(address: SocketAddr) -> anyhow::Result<()> {
    let exporter = PrometheusBuilder::new().with_http_listener(address);
    let exporter = exporter.set_buckets_for_metric(Matcher::Full(metrics::REQUEST_SECONDS.to_owned()), metrics::SECONDS);
    exporter
        .and_then(PrometheusBuilder::install)
        .map_err(|error| anyhow!("--metrics {address} cannot be served ({error}): is the port free?"))?;
    metrics::describe();
    Ok(())
}
