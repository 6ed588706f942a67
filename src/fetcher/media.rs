//! What kind of content came: a page, text, or neither.

use std::borrow::Cow;

use presscut_cleaner::page::Content;

use super::error::FetchError;

/// The type and subtype of a `Content-Type`, lower-cased, without parameters.
#[must_use]
pub fn essence(content_type: &str) -> String {
    content_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
}

/// Whether a declared type is that of a page, or leaves it open.
///
/// # Errors
/// [`FetchError::NotHtml`] for a picture, a film, a PDF, JSON and the like.
pub fn check_declared(content_type: Option<&str>) -> Result<(), FetchError> {
    let essence = content_type.map(essence).unwrap_or_default();
    match essence.as_str() {
        ""
        | "text/html"
        | "application/xhtml+xml"
        | "text/plain"
        | "text/xml"
        | "application/xml"
        | "application/octet-stream"
        | "application/vnd.wap.xhtml+xml"
        | "unknown/unknown"
        | "*/*" => Ok(()),
        other if other.contains('/') => Err(FetchError::NotHtml(other.chars().take(80).collect())),
        _ => Ok(()), // not a type at all: the bytes will tell
    }
}

/// The content of a body by its declared type, and by its first bytes where these contradict it.
#[must_use]
pub fn content<'a>(bytes: impl Into<Cow<'a, [u8]>>, content_type: Option<&str>) -> Content<'a> {
    let bytes = bytes.into();
    let is_text = content_type.map(essence).as_deref() == Some("text/plain") && !looks_like_html(&bytes);
    if is_text { Content::TextBytes(bytes) } else { Content::Bytes(bytes) }
}

/// Whether bytes begin as only HTML does: servers that send pages as `text/plain` are not rare.
pub(super) fn looks_like_html(bytes: &[u8]) -> bool {
    let start = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii_start();
    ["<!doctype html", "<html", "<?xml"]
        .iter()
        .any(|tag| start.get(..tag.len()).is_some_and(|start| start.eq_ignore_ascii_case(tag.as_bytes())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn declared_types() {
        for fine in [None, Some("text/html; charset=gbk"), Some("Application/XHTML+XML"), Some("text/plain"), Some("html"), Some("")] {
            assert!(check_declared(fine).is_ok(), "{fine:?}");
        }
        for other in ["application/pdf", "image/webp", "application/json; charset=utf-8", "video/mp4", "text/css"] {
            assert_eq!(check_declared(Some(other)).unwrap_err().class(), "not_html", "{other}");
        }
    }

    #[test]
    fn text_is_text_unless_it_is_html() {
        assert!(matches!(content(b"A line.\nAnother.".as_slice(), Some("text/plain; charset=utf-8")), Content::TextBytes(_)));
        assert!(matches!(content(b"\n<!DOCTYPE HTML><p>A".as_slice(), Some("text/plain")), Content::Bytes(_)));
        assert!(matches!(content(b"<p>A".as_slice(), None), Content::Bytes(_)));
    }
}
