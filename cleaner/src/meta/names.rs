//! Bare names out of what a page writes where a name is due: split, stripped of labels and trades, and refused where it is no person's.

mod bare;
mod handle;
mod parts;
mod refused;

use super::{east_asian, labels, lines};
use crate::text::{fold_space, is_cjk};

pub(crate) use bare::person;
pub(crate) use handle::handle;
pub(crate) use parts::parts_names;
pub(crate) use refused::{is_person, team};

/// The people in a string that should hold names; none where it holds none.
#[must_use]
pub(crate) fn people(text: &str) -> Vec<String> {
    let folded = fold_space(text);
    let names = distinct(&parts::without_asides(&folded));
    match (names.is_empty(), folded.split_once(['(', '（']).and_then(|(_, rest)| rest.split([')', '）']).next())) {
        // The paper first, the name in brackets.
        (true, Some(aside)) => distinct(aside),
        _ => names,
    }
}

/// The same behind a label that says that they are people, where some sign with one word: "Web editors: Anna Berg, Mira".
#[must_use]
pub(crate) fn signed(text: &str) -> Vec<String> {
    let folded = fold_space(text);
    let one_word = |part: &str| {
        let letters = part.chars().count();
        (4..=14).contains(&letters) && part.chars().all(char::is_alphabetic) && part.chars().next().is_some_and(char::is_uppercase)
    };
    let (mut names, mut words) = (people(&folded), 0);
    for (index, part) in folded.split([',', ';', '、']).flat_map(|part| part.split(" and ")).map(str::trim).enumerate() {
        if one_word(part)
            && !names.iter().any(|name| name == part)
            && let Some(name) = person(part)
        {
            names.insert(index.min(names.len()), name);
            words += 1;
        }
    }
    // A house's desk signs with one word in small letters.
    let desk = folded.trim();
    if names.is_empty()
        && (4..=14).contains(&desk.chars().count())
        && desk.chars().all(|c| c.is_ascii_lowercase())
        && !refused::is_refused(desk)
    {
        return vec![desk.to_owned()];
    }
    if words * 2 > names.len() + 1 { people(&folded) } else { names }
}

/// The same from a witness that is less sure: in Chinese and Korean, only what begins with a family name; else two words at least.
#[must_use]
pub(crate) fn certain_people(text: &str) -> Vec<String> {
    people(text).into_iter().filter(|name| is_certain(name)).collect()
}

/// Whether a name reads as one without anything that says so.
#[must_use]
pub(crate) fn is_certain(name: &str) -> bool {
    if name.chars().any(is_cjk) {
        let foreign = !name.ends_with('の') && (name.contains('·') || name.chars().any(|c| ('\u{3040}'..='\u{30ff}').contains(&c)));
        return east_asian::is_chinese_name(name) || foreign;
    }
    east_asian::is_korean_name(name) || name.split_whitespace().count() >= 2
}

fn distinct(text: &str) -> Vec<String> {
    let mut names: Vec<String> = vec![];
    let mut refused = false;
    for part in parts::split(text) {
        match person(&part) {
            Some(name) if !names.contains(&name) => names.push(name),
            Some(_) => {}
            None => refused = true,
        }
    }
    // A single word beside whole names is a place, a post or a button.
    let is_word = |name: &String| !name.contains(' ') && name.chars().any(|c| c.is_lowercase() || c.is_uppercase());
    // So is one that is left of a text whose other parts are no names: "Head of Launches, Adoption".
    if names.iter().any(|name| name.contains(' ')) || refused {
        names.retain(|name| !is_word(name));
    }
    names
}

/// A name by its letters and digits alone: for comparing.
#[must_use]
pub(crate) fn key(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_split_and_bare() {
        for (text, names) in [
            ("Anna Berg and Tom Hill", &["Anna Berg", "Tom Hill"][..]),
            ("Von Jürgen Weiß und Eva Klein", &["Jürgen Weiß", "Eva Klein"]),
            ("By Dr. Anna Berg, PhD, Senior Editor", &["Anna Berg"]),
            ("رنا الحداد الجمعة 18 آذار 2016", &["رنا الحداد"]),
            ("Anna Berg Friday 3 May", &["Anna Berg"]),
            ("本报记者 王一帆 李小满", &["王一帆", "李小满"]),
            ("王一帆、李小满", &["王一帆", "李小满"]),
            ("王 帆", &["王帆"]),
            ("王一帆2018-07-16 09:00:00", &["王一帆"]),
            ("杨小米_NX1234", &["杨小米"]),
            ("Иван Петров и Анна Смирнова", &["Иван Петров", "Анна Смирнова"]),
            ("Luis de la Vega y Ana Ruiz", &["Luis de la Vega", "Ana Ruiz"]),
            ("anna.berg@example.org Anna Berg", &["Anna Berg"]),
            ("Robert Hill Jr.", &["Robert Hill Jr."]),
            ("Anna BergPublished: May 3", &["Anna Berg"]),
            ("J. K. Moor", &["J. K. Moor"]),
            ("ANNA BERG", &["ANNA BERG"]),
            ("김하늘 기자", &["김하늘"]),
        ] {
            assert_eq!(people(text), names, "{text}");
        }
    }

    #[test]
    fn what_is_no_person_is_no_name() {
        for text in [
            "Staff",
            "admin",
            "The Harbour Post",
            "Redaktion",
            "DPA",
            "12345",
            "海港晚报",
            "编辑部",
            "harbourpost.com",
            "News Desk",
            "Read more",
            "None",
            "by",
            "anna@example.org",
            "综合报道",
        ] {
            assert_eq!(people(text), Vec::<String>::new(), "{text}");
        }
    }
}
