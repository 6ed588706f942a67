//! Two hashes of the text, so that anyone can find duplicates later: one of the whole, one that near-duplicates nearly share.
//!
//! `SimHash` is Charikar's (2002): each feature's hash votes on each bit. Features are shingles of three words; in scripts
//! without spaces a character is a word.

use unicode_normalization::UnicodeNormalization;
use xxhash_rust::xxh3::{Xxh3, xxh3_64};

use crate::article::Fingerprint;
use crate::text::is_cjk;

/// Words in a shingle.
const SHINGLE: usize = 3;

/// The hashes of a text; `None` where it has no words.
#[must_use]
pub(crate) fn of(text: &str) -> Option<Fingerprint> {
    let words = words(text);
    if words.is_empty() {
        return None;
    }
    let mut whole = Xxh3::new();
    for word in &words {
        whole.update(word.as_bytes());
        whole.update(b" ");
    }
    let hashes: Vec<u64> = words.iter().map(|word| xxh3_64(word.as_bytes())).collect();
    Some(Fingerprint { text: format!("{:016x}", whole.digest()), simhash: format!("{:016x}", simhash(&hashes)) })
}

/// An identifier made of bytes: 16 hexadecimal digits.
#[must_use]
pub(crate) fn id_of(bytes: &[u8]) -> String {
    format!("{:016x}", xxh3_64(bytes))
}

/// Runs of letters and digits, compatibility forms folded (NFKC), lower-cased; each Han or kana character by itself.
fn words(text: &str) -> Vec<String> {
    let mut out = Vec::new();
    let mut word = String::new();
    for c in text.nfkc() {
        let alone = is_cjk(c);
        if (alone || !c.is_alphanumeric()) && !word.is_empty() {
            out.push(std::mem::take(&mut word));
        }
        if alone {
            out.push(c.to_string());
        } else if c.is_alphanumeric() {
            word.extend(c.to_lowercase());
        }
    }
    if !word.is_empty() {
        out.push(word);
    }
    out
}

fn simhash(words: &[u64]) -> u64 {
    let mut votes = [0_i32; 64];
    for shingle in words.windows(SHINGLE.min(words.len())) {
        let hash = shingle.iter().fold(0_u64, |hash, word| (hash.rotate_left(21) ^ word).wrapping_mul(0x9e37_79b9_7f4a_7c15));
        let hash = hash ^ (hash >> 32);
        for (bit, vote) in votes.iter_mut().enumerate() {
            *vote += if hash >> bit & 1 == 1 { 1 } else { -1 };
        }
    }
    votes.iter().enumerate().fold(0, |hash, (bit, &vote)| hash | u64::from(vote > 0) << bit)
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
