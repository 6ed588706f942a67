//! `presscut PAGE`: one page, to be read here or piped on.

use std::io::IsTerminal;
use std::path::Path;

use anyhow::{anyhow, bail};
use presscut::config::Config;
use presscut::crawl::Plan;
use presscut::fetcher::files::Inputs;
use presscut::writer::Format;

use super::output::Output;
use super::{ALL_CLEAN, Global, SOME_FAILED, clean, crawl, said};

pub(super) fn run(page: &Path, global: &Global) -> anyhow::Result<u8> {
    let name = page.to_string_lossy();
    if name.starts_with("http://") || name.starts_with("https://") {
        return url(&name, global);
    }
    if page.is_dir() {
        bail!("`{name}` is a folder: presscut clean {name}");
    }
    if !page.exists() && name != "-" {
        bail!("{}", unknown(&name));
    }
    let config = readable(said(global)?.resolve()?);
    let mut inputs = Inputs::new(&[page.into()], None, config.clean.max_bytes)?;
    let output = Output::open(None, &config)?;
    let summary = clean::clean(&mut inputs, None, &config, output)?;
    Ok(if summary.failed() == 0 { ALL_CLEAN } else { SOME_FAILED })
}

/// Fetches a page, and shows it.
fn url(url: &str, global: &Global) -> anyhow::Result<u8> {
    let mut config = readable(said(global)?.resolve()?);
    config.discover.follow.clear();
    let mut plan = Plan::default();
    plan.add(url);
    let output = Output::open(None, &config)?;
    crawl::crawl(plan, &config, output, None, (global, false))
}

/// Markdown for a terminal, unless something else was chosen.
fn readable(mut config: Config) -> Config {
    if config.write.format == Format::Auto && std::io::stdout().is_terminal() {
        config.write.format = Format::Markdown;
    }
    config
}

/// More than one page, or a command that is none.
pub(super) fn several(first: &Path) -> anyhow::Error {
    let name = first.to_string_lossy();
    if first.exists() || name.contains("://") {
        anyhow!("one page at a time: for several, presscut clean (saved) or presscut crawl (URLs)")
    } else {
        anyhow!("{}", unknown(&name))
    }
}

/// What an argument that is neither a file nor an address may have been meant to be.
fn unknown(name: &str) -> String {
    let fix = if name.contains(['*', '?', '[']) {
        format!("for many pages: presscut clean '{name}'")
    } else if name.starts_with("www.") || (name.contains('/') && name.split('/').next().is_some_and(|host| host.contains('.'))) {
        format!("is it https://{name}?")
    } else {
        "give a saved page, a URL with http:// or https://, or a command: clean, crawl, status, schema (see presscut --help)".to_owned()
    };
    format!("`{name}` is neither a file nor a URL nor a command: {fix}")
}
