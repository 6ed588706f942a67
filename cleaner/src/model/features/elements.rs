//! What is known of an element by its name and its class, and by its siblings.

use crate::class_names::{self, Groups};
use crate::document::{Attribute, Document, NodeId};
use crate::quick_map::Map;
use crate::segment::Blocks;

/// What is known of an element by its name and its class.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Element {
    pub(super) known: bool,
    pub(super) groups: Groups,
    /// Tag and class in one number: elements of one template share it.
    pub(super) signature: u64,
    /// Siblings of the same signature.
    pub(super) twins: u16,
}

/// The elements that hold blocks.
pub(super) struct Elements(Vec<Element>);

impl Elements {
    pub(super) fn of(document: &Document, blocks: &Blocks) -> Self {
        let mut elements = vec![Element::default(); document.node_count()];
        let mut seen: Map<u64, Groups> = Map::default();
        let mut twins: Map<u64, u16> = Map::default();
        for block in blocks {
            let mut node = Some(block.container);
            while let Some(current) = node {
                if elements[current.index()].known {
                    break;
                }
                elements[current.index()] = describe(document, current, &mut seen);
                node = document.parent(current);
            }
        }
        let key = |node: NodeId, element: &Element| {
            let parent = document.parent(node).map_or(0, NodeId::index) as u64;
            element.signature ^ parent.wrapping_mul(0x9e37_79b9_7f4a_7c15)
        };
        let known: Vec<NodeId> = document.all().filter(|node| elements[node.index()].known).collect();
        for &node in &known {
            let count = twins.entry(key(node, &elements[node.index()])).or_insert(0u16);
            *count = count.saturating_add(1);
        }
        for &node in &known {
            elements[node.index()].twins = twins.get(&key(node, &elements[node.index()])).copied().unwrap_or(0);
        }
        Self(elements)
    }

    pub(super) fn get(&self, node: NodeId) -> Element {
        self.0.get(node.index()).copied().unwrap_or_default()
    }
}

fn describe(document: &Document, node: NodeId, seen: &mut Map<u64, Groups>) -> Element {
    let mut signature = document.tag(node) as u64 + 1;
    let mut groups = 0;
    for (attribute, counts) in [(Attribute::Class, true), (Attribute::Id, false)] {
        let Some(value) = document.attribute(node, attribute) else { continue };
        let hash = xxhash_rust::xxh3::xxh3_64(value.as_bytes());
        groups |= *seen.entry(hash).or_insert_with(|| class_names::groups(value));
        if counts {
            signature ^= hash;
        }
    }
    Element { known: true, groups, signature, twins: 0 }
}
