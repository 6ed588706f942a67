//! The command, as a user runs it.

use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

use crate::server::{Seen, Server, Step, article, html, status};

/// Runs `presscut crawl` beside the server.
pub(crate) async fn presscut(folder: &Path, arguments: Vec<String>, input: String, environment: &[(&str, &str)]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_presscut"));
    command.envs(environment.iter().copied());
    command.current_dir(folder).arg("crawl").args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    tokio::task::spawn_blocking(move || {
        let mut child = command.spawn().unwrap();
        child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
        child.wait_with_output().unwrap()
    })
    .await
    .unwrap()
}

pub(crate) fn hasty(more: &[&str]) -> Vec<String> {
    ["--allow-private", "--delay", "0.01"].iter().chain(more).map(ToString::to_string).collect()
}

pub(crate) fn told(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

pub(crate) fn records(bytes: &[u8]) -> Vec<serde_json::Value> {
    let lines = String::from_utf8_lossy(bytes);
    let records: Vec<serde_json::Value> = lines.lines().map(|line| serde_json::from_str(line).expect("every line is whole")).collect();
    records.iter().for_each(crate::schema::assert_valid);
    records
}

#[tokio::test]
async fn a_list_from_a_file_from_stdin_and_from_the_line() {
    let (server, folder) = (Server::start().await, tempfile::tempdir().unwrap());
    for path in ["/a", "/b", "/c"] {
        server.on(path, html(&article("Night boat returns")));
    }
    std::fs::write(folder.path().join("list.txt"), format!("# today\n\n{}\n{}\n", server.url(1, "/a"), server.url(1, "/a#top"))).unwrap();
    let arguments = hasty(&["list.txt", &server.url(2, "/b"), "-"]);
    let output = presscut(folder.path(), arguments, server.url(3, "/c"), &[]).await;
    assert_eq!(output.status.code(), Some(0), "{}", told(&output));
    assert_eq!(records(&output.stdout).len(), 3);
    let told = told(&output);
    assert!(told.contains("3 URLs of 3 hosts (1 more named again, fetched once); politeness alone takes"), "{told}");
    assert!(told.contains("3 pages, 3 articles, 0 failed"), "{told}");
}

#[tokio::test]
async fn failures_are_records_a_summary_and_a_status() {
    let (server, folder) = (Server::start().await, tempfile::tempdir().unwrap());
    server.on("/a", html(&article("Night boat returns"))).on("/gone", status(410, &[]));
    let arguments = hasty(&[&server.url(1, "/a"), &server.url(1, "/gone"), "ftp://ann:swordfish@files.example/a", "-o", "out.jsonl"]);
    let output = presscut(folder.path(), arguments, String::new(), &[]).await;
    assert_eq!(output.status.code(), Some(1), "{}", told(&output));
    assert!(output.stdout.is_empty());
    let file = std::fs::read(folder.path().join("out.jsonl")).unwrap();
    assert_eq!(records(&file).len(), 3);
    let told = told(&output);
    assert!(told.contains("  status: 1") && told.contains("  url: 1") && told.contains("1 articles, 2 failed"), "{told}");
    assert!(!told.contains("swordfish") && !String::from_utf8_lossy(&file).contains("swordfish"), "{told}");
}

#[tokio::test]
async fn settings_of_a_file_hold() {
    let (server, folder) = (Server::start().await, tempfile::tempdir().unwrap());
    server.on("/a", html(&article("Night boat returns")));
    let config = "[fetch]\nallow_private = true\ndelay = 0.01\nuser_agent = 'town-archive/2'\n\n[[site]]\nhost = '127.0.0.1'\nheaders = ['X-Key: opensesame']\n";
    std::fs::write(folder.path().join("presscut.toml"), config).unwrap();
    let output = presscut(folder.path(), vec![server.url(1, "/a"), server.url(2, "/a")], String::new(), &[]).await;
    assert_eq!(output.status.code(), Some(0), "{}", told(&output));
    let asked = server.asked("/a");
    assert!(asked.iter().all(|seen| seen.header("user-agent") == Some("town-archive/2")));
    for seen in asked {
        assert_eq!(seen.header("x-key"), (seen.host == "127.0.0.1").then_some("opensesame"));
    }
}

#[tokio::test]
async fn bad_usage_writes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    for (arguments, wanted) in [
        (vec!["no-such-list.txt"], "no-such-list.txt"),
        (vec!["-"], "no URL is named"),
        (vec!["https://a.example/", "--header", "swordfish"], "Name: value"),
        (vec!["https://a.example/", "--cookies", "none.txt"], "none.txt"),
        (vec!["https://a.example/", "--delay", "soon"], "seconds"),
    ] {
        let arguments = arguments.into_iter().chain(["-o", "out.jsonl"]).map(str::to_owned).collect();
        let output = presscut(folder.path(), arguments, String::new(), &[]).await;
        let told = told(&output);
        assert_eq!(output.status.code(), Some(2), "{told}");
        assert!(told.contains(wanted) && !told.contains("swordfish"), "{told}");
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0, "nothing is written");
    }
}

#[cfg(unix)]
#[tokio::test]
async fn an_interrupt_leaves_whole_records() {
    let (server, folder) = (Server::start().await, tempfile::tempdir().unwrap());
    let slow = |_: &Seen, _: usize| [vec![Step::Sleep(Duration::from_millis(50))], html(&article("Night boat returns"))].concat();
    let mut list = String::new();
    for number in 0..500 {
        server.when(&format!("/{number}"), slow);
        list += &server.url(1, &format!("/{number}"));
        list.push('\n');
    }
    std::fs::write(folder.path().join("list.txt"), list).unwrap();
    let child = begin(folder.path(), hasty(&["list.txt", "-o", "out.jsonl"]));
    while server.log().len() < 4 {
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    interrupt(&child);
    let output = tokio::task::spawn_blocking(|| child.wait_with_output().unwrap()).await.unwrap();
    assert_eq!(output.status.code(), Some(130), "{}", told(&output));
    let whole = records(&std::fs::read(folder.path().join("out.jsonl")).unwrap());
    assert!(!whole.is_empty() && whole.len() < 500);
    assert!(told(&output).contains(&format!("{} URLs are left", 500 - whole.len())), "{}", told(&output));
}

#[cfg(unix)]
#[tokio::test]
async fn a_second_interrupt_ends_at_once() {
    let (server, folder) = (Server::start().await, tempfile::tempdir().unwrap());
    server.on("/a", html(&article("Night boat returns"))).on("/never", vec![Step::Hang]);
    let mut child = begin(folder.path(), hasty(&["--ignore-robots", &server.url(1, "/a"), &server.url(2, "/never"), "-o", "out.jsonl"]));
    while server.log().len() < 2 {
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    tokio::time::sleep(Duration::from_millis(500)).await; // the page that came is cleaned
    interrupt(&child);
    tokio::time::sleep(Duration::from_millis(500)).await;
    assert!(child.try_wait().unwrap().is_none(), "one interrupt waits for what is under way");
    let since = Instant::now();
    interrupt(&child);
    let output = tokio::task::spawn_blocking(|| child.wait_with_output().unwrap()).await.unwrap();
    assert!(since.elapsed() < Duration::from_secs(10), "the page that never comes is not waited for");
    let told = told(&output);
    assert_eq!(output.status.code(), Some(130), "{told}");
    assert!(told.contains("Ctrl-C again stops at once") && told.contains("1 URLs are left"), "{told}");
    let whole = records(&std::fs::read(folder.path().join("out.jsonl")).unwrap());
    assert_eq!(whole.len(), 1);
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1, "nothing else is left");
}

#[cfg(unix)]
fn begin(folder: &Path, arguments: Vec<String>) -> std::process::Child {
    let mut command = Command::new(env!("CARGO_BIN_EXE_presscut"));
    command.current_dir(folder).arg("crawl").args(arguments).stderr(Stdio::piped()).spawn().unwrap()
}

#[cfg(unix)]
fn interrupt(child: &std::process::Child) {
    assert!(Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap().success());
}

#[tokio::test]
async fn articles_are_counted_apart_from_other_pages() {
    let (server, folder) = (Server::start().await, tempfile::tempdir().unwrap());
    let links: Vec<_> = (0..40).map(|number| format!("<li><a href=/{number}>Boat {number} is late again</a></li>")).collect();
    let links = links.concat();
    server.on("/a", html(&article("Night boat returns"))).on("/b", html(&article("Day boat is late")));
    server.on("/", html(&format!("<html><head><title>Harbour Post</title></head><body><ul>{links}</ul></body></html>")));
    let arguments = hasty(&[&server.url(1, "/a"), &server.url(2, "/b"), &server.url(3, "/"), &server.url(4, "/gone")]);
    let output = presscut(folder.path(), arguments, String::new(), &[]).await;
    let kinds: Vec<_> = records(&output.stdout).iter().map(|record| record["page_kind"].to_string()).collect();
    assert!(told(&output).contains("4 pages, 2 articles, "), "{} {kinds:?}", told(&output));
}

#[tokio::test]
async fn records_are_packed_as_the_file_is_named() {
    let (server, folder) = (Server::start().await, tempfile::tempdir().unwrap());
    server.on("/a", html(&article("Night boat returns")));
    let output = presscut(folder.path(), hasty(&[&server.url(1, "/a"), "-o", "out.jsonl.zst"]), String::new(), &[]).await;
    assert_eq!(output.status.code(), Some(0), "{}", told(&output));
    let whole = zstd::decode_all(std::fs::read(folder.path().join("out.jsonl.zst")).unwrap().as_slice()).unwrap();
    assert_eq!(records(&whole).len(), 1);
}
