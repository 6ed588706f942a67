//! The day in an address: `/2016/05/13/`, `/201605/t20160513_1.html`, `/2016-05/13/`, `/2016/may/13/`.

use jiff::civil::Date;

use super::months::{self, Month};

/// The day that an address names.
#[must_use]
pub(super) fn find(url: &str) -> Option<Date> {
    // An archive's address ends with the page's own, after the stamp of its own.
    let path = url.rsplit_once("://").map_or(url, |(_, rest)| rest).split(['?', '#']).next()?;
    let archived = path.split_once("/web/").map(|(_, rest)| rest).filter(|rest| {
        let stamp: String = rest.chars().take_while(char::is_ascii_digit).collect();
        stamp.len() == 14
    });
    let path = archived.and_then(|rest| rest.split_once('/')).map_or(path, |(_, rest)| rest);
    let parts: Vec<&str> = path.split(['/', '-', '_', '.', ',']).skip(1).collect();
    (0..parts.len()).find_map(|at| full(parts.get(at)?).or_else(|| split(parts.get(at..)?)))
}

/// Eight digits, or a stamp that begins with them, perhaps after a letter or two.
fn full(part: &str) -> Option<Date> {
    let digits = part.trim_start_matches(|c: char| c.is_ascii_alphabetic());
    if part.len() - digits.len() > 3 || !digits.bytes().all(|byte| byte.is_ascii_digit()) || !matches!(digits.len(), 8 | 12..) {
        return None;
    }
    day(digits.get(..4)?, digits.get(4..6)?, digits.get(6..8)?)
}

fn split(parts: &[&str]) -> Option<Date> {
    let (first, second) = (*parts.first()?, *parts.get(1)?);
    match first.len() {
        4 if second.len() == 4 => day(first, second.get(..2)?, second.get(2..)?),
        4 => day(first, second, parts.get(2)?),
        6 => day(first.get(..4)?, first.get(4..)?, second),
        _ => None,
    }
}

fn day(year: &str, month: &str, day: &str) -> Option<Date> {
    let number = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.parse::<i16>().ok()).flatten();
    let year = number(year).filter(|year| (1995..2100).contains(year))?;
    let month = match number(month) {
        Some(month) => i8::try_from(month).ok()?,
        None => match months::month(&month.to_ascii_lowercase(), Some("en"))? {
            Month::Gregorian(month) => month,
            Month::Jalali(_) => return None,
        },
    };
    let day = if (1..=2).contains(&day.len()) { number(day)? } else { return None };
    Date::new(year, month, i8::try_from(day).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_in_addresses() {
        let may = Date::new(2016, 5, 13).ok();
        for url in [
            "https://e.org/2016/05/13/quay",
            "http://e.org/a/201605/t20160513_8001.html",
            "http://e.org/2016-05/13/content_1.htm",
            "http://e.org/n1/2016/0513/c1-2.html",
            "http://e.org/news/2016/may/13/quay",
            "http://e.org/201605/13/x.html",
            "http://e.org/quay-opens-2016-05-13",
            "http://e.org/a/20160513/1.html?d=20110101",
            "https://archive.org/web/20200101000000/http://e.org/2016/05/13/quay",
            "http://e.org/a/20160513092200123.html",
            "https://archive.org/web/20200101000000id_/e.org/2016/05/13/quay",
        ] {
            assert_eq!(find(url), may, "{url}");
        }
        for url in [
            "http://e.org/2016/05/quay",
            "http://e.org/article-20161398",
            "http://20160513.e.org",
            "http://e.org/12345678",
            "http://e.org/2016/quay/13",
            "https://archive.org/web/20200101000000/e.org/2016/05/quay",
        ] {
            assert_eq!(find(url), None, "{url}");
        }
    }
}
