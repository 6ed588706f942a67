//! The stack of open elements (WHATWG, 13.2.4.2).

use super::name::{CELLS, Element, IMPLIED, Name, SCOPE, Sets, Space};
use super::{Mode, Tree};
use crate::document::{NodeId, Tag};

impl Tree<'_, '_> {
    pub(super) fn current(&self) -> Option<&Element> {
        self.open.last()
    }

    pub(super) fn current_is(&self, tag: Tag) -> bool {
        self.current().is_some_and(|element| element.is(tag))
    }

    pub(super) fn current_is_in(&self, sets: Sets) -> bool {
        self.current().is_some_and(|element| element.is_in(sets))
    }

    /// Whether an element that fits is open inside the next one of the scope.
    pub(super) fn in_scope(&self, scope: Sets, fits: impl Fn(&Element) -> bool) -> bool {
        for element in self.open.iter().rev() {
            if fits(element) {
                return true;
            }
            if element.is_in(scope) {
                return false;
            }
        }
        false
    }

    pub(super) fn has_in_scope(&self, scope: Sets, tag: Tag) -> bool {
        self.in_scope(scope, |element| element.is(tag))
    }

    pub(super) fn is_open(&self, node: NodeId) -> bool {
        self.open.iter().rev().any(|element| element.node == node)
    }

    pub(super) fn is_in_template(&self) -> bool {
        self.open.iter().any(|element| element.is(Tag::Template))
    }

    /// The second open element, where it is the body.
    pub(super) fn body(&self) -> Option<NodeId> {
        self.open.get(1).filter(|element| element.is(Tag::Body)).map(|element| element.node)
    }

    pub(super) fn remove_from_stack(&mut self, node: NodeId) {
        if let Some(position) = self.open.iter().rposition(|element| element.node == node) {
            self.open.remove(position);
        }
    }

    /// Pops elements until one of these is current.
    pub(super) fn pop_until_current(&mut self, sets: Sets) {
        while self.open.pop_if(|element| !element.is_in(sets)).is_some() {}
    }

    /// Pops elements until one that fits has been popped.
    pub(super) fn pop_until(&mut self, fits: impl Fn(&Element) -> bool) {
        while self.open.pop().is_some_and(|element| !fits(&element)) {}
    }

    pub(super) fn pop_until_named(&mut self, name: Name) {
        self.pop_until(|element| element.is_named(name));
    }

    /// Closes what ends where something else does.
    pub(super) fn close_implied(&mut self, sets: Sets) {
        while self.open.pop_if(|element| element.is_in(sets)).is_some() {}
    }

    pub(super) fn close_implied_except(&mut self, name: Name) {
        while self.open.pop_if(|element| element.is_in(IMPLIED) && !element.is_named(name)).is_some() {}
    }

    /// Closes an element, and what is open in it.
    pub(super) fn close(&mut self, name: Name) {
        self.close_implied(IMPLIED);
        self.pop_until_named(name);
    }

    pub(super) fn close_paragraph(&mut self) {
        let paragraph = Name::of(Tag::P);
        self.close_implied_except(paragraph);
        self.pop_until_named(paragraph);
    }

    pub(super) fn close_paragraph_in_button_scope(&mut self) {
        if self.has_in_scope(SCOPE | super::name::BUTTONS, Tag::P) {
            self.close_paragraph();
        }
    }

    pub(super) fn close_cell(&mut self) {
        self.close_implied(IMPLIED);
        self.pop_until(|element| element.is_in(CELLS));
        self.clear_formatting_to_marker();
    }

    /// The mode that the open elements ask for (WHATWG, 13.2.4.1).
    pub(super) fn mode_of_stack(&self) -> Mode {
        for (at, element) in self.open.iter().enumerate().rev() {
            if element.space != Space::Html {
                continue;
            }
            return match element.name.tag {
                Tag::Td | Tag::Th if at > 0 => Mode::InCell,
                Tag::Tr => Mode::InRow,
                Tag::Tbody | Tag::Thead | Tag::Tfoot => Mode::InTableBody,
                Tag::Caption => Mode::InCaption,
                Tag::Colgroup => Mode::InColumnGroup,
                Tag::Table => Mode::InTable,
                Tag::Template => self.template_modes.last().copied().unwrap_or(Mode::InBody),
                Tag::Head if at > 0 => Mode::InHead,
                Tag::Body => Mode::InBody,
                Tag::Frameset => Mode::InFrameset,
                Tag::Html if self.head.is_none() => Mode::BeforeHead,
                Tag::Html => Mode::AfterHead,
                _ => continue,
            };
        }
        Mode::InBody
    }
}
