//! What the page or its headers reserve: robots directives, `TDMRep`, licence. Recorded as said; obeyed elsewhere, where a user asks.

use super::{Metadata, Witnesses, json_ld};
use crate::article::Rights;
use crate::document::Attribute;
use crate::links;

/// Agents whose own robots metas are read beside `robots`.
const AGENTS: &[&str] = &[
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

/// Directives that take a value after a colon.
const VALUED: &[&str] = &["unavailable_after", "max-snippet", "max-image-preview", "max-video-preview"];

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

fn push_directives(value: &str, agent: Option<&str>, out: &mut Vec<String>) {
    for directive in value.split([',', ';']) {
        let directive = directive.trim().to_ascii_lowercase();
        let directive = directive.replace(": ", ":");
        // What is the rule anyway reserves nothing.
        if directive.is_empty()
            || matches!(
                directive.as_str(),
                "index"
                    | "follow"
                    | "all"
                    | "index follow"
                    | "max-snippet:-1"
                    | "max-video-preview:-1"
                    | "max-image-preview:large"
                    | "noodp"
                    | "noydir"
                    | "archive"
                    | "imageindex"
            )
        {
            continue;
        }
        let said = agent.map_or_else(|| directive.clone(), |agent| format!("{agent}: {directive}"));
        if !out.contains(&said) && out.len() < 50 && said.len() <= 200 {
            out.push(said);
        }
    }
}

/// `noai, noimageai`, `googlebot: noarchive, nosnippet`, `unavailable_after: 25 Jun 2030 15:00:00 PST`.
fn push_header(value: &str, out: &mut Vec<String>) {
    let mut agent: Option<String> = None;
    for part in value.split(',') {
        let directive = match part.split_once(':') {
            Some((name, rest)) if !VALUED.contains(&name.trim().to_ascii_lowercase().as_str()) => {
                agent = Some(name.trim().to_ascii_lowercase());
                rest
            }
            _ => part,
        };
        push_directives(directive, agent.as_deref(), out);
    }
}

#[cfg(test)]
mod tests {
    use crate::{Cleaner, Page};

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
