//! What the document keeps of a page, from the document and from a whole tree, in one form to compare.
//!
//! Dropped by design: comments, the document type, attributes that nobody asks for, names that nobody asks for (`?`),
//! the bodies of scripts and styles, and what is in templates, which hangs on no tree.

use std::fmt::Write;

use html5ever::ns;
use markup5ever_rcdom::{Handle, NodeData};
use presscut_cleaner::document::{Attribute, Document, NodeId, Tag};

pub(crate) fn of_document(document: &Document) -> String {
    let mut out = Lines::default();
    let mut node = document.first_child(NodeId::ROOT);
    while let Some(current) = node {
        let depth = document.ancestors(current).count() - 1;
        assert_eq!(usize::from(document.depth(current)), depth + 1, "depth of node {}", current.index());
        let tag = document.tag(current);
        if tag == Tag::Text {
            out.text(depth, document.text(current));
        } else {
            let attributes = Attribute::ALL
                .into_iter()
                .filter_map(|name| document.attribute(current, name).map(|value| (name, value.to_owned())))
                .collect();
            out.element(depth, tag, attributes);
        }
        node = document.following(current, NodeId::ROOT, !matches!(tag, Tag::Script | Tag::Style));
    }
    out.out
}

pub(crate) fn of_tree(root: &Handle) -> String {
    let mut out = Lines::default();
    let mut stack = vec![];
    push(root, 0, &mut stack);
    while let Some((node, depth)) = stack.pop() {
        match &node.data {
            NodeData::Text { contents } => out.text(depth, &contents.borrow()),
            NodeData::Element { name, attrs, .. } => {
                let tag = match (name.ns == ns!(html), &*name.local) {
                    (true, local) => Tag::from_name(local).unwrap_or(Tag::Unknown),
                    (false, "svg") => Tag::Svg,
                    (false, "math") => Tag::Math,
                    (false, "annotation") => Tag::Annotation,
                    (false, _) => Tag::Foreign,
                };
                let kept = attrs.borrow().iter().filter(|it| it.name.ns == ns!()).filter_map(known).collect();
                out.element(depth, tag, kept);
                if !matches!(tag, Tag::Script | Tag::Style) {
                    push(&node, depth + 1, &mut stack);
                }
            }
            _ => {}
        }
    }
    out.out
}

fn known(attribute: &html5ever::Attribute) -> Option<(Attribute, String)> {
    Attribute::from_name(&attribute.name.local).map(|name| (name, attribute.value.to_string()))
}

fn push(node: &Handle, depth: usize, stack: &mut Vec<(Handle, usize)>) {
    stack.extend(node.children.borrow().iter().rev().map(|child| (child.clone(), depth)));
}

#[derive(Default)]
struct Lines {
    out: String,
    /// Depth of the text that ends `out`: a comment between two texts is no node, so that they are one.
    open: Option<usize>,
}

impl Lines {
    fn text(&mut self, depth: usize, text: &str) {
        if self.open == Some(depth) {
            self.out.pop();
        } else {
            let _ = write!(self.out, "{:depth$}\"", "");
        }
        let _ = writeln!(self.out, "{text}");
        self.open = Some(depth);
    }

    fn element(&mut self, depth: usize, tag: Tag, mut attributes: Vec<(Attribute, String)>) {
        self.open = None;
        attributes.sort();
        let name = if tag.name().is_empty() { "?" } else { tag.name() };
        let _ = writeln!(self.out, "{:depth$}{name} {attributes:?}", "");
    }
}
