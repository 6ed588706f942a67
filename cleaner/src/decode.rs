//! From bytes to characters, and what told the charset.

use std::borrow::Cow;

use crate::page::{Content, Page};

/// The characters of a page.
#[derive(Debug)]
pub struct Decoded<'a> {
    /// The characters.
    pub text: Cow<'a, str>,
    /// The charset's name by the WHATWG's Encoding Standard, lower-cased.
    pub charset: &'static str,
    /// What told it: `bom`, `header`, `meta`, `utf-8`, `detected`, `given`.
    pub source: &'static str,
}

/// Decodes a page's content.
#[must_use]
pub fn decode<'a>(page: &'a Page<'_>) -> Decoded<'a> {
    let text = match &page.content {
        Content::Bytes(bytes) | Content::TextBytes(bytes) => String::from_utf8_lossy(bytes),
        Content::Html(text) | Content::Text(text) => Cow::Borrowed(text.as_ref()),
    };
    Decoded { text, charset: "utf-8", source: "utf-8" }
}
