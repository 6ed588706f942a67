//! What a page says of its own charset: the prescan of the HTML Standard, over four times as many bytes, and the XML declaration.

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252, X_USER_DEFINED};

/// Bytes that are looked at. The standard says 1,024; pages that put scripts before their `<meta>` are many.
const REACH: usize = 4096;

/// The charset that a page declares, if it is one that a page of ASCII markup can have.
pub(super) fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let mut scan = Scan { bytes: bytes.get(..REACH).unwrap_or(bytes), at: 0 };
    let encoding = scan.xml_declaration().or_else(|| scan.run())?;
    if encoding == UTF_16BE || encoding == UTF_16LE {
        return Some(UTF_8); // it could not be read if it were
    }
    Some(if encoding == X_USER_DEFINED { WINDOWS_1252 } else { encoding })
}

/// The charset named after `charset=` in a value such as `text/html; charset=GBK`.
pub(super) fn charset_in(value: &[u8]) -> Option<&'static Encoding> {
    let mut rest = value;
    loop {
        let at = rest.windows(7).position(|window| window.eq_ignore_ascii_case(b"charset"))?;
        rest = rest.get(at + 7..)?;
        if let Some(after) = rest.trim_ascii_start().strip_prefix(b"=") {
            return labelled(after);
        }
    }
}

/// The charset of a label, in quotes or up to white space or `;`.
fn labelled(value: &[u8]) -> Option<&'static Encoding> {
    let value = value.trim_ascii_start();
    let label = match value.split_first() {
        Some((&quote @ (b'"' | b'\''), inner)) => inner.split(|&byte| byte == quote).next()?,
        _ => value.split(|&byte| byte.is_ascii_whitespace() || matches!(byte, b';' | b',' | b'"' | b'\'')).next()?,
    };
    for_label(label)
}

fn for_label(label: &[u8]) -> Option<&'static Encoding> {
    let encoding = Encoding::for_label_no_replacement(label)?;
    Some(encoding)
}

struct Scan<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Scan<'a> {
    fn rest(&self) -> &'a [u8] {
        self.bytes.get(self.at..).unwrap_or_default()
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn starts_with(&self, prefix: &[u8]) -> bool {
        self.rest().get(..prefix.len()).is_some_and(|start| start.eq_ignore_ascii_case(prefix))
    }

    /// Moves past the next occurrence of a byte string, or to the end.
    fn skip_past(&mut self, end: &[u8]) {
        self.at = memchr::memmem::find(self.rest(), end).map_or(self.bytes.len(), |found| self.at + found + end.len());
    }

    fn skip_while(&mut self, wanted: impl Fn(u8) -> bool) {
        self.at += self.rest().iter().take_while(|&&byte| wanted(byte)).count();
    }

    fn xml_declaration(&self) -> Option<&'static Encoding> {
        let trimmed = self.bytes.trim_ascii_start();
        let declaration = trimmed.strip_prefix(b"<?xml")?.split(|&byte| byte == b'>').next()?;
        let at = memchr::memmem::find(declaration, b"encoding")?;
        let value = declaration.get(at + 8..)?.trim_ascii_start().strip_prefix(b"=")?;
        labelled(value)
    }

    fn run(&mut self) -> Option<&'static Encoding> {
        while let Some(found) = memchr::memchr(b'<', self.rest()) {
            self.at += found;
            if self.starts_with(b"<!--") {
                self.at += 2;
                self.skip_past(b"-->");
            } else if self.starts_with(b"<meta") && self.rest().get(5).is_some_and(|&byte| byte == b'/' || byte.is_ascii_whitespace()) {
                self.at += 5;
                if let Some(encoding) = self.meta() {
                    return Some(encoding);
                }
            } else if matches!(self.rest().get(1), Some(b'!' | b'?')) {
                self.skip_past(b">");
            } else if self.tag() {
                while self.attribute().is_some() {}
            } else {
                self.at += 1;
            }
        }
        None
    }

    /// Moves past a tag's name; false where none stands.
    fn tag(&mut self) -> bool {
        let slash = usize::from(self.rest().get(1) == Some(&b'/'));
        if !self.rest().get(1 + slash).is_some_and(u8::is_ascii_alphabetic) {
            return false;
        }
        self.skip_while(|byte| !byte.is_ascii_whitespace() && byte != b'>');
        true
    }

    fn meta(&mut self) -> Option<&'static Encoding> {
        let (mut is_content_type, mut content, mut charset) = (false, None, None);
        while let Some((name, value)) = self.attribute() {
            if name.eq_ignore_ascii_case(b"http-equiv") {
                is_content_type = value.trim_ascii().eq_ignore_ascii_case(b"content-type");
            } else if name.eq_ignore_ascii_case(b"content") {
                content = content.or_else(|| charset_in(value));
            } else if name.eq_ignore_ascii_case(b"charset") {
                charset = charset.or_else(|| for_label(value));
            }
        }
        charset.or_else(|| content.filter(|_| is_content_type))
    }

    /// The next attribute of the tag, name and value; nothing at the tag's end.
    fn attribute(&mut self) -> Option<(&'a [u8], &'a [u8])> {
        self.skip_while(|byte| byte.is_ascii_whitespace() || byte == b'/');
        if matches!(self.peek(), None | Some(b'>')) {
            return None;
        }
        let start = self.at;
        self.at += 1; // a name may begin with `=`
        self.skip_while(|byte| !byte.is_ascii_whitespace() && !matches!(byte, b'=' | b'/' | b'>'));
        let name = self.bytes.get(start..self.at).unwrap_or_default();
        self.skip_while(|byte| byte.is_ascii_whitespace());
        if self.peek() != Some(b'=') {
            return Some((name, b""));
        }
        self.at += 1;
        self.skip_while(|byte| byte.is_ascii_whitespace());
        let start = self.at;
        if let Some(quote @ (b'"' | b'\'')) = self.peek() {
            self.at += 1;
            self.skip_while(|byte| byte != quote);
            let value = self.bytes.get(start + 1..self.at).unwrap_or_default();
            self.at += 1;
            return Some((name, value));
        }
        self.skip_while(|byte| !byte.is_ascii_whitespace() && byte != b'>');
        Some((name, self.bytes.get(start..self.at).unwrap_or_default()))
    }
}
