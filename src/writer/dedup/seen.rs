//! The texts seen so far: found again by their `SimHash`, in a bounded table.
//!
//! Two hashes that differ in at most three of their 64 bits are alike in at least one of four bands of 16 bits (Manku, Jain and Das
//! Sarma, 2007): a chain through the records of each band finds them.

use std::collections::HashMap;

use presscut_cleaner::article::Fingerprint;
use presscut_cleaner::{Article, links};
use serde::{Deserialize, Serialize};

/// Most bits in which the hashes of nearly the same text differ.
const NEAR: u32 = 3;
/// Most bits in which they differ where one page names the other as its canonical address. Unrelated texts differ in some 32.
const RELATED: u32 = 16;
/// Fewer words than this are compared as a whole only: one word more or less is much of them.
const SHORT: usize = 30;
const BANDS: usize = 4;
const BUCKETS: usize = 1 << 16;
/// The end of a chain.
const NONE: u32 = u32::MAX;

/// What is kept of a record so that its text is known again: some 100 bytes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Trace {
    /// The record's `id`.
    pub id: String,
    /// The hash of its text.
    pub text: u64,
    /// The `SimHash` of its text.
    pub simhash: u64,
    /// Whether the text is too short for its likeness to mean something.
    pub short: bool,
    /// Hashes of the addresses that it was found at.
    pub addresses: Vec<u64>,
    /// The hash of the address that it gives as its own, where that is another.
    pub canonical: Option<u64>,
}

impl Trace {
    /// The trace of a record that was written as a line of JSON; nothing where it has no text, is a duplicate, or says too little.
    #[must_use]
    pub fn read(line: &[u8]) -> Option<Self> {
        let line: Line = serde_json::from_slice(line).ok()?;
        let Line { id, url, final_url, canonical_url, word_count, fingerprint, duplicate_of } = line;
        let article = Article { id, url, final_url, canonical_url, word_count, fingerprint, ..Article::default() };
        duplicate_of.is_none().then(|| Self::of(&article)).flatten()
    }

    /// The trace of a record; nothing where it has no text.
    #[must_use]
    pub fn of(article: &Article) -> Option<Self> {
        let print = article.fingerprint.as_ref()?;
        let number = |digits: &str| u64::from_str_radix(digits, 16).ok();
        let mut addresses: Vec<u64> = [&article.url, &article.final_url].into_iter().flatten().filter_map(|url| hash(url)).collect();
        addresses.dedup();
        let canonical = article.canonical_url.as_deref().and_then(hash).filter(|canonical| !addresses.contains(canonical));
        Some(Self {
            id: article.id.clone(),
            text: number(&print.text)?,
            simhash: number(&print.simhash)?,
            short: article.word_count < SHORT,
            addresses,
            canonical,
        })
    }
}

/// What of a record makes its trace.
#[derive(Deserialize)]
struct Line {
    id: String,
    url: Option<String>,
    final_url: Option<String>,
    canonical_url: Option<String>,
    word_count: usize,
    fingerprint: Option<Fingerprint>,
    duplicate_of: Option<String>,
}

/// A hash of what the addresses of a page share.
fn hash(address: &str) -> Option<u64> {
    links::identity(address).map(|identity| xxhash_rust::xxh3::xxh3_64(identity.as_bytes()))
}

/// The texts seen so far; of more than `most`, the oldest are forgotten.
pub struct Seen {
    most: usize,
    /// A ring: the record number `n` lies at `n % most`.
    records: Vec<Record>,
    /// The number of the next record.
    next: u32,
    /// The newest record of each band's value.
    newest: [Vec<u32>; BANDS],
    /// Records by the hashes of their addresses.
    addresses: HashMap<u64, u32>,
}

struct Record {
    id: Id,
    text: u64,
    simhash: u64,
    /// The one before in each band.
    before: [u32; BANDS],
}

/// Most ids are hashes, and as numbers need no memory of their own.
enum Id {
    Hash(u64),
    Given(Box<str>),
}

impl std::fmt::Debug for Seen {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Seen").field("most", &self.most).field("records", &self.records.len()).finish_non_exhaustive()
    }
}

impl Seen {
    /// A table for so many records; of 0, none is ever found.
    #[must_use]
    pub fn new(most: usize) -> Self {
        Self {
            most: most.min(NONE as usize - 1),
            records: Vec::new(),
            next: 0,
            newest: std::array::from_fn(|_| vec![NONE; if most == 0 { 0 } else { BUCKETS }]),
            addresses: HashMap::new(),
        }
    }

    /// The `id` of the earlier record with the same or nearly the same text. Where there is none, this one is remembered;
    /// a duplicate is not, so that every mark leads to a record that has none.
    pub fn original_or_remember(&mut self, trace: Trace) -> Option<String> {
        let Some(number) = self.original(&trace) else {
            self.remember(trace);
            return None;
        };
        self.note_addresses(&trace.addresses, number);
        self.record(number).map(|record| record.id.to_string())
    }

    /// Remembers a record that is no duplicate, as on resuming a run.
    pub fn remember(&mut self, trace: Trace) {
        if self.most == 0 {
            return;
        }
        if self.next == NONE {
            *self = Self::new(self.most);
        }
        let number = self.next;
        let mut before = [NONE; BANDS];
        for (band, before) in before.iter_mut().enumerate() {
            if let Some(newest) = self.newest.get_mut(band).and_then(|newest| newest.get_mut(bucket(trace.simhash, band))) {
                *before = std::mem::replace(newest, number);
            }
        }
        let record = Record { id: Id::from(trace.id), text: trace.text, simhash: trace.simhash, before };
        match self.records.get_mut(number as usize % self.most) {
            Some(oldest) => *oldest = record,
            None => self.records.push(record),
        }
        self.next += 1;
        self.note_addresses(&trace.addresses, number);
    }

    /// The number of the oldest record that this one repeats.
    fn original(&self, trace: &Trace) -> Option<u32> {
        let near = (0..BANDS).flat_map(|band| self.chain(trace.simhash, band)).filter(|(_, record)| {
            let apart = (record.simhash ^ trace.simhash).count_ones();
            if trace.short { record.text == trace.text } else { apart <= NEAR }
        });
        near.map(|(number, _)| number).min().or_else(|| {
            let number = *self.addresses.get(&trace.canonical?)?;
            let record = self.record(number)?;
            ((record.simhash ^ trace.simhash).count_ones() <= RELATED).then_some(number)
        })
    }

    /// The records that share a band, the newest first.
    fn chain(&self, simhash: u64, band: usize) -> impl Iterator<Item = (u32, &Record)> {
        let newest = self.newest.get(band).and_then(|newest| newest.get(bucket(simhash, band))).copied().unwrap_or(NONE);
        let found = |number: u32| self.record(number).map(|record| (number, record));
        // what was overwritten lies beyond the end of every chain
        std::iter::successors(found(newest), move |(_, record)| found(record.before.get(band).copied().unwrap_or(NONE)))
    }

    fn record(&self, number: u32) -> Option<&Record> {
        let age = self.next.checked_sub(number).filter(|&age| age > 0)?;
        (age as usize <= self.most).then(|| self.records.get(number as usize % self.most)).flatten()
    }

    fn note_addresses(&mut self, addresses: &[u64], number: u32) {
        if self.addresses.len() >= self.most.saturating_mul(2) {
            let oldest = self.next.saturating_sub(self.most as u32);
            self.addresses.retain(|_, number| *number >= oldest);
            if self.addresses.len() >= self.most.saturating_mul(2) {
                self.addresses.clear();
            }
        }
        for &address in addresses {
            self.addresses.entry(address).or_insert(number);
        }
    }
}

fn bucket(simhash: u64, band: usize) -> usize {
    (simhash >> (band * 16)) as usize & (BUCKETS - 1)
}

impl From<String> for Id {
    fn from(id: String) -> Self {
        match u64::from_str_radix(&id, 16) {
            Ok(hash) if format!("{hash:016x}") == id => Self::Hash(hash),
            _ => Self::Given(id.into()),
        }
    }
}

impl std::fmt::Display for Id {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Hash(hash) => write!(f, "{hash:016x}"),
            Self::Given(id) => f.write_str(id),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn trace(id: &str, simhash: u64) -> Trace {
        Trace { id: id.to_owned(), text: simhash, simhash, short: false, addresses: Vec::new(), canonical: None }
    }

    #[test]
    fn a_written_line_gives_the_trace_of_its_record() {
        let fingerprint = Some(Fingerprint { text: "00ff".to_owned(), simhash: "0f".to_owned() });
        let article = Article { id: "a".to_owned(), url: Some("https://a.example/1".to_owned()), fingerprint, ..Article::default() };
        let line = |article: &Article| serde_json::to_vec(article).unwrap();
        assert_eq!(Trace::read(&line(&article)), Trace::of(&article));
        assert!(Trace::of(&article).is_some());
        assert_eq!(Trace::read(&line(&Article { duplicate_of: Some("b".to_owned()), ..article })), None);
        assert_eq!(Trace::read(b"{\"id\": \"a\"}"), None);
    }

    #[test]
    fn three_bits_apart_is_near_wherever_they_are() {
        let base = 0x0123_4567_89ab_cdef;
        let mut seen = Seen::new(1000);
        seen.remember(trace("first", base));
        for bits in [[0, 1, 2], [0, 16, 32], [15, 31, 63], [20, 21, 60]] {
            let flipped = bits.iter().fold(base, |hash, bit| hash ^ (1 << bit));
            assert_eq!(seen.original_or_remember(trace("near", flipped)).as_deref(), Some("first"), "{bits:?}");
        }
        assert_eq!(seen.original_or_remember(trace("far", base ^ 0x8001_0000_8001)), None);
    }

    #[test]
    fn short_texts_are_the_same_or_not() {
        let mut seen = Seen::new(10);
        let short = |id: &str, simhash| Trace { short: true, ..trace(id, simhash) };
        assert_eq!(seen.original_or_remember(short("a", 7)), None);
        assert_eq!(seen.original_or_remember(short("b", 6)), None);
        assert_eq!(seen.original_or_remember(short("c", 6)).as_deref(), Some("b"));
    }

    #[test]
    fn a_canonical_address_marks_where_the_text_is_related() {
        let mut seen = Seen::new(10);
        seen.remember(Trace { addresses: vec![1], ..trace("story", 0) });
        let naming = |id: &str, simhash| Trace { canonical: Some(1), ..trace(id, simhash) };
        assert_eq!(seen.original_or_remember(naming("print", 0xfff)).as_deref(), Some("story"));
        assert_eq!(seen.original_or_remember(naming("another story", 0xffff_ffff)), None);
    }

    #[test]
    fn a_mark_leads_to_a_record_without_one() {
        let mut seen = Seen::new(10);
        seen.remember(trace("a", 0));
        assert_eq!(seen.original_or_remember(trace("b", 0b111)).as_deref(), Some("a"));
        assert_eq!(seen.original_or_remember(trace("c", 0b11_1111)), None, "near b, which is a duplicate, but not near a");
    }

    #[test]
    fn the_oldest_are_forgotten() {
        let mut seen = Seen::new(3);
        let hash = |number: u64| number.wrapping_mul(0x9e37_79b9_7f4a_7c15);
        for number in 0..10 {
            assert_eq!(seen.original_or_remember(Trace { addresses: vec![number], ..trace(&number.to_string(), hash(number)) }), None);
        }
        assert_eq!((seen.records.len(), seen.addresses.len() <= 6), (3, true));
        assert_eq!(seen.original_or_remember(trace("again", hash(9))).as_deref(), Some("9"));
        assert_eq!(seen.original_or_remember(trace("again", hash(1))), None);
        assert_eq!(Seen::new(0).original_or_remember(trace("a", 1)), None);
    }

    #[test]
    fn ids_come_back_as_they_were() {
        for id in ["00000000000000ff", "FF", "00000000000000FF", "7", "", "+000000000000001", "story/七"] {
            assert_eq!(Id::from(id.to_owned()).to_string(), id);
        }
    }
}
