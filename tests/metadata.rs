//! Whatever stands on a page, no value of its metadata holds a line break, a tag, a template's "None", or what parted it from others.

use std::path::Path;

use presscut::{Article, Cleaner, Page};
use proptest::prelude::*;
use proptest::test_runner::RngSeed;

/// Each value with its field.
fn values(article: &Article) -> Vec<(&'static str, &str)> {
    let one = |field: &'static str, value: &'static dyn Fn(&Article) -> Option<&String>| (field, value);
    let single = [
        one("title", &|article| article.title.as_ref()),
        one("subtitle", &|article| article.subtitle.as_ref()),
        one("description", &|article| article.description.as_ref()),
        one("issue", &|article| article.issue.as_ref()),
        one("dateline", &|article| article.dateline.as_ref()),
        one("copyright", &|article| article.copyright.as_ref()),
        one("publisher", &|article| article.publisher.as_ref()?.name.as_ref()),
        one("source", &|article| article.source.as_ref().map(|source| &source.name)),
        one("date_published", &|article| article.date_published.as_ref()),
        one("date_modified", &|article| article.date_modified.as_ref()),
        one("canonical_url", &|article| article.canonical_url.as_ref()),
        one("language", &|article| article.language.as_ref()),
        one("image", &|article| article.image.as_ref()),
    ];
    let mut values: Vec<_> = single.into_iter().filter_map(|(field, value)| Some((field, value(article)?.as_str()))).collect();
    for (field, list) in [("authors", &article.authors), ("section", &article.section), ("tags", &article.tags)] {
        values.extend(list.iter().map(|value| (field, value.as_str())));
    }
    values.extend(article.contributors.iter().map(|person| ("contributors", person.name.as_str())));
    values
}

/// What is wrong with a value.
fn fault(field: &str, value: &str) -> Option<&'static str> {
    let nothing = ["none", "null", "undefined", "nan", "n/a"];
    if value.trim() != value || value.is_empty() {
        Some("is blank at an edge")
    } else if value.chars().any(char::is_control) {
        Some("holds a control character")
    } else if value.contains("</") || value.contains("<b>") || value.contains("<br") {
        Some("holds a tag")
    } else if nothing.iter().any(|word| value.eq_ignore_ascii_case(word)) {
        Some("says nothing")
    } else if value.starts_with([',', ';', ':', '|', '·', '/', '，', '、', '：', ')', '–']) || value.starts_with("- ") {
        Some("begins with what parts values")
    } else if field != "canonical_url" && value.ends_with([',', ';', ':', '|', '·', '/', '，', '、', '：', '(', '-', '–']) {
        Some("ends in what parts values")
    } else {
        None
    }
}

fn faults(article: &Article) -> Vec<String> {
    values(article).into_iter().filter_map(|(field, value)| Some(format!("{field} {}: {value:?}", fault(field, value)?))).collect()
}

#[test]
fn the_records_of_the_fixtures() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/pages");
    let pages = ignore::WalkBuilder::new(&root).standard_filters(false).build().filter_map(Result::ok);
    let mut seen = 0;
    for page in pages.filter(|entry| entry.file_name() == "page.html") {
        let bytes = std::fs::read(page.path()).expect("readable");
        let article = Cleaner::default().clean(&Page::from_bytes(bytes).with_url("https://harbour.example/2031/quay"));
        assert_eq!(faults(&article), Vec::<String>::new(), "{}", page.path().display());
        seen += 1;
    }
    assert!(seen > 30, "{seen}");
}

const PROSE: &str = "The harbour authority said on Monday that the new quay would open before the end of the year, after two winters of delays that had left ferries waiting at anchor and traders on both shores counting their losses.";

/// A value as templates, feeds and careless hands leave it.
fn hostile() -> impl Strategy<Value = String> {
    let before = ["", "", "", "By ", " - ", "| ", "，", "(", "/", "– ", "作者：", "\n\t"];
    let core = [
        "Anna Berg",
        "Tom Hill",
        "王一帆",
        "Harbour Post",
        "港口新闻",
        "Quay opens after two winters",
        "None",
        "null",
        "undefined",
        "N/A",
        "<b>Anna Berg</b>",
        "Anna\nBerg",
        "Anna Berg, Tom Hill",
        "Anna Berg<br>Tom Hill",
        "https://harbour.example/anna",
        "",
    ];
    let after = ["", "", "", " -", ",", " |", "：", ";", "\n", " ·", " –", "</b>", ")", "/", " /"];
    (prop::sample::select(before.to_vec()), prop::sample::select(core.to_vec()), prop::sample::select(after.to_vec()))
        .prop_map(|(before, core, after)| format!("{before}{core}{after}"))
}

const METAS: [&str; 18] = [
    "author",
    "og:title",
    "og:site_name",
    "og:description",
    "article:author",
    "article:section",
    "article:tag",
    "article:published_time",
    "description",
    "keywords",
    "news_keywords",
    "dc.creator",
    "dc.title",
    "parsely-author",
    "copyright",
    "contentsource",
    "sailthru.author",
    "twitter:title",
];

fn metas() -> impl Strategy<Value = String> {
    let one = (prop::sample::select(METAS.to_vec()), hostile()).prop_map(|(name, value)| {
        let value = value.replace('&', "&amp;").replace('"', "&quot;");
        format!("<meta name=\"{name}\" property=\"{name}\" content=\"{value}\">\n")
    });
    prop::collection::vec(one, 0..8).prop_map(|metas| metas.concat())
}

fn json_ld() -> impl Strategy<Value = String> {
    (hostile(), hostile(), hostile(), hostile(), prop::collection::vec(hostile(), 0..4)).prop_map(
        |(headline, author, publisher, section, keywords)| {
            let json = serde_json::json!({
                "@context": "https://schema.org", "@type": "NewsArticle", "headline": headline, "alternativeHeadline": section,
                "author": [{"@type": "Person", "name": author}], "editor": {"@type": "Person", "name": publisher},
                "publisher": {"@type": "Organization", "name": publisher}, "articleSection": section, "keywords": keywords,
            });
            format!("<script type=\"application/ld+json\">{}</script>\n", json.to_string().replace("</", "<\\/"))
        },
    )
}

/// What stands around a story, in the words of those who look for it.
fn visible() -> impl Strategy<Value = String> {
    let lines = [
        "<div class=byline>{}</div>",
        "<div class=byline>By {}</div>",
        "<p class=author>{} | 2031-02-03</p>",
        "<div class=info>2031年02月03日 来源：{} 作者：{}</div>",
        "<span rel=author>{}</span>",
        "<p class=dek>{}</p>",
        "<ul class=breadcrumb><li><a href=/>Home</a></li><li><a href=/w>{}</a></li></ul>",
        "<div class=tags><a rel=tag href=/t>{}</a> <a rel=tag href=/u>{}</a></div>",
        "<p>Source: {}</p>",
        "<p>Editor: {}</p>",
    ];
    (prop::sample::select(lines.to_vec()), hostile()).prop_map(|(line, value)| line.replace("{}", &value) + "\n")
}

fn page() -> impl Strategy<Value = String> {
    let around = || prop::collection::vec(visible(), 0..4).prop_map(|lines| lines.concat());
    let scripts = prop::collection::vec(json_ld(), 0..2).prop_map(|scripts| scripts.concat());
    (hostile(), hostile(), metas(), scripts, around(), around(), hostile()).prop_map(
        |(title, headline, metas, scripts, above, below, end)| {
            format!(
                "<html><head><title>{title} | Harbour Post</title>{metas}{scripts}</head><body><article><h1>{headline}</h1>\n{above}\
                 <p>{PROSE}</p><p>{PROSE}</p><p>Copyedited by {end}</p>{below}</article><footer>Copyright {end} 2031</footer></body></html>"
            )
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, rng_seed: RngSeed::Fixed(2031), ..ProptestConfig::default() })]

    #[test]
    fn the_records_of_pages_that_nobody_checked(html in page()) {
        let article = Cleaner::default().clean(&Page::from_html(html.as_str()).with_url("https://harbour.example/2031/quay"));
        prop_assert_eq!(faults(&article), Vec::<String>::new(), "{}", html);
    }
}
