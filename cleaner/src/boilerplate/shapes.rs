//! Lines known by their shape: parts between separators.

use std::sync::LazyLock;

use super::line::{Line, is_sentence};
use crate::quick_map::Set;

/// Parts of a line between separators, trimmed.
fn parts<'a>(text: &'a str, separators: &'a [char]) -> impl Iterator<Item = &'a str> {
    text.split(separators).map(str::trim).filter(|part| !part.is_empty())
}

/// Words that name a site's front page at the head of a trail.
const HOMES: &str = "home | homepage | front page | 首页 | 首頁 | 主页 | 网站首页 | 新闻首页 | 新闻中心 | ホーム | トップ | top | startseite | \
    accueil | inicio | portada | início | главная | головна | strona główna | αρχική | ana sayfa | anasayfa | trang chủ | 홈 | \
    الرئيسية | beranda | forside | etusivu | hem | hjem | domů";

/// Words around page numbers.
static STEPS: LazyLock<Set<&str>> = LazyLock::new(|| WORDS_OF_STEPS.split(" | ").collect());
const WORDS_OF_STEPS: &str = "next | previous | prev | last | first | page | pages | of | 下一页 | 上一页 | 首页 | 尾页 | 末页 | 共 | 页 | 全文 | 下一頁 | \
    上一頁 | 次へ | 前へ | weiter | zurück | suivant | précédent | siguiente | anterior | следующая | предыдущая | 다음 | 이전";

/// Whether a list parted by ` | ` has this word.
fn lists(list: &str, word: &str) -> bool {
    list.split(" | ").any(|listed| listed == word)
}

/// A trail from the front page to the story: `Home > News > Asia`, `首页 >> 国内 > 正文`.
pub(super) fn is_trail(line: &Line) -> bool {
    const ARROWS: &[char] = &['>', '›', '»', '→', '＞', '▸'];
    if !line.has_separator() || line.chars() > 160 || line.is_sentence() {
        return false;
    }
    let text = line.lower();
    let marks = if text.contains(ARROWS) { ARROWS } else { &['/'] };
    if !text.contains(marks) {
        return false;
    }
    let all: Vec<&str> = parts(text, marks).collect();
    let from_home = all.first().is_some_and(|part| lists(HOMES, part) || part.ends_with("首页") || part.ends_with("首頁"));
    let to_text = marks == ARROWS && all.last().is_some_and(|&part| part == "正文");
    all.len() >= 2 && (from_home || to_text) && all.iter().all(|part| part.chars().count() <= 80)
}

/// A bar of names or links: four short parts or more between `|` or `·`, none of them a sentence.
pub(super) fn is_bar(line: &Line) -> bool {
    let text = line.lower();
    if !line.has_separator() || line.is_sentence() || text.contains(['。', '，', '；']) || text.contains("|--") {
        return false;
    }
    let listed = label_of(text).map_or(text, |(_, rest)| rest);
    if is_bar_of(listed, &['|', '｜', '丨', '│', '┊', '¦'], 4) {
        return true;
    }
    // A dot in the middle parts names of people in Chinese and decimal fractions elsewhere: only with room on both sides.
    listed.matches(" · ").count() >= 3 && is_bar_of(listed, &['·'], 4)
}

fn is_bar_of(text: &str, marks: &[char], least: usize) -> bool {
    let (mut count, mut lettered) = (0, 0);
    for part in parts(text, marks) {
        if part.chars().count() > 40 || part.split_whitespace().count() > 6 || is_sentence(part) {
            return false;
        }
        count += 1;
        lettered += usize::from(part.chars().any(char::is_alphabetic) && !part.chars().any(|c| c.is_ascii_digit()));
    }
    count >= least && lettered == count
}

/// The short label before the first colon, and what follows.
fn label_of(text: &str) -> Option<(&str, &str)> {
    let (label, rest) = text.split_once([':', '：'])?;
    (label.chars().count() <= 30).then_some((label.trim(), rest.trim()))
}

/// `Copyright 2016`, `© 1998-2016`, `(c) 2016`: the mark, then a year.
pub(super) fn is_dated_copyright(line: &Line) -> bool {
    let text = line.lower();
    let rest = ["copyright", "(c)", "©", "版权所有", "版權所有"].into_iter().find_map(|mark| text.strip_prefix(mark));
    let Some(rest) = rest.filter(|_| line.chars() <= 300) else { return false };
    let rest = rest.trim_start_matches([' ', '©', '(', 'c', ')', ':', '：', ',']);
    let digits = rest.chars().take_while(char::is_ascii_digit).count();
    digits == 4 && (rest.starts_with("19") || rest.starts_with("20"))
}

/// A row of page numbers: `1 2 3 4 下一页`, `1 | 2 | Next`.
pub(super) fn is_page_numbers(line: &Line) -> bool {
    if line.chars() > 80 || !line.has_digit() {
        return false;
    }
    let (mut numbers, mut steps) = (0, 0);
    for token in line.lower().split(|c: char| !c.is_alphanumeric()).filter(|token| !token.is_empty()) {
        if token.len() <= 3 && token.chars().all(|c| c.is_ascii_digit()) {
            numbers += 1;
        } else if STEPS.contains(token) {
            steps += 1;
        } else {
            return false;
        }
    }
    numbers >= 1 && steps >= 1
}
