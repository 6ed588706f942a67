//! Making elements and putting them in their places (WHATWG, 13.2.6.1).

use super::name::{ANNOTATES_HTML, ANNOTATION_XML, Element, Name, Space, TABLE_PARTS, sets};
use super::{Attributes, Start, Tree};
use crate::document::{Attribute, NodeId, Tag};

/// Where a node goes.
#[derive(Debug, Clone, Copy)]
pub(super) enum Place {
    /// At the end of an element.
    Last(NodeId),
    /// Before a table that must not hold it; where the table hangs nowhere, at the end of the element before it on the stack.
    BeforeTable { table: NodeId, above: NodeId },
}

impl Tree<'_, '_> {
    /// The appropriate place for inserting a node.
    pub(super) fn place(&self) -> Place {
        self.current().map_or(Place::Last(NodeId::ROOT), |target| self.place_in(target))
    }

    pub(super) fn place_in(&self, target: &Element) -> Place {
        if self.fostering && target.is_in(TABLE_PARTS) { self.foster_place() } else { Place::Last(inside(target)) }
    }

    fn foster_place(&self) -> Place {
        let last = self.open.iter().rposition(|element| element.is(Tag::Template) || element.is(Tag::Table));
        let Some((at, element)) = last.and_then(|at| Some((at, self.open.get(at)?))) else {
            return Place::Last(self.open.first().map_or(NodeId::ROOT, |root| root.node));
        };
        if element.is(Tag::Template) {
            return Place::Last(inside(element));
        }
        let above = at.checked_sub(1).and_then(|at| self.open.get(at)).map_or(NodeId::ROOT, |above| above.node);
        Place::BeforeTable { table: element.node, above }
    }

    pub(super) fn put(&mut self, place: Place, node: NodeId) {
        match place {
            Place::Last(parent) => self.document.append(parent, node),
            Place::BeforeTable { table, .. } if self.document.parent(table).is_some() => self.document.insert_before(table, node),
            Place::BeforeTable { above, .. } => self.document.append(above, node),
        }
        let depth = self.document.depth(node);
        self.depth = depth;
        if self.document.tag(node) == Tag::Template {
            // What is in a template hangs on no tree, but is as deep as the template.
            self.document.set_depth(content_of(node), depth);
        }
    }

    pub(super) fn put_text(&mut self, text: &str) {
        match self.place() {
            Place::Last(parent) => self.document.push_text(parent, text),
            Place::BeforeTable { table, .. } if self.document.parent(table).is_some() => self.document.push_text_before(table, text),
            Place::BeforeTable { above, .. } => self.document.push_text(above, text),
        }
    }

    /// An element that hangs nowhere yet.
    pub(super) fn create(&mut self, space: Space, name: Name, attributes: Attributes) -> Element {
        let tag = match (space, name.tag) {
            (Space::Html, tag) | (_, tag @ (Tag::Svg | Tag::Math | Tag::Annotation)) => tag,
            _ => Tag::Foreign,
        };
        let node = self.document.new_node(tag, attributes.0, attributes.1);
        if tag == Tag::Template {
            self.document.new_node(Tag::Template, 0, 0);
        }
        let mut sets = sets(space, name);
        if space == Space::MathMl && name == ANNOTATION_XML && self.holds_html(attributes) {
            sets |= ANNOTATES_HTML;
        }
        Element { node, name, space, sets }
    }

    fn holds_html(&self, attributes: Attributes) -> bool {
        let encoding = self.document.attribute_in(attributes, Attribute::Encoding).unwrap_or_default();
        ["text/html", "application/xhtml+xml"].iter().any(|html| html.eq_ignore_ascii_case(encoding))
    }

    /// Puts a fresh element in its place, without opening it.
    pub(super) fn insert_closed(&mut self, space: Space, name: Name, attributes: Attributes) -> Element {
        let place = self.place();
        let element = self.create(space, name, attributes);
        self.put(place, element.node);
        element
    }

    pub(super) fn insert_in(&mut self, space: Space, name: Name, attributes: Attributes) -> Element {
        let element = self.insert_closed(space, name, attributes);
        self.open.push(element);
        element
    }

    /// Opens an element for a start tag.
    pub(super) fn insert(&mut self, start: &Start) -> Element {
        self.insert_in(Space::Html, start.name, start.attributes)
    }

    /// Puts an element for a start tag in its place that has no content.
    pub(super) fn insert_void(&mut self, start: &Start) {
        self.insert_closed(Space::Html, start.name, start.attributes);
    }

    /// Opens an element that no tag stands for.
    pub(super) fn insert_implied(&mut self, tag: Tag) -> Element {
        self.insert_in(Space::Html, Name::of(tag), (0, 0))
    }

    pub(super) fn take_out(&mut self, node: NodeId) {
        self.moved = true;
        self.document.detach(node);
    }
}

/// Where an element's content goes.
fn inside(element: &Element) -> NodeId {
    if element.is(Tag::Template) { content_of(element.node) } else { element.node }
}

/// The content of a template is made right after it.
fn content_of(template: NodeId) -> NodeId {
    NodeId(template.0 + 1)
}
