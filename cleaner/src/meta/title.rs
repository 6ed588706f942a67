//! The headline as a reader sees it: what the page shows, confirmed by what it says to machines, without site and section.

mod parts;
mod shown;

use std::borrow::Cow;

use super::{Headline, Witnesses, json_ld, names};
use crate::text::{fold_space, is_cjk};

pub(super) use parts::parts;
use parts::without_site;
use shown::Shown;

/// Longest headline, in characters.
const LONGEST: usize = 300;

/// Metas that hold the headline, most trusted first.
const METAS: &[&str] = &[
    "og:title",
    "articletitle",
    "enp:title",
    "parsely-title",
    "sailthru.title",
    "citation_title",
    "dc.title",
    "dcterms.title",
    "dc:title",
    "cxenseparse:title",
    "twitter:title",
    "article:title",
    "hdl",
    "headline",
    "title",
];

/// A headline that the page names to machines.
struct Declared {
    provenance: String,
    text: String,
    key: String,
}

/// Finds the headline.
pub(super) fn read(witnesses: Witnesses<'_>) -> Headline {
    let sites = site_names(witnesses);
    let declared = declared(witnesses, &sites);
    let runs = witnesses.head.title.as_deref().map(parts::runs).unwrap_or_default();
    let mut shown = shown::find(witnesses, &declared, &runs);
    let agreed = agreed(&declared);
    let several = shown.iter().filter(|candidate| candidate.provenance == "h1").count() > 1;
    for candidate in &mut shown {
        let agreement = agreement(candidate, &declared, &runs, witnesses.head.title.as_deref());
        candidate.score += agreement;
        // One of many such headings, of which the page says nothing to machines: a subhead.
        if agreement == 0.0 && several && agreed.is_some() {
            candidate.score -= 2.0;
        }
        if sites.contains(&candidate.key) {
            candidate.score -= 6.0;
        }
    }
    if let Some(title) = witnesses.head.title.as_deref() {
        lower_mastheads(&mut shown, title);
    }
    let best =
        shown.into_iter().filter(|candidate| candidate.score >= 1.0).reduce(|best, next| if next.score > best.score { next } else { best });
    match (best, agreed.or(declared.first())) {
        (Some(best), _) => {
            let (text, provenance) = worded(&best, &declared, &sites);
            Headline { text: Some(tidy(&text)), provenance: Some(provenance.to_owned()), block: Some(best.block) }
        }
        (None, Some(declared)) => Headline { text: Some(tidy(&declared.text)), provenance: Some(declared.provenance.clone()), block: None },
        (None, None) => Headline::default(),
    }
}

/// The headline that two witnesses name to machines.
fn agreed(declared: &[Declared]) -> Option<&Declared> {
    let said = |name: &str| declared.iter().find(|witness| witness.provenance == name);
    let first = said("og:title").or_else(|| said("json-ld"))?;
    let second = if first.provenance == "og:title" { [said("json-ld"), said("title")] } else { [said("title"), None] };
    second.into_iter().flatten().any(|second| second.key == first.key).then_some(first)
}

/// A heading above the headline that says how the `<title>` ends is the site's or the book's name.
fn lower_mastheads(shown: &mut [Shown], title: &str) {
    let edges: Vec<(bool, bool)> = shown.iter().map(|candidate| parts::edges(title, &candidate.key)).collect();
    let last_opening = edges
        .iter()
        .zip(shown.iter())
        .filter(|((opens, closes), candidate)| *opens && !closes && candidate.key.chars().count() >= 4 && candidate.score >= 1.0)
        .map(|(_, candidate)| candidate.block)
        .max();
    let last_closing_h1 = edges
        .iter()
        .zip(shown.iter())
        .filter(|((opens, closes), candidate)| *closes && !opens && candidate.provenance == "h1" && candidate.key.chars().count() >= 8)
        .map(|(_, candidate)| candidate.block)
        .max();
    for ((opens, closes), candidate) in edges.into_iter().zip(shown) {
        let closing = closes && !opens && last_opening.is_some_and(|block| block > candidate.block);
        let opening = opens && !closes && last_closing_h1.is_some_and(|block| block > candidate.block);
        if candidate.provenance == "h1" && (closing || opening) {
            candidate.score -= 3.0;
        }
    }
}

/// The words of the headline: as shown, but as declared where the heading holds a kicker or an aside too, or parts that only the style
/// sheet sets apart.
fn worded<'a>(best: &'a Shown, declared: &'a [Declared], sites: &[String]) -> (String, &'a str) {
    let named: Vec<&Declared> = declared.iter().filter(|witness| matches!(witness.provenance.as_str(), "json-ld" | "og:title")).collect();
    let parted = |text: &str| [": ", " - ", " – ", " — "].iter().map(|mark| text.matches(mark).count()).sum::<usize>();
    let spelled = |witness: &&&Declared| witness.key == best.key && !best.pieces.is_empty() && parted(&witness.text) > parted(&best.text);
    // "Headline | Section | Site" shown whole.
    let first = best.text.split(" | ").next().filter(|first| first.len() < best.text.len()).map(names::key);
    let is_barred = |key: &String| first.as_ref() == Some(key);
    if let Some(witness) = named.iter().find(|witness| witness.provenance == "og:title" && witness.key != best.key) {
        // A kicker in an element of its own, which the page leaves out where it names the headline, or has another for.
        let after = witness.text.split_once(": ").map_or(witness.text.as_str(), |(_, after)| after);
        let key = names::key(after);
        if key.chars().count() >= 12 && best.key.ends_with(&key) && best.pieces.contains(&key) {
            return (after.to_owned(), &witness.provenance);
        }
    }
    let colon = named.iter().filter(spelled).find(|witness| witness.text.contains(": "));
    if let Some(witness) =
        colon.or_else(|| named.iter().find(|witness| spelled(witness) || best.holds(&witness.key) || is_barred(&witness.key)))
    {
        return (witness.text.clone(), &witness.provenance);
    }
    (without_site(&best.text, sites, parts::Trust::Shown), best.provenance)
}

/// Takes separators, stray brackets, permalink signs and icons off the edges; a question mark or a quotation mark stays.
fn tidy(text: &str) -> String {
    let is_edge = |c: char| {
        matches!(c, '|' | '_' | '-' | '–' | '—' | '·' | ':' | '：' | ',' | '，' | ';' | '/' | '\\' | '•' | '¶' | '§' | '🔗' | '⚓' | '✎')
            || c.is_whitespace()
            || matches!(c, '\u{e000}'..='\u{f8ff}' | '\u{fe0f}')
    };
    let mut text = text.trim_matches(is_edge).trim_start_matches(['》', '〉', '＞']).trim_start_matches(is_edge);
    // A bracket or a sharp that stands apart; `<table>` and `C#` do not.
    while let Some(rest) = ["> ", "< ", "# "].iter().find_map(|mark| text.strip_prefix(mark)) {
        text = rest.trim_start_matches(is_edge);
    }
    while let Some(rest) = [" >", " <", " #"].iter().find_map(|mark| text.strip_suffix(mark)) {
        text = rest.trim_end_matches(is_edge);
    }
    let text = if text.contains('«') { text } else { text.trim_start_matches('»') };
    let text = if text.contains('»') { text } else { text.trim_end_matches('«') };
    text.trim().to_owned()
}

/// Without the tags of markup that was escaped: `<br>`, `</b>`.
fn without_tags(text: &str) -> Cow<'_, str> {
    if !text.contains('<') {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, tail)) = rest.split_once('<') {
        out.push_str(before);
        let inner = tail.split_once('>').filter(|(inner, _)| {
            let name = inner.trim_start_matches('/').split([' ', '/']).next().unwrap_or_default();
            ["b", "i", "u", "em", "br", "strong", "span", "font", "small", "sup", "sub", "p", "div", "a", "nobr"]
                .iter()
                .any(|tag| name.eq_ignore_ascii_case(tag))
        });
        let Some((inner, after)) = inner else {
            out.push('<');
            rest = tail;
            continue;
        };
        if inner.to_ascii_lowercase().starts_with("br") && !out.ends_with(' ') {
            out.push(' ');
        }
        rest = after;
    }
    out.push_str(rest);
    Cow::Owned(fold_space(&out))
}

/// Names of the site, as keys: what the page says, and its domain.
pub(super) fn site_names(witnesses: Witnesses<'_>) -> Vec<String> {
    let head = witnesses.head;
    let mut sites: Vec<String> =
        ["og:site_name", "application-name", "apple-mobile-web-app-title", "al:android:app_name", "al:ios:app_name", "dc.publisher"]
            .iter()
            .filter_map(|name| head.meta(name))
            .map(names::key)
            .collect();
    if let Some(article) = head.json_ld.article() {
        sites.extend(article.agents("publisher").iter().map(|agent| names::key(&agent.name)));
    }
    if let Some(site) = head.json_ld.first_of(&["WebSite", "NewsMediaOrganization", "Organization"]).and_then(|node| node.text("name")) {
        sites.push(names::key(&site));
    }
    let address = witnesses.page.base_url().or_else(|| head.meta("og:url")).or_else(|| head.link("canonical"));
    if let Some(host) = address.and_then(|address| address.split("://").nth(1)).and_then(|rest| rest.split(['/', '?', ':']).next()) {
        let host = host.to_lowercase();
        let domain = psl::domain_str(&host).unwrap_or(&host);
        sites.push(names::key(domain));
        sites.push(names::key(host.strip_prefix("www.").unwrap_or(&host)));
        sites.extend(domain.split('.').next().map(names::key));
    }
    sites.retain(|site| site.chars().count() >= 2);
    sites.dedup();
    sites
}

/// What the page names to machines, without site and section, most trusted first.
fn declared(witnesses: Witnesses<'_>, sites: &[String]) -> Vec<Declared> {
    let head = witnesses.head;
    let mut out: Vec<Declared> = vec![];
    let mut push = |provenance: &str, text: &str, trust: parts::Trust| {
        let text = without_site(&without_tags(&json_ld::clean(text)), sites, trust);
        let key = names::key(&text);
        if !key.is_empty() && !sites.contains(&key) && text.chars().count() <= LONGEST {
            out.push(Declared { provenance: provenance.to_owned(), text, key });
        }
    };
    if let Some(headline) = head.json_ld.article().and_then(|article| article.text("headline")) {
        push("json-ld", &headline, parts::Trust::Declared);
    }
    for name in METAS {
        if let Some(text) = head.meta(name) {
            push(name, text, parts::Trust::Declared);
        }
    }
    if let Some(title) = head.title.as_deref() {
        push("title", title, parts::Trust::Guessed);
    }
    out
}

/// How well a shown headline agrees with the declared ones.
fn agreement(candidate: &Shown, declared: &[Declared], runs: &[String], title: Option<&str>) -> f32 {
    let length = f32::from(candidate.key.chars().count() as u16);
    let mut score: f32 = 0.0;
    for witness in declared {
        let gain = if witness.key == candidate.key {
            2.0
        } else if length >= 8.0 && (witness.key.starts_with(&candidate.key) || candidate.key.starts_with(&witness.key)) {
            1.2
        } else if length >= 8.0 && alike(&candidate.text, &witness.text) {
            0.8
        } else {
            0.0
        };
        score = score.max(gain);
    }
    if let Some(title) = title {
        let whole = f32::from(title.chars().filter(|c| c.is_alphanumeric()).count().max(1) as u16);
        if runs.contains(&candidate.key) {
            score += 0.5 + (length / whole).min(1.0);
        }
    }
    score
}

/// Whether two headlines share most of their words (or, in Chinese, of their characters).
fn alike(a: &str, b: &str) -> bool {
    let (a, b) = (tokens(a), tokens(b));
    let shared = a.iter().filter(|token| b.contains(token)).count();
    shared * 2 >= a.len().min(b.len()).max(1) && shared >= 2
}

fn tokens(text: &str) -> Vec<String> {
    let mut out = vec![];
    for word in text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        if word.chars().any(crate::text::is_cjk) {
            out.extend(word.chars().map(String::from));
        } else if word.chars().count() > 2 {
            out.push(word.to_lowercase());
        }
    }
    out
}

/// The name of a page that is no story: there the `<title>` says what the page is, and the heading what it would sell. `None` where the
/// heading says the same.
pub(super) fn of_service(witnesses: Witnesses<'_>, headline: &Headline) -> Option<String> {
    let sites = site_names(witnesses);
    let title = fold_space(witnesses.head.title.as_deref()?);
    let shown = headline.text.as_deref().map(names::key);
    let is_shown = |key: &String| shown.as_ref() == Some(key);
    if parts::runs(&title).iter().any(is_shown) || witnesses.head.meta("og:title").is_some_and(|title| is_shown(&names::key(title))) {
        return None;
    }
    let first = parts(&title).into_iter().map(str::trim).find(|part| !sites.contains(&names::key(part)))?;
    let first = tidy(first);
    (first.split_whitespace().count() >= 2 || first.chars().any(is_cjk)).then_some(first)
}

/// The name of a site's front page: its `<title>`, "Name: what it is for", without the site's name at its end.
pub(super) fn of_front_page(witnesses: Witnesses<'_>) -> Option<String> {
    let address = witnesses.page.base_url()?;
    let path = address.split_once("://")?.1.split(['?', '#']).next()?.split_once('/').map_or("", |(_, path)| path);
    let title = fold_space(witnesses.head.title.as_deref().filter(|_| path.is_empty())?);
    let sites = site_names(witnesses);
    let parts = parts(&title);
    let named = parts.last().filter(|last| parts.len() > 1 && sites.contains(&names::key(last)));
    let end = named.and_then(|last| title.strip_suffix(last.trim())).unwrap_or(&title);
    Some(tidy(end)).filter(|name| !name.is_empty())
}
