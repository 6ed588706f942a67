//! Where a page leads: the links that may be followed, and the story's next page.

use std::collections::HashSet;

use crate::document::{Attribute, Document, NodeId, Tag};
use crate::meta::Witnesses;
use crate::{links, paging};

/// Most links that are told of one page.
const MOST: usize = 10_000;

/// Where a page leads.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Outlinks {
    /// Absolute addresses without fragments, each once, in the page's order; none that the page says not to follow.
    pub links: Vec<String>,
    /// The story's next page, where the page is one of several.
    pub next_page: Option<String>,
}

/// Reads them; the links only where they are wanted.
pub(crate) fn of(witnesses: &Witnesses<'_>, with_links: bool) -> Outlinks {
    if is_closed(witnesses) {
        return Outlinks::default();
    }
    let base = witnesses.base();
    let own = witnesses.page.base_url();
    Outlinks {
        links: if with_links { read(witnesses.document, base.as_deref()) } else { Vec::new() },
        next_page: own.and_then(|own| paging::next(witnesses.document, witnesses.head, own, base.as_deref())),
    }
}

fn read(document: &Document, base: Option<&str>) -> Vec<String> {
    let mut seen = HashSet::new();
    let anchors = document.descendants(NodeId::ROOT).filter(|&node| document.tag(node) == Tag::A);
    let open = anchors.filter(|&node| !document.attribute(node, Attribute::Rel).is_some_and(says_nofollow));
    open.filter_map(|node| {
        let address = links::absolute(document.attribute(node, Attribute::Href)?, base)?;
        Some(address.split_once('#').map_or(address.clone(), |(address, _)| address.to_owned()))
    })
    .filter(|address| seen.insert(address.clone()))
    .take(MOST)
    .collect()
}

fn says_nofollow(rel: &str) -> bool {
    rel.split_ascii_whitespace().any(|token| token.eq_ignore_ascii_case("nofollow"))
}

/// Whether the page, or its headers, say of all its links that they are not to be followed.
fn is_closed(witnesses: &Witnesses<'_>) -> bool {
    let of_headers = witnesses.page.headers.iter().filter(|(name, _)| name.eq_ignore_ascii_case("x-robots-tag"));
    let of_headers = of_headers.map(|(_, value)| value.as_ref());
    // `otherbot: nofollow` is for that one alone
    let closes = |said: &str| {
        !said.contains(':') && said.split(',').any(|token| matches!(token.trim().to_ascii_lowercase().as_str(), "nofollow" | "none"))
    };
    of_headers.chain(witnesses.head.metas_named("robots")).any(closes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Cleaner, Page};

    fn outlinks(page: &Page<'_>) -> Outlinks {
        Cleaner::default().clean_with_outlinks(page, true).1
    }

    const LINKS: &str = "<base href='/news/'><a href='a.html#top'>A</a><a href='a.html'>A again</a><a rel='nofollow ugc' href=b>B</a>
        <a href='mailto:x@harbour.example'>M</a><a href='//other.example/c?x=1'>C</a><a>none</a><p>Boats left at dawn.";

    #[test]
    fn each_link_once_and_none_that_is_not_to_be_followed() {
        let page = Page::from_html(LINKS).with_url("https://harbour.example/x/");
        assert_eq!(outlinks(&page).links, ["https://harbour.example/news/a.html", "https://other.example/c?x=1"]);
    }

    #[test]
    fn a_page_may_close_all_its_links() {
        for (meta, header) in [("<meta name=robots content='noindex, NoFollow'>", ""), ("", "none"), ("", "noarchive, nofollow")] {
            let mut page = Page::from_html(format!("{meta}{LINKS}")).with_url("https://harbour.example/x/");
            page.headers = vec![("X-Robots-Tag".into(), header.into())];
            assert_eq!(outlinks(&page), Outlinks::default(), "{meta} {header}");
        }
        let mut page = Page::from_html(LINKS).with_url("https://harbour.example/x/");
        page.headers = vec![("X-Robots-Tag".into(), "otherbot: nofollow".into())];
        assert_eq!(outlinks(&page).links.len(), 2);
    }
}
