//! What a page costs us, as a share of what `scraper::Html::parse_document` costs on the same page.
//!
//! `cargo bench -p presscut-cleaner --bench parse`. Pages (`.html`, `.html.gz`) come from the folder that
//! `BENCH_CORPUS` names, `fixtures/pages` otherwise; `BENCH_PAGES` of them, evenly picked.
//! Every page is run by each contender in turn, round after round; a page counts with the median of its rounds in CPU time,
//! which a busy machine hardly changes, and the ratios are of the sums over all pages.

#![allow(clippy::cast_precision_loss)] // counts become ratios

use std::hint::black_box;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::time::Duration;

use cpu_time::ThreadTime;
use presscut_cleaner::document::Document;
use presscut_cleaner::tokenizer::{RawKind, Token, Tokenizer};
use presscut_cleaner::{Cleaner, Limits, Page};

const ROUNDS: usize = 9;
const PAGES: usize = 300;

/// What a contender does with a page.
type Run<'a> = Box<dyn FnMut(&str) + 'a>;

fn main() {
    let pages = corpus();
    if pages.is_empty() {
        println!("no pages: name a folder with BENCH_CORPUS");
        return;
    }
    let cleaner = Cleaner::default();
    let mut document = Document::default();
    let mut contenders: Vec<(&str, Run<'_>)> = vec![
        ("scraper::Html::parse_document", Box::new(|html| drop(black_box(scraper::Html::parse_document(html))))),
        ("tokenizer alone", Box::new(tokenize)),
        ("Document::read, used again", Box::new(|html| document.read(black_box(html), Limits::default()))),
        ("Document::parse, fresh", Box::new(|html| drop(black_box(Document::parse(html, Limits::default()))))),
        ("Cleaner::clean", Box::new(|html| drop(black_box(cleaner.clean(&Page::from_html(html)))))),
    ];
    let mut sums = vec![Duration::ZERO; contenders.len()];
    for html in &pages {
        let mut times = vec![vec![]; contenders.len()];
        for _ in 0..ROUNDS {
            for ((_, run), times) in contenders.iter_mut().zip(&mut times) {
                let start = ThreadTime::now();
                run(html);
                times.push(start.elapsed());
            }
        }
        for (times, sum) in times.iter_mut().zip(&mut sums) {
            times.sort();
            *sum += times[times.len() / 2];
        }
    }
    let bytes: usize = pages.iter().map(String::len).sum();
    println!("{} pages, {:.1} MB, {ROUNDS} rounds", pages.len(), bytes as f64 / 1e6);
    println!("{:<32} {:>10} {:>8} {:>8}", "", "ms a page", "MB/s", "ratio");
    for ((name, _), sum) in contenders.iter().zip(&sums) {
        let seconds = sum.as_secs_f64();
        let ratio = seconds / sums[0].as_secs_f64();
        println!("{name:<32} {:>10.3} {:>8.0} {ratio:>8.3}", seconds * 1e3 / pages.len() as f64, bytes as f64 / 1e6 / seconds);
    }
}

fn tokenize(html: &str) {
    let mut tokenizer = Tokenizer::new(html);
    loop {
        match black_box(tokenizer.next_token(|| false)) {
            Token::StartTag { name, .. } if name.eq_ignore_ascii_case("script") => {
                black_box(tokenizer.raw_text(RawKind::Script, name));
            }
            Token::StartTag { name, .. } if name.eq_ignore_ascii_case("style") => {
                black_box(tokenizer.raw_text(RawKind::Rawtext, name));
            }
            Token::End => break,
            _ => {}
        }
    }
}

fn corpus() -> Vec<String> {
    let default = || Path::new(env!("CARGO_MANIFEST_DIR")).join("../fixtures/pages");
    let root = std::env::var_os("BENCH_CORPUS").map_or_else(default, PathBuf::from);
    let limit = std::env::var("BENCH_PAGES").ok().and_then(|count| count.parse().ok()).unwrap_or(PAGES);
    let (mut found, mut folders) = (vec![], vec![root]);
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.file_name().is_some_and(|name| is_page(&name.to_string_lossy())) {
                found.push(path);
            }
        }
    }
    found.sort();
    let step = found.len().div_ceil(limit).max(1);
    found.iter().step_by(step).filter_map(|path| read(path)).collect()
}

fn is_page(name: &str) -> bool {
    Path::new(name.strip_suffix(".gz").unwrap_or(name)).extension().is_some_and(|end| end == "html")
}

fn read(path: &Path) -> Option<String> {
    let bytes = std::fs::read(path).ok()?;
    if path.extension().is_some_and(|end| end == "gz") {
        let mut out = vec![];
        flate2::read::MultiGzDecoder::new(&bytes[..]).read_to_end(&mut out).ok()?;
        return Some(String::from_utf8_lossy(&out).into_owned());
    }
    Some(String::from_utf8_lossy(&bytes).into_owned())
}
