//! The body as the page states it in its data (JSON-LD's `articleBody`, the state of a script), for pages whose text a
//! script would show.

mod state;

use std::borrow::Cow;

use crate::article::{self, RichText};
use crate::body::{self, Body, Pictures};
use crate::document::{Document, Limits};
use crate::meta::Head;
use crate::segment::Blocks;
use crate::text;
use crate::verdict::{Reason, Verdict};

/// A stated body shorter than this many words is a teaser.
const SHORTEST: usize = 60;
/// A page that shows more words than this is no mere frame for a script to fill.
const FRAME: usize = 200;

/// A body that the visible page does not show, and what states it.
pub(crate) struct Stated<'a> {
    text: Cow<'a, str>,
    /// For `provenance`.
    pub(crate) by: &'static str,
}

impl<'a> Stated<'a> {
    /// The stated body, where the visible page holds less than half of it: that is no witness of the page but the page.
    pub(crate) fn find(document: &Document, head: &'a Head<'_>, visible: &Blocks) -> Option<Self> {
        let shown = visible.shown_words();
        let is_more = |stated: &str| text::count_words(stated) >= SHORTEST.max(shown * 2);
        let article_body = head.json_ld.article().and_then(|article| article.raw_text("articleBody"));
        if let Some(stated) = article_body.filter(|stated| is_more(stated)) {
            return Some(Self { text: stated.into(), by: "json-ld" });
        }
        if shown > FRAME {
            return None;
        }
        let stated = state::body(document.data_scripts())?;
        is_more(&stated).then(|| Self { text: stated.into(), by: "state" })
    }

    /// As a record has it; `base` resolves its links.
    pub(crate) fn body(&self, limits: Limits, base: Option<&str>) -> Body {
        read(&self.text, limits, base)
    }
}

/// The text of a stated body, in paragraphs.
pub(crate) fn text(stated: &str, limits: Limits) -> String {
    read(stated, limits, None).text
}

fn read(stated: &str, limits: Limits, base: Option<&str>) -> Body {
    if stated.contains("</") || stated.contains("<br") { of_html(stated, limits, base) } else { of_text(stated, limits) }
}

fn of_html(stated: &str, limits: Limits, base: Option<&str>) -> Body {
    let document = Document::parse(stated, limits);
    let blocks = Blocks::of(&document);
    let verdicts = vec![Verdict { keep: true, reason: Reason::Rule("articleBody") }; blocks.len()];
    let pictures = Pictures::find(&document, &blocks, &verdicts, base);
    body::assemble(&document, &blocks, &verdicts, pictures)
}

/// A line a paragraph; entities decoded, which some sites leave in.
fn of_text(stated: &str, limits: Limits) -> Body {
    let decoded = if stated.contains('&') { decode_entities(stated, limits) } else { stated.to_owned() };
    let lines: Vec<String> = decoded.lines().map(text::fold_space).filter(|line| !line.is_empty()).collect();
    let blocks = lines.iter().map(|line| article::Block::Paragraph { text: RichText { text: line.clone(), spans: vec![] } }).collect();
    Body { blocks, text: lines.join("\n\n"), ..Body::default() }
}

fn decode_entities(stated: &str, limits: Limits) -> String {
    let document = Document::parse(&stated.replace('<', "&lt;"), limits);
    let mut out = String::new();
    document.push_inner_text(crate::document::NodeId::ROOT, &mut out);
    out
}
