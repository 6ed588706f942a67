//! Pace, `robots.txt`, patience.

use std::time::{Duration, Instant};

use presscut::crawl::Stop;
use presscut::fetcher::{Settings, Site};
use tokio::sync::watch;

use crate::run::{class, crawl, crawl_until, hasty, message, one};
use crate::server::{Seen, Server, Step, answer, article, html, redirect, status};

fn robots(text: &str) -> Vec<Step> {
    answer(&["Content-Type: text/plain"], text.as_bytes())
}

/// The pauses between the requests that a host saw.
fn pauses(log: &[Seen], host: &str) -> Vec<Duration> {
    let times: Vec<Instant> = log.iter().filter(|seen| seen.host == host).map(|seen| seen.at).collect();
    times.windows(2).map(|pair| pair[1] - pair[0]).collect()
}

#[tokio::test]
async fn one_request_a_host_and_a_pause_between_two() {
    let server = Server::start().await;
    let slow = |_: &Seen, _: usize| [vec![Step::Sleep(Duration::from_millis(30))], html(&article("Night boat returns"))].concat();
    let mut urls = Vec::new();
    for host in 1..=4 {
        for page in 0..4 {
            let path = format!("/{page}");
            server.when(&path, slow);
            urls.push(server.url(host, &path));
        }
    }
    // a redirect is a request of the host that it leads to
    server.on("127.0.0.1/0", redirect(&server.url(2, "/extra"))).on("/extra", html(&article("Moved")));
    let delay = Duration::from_millis(150);
    let started = Instant::now();
    let records = crawl(Settings { delay, ..hasty() }, &urls).await;
    let took = started.elapsed();
    assert_eq!(records.len(), 16);
    assert!(records.iter().all(|record| class(record).is_empty()), "{:?}", records.iter().map(message).collect::<Vec<_>>());
    let log = server.log();
    assert_eq!(log.len(), 16 + 1 + 4, "pages, one redirect, and robots.txt once a host");
    assert!(log.iter().all(|seen| seen.at_once == 1), "never two at once");
    for host in 1..=4 {
        let pauses = pauses(&log, &format!("127.0.0.{host}"));
        assert!(pauses.iter().all(|pause| *pause >= delay), "host {host}: {pauses:?}");
    }
    assert!(took < delay * 21, "hosts side by side: {took:?}");
}

#[tokio::test]
async fn robots_txt_is_read_once_and_obeyed() {
    let server = Server::start().await;
    server.on("/robots.txt", robots("User-agent: *\nDisallow: /\n\nUser-agent: presscut/0.1\nDisallow: /private\nAllow: /private/open\n"));
    for path in ["/a", "/private/a", "/private/open/a"] {
        server.on(path, html(&article("Night boat returns")));
    }
    let urls = ["/a", "/private/a", "/private/open/a"].map(|path| server.url(1, path));
    let records = crawl(hasty(), &urls).await;
    for record in &records {
        let wanted = if record.input == urls[1] { "robots" } else { "" };
        assert_eq!(class(record), wanted, "{}: {}", record.input, message(record));
    }
    assert_eq!(server.asked("/robots.txt").len(), 1);
    assert!(server.asked("/private/a").is_empty());
    assert!(records.iter().find(|record| record.input == urls[1]).unwrap().fetch.is_none());

    let record = one(Settings { ignore_robots: true, ..hasty() }, urls[1].clone()).await;
    assert_eq!(class(&record), "");
    assert_eq!(server.asked("/robots.txt").len(), 1, "it is not even asked for");
}

#[tokio::test]
async fn robots_txt_of_where_a_redirect_leads() {
    let server = Server::start().await;
    server.on("127.0.0.2/robots.txt", robots("User-agent: *\nDisallow: /closed\n"));
    server.on("/a", redirect(&server.url(2, "/closed"))).on("/closed", html(&article("Closed")));
    let record = one(hasty(), server.url(1, "/a")).await;
    assert_eq!(class(&record), "robots", "{}", message(&record));
    assert_eq!(record.final_url, Some(server.url(2, "/closed")));
    assert!(server.asked("/closed").is_empty());
}

#[tokio::test]
async fn a_robots_txt_that_cannot_be_had() {
    for (number, (steps, wanted)) in [
        (status(404, &[]), ""),
        (status(403, &[]), ""),
        (status(401, &[]), ""),
        (status(429, &[]), "robots"),
        (status(500, &[]), "robots"),
        (status(503, &["Retry-After: 0"]), "robots"),
        (vec![Step::Close], "connect"),
    ]
    .into_iter()
    .enumerate()
    {
        let server = Server::start().await;
        server.on("/robots.txt", steps).on("/a", html(&article("Night boat returns"))).on("/b", html(&article("Another")));
        let records = crawl(hasty(), &[server.url(1, "/a"), server.url(1, "/b")]).await;
        assert_eq!(records.len(), 2);
        for record in &records {
            assert_eq!(class(record), wanted, "case {number}: {}", message(record));
        }
        let tries = if wanted.is_empty() { 1 } else { 3 };
        assert_eq!(server.asked("/robots.txt").len(), tries, "case {number}");
        assert_eq!(server.asked("/a").len(), usize::from(wanted.is_empty()), "case {number}");
    }
}

#[tokio::test]
async fn robots_txt_behind_redirects_and_beyond_its_size() {
    let server = Server::start().await;
    server.on("127.0.0.1/robots.txt", redirect(&server.url(2, "/rules.txt")));
    server.on("/rules.txt", robots("User-agent: *\nDisallow: /closed\n"));
    server.on("/closed", html(&article("Closed"))).on("/open", html(&article("Open")));
    let records = crawl(hasty(), &["/closed", "/open"].map(|path| server.url(1, path))).await;
    let mut classes: Vec<&str> = records.iter().map(class).collect();
    classes.sort_unstable();
    assert_eq!(classes, ["", "robots"]);

    let mut long = "User-agent: *\nDisallow: /closed\n".to_owned();
    long.push_str(&"# padding that says nothing at all\n".repeat(20_000));
    long.push_str("Disallow: /open\n");
    server.on("127.0.0.3/robots.txt", robots(&long));
    let records = crawl(hasty(), &["/closed", "/open"].map(|path| server.url(3, path))).await;
    let mut classes: Vec<&str> = records.iter().map(class).collect();
    classes.sort_unstable();
    assert_eq!(classes, ["", "robots"], "what stands beyond 500 KiB is not read");

    server.on("127.0.0.4/robots.txt", redirect("/robots.txt"));
    assert_eq!(class(&one(hasty(), server.url(4, "/open")).await), "", "a circle of redirects is no robots.txt");
    assert_eq!(server.log().iter().filter(|seen| seen.host == "127.0.0.4" && seen.path == "/robots.txt").count(), 6);
}

#[tokio::test]
async fn crawl_delay_is_kept_up_to_its_cap() {
    let server = Server::start().await;
    server.on("127.0.0.1/robots.txt", robots("User-agent: *\nCrawl-delay: 0.3\n"));
    server.on("127.0.0.2/robots.txt", robots("User-agent: *\nCrawl-delay: 9000\n"));
    server.on("/a", html(&article("A"))).on("/b", html(&article("B")));
    let urls: Vec<String> = [1, 2].iter().flat_map(|host| [server.url(*host, "/a"), server.url(*host, "/b")]).collect();
    let records = crawl(Settings { max_crawl_delay: Duration::from_millis(400), ..hasty() }, &urls).await;
    assert_eq!(records.len(), 4);
    let log = server.log();
    for (host, least) in [("127.0.0.1", 300), ("127.0.0.2", 400)] {
        let pauses = pauses(&log, host);
        assert!(pauses.len() == 2 && pauses.iter().all(|pause| *pause >= Duration::from_millis(least)), "{host}: {pauses:?}");
    }
}

#[tokio::test]
async fn a_site_has_its_own_pause() {
    let server = Server::start().await;
    server.on("/a", html(&article("A"))).on("/b", html(&article("B")));
    let site = Site { host: "127.0.0.1".into(), delay: Some(Duration::from_millis(300)), ..Site::default() };
    crawl(Settings { sites: vec![site], ..hasty() }, &["/a", "/b"].map(|path| server.url(1, path))).await;
    assert!(pauses(&server.log(), "127.0.0.1").iter().all(|pause| *pause >= Duration::from_millis(300)));
}

#[tokio::test]
async fn a_passing_failure_is_tried_again_and_no_more_than_thrice() {
    let server = Server::start().await;
    server.when("/flaky", |_, nth| if nth < 2 { status(500, &[]) } else { html(&article("Night boat returns")) });
    server.when("/reset", |_, nth| if nth == 0 { vec![Step::Close] } else { html(&article("Night boat returns")) });
    server.on("/dead", status(502, &[])).on("/gone", status(404, &[]));
    let records = crawl(hasty(), &["/flaky", "/reset", "/dead", "/gone"].map(|path| server.url(1, path))).await;
    for (path, wanted, attempts) in [("/flaky", "", 3), ("/reset", "", 2), ("/dead", "status", 3), ("/gone", "status", 1)] {
        let record = records.iter().find(|record| record.input == server.url(1, path)).unwrap();
        assert_eq!(class(record), wanted, "{path}: {}", message(record));
        assert_eq!(record.fetch.as_ref().unwrap().attempts, attempts, "{path}");
        assert_eq!(server.asked(path).len(), attempts as usize, "{path}");
    }
}

#[tokio::test]
async fn a_busy_host_is_left_alone_for_as_long_as_it_asks() {
    let server = Server::start().await;
    server.when("/busy", |_, nth| if nth == 0 { status(429, &["Retry-After: 1"]) } else { html(&article("Night boat returns")) });
    server.on("/next", html(&article("Another")));
    let records = crawl(hasty(), &["/busy", "/next"].map(|path| server.url(1, path))).await;
    assert!(records.iter().all(|record| class(record).is_empty()));
    let log = server.log();
    let busy = log.iter().position(|seen| seen.path == "/busy").unwrap();
    assert!(log[busy + 1].at - log[busy].at >= Duration::from_secs(1), "nothing was asked of the host meanwhile");
}

#[tokio::test]
async fn a_host_that_asks_for_too_much_patience_is_left_for_good() {
    let server = Server::start().await;
    server.on("/busy", status(503, &["Retry-After: 3600"])).on("/next", html(&article("Another")));
    let records = crawl(hasty(), &[server.url(1, "/busy"), server.url(1, "/next"), server.url(2, "/next")]).await;
    for record in &records {
        let wanted = if record.input == server.url(2, "/next") { "" } else { "status" };
        assert_eq!(class(record), wanted, "{}: {}", record.input, message(record));
        if !wanted.is_empty() {
            assert!(message(record).contains("503"), "{}", message(record));
        }
    }
    assert_eq!(server.asked("/busy").len(), 1);
    assert_eq!(server.asked("/next").len(), 1);
}

#[tokio::test]
async fn stopping_finishes_what_is_under_way() {
    let server = Server::start().await;
    let slow = |_: &Seen, _: usize| [vec![Step::Sleep(Duration::from_millis(100))], html(&article("Night boat returns"))].concat();
    let urls: Vec<String> = (0..50)
        .map(|number| {
            let path = format!("/{number}");
            server.when(&path, slow);
            server.url(1, &path)
        })
        .collect();
    let (stop, stopped) = watch::channel(Stop::No);
    let (records, stats) = crawl_until(hasty(), &urls, stopped, &mut |stats| {
        if stats.records == 3 {
            let _ = stop.send(Stop::Drain);
        }
    })
    .await;
    assert!((3..=5).contains(&records.len()), "{}", records.len());
    assert_eq!(stats.left, 50 - records.len());
    assert!(records.iter().all(|record| class(record).is_empty()));
}
