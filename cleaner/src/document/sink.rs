//! From html5ever's tree builder into the arena.

use std::borrow::Cow;
use std::cell::{Cell, RefCell};

use html5ever::interface::{ElementFlags, NodeOrText, QuirksMode, TreeSink};
use html5ever::tendril::StrTendril;
use html5ever::{Attribute, ExpandedName, LocalName, Namespace, QualName, local_name, ns};

use super::attributes::Sets;
use super::{Document, NONE, NodeId, Tag};

static HTML: Namespace = ns!(html);
static SVG: Namespace = ns!(svg);
static MATHML: Namespace = ns!(mathml);

/// A node as the tree builder holds it: with its name, which it asks for at every step.
#[derive(Debug, Clone)]
pub(super) struct Handle {
    node: NodeId,
    namespace: &'static Namespace,
    name: LocalName,
    /// An `annotation-xml` that holds HTML.
    holds_html: bool,
}

impl Handle {
    fn nameless(node: NodeId) -> Self {
        Self { node, namespace: &HTML, name: local_name!(""), holds_html: false }
    }

    /// Comments and the like, which are not kept.
    fn is_dropped(&self) -> bool {
        self.node.0 == NONE
    }
}

pub(super) struct Sink<'d> {
    pub(super) document: RefCell<&'d mut Document>,
    pub(super) sets: RefCell<Sets>,
    /// Depth of the element that came last.
    pub(super) depth: Cell<u16>,
    /// An element was moved, so that depths are stale.
    pub(super) moved: Cell<bool>,
}

impl Sink<'_> {
    /// After an element got its place.
    fn placed(&self, document: &mut Document, node: NodeId) {
        let depth = document.depth(node);
        self.depth.set(depth);
        if document.tag(node) == Tag::Template {
            // What is in a template hangs on no tree, but is as deep as the template.
            let content = NodeId(node.0 + 1);
            if let Some(content) = document.nodes.get_mut(content.index()) {
                content.depth = depth;
            }
        }
    }
}

impl TreeSink for Sink<'_> {
    type Handle = Handle;
    type Output = ();
    type ElemName<'a>
        = ExpandedName<'a>
    where
        Self: 'a;

    fn finish(self) {}

    fn parse_error(&self, _: Cow<'static, str>) {}

    fn get_document(&self) -> Handle {
        Handle::nameless(NodeId::ROOT)
    }

    fn elem_name<'a>(&'a self, target: &'a Handle) -> ExpandedName<'a> {
        ExpandedName { ns: target.namespace, local: &target.name }
    }

    fn create_element(&self, name: QualName, attrs: Vec<Attribute>, flags: ElementFlags) -> Handle {
        let (namespace, tag) = if name.ns == HTML {
            (&HTML, Tag::from_name(&name.local).unwrap_or(Tag::Unknown))
        } else {
            let tag = match &*name.local {
                "svg" => Tag::Svg,
                "math" => Tag::Math,
                "annotation" => Tag::Annotation,
                _ => Tag::Foreign,
            };
            (if name.ns == SVG { &SVG } else { &MATHML }, tag)
        };
        let (start, end) = self.sets.borrow().range(&attrs);
        let document = &mut **self.document.borrow_mut();
        let node = document.new_node(tag, start, end);
        if flags.template {
            document.new_node(Tag::Template, 0, 0);
        }
        Handle { node, namespace, name: name.local, holds_html: flags.mathml_annotation_xml_integration_point }
    }

    fn create_comment(&self, _: StrTendril) -> Handle {
        Handle::nameless(NodeId(NONE))
    }

    fn create_pi(&self, _: StrTendril, _: StrTendril) -> Handle {
        Handle::nameless(NodeId(NONE))
    }

    fn append(&self, parent: &Handle, child: NodeOrText<Handle>) {
        let document = &mut **self.document.borrow_mut();
        match child {
            NodeOrText::AppendText(text) => document.push_text(parent.node, &text),
            NodeOrText::AppendNode(child) if child.is_dropped() => {}
            NodeOrText::AppendNode(child) => {
                document.append(parent.node, child.node);
                self.placed(document, child.node);
            }
        }
    }

    fn append_based_on_parent_node(&self, element: &Handle, prev_element: &Handle, child: NodeOrText<Handle>) {
        let has_parent = self.document.borrow().parent(element.node).is_some();
        if has_parent { self.append_before_sibling(element, child) } else { self.append(prev_element, child) }
    }

    fn append_doctype_to_document(&self, _: StrTendril, _: StrTendril, _: StrTendril) {}

    fn get_template_contents(&self, target: &Handle) -> Handle {
        // The content is made right after its template.
        Handle::nameless(NodeId(target.node.0 + 1))
    }

    fn same_node(&self, x: &Handle, y: &Handle) -> bool {
        x.node == y.node
    }

    fn set_quirks_mode(&self, _: QuirksMode) {}

    fn append_before_sibling(&self, sibling: &Handle, new_node: NodeOrText<Handle>) {
        let document = &mut **self.document.borrow_mut();
        match new_node {
            NodeOrText::AppendText(text) => {
                let joined = document.previous_sibling(sibling.node).is_some_and(|previous| document.extend_text(previous, &text));
                if !joined {
                    let node = document.new_text(&text);
                    document.insert_before(sibling.node, node);
                }
            }
            NodeOrText::AppendNode(node) if node.is_dropped() => {}
            NodeOrText::AppendNode(node) => {
                document.insert_before(sibling.node, node.node);
                self.placed(document, node.node);
            }
        }
    }

    fn add_attrs_if_missing(&self, target: &Handle, attrs: Vec<Attribute>) {
        let (start, end) = self.sets.borrow().range(&attrs);
        self.document.borrow_mut().add_missing_attributes(target.node, start as usize..end as usize);
    }

    fn remove_from_parent(&self, target: &Handle) {
        self.moved.set(true);
        self.document.borrow_mut().detach(target.node);
    }

    fn reparent_children(&self, node: &Handle, new_parent: &Handle) {
        self.moved.set(true);
        let document = &mut **self.document.borrow_mut();
        while let Some(child) = document.first_child(node.node) {
            document.append(new_parent.node, child);
        }
    }

    fn is_mathml_annotation_xml_integration_point(&self, handle: &Handle) -> bool {
        handle.holds_html
    }
}
