//! Addresses of the body: absolute, and only of kinds that a reader may follow.

use url::Url;

use crate::document::{Attribute, Document, NodeId, Tag};

/// What relative addresses are resolved against.
#[derive(Debug)]
pub(super) struct Base(Option<Url>);

impl Base {
    /// The page's address, or what its `<base>` makes of it.
    pub(super) fn of(document: &Document, page: Option<&str>) -> Self {
        let page = page.and_then(|page| Url::parse(page.trim()).ok());
        let stated = document
            .children(NodeId::ROOT)
            .filter(|&node| document.tag(node) == Tag::Html)
            .flat_map(|html| document.children(html))
            .filter(|&node| document.tag(node) == Tag::Head)
            .flat_map(|head| document.children(head))
            .find(|&node| document.tag(node) == Tag::Base)
            .and_then(|base| document.attribute(base, Attribute::Href));
        let Some(stated) = stated else { return Self(page) };
        match &page {
            Some(page) => Self(Some(page.join(stated.trim()).unwrap_or_else(|_| page.clone()))),
            None => Self(Url::parse(stated.trim()).ok()),
        }
    }

    /// Whether nothing tells where the page is from, so that relative addresses lead nowhere.
    pub(super) fn is_unknown(&self) -> bool {
        self.0.is_none()
    }

    /// Where a link leads.
    pub(super) fn link(&self, href: &str) -> Option<String> {
        let url = self.resolve(href)?;
        matches!(url.scheme(), "http" | "https" | "ftp" | "mailto" | "tel").then(|| url.into())
    }

    /// Where a picture or a player is.
    pub(super) fn resource(&self, src: &str) -> Option<String> {
        let url = self.resolve(src)?;
        matches!(url.scheme(), "http" | "https").then(|| url.into())
    }

    fn resolve(&self, address: &str) -> Option<Url> {
        let address = address.trim();
        if address.is_empty() {
            return None;
        }
        match &self.0 {
            Some(base) => base.join(address).ok(),
            None => Url::parse(address).ok(),
        }
    }
}
