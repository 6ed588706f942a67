//! Character references (WHATWG, 13.2.5.72–80), line breaks and NULs.

use html5ever::data::{C1_REPLACEMENTS, NAMED_ENTITIES};
use memchr::{memchr2, memchr3};

/// What counts where a text stands.
#[derive(Debug, Clone, Copy)]
pub(super) struct Rules {
    /// `&amp;` and its like are decoded.
    pub references: bool,
    /// In an attribute `&copy=` and `&copya` are no references.
    pub attribute: bool,
    /// NUL stays, else it becomes U+FFFD.
    pub keep_nul: bool,
}

/// Appends what a piece of source means.
pub(super) fn decode(mut rest: &str, rules: Rules, out: &mut String) {
    loop {
        let bytes = rest.as_bytes();
        let special = if rules.references { memchr3(b'&', b'\r', 0, bytes) } else { memchr2(b'\r', 0, bytes) };
        let Some((plain, tail)) = special.and_then(|at| rest.split_at_checked(at)) else {
            out.push_str(rest);
            return;
        };
        out.push_str(plain);
        rest = if let Some(tail) = tail.strip_prefix('\r') {
            out.push('\n');
            tail.strip_prefix('\n').unwrap_or(tail)
        } else if let Some(tail) = tail.strip_prefix('&') {
            reference(tail, rules.attribute, out)
        } else {
            out.push(if rules.keep_nul { '\0' } else { '\u{fffd}' });
            tail.strip_prefix('\0').unwrap_or_default()
        };
    }
}

/// Appends what the `&` before `rest` means, and returns what comes after it.
fn reference<'a>(rest: &'a str, attribute: bool, out: &mut String) -> &'a str {
    let found = match rest.strip_prefix('#') {
        Some(digits) => numeric(digits, out),
        None => named(rest, attribute, out),
    };
    found.unwrap_or_else(|| {
        out.push('&');
        rest
    })
}

fn numeric<'a>(digits: &'a str, out: &mut String) -> Option<&'a str> {
    let (digits, radix) = match digits.strip_prefix(['x', 'X']) {
        Some(digits) => (digits, 16),
        None => (digits, 10),
    };
    let tail = digits.trim_start_matches(|c: char| c.is_digit(radix));
    let count = digits.len() - tail.len();
    if count == 0 {
        return None;
    }
    let value = digits
        .bytes()
        .take(count)
        .fold(0_u32, |value, digit| value.saturating_mul(radix).saturating_add(char::from(digit).to_digit(radix).unwrap_or(0)));
    out.push(
        match value {
            0x80..=0x9f => C1_REPLACEMENTS.get(value as usize - 0x80).copied().flatten().or(char::from_u32(value)),
            0 => None,
            _ => char::from_u32(value),
        }
        .unwrap_or('\u{fffd}'),
    );
    Some(tail.strip_prefix(';').unwrap_or(tail))
}

fn named<'a>(rest: &'a str, attribute: bool, out: &mut String) -> Option<&'a str> {
    for (name, meant) in [("amp;", '&'), ("nbsp;", '\u{a0}'), ("quot;", '"'), ("lt;", '<'), ("gt;", '>')] {
        if let Some(tail) = rest.strip_prefix(name) {
            out.push(meant);
            return Some(tail);
        }
    }
    // The table holds every beginning of a name, so that the longest match is found by going on while there is one.
    let (mut length, mut meant) = (0, (0, 0));
    for (at, byte) in rest.bytes().enumerate() {
        if !byte.is_ascii_alphanumeric() && byte != b';' {
            break;
        }
        match rest.get(..=at).and_then(|name| NAMED_ENTITIES.get(name)) {
            Some(&(0, _)) => {}
            Some(&found) => (length, meant) = (at + 1, found),
            None => break,
        }
    }
    if length == 0 {
        return None;
    }
    let (name, tail) = rest.split_at_checked(length)?;
    if attribute && !name.ends_with(';') && tail.starts_with(|c: char| c == '=' || c.is_ascii_alphanumeric()) {
        return None;
    }
    out.extend([meant.0, meant.1].into_iter().filter(|&value| value != 0).filter_map(char::from_u32));
    Some(tail)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(raw: &str) -> String {
        let mut out = String::new();
        decode(raw, Rules { references: true, attribute: false, keep_nul: false }, &mut out);
        out
    }

    fn attribute(raw: &str) -> String {
        let mut out = String::new();
        decode(raw, Rules { references: true, attribute: true, keep_nul: false }, &mut out);
        out
    }

    #[test]
    fn names_match_as_far_as_they_can() {
        assert_eq!(text("&notin; &notit; &not &amp &nosuch; &;"), "∉ ¬it; ¬ & &nosuch; &;");
        assert_eq!(text("&NotEqualTilde;"), "\u{2242}\u{338}");
    }

    #[test]
    fn numbers_are_mapped_as_browsers_do() {
        assert_eq!(
            text("&#x4E2D;&#25991;&#128;&#0;&#xD800;&#x110000;&#99999999999;&#;&#x;&#65"),
            "中文€\u{fffd}\u{fffd}\u{fffd}\u{fffd}&#;&#x;A"
        );
    }

    #[test]
    fn an_address_keeps_its_parameters() {
        assert_eq!(attribute("?a=1&copy=2&reg2&lt&amp;b"), "?a=1&copy=2&reg2<&b");
    }

    #[test]
    fn line_breaks_are_line_feeds() {
        assert_eq!(text("a\r\nb\rc\n&#13;\0"), "a\nb\nc\n\r\u{fffd}");
    }
}
