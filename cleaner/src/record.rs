//! The record of a page: what came with it, its fields, its body.

use crate::article::{Article, PageKind, SCHEMA_VERSION};
use crate::body::Body;
use crate::meta::Metadata;
use crate::page::Page;
use crate::{fingerprint, links, model, text};

/// The id given with the page, else a hash of its address as asked for, else of its bytes.
fn identifier(page: &Page<'_>) -> String {
    match (&page.id, &page.url) {
        (Some(id), _) => id.clone().into_owned(),
        (None, Some(url)) => fingerprint::id_of(links::normalized(url).as_deref().unwrap_or(url).as_bytes()),
        (None, None) => fingerprint::id_of(page.raw()),
    }
}

/// What is known of a page before it is read.
pub(crate) fn known(page: &Page<'_>) -> Article {
    Article {
        schema_version: SCHEMA_VERSION.to_owned(),
        extractor: format!("presscut {} model {}", env!("CARGO_PKG_VERSION"), model::name()),
        id: identifier(page),
        url: page.url.as_deref().map(str::to_owned),
        final_url: page.final_url.as_deref().map(str::to_owned),
        ..Article::default()
    }
}

/// The record, put together.
pub(crate) fn of(page: &Page<'_>, page_kind: PageKind, metadata: Metadata, body: Body) -> Article {
    Article {
        page_kind,
        canonical_url: metadata.canonical_url,
        title: metadata.title,
        subtitle: metadata.subtitle,
        description: metadata.description,
        authors: metadata.authors,
        contributors: metadata.contributors,
        date_published: metadata.date_published,
        date_modified: metadata.date_modified,
        publisher: metadata.publisher,
        source: metadata.source,
        issue: metadata.issue,
        section: metadata.section,
        tags: metadata.tags,
        dateline: metadata.dateline,
        language: metadata.language,
        is_accessible_for_free: metadata.is_accessible_for_free,
        copyright: metadata.copyright,
        rights: metadata.rights,
        image: metadata.image,
        images: body.images,
        fingerprint: fingerprint::of(&body.text),
        word_count: text::count_words(&body.text),
        char_count: body.text.chars().count(),
        text: body.text,
        blocks: body.blocks,
        provenance: metadata.provenance,
        ..known(page)
    }
}
