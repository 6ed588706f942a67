//! Records in a table of PostgreSQL: a row for each input, whoever writes it, and however often.

use std::error::Error as _;
use std::time::Duration;

use postgres::{Client, Config, NoTls};
use serde_json::Value;

use super::Error;

/// The table, where the address names none.
const TABLE: &str = "articles";
/// Waits between tries to reach the database.
const WAITS: [u64; 8] = [50, 100, 200, 500, 1000, 2000, 5000, 10_000];
/// Longest wait for a connection.
const CONNECT: Duration = Duration::from_secs(10);

/// A table that records are put into.
pub struct Table {
    config: Config,
    /// Its name, quoted.
    name: String,
    /// Where it is, without credentials.
    place: String,
    client: Option<Client>,
}

impl std::fmt::Debug for Table {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Table").field("place", &self.place).field("name", &self.name).finish_non_exhaustive()
    }
}

impl Table {
    /// The table that an address names: `postgres://HOST/DATABASE?table=articles`. It is made where it is missing.
    ///
    /// # Errors
    /// Where the database cannot be reached, or has no such table and takes none.
    pub fn open(address: &str, place: String) -> Result<Self, Error> {
        let (head, query) = address.split_once('?').unwrap_or((address, ""));
        let (ours, theirs): (Vec<&str>, Vec<&str>) = query.split('&').partition(|pair| pair.starts_with("table="));
        let name = ours.last().and_then(|pair| pair.strip_prefix("table=")).unwrap_or(TABLE);
        let name = name.split('.').map(|part| format!("\"{}\"", part.replace('"', "\"\""))).collect::<Vec<_>>().join(".");
        let theirs = theirs.join("&");
        let address = if theirs.is_empty() { head.to_owned() } else { format!("{head}?{theirs}") };
        let refused = |cause: &postgres::Error| Error::Table { place: place.clone(), cause: told(cause) };
        let mut config: Config = address.parse().map_err(|cause| refused(&cause))?;
        config.connect_timeout(CONNECT).tcp_user_timeout(CONNECT).application_name("presscut");
        let mut client = config.connect(NoTls).map_err(|cause| refused(&cause))?;
        let index = name.replace(['"', '.'], "_");
        let made = client.batch_execute(&format!(
            "SET client_min_messages = warning; BEGIN; SELECT pg_advisory_xact_lock(hashtext('{}'));
             CREATE TABLE IF NOT EXISTS {name} (id TEXT NOT NULL, input TEXT NOT NULL, url TEXT, page_kind TEXT, language TEXT,
                title TEXT, date_published TEXT, error TEXT, record JSONB NOT NULL);
             CREATE UNIQUE INDEX IF NOT EXISTS \"presscut{index}input\" ON {name} (md5(input)); COMMIT",
            name.replace('\'', "''")
        ));
        made.map_err(|cause| refused(&cause))?;
        Ok(Self { config, name, place, client: Some(client) })
    }

    /// Puts records in, lines of JSON: all of them or none. A record of the same input takes the other's place.
    ///
    /// # Errors
    /// Where the database cannot take them, or cannot be reached for longer than some twenty seconds.
    pub fn put(&mut self, records: &[&[u8]]) -> Result<(), Error> {
        let mut waits = WAITS.into_iter();
        loop {
            let cause = match self.attempt(records) {
                Ok(()) => return Ok(()),
                Err(cause) => cause,
            };
            let passes = cause.as_db_error().is_none_or(|said| {
                let code = said.code().code();
                code.starts_with("08") || code.starts_with("57P") || code.starts_with("40")
            });
            match waits.next() {
                Some(wait) if passes => {
                    tracing::warn!("{}: {}; trying again", self.place, told(&cause));
                    self.client = None;
                    std::thread::sleep(Duration::from_millis(wait));
                }
                _ => return Err(Error::Table { place: self.place.clone(), cause: told(&cause) }),
            }
        }
    }

    fn attempt(&mut self, records: &[&[u8]]) -> Result<(), postgres::Error> {
        let client = match &mut self.client {
            Some(client) if !client.is_closed() => client,
            client => client.insert(self.config.connect(NoTls)?),
        };
        let mut transaction = client.transaction()?;
        let statement = transaction.prepare(&format!(
            "INSERT INTO {} (id, input, url, page_kind, language, title, date_published, error, record)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9::text::jsonb) ON CONFLICT (md5(input)) DO UPDATE SET
             id = excluded.id, url = excluded.url, page_kind = excluded.page_kind, language = excluded.language,
             title = excluded.title, date_published = excluded.date_published, error = excluded.error, record = excluded.record",
            self.name
        ))?;
        for record in records {
            let value = without_nul(serde_json::from_slice(record).unwrap_or_default());
            let text = |key: &str| value.get(key).and_then(Value::as_str);
            let error = value.get("error").and_then(|error| error.get("class")).and_then(Value::as_str);
            transaction.execute(
                &statement,
                &[
                    &text("id").unwrap_or_default(),
                    &text("input").unwrap_or_default(),
                    &text("url"),
                    &text("page_kind"),
                    &text("language"),
                    &text("title"),
                    &text("date_published"),
                    &error,
                    &value.to_string(),
                ],
            )?;
        }
        transaction.commit()
    }
}

/// PostgreSQL's text has no U+0000; U+FFFD stands for it.
fn without_nul(value: Value) -> Value {
    if !value.to_string().contains("\\u0000") {
        return value;
    }
    let (mut root, mut left) = (value, Vec::new());
    left.push(&mut root);
    while let Some(value) = left.pop() {
        match value {
            Value::String(text) => *text = text.replace('\0', "\u{fffd}"),
            Value::Array(values) => left.extend(values.iter_mut()),
            Value::Object(members) => left.extend(members.values_mut()),
            _ => {}
        }
    }
    root
}

fn told(error: &postgres::Error) -> String {
    match (error.as_db_error(), error.source()) {
        (Some(said), _) => said.message().to_owned(),
        (None, Some(source)) => format!("{error}: {source}"),
        (None, None) => error.to_string(),
    }
}
