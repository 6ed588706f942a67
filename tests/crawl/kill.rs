//! A crawl that is killed at any moment goes on, and each URL has exactly one record.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use crate::command::{presscut, records, told};
use crate::server::{Seen, Server, Step, article, html, redirect, status};

/// Kills in all.
const KILLS: usize = 200;
/// Crawls that are killed side by side.
const LANES: usize = 4;
/// URLs of a crawl.
const URLS: usize = 150;
/// Seconds between two requests to a host.
const DELAY: &str = "0.08";
/// By so much later than it came may the server note the last request of a process that was killed or stopped: it shares two
/// processors with the crawls.
const LATE: Duration = Duration::from_millis(40);

/// Numbers that are the same in every run (xorshift).
pub(crate) struct Chance(pub u64);

impl Chance {
    pub(crate) fn below(&mut self, most: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % most
    }
}

/// A server with pages, some of them long, one behind a redirect to another host, one that fails at first; their addresses.
pub(crate) async fn pages(count: usize) -> (Server, Vec<String>) {
    let server = Server::start().await;
    let times = (0..400)
        .map(|number| format!("<p>Boat {number} leaves the old harbour at {} past the hour, said the clerk of the pier.</p>", number % 60));
    let long = article("Night boat returns").replace("</article>", &format!("{}</article>", times.collect::<String>()));
    let mut urls = Vec::new();
    for number in 0..count {
        let path = format!("/{number}");
        let page = if number % 10 == 0 { long.clone() } else { article(&format!("Boat {number} is late again")) };
        let elsewhere = format!("http://127.0.0.{}:{}/moved/{number}", number % 6 + 1, server.port());
        server.on(&format!("/moved/{number}"), html(&page));
        server.when(&path, move |_, nth| match number % 25 {
            7 => redirect(&elsewhere),
            9 if nth == 0 => status(503, &["Retry-After: 0"]),
            11 => [vec![Step::Sleep(Duration::from_millis(5))], html(&page)].concat(),
            _ => html(&page),
        });
        urls.push(server.url((number % 5 + 1) as u8, &path));
    }
    (server, urls)
}

/// No host was asked twice at once, or sooner than its delay.
pub(crate) fn assert_polite(log: &[Seen], delay: Duration) {
    let mut last = BTreeMap::new();
    for seen in log {
        assert_eq!(seen.at_once, 1, "{} was asked for {} while another request was under way", seen.host, seen.path);
        if let Some(before) = last.insert(&seen.host, seen.at) {
            assert!(
                seen.at - before >= delay.saturating_sub(LATE),
                "{} was asked for {} after {:?}",
                seen.host,
                seen.path,
                seen.at - before
            );
        }
    }
}

/// Each address has one record, and there is no other.
pub(crate) fn assert_each_once(records: &[serde_json::Value], urls: &[String]) {
    let mut inputs: Vec<&str> = records.iter().filter_map(|record| record["input"].as_str()).collect();
    let mut wanted: Vec<&str> = urls.iter().map(String::as_str).collect();
    inputs.sort_unstable();
    wanted.sort_unstable();
    assert_eq!(inputs, wanted);
    for record in records {
        assert!(record["error"].is_null(), "{}", record["error"]);
    }
}

pub(crate) fn arguments(list: &str, more: &[&str]) -> Vec<String> {
    let hasty = ["--allow-private", "--delay", DELAY, list, "--state", "state"];
    hasty.iter().chain(more).map(ToString::to_string).collect()
}

pub(crate) fn begin(folder: &Path, arguments: &[String]) -> Child {
    let mut command = Command::new(env!("CARGO_BIN_EXE_presscut"));
    command.env("PRESSCUT_FETCH_RETRY_DELAY", "0.01");
    command
        .current_dir(folder)
        .arg("crawl")
        .args(arguments)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

/// Kills a crawl so many times, then lets it end; where it ends before, the next begins. Gives the number of crawls.
async fn lane(number: usize, kills: usize, output: &'static str, read: fn(&Path) -> Vec<u8>) -> usize {
    let mut chance = Chance(0x9e37_79b9 + number as u64);
    let (mut killed, mut crawls) = (0, 0);
    while killed < kills {
        crawls += 1;
        let (server, urls) = pages(URLS).await;
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("list.txt"), urls.join("\n")).unwrap();
        let arguments = arguments("list.txt", &["-o", output]);
        while killed < kills {
            let mut child = begin(folder.path(), &arguments);
            // some while it starts, some while it works, some as it ends
            let most = if chance.below(3) == 0 { 60 } else { 500 };
            tokio::time::sleep(Duration::from_millis(chance.below(most))).await;
            child.kill().unwrap();
            killed += 1;
            if child.wait().unwrap().success() {
                break;
            }
        }
        let output = presscut(folder.path(), arguments, String::new(), &[("PRESSCUT_FETCH_RETRY_DELAY", "0.01")]).await;
        assert_eq!(output.status.code(), Some(0), "{}", told(&output));
        assert_each_once(&records(&read(folder.path())), &urls);
        assert_polite(&server.log(), Duration::from_millis(80));
    }
    crawls
}

fn lines(folder: &Path) -> Vec<u8> {
    std::fs::read(folder.join("out.jsonl")).unwrap()
}

/// The records of every part that the list names; no other part is there.
pub(crate) fn parts(folder: &Path) -> Vec<u8> {
    let list: serde_json::Value = serde_json::from_slice(&std::fs::read(folder.join("out.manifest.json")).unwrap()).unwrap();
    let mut records = Vec::new();
    let mut names: Vec<String> = Vec::new();
    for part in list["parts"].as_array().unwrap() {
        let name = part["name"].as_str().unwrap();
        let whole = zstd::decode_all(std::fs::read(folder.join(name)).unwrap().as_slice()).unwrap();
        assert_eq!(String::from_utf8_lossy(&whole).lines().count() as u64, part["records"].as_u64().unwrap());
        records.extend(whole);
        names.push(name.to_owned());
    }
    let mut found: Vec<String> =
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    found.retain(|name| name.starts_with("out-"));
    found.sort();
    names.sort();
    assert_eq!(found, names);
    records
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn killed_at_two_hundred_moments() {
    let lanes = (0..LANES).map(|number| tokio::spawn(lane(number, KILLS / LANES, "out.jsonl", lines)));
    let crawls = futures_util::future::join_all(lanes).await;
    let crawls: usize = crawls.into_iter().map(Result::unwrap).sum();
    println!("{KILLS} kills of {crawls} crawls");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn killed_while_it_writes_parts() {
    lane(99, 20, "out.jsonl.zst", parts).await;
}

#[tokio::test]
async fn another_list_adds_to_a_crawl_and_the_same_costs_nothing() {
    let (server, urls) = pages(20).await;
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("list.txt"), format!("{}\nftp://files.example/a\n", urls[..12].join("\n"))).unwrap();
    std::fs::write(folder.path().join("more.txt"), urls[6..].join("\n")).unwrap();
    let run = async |list: &str| presscut(folder.path(), arguments(list, &["-o", "out.jsonl"]), String::new(), &[]).await;
    let output = run("list.txt").await;
    assert_eq!(output.status.code(), Some(1), "{}", told(&output));
    assert_eq!(records(&lines(folder.path())).len(), 13);
    let (asked, first) = (server.log().len(), lines(folder.path()));
    let output = run("list.txt").await;
    assert_eq!(output.status.code(), Some(0), "{}", told(&output));
    assert!(told(&output).contains("13 URLs done before"), "{}", told(&output));
    assert_eq!((server.log().len(), lines(folder.path())), (asked, first.clone()), "nothing is asked for and nothing is written");
    let output = run("more.txt").await;
    assert_eq!(output.status.code(), Some(0), "{}", told(&output));
    let all = lines(folder.path());
    assert!(all.starts_with(&first), "what stood there stands");
    let all = records(&all);
    assert_each_once(&all.into_iter().filter(|record| record["error"].is_null()).collect::<Vec<_>>(), &urls);
}

#[tokio::test]
async fn an_interrupted_crawl_goes_on() {
    let (server, urls) = pages(60).await;
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("list.txt"), urls.join("\n")).unwrap();
    let arguments = arguments("list.txt", &["-o", "out.jsonl"]);
    for stop in ["INT", "TERM"] {
        let (mut child, before) = (begin(folder.path(), &arguments), server.log().len());
        while server.log().len() < before + 12 {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        crate::cluster::signal_to(&child, stop);
        assert_eq!(child.wait().unwrap().code(), Some(130));
        let whole = records(&lines(folder.path())).len();
        assert!(whole > 0 && whole < urls.len(), "{whole} records are there, all whole");
    }
    let output = presscut(folder.path(), arguments, String::new(), &[]).await;
    assert_eq!(output.status.code(), Some(0), "{}", told(&output));
    assert_each_once(&records(&lines(folder.path())), &urls);
    assert_polite(&server.log(), Duration::from_millis(80));
    assert_eq!(server.log().iter().filter(|seen| seen.path == "/1").count(), 1, "nothing is fetched twice after an orderly end");
}

#[tokio::test]
async fn what_cannot_be_gone_on_with_is_refused() {
    let (_server, urls) = pages(3).await;
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("list.txt"), urls.join("\n")).unwrap();
    std::fs::write(folder.path().join("taken.jsonl"), "{}\n").unwrap();
    let run = async |more: &[&str]| presscut(folder.path(), arguments("list.txt", more), String::new(), &[]).await;
    for (output, wanted) in [(&[][..], "give -o"), (&["-o", "taken.jsonl"], "did not write it")] {
        let output = run(output).await;
        assert_eq!(output.status.code(), Some(2));
        assert!(told(&output).contains(wanted), "{}", told(&output));
    }
    std::fs::remove_dir_all(folder.path().join("state")).unwrap();
    assert_eq!(run(&["-o", "out.jsonl"]).await.status.code(), Some(0));
    let output = run(&["-o", "other.jsonl"]).await;
    assert!(told(&output).contains("this crawl writes to `out.jsonl`"), "{}", told(&output));
    let cut = lines(folder.path());
    std::fs::write(folder.path().join("out.jsonl"), &cut[..cut.len() / 2]).unwrap();
    let output = run(&["-o", "out.jsonl"]).await;
    assert!(told(&output).contains("cannot be gone on with"), "{}", told(&output));
}

#[tokio::test]
async fn one_process_a_folder() {
    let (server, urls) = pages(40).await;
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("list.txt"), urls.join("\n")).unwrap();
    let slow = ["--allow-private", "--delay", "1", "list.txt", "--state", "state", "-o", "out.jsonl"].map(str::to_owned);
    let mut child = begin(folder.path(), &slow);
    while server.log().is_empty() {
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    let output = presscut(folder.path(), slow.to_vec(), String::new(), &[]).await;
    child.kill().unwrap();
    child.wait().unwrap();
    assert_eq!(output.status.code(), Some(2), "{}", told(&output));
    assert!(told(&output).contains("another presscut is at work"), "{}", told(&output));
}
