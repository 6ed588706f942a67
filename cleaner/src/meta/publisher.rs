//! The site: its name and its registrable domain.

use super::head::said;
use super::{Metadata, Witnesses, json_ld};
use crate::article::Publisher;
use crate::links;

/// Longest name, in characters.
const LONGEST: usize = 80;

/// Reads `publisher`.
pub(super) fn read(witnesses: Witnesses<'_>, out: &mut Metadata) {
    let head = witnesses.head;
    let of_article = || head.json_ld.article().and_then(|article| article.agents("publisher").into_iter().next()).map(|agent| agent.name);
    let of_site = || head.json_ld.first_of(&["WebSite", "NewsMediaOrganization"])?.text("name");
    let meta = |name: &str| head.meta(name).map(json_ld::clean);
    let candidates: [(&str, &dyn Fn() -> Option<String>); 6] = [
        ("og:site_name", &|| meta("og:site_name")),
        ("json-ld", &of_article),
        ("json-ld", &of_site),
        ("dc.publisher", &|| meta("dc.publisher")),
        ("application-name", &|| meta("application-name")),
        ("apple-mobile-web-app-title", &|| meta("apple-mobile-web-app-title")),
    ];
    let name = candidates.iter().find_map(|(witness, read)| {
        let name = read()?;
        let name = name.trim_matches(|c: char| c.is_whitespace() || matches!(c, '|' | '-' | '–' | '—' | '·' | ',' | ':' | ';' | '»' | '«'));
        let fits =
            said(name).is_some() && name.chars().count() <= LONGEST && !name.contains("://") && name.chars().any(char::is_alphanumeric);
        fits.then(|| (*witness, name.to_owned()))
    });
    let address = witnesses.page.base_url().map(str::to_owned).or_else(|| out.canonical_url.clone());
    let domain = address.as_deref().and_then(links::registrable_domain);
    if name.is_some() || domain.is_some() {
        out.tell("publisher", Some(name.as_ref().map_or("url", |(witness, _)| witness)));
        out.publisher = Some(Publisher { name: name.map(|(_, name)| name), domain });
    }
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
}
