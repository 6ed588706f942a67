//! Pages that hand their article to a script in text areas: the markup of the story in one, its title, time and source in others.

use std::fmt::Write;

use crate::segment::Blocks;
use crate::text;

/// Least bytes of a text area that may hold a story.
const SHORTEST: usize = 400;
/// Longest particular, in characters.
const LONGEST_FIELD: usize = 80;

/// A text area: what it is called, and what is in it with entities decoded once.
struct Area<'a> {
    name: &'a str,
    content: String,
}

/// The page with its article opened at its head, where a text area holds a story and the visible page less than half of it.
pub(crate) fn opened(html: &str, visible: &Blocks) -> Option<String> {
    memchr::memmem::find(html.as_bytes(), b"<textarea")?;
    let areas = areas(html);
    let story = areas.iter().filter(|area| is_story(&area.content)).max_by_key(|area| area.content.len())?;
    if visible.shown_words() * 2 > text::count_words(&without_tags(&story.content)) {
        return None;
    }
    let mut article = String::from("<article>");
    for (words, open, close) in FIELDS {
        let called = |area: &&Area<'_>| {
            !std::ptr::eq(*area, story) && words.iter().any(|word| area.name.split(['-', '_', ' ']).any(|token| token == *word))
        };
        let value =
            areas.iter().filter(called).map(|area| field(&area.content)).find(|value| (1..=LONGEST_FIELD).contains(&value.chars().count()));
        if let Some(value) = value {
            let _ = write!(article, "{open}{value}{close}");
        }
    }
    let _ = write!(article, "<div>{}</div></article>", story.content);
    let start = html.find("<body").and_then(|at| html.get(at..)?.find('>').map(|end| at + end + 1)).unwrap_or(0);
    let (head, tail) = html.split_at_checked(start)?;
    Some([head, &article, tail].concat())
}

/// Particulars by the words that areas are called by, and what they become, in the order of a page.
const FIELDS: &[(&[&str], &str, &str)] = &[
    (&["title", "headline"], "<h1>", "</h1>"),
    (&["time", "date", "pubtime", "datetime"], "<p><time datetime=\"", "\"></time></p>"),
    (&["source"], "<p>Source: ", "</p>"),
    (&["author"], "<p>Author: ", "</p>"),
    (&["editor"], "<p>Editor: ", "</p>"),
];

/// A particular as text; milliseconds since 1970 as a moment.
fn field(content: &str) -> String {
    let text = text::fold_space(&without_tags(content)).replace(['"', '<', '>'], "");
    match text.parse::<i64>() {
        Ok(number) if text.len() == 13 => jiff::Timestamp::from_millisecond(number).map(|moment| moment.to_string()).unwrap_or_default(),
        _ => text,
    }
}

fn is_story(content: &str) -> bool {
    content.len() >= SHORTEST && content.trim_start().starts_with('<') && content.matches("</p>").take(2).count() == 2
}

fn areas(html: &str) -> Vec<Area<'_>> {
    let mut found = vec![];
    for piece in html.split("<textarea").skip(1) {
        let Some((tag, rest)) = piece.split_once('>') else { continue };
        let Some((content, _)) = rest.split_once("</textarea") else { continue };
        let name =
            tag.split_once("class=").map_or("", |(_, value)| value.trim_start_matches(['"', '\'']).split(['"', '\'']).next().unwrap_or(""));
        found.push(Area { name, content: decode(content) });
    }
    found
}

/// Decodes the entities that stand for markup.
fn decode(text: &str) -> String {
    if !text.contains('&') {
        return text.to_owned();
    }
    [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&#x27;", "'"), ("&amp;", "&")]
        .iter()
        .fold(text.to_owned(), |text, (entity, character)| text.replace(entity, character))
}

fn without_tags(markup: &str) -> String {
    let mut inside = false;
    let kept = markup.chars().filter(|&c| {
        let shown = !inside && c != '<';
        inside = c == '<' || inside && c != '>';
        shown
    });
    kept.collect()
}

#[cfg(test)]
mod tests {
    use crate::{Cleaner, Page};

    const STORY: &str = "&lt;p&gt;The first ferries of the season left the northern quay at dawn on Monday, an hour late and full to the rails with people and their dogs.&lt;/p&gt;\
        &lt;p&gt;Harbour master Ada Quay said the ice had gone overnight, and that the crews had waited for this day since the end of January.&lt;/p&gt;\
        &lt;p&gt;The company will run eight boats a day until the end of October, two more than last year, and wants to hire forty people.&lt;/p&gt;";

    #[test]
    fn a_story_that_only_a_text_area_holds_is_read() {
        let page = format!(
            "<title>Ferries sail again</title><div><textarea class=\"story-title\">Ferries sail again</textarea>\
             <textarea class=\"story-time\">1575446400000</textarea><textarea class=\"story-content\">{STORY}</textarea>\
             <textarea class=\"story-source-name\">&lt;a href=\"/\"&gt;Harbour Post&lt;/a&gt;</textarea></div>"
        );
        let article = Cleaner::default().clean(&Page::from_html(page));
        assert_eq!(article.title.as_deref(), Some("Ferries sail again"));
        assert_eq!(article.text.split("\n\n").count(), 3, "{}", article.text);
        assert_eq!(article.date_published.as_deref(), Some("2019-12-04T08:00:00Z"));
        assert_eq!(article.source.map(|source| source.name).as_deref(), Some("Harbour Post"));
    }

    #[test]
    fn a_text_area_to_copy_the_story_from_is_no_second_story() {
        let visible = STORY.replace("&lt;", "<").replace("&gt;", ">");
        let page =
            format!("<title>Ferries sail again</title><h1>Ferries sail again</h1>{visible}<h2>Republish</h2><textarea>{STORY}</textarea>");
        assert_eq!(Cleaner::default().clean(&Page::from_html(page)).text.split("\n\n").count(), 3);
    }
}
