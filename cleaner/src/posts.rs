//! The posts of a live blog: stated in the page's JSON-LD, or known by how live blogs mark each post.

use std::collections::HashSet;

use crate::article::{PageKind, Post};
use crate::document::{Attribute, Document, Limits, NodeId, Tag};
use crate::meta::{Claim, Head, Witnesses};
use crate::segment::Blocks;
use crate::stated;
use crate::verdict::Verdict;

/// Posts that are only marked are so many at least: one element of such a name is no live blog.
const FEWEST: usize = 2;

/// Class names of a single post.
const NAMES: &[&str] = &[
    "live-post",
    "livepost",
    "lb-post",
    "liveblog-post",
    "live-blog-post",
    "liveblog__post",
    "live-blog__post",
    "liveblog-entry",
    "live-blog-entry",
    "liveblog-update",
    "live-blog-update",
    "liveblog-item",
    "liveticker-entry",
    "live-update",
];

/// The posts of a page, in the order of the page.
#[derive(Debug, Default)]
pub(crate) struct Posts {
    posts: Vec<Post>,
    /// The blocks that say them.
    blocks: Vec<usize>,
}

impl Posts {
    /// Finds the posts where the page is a live blog or they are `asked` for; none elsewhere. Those stated are taken where they
    /// are no fewer than those marked: they come without buttons.
    pub(crate) fn find(witnesses: Witnesses<'_>, kind: PageKind, asked: bool, limits: Limits) -> Self {
        if !asked && kind != PageKind::LiveBlog {
            return Self::default();
        }
        let Witnesses { document, blocks, head, .. } = witnesses;
        let marked = marked(document, blocks);
        let stated = stated(head, limits);
        if stated.len() >= marked.posts.len() && !stated.is_empty() {
            let lines: HashSet<&str> = stated
                .iter()
                .flat_map(|post| post.text.split("\n\n").chain(post.title.as_deref()))
                .filter(|line| !line.is_empty())
                .collect();
            let said = (0..blocks.len()).filter(|&index| lines.contains(blocks.text(index)));
            let all: HashSet<usize> = said.chain(marked.blocks).collect();
            let mut all: Vec<usize> = all.into_iter().collect();
            all.sort_unstable();
            return Self { blocks: all, posts: stated };
        }
        marked
    }

    /// What leaves the body of a live blog: its posts, where something remains beside them.
    pub(crate) fn claims(&self, kind: PageKind, verdicts: &[Verdict]) -> Vec<Claim> {
        let kept = verdicts.iter().filter(|verdict| verdict.keep).count();
        let claims: Vec<Claim> = self
            .blocks
            .iter()
            .filter(|&&block| verdicts.get(block).is_some_and(|verdict| verdict.keep))
            .map(|&block| Claim { block, rule: "post" })
            .collect();
        if kind == PageKind::LiveBlog && claims.len() < kept { claims } else { vec![] }
    }

    /// The posts themselves.
    pub(crate) fn into_posts(self) -> Vec<Post> {
        self.posts
    }
}

/// schema.org's `liveBlogUpdate`.
fn stated(head: &Head<'_>, limits: Limits) -> Vec<Post> {
    let updates = head.json_ld.nodes().filter(|node| node.types().any(|kind| kind == "LiveBlogPosting"));
    let post = |update: crate::meta::Node<'_>| {
        let text = stated::text(update.raw_text("articleBody")?, limits);
        let date = update.text("datePublished").or_else(|| update.text("dateModified"));
        (!text.is_empty()).then(|| Post { date, title: update.text("headline"), text })
    };
    updates.flat_map(|node| node.objects("liveBlogUpdate")).filter_map(post).collect()
}

/// The posts that elements mark.
fn marked(document: &Document, blocks: &Blocks) -> Posts {
    let items: HashSet<NodeId> = document.descendants(NodeId::ROOT).filter(|&node| is_post(document, node)).collect();
    let mut posts = Posts::default();
    if items.len() < FEWEST {
        return posts;
    }
    for item in document.descendants(NodeId::ROOT).filter(|node| items.contains(node)) {
        // a post within a post is part of it
        if document.ancestors(item).any(|ancestor| items.contains(&ancestor)) {
            continue;
        }
        posts.blocks.extend(blocks.inside(item));
        posts.posts.extend(post(document, blocks, item));
    }
    posts
}

/// Whether an element holds one post.
fn is_post(document: &Document, node: NodeId) -> bool {
    if !matches!(document.tag(node), Tag::Li | Tag::Div | Tag::Article | Tag::Section) {
        return false;
    }
    let has = |name, wanted: &[&str]| {
        document.attribute(node, name).is_some_and(|value| value.split_ascii_whitespace().any(|token| wanted.contains(&token)))
    };
    has(Attribute::Itemprop, &["liveBlogUpdate"]) || has(Attribute::Class, NAMES)
}

/// When, under which headline, and the rest.
fn post(document: &Document, blocks: &Blocks, item: NodeId) -> Option<Post> {
    let time = document.descendants(item).find(|&node| document.tag(node) == Tag::Time);
    let date = time.map(|time| document.attribute(time, Attribute::Datetime).map_or_else(|| document.inner_text(time), str::to_owned));
    let heading = |node: NodeId| matches!(document.tag(node), Tag::H1 | Tag::H2 | Tag::H3 | Tag::H4 | Tag::H5 | Tag::H6);
    let title = document.descendants(item).find(|&node| heading(node));
    let stands_in = |block: usize, part: Option<NodeId>| part.is_some_and(|part| blocks.inside(part).contains(&block));
    let is_apparatus = |block: usize| {
        let mut around = document.ancestors(blocks[block].first).take_while(|&node| node != item);
        around.any(|node| matches!(document.tag(node), Tag::Time | Tag::Button | Tag::Form | Tag::Nav))
    };
    let text: Vec<&str> = blocks
        .inside(item)
        .filter(|&block| !blocks[block].hidden && !stands_in(block, title) && !is_apparatus(block))
        .map(|block| blocks.text(block))
        .collect();
    let title = title.map(|title| document.inner_text(title)).filter(|title| !title.is_empty());
    (!text.is_empty()).then(|| Post { date: date.filter(|date| !date.is_empty()), title, text: text.join("\n\n") })
}

#[cfg(test)]
mod tests {
    use crate::article::{Article, PageKind};
    use crate::{Cleaner, Include, Page, Settings};

    const LEAD: &str = "<p>The first storm of the spring reached the coast on Friday morning, and the harbour master closed the \
        outer basin until further notice. We report here what happens on the quays and on the island.</p>";

    fn clean(head: &str, body: &str) -> Article {
        let html = format!("<title>Storm on the coast: live</title>{head}<main><h1>Storm on the coast: live</h1>{LEAD}{body}</main>");
        let include = Include { posts: true, ..Include::default() };
        Cleaner::new(Settings { include, ..Settings::default() }).clean(&Page::from_html(html))
    }

    fn told(record: &Article) -> Vec<(Option<&str>, Option<&str>, &str)> {
        let posts = record.posts.iter().flatten();
        posts.map(|post| (post.date.as_deref(), post.title.as_deref(), post.text.as_str())).collect()
    }

    const FERRIES: &str = "All ferries to the island are cancelled until the evening, says the harbour master.";
    const WIND: &str = "Gusts of ninety kilometres an hour were measured at the lighthouse this morning.";
    const ROOFS: &str = "Two roofs came off in the upper town; nobody was hurt, and the road is open again.";

    fn marked() -> String {
        let post = |time: &str, title: &str, text: &str| {
            format!("<div class=live-post><time datetime={time}>today</time><h2>{title}</h2><p>{text}</p><button>Share</button></div>")
        };
        [("2024-03-01T11:00Z", "Roofs", ROOFS), ("2024-03-01T10:00Z", "Ferries stop", FERRIES), ("2024-03-01T09:00Z", "Wind rises", WIND)]
            .map(|(time, title, text)| post(time, title, text))
            .concat()
    }

    #[test]
    fn marked_posts_have_their_date_title_and_text_and_leave_the_body() {
        let record = clean("", &marked());
        assert_eq!(record.page_kind, PageKind::LiveBlog);
        assert_eq!(
            told(&record),
            [
                (Some("2024-03-01T11:00Z"), Some("Roofs"), ROOFS),
                (Some("2024-03-01T10:00Z"), Some("Ferries stop"), FERRIES),
                (Some("2024-03-01T09:00Z"), Some("Wind rises"), WIND)
            ]
        );
        assert!(record.text.starts_with("The first storm") && !record.text.contains("ferries"), "{}", record.text);
    }

    #[test]
    fn stated_posts_are_read_where_no_element_marks_them() {
        let data = serde_json::json!({"@type": "LiveBlogPosting", "headline": "Storm on the coast: live", "liveBlogUpdate": [
            {"@type": "BlogPosting", "headline": "Ferries stop", "datePublished": "2024-03-01T10:00:00Z", "articleBody": format!("<p>{FERRIES}</p>")},
            {"@type": "BlogPosting", "datePublished": "2024-03-01T09:00:00Z", "articleBody": WIND}]});
        let head = format!("<script type=application/ld+json>{data}</script>");
        let record = clean(&head, &format!("<div><h3>Ferries stop</h3><p>{FERRIES}</p></div><div><p>{WIND}</p></div>"));
        let expected = [(Some("2024-03-01T10:00:00Z"), Some("Ferries stop"), FERRIES), (Some("2024-03-01T09:00:00Z"), None, WIND)];
        assert_eq!(told(&record), expected);
        assert!(record.text.starts_with("The first storm") && !record.text.contains("Gusts"), "{}", record.text);
    }

    #[test]
    fn an_article_has_no_posts() {
        let record = clean("", &format!("<p>{FERRIES}</p><p>{WIND}</p>"));
        assert_eq!(record.posts, Some(vec![]));
        assert!(record.text.contains("Gusts"));
    }
}
