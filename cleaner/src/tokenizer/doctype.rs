//! The document type (WHATWG, 13.2.5.53–68). Of it the tree needs to know whether the page is in quirks mode.

use super::is_space;

/// What a `<!DOCTYPE …>` says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Doctype {
    /// `html`, lower-cased.
    pub name: Option<String>,
    /// The public identifier.
    pub public_id: Option<String>,
    /// The system identifier.
    pub system_id: Option<String>,
    /// It is malformed, so that the page is in quirks mode.
    pub force_quirks: bool,
}

/// Reads what follows `<!DOCTYPE`, and how many bytes that is, the `>` included.
pub(super) fn read(text: &str) -> (Doctype, usize) {
    let mut reader = Reader { text, at: 0 };
    let mut doctype = Doctype::default();
    let sound = reader.doctype(&mut doctype).is_some();
    doctype.force_quirks |= !sound;
    // Whatever is left up to the `>` is passed over.
    let length = match text.bytes().skip(reader.at).position(|byte| byte == b'>') {
        Some(position) => reader.at + position + 1,
        None => text.len(),
    };
    (doctype, length)
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Reader<'a> {
    /// Reads as far as it makes sense; `None` where it is malformed. The text's end inside it is malformed too.
    fn doctype(&mut self, doctype: &mut Doctype) -> Option<()> {
        self.skip_space();
        let name = self.until(|byte| is_space(byte) || byte == b'>');
        if name.is_empty() {
            return None;
        }
        doctype.name = Some(meant(&name.to_ascii_lowercase()));
        self.skip_space();
        if self.peek()? == b'>' {
            return Some(());
        }
        let public = if self.eat("public") {
            true
        } else if self.eat("system") {
            false
        } else {
            return None;
        };
        self.skip_space();
        if public {
            self.identifier(&mut doctype.public_id)?;
            self.skip_space();
            if self.peek()? == b'>' {
                return Some(());
            }
        }
        self.identifier(&mut doctype.system_id)?;
        self.skip_space();
        // Anything but `>` here is passed over and is no cause for quirks; the text's end right here is.
        self.peek().map(|_| ())
    }

    /// A quoted identifier. `>` ends it too, and then it is malformed.
    fn identifier(&mut self, out: &mut Option<String>) -> Option<()> {
        let quote = self.peek().filter(|byte| matches!(byte, b'"' | b'\''))?;
        self.at += 1;
        *out = Some(meant(self.until(|byte| byte == quote || byte == b'>')));
        if self.peek()? == quote {
            self.at += 1;
            Some(())
        } else {
            None
        }
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn skip_space(&mut self) {
        self.until(|byte| !is_space(byte));
    }

    fn eat(&mut self, word: &str) -> bool {
        let found = self.text.as_bytes().get(self.at..self.at + word.len()).is_some_and(|next| next.eq_ignore_ascii_case(word.as_bytes()));
        if found {
            self.at += word.len();
        }
        found
    }

    fn until(&mut self, fits: impl Fn(u8) -> bool) -> &'a str {
        let start = self.at;
        let rest = self.text.as_bytes().get(start..).unwrap_or_default();
        self.at = start + rest.iter().position(|&byte| fits(byte)).unwrap_or(rest.len());
        self.text.get(start..self.at).unwrap_or_default()
    }
}

/// NUL as U+FFFD, line breaks as line feeds.
fn meant(raw: &str) -> String {
    raw.replace("\r\n", "\n").replace('\r', "\n").replace('\0', "\u{fffd}")
}
