//! The body of an answer: its content codings undone while it streams and is counted.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use async_compression::tokio::bufread::{BrotliDecoder, DeflateDecoder, GzipDecoder, ZlibDecoder, ZstdDecoder};
use async_compression::zstd::DParameter;
use futures_util::{StreamExt, TryStreamExt};
use reqwest::header::{CONTENT_ENCODING, HeaderMap};
use tokio::io::{AsyncBufRead, AsyncBufReadExt, AsyncReadExt, BufReader};
use tokio_util::io::StreamReader;

use super::error::FetchError;

/// What is asked for by `Accept-Encoding`: what can be undone here.
pub(super) const ACCEPTED: &str = "gzip, br, zstd, deflate";

/// Most codings on top of each other: more is an attack.
const MAX_CODINGS: usize = 3;

type Reader = Box<dyn AsyncBufRead + Send + Unpin>;

/// What the wire, not the coding, did wrong.
#[derive(Debug, thiserror::Error)]
enum WireError {
    #[error("the connection broke")]
    Broken(#[from] reqwest::Error),
    #[error("too many bytes on the wire")]
    TooLarge,
}

/// Reads a body to its end.
///
/// # Errors
/// `TooLarge` where more than `limit` bytes come, before or after decompression; `Decode`, `Truncated`, `Timeout`.
pub(super) async fn read(response: reqwest::Response, limit: usize) -> Result<Vec<u8>, FetchError> {
    let codings = codings(response.headers())?;
    if response.content_length().is_some_and(|length| length > limit as u64) {
        return Err(FetchError::TooLarge(limit));
    }
    let (bytes, end) = collect(response, &codings, limit + 1).await?;
    match end {
        _ if bytes.len() > limit => Err(FetchError::TooLarge(limit)),
        Some(error) => Err(error),
        None => Ok(bytes),
    }
}

/// Reads the first `limit` bytes of a body, and leaves the rest.
pub(super) async fn read_start(response: reqwest::Response, limit: usize) -> Result<Vec<u8>, FetchError> {
    let codings = codings(response.headers())?;
    let (bytes, end) = collect(response, &codings, limit).await?;
    match end {
        Some(error) if bytes.len() < limit => Err(error),
        _ => Ok(bytes),
    }
}

/// The bytes that came, at most `limit`, and what ended them too early.
async fn collect(response: reqwest::Response, codings: &[Coding], limit: usize) -> Result<(Vec<u8>, Option<FetchError>), FetchError> {
    let wire = Arc::new(AtomicU64::new(0));
    let counted = Arc::clone(&wire);
    let stream = response.bytes_stream().map_err(WireError::Broken).map(move |chunk| {
        let chunk = chunk?;
        let came = counted.fetch_add(chunk.len() as u64, Ordering::Relaxed) + chunk.len() as u64;
        // a chunk beyond the limit may be what completes it; far beyond it is an endless body, whatever it decodes to
        if came > 2 * limit as u64 + (1 << 20) { Err(WireError::TooLarge) } else { Ok(chunk) }
    });
    let mut reader: Reader = Box::new(StreamReader::new(Box::pin(stream.map_err(io::Error::other))));
    let told = |error: io::Error| told(&error, wire.load(Ordering::Relaxed), limit);
    // "gzip" over a body of no bytes is common, and no error
    if reader.fill_buf().await.map_err(told)?.is_empty() {
        return Ok((Vec::new(), None));
    }
    for coding in codings.iter().rev() {
        reader = coding.undo(reader).await.map_err(told)?;
    }
    let mut bytes = Vec::new();
    let end = reader.take(limit as u64).read_to_end(&mut bytes).await.err();
    Ok((bytes, end.map(told)))
}

fn told(error: &io::Error, wire: u64, limit: usize) -> FetchError {
    match error.get_ref().and_then(|inner| inner.downcast_ref::<WireError>()) {
        Some(WireError::TooLarge) => FetchError::TooLarge(limit),
        Some(WireError::Broken(cause)) if cause.is_timeout() => FetchError::Timeout("reading the body"),
        Some(WireError::Broken(_)) => FetchError::Truncated(wire),
        None if error.kind() == io::ErrorKind::UnexpectedEof => FetchError::Decode("it ends too early".to_owned()),
        None => FetchError::Decode(error.to_string()),
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Coding {
    Gzip,
    Deflate,
    Brotli,
    Zstd,
}

/// The codings in the order in which they were applied (RFC 9110, 8.4).
fn codings(headers: &HeaderMap) -> Result<Vec<Coding>, FetchError> {
    let mut codings = Vec::new();
    for value in headers.get_all(CONTENT_ENCODING) {
        let value = value.to_str().map_err(|_| FetchError::Decode("its name is unreadable".to_owned()))?;
        for name in value.split(',').map(|name| name.trim().to_ascii_lowercase()) {
            codings.push(match name.as_str() {
                "" | "identity" => continue,
                "gzip" | "x-gzip" => Coding::Gzip,
                "deflate" => Coding::Deflate,
                "br" => Coding::Brotli,
                "zstd" => Coding::Zstd,
                other => return Err(FetchError::Decode(format!("{} is unknown", other.chars().take(40).collect::<String>()))),
            });
        }
    }
    if codings.len() > MAX_CODINGS { Err(FetchError::Decode(format!("{} codings", codings.len()))) } else { Ok(codings) }
}

impl Coding {
    async fn undo(self, mut reader: Reader) -> io::Result<Reader> {
        // RFC 9659: no coder may ask a client of the web for more than 8 MiB of window
        const ZSTD_WINDOW: u32 = 23;
        Ok(match self {
            Self::Gzip => Box::new(BufReader::new(GzipDecoder::new(reader))),
            Self::Brotli => Box::new(BufReader::new(BrotliDecoder::new(reader))),
            Self::Zstd => Box::new(BufReader::new(ZstdDecoder::with_params(reader, &[DParameter::window_log_max(ZSTD_WINDOW)]))),
            Self::Deflate => {
                // zlib's head by RFC 1950; servers that send bare deflate are as common
                let is_zlib = reader.fill_buf().await?.first().is_some_and(|first| first & 0x8f == 0x08);
                if is_zlib {
                    Box::new(BufReader::new(ZlibDecoder::new(reader)))
                } else {
                    Box::new(BufReader::new(DeflateDecoder::new(reader)))
                }
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(value: &str) -> Result<Vec<Coding>, FetchError> {
        codings(&[(CONTENT_ENCODING, value.parse().unwrap())].into_iter().collect())
    }

    #[test]
    fn codings_by_name() {
        assert_eq!(named("gzip, BR").unwrap(), [Coding::Gzip, Coding::Brotli]);
        assert_eq!(named("identity").unwrap(), []);
        assert_eq!(named("snappy").unwrap_err().class(), "decode");
        assert_eq!(named("gzip,gzip,gzip,gzip").unwrap_err().class(), "decode");
    }
}
