//! Names that no label and no class tells, only where they stand: beside the writer's portrait, or beside the day.

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
        let stamp =
            |other: Option<&&Line<'_>>| other.is_some_and(|other| line.block.abs_diff(other.block) == 1 && visible::is_stamp(other.text));
        if let Some(name) = alone(line) {
            if stamp(near.get(at + 1)) || at.checked_sub(1).is_some_and(|before| stamp(near.get(before))) {
                beside.push(name);
            }
        } else if let [first, second] = line.parts.as_slice()
            && first.label.is_none()
            && second.label.is_none()
        {
            let named = |day: &str, name: &str| visible::is_stamp(day).then(|| name_alone(witnesses, visible, name)).flatten();
            beside.extend(named(first.text, second.text).or_else(|| named(second.text, first.text)));
        }
    }
    beside.dedup();
    told(if beside.len() == 1 { beside } else { vec![] })
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
    (end + 1..(end + 7).min(blocks.len())).find_map(|index| {
        let text = blocks.text(index);
        let text = text.strip_prefix("About ").unwrap_or(text);
        let name = name_alone(witnesses, visible, text)?;
        (!others(index) && has_portrait(witnesses, index, &name)).then_some(name)
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
    let spoken_of = body.chain(visible.headline).any(|index| blocks.text(index).contains(name.as_str()));
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
