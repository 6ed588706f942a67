//! Whatever bytes come in, cleaning them gives a record.
//!
//! With `cargo install cargo-fuzz`, inside `cleaner/`: `cargo +nightly fuzz run clean -- -max_len=16384 -max_total_time=600`.

#![no_main]

use presscut_cleaner::{Cleaner, Page};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let record = Cleaner::default().clean(&Page::from_bytes(bytes));
    assert!(record.error.is_some() || !record.text.is_empty());
});
