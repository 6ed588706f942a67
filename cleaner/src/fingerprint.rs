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
    let words = words(text);
    let hashes: Vec<u64> = words.split_terminator(' ').map(|word| xxh3_64(word.as_bytes())).collect();
    if hashes.is_empty() {
        return None;
    }
    let whole = xxh3_64(words.as_bytes());
    Some(Fingerprint { text: format!("{whole:016x}"), simhash: format!("{:016x}", simhash(&hashes)) })
}

/// An identifier made of bytes: 16 hexadecimal digits.
#[must_use]
pub(crate) fn id_of(bytes: &[u8]) -> String {
    format!("{:016x}", xxh3_64(bytes))
}

/// Runs of letters and digits, compatibility forms folded (NFKC), lower-cased; each Han or kana character by itself. A
/// space follows each.
fn words(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 1);
    // No form reaches across a space, and most runs are in the folded form already: that is cheaper to see than to make.
    for run in text.split_ascii_whitespace() {
        if run.is_ascii() {
            for word in run.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty()) {
                out.push_str(word);
                out.push(' ');
            }
        } else if is_nfkc_quick(run.chars()) == IsNormalized::Yes {
            push_words(run.chars(), &mut out);
        } else {
            push_words(run.nfkc(), &mut out);
        }
    }
    out.make_ascii_lowercase();
    out
}

fn push_words(run: impl Iterator<Item = char>, out: &mut String) {
    let mut inside = false;
    for c in run {
        if c.is_ascii_alphanumeric() {
            out.push(c);
            inside = true;
            continue;
        }
        let alone = is_cjk(c);
        if inside && (alone || !c.is_alphanumeric()) {
            out.push(' ');
            inside = false;
        }
        if alone {
            out.push(c);
            out.push(' ');
        } else if c.is_alphanumeric() {
            out.extend(c.to_lowercase());
            inside = true;
        }
    }
    if inside {
        out.push(' ');
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
