//! Two hashes of the text, so that anyone can find duplicates later: one of the whole, one that near-duplicates nearly share.
//!
//! `SimHash` is Charikar's (2002): each feature's hash votes on each bit. Features are shingles of three words; in scripts
//! without spaces a character is a word.

use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfkc_quick};
use xxhash_rust::xxh3::xxh3_64;

use crate::article::Fingerprint;
use crate::text::is_cjk;

/// Words in a shingle.
const SHINGLE: usize = 3;

/// The hashes of a text; `None` where it has no words.
#[must_use]
pub(crate) fn of(text: &str) -> Option<Fingerprint> {
    let words = Words::of(text);
    if words.hashes.is_empty() {
        return None;
    }
    let whole = xxh3_64(&words.text);
    Some(Fingerprint { text: format!("{whole:016x}"), simhash: format!("{:016x}", simhash(&words.hashes)) })
}

/// An identifier made of bytes: 16 hexadecimal digits.
#[must_use]
pub(crate) fn id_of(bytes: &[u8]) -> String {
    format!("{:016x}", xxh3_64(bytes))
}

/// Runs of letters and digits, compatibility forms folded (NFKC), lower-cased; each Han or kana character by itself.
#[derive(Default)]
struct Words {
    /// All words, a space behind each; UTF-8.
    text: Vec<u8>,
    /// A hash of each.
    hashes: Vec<u64>,
    /// Where the word begins that is being written.
    start: usize,
}

impl Words {
    fn of(text: &str) -> Self {
        let mut words = Self { text: Vec::with_capacity(text.len() + 1), ..Self::default() };
        for line in text.lines() {
            if line.is_ascii() {
                words.push_ascii(line);
                continue;
            }
            // No form reaches across a space, and most runs are in the folded form already: that is cheaper to see than to make.
            for run in line.split_ascii_whitespace() {
                if run.is_ascii() {
                    words.push_ascii(run);
                } else if is_nfkc_quick(run.chars()) == IsNormalized::Yes {
                    words.push(run.chars());
                } else {
                    words.push(run.nfkc());
                }
            }
        }
        words
    }

    fn push_ascii(&mut self, run: &str) {
        for word in run.as_bytes().split(|byte| !byte.is_ascii_alphanumeric()) {
            self.text.extend_from_slice(word);
            if let Some(word) = self.text.get_mut(self.start..) {
                word.make_ascii_lowercase();
            }
            self.end();
        }
    }

    fn push(&mut self, run: impl Iterator<Item = char>) {
        for c in run {
            if c.is_ascii() {
                if c.is_ascii_alphanumeric() {
                    self.push_char(c.to_ascii_lowercase());
                } else {
                    self.end();
                }
            } else if is_cjk(c) {
                self.end();
                self.push_char(c);
                self.end();
            } else if c.is_alphanumeric() {
                c.to_lowercase().for_each(|c| self.push_char(c));
            } else {
                self.end();
            }
        }
        self.end();
    }

    fn push_char(&mut self, c: char) {
        self.text.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes());
    }

    /// Ends the word that is being written, if there is one.
    fn end(&mut self) {
        if let Some(word) = self.text.get(self.start..).filter(|word| !word.is_empty()) {
            self.hashes.push(xxh3_64(word));
            self.text.push(b' ');
            self.start = self.text.len();
        }
    }
}

fn simhash(words: &[u64]) -> u64 {
    let shingles = words.windows(SHINGLE.min(words.len()));
    let half = (shingles.len() / 2) as u32;
    let mut votes = Votes::default();
    for shingle in shingles {
        let hash = shingle.iter().fold(0_u64, |hash, word| (hash.rotate_left(21) ^ word).wrapping_mul(0x9e37_79b9_7f4a_7c15));
        votes.add(hash ^ (hash >> 32));
    }
    (0..64).fold(0, |hash, bit| hash | u64::from(votes.of(bit) > half) << bit)
}

/// How many hashes have each bit set: sixty-four counters side by side, each a column of bits, the least first.
#[derive(Default)]
struct Votes([u64; u32::BITS as usize]);

impl Votes {
    fn add(&mut self, hash: u64) {
        let mut carry = hash;
        for digit in &mut self.0 {
            if carry == 0 {
                break;
            }
            (*digit, carry) = (*digit ^ carry, *digit & carry);
        }
    }

    fn of(&self, bit: u32) -> u32 {
        self.0.iter().rev().fold(0, |count, digit| count << 1 | (digit >> bit & 1) as u32)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn apart(one: &str, two: &str) -> u32 {
        let bits = |text: &str| of(text).and_then(|print| u64::from_str_radix(&print.simhash, 16).ok()).unwrap_or_default();
        (bits(one) ^ bits(two)).count_ones()
    }

    #[test]
    fn the_same_words_give_the_same_hash_however_they_are_set() {
        let (one, two) = (of("The quay, re-opened:\n\n“today”"), of("the Quay RE OPENED today"));
        assert_eq!(one, two);
        assert_ne!(one.map(|print| print.text), of("the quay opened today").map(|print| print.text));
        assert_eq!(of(" … \n"), None);
    }

    #[test]
    fn near_duplicates_are_near() {
        let story = |end: &str| {
            format!("{} {end}", (0..120).map(|n| format!("word{} comes after word{}", n * 7 % 101, n)).collect::<Vec<_>>().join(" "))
        };
        assert!(apart(&story("and that was all"), &story("and so it ended there")) <= 8);
        assert!(apart(&story("x"), "an entirely different text about something else that shares no words at all with it") > 15);
        let chinese = "码头今晨重新开放，第一批渡轮在黎明时分离港，市民排起了长队，等候登船前往对岸的岛屿。";
        assert!(apart(chinese, &chinese.replace("长队", "长龙")) <= 20);
    }
}
