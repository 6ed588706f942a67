//! Lines that every news site has and no article: rules as data, each with its reason and its proofs.
//!
//! A rule matches whole tokens on a short line, never a phrase inside a sentence. It lists lines that it drops and lines
//! that it keeps, and one test proves them all. All phrases stand in one index, so that a line costs one pass
//! however many rules there are.
//!
//! ```
//! use presscut_cleaner::boilerplate;
//!
//! assert_eq!(boilerplate::find("Share this article").map(|rule| rule.name), Some("share"));
//! assert!(boilerplate::find("Officials said they would share this article of faith.").is_none());
//! ```

mod apparatus;
mod buttons;
mod credits;
mod line;
mod lists;
mod notices;
mod phrases;
mod pleas;
mod shapes;
#[cfg(test)]
mod tests;

use std::sync::LazyLock;

use line::Line;
use phrases::{Phrase, Phrases};

/// Where a rule may cut.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// Wherever the line stands.
    Anywhere,
    /// Only where nothing but other cut lines stand between it and an edge of the body.
    Edge,
}

/// A kind of line that is no part of an article.
#[derive(Debug)]
pub struct Rule {
    /// Its name, stable: `explain` and `removed` show it.
    pub name: &'static str,
    /// Why such lines go.
    pub why: &'static str,
    /// Where it may cut.
    pub scope: Scope,
    /// Nothing after such a line at the page's end belongs to the article.
    pub ends_article: bool,
    /// Lines that it drops.
    pub drops: &'static [&'static str],
    /// Lines that it must keep, however like they are.
    pub keeps: &'static [&'static str],
    /// Lists of phrases, parted by ` | `, and how they must stand.
    phrases: &'static [(How, &'static str)],
    shape: Option<fn(&Line) -> bool>,
}

impl Rule {
    /// What most rules share.
    const BASE: Self =
        Self { name: "", why: "", scope: Scope::Edge, ends_article: false, drops: &[], keeps: &[], phrases: &[], shape: None };
}

/// How a phrase, written in lower case, must stand on a line. Lengths are in characters of the whole line.
///
/// "Alone" leaves room for punctuation and symbols that are no quotation marks. Where nothing else is said, a line that
/// reads like a sentence never matches.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum How {
    /// Alone on the line.
    Whole,
    /// Alone, but for a number: `Comments (12)`.
    Counted,
    /// At the start of a line of at most this length.
    Start(usize),
    /// The same, and the line may be a sentence.
    Plea(usize),
    /// At the start, then a colon, then at most this many characters; or alone.
    Label(usize),
    /// At the start, then a colon, then something that may be a sentence such as a headline.
    Pointer(usize),
    /// At the end of a line of at most this length.
    End(usize),
    /// Anywhere on a line of at most this length.
    Within(usize),
    /// Anywhere on a line of at most this length, not running on into a sentence: `All rights reserved.`
    Notice(usize),
    /// Anywhere on a line of at most this length that also has a digit.
    Numbered(usize),
}

/// All rules, and their phrases.
struct Book {
    rules: Vec<&'static Rule>,
    phrases: Phrases,
}

static BOOK: LazyLock<Book> = LazyLock::new(|| {
    let rules: Vec<&Rule> = [apparatus::RULES, lists::RULES, notices::RULES, credits::RULES, pleas::RULES, credits::NOTES, pleas::MORE]
        .into_iter()
        .flatten()
        .collect();
    let phrases = Phrases::of(rules.iter().enumerate().flat_map(|(index, rule)| {
        let lists = rule.phrases.iter();
        lists.flat_map(move |&(how, list)| list.split(" | ").map(move |text| Phrase { text, rule: index, how }))
    }));
    Book { rules, phrases }
});

/// The rule that a block's text falls under; the text's white space must be folded.
#[must_use]
pub fn find(text: &str) -> Option<&'static Rule> {
    let line = Line::new(text)?;
    let book = &*BOOK;
    let by_shape = || book.rules.iter().position(|rule| rule.shape.is_some_and(|shape| shape(&line)));
    let rule = book.phrases.find(&line).or_else(by_shape)?;
    book.rules.get(rule).copied()
}

/// The place of a rule in the book, from 1 on: rules of one chapter stand together.
pub(crate) fn number(rule: &Rule) -> u8 {
    BOOK.rules.iter().position(|known| std::ptr::eq(*known, rule)).map_or(0, |at| u8::try_from(at + 1).unwrap_or(u8::MAX))
}

/// Whether nothing after such a line at the page's end belongs to the article: headings of related lists, of comments, of
/// partners, copyright notices.
#[must_use]
pub fn ends_article(text: &str) -> bool {
    find(text).is_some_and(|rule| rule.ends_article)
}

/// All rules.
pub fn rules() -> impl Iterator<Item = &'static Rule> {
    BOOK.rules.iter().copied()
}
