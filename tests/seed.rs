//! An article of a weekly, in the six forms in which its page can come: laid out as tables, as `<div>`s, as bare text between `<br>`,
//! in UTF-8 and GB2312, and as plain text. Every form must give the same record, whoever and whatever the page is about.
//!
//! Where `SEED_FOLDER` names a folder, the article in it (`*.txt`) is put through the same forms.

#[path = "fixtures/diff.rs"]
mod diff;
#[path = "seed/forms.rs"]
mod forms;
#[path = "seed/story.rs"]
mod story;

use std::fmt::Write;

use presscut::{Article, Cleaner};

use forms::Form;
use story::Story;

/// Other names, days, numbers and partners, beside the first.
const OTHERS: u64 = 24;

fn stories() -> Vec<Story> {
    let mut stories: Vec<Story> = (0..=OTHERS).map(Story::invented).collect();
    stories.extend(std::env::var_os("SEED_FOLDER").map(|folder| Story::read(folder.as_ref())));
    stories
}

fn check(form: Form, charset: &'static encoding_rs::Encoding) {
    let cleaner = Cleaner::default();
    let mut report = String::new();
    for story in stories() {
        let bytes = charset.encode(&form.page(&story, charset)).0.into_owned();
        let article = cleaner.clean(&form.input(&bytes));
        let complaints = complaints(&story, &article);
        if !complaints.is_empty() {
            let _ = writeln!(report, "{form:?}, {}: {}\n{complaints}", charset.name(), story.title);
        }
    }
    assert!(report.is_empty(), "\n{report}");
}

fn complaints(story: &Story, article: &Article) -> String {
    let mut out = String::new();
    let mut compare = |field: &str, expected: &str, actual: &str| {
        if expected != actual {
            let why = article.provenance.get(field).map_or("nothing", String::as_str);
            let _ = writeln!(out, "{field}: expected {expected:?}, got {actual:?} (from {why})");
        }
    };
    compare("title", &story.title, article.title.as_deref().unwrap_or_default());
    compare("subtitle", &story.dek, article.subtitle.as_deref().unwrap_or_default());
    compare("authors", &story.author, &article.authors.join("|"));
    compare("date_published", &story.day(), article.date_published.as_deref().unwrap_or_default());
    compare("issue", &story.issue(), article.issue.as_deref().unwrap_or_default());
    let contributors: Vec<String> = article.contributors.iter().map(|one| format!("{} {}", one.role, one.name)).collect();
    compare("contributors", &format!("copyeditor {}", story.copyeditor), &contributors.join("|"));
    let images: Vec<String> = article
        .images
        .iter()
        .map(|image| format!("{} ({})", image.caption.as_deref().unwrap_or_default(), image.credit.as_deref().unwrap_or_default()))
        .collect();
    compare("images", &format!("{} ({})", story.caption, story.credit), &images.join("|"));
    compare("source", "", article.source.as_ref().map_or("", |source| &source.name));

    let expected: Vec<&str> = story.paragraphs.iter().map(String::as_str).collect();
    let actual: Vec<&str> = article.text.split("\n\n").filter(|block| !block.is_empty()).collect();
    out + &diff::paragraphs(&expected, &actual)
}

#[test]
fn laid_out_as_tables_in_utf_8() {
    check(Form::Tables, encoding_rs::UTF_8);
}

#[test]
fn laid_out_as_tables_in_gb2312() {
    check(Form::Tables, encoding_rs::GBK);
}

#[test]
fn laid_out_as_divs_in_utf_8() {
    check(Form::Divs, encoding_rs::UTF_8);
}

#[test]
fn laid_out_as_divs_in_gb2312() {
    check(Form::Divs, encoding_rs::GBK);
}

#[test]
fn bare_text_between_breaks_in_utf_8() {
    check(Form::Breaks, encoding_rs::UTF_8);
}

#[test]
fn bare_text_between_breaks_in_gb2312() {
    check(Form::Breaks, encoding_rs::GBK);
}

#[test]
fn plain_text() {
    check(Form::Text, encoding_rs::UTF_8);
}
