//! The same page as a tree that CSS selectors can be asked of.

use html5ever::tendril::TendrilSink;
use html5ever::tree_builder::TreeBuilderOpts;
use html5ever::{ParseOpts, parse_document};
use scraper::{Html, HtmlTreeSink};

/// Parses with `scraper`, as a browser with scripting off would: its elements stand in the order of [`super::Document`]'s.
///
/// No guard stands before it: only for pages whose [`super::Document`] is not truncated.
pub(crate) fn parse_for_selectors(html: &str) -> Html {
    let tree_builder = TreeBuilderOpts { scripting_enabled: false, ..TreeBuilderOpts::default() };
    parse_document(HtmlTreeSink::new(Html::new_document()), ParseOpts { tree_builder, ..ParseOpts::default() }).one(html)
}
