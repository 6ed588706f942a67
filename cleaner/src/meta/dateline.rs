//! The place, day and agency that open a report: `BEIJING, May 19 (Xinhua)`, `新华社北京5月19日电`.

/// Longest dateline, in characters.
const LONGEST: usize = 60;

/// The dateline at the start of the first paragraph; the text keeps it.
#[must_use]
pub(super) fn read(paragraph: &str) -> Option<String> {
    latin(paragraph).or_else(|| chinese(paragraph))
}

/// A place in capitals, or what a bracket ends, before a dash.
fn latin(paragraph: &str) -> Option<String> {
    let (head, _) =
        ["--", " — ", " – ", " - ", "—", "–"].iter().filter_map(|dash| paragraph.split_once(dash)).min_by_key(|(head, _)| head.len())?;
    let head = head.trim();
    if !(3..=LONGEST).contains(&head.chars().count()) || head.contains(['.', ';', '?', '!', '"', '“']) && !head.ends_with(')') {
        return None;
    }
    let first = head.split([',', ' ', '(']).next().unwrap_or_default();
    let capitals = first.chars().count() >= 3 && first.chars().all(|c| c.is_uppercase() || matches!(c, '-' | '\'' | '’'));
    let bracket = head.ends_with(')')
        && head.split_once('(').is_some_and(|(place, agency)| {
            agency.chars().count() <= 30
                && place.split_whitespace().count() <= 6
                && (capitals || place.contains(|c: char| c == ',' || c.is_ascii_digit()))
        });
    let starts = head.chars().next().is_some_and(char::is_uppercase);
    (starts && (bracket || (capitals && head.split_whitespace().count() <= 5))).then(|| head.to_owned())
}

/// Agency, place and day before 电 or 讯.
fn chinese(paragraph: &str) -> Option<String> {
    let mark = ['电', '電', '讯', '訊'];
    let (at, c) = paragraph.char_indices().take(30).find(|(_, c)| mark.contains(c))?;
    let line = paragraph.get(..at + c.len_utf8())?;
    let head = paragraph.get(..at)?;
    let agency = ["社", "网", "網", "报", "報"].iter().any(|word| head.contains(word));
    let day = head.ends_with('日') && head.chars().any(|c| c.is_ascii_digit());
    (agency && day && !head.contains(['，', '。', '、'])).then(|| line.trim().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dateline_is_told_from_a_sentence() {
        assert_eq!(read("PORTSIDE, May 19 (Harbour Agency) -- The ferry left.").as_deref(), Some("PORTSIDE, May 19 (Harbour Agency)"));
        assert_eq!(read("PORTSIDE — The ferry left.").as_deref(), Some("PORTSIDE"));
        assert_eq!(read("海港社东岸5月19日电（记者王一帆）渡轮今晨离港。").as_deref(), Some("海港社东岸5月19日电"));
        for sentence in [
            "The ferry – the last one – left.",
            "He left. (Nobody saw him) - so they say",
            "来电显示，渡轮今晨离港。",
            "A ferry left at dawn.",
        ] {
            assert_eq!(read(sentence), None, "{sentence}");
        }
    }
}
