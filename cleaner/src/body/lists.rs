//! Lists: told from the lists that only lay out a page, and their items put together.

use super::extent::Extent;
use crate::article::{Block, ListItem};
use crate::document::{NodeId, Tag};

/// Mean words of an item from which the "list" is a thread of posts or a column of stories.
const LONG_ITEM: u32 = 120;

/// Whether a list element lists something, rather than holding a page's columns or posts.
pub(super) fn is_list(extent: &Extent<'_>, list: NodeId) -> bool {
    let document = extent.document;
    let (mut items, mut words) = (0, 0);
    let mut current = document.first_child(list);
    while let Some(node) = current {
        let tag = document.tag(node);
        match tag {
            Tag::Li | Tag::Dd | Tag::Dt if extent.touches(node) => {
                items += 1;
                words += extent.words(&extent.blocks.inside(node));
            }
            Tag::H1 | Tag::H2 | Tag::H3 | Tag::Article if extent.touches(node) => return false,
            _ => {}
        }
        let nested = matches!(tag, Tag::Ul | Tag::Ol | Tag::Dl | Tag::Menu | Tag::Dir);
        current = document.following(node, list, !nested && !tag.is_silent());
    }
    items > 0 && words <= items * LONG_ITEM
}

/// An item from the blocks inside it: the first paragraph is its text.
pub(super) fn item(blocks: Vec<Block>) -> Option<ListItem> {
    let mut item = ListItem::default();
    for block in blocks {
        match block {
            Block::Paragraph { text } | Block::Heading { text, .. } | Block::Quote { text }
                if item.text.text.is_empty() && item.children.is_empty() =>
            {
                item.text = text;
            }
            other => item.children.push(other),
        }
    }
    (!item.text.text.is_empty() || !item.children.is_empty()).then_some(item)
}

/// Adds an item to a list; one that only wraps a list gives that list to the item before.
pub(super) fn push(items: &mut Vec<ListItem>, item: ListItem) {
    if !item.text.text.is_empty() {
        items.push(item);
        return;
    }
    for child in item.children {
        nest(items, child);
    }
}

/// Puts a block that stands between items under the last of them.
pub(super) fn nest(items: &mut Vec<ListItem>, block: Block) {
    match (items.last_mut(), block) {
        (Some(last), block) => last.children.push(block),
        (None, Block::List { items: inner, .. }) => *items = inner,
        (None, Block::Paragraph { text } | Block::Quote { text } | Block::Heading { text, .. }) => {
            items.push(ListItem { text, children: vec![] });
        }
        (None, block) => items.push(ListItem { children: vec![block], ..ListItem::default() }),
    }
}
