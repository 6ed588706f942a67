//! Patterns of addresses, as `robots.txt` writes them (RFC 9309, 2.2.3): a beginning, `*` for any run of characters, `$` for the end.

use std::fmt;

use serde::{Deserialize, Serialize};
use url::{Position, Url};

/// A pattern of addresses: of paths with their query where it begins with `/` or `*`, else of whole addresses.
///
/// `/news/` is all that begins so, `*/2026/*.html$` all of that year that end so, `https://*.harbour.example/` a domain's names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Pattern(String);

/// A pattern that can fit nothing.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "`{0}` is no pattern of addresses: begin it with `/` (the path), `*`, or https:// (the whole address); `*` is any run of characters, `$` the end"
)]
pub struct PatternError(String);

impl TryFrom<String> for Pattern {
    type Error = PatternError;

    fn try_from(text: String) -> Result<Self, PatternError> {
        let fits = ["/", "*", "http://", "https://"].iter().any(|start| text.starts_with(start));
        if fits { Ok(Self(text)) } else { Err(PatternError(text)) }
    }
}

impl std::str::FromStr for Pattern {
    type Err = PatternError;

    fn from_str(text: &str) -> Result<Self, PatternError> {
        Self::try_from(text.trim().to_owned())
    }
}

impl From<Pattern> for String {
    fn from(pattern: Pattern) -> Self {
        pattern.0
    }
}

impl fmt::Display for Pattern {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl Pattern {
    /// Whether an address fits. Characters beyond ASCII may stand bare or percent-encoded in the pattern.
    #[must_use]
    pub fn fits(&self, url: &Url) -> bool {
        let of_path = self.0.starts_with(['/', '*']);
        let whole = if of_path { &url[Position::BeforePath..Position::AfterQuery] } else { &url[..Position::AfterQuery] };
        fits(&encoded(&self.0), whole)
    }
}

/// The pattern with what no address holds bare percent-encoded.
fn encoded(pattern: &str) -> String {
    let mut out = String::with_capacity(pattern.len());
    for c in pattern.chars() {
        if c.is_ascii_graphic() {
            out.push(c);
        } else {
            let mut bytes = [0; 4];
            out.extend(c.encode_utf8(&mut bytes).bytes().map(|byte| format!("%{byte:02X}")));
        }
    }
    out
}

/// Whether a text begins as the pattern says; of two that fit, a star takes the shorter run, and no more is ever needed.
fn fits(pattern: &str, text: &str) -> bool {
    let (pattern, to_the_end) = pattern.strip_suffix('$').map_or((pattern, false), |pattern| (pattern, true));
    let mut pieces = pattern.split('*');
    let Some(mut rest) = text.strip_prefix(pieces.next().unwrap_or_default()) else { return false };
    let mut pieces: Vec<&str> = pieces.collect();
    let last = pieces.pop();
    for piece in pieces {
        match rest.split_once(piece) {
            Some((_, after)) => rest = after,
            None => return false,
        }
    }
    match last {
        Some(last) if to_the_end => rest.ends_with(last),
        Some(last) => rest.contains(last),
        None => !to_the_end || rest.is_empty(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_beginning_stars_and_an_end() {
        for (pattern, open, closed) in [
            ("/news/", &["/news/a", "/news/?x=1"][..], &["/new", "/a/news/"][..]),
            ("/news/*.html$", &["/news/a.html", "/news/b/.html.html"], &["/news/a.html?x", "/news/a.htm"]),
            ("*/2026/*/", &["/a/2026/05/b", "/2026/x/"], &["/2026/"]),
            ("/$", &["/"], &["/a"]),
            ("/*?page=", &["/a?page=2"], &["/a?x=1", "/a"]),
            ("/新闻/", &["/新闻/1"], &["/体育/1"]),
            ("*", &["/", "/a"], &[]),
            ("*.html$", &["/a.html"], &["/a.html/b"]),
            ("https://news.*.example/a", &["https://news.gull.example/a1"], &["https://gull.example/a", "http://news.gull.example/a"]),
        ] {
            let parsed: Pattern = pattern.parse().unwrap();
            let of = |path: &&str| Url::parse("https://harbour.example").unwrap().join(path).unwrap();
            assert!(open.iter().all(|path| parsed.fits(&of(path))), "{pattern}");
            assert!(!closed.iter().any(|path| parsed.fits(&of(path))), "{pattern}");
        }
    }

    #[test]
    fn what_fits_nothing_is_refused_with_the_way_to_write_it() {
        let error = "news/".parse::<Pattern>().unwrap_err().to_string();
        assert!(error.contains("`news/`") && error.contains("begin it with `/`"), "{error}");
    }
}
