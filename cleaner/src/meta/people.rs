//! Who wrote it and who else took part: what the page shows near the headline and below the body, and what it says to machines.

use super::json_ld::AgentKind;
use super::labels::Label;
use super::visible::{Hint, Place, Visible};
use super::{Witnesses, lines, names};
use crate::article::Contributor;

/// Metas that name the author, most trusted first.
const METAS: &[&str] = &[
    "parsely-author",
    "sailthru.author",
    "citation_author",
    "author",
    "article:author",
    "article:author_name",
    "dc.creator",
    "dcterms.creator",
    "dc.creator.name",
    "dc:creator",
    "cxenseparse:author",
    "byl",
    "enp:author",
    "twitter:data1",
    "og:article:author",
    "mediator_author",
    "articleauthor",
    "byline",
];

/// Authors and contributors, and what told the authors.
#[derive(Debug, Default)]
pub(super) struct People {
    pub authors: Vec<String>,
    pub provenance: Option<String>,
    pub contributors: Vec<Contributor>,
}

/// Names that one witness gives.
#[derive(Debug, Default)]
struct Testimony {
    names: Vec<String>,
    provenance: String,
}

/// Reads them.
pub(super) fn read(witnesses: Witnesses<'_>, visible: &Visible<'_>, sites: &[String]) -> People {
    let is_site = |name: &String| {
        let key = names::key(name);
        sites.contains(&key)
    };
    let mut shown = labelled(visible, &[Place::Head]);
    if shown.names.is_empty() {
        shown = named(visible);
    }
    let mut declared = declared(witnesses);
    let mut signed = signature(witnesses, visible);
    for testimony in [&mut shown, &mut declared, &mut signed] {
        testimony.names.retain(|name| !is_site(name));
    }
    let chosen = choose(shown, declared, signed);
    let contributors = contributors(visible);
    People { provenance: (!chosen.names.is_empty()).then_some(chosen.provenance), authors: chosen.names, contributors }
}

/// The page shown beats the page declared where they differ; where one holds the other, the longer list.
fn choose(shown: Testimony, declared: Testimony, signed: Testimony) -> Testimony {
    let keys = |testimony: &Testimony| testimony.names.iter().map(|name| names::key(name)).collect::<Vec<_>>();
    if shown.names.is_empty() {
        return if declared.names.is_empty() { signed } else { declared };
    }
    if declared.names.is_empty() {
        return shown;
    }
    let (seen, said) = (keys(&shown), keys(&declared));
    if seen.iter().all(|key| said.contains(key)) { declared } else { shown }
}

/// Names behind a label of authors.
fn labelled(visible: &Visible<'_>, places: &[Place]) -> Testimony {
    let mut out = Testimony { names: vec![], provenance: "byline".to_owned() };
    for line in visible.lines.iter().filter(|line| places.contains(&line.place)) {
        for part in line.parts.iter().filter(|part| part.label == Some(Label::Author)) {
            extend(&mut out.names, names::people(part.text));
        }
        if !out.names.is_empty() {
            break;
        }
    }
    out
}

/// Names in elements near the headline that say they hold the author.
fn named(visible: &Visible<'_>) -> Testimony {
    for wanted in [Hint::Link, Hint::Class] {
        let mut out = Testimony { names: vec![], provenance: if wanted == Hint::Link { "rel=author" } else { "byline" }.to_owned() };
        for element in visible.named.iter().filter(|element| element.hint == wanted) {
            for part in lines::split(&element.text) {
                if matches!(part.label, None | Some(Label::Author)) && !super::visible::is_stamp(part.text) {
                    extend(&mut out.names, names::people(part.text));
                    if wanted == Hint::Class && !out.names.is_empty() {
                        break;
                    }
                }
            }
        }
        if !out.names.is_empty() {
            return out;
        }
    }
    Testimony::default()
}

/// Names that the page gives to machines.
fn declared(witnesses: Witnesses<'_>) -> Testimony {
    let head = witnesses.head;
    if let Some(article) = head.json_ld.article() {
        let mut out = vec![];
        for agent in article.agents("author") {
            if agent.kind != AgentKind::Organization {
                extend(&mut out, names::people(&agent.name));
            }
        }
        if !out.is_empty() {
            return Testimony { names: out, provenance: "json-ld".to_owned() };
        }
    }
    for &meta in METAS {
        let mut out = vec![];
        for content in head.metas_named(meta) {
            extend(&mut out, names::people(content));
        }
        if !out.is_empty() {
            return Testimony { names: out, provenance: meta.to_owned() };
        }
    }
    let mut out = vec![];
    for name in head.microdata.names(witnesses.document, "author") {
        extend(&mut out, names::people(&name));
    }
    Testimony { names: out, provenance: "microdata".to_owned() }
}

/// Names below the body, or in brackets at the edges of its first and last paragraphs.
fn signature(witnesses: Witnesses<'_>, visible: &Visible<'_>) -> Testimony {
    let below = labelled(visible, &[Place::Foot, Place::Body]);
    if !below.names.is_empty() {
        return Testimony { provenance: "signature".to_owned(), ..below };
    }
    let (Some(start), Some(end)) = (visible.body_start, visible.body_end) else { return Testimony::default() };
    let mut out = vec![];
    for index in [end, start] {
        for aside in bracketed(witnesses.blocks.text(index)) {
            extend(&mut out, reporters(aside));
        }
        if !out.is_empty() {
            break;
        }
    }
    Testimony { names: out, provenance: "signature".to_owned() }
}

/// What stands in brackets in the first 80 and the last 60 characters of a paragraph.
fn bracketed(text: &str) -> impl Iterator<Item = &str> {
    let total = text.chars().count();
    let mut position = 0;
    text.split_inclusive([')', '）', '〕', '】']).filter_map(move |piece| {
        let length = piece.chars().count();
        position += length;
        let near = position <= 80 || position + 60 >= total;
        let inner = piece.trim_end_matches([')', '）', '〕', '】']);
        let inner = inner.rsplit_once(['(', '（', '〔', '【'])?.1;
        (near && inner.chars().count() <= 60).then_some(inner)
    })
}

/// The reporters named in a bracket: 记者 张三 李四, 本报记者张三.
fn reporters(aside: &str) -> Vec<String> {
    let mut out = vec![];
    for word in ["记者", "記者", "通讯员", "通訊員"] {
        if let Some((_, after)) = aside.split_once(word) {
            extend(&mut out, names::people(after.split(['。', '”']).next().unwrap_or_default()));
            break;
        }
    }
    out
}

/// Editors, copyeditors, translators, photographers that lines of the page name.
fn contributors(visible: &Visible<'_>) -> Vec<Contributor> {
    let mut out: Vec<Contributor> = vec![];
    for line in &visible.lines {
        for part in &line.parts {
            let Some(role) = part.label.and_then(Label::role) else { continue };
            if role == "photographer" && line.place != Place::Head {
                continue;
            }
            for name in names::people(part.text) {
                if !out.iter().any(|known| known.name == name && known.role == role) {
                    out.push(Contributor { name, role: role.to_owned(), url: None });
                }
            }
        }
    }
    out
}

fn extend(known: &mut Vec<String>, more: Vec<String>) {
    for name in more {
        if !known.iter().any(|other| names::key(other) == names::key(&name)) {
            known.push(name);
        }
    }
}
