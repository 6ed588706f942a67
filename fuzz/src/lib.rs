//! What must hold for any bytes at all, a function each: it panics where something does not.
//!
//! `fuzz/run TARGET SECONDS` looks for such bytes with libFuzzer, on the stable compiler; `tests/short.rs` tries the seeds, and what
//! a few thousand random changes make of them.

// what only the cleaner's own tests ask for
#[allow(dead_code)]
#[path = "../../cleaner/tests/parser/difference.rs"]
mod difference;
#[allow(dead_code)]
#[path = "../../cleaner/tests/parser/kept.rs"]
mod kept;
#[allow(dead_code)]
#[path = "../../cleaner/tests/parser/parse.rs"]
mod parse;

use ::url::Url;
use presscut::fetcher::entry::{Listing, MOST};
use presscut::fetcher::{FetchError, robots, url};
use presscut_cleaner::{Cleaner, Page};

/// A target: what is called with the bytes.
pub type Target = fn(&[u8]);

/// Every target by its name; its seeds lie in `seeds/NAME`, and for pages in `fixtures/pages` too.
pub const TARGETS: &[(&str, Target)] =
    &[("clean", clean), ("feed", feed), ("parser", parser), ("robots", robots), ("sitemap", sitemap), ("url", url)];

/// Whatever bytes come in, cleaning them gives a record: with a text, or with the reason why there is none.
pub fn clean(bytes: &[u8]) {
    let record = Cleaner::default().clean(&Page::from_bytes(bytes));
    assert!(record.error.is_some() || !record.text.is_empty());
}

/// A feed of any bytes is refused, or tells of pages of the web.
pub fn feed(bytes: &[u8]) {
    listed(presscut::fetcher::feed::read(bytes, &home()));
}

/// A sitemap of any bytes is refused, or tells of pages of the web.
pub fn sitemap(bytes: &[u8]) {
    listed(presscut::fetcher::sitemap::read(bytes, &home()));
}

fn listed(listing: Result<Listing, FetchError>) {
    let Ok(Listing { entries, files, .. }) = listing else { return };
    assert!(entries.len() <= MOST && files.len() <= MOST);
    for address in entries.iter().chain(&files).map(|entry| &entry.url) {
        assert!(Url::parse(address).is_ok(), "{address} is no address");
    }
}

fn home() -> Url {
    Url::parse("https://news.example/feeds/all").expect("a URL")
}

/// Our tokenizer and document find what html5ever's find.
pub fn parser(bytes: &[u8]) {
    if let Ok(html) = std::str::from_utf8(bytes)
        && let Some(difference) = difference::difference(html)
    {
        panic!("{difference}");
    }
}

/// A `robots.txt` of any bytes has one meaning, whatever ends its lines and however often it is read.
pub fn robots(bytes: &[u8]) {
    let rules = robots::Rules::parse(bytes, "presscut");
    assert_eq!(rules, robots::Rules::parse(bytes, "presscut"));
    let named = String::from_utf8_lossy(bytes);
    let paths = named.split_whitespace().filter(|word| word.starts_with('/')).take(8);
    for path in paths.chain(["/", "/robots.txt", "/news/2026/ferry.html?page=2"]) {
        if let Ok(url) = home().join(path) {
            let _ = rules.check(&url);
        }
    }
    let _ = rules.crawl_delay();
}

/// An address that is read is of the web, canonical, and free of credentials; so is what is shown of it.
pub fn url(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let shown = url::redact(text);
    let Ok((address, _)) = url::parse(text) else { return };
    assert!(url::is_web(&address) && !url::host(&address).is_empty(), "{address}");
    assert!(address.username().is_empty() && address.password().is_none() && address.fragment().is_none(), "{address}");
    let again = url::parse(address.as_str()).expect("what was read once can be read again");
    assert_eq!(again, (address.clone(), None), "reading an address again changes it");
    assert_eq!(url::parse(&shown).ok(), Some((address, None)), "shown as {shown}");
}
