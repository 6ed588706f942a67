//! One page to be read, and how it is read.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use presscut_cleaner::page::{Content, Page};

use super::lines::Line;
use super::stream::{self, Kind, Stream};
use crate::fetcher::warc::{Archived, Told};

/// Why a page could not be read.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The file is not there, may not be read, or its packing is damaged.
    #[error("cannot read `{path}`: {cause}")]
    Read {
        /// The file.
        path: String,
        /// What the system says.
        cause: io::Error,
    },
    /// A line is no JSON, or not of the right types.
    #[error("{place} of `{manifest}` is not a JSON object of a page: {}", without_place(cause))]
    NoJson {
        /// The file of JSON Lines.
        manifest: String,
        /// Where in it.
        place: Place,
        /// What is wrong with it.
        cause: serde_json::Error,
    },
    /// A line without a page.
    #[error("{place} of `{manifest}` has no content: give it one of `html`, `text`, `path`")]
    NoContent {
        /// The file of JSON Lines.
        manifest: String,
        /// Where in it.
        place: Place,
    },
    /// A line that is longer than any page may be.
    #[error("{place} of `{manifest}` is longer than {max_bytes} bytes: raise `max_bytes` if it is a page")]
    LineTooLong {
        /// The file of JSON Lines.
        manifest: String,
        /// Where in it.
        place: Place,
        /// Most bytes of a line.
        max_bytes: usize,
    },
    /// A page of an archive whose content coding is damaged.
    #[error("the body in `{input}` cannot be decoded: {cause}")]
    Decode {
        /// The archive and the place in it.
        input: String,
        /// What is wrong.
        cause: String,
    },
    /// A path that leads out of the folder that confines it.
    #[error("{place} of `{manifest}` names `{path}`, which is outside of `{root}`")]
    Outside {
        /// The file of JSON Lines.
        manifest: String,
        /// Where in it.
        place: Place,
        /// The path as given.
        path: String,
        /// The folder given with `--root`.
        root: String,
    },
}

/// Where in a file of JSON a page stands, counted from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// A line of JSON Lines.
    Line(u64),
    /// A value of an array, or of several that are printed over many lines.
    Value(u64),
}

impl Place {
    /// The number alone.
    #[must_use]
    pub fn number(self) -> u64 {
        match self {
            Self::Line(number) | Self::Value(number) => number,
        }
    }
}

impl std::fmt::Display for Place {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Line(number) => write!(f, "line {number}"),
            Self::Value(number) => write!(f, "value {number}"),
        }
    }
}

/// What is wrong with a line; of the place the column alone, since its line was named.
fn without_place(cause: &serde_json::Error) -> String {
    cause.to_string().replace(" at line 1 column ", " at column ")
}

impl Error {
    /// The class of the record's `error`.
    #[must_use]
    pub fn class(&self) -> &'static str {
        match self {
            Self::Read { .. } => "io",
            Self::LineTooLong { .. } => "too_large",
            Self::Decode { .. } => "decode",
            Self::NoJson { .. } | Self::NoContent { .. } | Self::Outside { .. } => "input",
        }
    }
}

/// What bounds the reading of pages.
#[derive(Debug, Clone, Default)]
pub struct Limits {
    /// Most bytes that are read of a page.
    pub max_bytes: usize,
    /// The folder, canonical, that paths in JSON Lines may not leave.
    pub root: Option<PathBuf>,
}

/// A page that was read, or the reason why not.
#[derive(Debug)]
pub struct Loaded {
    /// Where it came from.
    pub input: String,
    /// The page; where there is an error, only what came with it.
    pub page: Page<'static>,
    /// Why it could not be read.
    pub error: Option<Error>,
    /// What an archive tells of it.
    pub told: Option<Told>,
}

/// A page to be read. Making one costs little; [`Job::load`] is the work.
pub enum Job {
    /// A file of a folder.
    File(PathBuf),
    /// A stream that was opened: a named file, standard input.
    Stream {
        /// Its name: a path, `-`.
        input: String,
        /// The bytes.
        stream: Box<dyn io::BufRead + Send>,
        /// The address, where the user states it.
        url: Option<String>,
    },
    /// An object of JSON: a line, or a value among others.
    Line {
        /// The file.
        manifest: Arc<str>,
        /// Where in it.
        place: Place,
        /// The bytes.
        line: Vec<u8>,
    },
    /// A page of an archive.
    Archived(Box<Archived>),
    /// A page of which it is known already that it cannot be read.
    Failed {
        /// Where it would have come from.
        input: String,
        /// Why not.
        error: Error,
    },
}

impl std::fmt::Debug for Job {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.input())
    }
}

impl Job {
    /// Where the page comes from: a path, `-`, `manifest#line`.
    #[must_use]
    pub fn input(&self) -> String {
        match self {
            Self::File(path) => path.to_string_lossy().into_owned(),
            Self::Stream { input, .. } | Self::Failed { input, .. } => input.clone(),
            Self::Archived(page) => page.input().to_owned(),
            Self::Line { manifest, place, .. } => format!("{manifest}#{}", place.number()),
        }
    }

    /// Reads the page.
    #[must_use]
    pub fn load(self, limits: &Limits) -> Loaded {
        let mut input = self.input();
        if let Self::Archived(archived) = self {
            let (page, told, read) = archived.load(limits.max_bytes);
            let error = read.map_err(|cause| Error::Decode { input: input.clone(), cause }).err();
            return Loaded { input, page, error, told: Some(told) };
        }
        let mut page = Page::from_bytes(&[][..]);
        let content = match self {
            Self::File(path) => read_file(&path, limits),
            Self::Stream { stream, url, .. } => {
                page.url = url.map(Into::into);
                read_stream(stream, &input, limits)
            }
            Self::Line { manifest, place, line } => read_line(&line, &manifest, place, limits, &mut page, &mut input),
            Self::Failed { error, .. } => Err(error),
            Self::Archived(_) => return Loaded { input, page, error: None, told: None },
        };
        let error = content.map(|content| page.content = content).err();
        Loaded { input, page, error, told: None }
    }
}

fn read_file(path: &Path, limits: &Limits) -> Result<Content<'static>, Error> {
    let name = path.to_string_lossy();
    let stream = std::fs::File::open(path).and_then(stream::unpack).map_err(|cause| Error::Read { path: name.to_string(), cause })?;
    read_stream(stream, &name, limits)
}

fn read_stream(stream: Stream, input: &str, limits: &Limits) -> Result<Content<'static>, Error> {
    let bytes = stream::read(stream, limits.max_bytes).map_err(|cause| Error::Read { path: input.to_owned(), cause })?;
    Ok(match stream::kind(&bytes, Some(Path::new(input))) {
        Kind::Html => Content::Bytes(bytes.into()),
        Kind::Text => Content::TextBytes(bytes.into()),
    })
}

fn read_line(
    line: &[u8],
    manifest: &str,
    place: Place,
    limits: &Limits,
    page: &mut Page<'static>,
    input: &mut String,
) -> Result<Content<'static>, Error> {
    let line = line.strip_prefix(b"\xef\xbb\xbf").unwrap_or(line);
    let line: Line = serde_json::from_slice(line).map_err(|cause| Error::NoJson { manifest: manifest.to_owned(), place, cause })?;
    page.id = line.id.map(Into::into);
    page.url = line.url.map(|url| url.into_owned().into());
    page.content_type = line.content_type.map(|content_type| content_type.into_owned().into());
    page.retrieved_at = line.retrieved_at.map(|at| at.into_owned().into());
    if let Some(html) = line.html {
        return Ok(Content::Html(html.into_owned().into()));
    }
    if let Some(text) = line.text {
        return Ok(Content::Text(text.into_owned().into()));
    }
    let path = line.path.ok_or_else(|| Error::NoContent { manifest: manifest.to_owned(), place })?;
    input.clear();
    input.push_str(&path);
    let Some(root) = &limits.root else { return read_file(Path::new(&*path), limits) };
    let inside = root.join(&*path).canonicalize().map_err(|cause| Error::Read { path: path.to_string(), cause })?;
    if !inside.starts_with(root) {
        let (manifest, root) = (manifest.to_owned(), root.display().to_string());
        return Err(Error::Outside { manifest, place, path: path.into_owned(), root });
    }
    read_file(&inside, limits)
}
