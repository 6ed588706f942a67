//! Who wrote, edited and supplied the story, on lines of their own: the record has them as fields.

use std::sync::LazyLock;

use memchr::memmem::Finder;

use super::line::Line;
use super::{How, Rule};

pub(super) static RULES: &[Rule] = &[
    Rule {
        name: "editor",
        why: "who edited the story; the record has it under `contributors`",
        drops: &[
            "（责任编辑：李海）",
            "[责任编辑:王港]",
            "责编：甲、乙",
            "责任编辑：杨帆_HG0425",
            "编辑 张帆 校对 李舟",
            "編輯：陳帆",
            "Copyedited by Anna Sailor",
            "(Editor: Li Hai)",
            "Web editor: Wang Gang",
            "Editing by Anna Sailor",
            "(Reporting by Ann Sailor in Dover; Editing by Bob Mast)",
            "Редактор: Иван Парус",
            "Redaktor: Jan Żagiel",
            "Redaktion: Anna Segel",
        ],
        keeps: &[
            "责任编辑制度将于明年实行。",
            "编辑部收到了一百封来信，信中都提到渡轮。",
            "Editing by hand took the monks three years.",
            "Copyedited by nobody, the pamphlet had forty errors on its first page, and the printer said he had never seen such a text.",
            "Editor: a word that he never liked to hear from the crew, she said.",
        ],
        phrases: &[
            (
                How::Label(40),
                "责任编辑 | 责编 | 编辑 | 本文编辑 | 本文责编 | 本文责任编辑 | 网络编辑 | 网编 | 实习编辑 | 值班编辑 | 本期编辑 | \
                本版编辑 | 文字编辑 | 视频编辑 | 图片编辑 | 文案编辑 | 新媒体编辑 | 微信编辑 | 编辑/ | 编审 | 审核 | 审校 | 校对 | \
                校对员 | 责任校对 | 监制 | 主编 | 值班主编 | 责任编审 | 终审 | 一审 | 二审 | 三审 | 初审 | 复审 | 编译 | 翻译 | \
                译者 | 美编 | 制图 | 排版 | 责任编辑/ | 責任編輯 | 責編 | 編輯 | 編譯 | 審核 | 校對 | 核稿編輯 | 主編 | \
                copy editor | copyeditor | copy-editor | copyedited by | edited by | editor | editors | web editor | web editors | \
                online editor | executive editor | managing editor | proofreader | proofread by | translator | translated by | \
                редактор | корректор | перевод | переводчик | redaktor | redakcja | redaktion | bearbeitung | übersetzung | \
                traducción | traduction | επιμέλεια",
            ),
            (
                How::Start(70),
                "copyedited by | copy edited by | copy-edited by | edited by | web editor | web editors | proofread by | \
                translated by | editing by",
            ),
        ],
        shape: Some(is_staff_line),
        ..Rule::BASE
    },
    Rule {
        name: "source",
        why: "where the story comes from, who wrote it and when, on a line of its own",
        drops: &[
            "来源：海港网",
            "文章来源：海港周报 作者：李海",
            "稿源：海港网",
            "作者：李海",
            "发布时间：2016-05-13 10:20",
            "来源：海港网 2016年05月13日 10:20",
            "Source: Harbour News Agency",
            "Источник: Морские вести",
            "Źródło: Dziennik Portowy",
            "Πηγή: Λιμάνι",
            "Quelle: Hafenblatt",
            "出典：港湾新聞",
            "출처: 항구일보",
            "المصدر: وكالة الميناء",
        ],
        keeps: &[
            "来源不明的渔网堵住了港口。",
            "Sources",
            "作者认为，港口应当扩建。",
            "Source code for the harbour's sluices was published.",
            "Source: a man who would not give his name said that the ferry had left without lights.",
        ],
        phrases: &[(
            How::Label(60),
            "来源 | 文章来源 | 新闻来源 | 信息来源 | 消息来源 | 资料来源 | 稿件来源 | 图片来源 | 原标题 | 稿源 | 转自 | \
                本文来源 | 摘自 | 文章出处 | 原文出处 | 作者 | 文章作者 | 本文作者 | 撰文 | 撰稿 | 文字 | 记者 | 本报记者 | \
                通讯员 | 发布时间 | 发表时间 | 发布日期 | 发表日期 | 更新时间 | 更新日期 | 发稿时间 | 时间来源 | 浏览次数 | \
                浏览量 | 点击数 | 点击次数 | 阅读次数 | 阅读数 | 阅读量 | 访问次数 | 点击量 | 人气 | 來源 | 資料來源 | 新聞來源 | \
                圖片來源 | 文章來源 | 記者 | 發布時間 | 發佈時間 | 更新時間 | 發表時間 | 瀏覽次數 | 點閱數 | source | \
                author | posted by | written by | published | updated | last updated | last modified | published on | posted on | \
                источник | автор | текст | фото | źródło | autor | quelle | fuente | fonte | πηγή | συντάκτης | 出典 | \
                情報元 | ソース | 출처 | 자료제공 | المصدر | الكاتب | kaynak",
        )],
        ..Rule::BASE
    },
    Rule {
        name: "tags",
        why: "the story's keywords; the record has them as `tags`",
        drops: &[
            "Tags: harbour, ferry, town",
            "标签：港口 渡轮",
            "关键词：渔民，码头",
            "Filed under: Coast",
            "Schlagwörter: Hafen, Fähre",
            "Mots-clés : port, quai",
            "Теги: порт, паром",
            "タグ：港",
            "태그: 항구",
            "الوسوم: ميناء",
        ],
        keeps: &["Tags on the nets show who owns them.", "关键词是安全，镇长强调说。", "Topics on the agenda include the new pier."],
        phrases: &[(
            How::Label(200),
            "tags | tag | tagged | filed under | filed in | posted in | topics | keywords | key words | in this topic | 标签 | \
                关键词 | 关键字 | 关键词语 | 文章关键词 | 本文关键词 | 文章标签 | 標籤 | 關鍵字 | 關鍵詞 | schlagwörter | \
                schlagworte | stichworte | themen | mots-clés | mots clés | tópicos | etiquetas | palabras clave | palavras-chave | \
                tag articolo | теги | тэги | метки | ключевые слова | tagi | słowa kluczowe | ετικέτες | λέξεις κλειδιά | タグ | \
                キーワード | 태그 | 키워드 | الوسوم | كلمات مفتاحية | etiketler",
        )],
        ..Rule::BASE
    },
];

/// Apart, for what the model has learned of the rules counts them: new ones come last.
pub(super) static NOTES: &[Rule] = &[Rule {
    name: "credit_note",
    why: "who helped with the story or made its pictures, below it; the record has the former under `contributors`",
    drops: &[
        "Ann Sailor contributed to this story.",
        "Ann Sailor and Bob Mast in Dover contributed to this report",
        "(Cover image designed by HNA's Ann Sailor)",
        "[Cover photo by Ann Sailor]",
        "(With input from Harbour News Agency)",
        "（海港日报北岸记者站）",
        "《海港日报》（ 2023年05月10日 09版）",
        "《 海港日报 》（ 2021年07月08日 第 07 版）",
    ],
    keeps: &[
        "The tide contributed to this story.",
        "It contributed to this report as much as the mayor did.",
        "Ann Sailor contributed to this story for forty years, and was never paid.",
        "(The cover was designed by nobody.)",
        "With input from the crews, the timetable was mended.",
        "（记者站在码头上，等渡轮靠岸。）",
        "《海港日报》2023年5月10日第9版刊登了全部名单。",
    ],
    shape: Some(is_credit_note),
    ..Rule::BASE
}];

/// A note in brackets on a picture or on agencies, or names and "contributed to this story".
fn is_credit_note(line: &Line) -> bool {
    const PICTURES: &[&str] =
        &["cover image", "cover photo", "cover picture", "cover", "photo", "graphics", "illustration", "image", "video"];
    const OTHERS: &[&str] =
        &["it", "he", "she", "they", "we", "i", "the", "a", "an", "this", "that", "these", "all", "what", "who", "which"];
    let text = line.lower();
    if line.chars() > 160 {
        return false;
    }
    if let Some((names, story)) = CONTRIBUTED.find(text.as_bytes()).and_then(|at| text.split_at_checked(at)) {
        let story = story.strip_prefix(" contributed to this ").unwrap_or_default();
        let first = names.trim_start_matches(['(', '[']).split(' ').next().unwrap_or_default();
        let story = story.trim_end_matches(['.', ')', ']', ' ']);
        return matches!(story, "story" | "report" | "article" | "feature") && !OTHERS.contains(&first) && names.split(' ').count() <= 14;
    }
    if is_printed_page(text) {
        return true;
    }
    if line.chars() <= 30
        && let Some(inner) = text.strip_prefix('（').and_then(|text| text.strip_suffix('）'))
        && !inner.contains(['。', '，', '（'])
    {
        return ["记者站", "供稿", "综合报道", "编译报道"].iter().any(|word| inner.ends_with(word));
    }
    let inner = text.strip_prefix('(').and_then(|text| text.strip_suffix(')'));
    let Some(inner) = inner.or_else(|| text.strip_prefix('[').and_then(|text| text.strip_suffix(']'))) else { return false };
    let told = PICTURES.iter().find_map(|word| inner.strip_prefix(word)).is_some_and(|rest| {
        let rest = rest.trim_start();
        rest.starts_with([':', '/']) || ["by ", "via ", "designed by ", "made by ", "created by "].iter().any(|by| rest.starts_with(by))
    });
    (told || inner.starts_with("with input from ")) && !inner.contains(['(', ')']) && !inner.ends_with('.')
}

/// The paper, day and page that a story was printed on: 《海港日报》（2023年05月10日 09版）
fn is_printed_page(text: &str) -> bool {
    let Some((_, rest)) = text.trim_start_matches(['（', '(']).strip_prefix('《').and_then(|rest| rest.split_once('》')) else {
        return false;
    };
    let rest = rest.trim().trim_matches(['（', '）', '(', ')', ' ']);
    rest.ends_with('版') && rest.contains('年') && rest.chars().all(|c| c.is_ascii_digit() || " 年月日第版：:,，".contains(c))
}

static CONTRIBUTED: LazyLock<Finder<'_>> = LazyLock::new(|| Finder::new(" contributed to this "));

/// Roles that Chinese papers list without colons, and what agencies write in brackets under a story.
fn is_staff_line(line: &Line) -> bool {
    const ROLES: &[&str] = &["记者", "编辑", "校对", "责编", "摄影", "实习生", "编审", "通讯员", "图", "文"];
    let inner = line.lower().trim_matches(['(', ')', '（', '）', '[', ']', '.', ' ']);
    if line.chars() <= 300 && inner.starts_with("reporting by ") {
        return inner.contains("editing by ") || line.chars() <= 100 && !line.is_sentence();
    }
    if line.chars() > 40 || line.is_sentence() {
        return false;
    }
    let mut words = inner.split(' ');
    if !words.next().is_some_and(|first| ROLES.contains(&first)) {
        return false;
    }
    let names: Vec<&str> = words.filter(|word| !ROLES.contains(word)).collect();
    !names.is_empty() && names.iter().all(|name| name.chars().count() <= 4)
}
