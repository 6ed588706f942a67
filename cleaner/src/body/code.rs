//! Code: its lines as they stand, and the language that the page names.

use crate::document::{Attribute, Document, NodeId, Tag};

/// Class tokens of the boxes that highlighters make.
const WRAPPERS: &[&str] =
    &["syntaxhighlighter", "codehilite", "dp-highlighter", "code-block", "codeblock", "highlight", "hljs", "sourcecode"];

/// A piece of code as the page shows it.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Code {
    pub language: Option<String>,
    pub text: String,
}

/// What preformatted text turns out to be.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Preformatted {
    Code(Code),
    /// Line numbers beside the code.
    Gutter,
    /// A letter, a mail, a press release: running text with line feeds.
    Prose,
}

/// Whether an element is a highlighter's box that holds code without `<pre>`.
pub(super) fn is_wrapper(document: &Document, node: NodeId) -> bool {
    let Some(class) = document.attribute(node, Attribute::Class) else { return false };
    let named = class
        .split_ascii_whitespace()
        .any(|token| token.eq_ignore_ascii_case("syntaxhighlighter") || token.eq_ignore_ascii_case("dp-highlighter"));
    named && document.descendants(node).all(|inner| document.tag(inner) != Tag::Pre)
}

/// Reads a `<pre>` or a highlighter's box.
pub(super) fn read(document: &Document, node: NodeId) -> Preformatted {
    let text = lines(document, node);
    let language = language(document, node);
    let marked = language.is_some() || document.tag(node) != Tag::Pre || is_highlighted(document, node);
    if is_gutter(&text) && document.ancestors(node).take(3).any(|around| matches!(document.tag(around), Tag::Td | Tag::Th)) {
        return Preformatted::Gutter;
    }
    if !marked && is_prose(&text) { Preformatted::Prose } else { Preformatted::Code(Code { language, text }) }
}

/// The text with its line breaks: line feeds, `<br>`, and the elements that begin a line.
fn lines(document: &Document, root: NodeId) -> String {
    let mut out = String::new();
    let mut current = document.first_child(root);
    while let Some(node) = current {
        let tag = document.tag(node);
        let mut enter = !tag.is_silent();
        match tag {
            Tag::Text => out.extend(document.text(node).chars().filter(|&c| c != '\r' && !crate::text::is_invisible(c)).map(plain_space)),
            Tag::Br => out.push('\n'),
            Tag::Td | Tag::Th | Tag::Span | Tag::Div | Tag::A if has_gutter_class(document, node) => enter = false,
            Tag::Tr | Tag::Li | Tag::Div | Tag::P if !out.is_empty() && !out.ends_with('\n') => out.push('\n'),
            _ => {}
        }
        current = document.following(node, root, enter);
    }
    let text = out.trim_end();
    let mut first = 0; // blank lines at the top say nothing; the first line's indent does
    for (index, c) in text.char_indices() {
        if c == '\n' {
            first = index + 1;
        } else if !c.is_whitespace() {
            break;
        }
    }
    let body = text.get(first..).unwrap_or_default();
    body.lines().map(str::trim_end).collect::<Vec<_>>().join("\n")
}

fn plain_space(c: char) -> char {
    if c == '\u{a0}' { ' ' } else { c }
}

fn has_gutter_class(document: &Document, node: NodeId) -> bool {
    document.attribute(node, Attribute::Class).is_some_and(|class| {
        class.split_ascii_whitespace().any(|token| {
            let token = token.to_ascii_lowercase();
            matches!(
                token.as_str(),
                "gutter" | "rouge-gutter" | "gl" | "lineno" | "linenos" | "line-number" | "line-numbers" | "blob-num" | "ln" | "linenumber"
            )
        })
    })
}

/// The language that the element, the `<code>` in it, or a box right around it names.
fn language(document: &Document, node: NodeId) -> Option<String> {
    let inner = document.descendants(node).take(4).filter(|&inner| matches!(document.tag(inner), Tag::Code | Tag::Pre));
    let around = document.ancestors(node).take(3).filter(|&around| document.tag(around) != Tag::Body);
    std::iter::once(node).chain(inner).chain(around).find_map(|node| stated_language(document, node))
}

fn stated_language(document: &Document, node: NodeId) -> Option<String> {
    let stated = document.attribute(node, Attribute::DataLang).or_else(|| document.attribute(node, Attribute::DataLanguage));
    if let Some(name) = stated.and_then(language_name) {
        return Some(name);
    }
    let class = document.attribute(node, Attribute::Class)?;
    let tokens: Vec<&str> = class.split_ascii_whitespace().collect();
    for (index, token) in tokens.iter().enumerate() {
        let lower = token.to_ascii_lowercase();
        for prefix in ["language-", "lang-", "highlight-source-", "brush:"] {
            if let Some(rest) = lower.strip_prefix(prefix) {
                let rest = if rest.is_empty() { tokens.get(index + 1).copied().unwrap_or_default() } else { rest };
                if let Some(name) = language_name(rest) {
                    return Some(name);
                }
            }
        }
        if matches!(lower.as_str(), "syntaxhighlighter" | "sourcecode" | "hljs" | "src")
            && let Some(name) = tokens.get(index + 1).copied().and_then(language_name)
            && !WRAPPERS.contains(&name.as_str())
        {
            return Some(name);
        }
        if let Some(name) = lower.strip_prefix("highlight-").filter(|_| tokens.contains(&"notranslate")).and_then(language_name) {
            return Some(name);
        }
    }
    None
}

fn language_name(name: &str) -> Option<String> {
    let name = name.trim().trim_end_matches(';').to_ascii_lowercase();
    let fits =
        (1..=24).contains(&name.len()) && name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '#' | '-' | '.' | '_'));
    (fits && !matches!(name.as_str(), "none" | "plain" | "plaintext" | "text" | "default" | "auto" | "nohighlight" | "notranslate"))
        .then_some(name)
}

fn is_highlighted(document: &Document, node: NodeId) -> bool {
    let holds_code = document.descendants(node).take(8).any(|inner| matches!(document.tag(inner), Tag::Code | Tag::Samp | Tag::Kbd));
    let boxed = std::iter::once(node).chain(document.ancestors(node).take(2)).any(|node| {
        document.attribute(node, Attribute::Class).is_some_and(|class| {
            class.split_ascii_whitespace().any(|token| {
                let token = token.to_ascii_lowercase();
                WRAPPERS.contains(&token.as_str()) || token.starts_with("prettyprint") || token.starts_with("highlight-")
            })
        })
    });
    holds_code || boxed
}

/// Lines of numbers only.
fn is_gutter(text: &str) -> bool {
    !text.is_empty() && text.lines().all(|line| line.trim().chars().all(|c| c.is_ascii_digit()))
}

/// Whether preformatted text is running text: words and their punctuation, sentences that end, no indent that nests.
fn is_prose(text: &str) -> bool {
    let (mut letters, mut signs, mut ends) = (0_usize, 0_usize, 0_usize);
    for c in text.chars() {
        letters += usize::from(c.is_alphabetic());
        signs += usize::from(matches!(c, '{' | '}' | '=' | ';' | '<' | '>' | '[' | ']' | '$' | '\\' | '|' | '_' | '#' | '+' | '*' | '/'));
        ends += usize::from(matches!(c, '.' | '!' | '?' | '。' | '！' | '？' | '؟' | '।'));
    }
    let filled = text.lines().filter(|line| !line.trim().is_empty()).count();
    let words = crate::text::count_words(text);
    let deep = text.lines().filter(|line| line.starts_with("    ") || line.starts_with('\t')).count();
    ends > 0 && words >= 12 && words >= filled * 4 && signs * 40 <= letters && deep * 3 <= filled
}
