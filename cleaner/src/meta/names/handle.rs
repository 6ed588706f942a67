//! Names that people give themselves: a nickname in a byline's place is the name that the page gives.

use super::lines;
use super::refused;
use crate::text::is_cjk;

/// Longest nickname, in characters.
const LONGEST: usize = 30;

/// The nickname that a text is and nothing else: one to three words of letters, digits, dots and strokes.
#[must_use]
pub(crate) fn handle(text: &str) -> Option<String> {
    let text = lines::trim(text).trim_start_matches(['@', '~']).trim_end_matches(['.', '!']).trim();
    let characters = text.chars().count();
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    let plain = text.chars().all(|c| c.is_alphanumeric() || matches!(c, '.' | '_' | '-' | '\'' | '’' | ' '));
    let edges = text.chars().next().is_some_and(char::is_alphanumeric) && text.chars().next_back().is_some_and(char::is_alphanumeric);
    let sentence = text.chars().any(is_cjk) && characters > 8;
    let fits = (2..=LONGEST).contains(&characters) && text.split(' ').count() <= 3 && letters >= 2 && plain && edges && !sentence;
    let lower = text.to_lowercase();
    let refused = lower.contains("admin")
        || lower.contains("redaktion")
        || lower.split([' ', '-', '_', '.']).any(refused::is_refused)
        || is_host(&lower)
        || (text.chars().any(is_cjk) && !refused::is_person(text));
    (fits && !refused).then(|| text.to_owned())
}

/// `harbour.example.com`: the last part is a top-level domain that sites use.
fn is_host(word: &str) -> bool {
    const ENDINGS: &[&str] =
        &["com", "org", "net", "info", "de", "at", "ch", "fr", "it", "pl", "ru", "cn", "tv", "io", "co", "uk", "eu", "nl"];
    word.rsplit_once('.').is_some_and(|(_, ending)| ENDINGS.contains(&ending))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_nickname_is_known_from_buttons_and_addresses() {
        for name in ["quaywalker", "tide_77", "b.moll", "Mole", "anna moll", "NorthQuay"] {
            assert_eq!(handle(name).as_deref(), Some(name));
        }
        assert_eq!(handle("@quaywalker").as_deref(), Some("quaywalker"));
        for other in [
            "admin",
            "q_admin",
            "Staff",
            "harbourpost.com",
            "1234",
            "anna@example.org",
            "Read more",
            "a",
            "guest",
            "What is it?",
            "网站编辑",
        ] {
            assert_eq!(handle(other), None, "{other}");
        }
    }
}
