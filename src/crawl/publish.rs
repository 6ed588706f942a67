//! From the outbox to where the records are to stand. What is published was committed before.

use crate::crawl::Error;
use crate::fetcher::frontier::Outbox;
use crate::writer::Growing;

/// Records that are published at a time.
const AT_ONCE: usize = 256;

/// Brings committed records to where they are to stand. Whatever breaks off, the same again makes it whole: no record is missing
/// there, and none stands there twice.
pub trait Publisher: Send {
    /// Publishes what waits; with `rest`, all of it, also where it would wait for company.
    ///
    /// # Errors
    /// Where the medium cannot take it, or the frontier fails.
    fn publish(&mut self, outbox: &mut dyn Outbox, rest: bool) -> Result<(), Error>;
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
        loop {
            let records = outbox.waiting(0, AT_ONCE)?;
            if records.is_empty() {
                return Ok(());
            }
            for (_, record) in &records {
                self.file.append(record)?;
            }
            let length = self.file.settle()?;
            let numbers: Vec<i64> = records.iter().map(|(number, _)| *number).collect();
            outbox.published(&numbers, Some(length))?;
        }
    }
}
