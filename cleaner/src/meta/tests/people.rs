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
