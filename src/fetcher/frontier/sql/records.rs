//! The outbox: committed records, until they are published.

use super::{Database, Tables, Transaction, Value, values};
use crate::fetcher::frontier::{Error, Outbox, Part};

impl<D: Database> Outbox for Tables<D> {
    fn waiting(&mut self, after: i64, most: usize) -> Result<Vec<(i64, Vec<u8>)>, Error> {
        self.transact(|transaction, worker| {
            let skip_locked = transaction.dialect().skip_locked;
            let sql = format!(
                "UPDATE outbox SET owner = $1 WHERE seq IN (SELECT seq FROM outbox WHERE part IS NULL AND seq > $2
                 AND (owner IS NULL OR owner = $1) ORDER BY seq LIMIT $3 {skip_locked}) RETURNING seq, record"
            );
            Ok(in_order(transaction.run(&sql, values![worker, after, number(most)])?))
        })
    }

    fn published(&mut self, records: &[i64], length: Option<u64>) -> Result<(), Error> {
        self.transact(|transaction, _| {
            for seq in records {
                transaction.run("DELETE FROM outbox WHERE seq = $1", values![*seq])?;
            }
            if let Some(length) = length {
                transaction.run(
                    "INSERT INTO notes (name, value) VALUES ('length', $1) ON CONFLICT (name) DO UPDATE SET value = $1",
                    values![length.to_string().as_str()],
                )?;
            }
            Ok(())
        })
    }

    fn plan_part(&mut self, most: usize, bytes: u64, rest: bool) -> Result<Option<Part>, Error> {
        self.transact(|transaction, worker| {
            let skip_locked = transaction.dialect().skip_locked;
            let left = format!("SELECT id FROM parts WHERE whole = 0 AND (owner IS NULL OR owner = $1) ORDER BY id LIMIT 1 {skip_locked}");
            if let Some(id) = transaction.number(&left, values![worker])? {
                let sql = "UPDATE parts SET owner = $1, fence = fence + 1 WHERE id = $2 RETURNING id, fence, records, bytes";
                return Ok(transaction.run(sql, values![worker, id])?.first().and_then(|row| part(row)));
            }
            let sql = format!(
                "SELECT seq, length(record) FROM outbox WHERE part IS NULL AND (owner IS NULL OR owner = $1) ORDER BY seq LIMIT $2 {skip_locked}"
            );
            let (mut records, mut length) = (Vec::new(), 0);
            for row in transaction.run(&sql, values![worker, number(most)])? {
                let [Value::Int(seq), Value::Int(of_record)] = row[..] else { continue };
                length += u64::try_from(of_record).unwrap_or(0);
                records.push(seq);
                if length >= bytes {
                    break;
                }
            }
            if records.is_empty() || !(rest || records.len() >= most || length >= bytes) {
                return Ok(None);
            }
            let sql = "INSERT INTO parts (owner, records, bytes) VALUES ($1, $2, $3) RETURNING id, fence, records, bytes";
            let made = transaction.run(sql, values![worker, number(records.len()), i64::try_from(length).unwrap_or(i64::MAX)])?;
            let Some(made) = made.first().and_then(|row| part(row)) else { return Ok(None) };
            for seq in records {
                transaction.run("UPDATE outbox SET part = $1 WHERE seq = $2", values![made.id, seq])?;
            }
            Ok(Some(made))
        })
    }

    fn records_of(&mut self, part: i64, after: i64, most: usize) -> Result<Vec<(i64, Vec<u8>)>, Error> {
        self.transact(|transaction, _| {
            let sql = "SELECT seq, record FROM outbox WHERE part = $1 AND seq > $2 ORDER BY seq LIMIT $3";
            Ok(in_order(transaction.run(sql, values![part, after, number(most)])?))
        })
    }

    fn part_is_whole(&mut self, whole: &Part, list: &mut dyn FnMut(&[Part])) -> Result<(), Error> {
        self.transact(|transaction, _| {
            // one after the other: the manifest that is written last has every part
            transaction.run("UPDATE notes SET value = value WHERE name = 'version'", &[])?;
            transaction.run("UPDATE parts SET whole = 1, owner = NULL WHERE id = $1", values![whole.id])?;
            transaction.run("DELETE FROM outbox WHERE part = $1", values![whole.id])?;
            let parts = transaction.run("SELECT id, fence, records, bytes FROM parts WHERE whole = 1 ORDER BY id", &[])?;
            let parts: Vec<Part> = parts.iter().filter_map(|row| part(row)).collect();
            list(&parts);
            Ok(())
        })
    }

    fn left(&mut self) -> Result<usize, Error> {
        let left = self.transact(|transaction, _| transaction.number("SELECT count(*) FROM outbox", &[]))?;
        Ok(left.and_then(|count| usize::try_from(count).ok()).unwrap_or(0))
    }

    fn noted(&mut self, name: &str) -> Result<Option<String>, Error> {
        self.transact(|transaction, _| noted(transaction, name))
    }

    fn note_first(&mut self, name: &str, value: &str) -> Result<String, Error> {
        self.transact(|transaction, _| {
            transaction.run("INSERT INTO notes (name, value) VALUES ($1, $2) ON CONFLICT (name) DO NOTHING", values![name, value])?;
            Ok(noted(transaction, name)?.unwrap_or_default())
        })
    }
}

fn noted(transaction: &mut dyn Transaction, name: &str) -> Result<Option<String>, Error> {
    let rows = transaction.run("SELECT value FROM notes WHERE name = $1", values![name])?;
    Ok(rows.into_iter().flatten().next().and_then(Value::text))
}

fn number(most: usize) -> i64 {
    i64::try_from(most).unwrap_or(i64::MAX)
}

fn in_order(rows: Vec<Vec<Value>>) -> Vec<(i64, Vec<u8>)> {
    let pair = |row: Vec<Value>| {
        let [seq, record] = <[Value; 2]>::try_from(row).ok()?;
        Some((seq.int()?, record.bytes()))
    };
    let mut records: Vec<_> = rows.into_iter().filter_map(pair).collect();
    records.sort_by_key(|(seq, _)| *seq);
    records
}

fn part(row: &[Value]) -> Option<Part> {
    let numbers: Vec<i64> = row.iter().filter_map(Value::int).collect();
    let [id, fence, records, bytes] = numbers[..] else { return None };
    Some(Part { id, fence, records: u64::try_from(records).ok()?, bytes: u64::try_from(bytes).ok()? })
}
