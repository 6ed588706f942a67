//! Blocks in reading order: the units that a verdict keeps or cuts.
//!
//! A block is a maximal run of inline text; every other tag, every `<br>` and `<hr>`, ends it. Its container is the
//! nearest ancestor that is not inline. Each element covers a contiguous range of blocks, so that whatever is summed
//! over an ancestor is a difference of prefix sums.

use std::ops::Range;

use crate::document::{Attribute, Document, NodeId, Tag};
use crate::text;

/// A run of inline text.
#[derive(Debug, Clone, Copy)]
pub struct Block {
    start: u32,
    end: u32,
    /// The nearest ancestor that is not inline.
    pub container: NodeId,
    /// The first text node with a visible character.
    pub first: NodeId,
    /// The last one.
    pub last: NodeId,
    /// Characters that are not white space.
    pub chars: u32,
    /// Those of them inside links.
    pub link_chars: u32,
    /// Those of them in bold or as a heading's emphasis.
    pub strong_chars: u32,
    /// Pictures since the block before.
    pub images: u32,
    /// Words; a Han or kana character is one.
    pub words: u32,
    /// A `<br>` alone parts it from the block before.
    pub after_break: bool,
    /// The page's style says that it is not shown.
    pub hidden: bool,
    /// It stands inside `<noscript>`.
    pub noscript: bool,
}

/// The blocks of a page.
#[derive(Debug, Default)]
pub struct Blocks {
    text: String,
    items: Vec<Block>,
    /// By node: the blocks inside it, as a range.
    ranges: Vec<(u32, u32)>,
}

impl Blocks {
    /// Cuts a document into blocks.
    #[must_use]
    pub fn of(document: &Document) -> Self {
        let mut blocks = Segmenter::new(document).run();
        blocks.settle_noscript();
        blocks
    }

    /// Where `<noscript>` holds at least as much as the rest of the page, it is the page.
    fn settle_noscript(&mut self) {
        let words = |noscript: bool| self.items.iter().filter(|block| block.noscript == noscript).map(|block| block.words).sum::<u32>();
        if words(true) > 0 && words(true) >= words(false) {
            for block in &mut self.items {
                block.noscript = false;
            }
        }
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.items.len()
    }

    /// Whether the page has no text at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.items.is_empty()
    }

    /// The blocks in reading order.
    pub fn iter(&self) -> std::slice::Iter<'_, Block> {
        self.items.iter()
    }

    /// Words that a reader with scripts is shown.
    pub(crate) fn shown_words(&self) -> usize {
        self.items.iter().filter(|block| !block.hidden && !block.noscript).map(|block| block.words as usize).sum()
    }

    /// A block's text, white space folded.
    #[must_use]
    pub fn text(&self, index: usize) -> &str {
        let block = &self.items[index];
        self.text.get(block.start as usize..block.end as usize).unwrap_or_default()
    }

    /// The blocks inside an element.
    #[must_use]
    pub fn inside(&self, node: NodeId) -> Range<usize> {
        self.ranges.get(node.index()).map_or(0..0, |&(start, end)| start as usize..end as usize)
    }
}

impl<'a> IntoIterator for &'a Blocks {
    type Item = &'a Block;
    type IntoIter = std::slice::Iter<'a, Block>;
    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl std::ops::Index<usize> for Blocks {
    type Output = Block;
    fn index(&self, index: usize) -> &Block {
        &self.items[index]
    }
}

/// Whether an element's own style or attributes hide it.
fn hides(document: &Document, node: NodeId) -> bool {
    document.attributes(node).any(|(name, value)| match name {
        Attribute::Hidden => !value.eq_ignore_ascii_case("until-found"),
        Attribute::Style => style_hides(value),
        _ => false,
    })
}

fn style_hides(style: &str) -> bool {
    // Most styles are about something else, which is cheaper to see than to read them with white space left out.
    if !holds_either(style.as_bytes(), b"none", b"hidden") {
        return false;
    }
    let style: String = style.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_ascii_lowercase();
    style.contains("display:none") || style.contains("visibility:hidden")
}

/// Whether one of two words, in lower case, stands in a text in any case.
fn holds_either(text: &[u8], one: &[u8], other: &[u8]) -> bool {
    let begins = |rest: &[u8], word: &[u8]| rest.get(..word.len()).is_some_and(|found| found.eq_ignore_ascii_case(word));
    (0..text.len()).any(|at| text.get(at..).is_some_and(|rest| begins(rest, one) || begins(rest, other)))
}

/// How many bytes at the beginning of a text are of characters that are shown: neither white space nor invisible.
fn shown_bytes(text: &str) -> usize {
    let bytes = text.as_bytes();
    let mut at = 0;
    loop {
        at += bytes.get(at..).map_or(0, |rest| rest.iter().take_while(|byte| byte.is_ascii_graphic()).count());
        match text.get(at..).and_then(|rest| rest.chars().next()) {
            Some(c) if !c.is_whitespace() && !text::is_invisible(c) => at += c.len_utf8(),
            _ => return at,
        }
    }
}

struct Segmenter<'a> {
    document: &'a Document,
    out: Blocks,
    /// The block that is being written.
    open: Option<Block>,
    /// White space was seen since the last character of the open block.
    gap: bool,
    after_break: bool,
    links: u32,
    strong: u32,
    images: u32,
    /// The elements around the current node that hide what is in them.
    hiding: Vec<NodeId>,
    noscript: u32,
    /// Containers around the current node, innermost last.
    containers: Vec<NodeId>,
}

impl<'a> Segmenter<'a> {
    fn new(document: &'a Document) -> Self {
        let out = Blocks { ranges: vec![(0, 0); document.node_count()], ..Blocks::default() };
        Self {
            document,
            out,
            open: None,
            gap: false,
            after_break: false,
            links: 0,
            strong: 0,
            images: 0,
            hiding: vec![],
            noscript: 0,
            containers: vec![NodeId::ROOT],
        }
    }

    fn run(mut self) -> Blocks {
        let mut current = NodeId::ROOT;
        loop {
            if self.enter(current)
                && let Some(child) = self.document.first_child(current)
            {
                current = child;
                continue;
            }
            self.leave(current);
            while self.document.next_sibling(current).is_none() {
                let Some(parent) = self.document.parent(current) else {
                    self.close();
                    return self.out;
                };
                current = parent;
                self.leave(current);
            }
            match self.document.next_sibling(current) {
                Some(next) => current = next,
                None => return self.out,
            }
        }
    }

    /// Whether to go inside.
    fn enter(&mut self, node: NodeId) -> bool {
        let tag = self.document.tag(node);
        if tag == Tag::Text {
            self.push_text(node);
            return false;
        }
        if !tag.is_inline() {
            self.close();
            self.after_break = tag == Tag::Br;
            self.containers.push(node);
        }
        self.out.ranges[node.index()].0 = self.out.items.len() as u32;
        self.links += u32::from(tag == Tag::A);
        self.strong += u32::from(matches!(tag, Tag::B | Tag::Strong));
        self.images += u32::from(tag == Tag::Img);
        if hides(self.document, node) {
            self.hiding.push(node);
        }
        self.noscript += u32::from(tag == Tag::Noscript);
        !tag.is_silent()
    }

    fn leave(&mut self, node: NodeId) {
        let tag = self.document.tag(node);
        if tag == Tag::Text {
            return;
        }
        if !tag.is_inline() {
            self.close();
            self.after_break = tag == Tag::Br;
            self.containers.pop();
        }
        let open = u32::from(self.open.is_some());
        self.out.ranges[node.index()].1 = self.out.items.len() as u32 + open;
        self.links -= u32::from(tag == Tag::A);
        self.strong -= u32::from(matches!(tag, Tag::B | Tag::Strong));
        self.hiding.pop_if(|hiding| *hiding == node);
        self.noscript -= u32::from(tag == Tag::Noscript);
    }

    fn push_text(&mut self, node: NodeId) {
        let mut rest = self.document.text(node);
        while let Some((run, tail)) = rest.split_at_checked(shown_bytes(rest)).filter(|_| !rest.is_empty()) {
            if !run.is_empty() {
                self.push_run(node, run);
            }
            let mut chars = tail.chars();
            self.gap |= chars.next().is_some_and(char::is_whitespace);
            rest = chars.as_str();
        }
    }

    /// Adds characters that are shown, with no white space among them.
    fn push_run(&mut self, node: NodeId, run: &str) {
        let block = self.open.get_or_insert_with(|| Block {
            start: self.out.text.len() as u32,
            end: 0,
            container: self.containers.last().copied().unwrap_or(NodeId::ROOT),
            first: node,
            last: node,
            chars: 0,
            link_chars: 0,
            strong_chars: 0,
            images: std::mem::take(&mut self.images),
            words: 0,
            after_break: self.after_break,
            hidden: !self.hiding.is_empty(),
            noscript: self.noscript > 0,
        });
        if std::mem::take(&mut self.gap) && block.chars > 0 {
            self.out.text.push(' ');
        }
        self.out.text.push_str(run);
        let chars = text::count_chars(run) as u32;
        block.last = node;
        block.chars += chars;
        block.link_chars += if self.links > 0 { chars } else { 0 };
        block.strong_chars += if self.strong > 0 { chars } else { 0 };
    }

    fn close(&mut self) {
        self.gap = false;
        if let Some(mut block) = self.open.take() {
            block.end = self.out.text.len() as u32;
            block.words = text::count_words(self.out.text.get(block.start as usize..).unwrap_or_default()) as u32;
            self.out.items.push(block);
        }
    }
}
