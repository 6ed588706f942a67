//! What a record is written as, and what stands around and between records.

use std::io;

use presscut_cleaner::Article;

use super::{Fields, Format, markdown, text};

/// The form of an output.
#[derive(Debug, Clone)]
pub struct Form {
    format: Format,
    fields: Fields,
    /// Columns of text.
    width: usize,
}

impl Form {
    /// Records of a format; JSON has these fields, text this many columns.
    #[must_use]
    pub fn new(format: Format, fields: Fields, width: usize) -> Self {
        Self { format, fields, width }
    }

    /// Writes a record.
    ///
    /// # Errors
    /// Where it cannot be written as JSON, which is a mistake in the program.
    pub fn record(&self, article: &Article, out: &mut Vec<u8>) -> io::Result<()> {
        match self.format {
            Format::Jsonl | Format::Auto => {
                self.fields.write(article, out)?;
                out.push(b'\n');
            }
            Format::Json => self.fields.write(article, out)?,
            Format::Markdown => out.extend_from_slice(markdown::document(article).as_bytes()),
            Format::Text => out.extend_from_slice(text::document(article, self.width).as_bytes()),
        }
        Ok(())
    }

    /// What stands before the first record.
    #[must_use]
    pub fn head(&self) -> &'static str {
        if self.format == Format::Json { "[\n" } else { "" }
    }

    /// What stands between two.
    #[must_use]
    pub fn between(&self) -> &'static str {
        match self.format {
            Format::Jsonl | Format::Auto => "",
            Format::Json => ",\n",
            Format::Markdown => "\n---\n\n",
            Format::Text => "\n────────\n\n",
        }
    }

    /// What stands after the last, where there is any.
    #[must_use]
    pub fn tail(&self, any: bool) -> &'static str {
        match self.format {
            Format::Json if any => "\n]\n",
            Format::Json => "]\n",
            _ => "",
        }
    }

    /// The end of a file's name that says this form.
    #[must_use]
    pub fn extension(&self) -> &'static str {
        match self.format {
            Format::Jsonl | Format::Auto => "jsonl",
            Format::Json => "json",
            Format::Markdown => "md",
            Format::Text => "txt",
        }
    }
}
