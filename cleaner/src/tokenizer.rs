//! From decoded text to the tokens of HTML (WHATWG, 13.2.5), borrowing from the text.
//!
//! A pull tokenizer over bytes: `memchr` finds the markup, the names and values are slices of the source, and
//! nothing is decoded before somebody asks ([`Text::decode`], [`RawAttribute::decode`]). The tree decides what is raw
//! text, so the caller takes the body of such an element with [`Tokenizer::raw_text`] after its start tag.
//!
//! Public for tests and benches alone; not part of the stable interface.

mod doctype;
mod markup;
mod raw;
mod reference;

use std::borrow::Cow;

use memchr::{memchr, memchr2, memchr3};

pub use doctype::Doctype;
pub use raw::RawKind;

/// One token; a start tag's attributes are with [`Tokenizer::attributes`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Token<'a> {
    /// Characters between markup.
    Text(Text<'a>),
    /// `<name …>`; the name as written.
    StartTag {
        /// The name as written, NULs and capitals included.
        name: &'a str,
        /// Whether it ends in `/>`.
        self_closing: bool,
    },
    /// `</name …>`; the name as written.
    EndTag(&'a str),
    /// What stands in a comment, as written.
    Comment(&'a str),
    /// `<!DOCTYPE …>`.
    Doctype(Doctype),
    /// The text is at its end.
    End,
}

/// Characters as the source has them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Text<'a> {
    /// As written.
    pub raw: &'a str,
    /// Where they stand, which says what `&` and NUL mean.
    pub place: Place,
}

/// Where characters stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// Between tags: references count, NUL is passed on.
    Data,
    /// Inside `<title>` or `<textarea>`: references count, NUL becomes U+FFFD.
    Rcdata,
    /// Inside `<style>`, `<script>` and the like: no references, NUL becomes U+FFFD.
    Raw,
    /// Inside `<![CDATA[ ]]>`: no references, NUL is passed on.
    Cdata,
}

impl<'a> Text<'a> {
    /// The characters meant: references decoded, line breaks as line feeds.
    #[must_use]
    pub fn decode(self) -> Cow<'a, str> {
        if self.is_plain() {
            return Cow::Borrowed(self.raw);
        }
        let mut out = String::with_capacity(self.raw.len());
        self.decode_with(&mut out);
        Cow::Owned(out)
    }

    /// The same, written to `scratch` where they differ from what is written in the source.
    pub(crate) fn decode_with<'s>(self, scratch: &'s mut String) -> &'s str
    where
        'a: 's,
    {
        if self.is_plain() {
            return self.raw;
        }
        let references = matches!(self.place, Place::Data | Place::Rcdata);
        let keep_nul = matches!(self.place, Place::Data | Place::Cdata);
        scratch.clear();
        reference::decode(self.raw, reference::Rules { references, attribute: false, keep_nul }, scratch);
        scratch
    }

    /// Whether the characters are meant as they are written.
    fn is_plain(self) -> bool {
        let bytes = self.raw.as_bytes();
        match self.place {
            Place::Data | Place::Rcdata => memchr3(b'&', b'\r', 0, bytes).is_none(),
            Place::Raw | Place::Cdata => memchr2(b'\r', 0, bytes).is_none(),
        }
    }
}

/// An attribute as the source has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RawAttribute<'a> {
    /// The name as written.
    pub name: &'a str,
    /// The value as written, without its quotes.
    pub value: &'a str,
}

impl RawAttribute<'_> {
    /// Appends the value meant: references decoded, line breaks as line feeds.
    pub fn decode(self, out: &mut String) {
        if memchr3(b'&', b'\r', 0, self.value.as_bytes()).is_none() {
            out.push_str(self.value);
        } else {
            reference::decode(self.value, reference::Rules { references: true, attribute: true, keep_nul: false }, out);
        }
    }
}

/// A name as the tree knows it: ASCII lower case, NUL as U+FFFD.
#[must_use]
pub fn lower_name(raw: &str) -> Cow<'_, str> {
    if raw.bytes().any(|byte| byte == 0 || byte.is_ascii_uppercase()) {
        Cow::Owned(raw.to_ascii_lowercase().replace('\0', "\u{fffd}"))
    } else {
        Cow::Borrowed(raw)
    }
}

/// White space between a tag's parts; CR counts, as it stands for a line feed.
const fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\n' | b'\t' | b'\r' | 0x0c)
}

/// A position in the text, and the attributes of the last start tag.
#[derive(Debug)]
pub struct Tokenizer<'a> {
    text: &'a str,
    at: usize,
    attributes: Vec<RawAttribute<'a>>,
}

impl<'a> Tokenizer<'a> {
    /// Starts at the beginning of a text, which has no byte order mark any more.
    #[must_use]
    pub fn new(text: &'a str) -> Self {
        Self { text, at: 0, attributes: vec![] }
    }

    /// Where the next token begins, in bytes.
    #[must_use]
    pub fn position(&self) -> usize {
        self.at
    }

    /// The attributes of the last start tag, in order, equal names included.
    #[must_use]
    pub fn attributes(&self) -> &[RawAttribute<'a>] {
        &self.attributes
    }

    /// The next token. `foreign` says whether the current node is one of svg or math, where `<![CDATA[` counts.
    pub fn next_token(&mut self, foreign: impl Fn() -> bool) -> Token<'a> {
        loop {
            let start = self.at;
            let end = self.text_end();
            if end > start {
                self.at = end;
                return Token::Text(Text { raw: self.cut(start, end), place: Place::Data });
            }
            let (Some(_), Some(next)) = (self.byte(start), self.byte(start + 1)) else { return Token::End };
            let token = match next {
                b'/' => self.end_tag(),
                b'!' => Some(self.declaration(&foreign)),
                b'?' => Some(self.bogus_comment(start + 1)),
                _ => self.start_tag(),
            };
            if let Some(token) = token {
                return token;
            }
        }
    }

    /// Where the characters that start here end: before the next markup, or at the end of the text.
    fn text_end(&self) -> usize {
        let bytes = self.text.as_bytes();
        let mut from = self.at;
        while let Some(found) = bytes.get(from..).and_then(|rest| memchr(b'<', rest)) {
            let at = from + found;
            let markup = match self.byte(at + 1) {
                Some(b'/') => self.byte(at + 2).is_some(),
                Some(next) => next.is_ascii_alphabetic() || matches!(next, b'!' | b'?'),
                None => false,
            };
            if markup {
                return at;
            }
            from = at + 1;
        }
        bytes.len()
    }

    /// A start tag; nothing where the text ends inside it.
    fn start_tag(&mut self) -> Option<Token<'a>> {
        let name = self.tag_name(self.at + 1);
        self.attributes.clear();
        self.rest_of_tag(true).map(|self_closing| Token::StartTag { name, self_closing })
    }

    /// What `</` begins: an end tag, a bogus comment, or nothing (`</>`, or a tag that the text's end cuts off).
    fn end_tag(&mut self) -> Option<Token<'a>> {
        let at = self.at + 2;
        match self.byte(at) {
            Some(next) if next.is_ascii_alphabetic() => {
                let name = self.tag_name(at);
                self.rest_of_tag(false).map(|_| Token::EndTag(name))
            }
            Some(b'>') => {
                self.at = at + 1;
                None
            }
            _ => Some(self.bogus_comment(at)),
        }
    }

    fn tag_name(&mut self, start: usize) -> &'a str {
        self.at = self.find(start, |byte| is_space(byte) || matches!(byte, b'/' | b'>'));
        self.cut(start, self.at)
    }

    /// Reads to the `>` of a tag, and says whether `/` stands before it; `None` where the text ends first.
    fn rest_of_tag(&mut self, keep: bool) -> Option<bool> {
        loop {
            match self.byte(self.at) {
                None => return None,
                Some(b'>') => {
                    self.at += 1;
                    return Some(false);
                }
                Some(b'/') => {
                    self.at += 1;
                    if self.byte(self.at) == Some(b'>') {
                        self.at += 1;
                        return Some(true);
                    }
                }
                Some(byte) if is_space(byte) => self.at += 1,
                Some(_) => {
                    let attribute = self.attribute();
                    if keep {
                        self.attributes.push(attribute);
                    }
                }
            }
        }
    }

    fn attribute(&mut self) -> RawAttribute<'a> {
        let start = self.at;
        // The first character is always of the name, be it `=`.
        self.at = self.find(start + 1, |byte| is_space(byte) || matches!(byte, b'/' | b'>' | b'='));
        let name = self.cut(start, self.at);
        let after = self.find(self.at, |byte| !is_space(byte));
        if self.byte(after) != Some(b'=') {
            return RawAttribute { name, value: "" };
        }
        let start = self.find(after + 1, |byte| !is_space(byte));
        let value = if let Some(quote @ (b'"' | b'\'')) = self.byte(start) {
            let start = start + 1;
            let length = self.text.as_bytes().get(start..).and_then(|rest| memchr(quote, rest));
            let end = length.map_or(self.text.len(), |length| start + length);
            self.at = (end + 1).min(self.text.len());
            self.cut(start, end)
        } else {
            self.at = self.find(start, |byte| is_space(byte) || byte == b'>');
            self.cut(start, self.at)
        };
        RawAttribute { name, value }
    }

    fn byte(&self, at: usize) -> Option<u8> {
        self.text.as_bytes().get(at).copied()
    }

    /// The first byte from `at` on that fits, or the end of the text.
    fn find(&self, at: usize, fits: impl Fn(u8) -> bool) -> usize {
        let rest = self.text.as_bytes().get(at..).unwrap_or_default();
        at + rest.iter().position(|&byte| fits(byte)).unwrap_or(rest.len())
    }

    /// A piece of the text. Every cut is made at an ASCII byte, so that it is never inside a character.
    fn cut(&self, start: usize, end: usize) -> &'a str {
        self.text.get(start..end).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tokens(text: &str) -> Vec<Token<'_>> {
        let mut tokenizer = Tokenizer::new(text);
        let mut out = vec![];
        loop {
            match tokenizer.next_token(|| false) {
                Token::End => return out,
                token => out.push(token),
            }
        }
    }

    fn data(raw: &str) -> Token<'_> {
        Token::Text(Text { raw, place: Place::Data })
    }

    #[test]
    fn a_stray_angle_bracket_is_text() {
        assert_eq!(tokens("3 < 4 <> 5 <"), [data("3 < 4 <> 5 <")]);
        assert_eq!(tokens("a</"), [data("a</")]);
        assert_eq!(tokens("a</>b"), [data("a"), data("b")]);
    }

    #[test]
    fn a_tag_that_the_end_cuts_off_is_dropped() {
        assert_eq!(tokens("海<a href=x"), [data("海")]);
        assert_eq!(tokens("海<a href=\"x>y"), [data("海")]);
        assert_eq!(tokens("海</a "), [data("海")]);
    }

    #[test]
    fn attributes_are_found_in_every_notation() {
        let mut tokenizer = Tokenizer::new("<A b='1' c = \"2\"d=3/4 e/ f ==5 g=>");
        assert_eq!(tokenizer.next_token(|| false), Token::StartTag { name: "A", self_closing: false });
        let found: Vec<_> = tokenizer.attributes().iter().map(|a| (a.name, a.value)).collect();
        assert_eq!(found, [("b", "1"), ("c", "2"), ("d", "3/4"), ("e", ""), ("f", "=5"), ("g", "")]);
    }

    #[test]
    fn comments_end_where_the_standard_says() {
        for (text, comment) in [
            ("<!-- a --> ", " a "),
            ("<!--> ", ""),
            ("<!---> ", ""),
            ("<!--a--!> ", "a"),
            ("<!--a--!--> ", "a--!"),
            ("<!--a---> ", "a-"),
            ("<!a-->b> ", "a--"),
            ("<?php a> ", "?php a"),
            ("</ a> ", " a"),
        ] {
            assert_eq!(tokens(text).first(), Some(&Token::Comment(comment)), "{text}");
        }
        assert_eq!(tokens("<!--a--"), [Token::Comment("a")]);
        assert_eq!(tokens("<!--a--!"), [Token::Comment("a")]);
    }
}
