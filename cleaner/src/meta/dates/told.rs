//! Dates that the page tells to machines.

use std::borrow::Cow;

use super::finder::{self, Hint};
use super::moment::Moment;
use crate::meta::Witnesses;

/// A date with the witness that gave it.
#[derive(Debug, Clone)]
pub(super) struct Told {
    pub moment: Moment,
    pub witness: Cow<'static, str>,
    /// Of a witness that is made for this day alone; others (`date`, `DC.date`) name now one day, now another.
    pub strong: bool,
}

/// Metas of the day of publication, most trusted first.
const PUBLISHED: &[&str] = &[
    "article:published_time",
    "og:article:published_time",
    "article:published",
    "datepublished",
    "date_published",
    "og:published_time",
    "og:publish_date",
    "og:pubdate",
    "parsely-pub-date",
    "sailthru.date",
    "cxenseparse:recs:publishtime",
    "cxenseparse:recs:articlepublishtime",
    "cxenseparse:publishtime",
    "shareaholic:article_published_time",
    "citation_online_date",
    "citation_publication_date",
    "citation_date",
    "dc.date.issued",
    "dcterms.issued",
    "dc.date.published",
    "dc.date.publication",
    "dcterms.available",
    "prism.publicationdate",
    "originalpublicationdate",
    "article_date_original",
    "publishdate",
    "publish_date",
    "publish-date",
    "publicationdate",
    "publication_date",
    "publication-date",
    "pubdate",
    "pub_date",
    "pub-date",
    "date-pub",
    "pdate",
    "rbpubdate",
    "ptime",
    "published_at",
    "published",
    "publisheddate",
    "published_date",
    "published-date",
    "published_time",
    "content_publisheddate",
    "firstpublishdate",
    "dtk:publishdate",
    "dcsext.articlefirstpublished",
    "article.published",
    "weibo: article:create_at",
    "weibo:article:create_at",
    "enp:date",
    "og:time",
    "dc.date.created",
    "dcterms.created",
    "dcterms.date",
    "dc.date",
    "dc:date",
    "datecreated",
    "date_created",
    "createdate",
    "created",
    "article.created",
    "displaydate",
    "date",
    "og:release_date",
    "release_date",
    "ya:ovs:upload_date",
];

/// Metas of the day of the last change.
const MODIFIED: &[&str] = &[
    "article:modified_time",
    "og:article:modified_time",
    "article:modified",
    "datemodified",
    "date_modified",
    "dcterms.modified",
    "dc.date.modified",
    "article_date_updated",
    "dateupdate",
    "dateupdated",
    "weibo: article:update_at",
    "shareaholic:article_modified_time",
    "lastpublisheddate",
    "og:updated_time",
    "article:updated",
    "lastmod",
];

/// Days of publication, most trusted first.
#[must_use]
pub(super) fn published(witnesses: Witnesses<'_>, hint: Hint<'_>) -> Vec<Told> {
    let mut out = read(witnesses, hint, &["datePublished", "dateCreated", "uploadDate"], PUBLISHED);
    // A system's own name for it: `w-published-date`, `cms.publishTime`.
    for (name, content) in witnesses.head.metas().filter(|(name, _)| says_published(name) && !PUBLISHED.contains(name)) {
        if let Some(moment) = stamp(content, hint) {
            out.push(Told { moment, witness: Cow::Owned(name.to_owned()), strong: false });
        }
    }
    out
}

/// Days of the last change, most trusted first.
#[must_use]
pub(super) fn modified(witnesses: Witnesses<'_>, hint: Hint<'_>) -> Vec<Told> {
    read(witnesses, hint, &["dateModified", "dateUpdate"], MODIFIED)
}

fn says_published(name: &str) -> bool {
    (name.contains("publish") || name.contains("pubdate"))
        && ["date", "time"].iter().any(|word| name.contains(word))
        && !["modif", "updat", "last", "expir", "unpublish", "end"].iter().any(|word| name.contains(word))
}

fn read(witnesses: Witnesses<'_>, hint: Hint<'_>, properties: &[&str], metas: &[&'static str]) -> Vec<Told> {
    let Witnesses { document, head, .. } = witnesses;
    let mut out = Vec::new();
    let mut push = |text: &str, witness: &'static str, strong: bool| {
        out.extend(stamp(text, hint).map(|moment| Told { moment, witness: Cow::Borrowed(witness), strong }));
    };
    let Some(main) = properties.first() else { return out };
    if let Some(text) = head.json_ld.article().and_then(|article| article.text(main)) {
        push(&text, "json-ld", true);
    }
    let (strong, weak): (Vec<&str>, Vec<&str>) =
        metas.iter().partition(|name| name.starts_with("article:") || name.starts_with("og:article:"));
    for name in strong {
        if let Some(text) = head.meta(name) {
            push(text, name, true);
        }
    }
    head.microdata.values(document, main).take(1).for_each(|text| push(&text, "microdata", true));
    for name in weak {
        if let Some(text) = head.meta(name) {
            push(text, name, !WEAK.contains(&name));
        }
    }
    let page = head.json_ld.first_of(&["WebPage", "ItemPage", "AboutPage", "VideoObject", "PodcastEpisode"]);
    for property in properties {
        let text = head.json_ld.article().and_then(|article| article.text(property)).or_else(|| page.and_then(|page| page.text(property)));
        if let Some(text) = text {
            push(&text, "json-ld", false);
        }
        head.microdata.values(document, property).take(1).for_each(|text| push(&text, "microdata", false));
    }
    out
}

/// Metas that hold the day of the last change as often as that of publication.
const WEAK: &[&str] = &[
    "date",
    "dc.date",
    "dc:date",
    "dcterms.date",
    "created",
    "createdate",
    "displaydate",
    "release_date",
    "og:release_date",
    "og:updated_time",
    "lastmod",
];

/// A date that stands alone, as machines write it.
pub(super) fn stamp(text: &str, hint: Hint<'_>) -> Option<Moment> {
    if text.len() > 80 {
        return None;
    }
    finder::find(text, hint).first().map(Moment::from).or_else(|| Moment::of_epoch(text))
}
