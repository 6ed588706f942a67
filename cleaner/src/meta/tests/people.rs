//! Who wrote it, by each witness that a page may have, and the traps beside them.

use super::{PROSE, clean};

/// The authors of a page with this head, these lines between headline and story, and these below it.
fn authors(head: &str, above: &str, below: &str) -> Vec<String> {
    clean(&format!(
        "<html><head><title>Quay opens | Harbour Post</title><meta property=og:site_name content='Harbour Post'>{head}</head>\
         <body><article><h1>Quay opens</h1>{above}<p>{PROSE}</p><p>{PROSE}</p></article>{below}</body></html>"
    ))
    .authors
}

fn data(author: &str) -> String {
    format!(r#"<script type="application/ld+json">{{"@type":"NewsArticle","headline":"Quay opens","author":{author}}}</script>"#)
}

#[test]
fn each_witness_alone_names_the_author() {
    let person = r#"{"@type":"Person","name":"Anna Berg"}"#;
    let graph = r#"<script type="application/ld+json">{"@graph":[{"@type":"Article","headline":"Quay opens","author":{"@id":"/#anna"}},{"@type":"Person","@id":"/#anna","name":"Anna Berg"}]}</script>"#;
    for (head, above, below) in [
        (data(person).as_str(), "", ""),
        (graph, "", ""),
        ("<meta name=parsely-author content='Anna Berg'>", "", ""),
        ("<meta name=sailthru.author content='Anna Berg'>", "", ""),
        ("<meta name=citation_author content='Berg, Anna'>", "", ""),
        ("<meta property=og:type content=article><meta name=author content='Anna Berg'>", "", ""),
        ("<meta name=DC.creator content='Anna Berg'>", "", ""),
        ("", "<p>By Anna Berg</p>", ""),
        ("", "<p>Written by</p><p>Anna Berg</p>", ""),
        ("", "<p>Posted by <a href=/author/anna>Anna Berg</a> on May 3, 2020</p>", ""),
        ("", "<p><a rel=author href=/a>Anna Berg</a></p>", ""),
        ("", "<p><span class='author vcard'><a class='url fn n' href=/a>Anna Berg</a></span></p>", ""),
        ("", "<div class='post-meta author-meta-image'><span class=entry-author>Anna Berg</span></div>", ""),
        ("", "<div class=publish-date-author>Dec. 19, 2025 &middot; Anna Berg</div>", ""),
        ("", "<div><img src=a.jpg alt='Portrait of Anna Berg'><p>Anna Berg</p></div>", ""),
        ("", "<p>Anna Berg</p><p>May 3, 2020</p>", ""),
        ("", "", "<div class=bio><img src=a.jpg alt='Anna Berg'><h3>Anna Berg</h3><p>She writes about ships.</p></div>"),
    ] {
        assert_eq!(authors(head, above, below), ["Anna Berg"], "{head} {above} {below}");
    }
}

#[test]
fn agencies_sites_newsrooms_and_staff_are_no_authors() {
    for name in
        ["Harbour Post", "Reuters", "dpa", "Redaktion", "News Desk", "Staff", "admin", "Harbour Post Staff", "12345", "desk@example.org"]
    {
        let person = format!(r#"{{"@type":"Person","name":"{name}"}}"#);
        assert_eq!(authors(&data(&person), "", ""), Vec::<String>::new(), "{name}");
        assert_eq!(authors("", &format!("<p>By {name}</p>"), ""), Vec::<String>::new(), "{name}");
        assert_eq!(authors("", &format!("<p><a rel=author href=/a>{name}</a></p>"), ""), Vec::<String>::new(), "{name}");
    }
}

#[test]
fn who_checked_the_text_did_not_write_it() {
    let lines = "<p><a rel=author href=/author/anna>Anna Berg</a></p><p>Fact checked by: <a href=/author/tom>Tom Hill</a></p>";
    assert_eq!(authors("", lines, ""), ["Anna Berg"]);
    assert_eq!(authors("", "<p>Reviewed By: <a href=/author/tom>Tom Hill, PhD</a></p>", ""), Vec::<String>::new());
}

#[test]
fn a_post_or_a_biography_tells_whose_name_stands_below_the_headline() {
    assert_eq!(authors("", "<p>Written by: <a href=/a>Anna Berg</a> <span>Gardener &amp; Sailor</span></p>", ""), ["Anna Berg"]);
    assert_eq!(authors("", "<p>Anna Berg</p><p>Co-Founder &amp; Marketing Director</p>", ""), ["Anna Berg"]);
    assert_eq!(authors("", "<p>Anna Berg</p>", "<p>Anna Berg is a writer who lives by the quay.</p>"), ["Anna Berg"]);
    assert_eq!(authors("", "<p>Anna Berg, Tom Hill and Ada Quill</p>", ""), ["Anna Berg", "Tom Hill", "Ada Quill"]);
    assert_eq!(authors("", "<p>Dec. 19, 2025 &middot; Anna Berg on behalf of the crew</p>", ""), ["Anna Berg"]);
    assert_eq!(authors("", "<p>Written by: Head of Launches, Adoption</p>", ""), Vec::<String>::new());
}

#[test]
fn a_team_that_signs_by_its_own_name_is_an_author_where_nobody_else_is() {
    assert_eq!(authors("", "<p>By the Quayside Team</p>", ""), Vec::<String>::new());
    assert_eq!(authors("", "<p>By The Quayside Team</p>", ""), ["The Quayside Team"]);
    assert_eq!(authors("", "<p>By Marketing Team</p>", ""), Vec::<String>::new());
    let twice = "<meta name=author content='Zoe'><meta name=twitter:data1 content='Zoe'>";
    assert_eq!(authors(twice, "", ""), ["Zoe"]);
}

#[test]
fn a_board_names_the_poster_beside_the_day() {
    let board =
        |line: &str| clean(&format!("<title>新码头</title><h1>新码头年底开放</h1><p>{line}</p><p>{}</p>", super::HAN_PROSE)).authors;
    assert_eq!(board("<a href=/u>quaywalker</a> 发表于 2005-9-15 11:46:00"), ["quaywalker"]);
    assert_eq!(board("本贴由海风于2005年8月12日发表"), ["海风"]);
    assert_eq!(board("王一帆、钭小满"), ["王一帆", "钭小满"]);
}

#[test]
fn a_section_beside_the_day_is_no_author() {
    let lines = "<p>Harbour Life</p><p>May 3, 2020</p>";
    assert_eq!(authors("", lines, "<p>Read about life at the harbour.</p>"), Vec::<String>::new());
    assert_eq!(authors("", "<p><a rel=author href=/a>Ferries</a></p>", ""), Vec::<String>::new());
}

#[test]
fn a_nickname_in_the_bylines_place_is_the_name() {
    assert_eq!(authors(&data(r#"{"@type":"Person","name":"quaywalker"}"#), "", ""), ["quaywalker"]);
    assert_eq!(authors("", "<p><a rel=author href=/author/quaywalker>quaywalker</a></p>", ""), ["quaywalker"]);
    assert_eq!(authors("<meta name=author content=quaywalker>", "<p>quaywalker, May 3, 2020</p>", ""), ["quaywalker"]);
    assert_eq!(authors("<meta name=author content=pixelworks>", "", ""), Vec::<String>::new());
}

#[test]
fn a_byline_is_cut_and_filled_up_by_what_the_page_gives_to_machines() {
    let both = data(r#"[{"@type":"Person","name":"Anna Berg"},{"@type":"Person","name":"Tom Hill"}]"#);
    assert_eq!(authors(&both, "<p class=byline><a rel=author href=/a>Anna Berg</a></p><p>Tom Hill</p>", ""), ["Anna Berg", "Tom Hill"]);
    assert_eq!(authors(&both, "<p>By Anna Berg</p><p>Photos by Tom Hill</p>", ""), ["Anna Berg"]);
    let one = data(r#"{"@type":"Person","name":"Anna Berg"}"#);
    assert_eq!(authors(&one, "<p>By Anna Berg Harbour Affairs</p>", ""), ["Anna Berg"]);
    assert_eq!(authors("", "<p class=author>Anna BergReporter</p>", ""), ["Anna Berg"]);
}

#[test]
fn a_site_that_bears_its_writers_name_names_the_writer() {
    let page = |name: &str| {
        let head = format!(
            "<title>Quay opens | {name}</title><meta property=og:site_name content='{name}'><meta property=og:type content=article><meta name=author content='{name}'>"
        );
        clean(&format!("<head>{head}</head><body><article><h1>Quay opens</h1><p>{PROSE}</p><p>{PROSE}</p></article>")).authors
    };
    assert_eq!(page("Anna Berg"), ["Anna Berg"]);
    assert_eq!(page("Harbour Traders"), Vec::<String>::new());
}

#[test]
fn a_threads_author_is_the_one_who_began_it() {
    let reply = format!("<div class=post><a class=username href=/members/tide.9/>tidewatcher</a><p>{PROSE}</p></div>");
    let page = |head: &str, post: &str| {
        let url = "https://forum.example.org/threads/ferries.12/";
        let html = format!(
            "<head><title>Which ferry takes bicycles?</title>{head}</head><body><h1>Which ferry takes bicycles?</h1>{post}<p>{PROSE}</p>{reply}"
        );
        crate::Cleaner::default().clean(&crate::Page::from_html(html).with_url(url)).authors
    };
    assert_eq!(
        page(
            r#"<script type="application/ld+json">{"@type":"DiscussionForumPosting","headline":"Which ferry takes bicycles?","author":{"@type":"Person","name":"quaywalker"}}</script>"#,
            ""
        ),
        ["quaywalker"]
    );
    assert_eq!(page("", "<ul><li>Thread starter <a href=/members/q.7/ class=username>quaywalker</a></li></ul>"), ["quaywalker"]);
    assert_eq!(page("", "<div><span class=username>quaywalker</span></div>"), ["quaywalker"]);
}

#[test]
fn those_who_took_part_keep_their_role_and_address() {
    let html = format!(
        "<head><title>Quay opens</title></head><body><article><h1>Quay opens</h1><p>By Anna Berg</p><p>{PROSE}</p><p>{PROSE}</p>\
         <p>Translated by Eva Klein</p><p>Edited by <a href=https://example.org/team/tom>Tom Hill</a></p></article></body>"
    );
    let article = clean(&html);
    let people: Vec<_> =
        article.contributors.iter().map(|person| (person.name.as_str(), person.role.as_str(), person.url.as_deref())).collect();
    assert_eq!(people, [("Eva Klein", "translator", None), ("Tom Hill", "editor", Some("https://example.org/team/tom"))]);
    assert_eq!(article.authors, ["Anna Berg"]);
}

#[test]
fn a_bracket_below_tells_reporters_from_editors() {
    let html = format!(
        "<title>Quay opens</title><article><h1>Quay opens</h1><p>{PROSE}</p><p>{PROSE}</p><p>(Reporting by Anna Berg and Eva Klein; Editing by Tom Hill)</p></article>"
    );
    let article = clean(&html);
    assert_eq!(article.authors, ["Anna Berg", "Eva Klein"]);
    assert_eq!(article.contributors.iter().map(|person| person.name.as_str()).collect::<Vec<_>>(), ["Tom Hill"]);
}

#[test]
fn an_organisation_given_as_the_author_of_another_site_is_the_source() {
    let source = |name: &str| {
        let head = data(&format!(r#"{{"@type":"Organization","name":"{name}"}}"#));
        clean(&format!("<head><title>Quay opens | Harbour Post</title><meta property=og:site_name content='Harbour Post'>{head}</head><article><h1>Quay opens</h1><p>{PROSE}</p><p>{PROSE}</p></article>")).source.map(|source| source.name)
    };
    assert_eq!(source("Coast Agency").as_deref(), Some("Coast Agency"));
    assert_eq!(source("Harbour Post"), None);
    assert_eq!(source("Harbour Post Staff"), None);
}
