//! Documents that are used again, so that a page costs no fresh memory.

use std::fmt;
use std::ops::{Deref, DerefMut};
use std::sync::{Mutex, PoisonError};

use super::Document;

/// Most nodes that a document may have room for and still be kept: one giant page must not hold its memory for ever.
const KEPT_NODES: usize = 1 << 17;
/// The same for bytes of text.
const KEPT_BYTES: usize = 1 << 23;

/// Documents at rest; as many as were ever at work at once.
#[derive(Default)]
pub(crate) struct Pool(Mutex<Vec<Document>>);

impl Pool {
    /// An empty document, which comes back by itself.
    pub(crate) fn take(&self) -> Pooled<'_> {
        let spare = self.0.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let mut document = spare.unwrap_or_default();
        document.clear();
        Pooled { document, pool: self }
    }
}

impl fmt::Debug for Pool {
    /// Says nothing of what the documents hold.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Pool").finish_non_exhaustive()
    }
}

/// A document of a pool.
pub(crate) struct Pooled<'p> {
    document: Document,
    pool: &'p Pool,
}

impl Drop for Pooled<'_> {
    fn drop(&mut self) {
        let document = std::mem::take(&mut self.document);
        if document.nodes.capacity() <= KEPT_NODES && document.characters.capacity() <= KEPT_BYTES {
            self.pool.0.lock().unwrap_or_else(PoisonError::into_inner).push(document);
        }
    }
}

impl Deref for Pooled<'_> {
    type Target = Document;
    fn deref(&self) -> &Document {
        &self.document
    }
}

impl DerefMut for Pooled<'_> {
    fn deref_mut(&mut self) -> &mut Document {
        &mut self.document
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Limits, Tag};

    #[test]
    fn a_document_that_comes_back_remembers_nothing() {
        let pool = Pool::default();
        let page = "<!-- saved from url=a --><title>一</title><script type=application/json>{}</script><p class=x>港".to_owned()
            + &"<div>".repeat(600);
        pool.take().read(&page, Limits::default());
        let mut document = pool.take();
        assert!(document.nodes.capacity() > 1, "the memory is used again");
        assert_eq!(document.node_count(), 1);
        document.read("<p>二", Limits::default());
        assert_eq!(document.inner_text(crate::document::NodeId::ROOT), "二");
        assert_eq!((document.comments().count(), document.data_scripts().count(), document.is_truncated()), (0, 0, false));
        assert_eq!(document.elements(Tag::Title).count(), 0);
    }
}
