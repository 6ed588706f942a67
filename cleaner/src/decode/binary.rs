//! Files that are no pages, known by their first bytes.

use super::detect;

/// Signature, offset, and what it is a sign of.
const SIGNATURES: &[(&[u8], usize, &str)] = &[
    (b"%PDF-", 0, "a PDF document"),
    (b"\x89PNG\r\n", 0, "a picture (PNG)"),
    (b"GIF8", 0, "a picture (GIF)"),
    (b"\xff\xd8\xff", 0, "a picture (JPEG)"),
    (b"WEBP", 8, "a picture (WebP)"),
    (b"ftyp", 4, "a film or picture (MP4, AVIF, HEIC)"),
    (b"\x1aE\xdf\xa3", 0, "a film (Matroska, WebM)"),
    (b"OggS", 0, "a recording (Ogg)"),
    (b"ID3", 0, "a recording (MP3)"),
    (b"PK\x03\x04", 0, "a ZIP archive or office document"),
    (b"\xd0\xcf\x11\xe0", 0, "an office document"),
    (b"\x1f\x8b", 0, "gzip data"),
    (b"\x28\xb5\x2f\xfd", 0, "Zstandard data"),
    (b"BZh", 0, "bzip2 data"),
    (b"\xfd7zXZ", 0, "xz data"),
    (b"7z\xbc\xaf", 0, "a 7z archive"),
    (b"Rar!", 0, "a RAR archive"),
    (b"wOF", 0, "a font"),
    (b"\x7fELF", 0, "a program"),
    (b"SQLite format 3", 0, "a database"),
];

/// What the bytes are, where they are no text.
pub(crate) fn binary_kind(bytes: &[u8]) -> Option<&'static str> {
    let known = SIGNATURES.iter().find(|(signature, offset, _)| bytes.get(*offset..).is_some_and(|rest| rest.starts_with(signature)));
    if let Some(&(.., kind)) = known {
        return Some(kind);
    }
    let has_mark = matches!(bytes, [0xff, 0xfe, ..] | [0xfe, 0xff, ..]);
    if has_mark || detect::utf16_by_zeros(bytes).is_some() {
        return None;
    }
    let sample = bytes.get(..8192).unwrap_or(bytes);
    let controls = sample.iter().filter(|&&byte| byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r' | 0x0c | 0x1b)).count();
    (controls * 20 > sample.len()).then_some("binary data")
}
