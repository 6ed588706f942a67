//! URLs: added, claimed, done.

use std::collections::BTreeMap;
use std::time::Duration;

use super::{Transaction, Value, millis, values};
use crate::fetcher::Secret;
use crate::fetcher::frontier::{Claim, Error, Job, New, Outcome, Outlook, Reopen, Validators, digest};
use crate::fetcher::url::{Credentials, redact};

/// Adds those that are not known.
pub(super) fn add(transaction: &mut dyn Transaction, found: &[New]) -> Result<usize, Error> {
    // hosts always in the same order, so that two workers who add to the same do not wait for each other
    let mut hosts: BTreeMap<&str, (Duration, i64)> = BTreeMap::new();
    let mut count = 0;
    for New { job, pause } in found {
        let digest = digest::of(&job.key());
        let host = job.host();
        let added = transaction.number(
            "INSERT INTO urls (digest, url, written, credentials, host, depth, parent, note) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
             ON CONFLICT (digest) DO NOTHING RETURNING id",
            values![
                digest.as_slice(),
                job.asked().as_str(),
                job.written(),
                job.credentials().map(kept).as_deref(),
                host,
                i64::from(job.depth),
                job.parent,
                job.note.as_ref().and_then(|note| serde_json::to_string(note).ok()).as_deref()
            ],
        )?;
        if added.is_some() {
            count += 1;
            hosts.entry(host).or_insert((*pause, 0)).1 += 1;
        }
    }
    for (host, (pause, queued)) in hosts {
        transaction.run(
            "INSERT INTO hosts (name, pause, queued) VALUES ($1, $2, $3) ON CONFLICT (name) DO UPDATE SET queued = hosts.queued + $3",
            values![host, pause, queued],
        )?;
    }
    Ok(count)
}

/// Adds what is no URL, done with its record at once.
pub(super) fn refuse(transaction: &mut dyn Transaction, worker: i64, text: &str, record: Option<&[u8]>) -> Result<bool, Error> {
    let now = transaction.dialect().now;
    let sql = format!(
        "INSERT INTO urls (digest, url, host, depth, state, error, done_at) VALUES ($1, $2, '', 0, 1, 'url', {now})
         ON CONFLICT (digest) DO NOTHING RETURNING id"
    );
    let Some(id) = transaction.number(&sql, values![digest::of(text).as_slice(), &*redact(text)])? else { return Ok(false) };
    if let Some(record) = record {
        transaction.run("INSERT INTO outbox (url, owner, record) VALUES ($1, $2, $3)", values![id, worker, record])?;
    }
    Ok(true)
}

/// Name and password of an address, as they are kept: a crawl that is taken up again needs them.
fn kept(credentials: &Credentials) -> String {
    serde_json::json!([credentials.user, credentials.password.as_ref().map(Secret::expose)]).to_string()
}

fn read(kept: &str) -> Option<Credentials> {
    let (user, password): (String, Option<String>) = serde_json::from_str(kept).ok()?;
    Some(Credentials { user, password: password.map(Secret::from) })
}

/// Claims some of a host's open URLs, in the order in which they were added.
pub(super) fn claim(transaction: &mut dyn Transaction, worker: i64, host: &str, fence: i64, most: i64) -> Result<Vec<Job>, Error> {
    let mut rows = transaction.run(
        "UPDATE urls SET owner = $1, fence = $2 WHERE id IN (SELECT id FROM urls WHERE host = $3 AND state = 0 AND owner IS NULL
         ORDER BY id LIMIT $4) RETURNING id, url, written, credentials, depth, parent, etag, last_modified, note",
        values![worker, fence, host, most],
    )?;
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    transaction.run("UPDATE hosts SET queued = queued - $2 WHERE name = $1", values![host, i64::try_from(rows.len()).unwrap_or(0)])?;
    rows.sort_by_key(|row| row.first().and_then(Value::int));
    Ok(rows.into_iter().filter_map(|row| job(row, fence)).collect())
}

fn job(row: Vec<Value>, fence: i64) -> Option<Job> {
    let [id, url, written, credentials, depth, parent, etag, last_modified, note] = <[Value; 9]>::try_from(row).ok()?;
    let credentials = credentials.text().and_then(|kept| read(&kept));
    let mut job = Job::kept(&url.text()?, written.text().as_deref(), credentials).ok()?;
    job.claim = Claim { url: id.int()?, fence };
    job.depth = depth.int().and_then(|depth| u32::try_from(depth).ok()).unwrap_or(0);
    job.parent = parent.int();
    let validators = Validators { etag: etag.text(), last_modified: last_modified.text() };
    job.note = note.text().and_then(|note| serde_json::from_str(&note).ok());
    job.validators = (validators != Validators::default()).then(|| Box::new(validators));
    Some(job)
}

/// Gives URLs their records, where the claims still stand; tells which do.
pub(super) fn finish(transaction: &mut dyn Transaction, worker: i64, done: &[Outcome]) -> Result<(Vec<bool>, usize), Error> {
    let now = transaction.dialect().now;
    let sql = format!(
        "UPDATE urls SET state = 1, owner = NULL, attempts = $4, error = $5, etag = $6, last_modified = $7, done_at = {now}
         WHERE id = $1 AND owner = $2 AND fence = $3 AND state = 0 RETURNING id"
    );
    let (mut stood, mut added) = (Vec::with_capacity(done.len()), 0);
    for outcome in done {
        let Claim { url, fence } = outcome.claim;
        let stands = transaction.number(
            &sql,
            values![
                url,
                worker,
                fence,
                i64::from(outcome.attempts),
                outcome.error.as_deref(),
                outcome.validators.etag.as_deref(),
                outcome.validators.last_modified.as_deref()
            ],
        )?;
        if stands.is_some() {
            if let Some(record) = &outcome.record {
                transaction.run("INSERT INTO outbox (url, owner, record) VALUES ($1, $2, $3)", values![url, worker, record.as_slice()])?;
            }
            added += add(transaction, &outcome.found)?;
        }
        // done under this very claim before the connection broke: that stood, too
        let stands = stands.is_some()
            || transaction.number("SELECT id FROM urls WHERE id = $1 AND state = 1 AND fence = $2", values![url, fence])?.is_some();
        stood.push(stands);
    }
    Ok((stood, added))
}

/// Opens URLs again that are done.
pub(super) fn reopen(transaction: &mut dyn Transaction, which: &Reopen) -> Result<usize, Error> {
    let now = transaction.dialect().now;
    let mut hosts = BTreeMap::new();
    let mut count = |rows: Vec<Vec<Value>>| {
        for host in rows.into_iter().flatten().filter_map(Value::text) {
            *hosts.entry(host).or_insert(0_i64) += 1;
        }
    };
    for key in &which.keys {
        let sql = "UPDATE urls SET state = 0, error = NULL WHERE digest = $1 AND state = 1 AND host <> '' RETURNING host";
        count(transaction.run(sql, values![digest::of(key).as_slice()])?);
    }
    if let Some(older) = which.older {
        let sql =
            format!("UPDATE urls SET state = 0, error = NULL WHERE state = 1 AND host <> '' AND done_at <= {now} - $1 RETURNING host");
        count(transaction.run(&sql, values![older])?);
    }
    let mut opened = 0;
    for (host, urls) in hosts {
        transaction.run("UPDATE hosts SET queued = queued + $2 WHERE name = $1", values![host.as_str(), urls])?;
        opened += usize::try_from(urls).unwrap_or(0);
    }
    Ok(opened)
}

/// What there is to do.
pub(super) fn outlook(transaction: &mut dyn Transaction) -> Result<Outlook, Error> {
    let count = |transaction: &mut dyn Transaction, sql: &str| -> Result<usize, Error> {
        Ok(transaction.number(sql, &[])?.and_then(|count| usize::try_from(count).ok()).unwrap_or(0))
    };
    let slowest =
        transaction.run("SELECT name, queued, pause FROM hosts WHERE queued > 0 ORDER BY queued * pause DESC, name DESC LIMIT 1", &[])?;
    let slowest = slowest.into_iter().next().and_then(|row| {
        let [name, queued, pause] = <[Value; 3]>::try_from(row).ok()?;
        Some((name.text()?, usize::try_from(queued.int()?).ok()?, millis(pause.int()?)))
    });
    Ok(Outlook {
        open: count(transaction, "SELECT count(*) FROM urls WHERE state = 0")?,
        done: count(transaction, "SELECT count(*) FROM urls WHERE state = 1")?,
        hosts: count(transaction, "SELECT count(*) FROM hosts WHERE queued > 0")?,
        slowest,
    })
}
