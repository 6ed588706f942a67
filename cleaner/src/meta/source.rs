//! The agency or paper that the text was taken from: 来源：X, "Source: X", (Xinhua).

use super::json_ld::AgentKind;
use super::labels::Label;
use super::lines::Part;
use super::visible::{Line, Place, Visible};
use super::{Witnesses, issue, lines, names};
use crate::article::Source;
use crate::document::{Attribute, Tag};

/// A source, and what told it.
pub(super) struct Told {
    pub source: Source,
    pub provenance: String,
}

/// Metas that name it.
const METAS: &[&str] = &["contentsource", "enp:source", "source", "article:source", "weibo:article:source", "mediaid", "og:source"];

/// Finds the source: a visible label first, then what Chinese newspapers' systems declare.
pub(super) fn read(witnesses: Witnesses<'_>, visible: &Visible<'_>) -> Option<Told> {
    let places = [Place::Head, Place::Foot, Place::Body];
    let labelled = places.iter().find_map(|&place| {
        visible.lines.iter().filter(|line| line.place == place).find_map(|line| {
            let part = line.parts.iter().find(|part| part.label == Some(Label::Source))?;
            let name = name(part.text)?;
            Some(Told { source: Source { url: link(witnesses, line.block, &name), name }, provenance: "source line".to_owned() })
        })
    });
    let labelled =
        labelled.or_else(|| beside(visible)).or_else(|| in_element(witnesses, visible)).or_else(|| before_date(visible)).or_else(|| {
            let (meta, content) = METAS.iter().find_map(|&meta| Some((meta, witnesses.head.meta(meta)?)))?;
            let name = name(content)?;
            Some(Told { source: Source { name, url: None }, provenance: meta.to_owned() })
        });
    labelled.or_else(|| stated(witnesses))
}

/// The paper or agency that a site which took the story over gives as its author.
fn stated(witnesses: Witnesses<'_>) -> Option<Told> {
    let head = witnesses.head;
    let sites = super::title::site_names(witnesses);
    let article = head.json_ld.article();
    let organisation = article.into_iter().flat_map(|article| article.agents("author")).find(|agent| agent.kind == AgentKind::Organization);
    let meta = || head.meta("og:article:author").filter(|author| names::people(author).is_empty());
    let (told, provenance) = match organisation {
        Some(agent) => (agent.name, "json-ld"),
        None => (meta()?.to_owned(), "og:article:author"),
    };
    let key = names::key(&told);
    let own = sites.iter().any(|site| site.contains(&key) || key.contains(site.as_str()));
    let name = name(&told).filter(|_| {
        !own && !told.to_lowercase().split([' ', '-']).any(|word| matches!(word, "team" | "staff" | "editors" | "desk" | "redaktion"))
    })?;
    Some(Told { source: Source { name, url: None }, provenance: provenance.to_owned() })
}

/// An element near the headline whose class or id is the word for it.
fn in_element(witnesses: Witnesses<'_>, visible: &Visible<'_>) -> Option<Told> {
    let Witnesses { document, blocks, .. } = witnesses;
    let is_called = |node| {
        [Attribute::Class, Attribute::Id].iter().filter_map(|&name| document.attribute(node, name)).any(|value| {
            value.split_whitespace().any(|token| {
                let token = token.to_ascii_lowercase();
                matches!(token.as_str(), "source" | "source_baidu" | "article-source" | "news-source" | "media-source" | "laiyuan")
            })
        })
    };
    visible.lines.iter().filter(|line| line.place == Place::Head && Some(line.block) > visible.headline).find_map(|line| {
        let block = blocks[line.block];
        let around = document.ancestors(block.first).take(3).filter(|&node| blocks.inside(node).len() <= 1);
        let node = around
            .chain(document.descendants(block.container).take(60))
            .find(|&node| document.tag(node) != Tag::Text && is_called(node))?;
        let name = name(&document.inner_text(node)).filter(|name| {
            // Other particulars may stand in such an element too, and a person's name is no paper's.
            let bare = name.chars().count() <= 30 && !name.contains([':', '：']) && !name.chars().any(|c| c.is_ascii_digit());
            bare && (name.chars().any(crate::text::is_cjk) || is_press(name))
        })?;
        Some(Told { source: Source { url: link(witnesses, line.block, &name), name }, provenance: "class".to_owned() })
    })
}

/// The paper before the bar and the date: "By Anna Berg | HARBOUR DAILY | Updated: 2020-05-18", "Harbour Agency | Updated: 2020-05-18";
/// or in brackets before the date: "(Harbour Daily Online) 10:22, May 18, 2020".
fn before_date(visible: &Visible<'_>) -> Option<Told> {
    visible.lines.iter().filter(|line| line.place == Place::Head && Some(line.block) > visible.headline).find_map(|line| {
        let dated = |part: &Part<'_>| part.label == Some(Label::Date) || super::visible::is_stamp(part.text);
        let between = line.parts.windows(2).enumerate().find_map(|(index, parts)| {
            let [paper, last] = parts else { return None };
            let signed =
                index.checked_sub(1).and_then(|before| line.parts.get(before)).is_some_and(|before| before.label == Some(Label::Author));
            let named = is_press(paper.text) || is_host(paper.text) || (signed && holds_press(paper.text));
            ((index == 0 || signed) && dated(last) && paper.label.is_none() && named).then_some(paper.text)
        });
        let in_words = || bracketed_before_date(line.text).or_else(|| before_comma_and_date(line.text)).or_else(|| behind_author(line));
        let name = name(between.or_else(in_words)?)?;
        Some(Told { source: Source { name, url: None }, provenance: "byline".to_owned() })
    })
}

/// What stands in brackets before a date and a time and nothing else.
fn bracketed_before_date(text: &str) -> Option<&str> {
    let (paper, date) = text.trim().strip_prefix(['(', '（'])?.split_once([')', '）'])?;
    let words = paper.split_whitespace().count();
    let capital = paper.trim().chars().next().is_some_and(|c| c.is_uppercase() || crate::text::is_cjk(c));
    let stamp = date.chars().filter(char::is_ascii_digit).count() >= 5 && super::visible::is_stamp(date);
    (capital && stamp && (1..=6).contains(&words)).then_some(paper)
}

/// The agency before a day: "Harbour Agency, February 17, 2021".
fn before_comma_and_date(text: &str) -> Option<&str> {
    let (paper, date) = text.split_once(", ")?;
    let stamp = date.chars().filter(char::is_ascii_digit).count() >= 5 && super::visible::is_stamp(date);
    (stamp && (is_press(paper) || is_host(paper))).then_some(paper)
}

/// The paper in brackets behind who wrote it: "By Anna Berg (Harbour Daily)".
fn behind_author<'a>(line: &Line<'a>) -> Option<&'a str> {
    let author = line.parts.first().filter(|part| part.label == Some(Label::Author))?;
    let (names, paper) = author.text.strip_suffix(')').unwrap_or(author.text).split_once('(')?;
    (!names.is_empty() && is_press(paper)).then_some(paper)
}

/// Whether a text is a site's address: "harbour.example.com".
fn is_host(text: &str) -> bool {
    let labels: Vec<&str> = text.split('.').collect();
    labels.len() >= 2
        && text.chars().all(|c| c.is_ascii_alphanumeric() || c == '.' || c == '-')
        && labels.last().is_some_and(|top| matches!(*top, "com" | "cn" | "net" | "org" | "tv"))
}

/// Whether a paper's word stands anywhere in a short text: "Harbour Daily Global".
fn holds_press(text: &str) -> bool {
    (1..=6).contains(&text.split_whitespace().count())
        && text.split_whitespace().any(|word| is_press(word) || PAPER.contains(&word.to_lowercase().as_str()))
}

/// Words at the end of papers' names.
const PAPER: &[&str] =
    &["daily", "times", "post", "herald", "tribune", "gazette", "journal", "press", "weekly", "agency", "chronicle", "observer"];

/// Whether a short text is a paper's or an agency's name, by its last word.
fn is_press(text: &str) -> bool {
    let words: Vec<String> = text.split_whitespace().map(str::to_lowercase).collect();
    let agency = ["xinhua", "reuters", "afp", "ap", "upi", "dpa", "efe", "ansa", "tass", "bloomberg"];
    (words.len() == 1 && words.iter().any(|word| agency.contains(&word.as_str())))
        || ((2..=5).contains(&words.len()) && words.last().is_some_and(|word| PAPER.contains(&word.as_str())))
}

/// The agency in a dateline: `CAIRO, June 22 (Xinhua)`; `/ТАСС/` in Russian.
pub(super) fn of_dateline(dateline: Option<&str>, opening: Option<&str>) -> Option<Told> {
    let bracket = || dateline?.strip_suffix(')')?.rsplit_once('(').map(|(_, agency)| agency);
    let slashes = || {
        let opening = opening?;
        let opening = opening.char_indices().nth(60).map_or(Some(opening), |(at, _)| opening.get(..at))?;
        let (place, rest) = opening.split_once(" /")?;
        let (agency, after) = rest.split_once('/')?;
        let capitals = agency.chars().any(char::is_uppercase) && !agency.chars().any(char::is_lowercase);
        let first = place.chars().find(|c| c.is_alphabetic())?;
        (capitals && (2..=12).contains(&agency.chars().count()) && first.is_uppercase() && after.starts_with(['.', ' ', ',']))
            .then_some(agency)
    };
    let name = name(bracket().or_else(slashes)?)?;
    Some(Told { source: Source { name, url: None }, provenance: "dateline".to_owned() })
}

/// The paper before the reporter: 【海港晚報╱記者王一帆╱台北報導】.
fn before_reporter(text: &str) -> Option<&str> {
    let inner = text.trim().trim_start_matches(['【', '〔', '［', '[', '（', '(']);
    let (paper, rest) = inner.split_once(['╱', '／', '/'])?;
    let paper = paper.trim();
    let fits = (3..=12).contains(&paper.chars().count()) && paper.chars().all(crate::text::is_cjk);
    (fits && ["記者", "记者"].iter().any(|word| rest.trim_start().starts_with(word))).then_some(paper)
}

/// The paper in a line that is a name and a paper: 王一帆/海港晚报.
fn beside(visible: &Visible<'_>) -> Option<Told> {
    let in_front = visible.lines.iter().filter(|line| line.place == Place::Head).find_map(|line| before_reporter(line.text));
    if let Some(name) = in_front.and_then(name) {
        return Some(Told { source: Source { name, url: None }, provenance: "byline".to_owned() });
    }
    visible.lines.iter().filter(|line| line.place == Place::Head && Some(line.block) > visible.headline).find_map(|line| {
        let [part] = line.parts.as_slice() else { return None };
        let (_, paper) = beside_name(part.text).filter(|_| part.label.is_none())?;
        Some(Told { source: Source { name: name(paper)?, url: None }, provenance: "byline".to_owned() })
    })
}

/// A Chinese name and what stands behind the slash after it.
pub(super) fn beside_name(text: &str) -> Option<(&str, &str)> {
    let (name, paper) = text.split_once(['/', '／'])?;
    let (name, paper) = (name.trim(), paper.trim());
    let fits =
        super::east_asian::is_chinese_name(name) && !super::east_asian::is_chinese_name(paper) && (3..=16).contains(&paper.chars().count());
    fits.then_some((name, paper))
}

/// The name in what follows the label; none where that is empty, an issue, a date, a sentence.
pub(super) fn name(text: &str) -> Option<String> {
    let text = match super::labels::with_colon(lines::trim(text)) {
        Some((Label::Source, rest)) => lines::trim(rest),
        _ => lines::trim(text),
    };
    let text = undated(text);
    if issue::read(text).is_some() || super::visible::is_stamp(text) {
        return None;
    }
    let text = lines::trim(without_date(text));
    // A date or a counter may follow with nothing but a space between.
    let words: Vec<&str> = text.split_whitespace().collect();
    let end =
        words.iter().position(|word| super::visible::is_stamp(word) && word.chars().any(|c| c.is_ascii_digit())).unwrap_or(words.len());
    let mut words = words.get(..end)?.to_vec();
    if end > 1 && end < text.split_whitespace().count() && words.last().is_some_and(|word| is_month(word)) {
        words.pop();
    }
    if text.chars().any(crate::text::is_cjk) && words.len() > 1 {
        // "海港晚报 王一帆": the paper is the first word, unless the first is half of a name set wide.
        let first = words.first().map_or(0, |word| word.chars().count());
        words.truncate(if first >= 2 { 1 } else { words.len() });
    }
    let joined = words.join(" ");
    let name = lines::trim(&joined).trim_matches(['«', '»', '"', '“', '”', '.', '\'']);
    // 《海港》2018/14 is a paper and its number: only a pair around the whole goes.
    let name = name.strip_prefix('《').and_then(|name| name.strip_suffix('》')).unwrap_or(name);
    let characters = name.chars().count();
    let fits = (2..=40).contains(&characters)
        && words.len() <= 6
        && name.chars().any(char::is_alphabetic)
        && !name.contains(['?', '!', '。', '？', '！', '，']);
    (fits
        && !matches!(name, "未知" | "网络" | "互联网" | "本站" | "本站原创" | "原创" | "不详" | "网络转载" | "作者" | "None" | "网络整理"))
    .then(|| name.to_owned())
}

/// A name without the date that stands right after it: 海港晚报2021-03-04.
fn without_date(text: &str) -> &str {
    let Some(at) = text.find(|c: char| c.is_ascii_digit()) else { return text };
    let (head, tail) = (text.get(..at).unwrap_or_default(), text.get(at..).unwrap_or_default());
    let dated = head.chars().next_back().is_some_and(|c| crate::text::is_cjk(c) || c == '》')
        && tail.chars().filter(char::is_ascii_digit).count() >= 6;
    let whole = tail.chars().all(|c| c.is_ascii_digit() || " -:/.年月日时分".contains(c));
    if dated && whole && !tail.contains('/') { head } else { text }
}

/// Without the day that stands glued to it: 海港晚报2024-05-13 08:30.
fn undated(text: &str) -> &str {
    let characters: Vec<(usize, char)> = text.char_indices().collect();
    let glued = characters.windows(6).find_map(|window| {
        let [(_, before), rest @ ..] = window else { return None };
        let [year @ .., (_, mark)] = rest else { return None };
        let begins = crate::text::is_cjk(*before) || matches!(before, '》' | '」' | '）');
        let fits = begins && year.iter().all(|(_, c)| c.is_ascii_digit()) && matches!(mark, '-' | '年');
        fits.then(|| rest.first().map(|&(at, _)| at)).flatten()
    });
    glued.and_then(|at| text.get(..at)).map_or(text, lines::trim)
}

fn is_month(word: &str) -> bool {
    let months = ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"];
    let word = word.trim_end_matches(['.', ',']).to_lowercase();
    word.chars().count() >= 3 && months.iter().any(|month| *month == word || (word.chars().count() <= 4 && month.starts_with(&word)))
}

/// Where the source's name links to.
fn link(witnesses: Witnesses<'_>, block: usize, name: &str) -> Option<String> {
    let Witnesses { document, blocks, page, .. } = witnesses;
    let wanted = names::key(name);
    let container = blocks[block].container;
    let anchor = document
        .descendants(container)
        .take(200)
        .find(|&node| document.tag(node) == Tag::A && names::key(&document.inner_text(node)) == wanted)?;
    let href = document.attribute(anchor, Attribute::Href)?.trim();
    let url = match page.base_url().and_then(|base| url::Url::parse(base).ok()) {
        Some(base) => base.join(href).ok()?,
        None => url::Url::parse(href).ok()?,
    };
    matches!(url.scheme(), "http" | "https").then(|| url.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_source_is_a_name_and_nothing_else() {
        assert_eq!(name("海港晚报").as_deref(), Some("海港晚报"));
        assert_eq!(name("海港晚报 2021-03-04 09:12").as_deref(), Some("海港晚报"));
        assert_eq!(name("海港晚报2021-03-04").as_deref(), Some("海港晚报"));
        assert_eq!(bracketed_before_date("(Harbour Daily Online) 10:22, May 18, 2020"), Some("Harbour Daily Online"));
        assert_eq!(bracketed_before_date("(Photo) 10:22"), None);
        assert_eq!(before_comma_and_date("Harbour Agency, February 17, 2021"), Some("Harbour Agency"));
        assert_eq!(before_comma_and_date("Dover, February 17, 2021"), None);
        assert!(is_host("harbour.com.cn") && !is_host("Dr. Berg"));
        assert_eq!(name("The Harbour Post").as_deref(), Some("The Harbour Post"));
        assert_eq!(name("海港晚报2021-03-04 09:12").as_deref(), Some("海港晚报"));
        assert_eq!(name("《海港晚报》").as_deref(), Some("海港晚报"));
        assert_eq!(name("《海港》2018/14").as_deref(), Some("《海港》2018/14"));
        assert_eq!(name("Harbour Monthly June 2011 issue").as_deref(), Some("Harbour Monthly"));
        assert_eq!(name("Source:The Harbour Post").as_deref(), Some("The Harbour Post"));
        assert_eq!(before_reporter("【海港晚報╱記者王一帆╱台北報導】"), Some("海港晚報"));
        let agency = |dateline, opening| of_dateline(dateline, opening).map(|told| told.source.name);
        assert_eq!(agency(Some("PORTSIDE, May 19 (Harbour Agency)"), None).as_deref(), Some("Harbour Agency"));
        assert_eq!(agency(None, Some("ГАВАНЬ, 19 мая. /ПРИБОЙ/. Первый паром ушел.")).as_deref(), Some("ПРИБОЙ"));
        assert_eq!(agency(None, Some("Паром ушел и/или нет")), None);
        for nothing in ["", "NO. 7 FEB 14, 2019", "2021-03-04", "本站", "12", "He told us all of it, and then he went home to the harbour"]
        {
            assert_eq!(name(nothing), None, "{nothing}");
        }
    }
}
