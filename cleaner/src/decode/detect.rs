//! Guesses from the bytes themselves.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, ISO_2022_JP, UTF_16BE, UTF_16LE};

/// Most bytes that a guess looks at.
const SAMPLE: usize = 1 << 20;

/// UTF-16 without a mark: the markup's ASCII leaves a zero in every other byte.
pub(super) fn utf16_by_zeros(bytes: &[u8]) -> Option<&'static Encoding> {
    let mut zeros = [0usize; 2];
    let mut pairs = 0;
    for pair in bytes.chunks_exact(2).take(256) {
        pairs += 1;
        zeros[0] += usize::from(pair.first() == Some(&0));
        zeros[1] += usize::from(pair.last() == Some(&0));
    }
    let [high_first, low_first] = zeros;
    let many = |count: usize| pairs >= 4 && count * 5 >= pairs * 2;
    let few = |count: usize| count * 20 <= pairs;
    if many(low_first) && few(high_first) {
        Some(UTF_16LE)
    } else if many(high_first) && few(low_first) {
        Some(UTF_16BE)
    } else {
        None
    }
}

/// Whether seven-bit bytes hold the escapes of ISO-2022-JP.
pub(super) fn is_iso_2022_jp(bytes: &[u8]) -> bool {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
    detector.feed(bytes.get(..SAMPLE).unwrap_or(bytes), bytes.len() <= SAMPLE);
    detector.guess(None, Utf8Detection::Deny) == ISO_2022_JP
}

/// Whether bytes are UTF-8 but for a few: cut in the middle of a character, or a stray byte.
///
/// Of text in other charsets, at most one in seven characters happens to be a valid sequence. Where UTF-8 is `stated`,
/// half is enough: one template's text in another charset does not make the page one of that charset.
pub(super) fn is_damaged_utf8(bytes: &[u8], stated: bool) -> bool {
    let (mut sequences, mut errors) = (0usize, 0usize);
    for chunk in bytes.utf8_chunks() {
        sequences += chunk.valid().bytes().filter(|&byte| byte >= 0xc0).count();
        errors += usize::from(!chunk.invalid().is_empty() && !is_cut_short(chunk.invalid(), bytes));
    }
    sequences >= errors * if stated { 1 } else { 4 } && sequences > 0
}

/// Whether invalid bytes are the beginning of a character at the very end.
fn is_cut_short(invalid: &[u8], bytes: &[u8]) -> bool {
    bytes.ends_with(invalid) && std::str::from_utf8(invalid).is_err_and(|error| error.error_len().is_none())
}

/// Whether bytes beyond ASCII stand in runs, as letters of Western European languages do not.
pub(super) fn is_hardly_latin(bytes: &[u8]) -> bool {
    let (mut high, mut in_runs, mut run) = (0usize, 0usize, 0usize);
    for &byte in bytes.iter().chain(&[0]) {
        if byte >= 0x80 {
            run += 1;
            continue;
        }
        high += run;
        in_runs += if run > 2 { run } else { 0 };
        run = 0;
    }
    high >= 8 && in_runs * 2 > high
}

/// The likeliest charset, with the top-level domain as a hint.
pub(super) fn guess(bytes: &[u8], url: Option<&str>) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    let start = Encoding::ascii_valid_up_to(bytes);
    let rest = bytes.get(start..).unwrap_or_default();
    detector.feed(rest.get(..SAMPLE).unwrap_or(rest), rest.len() <= SAMPLE);
    let domain = url.and_then(|url| url::Url::parse(url).ok()).and_then(|url| top_level_domain(&url));
    detector.guess(domain.as_deref().map(str::as_bytes), Utf8Detection::Deny)
}

fn top_level_domain(url: &url::Url) -> Option<String> {
    let label = url.domain()?.trim_end_matches('.').rsplit('.').next()?;
    label.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-' || byte.is_ascii_digit()).then(|| label.to_owned())
}
