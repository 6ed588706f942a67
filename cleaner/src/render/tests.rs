//! What is rendered is read back by a Markdown parser that is not ours.

use proptest::prelude::*;
use pulldown_cmark::{CodeBlockKind, CowStr, Event, LinkType, Options, Parser, Tag, TagEnd};

use super::{html, markdown};
use crate::article::{Block, Image, ListItem, RichText, Span, SpanKind};

/// Text as characters with their marks; white space carries none.
type Marked = Vec<(char, Vec<(SpanKind, Option<String>)>)>;

/// A block as far as Markdown carries it.
#[derive(Debug, PartialEq)]
enum Read {
    Paragraph(Marked),
    Heading(u8, Marked),
    Quote(Marked),
    List(bool, Vec<(Marked, Vec<Read>)>),
    Table(bool, Vec<Vec<Marked>>),
    Figure(String, String, String),
    Code(String, String),
    Embed(String),
}

fn marked(text: &RichText) -> Marked {
    let of = |(at, c): (usize, char)| {
        let mut marks: Vec<(SpanKind, Option<String>)> = Vec::new();
        for span in text.spans.iter().filter(|span| span.start <= at && at < span.end && !c.is_whitespace()) {
            if marks.iter().all(|(kind, _)| *kind != span.kind) {
                marks.push((span.kind, span.href.clone()));
            }
        }
        marks.sort();
        (c, marks)
    };
    text.text.chars().enumerate().map(of).collect()
}

fn written(blocks: &[Block]) -> Vec<Read> {
    let caption = |image: &Image| match (&image.caption, &image.credit) {
        (Some(caption), Some(credit)) => format!("{caption} ({credit})"),
        (caption, credit) => caption.clone().or(credit.clone()).unwrap_or_default(),
    };
    let of = |block: &Block| match block {
        Block::Paragraph { text } => Read::Paragraph(marked(text)),
        Block::Heading { level, text } => Read::Heading(*level, marked(text)),
        Block::Quote { text } => Read::Quote(marked(text)),
        Block::List { ordered, items } => {
            Read::List(*ordered, items.iter().map(|item| (marked(&item.text), written(&item.children))).collect())
        }
        Block::Table { rows, header } => Read::Table(*header, rows.iter().map(|row| row.iter().map(marked).collect()).collect()),
        Block::Figure { image } => {
            Read::Figure(image.url.clone().unwrap_or_default(), image.alt.clone().unwrap_or_default(), caption(image))
        }
        Block::Code { language, text } => Read::Code(language.clone().unwrap_or_default(), text.clone()),
        Block::Math { text } => Read::Code("math".to_owned(), text.clone()),
        Block::Embed { url } => Read::Embed(url.clone()),
    };
    blocks.iter().map(of).collect()
}

/// Reads Markdown; the parser's events make a tree of `Node`s by a stack.
fn read(markdown: &str) -> Vec<Read> {
    let mut reader = Reader { levels: vec![Level::default()], marks: Vec::new() };
    for event in Parser::new_ext(markdown, Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH) {
        reader.event(event);
    }
    assert_eq!(reader.levels.len(), 1);
    reader.levels.pop().map(|level| level.blocks).unwrap_or_default()
}

#[derive(Default)]
struct Level {
    blocks: Vec<Read>,
    text: Marked,
    /// What a table or a list gathers.
    items: Vec<(Marked, Vec<Read>)>,
    rows: Vec<Vec<Marked>>,
    image: Option<Read>,
    embed: Option<String>,
}

struct Reader {
    levels: Vec<Level>,
    marks: Vec<(SpanKind, Option<String>)>,
}

impl Reader {
    fn push(&mut self, text: &str, extra: Option<SpanKind>) {
        let level = self.levels.last_mut().expect("a level");
        for c in text.chars() {
            let mut marks = if c.is_whitespace() { vec![] } else { self.marks.clone() };
            marks.extend(extra.filter(|_| !c.is_whitespace()).map(|kind| (kind, None)));
            marks.sort();
            marks.dedup();
            level.text.push((c, marks));
        }
    }

    fn unmark(&mut self, kind: SpanKind) {
        let at = self.marks.iter().rposition(|mark| mark.0 == kind).expect("what ends has begun");
        self.marks.remove(at);
    }

    fn event(&mut self, event: Event<'_>) {
        match event {
            Event::Text(text) => self.push(&text, None),
            Event::Code(text) => self.push(&text, Some(SpanKind::Code)),
            Event::HardBreak => self.push("\n", None),
            Event::InlineHtml(tag) => self.tag(&tag),
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            other => panic!("not written: {other:?}"),
        }
    }

    fn tag(&mut self, tag: &CowStr<'_>) {
        let kind = match tag.trim_matches(['<', '>', '/']) {
            "strong" => SpanKind::Strong,
            "em" => SpanKind::Em,
            "sub" => SpanKind::Sub,
            "sup" => SpanKind::Sup,
            "br" => return self.push("\n", None),
            other => panic!("not written: {other}"),
        };
        if tag.starts_with("</") { self.unmark(kind) } else { self.marks.push((kind, None)) }
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Strong => self.marks.push((SpanKind::Strong, None)),
            Tag::Emphasis => self.marks.push((SpanKind::Em, None)),
            Tag::Link { link_type: LinkType::Autolink, dest_url, .. } => {
                self.levels.last_mut().expect("a level").embed = Some(dest_url.to_string());
                self.marks.push((SpanKind::Link, None));
            }
            Tag::Link { dest_url, .. } => self.marks.push((SpanKind::Link, Some(dest_url.to_string()))),
            Tag::Image { dest_url, title, .. } => {
                self.levels
                    .push(Level { image: Some(Read::Figure(dest_url.to_string(), String::new(), title.to_string())), ..Level::default() });
            }
            Tag::Strikethrough => panic!("not written"),
            _ => self.levels.push(Level::default()),
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Strong => return self.unmark(SpanKind::Strong),
            TagEnd::Emphasis => return self.unmark(SpanKind::Em),
            TagEnd::Link => return self.unmark(SpanKind::Link),
            _ => {}
        }
        let level = self.levels.pop().expect("a level");
        let plain = |text: &Marked| text.iter().map(|(c, _)| *c).collect::<String>();
        let around = self.levels.last_mut().expect("a level around");
        match tag {
            TagEnd::Image => {
                if let Some(Read::Figure(url, _, title)) = level.image {
                    around.image = Some(Read::Figure(url, plain(&level.text), title));
                }
            }
            TagEnd::Paragraph => around.blocks.push(match (level.image, level.embed) {
                (Some(image), _) if level.text.is_empty() => image,
                (_, Some(url)) if plain(&level.text) == url => Read::Embed(url),
                _ => Read::Paragraph(level.text),
            }),
            TagEnd::Heading(depth) => around.blocks.push(Read::Heading(depth as u8, level.text)),
            TagEnd::BlockQuote(_) => {
                for block in level.blocks {
                    let Read::Paragraph(text) = block else { panic!("not written in a quotation: {block:?}") };
                    around.blocks.push(Read::Quote(text));
                }
            }
            TagEnd::Item => {
                // Tight items hold bare text, loose ones a paragraph.
                let mut blocks = level.blocks;
                let text = match blocks.first() {
                    _ if !level.text.is_empty() => level.text,
                    Some(Read::Paragraph(_)) => match blocks.remove(0) {
                        Read::Paragraph(text) => text,
                        _ => vec![],
                    },
                    _ => vec![],
                };
                around.items.push((text, blocks));
            }
            TagEnd::List(ordered) => around.blocks.push(Read::List(ordered, level.items)),
            TagEnd::TableCell => around.rows.push(vec![level.text]),
            TagEnd::TableRow | TagEnd::TableHead => around.rows.push(level.rows.into_iter().flatten().collect()),
            TagEnd::Table => {
                let mut rows = level.rows;
                let header = rows.first().is_some_and(|row| row.iter().any(|cell| !cell.is_empty()));
                if !header {
                    rows.remove(0);
                }
                around.blocks.push(Read::Table(header, rows));
            }
            TagEnd::CodeBlock => {
                let code = plain(&level.text);
                around.blocks.push(Read::Code(String::new(), code.trim_end_matches('\n').to_owned()));
            }
            other => panic!("not written: {other:?}"),
        }
    }
}

/// The languages of fenced code, which the events tell at its start.
fn languages(markdown: &str) -> Vec<String> {
    Parser::new_ext(markdown, Options::ENABLE_TABLES)
        .filter_map(|event| match event {
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) => Some(info.to_string()),
            _ => None,
        })
        .collect()
}

/// Takes the languages out, in order.
fn take_languages(blocks: &mut [Read], out: &mut Vec<String>) {
    for block in blocks {
        match block {
            Read::Code(language, _) => out.push(std::mem::take(language)),
            Read::List(_, items) => items.iter_mut().for_each(|(_, children)| take_languages(children, out)),
            _ => {}
        }
    }
}

fn assert_read_back(blocks: &[Block]) {
    let text = markdown(blocks);
    let mut expected = written(blocks);
    let mut named = Vec::new();
    take_languages(&mut expected, &mut named);
    assert_eq!(read(&text), expected, "\n{text}\n");
    assert_eq!(languages(&text), named, "\n{text}\n");
}

/// Words of everything that Markdown knows, in several scripts.
fn words() -> impl Strategy<Value = String> {
    let word = prop_oneof![
        4 => "[a-zA-Z]{1,6}",
        2 => "[码头今日开放，。“”]{1,4}",
        3 => r"[-+*_#>=~`!\[\]()<>&|.:;{}$^'\\/0-9]{1,4}",
        1 => prop_oneof![Just("1."), Just("12)"), Just("---"), Just("==="), Just("- x"), Just("# x"), Just("> x"), Just("```"), Just("&amp;"), Just("<b>"), Just("http://a.example/_b_"), Just("snake_case_name"), Just("![a](b)"), Just("[a]: b"), Just("| a |"), Just("~~~"), Just("*a*")].prop_map(str::to_owned),
    ];
    prop::collection::vec(word, 1..6).prop_map(|words| words.join(" "))
}

fn rich(lines: usize) -> impl Strategy<Value = RichText> {
    let kind = prop_oneof![
        2 => Just(SpanKind::Link),
        2 => Just(SpanKind::Strong),
        2 => Just(SpanKind::Em),
        1 => Just(SpanKind::Code),
        1 => Just(SpanKind::Sub),
        1 => Just(SpanKind::Sup),
    ];
    let span = (any::<prop::sample::Index>(), 1..12_usize, kind, 0..4_usize);
    (prop::collection::vec(words(), 1..=lines), prop::collection::vec(span, 0..4)).prop_map(|(lines, spans)| {
        let text = lines.join("\n");
        let count = text.chars().count();
        let hrefs = ["https://a.example/", "https://a.example/x_(y)?a=1&copy=2&amp;c#z", "https://a.example/*b*|c", "mailto:a@b.example"];
        let mut spans: Vec<Span> = spans
            .into_iter()
            .map(|(start, length, kind, href)| {
                let start = start.index(count);
                Span { start, end: (start + length).min(count), kind, href: (kind == SpanKind::Link).then(|| hrefs[href].to_owned()) }
            })
            .collect();
        spans.sort_by_key(|span| (span.start, std::cmp::Reverse(span.end), span.kind));
        RichText { text, spans }
    })
}

fn leaf() -> impl Strategy<Value = Block> {
    let image = (words(), prop::option::of(words()), prop::option::of("[A-Z]{2,5}")).prop_map(|(alt, caption, credit)| Image {
        url: Some("https://a.example/p_(1).jpg".to_owned()),
        alt: Some(alt),
        caption,
        credit,
        ..Image::default()
    });
    let code = r"[a-z`{};*_ ]{0,8}x(\n[a-z`~ ]{0,8}y){0,3}";
    prop_oneof![
        4 => rich(3).prop_map(|text| Block::Paragraph { text }),
        1 => (1..=6_u8, rich(1)).prop_map(|(level, text)| Block::Heading { level, text }),
        1 => rich(2).prop_map(|text| Block::Quote { text }),
        1 => image.prop_map(|image| Block::Figure { image }),
        1 => (prop::option::of("[a-z]{1,6}"), code).prop_map(|(language, text)| Block::Code { language, text }),
        1 => r"[a-z\\{}^_$]{1,10}".prop_map(|text| Block::Math { text }),
        1 => Just(Block::Embed { url: "https://video.example/embed/a_b_c?x=1&y=2".to_owned() }),
        1 => (1..4_usize, any::<bool>()).prop_flat_map(|(columns, header)| {
            prop::collection::vec(prop::collection::vec(rich(2), columns..=columns), 1..4).prop_map(move |rows| Block::Table { rows, header })
        }),
    ]
}

fn block() -> impl Strategy<Value = Block> {
    leaf().prop_recursive(3, 16, 3, |inner| {
        let item = (rich(2), prop::collection::vec(inner, 0..3)).prop_map(|(text, children)| ListItem { text, children });
        (any::<bool>(), prop::collection::vec(item, 1..4)).prop_map(|(ordered, items)| Block::List { ordered, items })
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn markdown_read_back_is_the_same_blocks(blocks in prop::collection::vec(block(), 1..5)) {
        assert_read_back(&blocks);
    }

    #[test]
    fn html_read_back_is_the_same_text(blocks in prop::collection::vec(block(), 1..5)) {
        let document = crate::document::Document::parse(&html(&blocks), crate::document::Limits::default());
        let letters = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
        prop_assert_eq!(letters(&document.inner_text(crate::document::NodeId::ROOT)), letters(&texts(&blocks)));
    }
}

fn texts(blocks: &[Block]) -> String {
    let of = |block: &Block| match block {
        Block::Paragraph { text } | Block::Heading { text, .. } | Block::Quote { text } => text.text.clone(),
        Block::List { items, .. } => items.iter().map(|item| item.text.text.clone() + &texts(&item.children)).collect(),
        Block::Table { rows, .. } => rows.iter().flatten().map(|cell| cell.text.as_str()).collect(),
        Block::Figure { image } => image.caption.clone().unwrap_or_default() + &image.credit.clone().unwrap_or_default(),
        Block::Code { text, .. } => text.clone(),
        Block::Math { text } => format!("\\[{text}\\]"),
        Block::Embed { url } => url.clone(),
    };
    blocks.iter().map(of).collect()
}

fn paragraph(text: &str, spans: &[(usize, usize, SpanKind)]) -> Block {
    let spans = spans
        .iter()
        .map(|&(start, end, kind)| Span { start, end, kind, href: (kind == SpanKind::Link).then(|| "https://a.example/".to_owned()) })
        .collect();
    Block::Paragraph { text: RichText { text: text.to_owned(), spans } }
}

#[test]
fn markdown_reads_as_people_write_it() {
    let item = |text: &str, children| ListItem { text: RichText { text: text.to_owned(), spans: vec![] }, children };
    let blocks = [
        Block::Heading { level: 2, text: RichText { text: "Fares".to_owned(), spans: vec![] } },
        paragraph("The north quay opened, at last.", &[(4, 14, SpanKind::Link), (23, 30, SpanKind::Strong)]),
        paragraph("今日北码头开放。", &[(2, 5, SpanKind::Strong)]),
        paragraph("1. no list", &[]),
        Block::List {
            ordered: false,
            items: vec![
                item("North", vec![Block::List { ordered: true, items: vec![item("dawn", vec![]), item("noon", vec![])] }]),
                item("South", vec![]),
            ],
        },
        Block::Code { language: Some("sh".to_owned()), text: "make all\nmake test".to_owned() },
    ];
    assert_eq!(
        markdown(&blocks),
        "## Fares\n\nThe [north quay](https://a.example/) opened, **at last**.\n\n今日**北码头**开放。\n\n1\\. no list\n\n- North\n  1. dawn\n  2. noon\n- South\n\n```sh\nmake all\nmake test\n```"
    );
    assert_read_back(&blocks);
}

#[test]
fn html_holds_nothing_but_what_the_blocks_say() {
    let blocks = [paragraph("a<script>b & c", &[(0, 4, SpanKind::Em), (2, 6, SpanKind::Link)])];
    assert_eq!(
        html(&blocks),
        "<p><em>a&lt;<a href=\"https://a.example/\">sc</a></em><a href=\"https://a.example/\">ri</a>pt&gt;b &amp; c</p>\n"
    );
}
