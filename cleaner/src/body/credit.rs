//! A caption and the credit in it, told apart.

use super::inline::is_wide;

/// Most characters of a credit.
const MAX_CREDIT: usize = 60;

/// What stands before a name in a credit; lower-case. The credit reaches from there to the end.
const LABELS: &[&str] = &[
    "photo by ",
    "photos by ",
    "photograph by ",
    "photography by ",
    "picture by ",
    "image by ",
    "illustration by ",
    "graphic by ",
    "photo credit:",
    "image credit:",
    "photo courtesy of ",
    "courtesy of ",
    "photo:",
    "photos:",
    "photograph:",
    "picture:",
    "image:",
    "images:",
    "credit:",
    "credits:",
    "foto:",
    "fotos:",
    "foto de ",
    "bild:",
    "quelle:",
    "crédit photo:",
    "crédit:",
    "crédits:",
    "photo :",
    "crédit :",
    "crédit photo :",
    "zdjęcie:",
    "fot.",
    "фото:",
    "фото ",
    "photo ©",
    "©",
    "摄影:",
    "摄影：",
    "摄影/",
    "摄影 ",
    "图片来源:",
    "图片来源：",
    "图源:",
    "图源：",
    "图片:",
    "图片：",
    "图/",
    "图:",
    "图：",
    "供图:",
    "供图：",
    "資料來源：",
    "圖/",
    "圖：",
    "攝影：",
    "写真：",
    "写真:",
    "写真=",
    "사진=",
    "사진:",
    "تصوير:",
    "عدسة:",
];

/// Signs of a picture's maker inside brackets; lower-case.
const SIGNS: &[&str] = &[
    "photo",
    "foto",
    "фото",
    "image",
    "picture",
    "/",
    "摄",
    "攝",
    "图",
    "圖",
    "写真",
    "撮影",
    "사진",
    "تصوير",
    "عدسة",
    "courtesy",
    "credit",
];

/// A caption's own words, and who made the picture.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Caption {
    pub text: Option<String>,
    pub credit: Option<String>,
}

/// Parts a caption.
pub(super) fn split(text: &str) -> Caption {
    let text = without_mark(text.trim());
    // A stop after the brackets makes what is in them part of the sentence, unless it speaks of a picture.
    let stopped = text.ends_with(['.', '。']);
    let parts = bracketed(text)
        .filter(|(_, inner)| is_bracket_credit(inner) && (!stopped || has_sign(inner)))
        .or_else(|| labelled(text))
        .or_else(|| taken_by(text))
        .or_else(|| slashed(text))
        .or_else(|| agency_line(text));
    match parts {
        Some((caption, credit)) => Caption { text: nonempty(caption), credit: nonempty(bare(credit)) },
        None => Caption { text: nonempty(text), credit: None },
    }
}

/// Whether a text only counts the pictures of a gallery: `3/12`, `3 of 12`.
pub(super) fn is_counter(text: &str) -> bool {
    let inner = text.trim().trim_matches(['(', ')', '（', '）', '[', ']', ' ']);
    let number = |part: &str| part.trim().parse::<u16>().ok().filter(|_| part.trim().len() <= 3);
    let parts = inner.split_once(['/', '／']).or_else(|| inner.split_once(" of "));
    parts.is_some_and(|(at, all)| matches!((number(at), number(all)), (Some(at), Some(all)) if (1..=all).contains(&at)))
}

/// The caption without the arrow that points at its picture, or the picture's number in brackets.
fn without_mark(text: &str) -> &str {
    let text =
        text.trim_start_matches(['▲', '△', '▼', '▽', '▶', '►', '▷', '◀', '◁', '◆', '■', '□', '↑', '↓', '←', '→', '▴', ' ', '\u{3000}']);
    let counter = text.starts_with(['(', '（', '[']).then(|| text.split_once([')', '）', ']'])).flatten();
    match counter {
        Some((counter, rest)) if is_counter(counter) => rest.trim_start(),
        _ => text,
    }
}

/// Whether a text is told to be a picture's by a credit at its end.
pub(super) fn has_credit(text: &str) -> bool {
    split(text).credit.is_some()
}

/// Whether a text is a credit and nothing else.
pub(super) fn is_credit(text: &str) -> bool {
    let caption = split(text);
    caption.text.is_none() && caption.credit.is_some()
}

/// Whether a text ends with a credit in brackets that follows its words with no stop between: `… on May 6 (CFP)`.
pub(super) fn ends_in_open_credit(text: &str) -> bool {
    let text = text.trim();
    bracketed(text).is_some_and(|(before, inner)| {
        !text.ends_with(['.', '。'])
            && is_bracket_credit(inner)
            && before.chars().next_back().is_some_and(|c| c.is_alphanumeric() || matches!(c, '"' | '”' | '’'))
    })
}

/// The text before a last pair of brackets, and what is in them.
fn bracketed(text: &str) -> Option<(&str, &str)> {
    let text = text.trim_end_matches(['.', '。', ' ']);
    let (closing, opening) = match text.chars().next_back()? {
        ')' | '）' => (text.strip_suffix([')', '）'])?, ['(', '（']),
        ']' => (text.strip_suffix(']')?, ['[', '[']),
        '】' => (text.strip_suffix('】')?, ['【', '【']),
        _ => return None,
    };
    let (before, inner) = closing.rsplit_once(opening)?;
    Some((before.trim_end(), inner.trim()))
}

fn has_sign(inner: &str) -> bool {
    let lower = inner.to_lowercase();
    SIGNS.iter().any(|sign| lower.contains(sign))
}

/// Whether what stands in brackets names a picture's maker.
fn is_bracket_credit(inner: &str) -> bool {
    let chars = inner.chars().count();
    if !(2..=MAX_CREDIT).contains(&chars) {
        return false;
    }
    if has_sign(inner) {
        return !inner.chars().all(|c| c.is_ascii_digit() || c == '/');
    }
    if inner.chars().any(is_wide) {
        return chars <= 12 && inner.ends_with(['社', '网', '報', '报', '台', '網']);
    }
    // An agency by its name alone: capitals, or one capitalised word.
    let words = inner.split_whitespace().count();
    let capitals = inner.chars().filter(|c| c.is_alphabetic()).all(char::is_uppercase) && inner.chars().any(char::is_alphabetic);
    let names = inner
        .split_whitespace()
        .all(|word| word.chars().next().is_some_and(char::is_uppercase) && word.chars().all(|c| c.is_alphabetic() || c == '-' || c == '.'));
    (capitals && words <= 2 && !inner.chars().any(|c| c.is_ascii_digit())) || (names && words <= 3)
}

/// A credit after its label, at the end.
fn labelled(text: &str) -> Option<(&str, &str)> {
    let mut found: Option<usize> = None;
    let mut previous = None;
    let far = text.chars().count().saturating_sub(MAX_CREDIT);
    for (index, (at, c)) in text.char_indices().enumerate() {
        if index < far {
            previous = Some(c);
            continue; // a credit that long is none
        }
        let begins = previous.is_none_or(|p: char| !p.is_alphanumeric() || (is_wide(c) && ends_clause(p)));
        previous = Some(c);
        if !begins {
            continue;
        }
        let rest = text.get(at..)?;
        if LABELS.iter().any(|label| starts_with_folded(rest, label)) {
            let tail = rest.chars().count();
            if tail <= MAX_CREDIT && rest.split_whitespace().count() <= 12 && !mid_sentence(rest) {
                found = Some(at);
                break;
            }
        }
    }
    let (caption, credit) = text.split_at_checked(found?)?;
    let caption = caption.trim_end_matches([' ', '|', '-', '–', '—', '/', '(', '（', '[', ',']);
    // In the middle of a sentence such words are the sentence's own.
    let apart =
        caption.is_empty() || caption.len() < text.get(..found?)?.trim_end().len() || caption.chars().next_back().is_some_and(ends_clause);
    apart.then_some((caption, credit))
}

fn ends_clause(c: char) -> bool {
    matches!(c, '.' | '!' | '?' | '。' | '！' | '？' | '”' | '"' | '’' | ')' | '）' | '…' | '؟')
}

/// Whether a sentence ends and another goes on.
fn mid_sentence(text: &str) -> bool {
    let mut chars = text.chars().peekable();
    let (mut before, mut last) = (0, ' ');
    while let Some(c) = chars.next() {
        if matches!(c, '。' | '！' | '？' | '!' | '?') && chars.peek().is_some() {
            return true;
        }
        if c == '.' && before > 3 && last.is_lowercase() && chars.peek() == Some(&' ') {
            return true;
        }
        before = if c.is_alphabetic() { before + 1 } else { 0 };
        last = c;
    }
    false
}

fn starts_with_folded(text: &str, label: &str) -> bool {
    let first = |text: &str| text.chars().next().filter(char::is_ascii).map(|c| c.to_ascii_lowercase());
    if let (Some(one), Some(other)) = (first(text), first(label))
        && one != other
    {
        return false; // nearly always, and cheap to see
    }
    let mut text = text.chars().flat_map(char::to_lowercase);
    label.chars().all(|c| text.next() == Some(c))
}

/// `新华社记者 李欣 摄`, `李欣摄`, `某某供图` at the end.
fn taken_by(text: &str) -> Option<(&str, &str)> {
    let trimmed = text.trim_end_matches(['。', ' ', '）', ')']);
    let credit_ends = ["摄", "攝", "供图", "供圖", "发", "撮影", "／攝影", "/攝影", "/摄影", "／摄影"];
    if !credit_ends.iter().any(|end| trimmed.ends_with(end)) || (trimmed.ends_with('发') && !trimmed.contains("记者")) {
        return None;
    }
    let mut start = 0;
    for (at, c) in trimmed.char_indices() {
        if matches!(c, '。' | '！' | '？' | '”' | '）' | ')' | '，' | '；') {
            start = at + c.len_utf8();
        }
    }
    let mut tail = trimmed.get(start..)?;
    if tail.chars().count() > 20 {
        // No stop before it: the reporter's line begins at the last blank before `记者`, else at the last blank but one.
        let reporter = tail.find("记者").and_then(|at| tail.get(..at)).and_then(|before| before.rfind([' ', '　']));
        let at = reporter.or_else(|| tail.trim_end_matches(['摄', ' ']).rfind([' ', '　']))?;
        tail = tail.get(at..)?;
        start = trimmed.len() - tail.len();
    }
    (tail.chars().count() <= 24).then(|| (trimmed.get(..start).unwrap_or_default().trim_end(), tail.trim()))
}

/// `… in the harbour. /Reuters`: the words end, and a slash leads to who made the picture.
fn slashed(text: &str) -> Option<(&str, &str)> {
    let (before, credit) = text.rsplit_once(['/', '／'])?;
    let apart = before.ends_with([' ', '　']) && before.trim_end().chars().next_back().is_some_and(ends_clause);
    let capital = |word: &str| word.chars().next().is_some_and(|c| c.is_alphabetic() && !c.is_lowercase()) || word == "via";
    let words = credit.split_whitespace().count();
    let named = (1..=5).contains(&words) && credit.split_whitespace().all(capital) && credit.chars().count() <= MAX_CREDIT / 2;
    (named && (before.is_empty() || apart) && !credit.ends_with(['.', '。'])).then_some((before.trim_end(), credit))
}

/// `… in the harbour. Anna Moll/Reuters`.
fn agency_line(text: &str) -> Option<(&str, &str)> {
    let (before, after) = text.rsplit_once(". ").map_or(("", text), |(before, after)| (before, after));
    let tail = after.trim();
    let words = tail.split(['/', ' ']).filter(|word| !word.is_empty());
    let named = words.clone().all(|word| {
        word.chars().next().is_some_and(|c| c.is_uppercase() || c == '&') || matches!(word, "via" | "for" | "de" | "van" | "von")
    });
    let fits = tail.contains('/') && !tail.ends_with('.') && tail.chars().count() <= MAX_CREDIT && (2..=8).contains(&words.count());
    let caption = text.get(..before.len() + usize::from(!before.is_empty())).unwrap_or_default();
    (named && fits && !tail.chars().any(|c| c.is_ascii_digit())).then_some((caption, tail))
}

/// The name alone: labels and brackets gone.
fn bare(credit: &str) -> &str {
    let mut credit = credit.trim_matches([' ', '(', ')', '（', '）', '[', ']', '|', '。']);
    loop {
        let before = credit;
        for label in LABELS {
            if starts_with_folded(credit, label)
                && let Some(rest) = credit.char_indices().nth(label.chars().count()).and_then(|(at, _)| credit.get(at..))
            {
                credit = rest.trim_start_matches([' ', ':', '：', '/']);
            }
        }
        for end in ["摄", "攝", "撮影", "供图", "供圖", "／攝影", "/攝影", "/摄影", "／摄影"] {
            credit = credit.strip_suffix(end).unwrap_or(credit).trim_end_matches([' ', '/', '／']);
        }
        if credit == before {
            return credit.trim_end_matches([',', ' ']);
        }
    }
}

fn nonempty(text: &str) -> Option<String> {
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn credits_are_told_from_captions() {
        let cases = [
            ("Ferries leave the north quay on May 6 (CFP)", Some("Ferries leave the north quay on May 6"), Some("CFP")),
            ("Ferries leave the quay. (Xinhua/Anna Moll)", Some("Ferries leave the quay."), Some("Xinhua/Anna Moll")),
            ("The quay at dawn. Photo: Anna Moll/Reuters", Some("The quay at dawn."), Some("Anna Moll/Reuters")),
            ("The quay at dawn. Anna Moll/AFP via Getty Images", Some("The quay at dawn."), Some("Anna Moll/AFP via Getty Images")),
            ("The quay [Photo by Anna Moll/Harbour Daily]", Some("The quay"), Some("Anna Moll/Harbour Daily")),
            ("Die Mole am Morgen | Foto: Anna Moll", Some("Die Mole am Morgen"), Some("Anna Moll")),
            ("Photo by Anna Moll", None, Some("Anna Moll")),
            ("图为北码头的清晨。新华社记者 李欣 摄", Some("图为北码头的清晨。"), Some("新华社记者 李欣")),
            ("5月6日，旅客在北码头登上渡轮。（图/新华社）", Some("5月6日，旅客在北码头登上渡轮。"), Some("新华社")),
            ("旅客在北碼頭登上渡輪。 記者李欣／攝影", Some("旅客在北碼頭登上渡輪。"), Some("記者李欣")),
            ("旅客在北码头登上渡轮。 李欣/摄", Some("旅客在北码头登上渡轮。"), Some("李欣")),
            ("المسافرون على رصيف الميناء (تصوير: سمير حداد)", Some("المسافرون على رصيف الميناء"), Some("سمير حداد")),
            ("The quay at dawn, May 6, 2019. /HNA", Some("The quay at dawn, May 6, 2019."), Some("HNA")),
            ("▲ 배가 부두를 떠나고 있다. /김하늘 기자", Some("배가 부두를 떠나고 있다."), Some("김하늘 기자")),
            ("(2/9) The quay at dawn.", Some("The quay at dawn."), None),
            ("The road is closed. See harbour.example/Roads", Some("The road is closed. See harbour.example/Roads"), None),
            ("The quay was closed for a month (and more).", Some("The quay was closed for a month (and more)."), None),
            ("She showed a photo by her father and wept.", Some("She showed a photo by her father and wept."), None),
            ("It opened again in 1950 (12/5)", Some("It opened again in 1950 (12/5)"), None),
        ];
        for (text, caption, credit) in cases {
            assert_eq!(split(text), Caption { text: caption.map(str::to_owned), credit: credit.map(str::to_owned) }, "{text}");
        }
    }

    #[test]
    fn a_counter_counts() {
        for counter in ["1/4", "(3/12)", "12 of 12"] {
            assert!(is_counter(counter), "{counter}");
        }
        for other in ["4/1", "1/4 cup", "12", "2016/17", "one of two"] {
            assert!(!is_counter(other), "{other}");
        }
    }

    #[test]
    fn only_a_credit_without_a_stop_before_it_tells_a_caption_alone() {
        assert!(ends_in_open_credit("The two leaders meet at the north quay on May 6 (CFP)"));
        assert!(!ends_in_open_credit("The two leaders met on May 6. (Harbour)"));
    }
}
