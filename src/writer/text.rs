//! A record as plain text in columns: `html2text` lays out the body, tables and all.

use presscut_cleaner::Article;

use super::{address, byline};

/// Narrower than this, tables and long words cannot be laid out.
const NARROWEST: usize = 20;

/// The document, ended by a line feed.
pub(super) fn document(article: &Article, width: usize) -> String {
    let mut head: Vec<String> = [&article.title, &article.subtitle].into_iter().flatten().cloned().collect();
    head.extend(Some(byline(article).join(" · ")).filter(|line| !line.is_empty()));
    head.extend(address(article).map(str::to_owned));
    if let Some(error) = &article.error {
        head.push(format!("{}: {}: {}", error.class, article.input, error.message));
    }
    let mut out = head.join("\n");
    if !out.is_empty() {
        out.push('\n');
    }
    let body = body(article, width);
    if !body.is_empty() {
        if !out.is_empty() {
            out.push('\n');
        }
        out.push_str(&body);
        out.push('\n');
    }
    out
}

/// The body laid out; where that cannot be done, its plain text.
fn body(article: &Article, width: usize) -> String {
    let laid_out = article.html.as_deref().and_then(|html| {
        html2text::config::plain_no_decorate().link_footnotes(false).string_from_read(html.as_bytes(), width.max(NARROWEST)).ok()
    });
    let body = laid_out.unwrap_or_else(|| article.text.clone());
    body.lines().map(str::trim_end).collect::<Vec<_>>().join("\n").trim_matches('\n').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_are_laid_out() {
        let html = "<p>Sailings:</p><table><tr><th>Port</th><th>Time</th></tr><tr><td>Oban</td><td>06:10</td></tr></table>";
        let article = Article { title: Some("Ferries".to_owned()), html: Some(html.to_owned()), ..Article::default() };
        let text = document(&article, 40);
        assert!(text.starts_with("Ferries\n\nSailings:\n"), "{text}");
        let row = text.lines().find(|line| line.contains("Oban")).expect("the row");
        assert!(row.contains('│') && row.contains("06:10"), "{text}");
    }
}
