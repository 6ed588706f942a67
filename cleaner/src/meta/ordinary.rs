//! Words that the page itself writes in lower case: a capital alone makes no name of them.

use memchr::memmem::Finder;

use crate::segment::Blocks;

/// Whether the page writes this word in lower case somewhere. A word without a capital is not asked about.
fn is_ordinary(blocks: &Blocks, word: &str) -> bool {
    let lower = word.to_lowercase();
    if lower == word {
        return false;
    }
    let apart = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
    let finder = Finder::new(lower.as_str());
    (0..blocks.len()).map(|index| blocks.text(index)).any(|text| {
        finder.find_iter(text.as_bytes()).any(|at| {
            let after = text.get(at + lower.len()..).and_then(|rest| rest.chars().next());
            apart(text.get(..at).and_then(|head| head.chars().next_back())) && apart(after)
        })
    })
}

/// The words of a name that could be ordinary: no initials, no particles.
fn words(name: &str) -> impl Iterator<Item = &str> {
    name.split([' ', '-']).filter(|word| word.chars().filter(|c| c.is_alphabetic()).count() >= 2 && word.chars().any(char::is_uppercase))
}

/// Whether every word of a name is one of the page's ordinary words: "Find Jobs", "Accounting".
#[must_use]
pub(super) fn is_all(blocks: &Blocks, name: &str) -> bool {
    words(name).count() > 0 && words(name).all(|word| is_ordinary(blocks, word))
}

/// Whether any is: "Block Renovation", "Regency Chess".
#[must_use]
pub(super) fn is_any(blocks: &Blocks, name: &str) -> bool {
    words(name).any(|word| is_ordinary(blocks, word))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Document, Limits};

    #[test]
    fn words_that_the_page_uses_are_no_names() {
        let document = Document::parse("<p>We find jobs for people in the harbour, says Anna.</p>", Limits::default());
        let blocks = Blocks::of(&document);
        assert!(is_all(&blocks, "Find Jobs"));
        assert!(is_any(&blocks, "Moll Harbour") && !is_all(&blocks, "Moll Harbour"));
        assert!(!is_any(&blocks, "Anna Berg") && !is_any(&blocks, "J. Obs"));
    }
}
