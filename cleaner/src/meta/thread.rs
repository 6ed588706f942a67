//! Who began a thread: on a forum's page the author is the one who posted first, by the name that the forum knows.

use super::json_ld::AgentKind;
use super::people::Testimony;
use super::visible::Visible;
use super::{Witnesses, names};
use crate::document::{Attribute, Document, NodeId, Tag};

/// Words before the one who began the thread; lower-case.
const BEGUN_BY: &[&str] = &[
    "thread starter",
    "started by",
    "topic starter",
    "posted by",
    "asked by",
    "created by",
    "original poster",
    "topic author",
    "erstellt von",
    "gestartet von",
    "begonnen von",
    "auteur du sujet",
    "iniciado por",
    "автор темы",
    "楼主",
    "樓主",
    "发帖人",
    "作者",
];

/// Class names of an element that holds the name of a post's author.
const CALLED: &[&str] = &[
    "username",
    "bigusername",
    "user-name",
    "author-name",
    "postername",
    "poster-name",
    "authorname",
    "postauthor",
    "post-author",
    "author",
    "postuser-name",
    "message-name",
    "message-author",
    "topic-author",
    "creator",
    "nickname",
    "xw1",
    "postprofile",
    "poster",
];

/// The one who began the thread.
pub(super) fn starter(witnesses: Witnesses<'_>, visible: &Visible<'_>) -> Testimony {
    let told = |name: String, provenance: &str| Testimony { names: vec![name], provenance: provenance.to_owned() };
    let stated = stated(witnesses).map(|name| told(name, "json-ld"));
    let microdata = || {
        let mut names = witnesses.head.microdata.names(witnesses.document, "author");
        names.find_map(|name| names::handle(&name)).map(|name| told(name, "microdata"))
    };
    let labelled = || labelled(witnesses, visible).map(|name| told(name, "byline"));
    let called = || called(witnesses, visible).map(|name| told(name, "byline"));
    stated.or_else(microdata).or_else(labelled).or_else(called).unwrap_or_default()
}

/// The one whom the line of a Chinese blog or board names beside the day: `quaywalker 发表于 2005-9-15 11:46`, 本贴由海风于2005年8月12日….
pub(super) fn posted(witnesses: Witnesses<'_>, visible: &Visible<'_>) -> Testimony {
    let begins_day = |text: &str| text.trim_start().trim_start_matches([':', '：']).trim_start().starts_with(|c: char| c.is_ascii_digit());
    let named = |text: &str| {
        let board = text.trim_start().strip_prefix("本贴由").or_else(|| text.trim_start().strip_prefix("本帖由"));
        let (name, day) = match board {
            Some(rest) => rest.split_once('于')?,
            None => ["发表于", "發表於", "发布于"].iter().find_map(|mark| text.split_once(mark))?,
        };
        let name = name.trim().trim_start_matches(['由', '@']).trim();
        let fits = name.chars().count() <= 20 && !name.contains(' ') && begins_day(day);
        fits.then(|| names::handle(name)).flatten()
    };
    let near = visible.window.clone().filter(|&index| witnesses.blocks[index].chars <= 120);
    let found = near.into_iter().find_map(|index| named(witnesses.blocks.text(index)));
    found.map(|name| Testimony { names: vec![name], provenance: "byline".to_owned() }).unwrap_or_default()
}

/// The author of the question or the posting in JSON-LD.
fn stated(witnesses: Witnesses<'_>) -> Option<String> {
    let head = witnesses.head;
    let posting = head.json_ld.first_of(&["DiscussionForumPosting", "Question", "SocialMediaPosting"]);
    let agents = posting.or_else(|| head.json_ld.article())?.agents("author");
    agents.iter().filter(|agent| agent.kind != AgentKind::Organization).find_map(|agent| names::handle(&agent.name))
}

/// The name behind "Thread starter", "Started by": in the same line or in the next.
fn labelled(witnesses: Witnesses<'_>, visible: &Visible<'_>) -> Option<String> {
    let blocks = witnesses.blocks;
    visible.window.clone().filter(|&index| blocks[index].chars <= 120).find_map(|index| {
        let text = blocks.text(index);
        let lower = text.to_lowercase();
        let label = BEGUN_BY.iter().find(|label| lower.starts_with(**label))?;
        let rest: String = text.chars().skip(label.chars().count()).collect();
        let rest = rest.trim_start_matches([':', '：', ' ']);
        let next = || blocks.text((index + 1).min(blocks.len() - 1));
        let value = if rest.is_empty() { next() } else { rest.split([',', '»', '·', '•', '|']).next().unwrap_or_default() };
        // The name may be a link, and a date may follow it.
        let linked = || {
            let container = blocks[if rest.is_empty() { index + 1 } else { index }.min(blocks.len() - 1)].container;
            witnesses.document.descendants(container).take(40).find(|&node| witnesses.document.tag(node) == Tag::A)
        };
        linked().and_then(|link| names::handle(&witnesses.document.inner_text(link))).or_else(|| names::handle(value))
    })
}

/// The first element from the headline on that is called a poster's name.
fn called(witnesses: Witnesses<'_>, visible: &Visible<'_>) -> Option<String> {
    let Witnesses { document, blocks, .. } = witnesses;
    let first = visible.headline.map_or(visible.window.start, |headline| headline + 1);
    let last = visible.body_start.map_or(first + 30, |start| start + 12).min(blocks.len());
    let before = visible.headline.map_or(first, |headline| headline.saturating_sub(3))..visible.headline.unwrap_or(first);
    (first..last).chain(before).find_map(|index| {
        let block = blocks[index];
        if block.hidden || block.chars > 60 {
            return None;
        }
        let around = document.ancestors(block.first).take(4).filter(|&node| blocks.inside(node).len() <= 1);
        around.filter(|&node| is_called(document, node)).find_map(|node| names::handle(&document.inner_text(node)))
    })
}

fn is_called(document: &Document, node: NodeId) -> bool {
    let token = |token: &str| CALLED.contains(&token.to_ascii_lowercase().as_str());
    document.attribute(node, Attribute::Class).is_some_and(|value| value.split_ascii_whitespace().any(token))
        || document.attribute(node, Attribute::Itemprop).is_some_and(|value| value == "author")
        || (document.tag(node) == Tag::A && document.attribute(node, Attribute::Href).is_some_and(is_profile))
}

/// Addresses of members' pages in the forums that the web runs on.
fn is_profile(href: &str) -> bool {
    ["/members/", "/users/", "/user/", "/profile/", "/u/", "member.php?u", "mode=viewprofile", "action=profile", "showuser=", "lookuserid="]
        .iter()
        .any(|part| href.contains(part))
}
