//! The archive of a crawl: files of records, one gzip member each, every file under a name of its own once it is whole.

use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, BufWriter, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, OnceLock, PoisonError};

use flate2::Compression;
use flate2::write::GzEncoder;
use reqwest::header::HeaderMap;
use url::Url;
use uuid::Uuid;

use super::exchange::Exchange;
use super::tape::digest;

/// What the name of a file ends in until it is whole.
const OPEN: &str = "open";

/// Writes exchanges; used by many tasks.
#[derive(Debug)]
pub(crate) struct Archive {
    folder: PathBuf,
    agent: String,
    /// Bytes after which a file is ended.
    most: u64,
    /// What the names of this run's files begin with.
    prefix: String,
    warcinfo: String,
    current: Mutex<Current>,
    failed: OnceLock<String>,
}

#[derive(Debug, Default)]
struct Current {
    serial: u32,
    file: Option<Whole>,
}

/// A file that is being written. It is locked, so that others leave it alone.
#[derive(Debug)]
struct Whole {
    file: File,
    name: String,
    /// Bytes of whole records.
    length: u64,
    id: String,
    exchanges: u64,
}

impl Archive {
    /// An archive in a folder, which is made where it is missing. Files that a crashed crawl has left are cut back to their last
    /// whole record, and get their names.
    ///
    /// # Errors
    /// Where the folder cannot be made or written.
    pub(crate) fn new(folder: &Path, most: u64, agent: &str, ignore_robots: bool) -> io::Result<Self> {
        fs::create_dir_all(folder)?;
        for entry in fs::read_dir(folder)? {
            let path = entry?.path();
            if path.extension().is_some_and(|extension| extension == OPEN) && path.file_stem().is_some_and(|name| is_ours(Path::new(name)))
            {
                mend(&path)?;
            }
        }
        let robots = if ignore_robots { "ignore" } else { "obey" };
        let archive = Self {
            folder: folder.to_owned(),
            agent: agent.to_owned(),
            most,
            prefix: format!("presscut-{}-{:08x}", jiff::Timestamp::now().strftime("%Y%m%d%H%M%S"), Uuid::new_v4().as_fields().0),
            warcinfo: format!(
                "software: presscut/{}\r\nformat: WARC File Format 1.1\r\nconformsTo: http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/\r\nhttp-header-user-agent: {agent}\r\nrobots: {robots}\r\n",
                env!("CARGO_PKG_VERSION")
            ),
            current: Mutex::default(),
            failed: OnceLock::new(),
        };
        let first = archive.begin(0)?;
        archive.current.lock().unwrap_or_else(PoisonError::into_inner).file = Some(first);
        Ok(archive)
    }

    /// An exchange whose answer has begun to come.
    pub(crate) fn exchange(&self, url: &Url, sent: &HeaderMap, answer: &reqwest::Response, at: &str) -> Exchange {
        Exchange::begin(url, sent, &self.agent, answer, at, &self.folder)
    }

    /// Writes an exchange. Blocks.
    ///
    /// # Errors
    /// Why it cannot be written; the archive holds all that was written before, and takes no more.
    pub(crate) fn store(&self, exchange: &Exchange) -> Result<(), String> {
        let mut current = self.current.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(failed) = self.failed.get() {
            return Err(failed.clone());
        }
        self.write(&mut current, exchange).map_err(|cause| {
            let told = format!("cannot write the archive in `{}`: {cause}", self.folder.display());
            self.failed.get_or_init(|| told).clone()
        })
    }

    /// Why no more can be written, if so.
    pub(crate) fn failure(&self) -> Option<&str> {
        self.failed.get().map(String::as_str)
    }

    /// Ends the archive: its last file gets its name.
    ///
    /// # Errors
    /// Where that cannot be done.
    pub(crate) fn finish(&self) -> io::Result<()> {
        let mut current = self.current.lock().unwrap_or_else(PoisonError::into_inner);
        current.file.take().map_or(Ok(()), |file| self.end(&file))
    }

    fn write(&self, current: &mut Current, exchange: &Exchange) -> io::Result<()> {
        if current.file.as_ref().is_some_and(|file| file.length >= self.most)
            && let Some(full) = current.file.take()
        {
            self.end(&full)?;
            current.serial += 1;
            current.file = Some(self.begin(current.serial)?);
        }
        let Some(file) = &mut current.file else { return Err(io::Error::other("it was ended before")) };
        let written = file.write(exchange);
        if written.is_err() {
            // what was begun is taken back, where the medium lets us
            let _ = file.file.set_len(file.length);
        }
        written
    }

    fn begin(&self, serial: u32) -> io::Result<Whole> {
        let name = format!("{}-{serial:05}.warc.gz", self.prefix);
        let file = File::options().write(true).create_new(true).open(open_path(&self.folder, &name))?;
        file.lock()?;
        let mut whole = Whole { file, length: 0, id: urn(), exchanges: 0, name };
        let head = head(
            "warcinfo",
            &whole.id,
            &now(),
            &[("WARC-Filename", &whole.name), ("WARC-Block-Digest", &digest(self.warcinfo.as_bytes()))],
        );
        whole.members(&[(head, "application/warc-fields", self.warcinfo.as_bytes())])?;
        Ok(whole)
    }

    /// Gives a file its name; one without an exchange goes.
    fn end(&self, whole: &Whole) -> io::Result<()> {
        let path = open_path(&self.folder, &whole.name);
        if whole.exchanges == 0 {
            return fs::remove_file(path);
        }
        whole.file.sync_all()?;
        fs::rename(path, self.folder.join(&whole.name))
    }
}

impl Whole {
    fn write(&mut self, exchange: &Exchange) -> io::Result<()> {
        let (request, response, metadata) = (urn(), urn(), urn());
        let mut about =
            vec![("WARC-Target-URI", exchange.url.as_str()), ("WARC-Warcinfo-ID", self.id.as_str()), ("WARC-Protocol", exchange.protocol)];
        let address = exchange.address.map(|address| address.to_string());
        about.extend(address.as_deref().map(|address| ("WARC-IP-Address", address)));
        let with = |more: &[(&'static str, &str)]| -> String {
            more.iter().chain(&about).flat_map(|(name, value)| [name, ": ", value, "\r\n"]).collect()
        };
        let request_head = head("request", &request, &exchange.at, &[])
            + &with(&[("WARC-Concurrent-To", &response), ("WARC-Block-Digest", &digest(&exchange.request))]);
        let metadata_head = head("metadata", &metadata, &exchange.at, &[])
            + &format!("WARC-Target-URI: {}\r\nWARC-Warcinfo-ID: {}\r\n", exchange.url, self.id)
            + &format!("WARC-Concurrent-To: {response}\r\nWARC-Block-Digest: {}\r\n", digest(exchange.metadata.as_bytes()));
        let mut response_head = head("response", &response, &exchange.at, &[]);
        response_head.extend(exchange.truncated.map(|reason| format!("WARC-Truncated: {reason}\r\n")));
        exchange.tape.with(|kept| {
            let (block, payload) = kept.digests();
            response_head += &with(&[("WARC-Block-Digest", &block), ("WARC-Payload-Digest", &payload)]);
            let length = exchange.response.len() as u64 + kept.length;
            let mut out = BufWriter::new(&self.file);
            member(&mut out, &request_head, "application/http; msgtype=request", exchange.request.len() as u64, &mut &*exchange.request)?;
            let block = &mut exchange.response.as_slice().chain(kept.body()?);
            member(&mut out, &response_head, "application/http; msgtype=response", length, block)?;
            let told = exchange.metadata.as_bytes();
            member(&mut out, &metadata_head, "application/warc-fields", told.len() as u64, &mut &*told)?;
            out.flush()
        })?;
        self.length = (&self.file).seek(SeekFrom::End(0))?;
        self.exchanges += 1;
        Ok(())
    }

    fn members(&mut self, members: &[(String, &str, &[u8])]) -> io::Result<()> {
        let mut out = BufWriter::new(&self.file);
        for (head, kind, block) in members {
            member(&mut out, head, kind, block.len() as u64, &mut &**block)?;
        }
        out.flush()?;
        drop(out);
        self.length = (&self.file).seek(SeekFrom::End(0))?;
        Ok(())
    }
}

fn head(kind: &str, id: &str, at: &str, more: &[(&str, &str)]) -> String {
    let mut head = format!("WARC/1.1\r\nWARC-Type: {kind}\r\nWARC-Record-ID: {id}\r\nWARC-Date: {at}\r\n");
    head.extend(more.iter().map(|(name, value)| format!("{name}: {value}\r\n")));
    head
}

/// Writes a record as a member of its own.
fn member(out: &mut impl Write, head: &str, kind: &str, length: u64, block: &mut dyn Read) -> io::Result<()> {
    let mut packed = GzEncoder::new(out, Compression::default());
    write!(packed, "{head}Content-Type: {kind}\r\nContent-Length: {length}\r\n\r\n")?;
    let copied = io::copy(block, &mut packed)?;
    if copied != length {
        return Err(io::Error::other(format!("{copied} bytes of a block of {length} were kept")));
    }
    packed.write_all(b"\r\n\r\n")?;
    packed.finish().map(drop)
}

fn urn() -> String {
    format!("<{}>", Uuid::new_v4().urn())
}

fn now() -> String {
    jiff::Timestamp::now().strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}

fn open_path(folder: &Path, name: &str) -> PathBuf {
    folder.join(format!("{name}.{OPEN}"))
}

fn is_ours(name: &Path) -> bool {
    name.to_str().is_some_and(|name| name.starts_with("presscut-") && name.ends_with(".warc.gz"))
}

/// Cuts a file that was left behind back to its last whole member, and gives it its name; one without any is removed.
/// What another process still writes is left alone.
fn mend(path: &Path) -> io::Result<()> {
    let file = File::options().read(true).write(true).open(path)?;
    if file.try_lock().is_err() {
        return Ok(());
    }
    let (whole, members) = whole_members(&file)?;
    // the first tells of the file itself
    if members < 2 {
        return fs::remove_file(path);
    }
    file.set_len(whole)?;
    file.sync_all()?;
    fs::rename(path, path.with_extension(""))
}

/// Bytes of the members that are whole, and their number.
fn whole_members(file: &File) -> io::Result<(u64, u64)> {
    let mut file = BufReader::with_capacity(1 << 16, file);
    let (mut whole, mut members) = (0, 0);
    while !file.fill_buf()?.is_empty() {
        let unpacked = io::copy(&mut flate2::bufread::GzDecoder::new(&mut file), &mut io::sink());
        if unpacked.is_err() {
            break;
        }
        (whole, members) = (file.stream_position()?, members + 1);
    }
    Ok((whole, members))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn packed(text: &str) -> Vec<u8> {
        let mut out = Vec::new();
        member(&mut out, "WARC/1.1\r\n", "text/plain", text.len() as u64, &mut text.as_bytes()).unwrap();
        out
    }

    #[test]
    fn what_a_crash_leaves_is_cut_back_to_whole_records() {
        let folder = tempfile::tempdir().unwrap();
        let (one, two) = (packed("one"), packed(&"two ".repeat(500)));
        let whole = [one.clone(), two.clone()].concat();
        for cut in 0..=whole.len() {
            let open = folder.path().join("presscut-1.warc.gz.open");
            fs::write(&open, &whole[..cut]).unwrap();
            mend(&open).unwrap();
            assert!(!open.exists());
            let named = folder.path().join("presscut-1.warc.gz");
            assert_eq!(named.exists(), cut == whole.len(), "a file that tells of itself alone is none");
            let _ = fs::remove_file(named);
        }
        let three = [whole.clone(), packed("three")].concat();
        for cut in [whole.len() + 1, whole.len() + 20, three.len() - 1] {
            let open = folder.path().join("presscut-2.warc.gz.open");
            fs::write(&open, &three[..cut]).unwrap();
            mend(&open).unwrap();
            assert_eq!(fs::read(folder.path().join("presscut-2.warc.gz")).unwrap(), whole);
        }
    }

    #[test]
    fn a_file_that_is_being_written_is_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let first = Archive::new(folder.path(), 1 << 30, "presscut/1", false).unwrap();
        let second = Archive::new(folder.path(), 1 << 30, "presscut/1", false).unwrap();
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 2);
        first.finish().unwrap();
        second.finish().unwrap();
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0, "nothing was archived");
    }
}
