//! Rows of buttons, known by consisting of nothing else.

use std::sync::LazyLock;

use super::line::Line;
use crate::quick_map::{Map, Set};

/// What a button does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Button {
    /// Leads to a network or service, whose name it bears.
    Network,
    /// Sends the story elsewhere.
    Share,
    /// Does something to the page, by a name that no line of prose consists of.
    Tool,
    /// Has a name that prose uses too.
    Plain,
}

/// Words on buttons, parted by ` | `.
const WORDS: &[(Button, &str)] = &[(Button::Network, NETWORKS), (Button::Share, SHARES), (Button::Tool, TOOLS), (Button::Plain, PLAIN)];

const NETWORKS: &str = "facebook | twitter | x | whatsapp | linkedin | pinterest | reddit | telegram | tumblr | flipboard | pocket | messenger | line | \
    viber | vk | vkontakte | odnoklassniki | вконтакте | одноклассники | digg | stumbleupon | delicious | del.icio.us | google+ | \
    google | google plus | myspace | instagram | youtube | tiktok | threads | bluesky | mastodon | xing | weibo | wechat | qq | \
    qzone | 微信 | 微博 | 新浪微博 | 腾讯微博 | qq空间 | qq好友 | 朋友圈 | 微信朋友圈 | 微信好友 | 人人网 | 开心网 | 豆瓣 | \
    豆瓣网 | 搜狐微博 | 网易微博 | 网易 | 贴吧 | 百度贴吧 | 知乎 | facebook messenger | はてブ | はてなブックマーク | mixi | \
    카카오톡 | 카카오스토리 | 페이스북 | 트위터 | 밴드 | 네이버 | فيسبوك | تويتر | واتساب | تلغرام";

const SHARES: &str =
    "share | tweet | 分享 | 分享到 | teilen | partager | compartir | поделиться | シェア | ツイート | 공유 | مشاركة | udostępnij";

const TOOLS: &str = "print | email | e-mail | close | close window | font size | text size | copy link | 打印 | 打印本页 | 打印本文 | 打印本稿 | \
    打印文章 | 我要打印 | 关闭 | 关闭窗口 | 关闭本页 | 字号 | 字体 | 字体大小 | 字号： | 字体： | 复制链接 | 收藏 | 加入收藏 | \
    收藏本文 | 纠错 | 我要纠错 | 列印 | 關閉 | 友善列印 | 轉寄 | 字級 | drucken | imprimer | imprimir | печать | распечатать | \
    印刷 | 인쇄 | 글자크기 | طباعة | drukuj";

const PLAIN: &str = "mail | save | copy | link | like | pin | pin it | post | comment | comments | more | bookmark | send | +1 | a | a+ | a- | \
    a a a | rss | reply | 转发 | 推荐 | 点赞 | 评论 | 大 | 中 | 小 | 大字 | 中字 | 小字 | 超大 | merken | versenden | envoyer | \
    enviar | версия для печати | 保存 | 스크랩 | wyślij";

static BUTTONS: LazyLock<Map<&str, Button>> =
    LazyLock::new(|| WORDS.iter().flat_map(|&(button, list)| list.split(" | ").map(move |word| (word, button))).collect());

/// The words that buttons begin with: what starts with another is no row of them.
static FIRST_WORDS: LazyLock<Set<&str>> = LazyLock::new(|| BUTTONS.keys().filter_map(|name| name.split(' ').next()).collect());

const MARKS: &[char] = &['|', '｜', '·', '•', '/', '、', '[', ']', '【', '】', '(', ')', '（', '）', '「', '」', ':', '：', '»', '>'];

/// A row of buttons that send the story elsewhere: `Facebook Twitter Email Print`.
pub(super) fn is_share_bar(line: &Line) -> bool {
    let row = buttons(line);
    let networks = row.iter().filter(|&&button| button == Button::Network).count();
    row.len() >= 2 && (networks >= 2 || row.contains(&Button::Share))
}

/// A row of buttons that do something to the page: `【大 中 小】 打印 关闭`.
pub(super) fn is_tool_bar(line: &Line) -> bool {
    let row = buttons(line);
    row.len() >= 2 && row.contains(&Button::Tool) || is_sizes(line.lower())
}

/// The buttons that a line consists of; none if there is anything else on it.
fn buttons(line: &Line) -> Vec<Button> {
    let mut row = vec![];
    if line.chars() > 160 || line.is_sentence() || !starts_a_row(line.lower()) {
        return row;
    }
    for part in line.lower().split(MARKS) {
        let mut words = part.split_whitespace().peekable();
        while let Some(word) = words.next() {
            let pair = words.peek().and_then(|next| button_of(&format!("{word} {next}")));
            if pair.is_some() {
                words.next();
            }
            match pair.or_else(|| button_of(word)) {
                Some(button) => row.push(button),
                None if is_number(word) => {}
                None => return vec![],
            }
        }
    }
    row
}

/// Whether the first word is one that buttons begin with, or a count beside one.
fn starts_a_row(text: &str) -> bool {
    let parts = |c: char| !c.is_ascii_alphanumeric() && (c.is_whitespace() || MARKS.contains(&c));
    let first = text.split(parts).find(|word| !word.is_empty());
    first.is_some_and(|word| FIRST_WORDS.contains(word) || is_number(word))
}

fn is_number(word: &str) -> bool {
    word.chars().all(|c| c.is_ascii_digit())
}

fn button_of(word: &str) -> Option<Button> {
    BUTTONS.get(word).copied()
}

/// The choice of type sizes, and nothing else: `【大 中 小】`.
fn is_sizes(text: &str) -> bool {
    let mut letters = text.chars().filter(|c| c.is_alphanumeric()).peekable();
    if !matches!(letters.peek(), Some('大' | '小')) {
        return false;
    }
    let sizes = [letters.next(), letters.next(), letters.next(), letters.next()];
    matches!(sizes, [Some('大'), Some('中'), Some('小'), None] | [Some('小'), Some('中'), Some('大'), None])
}
