//! Captions: which blocks tell of a picture, by element and class, by place, by how they read.

use super::credit::{self, Caption};
use super::extent::Extent;
use crate::document::{Attribute, Document, NodeId, Tag};

/// Most words of a caption.
pub(super) const MAX_WORDS: u32 = 80;
/// Most words of a text under a picture that nothing but its place tells to be a caption.
const MAX_BARE: u32 = 60;

/// The blocks that tell of a picture.
pub(super) fn of_picture(extent: &Extent<'_>, node: NodeId, frame: NodeId, position: usize) -> Vec<usize> {
    let (document, blocks) = (extent.document, extent.blocks);
    let inside = if frame == node { 0..0 } else { blocks.inside(frame) };
    let whole = document.tag(frame) == Tag::Figure
        || is_caption_box(document, frame)
        || (document.tag(frame) == Tag::Table && !inside.contains(&extent.first));
    let linked = |block: usize| blocks[block].link_chars * 2 > blocks[block].chars && blocks[block].chars > 30;
    let mut found: Vec<usize> =
        inside.filter(|&block| whole && !linked(block) || is_caption_class(document, blocks[block].container, frame)).collect();
    if whole && found.iter().any(|&block| extent.words(&(block..block + 1)) > MAX_WORDS) {
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

/// A caption's words and its credit, by an element of its own where there is one, else by how it reads.
pub(super) fn split(extent: &Extent<'_>, block: usize) -> Caption {
    let (document, container) = (extent.document, extent.blocks[block].container);
    let text = extent.blocks.text(block);
    let inner = document.descendants(container).take(60).filter(|&node| document.tag(node).is_inline() && document.tag(node) != Tag::Text);
    let named = |node: &NodeId| {
        document.attribute(*node, Attribute::Class).is_some_and(|class| {
            let class = class.to_ascii_lowercase();
            CREDIT_NAMES.iter().any(|name| class.contains(name))
        })
    };
    for node in inner.filter(named) {
        let credit = document.inner_text(node);
        if let Some(words) = text.strip_suffix(credit.trim()).filter(|words| !words.is_empty() && !credit.trim().is_empty()) {
            let split = credit::split(&credit);
            let credit = split.credit.or(split.text).map(|credit| credit.trim_end_matches(['.', ' ']).to_owned());
            return Caption { text: credit::split(words).text, credit };
        }
    }
    credit::split(text)
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

/// Whether a block's element, or one around it up to the picture's box, is named a caption.
fn is_caption_class(document: &Document, container: NodeId, frame: NodeId) -> bool {
    std::iter::once(container)
        .chain(document.ancestors(container))
        .take(4)
        .take_while(|&node| node != frame)
        .any(|node| document.tag(node) == Tag::Figcaption)
        || has_name(document, container, frame, CAPTION_NAMES)
}

/// What the class of who made a picture is called.
pub(super) const CREDIT_NAMES: &[&str] = &["credit", "photographer", "copyright"];

const CAPTION_NAMES: &[&str] = &[
    "caption",
    "cutline",
    "photo-credit",
    "image-credit",
    "img-credit",
    "photocredit",
    "imagecredit",
    "imgdesc",
    "imagedesc",
    "image-desc",
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

pub(super) fn has_name(document: &Document, container: NodeId, frame: NodeId, names: &[&str]) -> bool {
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

/// Class tokens that name nothing but captions.
const CLASSES: &[&str] = &[
    "caption",
    "figcaption",
    "cutline",
    "wp-caption-text",
    "image-caption",
    "photo-caption",
    "img-caption",
    "picture-caption",
    "media-caption",
    "caption-text",
    "video-caption",
];

/// Captions that stand in the body for pictures that are shown by a script, or films.
pub(super) fn by_class(extent: &Extent<'_>, captions: &mut Vec<usize>) {
    let (document, blocks) = (extent.document, extent.blocks);
    for index in (extent.first..=extent.last).filter(|&index| extent.stays(index)) {
        if blocks[index].words > MAX_WORDS {
            continue;
        }
        let container = blocks[index].container;
        let caption = std::iter::once(container).chain(document.ancestors(container)).take(3).find(|&node| {
            document.tag(node) == Tag::Figcaption
                || document.attribute(node, Attribute::Class).is_some_and(|class| {
                    class.split_ascii_whitespace().any(|token| CLASSES.iter().any(|class| token.eq_ignore_ascii_case(class)))
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
            && extent.words(&blocks.inside(caption)) <= MAX_WORDS
            && !document.ancestors(caption).take(3).any(|around| document.tag(around) == Tag::Figure && holds_text(around))
        {
            captions.push(index);
        }
    }
}

/// In a page without pictures: a short line at the body's top that ends in a bare credit.
pub(super) fn at_the_top(extent: &Extent<'_>) -> Option<usize> {
    let blocks = extent.blocks;
    let kept: Vec<usize> = (extent.first..=extent.last).filter(|&index| extent.stays(index)).take(2).collect();
    let reads_so = |&index: &usize| (3..=MAX_BARE).contains(&blocks[index].words) && credit::ends_in_open_credit(blocks.text(index));
    extent.first.checked_sub(1).into_iter().chain(kept.first().copied().filter(|_| kept.len() > 1)).find(reads_so)
}
