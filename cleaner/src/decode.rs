//! From bytes to characters, and what told the charset.
//!
//! In order: a byte-order mark, strict UTF-8, the HTTP header, the page's own declaration, detection. UTF-8 stands before
//! what is declared because text in another charset is next to never valid UTF-8, while wrong declarations are common.

mod binary;
mod detect;
mod names;
mod prescan;
#[cfg(test)]
mod tests;

use std::borrow::Cow;
use std::fmt;

use encoding_rs::{Encoding, ISO_2022_JP, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

use crate::page::{Content, Page};

pub(crate) use binary::binary_kind;

/// What told a page's charset.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CharsetSource {
    /// A byte-order mark.
    Bom,
    /// The HTTP header `Content-Type`.
    Header,
    /// The page: `<meta>` or an XML declaration.
    Meta,
    /// The bytes are UTF-8, and nothing says so.
    Utf8,
    /// A guess from the bytes.
    Detected,
    /// The content came as characters.
    Given,
}

impl CharsetSource {
    /// The name that the record uses.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Bom => "bom",
            Self::Header => "header",
            Self::Meta => "meta",
            Self::Utf8 => "utf-8",
            Self::Detected => "detected",
            Self::Given => "given",
        }
    }
}

impl fmt::Display for CharsetSource {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// The characters of a page.
#[derive(Debug)]
pub struct Decoded<'a> {
    /// The characters.
    pub text: Cow<'a, str>,
    /// The charset's name by the WHATWG's Encoding Standard, lower-cased. Pages that declare gb2312 are `gbk`.
    pub charset: &'static str,
    /// What told it.
    pub source: CharsetSource,
    /// Some bytes are none of that charset's; each stands as U+FFFD in the text.
    pub had_errors: bool,
}

impl Decoded<'_> {
    /// The charset and what told it, as `gbk (meta)`; nothing for content that came as characters.
    #[must_use]
    pub fn provenance(&self) -> Option<String> {
        (self.source != CharsetSource::Given).then(|| format!("{} ({})", self.charset, self.source))
    }

    /// Codes for `quality.warnings`.
    pub fn warnings(&self) -> impl Iterator<Item = &'static str> {
        let guessed = (self.source == CharsetSource::Detected).then_some("charset_guessed");
        guessed.into_iter().chain(self.had_errors.then_some("charset_errors"))
    }
}

/// Decodes a page's content.
#[must_use]
pub fn decode<'a>(page: &'a Page<'_>) -> Decoded<'a> {
    match &page.content {
        Content::Html(text) | Content::Text(text) => {
            Decoded { text: Cow::Borrowed(text), charset: "utf-8", source: CharsetSource::Given, had_errors: false }
        }
        Content::Bytes(bytes) | Content::TextBytes(bytes) => {
            let header = page.content_type.as_deref().and_then(|value| prescan::charset_in(value.as_bytes()));
            decode_bytes(bytes, header, page.base_url())
        }
    }
}

fn decode_bytes<'a>(bytes: &'a [u8], header: Option<&'static Encoding>, url: Option<&str>) -> Decoded<'a> {
    let (bytes, mark) = match Encoding::for_bom(bytes) {
        Some((encoding, length)) => (bytes.get(length..).unwrap_or_default(), Some(encoding)),
        None => (bytes, None),
    };
    if let Some(wide) = mark.filter(|&encoding| encoding != UTF_8).or_else(|| detect::utf16_by_zeros(bytes)) {
        let source = match mark {
            Some(_) => CharsetSource::Bom,
            None if header == Some(wide) => CharsetSource::Header,
            None => CharsetSource::Detected,
        };
        return Reading::of(wide, bytes).named(source);
    }
    let declared = Declared { header: header.filter(|&encoding| is_ascii_based(encoding)), meta: prescan::declared(bytes) };
    match std::str::from_utf8(bytes) {
        Ok(text) => declared.of_utf8(bytes, text, mark.is_some()),
        Err(_) => declared.of_other(bytes, mark.is_some(), url),
    }
}

fn is_ascii_based(encoding: &'static Encoding) -> bool {
    encoding != UTF_16BE && encoding != UTF_16LE
}

/// What the header and the page say.
struct Declared {
    header: Option<&'static Encoding>,
    meta: Option<&'static Encoding>,
}

impl Declared {
    fn first(&self) -> Option<(&'static Encoding, CharsetSource)> {
        self.each().next()
    }

    fn each(&self) -> impl Iterator<Item = (&'static Encoding, CharsetSource)> {
        let meta = self.meta.map(|encoding| (encoding, CharsetSource::Meta));
        self.header.map(|encoding| (encoding, CharsetSource::Header)).into_iter().chain(meta)
    }

    /// What said UTF-8, for bytes that are.
    fn source_of_utf8(&self, marked: bool) -> CharsetSource {
        if marked {
            return CharsetSource::Bom;
        }
        self.each().find(|&(encoding, _)| encoding == UTF_8).map_or(CharsetSource::Utf8, |(_, source)| source)
    }

    /// Bytes that are valid UTF-8, which ASCII is too.
    fn of_utf8<'a>(&self, bytes: &'a [u8], text: &'a str, marked: bool) -> Decoded<'a> {
        let ascii = !marked && Encoding::ascii_valid_up_to(bytes) == bytes.len();
        if ascii && memchr::memchr(0x1b, bytes).is_some() {
            let named = self.each().find(|&(encoding, _)| encoding == ISO_2022_JP).map(|(_, source)| source);
            if let Some(source) = named.or_else(|| detect::is_iso_2022_jp(bytes).then_some(CharsetSource::Detected)) {
                return Reading::of(ISO_2022_JP, bytes).named(source);
            }
        }
        let (encoding, source) = match self.first() {
            Some(declared) if ascii => declared,
            _ => (UTF_8, self.source_of_utf8(marked)),
        };
        Decoded { text: Cow::Borrowed(text), charset: names::lower_case(encoding), source, had_errors: false }
    }

    /// Bytes that are not valid UTF-8 throughout.
    fn of_other<'a>(&self, bytes: &'a [u8], marked: bool, url: Option<&str>) -> Decoded<'a> {
        let stated = marked || self.each().any(|(encoding, _)| encoding == UTF_8);
        if detect::is_damaged_utf8(bytes, stated) {
            return Reading::of(UTF_8, bytes).named(self.source_of_utf8(marked));
        }
        let mut best: Option<(Reading<'a>, CharsetSource)> = None;
        let mut consider = |reading: Reading<'a>, source: CharsetSource| {
            if best.as_ref().is_none_or(|(other, _)| reading.errors < other.errors) {
                best = Some((reading, source));
            }
        };
        let mut doubted = None;
        for (encoding, source) in self.each().filter(|&(encoding, _)| encoding != UTF_8) {
            // Servers state ISO-8859-1 for whatever they serve, and every byte is valid in it.
            if encoding == WINDOWS_1252 && detect::is_hardly_latin(bytes) {
                doubted = doubted.or(Some(source));
                continue;
            }
            let reading = Reading::of(encoding, bytes);
            if reading.is_sound() {
                return reading.named(source);
            }
            consider(reading, source);
        }
        let guess = detect::guess(bytes, url);
        let source = doubted.filter(|_| guess == WINDOWS_1252).unwrap_or(CharsetSource::Detected);
        consider(Reading::of(guess, bytes), source);
        match best {
            Some((reading, source)) => reading.named(source),
            None => Reading::of(guess, bytes).named(source),
        }
    }
}

/// Bytes read in one charset.
struct Reading<'a> {
    encoding: &'static Encoding,
    text: Cow<'a, str>,
    /// Sequences that are none of its characters.
    errors: usize,
}

impl<'a> Reading<'a> {
    fn of(encoding: &'static Encoding, bytes: &'a [u8]) -> Self {
        let (text, had_errors) = encoding.decode_without_bom_handling(bytes);
        let errors = if had_errors { memchr::memmem::find_iter(text.as_bytes(), "\u{fffd}").count() } else { 0 };
        Self { encoding, text, errors }
    }

    /// Whether the errors are few enough for damage: a page cut short, a stray byte. A wrong charset fails all over.
    fn is_sound(&self) -> bool {
        self.errors <= 2 || self.errors * 50 <= self.text.chars().filter(|c| !c.is_ascii()).count()
    }

    fn named(self, source: CharsetSource) -> Decoded<'a> {
        Decoded { text: self.text, charset: names::lower_case(self.encoding), source, had_errors: self.errors > 0 }
    }
}
