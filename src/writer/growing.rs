//! A file that grows under its own name, and is never longer than what is settled for long.

use std::fs::File;
use std::io::{self, BufWriter, Seek, SeekFrom, Write};
use std::path::Path;

use super::Error;

/// A file of whole records.
#[derive(Debug)]
pub struct Growing {
    out: BufWriter<File>,
    length: u64,
    path: String,
}

impl Growing {
    /// Opens a file of which so many bytes are settled, and cuts off what stands beyond them; `None` for a new output.
    ///
    /// # Errors
    /// Where it cannot be opened, is no file, or is shorter than it was; where a new one would take the place of another's.
    pub fn open(path: &Path, settled: Option<u64>) -> Result<Self, Error> {
        let shown = path.display().to_string();
        let create = |source| Error::Create { path: shown.clone(), source };
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        if !folder.is_dir() {
            return Err(Error::NoFolder { path: shown, folder: folder.display().to_string() });
        }
        let mut file = File::options().create(true).append(false).truncate(false).write(true).open(path).map_err(create)?;
        let found = file.metadata().map_err(create)?;
        if !found.is_file() {
            return Err(create(io::Error::other("it is no file: what is to be resumed needs one")));
        }
        let settled = match settled {
            None if found.len() > 0 => return Err(Error::Taken { path: shown }),
            settled => settled.unwrap_or(0),
        };
        if found.len() < settled {
            return Err(Error::Shorter { path: shown, length: found.len(), settled });
        }
        file.set_len(settled).map_err(create)?;
        file.seek(SeekFrom::End(0)).map_err(create)?;
        Ok(Self { out: BufWriter::with_capacity(1 << 16, file), length: settled, path: shown })
    }

    /// Adds a record.
    ///
    /// # Errors
    /// Where the medium cannot take it.
    pub fn append(&mut self, record: &[u8]) -> Result<(), Error> {
        self.length += record.len() as u64;
        self.out.write_all(record).map_err(|source| self.failed(source))
    }

    /// Makes what was added last, whatever happens to the machine; gives the length that is settled now.
    ///
    /// # Errors
    /// Where the medium cannot take it.
    pub fn settle(&mut self) -> Result<u64, Error> {
        let settled = self.out.flush().and_then(|()| self.out.get_ref().sync_data());
        settled.map_err(|source| self.failed(source))?;
        Ok(self.length)
    }

    fn failed(&self, source: io::Error) -> Error {
        Error::Append { path: self.path.clone(), source }
    }
}
