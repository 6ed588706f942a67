//! Web archives (WARC): read by `clean`, written by `crawl`.

mod broken;
mod desk;
mod made;
mod memory;
mod reading;
#[path = "../schema/valid.rs"]
mod schema;
