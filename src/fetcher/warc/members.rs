//! What an archive is packed in: nothing, gzip (RFC 1952) or Zstandard, member by member.
//!
//! A member holds a record, as a rule; archives of one member, with all records in it, are read too. In Zstandard a dictionary may
//! stand before the first member (IIPC, "Zstandard Compression for WARC Files").

use std::io::{self, BufRead, BufReader, Read};

use flate2::bufread::GzDecoder;

/// Bytes that are looked ahead.
const AHEAD: usize = 1 << 16;
/// Most bytes of a dictionary.
const DICTIONARY: usize = 64 << 20;

const GZIP: &[u8] = &[0x1f, 0x8b, 8];
const ZSTD: &[u8] = &[0x28, 0xb5, 0x2f, 0xfd];
/// The end of the numbers that begin a skippable frame of Zstandard: `0x184D2A5?`.
const SKIPPABLE: &[u8] = &[0x2a, 0x4d, 0x18];
/// The beginning of the one that holds a dictionary.
const DICTIONARY_FRAME: u8 = 0x5d;

/// How a record begins.
pub(super) const MAGIC: &[u8] = b"WARC/";

/// Whether a stream that begins so is an archive.
pub(crate) fn is_archive(head: &[u8]) -> bool {
    let begins = |mut unpacked: Box<dyn Read + '_>| {
        let mut start = [0; MAGIC.len()];
        unpacked.read_exact(&mut start).is_ok() && start == MAGIC
    };
    if head.starts_with(GZIP) {
        begins(Box::new(GzDecoder::new(head)))
    } else if head.starts_with(ZSTD) {
        zstd::Decoder::with_buffer(head).is_ok_and(|unpacked| begins(Box::new(unpacked)))
    } else {
        head.starts_with(MAGIC) || (head.first() == Some(&DICTIONARY_FRAME) && is_skippable(head))
    }
}

/// Whether an archive may begin so: who writes lines as they come is not to wait until there are enough bytes to be sure.
pub(crate) fn may_be_archive(head: &[u8]) -> bool {
    let agrees = |mark: &[u8]| head.iter().zip(mark).all(|(byte, mark)| byte == mark);
    agrees(GZIP) || agrees(ZSTD) || agrees(MAGIC) || head.first().is_none_or(|&first| first == DICTIONARY_FRAME)
}

fn is_skippable(head: &[u8]) -> bool {
    head.first().is_some_and(|first| first & 0xf0 == 0x50) && head.get(1..4) == Some(SKIPPABLE)
}

/// A stream that can be looked into, and that knows how far it was read.
pub(super) struct Ahead {
    inner: Box<dyn Read + Send>,
    buffer: Box<[u8]>,
    start: usize,
    end: usize,
    offset: u64,
}

impl Ahead {
    fn new(inner: Box<dyn Read + Send>) -> Self {
        Self { inner, buffer: vec![0; AHEAD].into(), start: 0, end: 0, offset: 0 }
    }

    /// The next bytes, so many where there are so many.
    fn peek(&mut self, count: usize) -> io::Result<&[u8]> {
        if self.end - self.start < count {
            self.buffer.copy_within(self.start..self.end, 0);
            (self.start, self.end) = (0, self.end - self.start);
            while self.end < count {
                match self.inner.read(self.buffer.get_mut(self.end..).unwrap_or_default()) {
                    Ok(0) => break,
                    Ok(read) => self.end += read,
                    Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                    Err(error) => return Err(error),
                }
            }
        }
        Ok(self.buffer.get(self.start..self.end).unwrap_or_default())
    }
}

impl BufRead for Ahead {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.peek(1)
    }

    fn consume(&mut self, count: usize) {
        self.start += count;
        self.offset += count as u64;
    }
}

impl Read for Ahead {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let read = self.fill_buf()?.read(into)?;
        self.consume(read);
        Ok(read)
    }
}

/// A member that is being read.
enum Member {
    Plain(Ahead),
    Gzip(Box<BufReader<GzDecoder<Ahead>>>),
    Zstd(BufReader<zstd::Decoder<'static, Ahead>>),
    /// Between two of them.
    None(Ahead),
    /// Never outside of a function here.
    Gone,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Packing {
    None,
    Gzip,
    Zstd,
}

/// The members of an archive, one after the other.
pub(super) struct Members {
    packing: Packing,
    member: Member,
    dictionary: Option<Vec<u8>>,
    /// Bytes of the current member that were taken, unpacked.
    taken: u64,
    begun: bool,
}

/// Where a member begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Start {
    /// Bytes of the file before it.
    pub(super) offset: u64,
    /// Bytes before it that belong to no member.
    pub(super) strange: u64,
}

impl Members {
    pub(super) fn new(stream: Box<dyn Read + Send>) -> io::Result<Self> {
        let mut stream = Ahead::new(stream);
        let head = stream.peek(4)?;
        let packing = if head.starts_with(GZIP) {
            Packing::Gzip
        } else if head.starts_with(ZSTD) || is_skippable(head) {
            Packing::Zstd
        } else {
            Packing::None
        };
        let mut members = Self { packing, member: Member::None(stream), dictionary: None, taken: 0, begun: false };
        if packing == Packing::Zstd {
            members.read_dictionary()?;
        }
        Ok(members)
    }

    fn read_dictionary(&mut self) -> io::Result<()> {
        let Member::None(stream) = &mut self.member else { return Ok(()) };
        let head = stream.peek(8)?;
        let [DICTIONARY_FRAME, _, _, _, size @ ..] = head else { return Ok(()) };
        if !is_skippable(head) {
            return Ok(());
        }
        let size = size.first_chunk().map_or(0, |size| u32::from_le_bytes(*size)) as usize;
        if size > DICTIONARY {
            return Err(io::Error::new(io::ErrorKind::InvalidData, format!("its dictionary has {size} bytes")));
        }
        stream.consume(8);
        let mut dictionary = vec![0; size];
        stream.read_exact(&mut dictionary)?;
        if dictionary.starts_with(ZSTD) {
            let mut unpacked = Vec::new();
            zstd::Decoder::with_buffer(dictionary.as_slice())?.take(DICTIONARY as u64).read_to_end(&mut unpacked)?;
            dictionary = unpacked;
        }
        self.dictionary = Some(dictionary);
        Ok(())
    }

    /// Leaves the member, wherever it was read to, and goes on to the next. `None` at the end of the file.
    pub(super) fn advance(&mut self) -> io::Result<Option<Start>> {
        let mut stream = match std::mem::replace(&mut self.member, Member::Gone) {
            Member::Plain(stream) | Member::None(stream) => stream,
            Member::Gzip(member) => member.into_inner().into_inner(),
            Member::Zstd(member) => member.into_inner().finish(),
            Member::Gone => return Ok(None),
        };
        self.taken = 0;
        let begun = std::mem::replace(&mut self.begun, true);
        if self.packing == Packing::None {
            self.member = Member::Plain(stream);
            return Ok((!begun).then_some(Start { offset: 0, strange: 0 }));
        }
        let from = stream.offset;
        let strange = skip_to(&mut stream, self.packing);
        let offset = stream.offset;
        let strange = match strange {
            Ok(strange) => strange,
            Err(error) => {
                self.member = Member::None(stream);
                return Err(error);
            }
        };
        if stream.peek(1)?.is_empty() {
            self.member = Member::None(stream);
            return Ok((strange > 0).then_some(Start { offset: from, strange }));
        }
        self.member = match (self.packing, &self.dictionary) {
            (Packing::Gzip, _) => Member::Gzip(Box::new(BufReader::with_capacity(AHEAD, GzDecoder::new(stream)))),
            (_, Some(dictionary)) => {
                Member::Zstd(BufReader::with_capacity(AHEAD, zstd::Decoder::with_dictionary(stream, dictionary)?.single_frame()))
            }
            (_, None) => Member::Zstd(BufReader::with_capacity(AHEAD, zstd::Decoder::with_buffer(stream)?.single_frame())),
        };
        Ok(Some(Start { offset, strange }))
    }

    /// Bytes of the member that were taken so far, unpacked.
    pub(super) fn taken(&self) -> u64 {
        self.taken
    }
}

/// Goes on to where a member begins; tells how many bytes it passed over that are none of a member, padding left aside.
fn skip_to(stream: &mut Ahead, packing: Packing) -> io::Result<u64> {
    let mut strange = 0;
    loop {
        let head = stream.peek(8)?;
        let Some(&first) = head.first() else { return Ok(strange) };
        if packing == Packing::Zstd && is_skippable(head) {
            let size = head.get(4..8).and_then(|size| size.first_chunk()).map_or(0, |size| u32::from_le_bytes(*size));
            let frame = head.len().min(8);
            stream.consume(frame);
            io::copy(&mut stream.take(u64::from(size)), &mut io::sink())?;
            continue;
        }
        let magic = if packing == Packing::Gzip { GZIP } else { ZSTD };
        if head.starts_with(magic) {
            return Ok(strange);
        }
        strange += u64::from(first != 0);
        let next = memchr::memchr(magic.first().copied().unwrap_or_default(), head.get(1..).unwrap_or_default());
        let pass = next.map_or(head.len(), |at| at + 1);
        stream.consume(pass);
    }
}

impl BufRead for Members {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        match &mut self.member {
            Member::Plain(stream) => stream.fill_buf(),
            Member::Gzip(member) => member.fill_buf(),
            Member::Zstd(member) => member.fill_buf(),
            Member::None(_) | Member::Gone => Ok(&[]),
        }
    }

    fn consume(&mut self, count: usize) {
        self.taken += count as u64;
        match &mut self.member {
            Member::Plain(stream) => stream.consume(count),
            Member::Gzip(member) => member.consume(count),
            Member::Zstd(member) => member.consume(count),
            Member::None(_) | Member::Gone => {}
        }
    }
}

impl Read for Members {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let read = self.fill_buf()?.read(into)?;
        self.consume(read);
        Ok(read)
    }
}
