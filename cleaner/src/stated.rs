//! The body as the page states it in its data (JSON-LD's `articleBody`), for pages whose text a script would show.

use crate::article::{self, RichText};
use crate::body::{self, Body, Pictures};
use crate::document::{Document, Limits};
use crate::meta::Head;
use crate::segment::Blocks;
use crate::text;
use crate::verdict::{Reason, Verdict};

/// A stated body shorter than this many words is a teaser.
const SHORTEST: usize = 60;

/// The stated body, where the visible page holds less than half of it: that is no witness of the page but the page.
pub(crate) fn body(head: &Head<'_>, visible: &Blocks, limits: Limits, base: Option<&str>) -> Option<Body> {
    let stated = head.json_ld.article()?.raw_text("articleBody")?;
    let words = text::count_words(stated);
    let shown: usize = visible.iter().filter(|block| !block.hidden && !block.noscript).map(|block| block.words as usize).sum();
    if words < SHORTEST || shown * 2 > words {
        return None;
    }
    Some(read(stated, limits, base))
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
