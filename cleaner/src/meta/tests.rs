//! What a user sees of the fields, for whole pages of the layouts that news sites use.

mod people;

use crate::article::Article;
use crate::{Cleaner, Page};

const PROSE: &str = "The harbour authority said on Monday that the new quay would open before the end of the year, after two winters of delays that had left ferries waiting at anchor and traders on both shores counting their losses in public.";
const HAN_PROSE: &str = "海港管理局周一表示，新码头将在年底前开放。此前两个冬天的延误让渡轮只能在港外等候，两岸的商户也因此蒙受了不小的损失，许多居民对此表示期待，并希望航线能够尽快恢复正常。";

fn clean(html: &str) -> Article {
    Cleaner::default().clean(&Page::from_html(html))
}

/// A magazine's page, by the shape that its layout gives to title, dek and byline.
fn check_magazine(article: &Article, layout: &str) {
    assert_eq!(article.title.as_deref(), Some("Borrowed Tides"), "{layout}");
    assert_eq!(article.subtitle.as_deref(), Some("The new quay is unlikely to bring the ferries back"), "{layout}");
    assert_eq!(article.authors, ["Mei Fang"], "{layout}");
    assert_eq!(article.source, None, "{layout}");
    assert_eq!(article.issue.as_deref(), Some("NO. 7 FEBRUARY 14, 2019"), "{layout}");
    let people: Vec<_> = article.contributors.iter().map(|person| (person.name.as_str(), person.role.as_str())).collect();
    assert_eq!(people, [("Tom Hill", "copyeditor")], "{layout}");
    assert!(article.text.starts_with("The harbour authority"), "{layout}: {}", article.text);
    assert!(!article.text.contains("Copyedited") && !article.text.contains("NO. 7"), "{layout}");
}

#[test]
fn a_magazine_page_reads_the_same_in_every_layout() {
    let (title, dek) = ("Borrowed Tides", "The new quay is unlikely to bring the ferries back");
    let byline = "By Mei Fang  &nbsp;·&nbsp; 2019-02-13 &nbsp;·&nbsp; Source: | NO. 7 FEBRUARY 14, 2019";
    let head = "<head><title>Borrowed Tides--Harbour Review</title></head>";
    let table = format!(
        "{head}<body><table><tr><td><a href=/>Home</a> | <a href=/w>World</a></td></tr></table><table><tr><td class=title>{title}</td></tr><tr><td>{dek}</td></tr><tr><td>{byline}</td></tr>\
         <tr><td class=TRS_Editor><p>{PROSE}</p><p>{PROSE}</p><p>Copyedited by Tom Hill</p><p>Comments to fang@example.org</p></td></tr></table>"
    );
    check_magazine(&clean(&table), "table");
    let divs = format!(
        "{head}<body><h1>{title}</h1><div>{dek}</div><div>{byline}</div><div><p>{PROSE}</p><p>{PROSE}</p><p>Copyedited by Tom Hill</p></div>"
    );
    check_magazine(&clean(&divs), "div");
    let lines = format!("{head}<body>{title}<br>{dek}<br>{byline}<br><br>{PROSE}<br><br>{PROSE}<br><br>Copyedited by Tom Hill<br>");
    check_magazine(&clean(&lines), "lines");
    let plain = format!(
        "{title}\n{dek}\nBy Mei Fang  ·  2019-02-13  ·   Source: | NO. 7 FEBRUARY 14, 2019\n\n{PROSE}\n\n{PROSE}\n\nCopyedited by Tom Hill\n"
    );
    check_magazine(&Cleaner::default().clean(&Page::from_text(plain)), "plain");
}

#[test]
fn a_chinese_portal_names_source_author_and_editor() {
    let html = format!(
        "<head><title>新码头年底开放_国内_海港新闻网</title></head><body><div><h1>新码头年底开放</h1><div class=info>2021年03月04日 09:33 来源：<a href=https://example.org/>海港晚报</a> 作者：王一帆</div>\
         <p>{HAN_PROSE}</p><p>{HAN_PROSE}</p><p>（责任编辑：李小满_NX1234）</p></div>"
    );
    let article = clean(&html);
    assert_eq!(article.title.as_deref(), Some("新码头年底开放"));
    assert_eq!(article.authors, ["王一帆"]);
    let source = article.source.unwrap();
    assert_eq!((source.name.as_str(), source.url.as_deref()), ("海港晚报", Some("https://example.org/")));
    assert_eq!(article.contributors.iter().map(|person| person.name.as_str()).collect::<Vec<_>>(), ["李小满"]);
    assert!(!article.text.contains("责任编辑"));
}

#[test]
fn reporters_in_brackets_are_authors_and_sentences_about_reporters_are_not() {
    let page = |opening: &str| {
        format!("<title>新码头</title><body><div><h1>新码头年底开放</h1><p>{opening}{HAN_PROSE}</p><p>{HAN_PROSE}</p></div>")
    };
    assert_eq!(clean(&page("海港晚报讯（记者王一帆 通讯员李小满）")).authors, ["王一帆", "李小满"]);
    assert_eq!(clean(&page("【海港醒報記者王一帆台北報導】")).authors, ["王一帆"]);
    assert_eq!(clean(&page("本报记者了解到，")).authors, Vec::<String>::new());
}

#[test]
fn the_visible_byline_overrules_a_template_and_the_machines_confirm_a_class() {
    let json = r#"<script type="application/ld+json">{"@type":"NewsArticle","headline":"Quay opens","author":[{"@type":"Person","name":"Web Desk"},{"@type":"Person","name":"Anna Berg"}]}</script>"#;
    let page = |head: &str, byline: &str| {
        clean(&format!(
            "<head><title>Quay opens</title>{head}</head><body><article><h1>Quay opens</h1>{byline}<p>{PROSE}</p><p>{PROSE}</p></article>"
        ))
        .authors
    };
    assert_eq!(page("<meta name=author content='Pixel Works'>", "<p>By Anna Berg and Tom Hill</p>"), ["Anna Berg", "Tom Hill"]);
    assert_eq!(page(json, "<div class=byline>Anna Berg Senior Reporter</div>"), ["Anna Berg"]);
    assert_eq!(page(json, ""), ["Anna Berg"]);
    assert_eq!(page("<meta name=author content='Pixel Works'>", ""), Vec::<String>::new());
    assert_eq!(page("", "<p>By the time the ferry came, the quay was empty.</p>"), Vec::<String>::new());
}

#[test]
fn a_title_goes_without_site_and_section() {
    for (title, wanted) in [
        ("Quay opens after two winters of delay | World | Harbour Post", "Quay opens after two winters of delay"),
        ("Harbour Post: Quay opens after two winters of delay", "Quay opens after two winters of delay"),
        ("Quay opens after two winters of delay - Harbour Post", "Quay opens after two winters of delay"),
        ("新码头年底开放_国内_海港新闻网", "新码头年底开放"),
    ] {
        let html = format!("<head><title>{title}</title><meta property=og:site_name content='Harbour Post'></head><body><p>{PROSE}</p>");
        assert_eq!(clean(&html).title.as_deref(), Some(wanted));
    }
}

#[test]
fn a_heading_of_any_level_over_the_dateline_is_the_headline() {
    let html = format!(
        "<title>新闻动态--海港官网</title><h5>新码头年底开放，渡轮明年起每天八班</h5><p>发布时间：2019-05-18 来源：海港晚报</p><p>{HAN_PROSE}</p>"
    );
    assert_eq!(clean(&html).title.as_deref(), Some("新码头年底开放，渡轮明年起每天八班"));
    let html =
        format!("<title>新码头年底开放渡轮八班 东区办事处_海港网</title><p class=Title>新码头年底开放渡轮八班</p><p>{HAN_PROSE}</p>");
    assert_eq!(clean(&html).title.as_deref(), Some("新码头年底开放渡轮八班"));
}

/// The title of a page with this head, this heading, and this address.
fn titled(head: &str, heading: &str, url: &str) -> Option<String> {
    let html = format!("<head>{head}</head><body>{heading}<p>{PROSE}</p><p>{PROSE}</p>");
    Cleaner::default().clean(&Page::from_html(html).with_url(url)).title
}

#[test]
fn a_heading_is_read_as_a_reader_reads_it() {
    for (heading, wanted) in [
        ("<h1>Quay opens<a class=headerlink href='#quay'>¶</a></h1>", "Quay opens"),
        ("<h1>Quay opens <button>Copy link</button></h1>", "Quay opens"),
        ("<h1>Quay opens <span hidden>Save it for later</span></h1>", "Quay opens"),
        ("<h1><span class=k>After the storm</span><span class=h>Quay opens at last</span></h1>", "After the storm Quay opens at last"),
        ("<h1><span>After the storm</span><span class=vh>: </span><span>Quay opens</span></h1>", "After the storm: Quay opens"),
        ("<h1>«Quay opens»</h1>", "«Quay opens»"),
        ("<h1>Mayor: «The quay is open»</h1>", "Mayor: «The quay is open»"),
        ("<h1>&lt;quay&gt;: The harbour element</h1>", "<quay>: The harbour element"),
        ("<h1><ruby>港<rt>みなと</rt></ruby>が開いた</h1>", "港が開いた"),
    ] {
        assert_eq!(titled("", heading, "https://e.org/a").as_deref(), Some(wanted), "{heading}");
    }
}

#[test]
fn an_aside_in_the_heading_goes_where_the_page_says_so() {
    let og = "<meta property=og:title content='Quay opens after two winters'>";
    for heading in [
        "<h1>Quay opens after two winters <small>Comments: 12</small></h1>",
        "<h1><span>Harbour</span> Quay opens after two winters</h1>",
        "<h1>Quay opens after two winters | Harbour News | Local News</h1>",
    ] {
        assert_eq!(titled(og, heading, "https://e.org/a").as_deref(), Some("Quay opens after two winters"), "{heading}");
    }
    // A label that only the style sets apart is written as the page writes it to machines.
    let og = "<meta property=og:title content='Question - How does the quay open?'>";
    let heading = "<h1><span class=label>Question</span> How does the quay open?</h1>";
    assert_eq!(titled(og, heading, "https://e.org/a").as_deref(), Some("Question - How does the quay open?"));
}

#[test]
fn the_sites_name_is_no_headline_and_a_subject_is_part_of_one() {
    let book = "<title>What the tide brings - The Harbour Book</title>";
    let page = "<h1 class=menu-title>The Harbour Book</h1><h2><a href='#tide'>What the tide brings</a></h2>";
    assert_eq!(titled(book, page, "https://e.org/a").as_deref(), Some("What the tide brings"));
    let subject = "<meta property=og:site_name content='Gull News'><title>Gull's forecast: the quay opens | Gull News</title>";
    assert_eq!(
        titled(subject, "<h1>Gull's forecast: the quay opens</h1>", "https://gull.com/a").as_deref(),
        Some("Gull's forecast: the quay opens")
    );
    assert_eq!(
        titled("<title>Gull: fares &amp;amp; &lt;b&gt;tides&lt;/b&gt;</title>", "", "https://e.org/a").as_deref(),
        Some("Gull: fares & tides")
    );
}

#[test]
fn values_are_clean_whatever_stands_around_them() {
    for name in [
        "Anna Berg",
        " Anna Berg, ",
        "<b>Anna Berg</b>",
        "None",
        "By\nAnna Berg |",
        "- Anna Berg -",
        "(Anna Berg)",
        "“Anna Berg”",
        "Anna Berg;",
        "/Anna Berg/",
        "null",
    ] {
        for line in [format!("By {name}"), format!("Author: {name} | Source: {name} | Editor: {name}"), format!("{name} · Editor: {name},")]
        {
            let article = clean(&format!(
                "<title>- Quay opens | </title><body><article><h1>Quay opens: </h1><div class=byline>{line}</div><p>{PROSE}</p><p>{PROSE}</p></article>"
            ));
            let source = article.source.as_ref().map(|source| &source.name);
            let values = article
                .authors
                .iter()
                .chain(article.contributors.iter().map(|person| &person.name))
                .chain(source)
                .chain(&article.title)
                .chain(&article.subtitle);
            for value in values {
                let edge = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
                assert!(
                    !value.contains(['\n', '<', '>']) && value != "None" && !edge(value.chars().next()) && !edge(value.chars().next_back()),
                    "{line}: {value}"
                );
            }
        }
    }
}
