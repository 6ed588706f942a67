//! What reads as the name of one person, and what does not: agencies, sites, newsrooms, posts, buttons.

use crate::text::is_cjk;

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
    "advertisement", "anzeige", "kommentar", "gastbeitrag", "exklusiv", "clinic", "xpress", "magazin", "ajansı", "ajans", "haber",
    "gazetesi", "alle", "artikel", "startseite", "übersicht", "zurück", "weiter", "mehr", "find", "search", "menu", "jobs", "webteam",
    "lines", "church", "bank", "hotel", "museum", "hospital", "government", "agency's", "pressestelle", "webdesk", "bulletin",
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

/// Particles that a name may hold in lower case.
#[rustfmt::skip] // a table of words, many to a line
const PARTICLES: &[&str] = &[
    "de", "van", "von", "der", "den", "del", "della", "di", "da", "dos", "das", "do", "du", "la", "le", "las", "los", "el", "al", "bin",
    "ibn", "bint", "ben", "abu", "ter", "ten", "zu", "zur", "zum", "vom", "af", "av", "y", "e", "st", "st.", "san", "santa", "op", "'t",
    "’t", "im", "in't", "dello", "degli", "mac", "mc", "o'", "d'", "dalla", "dal", "lo", "jr", "jr.", "sr", "iii", "ii",
];

/// Whether a word, lower-case, makes a name an organisation's, a post's or a button's.
#[must_use]
pub(super) fn is_refused(word: &str) -> bool {
    NOT_A_PERSON.contains(&word)
}

/// The team that signs as one author, by its own name: "The Quayside Team"; not "Marketing Team", "Our Team".
#[must_use]
pub(crate) fn team(text: &str) -> Option<String> {
    let text = super::lines::trim(text);
    let words: Vec<&str> = text.split_whitespace().collect();
    let is_team = |word: Option<&&str>| word.is_some_and(|word| word.eq_ignore_ascii_case("team"));
    let own = |word: &&str| {
        let lower = word.to_lowercase();
        let common = ["our", "your", "meet", "leadership", "management", "sales", "legal", "creative", "product", "customer", "site"];
        word.starts_with(char::is_uppercase) && !is_refused(&lower) && !common.contains(&lower.as_str())
    };
    let named = (2..=5).contains(&words.len()) && (is_team(words.first()) || is_team(words.last())) && words.iter().any(own);
    let plain = text.chars().all(|c| c.is_alphanumeric() || matches!(c, ' ' | '&' | '-' | '’' | '\'' | '.')) && !text.contains(". ");
    let capitals = words.iter().all(|word| word.eq_ignore_ascii_case("the") || !word.starts_with(char::is_lowercase));
    (named && plain && capitals).then(|| text.to_owned())
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
    if words.len() > 1 && words.iter().any(|word| is_glued(word)) {
        return false;
    }
    // Every word begins with a capital, or is a particle in the middle.
    words.iter().zip(&lower).enumerate().all(|(index, (word, lower))| {
        word.chars().find(|c| c.is_alphabetic()).is_some_and(|c| !c.is_lowercase())
            || PARTICLES.contains(&lower.as_str())
            || (index > 0 && lower.contains(['\'', '’', '-']))
    }) && words.iter().any(|word| word.chars().any(char::is_uppercase))
        && words.iter().any(|word| word.chars().filter(|c| c.is_alphabetic()).count() > 1)
}

/// `ChecklistsJust`, which only a style sheet parts; not `MacDonald`, `DeSiato`.
fn is_glued(word: &str) -> bool {
    let letters: Vec<char> = word.chars().collect();
    letters.windows(2).enumerate().any(|(at, pair)| matches!(pair, [a, b] if at >= 6 && a.is_lowercase() && b.is_uppercase()))
}

/// `example.com`, not `J.R.R.`: each part has two letters or more.
fn is_domain(word: &str) -> bool {
    let word = word.trim_end_matches('.');
    word.split('.').count() > 1 && word.split('.').all(|part| part.chars().count() >= 2)
}
