//! What a user sees in `date_published` and `date_modified`, a page for each witness and each trap.

use crate::{Article, Cleaner, Page};

const STORY: &str = "<p>The first ferries left the quay at dawn, and by noon a long line of people had formed along the harbour wall to wait for the next one.</p>
<p>Nobody had expected so many, said the harbour master, who had been up since three in the morning to see to the ropes and the lamps.</p>
<p>By the evening the last boats came back with their lights on, and the quay was quiet again but for the gulls and a few late walkers.</p>";

fn clean(head: &str, before: &str, after: &str, url: &str) -> Article {
    let html = format!(
        "<html><head>{head}</head><body><article><h1>The quay is open again after seven years</h1>{before}{STORY}{after}</article></body></html>"
    );
    Cleaner::default().clean(&Page::from_html(html).with_url(url))
}

fn dates(head: &str, before: &str, after: &str) -> (Option<String>, Option<String>) {
    let article = clean(head, before, after, "https://example.org/quay");
    (article.date_published, article.date_modified)
}

#[allow(clippy::unnecessary_wraps, reason = "compared with a field of the record")]
fn day(value: &str) -> Option<String> {
    Some(value.to_owned())
}

#[test]
fn machine_witnesses_keep_their_offset_and_stay_apart() {
    let json = r#"<script type="application/ld+json">{"@type":"NewsArticle","datePublished":"2024-05-01T08:30:00+02:00","dateModified":"2024-05-02T10:00:00Z"}</script>"#;
    assert_eq!(dates(json, "", ""), (day("2024-05-01T08:30:00+02:00"), day("2024-05-02T10:00:00Z")));
    let metas = "<meta property='article:published_time' content='2024-05-01'><meta property='article:modified_time' content='2024-05-03'>";
    assert_eq!(dates(metas, "", ""), (day("2024-05-01"), day("2024-05-03")));
    assert_eq!(dates("<meta name=PubDate content='2024-05-01 08:30:00'>", "", "").0, day("2024-05-01"));
    assert_eq!(dates("<meta name='w-published-date' content='2024-05-01T08:30:00Z'>", "", "").0, day("2024-05-01T08:30:00Z"));
    assert_eq!(dates("", "<time datetime='2024-05-01T08:30:00-04:00'>May 1</time>", "").0, day("2024-05-01T08:30:00-04:00"));
    assert_eq!(dates("", "<span itemprop=datePublished content='2024-05-01'>a while ago</span>", "").0, day("2024-05-01"));
}

#[test]
fn the_visible_dateline_is_read_where_nothing_else_speaks() {
    assert_eq!(dates("", "<p>By Ann Lee | May 1, 2024</p>", "").0, day("2024-05-01"));
    assert_eq!(dates("", "<div>Published: 1 May 2024</div><div>Updated: 3 May 2024</div>", ""), (day("2024-05-01"), day("2024-05-03")));
    assert_eq!(dates("", "", "<div class=post-footer>Posted on 1 May 2024 in News</div>").0, day("2024-05-01"));
}

#[test]
fn a_days_other_reading_is_taken_where_another_witness_names_it() {
    let article = clean("", "<p class=date>03/10/2023</p>", "", "https://example.org/2023/october/03/quay");
    assert_eq!(article.date_published, day("2023-10-03"));
}

#[test]
fn the_visible_page_overrules_a_templates_default() {
    let json =
        r#"<script type="application/ld+json">{"@type":"Article","datePublished":"2024-09-09","dateModified":"2024-09-09"}</script>"#;
    assert_eq!(dates(json, "<p class=pubdate>Published 1 May 2019</p>", "").0, day("2019-05-01"));
}

#[test]
fn the_local_clock_of_the_page_tells_the_offset() {
    let json = r#"<script type="application/ld+json">{"@type":"Article","datePublished":"2024-04-30T22:30:00Z"}</script>"#;
    assert_eq!(dates(json, "<p class=date>1. Mai 2024, 00:30 Uhr</p>", "").0, day("2024-05-01T00:30:00+02:00"));
}

#[test]
fn other_days_on_the_page_are_not_the_storys() {
    let trap = "<aside class=related><p>10 January 2020</p></aside><div class=comments><p class=date>4 June 2024</p></div><footer>© 2021 The Gull</footer>";
    assert_eq!(dates("", "", trap), (None, None));
    assert_eq!(dates("", "<p>NO. 20 MAY 19, 2016</p>", "").0, None);
    assert_eq!(
        dates(
            "",
            "<p>The bridge, which was opened on 3 March 1998 by the mayor of the town, is still closed to lorries and buses today.</p>",
            ""
        )
        .0,
        None
    );
}

#[test]
fn the_address_speaks_last_and_never_against_a_dateline() {
    assert_eq!(clean("", "", "", "https://example.org/2024/05/01/quay").date_published, day("2024-05-01"));
    let moved = clean("", "<p>发布时间：2009-03-02 10:15</p>", "", "http://example.cn/200905/t20090515_1.html");
    assert_eq!(moved.date_published.as_deref().and_then(|date| date.get(..10)), Some("2009-03-02"));
}

#[test]
fn a_local_time_is_a_day_but_in_china() {
    let article = clean("", "<p>2024-05-01 08:30</p>", "", "https://example.org/quay");
    assert_eq!(article.date_published, day("2024-05-01"));
    let html = "<html lang=zh-CN><h1>码头时隔七年重新开放</h1><p>2024-05-01 08:30</p><p>第一批渡轮在黎明时分离港，到了中午，市民已经沿着港口的围墙排起了长队，等候下一班船。</p>";
    let article = Cleaner::default().clean(&Page::from_html(html).with_url("http://paper.example.cn/a.html"));
    assert_eq!(article.date_published, day("2024-05-01T08:30:00+08:00"));
    assert_eq!(article.provenance.get("date_published").map(String::as_str), Some("dateline tz-assumed"));
}

#[test]
fn a_day_that_cannot_be_needs_two_witnesses() {
    let future = "<meta property='article:published_time' content='2031-01-01'>";
    let html = format!("{future}<h1>The quay is open again after seven years</h1>{STORY}");
    let mut page = Page::from_html(html);
    page.retrieved_at = Some("2024-05-02T00:00:00Z".into());
    assert_eq!(Cleaner::default().clean(&page).date_published, None);
    assert_eq!(dates("<meta name=pubdate content='1971-01-01'>", "", "").0, None);
    assert_eq!(dates("<meta name=pubdate content='1971-01-02'>", "<p>Published 2 January 1971</p>", "").0, day("1971-01-02"));
}

#[test]
fn hours_ago_are_counted_only_from_a_known_fetch() {
    let html = format!("<h1>The quay is open again after seven years</h1><p class=date>2 hours ago</p>{STORY}");
    let mut page = Page::from_html(html);
    assert_eq!(Cleaner::default().clean(&page).date_published, None);
    page.retrieved_at = Some("2024-05-02T14:20:00Z".into());
    assert_eq!(Cleaner::default().clean(&page).date_published, day("2024-05-02T12:20:00Z"));
}

#[test]
fn every_system_has_its_own_name_for_the_day() {
    for meta in [
        "<meta property='og:time ' content='2024-05-01 08:30:00'>",
        "<meta name='weibo: article:create_at' content='2024-05-01 08:30:00'>",
        "<meta name='PubDate' content='2024-05-01'>",
        "<meta name='publishdate' content='2024-05-01'>",
        "<meta name='parsely-pub-date' content='2024-05-01'>",
        "<meta name='sailthru.date' content='2024-05-01'>",
        "<meta name='citation_publication_date' content='2024/05/01'>",
        "<meta name='DC.date.issued' content='2024-05-01'>",
        "<meta name='DCTERMS.created' content='2024-05-01'>",
        "<meta name='cXenseParse:recs:publishtime' content='2024-05-01'>",
        "<!--enpproperty <date>2024-05-01 08:30:00.0</date>/enpproperty-->",
        "<script type='application/ld+json'>{\"@graph\":[{\"@type\":\"WebSite\"},{\"@type\":[\"Thing\",\"NewsArticle\"],\"datePublished\":\"2024-05-01\",}]};</script>",
    ] {
        assert_eq!(dates(meta, "", "").0, day("2024-05-01"), "{meta}");
    }
}

#[test]
fn the_date_stands_where_layouts_put_it() {
    // Under a label of its own, below the first paragraphs.
    let aside = "<p>The quay was shut after the storm of that year, and the ferries were sent to the other side of the bay for good.</p><p>Nobody had thought that they would ever come back to it again, least of all the people who live along the harbour wall.</p><dl><dt>Posted on</dt><dd>May 1, 2024</dd><dt>Updated at</dt><dd>May 9, 2024</dd></dl>";
    assert_eq!(dates("", aside, ""), (day("2024-05-01"), day("2024-05-09")));
    // In the column beside the story, where nothing else is dated.
    let column = "<div class=post-sidebar><h4>Published</h4><div class=post-date>May 1, 2024</div></div>";
    assert_eq!(dates("", "", column).0, day("2024-05-01"));
    // In the foot of the post, as a blog's template writes it.
    let foot = "<div class=postmetadata><small>This entry was posted on Wednesday, May 1st, 2024 at 8:30 am and is filed under <a href=/h>Harbour</a>. You can follow any responses to this entry through the <a href=/f>feed</a>. Both comments and pings are currently closed, and will stay closed until the harbour master has read all of those that came in before the ferries did.</small></div>";
    assert_eq!(dates("", "", foot).0, day("2024-05-01"));
    // In a bracket, or with what it is, at the head of a paragraph.
    assert_eq!(
        dates("", "<p>(01.05.2024) The quay has been opened by the mayor, who had come with a pair of scissors and a brass band.</p>", "")
            .0,
        day("2024-05-01")
    );
    // hAtom.
    assert_eq!(
        dates("", "<abbr class=published title='2024-05-01T08:30:00-04:00'>Wednesday</abbr>", "").0,
        day("2024-05-01T08:30:00-04:00")
    );
}

#[test]
fn a_stamp_with_an_offset_is_the_sites_own_clock() {
    let time = "<p><time datetime='2024-04-30T21:50:00-05:00'>May 1, 2024</time></p>";
    assert_eq!(dates("", time, "").0, day("2024-04-30T21:50:00-05:00"));
    // Greenwich's is a server's: there the text shows the reader's day.
    let time = "<p><time datetime='2024-04-30T21:50:00Z'>May 1, 2024</time></p>";
    assert_eq!(dates("", time, "").0, day("2024-05-01"));
}

#[test]
fn the_todays_date_above_the_page_is_not_the_storys() {
    let html = format!(
        "<body><div class=top><span class=date>Friday, 3 May 2024</span></div><h1>The quay is open again after seven years</h1>{STORY}<footer>© 2024 The Gull</footer>"
    );
    assert_eq!(Cleaner::default().clean(&Page::from_html(html)).date_published, None);
}

#[test]
fn an_archives_stamp_is_not_the_storys_day() {
    let archived = clean("", "", "", "https://web.archive.org/web/20200303010203/example.org/2016/quay");
    assert_eq!(archived.date_published, None);
}
