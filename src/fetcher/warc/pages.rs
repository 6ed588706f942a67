//! The pages of an archive: answers and resources that hold HTML.

use std::collections::BTreeMap;
use std::io::{self, Read};
use std::sync::Arc;

use presscut_cleaner::page::Page;

use super::chunked;
use super::fields::Fields;
use super::message::{HEAD, Head};
use super::records::{Broken, Record, Records};
use crate::fetcher::body::{self, Cut};
use crate::fetcher::http::RIGHTS;
use crate::fetcher::media;
use crate::fetcher::url::redact;

/// Broken records that the summary spells out.
const EXAMPLES: usize = 5;
/// What of a body is looked at to see whether it is HTML.
const START: usize = 1024;

/// What an archive came to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Counts {
    /// Records that could be read.
    pub records: u64,
    /// Pages among them.
    pub pages: u64,
    /// The others, by what they are: their type, `status 404`, `no HTML`.
    pub others: BTreeMap<String, u64>,
    /// Places that could not be read.
    pub broken: u64,
    /// What the first few are.
    pub examples: Vec<String>,
}

impl Counts {
    /// Adds what another archive came to.
    pub fn add(&mut self, other: Self) {
        self.records += other.records;
        self.pages += other.pages;
        for (what, count) in other.others {
            *self.others.entry(what).or_default() += count;
        }
        self.broken += other.broken;
        let room = EXAMPLES.saturating_sub(self.examples.len());
        self.examples.extend(other.examples.into_iter().take(room));
    }
}

/// What an archive tells of a page beside the page itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// The status of the answer.
    pub status: Option<u16>,
    /// `WARC-Date`.
    pub at: Option<String>,
    /// The type of the content.
    pub content_type: Option<String>,
    /// Whether the archive holds a part of the page only (`WARC-Truncated`).
    pub truncated: bool,
}

/// A page as it lies in an archive, still in its codings.
#[derive(Debug)]
pub struct Archived {
    input: String,
    url: Option<String>,
    told: Told,
    headers: Fields,
    body: Vec<u8>,
}

impl Archived {
    /// Where it comes from: `archive#offset`.
    #[must_use]
    pub fn input(&self) -> &str {
        &self.input
    }

    /// The page, its codings undone, to one byte more than it may have.
    pub(crate) fn load(self, max_bytes: usize) -> (Page<'static>, Told, Result<(), String>) {
        let mut page = Page::from_bytes(&[][..]);
        page.url = self.url.map(Into::into);
        page.content_type = self.told.content_type.clone().map(Into::into);
        page.retrieved_at = self.told.at.clone().map(Into::into);
        let rights = RIGHTS.iter().flat_map(|name| self.headers.all(name).map(move |value| (*name, value.to_owned())));
        page.headers = rights.map(|(name, value)| (name.into(), value.into())).collect();
        let mut told = self.told;
        let failed = match undone(self.body, &self.headers, max_bytes.saturating_add(1)) {
            Ok((bytes, cut)) => {
                page.content = media::content(bytes, told.content_type.as_deref());
                match cut {
                    Cut::Whole => None,
                    Cut::Early if told.truncated => None,
                    Cut::Early => Some("it ends too early".to_owned()),
                    Cut::Damaged(cause) => Some(cause),
                }
            }
            Err(cause) => Some(cause),
        };
        told.truncated &= failed.is_none();
        (page, told, failed.map_or(Ok(()), Err))
    }
}

/// Undoes the codings of a body, up to so many bytes. Where the archive has done so before, nothing is done.
fn undone(body: Vec<u8>, headers: &Fields, most: usize) -> Result<(Vec<u8>, Cut), String> {
    let is_chunked = headers.all("transfer-encoding").any(|coding| coding.to_ascii_lowercase().contains("chunked"));
    let body = if is_chunked { chunked::undone(&body).unwrap_or(body) } else { body };
    let codings = body::codings_of(headers.all("content-encoding")).map_err(|error| error.to_string())?;
    if codings.is_empty() || media::looks_like_html(&body) {
        return Ok((body, Cut::Whole));
    }
    Ok(body::undo(&codings, body, most))
}

/// Reads the pages of an archive.
pub(crate) struct Pages {
    records: Option<Records>,
    name: Arc<str>,
    most: usize,
    counts: Counts,
}

impl Pages {
    /// The pages of an archive of this name, of which none may have more than `max_bytes`.
    pub(crate) fn new(stream: Box<dyn Read + Send>, name: &str, max_bytes: usize) -> io::Result<Self> {
        // of the rest, codings make less; one byte more shows that it is too much
        let most = max_bytes.saturating_add(HEAD + 1);
        Ok(Self { records: Some(Records::new(stream)?), name: name.into(), most, counts: Counts::default() })
    }

    /// What was found so far.
    pub(crate) fn counts(&self) -> &Counts {
        &self.counts
    }

    fn page(&mut self, record: &Record) -> Result<Option<Archived>, Broken> {
        let Some(records) = &mut self.records else { return Ok(None) };
        let kind = record.fields.get("warc-type").unwrap_or("without a type").to_ascii_lowercase();
        let mut block = Vec::new();
        let is_page = match kind.as_str() {
            "response" | "resource" => {
                records.read_block(&mut block, HEAD.min(self.most))?;
                look(&kind, record, &block)
            }
            _ => Err(kind),
        };
        match &is_page {
            Ok(_) => records.read_block(&mut block, self.most)?,
            Err(_) => block.clear(),
        }
        records.close()?;
        self.counts.records += 1;
        let (status, headers, start) = match is_page {
            Ok(page) => page,
            Err(what) => {
                *self.counts.others.entry(what).or_default() += 1;
                return Ok(None);
            }
        };
        self.counts.pages += 1;
        block.drain(..start);
        let url = record.fields.get("warc-target-uri").map(|url| url.trim_start_matches('<').trim_end_matches('>'));
        let content_type = if status.is_some() { headers.get("content-type") } else { record.fields.get("content-type") };
        Ok(Some(Archived {
            input: format!("{}#{}", self.name, record.offset),
            url: url.map(|url| redact(url).into_owned()),
            told: Told {
                status,
                at: record.fields.get("warc-date").map(str::to_owned),
                content_type: content_type.map(str::to_owned),
                truncated: record.fields.get("warc-truncated").is_some(),
            },
            headers,
            body: block,
        }))
    }

    fn note(&mut self, broken: &Broken) {
        let line = format!("{}#{}: {}", self.name, broken.offset, broken.cause);
        tracing::info!("broken record: {line}");
        self.counts.broken += 1;
        if self.counts.examples.len() < EXAMPLES {
            self.counts.examples.push(line);
        }
    }
}

/// Status, headers and the body's start of a block that holds a page; else what it holds.
fn look(kind: &str, record: &Record, block: &[u8]) -> Result<(Option<u16>, Fields, usize), String> {
    if kind == "resource" {
        let declared = record.fields.get("content-type");
        return if is_html(declared, || media::looks_like_html(block)) { Ok((None, Fields::default(), 0)) } else { Err(no_html()) };
    }
    let Some(Head { status, headers, length }) = Head::read(block) else {
        return Err("response without HTTP".to_owned());
    };
    if !matches!(status, 200 | 203) {
        return Err(format!("status {status}"));
    }
    let body = block.get(length..).unwrap_or_default();
    let declared = record.fields.get("warc-identified-payload-type").or_else(|| headers.get("content-type"));
    let begins_so = || undone(body.to_vec(), &headers, START).is_ok_and(|(start, _)| media::looks_like_html(&start));
    if is_html(declared, begins_so) { Ok((Some(status), headers, length)) } else { Err(no_html()) }
}

fn no_html() -> String {
    "no HTML".to_owned()
}

/// Whether a type is that of a page; where it leaves that open, the first bytes tell.
fn is_html(declared: Option<&str>, begins_so: impl FnOnce() -> bool) -> bool {
    match declared.map(media::essence).as_deref() {
        Some("text/html" | "application/xhtml+xml" | "application/vnd.wap.xhtml+xml") => true,
        _ => media::check_declared(declared).is_ok() && begins_so(),
    }
}

impl Iterator for Pages {
    type Item = Archived;

    fn next(&mut self) -> Option<Archived> {
        loop {
            let record = self.records.as_mut()?.advance();
            match record.map(|record| record.and_then(|record| self.page(&record))) {
                Some(Ok(Some(page))) => return Some(page),
                Some(Ok(None)) => {}
                Some(Err(broken)) => self.note(&broken),
                None => {
                    self.records = None;
                    return None;
                }
            }
        }
    }
}
