//! The page as a read-only tree in one arena.
//!
//! Nodes, attributes and characters live in three vectors that are cleared and used again for the next page.
//! All walks go by links, never by recursion, so that depth costs nothing.

mod build;
mod names;
mod parse;
mod pool;
mod scripts;
mod selectable;
mod tree;

pub use names::{Attribute, Tag};
pub(crate) use pool::Pool;
pub(crate) use selectable::parse_for_selectors;

/// A node of a [`Document`]; meaningful only together with the document it came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct NodeId(u32);

impl NodeId {
    /// The document itself.
    pub const ROOT: Self = Self(0);

    /// Position in the arena, in order of creation.
    #[must_use]
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// "No node" in a link.
const NONE: u32 = u32::MAX;

#[derive(Debug, Clone, Copy)]
struct Node {
    tag: Tag,
    depth: u16,
    parent: u32,
    previous: u32,
    next: u32,
    first: u32,
    last: u32,
    /// Text: a range of `characters`. Element: a range of `attributes`.
    start: u32,
    end: u32,
}

#[derive(Debug, Clone, Copy)]
struct AttributeValue {
    name: Attribute,
    start: u32,
    end: u32,
}

/// A script of data: JSON-LD, a page's state as JSON, or a script that assigns such a state.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DataScript<'a> {
    /// Its `type`, lower-cased; `state` for a script that assigns a page's state to a variable.
    pub kind: &'a str,
    /// Its `id`.
    pub id: Option<&'a str>,
    /// What it holds.
    pub text: &'a str,
}

/// A parsed page.
#[derive(Debug, Default)]
pub struct Document {
    nodes: Vec<Node>,
    attributes: Vec<AttributeValue>,
    characters: String,
    /// Comments that carry data (`enpproperty`, `saved from url`), as ranges of `characters`.
    comments: Vec<(u32, u32)>,
    /// Script elements that hold data, and their kinds as ranges of `characters`.
    scripts: Vec<(NodeId, u32, u32)>,
    /// Bytes that may still be copied to join texts that were written apart.
    copies: usize,
    /// A limit was met: the page was read as far as the limit allows.
    truncated: bool,
}

/// Bounds on the work that one page may cause.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Limits {
    /// Deepest nesting of elements.
    pub depth: u16,
    /// Most nodes.
    pub nodes: u32,
}

impl Default for Limits {
    fn default() -> Self {
        Self { depth: 512, nodes: 2_000_000 }
    }
}

impl Document {
    /// Parses HTML as a browser with scripting off would.
    #[must_use]
    pub fn parse(html: &str, limits: Limits) -> Self {
        let mut document = Self::default();
        document.read(html, limits);
        document
    }

    /// Parses HTML into this document, in place of what it held; its memory is used again.
    pub fn read(&mut self, html: &str, limits: Limits) {
        parse::parse(html, limits, self);
    }

    /// Makes a document of plain text: the first line is a heading, each further line a paragraph.
    pub fn read_text(&mut self, text: &str) {
        self.clear();
        let html = self.push_element(NodeId::ROOT, Tag::Html);
        let body = self.push_element(html, Tag::Body);
        let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
        if let Some(title) = lines.next() {
            let heading = self.push_element(body, Tag::H1);
            self.push_text(heading, title);
        }
        for line in lines {
            let paragraph = self.push_element(body, Tag::P);
            self.push_text(paragraph, line);
        }
    }

    /// Whether a limit was met, so that the tree is not all of the page.
    #[must_use]
    pub fn is_truncated(&self) -> bool {
        self.truncated
    }

    /// How many nodes there are; every [`NodeId::index`] is below it.
    #[must_use]
    pub fn node_count(&self) -> usize {
        self.nodes.len()
    }

    /// What the node is: a tag, [`Tag::Text`] or [`Tag::Document`].
    #[must_use]
    pub fn tag(&self, node: NodeId) -> Tag {
        self.node(node).tag
    }

    /// Elements between the node and the document.
    #[must_use]
    pub fn depth(&self, node: NodeId) -> u16 {
        self.node(node).depth
    }

    /// The node around it.
    #[must_use]
    pub fn parent(&self, node: NodeId) -> Option<NodeId> {
        link(self.node(node).parent)
    }

    /// The first node in it.
    #[must_use]
    pub fn first_child(&self, node: NodeId) -> Option<NodeId> {
        link(self.node(node).first)
    }

    /// The last node in it.
    #[must_use]
    pub fn last_child(&self, node: NodeId) -> Option<NodeId> {
        link(self.node(node).last)
    }

    /// The node after it under the same parent.
    #[must_use]
    pub fn next_sibling(&self, node: NodeId) -> Option<NodeId> {
        link(self.node(node).next)
    }

    /// The node before it under the same parent.
    #[must_use]
    pub fn previous_sibling(&self, node: NodeId) -> Option<NodeId> {
        link(self.node(node).previous)
    }

    /// The characters of a text node; `""` for any other node.
    #[must_use]
    pub fn text(&self, node: NodeId) -> &str {
        let node = self.node(node);
        if node.tag == Tag::Text { self.range(node.start, node.end) } else { "" }
    }

    /// The value of an attribute, entities decoded, white space as it stands.
    #[must_use]
    pub fn attribute(&self, node: NodeId, name: Attribute) -> Option<&str> {
        let node = self.node(node);
        if node.tag == Tag::Text { None } else { self.attribute_in((node.start, node.end), name) }
    }

    /// The value of an attribute among a range of them.
    fn attribute_in(&self, (start, end): (u32, u32), name: Attribute) -> Option<&str> {
        self.attributes[start as usize..end as usize]
            .iter()
            .find(|attribute| attribute.name == name)
            .map(|attribute| self.range(attribute.start, attribute.end))
    }

    /// The attributes of a node that are kept, in the order of the page.
    pub(crate) fn attributes(&self, node: NodeId) -> impl Iterator<Item = (Attribute, &str)> {
        let node = self.node(node);
        let (start, end) = if node.tag == Tag::Text { (0, 0) } else { (node.start as usize, node.end as usize) };
        self.attributes[start..end].iter().map(|attribute| (attribute.name, self.range(attribute.start, attribute.end)))
    }

    /// The values of those attributes of a node whose names are wanted.
    pub(crate) fn values(&self, node: NodeId, wanted: impl Fn(Attribute) -> bool) -> impl Iterator<Item = &str> {
        self.attributes(node).filter(move |(name, _)| wanted(*name)).map(|(_, value)| value)
    }

    /// The nodes right inside a node, in order.
    pub fn children(&self, node: NodeId) -> impl Iterator<Item = NodeId> + '_ {
        std::iter::successors(self.first_child(node), |&child| self.next_sibling(child))
    }

    /// The nodes around a node, innermost first, without itself.
    pub fn ancestors(&self, node: NodeId) -> impl Iterator<Item = NodeId> + '_ {
        std::iter::successors(self.parent(node), |&ancestor| self.parent(ancestor))
    }

    /// All nodes, in order of creation; some of them may hang on no tree.
    pub fn all(&self) -> impl Iterator<Item = NodeId> + use<> {
        (0..self.nodes.len() as u32).map(NodeId)
    }

    /// Everything inside a node in document order, without itself.
    pub fn descendants(&self, node: NodeId) -> impl Iterator<Item = NodeId> + '_ {
        std::iter::successors(self.first_child(node), move |&current| self.following(current, node, true))
    }

    /// The next node in document order that is still inside `root`; without what is inside `current` unless `enter`.
    #[must_use]
    pub fn following(&self, current: NodeId, root: NodeId, enter: bool) -> Option<NodeId> {
        if enter && let Some(child) = self.first_child(current) {
            return Some(child);
        }
        let mut node = current;
        while node != root {
            if let Some(next) = self.next_sibling(node) {
                return Some(next);
            }
            node = self.parent(node)?;
        }
        None
    }

    /// The elements with this tag, in document order.
    pub fn elements(&self, tag: Tag) -> impl Iterator<Item = NodeId> + '_ {
        self.descendants(NodeId::ROOT).filter(move |&node| self.tag(node) == tag)
    }

    /// Appends all text inside a node as it stands, scripts and styles left out.
    pub fn push_inner_text(&self, node: NodeId, out: &mut String) {
        let mut current = self.first_child(node);
        while let Some(node_) = current {
            let tag = self.tag(node_);
            if tag == Tag::Text {
                out.push_str(self.text(node_));
            }
            current = self.following(node_, node, !matches!(tag, Tag::Script | Tag::Style | Tag::Template));
        }
    }

    /// All text inside a node, white space folded to single spaces and trimmed.
    #[must_use]
    pub fn inner_text(&self, node: NodeId) -> String {
        let mut raw = String::new();
        self.push_inner_text(node, &mut raw);
        crate::text::fold_space(&raw)
    }

    /// Comments that carry data (`enpproperty`, `saved from url`), in order.
    pub fn comments(&self) -> impl Iterator<Item = &str> + '_ {
        self.comments.iter().map(|&(start, end)| self.range(start, end))
    }

    /// Scripts that hold data (JSON-LD and other JSON, a page's state), in order.
    pub fn data_scripts(&self) -> impl Iterator<Item = DataScript<'_>> + '_ {
        self.scripts.iter().map(|&(script, start, end)| DataScript {
            kind: self.range(start, end),
            id: self.attribute(script, Attribute::Id),
            text: self.first_child(script).map_or("", |text| self.text(text)),
        })
    }

    fn node(&self, node: NodeId) -> &Node {
        &self.nodes[node.index()]
    }

    fn range(&self, start: u32, end: u32) -> &str {
        self.characters.get(start as usize..end as usize).unwrap_or_default()
    }

    fn clear(&mut self) {
        self.nodes.clear();
        self.attributes.clear();
        self.characters.clear();
        self.comments.clear();
        self.scripts.clear();
        self.copies = 0;
        self.truncated = false;
        self.nodes.push(Node {
            tag: Tag::Document,
            depth: 0,
            parent: NONE,
            previous: NONE,
            next: NONE,
            first: NONE,
            last: NONE,
            start: 0,
            end: 0,
        });
    }
}

fn link(index: u32) -> Option<NodeId> {
    (index != NONE).then_some(NodeId(index))
}
