//! JSON-LD: which of a page's nodes is its article, and what that says.

mod repair;

use serde_json::Value;

use super::head::said;
use crate::document::DataScript;
use crate::links;
use crate::text;

/// Most nodes that are kept of a page.
const MOST: usize = 1_000;

/// Steps through a value of unknown shape.
const STEPS: usize = 10_000;

/// All JSON-LD nodes of a page: those at the top, in arrays and `@graph`, and articles under `mainEntity`.
#[derive(Debug, Default)]
pub(crate) struct JsonLd {
    nodes: Vec<Value>,
    article: Option<usize>,
}

/// A node, with the others that it may refer to.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Node<'a> {
    graph: &'a JsonLd,
    value: &'a Value,
}

/// Whether a node is said to be a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum AgentKind {
    /// `Person`.
    Person,
    /// `Organization` and its kinds.
    Organization,
    /// A bare string, or a node without a type.
    Unsaid,
}

/// Someone whom a node names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Agent {
    /// As written; may hold several names or a label.
    pub name: String,
    /// What it is said to be.
    pub kind: AgentKind,
    /// The page about them.
    pub url: Option<String>,
}

impl JsonLd {
    /// Reads the scripts of a page. `url` and `title` tell this page's article from others.
    pub(super) fn of<'s>(scripts: impl Iterator<Item = DataScript<'s>>, url: Option<&str>, title: Option<&str>) -> Self {
        let mut graph = Self::default();
        for script in scripts.filter(|script| script.kind.to_ascii_lowercase().contains("ld+json")) {
            for value in repair::parse(script.text) {
                graph.add(value);
            }
        }
        graph.article = graph.choose(url, title);
        graph
    }

    /// The node that is this page's article.
    #[must_use]
    pub(crate) fn article(&self) -> Option<Node<'_>> {
        self.article.and_then(|index| self.nodes.get(index)).map(|value| Node { graph: self, value })
    }

    /// The first node of one of these types.
    #[must_use]
    pub(crate) fn first_of(&self, types: &[&str]) -> Option<Node<'_>> {
        self.nodes().find(|node| node.types().any(|kind| types.contains(&kind)))
    }

    /// All nodes, in order.
    pub(crate) fn nodes(&self) -> impl Iterator<Item = Node<'_>> {
        self.nodes.iter().map(|value| Node { graph: self, value })
    }

    fn add(&mut self, value: Value) {
        let mut open = vec![value];
        while let Some(value) = open.pop() {
            match value {
                Value::Array(items) => open.extend(items.into_iter().take(MOST).rev()),
                Value::Object(mut fields) if self.nodes.len() < MOST => {
                    open.extend(fields.remove("@graph"));
                    for key in ["mainEntity", "mainEntityOfPage"] {
                        if fields.get(key).is_some_and(|value| types_of(value).any(|kind| rank(kind).is_some())) {
                            open.extend(fields.remove(key));
                        }
                    }
                    if !fields.is_empty() {
                        self.nodes.push(Value::Object(fields));
                    }
                }
                _ => {}
            }
        }
    }

    /// The node of an article's type that speaks of this page; `None` where several could, and none is known to.
    fn choose(&self, url: Option<&str>, title: Option<&str>) -> Option<usize> {
        let url = url.and_then(links::identity);
        let title = title.map(letters).filter(|title| !title.is_empty());
        let mut best: Option<(usize, u32)> = None;
        let mut count = 0;
        for (index, value) in self.nodes.iter().enumerate() {
            let Some(rank) = types_of(value).filter_map(rank).max() else { continue };
            count += 1;
            let node = Node { graph: self, value };
            let here = url.is_some()
                && ["url", "mainEntityOfPage", "@id"].iter().any(|key| node.address(key).as_deref().and_then(links::identity) == url);
            let named = title.as_deref().is_some_and(|title| {
                ["headline", "name"]
                    .iter()
                    .filter_map(|key| node.text(key))
                    .map(|name| letters(&name))
                    .any(|name| !name.is_empty() && (title.contains(&name) || name.contains(title)))
            });
            let dated = value.get("datePublished").is_some() || value.get("author").is_some();
            let score = u32::from(here) * 40 + u32::from(named) * 40 + u32::from(dated) * 8 + rank;
            if best.is_none_or(|(_, most)| score > most) {
                best = Some((index, score));
            }
        }
        best.filter(|&(_, score)| score >= 40 || count == 1).map(|(index, _)| index)
    }

    fn by_id(&self, id: &str) -> Option<&Value> {
        self.nodes.iter().find(|node| node.get("@id").and_then(Value::as_str) == Some(id))
    }
}

impl<'a> Node<'a> {
    /// Its types, without `schema:` and the like.
    pub(crate) fn types(self) -> impl Iterator<Item = &'a str> {
        types_of(self.value)
    }

    /// The first text under a key: a string, or what an object has for `@value` or `name`. Entities decoded, white space folded.
    #[must_use]
    pub(crate) fn text(self, key: &str) -> Option<String> {
        self.texts(key).into_iter().next()
    }

    /// All texts under a key, in order.
    #[must_use]
    pub(crate) fn texts(self, key: &str) -> Vec<String> {
        self.values(key).into_iter().filter_map(scalar).filter_map(|text| said(&text).map(clean)).collect()
    }

    /// A text under a key as it stands, line breaks kept.
    #[must_use]
    pub(crate) fn raw_text(self, key: &str) -> Option<&'a str> {
        self.values(key).into_iter().find_map(Value::as_str)
    }

    /// The objects under a key, references resolved, in order.
    #[must_use]
    pub(crate) fn objects(self, key: &str) -> Vec<Node<'a>> {
        self.values(key).into_iter().filter(|value| value.is_object()).map(|value| Node { graph: self.graph, value }).collect()
    }

    /// The first address under a key: a string, or an object's `url`, `contentUrl` or `@id`.
    #[must_use]
    pub(crate) fn address(self, key: &str) -> Option<String> {
        self.values(key).into_iter().find_map(|value| match value {
            Value::String(address) => said(address).map(clean),
            Value::Object(fields) => {
                let address = ["url", "contentUrl", "@id"].iter().find_map(|key| match fields.get(*key) {
                    Some(Value::Array(items)) => items.first().and_then(Value::as_str),
                    value => value.and_then(Value::as_str),
                });
                address.and_then(said).map(clean)
            }
            _ => None,
        })
    }

    /// Those whom a key names.
    #[must_use]
    pub(crate) fn agents(self, key: &str) -> Vec<Agent> {
        let agent = |value: &Value| {
            let node = Node { graph: self.graph, value };
            let name = if value.is_object() { node.text("name") } else { scalar(value).as_deref().and_then(said).map(clean) }?;
            let mut kind = AgentKind::Unsaid;
            // `{"name": "Anna", "@id": "#anna"}`: what it is stands in the node of that id.
            let reference = value.get("@id").and_then(Value::as_str).filter(|_| value.get("@type").is_none());
            let typed = reference.and_then(|id| self.graph.by_id(id)).unwrap_or(value);
            for said in types_of(typed) {
                if said.eq_ignore_ascii_case("Person") {
                    kind = AgentKind::Person;
                } else if kind == AgentKind::Unsaid && (said.ends_with("Organization") || said == "Corporation") {
                    kind = AgentKind::Organization;
                }
            }
            // Without a type, and no such node on the page: the address of a person's page or entry says it.
            let persons = |id: &str| ["/person/", "/author/", "#author", "#person"].iter().any(|mark| id.contains(mark));
            if kind == AgentKind::Unsaid && reference.is_some_and(persons) {
                kind = AgentKind::Person;
            }
            let url = if value.is_object() { node.address("url").or_else(|| node.address("sameAs")) } else { None };
            Some(Agent { name, kind, url })
        };
        self.values(key).into_iter().filter_map(agent).collect()
    }

    /// A truth value, however it is written.
    #[must_use]
    pub(crate) fn flag(self, key: &str) -> Option<bool> {
        self.values(key).into_iter().find_map(|value| match value {
            Value::Bool(flag) => Some(*flag),
            Value::String(word) => {
                let word = word.trim().rsplit('/').next().unwrap_or_default();
                if word.eq_ignore_ascii_case("true") || word == "1" {
                    Some(true)
                } else if word.eq_ignore_ascii_case("false") || word == "0" {
                    Some(false)
                } else {
                    None
                }
            }
            _ => None,
        })
    }

    /// The values under a key: arrays flattened, references resolved.
    fn values(self, key: &str) -> Vec<&'a Value> {
        let mut found = Vec::new();
        let mut open: Vec<&Value> = self.value.get(key).into_iter().collect();
        let mut steps = STEPS;
        while let Some(value) = open.pop() {
            steps -= 1;
            if steps == 0 {
                break;
            }
            match value {
                Value::Array(items) => open.extend(items.iter().take(STEPS).rev()),
                Value::Object(fields) => {
                    let list = if fields.get("@type").is_none() { fields.get("@list") } else { None };
                    let reference = if fields.len() == 1 { fields.get("@id").and_then(Value::as_str) } else { None };
                    match (list, reference.and_then(|id| self.graph.by_id(id))) {
                        (Some(list), _) => open.push(list),
                        (None, Some(node)) => found.push(node),
                        (None, None) => found.push(value),
                    }
                }
                Value::Null => {}
                _ => found.push(value),
            }
        }
        found
    }
}

fn types_of(value: &Value) -> impl Iterator<Item = &str> {
    let kinds = match value.get("@type") {
        Some(Value::Array(kinds)) => kinds.as_slice(),
        Some(kind) => std::slice::from_ref(kind),
        None => &[],
    };
    kinds.iter().filter_map(Value::as_str).map(|kind| kind.rsplit(['/', ':', '#']).next().unwrap_or(kind).trim())
}

/// How much a type says that the node is an article; `None` where it is none.
fn rank(kind: &str) -> Option<u32> {
    match kind {
        "NewsArticle"
        | "ReportageNewsArticle"
        | "OpinionNewsArticle"
        | "AnalysisNewsArticle"
        | "BackgroundNewsArticle"
        | "ReviewNewsArticle"
        | "AskPublicNewsArticle"
        | "LiveBlogPosting"
        | "SatiricalArticle" => Some(6),
        "Article"
        | "BlogPosting"
        | "ScholarlyArticle"
        | "MedicalScholarlyArticle"
        | "TechArticle"
        | "AdvertiserContentArticle"
        | "Report"
        | "SocialMediaPosting" => Some(5),
        "DiscussionForumPosting" | "Recipe" | "HowTo" | "QAPage" | "Question" => Some(4),
        "Product" | "ProductGroup" | "PodcastEpisode" | "VideoObject" | "Review" | "MediaGallery" | "ImageGallery" => Some(3),
        "CreativeWork" => Some(2),
        _ => None,
    }
}

/// A value as text: of an object, its `@value` or its `name`.
fn scalar(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Object(fields) => ["@value", "name"].iter().find_map(|key| fields.get(*key).and_then(Value::as_str)).map(str::to_owned),
        _ => None,
    }
}

/// Entities decoded (they are often escaped twice), white space folded.
pub(super) fn clean(value: &str) -> String {
    text::fold_space(&repair::decode_entities(value))
}

/// Letters and digits alone, lower-cased: for likeness.
fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(scripts: &[&str], url: Option<&str>, title: Option<&str>) -> JsonLd {
        JsonLd::of(scripts.iter().map(|text| DataScript { kind: "application/ld+json", id: None, text }), url, title)
    }

    #[test]
    fn the_article_of_a_graph_is_found_with_what_it_refers_to() {
        let graph = read(
            &[r#"{"@context":"https://schema.org","@graph":[
              {"@type":"WebPage","@id":"https://e.org/a/","name":"Quay opens - The Gull"},
              {"@type":["Article","SocialMediaPosting"],"headline":"Quay&#8217;s open &amp; busy","author":{"@id":"https://e.org/#ann"},
               "isAccessibleForFree":"False","keywords":["quay","harbour"],"image":{"@type":"ImageObject","url":"https://e.org/q.jpg"}},
              {"@type":"Person","@id":"https://e.org/#ann","name":"Ann Lee","url":"https://e.org/ann"}]}"#],
            None,
            None,
        );
        let article = graph.article().expect("an article");
        assert_eq!(article.text("headline").as_deref(), Some("Quay’s open & busy"));
        let ann = Agent { name: "Ann Lee".to_owned(), kind: AgentKind::Person, url: Some("https://e.org/ann".to_owned()) };
        assert_eq!(article.agents("author"), [ann]);
        assert_eq!(article.flag("isAccessibleForFree"), Some(false));
        assert_eq!(article.texts("keywords"), ["quay", "harbour"]);
        assert_eq!(article.address("image").as_deref(), Some("https://e.org/q.jpg"));
    }

    #[test]
    fn of_several_articles_the_one_of_this_page_is_taken_or_none() {
        let scripts = [r#"[{"@type":"NewsArticle","headline":"Old bridge shut","url":"https://e.org/b"},
            {"@type":"NewsArticle","headline":"Quay opens","url":"https://e.org/a?utm_source=x"}]"#];
        let by_url = read(&scripts, Some("https://e.org/a"), None);
        assert_eq!(by_url.article().and_then(|article| article.text("headline")).as_deref(), Some("Quay opens"));
        let by_title = read(&scripts, None, Some("Old bridge shut | The Gull"));
        assert_eq!(by_title.article().and_then(|article| article.text("headline")).as_deref(), Some("Old bridge shut"));
        assert!(read(&scripts, None, None).article().is_none());
    }

    #[test]
    fn an_article_under_main_entity_is_seen() {
        let graph = read(
            &[
                r#"{"@type":"WebPage","mainEntity":{"@type":"NewsArticle","headline":"Quay opens","author":["Ann Lee",{"name":"The Gull","@type":"NewsMediaOrganization"}]}}"#,
            ],
            None,
            None,
        );
        let authors = graph.article().map(|article| article.agents("author")).unwrap_or_default();
        assert_eq!(authors.iter().map(|agent| agent.kind).collect::<Vec<_>>(), [AgentKind::Unsaid, AgentKind::Organization]);
    }
}
