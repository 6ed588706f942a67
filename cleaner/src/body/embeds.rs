//! What is embedded in the body: players and posts, known by the shape of their addresses.

use super::address::Base;
use crate::document::{Attribute, Document, NodeId, Tag};

/// Parts of an address's path that tell a player or a post.
const PLAYERS: &[&str] = &[
    "embed", "embeds", "player", "players", "video", "videos", "iframe", "v", "widget", "widgets", "plugins", "audio", "podcast", "episode",
];
/// Parts of an address that tell anything but.
const OTHERS: &[&str] = &[
    "ad",
    "ads",
    "adserver",
    "adservice",
    "doubleclick",
    "like",
    "follow",
    "follow_button",
    "share",
    "sharing",
    "comments",
    "login",
    "count",
    "newsletter",
    "captcha",
    "recaptcha",
    "consent",
];

/// The address of what an element embeds, if it is a player or a post.
pub(super) fn read(document: &Document, node: NodeId, base: &Base) -> Option<String> {
    let attribute = |name| document.attribute(node, name).map(str::trim).filter(|value| !value.is_empty());
    match document.tag(node) {
        Tag::Iframe => {
            let small = [Attribute::Width, Attribute::Height]
                .into_iter()
                .filter_map(attribute)
                .any(|side| side.parse::<u32>().is_ok_and(|side| side < 50));
            let address = [Attribute::Src, Attribute::DataSrc, Attribute::DataLazySrc]
                .into_iter()
                .filter_map(attribute)
                .find_map(|src| base.resource(src))?;
            (!small && is_player(&address)).then_some(address)
        }
        Tag::Video | Tag::Audio => {
            let own = attribute(Attribute::Src).or_else(|| attribute(Attribute::DataSrc));
            let source = || {
                document
                    .children(node)
                    .filter(|&child| document.tag(child) == Tag::Source)
                    .find_map(|source| document.attribute(source, Attribute::Src))
            };
            base.resource(own.or_else(source)?)
        }
        _ => None,
    }
}

fn is_player(address: &str) -> bool {
    let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
    let (place, _) = rest.split_once(['?', '#']).unwrap_or((rest, ""));
    let parts = || place.split(['/', '.', '-']).map(|part| part.trim_end_matches(".html").trim_end_matches(".php"));
    let any = |names: &[&str]| parts().any(|part| names.iter().any(|name| part.eq_ignore_ascii_case(name)));
    any(PLAYERS) && !any(OTHERS)
}
