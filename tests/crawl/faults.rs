//! What servers do wrong: each ends in a record with its class.

use std::io::Write;
use std::time::Duration;

use presscut::fetcher::Settings;

use crate::run::{class, crawl, hasty, message, one};
use crate::server::{Server, Step, answer, article, head, html, redirect, status};

fn short() -> Settings {
    Settings { read_timeout: Duration::from_millis(700), total_timeout: Duration::from_secs(3), ignore_robots: true, tries: 1, ..hasty() }
}

#[tokio::test]
async fn bodies_that_break_or_never_end() {
    let server = Server::start().await;
    let mut coded = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    coded.write_all(article("Night boat returns").as_bytes()).unwrap();
    let whole = coded.finish().unwrap();
    let half = &whole[..whole.len() / 2];
    let gzip = &["Content-Type: text/html", "Content-Encoding: gzip"];

    server.on("/short", vec![head(&["Content-Length: 5000"]), Step::Send(b"<p>Only this".to_vec()), Step::Close]);
    server.on("/chunk", vec![head(&["Transfer-Encoding: chunked"]), Step::Send(b"ff\r\n<p>Only this".to_vec()), Step::Close]);
    server.on("/half", answer(gzip, half));
    server.on("/false", answer(gzip, b"<p>This is no gzip"));
    server.on("/coding", answer(&["Content-Type: text/html", "Content-Encoding: snappy"], b"<p>What is this"));
    server.on("/endless", vec![head(&[]), Step::Endless(vec![b'a'; 1 << 16])]);
    server.on("/claims", vec![head(&["Content-Length: 99999999999"]), Step::Hang]);
    server.on("/slow-head", vec![Step::Hang]);
    server.on("/slow-body", vec![head(&["Content-Length: 5000"]), Step::Send(b"<p>Only this".to_vec()), Step::Hang]);
    server.on("/drip", vec![head(&[]), Step::Send(b"<".to_vec()), drip()]);
    server.on(
        "/flood",
        vec![
            Step::Send(b"HTTP/1.1 200 OK\r\n".to_vec()),
            Step::Endless(b"X-Flood: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\r\n".to_vec()),
        ],
    );
    server.on("/garbage", vec![Step::Send(b"220 mail.example ready\r\n\r\n".to_vec()), Step::Close]);
    server.on("/nothing", vec![Step::Close]);
    let expected = [
        ("/short", "truncated", Some(200)),
        ("/chunk", "truncated", Some(200)),
        ("/half", "decode", Some(200)),
        ("/false", "decode", Some(200)),
        ("/coding", "decode", Some(200)),
        ("/endless", "too_large", Some(200)),
        ("/claims", "too_large", Some(200)),
        ("/slow-head", "timeout", None),
        ("/slow-body", "timeout", Some(200)),
        ("/flood", "too_large", None),
        ("/garbage", "protocol", None),
        ("/nothing", "connect", None),
    ];
    let urls: Vec<String> = expected.iter().map(|(path, ..)| server.url(1, path)).collect();
    let records = crawl(Settings { max_body: 1 << 20, ..short() }, &urls).await;
    assert_eq!(records.len(), expected.len());
    for (path, wanted, status) in expected {
        let record = records.iter().find(|record| record.input == server.url(1, path)).unwrap();
        assert_eq!(class(record), wanted, "{path}: {}", message(record));
        assert_eq!(record.fetch.as_ref().and_then(|fetch| fetch.status), status, "{path}");
        assert!(record.text.is_empty(), "{path}");
    }
}

fn drip() -> Step {
    Step::Sleep(Duration::from_millis(100))
}

#[tokio::test]
async fn a_bomb_goes_off_outside() {
    let server = Server::start().await;
    let mut bomb = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    for _ in 0..100 {
        bomb.write_all(&vec![b' '; 1 << 20]).unwrap();
    }
    server.on("/bomb", answer(&["Content-Type: text/html", "Content-Encoding: gzip"], &bomb.finish().unwrap()));
    let wide = zstd::encode_all(vec![b' '; 100 << 20].as_slice(), 19).unwrap();
    server.on("/wide", answer(&["Content-Type: text/html", "Content-Encoding: zstd"], &wide));
    let records = crawl(hasty(), &[server.url(1, "/bomb"), server.url(1, "/wide")]).await;
    for record in &records {
        assert_eq!(class(record), "too_large", "{}: {}", record.input, message(record));
        assert!(message(record).contains("20971520 bytes"), "{}", message(record));
    }
}

#[tokio::test]
async fn an_empty_body_with_a_coding_is_an_empty_page() {
    let server = Server::start().await;
    server.on("/empty", answer(&["Content-Type: text/html", "Content-Encoding: gzip"], b""));
    assert_eq!(class(&one(hasty(), server.url(1, "/empty")).await), "empty");
}

#[tokio::test]
async fn what_comes_after_the_length_told_is_not_read() {
    let server = Server::start().await;
    let page = article("Night boat returns");
    server.on(
        "/long",
        vec![head(&[&format!("Content-Length: {}", page.len())]), Step::Send(format!("{page}<p>smuggled").into_bytes()), Step::Close],
    );
    let record = one(hasty(), server.url(1, "/long")).await;
    assert_eq!(record.fetch.unwrap().bytes, Some(page.len() as u64));
    assert!(!record.text.contains("smuggled"));
}

#[tokio::test]
async fn redirects_that_lead_nowhere() {
    let server = Server::start().await;
    server.on("/circle", redirect("/circle2")).on("/circle2", redirect("/circle"));
    for hop in 0..12 {
        server.on(&format!("/hop/{hop}"), redirect(&format!("/hop/{}", hop + 1)));
    }
    server.on("/hop/12", html(&article("Too far")));
    server.on("/file", redirect("file:///etc/passwd")).on("/broken", redirect("http://[broken/"));
    for (path, hops) in [("/circle", 2), ("/hop/0", 10), ("/file", 0), ("/broken", 0)] {
        let record = one(hasty(), server.url(1, path)).await;
        assert_eq!(class(&record), "redirects", "{path}: {}", message(&record));
        let fetch = record.fetch.unwrap();
        assert_eq!(fetch.redirects.len(), hops, "{path}");
        assert_eq!(fetch.status, Some(302), "{path}");
    }
    let record = one(hasty(), server.url(1, "/hop/2")).await;
    assert_eq!(class(&record), "", "ten redirects are followed: {}", message(&record));
}

#[tokio::test]
async fn statuses_are_told() {
    let server = Server::start().await;
    for code in [204, 301, 403, 404, 410, 451] {
        server.on(&format!("/{code}"), status(code, &[]));
        let record = one(hasty(), server.url(1, &format!("/{code}"))).await;
        assert_eq!(class(&record), "status", "{code}");
        assert!(message(&record).contains(&code.to_string()), "{}", message(&record));
        let fetch = record.fetch.unwrap();
        assert_eq!((fetch.status, fetch.attempts), (Some(code), 1), "{code}: final at once");
        assert!(record.text.is_empty());
    }
}

#[tokio::test]
async fn hosts_that_are_not_there() {
    let records = crawl(Settings { tries: 2, ..hasty() }, &["http://no-such-host.invalid/a".into(), closed_port()]).await;
    for record in &records {
        let wanted = if record.input.contains("invalid") { "dns" } else { "connect" };
        assert_eq!(class(record), wanted, "{}", message(record));
        assert!(record.fetch.is_none(), "nothing was fetched of the page itself");
    }
}

fn closed_port() -> String {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    format!("http://127.0.0.1:{}/a", listener.local_addr().unwrap().port())
}

#[tokio::test]
async fn private_addresses_are_refused_unless_asked_for() {
    let server = Server::start().await;
    server.on("/a", html(&article("Night boat returns")));
    let name = server.url(1, "/a").replace("127.0.0.1", "localhost");
    let octal = server.url(1, "/a").replace("127.0.0.1", "0177.0.0.1");
    let guarded = Settings { allow_private: false, ..hasty() };
    for record in crawl(guarded.clone(), &[server.url(1, "/a"), name, octal, "http://169.254.169.254/latest/meta-data/".into()]).await {
        assert_eq!(class(&record), "address", "{}: {}", record.input, message(&record));
    }
    for record in
        crawl(Settings { ignore_robots: true, ..guarded }, &[server.url(1, "/a").replace("127.0.0.1", "[::ffff:127.0.0.1]")]).await
    {
        assert_eq!(class(&record), "address", "{}: {}", record.input, message(&record));
    }
    assert!(server.log().is_empty(), "nothing was asked");
}
