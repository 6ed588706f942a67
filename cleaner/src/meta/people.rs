//! Who wrote it and who else took part: what the page shows near the headline and below the body, and what it says to machines.

use super::json_ld::AgentKind;
use super::labels::Label;
use super::visible::{Hint, Named, Place, Visible};
use super::{Witnesses, east_asian, lines, names, ordinary, placed, thread};
use crate::article::{Contributor, PageKind};
use crate::document::{Attribute, Tag};

/// Metas that name the author, most trusted first.
#[rustfmt::skip] // a table of words, many to a line
const METAS: &[&str] = &[
    "parsely-author", "sailthru.author", "citation_author", "author", "article:author", "article:author_name", "dc.creator",
    "dcterms.creator", "dc.creator.name", "dc:creator", "cxenseparse:author", "byl", "twitter:data1", "mediator_author", "enp:author",
    "articleauthor", "byline",
];

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
    let contributors = contributors(witnesses, visible);
    let chosen =
        if kind == PageKind::Forum { thread::starter(witnesses, visible) } else { chosen(witnesses, visible, sites, &contributors) };
    People { provenance: (!chosen.names.is_empty()).then_some(chosen.provenance), authors: chosen.names, contributors }
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
    let labelled = tidy(labelled(visible, &[Place::Head]));
    let json_ld = others(json_ld(witnesses));
    let metas = || others(metas(witnesses, visible));
    if !labelled.names.is_empty() {
        let metas = metas();
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
    let last: [&dyn Fn() -> Testimony; 7] = [
        &|| Testimony { names: json_ld.names.clone(), provenance: json_ld.provenance.clone() },
        &|| tidy(signature(witnesses, visible)),
        &metas,
        &|| others(lone(witnesses, visible)),
        &|| others(placed::read(witnesses, visible)),
        &|| others(nickname(witnesses, visible)),
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
    let Some(headline) = visible.headline else { return Testimony::default() };
    let near = |block: usize| block > headline && block <= headline + 6 && witnesses.blocks[block].link_chars == 0;
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
    }
    Testimony::default()
}

/// Names behind a label of authors.
fn labelled(visible: &Visible<'_>, places: &[Place]) -> Testimony {
    let mut out = Testimony { names: vec![], provenance: "byline".to_owned() };
    for (index, line) in visible.lines.iter().enumerate().filter(|(_, line)| places.contains(&line.place)) {
        for part in line.parts.iter().filter(|part| part.label == Some(Label::Author)) {
            let value = if part.text.is_empty() { next_value(visible, index) } else { part.text };
            let sure = line.place == Place::Head || !value.chars().any(crate::text::is_cjk);
            extend(&mut out.names, if sure { names::people(value) } else { names::certain_people(value) });
        }
        if !out.names.is_empty() {
            break;
        }
    }
    out
}

/// Names in elements near the headline that say they hold the author.
fn named(witnesses: Witnesses<'_>, elements: &[Named]) -> Testimony {
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

/// Names that JSON-LD, then microdata, gives: no organisations.
fn json_ld(witnesses: Witnesses<'_>) -> Testimony {
    let mut out = vec![];
    for agent in witnesses.head.json_ld.article().map(|article| article.agents("author")).unwrap_or_default() {
        if agent.kind != AgentKind::Organization {
            let sure = agent.kind == AgentKind::Person && !agent.name.chars().any(crate::text::is_cjk);
            extend(&mut out, if sure { names::people(&agent.name) } else { names::certain_people(&agent.name) });
        }
    }
    if !out.is_empty() {
        return Testimony { names: out, provenance: "json-ld".to_owned() };
    }
    for name in witnesses.head.microdata.names(witnesses.document, "author") {
        extend(&mut out, names::certain_people(&name));
    }
    Testimony { names: out, provenance: "microdata".to_owned() }
}

/// Names that metas give. A template may give the web agency's on every page: a name counts where the page shows it near the story,
/// or speaks of itself as an article.
fn metas(witnesses: Witnesses<'_>, visible: &Visible<'_>) -> Testimony {
    let head = witnesses.head;
    let is_article = head.meta("article:published_time").is_some()
        || head.meta("og:type").is_some_and(|kind| kind.eq_ignore_ascii_case("article"))
        || head.json_ld.article().is_some_and(|article| article.text("datePublished").is_some());
    for &meta in METAS {
        let mut out = vec![];
        for content in head.metas_named(meta) {
            extend(&mut out, names::certain_people(&given_name_first(meta, content)));
        }
        // Nobody but the writer stands in these.
        let is_stories = !matches!(meta, "author" | "twitter:data1" | "byline");
        out.retain(|name| {
            let again = || head.metas().any(|(other, content)| other != meta && names::key(content) == names::key(name));
            (!name.chars().any(crate::text::is_cjk) && (is_stories || is_article || again()))
                || visible.window.clone().any(|index| witnesses.blocks.text(index).contains(name.as_str()))
        });
        if !out.is_empty() {
            return Testimony { names: out, provenance: meta.to_owned() };
        }
    }
    Testimony::default()
}

/// "Berg, Anna" is one name in the metas of libraries and journals.
fn given_name_first<'a>(meta: &str, content: &'a str) -> std::borrow::Cow<'a, str> {
    match content.split_once(',') {
        Some((family, given))
            if (meta.starts_with("citation") || meta.starts_with("dc")) && !given.contains([',', ';']) && !family.trim().contains(' ') =>
        {
            format!("{} {}", given.trim(), family.trim()).into()
        }
        _ => content.into(),
    }
}

/// A nickname or first name that JSON-LD or a meta gives, where the page shows it in the byline's place too, or links to its bearer's page.
fn nickname(witnesses: Witnesses<'_>, visible: &Visible<'_>) -> Testimony {
    let head = witnesses.head;
    let shown = |name: &str| {
        let apart = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
        visible.head.clone().filter(|&index| Some(index) != visible.headline).map(|index| witnesses.blocks.text(index)).any(|text| {
            text.chars().count() <= 120
                && text.match_indices(name).any(|(at, _)| {
                    apart(text.get(..at).and_then(|before| before.chars().next_back()))
                        && apart(text.get(at + name.len()..).and_then(|after| after.chars().next()))
                })
        })
    };
    let stated = head.json_ld.article().map(|article| article.agents("author")).unwrap_or_default();
    let mut persons = stated.iter().filter(|agent| agent.kind == AgentKind::Person);
    if let Some(name) = persons.find_map(|agent| names::handle(&agent.name)).filter(|name| !ordinary::is_all(witnesses.blocks, name)) {
        return Testimony { names: vec![name], provenance: "json-ld".to_owned() };
    }
    let metas = ["parsely-author", "author", "article:author", "dc.creator"];
    let declared =
        metas.iter().find_map(|&meta| head.meta(meta).and_then(names::handle).filter(|name| shown(name)).map(|name| (meta, name)));
    if let Some((meta, name)) = declared {
        return Testimony { names: vec![name], provenance: meta.to_owned() };
    }
    let linked = visible.named.iter().filter(|element| element.hint == Hint::Link && element.is_link);
    let linked: Vec<String> = linked.filter_map(|element| names::handle(&element.whole)).collect();
    match linked.as_slice() {
        [name, rest @ ..] if rest.iter().all(|other| other == name) && !ordinary::is_all(witnesses.blocks, name) => {
            Testimony { names: vec![name.clone()], provenance: "rel=author".to_owned() }
        }
        _ => Testimony::default(),
    }
}

/// Whether the page's address is one of a forum's.
fn is_in_forum(witnesses: Witnesses<'_>) -> bool {
    let marks =
        ["://forum", "://bbs", "://discuss", "/forum", "viewtopic", "showthread", "showtopic", "/comments/", "/threads/", "/thread-"];
    witnesses.page.base_url().is_some_and(|url| marks.iter().any(|mark| url.contains(mark)))
}

/// Names below the body, or in brackets at the edges of its first and last paragraphs.
fn signature(witnesses: Witnesses<'_>, visible: &Visible<'_>) -> Testimony {
    let told = |names| Testimony { names, provenance: "signature".to_owned() };
    let below = labelled(visible, &[Place::Foot, Place::Body]);
    if !below.names.is_empty() {
        return told(below.names);
    }
    let blocks = witnesses.blocks;
    let mut out = vec![];
    // Short lines of their own: 海港晚报记者 王一帆; 김하늘 기자.
    for line in
        visible.lines.iter().filter(|line| line.label().is_none() && blocks[line.block].chars <= 40 && blocks[line.block].link_chars == 0)
    {
        // 新华社记者 王一帆 摄 took the picture.
        let text = blocks.text(line.block);
        if !text.trim_end_matches([')', '）', '。']).ends_with(['摄', '攝', '影']) {
            extend(&mut out, reporters(text));
        }
        if !out.is_empty() {
            return told(out);
        }
    }
    // 海港晚报记者 王一帆 来源：海港晚报.
    for part in visible.lines.iter().filter(|line| line.place != Place::Head).flat_map(|line| &line.parts) {
        if part.label.is_none() && part.text.chars().count() <= 30 && !part.text.ends_with(['。', '摄', '攝']) {
            extend(&mut out, reporters(part.text));
        }
    }
    if !out.is_empty() {
        return told(out);
    }
    let (Some(start), Some(end)) = (visible.body_start, visible.body_end) else { return told(out) };
    let edges: Vec<usize> = (start..=end.min(start + 1)).chain(end.saturating_sub(1).max(start)..=end).collect();
    for index in edges {
        let text = blocks.text(index);
        for (before, aside) in bracketed(text) {
            extend(&mut out, reporters(aside));
            extend(&mut out, bylines(aside, Label::Author));
            if out.is_empty() && before.trim_end().ends_with(['电', '電', '讯', '訊']) {
                let found = names::certain_people(aside);
                let parts = aside.split(['、', ' ']).filter(|part| !part.is_empty()).count();
                if found.len() == parts {
                    extend(&mut out, found);
                }
            }
        }
        if out.is_empty()
            && let Some(opening) = text.char_indices().nth(40).map_or(Some(text), |(at, _)| text.get(..at))
        {
            out.extend(east_asian::korean_reporter(opening).map(str::to_owned));
        }
        if !out.is_empty() {
            break;
        }
    }
    if out.is_empty() {
        out.extend(closing(blocks.text(end)));
    }
    if out.is_empty() {
        out.extend((end.saturating_sub(1).max(start)..(end + 3).min(blocks.len())).find_map(|index| signed_apart(witnesses, index)));
    }
    if out.is_empty() {
        return named(witnesses, &visible.named_below);
    }
    told(out)
}

/// Names in brackets behind the last sentence: …每天开八班船。（王一帆）
fn closing(text: &str) -> Vec<String> {
    let inner = text.trim_end().strip_suffix(['）', ')']).and_then(|text| text.rsplit_once(['（', '(']));
    let Some((before, inner)) = inner.filter(|(before, _)| before.trim_end().ends_with(['。', '！', '？', '”', '…', '」'])) else {
        return vec![];
    };
    let parts: Vec<&str> = inner.split(['、', ' ', '，']).filter(|part| !part.is_empty()).collect();
    let names = names::certain_people(inner);
    if !before.is_empty() && parts.len() <= 3 && names.len() == parts.len() && parts.iter().all(|part| east_asian::is_chinese_name(part)) {
        names
    } else {
        vec![]
    }
}

/// A name in brackets and nothing else, in an element that is called one: （藤代千夏）.
fn signed_apart(witnesses: Witnesses<'_>, index: usize) -> Option<String> {
    let Witnesses { document, blocks, .. } = witnesses;
    let inner = blocks.text(index).trim().strip_prefix(['（', '('])?.strip_suffix(['）', ')'])?;
    let called =
        [Attribute::Class, Attribute::Id].iter().filter_map(|&name| document.attribute(blocks[index].container, name)).any(|value| {
            let value = value.to_ascii_lowercase();
            ["name", "author", "writer", "signature", "byline"].iter().any(|word| value.contains(word))
        });
    let fits = called && (3..=6).contains(&inner.chars().count()) && inner.chars().all(crate::text::is_cjk);
    fits.then(|| names::person(inner)).flatten()
}

/// Names behind a label in a bracket such as "(Reporting by A and B; Editing by C)".
fn bylines(aside: &str, wanted: Label) -> Vec<String> {
    aside
        .split([';', '；'])
        .filter_map(|clause| super::labels::at_start(clause.trim()))
        .filter(|&(label, _)| label == wanted)
        .flat_map(|(_, rest)| names::people(rest))
        .collect()
}

/// What stands in brackets in the first 80 and the last 160 characters of a paragraph, with the text before it.
fn bracketed(text: &str) -> impl Iterator<Item = (&str, &str)> {
    let total = text.chars().count();
    let mut position = 0;
    text.split_inclusive([')', '）', '〕', '】']).filter_map(move |piece| {
        let length = piece.chars().count();
        position += length;
        let near = position <= 80 || position + 20 >= total;
        let inner = piece.trim_end_matches([')', '）', '〕', '】']);
        let (before, inner) = inner.rsplit_once(['(', '（', '〔', '【'])?;
        (near && inner.chars().count() <= 160).then_some((before, inner))
    })
}

/// The reporters that a bracket or a short line names: 记者 王一帆 李小满, 本报记者王一帆.
fn reporters(aside: &str) -> Vec<String> {
    let mut out = vec![];
    for word in ["记者", "記者", "通讯员", "通訊員"] {
        if let Some((_, after)) = aside.split_once(word) {
            extend(&mut out, names::certain_people(after.split(['。', '”', '：', ':']).next().unwrap_or_default()));
            break;
        }
    }
    if out.is_empty() {
        out.extend(east_asian::korean_reporter(aside).map(str::to_owned));
    }
    out
}

/// Editors, copyeditors, translators, photographers that lines of the page name.
fn contributors(witnesses: Witnesses<'_>, visible: &Visible<'_>) -> Vec<Contributor> {
    let mut out: Vec<Contributor> = vec![];
    let mut push = |name: String, role: &str| {
        if !out.iter().any(|known| known.name == name && known.role == role) {
            out.push(Contributor { name, role: role.to_owned(), url: None });
        }
    };
    for (index, line) in visible.lines.iter().enumerate() {
        for part in &line.parts {
            let Some(role) = part.label.and_then(Label::role) else { continue };
            // A caption's photographer is the picture's.
            let caption = line
                .parts
                .iter()
                .any(|part| part.label.is_none() && part.text.chars().count() > 12 && !super::visible::is_stamp(part.text));
            if role == "photographer" && (line.place != Place::Head || caption || is_in_figure(witnesses, line.block)) {
                continue;
            }
            let value = if part.text.is_empty() { next_value(visible, index) } else { part.text };
            let people = if role == "editor" { names::signed(value) } else { names::people(value) };
            for name in people {
                push(name, role);
            }
        }
    }
    if let Some(end) = visible.body_end {
        for (_, aside) in bracketed(witnesses.blocks.text(end)) {
            for name in bylines(aside, Label::Editor) {
                push(name, "editor");
            }
        }
    }
    out
}

fn is_in_figure(witnesses: Witnesses<'_>, block: usize) -> bool {
    let Witnesses { document, blocks, .. } = witnesses;
    let container = blocks[block].container;
    std::iter::once(container).chain(document.ancestors(container)).take(4).any(|node| document.tag(node) == Tag::Figcaption)
}

/// The value of a label that ends its line: the next line, where that is a name and nothing else.
fn next_value<'a>(visible: &'a Visible<'_>, index: usize) -> &'a str {
    match (visible.lines.get(index), visible.lines.get(index + 1)) {
        (Some(line), Some(next)) if next.block == line.block + 1 && line.parts.last().is_some_and(|part| part.text.is_empty()) => {
            match next.parts.as_slice() {
                [part] if part.label.is_none() && !names::certain_people(part.text).is_empty() => part.text,
                _ => "",
            }
        }
        _ => "",
    }
}

fn extend(known: &mut Vec<String>, more: Vec<String>) {
    for name in more {
        if !known.iter().any(|other| names::key(other) == names::key(&name)) {
            known.push(name);
        }
    }
}
