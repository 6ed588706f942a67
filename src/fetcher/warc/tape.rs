//! What comes over the wire, kept as it comes until its record is written.

use std::io::{self, Read, Seek, Write};
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use sha1::{Digest, Sha1};
use tempfile::SpooledTempFile;

/// Bytes of a body that are kept in memory; a larger one lies in a file.
const SPOOL: usize = 64 << 10;

/// A body that is kept while it comes.
#[derive(Debug, Clone)]
pub(crate) struct Tape(Arc<Mutex<Kept>>);

/// What was kept of a body.
#[derive(Debug)]
pub(super) struct Kept {
    spool: SpooledTempFile,
    block: Sha1,
    payload: Sha1,
    pub(super) length: u64,
    /// Whether the body came to its end.
    pub(super) ended: bool,
    failed: Option<io::Error>,
}

impl Tape {
    /// A tape for the body behind a head; what is too large for memory lies in the folder, without a name.
    pub(super) fn new(folder: &Path, head: &[u8]) -> Self {
        let block = Sha1::new_with_prefix(head);
        let spool = tempfile::spooled_tempfile_in(SPOOL, folder);
        Self(Arc::new(Mutex::new(Kept { spool, block, payload: Sha1::new(), length: 0, ended: false, failed: None })))
    }

    fn kept(&self) -> MutexGuard<'_, Kept> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Keeps the next bytes. Where that fails, it is told when the record is written.
    pub(crate) fn keep(&self, bytes: &[u8]) {
        let mut kept = self.kept();
        if kept.failed.is_none() {
            kept.failed = kept.spool.write_all(bytes).err();
        }
        kept.block.update(bytes);
        kept.payload.update(bytes);
        kept.length += bytes.len() as u64;
    }

    /// The body has come to its end.
    pub(crate) fn end(&self) {
        self.kept().ended = true;
    }

    /// Whether it has.
    pub(crate) fn ended(&self) -> bool {
        self.kept().ended
    }

    /// Hands over what was kept.
    pub(super) fn with<T>(&self, take: impl FnOnce(&mut Kept) -> io::Result<T>) -> io::Result<T> {
        take(&mut self.kept())
    }
}

impl Kept {
    /// The body from its first byte.
    ///
    /// # Errors
    /// Where it could not be kept, or cannot be read back.
    pub(super) fn body(&mut self) -> io::Result<&mut impl Read> {
        if let Some(error) = self.failed.take() {
            return Err(error);
        }
        self.spool.rewind()?;
        Ok(&mut self.spool)
    }

    /// The digests of head and body, and of the body alone.
    pub(super) fn digests(&self) -> (String, String) {
        (told(self.block.clone()), told(self.payload.clone()))
    }
}

/// A digest as WARC writes it.
pub(super) fn digest(bytes: &[u8]) -> String {
    told(Sha1::new_with_prefix(bytes))
}

fn told(sum: Sha1) -> String {
    format!("sha1:{}", data_encoding::BASE32.encode(&sum.finalize()))
}
