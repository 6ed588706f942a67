//! However many bodies come at once, and however large, they keep within one bound.

use presscut::crawl::Stop;
use presscut::fetcher::{Fetcher, Settings};
use tokio::sync::watch;

use crate::run::{class, crawl_until, hasty, message};
use crate::server::{Server, article, html};

#[tokio::test]
async fn large_bodies_of_many_hosts_share_one_bound() {
    let server = Server::start().await;
    let filler = format!("<!--{}-->", "boats and more boats ".repeat(90_000)); // 1.8 MB
    let page = article("Night boat returns").replace("</article>", &format!("</article>{filler}"));
    let mut urls = Vec::new();
    for host in 1..=6 {
        for number in 0..3 {
            let path = format!("/{number}");
            server.on(&path, html(&page));
            urls.push(server.url(host, &path));
        }
    }
    let bound = 5 << 20;
    let settings = Settings { max_body: 3 << 20, max_memory: bound, ..hasty() };
    let (_stop, never) = watch::channel(Stop::No);
    let mut most = 0;
    let (records, stats) = crawl_until(settings, &urls, never, &mut |stats| most = most.max(stats.held)).await;
    assert_eq!(records.len(), urls.len());
    for record in &records {
        assert_eq!(class(record), "", "{}: {}", record.input, message(record));
        assert_eq!(record.fetch.as_ref().unwrap().bytes, Some(page.len() as u64));
    }
    assert!((2 << 20..=bound).contains(&most), "{most}");
    assert_eq!(stats.held, 0, "all is given back");
}

#[test]
fn a_bound_without_room_for_one_body_is_refused() {
    let message = Fetcher::new(Settings { max_memory: 19 << 20, ..Settings::default() }).unwrap_err().to_string();
    assert!(message.contains("max_memory of [fetch]") && message.contains("20971520"), "{message}");
}
