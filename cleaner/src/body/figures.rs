//! The body's pictures and their captions.
//!
//! A picture is the body's where it stands among the blocks that stay or right above the first of them, and not in a box with a text
//! of its own (a teaser). A caption is what `<figcaption>` or a class says is one, or, in layouts without either, the short text right
//! under a picture that ends in a credit, begins as captions do, or stands centred under a centred picture.

use super::address::Base;
use super::extent::Extent;
use super::{captions, credit, picture};
use crate::article::Image;
use crate::document::{Document, NodeId, Tag};

/// Most words of other text in a picture's own box.
const MAX_BESIDE: u32 = 12;
/// How many elements up a picture's box may reach.
const BOX_LEVELS: usize = 5;
/// How many blocks above the first that stays a picture may stand where no headline tells.
const ABOVE: usize = 4;

/// A picture of the body.
#[derive(Debug)]
pub(super) struct Figure {
    pub node: NodeId,
    /// The block that it stands in or before.
    pub position: usize,
    pub image: Image,
}

/// Pictures in document order, and the blocks that are captions.
#[derive(Debug, Default)]
pub(super) struct Figures {
    pub figures: Vec<Figure>,
    pub captions: Vec<usize>,
}

/// Finds the body's pictures.
pub(super) fn find(extent: &Extent<'_>, base: &Base) -> Figures {
    let (document, blocks) = (extent.document, extent.blocks);
    let mut found = Figures::default();
    let (top, headline) = top(extent);
    let root = extent.around(blocks[top].container, extent.root());
    let mut current = document.first_child(root);
    while let Some(node) = current {
        let tag = document.tag(node);
        if tag == Tag::Text {
            current = document.following(node, root, false);
            continue;
        }
        let inside = blocks.inside(node);
        if inside.start > extent.last {
            break;
        }
        let lowest = top + usize::from(headline); // right above the headline only a figure is trusted
        if picture::is_candidate(document, node) && (inside.start >= lowest || (inside.start >= top && is_figure(document, node))) {
            consider(extent, base, node, inside.start, &mut found);
        }
        let shut = tag.is_silent() || matches!(tag, Tag::Nav | Tag::Footer) || (!tag.is_inline() && inside.end < top && !inside.is_empty());
        current = document.following(node, root, !shut);
    }
    captions::by_class(extent, &mut found.captions);
    if found.figures.is_empty() {
        at_the_top(extent, &mut found);
    }
    found.captions.sort_unstable();
    found.captions.dedup();
    found
}

/// The block below which a picture may be the body's, and whether that is the headline.
fn top(extent: &Extent<'_>) -> (usize, bool) {
    let is_headline = |index: &usize| extent.document.tag(extent.blocks[*index].container) == Tag::H1;
    let headline = extent.headline.or_else(|| (extent.first.saturating_sub(40)..extent.first).rev().find(is_headline));
    (headline.unwrap_or(extent.first.saturating_sub(ABOVE)), headline.is_some())
}

fn is_figure(document: &Document, node: NodeId) -> bool {
    document.ancestors(node).take(6).any(|around| document.tag(around) == Tag::Figure)
}

fn consider(extent: &Extent<'_>, base: &Base, node: NodeId, position: usize, found: &mut Figures) {
    let document = extent.document;
    let Some(mut image) = picture::read(document, node, base) else { return };
    if image.url.is_some() && found.figures.iter().any(|figure| figure.image.url == image.url) {
        return;
    }
    let frame = frame(extent, node);
    let captions = captions::of_picture(extent, node, frame, position);
    let own_caption = !captions.is_empty();
    if !own_caption && is_teaser(extent, node, position) {
        return;
    }
    let mut text = String::new();
    for &block in &captions {
        if credit::is_counter(extent.blocks.text(block)) {
            continue;
        }
        let caption = captions::split(extent, block);
        let by_class = captions::has_name(document, extent.blocks[block].container, frame, captions::CREDIT_NAMES);
        match (caption.text, caption.credit) {
            (Some(words), None) if by_class && image.credit.is_none() => image.credit = Some(words),
            (words, credit) => {
                if let Some(words) = words {
                    text.push_str(if text.is_empty() { "" } else { " " });
                    text.push_str(&words);
                }
                image.credit = image.credit.or(credit);
            }
        }
    }
    image.caption = (!text.is_empty()).then_some(text);
    if image.url.is_none() && image.caption.is_none() {
        return; // nothing is known of it
    }
    found.captions.extend(captions);
    found.figures.push(Figure { node, position, image });
}

/// The box that is a picture's own: the widest element around it that holds little text and no second picture.
fn frame(extent: &Extent<'_>, node: NodeId) -> NodeId {
    let (document, blocks) = (extent.document, extent.blocks);
    let (mut frame, mut below) = (node, node);
    let mut levels = 0;
    for around in document.ancestors(node) {
        let tag = document.tag(around);
        if levels > BOX_LEVELS || matches!(tag, Tag::Body | Tag::Article | Tag::Main | Tag::Header | Tag::Document) {
            break;
        }
        if extent.words(&blocks.inside(around)) > captions::MAX_WORDS || other_picture(document, around, below) {
            break;
        }
        below = around;
        levels += usize::from(!tag.is_inline() && !matches!(tag, Tag::Tbody | Tag::Tr));
        frame = around;
        if tag == Tag::Figure {
            break;
        }
    }
    frame
}

/// Whether an element holds a picture elsewhere than in its child `below`.
fn other_picture(document: &Document, around: NodeId, below: NodeId) -> bool {
    if document.tag(below) == Tag::Noscript {
        return false; // the other one is what it stands in for
    }
    let picture = |node: NodeId| picture::is_candidate(document, node);
    let others = document.children(around).filter(|&child| child != below && document.tag(child) != Tag::Noscript);
    others.take(64).any(|child| picture(child) || document.descendants(child).take(200).any(picture))
}

/// Whether a picture belongs to a box with words of its own, or leads to another page under a headline of its own.
fn is_teaser(extent: &Extent<'_>, node: NodeId, position: usize) -> bool {
    let (document, blocks) = (extent.document, extent.blocks);
    let own = document.ancestors(node).take_while(|&around| !extent.touches(around)).last();
    let Some(own) = own else { return false };
    let inside = blocks.inside(own);
    // Above the body the box may be the story's head; there the picture's own frame speaks.
    let inside = if position <= extent.first && extent.words(&inside) > MAX_BESIDE { blocks.inside(frame(extent, node)) } else { inside };
    let linked = inside.clone().any(|block| blocks[block].link_chars * 2 > blocks[block].chars && blocks[block].words >= 3);
    extent.words(&inside) > MAX_BESIDE || linked
}

/// In a page without pictures, such as one that was turned to text, a caption may still tell of one.
fn at_the_top(extent: &Extent<'_>, found: &mut Figures) {
    let Some(block) = captions::at_the_top(extent) else { return };
    let caption = credit::split(extent.blocks.text(block));
    let image = Image { caption: caption.text, credit: caption.credit, ..Image::default() };
    found.figures.push(Figure { node: extent.blocks[block].container, position: block, image });
    found.captions.push(block);
}
