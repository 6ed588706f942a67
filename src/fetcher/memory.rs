//! One bound on the bodies in memory, over all hosts.
//!
//! A body takes a small share before its page is asked for, and gives back what it does not need. One that outgrows its share takes
//! at once all that it may come to, from a pool of its own: whoever holds memory waits only for those who wait for nobody.

use std::sync::Arc;

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::error::SettingsError;

/// What every body may take; few pages are larger.
pub(super) const SHARE: usize = 1 << 20;

/// What memory is counted in.
const UNIT: usize = 1 << 10;

/// The memory that bodies may take.
#[derive(Debug)]
pub(super) struct Memory {
    shares: Arc<Semaphore>,
    large: Arc<Semaphore>,
    /// All of it, in units.
    total: usize,
    /// What a body may come to beyond its share, in units.
    most: u32,
}

/// Memory that is set aside for a body, until this is dropped.
#[derive(Debug, Default)]
pub(super) struct Held {
    share: Option<OwnedSemaphorePermit>,
    large: Option<OwnedSemaphorePermit>,
}

impl Memory {
    /// Memory of so many bytes, for bodies of at most `max_body`.
    ///
    /// # Errors
    /// Where the largest body has no room in it.
    pub(super) fn new(bytes: usize, max_body: usize) -> Result<Self, SettingsError> {
        let total = (bytes / UNIT).min(u32::MAX as usize);
        let most = units(max_body.saturating_sub(SHARE));
        let large = if most == 0 { 0 } else { (total / 2).max(most as usize) };
        let shares = total.saturating_sub(large);
        if shares < SHARE / UNIT {
            return Err(SettingsError::Memory { least: max_body.max(SHARE) });
        }
        Ok(Self { shares: Arc::new(Semaphore::new(shares)), large: Arc::new(Semaphore::new(large)), total, most })
    }

    /// A share, as soon as there is one.
    pub(super) async fn share(&self) -> Held {
        Held { share: take(&self.shares, units(SHARE)).await, large: None }
    }

    /// Adds what the largest body may need beyond its share, as soon as it is there.
    pub(super) async fn enlarge(&self, held: &mut Held) {
        if held.large.is_none() {
            held.large = take(&self.large, self.most).await;
        }
    }

    /// Bytes that are set aside at this moment.
    pub(super) fn held(&self) -> usize {
        (self.total - self.shares.available_permits() - self.large.available_permits()) * UNIT
    }
}

impl Held {
    /// Gives back what a body of so many bytes does not need.
    pub(super) fn shrink_to(&mut self, bytes: usize) {
        shrink(&mut self.share, units(bytes.min(SHARE)));
        shrink(&mut self.large, units(bytes.saturating_sub(SHARE)));
    }
}

/// Nothing closes a pool, so there is always a permit in the end.
async fn take(pool: &Arc<Semaphore>, units: u32) -> Option<OwnedSemaphorePermit> {
    Arc::clone(pool).acquire_many_owned(units).await.ok()
}

fn shrink(permit: &mut Option<OwnedSemaphorePermit>, needed: u32) {
    if let Some(permit) = permit {
        drop(permit.split(permit.num_permits().saturating_sub(needed as usize)));
    }
}

fn units(bytes: usize) -> u32 {
    u32::try_from(bytes.div_ceil(UNIT)).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_largest_body_has_room() {
        assert!(Memory::new(256 << 20, 20 << 20).is_ok());
        assert!(Memory::new(20 << 20, 20 << 20).is_ok());
        let message = Memory::new(19 << 20, 20 << 20).unwrap_err().to_string();
        assert!(message.contains("max_memory") && message.contains(&(20 << 20).to_string()), "{message}");
        assert!(Memory::new(1 << 20, 1000).is_ok());
        assert!(Memory::new(1000, 1000).is_err());
    }

    #[tokio::test]
    async fn what_is_not_needed_is_given_back() {
        let memory = Memory::new(4 << 20, 2 << 20).unwrap();
        let mut held = memory.share().await;
        assert_eq!(memory.held(), SHARE);
        held.shrink_to(5000);
        assert_eq!(memory.held(), 5 << 10);
        let mut large = memory.share().await;
        memory.enlarge(&mut large).await;
        large.shrink_to(SHARE + 1);
        assert_eq!(memory.held(), (5 << 10) + SHARE + UNIT);
        drop((held, large));
        assert_eq!(memory.held(), 0);
    }

    #[tokio::test]
    async fn many_large_bodies_come_to_an_end_within_the_bound() {
        let memory = Arc::new(Memory::new(4 << 20, 3 << 20).unwrap());
        let mut bodies = tokio::task::JoinSet::new();
        for _ in 0..50 {
            let memory = Arc::clone(&memory);
            bodies.spawn(async move {
                let mut held = memory.share().await;
                tokio::task::yield_now().await;
                memory.enlarge(&mut held).await;
                tokio::task::yield_now().await;
                memory.held()
            });
        }
        while let Some(held) = bodies.join_next().await {
            assert!(held.unwrap() <= 4 << 20);
        }
        assert_eq!(memory.held(), 0);
    }
}
