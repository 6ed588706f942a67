//! Who, when, where from: each field by its own witnesses, read before anything is cut.

mod access;
mod canonical;
mod contributors;
mod copyright;
mod dateline;
mod dates;
mod declared;
mod east_asian;
mod head;
mod image;
mod issue;
mod json_ld;
mod labels;
mod language;
mod lines;
mod microdata;
mod names;
mod ordinary;
mod people;
mod placed;
mod publisher;
mod rights;
mod section;
mod signature;
mod source;
mod subtitle;
mod tags;
#[cfg(test)]
mod tests;
mod thread;
mod title;
mod value;
mod visible;

pub(crate) use dates::stated as date_in;
pub(crate) use head::Head;
pub(crate) use json_ld::Node;
pub(crate) use names::people as names_in;
pub(crate) use rights::reserved;

use std::collections::BTreeMap;

use crate::article::{Contributor, PageKind, Publisher, Rights, Source};
use crate::document::Document;
use crate::links;
use crate::page::Page;
use crate::segment::Blocks;
use crate::verdict::Verdict;

use visible::Visible;

/// What the fields are read from.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Witnesses<'a> {
    /// The page as it came.
    pub page: &'a Page<'a>,
    /// Its tree.
    pub document: &'a Document,
    /// Its blocks.
    pub blocks: &'a Blocks,
    /// What it says to machines.
    pub head: &'a Head<'a>,
}

impl Witnesses<'_> {
    /// What addresses on the page are resolved against: its `<base>`, itself made absolute, else its own address.
    pub(crate) fn base(&self) -> Option<String> {
        let own = self.page.base_url();
        self.head.base.and_then(|base| links::absolute(base, own)).or_else(|| own.map(str::to_owned))
    }
}

/// The headline, before anything is cut.
#[derive(Debug, Clone, Default)]
pub(crate) struct Headline {
    /// The text.
    pub text: Option<String>,
    /// Which witness gave it.
    pub provenance: Option<String>,
    /// The block that shows it on the page.
    pub block: Option<usize>,
}

/// A block that belongs to a field of the record, not to the body.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Claim {
    /// The block.
    pub block: usize,
    /// What it is: `title`, `subtitle`, `byline`, `date`, `source`, `credit`, …: the name of the rule that cuts it.
    pub rule: &'static str,
}

/// The fields of the record that are not the body.
#[derive(Debug, Clone, Default)]
#[allow(missing_docs, reason = "each is documented at the field of the same name in `Article`")]
pub(crate) struct Metadata {
    pub canonical_url: Option<String>,
    pub title: Option<String>,
    pub subtitle: Option<String>,
    pub description: Option<String>,
    pub authors: Vec<String>,
    pub contributors: Vec<Contributor>,
    pub date_published: Option<String>,
    pub date_modified: Option<String>,
    pub publisher: Option<Publisher>,
    pub source: Option<Source>,
    pub issue: Option<String>,
    pub section: Vec<String>,
    pub tags: Vec<String>,
    pub dateline: Option<String>,
    pub language: Option<String>,
    pub is_accessible_for_free: Option<bool>,
    pub copyright: Option<String>,
    pub rights: Option<Rights>,
    pub image: Option<String>,
    pub provenance: BTreeMap<String, String>,
    /// Blocks that the fields were read from.
    pub claims: Vec<Claim>,
}

/// Finds the headline.
#[must_use]
pub(crate) fn headline(witnesses: Witnesses<'_>) -> Headline {
    title::read(witnesses)
}

/// Reads all fields; the verdicts tell where the body begins and ends.
#[must_use]
pub(crate) fn read(witnesses: Witnesses<'_>, headline: &Headline, verdicts: &[Verdict], kind: PageKind) -> Metadata {
    let visible = Visible::of(witnesses, headline, verdicts);
    let mut out = Metadata::default();
    out.title.clone_from(&headline.text);
    out.tell("title", headline.provenance.as_deref());
    if kind == PageKind::Other
        && let Some(name) = title::of_front_page(witnesses).or_else(|| title::of_service(witnesses, headline))
    {
        out.tell("title", Some("title"));
        out.title = Some(name);
    }
    if out.title.is_none()
        && let Some(name) = title::of_front_page(witnesses)
    {
        out.tell("title", Some("title"));
        out.title = Some(name);
    }
    if let Some(subtitle) = subtitle::read(witnesses, headline, &visible) {
        out.tell("subtitle", Some(subtitle.provenance));
        out.claims.push(Claim { block: subtitle.block, rule: "subtitle" });
        out.subtitle = Some(subtitle.text);
    }
    let people = people::read(witnesses, &visible, &title::site_names(witnesses), kind);
    out.tell("authors", people.provenance.as_deref());
    (out.authors, out.contributors) = (people.authors, people.contributors);
    if !out.contributors.is_empty() {
        out.tell("contributors", Some("label"));
    }
    if let Some(told) = source::read(witnesses, &visible) {
        out.tell("source", Some(&told.provenance));
        out.source = Some(told.source);
    }
    // A long caption may stand above the first paragraph.
    let opening = visible.body_start.into_iter().flat_map(|start| (start..witnesses.blocks.len()).take(4));
    let opening = || opening.clone().filter(|&index| verdicts[index].keep);
    out.dateline = opening().find_map(|index| dateline::read(witnesses.blocks.text(index)));
    out.tell("dateline", out.dateline.is_some().then_some("first paragraph"));
    if out.source.is_none()
        && let Some(told) = source::of_dateline(out.dateline.as_deref(), visible.body_start.map(|start| witnesses.blocks.text(start)))
    {
        out.tell("source", Some(&told.provenance));
        out.source = Some(told.source);
    }
    out.issue = visible.issue();
    out.tell("issue", out.issue.is_some().then_some("issue line"));
    language::read(witnesses, verdicts, &mut out);
    dates::read(witnesses, headline, verdicts, &mut out);
    if kind == PageKind::Index {
        // What a list shows beside its entries is theirs.
        out.forget_shown_dates();
    }
    canonical::read(witnesses, &mut out);
    canonical::description(witnesses, &mut out);
    publisher::read(witnesses, headline, verdicts, &mut out);
    section::read(witnesses, headline.block, &mut out);
    tags::read(witnesses, &mut out);
    access::read(witnesses, &mut out);
    rights::read(witnesses, &mut out);
    copyright::read(witnesses, verdicts, &mut out);
    image::read(witnesses, &mut out);
    out.claims.extend(headline.block.map(|block| Claim { block, rule: "title" }));
    out.claims.extend(visible.claims());
    out
}

impl Metadata {
    /// Drops days that only the visible page tells.
    fn forget_shown_dates(&mut self) {
        for (field, slot) in [("date_published", &mut self.date_published), ("date_modified", &mut self.date_modified)] {
            if self.provenance.get(field).is_some_and(|witness| witness.starts_with("dateline")) {
                self.provenance.remove(field);
                *slot = None;
            }
        }
    }

    /// Notes which witness gave a field.
    fn tell(&mut self, field: &str, provenance: Option<&str>) {
        if let Some(provenance) = provenance {
            self.provenance.insert(field.to_owned(), provenance.to_owned());
        }
    }
}
