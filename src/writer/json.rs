//! Records as JSON: a line for each, or one array.

use std::io::Write;

use presscut_cleaner::Article;

use super::{Error, Fields, Sink, Target};

/// JSON Lines.
pub(super) struct Lines {
    out: Target,
    fields: Fields,
}

impl Lines {
    pub(super) fn new(out: Target, fields: Fields) -> Self {
        Self { out, fields }
    }
}

impl Sink for Lines {
    fn write(&mut self, article: &Article) -> Result<(), Error> {
        self.fields.write(article, &mut self.out)?;
        Ok(self.out.write_all(b"\n")?)
    }

    fn flush(&mut self) -> Result<(), Error> {
        Ok(self.out.flush()?)
    }

    fn finish(self: Box<Self>) -> Result<(), Error> {
        self.out.finish()
    }
}

/// One array of records, a line for each.
pub(super) struct Array {
    out: Target,
    fields: Fields,
    any: bool,
}

impl Array {
    pub(super) fn new(out: Target, fields: Fields) -> Self {
        Self { out, fields, any: false }
    }
}

impl Sink for Array {
    fn write(&mut self, article: &Article) -> Result<(), Error> {
        self.out.write_all(if std::mem::replace(&mut self.any, true) { b",\n" } else { b"[\n" })?;
        Ok(self.fields.write(article, &mut self.out)?)
    }

    fn flush(&mut self) -> Result<(), Error> {
        Ok(self.out.flush()?)
    }

    fn finish(mut self: Box<Self>) -> Result<(), Error> {
        self.out.write_all(if self.any { b"\n]\n" } else { b"[]\n" })?;
        self.out.finish()
    }
}
