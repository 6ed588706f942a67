//! JSON that is no JSON Lines: an array of pages, or objects that are printed over several lines.

use std::io::{self, BufRead};
use std::sync::Arc;

use super::job::{Error, Job, Place};
use super::lines::most_bytes;
use super::stream::Stream;

/// Reads the objects of a stream as jobs, one after the other; what stands between them parts them.
pub(super) struct Values {
    stream: Stream,
    manifest: Arc<str>,
    number: u64,
    max_bytes: usize,
    ended: bool,
}

/// A value as it stands in the stream.
struct Value {
    bytes: Vec<u8>,
    too_long: bool,
}

/// Where a scan is within a value.
#[derive(Default)]
struct Scan {
    depth: usize,
    in_string: bool,
    escaped: bool,
}

impl Scan {
    /// Takes a byte of an object; tells whether it is the last.
    fn ends(&mut self, byte: u8) -> bool {
        match byte {
            _ if std::mem::take(&mut self.escaped) => {}
            b'\\' if self.in_string => self.escaped = true,
            b'"' => self.in_string = !self.in_string,
            _ if self.in_string => {}
            b'{' | b'[' => self.depth += 1,
            b'}' | b']' => {
                self.depth = self.depth.saturating_sub(1);
                return self.depth == 0;
            }
            _ => {}
        }
        false
    }
}

impl Values {
    pub(super) fn new(stream: Stream, manifest: &str, max_bytes: usize) -> Self {
        Self { stream, manifest: manifest.into(), number: 0, max_bytes: most_bytes(max_bytes), ended: false }
    }

    /// The next value; what is no object ends with its line. `None` for the end.
    fn read(&mut self) -> io::Result<Option<Value>> {
        self.skip_between()?;
        let (mut bytes, mut too_long) = (Vec::new(), false);
        let mut scan = Scan::default();
        let mut is_object = None;
        loop {
            let buffer = self.stream.fill_buf()?;
            if buffer.is_empty() {
                return Ok(is_object.map(|_| Value { bytes, too_long }));
            }
            let is_object = *is_object.get_or_insert(buffer.first() == Some(&b'{'));
            let end = buffer.iter().position(|&byte| if is_object { scan.ends(byte) } else { byte == b'\n' });
            let length = end.map_or(buffer.len(), |end| end + 1);
            too_long |= bytes.len() + length > self.max_bytes;
            if !too_long {
                bytes.extend_from_slice(buffer.get(..length).unwrap_or_default());
            }
            self.stream.consume(length);
            if end.is_some() {
                return Ok(Some(Value { bytes, too_long }));
            }
        }
    }

    fn skip_between(&mut self) -> io::Result<()> {
        loop {
            let buffer = self.stream.fill_buf()?;
            let between = |byte: &u8| byte.is_ascii_whitespace() || matches!(byte, b',' | b'[' | b']' | 0xef | 0xbb | 0xbf);
            let length = buffer.iter().take_while(|byte| between(byte)).count();
            let all = length == buffer.len();
            self.stream.consume(length);
            if !all || length == 0 {
                return Ok(());
            }
        }
    }
}

impl Iterator for Values {
    type Item = Job;

    fn next(&mut self) -> Option<Job> {
        if self.ended {
            return None;
        }
        self.number += 1;
        let (manifest, place) = (Arc::clone(&self.manifest), Place::Value(self.number));
        let error = match self.read() {
            Ok(Some(value)) if !value.too_long => return Some(Job::Line { manifest, place, line: value.bytes }),
            Ok(Some(_)) => Error::LineTooLong { manifest: manifest.to_string(), place, max_bytes: self.max_bytes },
            Ok(None) => {
                self.ended = true;
                return None;
            }
            Err(cause) => {
                self.ended = true;
                Error::Read { path: manifest.to_string(), cause }
            }
        };
        Some(Job::Failed { input: format!("{manifest}#{}", place.number()), error })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn values(text: &'static str, max_bytes: usize) -> Vec<String> {
        let mut values = Values::new(Box::new(text.as_bytes()), "pages.json", 0);
        values.max_bytes = max_bytes;
        values
            .map(|job| match job {
                Job::Line { line, .. } => String::from_utf8(line).unwrap(),
                Job::Failed { error, .. } => error.class().to_owned(),
                _ => unreachable!(),
            })
            .collect()
    }

    #[test]
    fn objects_are_parted_whatever_stands_between_and_in_them() {
        assert_eq!(values("[{\"a\": 1}, {\"b\": \"]}\\\"{\"}]", 99), ["{\"a\": 1}", "{\"b\": \"]}\\\"{\"}"]);
        assert_eq!(values("{\n  \"a\": {\n \"c\": [1]\n }\n}\n{\n}\n", 99), ["{\n  \"a\": {\n \"c\": [1]\n }\n}", "{\n}"]);
        assert_eq!(values("\u{feff}[\n\n]\n", 99), Vec::<String>::new());
        assert_eq!(values("[{\"a\": 1}, 7,\n{\"b\": 2}]", 99), ["{\"a\": 1}", "7,\n", "{\"b\": 2}"]);
        assert_eq!(values("[{\"a\": 1}, {\"b\"", 99), ["{\"a\": 1}", "{\"b\""]);
        assert_eq!(values("[{\"a\": \"long and longer\"}, {\"b\": 2}]", 12), ["too_large", "{\"b\": 2}"]);
    }
}
