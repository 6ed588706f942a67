//! Bodies that are not markup: `<script>`, `<style>`, `<title>` and their like end only at their own end tag.

use memchr::memchr;

use super::{Place, Text, Tokenizer, is_space};

/// How the body of an element is to be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RawKind {
    /// `<title>`, `<textarea>`: references count.
    Rcdata,
    /// `<style>`, `<iframe>`, `<xmp>`, …
    Rawtext,
    /// `<script>`: `<!--` hides the end tag of a `<script>` inside it.
    Script,
    /// `<plaintext>`: never ends.
    Plaintext,
}

impl<'a> Tokenizer<'a> {
    /// The body of the element `name` whose start tag was just read. What follows is its end tag, or the text's end.
    pub fn raw_text(&mut self, kind: RawKind, name: &str) -> Text<'a> {
        let start = self.at;
        let rest = self.text.as_bytes().get(start..).unwrap_or_default();
        let length = match kind {
            RawKind::Plaintext => None,
            RawKind::Script => script_end(rest),
            RawKind::Rcdata | RawKind::Rawtext => end_tag(rest, name.as_bytes()),
        };
        self.at = length.map_or(self.text.len(), |length| start + length);
        let place = if kind == RawKind::Rcdata { Place::Rcdata } else { Place::Raw };
        Text { raw: self.cut(start, self.at), place }
    }
}

/// Whether a name ends here: white space, `/` or `>` must follow it.
fn name_ends(byte: Option<&u8>) -> bool {
    byte.is_some_and(|&byte| is_space(byte) || matches!(byte, b'/' | b'>'))
}

/// Whether `rest` goes on with a name and the end of it.
fn is_name(rest: &[u8], name: &[u8]) -> bool {
    rest.get(..name.len()).is_some_and(|found| found.eq_ignore_ascii_case(name)) && name_ends(rest.get(name.len()))
}

/// Where the end tag of `name` begins.
fn end_tag(body: &[u8], name: &[u8]) -> Option<usize> {
    let mut from = 0;
    loop {
        let at = from + memchr(b'<', body.get(from..)?)?;
        if body.get(at + 1) == Some(&b'/') && is_name(body.get(at + 2..)?, name) {
            return Some(at);
        }
        from = at + 1;
    }
}

/// Where the end tag of a script begins.
fn script_end(body: &[u8]) -> Option<usize> {
    const NAME: &[u8] = b"script";
    let mut from = 0;
    loop {
        let at = from + memchr(b'<', body.get(from..)?)?;
        let rest = body.get(at + 1..)?;
        if rest.first() == Some(&b'/') && is_name(rest.get(1..)?, NAME) {
            return Some(at);
        }
        from = at + 1;
        if rest.starts_with(b"!--") {
            // The dashes of `<!--` may be those of `-->`.
            match escaped(body, at + 2)? {
                Escape::Left(after) => from = after,
                Escape::EndTag(at) => return Some(at),
            }
        }
    }
}

enum Escape {
    /// `-->` was met; the script goes on after it.
    Left(usize),
    /// The script ends here.
    EndTag(usize),
}

/// Inside `<!--` of a script: a `<script` in it must be closed before the script's own end tag counts.
fn escaped(body: &[u8], mut from: usize) -> Option<Escape> {
    const NAME: &[u8] = b"script";
    let mut double = false;
    loop {
        let at = from + memchr::memchr2(b'<', b'-', body.get(from..)?)?;
        let rest = body.get(at..)?;
        from = at + 1;
        if rest.starts_with(b"-->") {
            return Some(Escape::Left(at + 3));
        } else if rest.starts_with(b"</") && is_name(rest.get(2..)?, NAME) {
            if !double {
                return Some(Escape::EndTag(at));
            }
            double = false;
        } else if !double && rest.starts_with(b"<") && is_name(rest.get(1..)?, NAME) {
            double = true;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn body(text: &str) -> &str {
        Tokenizer::new(text).raw_text(RawKind::Script, "script").raw
    }

    #[test]
    fn a_script_ends_at_its_own_end_tag() {
        for (text, expected) in [
            ("a</script>b", "a"),
            ("a</scripts>b</SCRIPT\n>c", "a</scripts>b"),
            ("<!-- <script> </script> --></script>x", "<!-- <script> </script> -->"),
            ("<!-- <script> --></script>x", "<!-- <script> -->"),
            ("<!--><script></script>x", "<!--><script>"),
            ("<!---><script></script>x", "<!---><script>"),
            ("<!-- <scripty></script>x", "<!-- <scripty>"),
            ("a</script", "a</script"),
        ] {
            assert_eq!(body(text), expected, "{text}");
        }
    }

    #[test]
    fn a_title_ends_at_its_own_end_tag() {
        assert_eq!(Tokenizer::new("港<b></titles></Title/>x").raw_text(RawKind::Rcdata, "TITLE").raw, "港<b></titles>");
    }
}
