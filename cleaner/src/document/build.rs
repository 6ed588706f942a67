//! Building a document: only the parser and [`Document::read_text`] come here.

use super::{Attribute, AttributeValue, Document, NONE, Node, NodeId, Tag, link};
use crate::tokenizer::RawAttribute;

/// The names met on one tag are the bits of a `u64`.
const _: () = assert!(Attribute::ALL.len() <= 64);

impl Document {
    pub(super) fn new_node(&mut self, tag: Tag, start: u32, end: u32) -> NodeId {
        let id = u32::try_from(self.nodes.len()).unwrap_or(NONE - 1);
        self.nodes.push(Node { tag, depth: 0, parent: NONE, previous: NONE, next: NONE, first: NONE, last: NONE, start, end });
        NodeId(id)
    }

    pub(super) fn push_element(&mut self, parent: NodeId, tag: Tag) -> NodeId {
        let at = self.attributes.len() as u32;
        let node = self.new_node(tag, at, at);
        self.append(parent, node);
        node
    }

    /// Keeps those attributes of a start tag that anybody asks for; of equal names the first counts.
    pub(super) fn read_attributes(&mut self, raw: &[RawAttribute<'_>]) -> (u32, u32) {
        let first = self.attributes.len() as u32;
        let mut seen = 0_u64;
        for attribute in raw {
            let Some(name) = Attribute::from_name(attribute.name) else { continue };
            let bit = 1 << name as u32;
            if seen & bit == 0 {
                seen |= bit;
                let start = self.characters.len() as u32;
                attribute.decode(&mut self.characters);
                self.attributes.push(AttributeValue { name, start, end: self.characters.len() as u32 });
            }
        }
        (first, self.attributes.len() as u32)
    }

    /// Gives an element those attributes of a range that it does not have yet.
    pub(super) fn add_missing_attributes(&mut self, node: NodeId, (first, last): (u32, u32)) {
        let missing = |&at: &usize| self.attributes.get(at).is_some_and(|attribute| self.attribute(node, attribute.name).is_none());
        let fresh: Vec<AttributeValue> = (first as usize..last as usize).filter(missing).map(|at| self.attributes[at]).collect();
        if fresh.is_empty() {
            return;
        }
        let Node { start, end, .. } = *self.node(node);
        let first = self.attributes.len() as u32;
        self.attributes.extend_from_within(start as usize..end as usize);
        self.attributes.extend(fresh);
        let last = self.attributes.len() as u32;
        let node = &mut self.nodes[node.index()];
        (node.start, node.end) = (first, last);
    }

    /// The newest node, where it has this tag.
    pub(super) fn newest_element(&self, tag: Tag) -> Option<NodeId> {
        let index = self.nodes.len().checked_sub(1)?;
        (self.nodes[index].tag == tag).then_some(NodeId(index as u32))
    }

    /// Appends characters under `parent`, joined to a text node that is last there.
    pub(super) fn push_text(&mut self, parent: NodeId, text: &str) {
        if let Some(last) = self.last_child(parent)
            && self.extend_text(last, text)
        {
            return;
        }
        let node = self.new_text(text);
        self.append(parent, node);
    }

    /// The same before a sibling.
    pub(super) fn push_text_before(&mut self, sibling: NodeId, text: &str) {
        if self.previous_sibling(sibling).is_some_and(|previous| self.extend_text(previous, text)) {
            return;
        }
        let node = self.new_text(text);
        self.insert_before(sibling, node);
    }

    pub(super) fn new_text(&mut self, text: &str) -> NodeId {
        let (start, end) = self.store(text);
        self.new_node(Tag::Text, start, end)
    }

    /// Adds characters to a text node: in place where it holds the newest ones, else as a fresh copy. Says whether it did:
    /// not where the node is no text, nor where copies would come to many times the page.
    pub(super) fn extend_text(&mut self, node: NodeId, text: &str) -> bool {
        let Node { tag, start, end, .. } = *self.node(node);
        if tag != Tag::Text {
            return false;
        }
        if end as usize != self.characters.len() {
            let Some(left) = self.copies.checked_sub((end - start) as usize) else { return false };
            self.copies = left;
            self.nodes[node.index()].start = self.characters.len() as u32;
            self.characters.extend_from_within(start as usize..end as usize);
        }
        self.characters.push_str(text);
        self.nodes[node.index()].end = self.characters.len() as u32;
        true
    }

    pub(super) fn store(&mut self, text: &str) -> (u32, u32) {
        let start = self.characters.len() as u32;
        self.characters.push_str(text);
        (start, self.characters.len() as u32)
    }

    pub(super) fn append(&mut self, parent: NodeId, child: NodeId) {
        self.detach(child);
        let last = self.node(parent).last;
        self.nodes[child.index()].parent = parent.0;
        self.nodes[child.index()].previous = last;
        self.nodes[child.index()].depth = self.node(parent).depth.saturating_add(1);
        match link(last) {
            Some(last) => self.nodes[last.index()].next = child.0,
            None => self.nodes[parent.index()].first = child.0,
        }
        self.nodes[parent.index()].last = child.0;
    }

    pub(super) fn insert_before(&mut self, sibling: NodeId, child: NodeId) {
        self.detach(child);
        let Node { parent, previous, depth, .. } = *self.node(sibling);
        let node = &mut self.nodes[child.index()];
        (node.parent, node.previous, node.next, node.depth) = (parent, previous, sibling.0, depth);
        self.nodes[sibling.index()].previous = child.0;
        match link(previous) {
            Some(previous) => self.nodes[previous.index()].next = child.0,
            None if parent != NONE => self.nodes[parent as usize].first = child.0,
            None => {}
        }
    }

    pub(super) fn set_depth(&mut self, node: NodeId, depth: u16) {
        if let Some(node) = self.nodes.get_mut(node.index()) {
            node.depth = depth;
        }
    }

    pub(super) fn move_children(&mut self, from: NodeId, to: NodeId) {
        while let Some(child) = self.first_child(from) {
            self.append(to, child);
        }
    }

    pub(super) fn detach(&mut self, node: NodeId) {
        let Node { parent, previous, next, .. } = *self.node(node);
        match link(previous) {
            Some(previous) => self.nodes[previous.index()].next = next,
            None if parent != NONE => self.nodes[parent as usize].first = next,
            None => {}
        }
        match link(next) {
            Some(next) => self.nodes[next.index()].previous = previous,
            None if parent != NONE => self.nodes[parent as usize].last = previous,
            None => {}
        }
        let node = &mut self.nodes[node.index()];
        (node.parent, node.previous, node.next) = (NONE, NONE, NONE);
    }

    /// Counts the depths anew: what was moved while the tree was built took its old ones along.
    pub(super) fn count_depths(&mut self) {
        let (mut node, mut depth) = (NodeId::ROOT, 0_u16);
        loop {
            self.nodes[node.index()].depth = depth;
            if let Some(child) = self.first_child(node) {
                (node, depth) = (child, depth.saturating_add(1));
                continue;
            }
            while self.next_sibling(node).is_none() {
                let Some(parent) = self.parent(node) else { return };
                (node, depth) = (parent, self.depth(parent));
            }
            let Some(next) = self.next_sibling(node) else { return };
            node = next;
        }
    }
}
