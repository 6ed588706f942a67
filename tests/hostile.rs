//! Input that breaks readers of HTML: a clear record, never a crash or a hang, and the story is still read where one stands.

use std::fmt::Write;
use std::sync::mpsc;
use std::time::{Duration, Instant};

use presscut::{Article, Cleaner, Page};

/// The worst page takes 5 s as released; a build for tests is slower, and the machine may be busy.
const PATIENCE: Duration = Duration::from_secs(if cfg!(debug_assertions) { 60 } else { 5 });

const FIRST: &str =
    "The harbour office opened its doors an hour late on Monday, because the only key had been thrown into the sea by a gull.";
const SECOND: &str =
    "“It was a large gull,” said the clerk, Edda Fromm, who had been eating a sandwich on the steps and saw the whole of it.";
const THIRD: &str =
    "Divers found the key after three days, under 11 metres of water, beside 14 others that nobody had reported as missing.";

fn story() -> String {
    format!("<h1>A gull, a key</h1>\n<p>{FIRST}</p>\n<p>{SECOND}</p>\n<p>{THIRD}</p>\n")
}

/// Cleans in another thread, so that a hang is a failure with a name.
fn clean(bytes: impl Into<Vec<u8>>) -> Article {
    let bytes = bytes.into();
    let (send, receive) = mpsc::channel();
    let start = Instant::now();
    let worker = std::thread::spawn(move || {
        // The receiver is gone only where the test has failed already.
        let _ = send.send(Cleaner::default().clean(&Page::from_bytes(bytes)));
    });
    match receive.recv_timeout(PATIENCE) {
        Ok(article) => {
            assert!(worker.join().is_ok());
            article
        }
        Err(mpsc::RecvTimeoutError::Timeout) => panic!("still at it after {:?}", start.elapsed()),
        Err(mpsc::RecvTimeoutError::Disconnected) => panic!("panicked: {:?}", worker.join().err()),
    }
}

fn class(article: &Article) -> Option<&str> {
    article.error.as_ref().map(|error| error.class.as_str())
}

#[track_caller]
fn assert_tells_the_story(article: &Article) {
    for sentence in [FIRST, SECOND, THIRD] {
        assert!(article.text.contains(sentence), "misses {sentence:?} in {:?}", article.text.chars().take(600).collect::<String>());
    }
}

#[test]
fn nothing_at_all() {
    assert_eq!(class(&clean("")), Some("empty"));
    assert_eq!(class(&clean(" \r\n\t\n")), Some("empty"));
    assert_eq!(class(&clean("\u{feff}")), Some("empty"));
}

#[test]
fn what_is_no_page() {
    let mut picture = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec();
    picture.extend((0..20_000u32).map(|i| (i.wrapping_mul(2_654_435_761) >> 13) as u8));
    assert_eq!(class(&clean(picture)), Some("not_html"));
    assert_eq!(class(&clean((0..50_000u32).map(|i| (i.wrapping_mul(2_654_435_761) >> 11) as u8).collect::<Vec<_>>())), Some("not_html"));
    assert_eq!(class(&clean(vec![0; 4096])), Some("not_html"));
}

#[test]
fn nul_bytes() {
    let article = clean(story().replace("key", "k\0e\0y").replace("<p>", "<p\0 class=\0x>").replace("<h1>", "\0<h1>"));
    assert!(!article.text.contains('\0'));
    let article = clean(story().replace("key", "k\0e\0y"));
    assert_tells_the_story(&article);
}

#[test]
fn bytes_that_are_no_utf_8() {
    let mut bytes = format!("<meta charset=utf-8>{}", story()).into_bytes();
    bytes.extend_from_slice(
        b"<p>The ledger of \xc3\x28 the year 1909, as far as it can be read, lists the same 15 keys in order of size.</p>",
    );
    let article = clean(bytes.clone());
    assert_tells_the_story(&article);
    assert!(article.text.contains("lists the same 15 keys"));

    bytes.extend((0..=255).cycle().take(2_000).filter(|&byte| byte >= 0x80));
    assert!(clean(bytes).text.contains(FIRST));
}

#[test]
fn a_page_of_100_mb() {
    let mut page = story();
    page.reserve(101 << 20);
    while page.len() < 100 << 20 {
        page.push_str("<div><p>And so on, and so forth, for as long as there is paper.</p></div>\n");
    }
    let start = Instant::now();
    let article = clean(page);
    assert_eq!(class(&article), Some("too_large"));
    assert_eq!(article.text, "");
    assert!(start.elapsed() < Duration::from_secs(5));
}

#[test]
fn a_page_at_the_limit() {
    let most = if cfg!(debug_assertions) { 4 << 20 } else { 20 << 20 };
    let mut page = story();
    while page.len() < most - 100 {
        page.push_str("<p>And so on, and so forth, for as long as there is paper.</p>\n");
    }
    clean(page);
}

#[test]
fn nested_divs() {
    let article = clean(format!("{}{}{}", story(), "<div>".repeat(100_000), "<p>And a last word.</p>"));
    assert_tells_the_story(&article);
    let article = clean(format!("{}{}", "<div>".repeat(100_000), story()));
    assert!(!article.text.is_empty() || article.error.is_some());
}

#[test]
fn nested_divs_that_are_closed() {
    let article = clean(format!("{}{}{}", "<div>".repeat(100_000), "</div>".repeat(100_000), story()));
    assert!(article.text.contains(FIRST), "{:?}", article.text.chars().take(300).collect::<String>());
}

#[test]
fn bold_and_italics_without_end() {
    assert_tells_the_story(&clean(format!("{}{}", story(), "<b><i>".repeat(60_000))));
    assert_tells_the_story(&clean(format!("{}<p>{}</p>", story(), "<b><i>x</b></i>".repeat(20_000))));
}

#[test]
fn nested_tables() {
    assert_tells_the_story(&clean(format!("{}{}", story(), "<table><tr><td>".repeat(5_000))));
    let article = clean(format!("{}{}", "<table><tr><td>".repeat(300), story()));
    assert_tells_the_story(&article);
}

#[test]
fn attributes_without_end() {
    let mut attributes = String::new();
    for number in 0..200_000 {
        let _ = write!(attributes, " data-x{number}=\"{number}\"");
    }
    assert_tells_the_story(&clean(format!("<div{attributes}>{}</div>", story())));
    assert_tells_the_story(&clean(format!("{}<a{attributes}>gull</a>", story())));
}

#[test]
fn misnested_formatting() {
    assert_tells_the_story(&clean(format!("{}{}", story(), "<p><a><b>".repeat(20_000))));
    let mut fonts = String::new();
    for number in 0..2_000 {
        let _ = write!(fonts, "<p><b id=n{number}>x");
    }
    assert_tells_the_story(&clean(format!("{}{fonts}", story())));
    assert_tells_the_story(&clean(format!("{}{}", story(), "<a><div>".repeat(50_000))));
}

#[test]
fn lists_and_end_tags_without_end() {
    assert_tells_the_story(&clean(format!("{}{}", story(), "<ul><li>".repeat(15_000))));
    assert_tells_the_story(&clean(format!("{}{}{}", story(), "<span>".repeat(20_000), "</x>".repeat(20_000))));
    assert_tells_the_story(&clean(format!("{}{}", story(), "</p>".repeat(100_000))));
}

#[test]
fn one_word_without_end() {
    let article = clean(format!("{}<p>{}</p>", story(), "gull".repeat(1_000_000)));
    assert_tells_the_story(&article);
    assert_tells_the_story(&clean(format!("{}<p>{}</p>", story(), "&amp".repeat(200_000))));
    assert_tells_the_story(&clean(format!("{}<p>{}</p>", story(), "<".repeat(200_000))));
    assert_tells_the_story(&clean(format!("{}<!--{}", story(), "-".repeat(1_000_000))));
}

#[test]
fn words_that_rules_look_for_without_end() {
    for word in ["By ", "Source: ", "来源：", "2016-05-13 ", "| ", "(", "Copyright © ", "责任编辑：", "1 ", "， "] {
        let article = clean(format!("{}<p>{}</p>", story(), word.repeat(100_000)));
        assert!(article.text.contains(FIRST), "{word}");
    }
}

#[test]
fn json_ld_without_end() {
    let json = format!("<script type=\"application/ld+json\">{}</script>", "[{\"@graph\":".repeat(50_000));
    assert_tells_the_story(&clean(format!("{json}{}", story())));
}

#[test]
fn tags_that_never_close() {
    let article = clean(format!("<html><body><div><table><tr><td><h1>A gull, a key</h1><p>{FIRST}<p>{SECOND}<p>{THIRD}"));
    assert_tells_the_story(&article);
    let article = clean(format!("{}<p class=\"never", story()));
    assert_tells_the_story(&article);
    let article = clean(format!("{}<script>let gull = \"<p>", story()));
    assert_tells_the_story(&article);
}

#[test]
fn the_end_of_the_document_in_its_middle() {
    let article =
        clean(format!("<html><body><h1>A gull, a key</h1><p>{FIRST}</p></body></html>\n<p>{SECOND}</p></html></html><p>{THIRD}</p>"));
    assert_tells_the_story(&article);
}

/// The command, without what the environment of the test says.
fn presscut() -> assert_cmd::Command {
    let mut command = assert_cmd::Command::new(assert_cmd::cargo::cargo_bin!("presscut"));
    for (name, _) in std::env::vars_os().filter(|(name, _)| name.to_string_lossy().starts_with("PRESSCUT_")) {
        command.env_remove(name);
    }
    command.timeout(PATIENCE * 2);
    command
}

#[test]
fn the_command_gives_a_record_for_every_bad_page() {
    let folder = tempfile::tempdir().expect("a folder");
    let story = story();
    let pages: [(&str, Vec<u8>, Option<&str>); 7] = [
        ("1-empty.html", Vec::new(), Some("empty")),
        ("2-binary.html", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".repeat(400), Some("not_html")),
        ("3-nul.html", story.replace("key", "k\0ey").into_bytes(), None),
        ("4-huge.html", story.repeat((100 << 20) / story.len() + 1).into_bytes(), Some("too_large")),
        ("5-deep.html", format!("{story}{}", "<div>".repeat(100_000)).into_bytes(), None),
        ("6-bold.html", format!("{story}{}", "<b><i>".repeat(60_000)).into_bytes(), None),
        ("7-stray.html", format!("<h1>A gull, a key</h1><p>{FIRST}</p></html><p>{SECOND}</p><p>{THIRD}</p>").into_bytes(), None),
    ];
    for (name, bytes, _) in &pages {
        std::fs::write(folder.path().join(name), bytes).expect("written");
    }
    let output = presscut().arg("clean").arg(folder.path()).output().expect("runs");
    assert_eq!(output.status.code(), Some(1), "{}", String::from_utf8_lossy(&output.stderr));
    let records: Vec<Article> = output
        .stdout
        .split(|&byte| byte == b'\n')
        .filter(|line| !line.is_empty())
        .map(|line| serde_json::from_slice(line).expect("a record"))
        .collect();
    assert_eq!(records.len(), pages.len());
    for ((name, _, expected), record) in pages.iter().zip(&records) {
        assert!(record.input.ends_with(name), "{name}: {}", record.input);
        assert_eq!(class(record), *expected, "{name}");
        if expected.is_none() {
            assert_tells_the_story(record);
        }
    }
}
