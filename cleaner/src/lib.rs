//! Cuts the article out of a news page: a [`Page`] in, an [`Article`] out.
//!
//! ```
//! use presscut_cleaner::{Cleaner, Page};
//!
//! let page = Page::from_html("<title>Harbour reopens</title><h1>Harbour reopens</h1><p>The first ferries left at dawn.</p>");
//! let article = Cleaner::default().clean(&page);
//! assert_eq!(article.title.as_deref(), Some("Harbour reopens"));
//! assert_eq!(article.text, "The first ferries left at dawn.");
//! ```
//!
//! A record is a pure function of the page, what came with it, and the settings: no clock, no files, no network.

mod areas;
pub mod article;
mod body;
pub mod boilerplate;
mod class_names;
mod comments;
mod containers;
pub mod decode;
pub mod document;
mod fingerprint;
mod kind;
pub mod links;
mod meta;
pub mod model;
mod outlinks;
pub mod page;
pub mod paging;
mod posts;
mod quality;
mod quick_map;
mod record;
mod refusal;
mod render;
pub mod segment;
mod settings;
mod shape;
mod site;
mod stated;
pub mod text;
#[doc(hidden)]
pub mod tokenizer;
mod verdict;

pub use article::Article;
pub use document::Limits;
pub use outlinks::Outlinks;
pub use page::{Content, Page};
pub use settings::{Favor, Include, Respect, Settings};
pub use site::{SiteError, SiteRule, SiteRules};

use std::borrow::Cow;

use segment::Blocks;

/// Cleans pages; made once, used from any number of threads.
#[derive(Debug, Default)]
pub struct Cleaner {
    settings: Settings,
    documents: document::Pool,
}

impl Cleaner {
    /// A cleaner with these settings.
    #[must_use]
    pub fn new(settings: Settings) -> Self {
        Self { settings, documents: document::Pool::default() }
    }

    /// What the model sees of a page, for training: gathered by the very code that cleans.
    pub fn with_evidence<T>(&self, page: &Page<'_>, look: impl FnOnce(&model::Evidence<'_>) -> T) -> T {
        let decoded = decode::decode(page);
        let mut document = document::Document::default();
        let (blocks, _) = self.read(page, &decoded.text, &mut document);
        let head = meta::Head::of(&document, page.base_url());
        let witnesses = meta::Witnesses { page, document: &document, blocks: &blocks, head: &head };
        let headline = meta::headline(witnesses);
        look(&evidence(witnesses, &headline))
    }

    /// Cleans a page. Never fails: a page without an article is a record that says why.
    #[must_use]
    pub fn clean(&self, page: &Page<'_>) -> Article {
        self.clean_and(page, |_| ()).0
    }

    /// Cleans a page and tells where it leads, from the same parsed document: the story's next page, and its links where they are wanted.
    #[must_use]
    pub fn clean_with_outlinks(&self, page: &Page<'_>, with_links: bool) -> (Article, Outlinks) {
        let (article, outlinks) = self.clean_and(page, |witnesses| outlinks::of(witnesses, with_links));
        (article, outlinks.unwrap_or_default())
    }

    /// Makes anew what is drawn from a record's text and blocks, where a hall has changed these: counts, fingerprint, Markdown, HTML.
    pub fn restate(&self, article: &mut Article) {
        article.word_count = text::count_words(&article.text);
        article.char_count = article.text.chars().count();
        article.fingerprint = fingerprint::of(&article.text);
        article.markdown = article.markdown.take().map(|_| render::markdown(&article.blocks));
        article.html = article.html.take().map(|_| render::html(&article.blocks));
        quality::restate(article);
    }

    /// Cleans a page, and looks at it as it stands parsed.
    fn clean_and<T>(&self, page: &Page<'_>, look: impl FnOnce(&meta::Witnesses<'_>) -> T) -> (Article, Option<T>) {
        if let Some(error) = refusal::of_page(page, self.settings.max_bytes) {
            return (Article { error: Some(error), ..record::known(page) }, None);
        }
        let decoded = decode::decode(page);
        let mut document = self.documents.take();
        let (blocks, html) = self.read(page, &decoded.text, &mut document);
        let head = meta::Head::of(&document, page.base_url());
        let witnesses = meta::Witnesses { page, document: &document, blocks: &blocks, head: &head };
        let seen = Some(look(&witnesses));
        let (site, unmatched) = self.settings.sites.cut(page, &html, &document);
        let mut headline = meta::headline(witnesses);
        site.overrule_headline(&blocks, &mut headline);
        let evidence = evidence(witnesses, &headline);
        let opinion = model::ask(&evidence);
        let stated = if site.names_body() { None } else { stated::Stated::find(&document, &head, &blocks) };
        let kind = kind::of(&evidence, head.title.as_deref(), &opinion, stated.is_some());
        let mut verdicts = verdict::judge(&evidence, &opinion, kind, self.settings.favor);
        site.overrule_verdicts(&blocks, &mut verdicts);
        let mut metadata = meta::read(witnesses, &headline, &verdicts, kind);
        site.overrule_metadata(witnesses, &verdicts, &mut metadata);
        metadata.tidy();
        if let Some(error) = refusal::of_rights(page, metadata.rights.as_ref(), &self.settings.respect) {
            return (Article { error: Some(error), ..record::of(page, kind, metadata, body::Body::default()) }, seen);
        }
        verdict::claim(&evidence, &mut verdicts, metadata.claims.iter().copied());
        let include = self.settings.include;
        let posts = posts::Posts::find(witnesses, kind, include.posts, self.settings.limits);
        let told_in_posts = posts.claims(kind, &verdicts);
        verdict::claim(&evidence, &mut verdicts, told_in_posts);
        let base = page.base_url().or(metadata.canonical_url.as_deref());
        let pictures = body::Pictures::find(&document, &blocks, &verdicts, base);
        verdict::claim(&evidence, &mut verdicts, pictures.claims());
        if !site.names_body() {
            verdict::last_resort(&evidence, &opinion, &mut verdicts);
        }
        let body = match &stated {
            Some(stated) => stated.body(self.settings.limits, base),
            None => body::assemble(&document, &blocks, &verdicts, pictures),
        };
        let by = [("text", stated.as_ref().map(|stated| stated.by.to_owned())), ("charset", decoded.provenance())];
        metadata.provenance.extend(by.into_iter().filter_map(|(field, by)| Some((field.to_owned(), by?))));
        let mut record = Article {
            removed: include.removed.then(|| body::removed(&blocks, &verdicts, &body)),
            comments: include.comments.then(|| comments::of(&document, &blocks)),
            posts: include.posts.then(|| posts.into_posts()),
            markdown: include.markdown.then(|| render::markdown(&body.blocks)),
            html: include.html.then(|| render::html(&body.blocks)),
            ..record::of(page, kind, metadata, body)
        };
        record.quality.confidence = quality::confidence(&evidence, &opinion, &verdicts);
        record.quality.warnings =
            quality::warnings(&evidence, &record).chain(decoded.warnings()).chain(unmatched).map(str::to_owned).collect();
        record.error = record.text.is_empty().then(|| refusal::of_body(kind, !blocks.is_empty()));
        (record, seen)
    }

    /// Reads a page into the document: its blocks, and the markup that they are of.
    fn read<'t>(&self, page: &Page<'_>, text: &'t str, document: &mut document::Document) -> (Blocks, Cow<'t, str>) {
        if let Content::Text(_) | Content::TextBytes(_) = page.content {
            document.read_text(text);
            return (Blocks::of(document), text.into());
        }
        document.read(text, self.settings.limits);
        let blocks = Blocks::of(document);
        let Some(opened) = areas::opened(text, &blocks) else { return (blocks, text.into()) };
        document.read(&opened, self.settings.limits);
        (Blocks::of(document), opened.into())
    }

    /// The record of a page that could not be had: what came with it still stands.
    #[must_use]
    pub fn failed(&self, page: &Page<'_>, class: &str, message: String) -> Article {
        Article { error: Some(article::RecordError { class: class.to_owned(), message }), ..record::known(page) }
    }
}

/// What the model sees of a page.
fn evidence<'a>(witnesses: meta::Witnesses<'a>, headline: &'a meta::Headline) -> model::Evidence<'a> {
    let meta::Witnesses { page, document, blocks, head } = witnesses;
    let title = headline.text.as_deref();
    let path = page.base_url().and_then(|url| url.split_once("://")).and_then(|(_, rest)| rest.split_once('/')).map(|(_, path)| path);
    let around = model::context::Around {
        og_type: head.meta("og:type"),
        types: head.json_ld.nodes().flat_map(meta::Node::types).collect(),
        path: path.map(|path| path.split(['?', '#']).next().unwrap_or_default()),
        title,
    };
    let rules: Vec<_> = (0..blocks.len()).map(|index| boilerplate::find(blocks.text(index))).collect();
    let table = model::features::table(document, blocks, &rules, title, headline.block);
    model::Evidence { document, blocks, rules, table, around }
}
