//! The medium: standard output, or a file that appears when it is whole.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use tempfile::{NamedTempFile, TempPath};

use super::Error;

/// Where bytes go. A file has a temporary name beside its own until `finish`; dropped before, it is removed.
pub struct Target {
    out: BufWriter<Box<dyn Write + Send>>,
    file: Option<Pending>,
}

struct Pending {
    temporary: TempPath,
    path: PathBuf,
}

impl std::fmt::Debug for Target {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Target").field("path", &self.file.as_ref().map(|file| &file.path)).finish_non_exhaustive()
    }
}

impl Target {
    /// Any writer.
    pub fn stream(out: impl Write + Send + 'static) -> Self {
        Self { out: BufWriter::with_capacity(1 << 16, Box::new(out)), file: None }
    }

    /// A file, under a temporary name in the same folder until it is whole.
    ///
    /// # Errors
    /// Where the folder is missing or may not be written.
    pub fn file(path: &Path) -> Result<Self, Error> {
        let create = |source| Error::Create { path: path.display().to_string(), source };
        // A device or a pipe cannot be replaced; a link should lead where it led.
        let path = path.canonicalize().unwrap_or_else(|_| path.to_owned());
        if path.is_dir() {
            return Err(create(io::ErrorKind::IsADirectory.into()));
        }
        if path.exists() && !path.is_file() {
            return Ok(Self::stream(File::options().write(true).open(&path).map_err(create)?));
        }
        let folder = match path.parent() {
            Some(folder) if !folder.as_os_str().is_empty() => folder,
            _ => Path::new("."),
        };
        if !folder.is_dir() {
            return Err(Error::NoFolder { path: path.display().to_string(), folder: folder.display().to_string() });
        }
        let mut builder = tempfile::Builder::new();
        builder.prefix(".presscut-").suffix(".tmp");
        let named = like_any_file(&mut builder).tempfile_in(folder).map_err(|error| create(error.kind().into()))?;
        let (file, temporary) = NamedTempFile::into_parts(named);
        Ok(Self { file: Some(Pending { temporary, path }), ..Self::stream(file) })
    }

    /// Writes what is held back and gives the file its name.
    pub(super) fn finish(mut self) -> Result<(), Error> {
        self.out.flush()?;
        drop(self.out);
        let Some(Pending { temporary, path }) = self.file else { return Ok(()) };
        temporary.persist(&path).map_err(|error| Error::Create { path: path.display().to_string(), source: error.error })
    }
}

/// Temporary files are private by default; this one stays.
#[cfg(unix)]
fn like_any_file<'a, 'b, 'c>(builder: &'a mut tempfile::Builder<'b, 'c>) -> &'a mut tempfile::Builder<'b, 'c> {
    use std::os::unix::fs::PermissionsExt;
    builder.permissions(std::fs::Permissions::from_mode(0o666))
}

#[cfg(not(unix))]
fn like_any_file<'a, 'b, 'c>(builder: &'a mut tempfile::Builder<'b, 'c>) -> &'a mut tempfile::Builder<'b, 'c> {
    builder
}

impl Write for Target {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.out.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        // A file is read when it is whole: no need to hurry.
        if self.file.is_some() { Ok(()) } else { self.out.flush() }
    }
}
