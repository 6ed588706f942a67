//! The list of active formatting elements (WHATWG, 13.2.4.3), and the adoption agency that untangles them.

use xxhash_rust::xxh3::{xxh3_64, xxh3_64_with_seed};

use super::insert::Place;
use super::name::{Element, Name, SCOPE, SPECIAL, Space};
use super::{Start, Tree};
use crate::document::{NodeId, Tag};
use crate::tokenizer::{RawAttribute, lower_name};

/// Equal elements that may stand in the list (the "Noah's Ark clause").
const EQUALS: usize = 3;
/// Most attributes of an element that are compared.
const COMPARED: usize = 64;
/// Formatting elements that one end tag may untangle, and clones that each may leave in between.
const ADOPTIONS: usize = 8;
const CLONES: usize = 3;

/// An entry of the list.
#[derive(Debug, Clone, Copy)]
pub(super) enum Entry {
    /// Where a cell, a caption or the like began.
    Marker,
    Formatting {
        node: NodeId,
        start: Start,
    },
}

impl Entry {
    fn node(&self) -> Option<NodeId> {
        match self {
            Self::Marker => None,
            Self::Formatting { node, .. } => Some(*node),
        }
    }

    fn start(&self) -> Option<Start> {
        match self {
            Self::Marker => None,
            Self::Formatting { start, .. } => Some(*start),
        }
    }
}

impl Tree<'_, '_> {
    /// The entries since the last marker, newest first, with their places.
    fn since_marker(&self) -> impl Iterator<Item = (usize, NodeId, Start)> {
        let entries = self.formatting.iter().enumerate().rev();
        entries.map_while(|(at, entry)| Some((at, entry.node()?, entry.start()?)))
    }

    fn position_in_list(&self, node: NodeId) -> Option<usize> {
        self.formatting.iter().position(|entry| entry.node() == Some(node))
    }

    pub(super) fn clear_formatting_to_marker(&mut self) {
        while self.formatting.pop().is_some_and(|entry| !matches!(entry, Entry::Marker)) {}
    }

    /// Opens anew the formatting elements that were closed by what closed around them.
    pub(super) fn reconstruct_formatting(&mut self) {
        let settled = self.formatting.iter().rposition(|entry| entry.node().is_none_or(|node| self.is_open(node)));
        for at in settled.map_or(0, |at| at + 1)..self.formatting.len() {
            let Some(start) = self.formatting.get(at).and_then(Entry::start) else { return };
            let node = self.insert(&start).node;
            self.formatting[at] = Entry::Formatting { node, start };
        }
    }

    pub(super) fn insert_formatting(&mut self, start: &Start) {
        let alike = |(_, _, other): &(usize, NodeId, Start)| other.name == start.name;
        if self.since_marker().filter(alike).count() >= EQUALS {
            let own = digest(&self.attributes_of(*start));
            let equals = self.since_marker().filter(alike).filter(|(_, _, other)| digest(&self.attributes_of(*other)) == own);
            let (count, earliest) = equals.fold((0, 0), |(count, _), (at, ..)| (count + 1, at));
            if count >= EQUALS {
                self.formatting.remove(earliest);
            }
        }
        let node = self.insert(start).node;
        self.formatting.push(Entry::Formatting { node, start: *start });
    }

    /// A link in a link ends the one around it.
    pub(super) fn close_link(&mut self) {
        let Some(node) = self.since_marker().find(|(_, _, start)| start.name.tag == Tag::A).map(|(_, node, _)| node) else { return };
        self.adopt(Tag::A);
        if let Some(at) = self.position_in_list(node) {
            self.formatting.remove(at);
        }
        self.remove_from_stack(node);
    }

    /// The adoption agency algorithm.
    pub(super) fn adopt(&mut self, subject: Tag) {
        if self.current().is_some_and(|current| current.is(subject) && self.position_in_list(current.node).is_none()) {
            self.open.pop();
            return;
        }
        for _ in 0..ADOPTIONS {
            if !self.adopt_once(subject) {
                return;
            }
        }
    }

    /// One round of it; says whether there may be another.
    fn adopt_once(&mut self, subject: Tag) -> bool {
        let found = self.since_marker().find(|(_, _, start)| start.name.tag == subject);
        let Some((in_list, formatting, start)) = found else {
            self.end_other(Name::of(subject));
            return false;
        };
        let Some(on_stack) = self.open.iter().rposition(|element| element.node == formatting) else {
            self.formatting.remove(in_list);
            return false;
        };
        if !self.in_scope(SCOPE, |element| element.node == formatting) {
            return false;
        }
        let Some(block_at) = self.open.iter().skip(on_stack).position(|element| element.is_in(SPECIAL)).map(|at| on_stack + at) else {
            self.open.truncate(on_stack);
            self.formatting.remove(in_list);
            return false;
        };
        let (Some(&block), Some(&around)) = (self.open.get(block_at), on_stack.checked_sub(1).and_then(|at| self.open.get(at))) else {
            return false;
        };
        let (last, innermost) = self.clone_between(formatting, block_at, block.node);
        self.take_out(last);
        let place = self.place_in(&around);
        self.put(place, last);
        let fresh = self.create(Space::Html, start.name, start.attributes);
        self.moved = true;
        self.document.move_children(block.node, fresh.node);
        self.put(Place::Last(block.node), fresh.node);
        self.replace_in_list(formatting, innermost, Entry::Formatting { node: fresh.node, start });
        self.remove_from_stack(formatting);
        if let Some(at) = self.open.iter().position(|element| element.node == block.node) {
            self.open.insert(at + 1, fresh);
        }
        true
    }

    /// Clones the elements between the furthest block and the formatting element around that block. Returns the outermost of
    /// them (the block itself where there is none), and the innermost clone, after which the formatting element's is listed.
    fn clone_between(&mut self, formatting: NodeId, block_at: usize, block: NodeId) -> (NodeId, Option<NodeId>) {
        let (mut last, mut innermost) = (block, None);
        for (round, at) in (0..block_at).rev().enumerate() {
            let Some(node) = self.open.get(at).map(|element| element.node).filter(|&node| node != formatting) else { break };
            let listed = self.position_in_list(node);
            let start = listed.and_then(|listed| self.formatting.get(listed)).and_then(Entry::start);
            let (Some(listed), Some(start), true) = (listed, start, round < CLONES) else {
                if let Some(listed) = listed {
                    self.formatting.remove(listed);
                }
                self.open.remove(at);
                continue;
            };
            let clone: Element = self.create(Space::Html, start.name, start.attributes);
            self.open[at] = clone;
            self.formatting[listed] = Entry::Formatting { node: clone.node, start };
            innermost = innermost.or(Some(clone.node));
            self.take_out(last);
            self.put(Place::Last(clone.node), last);
            last = clone.node;
        }
        (last, innermost)
    }

    /// Lists a formatting element's clone: in its place, or after the clone that stands for the bookmark.
    fn replace_in_list(&mut self, formatting: NodeId, after: Option<NodeId>, entry: Entry) {
        if let Some(after) = after.and_then(|node| self.position_in_list(node)) {
            self.formatting.insert(after + 1, entry);
            if let Some(old) = self.position_in_list(formatting) {
                self.formatting.remove(old);
            }
        } else if let Some(old) = self.position_in_list(formatting) {
            self.formatting[old] = entry;
        }
    }
}

/// The same for the same attributes in any order.
fn digest(attributes: &[RawAttribute<'_>]) -> u64 {
    let (mut names, mut count) = ([0_u64; COMPARED], 0);
    let (mut sum, mut value) = (0_u64, String::new());
    for attribute in attributes {
        let name = xxh3_64(lower_name(attribute.name).as_bytes());
        if names.iter().take(count).any(|&seen| seen == name) {
            continue;
        }
        let Some(place) = names.get_mut(count) else { break };
        *place = name;
        count += 1;
        value.clear();
        attribute.decode(&mut value);
        sum = sum.wrapping_add(xxh3_64_with_seed(value.as_bytes(), name));
    }
    sum
}
