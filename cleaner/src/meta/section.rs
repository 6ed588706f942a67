//! The section of the site that the story stands in, outermost first.

use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, AhoCorasickKind};

use super::head::said;
use super::{Metadata, Witnesses, json_ld};
use crate::document::{Attribute, Document, NodeId, Tag};
use crate::text;

/// Most steps of a breadcrumb.
const MOST: usize = 8;
/// Longest name of a section, in characters.
const LONGEST: usize = 60;

/// Reads `section`: the breadcrumb, else what metas name.
pub(super) fn read(witnesses: Witnesses<'_>, headline: Option<usize>, out: &mut Metadata) {
    let head = witnesses.head;
    let metas = [
        "article:section",
        "og:article:section",
        "parsely-section",
        "cxenseparse:recs:articlesection",
        "section",
        "dc.subject.section",
        "page-topic",
    ];
    let candidates: [(&str, &dyn Fn() -> Vec<String>); 6] = [
        ("breadcrumb", &|| breadcrumb_of_json(witnesses)),
        ("breadcrumb", &|| visible_breadcrumb(witnesses.document)),
        ("breadcrumb", &|| path(witnesses)),
        ("breadcrumb", &|| above(witnesses, headline)),
        ("json-ld", &|| head.json_ld.article().map(|article| article.texts("articleSection")).unwrap_or_default()),
        ("meta", &|| metas.iter().find_map(|name| head.meta(name)).map(json_ld::clean).into_iter().collect()),
    ];
    for (witness, read) in candidates {
        let mut section = tidy(&read(), out.title.as_deref());
        let site = out.publisher.as_ref().and_then(|publisher| publisher.name.as_deref());
        section.retain(|step| site != Some(step));
        if !section.is_empty() {
            out.tell("section", Some(witness));
            out.section = section;
            return;
        }
    }
}

fn breadcrumb_of_json(witnesses: Witnesses<'_>) -> Vec<String> {
    let graph = &witnesses.head.json_ld;
    let list = graph.first_of(&["BreadcrumbList"]).or_else(|| {
        let page = graph.first_of(&["WebPage", "ItemPage"])?;
        page.objects("breadcrumb").into_iter().next()
    });
    let Some(list) = list else { return Vec::new() };
    let step = |step: json_ld::Node<'_>| step.text("name").or_else(|| step.objects("item").first().and_then(|item| item.text("name")));
    list.objects("itemListElement").into_iter().filter_map(step).collect()
}

/// What a breadcrumb's class or id has in it, whatever else: most have nothing of the kind.
static TRAILS: LazyLock<Option<AhoCorasick>> = LazyLock::new(|| {
    AhoCorasick::builder().ascii_case_insensitive(true).kind(Some(AhoCorasickKind::DFA)).build(["crumb", "pathway", "mbx"]).ok()
});

/// The links of the first element that is called a breadcrumb.
fn visible_breadcrumb(document: &Document) -> Vec<String> {
    let bears_names = |name| matches!(name, Attribute::Class | Attribute::Id | Attribute::AriaLabel);
    let named = |value: &str| {
        if !TRAILS.as_ref().is_some_and(|names| names.is_match(value)) {
            return false;
        }
        let value = value.to_ascii_lowercase();
        value.contains("breadcrumb")
            || value.split_ascii_whitespace().any(|token| matches!(token, "crumbs" | "crumb" | "bread-crumb" | "pathway" | "mbx"))
    };
    let is_breadcrumb = |node: NodeId| !document.tag(node).is_silent() && document.values(node, bears_names).any(named);
    let Some(list) = document
        .descendants(NodeId::ROOT)
        .filter(|&node| document.tag(node) != Tag::Text && document.tag(node) != Tag::Body)
        .find(|&node| is_breadcrumb(node))
    else {
        return Vec::new();
    };
    document.descendants(list).filter(|&node| document.tag(node) == Tag::A).take(MOST * 2).map(|link| document.inner_text(link)).collect()
}

/// The links of a line that says where the reader is ("当前位置：A > B > 正文"), or of an element called a path.
fn path(witnesses: Witnesses<'_>) -> Vec<String> {
    let super::Witnesses { document, blocks, .. } = witnesses;
    let said = |line: &str| {
        ["当前位置", "您的位置", "您现在的位置", "所在位置", "當前位置", "您現在的位置", "現在位置"]
            .iter()
            .any(|words| line.find(words).is_some_and(|at| at <= 12))
    };
    let called = |node: NodeId| {
        [Attribute::Class, Attribute::Id].iter().filter_map(|&name| document.attribute(node, name)).any(|value| {
            value.split_ascii_whitespace().any(|token| {
                let token = token.to_ascii_lowercase();
                matches!(
                    token.as_str(),
                    "path"
                        | "route"
                        | "navi"
                        | "navpath"
                        | "rwb_navpath"
                        | "view_path"
                        | "topicpath"
                        | "topic-path"
                        | "weizhi"
                        | "position"
                )
            })
        })
    };
    let parted = |line: &str| line.contains(['>', '›', '»', '＞']) || line.contains(" / ");
    let found = (0..blocks.len()).take(400).find(|&index| {
        let (block, line) = (&blocks[index], blocks.text(index));
        let around = || document.ancestors(block.first).take(4).filter(|&node| blocks.inside(node).len() <= 2);
        !block.hidden && block.chars <= 80 && block.link_chars > 0 && parted(line) && (said(line) || around().any(called))
    });
    let Some(index) = found else { return Vec::new() };
    let line = blocks.text(index);
    let links = document.descendants(blocks[index].container).filter(|&node| document.tag(node) == Tag::A).take(MOST * 2);
    links.map(|link| document.inner_text(link)).filter(|text| !text.trim().is_empty() && line.contains(text.trim())).collect()
}

/// The links of a line close above the headline that is a trail of links and nothing else: "Harbour >> Town >> Text".
fn above(witnesses: Witnesses<'_>, headline: Option<usize>) -> Vec<String> {
    let super::Witnesses { document, blocks, .. } = witnesses;
    let Some(headline) = headline else { return Vec::new() };
    let is_trail = |&index: &usize| {
        let (block, line) = (&blocks[index], blocks.text(index));
        let steps = line.split(['>', '›', '»', '＞']).filter(|step| !step.trim().is_empty()).count();
        let room = block.link_chars * 10 >= block.chars * if block.chars <= 24 { 3 } else { 6 };
        !block.hidden && block.chars <= 80 && room && (2..=MOST).contains(&steps)
    };
    let Some(index) = (headline.saturating_sub(8)..headline).rev().find(is_trail) else { return Vec::new() };
    let links: Vec<String> = document
        .descendants(blocks[index].container)
        .filter(|&node| document.tag(node) == Tag::A)
        .take(MOST * 2)
        .map(|link| document.inner_text(link))
        .filter(|text| !text.trim().is_empty() && blocks.text(index).contains(text.trim()))
        .collect();
    // The first step is the site's front page, whatever it is called, and a link or not.
    let first = blocks.text(index).split(['>', '›', '»', '＞']).next().unwrap_or_default();
    let front = links.first().is_some_and(|link| first.contains(link.trim()));
    links.get(usize::from(front)..).map(<[String]>::to_vec).unwrap_or_default()
}

/// Without the front page, the story itself, and what is no name.
fn tidy(steps: &[String], title: Option<&str>) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for step in steps {
        let step = text::fold_space(step);
        let step = step.trim_matches(|c: char| c.is_whitespace() || ">»›/|·-–,;:".contains(c));
        let short = (1..=LONGEST).contains(&step.chars().count());
        let lower = step.to_lowercase();
        let front =
            step.ends_with("首页") || step.ends_with("首頁") || FRONT.iter().any(|word| step.eq_ignore_ascii_case(word) || lower == *word);
        let story =
            title.is_some_and(|title| title == step || (step.chars().count() > 20 && title.starts_with(step.trim_end_matches(['.', '…']))));
        let known = out.iter().any(|other| other.to_lowercase() == lower);
        if short && !front && !story && !known && said(step).is_some() && step.chars().any(char::is_alphabetic) && out.len() < MOST {
            out.push(step.to_owned());
        }
    }
    out
}

#[rustfmt::skip]
const FRONT: &[&str] = &[
    "home", "homepage", "home page", "front page", "start", "startseite", "zur startseite", "accueil", "inicio", "início", "portada", "inici", "página inicial", "home page", "hem", "hjem", "forside", "forsiden", "etusivu",
    "strona główna", "domů", "úvod", "domov", "főoldal", "kezdőlap", "acasă", "acasa", "prima pagină", "naslovna", "naslovnica", "početna", "почетна", "начало", "главная", "на главную", "головна", "αρχική", "αρχική σελίδα", "anasayfa", "ana sayfa", "beranda", "trang chủ", "หน้าแรก", "หน้าหลัก",
    "الرئيسية", "الصفحة الرئيسية", "صفحه اصلی", "خانه", "ראשי", "דף הבית", "होम", "হোম", "ホーム", "トップ", "top", "홈", "首页", "首頁", "主页", "网站首页", "返回首页",
];

#[cfg(test)]
mod tests {
    use crate::{Cleaner, Page};

    fn section(html: &str) -> Vec<String> {
        Cleaner::default().clean(&Page::from_html(html)).section
    }

    #[test]
    fn a_breadcrumb_goes_before_a_meta_and_loses_front_page_and_story() {
        assert_eq!(
            section(
                r#"<script type="application/ld+json">{"@type":"BreadcrumbList","itemListElement":[{"@type":"ListItem","name":"Home"},
                {"@type":"ListItem","item":{"@id":"/n","name":"News"}},{"@type":"ListItem","name":"Harbour"},{"@type":"ListItem","name":"Quay opens"}]}</script>
                <meta property="article:section" content="Top"><h1>Quay opens</h1><p>x</p>"#
            ),
            ["News", "Harbour"]
        );
        assert_eq!(section("<div class='m-breadcrumbs'><a href=/>首页</a> &gt; <a href=/w>国际</a> &gt; 正文</div><h1>x</h1>"), ["国际"]);
        let line =
            "<div class=w>当前位置：<a href=/>海港网首页</a> &gt; <a href=/w>文化</a> &gt; <a href=/w/l>文学</a> &gt; 正文</div><h1>x</h1>";
        assert_eq!(section(line), ["文化", "文学"]);
        assert_eq!(
            section("<div id=navi><a href=/>新聞首頁</a> / <a href=/n>要聞</a> / <a href=/n/4>地方</a></div><h1>x</h1>"),
            ["要聞", "地方"]
        );
        assert_eq!(section("<div id=navi><a href=/>Home</a> <a href=/n>News</a> <a href=/n/4>Sport</a></div><h1>x</h1>"), [""; 0]);
        assert_eq!(section("<meta property='article:section' content='Sport'><h1>x</h1>"), ["Sport"]);
    }
}
