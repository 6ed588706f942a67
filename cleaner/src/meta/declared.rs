//! The authors that a page gives to machines: JSON-LD, microdata, metas.

use super::json_ld::{Agent, AgentKind};
use super::labels::Label;
use super::people::{Testimony, extend};
use super::visible::{Hint, Place, Visible};
use super::{Witnesses, names, ordinary};

/// Metas that name the author, most trusted first.
#[rustfmt::skip] // a table of words, many to a line
const METAS: &[&str] = &[
    "parsely-author", "sailthru.author", "citation_author", "author", "article:author", "article:author_name", "dc.creator",
    "dcterms.creator", "dc.creator.name", "dc:creator", "cxenseparse:author", "byl", "twitter:data1", "mediator_author", "enp:author",
    "articleauthor", "byline", "content_author", "shareaholic:article_author_name", "og:article:author",
];

/// The authors that JSON-LD gives to the article, else to the page.
fn stated(witnesses: Witnesses<'_>) -> Vec<Agent> {
    let data = &witnesses.head.json_ld;
    data.article().or_else(|| data.first_of(&["WebPage"])).map(|node| node.agents("author")).unwrap_or_default()
}

/// Names that JSON-LD, then microdata, gives: no organisations.
pub(super) fn json_ld(witnesses: Witnesses<'_>) -> Testimony {
    let mut out = vec![];
    for agent in stated(witnesses) {
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
pub(super) fn metas(witnesses: Witnesses<'_>, visible: &Visible<'_>) -> Testimony {
    let head = witnesses.head;
    let is_article = says_article(witnesses);
    for &meta in METAS {
        let mut out = vec![];
        for content in head.metas_named(meta) {
            extend(&mut out, names::certain_people(&given_name_first(meta, content)));
        }
        // Nobody but the writer stands in these.
        let is_stories = !matches!(meta, "author" | "twitter:data1" | "byline");
        // Nor do agencies name several.
        let several = out.len() > 1;
        out.retain(|name| {
            let again = || head.metas().any(|(other, content)| other != meta && names::key(content) == names::key(name));
            (!name.chars().any(crate::text::is_cjk) && (is_stories || is_article || several || again()))
                || visible.window.clone().any(|index| witnesses.blocks.text(index).contains(name.as_str()))
        });
        if !out.is_empty() {
            return Testimony { names: out, provenance: meta.to_owned() };
        }
    }
    Testimony::default()
}

/// Whether the page says to machines that it is a story.
fn says_article(witnesses: Witnesses<'_>) -> bool {
    let head = witnesses.head;
    head.meta("article:published_time").is_some()
        || head.meta("og:type").is_some_and(|kind| kind.eq_ignore_ascii_case("article"))
        || head.json_ld.article().is_some_and(|article| article.text("datePublished").is_some())
}

/// The team that JSON-LD, a meta or a byline names as the author.
pub(super) fn team(witnesses: Witnesses<'_>, visible: &Visible<'_>) -> Testimony {
    let told = |name: Option<String>, provenance: &str| name.map(|name| Testimony { names: vec![name], provenance: provenance.to_owned() });
    let head = witnesses.head;
    let stated = || told(stated(witnesses).iter().find_map(|agent| names::team(&agent.name)), "json-ld");
    let metas = || METAS.iter().find_map(|&meta| told(head.metas_named(meta).find_map(names::team), meta));
    let lines = visible.lines.iter().filter(|line| line.place == Place::Head);
    let mut values = lines.flat_map(|line| &line.parts).filter(|part| part.label == Some(Label::Author));
    let labelled = || told(values.find_map(|part| names::team(part.text)), "byline");
    let named = || told(visible.named.iter().find_map(|element| names::team(&element.whole)), "byline");
    stated().or_else(metas).or_else(labelled).or_else(named).unwrap_or_default()
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
pub(super) fn nickname(witnesses: Witnesses<'_>, visible: &Visible<'_>) -> Testimony {
    let head = witnesses.head;
    // In Chinese and Japanese a name of two to four characters may as well be a paper's.
    let handle = |text: &str| names::handle(text).filter(|name| !name.chars().any(crate::text::is_cjk) || names::is_certain(name));
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
    let stated = stated(witnesses);
    let mut persons = stated.iter().filter(|agent| agent.kind == AgentKind::Person);
    if let Some(name) = persons.find_map(|agent| handle(&agent.name)).filter(|name| !ordinary::is_all(witnesses.blocks, name)) {
        return Testimony { names: vec![name], provenance: "json-ld".to_owned() };
    }
    let metas = ["parsely-author", "author", "article:author", "dc.creator"];
    let again = |meta: &str, name: &str| {
        head.metas().any(|(other, content)| other != meta && METAS.contains(&other) && names::key(content) == names::key(name))
    };
    let is_authors = |meta: &str, name: &str| shown(name) || again(meta, name) || (meta == "author" && says_article(witnesses));
    let declared =
        metas.iter().find_map(|&meta| head.meta(meta).and_then(handle).filter(|name| is_authors(meta, name)).map(|name| (meta, name)));
    if let Some((meta, name)) = declared {
        return Testimony { names: vec![name], provenance: meta.to_owned() };
    }
    let linked = visible.named.iter().filter(|element| element.hint == Hint::Link && element.is_link);
    let linked: Vec<String> = linked.filter_map(|element| handle(&element.whole)).collect();
    match linked.as_slice() {
        [name, rest @ ..] if rest.iter().all(|other| other == name) && !ordinary::is_all(witnesses.blocks, name) => {
            Testimony { names: vec![name.clone()], provenance: "rel=author".to_owned() }
        }
        _ => Testimony::default(),
    }
}
