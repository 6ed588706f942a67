//! libFuzzer's door to [`presscut_fuzz::robots`].

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| presscut_fuzz::robots(bytes));
