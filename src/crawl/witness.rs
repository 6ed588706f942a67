//! What a feed or a news sitemap says of a page, where the page itself says nothing, or less.

use std::fmt::Write;

use presscut_cleaner::article::PageKind;
use presscut_cleaner::{Article, Cleaner, Page};

use crate::fetcher::entry::Witness;

/// A text of fewer words is a teaser.
const SHORTEST: usize = 60;
/// Errors of pages that came, but without their text.
const WITHOUT_TEXT: &[&str] = &["no_content", "blocked", "empty"];
/// Warnings that speak of the body.
const OF_THE_BODY: &[&str] = &["no_text", "short_body", "unsure_body", "js_required", "paywall_cue"];

/// Fills what a record lacks. The entry is cleaned as a page of its own: so its names, dates and text keep the same rules.
pub(super) fn complete(cleaner: &Cleaner, article: &mut Article, witness: &Witness) {
    let by = witness.by.name().to_owned();
    let html = page(witness);
    let mut page = Page::from_html(html.as_str());
    page.url = article.final_url.as_deref().or(article.url.as_deref()).map(Into::into);
    page.retrieved_at = article.fetch.as_ref().and_then(|fetch| fetch.fetched_at.as_deref()).map(Into::into);
    let told = cleaner.clean(&page);
    let mut filled = Vec::new();
    if article.title.is_none() && witness.title.is_some() && told.title.is_some() {
        article.title.clone_from(&told.title);
        filled.push("title");
    }
    if article.date_published.is_none() && witness.published.is_some() && told.date_published.is_some() {
        article.date_published.clone_from(&told.date_published);
        filled.push("date_published");
    }
    if article.authors.is_empty() && !witness.authors.is_empty() && !told.authors.is_empty() {
        article.authors.clone_from(&told.authors);
        filled.push("authors");
    }
    if witness.html.is_some() && says_more(&told, article) {
        filled.push("text");
        take_body(article, told);
    }
    article.provenance.extend(filled.into_iter().map(|field| (field.to_owned(), by.clone())));
}

/// Whether the entry holds half again as many words as the page, which came, and is not withheld by its rights.
fn says_more(told: &Article, article: &Article) -> bool {
    let came = article.fetch.as_ref().is_some_and(|fetch| matches!(fetch.status, Some(200 | 203)));
    let open = article.error.as_ref().is_none_or(|error| WITHOUT_TEXT.contains(&error.class.as_str()));
    came && open && told.error.is_none() && told.word_count >= SHORTEST && told.word_count * 2 > article.word_count * 3
}

fn take_body(article: &mut Article, told: Article) {
    if article.error.take().is_some() || !matches!(article.page_kind, PageKind::Article | PageKind::LiveBlog | PageKind::Gallery) {
        article.page_kind = PageKind::Article;
    }
    let of_the_body = |code: &String| OF_THE_BODY.contains(&code.as_str());
    article.quality.warnings.retain(|code| !of_the_body(code));
    article.quality.warnings.extend(told.quality.warnings.into_iter().filter(of_the_body));
    article.quality.confidence = told.quality.confidence;
    article.language = told.language.or(article.language.take());
    article.image = article.image.take().or_else(|| told.images.first().and_then(|image| image.url.clone()));
    (article.text, article.blocks, article.images) = (told.text, told.blocks, told.images);
    (article.word_count, article.char_count, article.fingerprint) = (told.word_count, told.char_count, told.fingerprint);
    (article.markdown, article.html) = (told.markdown, told.html);
}

/// The entry as a page.
fn page(witness: &Witness) -> String {
    let mut html = "<!DOCTYPE html><html><head><meta property=\"og:type\" content=\"article\">".to_owned();
    let mut meta = |name: &str, value: &str| {
        let _ = write!(html, "<meta name=\"{name}\" content=\"{}\">", escaped(value));
    };
    if let Some(title) = &witness.title {
        meta("og:title", title);
    }
    if let Some(published) = &witness.published {
        meta("article:published_time", published);
    }
    for author in &witness.authors {
        meta("author", author);
    }
    let title = witness.title.as_deref().map(escaped).unwrap_or_default();
    let body = witness.html.as_deref().unwrap_or_default();
    // a text without markup is lines
    let lines = || body.lines().flat_map(|line| ["<p>".to_owned(), escaped(line)]).collect::<String>();
    let body = if body.contains('<') { body.to_owned() } else { lines() };
    let _ = write!(html, "<title>{title}</title></head><body><article><h1>{title}</h1>{body}</article></body></html>");
    html
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;")
}
