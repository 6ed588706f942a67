//! Checks whether the reader is human, in place of a page: told as such by whatever status they come.

use crate::run::{class, crawl, hasty, message};
use crate::server::{Server, html, status_with};

/// Pages as the services lay them out, in words of our own.
const CHALLENGES: [(&str, &str); 5] = [
    (
        "cloudflare",
        r#"<!DOCTYPE html><html lang="en"><head><title>One moment...</title><meta name="robots" content="noindex,nofollow"></head><body>
        <div class="main-wrapper" role="main"><h1 class="zone-name-title">harbour.example</h1><p>We look whether your connection is safe.</p>
        <form class="challenge-form" id="challenge-form" action="/?__cf_chl_f_tk=1" method="POST"></form></div>
        <script src="/cdn-cgi/challenge-platform/h/b/orchestrate/chl_page/v1"></script></body></html>"#,
    ),
    (
        "datadome",
        r#"<html lang="en"><head><title>harbour.example</title></head><body style="margin:0"><p id="cmsg">Turn JS on and any ad blocker off</p>
        <script>var dd={'rt':'c','cid':'AH','host':'geo.captcha-delivery.com'}</script><script src="https://ct.captcha-delivery.com/c.js"></script></body></html>"#,
    ),
    (
        "perimeterx",
        r#"<html><head><title>Access to this page has been denied</title></head><body><section class="px-captcha-container">
        <h1>Hold the button, so that we know you are a person</h1><div id="px-captcha"></div></section><script src="/px/captcha/main.min.js"></script></body></html>"#,
    ),
    (
        "recaptcha",
        r#"<html><head><title>Are you a robot?</title></head><body><h2>Please tick the box to read on</h2><form action="/check"><div class="g-recaptcha" data-sitekey="x"></div>
        <script src="https://www.google.com/recaptcha/api.js"></script></form></body></html>"#,
    ),
    (
        "hcaptcha",
        r#"<html><head><title>Security check</title></head><body><p>Too many readers come from your street.</p><div class="h-captcha" data-sitekey="x"></div>
        <script src="https://js.hcaptcha.com/1/api.js" async></script></body></html>"#,
    ),
];

#[tokio::test]
async fn challenges_are_no_articles_by_whatever_status_they_come() {
    let server = Server::start().await;
    let mut urls = Vec::new();
    for (name, page) in CHALLENGES {
        for status in [200, 403, 429, 503] {
            let path = format!("/{name}/{status}");
            server.on(&path, if status == 200 { html(page) } else { status_with(status, page) });
            urls.push((status, server.url(1, &path)));
        }
    }
    let list: Vec<String> = urls.iter().map(|(_, url)| url.clone()).collect();
    let records = crawl(hasty(), &list).await;
    assert_eq!(records.len(), urls.len());
    for record in &records {
        assert_eq!(class(record), "blocked", "{}: {}", record.input, message(record));
        assert_eq!(serde_json::to_value(record.page_kind).unwrap(), "blocked", "{}", record.input);
        assert_eq!(record.text, "", "{}", record.input);
        let fetch = record.fetch.as_ref().unwrap();
        let (status, _) = urls.iter().find(|(_, url)| *url == record.input).unwrap();
        assert_eq!((fetch.status, fetch.attempts), (Some(*status), 1), "asked once: {}", record.input);
    }
}

#[tokio::test]
async fn a_refusal_without_a_challenge_is_a_status() {
    let server = Server::start().await;
    let page =
        "<html><head><title>Closed</title></head><body><h1>Closed</h1><p>The harbour's archive is open to members only.</p></body></html>";
    server.on("/members", status_with(403, page));
    let records = crawl(hasty(), &[server.url(1, "/members")]).await;
    assert_eq!(class(&records[0]), "status", "{}", message(&records[0]));
    assert!(message(&records[0]).contains("403"));
}
