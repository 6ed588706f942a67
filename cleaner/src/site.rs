//! Site rules: what a user knows of one site, as CSS selectors. None ships for a real host.
//!
//! Only a page whose host has a rule is parsed a second time, by `scraper`; what its selectors match is found again in
//! the arena by the order of elements, since both trees are made by the same builder with scripting off.

mod rules;
#[cfg(test)]
mod tests;

use scraper::{ElementRef, Html, Selector};

use crate::document::{Attribute, Document, NodeId, Tag, parse_for_selectors};
use crate::meta::{Headline, Metadata, Witnesses, date_in, names_in};
use crate::page::{Content, Page};
use crate::segment::Blocks;
use crate::text::fold_space;
use crate::verdict::{Reason, Verdict};

use rules::Compiled;
pub use rules::{SiteError, SiteRule, SiteRules};

/// What the rules of its host say of a page.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct SiteCut {
    /// The rule's host.
    host: String,
    title: Option<String>,
    byline: Vec<String>,
    /// What the element of the date says, to machines before readers.
    date: Vec<String>,
    /// The elements that hold the body; none where the rule does not say, or nothing matches.
    body: Vec<NodeId>,
    removed: Vec<NodeId>,
}

/// The namespace of HTML elements.
const XHTML: &str = "http://www.w3.org/1999/xhtml";

/// Code for `quality.warnings`: a rule for the page's host could not be applied to it.
pub(crate) const UNMATCHED: &str = "site_rule_unmatched";

impl SiteRules {
    /// Applies the rule for the page's host and day: a cut that rules nothing where there is none. With the code of a warning
    /// where there are rules for the host and the body that they name is not on the page.
    pub(crate) fn cut(&self, page: &Page<'_>, html: &str, document: &Document) -> (SiteCut, Option<&'static str>) {
        match self.matching(page, html, document) {
            Ok(cut) => (cut.unwrap_or_default(), None),
            Err(warning) => (SiteCut::default(), Some(warning)),
        }
    }

    fn matching(&self, page: &Page<'_>, html: &str, document: &Document) -> Result<Option<SiteCut>, &'static str> {
        let mut candidates = self.of_page(page).peekable();
        if candidates.peek().is_none() || matches!(page.content, Content::Text(_) | Content::TextBytes(_)) {
            return Ok(None);
        }
        if document.is_truncated() {
            return Err(UNMATCHED); // what trips the guards costs minutes without them
        }
        let mut found: Vec<Found<'_>> = candidates.map(Found::nothing).collect();
        let html = parse_for_selectors(html);
        walk(&html, document, |element, node| found.iter_mut().for_each(|found| found.see(element, document, node))).ok_or(UNMATCHED)?;
        found.into_iter().find_map(Found::cut).map(Some).ok_or(UNMATCHED)
    }
}

impl SiteCut {
    /// Where a value of the rule's came from.
    fn provenance(&self) -> String {
        format!("site:{}", self.host)
    }

    /// Whether the rule says where the body is.
    pub(crate) fn names_body(&self) -> bool {
        !self.body.is_empty()
    }

    /// The headline that the rule names, in place of the one found.
    pub(crate) fn overrule_headline(&self, blocks: &Blocks, headline: &mut Headline) {
        let Some(title) = &self.title else { return };
        let block = (0..blocks.len()).find(|&index| blocks.text(index) == title);
        *headline = Headline { text: Some(title.clone()), provenance: Some(self.provenance()), block: block.or(headline.block) };
    }

    /// What the rule cuts goes, what stands in its body stays, and all else goes.
    pub(crate) fn overrule_verdicts(&self, blocks: &Blocks, verdicts: &mut [Verdict]) {
        let mut set = |nodes: &[NodeId], keep: bool| {
            for index in nodes.iter().flat_map(|&node| blocks.inside(node)) {
                if let Some(verdict) = verdicts.get_mut(index) {
                    *verdict = Verdict { keep: keep && !blocks[index].hidden, reason: Reason::Site };
                }
            }
        };
        if !self.body.is_empty() {
            set(&[NodeId::ROOT], false);
            set(&self.body, true);
        }
        set(&self.removed, false);
    }

    /// Authors and date that the rule names, in place of those found.
    pub(crate) fn overrule_metadata(&self, witnesses: Witnesses<'_>, verdicts: &[Verdict], metadata: &mut Metadata) {
        let mut authors: Vec<String> = vec![];
        for name in self.byline.iter().flat_map(|byline| names_in(byline)) {
            if !authors.contains(&name) {
                authors.push(name);
            }
        }
        if !authors.is_empty() {
            metadata.authors = authors;
            metadata.provenance.insert("authors".to_owned(), self.provenance());
        }
        let language = metadata.language.as_deref();
        let date = self.date.iter().find_map(|text| date_in(witnesses, text, self.provenance(), language, verdicts));
        if let Some((date, provenance)) = date {
            metadata.date_published = Some(date);
            metadata.provenance.insert("date_published".to_owned(), provenance);
        }
    }
}

/// What a rule's selectors match.
struct Found<'r> {
    rule: &'r Compiled,
    cut: SiteCut,
}

impl<'r> Found<'r> {
    fn nothing(rule: &'r Compiled) -> Self {
        Self { rule, cut: SiteCut { host: rule.host().to_owned(), ..SiteCut::default() } }
    }

    fn see(&mut self, element: &ElementRef<'_>, document: &Document, node: NodeId) {
        let matches = |selector: &Option<Selector>| selector.as_ref().is_some_and(|selector| selector.matches(element));
        if matches(&self.rule.body) {
            self.cut.body.push(node);
        }
        if matches(&self.rule.remove) {
            self.cut.removed.push(node);
        }
        if self.cut.title.is_none() && matches(&self.rule.title) {
            self.cut.title = value(document, node);
        }
        if self.cut.date.is_empty() && matches(&self.rule.date) {
            self.cut.date.extend(document.attribute(node, Attribute::Datetime).map(fold_space));
            self.cut.date.extend(value(document, node));
        }
        if matches(&self.rule.byline) {
            self.cut.byline.extend(value(document, node));
        }
    }

    /// The cut, if the rule is one for pages like this: its body is there.
    fn cut(self) -> Option<SiteCut> {
        (self.rule.body.is_none() || !self.cut.body.is_empty()).then_some(self.cut)
    }
}

/// What an element says: a `<meta>` in its `content`, any other in its text.
fn value(document: &Document, node: NodeId) -> Option<String> {
    let text = match document.attribute(node, Attribute::Content) {
        Some(content) => fold_space(content),
        None => document.inner_text(node),
    };
    (!text.is_empty()).then_some(text)
}

/// Shows each element of the page with its node; nothing where the two trees differ.
fn walk(html: &Html, document: &Document, mut see: impl FnMut(&ElementRef<'_>, NodeId)) -> Option<()> {
    let mut ours = document.descendants(NodeId::ROOT).filter(|&node| document.tag(node) != Tag::Text);
    let root = html.tree.root();
    let mut current = root.first_child();
    while let Some(node) = current {
        let mut enter = true;
        if let Some(element) = ElementRef::wrap(node) {
            let place = ours.next()?;
            let name = element.value().name();
            let is_html = &*element.value().name.ns == XHTML;
            if is_html && document.tag(place) != Tag::from_name(name).unwrap_or(Tag::Unknown) {
                return None;
            }
            enter = name != "template"; // what is inside one hangs on no tree of ours
            see(&element, place);
        }
        current = node.first_child().filter(|_| enter).or_else(|| {
            let mut node = node;
            while node.next_sibling().is_none() {
                node = node.parent()?;
            }
            node.next_sibling()
        });
    }
    ours.next().is_none().then_some(())
}
