//! `--state`: a crawl that outlives its process, and its output.

use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::Path;

use anyhow::{Context, bail};
use presscut::config::Config;
use presscut::crawl::publish::{InParts, InTable, Lines, Publisher};
use presscut::fetcher::frontier::{self, Frontier, Outbox};
use presscut::fetcher::url::redact;
use presscut::writer::{Growing, Parts, Rendered, Seen, Table, Trace};

use super::output::{Output, Shape};

/// A crawl that is kept, and where its records go.
pub(super) struct Kept {
    pub frontier: Box<dyn Frontier>,
    pub rendered: Rendered,
    pub publisher: Box<dyn Publisher>,
}

/// Opens the state of a crawl, and the output that belongs to it.
pub(super) fn open(state: &str, path: Option<&Path>, config: &Config) -> anyhow::Result<(Output, Kept)> {
    let Some(path) = path.filter(|path| path.as_os_str() != "-") else {
        bail!("a crawl that is kept by --state needs an output that can be gone on with: give -o FILE, DIR or postgres://…");
    };
    let shape = Shape::new(Some(path), config)?;
    let shared = is_database(state);
    let mut frontier = if shared { frontier::postgres(state, config.crawl.lease)? } else { frontier::sqlite(Path::new(state))? };
    let outbox = frontier.outbox().context("this frontier keeps no records")?;
    let publisher = publisher(outbox, path, &shape, shared, config)?;
    let (output, rendered) = Output::committed(&shape, seen_before(path, config.write.remember)?);
    Ok((output, Kept { frontier, rendered, publisher }))
}

/// The texts of the records that earlier runs have written, where the output is a file of lines.
fn seen_before(path: &Path, remember: usize) -> anyhow::Result<Seen> {
    let mut seen = Seen::new(remember);
    if remember == 0 || !path.is_file() || path.extension().is_none_or(|extension| extension != "jsonl") {
        return Ok(seen);
    }
    let told = || format!("cannot read what was written to `{}`", path.display());
    let mut lines = BufReader::new(File::open(path).with_context(told)?);
    let mut line = Vec::new();
    while lines.read_until(b'\n', &mut line).with_context(told)? > 0 {
        if let Some(trace) = Trace::read(&line) {
            seen.remember(trace);
        }
        line.clear();
    }
    Ok(seen)
}

fn is_database(address: &str) -> bool {
    address.starts_with("postgres://") || address.starts_with("postgresql://")
}

fn publisher(outbox: &mut dyn Outbox, path: &Path, shape: &Shape, shared: bool, config: &Config) -> anyhow::Result<Box<dyn Publisher>> {
    let said = path.to_string_lossy();
    let shown = redact(&said).into_owned();
    // two crawls into one place would each take the other's for its own
    let begun = outbox.noted("output")?;
    if let Some(noted) = begun.as_ref().filter(|noted| **noted != shown) {
        bail!("this crawl writes to `{noted}`: give -o {noted}, or another --state");
    }
    let publisher: Box<dyn Publisher> = if is_database(&said) {
        if !config.write.fields.is_empty() || shape.form.extension() != "jsonl" {
            bail!("a table holds whole records: leave out --fields and --format, or give -o a file");
        }
        let place = shown.split('?').next().unwrap_or_default().to_owned();
        Box::new(InTable::new(Table::open(&said, place)?))
    } else if shape.form.extension() == "jsonl" && path.extension().is_some_and(|extension| extension == "jsonl") && !path.is_dir() {
        if shared {
            bail!(
                "`{shown}` cannot grow under several hands: give -o a folder, a name that ends in .jsonl.gz or .jsonl.zst, or postgres://…"
            );
        }
        let settled = outbox.noted("length")?.and_then(|length| length.parse().ok());
        let file = Growing::open(path, settled)?;
        if settled.is_none() {
            outbox.published(&[], Some(0))?; // from here on, what stands in the file is ours
        }
        Box::new(Lines::new(file))
    } else {
        let parts = Parts::new(path, shape.form.clone())?;
        if begun.is_none() {
            parts.is_free()?;
        }
        Box::new(InParts::new(parts))
    };
    outbox.note_first("output", &shown)?;
    Ok(publisher)
}
