//! Records that are committed, until they are published.

use super::Error;

/// Committed records, and what became of them. Whoever publishes tells of it here, in this order: the record is committed,
/// the record is out, the record is forgotten.
pub trait Outbox: Send {
    /// Takes committed records that belong to no part and that nobody else is publishing, oldest first:
    /// their numbers and bytes.
    ///
    /// # Errors
    /// Where the store fails.
    fn waiting(&mut self, after: i64, most: usize) -> Result<Vec<(i64, Vec<u8>)>, Error>;

    /// Forgets records that are out; with `length`, the length of the output that holds them all.
    ///
    /// # Errors
    /// Where the store fails.
    fn published(&mut self, records: &[i64], length: Option<u64>) -> Result<(), Error>;

    /// Binds waiting records to a part, or takes one over that somebody left; none where too few wait.
    /// `most` are the records of a part, `bytes` their length in all; with `rest`, what there is makes a part.
    ///
    /// # Errors
    /// Where the store fails.
    fn plan_part(&mut self, most: usize, bytes: u64, rest: bool) -> Result<Option<Part>, Error>;

    /// The records of a part, in order, from beyond a number.
    ///
    /// # Errors
    /// Where the store fails.
    fn records_of(&mut self, part: i64, after: i64, most: usize) -> Result<Vec<(i64, Vec<u8>)>, Error>;

    /// The part stands under its name: its records are forgotten. `list` is called with all whole parts
    /// while nobody else writes the list of them.
    ///
    /// # Errors
    /// Where the store fails.
    fn part_is_whole(&mut self, part: &Part, list: &mut dyn FnMut(&[Part])) -> Result<(), Error>;

    /// Records that nobody has published yet, whoever holds them.
    ///
    /// # Errors
    /// Where the store fails.
    fn left(&mut self) -> Result<usize, Error>;

    /// What was noted under a name.
    ///
    /// # Errors
    /// Where the store fails.
    fn noted(&mut self, name: &str) -> Result<Option<String>, Error>;

    /// Notes something, unless something is noted already: gives what is.
    ///
    /// # Errors
    /// Where the store fails.
    fn note_first(&mut self, name: &str, value: &str) -> Result<String, Error>;
}

/// A part of an output.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// Its number.
    pub id: i64,
    /// The number that grows with each worker that takes it: the greatest writes last.
    pub fence: i64,
    /// Its records.
    pub records: u64,
    /// Their bytes, before packing.
    pub bytes: u64,
}
