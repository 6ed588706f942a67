//! What the elements around a date say of it: made for a date, of the story, or of something beside it.

use crate::document::{Attribute, Document, NodeId, Tag};
use crate::meta::Witnesses;

/// Where the block looked at stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Spot {
    /// Above the headline.
    Above,
    /// Right below it.
    Near,
    /// Right below the body.
    Below,
    /// Anywhere else.
    Other,
}

/// Where the story stands: an element that holds one of these blocks is never elsewhere.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place {
    pub anchor: usize,
    pub body: usize,
    pub spot: Spot,
    /// What is said to be the day of publication counts beside the story too.
    pub beside: bool,
}

/// Whether the class of an element around says that it tells of the post.
pub(super) fn is_note(document: &Document, node: NodeId) -> bool {
    document.ancestors(node).take(3).filter_map(|element| document.attribute(element, Attribute::Class)).any(|class| {
        let class = class.to_ascii_lowercase();
        ["postmeta", "post-meta", "entry-meta", "post-footer", "entry-footer"].iter().any(|word| class.contains(word))
    })
}

#[allow(clippy::struct_excessive_bools, reason = "each is a fact of its own, and they are found in one walk")]
pub(super) struct Surroundings {
    /// An element around it is made for the date of the last change.
    pub changed: bool,
    /// An element around it is made for a date or for the particulars of a story.
    pub dated: bool,
    /// It belongs to comments, related stories, the site's header or footer.
    pub elsewhere: bool,
    /// It stands in a column beside the story.
    pub beside: bool,
    /// It stands in a card, away from the headline.
    pub card: bool,
    /// An `<article>` holds it.
    pub of_article: bool,
}

/// Reads the classes, ids and tags of the elements around a text.
pub(super) fn read(witnesses: Witnesses<'_>, node: NodeId, place: Place) -> Surroundings {
    let Witnesses { document, blocks, .. } = witnesses;
    let mut out = Surroundings { changed: false, dated: false, elsewhere: false, beside: false, card: false, of_article: false };
    let (mut foot, mut said) = (false, false);
    for (steps, element) in document.ancestors(node).enumerate() {
        let tag = document.tag(element);
        let inside = blocks.inside(element);
        let holds_story = inside.contains(&place.anchor) || inside.contains(&place.body);
        if matches!(tag, Tag::Body | Tag::Html) {
            break;
        }
        out.of_article |= tag == Tag::Article;
        if holds_story {
            // A story's own foot is not the site's.
            let own = tag == Tag::Article
                || tokens_of(document, element).iter().any(|token| matches!(token.as_str(), "post" | "article" | "entry" | "hentry"));
            out.elsewhere |= foot && !own;
            foot = false;
            if steps >= 4 {
                out.changed &= !said;
                return out;
            }
        }
        out.dated |= steps < 4 && tag == Tag::Time;
        out.elsewhere |= !holds_story && (matches!(tag, Tag::Nav | Tag::Select | Tag::Option) || (tag == Tag::Aside && inside.len() > 12));
        let tokens = tokens_of(document, element);
        let has = |word: &str| tokens.iter().any(|token| token == word);
        let of_post = has("footer") && ["post", "entry", "article", "asset", "story"].into_iter().any(has);
        out.dated |= steps < 4 && of_post;
        for token in &tokens {
            out.dated |= steps < 4 && DATED.contains(&token.as_str());
            out.changed |= steps < 3 && CHANGED.contains(&token.as_str());
            said |= steps < 3 && matches!(token.as_str(), "published" | "publish" | "created" | "posted" | "pubdate");
        }
        out.elsewhere |= !holds_story && place.spot == Spot::Above && is_head_of_site(document, element);
        foot |= !holds_story && (tag == Tag::Footer || has("footer")) && !of_post;
        for token in whole_tokens(document, element) {
            let token = token.to_ascii_lowercase();
            out.beside |= !holds_story && token == "sidebar";
            out.elsewhere |= !holds_story && ELSEWHERE.contains(&token.as_str());
            out.card |= !holds_story && place.spot != Spot::Near && CARDS.contains(&token.as_str());
        }
    }
    out.elsewhere |= foot;
    out.changed &= !said;
    out
}

/// Whether an element is the head of the page, where the day of reading stands: a `<header>` of no article, or called so.
fn is_head_of_site(document: &Document, element: NodeId) -> bool {
    let names = [Attribute::Class, Attribute::Id].into_iter().filter_map(|name| document.attribute(element, name));
    let called = names.flat_map(str::split_ascii_whitespace).any(|name| {
        ["top", "header", "head", "topbar", "top-bar", "top_bar", "topnav", "today", "site-header", "page-header", "toolbar", "currentdate"]
            .iter()
            .any(|known| name.eq_ignore_ascii_case(known))
    });
    (called || document.tag(element) == Tag::Header) && !document.ancestors(element).any(|node| document.tag(node) == Tag::Article)
}

/// The words of an element's class and id.
pub(super) fn tokens_of(document: &Document, element: NodeId) -> Vec<String> {
    whole_tokens(document, element).flat_map(words_of).collect()
}

/// The same, words of one token left together.
fn whole_tokens(document: &Document, element: NodeId) -> impl Iterator<Item = &str> {
    let values = [Attribute::Class, Attribute::Id].into_iter().filter_map(move |name| document.attribute(element, name));
    values.flat_map(|value| value.split(|c: char| !c.is_alphanumeric())).filter(|token| !token.is_empty()).take(30)
}

/// `pubDate` as `pub`, `date`, `pubdate`.
fn words_of(token: &str) -> Vec<String> {
    let mut words = vec![token.to_ascii_lowercase()];
    let mut word = String::new();
    for c in token.chars() {
        if c.is_ascii_uppercase() && !word.is_empty() {
            words.push(std::mem::take(&mut word));
        }
        word.push(c.to_ascii_lowercase());
    }
    if word.len() < token.len() {
        words.push(word);
    }
    words
}

#[rustfmt::skip]
const DATED: &[&str] = &[
    "date", "dates", "datum", "fecha", "data", "time", "times", "timestamp", "datetime", "dateline", "published", "publish", "pubdate", "pubtime", "publishdate", "publishtime", "posted", "postdate", "byline", "meta", "metadata", "postmeta", "entrymeta", "info", "articleinfo", "source", "author", "zeit", "tarih", "waktu", "pub", "details", "credits", "postmetadata", "datestamp", "uhrzeit",
];

const CHANGED: &[&str] = &["updated", "modified", "changed", "lastmod", "lastmodified", "lastupdated", "dateupdated", "datemodified"];

#[rustfmt::skip]
const ELSEWHERE: &[&str] = &[
    "comment", "comments", "commentlist", "disqus", "related", "widget", "widgets", "recommended", "recommend", "breadcrumbs", "nav", "navbar", "menu", "weather", "wetter", "calendar", "events", "topbar", "masthead", "reply", "replies", "mostread", "newsticker", "ticker", "advert", "copyright", "cookie", "newsletter", "toplist", "aside",
];

/// Names of cards and of boxes that hold them; right below the headline they may be the story's own.
#[rustfmt::skip]
const CARDS: &[&str] = &["popular", "trending", "recent", "latest", "teaser", "teasers", "carousel", "slider", "ad", "ads", "hot", "promo"];
