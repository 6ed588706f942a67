//! A body in a page's state: data that a script would render (Next, Nuxt, Redux and their like).

use serde_json::{Map, Value};

use crate::document::DataScript;
use crate::text;

/// Values of a page's state that are looked at.
const STEPS: usize = 200_000;
/// A longer script, in bytes, is not read: as values it would take some thirty times the room.
const LONGEST: usize = 4 << 20;
/// A paragraph has so many words; a label fewer.
const PARAGRAPH: usize = 6;
/// Paragraphs from which an array of them is a body.
const FEWEST: usize = 3;
/// How deep the text of one paragraph may lie in its value.
const DEPTH: usize = 8;
/// Keys whose strings address or name a thing: an element that holds one is a card, not a paragraph.
const CARD: [&str; 8] = ["slug", "headline", "title", "permalink", "canonicalUrl", "canonical_url", "uri", "publishedAt"];
/// Keys that hold a paragraph's text, in whichever format the editor keeps it.
const TEXT: [&str; 13] = [
    "text",
    "value",
    "content",
    "html",
    "body",
    "children",
    "data",
    "paragraph",
    "rendered",
    "caption",
    "content_elements",
    "nodes",
    "items",
];

/// The longest prose in the states: one string of HTML, or paragraphs a line each.
pub(super) fn body<'s>(scripts: impl Iterator<Item = DataScript<'s>>) -> Option<String> {
    let states = scripts.filter(|script| !script.kind.contains("ld+json") && script.text.len() <= LONGEST);
    states.filter_map(|script| longest(&value(script.text)?)).max_by_key(|body| words(body))
}

/// What a script states: itself, what it assigns, or what it hands to `JSON.parse`.
fn value(script: &str) -> Option<Value> {
    if let Ok(value) = serde_json::from_str(script.trim()) {
        return Some(value);
    }
    let (_, assigned) = script.split_once('=')?;
    let assigned = assigned.trim_start();
    let parsed = assigned.strip_prefix("JSON.parse(").map(str::trim_start);
    let first = serde_json::Deserializer::from_str(parsed.unwrap_or(assigned)).into_iter::<Value>().next();
    match first {
        Some(Ok(Value::String(quoted))) => serde_json::from_str(&quoted).ok(),
        Some(Ok(value)) => Some(value),
        _ => Some(Value::Array(literals(assigned).map(Value::String).collect())),
    }
}

/// The string literals of a script that is no JSON: Nuxt states its data as a function's value.
fn literals(script: &str) -> impl Iterator<Item = String> + '_ {
    let mut rest = script;
    std::iter::from_fn(move || {
        loop {
            let (_, from) = rest.split_once('"')?;
            let mut escaped = false;
            let end = from.find(|c| {
                let ends = c == '"' && !escaped;
                escaped = c == '\\' && !escaped;
                ends
            })?;
            let (literal, after) = from.split_at_checked(end)?;
            rest = after.strip_prefix('"')?;
            if let Ok(text) = serde_json::from_str(&format!("\"{}\"", literal.replace("\\x", "\\u00").replace("\\'", "'"))) {
                return Some(text);
            }
        }
    })
}

fn words(body: &str) -> usize {
    text::count_words(body)
}

/// The longest body among a value's strings of HTML and its arrays of paragraphs.
fn longest(state: &Value) -> Option<String> {
    let mut best: Option<(usize, String)> = None;
    let mut open = vec![state];
    for _ in 0..STEPS {
        let Some(value) = open.pop() else { break };
        let found = match value {
            Value::String(text) if is_html(text) => Some(text.clone()),
            Value::Array(items) => paragraphs(items),
            _ => None,
        };
        if let Some(found) = found {
            let size = words(&found);
            if best.as_ref().is_none_or(|(most, _)| size > *most) {
                best = Some((size, found));
            }
        }
        match value {
            Value::Array(items) => open.extend(items),
            Value::Object(fields) => open.extend(fields.values()),
            _ => {}
        }
    }
    best.map(|(_, body)| body)
}

fn is_html(text: &str) -> bool {
    text.contains("</p>") || (text.contains("<br") && text.len() > 200)
}

/// An array of an editor's paragraphs, as HTML; cards of other stories are none.
fn paragraphs(items: &[Value]) -> Option<String> {
    let mut html = String::new();
    let mut count = 0;
    for item in items {
        let Value::Object(fields) = item else { return None };
        if CARD.iter().any(|key| fields.contains_key(*key)) {
            return None;
        }
        let line = line(fields);
        if line.is_empty() {
            continue;
        }
        count += usize::from(text::count_words(&line) >= PARAGRAPH);
        let tag = tag(fields);
        for part in ["<", tag, ">", &line, "</", tag, ">\n"] {
            html.push_str(part);
        }
    }
    (count >= FEWEST).then_some(html)
}

/// The element that a paragraph's style or type asks for.
fn tag(fields: &Map<String, Value>) -> &'static str {
    let said = ["style", "type", "nodeType", "_type", "name"].iter().filter_map(|key| fields.get(*key)?.as_str());
    let said: String = said.collect::<Vec<_>>().join(" ").to_ascii_lowercase();
    match said {
        said if said.contains("head") || said.contains("h2") || said.contains("h3") => "h2",
        said if said.contains("quote") => "blockquote",
        _ => "p",
    }
}

/// The text of one paragraph, its runs joined in order.
fn line(fields: &Map<String, Value>) -> String {
    let mut out = String::new();
    let mut open: Vec<(&Value, usize)> = texts(fields, 0).collect();
    open.reverse();
    while let Some((value, depth)) = open.pop() {
        match value {
            Value::String(text) => out.push_str(text),
            Value::Array(items) if depth < DEPTH => open.extend(items.iter().rev().map(|item| (item, depth + 1))),
            Value::Object(fields) if depth < DEPTH => {
                let mut inner: Vec<_> = texts(fields, depth + 1).collect();
                inner.reverse();
                open.extend(inner);
            }
            _ => {}
        }
    }
    let line = text::fold_space(&out);
    if ["</", "<br", "/>"].iter().any(|tag| line.contains(tag)) { line } else { line.replace('<', "&lt;") }
}

/// The first of an object's fields that holds text.
fn texts(fields: &Map<String, Value>, depth: usize) -> impl Iterator<Item = (&Value, usize)> {
    TEXT.iter().find_map(|key| fields.get(*key).filter(|value| !value.is_null() && *value != "")).map(|value| (value, depth)).into_iter()
}

#[cfg(test)]
mod tests {
    use super::*;

    const PARAGRAPHS: [&str; 3] = [
        "The harbour froze over in the second week of January.",
        "Crews waited at the northern quay for the ice to go.",
        "Eight boats a day will sail until the end of October.",
    ];

    fn found(kind: &str, text: &str) -> String {
        let state = body(std::iter::once(DataScript { kind, id: None, text })).unwrap_or_default();
        PARAGRAPHS.iter().filter(|line| state.contains(**line)).count().to_string() + if state.contains("<p>") { " as html" } else { "" }
    }

    fn lines(each: impl Fn(&str) -> String) -> String {
        PARAGRAPHS.iter().map(|line| each(line)).collect::<Vec<_>>().join(",")
    }

    #[test]
    fn the_body_is_found_in_the_states_of_common_frameworks() {
        let html = PARAGRAPHS.map(|line| format!("<p>{line}</p>")).concat();
        let next = format!(r#"{{"props":{{"pageProps":{{"article":{{"title":"Ice","body":"{html}"}}}}}}}}"#);
        assert_eq!(found("application/json", &next), "3 as html");
        let portable = lines(|line| format!(r#"{{"_type":"block","children":[{{"_type":"span","text":"{line}"}}]}}"#));
        assert_eq!(found("application/json", &format!(r#"{{"story":{{"body":[{portable}]}}}}"#)), "3 as html");
        let rich = lines(|line| format!(r#"{{"nodeType":"paragraph","content":[{{"nodeType":"text","value":"{line}"}}]}}"#));
        assert_eq!(found("state", &format!(r#"window.__STATE__ = {{"document":{{"content":[{rich}]}}}};"#)), "3 as html");
        let editor = lines(|line| format!(r#"{{"type":"paragraph","data":{{"text":"{line}"}}}}"#));
        assert_eq!(found("application/json", &format!(r#"{{"blocks":[{editor}]}}"#)), "3 as html");
        let function = format!(
            "window.__NUXT__=(function(a,b){{return {{data:[{{post:{{title:a,text:\"{}\"}}}}]}}}}(\"Ice\",1));",
            html.replace('<', "\\u003C")
        );
        assert_eq!(found("state", &function), "3 as html");
        let parse = format!("window.__DATA__ = JSON.parse({});", serde_json::to_string(&next).unwrap());
        assert_eq!(found("state", &parse), "3 as html");
    }

    #[test]
    fn cards_of_other_stories_are_no_body() {
        let cards = lines(|line| format!(r#"{{"title":"Ice","slug":"ice","text":"{line}"}}"#));
        assert_eq!(found("application/json", &format!(r#"{{"latest":[{cards}]}}"#)), "0");
    }
}
