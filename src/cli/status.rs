//! `presscut status`: how a crawl stands that is kept.

use std::io::Write;
use std::path::Path;

use anyhow::bail;
use clap::Args;
use presscut::fetcher::frontier::{self, Status};

use super::crawl::spoken;
use super::{ALL_CLEAN, output};

#[derive(Args)]
pub(super) struct Arguments {
    /// Where the crawl is kept: what --state named
    #[arg(value_name = "DIR")]
    state: String,

    /// Show no more than so many hosts, those with the most left to do first
    #[arg(long, value_name = "N", default_value_t = 20)]
    hosts: usize,

    /// Give it as JSON
    #[arg(long)]
    json: bool,
}

pub(super) fn run(arguments: &Arguments) -> anyhow::Result<u8> {
    if arguments.state.contains("://") {
        bail!("`{}` is no folder: give the folder that --state named", presscut::fetcher::url::redact(&arguments.state));
    }
    let status = frontier::sqlite_status(Path::new(&arguments.state), arguments.hosts)?;
    let mut out = output::stdout();
    if arguments.json {
        writeln!(out, "{}", serde_json::to_string_pretty(&status)?)?;
    } else {
        write!(out, "{}", shown(&status))?;
    }
    out.flush()?;
    Ok(ALL_CLEAN)
}

/// The status for the eye.
fn shown(status: &Status) -> String {
    let Status { workers, output, unpublished, urls, errors, open_hosts, hosts, by_host } = status;
    let at_it = match workers {
        0 if urls.waiting + urls.claimed == 0 => "it is done".to_owned(),
        0 => "nobody is at it".to_owned(),
        1 => "one process is at it".to_owned(),
        more => format!("{more} processes are at it"),
    };
    let mut lines = vec![
        format!(
            "{} URLs: {} waiting, {} claimed, {} done, {} failed; {at_it}",
            urls.all(),
            urls.waiting,
            urls.claimed,
            urls.done,
            urls.failed
        ),
        format!("{hosts} hosts, {open_hosts} with something left"),
    ];
    if let Some(output) = output {
        lines.push(format!("records go to {output}, {unpublished} are on their way"));
    }
    let mut classes: Vec<_> = errors.iter().collect();
    classes.sort_by_key(|(_, count)| std::cmp::Reverse(**count));
    lines.extend(classes.iter().map(|(class, count)| format!("  {class}: {count}")));
    let width = by_host.iter().map(|host| host.host.chars().count()).max().unwrap_or(0).max(4);
    lines.push(format!("\n{:width$} {:>8} {:>8} {:>8} {:>8}  next", "host", "waiting", "claimed", "done", "failed"));
    for host in by_host {
        let left = host.urls.waiting + host.urls.claimed;
        let next = match host.parked {
            _ if left == 0 => String::new(),
            Some(status) => format!("in {}: it answered {status}", spoken(host.wait)),
            None if host.wait.is_zero() => "now".to_owned(),
            None => format!("in {}", spoken(host.wait)),
        };
        let name = if host.host.is_empty() { "-" } else { &host.host };
        let line = format!(
            "{name:width$} {:>8} {:>8} {:>8} {:>8}  {next}",
            host.urls.waiting, host.urls.claimed, host.urls.done, host.urls.failed
        );
        lines.push(line.trim_end().to_owned());
    }
    if *hosts > by_host.len() {
        lines.push(format!("... and {} more (--hosts {hosts})", hosts - by_host.len()));
    }
    lines.join("\n") + "\n"
}
