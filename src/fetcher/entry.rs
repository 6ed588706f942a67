//! What a feed or a sitemap says of a page: its address, and what is a witness of it.

use jiff::fmt::rfc2822;
use jiff::{Timestamp, ZonedDateTime};
use serde::{Deserialize, Serialize};

/// Most entries of one file, as the sitemaps protocol has it.
pub const MOST: usize = 50_000;

/// Who tells of a page.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Teller {
    /// A feed.
    #[default]
    Feed,
    /// A sitemap for news.
    NewsSitemap,
}

impl Teller {
    /// As `provenance` has it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Feed => "feed",
            Self::NewsSitemap => "news-sitemap",
        }
    }
}

/// What is said of a page from outside: used where the page itself says nothing, or less.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Witness {
    /// Who says it.
    pub by: Teller,
    /// The headline, as text.
    pub title: Option<String>,
    /// When it was published, RFC 3339 or a day.
    pub published: Option<String>,
    /// Who wrote it, as they are named there.
    pub authors: Vec<String>,
    /// The text, as HTML.
    pub html: Option<String>,
}

impl Witness {
    /// Whether it says anything.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.title.is_none() && self.published.is_none() && self.authors.is_empty() && self.html.is_none()
    }
}

/// What kind of file tells of pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// A feed.
    Feed,
    /// A sitemap, or an index of such.
    Sitemap,
}

/// What is known of a URL before it is fetched.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Note {
    /// It is no page, but a file that tells of pages: of this kind, so many levels below the one that was named.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub list: Option<(Kind, u32)>,
    /// What the file that told of it says.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub witness: Option<Witness>,
}

/// A page that is told of.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Entry {
    /// Its address, absolute.
    pub url: String,
    /// When it changed last, as it stands there.
    pub modified: Option<String>,
    /// What is said of it.
    pub witness: Witness,
}

/// What a file tells of.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Listing {
    /// Pages, in the file's order.
    pub entries: Vec<Entry>,
    /// Further files of the same kind; of each no more than address and time.
    pub files: Vec<Entry>,
    /// Why it is not whole, where it is not; what was read before still stands.
    pub broken: Option<String>,
}

/// A time as RFC 3339 with its own offset, from that form or from RFC 2822's; a day from `YYYY-MM-DD`.
#[must_use]
pub fn time(text: &str) -> Option<String> {
    let text = text.trim();
    if let Ok(day) = text.parse::<jiff::civil::Date>()
        && text.chars().count() == 10
    {
        return Some(day.to_string());
    }
    if text.parse::<Timestamp>().is_ok() {
        return Some(text.replacen(' ', "T", 1));
    }
    let at: ZonedDateTime = rfc2822::DateTimeParser::new().relaxed_weekday(true).parse_zoned_datetime(text).ok()?;
    Some(at.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_keep_their_offset() {
        assert_eq!(time("Fri, 13 May 2016 07:30:00 +0800").as_deref(), Some("2016-05-13T07:30:00+08:00"));
        assert_eq!(time("13 May 2016 07:30:00 GMT").as_deref(), Some("2016-05-13T07:30:00+00:00"));
        assert_eq!(time("Mon, 13 May 2016 07:30:00 EST").as_deref(), Some("2016-05-13T07:30:00-05:00"), "a wrong day of the week");
        assert_eq!(time(" 2016-05-13T07:30:00+08:00 ").as_deref(), Some("2016-05-13T07:30:00+08:00"));
        assert_eq!(time("2016-05-13").as_deref(), Some("2016-05-13"));
        for none in ["", "yesterday", "2016-05-13 07:30", "13/05/2016"] {
            assert_eq!(time(none), None, "{none}");
        }
    }
}
