//! libFuzzer's door to [`presscut_fuzz::sitemap`].

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| presscut_fuzz::sitemap(bytes));
