//! Names that no label and no class tells, only where they stand: beside the writer's portrait, or beside the day.

use super::labels::Label;
use super::people::Testimony;
use super::visible::{Line, Place, Visible};
use super::{Witnesses, names, ordinary, visible};
use crate::document::{Attribute, Document, NodeId, Tag};

/// Blocks around the headline in which such a name is looked for.
const NEAR: usize = 8;
/// Elements looked through for a portrait.
const AROUND: usize = 60;

/// Words without a capital that a name alone on its line may hold.
const PARTICLES: &[&str] = &["de", "van", "von", "der", "den", "del", "della", "di", "da", "dos", "du", "la", "el", "al", "bin", "y"];

/// The names beside a portrait; where there is none, the one beside the day.
pub(super) fn read(witnesses: Witnesses<'_>, visible: &Visible<'_>) -> Testimony {
    let near: Vec<&Line<'_>> = visible.lines.iter().filter(|line| is_near(visible, line)).collect();
    let told = |names: Vec<String>| Testimony { names, provenance: "byline".to_owned() };
    let alone = |line: &Line<'_>| match line.parts.as_slice() {
        [part] if part.label.is_none() => name_alone(witnesses, visible, part.text),
        _ => None,
    };
    let pictured = near.iter().find_map(|line| alone(line).filter(|name| has_portrait(witnesses, line.block, name)));
    if let Some(name) = pictured.or_else(|| boxed_below(witnesses, visible)) {
        return told(vec![name]);
    }
    let mut beside: Vec<String> = vec![];
    for (at, line) in near.iter().enumerate() {
        let stamp = |other: Option<&&Line<'_>>| {
            other.is_some_and(|other| {
                line.block.abs_diff(other.block) == 1
                    && (visible::is_stamp(other.text) || (other.label() == Some(Label::Date) && other.text.chars().count() <= 60))
            })
        };
        if let Some(name) = alone(line) {
            let follows = visible.headline.is_some_and(|headline| line.block > headline);
            let post = near.get(at + 1).is_some_and(|next| next.block == line.block + 1 && is_post(next.text));
            if (follows && (post || has_biography(witnesses, visible, &name)))
                || stamp(near.get(at + 1))
                || at.checked_sub(1).is_some_and(|before| stamp(near.get(before)))
            {
                beside.push(name);
            }
        } else if let [first, second] = line.parts.as_slice()
            && first.label.is_none()
            && second.label.is_none()
        {
            let named = |day: &str, name: &str| {
                // "Anna Berg in Harbours", "Anna Berg on behalf of the crew"
                let name = [" in ", " on behalf of "].iter().find_map(|mark| name.split_once(mark)).map_or(name, |(name, _)| name);
                visible::is_stamp(day).then(|| name_alone(witnesses, visible, name)).flatten()
            };
            beside.extend(named(first.text, second.text).or_else(|| named(second.text, first.text)));
        }
    }
    beside.dedup();
    if beside.len() == 1 {
        return told(beside);
    }
    told(near.iter().find_map(|line| listed(witnesses, visible, line)).unwrap_or_default())
}

/// The names that a line right below the headline lists, and nothing else: "Anna Berg, Tom Hill, Ada Quill".
fn listed(witnesses: Witnesses<'_>, visible: &Visible<'_>, line: &Line<'_>) -> Option<Vec<String>> {
    let below = visible.headline.is_some_and(|headline| line.block > headline && line.block <= headline + 3);
    if !below || line.label().is_some() {
        return None;
    }
    let parts: Vec<&str> =
        line.text.split([',', ';', '/']).flat_map(|part| part.split(" and ")).flat_map(|part| part.split(" & ")).collect();
    let names: Option<Vec<String>> = parts.iter().map(|part| name_alone(witnesses, visible, part.trim())).collect();
    names.filter(|names| names.len() > 1)
}

/// Whether a short line is a post and nothing else: "Senior Editor", "Co-Founder & Marketing Director".
fn is_post(text: &str) -> bool {
    #[rustfmt::skip] // a table of words, many to a line
    const POSTS: &[&str] = &[
        "editor", "writer", "reporter", "correspondent", "columnist", "journalist", "contributor", "author", "director", "founder",
        "co-founder", "cofounder", "ceo", "cto", "cmo", "manager", "specialist", "strategist", "consultant", "analyst", "engineer", "developer", "designer",
        "professor", "blogger", "freelancer", "copywriter", "producer", "head", "president", "attorney", "fellow", "expert",
    ];
    let letters = text.chars().count();
    let capital = text.starts_with(char::is_uppercase) && !text.ends_with(['.', '?', '!', ':']);
    let words = || text.split([' ', ',', '/', '|', '&']);
    letters <= 60 && capital && words().any(|word| POSTS.contains(&word.to_lowercase().as_str())) && words().count() <= 9
}

/// Whether the page tells of somebody below the story: "Anna Berg is a writer who …".
fn has_biography(witnesses: Witnesses<'_>, visible: &Visible<'_>, name: &str) -> bool {
    let blocks = witnesses.blocks;
    let Some(end) = visible.body_end else { return false };
    (end.saturating_sub(3)..(end + 12).min(blocks.len())).any(|index| tells_of(blocks.text(index), name))
}

/// Whether a paragraph begins as a biography does.
fn tells_of(text: &str, name: &str) -> bool {
    let rest = text.strip_prefix("About ").unwrap_or(text).trim_start_matches("the Author: ").strip_prefix(name);
    rest.is_some_and(|rest| {
        [" is a ", " is an ", " is the ", " has been ", " has over ", " writes ", " covers ", " is "]
            .iter()
            .any(|verb| rest.starts_with(verb))
    })
}

/// The name over a box below the story that shows its writer.
fn boxed_below(witnesses: Witnesses<'_>, visible: &Visible<'_>) -> Option<String> {
    let Witnesses { document, blocks, .. } = witnesses;
    let end = visible.body_end?;
    let others = |index: usize| {
        document.ancestors(blocks[index].first).take(12).any(|node| {
            [Attribute::Class, Attribute::Id].iter().filter_map(|&name| document.attribute(node, name)).any(|value| {
                let value = value.to_ascii_lowercase();
                ["comment", "related", "recommend", "card", "teaser", "testimonial", "respond"].iter().any(|word| value.contains(word))
            })
        })
    };
    (end.saturating_sub(2)..(end + 7).min(blocks.len())).find_map(|index| {
        let text = blocks.text(index);
        let text = text.strip_prefix("About ").unwrap_or(text);
        let name = name_alone(witnesses, visible, text)?;
        let told_of = || index + 1 < blocks.len() && tells_of(blocks.text(index + 1), &name);
        let boxed = (index > end && has_portrait(witnesses, index, &name)) || told_of();
        (boxed && !others(index)).then_some(name)
    })
}

fn is_near(visible: &Visible<'_>, line: &Line<'_>) -> bool {
    line.place == Place::Head && visible.headline.is_some_and(|headline| line.block != headline && line.block.abs_diff(headline) <= NEAR)
}

/// The person whose name a text is and nothing else, and of whom the story does not speak.
fn name_alone(witnesses: Witnesses<'_>, visible: &Visible<'_>, text: &str) -> Option<String> {
    let words = text.split_whitespace().count();
    if !(2..=4).contains(&words) || text.chars().count() > 40 || text.chars().any(crate::text::is_cjk) {
        return None;
    }
    let name = names::person(text).filter(|name| name.split_whitespace().count() == words && names::is_certain(name))?;
    let is_cased = name.split_whitespace().all(|word| word.chars().any(char::is_uppercase) || PARTICLES.contains(&word))
        && name.starts_with(char::is_uppercase);
    let blocks = witnesses.blocks;
    let body = visible.body_start.unwrap_or(0)..visible.body_end.map_or(0, |end| end + 1);
    let speaks = |text: &str| text.contains(name.as_str()) && text != name && !tells_of(text, &name);
    let spoken_of = body.chain(visible.headline).any(|index| speaks(blocks.text(index)));
    (is_cased && !spoken_of && !ordinary::is_any(blocks, &name)).then_some(name)
}

/// Whether a picture close by is described as this person.
fn has_portrait(witnesses: Witnesses<'_>, block: usize, name: &str) -> bool {
    let Witnesses { document, blocks, .. } = witnesses;
    let key = names::key(name);
    let shows = |node: NodeId| {
        document.tag(node) == Tag::Img
            && document.attribute(node, Attribute::Alt).is_some_and(|alt| alt.chars().count() <= 120 && names::key(alt).contains(&key))
    };
    let close =
        |node: &NodeId| !matches!(document.tag(*node), Tag::Body | Tag::Main | Tag::Article | Tag::Html) && blocks.inside(*node).len() <= 6;
    document.ancestors(blocks[block].first).take(6).take_while(close).any(|node| shows_in(document, node, shows))
}

fn shows_in(document: &Document, node: NodeId, shows: impl Fn(NodeId) -> bool) -> bool {
    document.descendants(node).take(AROUND).any(shows)
}
