//! What `--warc` keeps of a crawl.

use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::time::Duration;

use sha1::{Digest, Sha1};

use crate::command::{presscut, told};
use crate::server::{Server, Step, answer, article, head, html, redirect, status};

/// A record: its fields, its block, and the bytes of the file before it.
#[derive(Debug)]
pub(crate) struct Record {
    fields: Vec<(String, String)>,
    pub block: Vec<u8>,
}

impl Record {
    pub(crate) fn field(&self, name: &str) -> &str {
        self.fields.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value)
    }

    /// The block's HTTP head and its body.
    pub(crate) fn parts(&self) -> (String, &[u8]) {
        let end = self.block.windows(4).position(|window| window == b"\r\n\r\n").unwrap();
        (String::from_utf8(self.block[..end].to_vec()).unwrap(), &self.block[end + 4..])
    }
}

pub(crate) fn files(folder: &Path) -> Vec<PathBuf> {
    let mut files: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files
}

/// The records of a folder's files, each of which is a member of its own.
pub(crate) fn records(folder: &Path) -> Vec<Record> {
    let mut records = Vec::new();
    for path in files(folder) {
        assert!(path.to_str().unwrap().ends_with(".warc.gz"), "{}", path.display());
        let mut file = BufReader::new(fs::File::open(&path).unwrap());
        while !file.fill_buf().unwrap().is_empty() {
            let mut member = Vec::new();
            flate2::bufread::GzDecoder::new(&mut file).read_to_end(&mut member).unwrap();
            records.push(record(&member));
        }
    }
    records
}

fn record(member: &[u8]) -> Record {
    let end = member.windows(4).position(|window| window == b"\r\n\r\n").unwrap();
    let head = String::from_utf8(member[..end].to_vec()).unwrap();
    let fields = head.lines().skip(1).map(|line| line.split_once(": ").unwrap()).map(|(a, b)| (a.to_owned(), b.to_owned())).collect();
    let block = member[end + 4..].strip_suffix(b"\r\n\r\n").expect("two empty lines").to_vec();
    let record = Record { fields, block };
    assert!(head.starts_with("WARC/1.1\r\n") && record.field("WARC-Record-ID").starts_with("<urn:uuid:"), "{head}");
    assert_eq!(record.field("Content-Length"), record.block.len().to_string());
    assert_eq!(record.field("WARC-Block-Digest"), digest(&record.block));
    record
}

fn digest(bytes: &[u8]) -> String {
    format!("sha1:{}", data_encoding::BASE32.encode(&Sha1::digest(bytes)))
}

pub(crate) fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    std::io::Write::write_all(&mut encoder, bytes).unwrap();
    encoder.finish().unwrap()
}

pub(crate) fn hasty(more: &[&str]) -> Vec<String> {
    ["--allow-private", "--delay", "0.01", "--warc", "archive", "-o", "out.jsonl"].iter().chain(more).map(ToString::to_string).collect()
}

#[tokio::test]
async fn every_answer_is_kept_as_it_came() {
    let (server, folder) = (Server::start().await, tempfile::tempdir().unwrap());
    let page = article("Night boat returns");
    let packed = gzip(page.as_bytes());
    server.on("/robots.txt", answer(&["Content-Type: text/plain"], b"User-agent: *\nDisallow: /secret\n"));
    server.on("/packed", answer(&["Content-Type: text/html", "Content-Encoding: gzip"], &packed));
    server.on("/moved", redirect("/plain")).on("/gone", status(410, &[])).on("/plain", html(&page));
    let mut chunks = vec![head(&["Transfer-Encoding: chunked"])];
    chunks.extend(
        page.as_bytes().chunks(100).map(|chunk| Step::Send([format!("{:x}\r\n", chunk.len()).as_bytes(), chunk, b"\r\n"].concat())),
    );
    chunks.push(Step::Send(b"0\r\n\r\n".to_vec()));
    server.on("/chunked", chunks);
    let asked = ["/packed", "/moved", "/gone", "/chunked", "/secret"].map(|path| server.url(1, path));
    let output = presscut(folder.path(), hasty(&asked.each_ref().map(String::as_str)), String::new(), &[]).await;
    assert_eq!(output.status.code(), Some(1), "{}", told(&output));

    let archive = folder.path().join("archive");
    let records = records(&archive);
    assert_eq!(records[0].field("WARC-Type"), "warcinfo");
    assert_eq!(archive.join(records[0].field("WARC-Filename")), files(&archive)[0], "it has its name");
    let kinds = |kind: &str| records.iter().filter(|record| record.field("WARC-Type") == kind).collect::<Vec<_>>();
    let paths = ["/chunked", "/gone", "/moved", "/packed", "/plain", "/robots.txt"];
    for kind in ["request", "response", "metadata"] {
        let mut uris: Vec<&str> = kinds(kind).iter().map(|record| record.field("WARC-Target-URI")).collect();
        uris.sort_unstable();
        assert_eq!(uris, paths.map(|path| server.url(1, path)), "{kind}");
    }
    let responses: BTreeMap<&str, &Record> =
        kinds("response").into_iter().map(|record| (record.field("WARC-Target-URI"), record)).collect();
    for (path, status, body) in [
        ("/packed", "HTTP/1.1 200 Told", &packed[..]),
        ("/plain", "HTTP/1.1 200 Told", page.as_bytes()),
        ("/chunked", "HTTP/1.1 200 Told", page.as_bytes()),
        ("/gone", "HTTP/1.1 410 Told", b"<p>No page here, only a status."),
        ("/moved", "HTTP/1.1 302 Told", b"<p>No page here, only a status."),
        ("/robots.txt", "HTTP/1.1 200 Told", b"User-agent: *\nDisallow: /secret\n"),
    ] {
        let record = responses[server.url(1, path).as_str()];
        let (head, kept) = record.parts();
        assert!(head.starts_with(&format!("{status}\r\n")), "{head}");
        assert_eq!(kept, body, "{path}");
        assert_eq!(record.field("WARC-Payload-Digest"), digest(body));
        assert_eq!((record.field("WARC-Truncated"), record.field("WARC-Protocol")), ("", "http/1.1"));
        assert_eq!(record.field("WARC-IP-Address"), "127.0.0.1");
        assert_eq!(record.field("Content-Type"), "application/http; msgtype=response");
        for other in kinds("request").iter().chain(&kinds("metadata")).filter(|other| other.field("WARC-Target-URI") == server.url(1, path))
        {
            assert_eq!(other.field("WARC-Concurrent-To"), record.field("WARC-Record-ID"));
        }
    }
    let head = |path: &str| responses[server.url(1, path).as_str()].parts().0;
    assert!(head("/packed").contains("\r\ncontent-encoding: gzip"), "{}", head("/packed"));
    assert!(head("/chunked").contains("\r\nx-crawl-transfer-encoding: chunked") && !head("/chunked").contains("\r\ntransfer-encoding"));
    let request = kinds("request").into_iter().find(|record| record.field("WARC-Target-URI").ends_with("/packed")).unwrap();
    let request = String::from_utf8(request.block.clone()).unwrap();
    assert!(request.starts_with("GET /packed HTTP/1.1\r\nhost: 127.0.0.1:") && request.contains("\r\nuser-agent: presscut/"), "{request}");
    let told =
        |path: &str| kinds("metadata").into_iter().find(|record| record.field("WARC-Target-URI").ends_with(path)).unwrap().block.clone();
    assert!(String::from_utf8(told("/plain")).unwrap().starts_with(&format!("via: {}\r\n", server.url(1, "/moved"))));
    assert!(String::from_utf8(told("/robots.txt")).unwrap().contains("hopsFromSeed: P\r\nfetchTimeMs: "));

    assert_cleans_to_the_same(folder.path());
}

/// What the crawl wrote, `clean` makes of its archive again.
fn assert_cleans_to_the_same(folder: &Path) {
    let binary = env!("CARGO_BIN_EXE_presscut");
    let output = std::process::Command::new(binary).current_dir(folder).args(["clean", "archive"]).output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", told(&output));
    let mut records = crate::command::records(&output.stdout);
    let crawled = crate::command::records(&fs::read(folder.join("out.jsonl")).unwrap());
    let mut crawled: Vec<_> = crawled.into_iter().filter(|record| record["error"].is_null()).collect();
    records.sort_by_key(|record| record["url"].to_string());
    crawled.sort_by_key(|record| record["final_url"].as_str().or(record["url"].as_str()).map(str::to_owned));
    assert_eq!(records.len(), 3);
    for (mut record, mut crawled) in records.into_iter().zip(crawled) {
        let moved = crawled["final_url"].is_string();
        for key in
            ["input", "duplicate_of"].into_iter().chain(if moved { &["id", "url", "final_url", "fetch"][..] } else { &[] }.iter().copied())
        {
            record[key] = serde_json::Value::Null;
            crawled[key] = serde_json::Value::Null;
        }
        assert_eq!(record, crawled);
    }
}

#[tokio::test]
async fn what_was_cut_says_so() {
    let (server, folder) = (Server::start().await, tempfile::tempdir().unwrap());
    let long = vec![b'a'; 300_000];
    server.on("/robots.txt", status(404, &[]));
    server.on("/long", answer(&["Content-Type: text/html"], &long));
    server.on("/endless", vec![head(&["Connection: close"]), Step::Endless(vec![b'b'; 10_000])]);
    server.on("/broken", vec![head(&["Content-Length: 5000"]), Step::Send(vec![b'c'; 1000]), Step::Close]);
    server.on("/slow", vec![head(&["Content-Length: 5000"]), Step::Send(vec![b'd'; 700]), Step::Sleep(Duration::from_secs(9))]);
    server.on("/picture", answer(&["Content-Type: image/png"], &[7; 9000]));
    fs::write(folder.path().join("presscut.toml"), "[fetch]\nmax_body = 100000\ntotal_timeout = 2.0\ntries = 1\n").unwrap();
    let paths = ["/long", "/endless", "/broken", "/slow", "/picture"];
    let asked: Vec<String> = (1_u8..).zip(paths).map(|(host, path)| server.url(host, path)).collect();
    let output = presscut(folder.path(), hasty(&asked.iter().map(String::as_str).collect::<Vec<_>>()), String::new(), &[]).await;
    assert_eq!(output.status.code(), Some(1), "{}", told(&output));
    let records = records(&folder.path().join("archive"));
    let cut = |path: &str| {
        let record = records
            .iter()
            .find(|record| record.field("WARC-Type") == "response" && record.field("WARC-Target-URI").ends_with(path))
            .unwrap();
        (record.field("WARC-Truncated").to_owned(), record.parts().1.to_vec())
    };
    assert_eq!(cut("/long").0, "length");
    let (reason, body) = cut("/endless");
    assert!(reason == "length" && body.len() >= 100_000 && body.iter().all(|&byte| byte == b'b'), "{reason} {}", body.len());
    assert_eq!(cut("/broken"), ("disconnect".to_owned(), vec![b'c'; 1000]));
    assert_eq!(cut("/slow"), ("time".to_owned(), vec![b'd'; 700]));
    assert_eq!(cut("/picture").0, "unspecified");
}

#[tokio::test]
async fn no_secret_is_archived() {
    let (server, folder) = (Server::start().await, tempfile::tempdir().unwrap());
    server.on("/a", status(302, &["Set-Cookie: session=k9secret; Path=/", "Location: http://eve:tunafish@127.0.0.2:1/x"]));
    let address = server.url(1, "/a").replace("://", "://ann:swordfish@");
    let config = "[fetch]\nheaders = ['X-Key: opensesame', 'Accept-Language: zh']\n[[site]]\nhost = '127.0.0.1'\nheaders = ['Cookie: reader=k8secret']\n";
    fs::write(folder.path().join("presscut.toml"), config).unwrap();
    presscut(folder.path(), hasty(&[&address]), String::new(), &[]).await;
    let records = records(&folder.path().join("archive"));
    assert!(records.len() >= 4);
    let all: Vec<String> = records.iter().map(|record| format!("{:?}{}", record.fields, String::from_utf8_lossy(&record.block))).collect();
    let all = all.concat();
    for secret in ["swordfish", "YW5uOnN3b3JkZmlzaA", "opensesame", "k9secret", "k8secret", "tunafish"] {
        assert!(!all.contains(secret), "{secret}: {all}");
    }
    for shown in [
        "x-key: [redacted]",
        "authorization: [redacted]",
        "cookie: [redacted]",
        "accept-language: zh",
        "set-cookie: session=[redacted]; Path=/",
    ] {
        assert!(all.contains(shown), "{shown}: {all}");
    }
}

#[tokio::test]
async fn files_are_ended_when_they_are_long_enough_and_a_crash_leaves_whole_records() {
    let (server, folder) = (Server::start().await, tempfile::tempdir().unwrap());
    server.on("/robots.txt", status(404, &[]));
    for number in 0..20 {
        server.on(&format!("/{number}"), html(&article(&format!("Boat {number}"))));
    }
    fs::write(folder.path().join("presscut.toml"), "[fetch]\nwarc_bytes = 6000\n").unwrap();
    let asked: Vec<String> = (0..20).map(|number| server.url(1, &format!("/{number}"))).collect();
    let asked: Vec<&str> = asked.iter().map(String::as_str).collect();
    let output = presscut(folder.path(), hasty(&asked), String::new(), &[]).await;
    assert_eq!(output.status.code(), Some(0), "{}", told(&output));
    let archive = folder.path().join("archive");
    assert!(files(&archive).len() > 2, "{:?}", files(&archive));
    let infos = records(&archive).iter().filter(|record| record.field("WARC-Type") == "warcinfo").count();
    assert_eq!((infos, records(&archive).len()), (files(&archive).len(), files(&archive).len() + 21 * 3));

    let last = files(&archive).pop().unwrap();
    let whole = fs::read(&last).unwrap();
    fs::write(archive.join("presscut-9.warc.gz.open"), &whole[..whole.len() - 3]).unwrap();
    let output = presscut(folder.path(), hasty(&[&server.url(1, "/1")]), String::new(), &[]).await;
    assert_eq!(output.status.code(), Some(0), "{}", told(&output));
    let mended = fs::read(archive.join("presscut-9.warc.gz")).unwrap();
    assert!(!mended.is_empty() && whole.starts_with(&mended) && mended.len() < whole.len());
    records(&archive);
}

#[cfg(target_os = "linux")]
#[tokio::test]
async fn an_archive_that_cannot_be_written_ends_the_crawl() {
    let (server, folder) = (Server::start().await, tempfile::tempdir().unwrap());
    server.on("/a", html(&article("Night boat returns")));
    fs::write(folder.path().join("archive"), "a file").unwrap();
    let output = presscut(folder.path(), hasty(&[&server.url(1, "/a")]), String::new(), &[]).await;
    assert_eq!(output.status.code(), Some(2), "{}", told(&output));
    assert!(told(&output).contains("cannot write an archive in `archive`"), "{}", told(&output));
    assert!(server.log().is_empty());
}

#[tokio::test]
async fn a_resumed_crawl_knows_the_texts_of_the_runs_before() {
    let (server, folder) = (Server::start().await, tempfile::tempdir().unwrap());
    server.on("/a", html(&article("Night boat returns"))).on("/b", html(&article("Night boat returns")));
    for path in ["/a", "/b"] {
        let arguments = hasty(&["--state", "state", "--dedup", &server.url(1, path)]);
        let output = presscut(folder.path(), arguments, String::new(), &[]).await;
        assert_eq!(output.status.code(), Some(0), "{}", told(&output));
    }
    let records = crate::command::records(&fs::read(folder.path().join("out.jsonl")).unwrap());
    assert_eq!((records.len(), &records[1]["duplicate_of"], &records[1]["text"]), (2, &records[0]["id"], &"".into()));
}
