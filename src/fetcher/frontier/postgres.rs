//! The frontier in PostgreSQL: machines share a crawl.

use std::collections::HashMap;
use std::error::Error as _;
use std::time::Duration;

use postgres::error::SqlState;
use postgres::types::{IsNull, ToSql, Type, to_sql_checked};
use postgres::{Client, Config, NoTls, Row, Statement};

use super::sql::{Database, Dialect, Tables, Transaction, Value, Work, prepare};
use super::{Error, Frontier};

/// The schema of the tables, where the address names none.
const SCHEMA: &str = "presscut";
/// Waits between tries to reach the database.
const FIRST_WAIT: Duration = Duration::from_millis(50);
const LONGEST_WAIT: Duration = Duration::from_secs(5);
/// Longest wait for a connection, and for the server to confirm what was sent.
const CONNECT: Duration = Duration::from_secs(10);

static DIALECT: Dialect = Dialect {
    serial: "BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY",
    bytes: "BYTEA",
    now: "(extract(epoch FROM statement_timestamp()) * 1000)::bigint",
    skip_locked: "FOR UPDATE SKIP LOCKED",
};

/// Joins the crawl in a database, and makes its tables where they are missing. `?schema=NAME` tells crawls of one database apart.
///
/// # Errors
/// Where the database cannot be reached or entered, or another version made the tables.
pub fn open(address: &str, lease: Duration) -> Result<Box<dyn Frontier>, Error> {
    let place = address.split('?').next().map(crate::fetcher::url::redact).unwrap_or_default().into_owned();
    let refused = |cause: String| Error::Open { place: place.clone(), cause };
    let (address, schema) = split(address);
    let mut config: Config = address.parse().map_err(|cause: postgres::Error| refused(told(&cause)))?;
    config.connect_timeout(CONNECT).tcp_user_timeout(CONNECT).application_name("presscut");
    let mut database = Postgres { config, schema, lease, place: place.clone(), client: None, statements: HashMap::new() };
    database.connect().map_err(|cause| refused(told(&cause)))?;
    database.transact(&mut |transaction| {
        transaction.run("SELECT pg_advisory_xact_lock(hashtext(current_schema()))::text", &[])?;
        prepare(transaction, &place)
    })?;
    Ok(Box::new(Tables::join(database, Some(lease))?))
}

/// The address as the driver takes it, and the schema.
fn split(address: &str) -> (String, String) {
    let Some((head, query)) = address.split_once('?') else { return (address.to_owned(), SCHEMA.to_owned()) };
    let (ours, theirs): (Vec<&str>, Vec<&str>) = query.split('&').partition(|pair| pair.starts_with("schema="));
    let schema = ours.last().and_then(|pair| pair.strip_prefix("schema=")).unwrap_or(SCHEMA);
    (if theirs.is_empty() { head.to_owned() } else { format!("{head}?{}", theirs.join("&")) }, schema.to_owned())
}

struct Postgres {
    config: Config,
    schema: String,
    lease: Duration,
    place: String,
    client: Option<Client>,
    statements: HashMap<String, Statement>,
}

impl Postgres {
    fn connect(&mut self) -> Result<(), postgres::Error> {
        self.statements.clear();
        let mut client = self.config.connect(NoTls)?;
        let schema = self.schema.replace('"', "\"\"");
        // two that make the same schema at once would trip over each other, IF NOT EXISTS or not;
        // a worker that stops in the middle of a transaction holds nobody up for longer than its lease
        client.batch_execute(&format!(
            "SET client_min_messages = warning; SET idle_in_transaction_session_timeout = {};
             SELECT pg_advisory_xact_lock(hashtext('presscut schema'));
             CREATE SCHEMA IF NOT EXISTS \"{schema}\"; SET search_path TO \"{schema}\"",
            self.lease.as_millis()
        ))?;
        self.client = Some(client);
        Ok(())
    }

    /// Runs work once. What the database says of a failure is told beside it; `Ok(false)` is a commit of which nobody knows.
    fn attempt(&mut self, work: &mut Work<'_>) -> Result<bool, (Error, Option<postgres::Error>)> {
        let place = self.place.clone();
        let failed = |cause: postgres::Error| (Error::Store { place: place.clone(), cause: told(&cause) }, Some(cause));
        if self.client.as_ref().is_none_or(Client::is_closed) {
            self.client = None;
            self.connect().map_err(failed)?;
        }
        let Some(client) = &mut self.client else { return Err((Error::Expired, None)) };
        let transaction = client.transaction().map_err(failed)?;
        let mut open = Open { transaction, statements: &mut self.statements, place: &self.place, cause: None };
        if let Err(error) = work(&mut open) {
            return Err((error, open.cause.take()));
        }
        match open.transaction.commit() {
            Ok(()) => Ok(true),
            Err(cause) if is_gone(&cause) => Ok(false),
            Err(cause) => Err(failed(cause)),
        }
    }
}

impl Database for Postgres {
    fn transact(&mut self, work: &mut Work<'_>) -> Result<bool, Error> {
        let (mut wait, mut unsure) = (FIRST_WAIT, false);
        loop {
            match self.attempt(work) {
                Ok(true) => return Ok(unsure),
                Ok(false) => unsure = true,
                Err((error, Some(cause))) if passes(&cause) => tracing::warn!("{error}; trying again"),
                Err((error, _)) => return Err(error),
            }
            if self.client.as_ref().is_some_and(Client::is_closed) {
                self.client = None;
            }
            std::thread::sleep(wait);
            wait = (wait * 2).min(LONGEST_WAIT);
        }
    }
}

/// Whether the connection is gone, or was never made.
fn is_gone(cause: &postgres::Error) -> bool {
    cause.is_closed() || cause.source().is_some_and(<dyn std::error::Error>::is::<std::io::Error>) || cause.code().is_some_and(is_shutdown)
}

fn is_shutdown(code: &SqlState) -> bool {
    let ends = [
        SqlState::ADMIN_SHUTDOWN,
        SqlState::CRASH_SHUTDOWN,
        SqlState::CANNOT_CONNECT_NOW,
        SqlState::TOO_MANY_CONNECTIONS,
        SqlState::IDLE_IN_TRANSACTION_SESSION_TIMEOUT,
    ];
    ends.contains(code) || code.code().starts_with("08")
}

/// Whether the same may go well the next time.
fn passes(cause: &postgres::Error) -> bool {
    let in_the_way = [SqlState::T_R_SERIALIZATION_FAILURE, SqlState::T_R_DEADLOCK_DETECTED];
    is_gone(cause) || cause.code().is_some_and(|code| in_the_way.contains(code))
}

/// What an error says, with its cause.
fn told(error: &postgres::Error) -> String {
    match (error.as_db_error(), error.source()) {
        (Some(said), _) => said.message().to_owned(),
        (None, Some(source)) => format!("{error}: {source}"),
        (None, None) => error.to_string(),
    }
}

struct Open<'a> {
    transaction: postgres::Transaction<'a>,
    statements: &'a mut HashMap<String, Statement>,
    place: &'a str,
    /// What the database says of the failure.
    cause: Option<postgres::Error>,
}

impl Open<'_> {
    fn query(&mut self, sql: &str, values: &[Value]) -> Result<Vec<Vec<Value>>, postgres::Error> {
        if !self.statements.contains_key(sql) {
            let statement = self.transaction.prepare(sql)?;
            self.statements.insert(sql.to_owned(), statement);
        }
        let values: Vec<&(dyn ToSql + Sync)> = values.iter().map(|value| value as &(dyn ToSql + Sync)).collect();
        let rows = match self.statements.get(sql) {
            Some(statement) => self.transaction.query(statement, &values)?,
            None => self.transaction.query(sql, &values)?,
        };
        rows.iter().map(read).collect()
    }
}

impl Transaction for Open<'_> {
    fn run(&mut self, sql: &str, values: &[Value]) -> Result<Vec<Vec<Value>>, Error> {
        self.query(sql, values).map_err(|cause| {
            let error = Error::Store { place: self.place.to_owned(), cause: told(&cause) };
            self.cause = Some(cause);
            error
        })
    }

    fn dialect(&self) -> &'static Dialect {
        &DIALECT
    }
}

fn read(row: &Row) -> Result<Vec<Value>, postgres::Error> {
    let value = |index: usize, kind: &Type| {
        Ok(match *kind {
            Type::INT8 => row.try_get::<_, Option<i64>>(index)?.into(),
            Type::INT4 => row.try_get::<_, Option<i32>>(index)?.map(i64::from).into(),
            Type::BYTEA => row.try_get::<_, Option<&[u8]>>(index)?.into(),
            _ => row.try_get::<_, Option<&str>>(index)?.into(),
        })
    };
    row.columns().iter().enumerate().map(|(index, column)| value(index, column.type_())).collect()
}

impl ToSql for Value {
    fn to_sql(&self, kind: &Type, out: &mut bytes::BytesMut) -> Result<IsNull, Box<dyn std::error::Error + Sync + Send>> {
        match self {
            Self::Null => Ok(IsNull::Yes),
            Self::Int(int) if *kind == Type::INT4 => i32::try_from(*int)?.to_sql(kind, out),
            Self::Int(int) => int.to_sql(kind, out),
            Self::Text(text) => text.to_sql(kind, out),
            Self::Bytes(bytes) => bytes.to_sql(kind, out),
        }
    }

    fn accepts(_: &Type) -> bool {
        true
    }

    to_sql_checked!();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_schema_is_ours_and_the_rest_the_drivers() {
        let split = |address: &str| split(address);
        assert_eq!(split("postgres://a@b/c"), ("postgres://a@b/c".to_owned(), "presscut".to_owned()));
        assert_eq!(split("postgres://a@b/c?schema=news&keepalives=1"), ("postgres://a@b/c?keepalives=1".to_owned(), "news".to_owned()));
    }
}
