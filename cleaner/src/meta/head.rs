//! What the page says of itself to machines: metas, links, `<title>`, microdata, JSON-LD, collected in one pass.

use std::borrow::Cow;

use super::json_ld::JsonLd;
use super::microdata::Microdata;
use crate::document::{Attribute, Document, NodeId, Tag};
use crate::text;

/// Most metas, links and times that are kept of a page; no honest page has more.
const MOST: usize = 2_000;

/// The witnesses of a page's head, and those of its body that are made like them.
#[derive(Debug, Default)]
pub(crate) struct Head<'a> {
    /// Name (lower-cased, trimmed) and content, in order.
    metas: Vec<(Cow<'a, str>, Cow<'a, str>)>,
    /// `rel` (lower-cased) and `href` of `<link>`, in order.
    links: Vec<(Cow<'a, str>, &'a str)>,
    /// `<title>`, white space folded.
    pub title: Option<String>,
    /// `lang` of `<html>`, else of `<body>`.
    pub language: Option<&'a str>,
    /// `href` of `<base>`.
    pub base: Option<&'a str>,
    /// `<time>` elements and hAtom's `<abbr class=published title=…>`, in order.
    pub times: Vec<NodeId>,
    /// `<a rel>` elements with their `rel`, in order.
    pub rel_anchors: Vec<(&'a str, NodeId)>,
    /// Elements with `itemprop`.
    pub microdata: Microdata<'a>,
    /// JSON-LD.
    pub json_ld: JsonLd,
}

impl<'a> Head<'a> {
    /// Collects them; `url` is the page's address where it is known.
    #[must_use]
    pub(crate) fn of(document: &'a Document, url: Option<&str>) -> Self {
        let mut head = Self::default();
        for node in document.descendants(NodeId::ROOT) {
            let tag = document.tag(node);
            if tag == Tag::Text {
                continue;
            }
            match tag {
                Tag::Meta => head.push_meta(document, node),
                Tag::Link => head.push_link(document, node),
                Tag::Time if head.times.len() < MOST => head.times.push(node),
                Tag::Abbr if head.times.len() < MOST && is_atom_date(document, node) => head.times.push(node),
                Tag::Title if head.title.is_none() => head.title = Some(document.inner_text(node)).filter(|title| !title.is_empty()),
                Tag::Base if head.base.is_none() => head.base = document.attribute(node, Attribute::Href).map(str::trim),
                Tag::Html | Tag::Body if head.language.is_none() => {
                    head.language = document.attribute(node, Attribute::Lang).map(str::trim).filter(|lang| !lang.is_empty());
                }
                Tag::A if head.rel_anchors.len() < MOST => {
                    head.rel_anchors.extend(document.attribute(node, Attribute::Rel).map(|rel| (rel, node)));
                }
                _ => {}
            }
            head.microdata.visit(document, node);
        }
        head.microdata.settle(document);
        head.push_comments(document);
        let title = head.meta("og:title").map(str::to_owned).or_else(|| head.title.clone());
        head.json_ld = JsonLd::of(document.data_scripts(), url, title.as_deref());
        head
    }

    /// The first content under this name (`og:title`, `pubdate`, …; lower-case), whether it stood in `name`, `property` or
    /// `http-equiv`. Fields of an `enpproperty` comment are `enp:author`, `enp:date`, ….
    #[must_use]
    pub(crate) fn meta<'s>(&'s self, name: &str) -> Option<&'s str> {
        self.metas_named(name).next()
    }

    /// All contents under this name, in order.
    pub(crate) fn metas_named<'s>(&'s self, name: &str) -> impl Iterator<Item = &'s str> {
        self.metas.iter().filter(move |(known, _)| known == name).map(|(_, content)| content.as_ref())
    }

    /// The first name of these that has a content, with the content.
    #[must_use]
    pub(crate) fn first_meta<'s, 'n>(&'s self, names: &[&'n str]) -> Option<(&'n str, &'s str)> {
        names.iter().find_map(|&name| Some((name, self.meta(name)?)))
    }

    /// All metas, names lower-cased, in order.
    pub(crate) fn metas(&self) -> impl Iterator<Item = (&str, &str)> {
        self.metas.iter().map(|(name, content)| (name.as_ref(), content.as_ref()))
    }

    /// The first `href` of a `<link>` with this relation.
    #[must_use]
    pub(crate) fn link(&self, rel: &str) -> Option<&'a str> {
        self.links.iter().find(|(known, _)| known.split_whitespace().any(|token| token == rel)).map(|&(_, href)| href)
    }

    fn push_meta(&mut self, document: &'a Document, node: NodeId) {
        let content = document.attribute(node, Attribute::Content).or_else(|| document.attribute(node, Attribute::Value));
        let Some(content) = content.and_then(said) else { return };
        for attribute in [Attribute::Name, Attribute::Property, Attribute::HttpEquiv] {
            if let Some(name) = document.attribute(node, attribute)
                && self.metas.len() < MOST
            {
                self.metas.push((lower(name.trim()), Cow::Borrowed(content)));
            }
        }
    }

    fn push_link(&mut self, document: &'a Document, node: NodeId) {
        let href = document.attribute(node, Attribute::Href).map(str::trim).filter(|href| !href.is_empty());
        if let (Some(rel), Some(href)) = (document.attribute(node, Attribute::Rel), href)
            && self.links.len() < MOST
        {
            self.links.push((lower(rel.trim()), href));
        }
    }

    /// `<!--enpproperty <date>2016-05-13 09:22:00.0</date><author>…</author> … /enpproperty-->`, as Chinese newspapers' systems write it.
    fn push_comments(&mut self, document: &'a Document) {
        for comment in document.comments().filter(|comment| comment.contains("enpproperty")) {
            for field in comment.split('<').filter(|field| !field.starts_with('/')) {
                if let Some((name, content)) = field.split_once('>')
                    && let Some(content) = said(content)
                    && self.metas.len() < MOST
                {
                    self.metas.push((Cow::Owned(format!("enp:{}", name.trim().to_ascii_lowercase())), Cow::Borrowed(content)));
                }
            }
        }
    }
}

/// hAtom's date: `<abbr class="published" title="2016-05-13T09:22:00Z">Friday</abbr>`.
fn is_atom_date(document: &Document, node: NodeId) -> bool {
    document.attribute(node, Attribute::Title).is_some_and(|title| title.starts_with(|c: char| c.is_ascii_digit()))
        && document
            .attribute(node, Attribute::Class)
            .is_some_and(|class| class.split_ascii_whitespace().any(|token| matches!(token, "published" | "updated" | "timeago")))
}

/// A value that says something: not empty, not what a template leaves when it knows nothing.
pub(crate) fn said(value: &str) -> Option<&str> {
    let value = value.trim_matches(|c: char| c.is_whitespace() || text::is_invisible(c));
    let nothing = ["none", "null", "undefined", "nan", "[]", "{}", "false", "n/a", "-"];
    let empty = value.is_empty() || nothing.iter().any(|word| value.eq_ignore_ascii_case(word));
    let placeholder = value.starts_with("{{") || value.starts_with("<%") || value.starts_with("${");
    (!empty && !placeholder).then_some(value)
}

fn lower(name: &str) -> Cow<'_, str> {
    if name.chars().any(|c| c.is_ascii_uppercase()) { Cow::Owned(name.to_ascii_lowercase()) } else { Cow::Borrowed(name) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Limits;

    #[test]
    fn metas_are_found_by_any_attribute_case_and_stray_space() {
        let document = Document::parse(
            "<html lang=zh-CN><head><title> Quay
             opens </title><meta Name='PubDate' Content=' 2024-05-01 '><meta property='og:time ' content='10:30'>
             <meta name='weibo: article:create_at' content='2024-05-01 10:30'><link rel='Canonical shortlink' href='/a'>
             <meta name=author content=null></head><body><p>x</p><meta property=og:title content=Quay>",
            Limits::default(),
        );
        let head = Head::of(&document, None);
        assert_eq!(head.title.as_deref(), Some("Quay opens"));
        assert_eq!(head.language, Some("zh-CN"));
        assert_eq!(head.meta("pubdate"), Some("2024-05-01"));
        assert_eq!(head.meta("og:time"), Some("10:30"));
        assert_eq!(head.meta("weibo: article:create_at"), Some("2024-05-01 10:30"));
        assert_eq!(head.link("canonical"), Some("/a"));
        assert_eq!(head.meta("author"), None);
        assert_eq!(head.first_meta(&["twitter:title", "og:title"]), Some(("og:title", "Quay")));
    }

    #[test]
    fn a_newspaper_systems_comment_is_read() {
        let document = Document::parse(
            "<body><!--enpproperty <articleid>7</articleid><date>2019-03-02 08:00:00.0</date><author>林晓</author><keyword></keyword>/enpproperty--><p>x",
            Limits::default(),
        );
        let head = Head::of(&document, None);
        assert_eq!(head.meta("enp:date"), Some("2019-03-02 08:00:00.0"));
        assert_eq!(head.meta("enp:author"), Some("林晓"));
        assert_eq!(head.meta("enp:keyword"), None);
    }
}
