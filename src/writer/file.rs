//! The medium: standard output, or a file that appears when it is whole.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use tempfile::{NamedTempFile, TempPath};

use super::Error;
use super::packing::Packed;

/// Where bytes go. A file has a temporary name beside its own until `finish`; dropped before, it is removed.
pub struct Target {
    out: BufWriter<Packed>,
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
        Self::packed(Packed::Plain(Box::new(out)))
    }

    fn packed(out: Packed) -> Self {
        Self { out: BufWriter::with_capacity(1 << 16, out), file: None }
    }

    /// A file, under a temporary name in the same folder until it is whole; packed where its name ends in `.gz` or `.zst`.
    ///
    /// # Errors
    /// Where the folder is missing or may not be written.
    pub fn file(path: &Path) -> Result<Self, Error> {
        let create = |source| Error::Create { path: path.display().to_string(), source };
        // A device or a pipe cannot be replaced; a link should lead where it led.
        let named = path;
        let path = path.canonicalize().unwrap_or_else(|_| path.to_owned());
        if path.is_dir() {
            return Err(create(io::ErrorKind::IsADirectory.into()));
        }
        if path.exists() && !path.is_file() {
            let device = File::options().write(true).open(&path).map_err(create)?;
            return Ok(Self::packed(Packed::by_name(named, Box::new(device)).map_err(create)?));
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
        let made = like_any_file(&mut builder).tempfile_in(folder).map_err(|error| create(error.kind().into()))?;
        let (file, temporary) = NamedTempFile::into_parts(made);
        let out = Packed::by_name(named, Box::new(file)).map_err(create)?;
        Ok(Self { file: Some(Pending { temporary, path }), ..Self::packed(out) })
    }

    /// The temporary name of a file: what is to be removed by whoever ends the program before the file is whole.
    #[must_use]
    pub fn temporary(&self) -> Option<&Path> {
        self.file.as_ref().map(|file| &*file.temporary)
    }

    /// Writes what is held back and gives the file its name.
    pub(super) fn finish(self) -> Result<(), Error> {
        let out = self.out.into_inner().map_err(io::IntoInnerError::into_error)?;
        out.finish()?;
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
