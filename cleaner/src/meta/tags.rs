//! Keywords.

use super::head::said;
use super::{Metadata, Witnesses, json_ld};

/// Most keywords that are kept.
const MOST: usize = 40;
/// Longest keyword, in characters.
const LONGEST: usize = 60;

/// Reads `tags` from the first witness that has any.
pub(super) fn read(witnesses: Witnesses<'_>, out: &mut Metadata) {
    let Witnesses { head, document, .. } = witnesses;
    let all = |name: &str| head.metas_named(name).map(str::to_owned).collect::<Vec<_>>();
    let of_article = || head.json_ld.article().map(|article| article.texts("keywords")).unwrap_or_default();
    let of_links = || {
        let tags = head.rel_anchors.iter().filter(|(rel, _)| rel.split_ascii_whitespace().any(|token| token.eq_ignore_ascii_case("tag")));
        tags.filter(|(rel, _)| !rel.contains("category")).take(MOST).map(|&(_, link)| document.inner_text(link)).collect::<Vec<_>>()
    };
    let candidates: [(&str, &dyn Fn() -> Vec<String>); 8] = [
        ("article:tag", &|| all("article:tag")),
        ("json-ld", &of_article),
        ("news_keywords", &|| all("news_keywords")),
        ("parsely-tags", &|| all("parsely-tags")),
        ("rel=tag", &of_links),
        ("keywords", &|| all("keywords")),
        ("dc.subject", &|| all("dc.subject")),
        ("enp:keyword", &|| all("enp:keyword")),
    ];
    for (witness, read) in candidates {
        let tags = tidy(&read(), out.title.as_deref());
        if !tags.is_empty() {
            out.tell("tags", Some(witness));
            out.tags = tags;
            return;
        }
    }
}

/// One keyword each, none twice, none that is the headline or a sentence.
fn tidy(given: &[String], title: Option<&str>) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for text in given {
        let text = json_ld::clean(text);
        let commas = text.contains([',', '，', ';', '；', '、', '|']);
        let spaced = !commas && given.len() == 1 && text.chars().any(crate::text::is_cjk);
        let parts = text.split(|c: char| if spaced { c == ' ' } else { matches!(c, ',' | '，' | ';' | '；' | '、' | '|') });
        for part in parts {
            let part = part.trim_matches(|c: char| c.is_whitespace() || "#\"“”'[]()".contains(c) || ".:-–/".contains(c));
            let fits = (1..=LONGEST).contains(&part.chars().count()) && part.chars().any(char::is_alphanumeric);
            let known = out.iter().any(|other| other.to_lowercase() == part.to_lowercase());
            if fits && !known && title != Some(part) && said(part).is_some() && !part.contains("://") && out.len() < MOST {
                out.push(part.to_owned());
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use crate::{Cleaner, Page};

    fn tags(html: &str) -> Vec<String> {
        Cleaner::default().clean(&Page::from_html(html)).tags
    }

    #[test]
    fn keywords_are_split_and_given_once() {
        assert_eq!(tags("<meta name=keywords content='Quay, harbour; quay ,null,'><p>x</p>"), ["Quay", "harbour"]);
        assert_eq!(tags("<meta name=keywords content='码头，渡轮、城市'><p>x</p>"), ["码头", "渡轮", "城市"]);
        assert_eq!(tags("<meta name=keywords content='码头 渡轮'><p>x</p>"), ["码头", "渡轮"]);
        assert_eq!(
            tags(
                "<meta property=article:tag content=Quay><meta property=article:tag content='Night ferry'><meta name=keywords content=z><p>x</p>"
            ),
            ["Quay", "Night ferry"]
        );
        assert_eq!(tags("<p>x <a rel='category tag' href=/c>News</a> <a rel=tag href=/t>#Ferries</a></p>"), ["Ferries"]);
    }
}
