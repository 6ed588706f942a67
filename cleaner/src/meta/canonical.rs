//! The address that the page gives as its own, and its own summary.

use super::head::said;
use super::{Metadata, Witnesses, json_ld};
use crate::links;

/// Reads `canonical_url`: as the page says it, absolute, without tracking parameters.
pub(super) fn read(witnesses: Witnesses<'_>, out: &mut Metadata) {
    let head = witnesses.head;
    let stated = head.json_ld.article().and_then(|article| article.address("mainEntityOfPage").or_else(|| article.address("url")));
    let candidates = [
        ("link", head.link("canonical")),
        ("og:url", head.meta("og:url")),
        ("json-ld", stated.as_deref()),
        ("twitter:url", head.meta("twitter:url")),
    ];
    let found =
        candidates.into_iter().find_map(|(witness, address)| Some((witness, links::clean(said(address?)?, witnesses.base().as_deref())?)));
    if let Some((witness, address)) = found {
        out.tell("canonical_url", Some(witness));
        out.canonical_url = Some(address);
    }
}

/// Reads `description`.
pub(super) fn description(witnesses: Witnesses<'_>, out: &mut Metadata) {
    let head = witnesses.head;
    let metas = ["description", "og:description", "dc.description", "dcterms.description", "twitter:description"];
    let told = head.first_meta(&metas).map(|(name, text)| (name, text.to_owned()));
    let told = told.or_else(|| Some(("json-ld", head.json_ld.article()?.text("description")?)));
    if let Some((witness, text)) = told {
        let text = without_tags(&json_ld::clean(&text));
        if said(&text).is_some() {
            out.tell("description", Some(witness));
            out.description = Some(text);
        }
    }
}

/// A text without the tags that a careless template left in it.
fn without_tags(text: &str) -> String {
    if !text.contains('<') {
        return text.to_owned();
    }
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('<') {
        out.push_str(before);
        let is_tag = after.starts_with(|c: char| c.is_ascii_alphabetic() || c == '/' || c == '!');
        if let Some((_, after)) = after.split_once('>').filter(|_| is_tag) {
            out.push(' ');
            rest = after;
        } else {
            out.push('<');
            rest = after;
        }
    }
    out.push_str(rest);
    crate::text::fold_space(&out)
}

#[cfg(test)]
mod tests {
    use crate::{Cleaner, Page};

    #[test]
    fn the_pages_own_address_is_absolute_and_clean() {
        let page = Page::from_html("<link rel=canonical href='/a/b?utm_source=x&id=3'><p>x</p>").with_url("https://www.example.org/c");
        assert_eq!(Cleaner::default().clean(&page).canonical_url.as_deref(), Some("https://www.example.org/a/b?id=3"));
    }

    #[test]
    fn a_summary_has_no_tags_and_no_entities() {
        let page = Page::from_html("<meta name=description content='A &amp;quot;new&amp;quot; quay&lt;br&gt; for 5 < 7 boats'><p>x</p>");
        assert_eq!(Cleaner::default().clean(&page).description.as_deref(), Some("A \"new\" quay for 5 < 7 boats"));
        let page = Page::from_html("<meta name=description content='null'><p>x</p>");
        assert_eq!(Cleaner::default().clean(&page).description, None);
    }
}
