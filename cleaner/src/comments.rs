//! What readers wrote under the page: known by how comment systems mark each comment, never part of `text`.

use std::collections::HashSet;

use crate::article::Comment;
use crate::document::{Attribute, Document, NodeId, Tag};
use crate::segment::Blocks;
use crate::text;

/// Words in an author's name, at most.
const NAME_WORDS: usize = 5;
/// Words in a date, at most.
const DATE_WORDS: usize = 10;

/// The comments of a page, in reading order.
pub(crate) fn of(document: &Document, blocks: &Blocks) -> Vec<Comment> {
    let items: Vec<NodeId> = document.descendants(NodeId::ROOT).filter(|&node| is_comment(document, node)).collect();
    let known: HashSet<NodeId> = items.iter().copied().collect();
    items.iter().filter_map(|&item| comment(document, blocks, item, &known)).collect()
}

/// Whether an element holds one comment: schema.org's `Comment`, or the names that comment systems give.
fn is_comment(document: &Document, node: NodeId) -> bool {
    if !matches!(document.tag(node), Tag::Li | Tag::Div | Tag::Article | Tag::Section | Tag::Dd | Tag::Tr) {
        return false;
    }
    if document.attribute(node, Attribute::Itemtype).is_some_and(|kind| kind.ends_with("/Comment") || kind.ends_with("/UserComments")) {
        return true;
    }
    let numbered = |id: &str| {
        let rest = id.strip_prefix("li-").or_else(|| id.strip_prefix("div-")).unwrap_or(id);
        let digits = ["comment-", "comment_", "comment"].iter().find_map(|prefix| rest.strip_prefix(prefix));
        digits.is_some_and(|digits| !digits.is_empty() && digits.chars().all(|c| c.is_ascii_digit()))
    };
    if document.attribute(node, Attribute::Id).is_some_and(numbered) {
        return true;
    }
    let named = |class: &str| {
        class
            .split_ascii_whitespace()
            .any(|token| matches!(token, "comment" | "comment-item" | "comment_item" | "commentItem" | "comment-entry"))
    };
    document.attribute(node, Attribute::Class).is_some_and(named)
}

/// One comment: who and when where the markup says so, and the text that is neither; replies inside it are their own.
fn comment(document: &Document, blocks: &Blocks, item: NodeId, items: &HashSet<NodeId>) -> Option<Comment> {
    let is_own = |node: NodeId| document.ancestors(node).find(|ancestor| items.contains(ancestor)) == Some(item);
    let first_as = |wanted: Role, longest: usize| {
        let said = document.descendants(item).filter(|&node| role(document, node) == Some(wanted) && is_own(node));
        said.map(|node| document.inner_text(node)).find(|text| !text.is_empty() && text::count_words(text) <= longest)
    };
    let lines: Vec<&str> = blocks
        .inside(item)
        .filter(|&index| !blocks[index].hidden && is_own(blocks[index].first))
        .filter(|&index| {
            document.ancestors(blocks[index].first).take_while(|&node| node != item).all(|node| role(document, node).is_none())
        })
        .map(|index| blocks.text(index))
        .collect();
    let comment =
        || Comment { author: first_as(Role::Author, NAME_WORDS), date: first_as(Role::Date, DATE_WORDS), text: lines.join("\n\n") };
    (!lines.is_empty()).then(comment)
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Role {
    Author,
    Date,
    /// Buttons, votes, "replied to".
    Apparatus,
}

/// What an element of a comment holds, by its tag and its names.
fn role(document: &Document, node: NodeId) -> Option<Role> {
    match document.tag(node) {
        Tag::Text => return None,
        Tag::Time => return Some(Role::Date),
        Tag::Button | Tag::Form | Tag::Nav => return Some(Role::Apparatus),
        _ => {}
    }
    let names = [Attribute::Class, Attribute::Itemprop, Attribute::Rel].into_iter().filter_map(|name| document.attribute(node, name));
    let words = names.flat_map(|names| names.split(|c: char| !c.is_ascii_alphanumeric()));
    words.into_iter().find_map(|word| match word.to_ascii_lowercase().as_str() {
        "author" | "fn" | "user" | "username" | "nickname" | "creator" | "says" => Some(Role::Author),
        "date" | "time" | "datetime" | "timestamp" | "metadata" | "datecreated" | "datepublished" => Some(Role::Date),
        "reply" | "actions" | "votes" | "vote" | "like" | "likes" | "flag" | "report" | "avatar" | "permalink" => Some(Role::Apparatus),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Limits;

    fn comments(html: &str) -> Vec<Comment> {
        let document = Document::parse(html, Limits::default());
        of(&document, &Blocks::of(&document))
    }

    #[test]
    fn each_comment_has_its_own_author_date_and_text_and_replies_stand_alone() {
        let found = comments(
            "<p>The story.</p><ol><li id=comment-7 class=comment><cite class=fn>Ada Quay</cite> <time>3 May</time><p>First.</p><p>And more.</p>\
             <a class=reply>Reply</a><ol><li id=comment-8 class=comment><span class=author>Bo</span><div>I agree.</div></li></ol></li></ol>",
        );
        let expected = [("Ada Quay", Some("3 May"), "First.\n\nAnd more."), ("Bo", None, "I agree.")];
        assert_eq!(found.len(), expected.len());
        for (comment, (author, date, text)) in found.iter().zip(expected) {
            assert_eq!((comment.author.as_deref(), comment.date.as_deref(), comment.text.as_str()), (Some(author), date, text));
        }
    }

    #[test]
    fn a_page_without_comments_has_none() {
        assert!(comments("<div class=comments><h3>Comments</h3><p>Be the first.</p></div>").is_empty());
    }
}
