//! Our tokenizer against html5ever's, and the document against the whole tree: on own snippets, on spliced documents, and
//! on every page in reach.

use std::io::Read;

use crate::difference::difference;
use crate::generator::{self, Chance};
use crate::{files, folder};

/// Spliced documents in one run; `SPLICED_DOCUMENTS` asks for more.
const SPLICED: u64 = 3_000;

#[test]
fn snippets_are_read_as_html5ever_reads_them() {
    for html in [
        "",
        "海风",
        "<p>One<p>Two<!-- c -->three",
        "<title>港 &amp; 口</title><p>x",
        "<svg><title><b>x</b></title><style>a<b></style><script>1<2</script></svg><p>y",
        "<svg><![CDATA[a<b>]]></svg><p><![CDATA[a<b>]]>",
        "<math><annotation-xml encoding=\"text/html\"><p>x</annotation-xml><annotation-xml><p>y",
        "<table><tr><td>1<!-- c --></td>x<!-- c --> y</table>",
        "<pre>\nx</pre><pre><!-- c -->\nx</pre><pre></>\nx</pre><textarea>\n\ny</textarea>",
        "<p><table></table><!DOCTYPE html>",
        "<!DOCTYPE html><p><table></table>",
        "<b class=x><b class=x><b class=x><b class=x><p>Noah",
        "<b a=1 b=2><b b=2 a=1><b a='1' b=\"2\"><b a=1 b=2 a=3><b a=1 b=&#50;></b></b></b></b></b><p>Noah",
        "<a href=1>x<a href=2>y<div>z<a href=3>w",
        "<template><p>x<tr><td>y</template><p>z",
        "<body class=a><p>x<body class=b id=c><html lang=en>",
        "<p>x\0y<title>a\0b</title><svg>\0</svg><table>\0 <td>\0z\0</table><p a\0b=c\0>",
        "<script><!-- <script> </script> --></script><p>x",
        "<input type=hidden><frameset><frame></frameset>",
        "<svg><font>x</font><font color=a>y</font>",
        "<noscript><p>x</noscript><head><noscript><link rel=x><p>y</noscript>",
        "<meta charset=utf-8>\u{feff}<p>x\u{feff}",
    ] {
        if let Some(difference) = difference(html) {
            panic!("{html:?}\n{difference}");
        }
    }
}

#[test]
fn spliced_documents_are_read_as_html5ever_reads_them() {
    let count = std::env::var("SPLICED_DOCUMENTS").ok().and_then(|count| count.parse().ok()).unwrap_or(SPLICED);
    for seed in 1..=count {
        let html = generator::document(&mut Chance::new(seed));
        if let Some(difference) = difference(&html) {
            panic!("document {seed} of {count}: {html:?}\n{difference}");
        }
    }
}

#[test]
fn pages_are_read_as_html5ever_reads_them() {
    let Some(folder) = folder("EVAL_FOLDER") else { return };
    let pages: Vec<_> =
        files(&folder.join("data"), ".html.gz").into_iter().filter(|path| path.parent().is_some_and(|it| it.ends_with("pages"))).collect();
    assert!(!pages.is_empty(), "no page in {}", folder.display());
    for path in &pages {
        let file = std::fs::File::open(path).expect("a page");
        let mut bytes = vec![];
        flate2::read::MultiGzDecoder::new(file).read_to_end(&mut bytes).expect("gzip");
        if let Some(difference) = difference(&String::from_utf8_lossy(&bytes)) {
            panic!("{}\n{difference}", path.display());
        }
    }
    println!("{} pages are the same", pages.len());
}
