//! A stream of bytes: what it is packed in, and what it holds.

use std::io::{self, BufRead, BufReader, Cursor, Read};
use std::path::Path;

use crate::fetcher::warc::{is_archive, may_be_archive};

/// A stream that was looked into, from its first byte.
pub(super) type Stream = Box<dyn BufRead + Send>;

/// How far white space is followed in search of the first character.
const LOOK: usize = 4096;

/// How much of a packed stream tells whether it is an archive.
const START: usize = 512;

/// How much of a page is looked at to tell HTML from text.
const WINDOW: usize = 65_536;

/// What a page is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Html,
    Text,
}

/// What a stream holds.
pub(super) enum Opened {
    /// A page, or JSON that holds pages; unpacked.
    Unpacked(Stream),
    /// A web archive, in its packing.
    Archive(Stream),
}

/// Looks what a stream holds; a name may say that it is an archive, else its first bytes do.
pub(super) fn open(reader: impl Read + Send + 'static, path: Option<&Path>) -> io::Result<Opened> {
    let mut stream: Stream = Box::new(BufReader::with_capacity(WINDOW, reader));
    let named = path.and_then(extension).is_some_and(|extension| is_archive_extension(&extension));
    if named || is_archive(&look(&mut stream, |head| head.len() >= START || !may_be_archive(head))?) {
        return Ok(Opened::Archive(stream));
    }
    unpack(stream).map(Opened::Unpacked)
}

/// Unpacks a stream, by its magic bytes; a `.gz` may hold another, no deeper.
pub(super) fn unpack(reader: impl Read + Send + 'static) -> io::Result<Stream> {
    let mut stream: Stream = Box::new(BufReader::with_capacity(WINDOW, reader));
    for _ in 0..2 {
        let head = look(&mut stream, |head| head.len() >= 4)?;
        stream = if head.starts_with(&[0x1f, 0x8b]) {
            Box::new(BufReader::with_capacity(WINDOW, flate2::bufread::MultiGzDecoder::new(stream)))
        } else if head.starts_with(&[0x28, 0xb5, 0x2f, 0xfd]) {
            Box::new(BufReader::with_capacity(WINDOW, zstd::Decoder::with_buffer(stream)?))
        } else {
            break;
        };
    }
    Ok(stream)
}

/// How a stream of JSON is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Json {
    /// An object a line.
    Lines,
    /// An array of objects, or objects over several lines.
    Values,
}

/// Whether a stream holds JSON, and how. A name may say so; else the first character does, and in a file also the second.
pub(super) fn json(stream: &mut Stream, path: Option<&Path>) -> io::Result<Option<Json>> {
    let head = look(stream, |head| solid(head).take(2).count() == 2 || head.len() >= LOOK)?;
    let (first, second) = {
        let mut solid = solid(&head);
        (solid.next(), solid.next())
    };
    let over_lines =
        || head.iter().skip_while(|&&byte| byte != b'{').skip(1).take_while(|byte| byte.is_ascii_whitespace()).any(|&byte| byte == b'\n');
    let named = path.is_some_and(|path| extension(path).is_some_and(|extension| is_json_lines_extension(&extension)));
    Ok(match (first, second) {
        (Some(b'['), Some(b'{')) => Some(Json::Values),
        (Some(b'['), Some(b']')) if named => Some(Json::Values),
        (Some(b'{'), Some(b'"')) if over_lines() => Some(Json::Values),
        (Some(b'{'), _) if path.is_none() => Some(Json::Lines),
        (Some(b'{'), Some(b'"' | b'}')) => Some(Json::Lines),
        _ if named => Some(Json::Lines),
        _ => None,
    })
}

/// The bytes that are no white space, after a byte-order mark.
fn solid(bytes: &[u8]) -> impl Iterator<Item = u8> {
    bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).iter().copied().filter(|byte| !byte.is_ascii_whitespace())
}

/// Reads ahead until there is enough, or no more; the stream still begins where it did.
fn look(stream: &mut Stream, enough: impl Fn(&[u8]) -> bool) -> io::Result<Vec<u8>> {
    let mut head = Vec::new();
    loop {
        let buffer = stream.fill_buf()?;
        if enough(buffer) && head.is_empty() {
            return Ok(buffer.to_vec());
        }
        let length = buffer.len();
        head.extend_from_slice(buffer);
        stream.consume(length);
        if length == 0 || enough(&head) {
            let rest = std::mem::replace(stream, Box::new(io::empty()));
            *stream = Box::new(Cursor::new(head.clone()).chain(rest));
            return Ok(head);
        }
    }
}

/// Reads a page, to one byte more than it may have: the cleaner tells what is too much.
pub(super) fn read(stream: Stream, max_bytes: usize) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    stream.take(max_bytes as u64 + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// What a page is made of: its name tells, and where that says nothing its content. Bytes that are neither the cleaner refuses.
pub(super) fn kind(bytes: &[u8], path: Option<&Path>) -> Kind {
    let head: Vec<u8> = bytes.iter().take(WINDOW).copied().filter(|&byte| byte != 0).collect();
    let is_html = match path.and_then(extension).as_deref() {
        Some("txt") => begins_as_html(&head),
        Some(extension) => is_html_extension(extension) || has_tag(&head),
        None => has_tag(&head),
    };
    if is_html { Kind::Html } else { Kind::Text }
}

fn begins_as_html(head: &[u8]) -> bool {
    let start: Vec<u8> = solid(head).take(9).map(|byte| byte.to_ascii_lowercase()).collect();
    start.starts_with(b"<!doctype") || start.starts_with(b"<html")
}

/// Whether there is a tag such as pages have near their start.
fn has_tag(head: &[u8]) -> bool {
    const TAGS: [&[u8]; 14] =
        [b"!doctype", b"html", b"head", b"body", b"title", b"meta", b"div", b"p", b"h1", b"table", b"article", b"span", b"br", b"a"];
    memchr::memchr_iter(b'<', head).any(|at| {
        let rest = head.get(at + 1..).unwrap_or_default();
        TAGS.iter().any(|tag| {
            rest.get(..tag.len()).is_some_and(|name| name.eq_ignore_ascii_case(tag))
                && rest.get(tag.len()).is_some_and(|byte| byte.is_ascii_whitespace() || matches!(byte, b'>' | b'/'))
        })
    })
}

/// The extension that tells the content, lower-cased: `page.html.gz` is `html`.
pub(super) fn extension(path: &Path) -> Option<String> {
    let lower = |path: &Path| path.extension().and_then(|extension| extension.to_str()).map(str::to_ascii_lowercase);
    match lower(path)?.as_str() {
        "gz" | "zst" => lower(Path::new(path.file_stem()?)),
        other => Some(other.to_owned()),
    }
}

pub(super) fn is_json_lines_extension(extension: &str) -> bool {
    matches!(extension, "jsonl" | "ndjson")
}

pub(super) fn is_archive_extension(extension: &str) -> bool {
    extension == "warc"
}

fn is_html_extension(extension: &str) -> bool {
    matches!(extension, "html" | "htm" | "xhtml" | "xht" | "shtml")
}

/// Whether a file of a folder is taken for a page.
pub(super) fn is_page(path: &Path) -> bool {
    extension(path).is_some_and(|extension| {
        is_html_extension(&extension) || is_json_lines_extension(&extension) || is_archive_extension(&extension) || extension == "txt"
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn packed(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        std::io::Write::write_all(&mut encoder, bytes).expect("memory");
        encoder.finish().expect("memory")
    }

    #[test]
    fn packing_is_known_by_magic_bytes_and_may_be_nested_once() {
        let page = b"<p>Tide tables".to_vec();
        let zstd = zstd::encode_all(&page[..], 1).expect("memory");
        for packed in [page.clone(), packed(&page), zstd.clone(), packed(&zstd), packed(&packed(&page))] {
            let stream = unpack(Cursor::new(packed)).expect("readable");
            assert_eq!(read(stream, 100).expect("readable"), page);
        }
    }

    #[test]
    fn kinds_are_told_by_content_where_the_name_says_nothing() {
        let none: Option<&Path> = None;
        assert_eq!(kind(b"\n<!DOCTYPE html><p>x", none), Kind::Html);
        assert_eq!(kind(b"<\0p\0>\0x\0", none), Kind::Html);
        assert_eq!(kind("港口重开\n渡轮于黎明启航".as_bytes(), none), Kind::Text);
        assert_eq!(kind(b"if a < b and b > c", none), Kind::Text);
        assert_eq!(kind(b"Words <p> only quoted", Some(Path::new("a.TXT"))), Kind::Text);
        assert_eq!(kind(b" <html><p>x", Some(Path::new("a.txt.gz"))), Kind::Html);
    }

    #[test]
    fn json_begins_with_a_brace_or_a_bracket_before_one() {
        let holds = |bytes: &'static [u8], path: Option<&str>| {
            let mut stream: Stream = Box::new(bytes);
            json(&mut stream, path.map(Path::new)).expect("readable")
        };
        assert_eq!(holds(b"\xef\xbb\xbf \n{\"html\"", None), Some(Json::Lines));
        assert_eq!(holds(b"{broken", None), Some(Json::Lines));
        assert_eq!(holds(b"{broken", Some("a.txt")), None);
        assert_eq!(holds(b"{ \"html\": 1}", Some("a.txt")), Some(Json::Lines));
        assert_eq!(holds(b"{\r\n  \"html\": 1\n}", Some("a.json")), Some(Json::Values));
        assert_eq!(holds(b"[\n{\"html\": 1}]", None), Some(Json::Values));
        assert_eq!(holds(b"[Harbour] The ferries", Some("a.txt")), None);
        assert_eq!(holds(b"<p>{", None), None);
        assert_eq!(holds(b"", Some("a.jsonl.zst")), Some(Json::Lines));
        assert_eq!(holds(b"[]", Some("a.jsonl")), Some(Json::Values));
    }
}
