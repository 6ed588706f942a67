//! What a file is packed in, by the end of its name.

use std::io::{self, Write};
use std::path::Path;

use flate2::Compression;
use flate2::write::GzEncoder;

/// The level that Zstandard's own command packs at.
const ZSTD_LEVEL: i32 = 3;

type Medium = Box<dyn Write + Send>;

/// A medium, and what the bytes for it are packed in.
pub(super) enum Packed {
    Plain(Medium),
    Gzip(GzEncoder<Medium>),
    Zstd(zstd::Encoder<'static, Medium>),
}

impl Packed {
    /// Packs as a name says: `.gz`, `.zst`, or not.
    pub(super) fn by_name(path: &Path, medium: Medium) -> io::Result<Self> {
        let extension = path.extension().and_then(|extension| extension.to_str()).map(str::to_ascii_lowercase);
        Ok(match extension.as_deref() {
            Some("gz") => Self::Gzip(GzEncoder::new(medium, Compression::default())),
            Some("zst") => Self::Zstd(zstd::Encoder::new(medium, ZSTD_LEVEL)?),
            _ => Self::Plain(medium),
        })
    }

    /// Ends the packing: only now can it be unpacked whole.
    pub(super) fn finish(self) -> io::Result<()> {
        match self {
            Self::Plain(medium) => Ok(medium),
            Self::Gzip(encoder) => encoder.finish(),
            Self::Zstd(encoder) => encoder.finish(),
        }?
        .flush()
    }
}

impl Write for Packed {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Self::Plain(medium) => medium.write(bytes),
            Self::Gzip(encoder) => encoder.write(bytes),
            Self::Zstd(encoder) => encoder.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::Plain(medium) => medium.flush(),
            Self::Gzip(encoder) => encoder.flush(),
            Self::Zstd(encoder) => encoder.flush(),
        }
    }
}
