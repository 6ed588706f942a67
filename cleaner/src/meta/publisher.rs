//! The site: its name and its registrable domain.

use std::cell::LazyCell;

use memchr::memmem::Finder;

use super::head::said;
use super::{Headline, Metadata, Witnesses, copyright, json_ld, names, title};
use crate::article::Publisher;
use crate::document::{Attribute, Tag};
use crate::links;
use crate::verdict::Verdict;

/// Longest name, in characters.
const LONGEST: usize = 80;
/// Longest line that is searched for the name, in characters.
const LONGEST_LINE: u32 = 1_000;
/// Most words of a name that spells a domain.
const MOST_WORDS: usize = 5;

/// Reads `publisher`.
pub(super) fn read(witnesses: Witnesses<'_>, headline: &Headline, verdicts: &[Verdict], out: &mut Metadata) {
    let head = witnesses.head;
    let address = witnesses.page.base_url().map(str::to_owned).or_else(|| out.canonical_url.clone());
    let domain = address.as_deref().and_then(links::registrable_domain);
    let of_article = || head.json_ld.article().and_then(|article| article.agents("publisher").into_iter().next()).map(|agent| agent.name);
    let of_site = || head.json_ld.first_of(&["WebSite", "NewsMediaOrganization"])?.text("name");
    let meta = |name: &str| head.meta(name).map(json_ld::clean);
    let furniture = LazyCell::new(|| Furniture::of(witnesses, verdicts, domain.as_deref()));
    let candidates: [(&str, &dyn Fn() -> Option<String>); 10] = [
        ("og:site_name", &|| meta("og:site_name")),
        ("json-ld", &of_article),
        ("json-ld", &of_site),
        ("dc.publisher", &|| meta("dc.publisher")),
        ("sitename", &|| meta("sitename")),
        ("application-name", &|| meta("application-name")),
        ("apple-mobile-web-app-title", &|| meta("apple-mobile-web-app-title")),
        ("title", &|| furniture.ending_of(head.title.as_deref()?, headline.text.as_deref())),
        ("url", &|| furniture.spelled()),
        ("copyright", &|| furniture.holder()),
    ];
    let name = candidates.iter().find_map(|(witness, read)| {
        let name = read()?;
        let name = trim(&name);
        let fits =
            said(name).is_some() && name.chars().count() <= LONGEST && !name.contains("://") && name.chars().any(char::is_alphanumeric);
        fits.then(|| (*witness, name.to_owned()))
    });
    if name.is_some() || domain.is_some() {
        out.tell("publisher", Some(name.as_ref().map_or("url", |(witness, _)| witness)));
        out.publisher = Some(Publisher { name: name.map(|(_, name)| name), domain: domain.clone() });
    }
}

fn trim(name: &str) -> &str {
    name.trim_matches(|c: char| {
        c.is_whitespace() || matches!(c, '|' | '-' | '–' | '—' | '·' | ',' | ':' | '：' | ';' | '»' | '«' | '.' | '_')
    })
}

/// What stands around the story on every page of a site: where it says its own name.
struct Furniture<'a> {
    /// The lines that are no body.
    lines: Vec<&'a str>,
    /// What pictures are said to show: the logo.
    alternatives: Vec<&'a str>,
    /// The domain without its public suffix.
    label: Option<&'a str>,
}

impl<'a> Furniture<'a> {
    fn of(witnesses: Witnesses<'a>, verdicts: &[Verdict], domain: Option<&'a str>) -> Self {
        let Witnesses { document, blocks, .. } = witnesses;
        let cut = |index: &usize| verdicts.get(*index).is_some_and(|verdict| !verdict.keep) && blocks[*index].chars <= LONGEST_LINE;
        Self {
            lines: (0..blocks.len()).filter(cut).map(|index| blocks.text(index)).collect(),
            alternatives: document
                .elements(Tag::Img)
                .filter_map(|image| document.attribute(image, Attribute::Alt))
                .map(str::trim)
                .collect(),
            label: domain.and_then(|domain| domain.split('.').next()).filter(|label| label.chars().count() >= 2),
        }
    }

    fn notices(&self) -> impl Iterator<Item = &'a str> + '_ {
        self.lines.iter().copied().filter(|line| is_notice(line))
    }

    /// The words that the domain is made of, as the page writes them: "The Gull" of `thegull.com`. The commonest spelling, capitals alone last.
    fn spelled(&self) -> Option<String> {
        let label = self.label.filter(|label| label.chars().count() >= 6)?;
        let mut found: Vec<(String, usize)> = vec![];
        for line in self.lines.iter().chain(&self.alternatives) {
            let words: Vec<&str> = line.split_whitespace().collect();
            for from in 0..words.len() {
                for count in 2..=MOST_WORDS.min(words.len() - from) {
                    let Some(run) = words.get(from..from + count) else { continue };
                    if run.first().is_some_and(|word| word.chars().next().is_some_and(char::is_uppercase)) && spells(run, label) {
                        let name = run.join(" ");
                        let name = name.trim_matches(|c: char| !c.is_alphanumeric()).to_owned();
                        match found.iter_mut().find(|(known, _)| *known == name) {
                            Some((_, times)) => *times += 1,
                            None => found.push((name, 1)),
                        }
                    }
                }
            }
        }
        let rank = |(name, times): &(String, usize)| (name.chars().any(char::is_lowercase), *times);
        found.into_iter().reduce(|best, next| if rank(&next) > rank(&best) { next } else { best }).map(|(name, _)| name)
    }

    /// The end of the `<title>`, where the domain, a notice or the logo names the same.
    fn ending_of(&self, page_title: &str, headline: Option<&str>) -> Option<String> {
        let headline = names::key(headline?);
        let parts = title::parts(page_title);
        let parts: Vec<&str> = parts.iter().flat_map(|part| part.split(['：', '｜'])).collect();
        parts.iter().skip(1).rev().take(3).find_map(|part| {
            let part = without_aside(trim(part));
            let key = names::key(part);
            let own = !key.is_empty() && !headline.contains(&key) && part.chars().count() <= 40 && !is_address(part);
            (own && self.confirm(part)).then(|| part.to_owned())
        })
    }

    fn confirm(&self, name: &str) -> bool {
        let logo = |alternative: &&str| {
            alternative
                .strip_prefix(name)
                .is_some_and(|rest| rest.chars().count() <= 12 && rest.chars().next().is_none_or(|c| !c.is_lowercase()))
        };
        let finder = Finder::new(name);
        let says = |line: &&&str| finder.find(line.as_bytes()).is_some();
        let about = |line: &str| {
            ["关于", "關於", "About ", "О "].iter().any(|word| line.split(*word).skip(1).any(|rest| rest.starts_with(name)))
                || line.split(name).skip(1).any(|rest| rest.starts_with("简介"))
        };
        name.chars().count() >= 2
            && (self.label.is_some_and(|label| agree(name, label))
                || self.lines.iter().filter(says).any(|line| is_notice(line))
                || self.alternatives.iter().any(logo)
                || self.lines.iter().filter(says).any(|line| about(line)))
    }

    /// Who a notice names, where that is the domain's name too.
    fn holder(&self) -> Option<String> {
        let label = self.label?;
        self.notices().find_map(|line| {
            line.split(['。', '|', '　', '，', ',']).flat_map(|part| part.split(". ")).find_map(|part| {
                let mut words: Vec<&str> = part.split_whitespace().skip_while(|word| is_notice_word(word)).collect();
                let end = words.iter().position(|word| matches!(word.to_lowercase().as_str(), "all" | "版权所有" | "版權所有" | "©"));
                words.truncate(end.unwrap_or(words.len()));
                let name = words.join(" ");
                let name = trim(name.trim_start_matches("版权所有").trim_end_matches("版权所有")).to_owned();
                (words.len() <= MOST_WORDS + 1 && !is_address(&name) && agree(&name, label)).then_some(name)
            })
        })
    }
}

fn is_notice(line: &str) -> bool {
    copyright::is_notice(line) || line.contains("ICP备") || line.contains("ICP证")
}

/// Copyright, marks and years, which stand before the name in a notice.
fn is_notice_word(word: &str) -> bool {
    let key = names::key(word);
    key.is_empty()
        || key.chars().all(|c| c.is_ascii_digit())
        || matches!(key.as_str(), "copyright" | "c" | "by" | "版权所有" | "版權所有" | "the")
}

/// Whether words, put together, are the label of a domain.
fn spells(words: &[&str], label: &str) -> bool {
    let mut letters = words.iter().flat_map(|word| word.chars()).filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase);
    label.chars().filter(|&c| c != '-').all(|c| letters.next() == Some(c)) && letters.next().is_none()
}

/// Whether a name is the domain's: the same letters, one the beginning of the other, or its initials.
fn agree(name: &str, label: &str) -> bool {
    let (key, label) = (names::key(name), names::key(label));
    let begins = |long: &str, short: &str| short.chars().count() >= 4 && long.starts_with(short);
    let initials: String = name.split_whitespace().filter_map(|word| word.chars().next()).flat_map(char::to_lowercase).collect();
    let article = initials.strip_prefix('t').filter(|_| key.starts_with("the")).unwrap_or(&initials);
    key == label || begins(&key, &label) || begins(&label, &key) || (label.chars().count() >= 3 && (initials == label || article == label))
}

fn is_address(name: &str) -> bool {
    !name.contains(' ') && name.split('.').count() > 1 && name.is_ascii()
}

/// Without the bracket at its end: みなと新聞(MINATO Web).
fn without_aside(name: &str) -> &str {
    name.strip_suffix([')', '）']).and_then(|rest| rest.rsplit_once(['(', '（'])).map_or(name, |(name, _)| name.trim())
}

#[cfg(test)]
mod tests {
    use crate::{Cleaner, Page};

    #[test]
    fn the_site_has_a_name_and_a_domain() {
        let page = Page::from_html("<meta property=og:site_name content='The Gull &amp;amp; Anchor'><p>x</p>")
            .with_url("https://news.gull.co.uk/a");
        let publisher = Cleaner::default().clean(&page).publisher.expect("a publisher");
        assert_eq!(publisher.name.as_deref(), Some("The Gull & Anchor"));
        assert_eq!(publisher.domain.as_deref(), Some("gull.co.uk"));
        assert_eq!(Cleaner::default().clean(&Page::from_html("<p>x</p>")).publisher, None);
    }

    fn name(html: &str, url: &str) -> Option<String> {
        Cleaner::default().clean(&Page::from_html(html).with_url(url)).publisher.and_then(|publisher| publisher.name)
    }

    #[test]
    fn the_end_of_the_title_is_the_site_where_the_page_says_so_again() {
        let page = |title: &str, foot: &str| {
            format!(
                "<title>{title}</title><h1>The quay is open again</h1><p>The first ferries left the quay at dawn, and by noon a long line had formed.</p><div>{foot}</div>"
            )
        };
        let told = |title: &str, foot: &str, url: &str| name(&page(title, foot), url);
        let gull = Some("Evening Gull".to_owned());
        assert_eq!(told("The quay is open again - Evening Gull", "Copyright © 2016 Evening Gull", "http://egnews.com/1"), gull);
        assert_eq!(told("The quay is open again | Evening Gull", "", "http://www.eveninggull.com/1"), gull);
        assert_eq!(
            told("The quay is open again | Eveninggull.com", "<a href=/a>About Evening Gull</a>", "http://www.eveninggull.com/1"),
            gull
        );
        assert_eq!(told("The quay is open again | Evening Gull", "<img src=l.png alt='Evening Gull'>", "http://egnews.com/1"), gull);
        // A section, for all that the page says.
        assert_eq!(told("The quay is open again | Harbours", "<a href=/h>Harbours</a>", "http://egnews.com/1"), None);
        assert_eq!(
            told("The quay is open again", "Copyright © 2016 Gull. All rights reserved.", "http://gull.com/1"),
            Some("Gull".to_owned())
        );
        assert_eq!(told("The quay is open again", "Copyright © 2016 Some Holding Ltd.", "http://gull.com/1"), None);
    }
}
