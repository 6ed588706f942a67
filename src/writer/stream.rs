//! Records one after the other: into a medium, or rendered for whoever commits them.

use std::io::Write;
use std::sync::{Arc, Mutex, PoisonError};

use presscut_cleaner::Article;

use super::{Error, Form, Sink, Target};

/// Records in a medium.
pub(super) struct Stream {
    out: Target,
    form: Form,
    any: bool,
    record: Vec<u8>,
}

impl Stream {
    pub(super) fn new(form: Form, out: Target) -> Self {
        Self { out, form, any: false, record: Vec::new() }
    }
}

impl Sink for Stream {
    fn write(&mut self, article: &Article) -> Result<(), Error> {
        let before = if std::mem::replace(&mut self.any, true) { self.form.between() } else { self.form.head() };
        self.record.clear();
        self.record.extend_from_slice(before.as_bytes());
        self.form.record(article, &mut self.record)?;
        Ok(self.out.write_all(&self.record)?)
    }

    fn flush(&mut self) -> Result<(), Error> {
        Ok(self.out.flush()?)
    }

    fn finish(mut self: Box<Self>) -> Result<(), Error> {
        if !self.any {
            self.out.write_all(self.form.head().as_bytes())?;
        }
        self.out.write_all(self.form.tail(self.any).as_bytes())?;
        self.out.finish()
    }
}

/// The last sink of a crawl that has a state: it renders each record, and [`Rendered::take`] hands it to whoever commits it.
#[derive(Debug)]
pub struct Render {
    form: Form,
    rendered: Rendered,
}

/// What was rendered since it was last taken.
#[derive(Debug, Clone, Default)]
pub struct Rendered(Arc<Mutex<Vec<u8>>>);

impl Rendered {
    /// Takes it.
    #[must_use]
    pub fn take(&self) -> Vec<u8> {
        std::mem::take(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Render {
    /// Renders into a form.
    #[must_use]
    pub fn new(form: Form) -> Self {
        Self { form, rendered: Rendered::default() }
    }

    /// Where what it renders is taken.
    #[must_use]
    pub fn rendered(&self) -> Rendered {
        self.rendered.clone()
    }
}

impl Sink for Render {
    fn write(&mut self, article: &Article) -> Result<(), Error> {
        let mut out = self.rendered.0.lock().unwrap_or_else(PoisonError::into_inner);
        Ok(self.form.record(article, &mut out)?)
    }

    fn flush(&mut self) -> Result<(), Error> {
        Ok(())
    }

    fn finish(self: Box<Self>) -> Result<(), Error> {
        Ok(())
    }
}
