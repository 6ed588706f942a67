//! Feeds: RSS, Atom, JSON Feed.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use chrono::{DateTime, Utc};
use feed_rs::model;
use feed_rs::parser::Builder;
use url::Url;

use super::entry::{Entry, Listing, MOST, Teller, Witness, time};
use super::error::FetchError;
use super::url::is_web;

/// Most elements around an element: what is nested deeper is an attack.
const DEPTH: usize = 256;

/// Reads a feed that came from an address.
///
/// # Errors
/// [`FetchError::Feed`] where it is none.
pub fn read(bytes: &[u8], from: &Url) -> Result<Listing, FetchError> {
    if is_too_deep(bytes) {
        return Err(FetchError::Feed("it is nested too deep".to_owned()));
    }
    let times = Times::default();
    let written = times.clone();
    let parser = Builder::new().base_uri(Some(from)).sanitize_content(false).timestamp_parser(move |text| written.parse(text)).build();
    let feed = parser.parse(bytes).map_err(|cause| FetchError::Feed(cause.to_string().chars().take(200).collect()))?;
    let entries = feed.entries.into_iter().filter_map(|entry| read_entry(entry, from, &times)).take(MOST).collect();
    Ok(Listing { entries, ..Listing::default() })
}

/// Whether elements stand in elements beyond all reason: the reader goes down by recursion.
fn is_too_deep(bytes: &[u8]) -> bool {
    let (mut depth, mut rest) = (0_usize, bytes);
    while let Some(at) = memchr::memchr(b'<', rest) {
        rest = rest.get(at + 1..).unwrap_or_default();
        match rest.first() {
            Some(b'/') => depth = depth.saturating_sub(1),
            Some(b'!') if rest.starts_with(b"![CDATA[") => {
                let end = memchr::memmem::find(rest, b"]]>").unwrap_or(rest.len());
                rest = rest.get(end..).unwrap_or_default();
            }
            Some(b'!' | b'?') | None => {}
            Some(_) => {
                let end = memchr::memchr(b'>', rest).unwrap_or(rest.len());
                if rest.get(..end).is_some_and(|tag| !tag.ends_with(b"/")) {
                    depth += 1;
                }
            }
        }
        if depth > DEPTH {
            return true;
        }
    }
    false
}

/// The times of a feed as they were written: the reader gives instants, and an instant has lost its offset.
#[derive(Debug, Clone, Default)]
struct Times(Arc<Mutex<HashMap<DateTime<Utc>, String>>>);

impl Times {
    fn parse(&self, text: &str) -> Option<DateTime<Utc>> {
        let written = time(text)?;
        let seconds = match written.parse::<jiff::Timestamp>() {
            Ok(at) => at.as_second(),
            Err(_) => written.parse::<jiff::civil::Date>().ok()?.to_zoned_datetime(jiff::tz::TimeZone::UTC).ok()?.timestamp().as_second(),
        };
        let at = DateTime::from_timestamp(seconds, 0)?;
        self.0.lock().ok()?.insert(at, written);
        Some(at)
    }

    fn written(&self, at: DateTime<Utc>) -> Option<String> {
        self.0.lock().ok()?.get(&at).cloned()
    }
}

fn read_entry(entry: model::Entry, from: &Url, times: &Times) -> Option<Entry> {
    let url = address(&entry, from)?;
    let body = entry.content.and_then(|content| content.body);
    let summary = entry.summary.map(|summary| summary.content);
    // where both are there, the longer one is the text
    let html = body.into_iter().chain(summary).max_by_key(|html| html.chars().count()).filter(|html| !html.trim().is_empty());
    let authors = entry.authors.into_iter().filter_map(|person| said(person.name?));
    Some(Entry {
        url: url.into(),
        modified: entry.updated.and_then(|at| times.written(at)),
        witness: Witness {
            by: Teller::Feed,
            title: entry.title.and_then(|title| said(title.content)),
            published: entry.published.and_then(|at| times.written(at)),
            authors: authors.collect(),
            html,
        },
    })
}

/// The page's address: the link that says so, the first that says nothing, or the identifier where that is one.
fn address(entry: &model::Entry, from: &Url) -> Option<Url> {
    let links = || entry.links.iter();
    let link = links()
        .find(|link| link.rel.as_deref() == Some("alternate"))
        .or_else(|| links().find(|link| link.rel.is_none()))
        .map(|link| link.href.as_str());
    let url = from.join(link.or(Some(entry.id.as_str()).filter(|id| id.contains("://")))?.trim()).ok()?;
    is_web(&url).then_some(url)
}

fn said(text: String) -> Option<String> {
    let trimmed = text.trim();
    if trimmed.len() == text.len() { Some(text).filter(|text| !text.is_empty()) } else { said(trimmed.to_owned()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn feed(text: &str) -> Result<Listing, FetchError> {
        read(text.as_bytes(), &Url::parse("https://harbour.example/feeds/all.xml").unwrap())
    }

    #[test]
    fn rss_with_the_text_in_it() {
        let listing = feed(
            r#"<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
            <channel><title>Harbour Daily</title><link>https://harbour.example/</link><item><title>Night boat &amp; day boat return</title>
            <link> https://harbour.example/a?utm_source=rss </link><pubDate>Fri, 13 May 2016 07:30:00 +0800</pubDate><dc:creator>Ann Marsh</dc:creator>
            <description>They return.</description><content:encoded><![CDATA[<p>They return on Monday.</p>]]></content:encoded></item>
            <item><title>Without an address</title></item><item><guid isPermaLink="true">https://harbour.example/b</guid><title/></item></channel></rss>"#,
        )
        .unwrap();
        assert_eq!(listing.entries.len(), 2);
        let first = &listing.entries[0];
        assert_eq!(first.url, "https://harbour.example/a?utm_source=rss");
        let wanted = Witness {
            by: Teller::Feed,
            title: Some("Night boat & day boat return".into()),
            published: Some("2016-05-13T07:30:00+08:00".into()),
            authors: vec!["Ann Marsh".into()],
            html: Some("<p>They return on Monday.</p>".into()),
        };
        assert_eq!(first.witness, wanted);
        assert_eq!(listing.entries[1].url, "https://harbour.example/b");
        assert!(listing.entries[1].witness.is_empty(), "{:?}", listing.entries[1]);
    }

    #[test]
    fn atom_with_relative_addresses() {
        let listing = feed(
            r#"<feed xmlns="http://www.w3.org/2005/Atom"><title>Quay</title><id>x</id><updated>2026-05-13T08:00:00Z</updated>
            <entry><id>tag:1</id><title type="html">Quay &lt;b&gt;opens&lt;/b&gt;</title><link rel="enclosure" href="/film.mp4"/><link rel="alternate" href="/quay"/>
            <published>2026-05-12T21:00:00-04:00</published><updated>2026-05-13T08:00:00Z</updated><author><name>Bo Lind</name></author><summary>Short.</summary></entry></feed>"#,
        )
        .unwrap();
        let entry = &listing.entries[0];
        assert_eq!(entry.url, "https://harbour.example/quay");
        assert_eq!(entry.witness.published.as_deref(), Some("2026-05-12T21:00:00-04:00"));
        assert_eq!(entry.modified.as_deref(), Some("2026-05-13T08:00:00Z"));
        assert_eq!(entry.witness.authors, ["Bo Lind"]);
    }

    #[test]
    fn json_feed() {
        let listing = feed(
            r#"{"version": "https://jsonfeed.org/version/1.1", "title": "Quay", "items": [{"id": "1", "url": "https://harbour.example/quay",
            "title": "渡轮恢复", "content_html": "<p>渡轮周一恢复。</p>", "date_published": "2026-05-12T21:00:00+08:00", "authors": [{"name": "林晓"}]}]}"#,
        )
        .unwrap();
        let witness = &listing.entries[0].witness;
        assert_eq!(witness.title.as_deref(), Some("渡轮恢复"));
        assert_eq!(witness.published.as_deref(), Some("2026-05-12T21:00:00+08:00"));
        assert_eq!((witness.authors.as_slice(), witness.html.as_deref()), (&["林晓".to_owned()][..], Some("<p>渡轮周一恢复。</p>")));
    }

    #[test]
    fn what_is_no_feed_says_so() {
        for text in ["", "<html><body>Not a feed", "<rss version='2.0'><channel><item>", "{\"items\": 7}", "plain"] {
            let error = feed(text).unwrap_err();
            assert_eq!(error.class(), "feed", "{text}");
            assert!(error.to_string().contains("RSS, Atom or JSON feed"), "{error}");
        }
    }

    #[test]
    fn depth_is_no_attack() {
        let deep = format!(
            "<feed xmlns='http://www.w3.org/2005/Atom'><entry><content type='xhtml'>{}x{}</content></entry></feed>",
            "<div>".repeat(100_000),
            "</div>".repeat(100_000)
        );
        assert_eq!(feed(&deep).unwrap_err().class(), "feed");
    }
}
