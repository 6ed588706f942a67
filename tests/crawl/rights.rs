//! What servers reserve by headers: recorded always, obeyed where asked.

use crate::command::{presscut, records, told};
use crate::server::{Server, answer, article};

#[tokio::test]
async fn headers_that_reserve_a_page() {
    let (server, folder) = (Server::start().await, tempfile::tempdir().unwrap());
    let page = article("Night boat returns");
    let headers: [(&str, &[&str], &str); 6] = [
        ("/noai", &["X-Robots-Tag: noai, noimageai"], "noai"),
        ("/named", &["X-Robots-Tag: BadBot: noai, noindex", "X-Robots-Tag: nofollow"], ""),
        ("/tdm", &["TDM-Reservation: 1", "TDM-Policy: https://policies.example/tdm.json"], "tdm"),
        ("/gone", &["X-Robots-Tag: unavailable_after: 25 Jun 2020 15:00:00 GMT"], "robots"),
        ("/kept", &["X-Robots-Tag: unavailable_after: 25 Jun 2090 15:00:00 GMT", "TDM-Reservation: 0"], ""),
        ("/none", &[], ""),
    ];
    for (path, lines, _) in headers {
        let lines: Vec<&str> = ["Content-Type: text/html; charset=utf-8"].iter().chain(lines).copied().collect();
        server.on(path, answer(&lines, page.as_bytes()));
    }
    for respect in ["robots", "tdm", "noai", "robots,tdm,noai", ""] {
        let mut arguments: Vec<String> = ["--allow-private", "--delay", "0.01"].map(str::to_owned).to_vec();
        arguments.extend(headers.iter().map(|(path, ..)| server.url(1, path)));
        if !respect.is_empty() {
            arguments.extend(["--respect".to_owned(), respect.to_owned()]);
        }
        let output = presscut(folder.path(), arguments, String::new(), &[]).await;
        let found = records(&output.stdout);
        assert_eq!(found.len(), headers.len(), "{}", told(&output));
        for (path, lines, kind) in headers {
            let record = found.iter().find(|record| record["input"].as_str().unwrap().ends_with(path)).unwrap();
            let refused = !kind.is_empty() && respect.contains(kind);
            assert_eq!(record["error"]["class"], if refused { "rights".into() } else { serde_json::Value::Null }, "{path} {respect}");
            assert_eq!(record["text"] == "", refused, "{path} {respect}");
            assert_eq!(record["title"], "Night boat returns");
            assert_eq!(record["fetch"]["status"], 200);
            assert_eq!(record["rights"].is_object(), !lines.is_empty(), "recorded: {path} {}", record["rights"]);
        }
    }
}
