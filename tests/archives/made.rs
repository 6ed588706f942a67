//! Archives made by hand, byte by byte.

use std::io::Write;

pub(crate) const DATE: &str = "2026-03-02T06:00:00Z";

/// A page of our own words.
pub(crate) fn page(title: &str) -> String {
    format!(
        "<!DOCTYPE html><html lang=en><title>{title}</title><body><nav><a href=/>Home</a></nav><article><h1>{title}</h1>\
        <p>The first ferries left the repaired quay at dawn on Monday, with forty passengers on board for {title}.</p>\
        <p>Officials said the winter timetable would return in full before the end of the week, tides permitting.</p></article></body></html>"
    )
}

/// A record with these fields.
pub(crate) fn record(kind: &str, fields: &[(&str, &str)], block: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::new();
    write!(bytes, "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Date: {DATE}\r\n").unwrap();
    for (name, value) in fields {
        write!(bytes, "{name}: {value}\r\n").unwrap();
    }
    write!(bytes, "Content-Length: {}\r\n\r\n", block.len()).unwrap();
    bytes.extend_from_slice(block);
    bytes.extend_from_slice(b"\r\n\r\n");
    bytes
}

/// An answer of a server.
pub(crate) fn response(url: &str, head: &str, body: &[u8]) -> Vec<u8> {
    let block = [head.replace('\n', "\r\n").as_bytes(), b"\r\n\r\n", body].concat();
    record("response", &[("WARC-Target-URI", url), ("Content-Type", "application/http; msgtype=response")], &block)
}

/// A page that a server answered with.
pub(crate) fn answered(name: &str) -> Vec<u8> {
    let head = "HTTP/1.1 200 OK\nContent-Type: text/html; charset=utf-8";
    response(&format!("https://harbour.example/{name}"), head, page(name).as_bytes())
}

pub(crate) fn gzip(bytes: impl AsRef<[u8]>) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(bytes.as_ref()).unwrap();
    encoder.finish().unwrap()
}

pub(crate) fn zstd(bytes: &[u8]) -> Vec<u8> {
    zstd::encode_all(bytes, 3).unwrap()
}

/// The body in pieces, as servers send it (RFC 9112, 7.1).
pub(crate) fn chunked(body: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::new();
    for chunk in body.chunks(97) {
        write!(bytes, "{:x}\r\n", chunk.len()).unwrap();
        bytes.extend_from_slice(chunk);
        bytes.extend_from_slice(b"\r\n");
    }
    bytes.extend_from_slice(b"0\r\n\r\n");
    bytes
}
