//! What stands around an element by tag, role and name: how far up the nearest of each is.

use super::FAR;
use super::elements::Elements;
use crate::class_names::GROUPS;
use crate::document::{Attribute, Document, NodeId, Tag};
use crate::segment::Blocks;

/// The columns of [`Around::inside`], in the order of the features.
const COLUMNS: usize = 14;
const NAV: usize = 0;
const HEADER: usize = 1;
const FOOTER: usize = 2;
const ASIDE: usize = 3;
const FORM: usize = 4;
const FIGURE: usize = 5;
const TABLE: usize = 6;
const LIST: usize = 7;
const QUOTE: usize = 8;
const ARTICLE: usize = 9;
const MAIN: usize = 10;
const SECTION: usize = 11;
const DETAILS: usize = 12;
const COMPLEMENTARY: usize = 13;

/// What an element stands in, itself counted in.
#[derive(Debug, Clone, Copy)]
pub(super) struct Around {
    /// By column: one more than the levels up to the nearest such element; 0 where there is none.
    pub(super) inside: [u8; COLUMNS],
    pub(super) tables: u8,
    pub(super) lists: u8,
    /// By group: levels up to the nearest name of it; [`FAR`] where there is none.
    pub(super) groups: [u8; GROUPS],
}

impl Around {
    const NOTHING: Self = Self { inside: [0; COLUMNS], tables: 0, lists: 0, groups: [FAR; GROUPS] };

    /// The same a level further down.
    fn below(mut self) -> Self {
        for levels in &mut self.inside {
            *levels = if *levels == 0 { 0 } else { (*levels + 1).min(FAR) };
        }
        for levels in &mut self.groups {
            *levels = if *levels == FAR { FAR } else { (*levels + 1).min(FAR - 1) };
        }
        self
    }

    /// With what the element itself is.
    fn and(mut self, document: &Document, node: NodeId, elements: &Elements) -> Self {
        let tag = document.tag(node);
        self.tables = self.tables.saturating_add(u8::from(tag == Tag::Table));
        self.lists = self.lists.saturating_add(u8::from(matches!(tag, Tag::Ul | Tag::Ol)));
        let role = document.attribute(node, Attribute::Role).and_then(of_role);
        for column in of_tag(tag).into_iter().chain(role) {
            self.inside[column] = 1;
        }
        let mut groups = elements.get(node).groups;
        while groups != 0 {
            self.groups[groups.trailing_zeros() as usize % GROUPS] = 0;
            groups &= groups - 1;
        }
        self
    }
}

/// By block: what its container stands in. Each element is looked at once, however many blocks it holds.
pub(super) fn of_blocks(document: &Document, blocks: &Blocks, elements: &Elements) -> Vec<Around> {
    let mut known: Vec<Around> = vec![Around::NOTHING];
    // By node: its place in `known`.
    let mut places = vec![0_u32; document.node_count()];
    let mut open = vec![];
    let containers = blocks.iter().map(|block| block.container);
    let of_container = |container: NodeId| {
        let mut above = Some(container);
        while let Some(node) = above.filter(|node| places[node.index()] == 0) {
            open.push(node);
            above = document.parent(node);
        }
        let mut place = above.map_or(0, |node| places[node.index()]);
        while let Some(node) = open.pop() {
            known.push(known[place as usize].below().and(document, node, elements));
            place = (known.len() - 1) as u32;
            places[node.index()] = place;
        }
        known[place as usize]
    };
    containers.map(of_container).collect()
}

fn of_tag(tag: Tag) -> Option<usize> {
    Some(match tag {
        Tag::Nav | Tag::Menu => NAV,
        Tag::Header | Tag::Hgroup => HEADER,
        Tag::Footer => FOOTER,
        Tag::Aside => ASIDE,
        Tag::Form | Tag::Fieldset => FORM,
        Tag::Figure => FIGURE,
        Tag::Table => TABLE,
        Tag::Ul | Tag::Ol => LIST,
        Tag::Blockquote => QUOTE,
        Tag::Article => ARTICLE,
        Tag::Main => MAIN,
        Tag::Section => SECTION,
        Tag::Details | Tag::Dialog => DETAILS,
        _ => return None,
    })
}

fn of_role(role: &str) -> Option<usize> {
    Some(match role {
        "navigation" | "menu" | "menubar" => NAV,
        "banner" => HEADER,
        "contentinfo" => FOOTER,
        "complementary" => COMPLEMENTARY,
        "main" => MAIN,
        "article" => ARTICLE,
        "dialog" | "alertdialog" => DETAILS,
        _ => return None,
    })
}
