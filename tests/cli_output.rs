//! What `presscut clean` writes, and where.

#[path = "schema/valid.rs"]
mod schema;

use std::fs;
use std::path::Path;
use std::process::Output;

use assert_cmd::Command;
use tempfile::TempDir;

const TABLE: &str = "<!DOCTYPE html><html lang=en><title>Sailings</title><body><article><h1>Sailings</h1>\
    <p>The winter timetable of the northern ferries was printed on Monday, after two weeks of talks with the islands.</p>\
    <table><tr><th>Port</th><th>Sailings</th></tr><tr><td>Northquay</td><td>twice a day</td></tr><tr><td>Southquay</td><td>on Sundays only</td></tr></table>\
    <p>Passengers are asked to be at the quay a quarter of an hour before the boat leaves, in all weathers.</p></article></body></html>";

fn desk() -> TempDir {
    let folder = TempDir::new().expect("a folder");
    fs::write(folder.path().join("1.html"), TABLE).expect("written");
    fs::write(folder.path().join("2.html"), TABLE.replace("Sailings", "More sailings")).expect("written");
    folder
}

fn presscut(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(assert_cmd::cargo::cargo_bin!("presscut"));
    for (name, _) in std::env::vars_os().filter(|(name, _)| name.to_string_lossy().starts_with("PRESSCUT_")) {
        command.env_remove(name);
    }
    command.current_dir(folder).args(arguments).output().expect("runs")
}

fn out(folder: &Path, arguments: &[&str]) -> String {
    let output = presscut(folder, arguments);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("UTF-8")
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<_> = fs::read_dir(folder).expect("listed").map(|entry| entry.expect("an entry").file_name()).collect();
    names.sort();
    names.into_iter().map(|name| name.to_string_lossy().into_owned()).collect()
}

#[test]
fn json_is_one_array() {
    let desk = desk();
    let array: Vec<serde_json::Value> =
        serde_json::from_str(&out(desk.path(), &["clean", "--format", "json", "1.html", "2.html"])).expect("JSON");
    array.iter().for_each(schema::assert_valid);
    assert_eq!(array.iter().map(|record| record["title"].as_str().unwrap_or_default()).collect::<Vec<_>>(), ["Sailings", "More sailings"]);
}

#[test]
fn markdown_has_a_short_head_and_a_rule_between_records() {
    let desk = desk();
    let markdown = out(desk.path(), &["clean", "--format", "markdown", "1.html", "2.html"]);
    assert!(markdown.starts_with("# Sailings\n\n"), "{markdown}");
    assert!(markdown.contains("\n\n---\n\n# More sailings\n\n"), "{markdown}");
    let alone = out(desk.path(), &["clean", "--format", "markdown", "--url", "https://quay.example/1", "1.html"]);
    assert!(alone.contains("<https://quay.example/1>") && !alone.contains("---\n\n#"), "{alone}");
}

#[test]
fn text_is_for_eighty_columns_where_there_is_no_terminal() {
    let desk = desk();
    let text = out(desk.path(), &["clean", "--format", "text", "1.html"]);
    assert!(text.starts_with("Sailings\n"), "{text}");
    assert!(text.lines().all(|line| line.chars().count() <= 80), "{text}");
    let row = text.lines().find(|line| line.contains("Northquay")).expect("a row");
    assert!(row.contains("twice a day") && row.contains('│'), "{text}");
}

#[test]
fn a_file_appears_when_it_is_whole_and_its_name_says_the_form() {
    let desk = desk();
    let folder = desk.path();
    for (name, start) in [("o.json", "[\n{"), ("o.jsonl", "{\"schema"), ("o.md", "# Sailings"), ("o.txt", "Sailings"), ("o", "{\"schema")] {
        assert_eq!(out(folder, &["clean", "1.html", "2.html", "-o", name]), "");
        let written = fs::read_to_string(folder.join(name)).expect("written");
        assert!(written.starts_with(start), "{name}: {written}");
    }
    assert!(fs::read_to_string(folder.join("o.json")).expect("written").ends_with("}\n]\n"));
    assert_eq!(names(folder), ["1.html", "2.html", "o", "o.json", "o.jsonl", "o.md", "o.txt"]);
}

#[test]
fn nothing_is_written_where_the_usage_is_wrong() {
    let desk = desk();
    let folder = desk.path();
    fs::write(folder.join("o.jsonl"), "before").expect("written");
    for arguments in [
        &["clean", "1.html", "-o", "nowhere/o.jsonl"][..],
        &["clean", "none*.html", "-o", "o.jsonl"],
        &["clean", "1.html", "-o", "o.jsonl", "--fields", "nope"],
        &["clean", "1.html", "-o", "."],
        &["clean", "1.html", "2.html", "-o", "./2.html"],
    ] {
        let output = presscut(folder, arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(!output.stderr.is_empty(), "{arguments:?}");
    }
    let told = presscut(folder, &["clean", "2.html", "-o", "./2.html"]).stderr;
    assert_eq!(String::from_utf8_lossy(&told), "presscut: -o would write over the input `2.html`: give another name\n");
    let told = presscut(folder, &["clean", "1.html", "-o", "nowhere/o.jsonl"]).stderr;
    assert_eq!(String::from_utf8_lossy(&told), "presscut: cannot write `nowhere/o.jsonl`: there is no folder `nowhere`: make it first\n");
    assert_eq!(names(folder), ["1.html", "2.html", "o.jsonl"]);
    assert_eq!(fs::read_to_string(folder.join("o.jsonl")).expect("there"), "before");
}

#[cfg(unix)]
#[test]
fn the_file_is_as_open_as_any_other_and_a_link_still_leads_to_it() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let desk = desk();
    let folder = desk.path();
    fs::write(folder.join("real.jsonl"), "before").expect("written");
    symlink("real.jsonl", folder.join("link.jsonl")).expect("a link");
    out(folder, &["clean", "1.html", "-o", "link.jsonl"]);
    assert!(fs::read_to_string(folder.join("real.jsonl")).expect("there").starts_with('{'));
    let mode = |name: &str| fs::metadata(folder.join(name)).expect("there").permissions().mode();
    assert_eq!(mode("real.jsonl"), mode("1.html"));
    out(folder, &["clean", "1.html", "-o", "/dev/null"]);
}

#[test]
fn a_dash_is_standard_output() {
    let desk = desk();
    assert!(out(desk.path(), &["clean", "1.html", "-o", "-"]).starts_with("{\"schema"));
    assert_eq!(names(desk.path()), ["1.html", "2.html"]);
}

#[test]
fn parts_come_on_demand() {
    let desk = desk();
    let keys = |arguments: &[&str]| -> Vec<String> {
        let record: serde_json::Map<String, serde_json::Value> = serde_json::from_str(&out(desk.path(), arguments)).expect("a record");
        record.keys().cloned().collect()
    };
    assert!(!keys(&["clean", "1.html"]).contains(&"markdown".to_owned()));
    assert_eq!(keys(&["clean", "1.html", "--fields", "title,char_count"]), ["char_count", "title"]);
    let output = presscut(desk.path(), &["clean", "1.html", "--format", "text", "--fields", "title"]);
    assert_eq!(output.status.code(), Some(2));
}

#[test]
fn a_name_says_what_a_file_is_packed_in() {
    let desk = desk();
    let folder = desk.path();
    for (plain, packed) in
        [("o.jsonl", ["p.jsonl.gz", "p.jsonl.zst"]), ("o.json", ["p.json.gz", "p.JSON.ZST"]), ("o.md", ["p.md.gz", "p.md.zst"])]
    {
        out(folder, &["clean", "1.html", "2.html", "-o", plain]);
        let expected = fs::read(folder.join(plain)).expect("written");
        for name in packed {
            out(folder, &["clean", "1.html", "2.html", "-o", name]);
            let bytes = fs::read(folder.join(name)).expect("written");
            assert_eq!(unpacked(&bytes), expected, "{name}");
        }
    }
    let records = out(folder, &["clean", "1.html"]);
    out(folder, &["clean", "1.html", "-o", "q.gz"]);
    assert_eq!(unpacked(&fs::read(folder.join("q.gz")).expect("written")), records.into_bytes(), "what says no form is JSON Lines");
    assert!(out(folder, &["clean", "1.html", "--format", "text", "-o", "r.gz"]).is_empty());
    assert!(unpacked(&fs::read(folder.join("r.gz")).expect("written")).starts_with(b"Sailings\n"));
}

/// Whole by its checksum, or no file.
fn unpacked(bytes: &[u8]) -> Vec<u8> {
    use std::io::Read;
    let mut out = Vec::new();
    if bytes.starts_with(&[0x1f, 0x8b]) {
        flate2::read::GzDecoder::new(bytes).read_to_end(&mut out).expect("a whole member");
    } else {
        out = zstd::decode_all(bytes).expect("a whole frame");
    }
    out
}

#[cfg(unix)]
#[test]
fn an_interrupt_leaves_nothing_half_written() {
    use std::io::Write;
    use std::process::{Command, Stdio};
    for (signal, status) in [("-INT", 130), ("-TERM", 143)] {
        let folder = TempDir::new().expect("a folder");
        let mut child = Command::new(assert_cmd::cargo::cargo_bin!("presscut"))
            .args(["clean", "-", "-o", "o.jsonl.gz"])
            .current_dir(folder.path())
            .stdin(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("runs");
        let mut stdin = child.stdin.take().expect("piped"); // `wait` would close it, and the run end by itself
        writeln!(stdin, "{}", serde_json::json!({"html": TABLE})).expect("written");
        let since = std::time::Instant::now();
        while names(folder.path()).is_empty() {
            assert!(since.elapsed().as_secs() < 60, "no file is begun");
            std::thread::sleep(std::time::Duration::from_millis(20));
        }
        std::thread::sleep(std::time::Duration::from_millis(500));
        assert!(Command::new("kill").args([signal, &child.id().to_string()]).status().expect("runs").success());
        assert_eq!(child.wait().expect("ends").code(), Some(status), "{signal}");
        drop(stdin);
        assert_eq!(names(folder.path()), Vec::<String>::new(), "{signal}");
    }
}

#[test]
fn the_same_text_again_is_marked_and_left_out_where_asked() {
    let desk = TempDir::new().expect("a folder");
    let lines = |number: u32| (1..=number).map(|line| format!("<p>Boat {line} left the harbour with {} people on board.</p>", line * 17));
    let story = |title: &str, lines: String| format!("<html lang=en><title>{title}</title><article><h1>{title}</h1>{lines}</article>");
    let pages = [story("One", lines(30).collect()), story("Other", lines(9).rev().collect()), story("One", lines(30).collect())];
    for (number, page) in pages.iter().enumerate() {
        fs::write(desk.path().join(format!("{number}.html")), page).expect("written");
    }
    let names = ["0.html", "1.html", "2.html"];
    let run = |flags: &[&str]| {
        let lines = out(desk.path(), &[&["clean", "--with", "markdown"], flags, &names[..]].concat());
        lines.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect::<Vec<serde_json::Value>>()
    };
    let marked = run(&[]);
    let first = marked[0]["id"].clone();
    assert_eq!(
        marked.iter().map(|record| record["duplicate_of"].clone()).collect::<Vec<_>>(),
        [serde_json::Value::Null, serde_json::Value::Null, first.clone()]
    );
    assert_eq!(marked[0]["text"], marked[2]["text"]);
    let bare = run(&["--dedup"]);
    assert_eq!((bare.len(), &bare[2]["duplicate_of"], &bare[2]["title"]), (3, &first, &"One".into()));
    assert_eq!((&bare[2]["text"], &bare[2]["blocks"], &bare[2]["markdown"]), (&"".into(), &serde_json::json!([]), &"".into()));
    assert!(bare[0]["text"] != "" && bare[2]["fingerprint"] == bare[0]["fingerprint"]);
}
