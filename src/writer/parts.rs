//! Numbered parts of an output, each under its name only when it is whole, and a list of them.

use std::fs::File;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use serde::Serialize;

use super::{Error, Form, Target};

/// A folder of parts: `DIR/part-000001.jsonl`, or `articles-000001.jsonl.gz` where the output is called `articles.jsonl.gz`.
#[derive(Debug, Clone)]
pub struct Parts {
    folder: PathBuf,
    stem: String,
    suffix: String,
    form: Form,
}

/// A part of the list.
#[derive(Debug, Clone, Serialize)]
pub struct Listed {
    /// Its file.
    pub name: String,
    /// Its records.
    pub records: u64,
    /// Their bytes, before packing.
    pub bytes: u64,
}

impl Parts {
    /// Parts in a folder, which is made where it is missing, or beside the file that a path names.
    ///
    /// # Errors
    /// Where there is no such folder, and none can be made.
    pub fn new(path: &Path, form: Form) -> Result<Self, Error> {
        let shown = path.to_string_lossy();
        if path.is_dir() || shown.ends_with('/') || path.extension().is_none() {
            std::fs::create_dir_all(path).map_err(|source| Error::Create { path: shown.clone().into_owned(), source })?;
            let suffix = format!(".{}", form.extension());
            return Ok(Self { folder: path.to_owned(), stem: "part".to_owned(), suffix, form });
        }
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        if !folder.is_dir() {
            return Err(Error::NoFolder { path: shown.into_owned(), folder: folder.display().to_string() });
        }
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let (stem, suffix) = name.split_once('.').map_or((name.as_str(), String::new()), |(stem, rest)| (stem, format!(".{rest}")));
        Ok(Self { folder: folder.to_owned(), stem: stem.to_owned(), suffix, form })
    }

    /// Refuses a place where parts of another output stand.
    ///
    /// # Errors
    /// [`Error::Taken`].
    pub fn is_free(&self) -> Result<(), Error> {
        let begun = format!("{}-", self.stem);
        let of_ours = |name: &str| name.strip_prefix(&begun).is_some_and(|rest| rest.ends_with(&self.suffix));
        let found = std::fs::read_dir(&self.folder).map_err(|source| Error::Create { path: self.folder.display().to_string(), source })?;
        match found.flatten().find(|entry| of_ours(&entry.file_name().to_string_lossy())) {
            Some(entry) => Err(Error::Taken { path: entry.path().display().to_string() }),
            None => Ok(()),
        }
    }

    /// The name of a part.
    #[must_use]
    pub fn name(&self, number: i64) -> String {
        format!("{}-{number:06}{}", self.stem, self.suffix)
    }

    /// Begins a part, under a temporary name.
    ///
    /// # Errors
    /// Where it cannot be made.
    pub fn begin(&self, number: i64) -> Result<PartWriter, Error> {
        let path = self.folder.join(self.name(number));
        Ok(PartWriter { out: Target::file(&path)?, path, form: self.form.clone(), any: false })
    }

    /// Writes the list of the parts: `manifest.json` in a folder of its own, `articles.manifest.json` beside other files.
    ///
    /// # Errors
    /// Where it cannot be written.
    pub fn list(&self, parts: &[Listed]) -> Result<(), Error> {
        let name = if self.stem == "part" { "manifest.json".to_owned() } else { format!("{}.manifest.json", self.stem) };
        let mut out = Target::file(&self.folder.join(name))?;
        serde_json::to_writer_pretty(&mut out, &serde_json::json!({ "parts": parts })).map_err(io::Error::from)?;
        out.write_all(b"\n")?;
        out.finish()
    }
}

/// A part that is being written; dropped before [`PartWriter::finish`], it leaves nothing.
#[derive(Debug)]
pub struct PartWriter {
    out: Target,
    path: PathBuf,
    form: Form,
    any: bool,
}

impl PartWriter {
    /// Adds a record.
    ///
    /// # Errors
    /// Where the medium cannot take it.
    pub fn record(&mut self, record: &[u8]) -> Result<(), Error> {
        let before = if std::mem::replace(&mut self.any, true) { self.form.between() } else { self.form.head() };
        let written = self.out.write_all(before.as_bytes()).and_then(|()| self.out.write_all(record));
        written.map_err(|source| self.failed(source))
    }

    /// Gives the part its name, and makes it last whatever happens to the machine.
    ///
    /// # Errors
    /// Where the medium cannot take it.
    pub fn finish(mut self) -> Result<(), Error> {
        let path = self.path.clone();
        let failed = |source| Error::Append { path: path.display().to_string(), source };
        self.out.write_all(self.form.tail(self.any).as_bytes()).map_err(failed)?;
        self.out.finish().map_err(|error| match error {
            Error::Write(source) => failed(source),
            other => other,
        })?;
        File::open(&self.path).and_then(|file| file.sync_all()).map_err(failed)
    }

    fn failed(&self, source: io::Error) -> Error {
        Error::Append { path: self.path.display().to_string(), source }
    }
}
