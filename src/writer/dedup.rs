//! The same text under several addresses: a sink before a sink.
//!
//! A record whose text, or nearly whose text, stood in an earlier one says so in `duplicate_of`. No record goes missing; where that is
//! wanted, a marked one is left without its body.

mod seen;

pub use seen::{Seen, Trace};

use presscut_cleaner::Article;

use super::{Error, Sink};

/// Marks records on their way to a sink.
pub struct Dedup {
    sink: Box<dyn Sink>,
    seen: Seen,
    bodiless: bool,
}

impl std::fmt::Debug for Dedup {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Dedup").field("seen", &self.seen).field("bodiless", &self.bodiless).finish_non_exhaustive()
    }
}

impl Dedup {
    /// A sink before a sink. `seen` holds what earlier runs wrote; with `bodiless`, marked records are left without their body.
    #[must_use]
    pub fn new(sink: Box<dyn Sink>, seen: Seen, bodiless: bool) -> Self {
        Self { sink, seen, bodiless }
    }
}

impl Sink for Dedup {
    fn write(&mut self, article: &Article) -> Result<(), Error> {
        let Some(original) = Trace::of(article).and_then(|trace| self.seen.original_or_remember(trace)) else {
            return self.sink.write(article);
        };
        let mut article = article.clone();
        article.duplicate_of = Some(original);
        if self.bodiless {
            leave_out_body(&mut article);
        }
        self.sink.write(&article)
    }

    fn flush(&mut self) -> Result<(), Error> {
        self.sink.flush()
    }

    fn finish(self: Box<Self>) -> Result<(), Error> {
        self.sink.finish()
    }
}

/// Leaves out what says the body; what was found out about it stays.
pub fn leave_out_body(article: &mut Article) {
    article.text.clear();
    article.blocks.clear();
    article.images.clear();
    (article.word_count, article.char_count) = (0, 0);
    for part in [&mut article.markdown, &mut article.html].into_iter().flatten() {
        part.clear();
    }
    if let Some(removed) = &mut article.removed {
        removed.clear();
    }
    if let Some(comments) = &mut article.comments {
        comments.clear();
    }
    if let Some(posts) = &mut article.posts {
        posts.clear();
    }
}

#[cfg(test)]
mod tests {
    use std::sync::{Arc, Mutex};

    use presscut_cleaner::article::Fingerprint;

    use super::*;

    struct Kept(Arc<Mutex<Vec<Article>>>);

    impl Sink for Kept {
        fn write(&mut self, article: &Article) -> Result<(), Error> {
            self.0.lock().unwrap().push(article.clone());
            Ok(())
        }

        fn flush(&mut self) -> Result<(), Error> {
            Ok(())
        }

        fn finish(self: Box<Self>) -> Result<(), Error> {
            Ok(())
        }
    }

    fn article(id: &str, text: u64, simhash: u64) -> Article {
        Article {
            id: id.to_owned(),
            url: Some(format!("https://harbour.example/{id}")),
            text: "The ferries are back.".to_owned(),
            word_count: 400,
            fingerprint: Some(Fingerprint { text: format!("{text:016x}"), simhash: format!("{simhash:016x}") }),
            ..Article::default()
        }
    }

    fn written(articles: &[Article], bodiless: bool) -> Vec<Article> {
        let kept = Arc::default();
        let mut sink = Dedup::new(Box::new(Kept(Arc::clone(&kept))), Seen::new(100), bodiless);
        for article in articles {
            sink.write(article).unwrap();
        }
        drop(sink);
        Arc::into_inner(kept).unwrap().into_inner().unwrap()
    }

    #[test]
    fn no_record_goes_missing_and_the_first_is_left_as_it_is() {
        let articles = [article("a", 1, 0xff00), article("b", 1, 0xff00), article("c", 2, 0xff01), article("d", 3, 0xffff_ffff)];
        let marks = |records: &[Article]| records.iter().map(|record| record.duplicate_of.clone()).collect::<Vec<_>>();
        let wanted = [None, Some("a".to_owned()), Some("a".to_owned()), None];
        let whole = written(&articles, false);
        assert_eq!(marks(&whole), wanted);
        assert!(whole.iter().all(|record| !record.text.is_empty()));
        let bare = written(&articles, true);
        assert_eq!(marks(&bare), wanted);
        assert_eq!(bare.iter().map(|record| record.text.is_empty()).collect::<Vec<_>>(), [false, true, true, false]);
        assert!(bare.iter().all(|record| record.fingerprint.is_some()));
    }

    #[test]
    fn a_record_without_text_is_never_marked() {
        let empty = |id: &str| Article { fingerprint: None, text: String::new(), ..article(id, 0, 0) };
        assert!(written(&[empty("a"), empty("b")], true).iter().all(|record| record.duplicate_of.is_none()));
    }
}
