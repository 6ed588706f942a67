//! `presscut crawl`: a list of URLs.

use std::convert::Infallible;
use std::fmt::Write;
use std::fs::File;
use std::io::{BufRead, BufReader, IsTerminal};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context, bail};
use clap::Args;
use presscut::Cleaner;
use presscut::config::Config;
use presscut::crawl::{Crawl, Outlook, Plan, Stop};
use presscut::fetcher::url::redact;
use presscut::fetcher::{Fetcher, Secret};
use presscut::progress::Progress;
use presscut::stats::Stats;
use serde::Serialize;
use tokio::sync::watch;

use super::discovery::{Discovering, Sources};
use super::interrupt::{INTERRUPTED, asked_to_end};
use super::output::{Output, OutputArguments};
use super::state::{self, Kept};
use super::{ALL_CLEAN, Global, SOME_FAILED, said};

#[derive(Args)]
pub(super) struct Arguments {
    /// URLs, files with a URL a line, `-` for stdin
    #[arg(value_name = "URL|FILE|-")]
    inputs: Vec<String>,

    /// Keep the crawl in DIR, or in a database that machines share: the same command again goes on where it was, and another list
    /// adds to it
    #[arg(long, value_name = "DIR|postgres://…")]
    state: Option<String>,

    #[command(flatten)]
    crawling: Crawling,

    #[command(flatten)]
    sources: Sources,

    #[command(flatten)]
    discovering: Discovering,

    #[command(flatten)]
    fetching: Fetching,

    #[command(flatten)]
    cleaning: super::clean::Cleaning,

    #[command(flatten)]
    output: OutputArguments,

    /// Serve metrics for Prometheus at PORT of this machine, or ADDRESS:PORT
    #[arg(long, value_name = "ADDRESS", value_parser = super::metrics::address)]
    metrics: Option<SocketAddr>,
}

/// The flags that are settings of the crawl.
#[derive(Args, Serialize)]
struct Crawling {
    /// Seconds after which what a silent worker held is another's, where machines share a crawl [default: 60]
    #[arg(long, value_name = "SECONDS", value_parser = seconds)]
    #[serde(skip_serializing_if = "Option::is_none")]
    lease: Option<f64>,
}

/// The flags that are settings of the fetcher.
#[derive(Args, Serialize)]
pub(super) struct Fetching {
    /// Seconds between two requests to a host [default: 1]
    #[arg(long, value_name = "SECONDS", value_parser = seconds)]
    #[serde(skip_serializing_if = "Option::is_none")]
    delay: Option<f64>,

    /// Most requests in flight, over all hosts [default: 64]
    #[arg(long, value_name = "N")]
    #[serde(skip_serializing_if = "Option::is_none")]
    concurrency: Option<usize>,

    /// A header for the hosts asked for, as `Name: value`
    #[arg(long = "header", value_name = "HEADER", value_parser = |line: &str| Ok::<_, Infallible>(Secret::from(line)))]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    headers: Vec<Secret>,

    /// Send the cookies of FILE (Netscape form, as browsers export it)
    #[arg(long, value_name = "FILE")]
    #[serde(skip_serializing_if = "Option::is_none")]
    cookies: Option<PathBuf>,

    /// Go through a proxy (http, https, socks5), or through that of the environment: `env`
    #[arg(long, value_name = "URL|env", value_parser = |text: &str| Ok::<_, Infallible>(Secret::from(text)))]
    #[serde(skip_serializing_if = "Option::is_none")]
    proxy: Option<Secret>,

    /// Archive every answer as it came in DIR (WARC)
    #[arg(long, value_name = "DIR")]
    #[serde(skip_serializing_if = "Option::is_none")]
    warc: Option<PathBuf>,

    /// Trust the certificates of FILE (PEM) too
    #[arg(long, value_name = "FILE")]
    #[serde(skip_serializing_if = "Option::is_none")]
    ca_file: Option<PathBuf>,

    /// What to call oneself
    #[arg(long, value_name = "NAME")]
    #[serde(skip_serializing_if = "Option::is_none")]
    user_agent: Option<String>,

    /// Fetch what robots.txt forbids
    #[arg(long)]
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    ignore_robots: bool,

    /// Fetch private, loopback and link-local addresses
    #[arg(long)]
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    allow_private: bool,
}

pub(super) fn seconds(text: &str) -> Result<f64, String> {
    let seconds: f64 = text.parse().map_err(|_| "not a number of seconds".to_owned())?;
    if (0.0..=1e6).contains(&seconds) { Ok(seconds) } else { Err("a number of seconds, from 0 to 1000000".to_owned()) }
}

pub(super) fn run(arguments: &Arguments, global: &Global) -> anyhow::Result<u8> {
    let said = said(global)?
        .flags("discover", &arguments.discovering)?
        .flags("fetch", &arguments.fetching)?
        .flags("crawl", &arguments.crawling)?
        .flags("clean", &arguments.cleaning)?;
    let config = arguments.output.say(said)?.resolve()?;
    let mut plan = plan(&arguments.inputs, arguments.sources.are_named())?;
    arguments.sources.plan(&mut plan);
    if plan.is_empty() && arguments.state.is_none() {
        bail!("no URL is named: give URLs, files with a URL a line, or `-` for stdin (see presscut crawl --help)");
    }
    let named: Vec<_> = arguments.inputs.iter().map(Into::into).collect();
    arguments.output.spare(&named)?;
    arguments.metrics.map(super::metrics::serve).transpose()?;
    let (output, kept) = match &arguments.state {
        Some(state) => {
            let (output, kept) = state::open(state, arguments.output.path(), &config)?;
            (output, Some(kept))
        }
        None => (arguments.output.open(&config)?, None),
    };
    crawl(plan, &config, output, kept, (global, true))
}

/// Crawls what is planned, and what was left, into the output; with `told`, tells of it on stderr.
pub(super) fn crawl(
    plan: Plan,
    config: &Config,
    output: Output,
    kept: Option<Kept>,
    (global, told): (&Global, bool),
) -> anyhow::Result<u8> {
    let told = told && !global.quiet;
    let Output { mut sink, include, .. } = output;
    let repeated = plan.duplicates();
    let fetcher = Fetcher::new(config.fetching())?;
    let cleaner = Cleaner::new(presscut::Settings { include, ..config.cleaning()? });
    let (fetcher, cleaner, threads) = (Arc::new(fetcher), Arc::new(cleaner), config.run.threads().get());
    let archive = Arc::clone(&fetcher);
    let crawl = match kept {
        Some(kept) => Crawl::resume(kept.frontier, (kept.rendered, kept.publisher), plan, fetcher, cleaner, threads)?,
        None => Crawl::new(plan, fetcher, cleaner, threads)?,
    };
    let crawl = crawl.discovering(config.discover.clone());
    let outlook = crawl.outlook();
    let progress = Progress::new(outlook.urls, told && !global.is_for_programs());
    if told && outlook.urls + outlook.done + repeated > 1 {
        progress.say(&announcement(&outlook, repeated), |line| global.say(line));
    }
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let (stop, stopped) = watch::channel(Stop::No);
    let asked = stop.subscribe();
    let stats = runtime.block_on(async {
        tokio::spawn(listen(stop, global.is_for_programs()));
        crawl.run(&mut *sink, stopped, &mut |stats| progress.show(stats)).await
    });
    progress.end();
    let archived = archive.finish_archive().context("cannot end the archive");
    let stats = stats?;
    archived?;
    sink.finish()?;
    // what still runs is of no use to anybody
    runtime.shutdown_background();
    if told && (outlook.urls + outlook.done).max(stats.records) > 1 {
        if global.is_for_programs() { log(&stats) } else { tell(&stats) }
    }
    let interrupted = *asked.borrow() != Stop::No;
    Ok(match stats.failed() {
        _ if interrupted => INTERRUPTED,
        0 => ALL_CLEAN,
        _ => SOME_FAILED,
    })
}

/// Ctrl-C, or a polite request to end: once, what is under way is finished; twice, it is not.
async fn listen(stop: watch::Sender<Stop>, for_programs: bool) {
    asked_to_end().await;
    let line = "finishing what is under way; Ctrl-C again stops at once";
    if for_programs {
        tracing::warn!("{line}");
    } else {
        eprintln!("{line}");
    }
    let _ = stop.send(Stop::Drain);
    asked_to_end().await;
    let _ = stop.send(Stop::Now);
}

/// The addresses that are named, and those of the lists that are.
fn plan(inputs: &[String], more: bool) -> anyhow::Result<Plan> {
    let mut plan = Plan::default();
    let piped = inputs.is_empty() && !more && !std::io::stdin().is_terminal();
    for input in inputs.iter().map(String::as_str).chain(piped.then_some("-")) {
        if input == "-" {
            plan.read(&mut std::io::stdin().lock()).context("cannot read the list from stdin")?;
        } else if input.contains("://") {
            plan.add(input);
        } else {
            let mut list = open(Path::new(input))?;
            plan.read(&mut list).with_context(|| format!("cannot read the list `{input}`"))?;
        }
    }
    Ok(plan)
}

fn open(path: &Path) -> anyhow::Result<impl BufRead> {
    let named = path.to_string_lossy();
    let shown = redact(&named); // it may have been meant as an address
    let file =
        File::open(path).with_context(|| format!("`{shown}` is neither a URL (these begin with https://) nor a list that can be read"))?;
    if path.is_dir() {
        bail!("`{shown}` is a folder: name a file with a URL a line");
    }
    Ok(BufReader::new(file))
}

/// How much there is to do, and how long politeness alone will take.
fn announcement(outlook: &Outlook, repeated: usize) -> String {
    let plural = |count: usize, one: &str| if count == 1 { format!("1 {one}") } else { format!("{count} {one}s") };
    let mut line = format!("{} of {}", plural(outlook.urls, "URL"), plural(outlook.hosts, "host"));
    if repeated > 0 {
        let _ = write!(line, " ({repeated} more named again, fetched once)");
    }
    if outlook.done > 0 {
        let _ = write!(line, "; {} done before", plural(outlook.done, "URL"));
    }
    if let Some((host, count)) = &outlook.slowest {
        let _ = write!(line, "; politeness alone takes {} ({host}, {})", spoken(outlook.least), plural(*count, "URL"));
    }
    line
}

/// A time for the eye.
pub(super) fn spoken(time: Duration) -> String {
    let seconds = time.as_millis().div_ceil(1000);
    match (seconds / 3600, seconds / 60 % 60, seconds % 60) {
        (0, 0, seconds) => format!("{seconds} s"),
        (0, minutes, seconds) => format!("{minutes} min {seconds} s"),
        (hours, minutes, _) => format!("{hours} h {minutes} min"),
    }
}

/// What the crawl came to, as an event.
fn log(stats: &Stats) {
    tracing::info!(
        pages = stats.records,
        articles = stats.articles,
        failed = stats.failed(),
        failures = stats.failures(usize::MAX),
        left = stats.left,
        seconds = stats.started.elapsed().as_secs_f64(),
        per_second = stats.rate(),
        "the crawl has ended"
    );
}

/// What the crawl came to.
fn tell(stats: &Stats) {
    let took = stats.started.elapsed();
    eprintln!(
        "{} pages, {} articles, {} failed, in {} ({:.1} pages a second)",
        stats.records,
        stats.articles,
        stats.failed(),
        spoken(took),
        stats.rate()
    );
    for (class, count) in &stats.errors {
        eprintln!("  {class}: {count}");
    }
    for message in &stats.examples {
        eprintln!("  {message}");
    }
    if stats.left > 0 {
        eprintln!("stopped: {} URLs are left without a record", stats.left);
    }
}
