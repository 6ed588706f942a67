//! The body of an answer: its content codings undone while it streams and is counted.

use std::io;
use std::ops::Deref;

use async_compression::tokio::bufread::{BrotliDecoder, DeflateDecoder, GzipDecoder, ZlibDecoder, ZstdDecoder};
use async_compression::zstd::DParameter;
use futures_util::{FutureExt, StreamExt, TryStreamExt};
use reqwest::header::{CONTENT_ENCODING, HeaderMap};
use tokio::io::{AsyncBufRead, AsyncBufReadExt, AsyncReadExt, BufReader};
use tokio_util::io::StreamReader;

use super::error::FetchError;
use super::memory::Held;
use super::wire::Wire;

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

/// A body, decompressed, and the memory that is set aside for it until it is dropped.
#[derive(Debug, Default)]
pub struct Body {
    bytes: Vec<u8>,
    _held: Held,
}

impl Deref for Body {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        &self.bytes
    }
}

/// A body that comes.
pub(super) struct Reading {
    reader: Reader,
    wire: Wire,
    limit: usize,
    bytes: Vec<u8>,
}

impl Reading {
    /// Begins to read a body that may have so many bytes, before or after decompression.
    ///
    /// # Errors
    /// `TooLarge` where it says that it has more; `Decode`, `Truncated`, `Timeout`.
    pub(super) async fn begin(wire: Wire, headers: &HeaderMap, limit: usize) -> Result<Self, FetchError> {
        if wire.declared.is_some_and(|length| length > limit as u64) {
            return Err(FetchError::TooLarge(limit));
        }
        Self::begin_start(wire, headers, limit).await
    }

    /// Begins to read a body of which no more than the first `limit` bytes are wanted.
    pub(super) async fn begin_start(wire: Wire, headers: &HeaderMap, limit: usize) -> Result<Self, FetchError> {
        let codings = codings(headers)?;
        let counted = wire.clone();
        let stream = wire.clone().map_err(WireError::Broken).map(move |chunk| {
            let chunk = chunk?;
            // a chunk beyond the limit may be what completes it; far beyond it is an endless body, whatever it decodes to
            if counted.came() > 2 * limit as u64 + (1 << 20) { Err(WireError::TooLarge) } else { Ok(chunk) }
        });
        let reader: Reader = Box::new(StreamReader::new(Box::pin(stream.map_err(io::Error::other))));
        let mut reading = Self { reader, wire, limit, bytes: Vec::new() };
        // "gzip" over a body of no bytes is common, and no error
        let nothing = match reading.reader.fill_buf().await {
            Ok(bytes) => bytes.is_empty(),
            Err(error) => return Err(reading.told(&error)),
        };
        for coding in codings.iter().rev().filter(|_| !nothing) {
            let reader = std::mem::replace(&mut reading.reader, Box::new(tokio::io::empty()));
            reading.reader = coding.undo(reader).await.map_err(|error| reading.told(&error))?;
        }
        Ok(reading)
    }

    /// Reads on, until there are so many bytes in all. Tells whether the body has ended before.
    ///
    /// # Errors
    /// `TooLarge`, `Decode`, `Truncated`, `Timeout`.
    pub(super) async fn up_to(&mut self, most: usize) -> Result<bool, FetchError> {
        let room = most.saturating_sub(self.bytes.len());
        let read = (&mut self.reader).take(room as u64).read_to_end(&mut self.bytes).await;
        read.map_err(|error| self.told(&error))?;
        Ok(self.bytes.len() < most)
    }

    /// Reads to the end.
    ///
    /// # Errors
    /// `TooLarge`, `Decode`, `Truncated`, `Timeout`.
    pub(super) async fn the_rest(&mut self) -> Result<(), FetchError> {
        // at once: a buffer that grows by doubling stands in memory twice
        self.bytes.reserve_exact((self.limit + 1).saturating_sub(self.bytes.len()));
        if self.up_to(self.limit + 1).await? { Ok(()) } else { Err(FetchError::TooLarge(self.limit)) }
    }

    /// What was read.
    pub(super) fn into_body(mut self, mut held: Held) -> Body {
        self.bytes.shrink_to_fit();
        held.shrink_to(self.bytes.len());
        Body { bytes: self.bytes, _held: held }
    }

    fn told(&self, error: &io::Error) -> FetchError {
        told(error, self.wire.came(), self.limit)
    }
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

/// A content coding.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Coding {
    Gzip,
    Deflate,
    Brotli,
    Zstd,
}

/// How far a body could be decoded.
pub(super) enum Cut {
    /// To its end, or to as much as was wanted.
    Whole,
    /// To where it ends too early.
    Early,
    /// To where its coding is damaged.
    Damaged(String),
}

/// Undoes the codings of a body that lies in memory, up to so many bytes.
pub(super) fn undo(codings: &[Coding], body: Vec<u8>, most: usize) -> (Vec<u8>, Cut) {
    let mut decoded = Vec::new();
    let read = async {
        let mut reader: Reader = Box::new(io::Cursor::new(body));
        for coding in codings.iter().rev() {
            reader = coding.undo(reader).await?;
        }
        reader.take(most as u64).read_to_end(&mut decoded).await
    };
    // what lies in memory never keeps waiting
    let cut = match read.now_or_never() {
        Some(Ok(_)) => Cut::Whole,
        Some(Err(error)) if error.kind() == io::ErrorKind::UnexpectedEof => Cut::Early,
        Some(Err(error)) => Cut::Damaged(error.to_string()),
        None => Cut::Damaged("it could not be read at once".to_owned()),
    };
    (decoded, cut)
}

/// The codings in the order in which they were applied (RFC 9110, 8.4).
fn codings(headers: &HeaderMap) -> Result<Vec<Coding>, FetchError> {
    let values = headers.get_all(CONTENT_ENCODING).iter().map(|value| value.to_str());
    let values: Result<Vec<&str>, _> = values.collect();
    codings_of(values.map_err(|_| FetchError::Decode("its name is unreadable".to_owned()))?.into_iter())
}

/// The same of the header's values.
pub(super) fn codings_of<'a>(values: impl Iterator<Item = &'a str>) -> Result<Vec<Coding>, FetchError> {
    let mut codings = Vec::new();
    for value in values {
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
