//! An HTTP message in the block of a record.

use super::fields::{Fields, lines};

/// Most bytes of its head.
pub(super) const HEAD: usize = 128 << 10;

/// The head of an answer.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Head {
    pub(super) status: u16,
    pub(super) headers: Fields,
    /// Bytes of the block before the body.
    pub(super) length: usize,
}

impl Head {
    /// Reads the head of a block that begins so; nothing where it is none of an answer.
    pub(super) fn read(block: &[u8]) -> Option<Self> {
        if !block.starts_with(b"HTTP/") {
            return None;
        }
        let length = end(block)?;
        let mut lines = lines(block.get(..length)?);
        let status_line = String::from_utf8_lossy(lines.next()?);
        let status = status_line.split_ascii_whitespace().nth(1)?.parse().ok()?;
        Some(Self { status, headers: Fields::read(lines), length })
    }
}

/// Bytes up to and with the empty line.
fn end(block: &[u8]) -> Option<usize> {
    memchr::memchr_iter(b'\n', block).find_map(|at| match block.get(at + 1..)? {
        [b'\n', ..] => Some(at + 2),
        [b'\r', b'\n', ..] => Some(at + 3),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_head_ends_with_an_empty_line() {
        let block = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nX-Robots-Tag: noai,\r\n noarchive\r\n\r\n\r\n<p>";
        let head = Head::read(block).unwrap();
        assert_eq!((head.status, head.headers.get("content-type")), (200, Some("text/html")));
        assert_eq!(head.headers.get("x-robots-tag"), Some("noai, noarchive"));
        assert_eq!(block.get(head.length..), Some(&b"\r\n<p>"[..]));
        assert_eq!(Head::read(b"HTTP/1.0 404\n\n").unwrap().status, 404);
        assert_eq!(Head::read(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"), None);
        assert_eq!(Head::read(b"<p>A page\r\n\r\n"), None);
    }
}
