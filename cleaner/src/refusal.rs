//! Why a page gives no article: each with a stable class and what to do about it.

use crate::article::{PageKind, RecordError, Rights};
use crate::decode::binary_kind;
use crate::meta::reserved;
use crate::page::{Content, Page};
use crate::settings::Respect;

/// Looks at a page before it is read.
pub(crate) fn of_page(page: &Page<'_>, max_bytes: usize) -> Option<RecordError> {
    let raw = page.raw();
    if raw.len() > max_bytes {
        let message = format!("the page has {} bytes, more than max_bytes = {max_bytes}: raise max_bytes to read it", raw.len());
        return Some(error("too_large", message));
    }
    if raw.strip_prefix(b"\xef\xbb\xbf").unwrap_or(raw).trim_ascii().is_empty() {
        return Some(error("empty", "the page has no bytes, or only white space: save or fetch it again"));
    }
    let bytes = match &page.content {
        Content::Bytes(bytes) | Content::TextBytes(bytes) => bytes,
        Content::Html(_) | Content::Text(_) => return None,
    };
    let kind = binary_kind(bytes)?;
    let remedy = if kind.contains("data") { "decompress or decode it first, or leave it out" } else { "give the page that links to it" };
    Some(error("not_html", format!("the content is {kind}, not HTML or text: {remedy}")))
}

/// A page that was read, and holds no article.
pub(crate) fn of_body(kind: PageKind, has_blocks: bool) -> RecordError {
    if kind == PageKind::Blocked {
        return error(
            "blocked",
            "a check whether the reader is human stands in the page's place: fetch it again later, or save it from a browser",
        );
    }
    let message = if has_blocks {
        "no text of the page reads like an article: look at what was cut (`removed`), or favour recall"
    } else {
        "the page has no text: if a script writes it, save the page as rendered"
    };
    error("no_content", message)
}

/// A page that reserves its text, in one of the ways that are to be respected.
pub(crate) fn of_rights(page: &Page<'_>, rights: Option<&Rights>, respect: &[Respect]) -> Option<RecordError> {
    let (kind, said) = respect.iter().find_map(|&kind| Some((kind.name(), reserved(rights?, kind, page.retrieved_at.as_deref())?)))?;
    Some(error("rights", format!("the page reserves its text ({said}), and `respect` names `{kind}`: leave it out, or ask its publisher")))
}

fn error(class: &str, message: impl Into<String>) -> RecordError {
    RecordError { class: class.to_owned(), message: message.into() }
}

#[cfg(test)]
mod tests {
    use crate::{Cleaner, Page, Settings};

    fn class(page: &Page<'_>) -> Option<String> {
        Cleaner::default().clean(page).error.map(|error| error.class)
    }

    #[test]
    fn a_page_that_cannot_be_read_says_why() {
        assert_eq!(class(&Page::from_bytes(b"".as_slice())).as_deref(), Some("empty"));
        assert_eq!(class(&Page::from_html(" \n\t ")).as_deref(), Some("empty"));
        assert_eq!(class(&Page::from_bytes(b"%PDF-1.7 \x00\x01".as_slice())).as_deref(), Some("not_html"));
        assert_eq!(class(&Page::from_bytes([7u8, 0, 1, 2, 200, 3].repeat(100))).as_deref(), Some("not_html"));
    }

    #[test]
    fn a_long_page_names_the_limit_and_the_way_out() {
        let cleaner = Cleaner::new(Settings { max_bytes: 10, ..Settings::default() });
        let error = cleaner.clean(&Page::from_html("<p>Longer than that.</p>")).error.unwrap();
        assert_eq!(error.class, "too_large");
        assert_eq!(error.message, "the page has 24 bytes, more than max_bytes = 10: raise max_bytes to read it");
    }

    #[test]
    fn a_page_without_text_keeps_what_else_is_known() {
        let record = Cleaner::default().clean(&Page::from_html("<title>Nothing</title><script>go()</script>").with_url("https://a.test/1"));
        assert_eq!(record.error.unwrap().class, "no_content");
        assert_eq!(record.url.as_deref(), Some("https://a.test/1"));
        assert_eq!(record.quality.warnings, ["no_text"]);
    }

    #[test]
    fn a_challenge_is_no_article() {
        let html =
            "<title>Just a moment...</title><body><h1>www.harbour.example</h1><p>Verifying you are human. This may take a few seconds.</p>";
        let record = Cleaner::default().clean(&Page::from_html(html));
        assert_eq!((record.page_kind, record.text.as_str()), (crate::article::PageKind::Blocked, ""));
        assert_eq!(record.error.unwrap().class, "blocked");
    }

    #[test]
    fn nul_bytes_in_a_page_do_not_make_it_binary() {
        let page = Page::from_bytes(b"<h1>Boats</h1><p>The ferry\0 left at dawn with forty people on board.</p>".as_slice());
        assert_eq!(Cleaner::default().clean(&page).text, "The ferry left at dawn with forty people on board.");
    }
}
