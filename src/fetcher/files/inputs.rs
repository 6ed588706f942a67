//! What a user names: files, folders, globs, `-`.

use std::collections::VecDeque;
use std::ffi::{OsStr, OsString};
use std::io;
use std::path::{Path, PathBuf};

use super::job::{Error, Job};
use super::lines::Lines;
use super::stream::{self, Json, Opened};
use super::values::Values;
use crate::fetcher::warc::{Counts, Pages};

/// How many of the files that are passed over are named.
const NAMED: usize = 5;

/// Inputs that cannot be what the user means. Nothing has been read or written yet.
#[derive(Debug, thiserror::Error)]
pub enum InputError {
    /// A folder without a page.
    #[error(
        "no pages in the folder `{folder}`: pages are .html, .htm, .xhtml, .shtml, .txt, .jsonl, .warc, each also with .gz or .zst{hint}"
    )]
    NoPages {
        /// The folder.
        folder: String,
        /// What there is instead.
        hint: String,
    },
    /// A glob that nothing matches.
    #[error("no file matches `{glob}`")]
    NoMatch {
        /// The glob.
        glob: String,
    },
    /// A glob that is none.
    #[error("`{glob}` is neither a file nor a glob: {cause}")]
    BadGlob {
        /// The glob.
        glob: String,
        /// What is wrong.
        cause: globset::Error,
    },
    /// An address for many pages.
    #[error("--url is the address of one page: name one file, or put `url` into the JSON (archives have their own)")]
    UrlOfMany,
    /// Standard input cannot be read twice.
    #[error("`-` can be named once")]
    StdinTwice,
}

/// Files of folders that are no pages.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Skipped {
    /// How many.
    pub count: usize,
    /// The first few.
    pub names: Vec<String>,
}

enum Input {
    Stdin(Opened),
    Named(PathBuf),
    Folder(PathBuf),
}

/// The pages that a user names, in order: folders by path, files as named. Folders and JSON Lines are read as they are asked for.
pub struct Inputs {
    left: VecDeque<Input>,
    url: Option<String>,
    max_bytes: usize,
    walk: Option<ignore::Walk>,
    /// The pages of a file that holds many.
    many: Option<Many>,
    skipped: Skipped,
    archives: Counts,
}

/// The pages of a file that holds many.
enum Many {
    Json(Box<dyn Iterator<Item = Job> + Send>),
    Archive(Box<Pages>),
}

impl std::fmt::Debug for Inputs {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Inputs").field("left", &self.left.len()).finish_non_exhaustive()
    }
}

impl Inputs {
    /// Looks at what is named.
    ///
    /// # Errors
    /// Where a folder holds no page, a glob matches nothing, or a `url` is given for more than one page.
    pub fn new(names: &[OsString], url: Option<String>, max_bytes: usize) -> Result<Self, InputError> {
        let mut inputs = VecDeque::new();
        for name in names {
            add(&mut inputs, name)?;
        }
        let one = matches!(inputs.front(), Some(Input::Stdin(_) | Input::Named(_))) && inputs.len() == 1;
        if url.is_some() && !one {
            return Err(InputError::UrlOfMany);
        }
        let mut inputs =
            Self { left: inputs, url, max_bytes, walk: None, many: None, skipped: Skipped::default(), archives: Counts::default() };
        if inputs.url.is_some() {
            inputs.refuse_lines()?;
        }
        Ok(inputs)
    }

    /// What was passed over so far.
    #[must_use]
    pub fn skipped(&self) -> &Skipped {
        &self.skipped
    }

    /// What the archives came to that were read so far.
    #[must_use]
    pub fn archives(&self) -> &Counts {
        &self.archives
    }

    fn refuse_lines(&mut self) -> Result<(), InputError> {
        let holds_many = |opened: &mut Opened, path: Option<&Path>| match opened {
            Opened::Archive(_) => true,
            Opened::Unpacked(stream) => matches!(stream::json(stream, path), Ok(Some(_))),
        };
        let many = match self.left.front_mut() {
            Some(Input::Stdin(opened)) => holds_many(opened, None),
            // What cannot be read is told in its record.
            Some(Input::Named(path)) => open(path).is_ok_and(|mut opened| holds_many(&mut opened, Some(path))),
            _ => false,
        };
        if many { Err(InputError::UrlOfMany) } else { Ok(()) }
    }

    fn start(&mut self, input: Input) -> Option<Job> {
        match input {
            Input::Stdin(opened) => self.stream(Ok(opened), None),
            Input::Named(path) => self.stream(open(&path), Some(&path)),
            Input::Folder(folder) => {
                self.walk = Some(walk(&folder));
                None
            }
        }
    }

    /// A stream is a page, or JSON or an archive that holds pages.
    fn stream(&mut self, opened: io::Result<Opened>, path: Option<&Path>) -> Option<Job> {
        let input = path.map_or_else(|| "-".to_owned(), |path| path.to_string_lossy().into_owned());
        self.pages_of(opened, path, &input)
            .unwrap_or_else(|cause| Some(Job::Failed { error: Error::Read { path: input.clone(), cause }, input }))
    }

    /// The one page of a stream; or it is the next of which the pages are given.
    fn pages_of(&mut self, opened: io::Result<Opened>, path: Option<&Path>, input: &str) -> io::Result<Option<Job>> {
        let mut stream = match opened? {
            Opened::Archive(stream) => {
                self.many = Some(Many::Archive(Box::new(Pages::new(stream, input, self.max_bytes)?)));
                return Ok(None);
            }
            Opened::Unpacked(stream) => stream,
        };
        self.many = match stream::json(&mut stream, path)? {
            Some(Json::Lines) => Some(Many::Json(Box::new(Lines::new(stream, input, self.max_bytes)))),
            Some(Json::Values) => Some(Many::Json(Box::new(Values::new(stream, input, self.max_bytes)))),
            None => return Ok(Some(Job::Stream { input: input.to_owned(), stream, url: self.url.clone() })),
        };
        Ok(None)
    }

    /// The next page of a file that holds many.
    fn next_of_many(&mut self) -> Option<Job> {
        match self.many.as_mut()? {
            Many::Json(jobs) => jobs.next(),
            Many::Archive(pages) => {
                let page = pages.next();
                if page.is_none() {
                    self.archives.add(pages.counts().clone());
                }
                page.map(|page| Job::Archived(Box::new(page)))
            }
        }
    }

    fn entry(&mut self, entry: Result<ignore::DirEntry, ignore::Error>) -> Option<Job> {
        let path = match entry {
            Ok(entry) if entry.file_type().is_some_and(|kind| kind.is_dir()) => return None,
            Ok(entry) => entry.into_path(),
            Err(error) => return Some(unreadable(error)),
        };
        if !stream::is_page(&path) || !path.is_file() {
            self.skipped.count += 1;
            if self.skipped.names.len() < NAMED {
                self.skipped.names.push(path.to_string_lossy().into_owned());
            }
            return None;
        }
        if stream::extension(&path)
            .is_some_and(|extension| stream::is_json_lines_extension(&extension) || stream::is_archive_extension(&extension))
        {
            return self.stream(open(&path), Some(&path));
        }
        Some(Job::File(path))
    }
}

impl Iterator for Inputs {
    type Item = Job;

    fn next(&mut self) -> Option<Job> {
        loop {
            if let Some(job) = self.next_of_many() {
                return Some(job);
            }
            self.many = None;
            let job = match self.walk.as_mut().map(Iterator::next) {
                Some(Some(entry)) => self.entry(entry),
                Some(None) => {
                    self.walk = None;
                    None
                }
                None => {
                    let input = self.left.pop_front()?;
                    self.start(input)
                }
            };
            if job.is_some() {
                return job;
            }
        }
    }
}

fn open(path: &Path) -> io::Result<Opened> {
    stream::open(std::fs::File::open(path)?, Some(path))
}

fn walk(folder: &Path) -> ignore::Walk {
    ignore::WalkBuilder::new(folder).standard_filters(false).sort_by_file_name(OsStr::cmp).build()
}

/// A folder that may not be read is told like a page that may not.
fn unreadable(error: ignore::Error) -> Job {
    let mut path = String::from("?");
    let mut inner = &error;
    while let ignore::Error::WithPath { err, .. } | ignore::Error::WithDepth { err, .. } = inner {
        if let ignore::Error::WithPath { path: at, .. } = inner {
            path = at.to_string_lossy().into_owned();
        }
        inner = err;
    }
    let cause = error.into_io_error().unwrap_or_else(|| io::Error::other("the folder cannot be walked"));
    Job::Failed { input: path.clone(), error: Error::Read { path, cause } }
}

fn add(inputs: &mut VecDeque<Input>, name: &OsStr) -> Result<(), InputError> {
    let path = Path::new(name);
    if name == "-" {
        if inputs.iter().any(|input| matches!(input, Input::Stdin(_))) {
            return Err(InputError::StdinTwice);
        }
        let opened = stream::open(io::stdin(), None);
        inputs.push_back(Input::Stdin(opened.unwrap_or_else(|error| Opened::Unpacked(Box::new(Broken(Some(error)))))));
    } else if path.is_dir() {
        expect_pages(path)?;
        inputs.push_back(Input::Folder(path.to_owned()));
    } else if let (false, Some(glob)) = (path.exists(), name.to_str().filter(|name| name.contains(['*', '?', '[', '{']))) {
        inputs.extend(matches(glob)?.into_iter().map(Input::Named));
    } else {
        inputs.push_back(Input::Named(path.to_owned()));
    }
    Ok(())
}

/// Looks for the first page only, so that a large folder costs nothing.
fn expect_pages(folder: &Path) -> Result<(), InputError> {
    let mut files = 0;
    for entry in walk(folder) {
        match entry {
            Ok(entry) if entry.file_type().is_some_and(|kind| kind.is_dir()) => {}
            Ok(entry) if !stream::is_page(entry.path()) => files += 1,
            // What cannot be read is told in its record.
            _ => return Ok(()),
        }
    }
    let hint = match files {
        0 => String::new(),
        1 => "; its one file is none".to_owned(),
        _ => format!("; none of its {files} files is one"),
    };
    Err(InputError::NoPages { folder: folder.display().to_string(), hint })
}

/// The files that a glob matches, by path; `*` stays within a folder, `**` does not.
fn matches(glob: &str) -> Result<Vec<PathBuf>, InputError> {
    let matcher = globset::GlobBuilder::new(glob)
        .literal_separator(true)
        .build()
        .map_err(|cause| InputError::BadGlob { glob: glob.to_owned(), cause })?
        .compile_matcher();
    let literal: PathBuf =
        Path::new(glob).components().take_while(|part| !part.as_os_str().to_string_lossy().contains(['*', '?', '[', '{'])).collect();
    let here = literal.as_os_str().is_empty();
    let base = if here { Path::new(".") } else { &literal };
    let depth = if glob.contains("**") { None } else { Some(Path::new(glob).components().count() - literal.components().count()) };
    let found: Vec<PathBuf> = ignore::WalkBuilder::new(base)
        .standard_filters(false)
        .max_depth(depth)
        .sort_by_file_name(OsStr::cmp)
        .build()
        .filter_map(Result::ok)
        .filter(|entry| entry.file_type().is_some_and(|kind| !kind.is_dir()))
        .map(|entry| if here { entry.path().strip_prefix(".").unwrap_or(entry.path()).to_owned() } else { entry.into_path() })
        .filter(|path| matcher.is_match(path))
        .collect();
    if found.is_empty() { Err(InputError::NoMatch { glob: glob.to_owned() }) } else { Ok(found) }
}

/// Standard input whose packing is damaged from the start: the error comes with the page.
struct Broken(Option<io::Error>);

impl io::Read for Broken {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        self.0.take().map_or(Ok(0), Err)
    }
}

impl io::BufRead for Broken {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.0.take().map_or(Ok(&[]), Err)
    }
    fn consume(&mut self, _: usize) {}
}
