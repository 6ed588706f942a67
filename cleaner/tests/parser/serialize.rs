//! Trees in the form of html5lib's `#document`.

use std::fmt::Write;

use html5ever::{Namespace, ns};
use markup5ever_rcdom::{Handle, NodeData};

/// The children of a node, each line with `| ` before it.
pub(crate) fn children(node: &Handle) -> String {
    let mut out = String::new();
    let mut stack: Vec<(Handle, usize)> = vec![];
    push(node, 0, &mut stack);
    while let Some((node, depth)) = stack.pop() {
        line(&node, depth, &mut out);
        if let NodeData::Element { template_contents, .. } = &node.data {
            push(&node, depth + 1, &mut stack);
            if let Some(contents) = &*template_contents.borrow() {
                indent(depth + 1, &mut out);
                out.push_str("content\n");
                push(contents, depth + 2, &mut stack);
            }
        }
    }
    out
}

fn push(node: &Handle, depth: usize, stack: &mut Vec<(Handle, usize)>) {
    stack.extend(node.children.borrow().iter().rev().map(|child| (child.clone(), depth)));
}

fn indent(depth: usize, out: &mut String) {
    out.push_str("| ");
    out.extend(std::iter::repeat_n("  ", depth));
}

fn line(node: &Handle, depth: usize, out: &mut String) {
    indent(depth, out);
    let written = match &node.data {
        NodeData::Doctype { name, public_id, system_id } if public_id.is_empty() && system_id.is_empty() => {
            writeln!(out, "<!DOCTYPE {name}>")
        }
        NodeData::Doctype { name, public_id, system_id } => writeln!(out, "<!DOCTYPE {name} \"{public_id}\" \"{system_id}\">"),
        NodeData::Text { contents } => writeln!(out, "\"{}\"", contents.borrow()),
        NodeData::Comment { contents } => writeln!(out, "<!-- {contents} -->"),
        NodeData::Element { name, attrs, .. } => {
            let _ = writeln!(out, "<{}{}>", prefix(&name.ns), name.local);
            let mut lines: Vec<String> = attrs
                .borrow()
                .iter()
                .map(|attribute| {
                    let prefix = attribute.name.prefix.as_ref().filter(|prefix| !prefix.is_empty());
                    format!(
                        "{}{}=\"{}\"",
                        prefix.map(|prefix| format!("{prefix} ")).unwrap_or_default(),
                        attribute.name.local,
                        attribute.value
                    )
                })
                .collect();
            lines.sort();
            for line in lines {
                indent(depth + 1, out);
                let _ = writeln!(out, "{line}");
            }
            Ok(())
        }
        NodeData::Document | NodeData::ProcessingInstruction { .. } => Ok(()),
    };
    written.expect("a string takes all");
}

fn prefix(namespace: &Namespace) -> &'static str {
    match *namespace {
        ns!(svg) => "svg ",
        ns!(mathml) => "math ",
        _ => "",
    }
}
