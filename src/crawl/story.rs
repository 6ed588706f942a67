//! Stories on several pages: fetched one after the other, joined into one record.

use std::collections::HashSet;

use presscut_cleaner::article::{Block, PageKind};
use presscut_cleaner::{Article, Cleaner, Outlinks, paging};

use super::commit::Finished;
use crate::fetcher::frontier::Job;

/// Blocks of fewer characters may well be said twice in a story.
const TELLING: usize = 24;
/// What a record says where a page of its story is missing.
const MISSING: &str = "pages_missing";

/// A story as far as it has come.
pub(super) struct Story {
    finished: Finished,
    /// The addresses of its pages.
    pages: Vec<String>,
    /// What its blocks say.
    said: HashSet<String>,
}

impl Story {
    /// A story that begins with a page.
    pub(super) fn new(finished: Finished, job: &Job) -> Self {
        let mut said = HashSet::new();
        if let Some(article) = &finished.article {
            said.extend(article.blocks.iter().filter_map(telling));
        }
        Self { finished, pages: vec![job.page().as_str().to_owned()], said }
    }

    /// The address of the page that is to be fetched next, if there is one and it may be.
    pub(super) fn next(&mut self, outlinks: &Outlinks, most: usize) -> Option<url::Url> {
        let next = outlinks.next_page.as_deref()?;
        let nth = self.pages.len() + 1;
        let kind = self.finished.article.as_ref().filter(|article| article.error.is_none()).map(|article| article.page_kind);
        // the next page of a list of stories is no part of one
        let is_story = matches!(kind, Some(PageKind::Article | PageKind::Gallery));
        if !is_story || most < 2 || self.pages.iter().any(|page| page == next) || !paging::continues(self.pages.first()?, next, nth) {
            return None;
        }
        if nth > most {
            self.miss();
            return None;
        }
        url::Url::parse(next).ok()
    }

    /// Joins the page that came. Tells whether it is one of the story.
    pub(super) fn join(&mut self, page: Article, job: &Job) -> bool {
        let address = job.page().as_str();
        let continues = self.pages.first().is_some_and(|first| paging::continues(first, address, self.pages.len() + 1));
        let Some(article) = self.finished.article.as_mut() else { return false };
        if page.error.is_some() {
            self.miss();
            return false;
        }
        if !continues || !are_of_one_story(article.title.as_deref(), page.title.as_deref()) {
            return false;
        }
        let title = article.title.clone();
        let is_new = |block: &Block| match block {
            Block::Figure { image } => !article.images.iter().any(|known| known.url == image.url),
            Block::Heading { text, .. } if Some(&text.text) == title.as_ref() => false,
            block => telling(block).is_none_or(|text| !self.said.contains(&text)),
        };
        let blocks: Vec<Block> = page.blocks.iter().filter(|block| is_new(block)).cloned().collect();
        if !blocks.iter().any(|block| matches!(block, Block::Figure { .. }) || telling(block).is_some()) {
            return false; // the same page again
        }
        self.said.extend(blocks.iter().filter_map(telling));
        append(article, page, blocks, self.pages.len() + 1);
        self.pages.push(address.to_owned());
        true
    }

    /// A further page could not be had.
    pub(super) fn miss(&mut self) {
        if let Some(article) = self.finished.article.as_mut()
            && !article.quality.warnings.iter().any(|code| code == MISSING)
        {
            article.quality.warnings.push(MISSING.to_owned());
        }
    }

    /// The record of it all.
    pub(super) fn end(self, cleaner: &Cleaner, job: &Job) -> Finished {
        let Self { mut finished, pages, .. } = self;
        finished.attempts = job.trail().map_or(0, |trail| trail.attempts);
        if let Some(article) = finished.article.as_mut() {
            if let Some(fetch) = article.fetch.as_mut() {
                fetch.attempts = finished.attempts;
            }
            if pages.len() > 1 {
                article.pages = pages;
                cleaner.restate(article);
            }
        }
        finished
    }
}

/// What a block says, where that is long enough to be said but once.
fn telling(block: &Block) -> Option<String> {
    let text = block.text();
    let folded: String = text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    let wide = folded.chars().filter(|c| !c.is_ascii()).count();
    (folded.chars().count() + wide >= TELLING).then_some(folded)
}

/// Whether two headlines can be those of one story's pages: the same but for a page's number or a part's name behind it.
fn are_of_one_story(first: Option<&str>, other: Option<&str>) -> bool {
    let (Some(first), Some(other)) = (first, other) else { return true };
    let folded = |title: &str| title.chars().filter(|c| c.is_alphabetic()).flat_map(char::to_lowercase).collect::<String>();
    let (first, other) = (folded(first), folded(other));
    let shared = first.chars().zip(other.chars()).take_while(|(a, b)| a == b).count();
    let shorter = first.chars().count().min(other.chars().count());
    shorter == 0 || shared * 10 >= shorter * 8
}

fn append(article: &mut Article, page: Article, blocks: Vec<Block>, number: usize) {
    let whole = blocks.len() == page.blocks.len();
    let text =
        if whole { page.text } else { blocks.iter().map(Block::text).filter(|text| !text.is_empty()).collect::<Vec<_>>().join("\n\n") };
    if !text.is_empty() {
        if !article.text.is_empty() {
            article.text.push_str("\n\n");
        }
        article.text.push_str(&text);
    }
    article.blocks.extend(blocks);
    for image in page.images {
        if !article.images.iter().any(|known| known.url == image.url) {
            article.images.push(image);
        }
    }
    article.quality.confidence = article.quality.confidence.min(page.quality.confidence);
    for code in page.quality.warnings {
        if code != "short_body" && !article.quality.warnings.contains(&code) {
            article.quality.warnings.push(code);
        }
    }
    for contributor in page.contributors {
        if !article.contributors.contains(&contributor) {
            article.contributors.push(contributor);
        }
    }
    let mut told = |field: &str, is_known: bool| {
        let by = page.provenance.get(field).filter(|_| !is_known);
        by.map(|by| article.provenance.insert(field.to_owned(), format!("{by}, page {number}"))).is_some()
    };
    if told("authors", !article.authors.is_empty()) {
        article.authors = page.authors;
    }
    if told("source", article.source.is_some()) {
        article.source = page.source;
    }
    if told("copyright", article.copyright.is_some()) {
        article.copyright = page.copyright;
    }
    if let Some(all) = &mut article.removed {
        all.extend(page.removed.unwrap_or_default());
    }
    if let Some(all) = &mut article.comments {
        let new: Vec<_> = page.comments.unwrap_or_default().into_iter().filter(|comment| !all.contains(comment)).collect();
        all.extend(new);
    }
    if let Some(all) = &mut article.posts {
        let new: Vec<_> = page.posts.unwrap_or_default().into_iter().filter(|post| !all.contains(post)).collect();
        all.extend(new);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headlines_of_one_story() {
        let one = |first, other| are_of_one_story(Some(first), Some(other));
        assert!(one("夜航渡轮恢复", "夜航渡轮恢复(2)") && one("Night boat returns", "Night boat returns – Page 2"));
        assert!(!one("Night boat returns", "Day boat sinks") && !one("夜航渡轮恢复", "大桥维修延期"));
        assert!(are_of_one_story(Some("Night boat returns"), None));
    }
}
