//! `presscut crawl`: what it finds by itself.

use std::time::Duration;

use clap::Args;
use presscut::crawl::Plan;
use presscut::crawl::discovery::Since;
use presscut::fetcher::entry::Kind;
use presscut::fetcher::pattern::Pattern;
use serde::Serialize;

use super::crawl::seconds;

/// What tells of pages.
#[derive(Args)]
pub(super) struct Sources {
    /// Fetch the pages of a feed: RSS, Atom, JSON Feed
    #[arg(long = "feed", value_name = "URL")]
    feeds: Vec<String>,

    /// Fetch the pages of a sitemap, or of those that an index or a robots.txt names
    #[arg(long = "sitemap", value_name = "URL")]
    sitemaps: Vec<String>,

    /// Ask anew for what --state knows and has not asked for in SECONDS; what is unchanged (304) gives no record
    #[arg(long, value_name = "SECONDS", value_parser = seconds, requires = "state")]
    renew: Option<f64>,
}

impl Sources {
    pub(super) fn are_named(&self) -> bool {
        !(self.feeds.is_empty() && self.sitemaps.is_empty() && self.renew.is_none())
    }

    pub(super) fn plan(&self, plan: &mut Plan) {
        self.feeds.iter().for_each(|url| plan.add_list(Kind::Feed, url));
        self.sitemaps.iter().for_each(|url| plan.add_list(Kind::Sitemap, url));
        if let Some(older) = self.renew {
            plan.renew(Duration::from_secs_f64(older));
        }
    }
}

/// The flags that are settings of what is found.
#[derive(Args, Serialize)]
pub(super) struct Discovering {
    /// Follow the links that fit PATTERN, within their page's host: `/news/` is all that begins so, `*` any run of characters, `$` the end
    #[arg(long, value_name = "PATTERN")]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    follow: Vec<Pattern>,

    /// Most links between a page that was named and one that is fetched [default: 1]
    #[arg(long, value_name = "N")]
    #[serde(skip_serializing_if = "Option::is_none")]
    depth: Option<u32>,

    /// Of what is found, fetch only what fits PATTERN, as in `https://news.example/*`
    #[arg(long, value_name = "PATTERN")]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    include: Vec<Pattern>,

    /// Of what is found, fetch nothing that fits PATTERN
    #[arg(long, value_name = "PATTERN")]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    exclude: Vec<Pattern>,

    /// Of feeds and sitemaps, fetch nothing that they date before DAY
    #[arg(long, value_name = "DAY", value_parser = |day: &str| Since::try_from(day.to_owned()))]
    #[serde(skip_serializing_if = "Option::is_none")]
    since: Option<Since>,

    /// Give a record, with the error `unchanged`, for a page that has not changed since it was fetched last
    #[arg(long)]
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    unchanged: bool,
}
