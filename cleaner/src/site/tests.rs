use super::*;
use crate::{Cleaner, Settings};

const PAGE: &str = r#"<!doctype html><html><head><noscript><img src=count.gif></noscript><meta name=writer content="Anna Sailor"><title>x</title></head>
<body><template><p class=story>Never shown, and never counted.</p></template><!-- a comment -->
<h2 class=kicker>Harbour</h2><div class=headline>Ferries <b>sail</b> again</div>
<div class=teaser>An altogether different story that fills the page with a good deal of text, so that no measure of length would pass it by, said nobody.</div>
<svg><title>y</title></svg><table><p class=story>The first ferries left at dawn.</p></table>
<div class=story>Forty people were on board.<span class=promo> Subscribe!</span><div class=box>Read our other stories.</div><noscript><p>Unseen.</p></noscript></div>
<time class=when datetime="2016-05-13">yesterday</time></body></html>"#;

fn rule() -> SiteRule {
    SiteRule {
        host: "harbour.example".to_owned(),
        title: Some("div.headline".to_owned()),
        body: Some(".story".to_owned()),
        byline: Some("meta[name=writer]".to_owned()),
        date: Some("time.when".to_owned()),
        remove: Some(".box, noscript".to_owned()),
        ..SiteRule::default()
    }
}

fn clean(rules: &[SiteRule], url: &str) -> crate::Article {
    let sites = SiteRules::compile(rules).unwrap();
    Cleaner::new(Settings { sites, ..Settings::default() }).clean(&Page::from_html(PAGE).with_url(url))
}

#[test]
fn a_rule_names_title_body_byline_and_date() {
    let record = clean(&[rule()], "https://www.harbour.example/1");
    assert_eq!(record.title.as_deref(), Some("Ferries sail again"));
    assert_eq!(record.text, "The first ferries left at dawn.\n\nForty people were on board. Subscribe!");
    assert_eq!(record.authors, ["Anna Sailor"]);
    assert_eq!(record.date_published.as_deref(), Some("2016-05-13"));
    for field in ["title", "authors", "date_published"] {
        assert_eq!(record.provenance[field], "site:harbour.example", "{field}");
    }
}

#[test]
fn a_date_is_read_as_a_reader_would() {
    let sites = SiteRules::compile(&[SiteRule { body: None, ..rule() }]).unwrap();
    let cleaner = Cleaner::new(Settings { sites, ..Settings::default() });
    let told = |url: &str, when: &str| {
        let page = PAGE.replace("<time class=when datetime=\"2016-05-13\">yesterday</time>", when);
        let record = cleaner.clean(&Page::from_html(page).with_url(url));
        let provenance = record.provenance.get("date_published").cloned().unwrap_or_default();
        (record.date_published.unwrap_or_default(), provenance)
    };
    let url = "https://harbour.example/1";
    for (when, wanted) in [
        ("<time class=when>Updated by the desk on May 13, 2016</time>", "2016-05-13"),
        ("<time class=when>2016年5月13日</time>", "2016-05-13"),
        ("<time class=when datetime=soon>13. Mai 2016</time>", "2016-05-13"),
        ("<time class=when datetime=\"2016-05-13T08:30:00+08:00\">May 14, 2016</time>", "2016-05-13T08:30:00+08:00"),
    ] {
        assert_eq!(told(url, when), (wanted.to_owned(), "site:harbour.example".to_owned()), "{when}");
    }
    assert_ne!(told(url, "<time class=when>this week</time>").1, "site:harbour.example");
}

#[test]
fn a_rule_is_for_its_host_alone() {
    let plain = clean(&[], "https://harbour.example/1");
    for url in ["https://otherharbour.example/1", "https://harbour.example.test/1", "https://example/1"] {
        let record = clean(&[rule()], url);
        assert_eq!((record.text, record.title), (plain.text.clone(), plain.title.clone()), "{url}");
    }
}

#[test]
fn a_rule_may_say_only_what_is_to_go() {
    let remove = SiteRule { host: "harbour.example".to_owned(), remove: Some(".teaser".to_owned()), ..SiteRule::default() };
    assert!(clean(&[], "https://harbour.example/1").text.contains("altogether different"));
    assert!(!clean(&[remove], "https://harbour.example/1").text.contains("altogether different"));
}

#[test]
fn a_layouts_days_choose_the_rule() {
    let old = SiteRule { until: Some("2015-12-31".to_owned()), body: Some(".teaser".to_owned()), ..rule() };
    let new = SiteRule { from: Some("2016-01-01".to_owned()), ..rule() };
    let sites = SiteRules::compile(&[old, new]).unwrap();
    let cleaner = Cleaner::new(Settings { sites, ..Settings::default() });
    let text_of = |day: &str| {
        let mut page = Page::from_html(PAGE).with_url("https://harbour.example/1");
        page.retrieved_at = Some(format!("{day}T08:00:00Z").into());
        cleaner.clean(&page).text
    };
    assert!(text_of("2015-06-01").starts_with("An altogether"));
    assert!(text_of("2016-06-01").starts_with("The first ferries"));
}

#[test]
fn a_rule_whose_body_is_not_there_gives_way_and_says_so() {
    let gone = SiteRule { body: Some("#gone".to_owned()), ..rule() };
    let record = clean(std::slice::from_ref(&gone), "https://harbour.example/1");
    assert!(record.quality.warnings.iter().any(|warning| warning == UNMATCHED));
    assert!(!record.text.is_empty());
    assert!(clean(&[gone, rule()], "https://harbour.example/1").text.starts_with("The first ferries"), "the next rule is tried");
}

#[test]
fn errors_name_the_host_the_key_and_the_fix() {
    let error = |rule: SiteRule| SiteRules::compile(&[rule]).unwrap_err().to_string();
    let message = error(SiteRule { body: Some("//div[@class='story']".to_owned()), ..rule() });
    assert!(message.starts_with("site rule for harbour.example: `body` is not a CSS selector: `//div[@class='story']`"), "{message}");
    assert!(message.ends_with("this looks like XPath; write CSS such as `div.story > p`"), "{message}");
    let message = error(SiteRule { body: Some("div..story".to_owned()), ..rule() });
    assert!(!message.contains("developer") && message.lines().count() == 1, "{message}");
    let message = error(SiteRule { host: "https://harbour.example/".to_owned(), ..SiteRule::default() });
    assert_eq!(message, "site rule 1: `https://harbour.example/` is not a host: write the name alone, such as `example.org`");
    let message = error(SiteRule { from: Some("May 2016".to_owned()), ..rule() });
    assert_eq!(message, "site rule for harbour.example: `from` is not a day: `May 2016`: write it as 2016-05-13");
    let message = error(SiteRule { from: Some("2016-02-01".to_owned()), until: Some("2016-01-01".to_owned()), ..rule() });
    assert_eq!(message, "site rule for harbour.example: `until` is before `from`: exchange 2016-01-01 and 2016-02-01");
}
