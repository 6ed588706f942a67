//! What a page says beside its text: scripts of data, comments that carry it.

use presscut_cleaner::Limits;
use presscut_cleaner::document::{Document, NodeId};

#[test]
fn scripts_of_data_are_kept_and_others_are_not() {
    let document = Document::parse(
        "<script>var a = '</p>'</script>\
         <script type=\"application/LD+JSON\">{\"headline\": \"港口 <b>重开</b> &amp;\"}\r\n</script>\
         <script id=__NEXT_DATA__ type=application/json>{}</script>\
         <p>Text<script>\n window.__NUXT__=(function(a){return a}(1))</script>\
         <svg><script type=application/json>[]</script></svg>",
        Limits::default(),
    );
    let found: Vec<_> = document.data_scripts().map(|script| (script.kind, script.id, script.text)).collect();
    assert_eq!(
        found,
        [
            ("application/ld+json", None, "{\"headline\": \"港口 <b>重开</b> &amp;\"}\n"),
            ("application/json", Some("__NEXT_DATA__"), "{}"),
            ("state", None, "\n window.__NUXT__=(function(a){return a}(1))"),
        ]
    );
    assert!(!document.inner_text(NodeId::ROOT).contains("var a"));
}

#[test]
fn comments_that_carry_data_are_kept_beside_the_tree() {
    let document = Document::parse(
        "<!-- saved from url=(0030)https://news.example/harbour --><p>One <!-- note -->two\
         <!--enpproperty <articleid>1</articleid>/enpproperty-->",
        Limits::default(),
    );
    assert_eq!(
        document.comments().collect::<Vec<_>>(),
        [" saved from url=(0030)https://news.example/harbour ", "enpproperty <articleid>1</articleid>/enpproperty"]
    );
    assert_eq!(document.inner_text(NodeId::ROOT), "One two");
}
