//! Pages made to hurt: what each costs is bounded by counts of nodes and depth, and its text is still there.

use std::fmt::Write;

use presscut_cleaner::document::{Attribute, Document, NodeId, Tag};
use presscut_cleaner::{Cleaner, Limits, Page};

/// Nodes that a page of so many tokens may have, with room for what the last token may still add.
fn allowed(tokens: usize) -> usize {
    4 * tokens + 25_000
}

/// Reads a page with text before and after what hurts.
fn read(hurt: &str) -> Document {
    let html = format!(
        "<title>T</title><p>Before the storm.</p>{hurt}<p>After the storm.</p><script>var hidden = 1</script><style>.hidden</style>"
    );
    let document = Document::parse(&html, Limits::default());
    let text = document.inner_text(NodeId::ROOT);
    assert!(text.contains("Before the storm."), "{}", text.chars().take(200).collect::<String>());
    assert!(text.contains("After the storm."), "{}", text.chars().take(200).collect::<String>());
    assert!(!text.contains("hidden"));
    let tokens = html.matches('<').count() * 2;
    assert!(document.node_count() <= allowed(tokens), "{} nodes", document.node_count());
    // The depth is that of the tree, after all moving about.
    for node in document.descendants(NodeId::ROOT).step_by(97) {
        assert_eq!(usize::from(document.depth(node)), document.ancestors(node).count());
    }
    document
}

fn deepest(document: &Document) -> u16 {
    document.descendants(NodeId::ROOT).map(|node| document.depth(node)).max().unwrap_or(0)
}

#[test]
fn nested_div_ends_at_the_depth_limit() {
    let document = read(&"<div>".repeat(64_000));
    assert!(document.is_truncated());
    assert!(deepest(&document) <= 515, "{}", deepest(&document));
}

#[test]
fn adoption_is_stopped() {
    assert!(read(&"<a><div>".repeat(50_000)).is_truncated());
}

#[test]
fn nested_lists_are_stopped() {
    assert!(read(&"<ul><li>".repeat(15_000)).is_truncated());
}

#[test]
fn end_tags_that_match_nothing_are_passed_over() {
    assert!(read(&("<span>".repeat(20_000) + &"</x>".repeat(20_000))).is_truncated());
}

#[test]
fn formatting_elements_that_multiply_are_stopped() {
    let mut hurt = String::new();
    for number in 0..2_000 {
        let _ = write!(hurt, "<p><b id={number}>x");
    }
    assert!(read(&hurt).is_truncated());
}

#[test]
fn attributes_without_end_cost_no_more_than_the_known_ones() {
    for tag in ["div", "a", "html", "body", "b"] {
        let mut hurt = format!("<{tag} class=first");
        for number in 0..200_000 {
            let _ = write!(hurt, " a{number}=x class=c{number}");
        }
        hurt.push('>');
        let document = read(&hurt);
        assert!(!document.is_truncated());
        let found = document.descendants(NodeId::ROOT).find_map(|node| document.attribute(node, Attribute::Class));
        assert_eq!(found, Some("first"), "of two equal names the first counts");
    }
}

#[test]
fn nested_formatting_is_stopped() {
    assert!(read(&"<b><i>".repeat(60_000)).is_truncated());
}

#[test]
fn links_left_open_stay_within_bounds() {
    let document = read(&"<p><a><b>".repeat(20_000));
    assert!(deepest(&document) <= 520);
}

#[test]
fn nested_tables_are_stopped() {
    assert!(read(&"<table><tr><td>".repeat(5_000)).is_truncated());
}

#[test]
fn nested_templates_are_stopped() {
    // A template hides what is in it, the text after the limit too.
    let html = "<p>Before the storm.</p>".to_owned() + &"<template>".repeat(50_000);
    let document = Document::parse(&html, Limits::default());
    assert!(document.is_truncated());
    assert!(document.inner_text(NodeId::ROOT).contains("Before the storm."));
}

#[test]
fn texts_written_apart_do_not_grow_without_end() {
    // Text in a table goes before it, joined to what is there, while the cells' text comes in between.
    let document = read(&format!("<table>{}</table>", "word<tr><td>cell</td></tr>".repeat(20_000)));
    let text = document.inner_text(NodeId::ROOT);
    assert_eq!(text.matches("word").count(), 20_000);
    assert_eq!(text.matches("cell").count(), 20_000);
}

#[test]
fn what_follows_the_limit_is_text_without_scripts() {
    let html = "<div>".repeat(600) + "<p>One</p><p>Two <b>three</b></p><script>'<p>no</p>'</script><title>no</title><!-- no -->4 &lt; 5";
    let document = Document::parse(&html, Limits::default());
    assert!(document.is_truncated());
    assert_eq!(document.inner_text(NodeId::ROOT), "One Two three 4 < 5");
}

#[test]
fn the_limits_are_the_callers() {
    let html = "<p>a</p>".repeat(100);
    assert!(!Document::parse(&html, Limits::default()).is_truncated());
    let document = Document::parse(&html, Limits { nodes: 50, ..Limits::default() });
    assert!(document.is_truncated());
    assert!(document.node_count() < 60);
    assert_eq!(document.inner_text(NodeId::ROOT).matches('a').count(), 100);
    assert!(Document::parse("<div><div><div>x", Limits { depth: 3, ..Limits::default() }).is_truncated());
}

#[test]
fn a_real_pages_depth_and_size_trip_nothing() {
    let html = "<div>".repeat(60) + &"<p>text <b>and</b> more".repeat(20_000);
    let document = read(&html);
    assert!(!document.is_truncated());
    assert_eq!(document.elements(Tag::P).count(), 20_002);
}

#[test]
fn one_page_leaves_nothing_to_the_next() {
    let cleaner = Cleaner::default();
    let page = |html: &'static str| cleaner.clean(&Page::from_html(html));
    let story = "<title>Ferries</title><h1>Ferries</h1><p>The first ferries left at dawn, as they had for years.</p>";
    let first = page(story);
    let _ = page(
        "<html lang=zh><title>别的</title><script type=application/ld+json>{\"headline\":\"x\"}</script><p>另一条消息,与前面无关。</p>",
    );
    assert_eq!(page(story), first);
}
