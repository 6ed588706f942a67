//! The frontier in tables: one dialect, whatever database runs it.

mod hosts;
mod records;
mod schema;
pub(super) mod status;
mod urls;

use std::time::{Duration, Instant};

pub(super) use schema::prepare;

use super::{Batch, Error, Frontier, Grant, New, Outbox, Outlook, Reopen, Want};

/// A value of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Value {
    Null,
    Int(i64),
    Text(String),
    Bytes(Vec<u8>),
}

impl Value {
    pub(super) fn int(&self) -> Option<i64> {
        if let Self::Int(int) = self { Some(*int) } else { None }
    }

    fn text(self) -> Option<String> {
        if let Self::Text(text) = self { Some(text) } else { None }
    }

    fn bytes(self) -> Vec<u8> {
        if let Self::Bytes(bytes) = self { bytes } else { Vec::new() }
    }
}

impl From<i64> for Value {
    fn from(int: i64) -> Self {
        Self::Int(int)
    }
}

impl From<Duration> for Value {
    /// Milliseconds, rounded up: nobody is asked too soon.
    fn from(time: Duration) -> Self {
        Self::Int(i64::try_from(time.as_nanos().div_ceil(1_000_000)).unwrap_or(i64::MAX >> 8))
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        // PostgreSQL has no such character
        Self::Text(text.replace('\0', "\u{fffd}"))
    }
}

impl From<&[u8]> for Value {
    fn from(bytes: &[u8]) -> Self {
        Self::Bytes(bytes.to_vec())
    }
}

impl<T: Into<Self>> From<Option<T>> for Value {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}

pub(super) fn millis(int: i64) -> Duration {
    Duration::from_millis(u64::try_from(int).unwrap_or(0))
}

/// The values of a statement.
macro_rules! values {
    ($($value:expr),* $(,)?) => { &[$(super::Value::from($value)),*] };
}
use values;

/// What differs between databases.
#[derive(Debug)]
pub(super) struct Dialect {
    /// A column that numbers its rows.
    pub(super) serial: &'static str,
    /// A column of bytes.
    pub(super) bytes: &'static str,
    /// The time in milliseconds.
    pub(super) now: &'static str,
    /// Passes by rows that others hold, and holds those that it finds.
    pub(super) skip_locked: &'static str,
}

/// A transaction that is open.
pub(super) trait Transaction {
    /// Runs a statement; gives the rows that it returns.
    fn run(&mut self, sql: &str, values: &[Value]) -> Result<Vec<Vec<Value>>, Error>;
    fn dialect(&self) -> &'static Dialect;
}

impl dyn Transaction + '_ {
    /// Runs a statement that returns one number.
    pub(super) fn number(&mut self, sql: &str, values: &[Value]) -> Result<Option<i64>, Error> {
        Ok(self.run(sql, values)?.first().and_then(|row| row.first()?.int()))
    }
}

/// Work within a transaction; it may run more than once, where the connection breaks or another transaction is in the way.
pub(super) type Work<'a> = dyn FnMut(&mut dyn Transaction) -> Result<(), Error> + 'a;

/// A database.
pub(super) trait Database: Send {
    /// Runs work in a transaction, and commits it; true where an earlier try may have been committed, too.
    fn transact(&mut self, work: &mut Work<'_>) -> Result<bool, Error>;
}

/// The frontier in a database.
pub(super) struct Tables<D> {
    database: D,
    worker: i64,
    /// How long a worker may keep silent; where it is alone, for ever.
    lease: Option<Duration>,
    deadline: Option<Instant>,
    /// Whether the last transaction may have been committed twice, as the connection broke.
    unsure: bool,
}

impl<D: Database> Tables<D> {
    /// Joins the crawl in a database that is prepared.
    pub(super) fn join(database: D, lease: Option<Duration>) -> Result<Self, Error> {
        let mut tables = Self { database, worker: 0, lease, deadline: None, unsure: false };
        tables.rejoin()?;
        Ok(tables)
    }

    fn transact<T>(&mut self, mut work: impl FnMut(&mut dyn Transaction, i64) -> Result<T, Error>) -> Result<T, Error> {
        let (mut result, worker) = (None, self.worker);
        self.unsure = self.database.transact(&mut |transaction| {
            result = Some(work(transaction, worker)?);
            Ok(())
        })?;
        result.ok_or(Error::Expired)
    }

    /// The same, of a worker whose leases hold; and they hold on from here.
    fn as_worker<T>(&mut self, mut work: impl FnMut(&mut dyn Transaction, i64) -> Result<T, Error>) -> Result<T, Error> {
        let (lease, mut since) = (self.lease, Instant::now());
        let result = self.transact(|transaction, worker| {
            since = Instant::now();
            hosts::live(transaction, worker, lease)?;
            work(transaction, worker)
        })?;
        self.deadline = lease.map(|lease| since + lease);
        Ok(result)
    }
}

impl<D: Database> Frontier for Tables<D> {
    fn add(&mut self, found: Vec<New>) -> Result<usize, Error> {
        self.transact(|transaction, _| urls::add(transaction, &found))
    }

    fn reopen(&mut self, which: &Reopen) -> Result<usize, Error> {
        self.transact(|transaction, _| urls::reopen(transaction, which))
    }

    fn refuse(&mut self, text: &str, record: Option<&[u8]>) -> Result<bool, Error> {
        self.transact(|transaction, worker| urls::refuse(transaction, worker, text, record))
    }

    fn lease(&mut self, want: &Want) -> Result<Grant, Error> {
        if self.lease.is_some() {
            self.transact(|transaction, worker| hosts::bury(transaction, Some(worker)))?;
        }
        let grant = self.as_worker(|transaction, worker| hosts::lease(transaction, worker, want))?;
        if self.unsure {
            // hosts may be ours that nobody knows of
            self.leave()?;
            return Err(Error::Expired);
        }
        Ok(grant)
    }

    fn commit(&mut self, batch: &mut Batch) -> Result<Vec<bool>, Error> {
        let (stood, added) = self.as_worker(|transaction, worker| {
            let finished = urls::finish(transaction, worker, &batch.done)?;
            hosts::pace(transaction, worker, &batch.hosts)?;
            Ok(finished)
        })?;
        batch.added = added;
        Ok(stood)
    }

    fn renew(&mut self) -> Result<(), Error> {
        if self.lease.is_none() {
            return Ok(());
        }
        self.as_worker(|_, _| Ok(()))
    }

    fn deadline(&self) -> Option<Instant> {
        self.deadline
    }

    fn rejoin(&mut self) -> Result<(), Error> {
        let (lease, mut since) = (self.lease, Instant::now());
        self.worker = self.transact(|transaction, _| {
            since = Instant::now();
            if lease.is_none() {
                hosts::bury(transaction, None)?;
            }
            hosts::join(transaction, lease)
        })?;
        self.deadline = lease.map(|lease| since + lease);
        Ok(())
    }

    fn leave(&mut self) -> Result<(), Error> {
        self.transact(hosts::leave)
    }

    fn outlook(&mut self) -> Result<Outlook, Error> {
        self.transact(|transaction, _| urls::outlook(transaction))
    }

    fn outbox(&mut self) -> Option<&mut dyn Outbox> {
        Some(self)
    }
}
