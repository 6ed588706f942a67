//! The language: of the body's text first, then what the page declares.

use super::{Metadata, Witnesses};
use crate::text;
use crate::verdict::Verdict;

/// What the page declares, as BCP 47.
#[must_use]
pub(super) fn declared(witnesses: Witnesses<'_>) -> Option<String> {
    let head = witnesses.head;
    let candidates =
        [head.language, head.meta("content-language"), head.meta("og:locale"), head.meta("dc.language"), head.meta("language")];
    candidates.into_iter().flatten().find_map(tag).or_else(|| head.json_ld.article()?.text("inLanguage").as_deref().and_then(tag))
}

/// `en_us` as `en-US`; `None` where it is no language tag.
fn tag(value: &str) -> Option<String> {
    let mut parts = value.split(',').next()?.trim().split(['-', '_']);
    let primary = parts.next()?.to_ascii_lowercase();
    if !(2..=3).contains(&primary.len()) || !primary.chars().all(|c| c.is_ascii_alphabetic()) || matches!(primary.as_str(), "und" | "utf") {
        return None;
    }
    let mut out = match primary.as_str() {
        "iw" => "he".to_owned(),
        "in" => "id".to_owned(),
        "jp" => "ja".to_owned(),
        "cn" => "zh".to_owned(),
        "kr" => "ko".to_owned(),
        _ => primary,
    };
    for part in parts.take(2).filter(|part| part.chars().all(|c| c.is_ascii_alphanumeric())) {
        let part = match part.len() {
            2 => part.to_ascii_uppercase(),
            3 if part.bytes().all(|byte| byte.is_ascii_digit()) => part.to_owned(),
            4 => part.chars().take(1).flat_map(char::to_uppercase).chain(part.chars().skip(1).flat_map(char::to_lowercase)).collect(),
            _ => continue,
        };
        out.push('-');
        out.push_str(&part);
    }
    Some(out)
}

/// Characters of the body that are looked at.
const SAMPLE: usize = 600;
/// Fewest letters that a judgement on the text can stand on.
const FEWEST: usize = 60;

/// Reads `language`.
pub(super) fn read(witnesses: Witnesses<'_>, verdicts: &[Verdict], out: &mut Metadata) {
    let declared = declared(witnesses);
    let text = sample(witnesses, verdicts);
    let found = of_text(&text, declared.as_deref());
    let (language, witness) = match (found, declared) {
        (Some("zh"), declared) if is_traditional(&text) => (
            declared.filter(|tag| TRADITIONAL_TAGS.iter().any(|known| tag.starts_with(known))).unwrap_or_else(|| "zh-Hant".to_owned()),
            "text",
        ),
        (Some(found), Some(declared)) if primary(&declared) == found => (declared, "text"),
        (Some(found), _) => (found.to_owned(), "text"),
        (None, Some(declared)) => (declared, "declared"),
        (None, None) => return,
    };
    out.tell("language", Some(witness));
    out.language = Some(language);
}

/// The first characters of the body; of the page where there is no body.
fn sample(witnesses: Witnesses<'_>, verdicts: &[Verdict]) -> String {
    let blocks = witnesses.blocks;
    let mut text = String::new();
    let mut left = SAMPLE;
    for index in (0..blocks.len()).filter(|&index| verdicts.get(index).is_some_and(|verdict| verdict.keep)) {
        text.extend(blocks.text(index).chars().take(left));
        text.push(' ');
        left = left.saturating_sub(blocks[index].chars as usize);
        if left == 0 {
            break;
        }
    }
    text
}

fn primary(tag: &str) -> &str {
    tag.split('-').next().unwrap_or(tag)
}

/// Tags that say already that Chinese is written in traditional script.
const TRADITIONAL_TAGS: &[&str] = &["zh-Hant", "zh-TW", "zh-HK", "zh-MO"];
/// Common characters of the traditional script that the simplified one writes otherwise, and those that stand for them there.
const TRADITIONAL: &str =
    "們這個國會說時對過還發後來開學經現點見長問業產動員進從關實體車電話報聞與為無樣將東門應機認議論術義華萬節總結團設計張師書場戲區";
const SIMPLIFIED: &str =
    "们这个国会说时对过还发后来开学经现点见长问业产动员进从关实体车电话报闻与为无样将东门应机认议论术义华万节总结团设计张师书场戏区";

/// Whether a Chinese text is written in traditional script.
fn is_traditional(text: &str) -> bool {
    let count = |set: &str| text.chars().filter(|&c| set.contains(c)).count();
    let traditional = count(TRADITIONAL);
    traditional >= 4 && traditional > 4 * count(SIMPLIFIED)
}

/// The language that a text is written in; what is declared decides between languages that are written alike.
fn of_text(text: &str, declared: Option<&str>) -> Option<&'static str> {
    let scripts = Scripts::of(text);
    if scripts.letters < FEWEST && scripts.eastern < FEWEST / 3 {
        return None;
    }
    if let Some(language) = scripts.language() {
        return Some(language);
    }
    let declared = declared.map(primary);
    if let Some((language, words)) = COMMON.iter().find(|(language, _)| Some(*language) == declared)
        && share(text, words) >= 0.08
    {
        return Some(language);
    }
    let info = whatlang::detect(text)?;
    let found = two_letters(info.lang())?;
    let alike = declared.is_some_and(|declared| ALIKE.iter().any(|family| family.contains(&declared) && family.contains(&found)));
    let unknown = declared.is_some_and(|declared| whatlang::Lang::all().iter().all(|&lang| two_letters(lang) != Some(declared)));
    let sure = info.is_reliable() || (declared.is_none() && info.confidence() > 0.3);
    (sure && !alike && !(unknown && scripts.is_latin())).then_some(found)
}

/// Letters of a text by script.
#[derive(Debug, Default)]
struct Scripts {
    letters: usize,
    eastern: usize,
    han: usize,
    kana: usize,
    hangul: usize,
    latin: usize,
    /// Of scripts that one language writes.
    own: [usize; OWN.len()],
}

/// Scripts that one language writes, or nearly so.
const OWN: [(char, char, &str); 14] = [
    ('\u{370}', '\u{3ff}', "el"),
    ('\u{531}', '\u{58a}', "hy"),
    ('\u{591}', '\u{5f4}', "he"),
    ('\u{980}', '\u{9ff}', "bn"),
    ('\u{a00}', '\u{a7f}', "pa"),
    ('\u{a80}', '\u{aff}', "gu"),
    ('\u{b80}', '\u{bff}', "ta"),
    ('\u{c00}', '\u{c7f}', "te"),
    ('\u{c80}', '\u{cff}', "kn"),
    ('\u{d00}', '\u{d7f}', "ml"),
    ('\u{e00}', '\u{e7f}', "th"),
    ('\u{1000}', '\u{109f}', "my"),
    ('\u{10a0}', '\u{10ff}', "ka"),
    ('\u{1780}', '\u{17ff}', "km"),
];

impl Scripts {
    fn of(text: &str) -> Self {
        let mut out = Self::default();
        for c in text.chars().filter(|c| c.is_alphabetic()) {
            out.letters += 1;
            match c {
                'a'..='z' | 'A'..='Z' | '\u{c0}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}' => out.latin += 1,
                '\u{3040}'..='\u{30ff}' => out.kana += 1,
                '\u{ac00}'..='\u{d7af}' => out.hangul += 1,
                c if text::is_cjk(c) => out.han += 1,
                c => {
                    if let Some(own) = OWN.iter().position(|&(first, last, _)| (first..=last).contains(&c)) {
                        out.own[own] += 1;
                    }
                }
            }
        }
        out.eastern = out.han + out.kana + out.hangul;
        out
    }

    fn is_latin(&self) -> bool {
        self.latin * 2 > self.letters
    }

    /// The language, where the script tells.
    fn language(&self) -> Option<&'static str> {
        // A character of these says more than a letter: they weigh double.
        if self.eastern * 3 > self.letters {
            return Some(match self {
                _ if self.hangul * 2 > self.eastern => "ko",
                _ if self.kana * 8 > self.eastern => "ja",
                _ => "zh",
            });
        }
        self.own.iter().zip(OWN).find(|&(count, _)| count * 2 > self.letters).map(|(_, (_, _, language))| language)
    }
}

/// The commonest words of the languages most written on the web: they spare the statistics where a page declares its language truly.
const COMMON: &[(&str, &[&str])] = &[
    ("en", &["the", "of", "and", "to", "in", "is", "that", "for", "with", "was", "on"]),
    ("de", &["der", "die", "und", "das", "den", "von", "mit", "ist", "ein", "eine", "nicht", "auf"]),
    ("fr", &["le", "la", "les", "de", "des", "et", "est", "une", "du", "dans", "pour", "que"]),
    ("es", &["el", "la", "los", "de", "que", "en", "una", "las", "por", "con", "del", "para"]),
    ("it", &["il", "di", "che", "la", "della", "per", "una", "sono", "con", "del", "non", "le"]),
    ("pt", &["o", "de", "que", "do", "da", "em", "um", "uma", "para", "com", "não", "os"]),
    ("nl", &["de", "het", "een", "van", "en", "in", "is", "op", "dat", "te", "zijn", "met"]),
    ("pl", &["w", "i", "na", "z", "się", "do", "nie", "jest", "że", "to", "od", "przez"]),
    ("ru", &["и", "в", "на", "не", "что", "с", "по", "из", "для", "это", "как", "от"]),
    ("tr", &["ve", "bir", "bu", "için", "ile", "da", "de", "olarak", "olan", "daha"]),
    ("sv", &["och", "att", "det", "som", "är", "för", "den", "på", "av", "med", "inte"]),
    ("id", &["yang", "dan", "di", "ini", "itu", "dengan", "untuk", "dari", "pada", "tidak"]),
    ("vi", &["và", "của", "là", "các", "có", "được", "trong", "cho", "không", "một", "những"]),
    ("uk", &["і", "в", "на", "що", "не", "з", "до", "у", "та", "для", "це", "як"]),
];

/// Languages that are told apart badly by short texts.
const ALIKE: &[&[&str]] = &[
    &["no", "nb", "nn", "da", "sv"],
    &["hr", "sr", "bs", "sl", "me", "sh"],
    &["id", "ms", "jv", "su"],
    &["cs", "sk"],
    &["es", "ca", "gl", "pt", "ast", "eu"],
    &["ru", "uk", "be", "bg", "mk", "sr"],
    &["hi", "mr", "ne"],
    &["nl", "af", "fy"],
    &["fa", "ur", "ps", "ar", "ku"],
    &["tr", "az"],
];

fn share(text: &str, words: &[&str]) -> f32 {
    let (mut all, mut common) = (0_u16, 0_u16);
    for word in text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).take(1_000) {
        all += 1;
        common += u16::from(words.iter().any(|known| is_lowered(word, known)));
    }
    if all < 8 { 0.0 } else { f32::from(common) / f32::from(all) }
}

/// Whether a word in lower case is this one.
fn is_lowered(word: &str, known: &str) -> bool {
    if word.is_ascii() {
        word.eq_ignore_ascii_case(known)
    } else {
        word.chars().count() == known.chars().count() && word.to_lowercase() == known
    }
}

fn two_letters(lang: whatlang::Lang) -> Option<&'static str> {
    Some(match lang.code() {
        "eng" => "en",
        "rus" => "ru",
        "cmn" => "zh",
        "spa" => "es",
        "por" => "pt",
        "ita" => "it",
        "ben" => "bn",
        "fra" => "fr",
        "deu" => "de",
        "ukr" => "uk",
        "kat" => "ka",
        "ara" => "ar",
        "hin" => "hi",
        "jpn" => "ja",
        "heb" => "he",
        "yid" => "yi",
        "pol" => "pl",
        "amh" => "am",
        "jav" => "jv",
        "kor" => "ko",
        "nob" => "no",
        "dan" => "da",
        "swe" => "sv",
        "fin" => "fi",
        "tur" => "tr",
        "nld" => "nl",
        "hun" => "hu",
        "ces" => "cs",
        "ell" => "el",
        "bul" => "bg",
        "bel" => "be",
        "mar" => "mr",
        "kan" => "kn",
        "ron" => "ro",
        "slv" => "sl",
        "hrv" => "hr",
        "srp" => "sr",
        "mkd" => "mk",
        "lit" => "lt",
        "lav" => "lv",
        "est" => "et",
        "tam" => "ta",
        "vie" => "vi",
        "urd" => "ur",
        "tha" => "th",
        "guj" => "gu",
        "uzb" => "uz",
        "pan" => "pa",
        "aze" => "az",
        "ind" => "id",
        "tel" => "te",
        "pes" => "fa",
        "mal" => "ml",
        "ori" => "or",
        "mya" => "my",
        "nep" => "ne",
        "sin" => "si",
        "khm" => "km",
        "tuk" => "tk",
        "aka" => "ak",
        "zul" => "zu",
        "sna" => "sn",
        "afr" => "af",
        "lat" => "la",
        "slk" => "sk",
        "cat" => "ca",
        "tgl" => "tl",
        "hye" => "hy",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn declared_tags_are_brought_to_bcp_47() {
        assert_eq!(tag("en_us").as_deref(), Some("en-US"));
        assert_eq!(tag("zh-hant-tw").as_deref(), Some("zh-Hant-TW"));
        assert_eq!(tag("DE").as_deref(), Some("de"));
        assert_eq!(tag("iw").as_deref(), Some("he"));
        assert_eq!(tag("german"), None);
        assert_eq!(tag("utf-8"), None); // a charset, where a template mistook one for the other
        assert_eq!(tag(""), None);
    }

    #[test]
    fn the_text_tells_the_language() {
        for (language, text) in [
            ("zh", "码头今晨重新开放，第一批渡轮在黎明时分离港，市民排起了长队，等候登船。"),
            ("ja", "港は今朝、再び開かれ、最初のフェリーが夜明けに出発した。市民は長い列を作って待っていた。"),
            ("ko", "부두가 오늘 아침 다시 열렸고 첫 여객선이 새벽에 떠났다. 시민들은 긴 줄을 서서 기다렸다."),
            ("el", "Η αποβάθρα άνοιξε ξανά σήμερα το πρωί και τα πρώτα πλοία έφυγαν την αυγή, ενώ ο κόσμος περίμενε."),
            (
                "de",
                "Der Kai ist seit heute früh wieder offen, und die ersten Fähren legten mit der Dämmerung ab, während die Leute warteten.",
            ),
            (
                "ru",
                "Причал открылся сегодня утром, и первые паромы ушли на рассвете, а люди ждали в длинной очереди на берегу. Город надеется, что этим летом сюда снова приедут гости, которых не было видно уже три года.",
            ),
            ("he", "הרציף נפתח מחדש הבוקר והמעבורות הראשונות יצאו עם שחר, בעוד התושבים המתינו בתור ארוך על החוף."),
        ] {
            assert_eq!(of_text(text, None), Some(language), "{text}");
        }
        assert_eq!(of_text("Quay", None), None);
    }

    #[test]
    fn the_script_of_chinese_is_told() {
        assert!(is_traditional("碼頭今晨重新開放，第一批渡輪在黎明時分離港，市民說這是七年來第一次，還排起了長隊。"));
        assert!(!is_traditional("码头今晨重新开放，第一批渡轮在黎明时分离港，市民说这是七年来第一次，还排起了长队。"));
        assert!(!is_traditional("码头今晨重新开放，標牌「碼頭」二字由書法家所書，市民说这是七年来第一次。"));
    }

    #[test]
    fn a_template_that_declares_english_does_not_make_german_english() {
        let text =
            "Der Kai ist seit heute früh wieder offen, und die ersten Fähren legten mit der Dämmerung ab, während die Leute warteten.";
        assert_eq!(of_text(text, Some("en")), Some("de"));
    }
}
