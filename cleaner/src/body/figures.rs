//! The body's pictures and their captions.
//!
//! A picture is the body's where it stands among the blocks that stay or right above the first of them, and not in a box with a text
//! of its own (a teaser). A caption is what `<figcaption>` or a class says is one, or, in layouts without either, the short text right
//! under a picture that ends in a credit, begins as captions do, or stands centred under a centred picture.

use super::address::Base;
use super::extent::Extent;
use super::{credit, picture};
use crate::article::Image;
use crate::document::{Attribute, Document, NodeId, Tag};

/// Most words of a caption.
const MAX_CAPTION: u32 = 80;
/// Most words of a text under a picture that nothing but its place tells to be a caption.
const MAX_BARE: u32 = 60;
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
    classed_captions(extent, &mut found.captions);
    if found.figures.is_empty() {
        plain_caption(extent, &mut found);
    }
    found.captions.sort_unstable();
    found.captions.dedup();
    found
}

/// The block below which a picture may be the body's, and whether that is the headline.
fn top(extent: &Extent<'_>) -> (usize, bool) {
    let is_headline = |index: &usize| extent.document.tag(extent.blocks[*index].container) == Tag::H1;
    let headline = (extent.first.saturating_sub(40)..extent.first).rev().find(is_headline);
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
    let captions = captions(extent, node, frame, position);
    let own_caption = !captions.is_empty();
    if !own_caption && is_teaser(extent, node, position) {
        return;
    }
    let mut text = String::new();
    for &block in &captions {
        let caption = credit::split(extent.blocks.text(block));
        let by_class = has_name(document, extent.blocks[block].container, frame, &["credit", "photographer", "copyright"]);
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
    let mut frame = node;
    let mut levels = 0;
    for around in document.ancestors(node) {
        let tag = document.tag(around);
        if levels > BOX_LEVELS || matches!(tag, Tag::Body | Tag::Article | Tag::Main | Tag::Header | Tag::Document) {
            break;
        }
        if extent.words(&blocks.inside(around)) > MAX_CAPTION || other_picture(document, around, node) {
            break;
        }
        levels += usize::from(!tag.is_inline() && !matches!(tag, Tag::Tbody | Tag::Tr));
        frame = around;
        if tag == Tag::Figure {
            break;
        }
    }
    frame
}

fn other_picture(document: &Document, around: NodeId, node: NodeId) -> bool {
    let is_other = |inner: NodeId| {
        inner != node
            && picture::is_candidate(document, inner)
            && document.ancestors(inner).take_while(|&a| a != around).all(|a| document.tag(a) != Tag::Noscript)
    };
    document.descendants(around).take(400).any(is_other)
}

/// The blocks that tell of a picture.
fn captions(extent: &Extent<'_>, node: NodeId, frame: NodeId, position: usize) -> Vec<usize> {
    let (document, blocks) = (extent.document, extent.blocks);
    let inside = if frame == node { 0..0 } else { blocks.inside(frame) };
    let whole = document.tag(frame) == Tag::Figure
        || is_caption_box(document, frame)
        || (document.tag(frame) == Tag::Table && !inside.contains(&extent.first));
    let mut found: Vec<usize> = inside.filter(|&block| whole || is_caption_class(document, blocks[block].container, frame)).collect();
    if whole && found.iter().any(|&block| extent.words(&(block..block + 1)) > MAX_CAPTION) {
        found.clear();
    }
    if let (true, Some(index)) = (found.is_empty(), under(extent, node, position)) {
        found.push(index);
        let next = index + 1;
        if next < blocks.len() && next != extent.last && blocks[next].words <= 10 && credit::is_credit(blocks.text(next)) {
            found.push(next);
        }
    }
    found
}

/// The text right under a picture, where it reads as a caption.
fn under(extent: &Extent<'_>, node: NodeId, position: usize) -> Option<usize> {
    let (document, blocks) = (extent.document, extent.blocks);
    if position >= blocks.len() || position >= extent.last {
        return None;
    }
    let block = &blocks[position];
    let text = blocks.text(position);
    let fits = (2..=MAX_BARE).contains(&block.words)
        && block.link_chars * 2 < block.chars
        && document.tag(block.container).heading_level().is_none();
    // The picture stands in the text's own line, or right before it.
    if !fits || is_after_text(document, node) {
        return None;
    }
    let told = credit::has_credit(text) || begins_as_caption(text);
    let centred =
        is_centred(document, block.container) && node_is_centred(document, node) && !all_bold(extent, position) && !mostly_centred(extent);
    (told || (centred && block.words >= 4)).then_some(position)
}

/// Whether text of the same line stands before a picture.
fn is_after_text(document: &Document, node: NodeId) -> bool {
    let mut before = document.previous_sibling(node);
    while let Some(sibling) = before {
        let tag = document.tag(sibling);
        if !tag.is_inline() {
            return false;
        }
        if document.text(sibling).chars().any(|c| !c.is_whitespace()) {
            return true;
        }
        before = document.previous_sibling(sibling);
    }
    false
}

fn begins_as_caption(text: &str) -> bool {
    const BEGINNINGS: &[&str] = &[
        "图为",
        "上图",
        "下图",
        "图：",
        "图/",
        "图片：",
        "资料图",
        "资料照片",
        "圖為",
        "資料圖",
        "資料照片",
        "File photo",
        "File picture",
        "Photo taken",
        "Photo shows",
        "This photo",
        "This picture",
        "The photo shows",
        "Caption:",
        "Archivbild",
        "Symbolbild",
        "Archivfoto",
        "Фото:",
    ];
    BEGINNINGS.iter().any(|beginning| text.starts_with(beginning))
}

fn is_centred(document: &Document, node: NodeId) -> bool {
    std::iter::once(node).chain(document.ancestors(node)).take(2).any(|node| {
        document.tag(node) == Tag::Center
            || document.attribute(node, Attribute::Align).is_some_and(|align| align.eq_ignore_ascii_case("center"))
            || document.attribute(node, Attribute::Style).is_some_and(|style| {
                let style: String = style.chars().filter(|c| !c.is_whitespace()).collect();
                style.to_ascii_lowercase().contains("text-align:center")
            })
    })
}

fn node_is_centred(document: &Document, node: NodeId) -> bool {
    document.ancestors(node).find(|&around| !document.tag(around).is_inline()).is_some_and(|block| is_centred(document, block))
}

/// Whether a block is bold from end to end: a subhead.
fn all_bold(extent: &Extent<'_>, block: usize) -> bool {
    let document = extent.document;
    let bold = |node: NodeId| {
        document.ancestors(node).take_while(|&a| document.tag(a).is_inline()).any(|a| matches!(document.tag(a), Tag::B | Tag::Strong))
    };
    bold(extent.blocks[block].first) && bold(extent.blocks[block].last)
}

/// Whether the page centres its text anyway.
fn mostly_centred(extent: &Extent<'_>) -> bool {
    let kept = (extent.first..=extent.last).filter(|&block| extent.stays(block));
    let (mut all, mut centred) = (0, 0);
    for block in kept.take(60) {
        all += 1;
        centred += usize::from(is_centred(extent.document, extent.blocks[block].container));
    }
    centred * 3 > all
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

/// Whether a block's element, or one around it up to the picture's box, is named a caption.
fn is_caption_class(document: &Document, container: NodeId, frame: NodeId) -> bool {
    std::iter::once(container)
        .chain(document.ancestors(container))
        .take(4)
        .take_while(|&node| node != frame)
        .any(|node| document.tag(node) == Tag::Figcaption)
        || has_name(document, container, frame, CAPTION_NAMES)
}

const CAPTION_NAMES: &[&str] = &[
    "caption",
    "cutline",
    "photo-credit",
    "image-credit",
    "img-credit",
    "photocredit",
    "imagecredit",
    "imgdesc",
    "img-desc",
    "img_desc",
    "picdesc",
    "pic-desc",
    "pictext",
    "pic_txt",
    "photo-desc",
    "photo-text",
    "image-text",
    "imgtext",
    "legende",
    "bildunterschrift",
    "pie-foto",
    "piefoto",
    "didascalia",
    "onderschrift",
    "picinfo",
    "pic-info",
    "photo-info",
];

fn has_name(document: &Document, container: NodeId, frame: NodeId, names: &[&str]) -> bool {
    std::iter::once(container).chain(document.ancestors(container)).take(3).take_while(|&node| node != frame).any(|node| {
        [Attribute::Class, Attribute::Id].into_iter().filter_map(|name| document.attribute(node, name)).any(|value| {
            let value = value.to_ascii_lowercase();
            names.iter().any(|name| value.contains(name))
        })
    })
}

fn is_caption_box(document: &Document, frame: NodeId) -> bool {
    document.attribute(frame, Attribute::Class).is_some_and(|class| {
        class
            .split_ascii_whitespace()
            .any(|token| matches!(token, "wp-caption" | "caption" | "image-caption" | "img-caption" | "thumbcaption" | "thumbinner"))
    })
}

/// Captions that stand in the body for pictures that are shown by a script, or films.
fn classed_captions(extent: &Extent<'_>, captions: &mut Vec<usize>) {
    let (document, blocks) = (extent.document, extent.blocks);
    for index in (extent.first..=extent.last).filter(|&index| extent.stays(index)) {
        if blocks[index].words > MAX_CAPTION {
            continue;
        }
        let container = blocks[index].container;
        let caption = std::iter::once(container).chain(document.ancestors(container)).take(3).find(|&node| {
            document.tag(node) == Tag::Figcaption
                || document.attribute(node, Attribute::Class).is_some_and(|class| {
                    class.split_ascii_whitespace().any(|token| {
                        let token = token.to_ascii_lowercase();
                        matches!(
                            token.as_str(),
                            "caption"
                                | "figcaption"
                                | "cutline"
                                | "wp-caption-text"
                                | "image-caption"
                                | "photo-caption"
                                | "img-caption"
                                | "picture-caption"
                                | "media-caption"
                                | "caption-text"
                                | "video-caption"
                        )
                    })
                })
        });
        // A caption of a table, of code or of a quotation is read with it.
        let holds_text = |figure: NodeId| {
            document
                .descendants(figure)
                .take(200)
                .any(|inner| matches!(document.tag(inner), Tag::Table | Tag::Pre | Tag::Blockquote | Tag::Ul | Tag::Ol))
        };
        if let Some(caption) = caption
            && extent.words(&blocks.inside(caption)) <= MAX_CAPTION
            && !document.ancestors(caption).take(3).any(|around| document.tag(around) == Tag::Figure && holds_text(around))
        {
            captions.push(index);
        }
    }
}

/// In a page without pictures, such as one that was turned to text: a short line at the body's top that ends in a bare credit.
fn plain_caption(extent: &Extent<'_>, found: &mut Figures) {
    let blocks = extent.blocks;
    let kept: Vec<usize> = (extent.first..=extent.last).filter(|&index| extent.stays(index)).take(3).collect();
    let reads_so = |&index: &usize| (3..=MAX_BARE).contains(&blocks[index].words) && credit::ends_in_open_credit(blocks.text(index));
    let Some(block) = extent.first.checked_sub(1).into_iter().chain(kept.first().copied().filter(|_| kept.len() > 1)).find(reads_so) else {
        return;
    };
    let caption = credit::split(blocks.text(block));
    let image = Image { caption: caption.text, credit: caption.credit, ..Image::default() };
    found.figures.push(Figure { node: blocks[block].container, position: block, image });
    found.captions.push(block);
}
