//! The parse: tokens through the tree construction into the arena, and the guards around that.

use memchr::memmem;

use super::tree::Tree;
use super::{Document, Limits, Tag, scripts};
use crate::tokenizer::{Place, RawKind, Text, Token, Tokenizer};

/// Nodes that a page may have for each of its tokens, and beyond that: reopened formatting elements multiply.
const NODES_PER_TOKEN: usize = 4;
const NODES_SPARE: usize = 20_000;

/// Sum of the depths at which tokens may be handled: the tree construction walks up the open elements for each tag.
const STEPS: u64 = 500_000_000;

pub(super) fn parse(html: &str, limits: Limits, document: &mut Document) {
    let html = html.strip_prefix('\u{feff}').unwrap_or(html);
    document.clear();
    document.copies = html.len().saturating_mul(2) + 65_536;
    let mut parser =
        Parser { tokenizer: Tokenizer::new(html), tree: Tree::new(html, document), limits, tokens: 0, steps: 0, scratch: String::new() };
    if !parser.read() {
        parser.read_text_only();
    }
    parser.tree.end();
}

struct Parser<'t, 'd> {
    tokenizer: Tokenizer<'t>,
    tree: Tree<'t, 'd>,
    limits: Limits,
    tokens: usize,
    steps: u64,
    scratch: String,
}

impl<'t> Parser<'t, '_> {
    /// Reads the page; `false` where a guard stopped it.
    fn read(&mut self) -> bool {
        loop {
            let start = self.tokenizer.position();
            let tree = &self.tree;
            match self.tokenizer.next_token(|| tree.is_in_foreign()) {
                Token::Text(text) => self.tree.text(text.decode_with(&mut self.scratch)),
                Token::StartTag { name, self_closing } => self.start_tag(name, self_closing, start),
                Token::EndTag(name) => self.tree.end_tag(name),
                Token::Comment(comment) => self.comment(comment),
                Token::Doctype(doctype) => self.tree.doctype(&doctype),
                Token::End => return true,
            }
            if !self.within_limits() {
                return false;
            }
        }
    }

    fn within_limits(&mut self) -> bool {
        self.tokens += 1;
        let depth = self.tree.depth();
        self.steps += u64::from(depth);
        let nodes = self.tree.document.node_count();
        depth <= self.limits.depth
            && nodes <= self.limits.nodes as usize
            && nodes <= NODES_PER_TOKEN * self.tokens + NODES_SPARE
            && self.steps <= STEPS
    }

    fn start_tag(&mut self, name: &'t str, self_closing: bool, start: usize) {
        let attributes = self.tree.document.read_attributes(self.tokenizer.attributes());
        let source = (start as u32, self.tokenizer.position() as u32);
        if let Some(kind) = self.tree.start_tag(name, attributes, self_closing, source) {
            self.raw_text(kind, name);
        }
    }

    /// The body of an element and its end tag, in one go: the tree takes nothing else in between.
    fn raw_text(&mut self, kind: RawKind, name: &'t str) {
        let text = self.tokenizer.raw_text(kind, name);
        match Tag::from_name(name) {
            Some(Tag::Style) => {}
            Some(Tag::Script) => self.keep_script(text),
            _ => self.tree.characters(text.decode_with(&mut self.scratch)),
        }
        if let Token::EndTag(name) = self.tokenizer.next_token(|| false) {
            self.tree.end_tag(name);
        }
    }

    /// Keeps a script's body as its text where it holds data.
    fn keep_script(&mut self, body: Text<'_>) {
        let document = &mut *self.tree.document;
        let Some(script) = document.newest_element(Tag::Script) else { return };
        let Some(kind) = scripts::kind(document.attribute(script, super::Attribute::Type), body.raw) else { return };
        let (start, end) = document.store(&kind);
        document.scripts.push((script, start, end));
        document.push_text(script, body.decode_with(&mut self.scratch));
    }

    /// Comments are no nodes, but each still ends what a comment ends.
    fn comment(&mut self, comment: &str) {
        let bytes = comment.as_bytes();
        if ["enpproperty", "saved from url"].iter().any(|mark| memmem::find(bytes, mark.as_bytes()).is_some()) {
            let text = Text { raw: comment, place: Place::Raw };
            let range = self.tree.document.store(text.decode_with(&mut self.scratch));
            self.tree.document.comments.push(range);
        }
        self.tree.comment();
    }

    /// A guard tripped: what is left of the page counts as text alone.
    fn read_text_only(&mut self) {
        let mut rest = String::new();
        let mut gap = true;
        loop {
            match self.tokenizer.next_token(|| false) {
                Token::Text(text) => {
                    if std::mem::take(&mut gap) {
                        rest.push('\n');
                    }
                    rest.extend(text.decode().chars().filter(|&c| c != '\0'));
                }
                Token::StartTag { name, .. } => {
                    let tag = Tag::from_name(name);
                    gap |= !tag.is_some_and(Tag::is_inline);
                    match tag {
                        Some(Tag::Script) => drop(self.tokenizer.raw_text(RawKind::Script, name)),
                        Some(Tag::Style | Tag::Iframe | Tag::Noframes | Tag::Title | Tag::Textarea) => {
                            self.tokenizer.raw_text(RawKind::Rawtext, name);
                        }
                        _ => {}
                    }
                }
                Token::EndTag(name) => gap |= !Tag::from_name(name).is_some_and(Tag::is_inline),
                Token::End => break,
                _ => {}
            }
        }
        self.tree.characters(&rest);
        self.tree.document.truncated = true;
    }
}
