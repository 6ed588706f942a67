//! What a reader gets of pages' bodies; everything is kept but what is marked `class="cut"`.

use super::*;
use crate::article::{Block, RichText, SpanKind};
use crate::document::{Attribute, Limits};
use crate::verdict::Reason;

fn body(html: &str) -> Body {
    let document = Document::parse(html, Limits::default());
    let blocks = Blocks::of(&document);
    let mut verdicts = verdicts(&document, &blocks);
    let pictures = Pictures::find(&document, &blocks, &verdicts, Some("https://news.example/a/story.html"));
    for claim in pictures.claims() {
        verdicts[claim.block].keep = false;
    }
    assemble(&document, &blocks, &verdicts, pictures)
}

fn verdicts(document: &Document, blocks: &Blocks) -> Vec<Verdict> {
    let cut = |index: usize| {
        let container = blocks[index].container;
        let around = std::iter::once(container).chain(document.ancestors(container));
        around
            .into_iter()
            .any(|node| document.attribute(node, Attribute::Class).is_some_and(|class| class.split(' ').any(|token| token == "cut")))
    };
    (0..blocks.len()).map(|index| Verdict { keep: !cut(index), reason: Reason::Rule("test") }).collect()
}

fn spans(text: &RichText) -> Vec<(String, SpanKind, Option<&str>)> {
    let chars: Vec<char> = text.text.chars().collect();
    text.spans.iter().map(|span| (chars[span.start..span.end].iter().collect(), span.kind, span.href.as_deref())).collect()
}

fn first_text(body: &Body) -> &RichText {
    match &body.blocks[0] {
        Block::Paragraph { text } | Block::Quote { text } | Block::Heading { text, .. } => text,
        other => panic!("no text: {other:?}"),
    }
}

#[test]
fn spans_count_characters_and_links_are_absolute() {
    let body = body(
        "<p>码头 <a href='../map.html'>地图</a> and <b>bold <i>both</i></b>, H<sub>2</sub>O, m<sup>2</sup>, <code>ls</code>, \
                     <a href='javascript:void(0)'>none</a>, <a href=''>none</a>.</p>",
    );
    let text = first_text(&body);
    assert_eq!(text.text, "码头 地图 and bold both, H2O, m2, ls, none, none.");
    assert_eq!(
        spans(text),
        [
            ("地图".into(), SpanKind::Link, Some("https://news.example/map.html")),
            ("bold both".into(), SpanKind::Strong, None),
            ("both".into(), SpanKind::Em, None),
            ("2".into(), SpanKind::Sub, None),
            ("2".into(), SpanKind::Sup, None),
            ("ls".into(), SpanKind::Code, None),
        ]
    );
}

#[test]
fn a_span_around_blocks_marks_each_of_them() {
    let body = body("<div><b><p>One and all.</p><p>Two and all.</p></b><p>Three.</p></div>");
    let strong = |block: &Block| matches!(block, Block::Paragraph { text } if spans(text).iter().any(|span| span.0 == text.text));
    assert_eq!(body.blocks.iter().map(strong).collect::<Vec<_>>(), [true, true, false]);
}

#[test]
fn bare_text_between_breaks_is_paragraphs() {
    let a = "The first ferries of the season left the northern quay at dawn on Monday, with the mail on board.";
    let b = "The second followed an hour later and carried all who had been waiting since the ice came in November.";
    for html in [
        format!("<td>{a}<br>{b}</td>"),
        format!("{a}<br><br>{b}"),
        format!("<div>{a}<br>&nbsp;<br>\n{b}<br></div>"),
        format!("<p>{a}<p>{b}"),
    ] {
        assert_eq!(body(&html).text, format!("{a}\n\n{b}"), "{html}");
    }
}

#[test]
fn headings_quotes_and_lists_keep_their_kind() {
    let body = body(
        "<div><h2><strong>Timetable</strong></h2><p>It says:</p><blockquote><p>No boats on Sundays.</p></blockquote>\
         <ol><li>North quay<ul><li>dawn</li><li>noon</li></ul></li><li><p>South quay</p></li></ol>\
         <dl><dt>Fare</dt><dd>Four crowns</dd></dl><p>End.</p></div>",
    );
    let kinds: Vec<&str> = body
        .blocks
        .iter()
        .map(|block| match block {
            Block::Heading { level: 2, text } if text.spans.is_empty() => "h2",
            Block::Paragraph { .. } => "p",
            Block::Quote { .. } => "quote",
            Block::List { ordered: true, items } if items.len() == 2 && items[0].children.len() == 1 => "ol",
            Block::List { ordered: false, items } if items.len() == 1 => "ul",
            _ => "?",
        })
        .collect();
    assert_eq!(kinds, ["h2", "p", "quote", "ol", "ul", "p"]);
    assert_eq!(
        body.text,
        "Timetable\n\nIt says:\n\nNo boats on Sundays.\n\nNorth quay\ndawn\nnoon\nSouth quay\n\nFare\nFour crowns\n\nEnd."
    );
}

#[test]
fn a_table_of_data_has_its_spans_filled_in() {
    let body = body(
        "<div><p>Fares of the season:</p><table><thead><tr><th>Quay</th><th colspan=2>Fare</th></tr></thead>\
         <tr><td rowspan=2>North</td><td>adult</td><td>4</td></tr><tr><td>child</td><td>2</td></tr></table><p>End.</p></div>",
    );
    let Block::Table { rows, header } = &body.blocks[1] else { panic!("{:?}", body.blocks) };
    let rows: Vec<Vec<&str>> = rows.iter().map(|row| row.iter().map(|cell| cell.text.as_str()).collect()).collect();
    assert!(header);
    assert_eq!(rows, [["Quay", "Fare", "Fare"], ["North", "adult", "4"], ["North", "child", "2"]]);
    assert!(body.text.contains("Quay | Fare\nNorth | adult | 4\nchild | 2"), "{}", body.text);
}

#[test]
fn a_table_that_lays_out_the_page_is_none() {
    let prose = "The harbour board met on Tuesday evening to hear what the storm had cost. ".repeat(8);
    let body = body(&format!(
        "<table><tr><td>Menu</td><td><table><tr><td><p>{prose}</p></td></tr><tr><td>And more of it.</td></tr></table></td></tr></table>"
    ));
    assert!(body.blocks.iter().all(|block| matches!(block, Block::Paragraph { .. })), "{:?}", body.blocks);
}

#[test]
fn code_keeps_its_lines_and_language() {
    let cases = [
        ("<pre><code class='language-rust'>fn main() {\n    run();\n}\n</code></pre>", Some("rust"), "fn main() {\n    run();\n}"),
        (
            "<div class='highlight highlight-source-python'><pre>def f():\n    <span>return</span> 1</pre></div>",
            Some("python"),
            "def f():\n    return 1",
        ),
        ("<pre class='brush: js'>a()<br>b()</pre>", Some("js"), "a()\nb()"),
        ("<p><code>make all<br>make test</code></p>", None, "make all\nmake test"),
        (
            "<div class='syntaxhighlighter java'><table><tr><td class='gutter'><div>1</div><div>2</div></td><td class='code'>\
             <div class='line'><code>int</code> a;</div><div class='line'>int b;</div></td></tr></table></div>",
            Some("java"),
            "int a;\nint b;",
        ),
    ];
    for (html, language, text) in cases {
        let body = body(&format!("<div><p>Run this:</p>{html}<p>Then wait.</p></div>"));
        assert_eq!(body.blocks[1], Block::Code { language: language.map(str::to_owned), text: text.to_owned() }, "{html}");
        assert_eq!(body.text, format!("Run this:\n\n{text}\n\nThen wait."));
    }
}

#[test]
fn a_letter_in_pre_is_running_text() {
    let body = body(
        "<pre>The first ferries of the season left the northern quay at dawn, and the\nsecond followed an hour later with the mail.\n\nNobody had expected it.</pre>",
    );
    assert_eq!(
        body.text,
        "The first ferries of the season left the northern quay at dawn, and the second followed an hour later with the mail.\n\nNobody had expected it."
    );
}

#[test]
fn formulas_are_tex() {
    let annotated = |attributes: &str, tex: &str| {
        format!(
            "<math {attributes}><semantics><mrow><mi>x</mi></mrow><annotation encoding='application/x-tex'>{tex}</annotation></semantics></math>"
        )
    };
    let katex = format!(
        "<span class=katex><span class=katex-mathml>{}</span><span class=katex-html aria-hidden=true>x</span></span>",
        annotated("", "x_1")
    );
    let body = body(&format!(
        "<div><p>Let {katex} be small.</p><p>{}</p><p>Or <math alttext='{{\\displaystyle a+b}}'><mi>a</mi></math></p>\
         <p>So <span class=katex-display>{katex}</span> holds.</p></div>",
        annotated("display=block", "x^2")
    ));
    assert_eq!(body.text, "Let $x_1$ be small.\n\nx^2\n\nOr $a+b$\n\nSo\n\nx_1\n\nholds.");
    assert_eq!(body.blocks[1], Block::Math { text: "x^2".to_owned() });
}

#[test]
fn words_are_read_as_they_were_meant() {
    let cases = [
        ("<p><span class=dropcap>T</span> he boats left.</p>", "The boats left."),
        ("<div class=big>T</div><p>he boats left.</p>", "The boats left."),
        ("<div class=cut>T</div><p>he boats left.</p>", "The boats left."),
        ("<p>Har\u{ad}bour\u{200b} mas&shy;ter</p>", "Harbour master"),
        ("<p><ruby>港<rp>(</rp><rt>みなと</rt><rp>)</rp></ruby>の朝</p>", "港の朝"),
        ("<p>The <st1:place w:st=on>North Quay</st1:place> opened.</p>", "The North Quay opened."),
        ("<p><button>Fares</button><button>Map</button></p>", "Fares Map"),
        ("<p><a href=a>码头</a>\n<a href=b>渡轮</a></p>", "码头 渡轮"),
        ("<p>The quay<noscript><img src=p.gif></noscript> opened <button>again</button> today.</p>", "The quay opened again today."),
        ("<p>Before <span class=x></span>after</p><p class=cut>Share</p>", "Before after"),
    ];
    for (html, text) in cases {
        assert_eq!(body(&format!("<div>{html}</div>")).text, text, "{html}");
    }
}

#[test]
fn repeats_and_headings_that_own_nothing_go() {
    let line = "The harbour board will meet again on Friday to decide about the quay.";
    let body = body(&format!(
        "<div><h2>News</h2><p>{line}</p><blockquote>“to decide about the quay”</blockquote><p>Short one.</p><p>{line}</p><p>Short one.</p><h3>Related</h3></div>"
    ));
    assert_eq!(body.text, format!("News\n\n{line}\n\n“to decide about the quay”\n\nShort one.\n\nShort one."));
    assert_eq!(body.dropped.iter().map(|removed| removed.reason.as_str()).collect::<Vec<_>>(), ["rule:repeat", "rule:heading_alone"]);
}

#[test]
fn no_word_of_a_kept_block_is_lost() {
    let pages = [
        "<div>a <p>b <b>c</b></p> d<br>e <ul><li>f<p>g</li>h</ul><table><tr><td>i</td><td>j</td></tr><tr><td>k</td><td>l</td></tr></table>m</div>",
        "<blockquote>a<h3>b</h3><ul><li><h4>c</h4></li></ul></blockquote><dl><dd>d</dd><div><dt>e</dt><dd>f<table><tr><td>g</table></dd></div></dl>h",
        "<ul>a<ul><li>b</li></ul><li><ul><li>c</li></ul></li></ul><ol><li><table><tr><td>d</td><td><ul><li>e</li></ul></td></tr><tr><td>f</td><td>g</td></tr></table></li></ol>h",
        "<table><caption>a</caption><tr><th>b</th><th>c<br>d</th></tr><tr><td><p>e</p><p>f</p></td><td><pre>g</pre></td></tr></table>h",
        "<center><font><a href=x><div>a</div><div>b <i>c</i></div></a></font></center><x-y><p>d</p></x-y><details><summary>e</summary>f</details>",
        "<p>a<iframe src=x></iframe>b<p>c<select><option>n</select>d<hr>e<svg><text>n</text></svg>f<h1>g<div>h</div></h1><p>i",
    ];
    for html in pages {
        let document = Document::parse(html, Limits::default());
        let blocks = Blocks::of(&document);
        let verdicts = verdicts(&document, &blocks);
        let words =
            |text: &str| text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect::<Vec<_>>();
        let kept: Vec<String> = (0..blocks.len()).flat_map(|index| words(blocks.text(index))).collect();
        let pictures = Pictures::find(&document, &blocks, &verdicts, None);
        assert_eq!(words(&assemble(&document, &blocks, &verdicts, pictures).text), kept, "{html}");
    }
}

const LEAD: &str = "<p>The first ferries of the season left the northern quay at dawn on Monday.</p>";
const REST: &str = "<p>The second followed an hour later and carried all who had waited since November.</p><p>More are expected before the end of the week.</p>";

fn image(url: &str, caption: Option<&str>, credit: Option<&str>) -> Image {
    Image {
        url: Some(format!("https://news.example/{url}")),
        caption: caption.map(str::to_owned),
        credit: credit.map(str::to_owned),
        ..Image::default()
    }
}

#[test]
fn captions_and_credits_go_with_their_pictures() {
    let (caption, credit) = ("Travellers board a ferry at the north quay on May 6", "CFP");
    let both = format!("{caption} ({credit})");
    let layouts = [
        format!("<figure><img src=/q.jpg><figcaption>{caption} <span>({credit})</span></figcaption></figure>"),
        format!("<figure><img src=/q.jpg><figcaption><p>{caption}</p><p class=photo-credit>{credit}</p></figcaption></figure>"),
        format!(
            "<figure><img class=lazy src='data:image/gif;base64,R0'><noscript><img src=/q.jpg></noscript><figcaption>{both}</figcaption></figure>"
        ),
        format!("<div class=wp-caption><a href=/q.jpg><img src=/q.jpg></a><p>{both}</p></div>"),
        format!("<div class=pic><img data-src=/q.jpg src=/img/blank.gif><div class=img-desc>{both}</div></div>"),
        format!("<table><tr><td><img src=/q.jpg></td></tr><tr><td>{both}</td></tr></table>"),
        format!("<p align=center><img src=/q.jpg></p><p align=center>{both}</p>"),
        format!("<p><img src=/q.jpg><br>{both}</p>"),
        format!("<div><noscript><img src=/q.jpg></noscript><img class=lazy src='data:image/gif;base64,R0'></div><p>{both}</p>"),
    ];
    for layout in layouts {
        let body = body(&format!("<div>{LEAD}{layout}{REST}</div>"));
        assert_eq!(body.images, [image("q.jpg", Some(caption), Some(credit))], "{layout}");
        assert!(!body.text.contains(caption) && !body.text.contains(credit), "{layout}: {}", body.text);
        assert_eq!(body.blocks[1], Block::Figure { image: body.images[0].clone() }, "{layout}: {:?}", body.blocks);
        assert_eq!(body.blocks.len(), 4);
    }
}

#[test]
fn a_picture_right_above_the_body_is_its_lead() {
    for html in [
        format!("<div><h1 class=cut>Ferries</h1><figure><img src=/q.jpg></figure><div>{LEAD}{REST}</div></div>"),
        format!(
            "<div><h1 class=cut>Ferries</h1><p class=cut>By A. Moll</p></div><div><div class=top><img src=/q.jpg></div>{LEAD}{REST}</div>"
        ),
        format!("<td><p align=center><img src=/q.jpg></p>{LEAD}{REST}</td>"),
    ] {
        let body = body(&html);
        assert_eq!(body.images, [image("q.jpg", None, None)], "{html}");
        assert_eq!(body.blocks[0], Block::Figure { image: body.images[0].clone() }, "{html}");
    }
}

#[test]
fn what_only_decorates_is_no_picture() {
    let others = [
        "<img src=/p.gif width=1 height=1>",
        "<img src=/images/icons/mail.png>",
        "<img class='user avatar' src=/u/7.jpg>",
        "<img src=/static/logo-small.png>",
        "<img src=/share.png width=32 height=32>",
        "<img src='data:image/png;base64,iVBOR'>",
        "<div class=cut><a href=/other><img src=/t.jpg></a><a href=/other>Another story of the same day</a></div>",
        "<div class=cut><img src=/t.jpg>Sign up for the letter of the harbour board and read all of its news first thing every morning.</div>",
    ];
    for other in others {
        assert_eq!(body(&format!("<div>{LEAD}{other}{REST}</div>")).images, [], "{other}");
    }
}

#[test]
fn sentences_of_the_story_are_never_captions() {
    let stories = [
        "<p><img src=/q.jpg></p><p>Nobody had expected it.</p>",
        "<p align=center><img src=/q.jpg></p><p>“It was a photo by my father,” she said, and wept.</p>",
        "<p align=center><img src=/q.jpg></p><p align=center><b>The second day of it</b></p>",
        "<p><img src=/q.jpg>Nobody had expected it, said the board of the harbour (HB).</p>",
    ];
    for story in stories.iter().take(3) {
        let body = body(&format!("<div>{LEAD}{story}{REST}</div>"));
        assert_eq!(body.images, [image("q.jpg", None, None)], "{story}");
        assert_eq!(body.blocks.len(), 5, "{story}");
    }
    assert!(body(&format!("<div>{LEAD}{}{REST}</div>", stories[3])).text.contains("said the board"));
}

#[test]
fn a_line_with_a_bare_credit_at_the_top_of_a_plain_page_is_a_caption() {
    let body = body(&format!("<p>Travellers board a ferry at the north quay on May 6 (CFP)</p>{LEAD}{REST}"));
    assert!(body.text.starts_with("The first ferries"), "{}", body.text);
    let caption = "Travellers board a ferry at the north quay on May 6".to_owned();
    assert_eq!(body.images, [Image { caption: Some(caption), credit: Some("CFP".to_owned()), ..Image::default() }]);
}

#[test]
fn players_are_embeds_and_advertisements_are_not() {
    let body = body(&format!(
        "<div>{LEAD}<iframe src='https://video.example/embed/x1'></iframe><div class=ad><iframe src='https://ads.example/embed?x'></iframe></div>\
         <iframe src='https://video.example/embed/x2' width=1 height=1></iframe>{REST}</div>"
    ));
    assert_eq!(body.blocks[1], Block::Embed { url: "https://video.example/embed/x1".to_owned() });
    assert_eq!(body.blocks.len(), 4);
}

#[test]
fn deep_lists_stay_readable_as_json() {
    let html = format!("<p>Begin.</p>{}<li>deep{}<p>End.</p>", "<ul><li>x".repeat(200), "</ul>".repeat(200));
    let body = body(&html);
    assert!(body.text.contains("deep"));
    let json = serde_json::to_string(&body.blocks).expect("blocks are JSON");
    assert_eq!(serde_json::from_str::<Vec<Block>>(&json).expect("JSON is read back"), body.blocks);
}
