//! The headline as a reader sees it: what the page shows, confirmed by what it says to machines, without site and section.

use super::{Headline, Witnesses, names};
use crate::document::{Attribute, Document, NodeId, Tag};

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

/// A headline that the page shows.
struct Shown {
    block: usize,
    text: String,
    key: String,
    provenance: &'static str,
    score: f32,
}

/// Finds the headline.
pub(super) fn read(witnesses: Witnesses<'_>) -> Headline {
    let sites = site_names(witnesses);
    let declared = declared(witnesses, &sites);
    let runs = witnesses.head.title.as_deref().map(title_runs).unwrap_or_default();
    let mut shown = shown(witnesses, &declared, &runs);
    for candidate in &mut shown {
        candidate.score += agreement(candidate, &declared, &runs, witnesses.head.title.as_deref());
        if sites.contains(&candidate.key) {
            candidate.score -= 6.0;
        }
    }
    let best =
        shown.into_iter().filter(|candidate| candidate.score >= 1.0).reduce(|best, next| if next.score > best.score { next } else { best });
    match (best, declared.first()) {
        (Some(best), _) => {
            let (text, provenance) = worded(&best, &declared, &sites);
            Headline { text: Some(tidy(&text)), provenance: Some(provenance.to_owned()), block: Some(best.block) }
        }
        (None, Some(declared)) => Headline { text: Some(tidy(&declared.text)), provenance: Some(declared.provenance.clone()), block: None },
        (None, None) => Headline::default(),
    }
}

/// The words of the headline: as shown, but as declared where the heading holds a kicker too, or parts that only the style sheet sets apart.
fn worded<'a>(best: &'a Shown, declared: &'a [Declared], sites: &[String]) -> (String, &'a str) {
    for witness in declared.iter().filter(|witness| matches!(witness.provenance.as_str(), "json-ld" | "og:title")) {
        let same = witness.key == best.key && witness.text.contains(": ") && !best.text.contains(": ");
        let kicker = best.key.chars().count().saturating_sub(witness.key.chars().count());
        let inner = kicker > 0 && best.key.ends_with(&witness.key) && kicker * 2 <= witness.key.chars().count();
        if same || inner {
            return (witness.text.clone(), &witness.provenance);
        }
    }
    (without_site(&best.text, sites, false), best.provenance)
}

/// Takes separators and stray brackets off the edges; a question mark or a quotation mark stays.
fn tidy(text: &str) -> String {
    let edges = ['|', '_', '-', '–', '—', '·', ':', '：', ',', '，', ';', '/', '\\', ' ', '\u{a0}', '>', '<', '•'];
    let text = text.trim().trim_matches(edges);
    let text = if text.contains('«') { text } else { text.trim_start_matches('»') };
    let text = if text.contains('»') { text } else { text.trim_end_matches('«') };
    text.trim().to_owned()
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
    let mut push = |provenance: &str, text: &str, guess: bool| {
        let text = without_site(&crate::text::fold_space(text), sites, guess);
        let key = names::key(&text);
        if !key.is_empty() && !sites.contains(&key) && text.chars().count() <= LONGEST {
            out.push(Declared { provenance: provenance.to_owned(), text, key });
        }
    };
    if let Some(headline) = head.json_ld.article().and_then(|article| article.text("headline")) {
        push("json-ld", &headline, false);
    }
    for name in METAS {
        if let Some(text) = head.meta(name) {
            push(name, text, false);
        }
    }
    if let Some(title) = head.title.as_deref() {
        push("title", title, true);
    }
    out
}

/// The headings of the page, and the other blocks that say what the page says to machines.
fn shown(witnesses: Witnesses<'_>, declared: &[Declared], runs: &[String]) -> Vec<Shown> {
    let Witnesses { document, blocks, .. } = witnesses;
    let mut out: Vec<Shown> = vec![];
    let mut heading_seen = None;
    for index in 0..blocks.len() {
        let block = &blocks[index];
        if block.hidden || block.chars as usize > LONGEST {
            continue;
        }
        let heading = heading_of(document, block.container);
        if let Some((node, level)) = heading {
            if heading_seen == Some(node) || level > 3 {
                continue;
            }
            heading_seen = Some(node);
            let text = blocks.inside(node).map(|index| blocks.text(index)).collect::<Vec<_>>().join(" ");
            let key = names::key(&text);
            let known = |wanted: &str| wanted == key;
            if level == 1 || declared.iter().any(|declared| known(&declared.key)) || runs.iter().any(|run| known(run)) {
                let score = [2.0, 0.6, 0.4].get(usize::from(level) - 1).copied().unwrap_or(0.0);
                push_shown(&mut out, witnesses, index, text, key, if level == 1 { "h1" } else { "heading" }, score);
            }
            continue;
        }
        if block.chars < 4 {
            continue;
        }
        let text = blocks.text(index);
        let same = |key: &str| key.chars().eq(text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase));
        if declared.iter().any(|declared| same(&declared.key)) || runs.iter().any(|run| same(run)) {
            let key = names::key(text);
            push_shown(&mut out, witnesses, index, text.to_owned(), key, "text", 0.0);
        }
    }
    out
}

fn push_shown(
    out: &mut Vec<Shown>,
    witnesses: Witnesses<'_>,
    block: usize,
    text: String,
    key: String,
    provenance: &'static str,
    score: f32,
) {
    let Witnesses { document, blocks, .. } = witnesses;
    let characters = text.chars().count();
    if key.is_empty() || characters > LONGEST {
        return;
    }
    let node = blocks[block].container;
    let linked = blocks[block].link_chars * 2 > blocks[block].chars;
    let aside = document.ancestors(node).any(|ancestor| matches!(document.tag(ancestor), Tag::Nav | Tag::Footer | Tag::Aside));
    let named = [Some(node), document.parent(node)].into_iter().flatten().any(|node| is_named_headline(document, node));
    let score = score + if named { 0.8 } else { 0.0 } - if linked { 1.5 } else { 0.0 } - if aside { 1.5 } else { 0.0 };
    out.push(Shown { block, text, key, provenance, score });
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

/// The heading that holds a block.
fn heading_of(document: &Document, container: NodeId) -> Option<(NodeId, u8)> {
    std::iter::once(container)
        .chain(document.ancestors(container).take(3))
        .find_map(|node| Some((node, document.tag(node).heading_level()?)))
}

fn is_named_headline(document: &Document, node: NodeId) -> bool {
    [Attribute::Class, Attribute::Id, Attribute::Itemprop].iter().filter_map(|&name| document.attribute(node, name)).any(|value| {
        let value = value.to_ascii_lowercase();
        value.contains("headline") || value.contains("title") || value.contains("biaoti")
    })
}

/// A stretch of a title between separators, as byte offsets at character boundaries.
#[derive(Clone, Copy)]
struct Segment {
    start: usize,
    end: usize,
    /// The separator before it is one that hardly stands inside a headline.
    strong: bool,
}

/// Cuts a title at its separators.
fn segments(title: &str) -> Vec<Segment> {
    let mut out = vec![];
    let (mut start, mut strong) = (0, false);
    let characters: Vec<(usize, char)> = title.char_indices().collect();
    let at = |index: usize| characters.get(index).map_or(' ', |&(_, c)| c);
    let mut index = 0;
    while index < characters.len() {
        let (offset, c) = characters[index];
        let previous = if index == 0 { ' ' } else { at(index - 1) };
        let mut run = 1;
        while at(index + run) == c && matches!(c, '-' | ':' | '_' | '=' | '—' | '<' | '>' | '|') {
            run += 1;
        }
        let next = at(index + run);
        let apart = previous == ' ' && next == ' ';
        let wide = crate::text::is_cjk(previous) || crate::text::is_cjk(next) || crate::text::is_cjk(at(index + run + 1));
        let kind = match c {
            '|' | '｜' | '│' | '¦' | '»' | '«' | '›' | '‹' | '•' => Some(true),
            '_' => (wide || apart || run > 1).then_some(true),
            '-' => (apart || wide || run > 1).then_some(run > 1),
            '–' | '—' | '·' | '/' | '~' | '>' | '<' | '*' | '∙' | '−' | '‐' | '―' => apart.then_some(false),
            ':' if run > 1 => Some(true),
            ':' => (next == ' ').then_some(false),
            _ => None,
        };
        if let Some(kind) = kind {
            out.push(Segment { start, end: offset, strong });
            start = characters.get(index + run).map_or(title.len(), |&(offset, _)| offset);
            strong = kind;
        }
        index += run;
    }
    out.push(Segment { start, end: title.len(), strong });
    out.retain(|segment| title.get(segment.start..segment.end).is_some_and(|text| text.chars().any(char::is_alphanumeric)));
    out
}

/// The name of a page that is no story: there the `<title>` says what the page is, and the heading what it would sell.
pub(super) fn of_service(witnesses: Witnesses<'_>) -> Option<String> {
    let sites = site_names(witnesses);
    let title = crate::text::fold_space(witnesses.head.title.as_deref()?);
    let first = parts(&title).into_iter().map(str::trim).find(|part| !sites.contains(&names::key(part)))?;
    let first = tidy(first);
    (first.split_whitespace().count() >= 2 || first.chars().any(crate::text::is_cjk)).then_some(first)
}

/// The parts of a `<title>`: headline, section, site.
pub(super) fn parts(title: &str) -> Vec<&str> {
    segments(title).iter().filter_map(|segment| title.get(segment.start..segment.end)).collect()
}

/// The keys of all runs of neighbouring segments of a title.
fn title_runs(title: &str) -> Vec<String> {
    let segments = segments(title);
    let segments = segments.get(..segments.len().min(8)).unwrap_or_default();
    let mut out = vec![];
    for (from, first) in segments.iter().enumerate() {
        for last in segments.get(from..).unwrap_or_default() {
            let key = names::key(title.get(first.start..last.end).unwrap_or_default());
            if key.chars().count() >= 4 {
                out.push(key);
            }
        }
    }
    out
}

/// A declared title without the site's name at its edges. `guess`: also without short parts behind separators that hardly stand
/// inside a headline, whoever they name.
fn without_site(title: &str, sites: &[String], guess: bool) -> String {
    let mut parts = segments(title);
    let key_of = |segment: &Segment| names::key(title.get(segment.start..segment.end).unwrap_or_default());
    let is_site = |key: &str| {
        sites.iter().any(|site| {
            let (short, long) = if site.chars().count() < key.chars().count() { (site.as_str(), key) } else { (key, site.as_str()) };
            short == long || (short.chars().count() >= 3 && long.starts_with(short) && key.chars().count() <= 30)
        })
    };
    let mut cut = false;
    while parts.len() > 1 && parts.last().is_some_and(|last| is_site(&key_of(last))) {
        parts.pop();
        cut = true;
    }
    while parts.len() > 1 && parts.first().is_some_and(|first| is_site(&key_of(first))) {
        parts.remove(0);
    }
    let size = |segment: &Segment| {
        title.get(segment.start..segment.end).unwrap_or_default().chars().map(|c| if crate::text::is_cjk(c) { 3 } else { 1 }).sum::<usize>()
    };
    if guess {
        // What follows a bar is section and site; a dash may stand inside a headline, so that only one short part goes, and only where the site was not found.
        while parts.len() > 1 && parts.last().is_some_and(|last| last.strong) && parts.first().is_some_and(|first| size(first) >= 12) {
            parts.pop();
            cut = true;
        }
        let rest: usize = parts.iter().rev().skip(1).map(size).sum();
        if !cut
            && parts.len() > 1
            && parts.last().is_some_and(|last| {
                size(last) <= 30 && size(last) * 2 <= rest && title.get(..last.start).is_some_and(|head| !head.trim_end().ends_with(':'))
            })
        {
            parts.pop();
        }
    }
    match (parts.first(), parts.last()) {
        (Some(first), Some(last)) => title.get(first.start..last.end).unwrap_or(title).trim().to_owned(),
        _ => title.trim().to_owned(),
    }
}
