//! When to try again: back-off with jitter, and what the server asks for.

use std::hash::{BuildHasher, RandomState};
use std::time::Duration;

use jiff::Timestamp;
use reqwest::header::{HeaderMap, RETRY_AFTER};

/// Longest `Retry-After` that is believed.
const MAX_RETRY_AFTER: Duration = Duration::from_hours(24);

/// How long the server asks to be left alone (RFC 9110, 10.2.3): seconds, or a date.
#[must_use]
pub fn retry_after(headers: &HeaderMap) -> Option<Duration> {
    let value = headers.get(RETRY_AFTER)?.to_str().ok()?.trim();
    parse_retry_after(value, Timestamp::now())
}

fn parse_retry_after(value: &str, now: Timestamp) -> Option<Duration> {
    let wait = match value.parse::<u64>() {
        Ok(seconds) => Duration::from_secs(seconds),
        Err(_) if value.chars().all(|c| c.is_ascii_digit()) && !value.is_empty() => MAX_RETRY_AFTER,
        Err(_) => {
            let at = jiff::fmt::rfc2822::DateTimeParser::new().parse_timestamp(value).ok()?;
            Duration::try_from(at.duration_since(now)).unwrap_or_default() // a date gone by: now
        }
    };
    Some(wait.min(MAX_RETRY_AFTER))
}

/// The wait before the next try, after so many failures: doubled each time, and varied by half up or down.
#[must_use]
pub fn backoff(base: Duration, failures: u32) -> Duration {
    let doubled = base.saturating_mul(1_u32.checked_shl(failures.saturating_sub(1)).unwrap_or(u32::MAX));
    doubled / 2 + doubled / 1024 * chance()
}

/// What a pause is lengthened by, so that requests keep no beat: up to a tenth of it.
#[must_use]
pub fn jitter(pause: Duration) -> Duration {
    pause / 10_240 * chance()
}

/// A number below 1024.
fn chance() -> u32 {
    // the hasher's seed is random for each call: chance enough for spreading requests
    (RandomState::new().hash_one(0) % 1024) as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seconds_and_dates() {
        let now: Timestamp = "2026-05-13T08:00:00Z".parse().unwrap();
        let wait = |value| parse_retry_after(value, now).map(|wait| wait.as_secs());
        assert_eq!(wait("120"), Some(120));
        assert_eq!(wait("Wed, 13 May 2026 08:01:30 GMT"), Some(90));
        assert_eq!(wait("Tue, 12 May 2026 08:00:00 GMT"), Some(0));
        assert_eq!(wait("99999999999999999999999"), Some(24 * 3600));
        assert_eq!(wait("9999999"), Some(24 * 3600));
        assert_eq!(wait("soon"), None);
    }

    #[test]
    fn a_pause_is_lengthened_by_a_tenth_at_most() {
        let all: std::collections::HashSet<_> = (0..20).map(|_| jitter(Duration::from_secs(1))).collect();
        assert!(all.len() > 1 && all.iter().all(|rest| *rest <= Duration::from_millis(100)), "{all:?}");
    }

    #[test]
    fn backoff_doubles_and_varies() {
        let base = Duration::from_secs(2);
        for (failures, least, most) in [(1, 1, 3), (2, 2, 6), (3, 4, 12)] {
            let wait = backoff(base, failures);
            assert!(wait >= Duration::from_secs(least) && wait <= Duration::from_secs(most), "{wait:?}");
        }
        assert!((0..20).map(|_| backoff(base, 1)).collect::<std::collections::HashSet<_>>().len() > 1);
    }
}
