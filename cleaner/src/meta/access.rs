//! Whether the story can be read without paying, where the page says so.

use super::{Metadata, Witnesses};

/// Reads `is_accessible_for_free`.
pub(super) fn read(witnesses: Witnesses<'_>, out: &mut Metadata) {
    let article = witnesses.head.json_ld.article();
    out.is_accessible_for_free = article.and_then(|article| article.flag("isAccessibleForFree"));
    out.tell("is_accessible_for_free", out.is_accessible_for_free.map(|_| "json-ld"));
}

#[cfg(test)]
mod tests {
    use crate::{Cleaner, Page};

    #[test]
    fn what_the_page_says_of_paying() {
        let free = |value: &str| {
            let html =
                format!(r#"<script type="application/ld+json">{{"@type":"NewsArticle","isAccessibleForFree":{value}}}</script><p>x</p>"#);
            Cleaner::default().clean(&Page::from_html(html)).is_accessible_for_free
        };
        assert_eq!(
            [free("false"), free("\"True\""), free("\"http://schema.org/False\""), free("\"maybe\"")],
            [Some(false), Some(true), Some(false), None]
        );
    }
}
