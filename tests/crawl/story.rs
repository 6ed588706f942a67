//! Stories on several pages, as `fixtures/stories` and the web lay them out.

use std::path::Path;
use std::time::Duration;

use serde::Deserialize;
use serde_json::Value;

use crate::command::{hasty, presscut, records, told};
use crate::server::{Server, article, html, status};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Expected {
    title: String,
    pages: Vec<String>,
    contains: Vec<String>,
    once: Vec<String>,
    excludes: Vec<String>,
}

/// The records of one address.
async fn crawled(server: &Server, path: &str, more: &[&str]) -> Vec<Value> {
    let folder = tempfile::tempdir().unwrap();
    let arguments = [hasty(&[&server.url(1, path)]), more.iter().map(ToString::to_string).collect()].concat();
    let output = presscut(folder.path(), arguments, String::new(), &[]).await;
    let records = records(&output.stdout);
    assert_eq!(records.len(), 1, "one address, one record: {}", told(&output));
    records
}

#[tokio::test]
async fn every_layout_is_joined_in_order() {
    let folders = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/stories");
    let mut seen = 0;
    for folder in std::fs::read_dir(folders).unwrap().map(|entry| entry.unwrap().path()) {
        let expected: Expected = toml::from_str(&std::fs::read_to_string(folder.join("story.toml")).unwrap()).unwrap();
        let server = Server::start().await;
        for (number, path) in expected.pages.iter().enumerate() {
            server.on(path, html(&std::fs::read_to_string(folder.join(format!("{}.html", number + 1))).unwrap()));
        }
        let record = &crawled(&server, &expected.pages[0], &["--with", "markdown"]).await[0];
        let (name, text) = (folder.display(), record["text"].as_str().unwrap());
        assert_eq!(record["error"], Value::Null, "{name}");
        assert_eq!(record["title"], expected.title.as_str(), "{name}");
        let pages: Vec<String> = expected.pages.iter().map(|path| server.url(1, path)).collect();
        assert_eq!(record["pages"], serde_json::json!(pages), "{name}");
        let places: Vec<_> = expected.contains.iter().map(|part| text.find(part.as_str())).collect();
        assert!(places.iter().all(Option::is_some) && places.is_sorted(), "{name}: {places:?} in\n{text}");
        assert!(expected.once.iter().all(|part| text.matches(part.as_str()).count() == 1), "{name}: said twice in\n{text}");
        assert!(!expected.excludes.iter().any(|part| text.contains(part.as_str())), "{name}:\n{text}");
        assert_eq!(record["char_count"], text.chars().count(), "{name}");
        let markdown = record["markdown"].as_str().unwrap();
        assert!(expected.contains.iter().all(|part| markdown.contains(part.as_str())), "{name}:\n{markdown}");
        assert_eq!(record["fetch"]["attempts"], expected.pages.len(), "{name}");
        assert_eq!(server.log().len(), expected.pages.len() + 1, "{name}: each page once, and robots.txt");
        seen += 1;
    }
    assert_eq!(seen, 3);
}

/// An article with links below it.
fn with_links(title: &str, links: &str) -> String {
    article(title).replace("</article>", &format!("</article><div class=pager>{links}</div>"))
}

#[tokio::test]
async fn what_is_another_story_is_not_joined() {
    let server = Server::start().await;
    let cases = [
        ("/a/7001.html", "<a href='/a/7000.html'>上一篇</a> <a href='/a/7002.html' rel=next>下一篇</a>", "/a/7002.html"),
        ("/night-boat/", "<a href='/page/2/' class=older>Older posts</a> <a href='/day-boat/' rel=next>Next</a>", "/page/2/"),
        ("/list/a.html", "<a href='/list/?page=2'>2</a> <a href='/list/?page=2'>Next page</a>", "/list/?page=2"),
    ];
    for (path, links, other) in cases {
        server.on(path, html(&with_links("Night boat returns", links))).on(other, html(&article("Day boat sinks")));
        let record = &crawled(&server, path, &[]).await[0];
        assert_eq!(record["pages"], serde_json::json!([]), "{path}");
        assert!(server.asked(other).is_empty(), "{path}");
    }
    // the address fits, the headline does not
    server
        .on("/b/8.html", html(&with_links("Night boat returns", "<a href='8_2.html'>Next</a>")))
        .on("/b/8_2.html", html(&article("Day boat sinks")));
    let record = &crawled(&server, "/b/8.html", &[]).await[0];
    assert_eq!(record["pages"], serde_json::json!([]));
    assert_eq!(record["quality"]["warnings"].as_array().unwrap().iter().filter(|code| **code == "pages_missing").count(), 0);
}

#[tokio::test]
async fn the_same_page_again_ends_a_story() {
    let server = Server::start().await;
    let page = with_links("Night boat returns", "<a href='?page=2'>2</a> <a href='?page=2'>Next</a>");
    server.on("/a", html(&page)).on("/a?page=2", html(&page));
    let record = &crawled(&server, "/a", &[]).await[0];
    assert_eq!(record["pages"], serde_json::json!([]));
    assert_eq!(record["text"].as_str().unwrap().matches("the night boat comes back").count(), 1);
}

#[tokio::test]
async fn a_missing_page_leaves_the_story_and_says_so() {
    let server = Server::start().await;
    server.on("/a.html", html(&with_links("Night boat returns", "<a href='a_2.html'>Next page</a>"))).on("/a_2.html", status(404, &[]));
    let record = &crawled(&server, "/a.html", &[]).await[0];
    assert_eq!(record["error"], Value::Null);
    assert!(record["text"].as_str().unwrap().contains("the night boat comes back"));
    assert!(record["quality"]["warnings"].as_array().unwrap().contains(&"pages_missing".into()), "{}", record["quality"]);
    assert_eq!(record["fetch"]["status"], 200);
    // robots.txt holds for each page
    server.on("127.0.0.2/robots.txt", crate::server::answer(&["Content-Type: text/plain"], b"User-agent: *\nDisallow: /a_\n"));
    let folder = tempfile::tempdir().unwrap();
    let output = presscut(folder.path(), hasty(&[&server.url(2, "/a.html")]), String::new(), &[]).await;
    assert!(records(&output.stdout)[0]["quality"]["warnings"].to_string().contains("pages_missing"));
    assert_eq!(server.log().iter().filter(|seen| seen.host == "127.0.0.2" && seen.path == "/a_2.html").count(), 0);
}

#[tokio::test]
async fn no_more_pages_than_the_cap_and_at_the_hosts_pace() {
    let server = Server::start().await;
    for number in 1..=40 {
        let path = if number == 1 { "/a.html".to_owned() } else { format!("/a_{number}.html") };
        let own = format!(
            "<p>On the evening of day {number} the ferry carried {} people across the strait, and the harbour master wrote the number into his book number {number}.</p>",
            number * 7
        );
        let page = with_links("Night boat returns", &format!("<a href='/a_{}.html'>Next page</a>", number + 1))
            .replace("</h1>", &format!("</h1>{own}"));
        server.on(&path, html(&page));
    }
    let record = &crawled(&server, "/a.html", &[]).await[0];
    assert_eq!(record["pages"].as_array().unwrap().len(), 30);
    assert!(record["quality"]["warnings"].as_array().unwrap().contains(&"pages_missing".into()));
    assert!(record["text"].as_str().unwrap().contains("day 30") && !record["text"].as_str().unwrap().contains("day 31"));
    let log = server.log();
    assert!(log.windows(2).all(|pair| pair[1].at - pair[0].at >= Duration::from_millis(10)), "the host's pace");
    assert!(log.iter().all(|seen| seen.at_once == 1));
}
