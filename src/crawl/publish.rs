//! From the outbox to where the records are to stand. What is published was committed before.

use std::time::{Duration, Instant};

use crate::crawl::Error;
use crate::fetcher::frontier::Outbox;
use crate::writer::{Growing, Listed, Parts, Table};

/// Records that are published at a time.
const AT_ONCE: usize = 256;
/// Records of a part, and their bytes: whichever is reached first makes it whole.
const PART: usize = 10_000;
const PART_BYTES: u64 = 256 << 20;
/// How often it is looked whether enough wait for a part.
const LOOK: Duration = Duration::from_secs(2);

/// Brings committed records to where they are to stand. Whatever breaks off, the same again makes it whole: no record is missing
/// there, and none stands there twice.
pub trait Publisher: Send {
    /// Publishes what waits; with `rest`, all of it, also where it would wait for company.
    ///
    /// # Errors
    /// Where the medium cannot take it, or the frontier fails.
    fn publish(&mut self, outbox: &mut dyn Outbox, rest: bool) -> Result<(), Error>;
}

/// Puts what waits, some at a time; each time the outbox is told that it is published, and the file's length where there is one.
fn as_they_wait(outbox: &mut dyn Outbox, mut put: impl FnMut(&[&[u8]]) -> Result<Option<u64>, Error>) -> Result<(), Error> {
    loop {
        let records = outbox.waiting(0, AT_ONCE)?;
        if records.is_empty() {
            return Ok(());
        }
        let (numbers, records): (Vec<i64>, Vec<&[u8]>) = records.iter().map(|(number, record)| (*number, record.as_slice())).unzip();
        let length = put(&records)?;
        outbox.published(&numbers, length)?;
    }
}

/// A file of lines that grows under its own name. What stands in it beyond its committed length is cut off when it is opened.
#[derive(Debug)]
pub struct Lines {
    file: Growing,
}

impl Lines {
    /// Publishes into a file whose committed length the outbox knows.
    #[must_use]
    pub fn new(file: Growing) -> Self {
        Self { file }
    }
}

impl Publisher for Lines {
    fn publish(&mut self, outbox: &mut dyn Outbox, _rest: bool) -> Result<(), Error> {
        as_they_wait(outbox, |records| {
            for record in records {
                self.file.append(record)?;
            }
            Ok(Some(self.file.settle()?))
        })
    }
}

/// Numbered parts; each appears when it is whole. Whoever shares a crawl shares the numbers.
#[derive(Debug)]
pub struct InParts {
    parts: Parts,
    looked: Instant,
}

impl InParts {
    /// Publishes into parts.
    #[must_use]
    pub fn new(parts: Parts) -> Self {
        Self { parts, looked: Instant::now() }
    }
}

impl Publisher for InParts {
    fn publish(&mut self, outbox: &mut dyn Outbox, rest: bool) -> Result<(), Error> {
        if !rest && self.looked.elapsed() < LOOK {
            return Ok(());
        }
        self.looked = Instant::now();
        while let Some(part) = outbox.plan_part(PART, PART_BYTES, rest)? {
            let mut writing = self.parts.begin(part.id)?;
            let (mut after, mut count) = (0, 0);
            loop {
                let records = outbox.records_of(part.id, after, AT_ONCE)?;
                let Some((last, _)) = records.last() else { break };
                after = *last;
                count += records.len() as u64;
                for (_, record) in &records {
                    writing.record(record)?;
                }
            }
            if count != part.records {
                continue; // another took it over while this worker was away, and has made it whole
            }
            writing.finish()?;
            let mut listed = Ok(());
            outbox.part_is_whole(&part, &mut |parts| {
                let list: Vec<Listed> =
                    parts.iter().map(|part| Listed { name: self.parts.name(part.id), records: part.records, bytes: part.bytes }).collect();
                listed = self.parts.list(&list);
            })?;
            listed?;
        }
        Ok(())
    }
}

/// A table of a database.
#[derive(Debug)]
pub struct InTable {
    table: Table,
}

impl InTable {
    /// Publishes into a table.
    #[must_use]
    pub fn new(table: Table) -> Self {
        Self { table }
    }
}

impl Publisher for InTable {
    fn publish(&mut self, outbox: &mut dyn Outbox, _rest: bool) -> Result<(), Error> {
        as_they_wait(outbox, |records| {
            self.table.put(records)?;
            Ok(None)
        })
    }
}
