//! The parse: our tokens through html5ever's tree builder into the arena, and the guards around that.

use std::cell::RefCell;

use html5ever::LocalName;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind as BuilderKind;
use html5ever::tokenizer::{
    CharacterTokens, CommentToken, Doctype, DoctypeToken, EOFToken, EndTag, NullCharacterToken, StartTag, TagToken, TokenSink,
    TokenSinkResult,
};
use html5ever::tree_builder::{TreeBuilder, TreeBuilderOpts};
use memchr::memmem;

use super::sink::{Handle, Sink};
use super::{Document, Limits, Tag, scripts};
use crate::tokenizer::{Place, RawKind, Text, Token, Tokenizer, lower_name};

/// Nodes that a page may have for each of its tokens, and beyond that: reopened formatting elements multiply.
const NODES_PER_TOKEN: usize = 4;
const NODES_SPARE: usize = 20_000;

/// Sum of the depths at which tokens may be handled: the tree builder walks up the open elements for each tag.
const STEPS: u64 = 500_000_000;

pub(super) fn parse(html: &str, limits: Limits, document: &mut Document) {
    let html = html.strip_prefix('\u{feff}').unwrap_or(html);
    document.clear();
    document.copies = html.len().saturating_mul(2) + 65_536;
    let opts = TreeBuilderOpts { scripting_enabled: false, ..TreeBuilderOpts::default() };
    let sink = Sink { document: RefCell::new(document), sets: RefCell::default(), depth: 0.into(), moved: false.into() };
    let builder = TreeBuilder::new(sink, opts);
    let mut parser = Parser { tokenizer: Tokenizer::new(html), builder, limits, tokens: 0, steps: 0 };
    if !parser.read() {
        parser.read_text_only();
    }
    let _ = parser.feed(EOFToken);
    parser.builder.end();
    let moved = parser.builder.sink.moved.get();
    if moved {
        parser.builder.sink.document.borrow_mut().count_depths();
    }
}

struct Parser<'t, 'd> {
    tokenizer: Tokenizer<'t>,
    builder: TreeBuilder<Handle, Sink<'d>>,
    limits: Limits,
    tokens: usize,
    steps: u64,
}

impl<'t> Parser<'t, '_> {
    /// Reads the page; `false` where a guard stopped it.
    fn read(&mut self) -> bool {
        loop {
            let builder = &self.builder;
            match self.tokenizer.next_token(|| builder.adjusted_current_node_present_but_not_in_html_namespace()) {
                Token::Text(text) => self.text(text),
                Token::StartTag { name, self_closing } => self.start_tag(name, self_closing),
                Token::EndTag(name) => self.end_tag(name),
                Token::Comment(comment) => self.comment(comment),
                Token::Doctype(doctype) => self.doctype(doctype),
                Token::End => return true,
            }
            if !self.within_limits() {
                return false;
            }
        }
    }

    fn within_limits(&mut self) -> bool {
        self.tokens += 1;
        let depth = self.builder.sink.depth.get();
        self.steps += u64::from(depth);
        let nodes = self.builder.sink.document.borrow().nodes.len();
        depth <= self.limits.depth
            && nodes <= self.limits.nodes as usize
            && nodes <= NODES_PER_TOKEN * self.tokens + NODES_SPARE
            && self.steps <= STEPS
    }

    fn feed(&self, token: html5ever::tokenizer::Token) -> TokenSinkResult<Handle> {
        self.builder.process_token(token, 1)
    }

    fn text(&self, text: Text<'_>) {
        let decoded = text.decode();
        if memchr::memchr(0, decoded.as_bytes()).is_none() {
            return self.characters(&decoded);
        }
        let mut pieces = decoded.split('\0');
        if let Some(first) = pieces.next() {
            self.characters(first);
        }
        for piece in pieces {
            let _ = self.feed(NullCharacterToken);
            self.characters(piece);
        }
    }

    fn characters(&self, text: &str) {
        if !text.is_empty() {
            let _ = self.feed(CharacterTokens(StrTendril::from_slice(text)));
        }
    }

    fn start_tag(&mut self, name: &'t str, self_closing: bool) {
        let tag = Tag::from_name(name);
        let attrs = {
            let sink = &self.builder.sink;
            let mut document = sink.document.borrow_mut();
            sink.sets.borrow_mut().take(tag.unwrap_or(Tag::Unknown), self.tokenizer.attributes(), &mut document)
        };
        let name_ = tag.map_or_else(|| LocalName::from(lower_name(name)), Tag::local_name);
        let token = html5ever::tokenizer::Tag { kind: StartTag, name: name_, self_closing, attrs, had_duplicate_attributes: false };
        match self.feed(TagToken(token)) {
            TokenSinkResult::RawData(BuilderKind::Rcdata) => self.raw_text(RawKind::Rcdata, name, tag),
            TokenSinkResult::RawData(BuilderKind::Rawtext) => self.raw_text(RawKind::Rawtext, name, tag),
            TokenSinkResult::RawData(_) => self.raw_text(RawKind::Script, name, tag),
            TokenSinkResult::Plaintext => self.raw_text(RawKind::Plaintext, name, tag),
            _ => {}
        }
    }

    fn end_tag(&self, name: &str) {
        let name = Tag::from_name(name).map_or_else(|| LocalName::from(lower_name(name)), Tag::local_name);
        let token = html5ever::tokenizer::Tag { kind: EndTag, name, self_closing: false, attrs: vec![], had_duplicate_attributes: false };
        let _ = self.feed(TagToken(token));
    }

    /// The body of an element and its end tag, in one go: the tree builder takes nothing else in between.
    fn raw_text(&mut self, kind: RawKind, name: &'t str, tag: Option<Tag>) {
        let text = self.tokenizer.raw_text(kind, name);
        match tag {
            Some(Tag::Style) => {}
            Some(Tag::Script) => self.builder.sink.keep_script(text),
            _ => self.characters(&text.decode()),
        }
        if let Token::EndTag(name) = self.tokenizer.next_token(|| false) {
            self.end_tag(name);
        }
    }

    /// Comments are no nodes, but each still ends what a comment ends.
    fn comment(&self, comment: &str) {
        let bytes = comment.as_bytes();
        if ["enpproperty", "saved from url"].iter().any(|mark| memmem::find(bytes, mark.as_bytes()).is_some()) {
            let text = Text { raw: comment, place: Place::Raw }.decode();
            let document = &mut **self.builder.sink.document.borrow_mut();
            let range = document.store(&text);
            document.comments.push(range);
        }
        let _ = self.feed(CommentToken(StrTendril::new()));
    }

    fn doctype(&self, doctype: crate::tokenizer::Doctype) {
        let tendril = |text: Option<String>| text.map(StrTendril::from);
        let _ = self.feed(DoctypeToken(Doctype {
            name: tendril(doctype.name),
            public_id: tendril(doctype.public_id),
            system_id: tendril(doctype.system_id),
            force_quirks: doctype.force_quirks,
        }));
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
        self.characters(&rest);
        self.builder.sink.document.borrow_mut().truncated = true;
    }
}

impl Sink<'_> {
    /// Keeps a script's body as its text where it holds data.
    fn keep_script(&self, body: Text<'_>) {
        let document = &mut **self.document.borrow_mut();
        let Some(script) = document.newest_element(Tag::Script) else { return };
        let Some(kind) = scripts::kind(document.attribute(script, super::Attribute::Type), body.raw) else { return };
        let (start, end) = document.store(&kind);
        document.scripts.push((script, start, end));
        document.push_text(script, &body.decode());
    }
}
