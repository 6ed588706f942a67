//! From html5ever's tree builder into the arena.

use std::borrow::Cow;
use std::cell::RefCell;

use html5ever::interface::{ElemName, ElementFlags, NodeOrText, QuirksMode, TreeSink};
use html5ever::tendril::{StrTendril, TendrilSink};
use html5ever::{LocalName, Namespace, ParseOpts, QualName, local_name, ns, parse_document};

use super::{Attribute, AttributeValue, Document, Limits, NodeId, Tag};

pub(super) fn parse(html: &str, _limits: Limits, document: &mut Document) {
    document.clear();
    let mut opts = ParseOpts::default();
    opts.tree_builder.scripting_enabled = false;
    let arena = Arena { document: std::mem::take(document), names: vec![(ns!(), local_name!(""))], contents: vec![] };
    let sink = parse_document(Sink(RefCell::new(arena)), opts).one(html);
    *document = sink;
}

struct Arena {
    document: Document,
    /// Names, by node.
    names: Vec<(Namespace, LocalName)>,
    /// Contents of templates: they hang on no tree.
    contents: Vec<(NodeId, NodeId)>,
}

struct Sink(RefCell<Arena>);

#[derive(Debug)]
struct Name(Namespace, LocalName);

impl ElemName for Name {
    fn ns(&self) -> &Namespace {
        &self.0
    }
    fn local_name(&self) -> &LocalName {
        &self.1
    }
}

impl Arena {
    fn name_node(&mut self, node: NodeId, name: (Namespace, LocalName)) {
        self.names.resize(node.index(), (ns!(), local_name!("")));
        self.names.push(name);
    }

    fn push_attributes(&mut self, attributes: &[html5ever::Attribute]) {
        for attribute in attributes {
            if let Some(name) = Attribute::from_name(&attribute.name.local) {
                let (start, end) = self.document.store(&attribute.value);
                self.document.attributes.push(AttributeValue { name, start, end });
            }
        }
    }
}

impl TreeSink for Sink {
    type Handle = NodeId;
    type Output = Document;
    type ElemName<'a> = Name;

    fn finish(self) -> Document {
        let mut document = self.0.into_inner().document;
        let scripts: Vec<NodeId> = document
            .elements(Tag::Script)
            .filter(|&script| document.attribute(script, Attribute::Type).is_some_and(|kind| kind.to_ascii_lowercase().contains("json")))
            .collect();
        document.scripts = scripts;
        document
    }

    fn parse_error(&self, _: Cow<'static, str>) {}

    fn get_document(&self) -> NodeId {
        NodeId::ROOT
    }

    fn elem_name<'a>(&'a self, target: &'a NodeId) -> Name {
        let arena = self.0.borrow();
        let (namespace, local) = arena.names[target.index()].clone();
        Name(namespace, local)
    }

    fn create_element(&self, name: QualName, attrs: Vec<html5ever::Attribute>, flags: ElementFlags) -> NodeId {
        let arena = &mut *self.0.borrow_mut();
        let tag = if name.ns == ns!(html) {
            Tag::from_name(&name.local).unwrap_or(Tag::Unknown)
        } else {
            match &*name.local {
                "svg" => Tag::Svg,
                "math" => Tag::Math,
                "annotation" => Tag::Annotation,
                _ => Tag::Foreign,
            }
        };
        let start = arena.document.attributes.len() as u32;
        arena.push_attributes(&attrs);
        let end = arena.document.attributes.len() as u32;
        let node = arena.document.new_node(tag, start, end);
        arena.name_node(node, (name.ns, name.local));
        if flags.template {
            let content = arena.document.new_node(Tag::Template, end, end);
            arena.contents.push((node, content));
        }
        node
    }

    fn create_comment(&self, text: StrTendril) -> NodeId {
        let arena = &mut *self.0.borrow_mut();
        if text.contains("enpproperty") || text.contains("saved from url") {
            let range = arena.document.store(&text);
            arena.document.comments.push(range);
        }
        arena.document.new_node(Tag::Foreign, 0, 0)
    }

    fn create_pi(&self, _: StrTendril, _: StrTendril) -> NodeId {
        self.0.borrow_mut().document.new_node(Tag::Foreign, 0, 0)
    }

    fn append(&self, parent: &NodeId, child: NodeOrText<NodeId>) {
        let document = &mut self.0.borrow_mut().document;
        match child {
            NodeOrText::AppendText(text) => document.push_text(*parent, &text),
            NodeOrText::AppendNode(node) => document.append(*parent, node),
        }
    }

    fn append_based_on_parent_node(&self, element: &NodeId, prev_element: &NodeId, child: NodeOrText<NodeId>) {
        let has_parent = self.0.borrow().document.parent(*element).is_some();
        if has_parent { self.append_before_sibling(element, child) } else { self.append(prev_element, child) }
    }

    fn append_doctype_to_document(&self, _: StrTendril, _: StrTendril, _: StrTendril) {}

    fn get_template_contents(&self, target: &NodeId) -> NodeId {
        let arena = self.0.borrow();
        arena.contents.iter().find(|(node, _)| node == target).map_or(*target, |&(_, content)| content)
    }

    fn same_node(&self, x: &NodeId, y: &NodeId) -> bool {
        x == y
    }

    fn set_quirks_mode(&self, _: QuirksMode) {}

    fn append_before_sibling(&self, sibling: &NodeId, new_node: NodeOrText<NodeId>) {
        let document = &mut self.0.borrow_mut().document;
        match new_node {
            NodeOrText::AppendText(text) => match document.previous_sibling(*sibling) {
                Some(previous) if document.tag(previous) == Tag::Text => document.extend_text(previous, &text),
                _ => {
                    let node = document.new_text(&text);
                    document.insert_before(*sibling, node);
                }
            },
            NodeOrText::AppendNode(node) => document.insert_before(*sibling, node),
        }
    }

    fn add_attrs_if_missing(&self, target: &NodeId, attrs: Vec<html5ever::Attribute>) {
        let arena = &mut *self.0.borrow_mut();
        let (start, end) = (arena.document.nodes[target.index()].start, arena.document.nodes[target.index()].end);
        let fresh: Vec<_> = attrs
            .into_iter()
            .filter(|a| Attribute::from_name(&a.name.local).is_some_and(|name| arena.document.attribute(*target, name).is_none()))
            .collect();
        let new_start = arena.document.attributes.len() as u32;
        arena.document.attributes.extend_from_within(start as usize..end as usize);
        arena.push_attributes(&fresh);
        let new_end = arena.document.attributes.len() as u32;
        let node = &mut arena.document.nodes[target.index()];
        (node.start, node.end) = (new_start, new_end);
    }

    fn remove_from_parent(&self, target: &NodeId) {
        self.0.borrow_mut().document.detach(*target);
    }

    fn reparent_children(&self, node: &NodeId, new_parent: &NodeId) {
        let document = &mut self.0.borrow_mut().document;
        while let Some(child) = document.first_child(*node) {
            document.append(*new_parent, child);
        }
    }
}
