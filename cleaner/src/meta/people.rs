//! Who wrote it and who else took part: what the page shows near the headline and below the body, and what it says to machines.

use super::labels::Label;
use super::visible::{Hint, Named, Place, Visible};
use super::{Witnesses, contributors, declared, east_asian, lines, names, ordinary, placed, signature, thread};
use crate::article::{Contributor, PageKind};
use crate::document::Tag;

/// Authors and contributors, and what told the authors.
#[derive(Debug, Default)]
pub(super) struct People {
    pub authors: Vec<String>,
    pub provenance: Option<String>,
    pub contributors: Vec<Contributor>,
}

/// Names that one witness gives.
#[derive(Debug, Clone, Default)]
pub(super) struct Testimony {
    pub names: Vec<String>,
    pub provenance: String,
}

/// Reads them.
pub(super) fn read(witnesses: Witnesses<'_>, visible: &Visible<'_>, sites: &[String], kind: PageKind) -> People {
    let others = contributors::read(witnesses, visible);
    let chosen = if kind == PageKind::Forum { thread::starter(witnesses, visible) } else { chosen(witnesses, visible, sites, &others) };
    People { provenance: (!chosen.names.is_empty()).then_some(chosen.provenance), authors: chosen.names, contributors: others }
}

/// The first witness that names an author.
fn chosen(witnesses: Witnesses<'_>, visible: &Visible<'_>, sites: &[String], contributors: &[Contributor]) -> Testimony {
    let is_editor = |name: &String| contributors.iter().any(|known| known.role == "editor" && known.name == *name);
    let tidy = |mut testimony: Testimony| {
        testimony.names.retain(|name| !sites.contains(&names::key(name)) || bears_a_name(witnesses, name));
        testimony
    };
    let others = |testimony: Testimony| {
        let mut testimony = tidy(testimony);
        testimony.names.retain(|name| !is_editor(name));
        testimony
    };
    let labelled = tidy(labelled(witnesses, visible, &[Place::Head]));
    let json_ld = others(declared::json_ld(witnesses));
    let metas = || others(declared::metas(witnesses, visible));
    if !labelled.names.is_empty() {
        let metas = metas();
        // A nickname or first name, of which the page tells the whole to machines.
        let is_word = |name: &String| !name.contains(' ') && !name.chars().any(crate::text::is_cjk);
        if labelled.names.iter().all(is_word)
            && let Some(whole) = [&json_ld, &metas].into_iter().find(|told| told.names.iter().any(|name| name.contains(' ')))
        {
            return whole.clone();
        }
        let shown = shortened(labelled, &[&json_ld.names, &metas.names]);
        return fuller(witnesses, visible, shown, &[&json_ld, &metas]);
    }
    let named = others(named(witnesses, &visible.named));
    if !named.names.is_empty() {
        let metas = metas();
        let shown = shortened(named, &[&json_ld.names, &metas.names]);
        let agreed = agreed(shown, &json_ld, &metas);
        return fuller(witnesses, visible, agreed, &[&json_ld, &metas]);
    }
    let last: [&dyn Fn() -> Testimony; 9] = [
        &|| Testimony { names: json_ld.names.clone(), provenance: json_ld.provenance.clone() },
        &|| tidy(signature::read(witnesses, visible)),
        &metas,
        &|| others(lone(witnesses, visible)),
        &|| others(thread::posted(witnesses, visible)),
        &|| others(placed::read(witnesses, visible)),
        &|| others(declared::nickname(witnesses, visible)),
        &|| others(declared::team(witnesses, visible)),
        &|| if is_in_forum(witnesses) { thread::starter(witnesses, visible) } else { Testimony::default() },
    ];
    last.iter().map(|witness| witness()).find(|testimony| !testimony.names.is_empty()).unwrap_or_default()
}

/// Whether a site's name is its author's: several words, none of which the page uses as an ordinary one.
fn bears_a_name(witnesses: Witnesses<'_>, name: &str) -> bool {
    if name.chars().any(crate::text::is_cjk) {
        return east_asian::is_chinese_name(name);
    }
    let titled = |word: &str| word.ends_with('.') || word.chars().skip(1).any(char::is_lowercase);
    (2..=3).contains(&name.split_whitespace().count())
        && name.split_whitespace().all(titled)
        && names::is_certain(name)
        && !ordinary::is_any(witnesses.blocks, name)
}

/// A byline's names without what stands right behind them, where the page gives a shorter one to machines.
fn shortened(mut shown: Testimony, declared: &[&Vec<String>]) -> Testimony {
    for name in &mut shown.names {
        let key = names::key(name);
        let shorter = |other: &&String| {
            let other = names::key(other);
            key.len() > other.len() && key.starts_with(&other)
        };
        if let Some(short) = declared.iter().copied().flatten().filter(|other| other.contains(' ')).find(shorter) {
            name.clone_from(short);
        }
    }
    shown
}

/// The list that the page gives to machines, where it holds all that a byline shows, and the page shows the others close by too.
fn fuller(witnesses: Witnesses<'_>, visible: &Visible<'_>, shown: Testimony, declared: &[&Testimony]) -> Testimony {
    let beside = |name: &String| {
        visible.head.clone().map(|index| witnesses.blocks.text(index)).any(|text| {
            let joint = shown.names.iter().any(|known| text.contains(known.as_str()));
            text.contains(name.as_str())
                && (joint || text.starts_with(name.as_str()))
                && !lines::split(text).iter().any(|part| is_others(part, name))
        })
    };
    let holds = |list: &[String], name: &String| list.iter().any(|other| names::key(other) == names::key(name));
    let longer = declared.iter().find(|list| {
        list.names.len() > shown.names.len()
            && shown.names.iter().all(|name| holds(&list.names, name))
            && list.names.iter().all(|name| holds(&shown.names, name) || beside(name))
    });
    match longer {
        Some(list) => Testimony { names: list.names.clone(), provenance: list.provenance.clone() },
        None => shown,
    }
}

/// Whether a part of a line gives a name for something else than the writing.
fn is_others(part: &lines::Part<'_>, name: &str) -> bool {
    const OTHERS: [&str; 7] = ["edited", "review", "photo", "video", "contributions", "translat", "updated by"];
    let lower = part.text.to_lowercase();
    part.text.contains(name) && (!matches!(part.label, None | Some(Label::Author)) || OTHERS.iter().any(|word| lower.contains(word)))
}

/// Of elements that a class names, those names that the page also gives to machines; where none is, what JSON-LD says, else the elements.
fn agreed(named: Testimony, json_ld: &Testimony, metas: &Testimony) -> Testimony {
    for declared in [json_ld, metas] {
        let both: Vec<String> =
            declared.names.iter().filter(|name| named.names.iter().any(|other| names::key(other) == names::key(name))).cloned().collect();
        if !both.is_empty() {
            return Testimony { names: both, provenance: named.provenance };
        }
    }
    let single = named.names.iter().all(|name| !name.contains(' ') && !name.chars().any(crate::text::is_cjk));
    if !json_ld.names.is_empty() {
        json_ld.clone()
    } else if single && !metas.names.is_empty() {
        metas.clone()
    } else {
        named
    }
}

/// A line between headline and body that is a name and nothing else, in scripts where a family name tells.
fn lone(witnesses: Witnesses<'_>, visible: &Visible<'_>) -> Testimony {
    let below_title = |block: usize| visible.headline.is_some_and(|headline| block > headline && block <= headline + 6);
    // Where the page shows no headline that is known, right before the story; a little above it, where the story has no such word.
    let above_story = |block: usize| {
        let spoken_of = || {
            let body = visible.body_start.unwrap_or(0)..visible.body_end.map_or(0, |end| end + 1);
            let text = witnesses.blocks.text(block).trim();
            body.into_iter().any(|index| witnesses.blocks.text(index).contains(text))
        };
        visible.body_start.is_some_and(|start| {
            block < start && (block + 2 >= start || (block + 4 >= start && visible.headline.is_none() && !spoken_of()))
        })
    };
    let near = |block: usize| (below_title(block) || above_story(block)) && witnesses.blocks[block].link_chars == 0;
    for line in visible.lines.iter().filter(|line| line.place == Place::Head && near(line.block)) {
        let [part] = line.parts.as_slice() else { continue };
        if part.label.is_some() {
            continue;
        }
        // 王一帆/海港晚报: the paper is the source's.
        let text = super::source::beside_name(part.text).map_or(part.text, |(name, _)| name);
        let found = names::certain_people(text);
        let parts = text.split(['、', ' ', '，']).filter(|part| !part.is_empty()).count();
        let known = |name: &String| east_asian::is_chinese_name(name) || (east_asian::is_korean_name(name) && name.chars().count() == 3);
        if !found.is_empty() && found.len() == parts && found.iter().all(known) {
            return Testimony { names: found, provenance: "byline".to_owned() };
        }
        // Beside one that is known a rare family name is one too.
        let listed: Vec<&str> = text.split('、').map(str::trim).collect();
        let is_short = |part: &&str| (2..=3).contains(&part.chars().count()) && part.chars().all(crate::text::is_cjk);
        if (2..=4).contains(&listed.len())
            && listed.first().is_some_and(|first| east_asian::is_chinese_name(first))
            && listed.iter().all(|part| is_short(part) && names::is_person(part))
        {
            return Testimony { names: listed.into_iter().map(str::to_owned).collect(), provenance: "byline".to_owned() };
        }
    }
    Testimony::default()
}

/// Names behind a label of authors.
pub(super) fn labelled(witnesses: Witnesses<'_>, visible: &Visible<'_>, places: &[Place]) -> Testimony {
    let mut out = Testimony { names: vec![], provenance: "byline".to_owned() };
    for (index, line) in visible.lines.iter().enumerate().filter(|(_, line)| places.contains(&line.place)) {
        for part in line.parts.iter().filter(|part| part.label == Some(Label::Author)) {
            let value = if part.text.is_empty() { contributors::next_value(visible, index) } else { part.text };
            if let Some(name) = linked(witnesses, line.block, value) {
                extend(&mut out.names, vec![name]);
                continue;
            }
            let sure = line.place == Place::Head || !value.chars().any(crate::text::is_cjk);
            extend(&mut out.names, if sure { names::people(value) } else { names::certain_people(value) });
        }
        if !out.names.is_empty() {
            break;
        }
    }
    out
}

/// The name in a link right behind the label, where words of another element follow it that nothing but the style sheet parts from it:
/// a post, what the author says of himself.
fn linked(witnesses: Witnesses<'_>, block: usize, value: &str) -> Option<String> {
    let Witnesses { document, blocks, .. } = witnesses;
    let links = document.descendants(blocks[block].container).take(60).filter(|&node| document.tag(node) == Tag::A);
    let name = links.map(|link| document.inner_text(link)).find(|text| text.chars().count() >= 2 && value.starts_with(text.as_str()))?;
    let rest = value.strip_prefix(name.as_str())?;
    let joint = names::parts_names(rest.split_whitespace().next().unwrap_or_default());
    let unparted = rest.trim_start().starts_with(char::is_alphabetic) && !joint;
    unparted.then(|| names::people(&name).into_iter().next().or_else(|| names::handle(&name))).flatten()
}

/// Names in elements near the headline that say they hold the author.
pub(super) fn named(witnesses: Witnesses<'_>, elements: &[Named]) -> Testimony {
    for wanted in [Hint::Link, Hint::Class] {
        let mut out = Testimony { names: vec![], provenance: if wanted == Hint::Link { "rel=author" } else { "byline" }.to_owned() };
        for element in elements.iter().filter(|element| element.hint == wanted) {
            let mut found = vec![];
            for text in [&element.text, &element.whole] {
                // Who checked the text did not write it.
                let end = text.to_lowercase().find("checked by").or_else(|| text.to_lowercase().find("reviewed by"));
                let text = end.map_or(Some(text.as_str()), |end| text.get(..end)).unwrap_or_default();
                for part in lines::split(text) {
                    if matches!(part.label, None | Some(Label::Author)) && !super::visible::is_stamp(part.text) {
                        let sure = part.label.is_some() || wanted == Hint::Link && !part.text.chars().any(crate::text::is_cjk);
                        let mut told = if sure { names::people(part.text) } else { names::certain_people(part.text) };
                        if part.label.is_none() {
                            told.retain(|name| !ordinary::is_all(witnesses.blocks, name));
                        }
                        extend(&mut found, told);
                    }
                }
                if !found.is_empty() {
                    break;
                }
            }
            extend(&mut out.names, found);
            if wanted == Hint::Class && !out.names.is_empty() {
                break;
            }
        }
        if !out.names.is_empty() {
            return out;
        }
    }
    Testimony::default()
}

/// Whether the page's address is one of a forum's.
fn is_in_forum(witnesses: Witnesses<'_>) -> bool {
    let marks =
        ["://forum", "://bbs", "://discuss", "/forum", "viewtopic", "showthread", "showtopic", "/comments/", "/threads/", "/thread-"];
    witnesses.page.base_url().is_some_and(|url| marks.iter().any(|mark| url.contains(mark)))
}

pub(super) fn extend(known: &mut Vec<String>, more: Vec<String>) {
    for name in more {
        if !known.iter().any(|other| names::key(other) == names::key(&name)) {
            known.push(name);
        }
    }
}
