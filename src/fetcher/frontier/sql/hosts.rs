//! Workers, and the hosts that they hold.

use std::time::Duration;

use super::{Transaction, Value, millis, urls, values};
use crate::fetcher::frontier::{Error, Grant, Lease, Pace, Want};

/// How long a host that is wanted by name waits for whoever wants it.
const RESERVED: i64 = 3000;

/// Where a worker is alone, its leases end with it.
const FOR_EVER: i64 = i64::MAX >> 8;

/// What a lease tells of its host, as columns.
const TOLD: &str = "name, fence, next_at - {now}, crawl_delay, parked_until - {now}, parked_status";

fn timed(transaction: &dyn Transaction, sql: &str) -> String {
    let dialect = transaction.dialect();
    sql.replace("{told}", TOLD).replace("{now}", dialect.now).replace("{skip_locked}", dialect.skip_locked)
}

/// What a worker is called where people look: the machine's name and the process's number.
fn name() -> String {
    let machine = std::fs::read_to_string("/proc/sys/kernel/hostname").or_else(|_| std::env::var("HOSTNAME")).unwrap_or_default();
    format!("{}:{}", machine.trim(), std::process::id())
}

/// A new worker.
pub(super) fn join(transaction: &mut dyn Transaction, lease: Option<Duration>) -> Result<i64, Error> {
    let (sql, span) = match lease {
        Some(lease) => ("INSERT INTO workers (name, until) VALUES ($1, {now} + $2) RETURNING id", Value::from(lease)),
        None => ("INSERT INTO workers (name, until) VALUES ($1, $2) RETURNING id", Value::from(FOR_EVER)),
    };
    let sql = timed(transaction, sql);
    transaction.number(&sql, &[name().as_str().into(), span])?.ok_or(Error::Expired)
}

/// Makes the worker's leases last from now on, if they still do.
pub(super) fn live(transaction: &mut dyn Transaction, worker: i64, lease: Option<Duration>) -> Result<(), Error> {
    let Some(lease) = lease else { return Ok(()) };
    let sql = timed(transaction, "UPDATE workers SET until = {now} + $2 WHERE id = $1 AND until > {now} RETURNING id");
    transaction.number(&sql, values![worker, lease])?.map(drop).ok_or(Error::Expired)
}

/// Takes back what workers held that are not heard of; where `me` is none, all that any held.
/// A request may have been in flight until the end: so the pause begins there.
pub(super) fn bury(transaction: &mut dyn Transaction, me: Option<i64>) -> Result<(), Error> {
    let sql = match me {
        Some(_) => "SELECT id, until FROM workers WHERE until <= {now} AND id <> $1 {skip_locked}",
        None => "SELECT id, {now} FROM workers WHERE id <> $1 {skip_locked}",
    };
    let sql = timed(transaction, sql);
    for row in transaction.run(&sql, values![me.unwrap_or_default()])? {
        let [Value::Int(dead), Value::Int(until)] = row[..] else { continue };
        transaction.run(
            "UPDATE hosts SET owner = NULL, next_at = CASE WHEN next_at > $2 + pause THEN next_at ELSE $2 + pause END WHERE owner = $1",
            values![dead, until],
        )?;
        give_back(transaction, dead)?;
    }
    Ok(())
}

/// Gives back all that a worker holds, but its hosts.
fn give_back(transaction: &mut dyn Transaction, worker: i64) -> Result<(), Error> {
    transaction.run(
        "UPDATE hosts SET queued = queued + (SELECT count(*) FROM urls WHERE owner = $1 AND host = hosts.name)
         WHERE name IN (SELECT host FROM urls WHERE owner = $1)",
        values![worker],
    )?;
    for table in ["urls", "outbox", "parts"] {
        transaction.run(&format!("UPDATE {table} SET owner = NULL WHERE owner = $1"), values![worker])?;
    }
    transaction.run("DELETE FROM workers WHERE id = $1", values![worker])?;
    Ok(())
}

/// Ends a worker that has told the pace of its hosts.
pub(super) fn leave(transaction: &mut dyn Transaction, worker: i64) -> Result<(), Error> {
    let sql = timed(
        transaction,
        "UPDATE hosts SET owner = NULL, next_at = CASE WHEN next_at > {now} + pause THEN next_at ELSE {now} + pause END WHERE owner = $1",
    );
    transaction.run(&sql, values![worker])?;
    give_back(transaction, worker)
}

/// Leases hosts, and claims URLs of them.
pub(super) fn lease(transaction: &mut dyn Transaction, worker: i64, want: &Want) -> Result<Grant, Error> {
    let mut grant = Grant::default();
    let most = i64::try_from(want.urls).unwrap_or(i64::MAX);
    for (host, pause) in &want.named {
        transaction.run("INSERT INTO hosts (name, pause) VALUES ($1, $2) ON CONFLICT (name) DO NOTHING", values![host.as_str(), *pause])?;
        let sql = timed(
            transaction,
            "UPDATE hosts SET owner = $1, fence = fence + 1, wanted = 0 WHERE name = $2 AND owner IS NULL RETURNING {told}",
        );
        let rows = transaction.run(&sql, values![worker, host.as_str()])?;
        if rows.is_empty() {
            transaction.run("UPDATE hosts SET wanted = 1 WHERE name = $1 AND wanted = 0", values![host.as_str()])?;
        }
        grant.leases.extend(rows.into_iter().filter_map(told));
    }
    if want.hosts > 0 {
        let sql = timed(
            transaction,
            "UPDATE hosts SET owner = $1, fence = fence + 1, wanted = 0 WHERE name IN (SELECT name FROM hosts
             WHERE owner IS NULL AND queued > 0 AND next_at <= {now} - wanted * $3 ORDER BY next_at LIMIT $2 {skip_locked}) RETURNING {told}",
        );
        let rows = transaction.run(&sql, values![worker, i64::try_from(want.hosts).unwrap_or(i64::MAX), RESERVED])?;
        grant.leases.extend(rows.into_iter().filter_map(told));
    }
    for lease in &mut grant.leases {
        lease.jobs = urls::claim(transaction, worker, &lease.host, lease.fence, most)?;
    }
    for (host, fence) in &want.more {
        // whoever waits for a host gets its turn between two batches
        let wanted = transaction.number("SELECT wanted FROM hosts WHERE name = $1", values![host.as_str()])? == Some(1);
        let most = if wanted { 0 } else { most };
        grant.more.push((host.clone(), urls::claim(transaction, worker, host, *fence, most)?));
    }
    if grant.leases.is_empty() {
        let sql = timed(transaction, "SELECT min(next_at) - {now} FROM hosts WHERE owner IS NULL AND queued > 0");
        grant.next = transaction.number(&sql, &[])?.map(millis);
        grant.open = !transaction.run("SELECT 1 FROM urls WHERE state = 0 LIMIT 1", &[])?.is_empty();
        let others = "SELECT 1 FROM outbox WHERE owner IS NULL OR owner <> $1 LIMIT 1";
        grant.unpublished = !transaction.run(others, values![worker])?.is_empty();
    }
    Ok(grant)
}

/// The lease that a row tells of; its URLs are claimed after it.
fn told(row: Vec<Value>) -> Option<Lease> {
    let [name, fence, wait, crawl_delay, parked, status] = <[Value; 6]>::try_from(row).ok()?;
    let parked = parked.int().filter(|&wait| wait > 0).zip(status.int().and_then(|status| u16::try_from(status).ok()));
    Some(Lease {
        host: name.text()?,
        fence: fence.int()?,
        wait: millis(wait.int()?),
        crawl_delay: crawl_delay.int().map(millis),
        parked: parked.map(|(wait, status)| (millis(wait), status)),
        jobs: Vec::new(),
    })
}

/// Notes how hosts are to be treated.
pub(super) fn pace(transaction: &mut dyn Transaction, worker: i64, hosts: &[Pace]) -> Result<(), Error> {
    let sql = timed(
        transaction,
        "UPDATE hosts SET next_at = CASE WHEN next_at > {now} + $4 THEN next_at ELSE {now} + $4 END, pause = $5, crawl_delay = $6,
         parked_until = {now} + $7, parked_status = $8, owner = CASE WHEN $9 = 1 THEN NULL ELSE owner END
         WHERE name = $1 AND owner = $2 AND fence = $3",
    );
    for pace in hosts {
        let (parked, status) = pace.parked.unzip();
        transaction.run(
            &sql,
            values![
                pace.host.as_str(),
                worker,
                pace.fence,
                pace.wait,
                pace.pause,
                pace.crawl_delay,
                parked,
                status.map(i64::from),
                i64::from(pace.release)
            ],
        )?;
    }
    Ok(())
}
