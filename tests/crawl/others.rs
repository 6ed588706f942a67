//! Other tools read what `--warc` keeps, and are read: `warcio` and `fastwarc`, in the Python that `ARCHIVE_PYTHON` names (`./test` makes it).

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

use crate::archive::{files, gzip, hasty};
use crate::command::{presscut, told};
use crate::server::{Server, Step, answer, article, head, html, redirect, status};

fn others(python: &std::ffi::OsStr, folder: &Path, arguments: &[&str]) -> String {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/archives/others.py");
    let output = Command::new(python).arg(script).args(arguments).current_dir(folder).output().unwrap();
    assert!(output.status.success(), "{}", told(&output));
    String::from_utf8(output.stdout).unwrap()
}

#[tokio::test]
async fn bodies_are_the_same_byte_by_byte() {
    let Some(python) = std::env::var_os("ARCHIVE_PYTHON") else { return };
    let (server, folder) = (Server::start().await, tempfile::tempdir().unwrap());
    let page = article("Night boat returns");
    let noise: Vec<u8> = (0..400_000_u32).flat_map(|number| number.wrapping_mul(0x9e37_79b9).to_be_bytes()).collect();
    let mut bodies = BTreeMap::new();
    let mut put = |path: &str, steps: Vec<Step>, body: &[u8]| {
        server.on(path, steps);
        bodies.insert(server.url(1, path), data_encoding::HEXLOWER.encode(body));
    };
    put("/robots.txt", answer(&["Content-Type: text/plain"], b"User-agent: *\n"), b"User-agent: *\n");
    put("/plain", html(&page), page.as_bytes());
    let packed = gzip(page.as_bytes());
    put("/packed", answer(&["Content-Type: text/html", "Content-Encoding: gzip"], &packed), &packed);
    put("/large", answer(&["Content-Type: text/html"], &noise), &noise);
    put("/empty", answer(&["Content-Type: text/html"], b""), b"");
    let chunk = [format!("{:x}\r\n", page.len()).as_bytes(), page.as_bytes(), b"\r\n0\r\n\r\n"].concat();
    put("/chunked", vec![head(&["Transfer-Encoding: chunked"]), Step::Send(chunk)], page.as_bytes());
    put("/gone", status(410, &[]), b"<p>No page here, only a status.");
    put("/moved", redirect("/plain"), b"<p>No page here, only a status.");
    let asked: Vec<String> = bodies.keys().filter(|url| !url.ends_with("/plain") && !url.ends_with("/robots.txt")).cloned().collect();
    let output = presscut(folder.path(), hasty(&asked.iter().map(String::as_str).collect::<Vec<_>>()), String::new(), &[]).await;
    assert_eq!(output.status.code(), Some(1), "{}", told(&output));
    assert_eq!(files(&folder.path().join("archive")).len(), 1);
    std::fs::write(folder.path().join("expected.json"), serde_json::to_vec(&bodies).unwrap()).unwrap();
    assert_eq!(others(&python, folder.path(), &["read", "archive", "expected.json"]), "8 bodies are the same\n");
}

#[test]
fn what_they_write_is_read() {
    let Some(python) = std::env::var_os("ARCHIVE_PYTHON") else { return };
    let folder = tempfile::tempdir().unwrap();
    let page = article("Night boat returns");
    std::fs::write(folder.path().join("page.html"), &page).unwrap();
    others(&python, folder.path(), &["write", ".", "page.html"]);
    for name in ["warcio.warc", "warcio.warc.gz", "fastwarc.warc.gz", "fastwarc.warc.zst"] {
        let output = Command::new(env!("CARGO_BIN_EXE_presscut")).current_dir(folder.path()).args(["clean", name]).output().unwrap();
        assert_eq!(output.status.code(), Some(0), "{name}: {}", told(&output));
        let records = crate::command::records(&output.stdout);
        assert_eq!(records.len(), 2, "{name}");
        for (record, path) in records.iter().zip(["one", "two"]) {
            assert_eq!(record["url"], format!("https://harbour.example/{path}"));
            assert_eq!((&record["fetch"]["bytes"], &record["title"]), (&page.len().into(), &"Night boat returns".into()));
        }
    }
}
