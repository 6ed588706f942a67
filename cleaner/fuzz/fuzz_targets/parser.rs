//! Our tokenizer and document against html5ever's tokenizer and tree, as the tests compare them.
//!
//! With `cargo install cargo-fuzz`, inside `cleaner/`: `cargo +nightly fuzz run parser -- -max_len=4096 -max_total_time=600`.
//! Pages to start from go into `fuzz/corpus/parser/`, such as copies of `fixtures/pages/*/page.html`.

#![no_main]
#![allow(dead_code)] // what only the tests ask for

#[path = "../../tests/parser/difference.rs"]
mod difference;
#[path = "../../tests/parser/kept.rs"]
mod kept;
#[path = "../../tests/parser/parse.rs"]
mod parse;

libfuzzer_sys::fuzz_target!(|html: &str| {
    if let Some(difference) = difference::difference(html) {
        panic!("{difference}");
    }
});
