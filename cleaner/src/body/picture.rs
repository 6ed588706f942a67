//! A picture's element: its address, its size, and whether it is one of the story's at all.

use super::address::Base;
use crate::article::Image;
use crate::document::{Attribute, Document, NodeId, Tag};

/// Least pixels of a side that a picture of a story has.
const LEAST_SIDE: u32 = 60;

/// Words of names and addresses that tell decoration; whole tokens.
const DECORATION: &[&str] = &[
    "icon",
    "icons",
    "ico",
    "logo",
    "logos",
    "avatar",
    "avatars",
    "gravatar",
    "spacer",
    "pixel",
    "sprite",
    "sprites",
    "emoji",
    "emojis",
    "smiley",
    "smilies",
    "favicon",
    "arrow",
    "bullet",
    "button",
    "btn",
    "btns",
    "qrcode",
    "ewm",
    "erweima",
    "badge",
    "rating",
    "tracking",
    "beacon",
    "captcha",
    "placeholder",
    "loader",
];

/// File names of pictures that only hold a place; whole tokens.
const PLACEHOLDERS: &[&str] =
    &["blank", "placeholder", "loading", "transparent", "spacer", "pixel", "lazyload", "lazy", "grey", "gray", "default", "clear", "1x1"];

/// Attributes that hold the address until a script moves it to `src`.
const LAZY: &[Attribute] =
    &[Attribute::DataOriginal, Attribute::DataSrc, Attribute::DataLazySrc, Attribute::DataActualsrc, Attribute::DataUrl];

/// Whether a node may be a picture: `<img>`, or a custom element with a picture's address.
pub(super) fn is_candidate(document: &Document, node: NodeId) -> bool {
    match document.tag(node) {
        Tag::Img => true,
        Tag::Unknown => document.attribute(node, Attribute::Src).is_some_and(|src| {
            let path = src.split(['?', '#']).next().unwrap_or_default().to_ascii_lowercase();
            [".jpg", ".jpeg", ".png", ".webp", ".avif"].iter().any(|end| path.ends_with(end))
        }),
        _ => false,
    }
}

/// The picture that an element shows, if it is one of the story's.
pub(super) fn read(document: &Document, node: NodeId, base: &Base) -> Option<Image> {
    let attribute = |name| document.attribute(node, name).map(str::trim).filter(|value| !value.is_empty());
    let (width, height) = (pixels(attribute(Attribute::Width)), pixels(attribute(Attribute::Height)));
    if width.is_some_and(|side| side < LEAST_SIDE) || height.is_some_and(|side| side < LEAST_SIDE) {
        return None;
    }
    if [Attribute::Class, Attribute::Id].into_iter().filter_map(attribute).any(|names| has_token(names, DECORATION)) {
        return None;
    }
    let address = address(document, node)?;
    if is_button(document, node, address) {
        return None;
    }
    let path = address.split(['?', '#']).next().unwrap_or_default();
    let mut parts = path.rsplit('/');
    let (file, folder) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
    if has_token(file, DECORATION) || has_token(folder, DECORATION) {
        return None;
    }
    let alt = attribute(Attribute::Alt).map(crate::text::fold_space).filter(|alt| !alt.is_empty());
    if file.to_ascii_lowercase().ends_with(".svg") && alt.is_none() {
        return None;
    }
    let url = base.resource(address);
    // Of a page whose own address nobody knows, a picture can still be told by its caption.
    (url.is_some() || base.is_unknown()).then_some(Image { url, caption: None, credit: None, alt, width, height })
}

/// Whether a picture is a button: it opens a letter, or it is a GIF that runs a script.
fn is_button(document: &Document, node: NodeId, address: &str) -> bool {
    let gif = address.split(['?', '#']).next().is_some_and(|path| path.to_ascii_lowercase().ends_with(".gif"));
    document.ancestors(node).take_while(|&around| document.tag(around).is_inline()).any(|link| {
        let href = document.attribute(link, Attribute::Href).map(str::trim_start).unwrap_or_default();
        href.starts_with("mailto:") || gif && (href.starts_with("javascript:") || href == "#")
    })
}

fn address(document: &Document, node: NodeId) -> Option<&str> {
    let attribute = |name| document.attribute(node, name).map(str::trim);
    let lazy = LAZY.iter().copied().filter_map(attribute).find(|value| is_address(value));
    let src = || attribute(Attribute::Src).filter(|value| is_address(value));
    let sets = || [Attribute::DataSrcset, Attribute::Srcset].into_iter().filter_map(attribute).find_map(largest);
    lazy.or_else(src).or_else(sets).or_else(|| {
        let picture = document.parent(node).filter(|&parent| document.tag(parent) == Tag::Picture)?;
        let sources = document.children(picture).filter(|&child| document.tag(child) == Tag::Source);
        sources
            .filter_map(|source| {
                document.attribute(source, Attribute::DataSrcset).or_else(|| document.attribute(source, Attribute::Srcset))
            })
            .find_map(largest)
    })
}

/// The largest of a `srcset`'s candidates.
fn largest(set: &str) -> Option<&str> {
    let mut best: Option<(&str, f32)> = None;
    let mut tokens = set.split_ascii_whitespace().peekable();
    while let Some(token) = tokens.next() {
        let address = token.trim_end_matches(',');
        let mut size = 1.0;
        if address.len() == token.len()
            && let Some(descriptor) = tokens.next()
        {
            size = descriptor.trim_end_matches(',').trim_end_matches(['w', 'x', 'h']).parse().unwrap_or(1.0);
        }
        if is_address(address) && best.is_none_or(|(_, largest)| size > largest) {
            best = Some((address, size));
        }
    }
    best.map(|(address, _)| address)
}

/// Whether a value is the address of a picture, not of what holds its place.
fn is_address(value: &str) -> bool {
    let scheme_is_data = value.get(..5).is_some_and(|scheme| scheme.eq_ignore_ascii_case("data:"));
    if value.is_empty() || scheme_is_data || value.starts_with("about:") || value.contains(['{', '}', ' ']) {
        return false;
    }
    let path = value.split(['?', '#']).next().unwrap_or_default();
    let file = path.rsplit('/').next().unwrap_or_default();
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    !stem.split(['-', '_', '.']).all(|token| PLACEHOLDERS.contains(&token.to_ascii_lowercase().as_str()))
}

fn has_token(names: &str, tokens: &[&str]) -> bool {
    names
        .split(|c: char| !c.is_ascii_alphanumeric())
        .map(|name| name.trim_end_matches(|c: char| c.is_ascii_digit())) // icon34
        .any(|name| !name.is_empty() && tokens.iter().any(|token| name.eq_ignore_ascii_case(token)))
}

fn pixels(value: Option<&str>) -> Option<u32> {
    let value = value?;
    let digits: String = value.chars().take_while(char::is_ascii_digit).collect();
    let unit = value.get(digits.len()..)?.trim();
    (unit.is_empty() || unit.starts_with("px") || unit.starts_with('.')).then(|| digits.parse().ok()).flatten()
}
