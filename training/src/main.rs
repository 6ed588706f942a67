//! `presscut-training EVAL OUT`: every page of `EVAL/data/*/gold.jsonl` as features and labels.
//!
//! OUT gets `names.json` (features, in order) and, per set, `<set>.jsonl` with a line a page (`id`, `site`, `kind`,
//! `rows`, `gold` words by number, …) and `<set>.bin` with each page's features (a byte each, by column) and labels.
//!
//! `presscut-training EVAL OUT SCORES`: the second forest's features instead, from the first one's out-of-fold
//! probabilities, one f32 a block in the order of the first export: `<set>.second.bin` with each page's columns of
//! `Context` and its row of `Whole`.

mod align;
mod label;

use std::io::{BufWriter, Read, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use presscut_cleaner::model::Evidence;
use presscut_cleaner::model::context::{self, Whole};
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
    #[serde(rename = "gold_source")]
    source: Option<String>,
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
    let (eval, out, scores) = match arguments.as_slice() {
        [eval, out] => (eval, out, None),
        [eval, out, scores] => (eval, out, Some(std::fs::read(scores).with_context(|| scores.display().to_string())?)),
        _ => anyhow::bail!("usage: presscut-training EVAL OUT [SCORES]"),
    };
    std::fs::create_dir_all(out)?;
    std::fs::write(out.join("names.json"), serde_json::to_vec(&[Feature::NAMES, context::Context::NAMES, Whole::NAMES])?)?;
    let mut sets: Vec<PathBuf> = std::fs::read_dir(eval.join("data"))
        .with_context(|| format!("{} has no folder data", eval.display()))?
        .map(|entry| Ok(entry?.path()))
        .collect::<Result<_>>()?;
    sets.sort();
    let mut scores = scores.as_deref().map(|bytes| bytes.as_chunks::<4>().0.iter().map(|&four| f32::from_le_bytes(four)));
    for set in sets.iter().filter(|set| set.join("gold.jsonl").exists()) {
        let golds = golds(set)?;
        let done = match &mut scores {
            None => export(set, &golds, out),
            Some(scores) => export_second(set, &golds, out, scores),
        };
        done.with_context(|| set.display().to_string())?;
    }
    Ok(())
}

/// The pages of a set that teach something.
fn golds(set: &Path) -> Result<Vec<Gold>> {
    let lines = std::fs::read_to_string(set.join("gold.jsonl"))?;
    let golds: Vec<Gold> = lines.lines().map(serde_json::from_str).collect::<Result<_, _>>()?;
    Ok(golds
        .into_iter()
        .filter(|gold| gold.source.as_deref() != Some("algorithm") && (gold.body.is_some() || gold.without.is_some()))
        .collect())
}

fn name(set: &Path) -> String {
    set.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

fn export(set: &Path, golds: &[Gold], out: &Path) -> Result<()> {
    let pages: Vec<(serde_json::Value, Vec<u8>)> = golds.par_iter().map(|gold| page(set, gold)).collect::<Result<_>>()?;
    let mut lines = BufWriter::new(std::fs::File::create(out.join(format!("{}.jsonl", name(set))))?);
    let mut bytes = BufWriter::new(std::fs::File::create(out.join(format!("{}.bin", name(set))))?);
    for (line, data) in &pages {
        writeln!(lines, "{line}")?;
        bytes.write_all(data)?;
    }
    println!("{}: {} pages", name(set), pages.len());
    Ok(())
}

fn export_second(set: &Path, golds: &[Gold], out: &Path, scores: &mut impl Iterator<Item = f32>) -> Result<()> {
    let mut pages = Vec::with_capacity(golds.len());
    for line in std::fs::read_to_string(out.join(format!("{}.jsonl", name(set))))?.lines() {
        let page: serde_json::Value = serde_json::from_str(line)?;
        let rows = usize::try_from(page["rows"].as_u64().unwrap_or(0))?;
        pages.push(scores.take(rows).collect::<Vec<f32>>());
    }
    let second = |(gold, scores): (&Gold, &Vec<f32>)| -> Result<Vec<u8>> {
        let html = html(set, gold)?;
        Ok(Cleaner::default().with_evidence(&page_of(gold, &html), |evidence| {
            let first = evidence.first(scores);
            let mut data = context::table(first).columns().collect::<Vec<_>>().concat();
            data.extend(context::whole(first, &evidence.around));
            data
        }))
    };
    let data: Vec<Vec<u8>> = golds.par_iter().zip(&pages).map(second).collect::<Result<_>>()?;
    std::fs::write(out.join(format!("{}.second.bin", name(set))), data.concat())?;
    println!("{}: {} pages", name(set), data.len());
    Ok(())
}

fn html(set: &Path, gold: &Gold) -> Result<Vec<u8>> {
    let mut html = Vec::new();
    let file = std::fs::File::open(set.join("pages").join(format!("{}.html.gz", gold.id)))?;
    flate2::read::MultiGzDecoder::new(file).read_to_end(&mut html)?;
    Ok(html)
}

fn page_of<'a>(gold: &'a Gold, html: &'a [u8]) -> Page<'a> {
    let mut page = Page::from_bytes(html);
    page.url = gold.url.as_deref().map(Into::into);
    page
}

/// One page's line and bytes.
fn page(set: &Path, gold: &Gold) -> Result<(serde_json::Value, Vec<u8>)> {
    let html = html(set, gold)?;
    Ok(Cleaner::default().with_evidence(&page_of(gold, &html), |evidence| labelled(gold, evidence)))
}

fn labelled(gold: &Gold, evidence: &Evidence<'_>) -> (serde_json::Value, Vec<u8>) {
    let (blocks, table) = (evidence.blocks, &evidence.table);
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
    // What a browser with scripts never shows is no part of the story; a copy there would take the labels of the shown one.
    let labels: Vec<u8> =
        labels.into_iter().zip(blocks.iter()).map(|(label, block)| if block.noscript { label::UNKNOWN } else { label }).collect();
    let line = serde_json::json!({
        "id": gold.id, "site": gold.split_key.clone().or_else(|| gold.url.clone()), "kind": gold.kind, "marked": gold.marked,
        "body": gold.body.is_some(), "rows": table.rows(), "gold": body, "dek": dek, "comments": gold.comments.is_some(),
        "counts": words.iter().map(Vec::len).collect::<Vec<_>>(),
        "words": words.concat(),
    });
    let mut data = table.columns().collect::<Vec<_>>().concat();
    data.extend(&labels);
    (line, data)
}
