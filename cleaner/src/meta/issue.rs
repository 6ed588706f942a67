//! The print issue that a page names: `NO. 20 MAY 19, 2016`, `2016年第20期`.

/// English months by their first three letters.
const MONTHS: [&str; 12] = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];

/// The issue in a part of a line, where the whole part is one.
#[must_use]
pub(crate) fn read(part: &str) -> Option<String> {
    let part = part.trim();
    (part.chars().count() <= 48 && (is_english(part) || is_chinese(part))).then(|| part.to_owned())
}

/// `NO. 20 MAY 19, 2016`, `No. 3, March 2011`, `Vol. 12 No. 3`.
fn is_english(part: &str) -> bool {
    let words: Vec<String> =
        part.split([' ', ',', '.', '/', '(', ')', '|']).filter(|word| !word.is_empty()).map(str::to_uppercase).collect();
    let mut numbers = 0;
    for (index, word) in words.iter().enumerate() {
        let number = word.strip_prefix("NO").unwrap_or(word);
        let fits = match word.as_str() {
            "NO" | "VOL" | "VOLUME" | "ISSUE" | "NUMBER" => words.get(index + 1).is_some_and(|next| is_number(next)),
            _ if is_number(number) => true,
            _ => MONTHS.iter().any(|month| word.starts_with(month)) && word.chars().all(char::is_alphabetic) && word.len() <= 9,
        };
        if !fits {
            return false;
        }
        numbers += usize::from(is_number(number));
    }
    let starts = words.first().is_some_and(|first| {
        matches!(first.as_str(), "NO" | "VOL" | "VOLUME" | "ISSUE" | "NUMBER") || first.strip_prefix("NO").is_some_and(is_number)
    });
    starts && numbers > 0
}

/// `第20期`, `2016年第20期`, `总第1234期`.
fn is_chinese(part: &str) -> bool {
    let Some((head, tail)) = part.split_once('第') else { return false };
    let Some((number, rest)) = tail.split_once('期') else { return false };
    let numeral = |c: char| c.is_ascii_digit() || "〇零一二三四五六七八九十百".contains(c);
    let frame = |c: char| c.is_ascii_digit() || " 年总總(（)）第期月日，,.《》".contains(c);
    !number.trim().is_empty() && number.trim().chars().all(numeral) && rest.chars().all(frame) && is_magazine_head(head, frame)
}

/// A year, or the name of a magazine in its quotation marks.
fn is_magazine_head(head: &str, frame: impl Fn(char) -> bool) -> bool {
    match (head.split_once('《'), head.split_once('》')) {
        (Some((before, _)), Some((name, after))) => before.trim().is_empty() && name.chars().count() <= 16 && after.chars().all(frame),
        _ => head.chars().all(frame),
    }
}

fn is_number(word: &str) -> bool {
    !word.is_empty() && word.chars().all(|c| c.is_ascii_digit() || c == '-')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_issue_is_kept_as_it_is_shown() {
        for issue in [
            "NO. 7 FEB 14, 2019",
            "NO.31 AUGUST 1, 2013",
            "No. 3, March 2011",
            "Vol. 12 No. 3",
            "第20期",
            "2016年第20期",
            "《海港周刊》2016年第8期",
        ] {
            assert_eq!(read(issue).as_deref(), Some(issue));
        }
    }

    #[test]
    fn what_is_no_issue_stays_out() {
        for line in ["No. 7 is the harbour's oldest ferry", "2019-02-03", "No comment", "第二次见面", "本刊第20期的文章", "No way"]
        {
            assert_eq!(read(line), None, "{line}");
        }
    }
}
