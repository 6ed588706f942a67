//! What goes in: one page, as it came.

use std::borrow::Cow;

/// The content of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Content<'a> {
    /// HTML as bytes: the charset is still to be found.
    Bytes(Cow<'a, [u8]>),
    /// HTML that is characters already.
    Html(Cow<'a, str>),
    /// A page that was turned to plain text: a line for a block.
    Text(Cow<'a, str>),
    /// Plain text as bytes.
    TextBytes(Cow<'a, [u8]>),
}

/// One page and what is known of it from outside. Nothing here is read from the page itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page<'a> {
    /// The content.
    pub content: Content<'a>,
    /// The identifier given with the input, which comes back in the record.
    pub id: Option<Cow<'a, str>>,
    /// The address as asked for.
    pub url: Option<Cow<'a, str>>,
    /// The address after redirects.
    pub final_url: Option<Cow<'a, str>>,
    /// The value of the HTTP header `Content-Type`.
    pub content_type: Option<Cow<'a, str>>,
    /// When the page was fetched, RFC 3339.
    pub retrieved_at: Option<Cow<'a, str>>,
    /// Response headers that speak of rights (`X-Robots-Tag`, `tdm-reservation`, `tdm-policy`): name, value.
    pub headers: Vec<(Cow<'a, str>, Cow<'a, str>)>,
}

impl<'a> Page<'a> {
    /// A page of HTML bytes, as they came from the wire or a file.
    pub fn from_bytes(bytes: impl Into<Cow<'a, [u8]>>) -> Self {
        Self::new(Content::Bytes(bytes.into()))
    }

    /// A page of HTML that is decoded already.
    pub fn from_html(html: impl Into<Cow<'a, str>>) -> Self {
        Self::new(Content::Html(html.into()))
    }

    /// A page that was turned to plain text before.
    pub fn from_text(text: impl Into<Cow<'a, str>>) -> Self {
        Self::new(Content::Text(text.into()))
    }

    /// A page of any content, with nothing else known.
    #[must_use]
    pub fn new(content: Content<'a>) -> Self {
        Self { content, id: None, url: None, final_url: None, content_type: None, retrieved_at: None, headers: Vec::new() }
    }

    /// The same page, known to come from this address.
    #[must_use]
    pub fn with_url(mut self, url: impl Into<Cow<'a, str>>) -> Self {
        self.url = Some(url.into());
        self
    }

    /// The address that links are resolved against: after redirects, else as asked for.
    #[must_use]
    pub fn base_url(&self) -> Option<&str> {
        self.final_url.as_deref().or(self.url.as_deref())
    }

    /// The raw bytes of the content.
    #[must_use]
    pub fn raw(&self) -> &[u8] {
        match &self.content {
            Content::Bytes(bytes) | Content::TextBytes(bytes) => bytes,
            Content::Html(text) | Content::Text(text) => text.as_bytes(),
        }
    }
}
