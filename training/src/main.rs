//! `presscut-training EVAL OUT`: every page of `EVAL/data/*/gold.jsonl` as features and labels.
//!
//! OUT gets `names.json` (features, in order) and, per set, `<set>.jsonl` with a line a page (`id`, `site`, `kind`,
//! `rows`, `gold` words by number, …) and `<set>.bin` with each page's features (a byte each, by column), labels and words.

mod align;
mod label;

use std::io::{BufWriter, Read, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use presscut_cleaner::model::features::Feature;
use presscut_cleaner::{Cleaner, Page};
use rayon::prelude::*;
use serde::Deserialize;

/// A line of `gold.jsonl`, as far as training asks.
#[derive(Debug, Deserialize)]
struct Gold {
    id: String,
    url: Option<String>,
    kind: Option<String>,
    body: Option<String>,
    dek: Option<String>,
    comments: Option<serde_json::Value>,
    #[serde(default)]
    marked: bool,
    with: Option<Vec<String>>,
    without: Option<Vec<String>>,
    split_key: Option<String>,
}

fn main() -> Result<()> {
    let arguments: Vec<PathBuf> = std::env::args_os().skip(1).map(PathBuf::from).collect();
    let [eval, out] = arguments.as_slice() else { anyhow::bail!("usage: presscut-training EVAL OUT") };
    std::fs::create_dir_all(out)?;
    std::fs::write(out.join("names.json"), serde_json::to_vec(Feature::NAMES)?)?;
    let mut sets: Vec<PathBuf> =
        std::fs::read_dir(eval.join("data")).with_context(|| format!("{} has no folder data", eval.display()))?.map(|entry| Ok(entry?.path())).collect::<Result<_>>()?;
    sets.sort();
    for set in sets.iter().filter(|set| set.join("gold.jsonl").exists()) {
        export(set, out).with_context(|| set.display().to_string())?;
    }
    Ok(())
}

fn export(set: &Path, out: &Path) -> Result<()> {
    let name = set.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let golds: Vec<Gold> = std::fs::read_to_string(set.join("gold.jsonl"))?.lines().map(serde_json::from_str).collect::<Result<_, _>>()?;
    let pages: Vec<(serde_json::Value, Vec<u8>)> =
        golds.par_iter().filter(|gold| gold.body.is_some() || gold.without.is_some()).map(|gold| page(set, gold)).collect::<Result<_>>()?;
    let mut lines = BufWriter::new(std::fs::File::create(out.join(format!("{name}.jsonl")))?);
    let mut bytes = BufWriter::new(std::fs::File::create(out.join(format!("{name}.bin")))?);
    for (line, data) in &pages {
        writeln!(lines, "{line}")?;
        bytes.write_all(data)?;
    }
    println!("{name}: {} pages", pages.len());
    Ok(())
}

/// One page's line and bytes.
fn page(set: &Path, gold: &Gold) -> Result<(serde_json::Value, Vec<u8>)> {
    let mut html = Vec::new();
    flate2::read::MultiGzDecoder::new(std::fs::File::open(set.join("pages").join(format!("{}.html.gz", gold.id)))?).read_to_end(&mut html)?;
    let mut page = Page::from_bytes(html);
    page.url = gold.url.as_deref().map(Into::into);
    let (blocks, table) = Cleaner::default().features(&page);
    let texts: Vec<&str> = (0..blocks.len()).map(|index| blocks.text(index)).collect();
    let mut numbers = align::Numbers::default();
    let words: Vec<Vec<u32>> = texts.iter().map(|text| numbers.of(text)).collect();
    let body = numbers.of(gold.body.as_deref().unwrap_or_default());
    let dek = numbers.of(gold.dek.as_deref().unwrap_or_default());
    let labels = if gold.body.is_some() {
        label::by_body(&words, &body)
    } else {
        label::by_segments(&texts, gold.with.as_deref().unwrap_or_default(), gold.without.as_deref().unwrap_or_default())
    };
    let line = serde_json::json!({
        "id": gold.id, "site": gold.split_key.clone().or_else(|| gold.url.clone()), "kind": gold.kind, "marked": gold.marked,
        "body": gold.body.is_some(), "rows": table.rows(), "gold": body, "dek": dek, "comments": gold.comments.is_some(),
        "counts": words.iter().map(Vec::len).collect::<Vec<_>>(),
        "words": words.concat(),
    });
    let mut data = table.bytes().to_vec();
    data.extend(&labels);
    Ok((line, data))
}
