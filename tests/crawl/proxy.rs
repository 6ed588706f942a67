//! Ways out: SOCKS, the environment's proxy, and proxies that are not there.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use fast_socks5::server::{DnsResolveHelper, Socks5ServerProtocol, run_tcp_proxy};
use presscut::fetcher::{Proxy, Settings};
use tokio::net::{TcpListener, TcpStream};

use crate::command::{presscut, records, told};
use crate::run::{class, hasty, message, one};
use crate::server::{Server, answer, article, html, status};

/// A SOCKS server on loopback; tells which addresses it was asked for.
struct Socks {
    port: u16,
    asked: Arc<Mutex<Vec<String>>>,
}

impl Socks {
    /// A server that lets everybody in; with `login`, only those who know it.
    async fn start(login: Option<(&'static str, &'static str)>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let (port, asked) = (listener.local_addr().unwrap().port(), Arc::default());
        let log = Arc::clone(&asked);
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let log = Arc::clone(&log);
                tokio::spawn(async move {
                    // whoever is turned away is told so by the protocol
                    let _ = serve(stream, login, &log).await;
                });
            }
        });
        Self { port, asked }
    }

    fn asked(&self) -> Vec<String> {
        self.asked.lock().unwrap().clone()
    }
}

async fn serve(
    stream: TcpStream,
    login: Option<(&str, &str)>,
    log: &Mutex<Vec<String>>,
) -> Result<(), fast_socks5::server::SocksServerError> {
    let protocol = match login {
        None => Socks5ServerProtocol::accept_no_auth(stream).await?,
        Some((user, password)) => {
            Socks5ServerProtocol::accept_password_auth(stream, |name, word| name == user && word == password).await?.0
        }
    };
    let (protocol, command, address) = protocol.read_command().await?;
    log.lock().unwrap().push(address.to_string());
    let (protocol, _, address) = (protocol, command, address).resolve_dns().await?;
    run_tcp_proxy(protocol, &address, Duration::from_secs(5), true).await?;
    Ok(())
}

fn through(proxy: &str) -> Settings {
    Settings { proxy: Some(Proxy::parse(proxy)), tries: 1, ..hasty() }
}

#[tokio::test]
async fn a_socks_proxy_is_asked_and_may_resolve_names() {
    let (server, socks) = (Server::start().await, Socks::start(None).await);
    server.on("/a", html(&article("Night boat returns")));
    let record = one(through(&format!("socks5://127.0.0.1:{}", socks.port)), server.url(1, "/a")).await;
    assert_eq!(class(&record), "", "{}", message(&record));
    let named = server.url(1, "/a").replace("127.0.0.1", "localhost");
    let record = one(through(&format!("socks5h://127.0.0.1:{}", socks.port)), named).await;
    assert_eq!(class(&record), "", "{}", message(&record));
    let asked = socks.asked();
    assert!(asked.first().is_some_and(|asked| asked.contains("127.0.0.1:")), "{asked:?}");
    assert!(asked.last().is_some_and(|asked| asked.contains("localhost:")), "the name is the proxy's to resolve: {asked:?}");
}

#[tokio::test]
async fn a_socks_proxy_that_wants_a_login() {
    let (server, socks) = (Server::start().await, Socks::start(Some(("ann", "swordfish"))).await);
    server.on("/a", html(&article("Night boat returns")));
    let record = one(through(&format!("socks5://ann:swordfish@127.0.0.1:{}", socks.port)), server.url(1, "/a")).await;
    assert_eq!(class(&record), "", "{}", message(&record));
    let record = one(through(&format!("socks5://ann:wrong@127.0.0.1:{}", socks.port)), server.url(1, "/a")).await;
    assert!(matches!(class(&record), "proxy" | "connect"), "{}", message(&record));
    let told = message(&record);
    assert!(told.contains(&format!("the proxy 127.0.0.1:{}", socks.port)) && !told.contains("wrong"), "{told}");
}

#[tokio::test]
async fn a_proxy_that_is_not_there_is_told_in_place_of_the_host() {
    for scheme in ["http", "socks5", "socks5h"] {
        let closed = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
        for url in ["http://192.0.2.1/a", "https://192.0.2.1/a"] {
            let record = one(through(&format!("{scheme}://ann:swordfish@{closed}")), url.to_owned()).await;
            let told = message(&record);
            assert_eq!(class(&record), "proxy", "{scheme} {url}: {told}");
            assert!(told.contains(&format!("the proxy {closed} could not be reached")) && told.contains("--proxy"), "{told}");
            assert!(!told.contains("swordfish"), "{told}");
        }
    }
}

#[tokio::test]
async fn a_host_behind_a_living_proxy_is_told_as_such() {
    let (server, socks) = (Server::start().await, Socks::start(None).await);
    let closed = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let record = one(through(&format!("socks5://127.0.0.1:{}", socks.port)), format!("http://{closed}/a")).await;
    assert_eq!(class(&record), "connect", "{}", message(&record));
    assert!(message(&record).contains("no answer from 127.0.0.1 (through the proxy 127.0.0.1:"), "{}", message(&record));
    server.on("http://news.invalid/a", status(407, &["Proxy-Authenticate: Basic"]));
    let record = one(Settings { ignore_robots: true, ..through(&server.url(1, "")) }, "http://news.invalid/a".to_owned()).await;
    assert_eq!(class(&record), "status");
    assert!(message(&record).contains("the proxy asks for a login"), "{}", message(&record));
}

#[tokio::test]
async fn the_proxy_of_the_environment_is_taken_where_asked() {
    let (server, folder) = (Server::start().await, tempfile::tempdir().unwrap());
    server.on("http://news.invalid/robots.txt", status(404, &[]));
    server.on("http://news.invalid/a", answer(&["Content-Type: text/html"], article("Night boat returns").as_bytes()));
    server.on("/direct", html(&article("Day boat")));
    let closed = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let list = |more: &[&str]| ["--allow-private", "--delay", "0.01"].iter().chain(more).map(ToString::to_string).collect::<Vec<_>>();
    let (there, gone) = (server.url(1, ""), format!("http://{closed}"));

    let living = [("http_proxy", there.as_str()), ("no_proxy", "127.0.0.2")];
    let output =
        presscut(folder.path(), list(&["--proxy", "env", "http://news.invalid/a", &server.url(2, "/direct")]), String::new(), &living);
    let output = output.await;
    assert_eq!(output.status.code(), Some(0), "{}", told(&output));
    assert_eq!(records(&output.stdout).len(), 2);
    assert_eq!(server.asked("/direct").len(), 1, "NO_PROXY is kept to");

    let dead = [("http_proxy", gone.as_str()), ("no_proxy", "")];
    let output = presscut(folder.path(), list(&["--proxy", "env", "http://news.invalid/a"]), String::new(), &dead).await;
    let record = &records(&output.stdout)[0];
    assert_eq!(record["error"]["class"], "proxy", "{record}");
    assert!(record["error"]["message"].as_str().unwrap().contains(&closed.to_string()), "{record}");

    let output = presscut(folder.path(), list(&[&server.url(3, "/direct")]), String::new(), &dead).await;
    assert_eq!(output.status.code(), Some(0), "nobody asked for it: {}", told(&output));
}
