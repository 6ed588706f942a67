//! A record as Markdown: title, who, when, where from, and the body.

use std::fmt::Write;

use presscut_cleaner::Article;

use super::{address, byline};

/// The document, ended by a line feed.
pub(super) fn document(article: &Article) -> String {
    let mut out = String::new();
    if let Some(title) = &article.title {
        let _ = writeln!(out, "# {}\n", escape(title));
    }
    if let Some(subtitle) = &article.subtitle {
        let _ = writeln!(out, "*{}*\n", escape(subtitle));
    }
    let mut head: Vec<String> = byline(article).iter().map(|part| escape(part)).collect();
    head.extend(address(article).map(|url| format!("<{url}>")));
    if !head.is_empty() {
        let _ = writeln!(out, "{}\n", head.join(" · "));
    }
    if let Some(error) = &article.error {
        let _ = writeln!(out, "> **{}**: {}: {}\n", escape(&error.class), escape(&article.input), escape(&error.message));
    }
    let body = article.markdown.as_deref().unwrap_or(&article.text).trim();
    if body.is_empty() {
        out.pop();
    } else {
        out.push_str(body);
        out.push('\n');
    }
    out
}

/// Plain words as Markdown, on one line.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '#') {
            out.push('\\');
        }
        out.push(if c == '\n' { ' ' } else { c });
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_head_is_short_and_plain() {
        let article = Article {
            title: Some("Five *new* ferries".to_owned()),
            authors: vec!["Ada Quill".to_owned(), "Ben Reed".to_owned()],
            date_published: Some("2031-02-03".to_owned()),
            url: Some("https://harbour.example/5".to_owned()),
            text: "They left at dawn.".to_owned(),
            ..Article::default()
        };
        let expected = "# Five \\*new\\* ferries\n\nAda Quill, Ben Reed · 2031-02-03 · <https://harbour.example/5>\n\nThey left at dawn.\n";
        assert_eq!(document(&article), expected);
    }
}
