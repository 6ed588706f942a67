//! How the crawl in the tables stands.

use std::collections::BTreeMap;

use super::{Transaction, Value, millis, values};
use crate::fetcher::frontier::{Counts, Error, HostStatus, Status};

/// URLs by state, as columns.
const COUNTS: &str = "count(*) FILTER (WHERE u.state = 0 AND u.owner IS NULL), count(*) FILTER (WHERE u.state = 0 AND u.owner IS NOT NULL),
    count(*) FILTER (WHERE u.state = 1 AND u.error IS NULL), count(*) FILTER (WHERE u.state = 1 AND u.error IS NOT NULL)";

/// Reads it all, and of the hosts no more than so many.
pub(crate) fn read(transaction: &mut dyn Transaction, hosts: usize) -> Result<Status, Error> {
    let now = transaction.dialect().now;
    let all = transaction.run(&format!("SELECT {COUNTS} FROM urls u"), &[])?;
    let output = transaction.run("SELECT value FROM notes WHERE name = 'output'", &[])?;
    let errors = transaction.run("SELECT error, count(*) FROM urls WHERE state = 1 AND error IS NOT NULL GROUP BY error", &[])?;
    let by_host = format!(
        "SELECT u.host, max(h.next_at) - {now}, max(h.parked_until) - {now}, max(h.parked_status), {COUNTS}
         FROM urls u LEFT JOIN hosts h ON h.name = u.host GROUP BY u.host
         ORDER BY count(*) FILTER (WHERE u.state = 0) DESC, u.host LIMIT $1"
    );
    let by_host = transaction.run(&by_host, values![i64::try_from(hosts).unwrap_or(i64::MAX)])?;
    let mut number = |sql: &str| transaction.number(sql, &[]).map(count);
    Ok(Status {
        workers: number(&format!("SELECT count(*) FROM workers WHERE until > {now}"))?,
        output: output.into_iter().flatten().next().and_then(Value::text),
        unpublished: number("SELECT count(*) FROM outbox")?,
        urls: all.first().map(|row| counts(row)).unwrap_or_default(),
        errors: errors.into_iter().filter_map(|row| <[Value; 2]>::try_from(row).ok()).filter_map(class).collect::<BTreeMap<_, _>>(),
        open_hosts: number("SELECT count(DISTINCT host) FROM urls WHERE state = 0")?,
        hosts: number("SELECT count(DISTINCT host) FROM urls")?,
        by_host: by_host.into_iter().filter_map(host).collect(),
    })
}

fn count(number: Option<i64>) -> usize {
    number.and_then(|number| usize::try_from(number).ok()).unwrap_or(0)
}

fn counts(row: &[Value]) -> Counts {
    let column = |at: usize| count(row.get(at).and_then(Value::int));
    Counts { waiting: column(0), claimed: column(1), done: column(2), failed: column(3) }
}

fn class([class, number]: [Value; 2]) -> Option<(String, usize)> {
    Some((class.text()?, count(number.int())))
}

fn host(mut row: Vec<Value>) -> Option<HostStatus> {
    if row.len() < 4 {
        return None;
    }
    let urls = counts(row.get(4..).unwrap_or_default());
    let [name, next, parked_until, parked_status] = <[Value; 4]>::try_from(row.drain(..4).collect::<Vec<_>>()).ok()?;
    let parked = parked_until.int().filter(|left| *left > 0).and(parked_status.int());
    Some(HostStatus {
        host: name.text()?,
        urls,
        wait: millis(next.int().unwrap_or(0).max(parked_until.int().unwrap_or(0)).max(0)),
        parked: parked.and_then(|status| u16::try_from(status).ok()),
    })
}
