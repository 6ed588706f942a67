//! JSON as pages really write it: wrapped in comments, with raw line breaks, trailing commas, several objects in a row.

use serde_json::Value;

/// Longest script that is read, in bytes.
const LONGEST: usize = 4 << 20;

/// The values of a script. What cannot be read safely is left out.
pub(super) fn parse(script: &str) -> Vec<Value> {
    if script.len() > LONGEST {
        return Vec::new();
    }
    let text = unwrapped(script);
    let escaped;
    let text = if text.starts_with("{&quot;") || text.starts_with("[{&quot;") {
        escaped = text.replace("&quot;", "\"");
        escaped.as_str()
    } else {
        text
    };
    stream(text)
        .or_else(|| stream(&mended(text, false)))
        .or_else(|| stream(&format!("[{}]", mended(text, false))))
        .or_else(|| stream(&mended(text, true)))
        .unwrap_or_default()
}

/// Values in a row; `None` where anything is left over.
fn stream(text: &str) -> Option<Vec<Value>> {
    serde_json::Deserializer::from_str(text).into_iter::<Value>().collect::<Result<_, _>>().ok()
}

/// Without the comment and CDATA marks around it, and a semicolon at the end.
fn unwrapped(script: &str) -> &str {
    let mut text = script.trim_start_matches('\u{feff}').trim();
    loop {
        let before = text;
        for open in ["<!--", "//<![CDATA[", "// <![CDATA[", "/*<![CDATA[*/", "/* <![CDATA[ */", "<![CDATA["] {
            text = text.strip_prefix(open).unwrap_or(text).trim_start();
        }
        for close in ["-->", "//]]>", "// ]]>", "/*]]>*/", "/* ]]> */", "]]>", "//", ";"] {
            text = text.strip_suffix(close).unwrap_or(text).trim_end();
        }
        if text == before {
            return text;
        }
    }
}

/// Raw control characters in strings become spaces, unknown escapes lose their backslash, commas that part nothing and comments go.
/// With `quotes`, a quotation mark inside a string that nothing of JSON follows is taken as text.
fn mended(text: &str, quotes: bool) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text.chars();
    let mut inside = false;
    let mut comma = false;
    while let Some(c) = rest.next() {
        if inside {
            match c {
                '"' if quotes && !ends_string(rest.as_str()) => out.push_str("\\\""),
                '"' => {
                    inside = false;
                    out.push('"');
                }
                '\\' => push_escape(&mut out, &mut rest),
                c if c.is_control() => out.push(' '),
                c => out.push(c),
            }
            continue;
        }
        match c {
            ',' => {
                comma = true;
                continue;
            }
            '/' if rest.as_str().starts_with('*') => {
                rest = rest.as_str().split_once("*/").map_or("", |(_, after)| after).chars();
                continue;
            }
            '/' if rest.as_str().starts_with('/') => {
                rest = rest.as_str().split_once('\n').map_or("", |(_, after)| after).chars();
                continue;
            }
            c if c.is_whitespace() || c.is_control() => {
                out.push(' ');
                continue;
            }
            _ => {}
        }
        if comma && !matches!(c, '}' | ']') && !out.trim_end().ends_with(['{', '[']) && !out.trim_end().is_empty() {
            out.push(',');
        }
        comma = false;
        inside = c == '"';
        out.push(c);
    }
    out
}

fn push_escape(out: &mut String, rest: &mut std::str::Chars<'_>) {
    match rest.next() {
        Some(c @ ('"' | '\\' | '/' | 'b' | 'f' | 'n' | 'r' | 't')) => out.extend(['\\', c]),
        Some('u') if rest.as_str().chars().take(4).filter(char::is_ascii_hexdigit).count() == 4 => out.push_str("\\u"),
        Some(c) if c.is_control() => out.push(' '),
        Some(c) => out.push(c),
        None => {}
    }
}

/// Whether what follows a quotation mark is what JSON has after a string.
fn ends_string(rest: &str) -> bool {
    let mut after = rest.chars().filter(|c| !c.is_whitespace());
    match after.next() {
        None | Some(':' | '}' | ']') => true,
        Some(',') => matches!(after.next(), Some('"' | '{' | '[' | '}' | ']')),
        _ => false,
    }
}

/// Decodes numeric references and the named ones that news texts hold.
pub(super) fn decode_entities(text: &str) -> String {
    if !text.contains('&') {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('&') {
        out.push_str(before);
        let reference = after.split_once(';').filter(|(name, _)| name.len() <= 8).and_then(|(name, after)| Some((decoded(name)?, after)));
        if let Some((c, after)) = reference {
            out.push(c);
            rest = after;
        } else {
            out.push('&');
            rest = after;
        }
    }
    out.push_str(rest);
    out
}

fn decoded(name: &str) -> Option<char> {
    if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(digits) => u32::from_str_radix(digits, 16),
            None => number.parse(),
        };
        return code.ok().and_then(char::from_u32).filter(|c| !c.is_control() || c.is_whitespace());
    }
    Some(match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        "nbsp" => ' ',
        "ndash" => '–',
        "mdash" => '—',
        "lsquo" => '‘',
        "rsquo" => '’',
        "sbquo" => '‚',
        "ldquo" => '“',
        "rdquo" => '”',
        "bdquo" => '„',
        "laquo" => '«',
        "raquo" => '»',
        "hellip" => '…',
        "middot" => '·',
        "bull" => '•',
        "euro" => '€',
        "pound" => '£',
        "copy" => '©',
        "reg" => '®',
        "trade" => '™',
        "deg" => '°',
        "auml" => 'ä',
        "ouml" => 'ö',
        "uuml" => 'ü',
        "Auml" => 'Ä',
        "Ouml" => 'Ö',
        "Uuml" => 'Ü',
        "szlig" => 'ß',
        "eacute" => 'é',
        "egrave" => 'è',
        "ecirc" => 'ê',
        "euml" => 'ë',
        "agrave" => 'à',
        "aacute" => 'á',
        "acirc" => 'â',
        "aring" => 'å',
        "atilde" => 'ã',
        "aelig" => 'æ',
        "oslash" => 'ø',
        "oacute" => 'ó',
        "ocirc" => 'ô',
        "otilde" => 'õ',
        "iacute" => 'í',
        "icirc" => 'î',
        "iuml" => 'ï',
        "uacute" => 'ú',
        "ugrave" => 'ù',
        "ucirc" => 'û',
        "ccedil" => 'ç',
        "ntilde" => 'ñ',
        "Eacute" => 'É',
        "iexcl" => '¡',
        "iquest" => '¿',
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn broken_json_is_mended_where_that_is_safe() {
        let name = |script: &str| parse(script).first().and_then(|value| value["name"].as_str().map(str::to_owned));
        for script in [
            r#"{"name":"a b"}"#,
            "<!-- {\"name\":\"a b\"} -->",
            "//<![CDATA[\n{\"name\":\"a b\"}\n//]]>",
            "{\"name\":\"a\nb\",}",
            "{,\"name\":\"a\tb\",,\"x\":[1,2,],};",
            "{\"name\":\"a b\"},",
            "{&quot;name&quot;:&quot;a b&quot;}",
            "/* made by a plugin */ {\"name\":\"a b\"} // end",
        ] {
            assert_eq!(name(script).as_deref(), Some("a b"), "{script}");
        }
        assert_eq!(name(r#"{"name":"the \'old\' quay"}"#).as_deref(), Some("the 'old' quay"));
        assert_eq!(name(r#"{"name":"the "old" quay","x":1}"#).as_deref(), Some("the \"old\" quay"));
        assert_eq!(parse(r#"{"name":"a"} {"name":"b"}"#).len(), 2);
        assert_eq!(parse(r#"{"name":"a"},{"name":"b"}"#).first().and_then(|all| all.as_array().map(Vec::len)), Some(2));
        assert!(parse("var x = 1").is_empty());
        assert!(parse(&"[".repeat(100_000)).is_empty());
    }

    #[test]
    fn entities_are_decoded_once_and_strangers_stay() {
        assert_eq!(decode_entities("Q&amp;A &#x2019; AT&T &mdash; &nosuch; &#0;"), "Q&A ’ AT&T — &nosuch; &#0;");
    }
}
