//! The walk over the part of the tree that stays, from its text to blocks.

mod beside;

use super::address::Base;
use super::code::{self, Preformatted};
use super::elements::{code_of_lines, flows, is_drop_cap, span_kind};
use super::extent::Extent;
use super::figures::Figure;
use super::inline::{Flow, Line};
use super::tables::{self, Cell, Filled, Row};
use super::{drop_cap, lines, lists, math, picture};
use crate::article::{Block, ListItem, RichText, SpanKind};
use crate::document::{Attribute, Document, NodeId, Tag};
use crate::segment::Blocks;

/// Words above which a heading element holds a paragraph.
const LONG_HEADING: u32 = 50;
/// Most open lists, items and the like: deeper ones are text of those around them, so that any JSON reader reads the record.
const MAX_FRAMES: usize = 24;

/// A block of the body, with its text where that is not what the block alone would read as.
#[derive(Debug)]
pub(super) struct Piece {
    pub block: Block,
    pub text: Option<String>,
}

/// What an element that is open gathers.
#[derive(Debug)]
enum Frame {
    Quote(NodeId),
    Heading(NodeId, u8),
    List {
        node: NodeId,
        ordered: bool,
        items: Vec<ListItem>,
    },
    /// `definition`: it belongs to the term before it.
    Item {
        node: NodeId,
        definition: bool,
        blocks: Vec<Block>,
    },
    Table {
        node: NodeId,
        rows: Vec<Row>,
    },
    Cell {
        node: NodeId,
        cell: Cell,
        texts: Vec<RichText>,
    },
}

impl Frame {
    fn node(&self) -> NodeId {
        match self {
            Self::Quote(node)
            | Self::Heading(node, _)
            | Self::List { node, .. }
            | Self::Item { node, .. }
            | Self::Table { node, .. }
            | Self::Cell { node, .. } => *node,
        }
    }
}

/// Where text goes.
#[derive(Clone, Copy)]
enum Role {
    Paragraph,
    Quote,
    Heading(u8),
    Cell,
}

/// Reads the blocks that stay, and the pictures among them.
pub(super) fn read(extent: &Extent<'_>, figures: &[Figure], base: &Base) -> Vec<Piece> {
    let root = extent.root();
    let mut reader = Reader {
        document: extent.document,
        blocks: extent.blocks,
        extent,
        base,
        figures: figures.iter().map(Some).collect(),
        pending: Vec::new(),
        flow: Flow::default(),
        frames: Vec::new(),
        out: Vec::new(),
        next: extent.blocks.inside(root).start,
        reading: false,
        preformatted: false,
    };
    reader.figures_outside(root);
    reader.walk(root);
    reader.flush();
    reader.out
}

struct Reader<'a> {
    document: &'a Document,
    blocks: &'a Blocks,
    extent: &'a Extent<'a>,
    base: &'a Base,
    /// Pictures that are not placed yet.
    figures: Vec<Option<&'a Figure>>,
    /// Pictures that stand in the line that is being read: they come after it.
    pending: Vec<Block>,
    flow: Flow,
    frames: Vec<Frame>,
    out: Vec<Piece>,
    /// The block that begins next.
    next: usize,
    /// The walk is inside a block that stays.
    reading: bool,
    /// Line feeds break lines here.
    preformatted: bool,
}

impl Reader<'_> {
    fn walk(&mut self, root: NodeId) {
        let mut current = root;
        loop {
            if self.enter(current)
                && let Some(child) = self.document.first_child(current)
            {
                current = child;
                continue;
            }
            self.leave(current);
            while current != root && self.document.next_sibling(current).is_none() {
                let Some(parent) = self.document.parent(current) else { return };
                current = parent;
                self.leave(current);
            }
            if current == root || self.next > self.extent.last && !self.reading && self.frames.is_empty() {
                return;
            }
            match self.document.next_sibling(current) {
                Some(next) => current = next,
                None => return,
            }
        }
    }

    /// Whether to go inside.
    fn enter(&mut self, node: NodeId) -> bool {
        let tag = self.document.tag(node);
        if tag == Tag::Text {
            self.text(node);
            return false;
        }
        if picture::is_candidate(self.document, node) {
            self.place(node);
        }
        if tag.is_inline() {
            return self.enter_inline(node, tag);
        }
        self.reading = false;
        if tag == Tag::Br {
            self.flow.line_break();
            return true;
        }
        let inside = self.blocks.inside(node);
        if tag.is_silent() || self.extent.kept(&inside) == 0 {
            match tag {
                Tag::Select | Tag::Textarea | Tag::Datalist | Tag::Canvas => self.flow.space(),
                _ if flows(self.document, node, tag) => {}
                _ => self.flush(),
            }
            self.figures_inside(node, &inside);
            self.embeds_inside(node, &inside);
            self.next = self.next.max(inside.end);
            return false;
        }
        if flows(self.document, node, tag) {
            self.flow.edge();
            return true;
        }
        self.flush();
        self.enter_block(node, tag)
    }

    fn enter_block(&mut self, node: NodeId, tag: Tag) -> bool {
        let in_list = matches!(self.frames.last(), Some(Frame::List { .. }));
        let in_table = matches!(self.frames.last(), Some(Frame::Table { .. }));
        match tag {
            Tag::Pre => return self.preformatted(node),
            Tag::Div if code::is_wrapper(self.document, node) => return self.preformatted(node),
            Tag::Blockquote => self.frames.push(Frame::Quote(node)),
            Tag::Ul | Tag::Ol | Tag::Menu | Tag::Dir | Tag::Dl if self.frames.len() < MAX_FRAMES && lists::is_list(self.extent, node) => {
                self.frames.push(Frame::List { node, ordered: tag == Tag::Ol, items: Vec::new() });
            }
            Tag::Li | Tag::Dt | Tag::Dd if in_list => {
                self.frames.push(Frame::Item { node, definition: tag == Tag::Dd, blocks: Vec::new() });
            }
            Tag::Table if !self.in_cell() && tables::is_data(self.extent, node) => {
                self.frames.push(Frame::Table { node, rows: Vec::new() });
            }
            Tag::Tr => {
                let head = self.document.parent(node).is_some_and(|parent| self.document.tag(parent) == Tag::Thead);
                if let Some(Frame::Table { rows, .. }) = self.frames.last_mut() {
                    rows.push(Row { cells: Vec::new(), head });
                }
            }
            Tag::Td | Tag::Th if in_table => {
                self.frames.push(Frame::Cell { node, cell: Cell::of(self.document, node), texts: Vec::new() });
            }
            _ => {
                if let Some(level) = tag.heading_level()
                    && self.extent.words(&self.blocks.inside(node)) <= LONG_HEADING
                {
                    self.frames.push(Frame::Heading(node, level));
                }
            }
        }
        true
    }

    fn enter_inline(&mut self, node: NodeId, tag: Tag) -> bool {
        if matches!(tag, Tag::Math | Tag::Script | Tag::Span)
            && let Some(formula) = math::formula(self.document, node, tag)
        {
            self.pass_over(node);
            if self.reading || tag == Tag::Script {
                if formula.display {
                    self.flush();
                }
                self.flow.push_formula(&formula.tex);
                if formula.display {
                    self.flush();
                }
            }
            return false;
        }
        if tag.is_silent() || matches!(tag, Tag::Rt) {
            self.pass_over(node);
            return false;
        }
        if let Some(kind) = span_kind(self.document, node, tag) {
            let href = if kind == SpanKind::Link {
                self.document.attribute(node, Attribute::Href).and_then(|href| self.base.link(href))
            } else {
                None
            };
            if kind != SpanKind::Link || href.is_some() {
                self.flow.open(node, kind, href);
            }
        }
        true
    }

    fn leave(&mut self, node: NodeId) {
        let tag = self.document.tag(node);
        match tag {
            Tag::Text => return,
            Tag::Br => {
                self.reading = false;
                return;
            }
            _ if tag.is_inline() => {
                let drop_cap = self.flow.is_one_letter() && is_drop_cap(self.document, node);
                self.flow.close(node, drop_cap);
                return;
            }
            _ => {}
        }
        self.reading = false;
        if flows(self.document, node, tag) {
            self.flow.edge();
        } else if !tag.is_silent() {
            self.flush();
        }
        if tag == Tag::Pre {
            self.preformatted = false;
        }
        if self.frames.last().is_some_and(|frame| frame.node() == node)
            && let Some(frame) = self.frames.pop()
        {
            self.finish(frame);
        }
    }

    fn text(&mut self, node: NodeId) {
        self.begin(node);
        let text = self.document.text(node);
        if !self.reading && text.chars().any(|c| !c.is_whitespace()) {
            self.flow.space(); // a block that is cut
        } else if self.preformatted {
            self.flow.push_lines(text);
        } else {
            self.flow.push(text);
        }
    }

    /// Notes which block a text node begins.
    fn begin(&mut self, node: NodeId) {
        if self.next < self.blocks.len() && self.blocks[self.next].first == node {
            self.reading = self.extent.stays(self.next);
            if self.reading
                && self.flow.is_empty()
                && let Some(letter) = drop_cap::cut_before(self.extent, self.next)
            {
                self.flow.push(letter);
            }
            self.next += 1;
        }
    }

    /// Leaves an inline element out, but for the blocks that begin in it.
    fn pass_over(&mut self, node: NodeId) {
        for inner in self.document.descendants(node) {
            if self.document.tag(inner) == Tag::Text {
                self.begin(inner);
            }
        }
    }

    /// Whether to go inside.
    fn preformatted(&mut self, node: NodeId) -> bool {
        match code::read(self.document, node) {
            Preformatted::Prose => {
                self.preformatted = true;
                return true;
            }
            Preformatted::Code(code) if !code.text.is_empty() => self.emit(Block::Code { language: code.language, text: code.text }),
            Preformatted::Code(_) | Preformatted::Gutter => {}
        }
        self.next = self.blocks.inside(node).end;
        false
    }

    fn in_cell(&self) -> bool {
        self.frames.iter().any(|frame| matches!(frame, Frame::Cell { .. }))
    }

    fn role(&self) -> Role {
        match self.frames.last() {
            Some(Frame::Quote(_)) => Role::Quote,
            Some(Frame::Heading(_, level)) => Role::Heading(*level),
            Some(Frame::Cell { .. }) => Role::Cell,
            _ => Role::Paragraph,
        }
    }

    /// Ends the text that is being read.
    fn flush(&mut self) {
        let read = self.flow.take();
        if read.is_empty() {
            return;
        }
        self.give(read);
        for block in std::mem::take(&mut self.pending) {
            self.emit(block);
        }
    }

    fn give(&mut self, mut read: Vec<Line>) {
        if let [line] = read.as_mut_slice()
            && let Some(tex) = line.formula.take()
            && !self.in_cell()
        {
            self.emit(Block::Math { text: tex });
            return;
        }
        if let Some(text) = code_of_lines(&read)
            && !self.in_cell()
        {
            self.emit(Block::Code { language: None, text });
            return;
        }
        match self.role() {
            Role::Heading(level) => {
                let mut text = lines::joined(read);
                let all = text.text.chars().count();
                text.spans.retain(|span| span.kind != SpanKind::Strong || span.end - span.start < all);
                self.emit(Block::Heading { level, text });
            }
            Role::Cell => {
                let texts_read = lines::paragraphs(read);
                if let Some(Frame::Cell { texts, .. }) = self.frames.iter_mut().rev().find(|frame| matches!(frame, Frame::Cell { .. })) {
                    texts.extend(texts_read);
                }
            }
            Role::Quote => {
                for text in lines::paragraphs(read) {
                    self.emit(Block::Quote { text });
                }
            }
            Role::Paragraph => {
                for text in lines::paragraphs(read) {
                    self.emit(Block::Paragraph { text });
                }
            }
        }
    }

    fn finish(&mut self, frame: Frame) {
        match frame {
            Frame::Quote(_) | Frame::Heading(..) => {}
            Frame::List { ordered, items, .. } => {
                if !items.is_empty() {
                    self.emit(Block::List { ordered, items });
                }
            }
            Frame::Item { definition, blocks, .. } => {
                let Some(Frame::List { items, .. }) = self.frames.last_mut() else { return };
                match items.last_mut() {
                    Some(term) if definition => term.children.extend(blocks),
                    _ => {
                        if let Some(item) = lists::item(blocks) {
                            lists::push(items, item);
                        }
                    }
                }
            }
            Frame::Cell { mut cell, texts, .. } => {
                cell.text = lines::stacked(texts);
                if let Some(Frame::Table { rows, .. }) = self.frames.last_mut() {
                    if rows.is_empty() {
                        rows.push(Row::default());
                    }
                    if let Some(row) = rows.last_mut() {
                        row.cells.push(cell);
                    }
                }
            }
            Frame::Table { rows, .. } => {
                if let Some(Filled { block, text }) = tables::fill(rows) {
                    self.emit_as(block, Some(text));
                }
            }
        }
    }

    fn emit(&mut self, block: Block) {
        self.emit_as(block, None);
    }

    /// Gives a block to what is around it.
    fn emit_as(&mut self, block: Block, text: Option<String>) {
        for frame in self.frames.iter_mut().rev() {
            match frame {
                Frame::Item { blocks, .. } => {
                    blocks.push(block);
                    return;
                }
                Frame::List { items, .. } => {
                    lists::nest(items, block);
                    return;
                }
                Frame::Cell { texts, .. } => {
                    super::text::cell_texts(block, texts);
                    return;
                }
                Frame::Table { .. } | Frame::Quote(_) | Frame::Heading(..) => {}
            }
        }
        self.out.push(Piece { block, text });
    }
}
