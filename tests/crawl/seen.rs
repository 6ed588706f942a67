//! A crawl seen from outside: metrics, the log for programs, the status of a crawl that is kept.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use std::time::Duration;

use serde_json::Value;

use crate::command::{presscut, records, told};
use crate::server::{Server, Step, article, html, redirect, status};

fn hasty(more: &[&str]) -> Vec<String> {
    ["--allow-private", "--delay", "0.01", "--ignore-robots"].iter().chain(more).map(ToString::to_string).collect()
}

fn begin(folder: &Path, arguments: &[String]) -> Child {
    let mut command = Command::new(env!("CARGO_BIN_EXE_presscut"));
    command.current_dir(folder).arg("crawl").args(arguments).stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap()
}

#[cfg(unix)]
fn interrupt(child: &Child) {
    assert!(Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap().success());
}

async fn end(child: Child) -> Output {
    tokio::task::spawn_blocking(|| child.wait_with_output().unwrap()).await.unwrap()
}

/// What an address answers to a plain request.
fn asked(address: SocketAddr) -> Option<String> {
    let mut stream = TcpStream::connect(address).ok()?;
    write!(stream, "GET /metrics HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n").ok()?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer).ok()?;
    Some(answer)
}

#[cfg(unix)]
#[tokio::test]
async fn metrics_are_served_where_asked() {
    let (server, folder) = (Server::start().await, tempfile::tempdir().unwrap());
    server.on("/a", html(&article("Night boat returns"))).on("/gone", status(410, &[])).on("/never", vec![Step::Hang]);
    let address = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let urls = [server.url(1, "/a"), server.url(2, "/gone"), server.url(3, "/never")];
    let arguments = hasty(&[&urls[0], &urls[1], &urls[2], "--metrics", &address.port().to_string()]);
    let child = begin(folder.path(), &arguments);
    let wanted = [
        r#"presscut_records_total{kind="article",error="none"} 1"#,
        r#"error="status"} 1"#,
        r#"presscut_requests_total{purpose="page",answer="2xx"} 1"#,
        r#"presscut_requests_total{purpose="page",answer="4xx"} 1"#,
        r#"presscut_request_seconds_bucket{purpose="page",le="+Inf"} 2"#,
        "presscut_urls 3",
        "presscut_urls_left 1",
        "presscut_requests_in_flight 1",
        "# TYPE presscut_page_bytes_total counter",
    ];
    let mut answer = String::new();
    for _ in 0..300 {
        answer = asked(address).unwrap_or_default();
        if wanted.iter().all(|line| answer.contains(line)) {
            break;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    let missing: Vec<_> = wanted.iter().filter(|line| !answer.contains(**line)).collect();
    assert!(missing.is_empty(), "{missing:?} in {answer}");
    assert!(!answer.contains("127.0.0."), "no host is a label: {answer}");

    let output = presscut(folder.path(), arguments, String::new(), &[]).await;
    assert_eq!(output.status.code(), Some(2), "the port is taken: {}", told(&output));
    assert!(told(&output).contains("--metrics 127.0.0.1:"), "{}", told(&output));
    interrupt(&child);
    tokio::time::sleep(Duration::from_millis(300)).await;
    interrupt(&child);
    assert_eq!(end(child).await.status.code(), Some(130));
}

#[tokio::test]
async fn a_log_for_programs_is_an_object_a_line() {
    let (server, folder) = (Server::start().await, tempfile::tempdir().unwrap());
    server.on("/a", html(&article("Night boat returns"))).on("/gone", status(410, &[]));
    let arguments = hasty(&[&server.url(1, "/a"), &server.url(2, "/gone"), "--log-format", "json", "-vv"]);
    let output = presscut(folder.path(), arguments, String::new(), &[]).await;
    assert_eq!(output.status.code(), Some(1), "{}", told(&output));
    assert_eq!(records(&output.stdout).len(), 2);
    let events: Vec<Value> = told(&output).lines().map(|line| serde_json::from_str(line).expect(line)).collect();
    assert!(events.iter().all(|event| event["timestamp"].is_string() && event["level"].is_string()), "{events:?}");
    for wanted in ["2 URLs of 2 hosts", "/gone: status: status 410"] {
        assert!(events.iter().any(|event| event["message"].as_str().is_some_and(|text| text.contains(wanted))), "{wanted}: {events:?}");
    }
    let last = events.last().unwrap();
    assert_eq!((&last["message"], &last["pages"], &last["failed"]), (&"the crawl has ended".into(), &2.into(), &1.into()), "{last}");
    assert_eq!(last["failures"], "1 status");

    let output = presscut(folder.path(), hasty(&["no-such-list.txt", "--log-format", "json"]), String::new(), &[]).await;
    let event: Value = serde_json::from_str(told(&output).trim()).unwrap();
    assert_eq!((output.status.code(), &event["level"]), (Some(2), &"ERROR".into()), "{event}");
}

#[tokio::test]
async fn no_secret_reaches_a_record_or_the_most_talkative_log() {
    let (server, folder) = (Server::start().await, tempfile::tempdir().unwrap());
    let proxy = Server::start().await;
    proxy.on("http://news.invalid/a", html(&article("Day boat is late")));
    server.on("/a", redirect(&server.url(2, "/b").replace("://", "://eve:pike@"))).on("/b", html(&article("Night boat returns")));
    server.on("/set", status(302, &[&format!("Location: {}", server.url(1, "/c")), "Set-Cookie: session=trout; Path=/"]));
    server.on("/c", html(&article("Two boats")));
    let cookies = "127.0.0.1\tFALSE\t/\tFALSE\t0\treader\tsalmon\n";
    std::fs::write(folder.path().join("cookies.txt"), cookies).unwrap();
    let config = format!(
        "[[site]]\nhost = '127.0.0.1'\nuser = 'ann'\npassword = 'haddock'\nheaders = ['X-Key: herring']\n[[site]]\nhost = 'news.invalid'\nproxy = '{}'\n",
        proxy.url(1, "").replace("://", "://bob:mackerel@")
    );
    std::fs::write(folder.path().join("presscut.toml"), config).unwrap();
    let named = server.url(3, "/b").replace("://", "://cyd:swordfish@");
    let odd = server.url(4, "/b").replace("://", ":/dee:sturgeon@");
    let broken = "https://flo:grayling@[broken/";
    let list = [&server.url(1, "/a"), &server.url(1, "/set"), &named, &odd, broken, "http://news.invalid/a"];
    std::fs::write(folder.path().join("list.txt"), list.join("\n")).unwrap();
    let output = presscut(folder.path(), hasty(&[&odd]), String::new(), &[]).await;
    assert!(output.status.code() == Some(2) && !told(&output).contains("sturgeon"), "{}", told(&output));
    let arguments = hasty(&[&["list.txt"][..], &["--header", "X-Token: halibut", "--cookies", "cookies.txt", "-vvv"]].concat());
    for format in ["text", "json"] {
        let arguments = [arguments.clone(), vec!["--log-format".to_owned(), format.to_owned()]].concat();
        let output = presscut(folder.path(), arguments, String::new(), &[("PRESSCUT_LOG", "trace")]).await;
        let shown = told(&output) + &String::from_utf8_lossy(&output.stdout);
        assert_eq!(records(&output.stdout).len(), 6, "{}", told(&output));
        let secrets =
            ["pike", "trout", "salmon", "haddock", "herring", "mackerel", "swordfish", "sturgeon", "grayling", "halibut", "aGFkZG9jaw"];
        for secret in secrets {
            let place = shown.lines().find(|line| line.contains(secret));
            assert!(place.is_none(), "{secret} in {place:?}");
        }
    }
    let seen = &server.asked("/a")[0];
    assert_eq!(
        (seen.header("x-key"), seen.header("x-token"), seen.header("cookie")),
        (Some("herring"), Some("halibut"), Some("reader=salmon"))
    );
}

fn look(folder: &Path, more: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_presscut")).current_dir(folder).args(["status", "state"]).args(more).output().unwrap()
}

#[cfg(unix)]
#[tokio::test]
async fn the_status_of_a_crawl_while_it_runs_and_after() {
    let (server, folder) = (Server::start().await, tempfile::tempdir().unwrap());
    let output = look(folder.path(), &[]);
    assert_eq!(output.status.code(), Some(2));
    assert!(told(&output).contains("no crawl is kept in `state`"), "{}", told(&output));

    server.on("/a", html(&article("Night boat returns"))).on("/gone", status(410, &[]));
    server.when("/never", |_, asked| if asked == 0 { vec![Step::Hang] } else { html(&article("The boat that never came")) });
    let urls = [server.url(1, "/a"), server.url(2, "/gone"), server.url(3, "/never")];
    let arguments = hasty(&[&urls[0], &urls[1], &urls[2], "not an address://", "--state", "state", "-o", "out.jsonl"]);
    let child = begin(folder.path(), &arguments);
    let mut seen = Value::Null;
    for _ in 0..300 {
        let output = look(folder.path(), &["--json"]);
        seen = serde_json::from_slice(&output.stdout).unwrap_or(Value::Null);
        if seen["urls"]["done"] == 1 && seen["urls"]["failed"] == 2 {
            break;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    let urls = &seen["urls"];
    assert_eq!((&urls["done"], &urls["failed"]), (&1.into(), &2.into()), "{seen}");
    assert_eq!(urls["waiting"].as_u64().unwrap() + urls["claimed"].as_u64().unwrap(), 1, "{seen}");
    assert_eq!((&seen["workers"], &seen["open_hosts"]), (&1.into(), &1.into()), "{seen}");
    assert_eq!(seen["errors"], serde_json::json!({"status": 1, "url": 1}));
    assert_eq!(seen["by_host"][0]["host"], "127.0.0.3", "what has the most left stands first: {seen}");
    let output = look(folder.path(), &["--hosts", "1"]);
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(text.contains("one process is at it") && text.contains("records go to out.jsonl") && text.contains("  status: 1"), "{text}");
    assert!(text.contains("127.0.0.3") && !text.contains("127.0.0.1") && text.contains("(--hosts 4)"), "{text}");

    interrupt(&child);
    tokio::time::sleep(Duration::from_millis(500)).await;
    interrupt(&child);
    assert_eq!(end(child).await.status.code(), Some(130), "twice stops at once");
    let text = String::from_utf8_lossy(&look(folder.path(), &[]).stdout).into_owned();
    assert!(text.contains("nobody is at it"), "{text}");

    let output = presscut(folder.path(), arguments, String::new(), &[]).await;
    assert!(told(&output).contains("3 URLs done before"), "{}", told(&output));
    let whole = records(&std::fs::read(folder.path().join("out.jsonl")).unwrap());
    let mut inputs: Vec<&str> = whole.iter().map(|record| record["input"].as_str().unwrap()).collect();
    inputs.sort_unstable();
    inputs.dedup();
    assert_eq!((whole.len(), inputs.len()), (4, 4), "each has one record: {inputs:?}");
    let text = String::from_utf8_lossy(&look(folder.path(), &[]).stdout).into_owned();
    assert!(text.contains("4 URLs: 0 waiting, 0 claimed, 2 done, 2 failed; it is done"), "{text}");
}

#[cfg(unix)]
#[tokio::test]
async fn one_interrupt_drains_a_crawl_that_is_kept() {
    let (server, folder) = (Server::start().await, tempfile::tempdir().unwrap());
    let slow = vec![Step::Sleep(Duration::from_millis(800))];
    for number in 0..30 {
        server.on(&format!("/{number}"), [slow.clone(), html(&article(&format!("Boat {number} returns")))].concat());
    }
    let list: Vec<String> = (0..30).map(|number| server.url(1 + number % 2, &format!("/{number}"))).collect();
    std::fs::write(folder.path().join("list.txt"), list.join("\n")).unwrap();
    let child = begin(folder.path(), &hasty(&["list.txt", "--state", "state", "-o", "out.jsonl"]));
    while server.log().len() < 4 {
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    interrupt(&child);
    let output = end(child).await;
    assert_eq!(output.status.code(), Some(130), "{}", told(&output));
    let whole = records(&std::fs::read(folder.path().join("out.jsonl")).unwrap());
    assert_eq!(whole.len(), server.log().len(), "what was under way is finished, and nothing else is begun");
    assert!(whole.len() < 30, "{}", whole.len());
}
