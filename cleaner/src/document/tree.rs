//! Tree construction (WHATWG, 13.2.6): of whole documents, as a browser with scripting off does it.
//!
//! It takes the steps of html5ever's tree builder, and the tests hold it equal to that; but names are numbers here, and
//! elements and text go straight into the arena. What the tree has no room for is left out: comments, the document type,
//! attributes that nobody asks for, the owners of form controls.

mod body;
mod foreign;
mod formatting;
mod head;
mod insert;
mod name;
mod quirks;
mod stack;
mod table;

use formatting::Entry;
use name::{Element, Name, Space};

use super::{Document, NodeId, Tag};
use crate::tokenizer::{Doctype, RawAttribute, RawKind, Tokenizer};

/// A range of the document's attributes.
pub(super) type Attributes = (u32, u32);

/// A start tag.
#[derive(Debug, Clone, Copy)]
pub(super) struct Start {
    name: Name,
    attributes: Attributes,
    self_closing: bool,
    /// Where it stands in the page.
    source: (u32, u32),
}

impl Start {
    fn is(&self, tag: Tag) -> bool {
        self.name.tag == tag
    }

    /// Whether it belongs into the head wherever it stands.
    fn is_of_head(&self) -> bool {
        match self.name.tag {
            Tag::Base | Tag::Link | Tag::Meta | Tag::Noframes | Tag::Script | Tag::Style | Tag::Template | Tag::Title => true,
            Tag::Unknown => matches!(self.name, name::BASEFONT | name::BGSOUND),
            _ => false,
        }
    }
}

#[derive(Debug, Clone, Copy)]
enum Token<'a> {
    Start(&'a Start),
    End(Name),
    /// White space, where a mode tells it from other characters.
    Space(&'a str),
    Text(&'a str),
    Null,
    Comment,
    Eof,
}

impl Token<'_> {
    fn ends(&self, tag: Tag) -> bool {
        matches!(self, Self::End(name) if name.tag == tag)
    }
}

/// The insertion modes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mode {
    Initial,
    BeforeHtml,
    BeforeHead,
    InHead,
    InHeadNoscript,
    AfterHead,
    InBody,
    Text,
    InTable,
    InTableText,
    InCaption,
    InColumnGroup,
    InTableBody,
    InRow,
    InCell,
    InTemplate,
    AfterBody,
    InFrameset,
    AfterFrameset,
    AfterAfterBody,
    AfterAfterFrameset,
}

impl Mode {
    /// Whether white space is treated apart from other characters.
    fn parts_space(self) -> bool {
        !matches!(
            self,
            Self::InBody
                | Self::Text
                | Self::InTable
                | Self::InTableText
                | Self::InCaption
                | Self::InTableBody
                | Self::InRow
                | Self::InCell
                | Self::InTemplate
        )
    }
}

/// What comes after a step.
enum Next {
    Done,
    /// The same token in another mode.
    Again(Mode),
    /// The tokenizer is to read the element's content as no markup.
    Raw(RawKind),
}

/// A tree being built.
#[allow(clippy::struct_excessive_bools)] // the flags are the standard's
pub(super) struct Tree<'t, 'd> {
    html: &'t str,
    pub(super) document: &'d mut Document,
    mode: Mode,
    /// The mode to go back to from text.
    original: Mode,
    template_modes: Vec<Mode>,
    /// The stack of open elements.
    open: Vec<Element>,
    /// The list of active formatting elements.
    formatting: Vec<Entry>,
    head: Option<Element>,
    form: Option<NodeId>,
    /// Text met right in a table, up to its end.
    pending: String,
    frameset_ok: bool,
    /// The next token's first line feed does not count.
    ignore_line_feed: bool,
    /// What is inserted right into a table goes before it.
    fostering: bool,
    quirks: bool,
    /// An element was moved, so that depths are stale.
    moved: bool,
    /// Depth of the element that came last.
    depth: u16,
}

impl<'t, 'd> Tree<'t, 'd> {
    pub(super) fn new(html: &'t str, document: &'d mut Document) -> Self {
        Self {
            html,
            document,
            mode: Mode::Initial,
            original: Mode::Initial,
            template_modes: vec![],
            open: vec![],
            formatting: vec![],
            head: None,
            form: None,
            pending: String::new(),
            frameset_ok: true,
            ignore_line_feed: false,
            fostering: false,
            quirks: false,
            moved: false,
            depth: 0,
        }
    }

    /// Depth of the element that came last.
    pub(super) fn depth(&self) -> u16 {
        self.depth
    }

    /// Whether the current node is one of svg or math.
    pub(super) fn is_in_foreign(&self) -> bool {
        self.current().is_some_and(|current| current.space != Space::Html)
    }

    pub(super) fn doctype(&mut self, doctype: &Doctype) {
        self.ignore_line_feed = false;
        if self.mode == Mode::Initial {
            self.quirks = quirks::asks_for_quirks(doctype);
            self.mode = Mode::BeforeHtml;
        }
    }

    /// A start tag, whose attributes the document holds; says how its content is to be read where that is no markup.
    pub(super) fn start_tag(&mut self, name: &str, attributes: Attributes, self_closing: bool, source: (u32, u32)) -> Option<RawKind> {
        self.ignore_line_feed = false;
        let start = Start { name: Name::read(name), attributes, self_closing, source };
        self.process(&Token::Start(&start))
    }

    pub(super) fn end_tag(&mut self, name: &str) {
        self.ignore_line_feed = false;
        self.process(&Token::End(Name::read(name)));
    }

    /// A comment: it is no node, but ends what a comment ends.
    pub(super) fn comment(&mut self) {
        self.ignore_line_feed = false;
        self.process(&Token::Comment);
    }

    /// Characters, each NUL among them a token of its own.
    pub(super) fn text(&mut self, text: &str) {
        if memchr::memchr(0, text.as_bytes()).is_none() {
            return self.characters(text);
        }
        for (at, piece) in text.split('\0').enumerate() {
            if at > 0 {
                self.ignore_line_feed = false;
                self.process(&Token::Null);
            }
            self.characters(piece);
        }
    }

    /// Characters without a NUL.
    pub(super) fn characters(&mut self, text: &str) {
        if text.is_empty() {
            return;
        }
        let ignore = std::mem::take(&mut self.ignore_line_feed);
        let mut rest = if ignore { text.strip_prefix('\n').unwrap_or(text) } else { text };
        while !rest.is_empty() {
            if !self.mode.parts_space() || self.is_foreign(&Token::Text(rest)) {
                self.process(&Token::Text(rest));
                return;
            }
            let space = rest.bytes().next().is_some_and(is_space);
            let end = rest.bytes().position(|byte| is_space(byte) != space).unwrap_or(rest.len());
            let (run, tail) = rest.split_at_checked(end).unwrap_or((rest, ""));
            self.process(&if space { Token::Space(run) } else { Token::Text(run) });
            rest = tail;
        }
    }

    /// The page is at its end.
    pub(super) fn end(&mut self) {
        self.process(&Token::Eof);
        if self.moved {
            self.document.count_depths();
        }
    }

    /// All attributes of a start tag, as the page has them: read once more by the few who ask.
    fn attributes_of(&self, start: Start) -> Vec<RawAttribute<'t>> {
        let mut tokenizer = Tokenizer::new(self.html.get(start.source.0 as usize..start.source.1 as usize).unwrap_or_default());
        tokenizer.next_token(|| false);
        tokenizer.attributes().to_vec()
    }

    fn process(&mut self, token: &Token<'_>) -> Option<RawKind> {
        loop {
            let next = if self.is_foreign(token) { self.foreign(token) } else { self.step(self.mode, token) };
            match next {
                Next::Done => return None,
                Next::Raw(kind) => return Some(kind),
                Next::Again(mode) => self.mode = mode,
            }
        }
    }

    fn step(&mut self, mode: Mode, token: &Token<'_>) -> Next {
        match mode {
            Mode::Initial => self.initial(token),
            Mode::BeforeHtml => self.before_html(token),
            Mode::BeforeHead => self.before_head(token),
            Mode::InHead => self.in_head(token),
            Mode::InHeadNoscript => self.in_head_noscript(token),
            Mode::AfterHead => self.after_head(token),
            Mode::InBody => self.in_body(token),
            Mode::Text => self.in_text(token),
            Mode::InTable => self.in_table(token),
            Mode::InTableText => self.in_table_text(token),
            Mode::InCaption => self.in_caption(token),
            Mode::InColumnGroup => self.in_column_group(token),
            Mode::InTableBody => self.in_table_body(token),
            Mode::InRow => self.in_row(token),
            Mode::InCell => self.in_cell(token),
            Mode::InTemplate => self.in_template(token),
            Mode::AfterBody => self.after_body(token),
            Mode::InFrameset => self.in_frameset(token),
            Mode::AfterFrameset => self.after_frameset(token),
            Mode::AfterAfterBody => self.after_after_body(token),
            Mode::AfterAfterFrameset => self.after_after_frameset(token),
        }
    }
}

/// White space as the tree construction has it.
const fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\n' | b'\t' | b'\r' | 0x0c)
}
