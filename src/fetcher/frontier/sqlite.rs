//! The frontier in a file: SQLite, of one process alone.

use std::fs::{File, TryLockError};
use std::path::Path;
use std::time::Duration;

use rusqlite::types::{ToSqlOutput, ValueRef};
use rusqlite::{Connection, OpenFlags, ToSql, TransactionBehavior, params_from_iter};

use super::sql::{Database, Dialect, Tables, Transaction, Value, Work, prepare, status};
use super::{Error, Frontier, Status};

/// The tables.
pub(super) const FILE: &str = "crawl.db";
/// Held by the process that is at work.
const LOCK: &str = "crawl.lock";

static DIALECT: Dialect = Dialect {
    serial: "INTEGER PRIMARY KEY AUTOINCREMENT",
    bytes: "BLOB",
    now: "CAST(unixepoch('subsec') * 1000 AS INTEGER)",
    skip_locked: "",
};

/// Opens, or makes, the frontier in a folder. Whoever had it open before is gone: what it held is free again.
///
/// # Errors
/// Where the folder cannot be written, another process is at work there, or another version made it.
pub fn open(folder: &Path) -> Result<Box<dyn Frontier>, Error> {
    let place = folder.display().to_string();
    let refused = |cause: String| Error::Open { place: place.clone(), cause };
    std::fs::create_dir_all(folder).map_err(|cause| refused(cause.to_string()))?;
    let lock = File::options().create(true).append(true).open(folder.join(LOCK)).map_err(|cause| refused(cause.to_string()))?;
    match lock.try_lock() {
        Ok(()) => {}
        Err(TryLockError::WouldBlock) => return Err(Error::Busy(place)),
        Err(TryLockError::Error(cause)) => return Err(refused(cause.to_string())),
    }
    let path = folder.join(FILE);
    private(&path).map_err(|cause| refused(cause.to_string()))?;
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(&path, flags).map_err(|cause| refused(cause.to_string()))?;
    // In WAL mode with `NORMAL`, the machine's breakdown may cost the last commits, never the order of things:
    // an output that is longer than the state knows is cut back.
    connection
        .execute_batch("PRAGMA journal_mode = WAL; PRAGMA wal_autocheckpoint = 250; PRAGMA synchronous = NORMAL; PRAGMA cache_size = -16000; PRAGMA temp_store = MEMORY")
        .map_err(|cause| refused(cause.to_string()))?;
    connection.set_prepared_statement_cache_capacity(64);
    let mut database = Sqlite { connection, place: place.clone(), _lock: lock };
    database.transact(&mut |transaction| prepare(transaction, &place))?;
    Ok(Box::new(Tables::join(database, None)?))
}

/// Looks how the crawl in a folder stands, whoever is at it; of its hosts no more than so many.
///
/// # Errors
/// [`Error::None`] where there is none; where it cannot be read.
pub fn look(folder: &Path, hosts: usize) -> Result<Status, Error> {
    let (place, path) = (folder.display().to_string(), folder.join(FILE));
    if !path.is_file() {
        return Err(Error::None(place));
    }
    // a process that has ended, however, holds its lock no longer
    let at_work = matches!(File::open(folder.join(LOCK)).map(|lock| lock.try_lock_shared()), Ok(Err(TryLockError::WouldBlock)));
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let look = || {
        let mut connection = Connection::open_with_flags(&path, flags)?;
        connection.busy_timeout(Duration::from_secs(5))?;
        connection.execute_batch("PRAGMA query_only = ON")?;
        connection.transaction_with_behavior(TransactionBehavior::Deferred).map(|open| {
            let status = status::read(&mut Open { transaction: &open, place: &place }, hosts);
            status.map(|status| Status { workers: usize::from(at_work), ..status })
        })
    };
    look().map_err(|cause: rusqlite::Error| failed(&place, &cause))?
}

/// Passwords that stood in URLs stand in the tables: they are the owner's alone.
fn private(path: &Path) -> std::io::Result<()> {
    let mut options = File::options();
    options.create(true).append(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path).map(drop)
}

struct Sqlite {
    connection: Connection,
    place: String,
    _lock: File,
}

fn failed(place: &str, cause: &rusqlite::Error) -> Error {
    Error::Store { place: place.to_owned(), cause: cause.to_string() }
}

impl Database for Sqlite {
    fn transact(&mut self, work: &mut Work<'_>) -> Result<bool, Error> {
        let place = self.place.clone();
        let transaction =
            self.connection.transaction_with_behavior(TransactionBehavior::Immediate).map_err(|cause| failed(&place, &cause))?;
        work(&mut Open { transaction: &transaction, place: &place })?;
        transaction.commit().map_err(|cause| failed(&place, &cause))?;
        Ok(false)
    }
}

struct Open<'a> {
    transaction: &'a rusqlite::Transaction<'a>,
    place: &'a str,
}

impl Transaction for Open<'_> {
    fn run(&mut self, sql: &str, values: &[Value]) -> Result<Vec<Vec<Value>>, Error> {
        let run = || {
            let mut statement = self.transaction.prepare_cached(&sql.replace('$', "?"))?;
            let columns = statement.column_count();
            let mut rows = statement.query(params_from_iter(values))?;
            let mut found = Vec::new();
            while let Some(row) = rows.next()? {
                found.push((0..columns).map(|column| row.get_ref(column).map(value)).collect::<Result<_, _>>()?);
            }
            Ok(found)
        };
        run().map_err(|cause: rusqlite::Error| failed(self.place, &cause))
    }

    fn dialect(&self) -> &'static Dialect {
        &DIALECT
    }
}

fn value(found: ValueRef<'_>) -> Value {
    match found {
        ValueRef::Null => Value::Null,
        ValueRef::Integer(int) => Value::Int(int),
        ValueRef::Real(real) => Value::Int(real as i64),
        ValueRef::Text(text) => Value::Text(String::from_utf8_lossy(text).into_owned()),
        ValueRef::Blob(bytes) => Value::Bytes(bytes.to_vec()),
    }
}

impl ToSql for Value {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match self {
            Self::Null => ValueRef::Null,
            Self::Int(int) => ValueRef::Integer(*int),
            Self::Text(text) => ValueRef::Text(text.as_bytes()),
            Self::Bytes(bytes) => ValueRef::Blob(bytes),
        }))
    }
}
