//! Several workers share a crawl by a database: whatever becomes of one of them, or of the database, each URL has exactly one
//! record, and no host sees two requests at once or sooner than its delay.

use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use crate::cluster::{Cluster, signal_to};
use crate::kill::{assert_each_once, assert_polite, pages, parts};
use crate::server::Server;

const URLS: usize = 600;
const DELAY: Duration = Duration::from_millis(100);
const LEASE: Duration = Duration::from_secs(2);

/// Where Debian's `faketime` keeps its library; `./test` installs it.
fn faketime() -> std::path::PathBuf {
    let folders = std::fs::read_dir("/usr/lib").unwrap().flatten().map(|entry| entry.path().join("faketime/libfaketime.so.1"));
    folders.into_iter().find(|path| path.is_file()).expect("Debian's faketime: run ./test")
}

struct Desk {
    folder: tempfile::TempDir,
    server: Server,
    urls: Vec<String>,
    state: String,
    output: String,
}

impl Desk {
    async fn new(state: &str, output: &str) -> Self {
        let (server, urls) = pages(URLS).await;
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("list.txt"), urls.join("\n")).unwrap();
        Self { folder, server, urls, state: state.to_owned(), output: output.to_owned() }
    }

    /// A worker whose clock is wrong by so many seconds.
    fn worker(&self, name: &str, clock: i32) -> Child {
        let mut command = Command::new(env!("CARGO_BIN_EXE_presscut"));
        command.current_dir(self.folder.path()).arg("crawl").args([
            "list.txt",
            "--allow-private",
            "--state",
            &self.state,
            "-o",
            &self.output,
        ]);
        command.args(["--delay", &DELAY.as_secs_f64().to_string(), "--lease", &LEASE.as_secs_f64().to_string()]);
        command.env("PRESSCUT_FETCH_RETRY_DELAY", "0.01").stdin(Stdio::null()).stdout(Stdio::null());
        command.stderr(std::fs::File::create(self.folder.path().join(format!("{name}.log"))).unwrap());
        if clock != 0 {
            command.env("LD_PRELOAD", faketime()).env("FAKETIME", format!("{clock:+}")).env("FAKETIME_DONT_FAKE_MONOTONIC", "1");
        }
        command.spawn().unwrap()
    }

    fn log(&self, name: &str) -> String {
        std::fs::read_to_string(self.folder.path().join(format!("{name}.log"))).unwrap()
    }

    /// Waits until so many pages were asked for.
    async fn asked(&self, count: usize) {
        let since = Instant::now();
        while self.server.log().len() < count {
            assert!(since.elapsed() < Duration::from_mins(1), "only {} requests", self.server.log().len());
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }

    async fn ends_well(&self, name: &str, mut worker: Child) {
        let since = Instant::now();
        let status = loop {
            if let Some(status) = worker.try_wait().unwrap() {
                break status;
            }
            if since.elapsed() > Duration::from_secs(90) {
                worker.kill().unwrap();
                panic!("{name} does not end: {}", self.log(name));
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        };
        assert_eq!(status.code(), Some(0), "{name}: {}", self.log(name));
    }
}

/// Runs something that waits for a database beside the server of the pages.
async fn aside<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> T {
    tokio::task::spawn_blocking(work).await.unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn workers_die_stop_and_are_cut_off() {
    let mut cluster = aside(Cluster::start).await;
    let state = format!("{}?schema=harbour", cluster.address());
    let desk = Desk::new(&state, &format!("{}?table=articles", cluster.address())).await;
    let clocks = [("one", 0), ("two", 0), ("three", 300), ("four", -300)];
    let mut workers: Vec<Child> = clocks.iter().map(|(name, clock)| desk.worker(name, *clock)).collect();

    // one is killed while it holds leases, and comes back
    desk.asked(40).await;
    workers[0].kill().unwrap();
    workers[0].wait().unwrap();
    workers[0] = desk.worker("one again", 0);

    // two is stopped for longer than its lease lasts
    desk.asked(80).await;
    signal_to(&workers[1], "STOP");
    let stopped = Instant::now();
    let asked = desk.server.log().len();

    // meanwhile every connection is cut off
    desk.asked(asked + 20).await;
    cluster = aside(move || {
        cluster.number("SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE application_name = 'presscut'");
        cluster
    })
    .await;
    tokio::time::sleep((LEASE + Duration::from_secs(2)).saturating_sub(stopped.elapsed())).await;
    signal_to(&workers[1], "CONT");

    // and the database goes away for longer than a lease
    let asked = desk.server.log().len();
    desk.asked(asked + 30).await;
    cluster = aside(move || {
        cluster.restart(LEASE + Duration::from_millis(500));
        cluster
    })
    .await;

    let names = ["one again", "two", "three", "four"];
    for (name, worker) in names.iter().zip(workers) {
        desk.ends_well(name, worker).await;
    }
    let (records, left) = aside(move || {
        let records = cluster.texts("SELECT record::text FROM articles");
        (
            records,
            cluster.number("SELECT count(*) FROM harbour.outbox") + cluster.number("SELECT count(*) FROM harbour.urls WHERE state = 0"),
        )
    })
    .await;
    let records: Vec<serde_json::Value> = records.iter().map(|record| serde_json::from_str(record).unwrap()).collect();
    assert_each_once(&records, &desk.urls);
    assert_eq!(left, 0);
    assert_polite(&desk.server.log(), DELAY);
    let told = desk.log("two");
    assert!(told.contains("away for longer") || told.contains("run out"), "two notices that it was away: {told}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn workers_write_parts_into_one_folder() {
    let cluster = aside(Cluster::start).await;
    let desk = Desk::new(&cluster.address(), "out.jsonl.zst").await;
    let mut workers: Vec<Child> = ["one", "two", "three"].iter().map(|name| desk.worker(name, 0)).collect();
    desk.asked(100).await;
    workers[0].kill().unwrap();
    workers[0].wait().unwrap();
    for (name, worker) in ["two", "three"].iter().zip(workers.drain(1..)) {
        desk.ends_well(name, worker).await;
    }
    let records = crate::command::records(&parts(desk.folder.path()));
    assert_each_once(&records, &desk.urls);
    assert_polite(&desk.server.log(), DELAY);
    aside(move || drop(cluster)).await;
}
