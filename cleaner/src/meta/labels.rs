//! The words that tell what a line is about: "By", "来源：", "Редактор:", by what they introduce.

use std::collections::HashMap;
use std::sync::LazyLock;

/// What a label introduces.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Label {
    /// Who wrote it.
    Author,
    /// Who edited it.
    Editor,
    /// Who read the copy.
    Copyeditor,
    /// Who translated it.
    Translator,
    /// Who took the pictures.
    Photographer,
    /// Who helped with it.
    Contributor,
    /// Where the text was taken from.
    Source,
    /// When it was published or changed.
    Date,
    /// The print issue.
    Issue,
    /// Counters, buttons, sections, keywords: nothing that a field is read from here.
    Other,
}

impl Label {
    /// The role of a contributor that goes by this label.
    #[must_use]
    pub(crate) fn role(self) -> Option<&'static str> {
        match self {
            Self::Editor => Some("editor"),
            Self::Copyeditor => Some("copyeditor"),
            Self::Translator => Some("translator"),
            Self::Photographer => Some("photographer"),
            Self::Contributor => Some("contributor"),
            _ => None,
        }
    }

    /// The name of the rule that cuts a line which begins with this label.
    #[must_use]
    pub(crate) fn rule(self) -> &'static str {
        match self {
            Self::Author => "byline",
            Self::Editor | Self::Copyeditor | Self::Translator => "editor",
            Self::Photographer | Self::Contributor => "credit",
            Self::Source => "source",
            Self::Date => "date",
            Self::Issue => "issue",
            Self::Other => "furniture",
        }
    }
}

use Label::{Author, Copyeditor, Date, Editor, Issue, Other, Photographer, Source, Translator};

/// Labels that a colon (or, in Chinese, a slash) follows; lower-case.
#[rustfmt::skip] // a table of words, many to a line
const WITH_COLON: &[(Label, &[&str])] = &[
    (
        Author,
        &[
            "author", "authors", "author(s)", "by", "written by", "article written by", "about the author", "words by", "words", "story by", "reported by", "reporting by",
            "reporter", "reporters", "posted by", "text by", "text", "texte", "texto", "testo", "tekst", "autor", "autora", "autores",
            "autorin", "autoren", "autore", "auteur", "auteurs", "auteure", "von", "par", "por", "oleh", "penulis", "laporan", "yazar",
            "автор", "авторы", "автор статьи", "автор текста", "текст", "συντάκτης", "γράφει", "του", "της", "κείμενο", "ρεπορτάζ",
            "tác giả", "ผู้เขียน", "بقلم", "كتب", "كتبت", "الكاتب", "الكاتبة", "نویسنده", "लेखक", "द्वारा", "מאת", "szerző", "autorzy", "opracowanie", "opr.", "skribent", "forfatter", "kirjoittaja", "toimittaja", "автори", "аўтар", "کالم نگار", "作者", "文章作者", "本文作者", "原作者", "作 者", "撰文", "撰稿",
            "撰稿人", "撰写", "文字", "文", "采写", "採寫", "采访", "记者", "記者", "本报记者", "本報記者", "采写记者", "见习记者", "实习记者", "通讯员", "执笔", "執筆", "著者", "筆者",
            "取材・文", "取材", "文＝", "글", "기자", "글쓴이",
        ],
    ),
    (
        Editor,
        &[
            "editor", "editors", "edited by", "web editor", "editing by", "redaktor", "redaktorka", "редактор", "редактор текста",
            "выпускающий редактор", "ответственный редактор", "επιμέλεια", "editado por", "penyunting", "editör", "责任编辑", "責任編輯", "责任编缉",
            "责 任编辑", "责编", "責編", "责编辑", "编辑", "編輯", "编 辑", "编缉", "网络编辑", "網絡編輯", "本文编辑", "本文编辑人", "文章编辑", "值班编辑", "实习编辑", "网站编辑", "新闻编辑",
            "主编", "责任主编", "值班主任", "版式编辑", "编审", "審核", "审核", "审校", "監製", "监制", "责任编辑 ", "編集", "편집",
        ],
    ),
    (
        Copyeditor,
        &["copy editor", "copyeditor", "copyedited by", "copy-edited by", "copy edited by", "校对", "校對", "корректор", "korekta"],
    ),
    (
        Translator,
        &[
            "translator", "translated by", "translation", "traduction", "traducción", "traduzione", "übersetzung", "übersetzt von",
            "tłumaczenie", "tłum.", "перевод", "переводчик", "μετάφραση", "译者", "譯者", "翻译", "翻譯", "编译", "編譯", "译", "訳", "翻訳", "번역",
        ],
    ),
    (
        Photographer,
        &[
            "photo", "photos", "photo by", "photos by", "photographer", "photography", "pictures", "picture", "image", "images",
            "image credit", "foto", "fotos", "fot.", "fot", "zdjęcia", "zdjęcie", "фото", "фотограф", "φωτογραφία", "φωτο",
            "photographe", "photo credit", "credit", "摄影", "攝影", "摄", "攝", "图", "圖", "图片", "图片来源", "圖片來源", "供图", "配图", "制图", "摄像", "视频",
            "视觉", "图源", "写真", "撮影", "사진",
        ],
    ),
    (
        Source,
        &[
            "source", "sources", "quelle", "quellen", "fuente", "fonte", "fonti", "kaynak", "sumber", "źródło", "zródło", "źrodło",
            "źródła", "источник", "источники", "по материалам", "джерело", "πηγή", "πηγη", "πηγές", "zdroj", "forrás", "izvor", "källa",
            "kilde", "lähde", "bron", "nguồn", "المصدر", "מקור", "출처", "来源", "來源", "稿源", "稿件来源", "稿件來源", "文章来源", "文章來源", "新闻来源", "新聞來源",
            "信息来源", "資訊來源", "资讯来源", "消息来源", "内容来源", "本文来源", "资料来源", "資料來源", "来 源", "來 源", "来源于", "来源自", "转载自", "转自", "转载", "轉載自", "摘自",
            "原载", "出处", "出處", "出典", "信源", "媒体来源", "发布单位", "信息提供", "文章出处", "供稿", "供稿单位", "发布机构", "配信", "提供元", "出所", "引用元", "स्रोत", "ที่มา", "منبع", "ذریعہ", "fuentes", "fontes", "pramen", "iturria", "källor", "kilder", "lähteet", "sursa", "извор", "источник информации",
        ],
    ),
    (
        Date,
        &[
            "date", "published", "publish date", "published on", "published at", "publication date", "updated", "updated on",
            "last updated", "last modified", "modified", "first published", "posted", "posted on", "created", "release date", "pubtime",
            "updated at", "update", "time", "stand", "datum", "veröffentlicht", "aktualisiert", "erstellt", "publié", "publié le",
            "mis à jour", "mise à jour", "date de publication", "publicado", "publicado en", "actualizado", "atualizado", "fecha",
            "data", "data publikacji", "pubblicato", "pubblicato il", "aggiornato", "dodano", "dodany", "opublikowano", "aktualizacja",
            "utworzono", "zmieniony", "дата", "дата публикации", "опубликовано", "размещено", "обновлено", "добавлено", "ημερομηνία",
            "ημερ.", "δημοσιεύτηκε", "δημοσίευση", "δημοσιεύθηκε", "τελευταία ενημέρωση", "ενημέρωση", "τελευταία ανανέωση", "时间", "時間",
            "发布时间", "發布時間", "发稿时间", "发表时间", "發表時間", "上传时间", "更新时间", "更新時間", "创建时间", "录入时间", "添加时间", "写作时间", "发布日期", "發布日期", "发表日期",
            "更新日期", "日期", "更新", "更新于", "发布于", "发表于", "發表於", "公開日", "公開", "掲載日", "配信日", "投稿日", "最終更新", "更新日", "作成日", "입력", "수정", "등록",
            "승인", "발행", "최종수정", "기사입력", "ngày đăng", "اخر تحديث", "آخر تحديث", "تاريخ النشر",
        ],
    ),
    (Issue, &["issue", "期号", "期數", "期数", "刊期"]),
    (
        Other,
        &[
            "reviewed by", "medically reviewed by", "expert reviewed by", "fact checked by", "fact-checked by", "legally reviewed by",
            "article reviewed by", "reviewer", "fact checker", "views", "view", "hits", "reads", "comments", "tags", "tag", "keywords", "category", "categories", "filed under", "section",
            "topics", "related", "share", "print", "font size", "odsłon", "odsłony", "wyświetleń", "komentarze", "tagi", "просмотров",
            "просмотры", "комментариев", "комментарии", "рубрика", "теги", "разместил", "εμφανίσεις", "σχόλια", "κατηγορία", "点击", "點擊",
            "点击数", "点击量", "点击次数", "点击率", "浏览", "瀏覽", "浏览量", "浏览数", "浏览次数", "瀏覽次數", "访问次数", "访问量", "阅读", "閱讀", "阅读数", "阅读量", "阅读次数", "人气",
            "人氣", "人气值", "评论", "評論", "评论数", "回复", "字体", "字號", "字号", "字体大小", "文字大小", "打印", "分享", "分享到", "转发", "收藏", "查看", "热度", "热词",
            "标签", "標籤", "关键词", "关键字", "關鍵字", "所属栏目", "所属分类", "栏目", "分类", "分類", "类别", "编号", "版次", "版面", "版号", "选稿", "发布人", "发布者", "网友评论",
            "责任", "评分", "推荐", "专题", "导读", "摘要", "核心提示", "上一篇", "下一篇", "相关新闻", "相关阅读", "电话", "邮箱", "地址", "热线", "投稿邮箱", "原标题", "原標題",
            "原文链接", "原文", "原文地址", "链接", "本文链接", "副标题", "标题", "主题", "提要", "内容提要", "提示", "注", "备注", "声明", "签发", "监播",
        ],
    ),
];

/// Labels that stand before a name with a space or nothing between, at the start of a line only.
/// `true`: the next character must be a capital, so that a sentence that begins with the word is not taken for it.
#[rustfmt::skip] // a table of words, many to a line
const BARE: &[(Label, bool, &[&str])] = &[
    (
        Author,
        true,
        &[
            "by", "by staff reporter", "by our staff reporter", "written by", "words by", "story by", "text by", "posted by", "reported by", "reporting by", "review by", "opinion by",
            "analysis by", "article by", "submitted by", "published by", "von", "ein artikel von", "beitrag von", "ein beitrag von",
            "blog beitrag von", "gastbeitrag von", "artikel von", "guest post by", "post by", "blog by", "article written by", "this article was written by", "this post was written by", "eine analyse von",
            "ein kommentar von", "eine kolumne von", "ein gastbeitrag von", "ein interview von", "interview von", "kommentar von",
            "kolumne von", "par", "texte", "propos recueillis par", "por", "escrito por", "di", "a cura di", "door", "af", "av", "oleh",
            "napisał", "napisała", "autor", "текст", "автор", "του", "της", "από τον", "από την", "γράφει ο", "γράφει η", "tekst",
            "text",
        ],
    ),
    (Editor, true, &["edited by", "editing by", "редактор", "επιμέλεια"]),
    (Copyeditor, true, &["copyedited by", "copy-edited by", "copy edited by", "copy editing by", "copyediting by"]),
    (
        Translator,
        true,
        &[
            "translated by", "übersetzt von", "aus dem englischen von", "traduit par", "traducido por", "traducción de", "przełożył",
            "przełożyła", "перевод", "перевел", "перевела",
        ],
    ),
    (
        Photographer,
        true,
        &["photo by", "photos by", "photographs by", "photography by", "pictures by", "images by", "fotos von", "foto von", "photos par"],
    ),
    (Source, true, &["quelle", "source", "źródło", "источник", "πηγή"]),
    (Other, true, &["reviewed by", "medically reviewed by", "expert reviewed by", "fact checked by", "fact-checked by", "legally reviewed by"]),
    (
        Author,
        false,
        &[
            "文/图", "图/文", "文图/", "文/圖", "文/", "文｜", "文丨", "文|", "撰文/", "撰文｜", "文 /", "文 |", "文 |", "作者/", "作者｜", "记者/", "采写/", "本报记者",
            "本報記者", "本网记者", "本站记者", "本刊记者", "本台记者", "特约记者", "见习记者", "見習記者", "实习记者", "首席记者", "特派记者", "特派记者", "全媒体记者", "融媒体记者", "新华社记者",
            "中新社记者", "中新网记者", "人民网记者", "记者", "記者", "通讯员", "通訊員", "作者",
        ],
    ),
    (Editor, false, &["责任编辑", "責任編輯", "责编", "責編", "编辑/", "责编/", "编辑｜", "编辑|", "编辑丨", "责编｜", "责编|", "责编丨", "编辑 |"]),
    (Photographer, false, &["图/", "圖/", "图｜", "图丨", "摄影/", "攝影/", "摄/", "摄影｜", "摄影", "攝影", "摄影记者"]),
    (Translator, false, &["译/", "译者/", "编译/", "編譯/", "翻译/"]),
    (Source, false, &["转载自", "转自", "来源/", "来源｜", "来源丨"]),
];

/// A label at the start of a text: what it introduces, and the text after it.
#[must_use]
pub(crate) fn at_start(text: &str) -> Option<(Label, &str)> {
    with_colon(text).or_else(|| bare(text))
}

/// A label that a colon follows, at the start of a text.
#[must_use]
pub(crate) fn with_colon(text: &str) -> Option<(Label, &str)> {
    static LABELS: LazyLock<HashMap<&str, Label>> = LazyLock::new(|| {
        // Of two labels by one word the first counts.
        WITH_COLON.iter().rev().flat_map(|&(label, words)| words.iter().map(move |&word| (word, label))).collect()
    });
    let (head, rest) = text.split_at_checked(text.find([':', '：', '︰', '﹕', '/', '／', '＝'])?)?;
    if head.len() > 60 {
        return None;
    }
    let mut rest = rest.chars();
    let mark = rest.next()?;
    let head = head.trim().to_lowercase();
    let label = LABELS.get(head.as_str()).copied()?;
    let slash_fits = !matches!(mark, '/' | '／') || head.chars().all(crate::text::is_cjk);
    slash_fits.then(|| (label, rest.as_str().trim_start()))
}

/// A label that nothing but a space parts from the name, at the start of a text. The longest one counts.
#[must_use]
pub(crate) fn bare(text: &str) -> Option<(Label, &str)> {
    /// The labels by the character that they begin with.
    static LABELS: LazyLock<Groups<(Label, bool, &str)>> = LazyLock::new(|| {
        let all = BARE.iter().flat_map(|&(label, capital, words)| words.iter().map(move |&word| (label, capital, word)));
        grouped(all, |(.., word)| word.chars().next().map(lower))
    });
    let mut best: Option<(Label, &str, usize)> = None;
    for &(label, capital, word) in LABELS.get(&lower(text.chars().next()?))? {
        if best.is_some_and(|(.., length)| length >= word.len()) {
            continue;
        }
        let Some(rest) = strip_ignoring_case(text, word) else { continue };
        let after = rest.trim_start();
        let fits = if capital {
            rest.len() > after.len() && after.chars().next().is_some_and(is_capital)
        } else if word.chars().next_back().is_some_and(crate::text::is_cjk) {
            begins_with_name(after)
        } else {
            !after.is_empty()
        };
        if fits {
            best = Some((label, after, word.len()));
        }
    }
    best.map(|(label, rest, _)| (label, if label == Author { without_post(rest) } else { rest }))
}

/// Names behind the paper and the post of those who bear them: "by Harbour Agency writers Anna Berg, Tom Hill".
fn without_post(names: &str) -> &str {
    const POSTS: &[&str] = &[" writers ", " writer ", " reporters ", " reporter ", " correspondents ", " correspondent "];
    let found = POSTS.iter().filter_map(|post| names.split_once(post)).min_by_key(|(before, _)| before.len());
    found
        .filter(|(before, after)| before.split(' ').count() <= 3 && !before.contains(',') && after.starts_with(char::is_uppercase))
        .map_or(names, |(_, after)| after)
}

/// A text that is nothing but a label for people, its name standing on the next line: "Written by".
#[must_use]
pub(crate) fn alone(text: &str) -> Option<Label> {
    #[rustfmt::skip] // a table of words, many to a line
    const ALONE: &[(Label, &[&str])] = &[
        (
            Author,
            &[
                "by", "author", "authors", "written by", "words by", "story by", "article by", "article written by", "this post was written by", "post by", "posted by", "text by",
                "reported by", "autor", "autorin", "autora", "autore", "auteur", "von", "par", "por", "作者", "автор", "reporter", "penulis",
                "συντάκτης", "yazar", "الكاتب", "撰文", "记者", "記者",
            ],
        ),
        (Other, &["reviewed by", "medically reviewed by", "fact checked by", "fact-checked by"]),
        (Editor, &["editor", "edited by", "责任编辑", "責任編輯", "网站编辑", "网络编辑", "责编", "编辑", "редактор"]),
    ];
    let text = text.trim().to_lowercase();
    ALONE.iter().find(|(_, words)| words.contains(&text.as_str())).map(|&(label, _)| label)
}

/// Whom a note below a story names as having helped: "Anna Berg and Tom Hill contributed to this report."
#[must_use]
pub(crate) fn contributed(text: &str) -> Option<&str> {
    let (names, story) = text.split_once(" contributed to this ")?;
    let story = story.trim_end_matches(['.', ')', ']', ' ']);
    let names = names.trim_start_matches(['(', '[']);
    let fits = matches!(story, "story" | "report" | "article" | "feature" | "dispatch" | "column") && names.chars().count() <= 120;
    (fits && names.chars().next().is_some_and(char::is_uppercase)).then_some(names)
}

/// Whether a word stands in the middle of a text as a label with a colon, for labels in scripts without spaces:
/// the longest known label that ends where the colon begins.
#[must_use]
pub(crate) fn ending_before_colon(head: &str) -> Option<(Label, &str)> {
    /// The labels by the character that they end with.
    static LABELS: LazyLock<Groups<(Label, &str)>> = LazyLock::new(|| {
        let all = WITH_COLON.iter().flat_map(|&(label, words)| words.iter().map(move |&word| (label, word)));
        grouped(all, |(_, word)| word.chars().next_back())
    });
    // No label is longer: a long paragraph is not lowered for each colon in it.
    let head = head.trim_end();
    let tail = head.char_indices().rev().nth(30).map_or(head, |(at, _)| head.get(at..).unwrap_or_default());
    let lower = tail.to_lowercase();
    let mut best: Option<(Label, &str)> = None;
    for &(label, word) in LABELS.get(&lower.chars().next_back()?)? {
        if word.len() > best.map_or(0, |(_, known)| known.len()) && lower.ends_with(word) && starts_a_word(&lower, word) {
            best = Some((label, word));
        }
    }
    best
}

/// Whether the word at the end of a text is not the tail of a longer word.
fn starts_a_word(text: &str, word: &str) -> bool {
    let before = text.strip_suffix(word).and_then(|head| head.chars().next_back());
    let first = word.chars().next();
    match (before, first) {
        (None, _) => true,
        (Some(before), Some(first)) if crate::text::is_cjk(first) => {
            // One character alone (文, 图, 译) is a label only after a break; a longer word also right after other text.
            word.chars().count() > 1 || !before.is_alphanumeric()
        }
        (Some(before), _) => !before.is_alphanumeric() && before != '-' && before != '\'',
    }
}

/// Whether a Chinese text begins with a whole name: 王一帆, 王一帆报道, 王一帆 李小满; not 了解到.
fn begins_with_name(text: &str) -> bool {
    let end = text.char_indices().find(|&(_, c)| !crate::text::is_cjk(c)).map_or(text.len(), |(at, _)| at);
    let token = text.get(..end).unwrap_or_default();
    let token = ["报道", "報道", "報導", "摄影报道", "摄", "攝", "文"].iter().find_map(|end| token.strip_suffix(end)).unwrap_or(token);
    super::east_asian::is_chinese_name(token)
}

fn is_capital(c: char) -> bool {
    c.is_uppercase() || (c.is_alphabetic() && !c.is_lowercase()) || c == '<'
}

/// Entries by a character of theirs, in order.
type Groups<T> = HashMap<char, Vec<T>>;

fn grouped<T>(entries: impl Iterator<Item = T>, character: impl Fn(&T) -> Option<char>) -> Groups<T> {
    let mut groups = Groups::new();
    for entry in entries {
        if let Some(c) = character(&entry) {
            groups.entry(c).or_default().push(entry);
        }
    }
    groups
}

fn lower(c: char) -> char {
    c.to_lowercase().next().unwrap_or(c)
}

/// The text after a prefix, compared without case.
fn strip_ignoring_case<'a>(text: &'a str, prefix: &str) -> Option<&'a str> {
    let mut rest = text.chars();
    for wanted in prefix.chars() {
        let c = rest.next()?;
        if c != wanted && !c.to_lowercase().eq(wanted.to_lowercase()) {
            return None;
        }
    }
    Some(rest.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_is_known_by_its_colon_or_by_the_capital_after_it() {
        assert_eq!(at_start("By Anna Berg"), Some((Label::Author, "Anna Berg")));
        assert_eq!(at_start("Source: The Harbour Post"), Some((Label::Source, "The Harbour Post")));
        assert_eq!(at_start("责任编辑：李小满"), Some((Label::Editor, "李小满")));
        assert_eq!(at_start("文/王一帆"), Some((Label::Author, "王一帆")));
        assert_eq!(at_start("Copyedited by Tom Hill"), Some((Label::Copyeditor, "Tom Hill")));
        assert_eq!(at_start("Редактор: Иван Петров"), Some((Label::Editor, "Иван Петров")));
        assert_eq!(at_start("by Harbour Agency writers Anna Berg, Tom Hill"), Some((Label::Author, "Anna Berg, Tom Hill")));
        assert_eq!(at_start("By the time the ferry came"), None);
        assert_eq!(at_start("Byron left"), None);
        assert_eq!(contributed("Anna Berg and Tom Hill contributed to this report."), Some("Anna Berg and Tom Hill"));
        assert_eq!(contributed("Many things contributed to this story of ruin."), None);
    }

    #[test]
    fn each_language_has_its_labels() {
        for (line, label) in [
            ("Autor: Anna Berg", Label::Author),
            ("Autorin: Anna Berg", Label::Author),
            ("Auteur : Anne Morel", Label::Author),
            ("Autore: Anna Berg", Label::Author),
            ("Penulis: Sari Dewi", Label::Author),
            ("Yazar: Ayşe Kaya", Label::Author),
            ("Автор: Анна Иванова", Label::Author),
            ("Συντάκτης: Άννα Παππά", Label::Author),
            ("Tác giả: Lê Anh", Label::Author),
            ("بقلم: رنا الحداد", Label::Author),
            ("نویسنده: سارا احمدی", Label::Author),
            ("लेखक: आशा शर्मा", Label::Author),
            ("ผู้เขียน: มานี ใจดี", Label::Author),
            ("文/王一帆", Label::Author),
            ("文｜王一帆", Label::Author),
            ("撰文：王一帆", Label::Author),
            ("本报记者 王一帆", Label::Author),
            ("글: 김하늘", Label::Author),
            ("責任編輯：李小滿", Label::Editor),
            ("责编：李小满", Label::Editor),
            ("Редактор: Анна Иванова", Label::Editor),
            ("Redaktor: Anna Nowak", Label::Editor),
            ("Επιμέλεια: Άννα Παππά", Label::Editor),
            ("Editör: Ayşe Kaya", Label::Editor),
            ("Penyunting: Sari Dewi", Label::Editor),
            ("編集：山田花子", Label::Editor),
            ("编辑｜李小满", Label::Editor),
            ("Übersetzung: Anna Berg", Label::Translator),
            ("Traduction : Anne Morel", Label::Translator),
            ("译者：李小满", Label::Translator),
            ("Источник: Прибой", Label::Source),
            ("Źródło: Fala", Label::Source),
            ("Πηγή: Κύμα", Label::Source),
            ("Quelle: Hafenpost", Label::Source),
            ("Fuente: La Ola", Label::Source),
            ("Kaynak: Dalga", Label::Source),
            ("Sumber: Ombak", Label::Source),
            ("Nguồn: Sóng", Label::Source),
            ("المصدر: الموج", Label::Source),
            ("منبع: موج", Label::Source),
            ("स्रोत: लहर", Label::Source),
            ("ที่มา: คลื่น", Label::Source),
            ("출처: 항구뉴스", Label::Source),
            ("出典：海港新聞", Label::Source),
            ("稿源：海港晚报", Label::Source),
            ("转载自：海港晚报", Label::Source),
        ] {
            assert_eq!(at_start(line).map(|(label, _)| label), Some(label), "{line}");
        }
    }

    #[test]
    fn a_label_in_the_middle_is_a_whole_word() {
        assert_eq!(ending_before_colon("2021-03-04 来源").map(|(label, _)| label), Some(Label::Source));
        assert_eq!(ending_before_colon("王一帆责任编辑"), Some((Label::Editor, "责任编辑")));
        assert_eq!(ending_before_colon("the resource"), None);
        assert_eq!(ending_before_colon("下文"), None);
    }
}
