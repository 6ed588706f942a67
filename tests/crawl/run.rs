//! Runs a crawl as the command does, into memory.

use std::sync::Arc;
use std::time::Duration;

use presscut::crawl::{Crawl, Plan, Stop};
use presscut::fetcher::{Fetcher, Settings};
use presscut::stats::Stats;
use presscut::writer::{Error, Sink};
use presscut::{Article, Cleaner};
use tokio::sync::watch;

/// Keeps records.
#[derive(Default)]
pub(crate) struct Memory(pub Vec<Article>);

impl Sink for Memory {
    fn write(&mut self, article: &Article) -> Result<(), Error> {
        crate::schema::assert_valid(&serde_json::to_value(article).unwrap());
        self.0.push(article.clone());
        Ok(())
    }

    fn flush(&mut self) -> Result<(), Error> {
        Ok(())
    }

    fn finish(self: Box<Self>) -> Result<(), Error> {
        Ok(())
    }
}

/// Settings for a server on loopback that nobody waits for.
pub(crate) fn hasty() -> Settings {
    Settings {
        allow_private: true,
        delay: Duration::from_millis(1),
        retry_delay: Duration::from_millis(20),
        max_retry_after: Duration::from_secs(5),
        ..Settings::default()
    }
}

pub(crate) fn plan(urls: &[String]) -> Plan {
    let mut plan = Plan::default();
    for url in urls {
        plan.add(url);
    }
    plan
}

/// Crawls to the end.
pub(crate) async fn crawl(settings: Settings, urls: &[String]) -> Vec<Article> {
    let (_stop, never) = watch::channel(Stop::No);
    crawl_until(settings, urls, never, &mut |_| ()).await.0
}

/// Crawls until told to stop.
pub(crate) async fn crawl_until(
    settings: Settings,
    urls: &[String],
    stop: watch::Receiver<Stop>,
    show: &mut dyn FnMut(&Stats),
) -> (Vec<Article>, Stats) {
    let fetcher = Arc::new(Fetcher::new(settings).unwrap());
    let crawl = Crawl::new(plan(urls), fetcher, Arc::new(Cleaner::default()), 2).unwrap();
    let mut memory = Memory::default();
    let run = crawl.run(&mut memory, stop, show);
    let stats = tokio::time::timeout(Duration::from_mins(2), run).await.expect("the crawl ends").unwrap();
    (memory.0, stats)
}

/// Crawls one address.
pub(crate) async fn one(settings: Settings, url: String) -> Article {
    let mut records = crawl(settings, &[url]).await;
    assert_eq!(records.len(), 1, "one address, one record");
    records.remove(0)
}

/// The class of a record's error, or "".
pub(crate) fn class(article: &Article) -> &str {
    article.error.as_ref().map_or("", |error| error.class.as_str())
}

/// What a record's error says, or "".
pub(crate) fn message(article: &Article) -> &str {
    article.error.as_ref().map_or("", |error| error.message.as_str())
}
