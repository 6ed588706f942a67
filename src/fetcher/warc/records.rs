//! The records of an archive, one after the other, in constant memory. What is broken is told, and passed over.

use std::io::{self, BufRead, Read};

use super::fields::{Fields, lines};
use super::members::{MAGIC, Members};

/// Most bytes of a record's head.
const HEAD: usize = 1 << 20;

/// The head of a record. Its block is still to be read, or to be passed over.
#[derive(Debug)]
pub(super) struct Record {
    /// Where it stands: bytes of the file before it or, for a record inside a member, `member+bytes`.
    pub(super) offset: String,
    /// Its fields.
    pub(super) fields: Fields,
}

/// A place that cannot be read.
#[derive(Debug)]
pub(super) struct Broken {
    /// Where it is.
    pub(super) offset: String,
    /// What is wrong.
    pub(super) cause: String,
}

/// Reads records.
pub(super) struct Records {
    members: Members,
    /// Bytes of the file before the member.
    member: u64,
    /// Where the current record stands.
    offset: String,
    /// Bytes of the current record's block that are still to come.
    left: u64,
    /// Whether the current record's end was seen.
    closed: bool,
    ended: bool,
}

impl Records {
    pub(super) fn new(stream: Box<dyn Read + Send>) -> io::Result<Self> {
        let mut members = Members::new(stream)?;
        members.advance()?;
        Ok(Self { members, member: 0, offset: "0".to_owned(), left: 0, closed: true, ended: false })
    }

    /// The next record. `None` at the end.
    pub(super) fn advance(&mut self) -> Option<Result<Record, Broken>> {
        if self.ended {
            return None;
        }
        if !self.closed
            && let Err(broken) = self.close()
        {
            return Some(Err(broken));
        }
        loop {
            match self.between_records() {
                Ok(true) => return Some(self.head()),
                Ok(false) => {}
                Err(cause) => return Some(Err(self.given_up(&cause))),
            }
            if let Some(broken) = self.next_member() {
                return Some(broken);
            }
            if self.ended {
                return None;
            }
        }
    }

    /// Reads on in the block, up to so many bytes in all.
    pub(super) fn read_block(&mut self, block: &mut Vec<u8>, most: usize) -> Result<(), Broken> {
        let wanted = self.left.min(most.saturating_sub(block.len()) as u64);
        let read = (&mut self.members).take(wanted).read_to_end(block).map_err(|cause| self.given_up(&cause))? as u64;
        self.left -= read;
        if read < wanted { Err(self.cut_short()) } else { Ok(()) }
    }

    /// Passes over what is left of the record, and looks whether it ends where it says: only then is it whole.
    pub(super) fn close(&mut self) -> Result<(), Broken> {
        self.closed = true;
        let wanted = std::mem::take(&mut self.left);
        let passed = io::copy(&mut (&mut self.members).take(wanted), &mut io::sink()).map_err(|cause| self.given_up(&cause))?;
        if passed < wanted {
            return Err(self.cut_short());
        }
        let empty_lines = self.skip_line_ends().map_err(|cause| self.given_up(&cause))?;
        match self.begins_record() {
            Ok(begins) if begins || empty_lines >= 2 => Ok(()),
            Ok(_) => {
                let broken =
                    Broken { offset: self.offset.clone(), cause: "what follows it is no record: its Content-Length lies".to_owned() };
                let _ = self.find_record();
                Err(broken)
            }
            Err(cause) => Err(self.given_up(&cause)),
        }
    }

    /// Goes to the next record of the member; tells whether there is one.
    fn between_records(&mut self) -> io::Result<bool> {
        self.skip_line_ends()?;
        Ok(!self.members.fill_buf()?.is_empty())
    }

    /// Goes on to the next member; tells what lies between them, where that is anything.
    fn next_member(&mut self) -> Option<Result<Record, Broken>> {
        match self.members.advance() {
            Ok(None) => {
                self.ended = true;
                None
            }
            Ok(Some(start)) => {
                self.member = start.offset;
                (start.strange > 0).then(|| {
                    Err(Broken { offset: start.offset.to_string(), cause: "before it are bytes that belong to no record".to_owned() })
                })
            }
            Err(cause) => {
                self.ended = true;
                Some(Err(self.told(&cause)))
            }
        }
    }

    fn head(&mut self) -> Result<Record, Broken> {
        let inside = self.members.taken();
        self.offset = match (self.member, inside) {
            (member, 0) => member.to_string(),
            (0, inside) => inside.to_string(),
            (member, inside) => format!("{member}+{inside}"),
        };
        let head = self.read_head().map_err(|cause| self.given_up(&cause))?;
        let mut lines = lines(&head);
        let fields = lines.next().filter(|version| version.starts_with(MAGIC)).map(|_| Fields::read(lines));
        let length = fields.as_ref().and_then(|fields| fields.get("content-length")?.parse().ok());
        let (Some(fields), Some(length)) = (fields, length) else {
            let cause = if head.starts_with(MAGIC) { "its head has no Content-Length" } else { "it does not begin as a record does" };
            let broken = Broken { offset: self.offset.clone(), cause: cause.to_owned() };
            let _ = self.find_record();
            return Err(broken);
        };
        (self.left, self.closed) = (length, false);
        Ok(Record { offset: self.offset.clone(), fields })
    }

    /// The lines up to an empty one, or the first where it is none of a record.
    fn read_head(&mut self) -> io::Result<Vec<u8>> {
        let mut head = Vec::new();
        loop {
            let before = head.len();
            (&mut self.members).take((HEAD - before) as u64).read_until(b'\n', &mut head)?;
            let line = head.get(before..).unwrap_or_default();
            if line.trim_ascii_end().is_empty() || !line.ends_with(b"\n") || !head.starts_with(MAGIC) || head.len() >= HEAD {
                return Ok(head);
            }
        }
    }

    /// Passes over ends of lines; tells how many.
    fn skip_line_ends(&mut self) -> io::Result<usize> {
        let mut lines = 0;
        loop {
            let buffer = self.members.fill_buf()?;
            let count = buffer.iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
            lines += memchr::memchr_iter(b'\n', buffer.get(..count).unwrap_or_default()).count();
            let all = count == buffer.len();
            self.members.consume(count);
            if !all || count == 0 {
                return Ok(lines);
            }
        }
    }

    /// Whether a record begins here, or nothing more comes.
    fn begins_record(&mut self) -> io::Result<bool> {
        let buffer = self.members.fill_buf()?;
        let length = buffer.len().min(MAGIC.len());
        Ok(MAGIC.get(..length) == buffer.get(..length))
    }

    /// Goes on to the next line that begins a record, or to the member's end.
    fn find_record(&mut self) -> io::Result<()> {
        loop {
            let buffer = self.members.fill_buf()?;
            let Some(&first) = buffer.first() else { return Ok(()) };
            if first == b'W' && self.begins_record()? {
                return Ok(());
            }
            let buffer = self.members.fill_buf()?;
            let end = memchr::memchr(b'\n', buffer).map_or(buffer.len(), |at| at + 1);
            self.members.consume(end);
        }
    }

    fn cut_short(&mut self) -> Broken {
        (self.left, self.closed) = (0, true);
        Broken { offset: self.offset.clone(), cause: "it is cut short".to_owned() }
    }

    /// Its packing is damaged: nothing more can be had of the member.
    fn given_up(&mut self, cause: &io::Error) -> Broken {
        (self.left, self.closed) = (0, true);
        let broken = self.told(cause);
        match self.members.advance() {
            Ok(Some(start)) => self.member = start.offset,
            Ok(None) | Err(_) => self.ended = true,
        }
        broken
    }

    fn told(&self, cause: &io::Error) -> Broken {
        Broken { offset: self.offset.clone(), cause: format!("it cannot be unpacked: {cause}") }
    }
}
