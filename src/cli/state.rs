//! `--state`: a crawl that outlives its process, and its output.

use std::path::Path;

use anyhow::{Context, bail};
use presscut::config::Config;
use presscut::crawl::publish::{Lines, Publisher};
use presscut::fetcher::frontier::{self, Frontier};
use presscut::writer::{Growing, Rendered};

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
        bail!("a crawl that is kept by --state needs an output that can be gone on with: give -o FILE");
    };
    let shape = Shape::new(Some(path), config)?;
    let mut frontier = frontier::sqlite(Path::new(state))?;
    let publisher = publisher(&mut *frontier, path, &shape)?;
    let (output, rendered) = Output::committed(&shape);
    Ok((output, Kept { frontier, rendered, publisher }))
}

fn publisher(frontier: &mut dyn Frontier, path: &Path, shape: &Shape) -> anyhow::Result<Box<dyn Publisher>> {
    let outbox = frontier.outbox().context("this frontier keeps no records")?;
    let shown = path.display().to_string();
    let noted = outbox.note_first("output", &shown)?;
    if noted != shown {
        bail!("this crawl writes to `{noted}`: give -o {noted}, or another --state");
    }
    if shape.form.extension() != "jsonl" || path.extension().is_none_or(|extension| extension != "jsonl") {
        bail!("`{shown}` cannot grow record by record: give -o a name that ends in .jsonl");
    }
    let settled = outbox.noted("length")?.and_then(|length| length.parse().ok());
    Ok(Box::new(Lines::new(Growing::open(path, settled)?)))
}
