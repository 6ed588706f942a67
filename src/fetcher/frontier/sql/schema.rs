//! The tables, and the version of their form.

use super::{Transaction, values};
use crate::fetcher::frontier::Error;

/// The form that this version makes and knows.
const VERSION: i64 = 1;

/// Times are milliseconds since 1970 by the database's clock; spans are milliseconds.
///
/// `urls.state` is 0 for open and 1 for done. `owner` is the worker that holds a row. `hosts.queued` counts the open URLs that
/// nobody holds. `hosts.wanted` is 1 where a worker waits for a host that another holds. A record stands in `outbox` until it is published.
const TABLES: &[&str] = &[
    "CREATE TABLE IF NOT EXISTS notes (name TEXT PRIMARY KEY, value TEXT NOT NULL)",
    "CREATE TABLE IF NOT EXISTS workers (id {serial}, name TEXT NOT NULL, until BIGINT NOT NULL)",
    "CREATE TABLE IF NOT EXISTS hosts (
        name TEXT PRIMARY KEY,
        pause BIGINT NOT NULL,
        crawl_delay BIGINT,
        next_at BIGINT NOT NULL DEFAULT 0,
        queued BIGINT NOT NULL DEFAULT 0,
        owner BIGINT,
        fence BIGINT NOT NULL DEFAULT 0,
        wanted BIGINT NOT NULL DEFAULT 0,
        parked_until BIGINT,
        parked_status BIGINT)",
    "CREATE INDEX IF NOT EXISTS hosts_due ON hosts (next_at) WHERE owner IS NULL AND queued > 0",
    "CREATE TABLE IF NOT EXISTS urls (
        id {serial},
        digest {bytes} NOT NULL UNIQUE,
        url TEXT NOT NULL,
        written TEXT,
        credentials TEXT,
        host TEXT NOT NULL,
        depth BIGINT NOT NULL,
        parent BIGINT,
        state BIGINT NOT NULL DEFAULT 0,
        owner BIGINT,
        fence BIGINT NOT NULL DEFAULT 0,
        attempts BIGINT NOT NULL DEFAULT 0,
        not_before BIGINT,
        note TEXT,
        etag TEXT,
        last_modified TEXT,
        error TEXT,
        done_at BIGINT)",
    "CREATE INDEX IF NOT EXISTS urls_open ON urls (host, id) WHERE state = 0",
    "CREATE INDEX IF NOT EXISTS urls_held ON urls (owner) WHERE owner IS NOT NULL",
    "CREATE TABLE IF NOT EXISTS outbox (seq {serial}, url BIGINT NOT NULL, owner BIGINT, part BIGINT, record {bytes} NOT NULL)",
    "CREATE INDEX IF NOT EXISTS outbox_part ON outbox (part, seq)",
    "CREATE TABLE IF NOT EXISTS parts (
        id {serial},
        owner BIGINT,
        fence BIGINT NOT NULL DEFAULT 1,
        records BIGINT NOT NULL,
        bytes BIGINT NOT NULL,
        whole BIGINT NOT NULL DEFAULT 0)",
];

/// Makes the tables where they are missing.
///
/// # Errors
/// [`Error::Version`] where another version made them; `place` is what the message calls them.
pub(crate) fn prepare(transaction: &mut dyn Transaction, place: &str) -> Result<(), Error> {
    let dialect = transaction.dialect();
    for table in TABLES {
        transaction.run(&table.replace("{serial}", dialect.serial).replace("{bytes}", dialect.bytes), &[])?;
    }
    transaction.run(
        "INSERT INTO notes (name, value) VALUES ('version', $1) ON CONFLICT (name) DO NOTHING",
        values![VERSION.to_string().as_str()],
    )?;
    let found = transaction.run("SELECT value FROM notes WHERE name = 'version'", &[])?;
    let found = found.into_iter().flatten().next().and_then(super::Value::text).unwrap_or_default();
    if found != VERSION.to_string() {
        return Err(Error::Version { place: place.to_owned(), found, known: VERSION });
    }
    Ok(())
}
