//! What comes out: the record of one page, with the names of schema.org's `NewsArticle` in `snake_case`.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Version of the record: a name or a type changes only together with it.
pub const SCHEMA_VERSION: &str = "1.0";

/// The record of one page. What is not known is `None` (JSON `null`) or empty, never a guess.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Article {
    /// Version of this table.
    pub schema_version: String,
    /// Name and version of the program and of its model: `presscut 0.1.0 model 3f2a9c1e`.
    pub extractor: String,
    /// The id given with the input, else a hash of the normalised URL asked for, else of the bytes; where none could be read, of the input's name.
    pub id: String,
    /// Where the page came from: a path, `path#offset` in a WARC, the URL asked for. Set by the hall.
    pub input: String,
    /// The address as asked for, or stated with the input.
    pub url: Option<String>,
    /// The address after redirects.
    pub final_url: Option<String>,
    /// The address that the page gives as its own, absolute, without tracking parameters.
    pub canonical_url: Option<String>,
    /// What kind of page it is.
    pub page_kind: PageKind,
    /// The headline, without the site's name.
    pub title: Option<String>,
    /// The dek or standfirst.
    pub subtitle: Option<String>,
    /// The page's own summary.
    pub description: Option<String>,
    /// Who wrote it: one bare name each.
    pub authors: Vec<String>,
    /// Others who took part, with their role.
    pub contributors: Vec<Contributor>,
    /// RFC 3339: a day, or a time with its offset where that is stated or safely known.
    pub date_published: Option<String>,
    /// The same, for the last change.
    pub date_modified: Option<String>,
    /// The site.
    pub publisher: Option<Publisher>,
    /// The agency or paper that the text was taken from.
    pub source: Option<Source>,
    /// The print issue: `NO. 20 MAY 19, 2016`.
    pub issue: Option<String>,
    /// Breadcrumb or section, outermost first.
    pub section: Vec<String>,
    /// Keywords.
    pub tags: Vec<String>,
    /// `BEIJING, May 19 (Xinhua)`.
    pub dateline: Option<String>,
    /// BCP 47, of the body's text first, then what the page declares.
    pub language: Option<String>,
    /// Whether it can be read without paying, where the page or the status says so.
    pub is_accessible_for_free: Option<bool>,
    /// The notice that was stripped.
    pub copyright: Option<String>,
    /// What the page or its headers reserve.
    pub rights: Option<Rights>,
    /// URL of the lead image.
    pub image: Option<String>,
    /// The body's pictures, in order.
    pub images: Vec<Image>,
    /// The body as plain text, a blank line between blocks.
    pub text: String,
    /// The body in order.
    pub blocks: Vec<Block>,
    /// Words of `text`; a Han or kana character counts as one.
    pub word_count: usize,
    /// Unicode characters of `text`.
    pub char_count: usize,
    /// Hash and `SimHash` of the normalised text.
    pub fingerprint: Option<Fingerprint>,
    /// The pages that were joined, for a story split over several. Set by the hall.
    pub pages: Vec<String>,
    /// The `id` of an earlier record of the run with the same or nearly the same text. Set by the hall.
    pub duplicate_of: Option<String>,
    /// Which rule or tag gave each field.
    pub provenance: BTreeMap<String, String>,
    /// How far the record can be trusted.
    pub quality: Quality,
    /// What the fetch was like; only for fetched or WARC pages. Set by the hall.
    pub fetch: Option<Fetch>,
    /// Why there is no article.
    pub error: Option<RecordError>,
    /// The body as Markdown, on demand.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub markdown: Option<String>,
    /// The body as sanitised HTML, on demand.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub html: Option<String>,
    /// Every block that was cut, and why, on demand.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub removed: Option<Vec<Removed>>,
    /// The readers' comments, on demand.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub comments: Option<Vec<Comment>>,
    /// The posts of a live blog, on demand.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub posts: Option<Vec<Post>>,
}

impl Article {
    /// The charset that the page was read in and what told it, from `provenance`: `gbk`, `meta`.
    #[must_use]
    pub fn charset(&self) -> Option<(&str, Option<&str>)> {
        let told = self.provenance.get("charset")?;
        Some(match told.split_once(' ') {
            Some((charset, source)) => (charset, Some(source.trim_matches(['(', ')']))),
            None => (told, None),
        })
    }
}

/// What kind of page a page is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum PageKind {
    /// A news story, a blog post, an essay.
    Article,
    /// A running report of dated posts.
    LiveBlog,
    /// Pictures with captions.
    Gallery,
    /// A film with its text.
    Video,
    /// A front page, a section page, a list of links to stories.
    Index,
    /// Something for sale.
    Product,
    /// A thread of posts by readers.
    Forum,
    /// A manual or reference.
    Documentation,
    /// A challenge in place of the page.
    Blocked,
    /// A page that tells of an error.
    Error,
    /// Anything else.
    #[default]
    Other,
}

/// Someone who took part, and how.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Contributor {
    /// A bare name.
    pub name: String,
    /// `editor`, `copyeditor`, `translator`, `photographer`, `reporter`, …
    pub role: String,
    /// The page about them.
    pub url: Option<String>,
}

/// The site.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Publisher {
    /// Its name.
    pub name: Option<String>,
    /// Its registrable domain.
    pub domain: Option<String>,
}

/// The agency or paper that the text was taken from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Source {
    /// Its name.
    pub name: String,
    /// The address linked to.
    pub url: Option<String>,
}

/// What the page or its headers reserve.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Rights {
    /// Values of `<meta name=robots>` and `X-Robots-Tag`.
    pub robots: Vec<String>,
    /// `TDMRep`'s reservation.
    pub tdm_reservation: Option<bool>,
    /// `TDMRep`'s policy address.
    pub tdm_policy: Option<String>,
    /// The licence's address or name.
    pub license: Option<String>,
}

/// A picture of the body.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Image {
    /// Absolute address.
    pub url: Option<String>,
    /// What the caption says, without the credit.
    pub caption: Option<String>,
    /// Who took it.
    pub credit: Option<String>,
    /// Its alternative text.
    pub alt: Option<String>,
    /// Pixels.
    pub width: Option<u32>,
    /// Pixels.
    pub height: Option<u32>,
}

/// Text with marked stretches.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct RichText {
    /// The characters.
    pub text: String,
    /// The stretches, in order of their start.
    pub spans: Vec<Span>,
}

/// A marked stretch of text, in Unicode characters.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Span {
    /// The first character.
    pub start: usize,
    /// The character after the last.
    pub end: usize,
    /// What it is.
    pub kind: SpanKind,
    /// The address, of a link.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub href: Option<String>,
}

/// What a stretch of text is marked as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum SpanKind {
    /// A link.
    Link,
    /// Strong, bold.
    Strong,
    /// Emphasis, italics.
    Em,
    /// Code.
    Code,
    /// Subscript.
    Sub,
    /// Superscript.
    Sup,
}

/// A block of the body.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Block {
    /// A paragraph.
    Paragraph {
        /// Its text.
        #[serde(flatten)]
        text: RichText,
    },
    /// A heading within the body.
    Heading {
        /// 1 to 6.
        level: u8,
        /// Its text.
        #[serde(flatten)]
        text: RichText,
    },
    /// A block quotation.
    Quote {
        /// Its text.
        #[serde(flatten)]
        text: RichText,
    },
    /// A list.
    List {
        /// Whether it is numbered.
        ordered: bool,
        /// Its items.
        items: Vec<ListItem>,
    },
    /// A table of data.
    Table {
        /// Cell texts, row by row; `rowspan` and `colspan` filled in.
        rows: Vec<Vec<RichText>>,
        /// Whether the first row is the header.
        header: bool,
    },
    /// A picture.
    Figure {
        /// The picture.
        image: Image,
    },
    /// Preformatted code.
    Code {
        /// The language that the page names.
        language: Option<String>,
        /// The code, with its line breaks.
        text: String,
    },
    /// A formula.
    Math {
        /// TeX.
        text: String,
    },
    /// Something embedded.
    Embed {
        /// Its address.
        url: String,
    },
}

impl Block {
    /// Its text, as it stands in a record's `text`.
    #[must_use]
    pub fn text(&self) -> String {
        crate::body::text_of(self)
    }
}

/// An item of a list.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ListItem {
    /// Its text.
    #[serde(flatten)]
    pub text: RichText,
    /// Lists inside it.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub children: Vec<Block>,
}

/// Hashes of the normalised text, as hexadecimal digits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Fingerprint {
    /// XXH3-64 of the normalised text.
    pub text: String,
    /// 64-bit `SimHash` of it.
    pub simhash: String,
}

/// How far a record can be trusted.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Quality {
    /// 0 to 1.
    pub confidence: f64,
    /// Short stable codes.
    pub warnings: Vec<String>,
}

/// What the fetch was like.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Fetch {
    /// HTTP status.
    pub status: Option<u16>,
    /// RFC 3339.
    pub fetched_at: Option<String>,
    /// The header `Content-Type`.
    pub content_type: Option<String>,
    /// The charset used.
    pub charset: Option<String>,
    /// What told it: `bom`, `header`, `meta`, `utf-8`, `detected`, `default`.
    pub charset_source: Option<String>,
    /// Bytes of the body after decompression.
    pub bytes: Option<u64>,
    /// SHA-256 of the body, hexadecimal.
    pub sha256: Option<String>,
    /// The addresses passed through, in order.
    pub redirects: Vec<String>,
    /// Requests made.
    pub attempts: u32,
}

/// Why there is no article.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct RecordError {
    /// A short stable code.
    pub class: String,
    /// What happened and what to do about it.
    pub message: String,
}

/// A block that was cut.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Removed {
    /// The rule or score that cut it.
    pub reason: String,
    /// Its text.
    pub text: String,
}

/// A reader's comment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Comment {
    /// Who wrote it.
    pub author: Option<String>,
    /// When.
    pub date: Option<String>,
    /// What.
    pub text: String,
}

/// A post of a live blog.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Post {
    /// When.
    pub date: Option<String>,
    /// Its headline.
    pub title: Option<String>,
    /// What.
    pub text: String,
}
