//! libFuzzer's door to [`presscut_fuzz::feed`].

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| presscut_fuzz::feed(bytes));
