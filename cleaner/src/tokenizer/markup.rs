//! What `<!` begins: comments, the document type, CDATA; and the bogus comments.

use memchr::{memchr, memmem};

use super::{Place, Text, Token, Tokenizer, doctype};

impl<'a> Tokenizer<'a> {
    /// At `<!`.
    pub(super) fn declaration(&mut self, foreign: &impl Fn() -> bool) -> Token<'a> {
        let at = self.at + 2;
        let rest = self.text.as_bytes().get(at..).unwrap_or_default();
        if rest.starts_with(b"--") {
            self.comment(at + 2)
        } else if rest.get(..7).is_some_and(|word| word.eq_ignore_ascii_case(b"doctype")) {
            let (doctype, length) = doctype::read(self.text.get(at + 7..).unwrap_or_default());
            self.at = at + 7 + length;
            Token::Doctype(doctype)
        } else if rest.starts_with(b"[CDATA[") && foreign() {
            self.cdata(at + 7)
        } else {
            self.bogus_comment(at)
        }
    }

    /// From here to the next `>`, or to the end of the text.
    pub(super) fn bogus_comment(&mut self, start: usize) -> Token<'a> {
        let rest = self.text.as_bytes().get(start..).unwrap_or_default();
        let end = memchr(b'>', rest).map_or(self.text.len(), |length| start + length);
        self.at = (end + 1).min(self.text.len());
        Token::Comment(self.cut(start, end))
    }

    /// After `<!--`.
    fn comment(&mut self, start: usize) -> Token<'a> {
        let rest = self.text.as_bytes().get(start..).unwrap_or_default();
        for abrupt in [&b">"[..], b"->"] {
            if rest.starts_with(abrupt) {
                self.at = start + abrupt.len();
                return Token::Comment("");
            }
        }
        let mut from = 0;
        while let Some(found) = rest.get(from..).and_then(|rest| memmem::find(rest, b"--")) {
            let dashes = from + found;
            let tail = rest.get(dashes + 2..).unwrap_or_default();
            let length = if tail.starts_with(b">") {
                3
            } else if tail.starts_with(b"!>") {
                4
            } else {
                from = dashes + 1;
                continue;
            };
            self.at = start + dashes + length;
            return Token::Comment(self.cut(start, start + dashes));
        }
        // The text ends first: what could have been the comment's end is not of the comment.
        self.at = self.text.len();
        let body = self.cut(start, self.at);
        Token::Comment(["--!", "--", "-"].iter().find_map(|end| body.strip_suffix(end)).unwrap_or(body))
    }

    /// After `<![CDATA[`.
    pub(super) fn cdata(&mut self, start: usize) -> Token<'a> {
        let rest = self.text.as_bytes().get(start..).unwrap_or_default();
        let end = memmem::find(rest, b"]]>").map_or(self.text.len(), |length| start + length);
        self.at = (end + 3).min(self.text.len());
        Token::Text(Text { raw: self.cut(start, end), place: Place::Cdata })
    }
}
