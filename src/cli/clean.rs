//! `presscut clean`: saved pages, offline.

use std::ffi::OsString;
use std::io::IsTerminal;
use std::path::PathBuf;
use std::time::Instant;

use anyhow::{Context, bail};
use clap::{Args, ValueEnum};
use presscut::Cleaner;
use presscut::clean::Summary;
use presscut::config::Config;
use presscut::fetcher::files::{Inputs, Limits, Skipped};
use presscut::fetcher::warc::Counts;
use serde::Serialize;

use super::output::{Output, OutputArguments};
use super::{ALL_CLEAN, Global, SOME_FAILED, interrupt, said};

#[derive(Args)]
pub(super) struct Arguments {
    /// Files (HTML, text, JSON Lines or arrays, WARC, each also .gz or .zst), folders, globs, `-` for stdin
    #[arg(value_name = "INPUT")]
    inputs: Vec<OsString>,

    /// The address of the one page named
    #[arg(long, value_name = "URL")]
    url: Option<String>,

    /// Confine the `path`s of JSON Lines to DIR
    #[arg(long, value_name = "DIR")]
    root: Option<PathBuf>,

    #[command(flatten)]
    cleaning: Cleaning,

    #[command(flatten)]
    running: Running,

    #[command(flatten)]
    output: OutputArguments,
}

/// The flags that are settings of the cleaner.
#[derive(Args, Serialize)]
pub(super) struct Cleaning {
    /// Which way to err where it is unsure what is article
    #[arg(long, value_enum)]
    #[serde(skip_serializing_if = "Option::is_none")]
    favor: Option<FavorName>,

    /// Leave out the body of pages that reserve it in these ways, comma-separated
    #[arg(long, value_enum, value_name = "WAYS", value_delimiter = ',')]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    respect: Vec<RespectName>,
}

#[derive(Clone, Copy, ValueEnum, Serialize)]
#[serde(rename_all = "lowercase")]
enum RespectName {
    /// Robots metas and X-Robots-Tag: noindex, noarchive, nosnippet and the like
    Robots,
    /// tdm-reservation
    Tdm,
    /// noai, noimageai
    Noai,
}

#[derive(Clone, Copy, ValueEnum, Serialize)]
#[serde(rename_all = "lowercase")]
enum FavorName {
    Precision,
    Balanced,
    Recall,
}

/// The flags that are settings of the run.
#[derive(Args, Serialize)]
struct Running {
    /// Threads [default: one for each core]
    #[arg(short = 'j', long, value_name = "N")]
    #[serde(skip_serializing_if = "Option::is_none")]
    threads: Option<usize>,
}

pub(super) fn run(arguments: &Arguments, global: &Global) -> anyhow::Result<u8> {
    let said = said(global)?.flags("clean", &arguments.cleaning)?.flags("run", &arguments.running)?;
    let config = arguments.output.say(said)?.resolve()?;
    let inputs = named(&arguments.inputs)?;
    let root =
        arguments.root.as_ref().map(|root| root.canonicalize().with_context(|| format!("--root `{}`", root.display()))).transpose()?;
    let mut inputs = Inputs::new(&inputs, arguments.url.clone(), config.clean.max_bytes)?;
    arguments.output.spare(&arguments.inputs)?;
    let output = arguments.output.open(&config)?;
    let started = Instant::now();
    let summary = clean(&mut inputs, root, &config, output)?;
    let seconds = started.elapsed().as_secs_f64();
    if global.is_for_programs() {
        log(&summary, inputs.skipped(), inputs.archives(), seconds);
    } else if !global.quiet {
        tell(&summary, inputs.skipped(), seconds);
        tell_of_archives(inputs.archives());
    }
    Ok(if summary.failed() == 0 && inputs.archives().broken == 0 { ALL_CLEAN } else { SOME_FAILED })
}

/// Cleans what is named into the output.
pub(super) fn clean(inputs: &mut Inputs, root: Option<PathBuf>, config: &Config, output: Output) -> anyhow::Result<Summary> {
    let Output { mut sink, include, temporary } = output;
    temporary.map(interrupt::removes).transpose().context("cannot listen for Ctrl-C")?;
    let cleaner = Cleaner::new(presscut::Settings { include, ..config.cleaning()? });
    let limits = Limits { max_bytes: config.clean.max_bytes, root };
    let summary = presscut::clean::run(inputs, &limits, &cleaner, config.run.threads(), &mut *sink)?;
    sink.finish()?;
    Ok(summary)
}

/// What is named; standard input, where something is piped in and nothing named.
fn named(inputs: &[OsString]) -> anyhow::Result<Vec<OsString>> {
    if !inputs.is_empty() {
        return Ok(inputs.to_vec());
    }
    if std::io::stdin().is_terminal() {
        bail!("name what to clean: files, folders, globs, or `-` for stdin (see presscut clean --help)");
    }
    Ok(vec!["-".into()])
}

/// Tells what of archives became no record.
fn tell_of_archives(counts: &Counts) {
    if counts.records > counts.pages {
        let others: Vec<String> = counts.others.iter().map(|(what, count)| format!("{what}: {count}")).collect();
        eprintln!("{} of {} records in archives are pages; the others are {}", counts.pages, counts.records, others.join(", "));
    }
    if counts.broken > 0 {
        eprintln!(
            "{} broken in archives, and passed over:",
            if counts.broken == 1 { "1 record is".to_owned() } else { format!("{} records are", counts.broken) }
        );
        for example in &counts.examples {
            eprintln!("  {example}");
        }
    }
}

/// What the run came to, as an event.
fn log(summary: &Summary, skipped: &Skipped, archives: &Counts, seconds: f64) {
    let failures: Vec<_> = summary.errors.iter().map(|(class, count)| format!("{count} {class}")).collect();
    tracing::info!(
        pages = summary.pages,
        failed = summary.failed(),
        failures = failures.join(", "),
        skipped = skipped.count,
        archived = archives.records,
        broken = archives.broken,
        seconds,
        "the run has ended"
    );
}

/// Tells on stderr what the run came to, where the output alone does not.
fn tell(summary: &Summary, skipped: &Skipped, seconds: f64) {
    let Summary { pages, errors, .. } = summary;
    if *pages == 1 && errors.is_empty() && skipped.count == 0 {
        return;
    }
    let page = if *pages == 1 { "page" } else { "pages" };
    #[allow(clippy::cast_precision_loss, reason = "a rate for the eye")]
    let rate = *pages as f64 / seconds.max(1e-6);
    eprintln!("{pages} {page} in {seconds:.1} s ({rate:.0} a second), {} with an error", summary.failed());
    for (class, count) in errors {
        eprintln!("  {class}: {count}");
    }
    for message in &summary.examples {
        eprintln!("  {message}");
    }
    if skipped.count > 0 {
        let more = skipped.count - skipped.names.len();
        let more = if more > 0 { format!(" and {more} more") } else { String::new() };
        let what = if skipped.count == 1 { "file is no page" } else { "files are no pages" };
        eprintln!("{} {what}: {}{more}", skipped.count, skipped.names.join(", "));
    }
}
