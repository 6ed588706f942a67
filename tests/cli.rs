//! The command as a user sees it.

#[path = "schema/valid.rs"]
mod schema;

use std::fs;
use std::io::Write;
use std::path::Path;

use assert_cmd::Command;
use serde_json::Value;
use tempfile::TempDir;

const FERRY: &str = "<!DOCTYPE html><html lang=en><title>Harbour reopens</title><body><nav><a href=/>Home</a></nav><article>\
    <h1>Harbour reopens</h1><p>The first ferries left the repaired quay at dawn on Monday, with forty passengers on board.</p>\
    <p>Officials said the winter timetable would return in full before the end of the week, tides permitting.</p></article></body></html>";

/// A folder with pages, and the command run inside it.
struct Desk(TempDir);

impl Desk {
    fn new() -> Self {
        Self(TempDir::new().expect("a folder"))
    }

    fn path(&self) -> &Path {
        self.0.path()
    }

    fn put(&self, name: &str, bytes: impl AsRef<[u8]>) -> &Self {
        let path = self.path().join(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        fs::write(path, bytes).expect("written");
        self
    }

    fn presscut(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(assert_cmd::cargo::cargo_bin!("presscut"));
        command.current_dir(self.path()).args(arguments);
        for (name, _) in std::env::vars_os().filter(|(name, _)| name.to_string_lossy().starts_with("PRESSCUT_")) {
            command.env_remove(name);
        }
        command
    }

    fn run(&self, arguments: &[&str]) -> Outcome {
        self.feed(arguments, "")
    }

    fn feed(&self, arguments: &[&str], stdin: impl Into<Vec<u8>>) -> Outcome {
        let output = self.presscut(arguments).write_stdin(stdin).output().expect("runs");
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
        Outcome { status: output.status.code(), out: text(output.stdout), err: text(output.stderr) }
    }
}

struct Outcome {
    status: Option<i32>,
    out: String,
    err: String,
}

impl Outcome {
    fn records(&self) -> Vec<Value> {
        let records: Vec<Value> = self.out.lines().map(|line| serde_json::from_str(line).expect("a record a line")).collect();
        records.iter().for_each(schema::assert_valid);
        records
    }

    fn column(&self, field: &str) -> Vec<String> {
        self.records().iter().map(|record| record[field].as_str().unwrap_or("-").to_owned()).collect()
    }

    fn error_classes(&self) -> Vec<String> {
        self.records().iter().map(|record| record["error"]["class"].as_str().unwrap_or("-").to_owned()).collect()
    }

    /// Bad usage: status 2, nothing written, and a message that says this.
    fn is_refused(&self, saying: &[&str]) {
        assert_eq!((self.status, self.out.as_str()), (Some(2), ""), "{}", self.err);
        for part in saying {
            assert!(self.err.contains(part), "`{part}` is not in: {}", self.err);
        }
    }
}

fn page(title: &str) -> String {
    FERRY.replace("Harbour reopens", title)
}

fn gzip(bytes: impl AsRef<[u8]>) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(bytes.as_ref()).expect("memory");
    encoder.finish().expect("memory")
}

#[test]
fn a_named_file_is_read_by_its_content() {
    let desk = Desk::new();
    let zstd = zstd::encode_all(page("Zstandard").as_bytes(), 1).expect("memory");
    desk.put("a.html", page("Plain")).put("b", gzip(page("Packed"))).put("c.bin", &zstd).put("d.gz", gzip(&zstd));
    desk.put("e.txt", "Low tide\nThe beach was wider than anyone in the village could remember on that day.\n");
    desk.put("f.dat", format!("{}\n", serde_json::json!({"id": "line", "html": page("Line")})));
    let outcome = desk.run(&["clean", "a.html", "b", "c.bin", "d.gz", "e.txt", "f.dat"]);
    assert_eq!(outcome.column("title"), ["Plain", "Packed", "Zstandard", "Zstandard", "Low tide", "Line"], "{}", outcome.err);
    assert_eq!(outcome.column("input"), ["a.html", "b", "c.bin", "d.gz", "e.txt", "f.dat#1"]);
    assert_eq!(outcome.status, Some(0));
}

#[test]
fn a_folder_is_read_in_order_and_the_rest_is_named() {
    let desk = Desk::new();
    desk.put("in/b/2.htm", page("Two")).put("in/a/1.html.gz", gzip(page("One"))).put("in/c.shtml", page("Three"));
    desk.put("in/z.jsonl", format!("{{}}\n{}\n", serde_json::json!({"html": page("Four")})));
    desk.put("in/logo.png", "\x7f").put("in/a/style.css", "a{}");
    let outcome = desk.run(&["clean", "in"]);
    assert_eq!(outcome.column("title"), ["One", "Two", "Three", "-", "Four"]);
    assert_eq!(outcome.column("input"), ["in/a/1.html.gz", "in/b/2.htm", "in/c.shtml", "in/z.jsonl#1", "in/z.jsonl#2"]);
    assert!(outcome.err.contains("2 files are no pages: in/a/style.css, in/logo.png"), "{}", outcome.err);
    assert_eq!(outcome.status, Some(1));
}

#[test]
fn a_folder_without_pages_is_told() {
    let desk = Desk::new();
    desk.put("in/logo.png", "\x7f");
    desk.run(&["clean", "in"]).is_refused(&["no pages in the folder `in`", ".html"]);
}

#[test]
fn globs_are_read_where_the_shell_leaves_them() {
    let desk = Desk::new();
    desk.put("x/1.html", page("One")).put("x/2.html", page("Two")).put("x/y/3.html", page("Three")).put("x/4.css", "");
    assert_eq!(desk.run(&["clean", "x/*.html"]).column("title"), ["One", "Two"]);
    assert_eq!(desk.run(&["clean", "x/**/*.html"]).column("title"), ["One", "Two", "Three"]);
    let absolute = desk.path().join("x/[12].html");
    assert_eq!(desk.run(&["clean", &absolute.to_string_lossy()]).column("title"), ["One", "Two"]);
    desk.run(&["clean", "x/*.pdf"]).is_refused(&["no file matches `x/*.pdf`"]);
}

#[test]
fn standard_input_is_lines_or_one_page() {
    let desk = Desk::new();
    desk.put("one.html", page("By path"));
    let lines = format!(
        "\n{}\n{}\n{}\n",
        serde_json::json!({"id": "a", "html": page("By HTML"), "url": "https://harbour.example/a", "mine": [1]}),
        serde_json::json!({"id": 7, "path": "one.html"}),
        serde_json::json!({"text": "By text\nThe tide table for the week was printed with last year's dates on every page."}),
    );
    let outcome = desk.feed(&["clean", "-"], lines);
    assert_eq!(outcome.column("title"), ["By HTML", "By path", "By text"], "{}", outcome.err);
    assert_eq!(outcome.column("input"), ["-#2", "one.html", "-#4"]);
    assert_eq!(outcome.column("id").get(..2), Some(&["a".to_owned(), "7".to_owned()][..]));
    assert_eq!(outcome.column("url"), ["https://harbour.example/a", "-", "-"]);
    let outcome = desk.feed(&["clean", "--url", "https://harbour.example/b"], FERRY);
    assert_eq!((outcome.column("input"), outcome.column("url")), (vec!["-".to_owned()], vec!["https://harbour.example/b".to_owned()]));
}

#[test]
fn a_bad_line_is_a_record_that_names_it() {
    let desk = Desk::new();
    let good = serde_json::json!({"id": "good", "html": FERRY});
    let outcome = desk.feed(&["clean", "-"], format!("{{broken\n{{\"id\": \"bare\"}}\n\"word\"\n{good}\n{{\"path\": \"gone.html\"}}"));
    assert_eq!(outcome.error_classes(), ["input", "input", "input", "-", "io"]);
    assert_eq!(outcome.column("id").get(1).map(String::as_str), Some("bare"));
    let message = |index: usize| outcome.records()[index]["error"]["message"].as_str().unwrap_or_default().to_owned();
    assert!(message(0).contains("line 1 of `-`") && message(0).ends_with(" at column 2"), "{}", message(0));
    assert!(message(1).contains("line 2 of `-`") && message(1).contains("`html`, `text`, `path`"), "{}", message(1));
    assert!(message(4).contains("`gone.html`"), "{}", message(4));
    assert_eq!(outcome.status, Some(1));
    assert!(
        outcome.err.contains("5 pages") && outcome.err.contains("4 with an error") && outcome.err.contains("input: 3"),
        "{}",
        outcome.err
    );
}

#[test]
fn an_array_and_objects_over_several_lines_are_read_as_pages() {
    let desk = Desk::new();
    let pages = serde_json::json!([{"id": "a", "html": page("One")}, {"id": "b", "html": page("Two]}")}, {"id": "c"}]);
    let pretty = |value: &Value| serde_json::to_string_pretty(value).expect("JSON");
    desk.put("array.json", pages.to_string()).put("pretty.json", pretty(&pages)).put("named.jsonl", pretty(&pages));
    desk.put("stream.json", format!("{}\n{}\n{}\n", pretty(&pages[0]), pretty(&pages[1]), pretty(&pages[2])));
    desk.put("packed.json.gz", gzip(pretty(&pages)));
    for name in ["array.json", "pretty.json", "named.jsonl", "stream.json", "packed.json.gz"] {
        let outcome = desk.run(&["clean", name]);
        assert_eq!(outcome.column("title"), ["One", "Two]}", "-"], "{name}: {}", outcome.err);
        assert_eq!(outcome.column("id"), ["a", "b", "c"], "{name}");
        assert_eq!(outcome.column("input"), [1, 2, 3].map(|number| format!("{name}#{number}")));
        assert!(outcome.out.contains(&format!("value 3 of `{name}` has no content")), "{}", outcome.out);
    }
    assert_eq!(desk.feed(&["clean", "-"], pretty(&pages)).column("id"), ["a", "b", "c"]);
    desk.run(&["clean", "--url", "https://harbour.example/1", "pretty.json"]).is_refused(&["--url is the address of one page"]);
}

#[test]
fn a_page_deeper_than_the_configuration_allows_is_read_flat_and_says_so() {
    let desk = Desk::new();
    let deep = FERRY.replace("<article>", &"<div>".repeat(40)).replace("</article>", &"</div>".repeat(40));
    desk.put("deep.html", deep).put("my.toml", "[clean.limits]\ndepth = 20\n");
    let warned = |outcome: &Outcome| outcome.out.contains("\"page_truncated\"");
    let usual = desk.run(&["clean", "deep.html"]);
    assert!(!warned(&usual), "{}", usual.out);
    let flat = desk.run(&["clean", "--config", "my.toml", "deep.html"]);
    assert!(warned(&flat), "{}", flat.out);
    assert!(flat.out.contains("The first ferries left the repaired quay at dawn on Monday"), "{}", flat.out);
    assert_eq!(flat.status, Some(0));
}

#[test]
fn root_confines_paths() {
    let desk = Desk::new();
    desk.put("in/1.html", page("Inside")).put("out.html", page("Outside"));
    let out = desk.path().join("out.html");
    let lines = format!("{{\"path\": \"1.html\"}}\n{{\"path\": \"../out.html\"}}\n{}\n", serde_json::json!({"path": out}));
    let outcome = desk.feed(&["clean", "--root", "in", "-"], lines.clone());
    assert_eq!(outcome.error_classes(), ["-", "input", "input"]);
    assert!(!outcome.out.contains("Outside"));
    desk.feed(&["clean", "--root", "nowhere", "-"], lines).is_refused(&["`nowhere`"]);
}

#[cfg(unix)]
#[test]
fn root_is_not_left_by_a_link() {
    let desk = Desk::new();
    desk.put("in/1.html", page("Inside")).put("out.html", page("Outside"));
    std::os::unix::fs::symlink("../out.html", desk.path().join("in/link.html")).expect("a link");
    assert_eq!(desk.feed(&["clean", "--root", "in", "-"], "{\"path\": \"link.html\"}").error_classes(), ["input"]);
}

#[test]
fn bad_files_are_records_and_the_run_goes_on() {
    let desk = Desk::new();
    let packed = gzip(page("Cut short").repeat(50));
    desk.put("empty.html", "").put("cut.html.gz", packed.get(..packed.len() / 2).expect("half"));
    desk.put("picture.html", [&b"\x89PNG\r\n\x1a\n"[..], &[0, 1, 2, 3, 255].repeat(100)].concat()).put("good.html", FERRY);
    let outcome = desk.run(&["clean", "empty.html", "missing.html", "cut.html.gz", "picture.html", "good.html"]);
    assert_eq!(outcome.error_classes(), ["empty", "io", "io", "not_html", "-"], "{}", outcome.err);
    assert_eq!(outcome.column("input"), ["empty.html", "missing.html", "cut.html.gz", "picture.html", "good.html"]);
    assert!(outcome.err.contains("`missing.html`"), "{}", outcome.err);
    assert_eq!(outcome.status, Some(1));
    let ids = outcome.column("id");
    assert!((0..ids.len()).all(|at| !ids[at + 1..].contains(&ids[at])), "each of them has an id of its own: {ids:?}");
}

#[test]
fn an_unreadable_file_is_a_record() {
    let desk = Desk::new();
    desk.put("in/1.html", FERRY);
    // A link to itself cannot be read by anyone, not even by root.
    #[cfg(unix)]
    std::os::unix::fs::symlink("loop.html", desk.path().join("loop.html")).expect("a link");
    assert_eq!(desk.run(&["clean", "loop.html", "in"]).error_classes(), ["io", "-"]);
}

#[test]
fn pages_too_large_are_refused_with_the_way_out() {
    let desk = Desk::new();
    desk.put("big.html", FERRY.repeat(20)).put("my.toml", "[clean]\nmax_bytes = 2000\n");
    let outcome = desk.run(&["clean", "--config", "my.toml", "big.html"]);
    assert_eq!(outcome.error_classes(), ["too_large"]);
    assert!(outcome.out.contains("max_bytes"));
}

#[test]
fn records_come_in_the_order_of_pages_with_any_number_of_threads() {
    let desk = Desk::new();
    let lines: Vec<String> =
        (0..200).map(|number| serde_json::json!({"id": number, "html": FERRY.repeat(1 + (200 - number) % 7)}).to_string()).collect();
    let lines = lines.join("\n");
    let one = desk.feed(&["clean", "-j", "1", "-"], lines.clone());
    let four = desk.feed(&["clean", "-j", "4", "-"], lines);
    assert_eq!(one.column("id"), (0..200).map(|number| number.to_string()).collect::<Vec<_>>());
    assert_eq!(one.out, four.out);
}

#[test]
fn a_record_comes_before_the_input_ends() {
    use std::io::{BufRead, BufReader};
    use std::process::{Command, Stdio};
    for threads in ["1", "2"] {
        let mut child = Command::new(assert_cmd::cargo::cargo_bin!("presscut"))
            .args(["clean", "-j", threads, "-"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("runs");
        let mut stdin = child.stdin.take().expect("piped");
        let mut lines = BufReader::new(child.stdout.take().expect("piped")).lines();
        for id in ["first", "second"] {
            writeln!(stdin, "{}", serde_json::json!({"id": id, "html": FERRY})).expect("written");
            assert!(lines.next().expect("a record").expect("read").contains(id));
        }
        drop(stdin);
        assert!(child.wait().expect("ends").success());
    }
}

#[test]
fn a_closed_pipe_ends_quietly() {
    use std::io::Read;
    use std::process::{Command, Stdio};
    let desk = Desk::new();
    for number in 0..300 {
        desk.put(&format!("in/{number}.html"), FERRY);
    }
    let mut child = Command::new(assert_cmd::cargo::cargo_bin!("presscut"))
        .args(["clean", "in"])
        .current_dir(desk.path())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("runs");
    drop(child.stdout.take());
    let mut told = String::new();
    child.stderr.take().expect("piped").read_to_string(&mut told).expect("UTF-8");
    assert_eq!((child.wait().expect("ends").code(), told.as_str()), (Some(0), ""));
}

#[test]
fn url_is_for_one_page() {
    let desk = Desk::new();
    desk.put("in/1.html", FERRY).put("lines.jsonl", "{}");
    let url = "--url=https://harbour.example/1";
    assert_eq!(desk.run(&["clean", url, "in/1.html"]).column("url"), ["https://harbour.example/1"]);
    desk.run(&["clean", url, "in"]).is_refused(&["--url is the address of one page"]);
    desk.run(&["clean", url, "in/1.html", "in/1.html"]).is_refused(&["--url is the address of one page"]);
    desk.run(&["clean", url, "lines.jsonl"]).is_refused(&["--url is the address of one page"]);
    desk.feed(&["clean", url, "-"], "{\"html\": \"\"}").is_refused(&["--url is the address of one page"]);
}

#[test]
fn every_part_on_demand_is_in_the_schema() {
    let desk = Desk::new();
    desk.put("1.html", FERRY);
    let records = desk.run(&["clean", "--with", "markdown,html,removed,comments,posts", "1.html"]).records();
    assert!(["markdown", "html", "removed", "comments", "posts"].iter().all(|part| records[0].get(part).is_some()));
    let mut broken = records[0].clone();
    broken["title"] = 7.into();
    assert_eq!(schema::faults(&broken).len(), 1);
    broken.as_object_mut().expect("an object").remove("subtitle");
    assert_eq!(schema::faults(&broken).len(), 2, "every key is always there");
}

#[test]
fn what_a_page_reserves_is_respected_where_asked() {
    let desk = Desk::new();
    let with = |meta: &str| FERRY.replace("<body>", &format!("{meta}<body>"));
    desk.put("1.html", FERRY).put("2.html", with("<meta name=robots content=noai>"));
    desk.put("3.html", with("<meta name=tdm-reservation content=1>")).put("4.html", with("<meta name=robots content='noindex'>"));
    let pages = ["1.html", "2.html", "3.html", "4.html"];
    let run = |flags: &[&str]| desk.run(&[&["clean"], flags, &pages[..]].concat());
    assert_eq!(run(&[]).error_classes(), ["-"; 4]);
    let respected = run(&["--respect", "robots,tdm,noai", "--with", "removed,markdown"]);
    assert_eq!(respected.error_classes(), ["-", "rights", "rights", "rights"]);
    assert_eq!(respected.status, Some(1));
    for record in &respected.records()[1..] {
        assert!(record["text"] == "" && record["title"] == "Harbour reopens" && record["rights"].is_object(), "{record}");
        assert!(!record.to_string().contains("first ferries"), "{record}");
    }
    assert_eq!(run(&["--respect", "noai"]).error_classes(), ["-", "rights", "-", "-"]);
    desk.put("presscut.toml", "[clean]\nrespect = [\"tdm\"]\n");
    assert_eq!(run(&[]).error_classes(), ["-", "-", "rights", "-"]);
    desk.run(&["clean", "--respect", "all", "1.html"]).is_refused(&["robots", "tdm", "noai"]);
}

#[test]
fn usage_errors_say_what_to_do() {
    let desk = Desk::new();
    desk.put("1.html", FERRY);
    desk.run(&["clean", "--format", "pdf", "1.html"]).is_refused(&["jsonl", "markdown"]);
    desk.run(&["clean", "--fields", "headline", "1.html"]).is_refused(&["`headline`", "title, subtitle"]);
    desk.run(&["clean", "-", "-"]).is_refused(&["`-` can be named once"]);
    desk.run(&["clean", "--config", "none.toml", "1.html"]).is_refused(&["none.toml"]);
    desk.run(&["claen", "1.html"]).is_refused(&["`claen` is neither a file nor a URL nor a command", "clean, crawl, status, schema"]);
    desk.run(&["1.html", "1.html"]).is_refused(&["presscut clean"]);
    desk.run(&["nosuch"]).is_refused(&["neither a file nor a URL nor a command"]);
    desk.run(&["www.harbour.example"]).is_refused(&["https://www.harbour.example"]);
    desk.run(&["."]).is_refused(&["presscut clean ."]);
}

#[test]
fn a_configuration_is_read_from_presscut_toml_and_its_mistakes_have_a_line() {
    let desk = Desk::new();
    desk.put("1.html", FERRY).put("presscut.toml", "[write]\nfields = [\"title\"]\n").put("config.toml", "not = \"ours\"\n");
    assert_eq!(desk.run(&["clean", "1.html"]).out, "{\"title\":\"Harbour reopens\"}\n");
    assert_eq!(desk.run(&["clean", "--fields", "input", "1.html"]).out, "{\"input\":\"1.html\"}\n");
    let mut command = desk.presscut(&["clean", "1.html"]);
    command.env("PRESSCUT_WRITE_FIELDS", "word_count").assert().success().stdout("{\"word_count\":33}\n");
    desk.put("presscut.toml", "[write]\n\nfeilds = []\n");
    desk.run(&["clean", "1.html"]).is_refused(&["presscut.toml:3:1: ", "`feilds`", "`fields`"]);
    desk.presscut(&["clean", "1.html"]).env("PRESSCUT_RUN_THREADS", "many").assert().code(2);
}

#[test]
fn presscut_alone_helps() {
    let desk = Desk::new();
    let outcome = desk.run(&[]);
    assert!(outcome.status == Some(0) && outcome.out.contains("Usage: presscut"), "{}{}", outcome.out, outcome.err);
}

#[test]
fn a_page_without_a_command_is_a_line_of_json_in_a_pipe() {
    let desk = Desk::new();
    desk.put("1.html", FERRY);
    let outcome = desk.run(&["1.html"]);
    assert_eq!((outcome.column("title"), outcome.err.as_str()), (vec!["Harbour reopens".to_owned()], ""));
    assert_eq!(desk.feed(&["-"], FERRY).column("input"), ["-"]);
}

#[test]
fn the_schema_in_the_repository_is_the_type_s() {
    let printed = Desk::new().run(&["schema"]).out;
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/article.schema.json");
    if std::env::var_os("UPDATE_SCHEMA").is_some() {
        fs::write(&path, &printed).expect("written");
    }
    assert!(fs::read_to_string(&path).unwrap_or_default() == printed, "run UPDATE_SCHEMA=1 cargo test --test cli schema");
}
