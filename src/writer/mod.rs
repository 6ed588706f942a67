//! Where records go: a [`Sink`] for each form.

mod dedup;
mod fields;
mod file;
mod form;
mod growing;
mod markdown;
mod packing;
mod parts;
mod stream;
mod table;
mod text;

use std::io;

use presscut_cleaner::Article;
use serde::{Deserialize, Serialize};

pub use dedup::{Dedup, Seen, Trace, leave_out_body};
pub use fields::{Fields, UnknownField, field_names};
pub use file::Target;
pub use form::Form;
pub use growing::Growing;
pub use parts::{Listed, PartWriter, Parts};
pub use stream::{Render, Rendered};
pub use table::Table;

/// Takes records, one after the other.
pub trait Sink {
    /// Writes a record.
    ///
    /// # Errors
    /// Where the medium cannot take it.
    fn write(&mut self, article: &Article) -> Result<(), Error>;

    /// Hands on what is held back: a reader may be waiting for it.
    ///
    /// # Errors
    /// Where the medium cannot take it.
    fn flush(&mut self) -> Result<(), Error>;

    /// Ends the output, and makes it visible under its name. Without it nothing is.
    ///
    /// # Errors
    /// Where the medium cannot take it.
    fn finish(self: Box<Self>) -> Result<(), Error>;
}

/// Why records could not be written.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The medium is full, gone, or may not be written.
    #[error("cannot write the output")]
    Write(#[from] io::Error),
    /// The threads of a run cannot be started.
    #[error("cannot start so many threads ({0}): give fewer by -j, or `threads` of [run]")]
    Threads(io::Error),
    /// There is no folder for the output file.
    #[error("cannot write `{path}`: there is no folder `{folder}`: make it first")]
    NoFolder {
        /// The file.
        path: String,
        /// The folder.
        folder: String,
    },
    /// The output file cannot be made.
    #[error("cannot write `{path}`")]
    Create {
        /// The file.
        path: String,
        /// What the system says.
        source: io::Error,
    },
    /// The output of a crawl that has a state cannot grow.
    #[error("cannot write to `{path}`: make room, or make it writable; the same command goes on from there, and nothing is lost")]
    Append {
        /// The file.
        path: String,
        /// What the system says.
        source: io::Error,
    },
    /// The table of the output cannot take records.
    #[error("cannot write to {place}: {cause}; the same command goes on once that is mended, and nothing is lost")]
    Table {
        /// Where it is, without credentials.
        place: String,
        /// What the database says.
        cause: String,
    },
    /// Something else stands where a crawl's output is to begin.
    #[error("`{path}` is there already, and this crawl did not write it: give another name, or the --state that it belongs to")]
    Taken {
        /// The file.
        path: String,
    },
    /// Somebody has cut what was settled.
    #[error(
        "`{path}` has {length} bytes, and {settled} were written to it: it cannot be gone on with; give another name and another --state"
    )]
    Shorter {
        /// The file.
        path: String,
        /// Bytes found.
        length: u64,
        /// Bytes written.
        settled: u64,
    },
}

/// The form of the output.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Format {
    /// What the output file's name says, else JSON Lines.
    #[default]
    Auto,
    /// A record a line.
    Jsonl,
    /// One array of records.
    Json,
    /// A short head and the body, for reading.
    Markdown,
    /// The same without marks, tables laid out.
    Text,
}

/// Settings of the output.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Settings {
    /// The form.
    pub format: Format,
    /// The fields to keep of each record; none named is all.
    pub fields: Vec<String>,
    /// Columns of `text`; 0 is the terminal's, or 80.
    pub width: usize,
    /// Whether a record whose text stood in an earlier one is left without its body.
    pub dedup: bool,
    /// Most records that later ones are compared with, to find the same text again; some 100 bytes each. 0 finds none.
    pub remember: usize,
}

impl Default for Settings {
    fn default() -> Self {
        Self { format: Format::default(), fields: Vec::new(), width: 0, dedup: false, remember: 1_000_000 }
    }
}

/// A sink for a form.
#[must_use]
pub fn sink(form: Form, out: Target) -> Box<dyn Sink> {
    Box::new(stream::Stream::new(form, out))
}

/// The lines of a record's head that are not its title: who, when, where from.
fn byline(article: &Article) -> Vec<String> {
    let mut line = Vec::new();
    if !article.authors.is_empty() {
        line.push(article.authors.join(", "));
    }
    line.extend(article.date_published.clone());
    let source = article.source.as_ref().map(|source| source.name.clone());
    let publisher = article.publisher.as_ref().and_then(|publisher| publisher.name.clone().or_else(|| publisher.domain.clone()));
    match (source, publisher) {
        (Some(source), Some(publisher)) if source != publisher => line.push(format!("{source} ({publisher})")),
        (source, publisher) => line.extend(source.or(publisher)),
    }
    line
}

/// The address to show: the page's own where it has one.
fn address(article: &Article) -> Option<&str> {
    [&article.canonical_url, &article.final_url, &article.url].into_iter().find_map(|url| url.as_deref())
}
