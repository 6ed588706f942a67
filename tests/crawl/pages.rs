//! Pages that come, and the records that they become.

use std::io::Write;

use presscut::{Cleaner, Page};

use crate::run::{class, crawl, hasty, message, one};
use crate::server::{Server, answer, article, html, redirect};

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

#[tokio::test]
async fn the_record_is_that_of_clean_but_for_the_run() {
    let server = Server::start().await;
    let page = article("Night boat returns");
    server.on("/a", answer(&["Content-Type: text/html; charset=utf-8", "X-Robots-Tag: noarchive"], page.as_bytes()));
    let mut record = one(hasty(), server.url(1, "/a")).await;
    assert_eq!(class(&record), "", "{}", message(&record));
    assert_eq!(record.title.as_deref(), Some("Night boat returns"));

    let fetch = record.fetch.take().unwrap();
    assert_eq!((fetch.status, fetch.attempts, fetch.bytes), (Some(200), 1, Some(page.len() as u64)));
    assert_eq!(fetch.content_type.as_deref(), Some("text/html; charset=utf-8"));
    assert_eq!(fetch.charset.as_deref(), Some("utf-8"));
    assert_eq!(fetch.sha256.as_ref().map(String::len), Some(64));
    assert!(fetch.redirects.is_empty());
    assert_eq!(std::mem::take(&mut record.input), server.url(1, "/a"));

    let mut offline = Page::from_bytes(page.as_bytes()).with_url(server.url(1, "/a"));
    offline.content_type = Some("text/html; charset=utf-8".into());
    offline.retrieved_at = fetch.fetched_at.map(Into::into);
    offline.headers = vec![("x-robots-tag".into(), "noarchive".into())];
    assert_eq!(record, Cleaner::default().clean(&offline));
}

#[tokio::test]
async fn every_coding_that_is_asked_for_is_undone() {
    let server = Server::start().await;
    let page = article("Night boat returns");
    let bytes = page.as_bytes();
    let mut zlib = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::default());
    zlib.write_all(bytes).unwrap();
    let mut bare = flate2::write::DeflateEncoder::new(Vec::new(), flate2::Compression::default());
    bare.write_all(bytes).unwrap();
    let codings = [
        ("gzip", gzip(bytes)),
        ("x-gzip", gzip(bytes)),
        ("br", brotli(bytes).await),
        ("zstd", zstd::encode_all(bytes, 3).unwrap()),
        ("deflate", zlib.finish().unwrap()),
        ("Deflate", bare.finish().unwrap()),
        ("gzip, zstd", zstd::encode_all(gzip(bytes).as_slice(), 3).unwrap()),
        ("identity", bytes.to_vec()),
    ];
    let mut urls = Vec::new();
    for (number, (coding, body)) in codings.iter().enumerate() {
        let path = format!("/{number}");
        server.on(&path, answer(&["Content-Type: text/html; charset=utf-8", &format!("Content-Encoding: {coding}")], body));
        urls.push(server.url(1, &path));
    }
    let records = crawl(hasty(), &urls).await;
    assert_eq!(records.len(), codings.len());
    for record in &records {
        assert_eq!(class(record), "", "{}: {}", record.input, message(record));
        assert_eq!(record.fetch.as_ref().unwrap().bytes, Some(bytes.len() as u64), "{}", record.input);
    }
    let asked = server.asked("/0");
    assert_eq!(asked[0].header("accept-encoding"), Some("gzip, br, zstd, deflate"));
    assert!(asked[0].header("user-agent").unwrap().starts_with("presscut/"));
}

pub(crate) async fn brotli(bytes: &[u8]) -> Vec<u8> {
    use tokio::io::AsyncReadExt;
    let mut coded = Vec::new();
    async_compression::tokio::bufread::BrotliEncoder::new(bytes).read_to_end(&mut coded).await.unwrap();
    coded
}

#[tokio::test]
async fn a_charset_of_the_header_is_used() {
    let server = Server::start().await;
    let page = "<html><head><title>夜航渡轮恢复</title></head><body><h1>夜航渡轮恢复</h1><p>市交通局周一宣布，停航九年的夜航渡轮将于六月一日恢复，每半小时一班，直到凌晨两点。</p><p>岛上居民表示，大桥维修期间往来不便，渡轮恢复后上班和看病都会方便许多。</p></body></html>";
    let (gbk, _, _) = encoding_rs::GBK.encode(page);
    server.on("/gbk", answer(&["Content-Type: text/html; charset=gb2312"], &gbk));
    let record = one(hasty(), server.url(1, "/gbk")).await;
    assert_eq!(record.title.as_deref(), Some("夜航渡轮恢复"), "{}", message(&record));
    assert!(record.text.contains("停航九年的夜航渡轮"));
    let fetch = record.fetch.unwrap();
    assert_eq!((fetch.charset.as_deref(), fetch.charset_source.as_deref()), (Some("gbk"), Some("header")));
}

#[tokio::test]
async fn redirects_are_followed_and_told() {
    let server = Server::start().await;
    let last = server.url(2, "/c");
    server.on("/a", redirect("/b?x=1#here")).on("/b?x=1", redirect(&last)).on("/c", html(&article("Night boat returns")));
    let record = one(hasty(), server.url(1, "/a")).await;
    assert_eq!(class(&record), "", "{}", message(&record));
    assert_eq!(record.url, Some(server.url(1, "/a")));
    assert_eq!(record.final_url, Some(last));
    let fetch = record.fetch.unwrap();
    assert_eq!(fetch.redirects, [server.url(1, "/a"), server.url(1, "/b?x=1")]);
    assert_eq!(fetch.attempts, 3);
}

#[tokio::test]
async fn cookies_of_a_redirect_live_for_its_way() {
    let server = Server::start().await;
    server.when("/wall", |seen, _| match seen.header("cookie") {
        Some(cookie) if cookie.contains("seen=1") => html(&article("Night boat returns")),
        _ => crate::server::status(302, &["Location: /wall", "Set-Cookie: seen=1; Path=/"]),
    });
    server.on("/other", html(&article("Another")));
    let records = crawl(hasty(), &[server.url(1, "/wall"), server.url(1, "/other")]).await;
    assert!(records.iter().all(|record| class(record).is_empty()), "{records:?}");
    assert_eq!(server.asked("/other")[0].header("cookie"), None);
}

#[tokio::test]
async fn text_and_xhtml_are_pages_and_the_rest_is_not() {
    let server = Server::start().await;
    let text = "Night boat returns\n\nThe ferry company said on Monday that boats will leave the old harbour every half hour from the first of June, and that the night boat comes back after nine years.\n\nResidents of the island had asked for the change since the bridge was closed to lorries.\n";
    server.on("/text", answer(&["Content-Type: text/plain; charset=utf-8"], text.as_bytes()));
    server.on("/xhtml", answer(&["Content-Type: application/xhtml+xml"], article("Night boat returns").as_bytes()));
    server.on("/untold", answer(&[], article("Night boat returns").as_bytes()));
    server.on("/pdf", answer(&["Content-Type: application/pdf"], b"%PDF-1.7"));
    server.on("/picture", answer(&["Content-Type: image/png"], b"\x89PNG\r\n\x1a\n"));
    server.on("/lying", answer(&["Content-Type: text/html"], b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n"));
    for path in ["/text", "/xhtml", "/untold"] {
        let record = one(hasty(), server.url(1, path)).await;
        assert_eq!(class(&record), "", "{path}: {}", message(&record));
        assert!(record.text.contains("since the bridge was closed"), "{path}: {}", record.text);
    }
    for path in ["/pdf", "/picture", "/lying"] {
        let record = one(hasty(), server.url(1, path)).await;
        assert_eq!(class(&record), "not_html", "{path}");
        assert_eq!(record.fetch.unwrap().status, Some(200));
    }
}

#[tokio::test]
async fn every_address_once_whatever_the_list_repeats() {
    let server = Server::start().await;
    server.on("/a", html(&article("Night boat returns")));
    let url = server.url(1, "/a");
    let upper = url.replace("http://", "HTTP://");
    let records = crawl(hasty(), &[url.clone(), format!("{url}#comments"), upper, "not an address".into()]).await;
    let mut classes: Vec<&str> = records.iter().map(class).collect();
    classes.sort_unstable();
    assert_eq!(classes, ["", "url"]);
    assert_eq!(server.asked("/a").len(), 1);
    assert!(records.iter().any(|record| record.input == "not an address"));
}
