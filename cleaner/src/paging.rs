//! Stories on several pages: which link of a page is its next page, told by what the link says and by both addresses.
//!
//! A next page has the address of the page before it, but for a number that is one more: `story.shtml`, `story_2.shtml`;
//! `?page=2`; `/story/3`. So the next story (下一篇, a blog's `rel=next`) is none, whatever the link says.

use url::Url;

use crate::document::{Attribute, Document, NodeId, Tag};
use crate::links;
use crate::meta::Head;

/// Longest text of a link that is looked at, in bytes.
const LONGEST: usize = 120;

/// What links to the next page say, in lower case, without arrows and brackets.
const NEXT: &[&str] = &[
    "下一页",
    "下一頁",
    "下页",
    "下頁",
    "后一页",
    "後一頁",
    "后页",
    "後頁",
    "次へ",
    "次のページ",
    "次ページ",
    "다음",
    "다음 페이지",
    "다음페이지",
    "next",
    "next page",
    "continue",
    "continued",
    "continue reading",
    "go to next page",
    "weiter",
    "nächste",
    "nächste seite",
    "suivant",
    "suivante",
    "page suivante",
    "siguiente",
    "página siguiente",
    "siguiente página",
    "seguinte",
    "próxima",
    "próxima página",
    "página seguinte",
    "successiva",
    "pagina successiva",
    "avanti",
    "volgende",
    "volgende pagina",
    "nästa",
    "nästa sida",
    "neste",
    "neste side",
    "næste",
    "næste side",
    "seuraava",
    "następna",
    "następna strona",
    "dalej",
    "další",
    "další strana",
    "következő",
    "sonraki",
    "sonraki sayfa",
    "далее",
    "следующая",
    "следующая страница",
    "наступна",
    "التالي",
    "الصفحة التالية",
    "ถัดไป",
    "trang sau",
    "berikutnya",
    "selanjutnya",
    "halaman berikutnya",
];

/// Words for a page beside its number.
const PAGE: &[&str] =
    &["", "第页", "第頁", "page", "p", "p.", "seite", "página", "pagina", "pág.", "страница", "стр.", "ページ", "ページ目", "페이지"];

/// Parameters that hold a page's number.
const PARAMETERS: &[&str] =
    &["page", "p", "pg", "pn", "pagenum", "pageno", "page_no", "pagenumber", "currentpage", "curpage", "seite", "pagina", "paged"];

/// Ends of names that say what a file is.
const EXTENSIONS: &[&str] = &[".html", ".htm", ".shtml", ".xhtml", ".php", ".asp", ".aspx", ".jsp", ".cfm"];

/// What a link says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Label {
    Next,
    Number(u32),
    Arrow,
}

impl Label {
    /// The lower, the more it says.
    fn rank(self) -> u8 {
        match self {
            Self::Next => 0,
            Self::Arrow => 1,
            Self::Number(_) => 2,
        }
    }
}

/// The address of the story's next page.
pub(crate) fn next(document: &Document, head: &Head<'_>, own: &str, base: Option<&str>) -> Option<String> {
    let from = Readings::of(own)?;
    let fits = |href: &str, label: Label| {
        let address = links::absolute(href, base).filter(|address| !address.contains("#comment"))?;
        from.leads_to(&Readings::of(&address)?, label).then_some(address)
    };
    if let Some(address) = head.link("next").and_then(|href| fits(href, Label::Next)) {
        return Some(without_fragment(address));
    }
    let anchors = document.elements(Tag::A).filter_map(|node| {
        let href = document.attribute(node, Attribute::Href)?.trim();
        let label = label(document, node)?;
        Some((label.rank(), fits(href, label)?))
    });
    anchors.min_by_key(|(rank, _)| *rank).map(|(_, address)| without_fragment(address))
}

/// Whether an address is the nth page (from 2) of the story that begins at the first, by the addresses alone.
#[must_use]
pub fn continues(first: &str, page: &str, nth: usize) -> bool {
    let (Some(first), Some(page), Ok(nth)) = (Readings::of(first), Readings::of(page), u32::try_from(nth)) else { return false };
    first.0.iter().any(|(stem, number)| {
        // numbers begin at 1 or at 0; the first page may bear none
        let numbers = match number {
            None => [Some(nth), nth.checked_sub(1)],
            Some(0) => [nth.checked_sub(1), None],
            Some(1) => [Some(nth), None],
            Some(_) => [None, None],
        };
        page.0.iter().any(|(other, number)| other == stem && number.is_some() && numbers.contains(number))
    })
}

fn without_fragment(address: String) -> String {
    match address.split_once('#') {
        Some((address, _)) => address.to_owned(),
        None => address,
    }
}

fn label(document: &Document, node: NodeId) -> Option<Label> {
    let mut text = document.inner_text(node);
    if text.is_empty() {
        let picture = document.descendants(node).find(|&inner| document.tag(inner) == Tag::Img);
        let told = picture.and_then(|picture| document.attribute(picture, Attribute::Alt));
        let told = told.or_else(|| document.attribute(node, Attribute::Title)).or_else(|| document.attribute(node, Attribute::AriaLabel));
        told?.clone_into(&mut text);
    }
    let stated = document
        .attribute(node, Attribute::Rel)
        .is_some_and(|rel| rel.split_ascii_whitespace().any(|token| token.eq_ignore_ascii_case("next")));
    if stated { Some(Label::Next) } else { read_label(&text) }
}

fn read_label(text: &str) -> Option<Label> {
    if text.len() > LONGEST {
        return None;
    }
    let is_mark = |c: char| c.is_whitespace() || "<>«»‹›→⇒▶►▷❯[]【】()（）|·…&\u{a0}".contains(c);
    let bare = text.trim_matches(is_mark).to_lowercase();
    if bare.is_empty() {
        let onward = text.chars().any(|c| ">»›→⇒▶►▷❯".contains(c)) && !text.chars().any(|c| "<«‹".contains(c));
        return onward.then_some(Label::Arrow);
    }
    let head = bare.split([':', '：']).next().unwrap_or_default().trim_matches(is_mark);
    if NEXT.contains(&head) {
        return Some(Label::Next);
    }
    let digits: String = bare.chars().filter(char::is_ascii_digit).collect();
    let word: String = bare.chars().filter(|c| !c.is_ascii_digit() && !c.is_whitespace()).collect();
    (PAGE.contains(&word.as_str()) && bare.split(|c: char| !c.is_ascii_digit()).filter(|run| !run.is_empty()).count() == 1)
        .then(|| number(&digits))?
        .map(Label::Number)
}

/// The ways to read an address: the story, and the number of its page where one stands in it.
#[derive(Debug, PartialEq, Eq)]
struct Readings(Vec<(String, Option<u32>)>);

impl Readings {
    fn of(address: &str) -> Option<Self> {
        let mut url = Url::parse(address).ok()?;
        url.set_fragment(None);
        let mut all = vec![(story(&url)?, None)];
        all.extend(by_query(&url));
        all.extend(by_path(&url));
        Some(Self(all))
    }

    /// Whether a link from the one to the other, with this label, leads to the next page.
    fn leads_to(&self, to: &Self, label: Label) -> bool {
        self.0.iter().any(|(stem, from)| {
            to.0.iter().filter(|(other, _)| other == stem).any(|(_, to)| match (from, to, label) {
                (None, Some(to), Label::Number(shown)) => shown == 2 && matches!(to, 1 | 2),
                (None, Some(to), _) => matches!(to, 1 | 2),
                (Some(from), Some(to), Label::Number(shown)) => *to == from + 1 && (shown == *to || shown == to + 1),
                (Some(from), Some(to), _) => *to == from + 1,
                (_, None, _) => false,
            })
        })
    }
}

/// What all pages of a story share: host, path without the kind of file, query without order.
fn story(url: &Url) -> Option<String> {
    let mut url = url.clone();
    let path = url.path().trim_end_matches('/');
    let path = parted(path).0;
    let path = path.strip_suffix("/index").or_else(|| path.strip_suffix("/default")).unwrap_or(path).to_owned();
    url.set_path(&path);
    links::identity(url.as_str())
}

/// A name, and what it says of the file's kind.
fn parted(name: &str) -> (&str, &str) {
    EXTENSIONS.iter().find_map(|extension| Some((name.strip_suffix(extension)?, *extension))).unwrap_or((name, ""))
}

/// `?page=2`, and Drupal's `?page=0,1`.
fn by_query(url: &Url) -> Vec<(String, Option<u32>)> {
    let pairs: Vec<&str> = url.query().unwrap_or_default().split('&').filter(|pair| !pair.is_empty()).collect();
    let of_pair = |index: usize| {
        let (name, value) = pairs.get(index)?.split_once('=')?;
        let is_page = PARAMETERS.iter().any(|parameter| name.eq_ignore_ascii_case(parameter));
        let last = value.rsplit([',', 'C']).next().filter(|_| value.contains(',') || value.contains("%2C")).unwrap_or(value);
        let number = number(last).filter(|_| is_page)?;
        let rest: Vec<&str> = pairs.iter().enumerate().filter(|(at, _)| *at != index).map(|(_, pair)| *pair).collect();
        let mut url = url.clone();
        url.set_query(Some(rest.join("&").as_str()).filter(|query| !query.is_empty()));
        Some((story(&url)?, Some(number)))
    };
    (0..pairs.len()).filter_map(of_pair).collect()
}

/// `story_2.html`, `story-page-2`, `story/2`, `story/page/2`.
fn by_path(url: &Url) -> Option<(String, Option<u32>)> {
    let (folder, last) = url.path().trim_end_matches('/').rsplit_once('/')?;
    let (name, extension) = parted(last);
    let with_path = |path: &str, number: u32| {
        let mut url = url.clone();
        url.set_path(path);
        Some((story(&url)?, Some(number)))
    };
    let before = name.trim_end_matches(|c: char| c.is_ascii_digit());
    let number = number(name.strip_prefix(before)?)?;
    let stem = without_page(before);
    if !stem.is_empty() {
        return if stem == before { None } else { with_path(&format!("{folder}/{stem}{extension}"), number) };
    }
    let above = folder.rsplit_once('/').filter(|(_, last)| matches!(last.to_ascii_lowercase().as_str(), "page" | "seite" | "pagina"));
    with_path(above.map_or(folder, |(above, _)| above), number)
}

/// A name without what parts it from its page's number: `_`, `-page-`, `_p`.
fn without_page(name: &str) -> &str {
    let parting = ['_', '-', ',', '~'];
    let bare = name.trim_end_matches(parting);
    let lower = bare.to_ascii_lowercase();
    let word = ["page", "seite", "pagina", "p"].iter().find(|word| lower.ends_with(**word));
    let Some(rest) = word.and_then(|word| bare.get(..bare.len() - word.len())) else { return bare };
    if rest.is_empty() || rest.ends_with(parting) { rest.trim_end_matches(parting) } else { bare }
}

/// A page's number: up to two digits, no zero before another.
fn number(digits: &str) -> Option<u32> {
    let fits =
        matches!(digits.len(), 1 | 2) && digits.chars().all(|c| c.is_ascii_digit()) && (digits.len() == 1 || !digits.starts_with('0'));
    fits.then(|| digits.parse().ok())?
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Limits;

    fn next_of(url: &str, html: &str) -> Option<String> {
        let document = Document::parse(html, Limits::default());
        next(&document, &Head::of(&document, Some(url)), url, Some(url))
    }

    #[test]
    fn next_pages() {
        for (url, html, wanted) in [
            (
                "http://news.example/2016/05/13/7.shtml",
                "<a href='7.shtml'>1</a> <a href='7_2.shtml'>2</a> <a href='7_2.shtml'>下一页</a>",
                "http://news.example/2016/05/13/7_2.shtml",
            ),
            (
                "http://news.example/a/7_2.shtml",
                "<a href='7.shtml'>上一页</a><a href='7.shtml'>1</a><a href='7_3.shtml'>3</a>",
                "http://news.example/a/7_3.shtml",
            ),
            ("http://news.example/a/7_0.shtml", "<a href='7_1.shtml#p'>下一页&gt;&gt;</a>", "http://news.example/a/7_1.shtml"),
            ("http://news.example/n1/c1001-283.html", "<a href='c1001-283-2.html'>【2】</a>", "http://news.example/n1/c1001-283-2.html"),
            ("https://mag.example/story", "<link rel=next href='/story?page=2'>", "https://mag.example/story?page=2"),
            (
                "https://mag.example/story?id=9",
                "<a href='?page=2&id=9&utm_source=pager'>Next page »</a>",
                "https://mag.example/story?page=2&id=9&utm_source=pager",
            ),
            ("https://mag.example/story", "<a href='/story?page=0%2C1'>2</a>", "https://mag.example/story?page=0%2C1"),
            (
                "https://mag.example/2026/05/story/",
                "<a href='/2026/05/story/2/'><span>Page 2</span></a>",
                "https://mag.example/2026/05/story/2/",
            ),
            (
                "https://mag.example/2026/05/story/2/",
                "<a href='/2026/05/story/3/' title='Next'><img src=n.png></a>",
                "https://mag.example/2026/05/story/3/",
            ),
            ("https://mag.example/story.html", "<a href='/story/page/2'>Next: The boats</a>", "https://mag.example/story/page/2"),
            ("https://mag.example/story-page-2", "<a rel='next nofollow' href=story-page-3>On</a>", "https://mag.example/story-page-3"),
            ("https://mag.example/story.html", "<a href='story,2.html'>›</a>", "https://mag.example/story,2.html"),
            ("https://mag.example/story.html", "<a href='story-seite-2.html'>Weiter</a>", "https://mag.example/story-seite-2.html"),
        ] {
            assert_eq!(next_of(url, html).as_deref(), Some(wanted), "{url} {html}");
        }
    }

    #[test]
    fn other_stories_and_lists_are_no_next_pages() {
        for (url, html) in [
            ("http://news.example/a/1234567.html", "<a href='1234568.html'>下一篇：渡轮</a><a href='1234566.html'>上一篇</a>"),
            ("http://news.example/a/1234567.html", "<a href='1234568.html' rel=next>下一页</a>"),
            ("http://news.example/a/t20160513_4711.html", "<a href='t20160513_4712.html'>下一页</a>"),
            ("https://blog.example/night-boat/", "<link rel=next href='/day-boat/'><a href='/page/2/' class=next>Older posts</a>"),
            ("https://blog.example/?p=123", "<a href='/?p=124' rel=next>Next</a>"),
            ("http://news.example/a/7.html", "<a href='/a/7_2.html'>下一篇</a>"),
            ("http://news.example/a/7.html", "<a href='/a/?page=2'>2</a><a href='/b_2.html'>下一页</a>"),
            ("http://news.example/a/7_2.html", "<a href='7_2.html'>2</a><a href='7.html'>1</a><a href='7_1.html'>&lt;</a>"),
            ("http://news.example/a/7.html", "<a href='7.html?page=1'>1</a><a href='7.html?page=5'>5</a>"),
            ("https://mag.example/story", "<a href='/story?page=2#comments'>Next</a><a href='https://other.example/story?page=2'>Next</a>"),
            ("http://news.example/2016-05-01.html", "<a href='2016-05-02.html'>Next</a>"),
            ("https://mag.example/story", "<a href='javascript:go(2)'>Next</a><a href='#2'>2</a><a href=''>Next</a>"),
        ] {
            assert_eq!(next_of(url, html), None, "{url} {html}");
        }
    }

    #[test]
    fn a_story_begins_at_its_first_page() {
        for (first, page, nth) in [
            ("http://news.example/7.shtml", "http://news.example/7_2.shtml", 2),
            ("http://news.example/7.shtml", "http://news.example/7_1.shtml", 2),
            ("http://news.example/7.shtml", "http://news.example/7_2.shtml", 3),
            ("http://news.example/7_0.shtml", "http://news.example/7_3.shtml", 4),
            ("https://mag.example/story?page=1", "https://mag.example/story?page=2", 2),
            ("https://mag.example/story/", "https://www.mag.example/story/3", 3),
        ] {
            assert!(continues(first, page, nth), "{first} {page} {nth}");
        }
        for (first, page, nth) in [
            ("http://news.example/2016-5-13.html", "http://news.example/2016-5-14.html", 2),
            ("http://news.example/7_2.shtml", "http://news.example/7_3.shtml", 2),
            ("http://news.example/7.shtml", "http://news.example/7_4.shtml", 3),
            ("http://news.example/7.shtml", "http://news.example/8_2.shtml", 2),
        ] {
            assert!(!continues(first, page, nth), "{first} {page} {nth}");
        }
    }
}
