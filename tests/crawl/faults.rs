//! What servers do wrong: each ends in a record with its class.

use std::io::Write;
use std::time::Duration;

use presscut::fetcher::{Proxy, Settings, Site};

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
    server.on("/drip", [vec![head(&[])], drip(b"<")].concat());
    server.on("/drip-head", [vec![Step::Send(b"HTTP/1.1 200 OK\r\nX-Slow: ".to_vec())], drip(b"a")].concat());
    server.on("/hints", vec![Step::Endless(b"HTTP/1.1 103 Early Hints\r\nLink: </a.css>; rel=preload\r\n\r\n".to_vec())]);
    server.on("/two-lengths", vec![head(&["Content-Length: 5", "Content-Length: 9"]), Step::Send(b"<p>Only".to_vec()), Step::Close]);
    server.on("/no-length", vec![head(&["Content-Length: -1"]), Step::Send(b"<p>Only".to_vec()), Step::Close]);
    let chunk = [&b"10000\r\n"[..], &vec![b'a'; 1 << 16], b"\r\n"].concat();
    server.on("/chunks", vec![head(&["Transfer-Encoding: chunked"]), Step::Endless(chunk)]);
    server.on("/chunk-size", vec![head(&["Transfer-Encoding: chunked"]), Step::Send(b"fffffffffffffffff\r\n<p>".to_vec()), Step::Hang]);
    server.on(
        "/trailers",
        vec![
            head(&["Transfer-Encoding: chunked"]),
            Step::Send(b"4\r\nboat\r\n0\r\n".to_vec()),
            Step::Endless(b"X-Trailer: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\r\n".to_vec()),
        ],
    );
    server.on(
        "/lost",
        vec![Step::Send(b"HTTP/1.1 404 Lost\r\nContent-Type: text/html\r\n\r\n".to_vec()), Step::Endless(vec![b'a'; 1 << 16])],
    );
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
        ("/drip", "timeout", Some(200)),
        ("/drip-head", "timeout", None),
        ("/hints", "timeout", None),
        ("/two-lengths", "protocol", None),
        ("/no-length", "protocol", None),
        ("/chunks", "too_large", Some(200)),
        ("/chunk-size", "truncated", Some(200)),
        ("/trailers", "truncated", Some(200)),
        ("/lost", "status", Some(404)),
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

/// A byte every 100 ms, which no wait for the next bytes ends.
fn drip(byte: &[u8]) -> Vec<Step> {
    [Step::Send(byte.to_vec()), Step::Sleep(Duration::from_millis(100))].into_iter().cycle().take(200).collect()
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
    let twice = flate2_of(&flate2_of(&vec![b' '; 100 << 20]));
    server.on("/twice", answer(&["Content-Type: text/html", "Content-Encoding: gzip, gzip"], &twice));
    server.on("/brotli", answer(&["Content-Type: text/html", "Content-Encoding: br"], &crate::pages::brotli(&vec![b' '; 100 << 20]).await));
    server.on("127.0.0.2/robots.txt", answer(&["Content-Type: text/plain", "Content-Encoding: gzip, gzip"], &twice));
    server.on("/behind", html(&article("Night boat returns")));
    let record = one(hasty(), server.url(2, "/behind")).await;
    assert_eq!(class(&record), "", "of robots.txt 500 KiB are read: {}", message(&record));
    let records = crawl(hasty(), &["/bomb", "/wide", "/twice", "/brotli"].map(|path| server.url(1, path))).await;
    assert_eq!(records.len(), 4);
    for record in &records {
        assert_eq!(class(record), "too_large", "{}: {}", record.input, message(record));
        assert!(message(record).contains("20971520 bytes"), "{}", message(record));
    }
}

fn flate2_of(bytes: &[u8]) -> Vec<u8> {
    let mut coded = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    coded.write_all(bytes).unwrap();
    coded.finish().unwrap()
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
    let hosts = [
        "127.0.0.1",
        "localhost",
        "0177.0.0.1",
        "0x7f.1",
        "2130706433",
        "127.1",
        "[::ffff:127.0.0.1]",
        "[::1]",
        "[64:ff9b::7f00:1]",
        "[2002:7f00:1::]",
        "[::127.0.0.1]",
        "0.0.0.0",
        "169.254.169.254",
        "100.100.100.200",
        "168.63.129.16",
        "10.0.0.1",
        "172.16.0.1",
        "192.168.0.1",
        "[fd00:ec2::254]",
        "[fe80::1]",
        "127.0.0.1.",
        "%31%32%37.0.0.1",
        "１２７.0.0.1",
    ];
    let urls: Vec<String> = hosts.iter().map(|host| server.url(1, "/a").replace("127.0.0.1", host)).collect();
    for ignore_robots in [false, true] {
        let records = crawl(Settings { allow_private: false, ignore_robots, ..hasty() }, &urls).await;
        for record in records {
            assert_eq!(class(&record), "address", "{}: {}", record.input, message(&record));
        }
    }
    assert!(server.log().is_empty(), "nothing was asked");
}

#[tokio::test]
async fn the_way_on_is_guarded_at_every_step() {
    let (server, gate) = (Server::start().await, Server::start().await);
    server.on("/a", html(&article("Night boat returns")));
    gate.on("http://news.invalid/robots.txt", redirect(&server.url(1, "/robots.txt")));
    let inner = ["127.0.0.1", "localhost", "0x7f.1", "[::ffff:127.0.0.1]"].map(|host| server.url(1, "/a").replace("127.0.0.1", host));
    for (number, to) in inner.iter().enumerate() {
        gate.on(&format!("http://news.invalid/{number}"), redirect(to));
    }
    // one public host, which is behind a proxy that the user names; all others are reached directly
    let site = Site { host: "news.invalid".into(), proxy: Some(Proxy::parse(&gate.url(1, ""))), ..Site::default() };
    let settings = Settings { allow_private: false, sites: vec![site], ..hasty() };
    let urls: Vec<String> = (0..inner.len()).map(|number| format!("http://news.invalid/{number}")).collect();
    let records = crawl(Settings { ignore_robots: true, ..settings.clone() }, &urls).await;
    assert_eq!(records.len(), inner.len());
    for record in &records {
        assert_eq!(class(record), "address", "{}: {}", record.input, message(record));
        assert_eq!(record.fetch.as_ref().unwrap().redirects, std::slice::from_ref(&record.input));
    }
    let record = one(settings, urls[0].clone()).await;
    assert_eq!(class(&record), "address", "the way of robots.txt, too: {}", message(&record));
    assert!(server.log().is_empty(), "nothing was asked");
}
