//! Bare names out of what a page writes where a name is due: split, stripped of labels and trades, and refused where it is no person's.

use super::labels::{self, Label};
use super::{east_asian, lines};
use crate::text::{fold_space, is_cjk};

/// Words that part two names, in the languages that write them with spaces around.
#[rustfmt::skip] // a table of words, many to a line
const CONJUNCTIONS: &[&str] = &[
    "and", "und", "et", "y", "e", "og", "och", "en", "ve", "dan", "ja", "și", "și", "и", "и", "та", "και", "&", "+", "with", "mit", "avec",
    "con", "z", "oraz", "a", "i", "és", "và", "et.", "e.", "for", "For", "FOR", "/", "·", "–", "—", "-", "•", "||",
];

/// Words that make a name an organisation's, a post's or a button's; compared with whole words, lower-case.
#[rustfmt::skip] // a table of words, many to a line
const NOT_A_PERSON: &[&str] = &[
    "news", "newsroom", "newsdesk", "desk", "press", "agency", "agencies", "reuters", "afp", "ap", "upi", "dpa", "ansa", "efe", "pap",
    "tass", "xinhua", "bloomberg", "bbc", "cnn", "npr", "team", "staff", "editor", "editors", "editorial", "reporter", "reporters",
    "writer", "writers", "correspondent", "correspondents", "contributor", "contributors", "contributing", "columnist", "journalist",
    "newspaper", "times", "magazine", "media", "online", "web", "website", "webmaster", "admin", "administrator", "administrador",
    "guest", "user", "anonymous", "unknown", "none", "null", "undefined", "author", "authors", "redaktion", "redakteur", "redakteurin",
    "redaktionsleitung", "onlineredaktion", "redakcja", "redacción", "redaccion", "redação", "redacao", "redazione", "rédaction",
    "redaksi", "redactie", "redactia", "редакция", "редактор", "корреспондент", "админ", "администратор", "сотрудник", "agencia",
    "agencias", "agence", "agencies", "agentur", "agenturen", "agenzia", "agencja", "агентство", "newsletter", "podcast", "video",
    "photo", "photos", "foto", "images", "getty", "network", "group", "inc", "inc.", "ltd", "llc", "gmbh", "corp", "co.", "company",
    "university", "institute", "foundation", "association", "society", "center", "centre", "department", "ministry", "office", "bureau",
    "service", "services", "wire", "wires", "director", "manager", "ceo", "expert", "experts", "producer", "production", "blog",
    "blogger", "community", "member", "subscribe", "follow", "share", "comment", "comments", "read", "more", "view", "profile", "posts",
    "articles", "about", "contact", "home", "login", "sign", "published", "updated", "posted", "date", "email", "twitter", "facebook",
    "instagram", "minutes", "minute", "min", "ago", "hours", "copyright", "rights", "reserved", "all", "the", "this", "our", "sponsored",
    "advertorial", "partner", "partners", "special", "report", "reports", "tv", "radio", "zeitung", "presse", "verlag", "nachrichten",
    "journal", "gazette", "tribune", "herald", "post", "daily", "weekly", "today", "digital", "publishing", "publisher", "publishers",
    "communications", "solutions", "health", "research", "school", "club", "studio", "studios", "official", "support", "help", "various",
    "others", "archive", "archives", "source", "interview", "opinion", "analysis", "εφημερίδα", "συντακτική", "ομάδα", "σύνταξη",
    "newsteam", "correspondencia", "corresponsal", "periodista", "especial", "kompas.com", "newsbeat", "link", "august", "rebloggt",
    "fun", "gardener", "by", "penulis", "close", "size", "bio", "commentary", "volontär", "expertise", "nzz-redaktion", "interactive",
    "germany", "text", "translation", "contribution", "introduction", "special-to", "ae", "ае", "s.a.", "sp", "cbc", "abc", "nbc", "mdr",
    "formula", "formel", "welfare", "policy", "diseases", "content", "marketing", "brand", "store", "shop", "sports", "sport",
    "politics", "business", "tech", "technology", "world", "entertainment", "lifestyle", "travel", "dietitian", "nutritionist",
    "horticulturalist", "representative", "years", "reviewed", "medically", "fact", "checked", "written", "senior", "chief", "freelance",
    "assistant", "associate", "head", "fellow", "professor", "deputy", "managing", "intern", "specialist", "analyst", "developer",
    "engineer", "founder", "co-founder", "owner", "president", "secretary", "coach", "strategist", "consultant", "designer", "redactor",
    "advertisement", "anzeige", "kommentar", "gastbeitrag", "exklusiv",
];

/// Endings and words of Chinese and Japanese organisations, posts and furniture.
#[rustfmt::skip] // a table of words, many to a line
const NOT_A_PERSON_CJK: &[&str] = &[
    "手机版", "简介", "公告", "见习", "整合", "综述", "台北", "北京", "上海", "广州", "深圳", "香港", "最新", "文章", "收到", "截至", "网", "網", "报社", "日报", "日報", "晚报",
    "晚報", "早报", "早報", "时报", "時報", "快报", "周刊", "週刊", "周报", "月刊", "杂志", "通讯社", "通訊社", "新华社", "新華社", "中新社", "电视台", "電視台", "电台", "广播", "编辑部",
    "編輯部", "编辑", "編輯", "记者", "記者", "通讯员", "通訊員", "报道", "報道", "報導", "作者", "来源", "來源", "公司", "集团", "大学", "大學", "学院", "研究院", "研究所", "中心",
    "委员会", "办公室", "出版社", "部门", "协会", "频道", "頻道", "客户端", "公众号", "微信", "微博", "综合", "綜合", "整理", "未知", "佚名", "匿名", "本站", "本报", "本報", "本网",
    "网络", "小编", "管理员", "发布", "发表", "时间", "日期", "编译", "編譯", "摄影", "攝影", "责任", "責任", "新闻", "新聞", "传媒", "媒体", "编辑室", "工作室", "编委会", "评论员",
    "供稿", "转载", "转自", "実習", "编部", "ニュース", "新聞社", "通信社", "編集部", "取材班", "社会部", "政治部", "经济部", "デジタル", "オンライン", "스포츠", "뉴스", "신문", "기자",
    "实习生", "特派员", "特约", "中国", "中國", "翻译", "报告", "阅读", "评论", "分享", "字体", "打印", "点击", "关注", "投稿", "全文", "首页", "更多", "版权", "图片", "视频",
];

/// Degrees and honorifics that are no part of a bare name.
const HONORIFICS: &[&str] =
    &["dr", "dr.", "prof", "prof.", "professor", "mr", "mr.", "mrs", "mrs.", "ms", "ms.", "sir", "dame", "rev", "rev."];
#[rustfmt::skip] // a table of words, many to a line
const DEGREES: &[&str] = &[
    "phd", "ph.d", "ph.d.", "md", "m.d", "m.d.", "rd", "r.d.", "rn", "r.n.", "dvm", "d.v.m.", "msc", "ms", "m.s.", "ma", "m.a.", "ba",
    "b.a.", "bsc", "mba", "m.b.a.", "mph", "m.p.h.", "jd", "j.d.", "llm", "ll.m.", "cfp", "cfp®", "cepf", "cpt", "esq", "esq.", "rdn",
    "ldn", "cdces", "lcsw", "facog", "faap", "do", "d.o.", "cpa", "edd", "psyd", "dds", "cscs", "dpt",
];

/// Particles that a name may hold in lower case.
#[rustfmt::skip] // a table of words, many to a line
const PARTICLES: &[&str] = &[
    "de", "van", "von", "der", "den", "del", "della", "di", "da", "dos", "das", "do", "du", "la", "le", "las", "los", "el", "al", "bin",
    "ibn", "bint", "ben", "abu", "ter", "ten", "zu", "zur", "zum", "vom", "af", "av", "y", "e", "st", "st.", "san", "santa", "op", "'t",
    "’t", "im", "in't", "dello", "degli", "mac", "mc", "o'", "d'", "dalla", "dal", "lo", "jr", "jr.", "sr", "iii", "ii",
];

/// The people in a string that should hold names; none where it holds none.
#[must_use]
pub(crate) fn people(text: &str) -> Vec<String> {
    let folded = fold_space(text);
    let names = distinct(&without_asides(&folded));
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
        && !NOT_A_PERSON.contains(&desk)
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
        let foreign = name.contains('·') || name.chars().any(|c| ('\u{3040}'..='\u{30ff}').contains(&c));
        return east_asian::is_chinese_name(name) || foreign;
    }
    east_asian::is_korean_name(name) || name.split_whitespace().count() >= 2
}

fn distinct(text: &str) -> Vec<String> {
    let mut names: Vec<String> = vec![];
    for part in split(text) {
        if let Some(name) = person(&part)
            && !names.contains(&name)
        {
            names.push(name);
        }
    }
    // A single word beside whole names is a place, a post or a button.
    let is_word = |name: &String| !name.contains(' ') && name.chars().any(|c| c.is_lowercase() || c.is_uppercase());
    if names.iter().any(|name| name.contains(' ')) {
        names.retain(|name| !is_word(name));
    }
    names
}

/// Takes out addresses, handles and what stands in brackets.
fn without_asides(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut depth = 0_u32;
    let mut word = String::new();
    for c in text.chars().chain([' ']) {
        match c {
            '(' | '（' | '[' | '〔' | '【' | '<' => depth += 1,
            ')' | '）' | ']' | '〕' | '】' | '>' => {
                depth = depth.saturating_sub(1);
                continue;
            }
            _ => {}
        }
        if depth > 0 {
            continue;
        }
        if c == ' ' {
            if !is_address(&word) {
                out.push_str(&word);
                out.push(' ');
            }
            word.clear();
        } else {
            word.push(c);
        }
    }
    out.truncate(out.trim_end().len());
    if out.is_empty() { lines::trim(text).to_owned() } else { out }
}

fn is_address(word: &str) -> bool {
    word.contains('@') || word.contains("://") || word.starts_with("www.")
}

/// Cuts a string at the marks and words that part names.
fn split(text: &str) -> Vec<String> {
    let mut parts = vec![];
    for clause in text.split([',', ';', '|', '、', '，', '；', '/', '／', '•', '\n', '｜', '‧', '●', '：', '╱', '〉', '。'])
    {
        let mut words: Vec<&str> = vec![];
        for word in before_date(clause) {
            let parts_names = CONJUNCTIONS.contains(&word) || matches!(word, "AND" | "And" | "UND" | "ET");
            // Two Chinese names side by side: a space parts them.
            let two_names = words.last().is_some_and(|last| is_cjk_name(last)) && is_cjk_name(word);
            if (parts_names || two_names) && !words.is_empty() {
                parts.push(words.join(" "));
                words.clear();
            }
            if !parts_names {
                words.push(word);
            }
        }
        if !words.is_empty() {
            parts.push(words.join(" "));
        }
    }
    parts
}

/// The words before a date: "Anna Berg Dec. 3", "Anna Berg 2023-12-03".
fn before_date(clause: &str) -> Vec<&str> {
    const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let words: Vec<&str> = clause.split_whitespace().collect();
    let numeric = |word: &&str| word.chars().next().is_some_and(|c| c.is_ascii_digit());
    let is_month = |word: &str| {
        let word = word.trim_end_matches('.').to_lowercase();
        word.chars().count() <= 9
            && MONTHS.iter().any(|month| word.starts_with(month))
            && (word.chars().count() <= 4 || word.ends_with(['y', 'h', 'l', 'e', 't', 'r']))
    };
    let end = words.iter().enumerate().position(|(index, word)| {
        numeric(word)
            || (index > 1 && *word == "In" && index + 1 < words.len())
            || (index > 0 && is_month(word) && words.get(index + 1).is_some_and(numeric))
    });
    let cut = end.is_some();
    let mut end = end.unwrap_or(words.len());
    while cut && end > 1 && words.get(end - 1).is_some_and(|word| is_weekday(word)) {
        end -= 1;
    }
    let end = if end > 1 && end < words.len() && matches!(words.get(end - 1), Some(&("on" | "at" | "am" | "le" | "den"))) {
        end - 1
    } else {
        end
    };
    words.get(..end).unwrap_or_default().to_vec()
}

/// A day of the week, as it stands before a date: "Anna Berg Montag 3."
fn is_weekday(word: &str) -> bool {
    #[rustfmt::skip] // a table of words, many to a line
    const WEEKDAYS: &[&str] = &[
        "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "mon", "tue", "wed", "thu", "fri", "sat", "sun",
        "montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag", "sonntag", "lundi", "mardi", "mercredi", "jeudi", "vendredi",
        "samedi", "dimanche", "lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo", "понедельник", "вторник", "среда",
        "четверг", "пятница", "суббота", "воскресенье", "الاثنين", "الإثنين", "الثلاثاء", "الأربعاء", "الاربعاء", "الخميس", "الجمعة",
        "السبت", "الأحد", "الاحد",
    ];
    WEEKDAYS.contains(&word.trim_end_matches(['.', ',', '،']).to_lowercase().as_str())
}

/// Two to four Han characters: a whole name. Shorter ones are halves of a name set wide (王 一).
fn is_cjk_name(word: &str) -> bool {
    word.chars().count() >= 2 && word.chars().all(|c| is_cjk(c) || matches!(c, '·' | '•'))
}

/// One bare name, or nothing where the text is none.
#[must_use]
pub(crate) fn person(text: &str) -> Option<String> {
    let mut text = lines::trim(text);
    // Labels may follow each other: 本报记者 文/…
    for _ in 0..3 {
        match labels::at_start(text) {
            Some((Label::Author | Label::Editor | Label::Photographer | Label::Translator | Label::Copyeditor, rest)) => {
                text = lines::trim(rest);
            }
            _ => break,
        }
    }
    let text = undated(unglued(strip_posts(text)));
    let words: Vec<&str> = text
        .split_whitespace()
        .skip_while(|word| HONORIFICS.contains(&word.to_lowercase().as_str()))
        .filter(|word| !word.is_empty())
        .collect();
    let kept = words.iter().rposition(|word| {
        !DEGREES.contains(&word.trim_end_matches(',').to_lowercase().as_str())
            || word.chars().any(char::is_lowercase) && word.chars().count() < 3
    });
    let words = words.get(..=kept?)?;
    let name = lines::trim(&join(words)).trim_matches(['.', '\'', '’', '!', '?', '…', '&', '+', '`', '^', '®', '©', '™']).trim().to_owned();
    let dotted = words.last().is_some_and(|last| last.ends_with('.') && (last.chars().count() <= 2 || matches!(*last, "Jr." | "Sr.")));
    let name = if dotted && !name.is_empty() { format!("{name}.") } else { name };
    is_person(&name).then_some(name)
}

/// Words that stand glued to a name where only the style sheet sets them apart: `Anna BergPublished`.
fn unglued(text: &str) -> &str {
    #[rustfmt::skip] // a table of words, many to a line
    const GLUED: &[&str] = &[
        "Published", "Updated", "Posted", "Last", "Dec", "Nov", "Oct", "Sep", "Aug", "Jul", "Jun", "Apr", "Feb", "December", "November",
        "October", "September", "August", "July", "June", "April", "February", "January",
    ];
    let cut = GLUED.iter().find_map(|word| text.strip_suffix(word)).filter(|head| head.ends_with(char::is_lowercase));
    cut.unwrap_or(text)
}

/// A Chinese name without the figures of a date that stands glued to it: `王一帆2018-07-16 09:00`.
fn undated(text: &str) -> &str {
    let figure = text.char_indices().zip(text.chars().skip(1)).find(|&((_, c), next)| is_cjk(c) && next.is_ascii_digit());
    figure.and_then(|((at, c), _)| text.get(..at + c.len_utf8())).unwrap_or(text)
}

/// Chinese posts before or after the name, and staff codes: 记者张三, 张三报道, `李小满_NX1234`.
fn strip_posts(text: &str) -> &str {
    let reported = ["报道", "報道", "報導", "电", "電"].iter().any(|end| text.ends_with(end));
    let mut text = text;
    for _ in 0..3 {
        let before = text;
        for post in [
            "本报记者",
            "全媒体记者",
            "见习记者",
            "实习记者",
            "特约记者",
            "记者",
            "記者",
            "通讯员",
            "通訊員",
            "实习生",
            "作者",
            "特派员",
            "责任编辑",
            "编辑",
            "编译",
            "摄影",
        ] {
            text = text.strip_prefix(post).map_or(text, lines::trim);
        }
        for post in [
            "报道",
            "報道",
            "報導",
            "综合报道",
            "摄影报道",
            "编辑",
            "編輯",
            "摄",
            "攝",
            "记者",
            "記者",
            "通讯员",
            "/文",
            "文/图",
            "编译",
            "整理",
            "整合",
            "实习生",
            " 기자",
            "기자",
            "特派員",
            "供稿",
            "撰写",
            "撰文",
        ] {
            if let Some(rest) = text.strip_suffix(post)
                && rest.chars().count() >= 2
            {
                text = lines::trim(rest);
            }
        }
        if let Some((head, code)) = text.rsplit_once(['_', ' '])
            && !code.is_empty()
            && code.chars().any(|c| c.is_ascii_digit())
            && code.chars().all(|c| c.is_ascii_alphanumeric())
        {
            text = lines::trim(head);
        }
        if text.chars().any(is_cjk) {
            text = text.trim_end_matches(|c: char| c.is_ascii_digit());
        }
        if text == before {
            break;
        }
    }
    // 王一帆台北報導: the place stands right after the name.
    if text.chars().count() >= 5
        && text.chars().all(is_cjk)
        && let Some(name) = text.char_indices().nth(3).and_then(|(end, _)| text.get(..end))
        && east_asian::is_chinese_name(name)
        && reported
    {
        return name;
    }
    text
}

/// Words of a name; the single characters of a Chinese name set wide are joined.
fn join(words: &[&str]) -> String {
    let wide = words.len() > 1
        && words.iter().all(|word| word.chars().all(is_cjk))
        && words.iter().map(|word| word.chars().count()).sum::<usize>() <= 4;
    words.join(if wide { "" } else { " " })
}

/// Whether a string reads as the name of one person.
#[must_use]
pub(crate) fn is_person(name: &str) -> bool {
    let characters = name.chars().count();
    if !(2..=48).contains(&characters)
        || name.chars().any(|c| {
            c.is_ascii_digit()
                || matches!(c, '@' | ':' | '?' | '!' | '"' | '“' | '”' | '=' | '%' | '$' | '#' | '{' | '}' | '《' | '》' | '。' | '_')
        })
    {
        return false;
    }
    if name.chars().any(is_cjk) { is_cjk_person(name, characters) } else { is_spaced_person(name) }
}

fn is_cjk_person(name: &str, characters: usize) -> bool {
    let longest =
        if name.contains(['·', '・', ' ', '•']) || name.chars().any(|c| matches!(c, '\u{3040}'..='\u{30ff}')) { 16 } else { 6 };
    characters <= longest
        && !NOT_A_PERSON_CJK.iter().any(|word| name.contains(word))
        && !name.ends_with(['报', '報', '社', '台', '局', '部', '厅', '处', '署', '网', '院', '刊', '组', '室', '版', '讯'])
}

fn is_spaced_person(name: &str) -> bool {
    let words: Vec<&str> = name.split_whitespace().collect();
    if words.is_empty() || words.len() > 6 {
        return false;
    }
    let lower: Vec<String> = words.iter().map(|word| word.to_lowercase()).collect();
    if lower
        .iter()
        .any(|word| word.ends_with("-redaktion") || NOT_A_PERSON.contains(&word.as_str()) || word.contains('.') && is_domain(word))
    {
        return false;
    }
    let cased = name.chars().any(|c| c.is_uppercase() || c.is_lowercase());
    if !cased {
        // Korean, Arabic, Hindi, Thai…: no capitals to go by.
        return words.len() <= 5;
    }
    // Every word begins with a capital, or is a particle in the middle.
    words.iter().zip(&lower).enumerate().all(|(index, (word, lower))| {
        word.chars().find(|c| c.is_alphabetic()).is_some_and(|c| !c.is_lowercase())
            || PARTICLES.contains(&lower.as_str())
            || (index > 0 && lower.contains(['\'', '’', '-']))
    }) && words.iter().any(|word| word.chars().any(char::is_uppercase))
        && words.iter().any(|word| word.chars().filter(|c| c.is_alphabetic()).count() > 1)
}

/// `example.com`, not `J.R.R.`: each part has two letters or more.
fn is_domain(word: &str) -> bool {
    let word = word.trim_end_matches('.');
    word.split('.').count() > 1 && word.split('.').all(|part| part.chars().count() >= 2)
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
