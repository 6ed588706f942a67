//! Headers, cookies and passwords: sent where they belong, and shown nowhere.

use presscut::fetcher::{Fetcher, Header, Proxy, Secret, Settings, Site};

use crate::run::{class, crawl, hasty, message, one};
use crate::server::{Server, answer, article, html, redirect, status};

#[tokio::test]
async fn credentials_of_an_address_stay_with_its_host() {
    let server = Server::start().await;
    server.when("/a", |seen, _| match seen.header("authorization") {
        Some("Basic YW5uOnN3b3JkZmlzaA==") => html(&article("Night boat returns")),
        _ => status(401, &["WWW-Authenticate: Basic"]),
    });
    server.on("/moved", redirect("/a")).on("/away", redirect(&server.url(2, "/elsewhere"))).on("/elsewhere", html(&article("Elsewhere")));
    let with = |path: &str| server.url(1, path).replace("://", "://ann:swordfish@");
    let records = crawl(hasty(), &[with("/moved"), with("/away")]).await;
    for record in &records {
        assert_eq!(class(record), "", "{}", message(record));
        let shown = serde_json::to_string(record).unwrap();
        assert!(!shown.contains("swordfish") && !shown.contains("ann:"), "{shown}");
    }
    assert!(server.asked("/away")[0].header("authorization").is_some());
    assert_eq!(server.asked("/elsewhere")[0].header("authorization"), None);

    let record = one(hasty(), server.url(1, "/a")).await;
    assert_eq!(class(&record), "status");
    assert!(message(&record).contains("[[site]]"), "{}", message(&record));
}

#[tokio::test]
async fn what_is_set_for_a_site_goes_to_that_site_alone() {
    let server = Server::start().await;
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("cookies.txt");
    std::fs::write(&file, "# Netscape HTTP Cookie File\n127.0.0.1\tFALSE\t/\tFALSE\t0\treader\tk9\n").unwrap();
    server.on("/a", redirect(&server.url(2, "/b"))).on("/b", html(&article("Night boat returns")));
    let site = Site {
        host: "127.0.0.1".into(),
        headers: vec![Header::from("X-Key: opensesame"), Header::from("Accept-Language: zh")],
        cookies: Some(file),
        user: Some("ann".into()),
        password: Some(Secret::from("swordfish")),
        ..Site::default()
    };
    let general = ["X-Token: general", "Accept-Language: fr"].map(Header::from).to_vec();
    let record = one(Settings { sites: vec![site], headers: general, ..hasty() }, server.url(1, "/a")).await;
    assert_eq!(class(&record), "", "{}", message(&record));
    let (first, second) = (&server.asked("/a")[0], &server.asked("/b")[0]);
    let sent = ["x-key", "x-token", "cookie", "authorization", "accept-language"];
    assert_eq!(
        sent.map(|name| first.header(name)),
        [Some("opensesame"), Some("general"), Some("reader=k9"), Some("Basic YW5uOnN3b3JkZmlzaA=="), Some("zh")]
    );
    assert_eq!(sent.map(|name| second.header(name)), [None, None, None, None, Some("fr")], "a reader's taste may travel");
    let shown = serde_json::to_string(&record).unwrap();
    assert!(["opensesame", "k9", "swordfish"].iter().all(|secret| !shown.contains(secret)));
}

#[tokio::test]
async fn requests_go_through_the_proxy_that_is_named() {
    let server = Server::start().await;
    // a proxy is asked for whole addresses
    server.on("http://news.invalid/robots.txt", status(404, &[]));
    server.on("http://news.invalid/a", answer(&["Content-Type: text/html"], article("Night boat returns").as_bytes()));
    let proxy = server.url(1, "").replace("://", "://ann:swordfish@");
    let record = one(Settings { proxy: Some(Proxy::parse(&proxy)), allow_private: false, ..hasty() }, "http://news.invalid/a".into()).await;
    assert_eq!(class(&record), "", "{}", message(&record));
    assert_eq!(server.log()[0].header("proxy-authorization"), Some("Basic YW5uOnN3b3JkZmlzaA=="));
}

#[test]
fn settings_that_cannot_be_used_are_named_without_their_secrets() {
    let fails = |settings: Settings| Fetcher::new(settings).unwrap_err().to_string();
    let header = |line: &str| Settings { headers: vec![Header::from(line)], ..Settings::default() };
    for (settings, wanted) in [
        (header("X Key: swordfish"), "no name"),
        (header("swordfish"), "Name: value"),
        (header("Accept-Encoding: swordfish"), "sets it itself"),
        (header("X-Key: sword\u{7f}fish"), "cannot be sent"),
        (Settings { proxy: Some(Proxy::parse("ftp://ann:swordfish@proxy.example")), ..Settings::default() }, "no URL of a proxy"),
        (Settings { cookies: Some("/no/such/file".into()), ..Settings::default() }, "/no/such/file"),
        (Settings { ca_file: Some("/dev/null".into()), ..Settings::default() }, "no certificate"),
    ] {
        let message = fails(settings);
        assert!(message.contains(wanted) && !message.contains("sword"), "{message}");
    }
}
