//! README.md shows what is: each of its commands is run, its usage is that of `--help`, its picture is what comes out.

use std::fs;
use std::io::{Read, Write};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use tempfile::TempDir;

/// The host of the README's addresses; a server on loopback stands for it.
const HOST: &str = "https://harbour.example";

/// The page of the README's picture.
const FERRY: &str = r##"<!DOCTYPE html><html><head><title>Old Ferry Returns After Eight Months | Harbour Daily</title></head><body>
<div class="nav"><a href="/">Home</a> | <a href="/world/">World</a> | <a href="/business/">Business</a> | <a href="/sport/">Sport</a></div>
<h1>Old Ferry Returns After Eight Months</h1>
<h2 class="dek">Repairs cost less than a new boat</h2>
<div class="byline">By Ann Marsh · March 2, 2026 · Source: River Post</div>
<div class="story">
<p>The old ferry crossed the river again on Monday, eight months after it was taken out.</p>
<div class="share">Share: <a href="#">Facebook</a> <a href="#">X</a></div>
<p>Forty people were on the first boat at six in the morning.</p>
</div>
<p>Comments to desk@harbour.example</p>
<div class="related">Related stories: <a href="/a">A town without a bridge</a> | <a href="/b">The last day of the ferry</a></div>
<div>Partners: <a href="http://a.example">Valley News</a> | <a href="http://b.example">Coast Weekly</a></div>
<div>Copyright Harbour Daily. All rights reserved.</div>
</body></html>"##;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn readme() -> String {
    fs::read_to_string(root().join("README.md")).unwrap()
}

/// The text of each fenced block whose fence names this language (`""`: none).
fn fenced(text: &str, language: &str) -> Vec<String> {
    let (mut blocks, mut open): (Vec<String>, Option<bool>) = (vec![], None);
    for line in text.lines() {
        match (line.strip_prefix("```"), open) {
            (Some(_), Some(_)) => open = None,
            (Some(named), None) => {
                open = Some(named == language);
                if named == language {
                    blocks.push(String::new());
                }
            }
            (None, Some(true)) => blocks.last_mut().unwrap().extend([line, "\n"]),
            (None, _) => {}
        }
    }
    blocks
}

/// Every command shown, one a line.
fn commands() -> Vec<String> {
    let lines = fenced(&readme(), "sh").concat();
    lines.lines().map(|line| line.split(" # ").next().unwrap_or_default().trim().to_owned()).filter(|line| !line.is_empty()).collect()
}

/// A folder with what the commands name: saved pages, lists, the configuration, the sample pages.
fn desk(server: &str) -> TempDir {
    let desk = TempDir::new().unwrap();
    let put = |name: &str, text: &str| fs::write(desk.path().join(name), text).unwrap();
    fs::create_dir(desk.path().join("saved")).unwrap();
    put("saved/ferry.html", FERRY);
    put("urls.txt", &format!("{server}/ferry.html\n{server}/quay.html\n"));
    let answer = format!("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n{FERRY}");
    let head = format!("WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: {HOST}/ferry.html\r\nContent-Length: {}", answer.len());
    put("crawl.warc.gz", &format!("{head}\r\n\r\n{answer}\r\n\r\n"));
    put("pages.jsonl", &format!("{}\n", serde_json::json!({"id": "7", "html": FERRY})));
    fs::copy(root().join("config.toml"), desk.path().join("config.toml")).unwrap();
    let (mut left, from) = (vec![PathBuf::from("fixtures/pages")], root());
    while let Some(folder) = left.pop() {
        fs::create_dir_all(desk.path().join(&folder)).unwrap();
        for entry in fs::read_dir(from.join(&folder)).unwrap().map(Result::unwrap) {
            let path = folder.join(entry.file_name());
            if entry.path().is_dir() {
                left.push(path);
            } else {
                fs::copy(entry.path(), desk.path().join(path)).unwrap();
            }
        }
    }
    desk
}

/// A server that has the page under every address but `/robots.txt`; gives its own.
fn serve() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    std::thread::spawn(move || {
        for mut stream in listener.incoming().flatten() {
            let mut head = [0; 4096];
            let read = stream.read(&mut head).unwrap_or_default();
            let known = !head.get(..read).unwrap_or_default().starts_with(b"GET /robots.txt");
            let (status, body) = if known { ("200 OK", FERRY) } else { ("404 Not Found", "") };
            let _ = write!(
                stream,
                "HTTP/1.1 {status}\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}",
                body.len()
            );
        }
    });
    format!("http://{address}")
}

/// Runs a line in a shell that finds this build's presscut before any other.
fn shell(folder: &Path, line: &str) -> Output {
    let binary = assert_cmd::cargo::cargo_bin!("presscut");
    let path = std::env::var_os("PATH").unwrap_or_default();
    let paths = binary.parent().map(Path::to_path_buf).into_iter().chain(std::env::split_paths(&path));
    let mut command = Command::new("bash");
    for (name, _) in std::env::vars_os().filter(|(name, _)| name.to_string_lossy().starts_with("PRESSCUT_")) {
        command.env_remove(name);
    }
    command.current_dir(folder).env("PATH", std::env::join_paths(paths).unwrap());
    command.env("PRESSCUT_FETCH_ALLOW_PRIVATE", "true").env("PRESSCUT_FETCH_DELAY", "0");
    command.args(["-o", "pipefail", "-c", line]).stdin(std::process::Stdio::null()).output().unwrap()
}

fn normal(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn every_command_works() {
    let server = serve();
    let desk = desk(&server);
    let has_python = Command::new("python3").arg("--version").output().is_ok_and(|output| output.status.success());
    let mut run = 0;
    for shown in commands() {
        let line = match shown.strip_prefix("cargo run --release --locked -- ") {
            Some(arguments) => format!("presscut {arguments}"),
            None => shown.replace(HOST, &server).replace("--delay 5", "--delay 0"),
        };
        if line == "./test" || line.starts_with("cargo install ") || (line.contains("python3") && !has_python) {
            continue;
        }
        let output = shell(desk.path(), &line);
        let (out, err) = (String::from_utf8(output.stdout).unwrap(), String::from_utf8_lossy(&output.stderr).into_owned());
        // of the sample pages some have no article, and say so
        let samples = line.contains("fixtures/pages") && output.status.code() == Some(1);
        assert!(output.status.success() || samples, "{shown}: {:?}\n{err}", output.status);
        let wrote = line.contains(" -o ") || line.contains(" > ");
        assert!(wrote || out.contains("Old Ferry Returns") || line.contains("fixtures/pages"), "{shown} printed: {out}");
        if line.contains("fixtures/pages") {
            assert!(out.lines().count() > 20 && out.lines().all(|line| serde_json::from_str::<serde_json::Value>(line).is_ok()), "{shown}");
        }
        run += 1;
    }
    assert!(run >= 10, "only {run} commands were found");
    let read = |name: &str| fs::read_to_string(desk.path().join(name)).unwrap();
    assert!(read("articles.jsonl").contains("Old Ferry Returns"));
    assert!(read("article.schema.json").contains("\"$schema\""));
}

#[test]
fn what_is_not_run_here_is_there() {
    let shown = commands();
    assert!(shown.iter().any(|line| line == "./test"));
    for script in ["test", ".ci/run"] {
        let checked = Command::new("bash").arg("-n").arg(root().join(script)).status().unwrap();
        assert!(checked.success(), "{script} is no script");
    }
    let install = shown.iter().find(|line| line.starts_with("cargo install ")).expect("how to install");
    assert_eq!(install, "cargo install --path . --locked");
    assert!(root().join("Cargo.lock").is_file());
}

#[test]
fn the_usage_shown_is_that_of_the_help() {
    let help = String::from_utf8(shell(root(), "presscut --help").stdout).unwrap();
    let shown = fenced(&readme(), "").into_iter().find(|block| block.starts_with("Usage:")).expect("the usage");
    assert!(help.contains(&shown), "README.md shows\n{shown}\nand presscut --help says\n{help}");
}

#[test]
fn the_picture_is_what_comes_out() {
    let picture = fenced(&readme(), "").into_iter().find(|block| block.contains('┌')).expect("the picture");
    let rows = picture.lines().filter_map(|line| line.strip_prefix('│')?.split_once('│'));
    let (before, after): (Vec<&str>, Vec<&str>) = rows.unzip();
    let mut page = String::new();
    let body = FERRY.split_once("<body>").unwrap().1;
    for piece in body.split('<') {
        page.push_str(piece.split_once('>').map_or("", |(_, text)| text));
    }
    assert_eq!(normal(&before.join(" ")), normal(&page));
    let desk = desk("http://127.0.0.1:9");
    let printed = shell(desk.path(), "presscut clean --format markdown saved/ferry.html").stdout;
    assert_eq!(normal(&after.join(" ")), normal(&String::from_utf8(printed).unwrap()));
}

#[test]
fn the_warnings_and_classes_told_are_in_the_code() {
    let readme = readme();
    let quality = fs::read_to_string(root().join("cleaner/src/quality.rs")).unwrap();
    let codes = quality.lines().filter_map(|line| line.trim().strip_prefix("(\"")?.split_once('"')).map(|(code, _)| code);
    let others = ["charset_guessed", "charset_errors", "site_rule_unmatched"];
    for code in codes.chain(others) {
        assert!(readme.contains(&format!("| `{code}` |")), "README.md does not tell of the warning {code}");
    }
}

#[test]
fn the_figures_are_near_the_floors() {
    let floors: std::collections::BTreeMap<String, f64> =
        serde_json::from_str(&fs::read_to_string(root().join("training/floors.json")).unwrap()).unwrap();
    let readme = readme();
    let figures: Vec<f64> = readme
        .lines()
        .skip_while(|line| !line.starts_with("| pages | presscut |"))
        .skip(2)
        .map_while(|line| line.split('|').nth(2)?.trim().parse().ok())
        .collect();
    let sets = ["article", "fundus", "n4k", "marked", "daniel", "gne", "chinese", "magic"];
    let kinds = ["documentation", "forum", "service", "collection", "listing", "product"];
    assert_eq!(figures.len(), sets.len() + kinds.len());
    for (name, figure) in sets.iter().chain(&kinds).zip(figures) {
        let floor = floors[*name];
        assert!(
            (floor - figure).abs() < 0.01,
            "README.md gives {figure} for {name}, training/floors.json {floor}: write what was measured"
        );
    }
}
