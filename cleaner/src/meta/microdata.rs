//! Microdata: elements with `itemprop`, each with the item that it speaks of.

use super::head::said;
use crate::document::{Attribute, Document, NodeId, Tag};
use crate::text;

/// Most properties that are kept of a page.
const MOST: usize = 2_000;

#[derive(Debug, Clone, Copy)]
struct Property<'a> {
    /// As it stands; may be several names.
    name: &'a str,
    node: NodeId,
    /// The element of the item that it speaks of.
    scope: Option<NodeId>,
}

/// The properties of a page.
#[derive(Debug, Default)]
pub(crate) struct Microdata<'a> {
    properties: Vec<Property<'a>>,
    /// Items of an article's type, in order.
    articles: Vec<NodeId>,
    /// The item that is this page's article.
    article: Option<NodeId>,
}

impl<'a> Microdata<'a> {
    /// Takes note of an element; elements come in document order.
    pub(super) fn visit(&mut self, document: &'a Document, node: NodeId) {
        if document.attribute(node, Attribute::Itemscope).is_some()
            && document.attribute(node, Attribute::Itemtype).is_some_and(is_article)
            && self.articles.len() < MOST
        {
            self.articles.push(node);
        }
        let Some(name) = document.attribute(node, Attribute::Itemprop) else { return };
        if self.properties.len() < MOST {
            let scope = document.ancestors(node).find(|&ancestor| document.attribute(ancestor, Attribute::Itemscope).is_some());
            self.properties.push(Property { name, node, scope });
        }
    }

    /// Finds the item that is this page's article: the one with the main heading, else the only one.
    pub(super) fn settle(&mut self, document: &Document) {
        self.article = match self.articles.as_slice() {
            [] => None,
            [only] => Some(*only),
            many => many.iter().copied().find(|&item| document.descendants(item).any(|node| document.tag(node) == Tag::H1)),
        };
    }

    /// The elements with this property of the page's article; where no item is an article, of no item or of the page.
    pub(crate) fn elements<'s>(&'s self, document: &'s Document, name: &'s str) -> impl Iterator<Item = NodeId> + 's {
        let alone = self.articles.is_empty();
        self.properties
            .iter()
            .filter(move |property| property.name.split_ascii_whitespace().any(|token| token.eq_ignore_ascii_case(name)))
            .filter(move |property| match (self.article, property.scope) {
                (Some(article), Some(scope)) => scope == article,
                (Some(_), None) => false,
                (None, None) => alone,
                (None, Some(scope)) => alone && document.attribute(scope, Attribute::Itemtype).is_none_or(is_page),
            })
            .map(|property| property.node)
    }

    /// The values of this property of the page's article, in order.
    pub(crate) fn values<'s>(&'s self, document: &'s Document, name: &'s str) -> impl Iterator<Item = String> + 's {
        self.elements(document, name).filter_map(|node| value(document, node))
    }

    /// The names given under this property: of a person or organisation, its `name`, else the element's text.
    pub(crate) fn names<'s>(&'s self, document: &'s Document, name: &'s str) -> impl Iterator<Item = String> + 's {
        self.elements(document, name).filter_map(move |node| {
            let inner = self.properties.iter().find(|inner| inner.scope == Some(node) && inner.name.eq_ignore_ascii_case("name"));
            match inner {
                Some(inner) => value(document, inner.node),
                None => value(document, node),
            }
        })
    }
}

/// What an element says as a property: `content`, `datetime`, an image's or link's address where it has no text, else its text.
fn value(document: &Document, node: NodeId) -> Option<String> {
    let attribute = [Attribute::Content, Attribute::Datetime].into_iter().find_map(|name| document.attribute(node, name).and_then(said));
    if let Some(value) = attribute {
        return Some(text::fold_space(value));
    }
    let inner = document.inner_text(node);
    if let Some(value) = said(&inner) {
        return Some(value.to_owned());
    }
    [Attribute::Src, Attribute::Href].into_iter().find_map(|name| document.attribute(node, name).and_then(said)).map(str::to_owned)
}

fn is_article(kind: &str) -> bool {
    let kind = kind.trim().rsplit('/').next().unwrap_or_default();
    kind.ends_with("Article")
        || kind.ends_with("BlogPosting")
        || matches!(kind, "Report" | "Review" | "Recipe" | "CreativeWork" | "Question" | "DiscussionForumPosting")
}

fn is_page(kind: &str) -> bool {
    let kind = kind.trim().rsplit('/').next().unwrap_or_default();
    kind.ends_with("Page") || matches!(kind, "Blog" | "WebSite" | "")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Limits;
    use crate::meta::head::Head;

    #[test]
    fn properties_of_related_items_are_not_the_articles() {
        let document = Document::parse(
            "<body><div itemscope itemtype='http://schema.org/NewsArticle'><h1 itemprop=headline>Quay opens</h1>
             <div itemprop=author itemscope itemtype='http://schema.org/Person'>By <a itemprop=name href=/a>Ann Lee</a></div>
             <meta itemprop=datePublished content=2024-05-01>
             <div itemscope itemtype='http://schema.org/ImageObject'><meta itemprop=datePublished content=2011-01-01></div></div>
             <aside itemscope itemtype='http://schema.org/NewsArticle'><meta itemprop=datePublished content=2012-02-02></aside>",
            Limits::default(),
        );
        let head = Head::of(&document, None);
        assert_eq!(head.microdata.values(&document, "datepublished").collect::<Vec<_>>(), ["2024-05-01"]);
        assert_eq!(head.microdata.names(&document, "author").collect::<Vec<_>>(), ["Ann Lee"]);
    }

    #[test]
    fn properties_without_an_item_count_where_no_item_is_an_article() {
        let document = Document::parse(
            "<body><span itemprop='dateCreated datePublished'>1 May 2024</span><div itemscope itemtype='http://schema.org/Product'><b itemprop=name>Boat</b></div>",
            Limits::default(),
        );
        let head = Head::of(&document, None);
        assert_eq!(head.microdata.values(&document, "datepublished").collect::<Vec<_>>(), ["1 May 2024"]);
        assert_eq!(head.microdata.values(&document, "name").count(), 0);
    }
}
