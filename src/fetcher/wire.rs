//! The bytes of an answer's body as they come, before any coding is undone.

use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};

use bytes::Bytes;
use futures_util::{Stream, StreamExt};

use super::warc::Tape;

type Chunks = Pin<Box<dyn Stream<Item = reqwest::Result<Bytes>> + Send>>;

/// A body as it comes. Its clones read on where the last has stopped.
#[derive(Clone)]
pub(super) struct Wire {
    inner: Arc<Mutex<Inner>>,
    /// Bytes that the answer says the body has.
    pub(super) declared: Option<u64>,
}

struct Inner {
    chunks: Option<Chunks>,
    came: u64,
    tape: Option<Tape>,
}

impl Wire {
    /// The body of an answer; a tape keeps what comes.
    pub(super) fn of(answer: reqwest::Response, tape: Option<Tape>) -> Self {
        let declared = answer.content_length();
        let inner = Inner { chunks: Some(Box::pin(answer.bytes_stream())), came: 0, tape };
        Self { inner: Arc::new(Mutex::new(inner)), declared }
    }

    /// Bytes that came so far.
    pub(super) fn came(&self) -> u64 {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner).came
    }

    /// Reads on, and lets go what comes, until the end or until so many bytes came in all.
    pub(super) async fn drain(&mut self, most: u64) {
        while self.came() < most && matches!(self.next().await, Some(Ok(_))) {}
    }
}

impl Stream for Wire {
    type Item = reqwest::Result<Bytes>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let mut inner = self.inner.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(chunks) = &mut inner.chunks else { return Poll::Ready(None) };
        let Poll::Ready(next) = chunks.poll_next_unpin(context) else { return Poll::Pending };
        match &next {
            Some(Ok(chunk)) => {
                inner.came += chunk.len() as u64;
                if let Some(tape) = &inner.tape {
                    tape.keep(chunk);
                }
            }
            Some(Err(_)) => inner.chunks = None,
            None => {
                inner.chunks = None;
                if let Some(tape) = &inner.tape {
                    tape.end();
                }
            }
        }
        Poll::Ready(next)
    }
}
