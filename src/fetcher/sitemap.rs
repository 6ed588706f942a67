//! Sitemaps: the protocol of sitemaps.org with Google's extension for news; XML, its index, plain text, each also in gzip.

use std::io::{self, BufRead, BufReader, Read};

use flate2::bufread::MultiGzDecoder;
use quick_xml::Reader;
use quick_xml::encoding::DecodingReader;
use quick_xml::events::{BytesStart, Event};
use url::Url;

use super::entry::{Entry, Listing, MOST, Teller, time};
use super::error::FetchError;
use super::url::is_web;

/// Most bytes of a file, decompressed.
const MOST_BYTES: u64 = 50 << 20;
/// Most levels of index above a file of pages: the protocol knows one.
pub const MOST_LEVELS: u32 = 3;
/// Most characters of an address, as the protocol has it.
const MOST_CHARACTERS: usize = 2_048;

/// Reads a sitemap, or an index of such, that came from an address.
///
/// # Errors
/// [`FetchError::Sitemap`] where it is none. One that breaks off gives what stands before, and tells.
pub fn read(bytes: &[u8], from: &Url) -> Result<Listing, FetchError> {
    let mut file: Box<dyn BufRead + '_> = if bytes.starts_with(&[0x1f, 0x8b]) {
        Box::new(BufReader::new(MultiGzDecoder::new(bytes).take(MOST_BYTES)))
    } else {
        Box::new(bytes.take(MOST_BYTES))
    };
    let start = file.fill_buf().map_err(|cause| FetchError::Sitemap(format!("its gzip is broken: {cause}")))?;
    let start = start.strip_prefix(b"\xef\xbb\xbf").unwrap_or(start);
    // UTF-16 has a zero byte beside its `<`
    let is_markup = start.trim_ascii_start().first() == Some(&b'<') || start.get(..4).is_some_and(|start| start.contains(&0));
    let mut reading = Reading { listing: Listing::default(), from };
    let end = if is_markup { reading.markup(file) } else { reading.lines(file) };
    let mut listing = reading.listing;
    if let Err(cause) = end {
        if listing.entries.is_empty() && listing.files.is_empty() {
            return Err(FetchError::Sitemap(cause));
        }
        listing.broken = Some(cause);
    }
    Ok(listing)
}

struct Reading<'a> {
    listing: Listing,
    from: &'a Url,
}

impl Reading<'_> {
    /// A line a page; of a `robots.txt`, the lines that name sitemaps.
    fn lines(&mut self, file: impl BufRead) -> Result<(), String> {
        for line in file.split(b'\n') {
            let line = line.map_err(|cause| broken(&cause))?;
            let line = String::from_utf8_lossy(&line);
            let line = line.trim_start_matches('\u{feff}').trim();
            let named = line.split_once(':').filter(|(key, _)| key.trim().eq_ignore_ascii_case("sitemap"));
            match named {
                Some((_, file)) => self.push_file(Entry { url: file.to_owned(), ..Entry::default() }),
                None if line.contains("://") => self.push(Entry { url: line.to_owned(), ..Entry::default() }),
                None => {}
            }
        }
        let nothing = self.listing.entries.is_empty() && self.listing.files.is_empty();
        if nothing { Err("it is neither XML nor a list of addresses".to_owned()) } else { Ok(()) }
    }

    fn markup(&mut self, file: impl BufRead) -> Result<(), String> {
        let mut reader = Reader::from_reader(BufReader::new(DecodingReader::new(file)));
        let config = reader.config_mut();
        (config.allow_dangling_amp, config.check_end_names, config.allow_unmatched_ends) = (true, false, true);
        let (mut buffer, mut path, mut text) = (Vec::new(), Path::default(), String::new());
        let mut entry = Entry::default();
        loop {
            buffer.clear();
            let event = reader.read_event_into(&mut buffer).map_err(|cause| format!("{cause}, at byte {}", reader.error_position()))?;
            match event {
                Event::Start(tag) => {
                    path.enter(&tag)?;
                    text.clear();
                }
                Event::Text(part) => text.push_str(&part),
                Event::CData(part) => text.push_str(&part),
                Event::GeneralRef(name) => match name.resolve_char_ref() {
                    Ok(Some(c)) => text.push(c),
                    _ => text.push_str(quick_xml::escape::resolve_predefined_entity(&name).unwrap_or_default()),
                },
                Event::End(_) => {
                    match path.leave() {
                        Some(Field::Page) => self.push(std::mem::take(&mut entry)),
                        Some(Field::File) => self.push_file(std::mem::take(&mut entry)),
                        Some(field) => field.set(&mut entry, text.trim()),
                        None => {}
                    }
                    text.clear();
                    if self.listing.entries.len() + self.listing.files.len() >= MOST {
                        return Ok(());
                    }
                }
                Event::Eof if path.is_whole() => return Ok(()),
                Event::Eof => return Err("it ends too early".to_owned()),
                _ => {}
            }
        }
    }

    fn push(&mut self, entry: Entry) {
        if self.listing.entries.len() < MOST
            && let Some(url) = self.address(&entry.url)
        {
            self.listing.entries.push(Entry { url, ..entry });
        }
    }

    fn push_file(&mut self, file: Entry) {
        if self.listing.files.len() < MOST
            && let Some(url) = self.address(&file.url)
        {
            self.listing.files.push(Entry { url, ..file });
        }
    }

    fn address(&self, text: &str) -> Option<String> {
        let url = self.from.join(text.trim()).ok().filter(is_web)?;
        (!text.trim().is_empty() && url.as_str().chars().count() <= MOST_CHARACTERS).then(|| url.into())
    }
}

fn broken(cause: &io::Error) -> String {
    if cause.kind() == io::ErrorKind::UnexpectedEof { "it ends too early".to_owned() } else { cause.to_string() }
}

/// What an element of the path says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Field {
    /// `<url>`.
    Page,
    /// `<sitemap>`.
    File,
    Address,
    Modified,
    Published,
    Title,
}

impl Field {
    fn set(self, entry: &mut Entry, text: &str) {
        let said = || Some(text.to_owned()).filter(|text| !text.is_empty());
        match self {
            Self::Address => text.clone_into(&mut entry.url),
            Self::Modified => entry.modified = said(),
            Self::Title => entry.witness.title = said(),
            Self::Published => entry.witness.published = time(text),
            Self::Page | Self::File => return,
        }
        entry.witness.by = Teller::NewsSitemap;
    }
}

/// The elements around, by their names without prefix.
#[derive(Debug, Default)]
struct Path {
    around: Vec<String>,
    root_ended: bool,
}

impl Path {
    fn enter(&mut self, tag: &BytesStart<'_>) -> Result<(), String> {
        let name = tag.local_name();
        let name = name.as_ref();
        if self.around.is_empty() && !matches!(name, "urlset" | "sitemapindex") {
            return Err(format!("it begins with <{}>, not with <urlset> or <sitemapindex>", name.chars().take(40).collect::<String>()));
        }
        // nothing of a sitemap lies deeper than its news
        if self.around.len() > 16 {
            return Err("it is nested too deep".to_owned());
        }
        self.around.push(name.to_owned());
        Ok(())
    }

    fn leave(&mut self) -> Option<Field> {
        let field = match self.around.iter().skip(1).map(String::as_str).collect::<Vec<_>>().as_slice() {
            ["url"] => Some(Field::Page),
            ["sitemap"] => Some(Field::File),
            ["url" | "sitemap", "loc"] => Some(Field::Address),
            ["url" | "sitemap", "lastmod"] => Some(Field::Modified),
            ["url", "news", "publication_date"] => Some(Field::Published),
            ["url", "news", "title"] => Some(Field::Title),
            _ => None,
        };
        self.around.pop();
        self.root_ended |= self.around.is_empty();
        field
    }

    fn is_whole(&self) -> bool {
        self.root_ended && self.around.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    fn sitemap(bytes: &[u8]) -> Result<Listing, FetchError> {
        read(bytes, &Url::parse("https://harbour.example/sitemap.xml").unwrap())
    }

    fn urls(entries: &[Entry]) -> Vec<&str> {
        entries.iter().map(|entry| entry.url.as_str()).collect()
    }

    const NEWS: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
        <urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9" xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
        <url><loc> https://harbour.example/a?x=1&amp;y=2 </loc><lastmod>2026-05-13T08:00:00+08:00</lastmod>
        <image:image><image:loc>https://harbour.example/boat.jpg</image:loc><image:title>A boat</image:title></image:image>
        <news:news><news:publication><news:name>Harbour Daily</news:name><news:language>en</news:language></news:publication>
        <news:publication_date>2026-05-12T21:00:00+08:00</news:publication_date><news:title>Night boat &#38; day boat return</news:title></news:news></url>
        <url><loc><![CDATA[https://harbour.example/b&c]]></loc></url><url><loc>mailto:desk@harbour.example</loc></url></urlset>"#;

    #[test]
    fn pages_with_their_news() {
        let listing = sitemap(NEWS.as_bytes()).unwrap();
        assert_eq!(urls(&listing.entries), ["https://harbour.example/a?x=1&y=2", "https://harbour.example/b&c"]);
        let first = &listing.entries[0];
        assert_eq!(first.modified.as_deref(), Some("2026-05-13T08:00:00+08:00"));
        assert_eq!(first.witness.published.as_deref(), Some("2026-05-12T21:00:00+08:00"));
        assert_eq!(first.witness.title.as_deref(), Some("Night boat & day boat return"));
        assert_eq!(first.witness.by.name(), "news-sitemap");
        assert!(listing.entries[1].witness.is_empty() && listing.broken.is_none());
    }

    #[test]
    fn an_index_in_gzip_and_with_a_prefix() {
        let index = "<s:sitemapindex xmlns:s='http://www.sitemaps.org/schemas/sitemap/0.9'><s:sitemap><s:loc>/one.xml.gz</s:loc><s:lastmod>2026-05-13</s:lastmod></s:sitemap><s:sitemap><s:loc>https://cdn.example/two.xml</s:loc></s:sitemap></s:sitemapindex>";
        let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
        gzip.write_all(index.as_bytes()).unwrap();
        let listing = sitemap(&gzip.finish().unwrap()).unwrap();
        assert_eq!(urls(&listing.files), ["https://harbour.example/one.xml.gz", "https://cdn.example/two.xml"]);
        assert_eq!(listing.files[0].modified.as_deref(), Some("2026-05-13"));
        assert!(listing.entries.is_empty());
    }

    #[test]
    fn plain_text_and_the_lines_of_a_robots_txt() {
        let listing = sitemap(b"\xef\xbb\xbfhttps://harbour.example/a\r\n\r\nhttps://harbour.example/b\n").unwrap();
        assert_eq!(urls(&listing.entries), ["https://harbour.example/a", "https://harbour.example/b"]);
        let listing = sitemap(b"User-agent: *\nDisallow: /x\nSitemap: https://harbour.example/news.xml\nsitemap : /all.xml\n").unwrap();
        assert_eq!(urls(&listing.files), ["https://harbour.example/news.xml", "https://harbour.example/all.xml"]);
    }

    #[test]
    fn other_charsets() {
        let text = NEWS.replace("UTF-8", "UTF-16").replace("Night boat", "夜航渡轮");
        let bytes: Vec<u8> = std::iter::once(0xfeff).chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
        assert_eq!(sitemap(&bytes).unwrap().entries[0].witness.title.as_deref(), Some("夜航渡轮 & day boat return"));
    }

    #[test]
    fn what_breaks_off_gives_what_stands_before() {
        let listing = sitemap(b"<urlset><url><loc>https://harbour.example/a</loc></url><url><loc>https://harb").unwrap();
        assert_eq!(urls(&listing.entries), ["https://harbour.example/a"]);
        assert!(listing.broken.is_some());
        for none in ["", "<html><body><p>Not found</p>", "<urlset>", "no address", "<rss/>"] {
            let told = sitemap(none.as_bytes());
            assert!(told.is_err_and(|error| error.class() == "sitemap" && error.to_string().contains("robots.txt")), "{none}");
        }
        assert_eq!(sitemap(&[0x1f, 0x8b, 8, 0, 0]).unwrap_err().class(), "sitemap");
    }

    #[test]
    fn caps_hold() {
        let many = (0..MOST + 7).map(|n| format!("<url><loc>https://harbour.example/{n}</loc></url>")).collect::<Vec<_>>().concat();
        assert_eq!(sitemap(format!("<urlset>{many}</urlset>").as_bytes()).unwrap().entries.len(), MOST);
        let mut bomb = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        bomb.write_all(b"<urlset><url><loc>https://harbour.example/a</loc></url>").unwrap();
        for _ in 0..60 {
            bomb.write_all(&vec![b' '; 1 << 20]).unwrap();
        }
        let listing = sitemap(&bomb.finish().unwrap()).unwrap();
        assert_eq!(urls(&listing.entries), ["https://harbour.example/a"]);
        assert!(listing.broken.is_some());
        let deep = format!("<urlset>{}", "<url>".repeat(100_000));
        assert_eq!(sitemap(deep.as_bytes()).unwrap_err().class(), "sitemap");
    }
}
