//! Feeds, sitemaps, links: what a crawl finds by itself.

use std::io::Write;
use std::path::Path;

use serde_json::Value;

use crate::command::{hasty, presscut, records, told};
use crate::server::{Seen, Server, answer, article, html, status};

/// Runs the command to its end; gives its records, its status, and what it told.
async fn run(folder: &Path, arguments: &[&str]) -> (Vec<Value>, Option<i32>, String) {
    let output = presscut(folder, hasty(arguments), String::new(), &[]).await;
    (records(&output.stdout), output.status.code(), told(&output))
}

/// The paths of the pages that have records, in order of the paths.
fn paths(records: &[Value]) -> Vec<String> {
    let path = |record: &Value| url::Url::parse(record["url"].as_str().unwrap()).unwrap()[url::Position::BeforePath..].to_owned();
    let mut paths: Vec<String> = records.iter().map(path).collect();
    paths.sort();
    paths
}

fn of<'a>(records: &'a [Value], path: &str) -> &'a Value {
    records.iter().find(|record| record["url"].as_str().unwrap().ends_with(path)).unwrap_or_else(|| panic!("a record of {path}"))
}

const WHOLE: &str = "<p>The ferry company said on Monday that boats will leave the old harbour every half hour from the first of June, and that the night boat comes back after nine years.</p>
    <p>Residents of the island had asked for the change since the bridge was closed to lorries, and the council agreed to pay a third of the cost until the repairs are done.</p>
    <p>We counted four hundred people on the quay last Friday, and the boat takes two hundred, said the harbour master, who has run the pier since the spring of the year before last.</p>";

fn rss(items: &str) -> String {
    format!(
        "<?xml version='1.0' encoding='UTF-8'?><rss version='2.0' xmlns:content='http://purl.org/rss/1.0/modules/content/' xmlns:dc='http://purl.org/dc/elements/1.1/'><channel><title>Harbour Daily</title>{items}</channel></rss>"
    )
}

#[tokio::test]
async fn a_feed_tells_of_pages_and_is_a_witness_where_they_say_less() {
    let (server, folder) = (Server::start().await, tempfile::tempdir().unwrap());
    let item = |path: &str, more: &str| {
        format!(
            "<item><title>Night boat returns</title><link>{}</link><pubDate>Wed, 13 May 2026 07:30:00 +0800</pubDate><dc:creator>Ann Marsh</dc:creator>{more}</item>",
            server.url(1, path)
        )
    };
    let whole = format!("<content:encoded><![CDATA[{WHOLE}]]></content:encoded>");
    let items = [
        item("/full", "<description>A teaser.</description>"),
        item("/teaser", &whole),
        item("/full?utm_source=rss", ""),
        item("/gone", &whole),
    ];
    server.on("/feed.xml", answer(&["Content-Type: application/rss+xml"], rss(&items.concat()).as_bytes()));
    server.on("/full", html(&article("Night boat returns to the island")));
    server.on("/teaser", html("<html><body><article><h1>Night boat returns</h1><p>The night boat comes back. Read on as a subscriber.</p></article></body></html>"));
    let (records, code, told) = run(folder.path(), &["--feed", &server.url(1, "/feed.xml")]).await;
    assert_eq!(paths(&records), ["/full", "/gone", "/teaser"], "{told}");
    assert_eq!(code, Some(1), "one page is gone");

    let full = of(&records, "/full");
    assert_eq!(full["title"], "Night boat returns to the island", "the page's own words go first");
    assert_eq!((&full["date_published"], &full["provenance"]["date_published"]), (&"2026-05-13T07:30:00+08:00".into(), &"feed".into()));
    assert_eq!((&full["authors"], &full["provenance"]["authors"]), (&serde_json::json!(["Ann Marsh"]), &"feed".into()));
    assert_eq!(full["provenance"]["text"], Value::Null);

    let teaser = of(&records, "/teaser");
    assert_eq!(teaser["error"], Value::Null);
    assert!(teaser["text"].as_str().unwrap().contains("four hundred people on the quay"), "{}", teaser["text"]);
    assert_eq!(teaser["provenance"]["text"], "feed");
    assert!(!teaser["quality"]["warnings"].to_string().contains("short_body"), "{}", teaser["quality"]);

    let gone = of(&records, "/gone");
    assert_eq!(gone["error"]["class"], "status");
    assert_eq!((&gone["title"], &gone["text"]), (&"Night boat returns".into(), &"".into()), "what is known still stands");
    assert!(told.contains("3 pages, 2 articles, 1 failed"), "{told:?}");
    let asked = &server.asked("/feed.xml")[0];
    assert!(asked.header("accept").unwrap().contains("application/rss+xml"));
}

#[tokio::test]
async fn atom_and_json_feeds() {
    let (server, folder) = (Server::start().await, tempfile::tempdir().unwrap());
    let atom = "<feed xmlns='http://www.w3.org/2005/Atom'><title>Quay</title><id>q</id><updated>2026-05-13T08:00:00Z</updated><entry><id>1</id><title>A</title><link rel='alternate' href='/a'/><updated>2026-05-13T08:00:00Z</updated></entry></feed>";
    let json = serde_json::json!({"version": "https://jsonfeed.org/version/1.1", "title": "Quay", "items": [{"id": "2", "url": server.url(2, "/b")}]});
    server.on("/atom", answer(&["Content-Type: application/atom+xml"], atom.as_bytes()));
    server.on("/json", answer(&["Content-Type: application/feed+json"], json.to_string().as_bytes()));
    server.on("/a", html(&article("Night boat returns"))).on("/b", html(&article("Day boat returns")));
    let (records, code, told) = run(folder.path(), &["--feed", &server.url(1, "/atom"), "--feed", &server.url(1, "/json")]).await;
    assert_eq!((paths(&records), code), (vec!["/a".to_owned(), "/b".to_owned()], Some(0)), "{told}");
}

#[tokio::test]
async fn an_index_of_sitemaps_in_gzip_with_news_and_days() {
    let (server, folder) = (Server::start().await, tempfile::tempdir().unwrap());
    let index = "<sitemapindex xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'><sitemap><loc>/news.xml.gz</loc></sitemap><sitemap><loc>/old.xml</loc><lastmod>2019-01-01</lastmod></sitemap></sitemapindex>";
    let news = "<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9' xmlns:news='http://www.google.com/schemas/sitemap-news/0.9'>
        <url><loc>/news/a</loc><news:news><news:publication_date>2026-05-13T07:30:00+08:00</news:publication_date><news:title>Night boat returns</news:title></news:news></url>
        <url><loc>/news/early</loc><lastmod>2026-05-01</lastmod></url><url><loc>/sport/b</loc></url><url><loc>/news/video/c</loc></url></urlset>";
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    gzip.write_all(news.as_bytes()).unwrap();
    server.on("/sitemap.xml", answer(&["Content-Type: application/xml"], index.as_bytes()));
    server.on("/news.xml.gz", answer(&["Content-Type: application/gzip"], &gzip.finish().unwrap()));
    let body = article("").replace("<h1></h1>", "").replace("<title></title>", "");
    server.on("/news/a", html(&body));
    let arguments = ["--sitemap", &server.url(1, "/sitemap.xml"), "--since", "2026-05-10", "--include", "/news/", "--exclude", "*/video/"];
    let (records, code, told) = run(folder.path(), &arguments).await;
    assert_eq!((paths(&records), code), (vec!["/news/a".to_owned()], Some(0)), "{told}");
    assert_eq!(records[0]["date_published"], "2026-05-13T07:30:00+08:00");
    assert_eq!((&records[0]["title"], &records[0]["provenance"]["title"]), (&"Night boat returns".into(), &"news-sitemap".into()));
    assert!(server.asked("/old.xml").is_empty(), "it changed last before the day asked for");
}

#[tokio::test]
async fn what_cannot_be_read_is_a_record_and_the_crawl_goes_on() {
    let (server, folder) = (Server::start().await, tempfile::tempdir().unwrap());
    server
        .on("/page.html", html(&article("Not a feed")))
        .on("/a", html(&article("Night boat returns")))
        .on("/b", html(&article("Day boat")));
    let broken = format!("<urlset><url><loc>{}</loc></url><url><loc>", server.url(1, "/a"));
    server.on("/broken.xml", answer(&["Content-Type: text/xml"], broken.as_bytes())).on("/gone.xml", status(404, &[]));
    server.on("127.0.0.2/robots.txt", answer(&["Content-Type: text/plain"], b"User-agent: *\nDisallow: /\n"));
    let urls = ["/page.html", "/broken.xml", "/gone.xml"].map(|path| server.url(1, path));
    let closed = server.url(2, "/feed.xml");
    let arguments = [&server.url(1, "/b"), "--feed", &urls[0], "--sitemap", &urls[1], "--sitemap", &urls[2], "--feed", &closed];
    let (records, code, told) = run(folder.path(), &arguments).await;
    assert_eq!((records.len(), code), (6, Some(1)), "{told}");
    for (path, class, fix) in [
        ("/page.html", "feed", "RSS, Atom or JSON feed"),
        ("/broken.xml", "sitemap", "1 pages before that are taken"),
        ("/gone.xml", "status", "gone"),
        ("/feed.xml", "robots", "--ignore-robots"),
    ] {
        let error = &of(&records, path)["error"];
        assert_eq!(error["class"], class, "{path}: {error}");
        assert!(error["message"].as_str().unwrap().contains(fix), "{path}: {error}");
    }
    assert!(of(&records, "/a")["error"].is_null() && of(&records, "/b")["error"].is_null());
}

fn links(title: &str, links: &str) -> String {
    article(title).replace("</article>", &format!("</article><ul>{links}</ul>"))
}

#[tokio::test]
async fn links_are_followed_within_the_host_by_pattern_and_depth() {
    let (server, folder) = (Server::start().await, tempfile::tempdir().unwrap());
    let other = server.url(2, "/news/x");
    let first = links(
        "Front",
        &format!(
            "<li><a href='/news/a?utm_source=front#top'>A</a><li><a href='/news/a'>A</a><li><a href='/sport/b'>B</a><li><a href='{other}'>X</a><li><a rel=nofollow href='/news/paid'>P</a><li><a href='/news/closed'>C</a>"
        ),
    );
    server.on("/", html(&first));
    server.on("/news/a", html(&links("Night boat returns", "<li><a href='/news/deep'>D</a>")));
    server.on("/news/a?utm_source=front", html(&links("Night boat returns", "<li><a href='/news/deep'>D</a>")));
    server.on(
        "/news/closed",
        answer(&["Content-Type: text/html", "X-Robots-Tag: nofollow"], links("Closed", "<li><a href='/news/hidden'>H</a>").as_bytes()),
    );
    server.on("/news/deep", html(&links("Deep", "<li><a href='/news/deeper'>E</a>")));
    let front = server.url(1, "/");
    let (records, code, told) = run(folder.path(), &[&front, "--follow", "/news/"]).await;
    assert_eq!((paths(&records), code), (["/", "/news/a?utm_source=front", "/news/closed"].map(str::to_owned).to_vec(), Some(0)), "{told}");
    let (records, _, told) = run(folder.path(), &[&front, "--follow", "/news/", "--depth", "2", "--exclude", "*utm_"]).await;
    assert_eq!(paths(&records), ["/", "/news/a", "/news/closed", "/news/deep"], "{told}");
    let (records, _, _) = run(folder.path(), &[&front]).await;
    assert_eq!(records.len(), 1, "nothing is followed unless asked");
    let (_, code, told) = run(folder.path(), &[&front, "--follow", "news"]).await;
    assert_eq!(code, Some(2));
    assert!(told.contains("begin it with `/`"), "{told}");
}

#[tokio::test]
async fn tracking_makes_no_other_page() {
    let (server, folder) = (Server::start().await, tempfile::tempdir().unwrap());
    for path in ["/a?id=1&utm_source=x", "/a?id=2"] {
        server.on(path, html(&article("Night boat returns")));
    }
    let urls = ["/a?id=1&utm_source=x", "/a?utm_medium=y&id=1", "/a?id=1&fbclid=z", "/a?id=1", "/a?id=2"].map(|path| server.url(1, path));
    let (records, _, told) = run(folder.path(), &urls.each_ref().map(String::as_str)).await;
    assert_eq!(paths(&records), ["/a?id=1&utm_source=x", "/a?id=2"], "{told}");
    assert!(told.contains("2 URLs of 1 host (3 more named again, fetched once)"), "{told}");
    let ids: Vec<&Value> = records.iter().map(|record| &record["id"]).collect();
    assert_ne!(ids[0], ids[1]);
}

#[tokio::test]
async fn two_addresses_that_lead_to_one_page_have_a_record_each() {
    let (server, folder) = (Server::start().await, tempfile::tempdir().unwrap());
    server.on("/old", crate::server::redirect("/new")).on("/new", html(&article("Night boat returns")));
    let (records, code, told) = run(folder.path(), &[&server.url(1, "/new"), &server.url(1, "/old")]).await;
    assert_eq!((records.len(), code), (2, Some(0)), "{told}");
    assert_eq!(of(&records, "/old")["final_url"], server.url(1, "/new"));
    let marked: Vec<&Value> = records.iter().filter(|record| !record["duplicate_of"].is_null()).collect();
    assert_eq!(marked.len(), 1);
    assert_eq!(marked[0]["duplicate_of"], records.iter().find(|record| record["duplicate_of"].is_null()).unwrap()["id"]);
}

#[tokio::test]
async fn a_crawl_that_is_kept_asks_anew_by_version() {
    let (server, folder) = (Server::start().await, tempfile::tempdir().unwrap());
    let versioned = |seen: &Seen, _: usize| {
        if seen.header("if-none-match") == Some("\"v1\"") || seen.header("if-modified-since") == Some("Wed, 13 May 2026 08:00:00 GMT") {
            status(304, &["ETag: \"v1\""])
        } else {
            answer(&["Content-Type: text/html", "ETag: \"v1\""], article("Night boat returns").as_bytes())
        }
    };
    server.when("/same", versioned);
    server.when("/dated", |seen, _| {
        if seen.header("if-modified-since").is_some() {
            status(304, &[])
        } else {
            answer(&["Content-Type: text/html", "Last-Modified: Wed, 13 May 2026 08:00:00 GMT"], article("Day boat").as_bytes())
        }
    });
    server.when("/new", |_, nth| {
        answer(&["Content-Type: text/html", &format!("ETag: \"v{nth}\"")], article(&format!("Edition {nth}")).as_bytes())
    });
    let item = |path: &str| format!("<item><title>T</title><link>{}</link></item>", server.url(1, path));
    let (first, second) = (rss(&(item("/same") + &item("/dated") + &item("/new"))), rss(&(item("/same") + &item("/later"))));
    server.when("/feed", move |_, nth| answer(&["Content-Type: text/xml"], if nth == 0 { &first } else { &second }.as_bytes()));
    server.on("/later", html(&article("Later")));
    let feed = server.url(1, "/feed");
    let lines = || records(&std::fs::read(folder.path().join("out.jsonl")).unwrap());
    let kept = ["--state", "state", "-o", "out.jsonl"];

    let (_, code, told) = run(folder.path(), &[&kept[..], &["--feed", &feed]].concat()).await;
    assert_eq!((code, lines().len()), (Some(0), 3), "{told}");
    // the feed is asked each time, its pages once
    let (_, code, told) = run(folder.path(), &[&kept[..], &["--feed", &feed]].concat()).await;
    assert_eq!((code, lines().len()), (Some(0), 4), "{told}");
    assert_eq!((server.asked("/feed").len(), server.asked("/same").len()), (2, 1));
    // nothing is as old as that
    let (_, _, told) = run(folder.path(), &[&kept[..], &["--renew", "3600"]].concat()).await;
    assert_eq!((lines().len(), server.asked("/same").len()), (4, 1), "{told}");

    let (_, code, told) = run(folder.path(), &[&kept[..], &["--renew", "0"]].concat()).await;
    assert_eq!((server.asked("/same").len(), server.asked("/dated").len()), (2, 2), "{told}");
    let lines = || records(&std::fs::read(folder.path().join("out.jsonl")).unwrap());
    let titles: Vec<String> = lines().iter().map(|record| record["title"].to_string()).collect();
    assert_eq!((code, titles.len()), (Some(0), 6), "what changed, and what tells no version, again: {titles:?}");
    assert_eq!(titles.iter().filter(|title| title.contains("Edition")).count(), 2);

    let (_, code, told) = run(folder.path(), &[&kept[..], &["--renew", "0", "--unchanged"]].concat()).await;
    assert_eq!(code, Some(1), "{told}");
    let unchanged = lines().into_iter().filter(|record| record["error"]["class"] == "unchanged").count();
    assert_eq!(unchanged, 2, "{told}");
    assert_eq!(server.asked("/same")[2].header("if-none-match"), Some("\"v1\""));
}
