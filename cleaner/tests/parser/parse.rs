//! A whole parse, nothing left out: through our tokenizer, or through html5ever's.

use std::cell::RefCell;

use html5ever::TokenizerResult;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::{RawKind as State, State as InitialState};
use html5ever::tokenizer::{self, BufferQueue, EndTag, StartTag, Token, TokenSink, TokenSinkResult, TokenizerOpts};
use html5ever::tree_builder::{TreeBuilder, TreeBuilderOpts};
use html5ever::{Attribute, LocalName, QualName, ns};
use markup5ever_rcdom::{Handle, RcDom};
use presscut_cleaner::tokenizer::{RawKind, Tokenizer, lower_name};

/// A token as the standard has it; characters that follow each other are one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Seen {
    Doctype { name: Option<String>, public: Option<String>, system: Option<String>, quirks: bool },
    Start { name: String, attributes: Vec<(String, String)>, self_closing: bool },
    End(String),
    Comment(String),
    Characters(String),
}

/// Writes down every token on its way. Errors go no further: in html5ever they would end what only a token may end.
pub(crate) struct Recorder<S> {
    pub(crate) seen: RefCell<Vec<Seen>>,
    pub(crate) inner: S,
}

impl<S> Recorder<S> {
    pub(crate) fn new(inner: S) -> Self {
        Self { seen: RefCell::default(), inner }
    }

    fn write(&self, token: &Token) {
        let mut seen = self.seen.borrow_mut();
        let text = |tendril: &StrTendril| tendril.to_string();
        match token {
            Token::DoctypeToken(it) => seen.push(Seen::Doctype {
                name: it.name.as_ref().map(text),
                public: it.public_id.as_ref().map(text),
                system: it.system_id.as_ref().map(text),
                quirks: it.force_quirks,
            }),
            Token::TagToken(it) if it.kind == StartTag => seen.push(Seen::Start {
                name: it.name.to_string(),
                attributes: it.attrs.iter().map(|it| (it.name.local.to_string(), it.value.to_string())).collect(),
                self_closing: it.self_closing,
            }),
            Token::TagToken(it) => seen.push(Seen::End(it.name.to_string())),
            Token::CommentToken(it) => seen.push(Seen::Comment(text(it))),
            Token::CharacterTokens(it) => characters(&mut seen, it),
            Token::NullCharacterToken => characters(&mut seen, "\0"),
            Token::EOFToken | Token::ParseError(_) => {}
        }
    }
}

fn characters(seen: &mut Vec<Seen>, more: &str) {
    if let Some(Seen::Characters(text)) = seen.last_mut() {
        text.push_str(more);
    } else if !more.is_empty() {
        seen.push(Seen::Characters(more.to_owned()));
    }
}

impl<S: TokenSink> TokenSink for Recorder<S> {
    type Handle = S::Handle;

    fn process_token(&self, token: Token, line: u64) -> TokenSinkResult<S::Handle> {
        if matches!(token, Token::ParseError(_)) {
            return TokenSinkResult::Continue;
        }
        self.write(&token);
        self.inner.process_token(token, line)
    }

    fn end(&self) {
        self.inner.end();
    }

    fn adjusted_current_node_present_but_not_in_html_namespace(&self) -> bool {
        self.inner.adjusted_current_node_present_but_not_in_html_namespace()
    }
}

/// A sink that leads the tokenizer nowhere.
pub(crate) struct Nowhere;

impl TokenSink for Nowhere {
    type Handle = ();
    fn process_token(&self, _: Token, _: u64) -> TokenSinkResult<()> {
        TokenSinkResult::Continue
    }
}

/// Where a parse begins: in plain HTML, in CDATA, or in the raw text that ends with the end tag of a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Start<'a> {
    Data,
    Cdata,
    Raw(RawKind, &'a str),
}

/// Our tokens into a sink, all attributes kept.
pub(crate) fn ours<S: TokenSink>(html: &str, start: Start<'_>, sink: &S) {
    let cdata = format!("<![CDATA[{html}");
    let mut tokenizer = Tokenizer::new(if start == Start::Cdata { &cdata } else { html });
    let mut first = start == Start::Cdata;
    if let Start::Raw(kind, name) = start {
        send_text(&tokenizer.raw_text(kind, name).decode(), sink);
    }
    loop {
        use presscut_cleaner::tokenizer::Token as Ours;
        let foreign = std::mem::take(&mut first);
        match tokenizer.next_token(|| foreign || sink.adjusted_current_node_present_but_not_in_html_namespace()) {
            Ours::Text(text) => send_text(&text.decode(), sink),
            Ours::StartTag { name, self_closing } => {
                let attrs = attributes(&tokenizer);
                let token = tag(StartTag, name, self_closing, attrs);
                let kind = match sink.process_token(token, 1) {
                    TokenSinkResult::RawData(State::Rcdata) => RawKind::Rcdata,
                    TokenSinkResult::RawData(State::Rawtext) => RawKind::Rawtext,
                    TokenSinkResult::RawData(_) => RawKind::Script,
                    TokenSinkResult::Plaintext => RawKind::Plaintext,
                    _ => continue,
                };
                let body = tokenizer.raw_text(kind, name).decode();
                if !body.is_empty() {
                    let _ = sink.process_token(Token::CharacterTokens(StrTendril::from_slice(&body)), 1);
                }
            }
            Ours::EndTag(name) => drop(sink.process_token(tag(EndTag, name, false, vec![]), 1)),
            Ours::Comment(raw) => {
                let text = raw.replace("\r\n", "\n").replace('\r', "\n").replace('\0', "\u{fffd}");
                let _ = sink.process_token(Token::CommentToken(StrTendril::from(text)), 1);
            }
            Ours::Doctype(it) => {
                let tendril = |text: Option<String>| text.map(StrTendril::from);
                let doctype = tokenizer::Doctype {
                    name: tendril(it.name),
                    public_id: tendril(it.public_id),
                    system_id: tendril(it.system_id),
                    force_quirks: it.force_quirks,
                };
                let _ = sink.process_token(Token::DoctypeToken(doctype), 1);
            }
            Ours::End => break,
        }
    }
    let _ = sink.process_token(Token::EOFToken, 1);
    sink.end();
}

fn send_text<S: TokenSink>(text: &str, sink: &S) {
    for (at, piece) in text.split('\0').enumerate() {
        if at > 0 {
            let _ = sink.process_token(Token::NullCharacterToken, 1);
        }
        if !piece.is_empty() {
            let _ = sink.process_token(Token::CharacterTokens(StrTendril::from_slice(piece)), 1);
        }
    }
}

fn tag(kind: tokenizer::TagKind, name: &str, self_closing: bool, attrs: Vec<Attribute>) -> Token {
    Token::TagToken(tokenizer::Tag { kind, name: LocalName::from(lower_name(name)), self_closing, attrs, had_duplicate_attributes: false })
}

fn attributes(tokenizer: &Tokenizer<'_>) -> Vec<Attribute> {
    let mut out: Vec<Attribute> = vec![];
    for raw in tokenizer.attributes() {
        let name = LocalName::from(lower_name(raw.name));
        if out.iter().all(|known| known.name.local != name) {
            let mut value = String::new();
            raw.decode(&mut value);
            out.push(Attribute { name: QualName::new(None, ns!(), name), value: StrTendril::from(value) });
        }
    }
    out
}

/// html5ever's tokens into a sink.
pub(crate) fn theirs<S: TokenSink>(html: &str, state: Option<InitialState>, sink: S) -> S {
    // It would drop a mark after every `<meta charset>` and script, not at the beginning alone.
    let opts = TokenizerOpts { initial_state: state, discard_bom: false, ..TokenizerOpts::default() };
    let tokenizer = tokenizer::Tokenizer::new(sink, opts);
    let queue = BufferQueue::default();
    queue.push_back(StrTendril::from_slice(html));
    while !matches!(tokenizer.feed(&queue), TokenizerResult::Done) {}
    tokenizer.end();
    tokenizer.sink
}

pub(crate) type Builder = TreeBuilder<Handle, RcDom>;

pub(crate) fn builder(scripting: bool) -> Builder {
    TreeBuilder::new(RcDom::default(), TreeBuilderOpts { scripting_enabled: scripting, ..TreeBuilderOpts::default() })
}
