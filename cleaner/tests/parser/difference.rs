//! A page through our tokenizer and through html5ever's: what differs. The fuzz target asks the same.

use presscut_cleaner::Limits;
use presscut_cleaner::document::Document;

use crate::kept;
use crate::parse::{Recorder, Start, builder, ours, theirs};

/// What differs between the two, if anything.
pub(crate) fn difference(html: &str) -> Option<String> {
    let html = html.strip_prefix('\u{feff}').unwrap_or(html);
    let theirs = theirs(html, None, Recorder::new(builder(false)));
    let sink = Recorder::new(builder(false));
    ours(html, Start::Data, &sink);
    let (expected, found) = (theirs.seen.into_inner(), sink.seen.into_inner());
    if expected != found {
        let at = expected.iter().zip(&found).take_while(|(expected, found)| expected == found).count();
        return Some(format!("token {at}: expected {:?}\nfound {:?}", expected.get(at), found.get(at)));
    }
    // That `<selectedcontent>` shows the chosen option once more is not the document's business.
    if html.contains("selectedcontent") {
        return None;
    }
    let (expected, found) = (kept::of_tree(&theirs.inner.sink.document), kept::of_document(&Document::parse(html, Limits::default())));
    if expected == found {
        return None;
    }
    let at = expected.lines().zip(found.lines()).take_while(|(expected, found)| expected == found).count();
    let around = |text: &str| text.lines().skip(at.saturating_sub(3)).take(8).collect::<Vec<_>>().join("\n");
    Some(format!("line {at} of the tree: expected\n{}\nfound\n{}", around(&expected), around(&found)))
}
