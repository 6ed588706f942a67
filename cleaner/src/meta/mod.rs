//! Who, when, where from: each field by its own witnesses, read before anything is cut.

mod head;
mod json_ld;
mod microdata;

pub(crate) use head::Head;

use std::collections::BTreeMap;

use crate::article::{Contributor, Publisher, Rights, Source};
use crate::document::{Document, Tag};
use crate::page::Page;
use crate::segment::Blocks;
use crate::verdict::Verdict;

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
    /// Codes for `quality.warnings`.
    pub warnings: Vec<&'static str>,
}

/// Finds the headline.
#[must_use]
pub(crate) fn headline(witnesses: Witnesses<'_>) -> Headline {
    let Witnesses { document, blocks, .. } = witnesses;
    let block = (0..blocks.len()).find(|&index| document.tag(blocks[index].container) == Tag::H1);
    let text = block.map(|index| blocks.text(index).to_owned());
    Headline { provenance: text.is_some().then(|| "h1".to_owned()), text, block }
}

/// Reads all fields; the verdicts tell where the body begins and ends.
#[must_use]
pub(crate) fn read(_witnesses: Witnesses<'_>, headline: &Headline, _verdicts: &[Verdict]) -> Metadata {
    Metadata { title: headline.text.clone(), ..Metadata::default() }
}
