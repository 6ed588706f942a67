//! What the page or its headers reserve: robots directives, `TDMRep`, licence. Recorded as said; obeyed elsewhere, where a user asks.

use super::{Metadata, Witnesses, dates, json_ld};
use crate::article::Rights;
use crate::document::Attribute;
use crate::links;
use crate::settings::Respect;

/// The name by which a page may address this program.
const OWN: &str = "presscut";

/// Agents whose own robots metas are read beside `robots`.
const AGENTS: &[&str] = &[
    OWN,
    "googlebot",
    "googlebot-news",
    "google-extended",
    "bingbot",
    "msnbot",
    "slurp",
    "yandex",
    "baiduspider",
    "gptbot",
    "ccbot",
    "anthropic-ai",
    "claudebot",
    "ai2bot",
    "applebot",
    "tdm",
    "archive.org_bot",
];

/// The directive whose value is a date.
const DATED: &str = "unavailable_after";

/// Directives that take a value after a colon.
const VALUED: &[&str] = &[DATED, "max-snippet", "max-image-preview", "max-video-preview"];

/// Reads `rights`; nothing where nothing is reserved.
pub(super) fn read(witnesses: Witnesses<'_>, out: &mut Metadata) {
    let head = witnesses.head;
    let mut rights = Rights::default();
    for (name, content) in head.metas() {
        if name == "robots" {
            push_directives(content, None, &mut rights.robots);
        } else if AGENTS.contains(&name) {
            push_directives(content, Some(name), &mut rights.robots);
        }
    }
    let header = |wanted: &str| {
        let wanted = wanted.to_owned();
        witnesses.page.headers.iter().filter(move |(name, _)| name.eq_ignore_ascii_case(&wanted)).map(|(_, value)| value.as_ref())
    };
    for value in header("x-robots-tag") {
        push_header(value, &mut rights.robots);
    }
    let reservation = header("tdm-reservation").next().or_else(|| head.meta("tdm-reservation"));
    rights.tdm_reservation = match reservation.map(str::trim) {
        Some("1") => Some(true),
        Some("0") => Some(false),
        _ => None,
    };
    let base = witnesses.base();
    let policy = header("tdm-policy").next().or_else(|| head.meta("tdm-policy")).or_else(|| head.link("tdm-policy"));
    rights.tdm_policy = policy.and_then(|policy| links::absolute(policy, base.as_deref()));
    rights.license = license(witnesses);
    if rights != Rights::default() {
        out.tell("rights", Some("page"));
        out.rights = Some(rights);
    }
}

fn license(witnesses: Witnesses<'_>) -> Option<String> {
    let Witnesses { head, document, .. } = witnesses;
    let base = witnesses.base();
    let anchor = head.rel_anchors.iter().find(|(rel, _)| rel.split_ascii_whitespace().any(|token| token.eq_ignore_ascii_case("license")));
    let stated = head.json_ld.article().and_then(|article| article.address("license"));
    let candidates = [
        head.link("license"),
        anchor.and_then(|&(_, node)| document.attribute(node, Attribute::Href)),
        stated.as_deref(),
        head.meta("dcterms.license"),
        head.meta("dc.rights.license"),
    ];
    candidates.into_iter().flatten().find_map(|license| {
        links::absolute(license, base.as_deref())
            .or_else(|| Some(json_ld::clean(license)).filter(|name| name.len() <= 100 && !name.is_empty()))
    })
}

/// What reserves nothing, since it is the rule anyway.
const USUAL: &[&str] = &[
    "index",
    "follow",
    "all",
    "max-snippet:-1",
    "max-video-preview:-1",
    "max-image-preview:large",
    "noodp",
    "noydir",
    "archive",
    "imageindex",
];

/// Directives parted by commas; a date that holds one is a part of its own.
fn parts(value: &str) -> Vec<String> {
    let mut parts: Vec<String> = Vec::new();
    for part in value.split([',', ';']).map(str::trim).filter(|part| !part.is_empty()) {
        match parts.last_mut() {
            // `unavailable_after: Tuesday, 25-Jun-30 15:00:00 GMT`
            Some(last) if last.to_ascii_lowercase().contains(DATED) && !last.chars().any(|c| c.is_ascii_digit()) => {
                last.push_str(", ");
                last.push_str(part);
            }
            _ => parts.push(part.to_owned()),
        }
    }
    parts
}

fn push_directives(value: &str, agent: Option<&str>, out: &mut Vec<String>) {
    for part in parts(value) {
        push_directive(&part, agent, out);
    }
}

fn push_directive(directive: &str, agent: Option<&str>, out: &mut Vec<String>) {
    let lower = directive.to_ascii_lowercase();
    let (name, argument) = lower.split_once(':').map_or((lower.trim(), None), |(name, argument)| (name.trim(), Some(argument.trim())));
    // `noindex nofollow`, as some write it
    let words: Vec<String> = match argument {
        Some(argument) => vec![format!("{name}:{argument}")],
        None => name.split_whitespace().map(str::to_owned).collect(),
    };
    for directive in words.into_iter().filter(|directive| !USUAL.contains(&directive.as_str())) {
        let said = agent.map_or_else(|| directive.clone(), |agent| format!("{agent}: {directive}"));
        if !out.contains(&said) && out.len() < 50 && said.len() <= 200 {
            out.push(said);
        }
    }
}

/// `noai, noimageai`, `googlebot: noarchive, nosnippet`, `unavailable_after: 25 Jun 2030 15:00:00 PST`: an agent is named for what
/// follows it.
fn push_header(value: &str, out: &mut Vec<String>) {
    let mut agent: Option<String> = None;
    for part in parts(value) {
        let named = part.split_once(':').filter(|(name, _)| {
            let name = name.trim();
            !name.contains(char::is_whitespace) && !VALUED.contains(&name.to_ascii_lowercase().as_str())
        });
        let directive = match named {
            Some((name, rest)) => {
                agent = Some(name.trim().to_ascii_lowercase());
                rest
            }
            None => &part,
        };
        push_directive(directive, agent.as_deref(), out);
    }
}

/// What a page says that reserves its text in a way that is to be respected; `retrieved` is when it was fetched. What is said to
/// other agents by name binds them alone.
pub(crate) fn reserved(rights: &Rights, kind: Respect, retrieved: Option<&str>) -> Option<String> {
    let mut said_to_all = rights.robots.iter().filter_map(|said| match said.split_once(": ") {
        Some((agent, directive)) => (agent == OWN).then_some(directive),
        None => Some(said.as_str()),
    });
    match kind {
        Respect::Robots => said_to_all.find(|said| match said.split_once(':') {
            Some(("max-snippet", most)) => most == "0",
            Some((DATED, date)) => retrieved.and_then(|retrieved| dates::is_before(date, retrieved)).unwrap_or(false),
            _ => matches!(*said, "noindex" | "none" | "noarchive" | "nocache" | "nosnippet"),
        }),
        Respect::Noai => said_to_all.find(|said| matches!(*said, "noai" | "noimageai")),
        Respect::Tdm => rights.tdm_reservation.unwrap_or(false).then_some("tdm-reservation: 1"),
    }
    .map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use crate::{Cleaner, Page, Respect, Settings};

    #[test]
    fn reservations_of_page_and_headers_are_recorded_with_their_agents() {
        let mut page = Page::from_html(
            "<meta name=robots content='index, NoArchive, noai'><meta name=googlebot content=nosnippet><meta name=tdm-reservation content=1>
             <meta name=tdm-policy content=/tdm.json><p>x <a rel=license href='https://creativecommons.org/licenses/by/4.0/'>CC</a></p>",
        )
        .with_url("https://example.org/a");
        page.headers.push(("X-Robots-Tag".into(), "noimageai, otherbot: noindex, nofollow".into()));
        let rights = Cleaner::default().clean(&page).rights.expect("rights");
        assert_eq!(rights.robots, ["noarchive", "noai", "googlebot: nosnippet", "noimageai", "otherbot: noindex", "otherbot: nofollow"]);
        assert_eq!(rights.tdm_reservation, Some(true));
        assert_eq!(rights.tdm_policy.as_deref(), Some("https://example.org/tdm.json"));
        assert_eq!(rights.license.as_deref(), Some("https://creativecommons.org/licenses/by/4.0/"));
    }

    fn headed(lines: &[&str]) -> Vec<String> {
        let mut page = Page::from_html("<p>x</p>");
        page.headers = lines.iter().map(|line| ("X-Robots-Tag".into(), (*line).into())).collect();
        Cleaner::default().clean(&page).rights.map(|rights| rights.robots).unwrap_or_default()
    }

    #[test]
    fn headers_name_agents_values_and_dates() {
        assert_eq!(
            headed(&["BadBot: noindex, nofollow", "googlebot: nofollow"]),
            ["badbot: noindex", "badbot: nofollow", "googlebot: nofollow"]
        );
        assert_eq!(headed(&["noarchive, googlebot: nosnippet; otherbot: none"]), ["noarchive", "googlebot: nosnippet", "otherbot: none"]);
        assert_eq!(headed(&["max-snippet: 0, max-image-preview: none"]), ["max-snippet:0", "max-image-preview:none"]);
        assert_eq!(
            headed(&["unavailable_after: 25 Jun 2030 15:00:00 PST, noai", "googlebot: unavailable_after: 2030-06-25T15:00:00Z"]),
            ["unavailable_after:25 jun 2030 15:00:00 pst", "noai", "googlebot: unavailable_after:2030-06-25t15:00:00z"]
        );
        assert_eq!(
            headed(&["unavailable_after: Tuesday, 25-Jun-30 15:00:00 GMT, noarchive"]),
            ["unavailable_after:tuesday, 25-jun-30 15:00:00 gmt", "noarchive"]
        );
        assert_eq!(headed(&["index, follow, all, max-snippet:-1"]), Vec::<String>::new());
    }

    #[test]
    fn a_reservation_is_obeyed_where_a_user_asks() {
        let class = |meta: &str, header: &str, respect: &[Respect]| {
            let settings = Settings { respect: respect.to_vec(), ..Settings::default() };
            let html = format!("<title>Quay opens</title>{meta}<h1>Quay opens</h1><p>The ferries left the new quay at dawn on Monday.</p>");
            let mut page = Page::from_html(html).with_url("https://example.org/a");
            page.retrieved_at = Some("2026-03-02T08:00:00Z".into());
            page.headers.extend(header.split_once(": ").map(|(name, value)| (name.into(), value.into())));
            let record = Cleaner::new(settings).clean(&page);
            assert_eq!(record.text.is_empty(), record.error.is_some(), "{meta}{header}");
            assert_eq!(record.title.as_deref(), Some("Quay opens"), "all else that is known still stands");
            record.error.map_or(String::new(), |error| error.class)
        };
        for (meta, header, obeyed) in [
            ("<meta name=robots content=noarchive>", "", Some(Respect::Robots)),
            ("<meta name=robots content='noindex nofollow'>", "", Some(Respect::Robots)),
            ("", "X-Robots-Tag: max-snippet: 0", Some(Respect::Robots)),
            ("", "X-Robots-Tag: unavailable_after: 25 Jun 2020 15:00:00 GMT", Some(Respect::Robots)),
            ("", "X-Robots-Tag: unavailable_after: 25 Jun 2030 15:00:00 GMT", None),
            ("", "X-Robots-Tag: otherbot: noindex, noai", None),
            ("", "X-Robots-Tag: presscut: noarchive", Some(Respect::Robots)),
            ("<meta name=robots content='nofollow, max-image-preview:none'>", "", None),
            ("<meta name=robots content='noai, noimageai'>", "", Some(Respect::Noai)),
            ("", "X-Robots-Tag: noai", Some(Respect::Noai)),
            ("<meta name=tdm-reservation content=1>", "", Some(Respect::Tdm)),
            ("<meta name=tdm-reservation content=1>", "tdm-reservation: 0", None),
            ("", "TDM-Reservation: 1", Some(Respect::Tdm)),
            ("<link rel=license href=https://creativecommons.org/licenses/by-nd/4.0/>", "", None),
        ] {
            for asked in [Respect::Robots, Respect::Tdm, Respect::Noai] {
                let wanted = if obeyed == Some(asked) { "rights" } else { "" };
                assert_eq!(class(meta, header, &[asked]), wanted, "{meta}{header} {asked:?}");
            }
            assert_eq!(class(meta, header, &[]), "", "recorded, not obeyed: {meta}{header}");
        }
    }

    #[test]
    fn a_page_that_reserves_nothing_has_no_rights() {
        assert_eq!(
            Cleaner::default()
                .clean(&Page::from_html("<meta name=robots content='index, follow, max-image-preview:large'><p>x</p>"))
                .rights,
            None
        );
    }
}
